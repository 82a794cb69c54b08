package server

import (
	"bytes"
	"context"
	"fmt"
	"math/big"
	"sync"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/contracts"
	"makewhole/jobs"
	"makewhole/models"
	"makewhole/test/dbtest"
)

// fakeChain answers like a node: it recovers keys, and contract wallets accept
// what they were told to accept.
type fakeChain struct {
	mu       sync.Mutex
	accounts map[common.Address][]byte // contract wallet → the one signature it accepts
	calls    int
	fails    error // of the node
}

func (f *fakeChain) CodeAt(_ context.Context, a common.Address, _ *big.Int) ([]byte, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if _, ok := f.accounts[a]; ok {
		return []byte{1}, nil
	}
	return nil, nil
}

func (f *fakeChain) VerifySignature(_ context.Context, a common.Address, digest common.Hash, sig []byte, _ *uint64) (contracts.Verdict, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls++
	if want, ok := f.accounts[a]; ok {
		if bytes.Equal(sig, want) {
			return contracts.Verdict{By: contracts.SignedByContract}, f.fails
		}
		return contracts.Refused("is refused by the account's contract (EIP-1271)"), f.fails
	}
	if by, err := contracts.RecoverSigner(digest, sig); err == nil && by == a {
		return contracts.Verdict{By: contracts.SignedByKey}, f.fails
	}
	return contracts.Refused("is not of the account's key"), f.fails
}

func (f *fakeChain) Finalized(context.Context) (*types.Header, error) {
	return &types.Header{Number: big.NewInt(100), Time: uint64(dbtest.Start.Unix()), Difficulty: new(big.Int)}, nil
}

func (f *fakeChain) HeaderByNumber(ctx context.Context, _ *big.Int) (*types.Header, error) {
	return f.Finalized(ctx)
}

func (f *fakeChain) CallContractAtHash(context.Context, ethereum.CallMsg, common.Hash) ([]byte, error) {
	return make([]byte, 32), nil
}

// fakeJobs has one job that works, one that fails and one that another process
// is at.
type fakeJobs struct{}

func (fakeJobs) Names() []string { return []string{"settle", "broken", "busy"} }
func (fakeJobs) List(context.Context) ([]models.Work, error) {
	return []models.Work{{Job: "settle"}}, nil
}
func (fakeJobs) Run(_ context.Context, n string) (string, error) {
	switch n {
	case "broken":
		return "", fmt.Errorf("job %s: no disk", n)
	case "busy":
		return "", fmt.Errorf("%w: %w: held by host/7", jobs.ErrBusy, models.ErrNotDue)
	}
	return "1 draft", nil
}
