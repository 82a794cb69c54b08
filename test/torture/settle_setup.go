package main

import (
	"context"
	"errors"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/chain/devnet"
	"makewhole/contracts"
	"makewhole/deployment"
	"makewhole/merkle"
)

// torturePool is the source of all settlements.
const torturePool = "pol_torture"

// Accounts beside those of the deployment.
const (
	underwriter = deployment.DevFree
	stranger    = deployment.DevFree + 1
)

var tortureIncident = hash(merkle.IncidentID("inc_torture"))

// deploy puts the real contracts on the chain, money into the pool, and a final
// snapshot set beside it.
func (s *settlements) deploy(ctx context.Context) error {
	o, err := deployment.DevOptions(chainID)
	if err != nil {
		return err
	}
	o.Tokens = []deployment.Token{{Name: "Torture dollar", Symbol: "tUSD", Decimals: 6}}
	o.Pools = []deployment.Pool{{PublicID: torturePool, ID: merkle.PoolID(torturePool), Token: "tUSD"}}
	sealing, stop := context.WithCancel(ctx)
	sealed := make(chan struct{})
	go func() { // the deployment waits for its blocks
		defer close(sealed)
		for sealing.Err() == nil {
			_ = s.node.Mine(1)
		}
	}()
	s.d, err = deployment.Deploy(ctx, s.node.Client(), o)
	stop()
	<-sealed
	if err != nil {
		return err
	}
	token, _ := s.d.Token("tUSD")
	s.token, s.source = token.Address, o.Pools[0].ID
	// The sender begins with a key when everything before is final.
	return errors.Join(s.fund(ctx), s.measure(ctx), s.node.Mine(finality+1))
}

// fund pays in far more than all settlements take and earmarks it.
func (s *settlements) fund(ctx context.Context) error {
	pool, _ := s.d.Pool(torturePool)
	token, capital, much := contracts.NewTestToken(), contracts.NewCapitalPool(), big.NewInt(1e15)
	return errors.Join(
		s.transact(ctx, deployment.DevDeployer, s.token, token.PackMint(devnet.Address(underwriter), much)),
		s.transact(ctx, underwriter, s.token, token.PackApprove(pool.Address, much)),
		s.transact(ctx, underwriter, pool.Address, capital.PackDeposit(much, big.NewInt(1))),
		s.transact(ctx, deployment.DevOperator, pool.Address, capital.PackEarmark(tortureIncident, much, much)),
	)
}

// measure registers a snapshot and its set by the committee and lets the time
// for challenges pass.
func (s *settlements) measure(ctx context.Context) error {
	config := s.d.OracleConfig()
	now := uint64(s.node.Now().Unix())
	snapshot := contracts.LossSnapshot{
		ConfigDigest: config.Digest(), IncidentID: tortureIncident, SpecHash: hash{1}, Revision: 1, Attempt: 1, MethodHash: hash{2},
		SourceChainID: chainID, FromBlock: 1, FromBlockHash: hash{3}, ToBlock: 2, ToBlockHash: hash{4}, OccurredFrom: now - 100,
		OccurredTo: now - 10, Asset: s.token, TotalLoss: due(1), LeafCount: 1, LossRoot: hash{5}, EvidenceHash: hash{6},
		ValidUntil: s.end(),
	}
	digest := snapshot.Digest(config.Domain())
	set := contracts.SnapshotSet{
		ConfigDigest: config.Digest(), IncidentID: tortureIncident, SpecHash: hash{1}, Revision: 1,
		SnapshotsHash: contracts.SnapshotsHash([]hash{digest}), Numeraire: s.token, PricesHash: hash{7},
		ValidUntil: s.end(),
	}
	s.set = set.Digest(config.Domain())
	signedSnapshot, err1 := s.signed(digest)
	signedSet, err2 := s.signed(s.set)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	return errors.Join(
		s.transact(ctx, stranger, s.d.LossOracle, contracts.PackSubmit(snapshot, signedSnapshot)),
		s.transact(ctx, stranger, s.d.LossOracle, contracts.PackSubmitSet(set, []hash{digest}, signedSet)),
		s.node.AdvanceTime(2*blockTime*5),
	)
}

// end is the last second of what is signed now.
func (s *settlements) end() uint64 { return uint64(s.node.Now().Add(contracts.MaxTerm / 2).Unix()) }

// signed joins the signatures of as many members as must agree.
func (s *settlements) signed(digest hash) ([]byte, error) {
	sigs, err := deployment.DevSignatures(int(s.d.Committee.Threshold), chainID, digest)
	if err != nil {
		return nil, err
	}
	return contracts.JoinSignatures(digest, sigs)
}

// transact sends one transaction of the set-up and seals it.
func (s *settlements) transact(ctx context.Context, account int, to address, data []byte) error {
	tx, err := s.send(ctx, account, to, data)
	if err != nil {
		return err
	}
	if err := s.node.Mine(1); err != nil {
		return err
	}
	receipts, err := s.client.Receipts(ctx, []hash{tx.Hash()})
	if err != nil {
		return err
	}
	if receipts[0] == nil || receipts[0].Status != types.ReceiptStatusSuccessful {
		return fmt.Errorf("account %d: %x… to %s failed", account, data[:4], to)
	}
	return nil
}

// send signs and broadcasts a transaction of a development account.
func (s *settlements) send(ctx context.Context, account int, to address, data []byte) (*types.Transaction, error) {
	nonce, err := s.client.PendingNonceAt(ctx, devnet.Address(account))
	if err != nil {
		return nil, err
	}
	tx, err := types.SignNewTx(devnet.Key(account), types.LatestSignerForChainID(big.NewInt(chainID)), &types.DynamicFeeTx{
		ChainID: big.NewInt(chainID), Nonce: nonce, GasTipCap: big.NewInt(1e9), GasFeeCap: big.NewInt(100e9), Gas: 3_000_000, To: &to, Data: data,
	})
	if err != nil {
		return nil, err
	}
	return tx, s.node.Client().SendTransaction(ctx, tx)
}

func wordAt(out []byte, i int) *big.Int {
	if len(out) < 32*(i+1) {
		return new(big.Int)
	}
	return new(big.Int).SetBytes(common.CopyBytes(out[32*i : 32*(i+1)]))
}
