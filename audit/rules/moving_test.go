package rules_test

import (
	"context"
	"math/big"
	"sync/atomic"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/audit"
	"makewhole/audit/rules"
	"makewhole/models"
	"makewhole/test/dbtest"
)

// movingChain goes on while it is verified: with each question about the
// finalized block one more transaction of every key is final, except where the
// books are older than all of it.
type movingChain struct {
	emptyChain
	head *atomic.Int64
}

func (c movingChain) Finalized(context.Context) (*types.Header, error) {
	return &types.Header{Number: big.NewInt(c.head.Add(1))}, nil
}

func (movingChain) NonceAt(_ context.Context, _ common.Address, block *big.Int) (uint64, error) {
	return block.Uint64(), nil
}

// What a key sends while a verification runs is no stranger's; what it sent
// before the books were read, and they do not know, is.
func TestWhatIsSentDuringAVerificationIsNoStrangers(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *models.DB) {
		check := func(headBefore int64) audit.Result {
			head := &atomic.Int64{}
			head.Store(headBefore - 1)
			v, err := rules.New(audit.Config{DB: db, Chain: movingChain{head: head}, ChainID: devChain})
			if err != nil {
				t.Fatal(err)
			}
			report, err := v.Check(t.Context(), audit.Scope{Rules: []string{"V9"}}, audit.Progress{})
			if err != nil || len(report.Rules) != 1 {
				t.Fatalf("%+v, %v", report, err)
			}
			return report.Rules[0]
		}
		err := db.Tx(t.Context(), func(tx *models.Tx) error {
			_, err := tx.EnsureKey(devChain, common.Address{1}, 3)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		for head, stranger := range map[int64]bool{3: false, 4: true} {
			found := false
			for _, f := range check(head).Findings {
				found = found || f.Detail == "the chain has a transaction with the nonce 3, our next nonce is 3: the key is used elsewhere, or the database was restored"
			}
			if found != stranger {
				t.Errorf("final at the beginning %d: a stranger's %v, want %v: %+v", head, found, stranger, check(head))
			}
		}
	})
}
