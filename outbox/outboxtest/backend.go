package outboxtest

import (
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/chain/chaintest"
	"makewhole/money"
	"makewhole/outbox"
	"makewhole/outbox/keys"
)

// Fake is a chaintest.Chain as a Backend.
type Fake struct{ *chaintest.Chain }

// NewFake returns a fake chain on which development account 1 has coins.
func NewFake() Fake {
	c := chaintest.NewChain()
	key, err := keys.NewDevSigner(1, chaintest.ID)
	if err != nil {
		panic(err) // account 1 exists
	}
	c.Fund(key.Address(), money.MustParse("1000000000000000000000"))
	return Fake{c}
}

// Node is the chain itself.
func (f Fake) Node() outbox.Node { return f.Chain }

// ChainID is the development chain's.
func (f Fake) ChainID() uint64 { return chaintest.ID }

// Reorg fails the test when the blocks are final.
func (f Fake) Reorg(t *testing.T, depth int, keep bool) {
	t.Helper()
	if err := f.Chain.Reorg(depth, keep); err != nil {
		t.Fatal(err)
	}
}

// Balance is an account's coins at the head.
func (f Fake) Balance(_ *testing.T, a common.Address) money.Amount { return f.Chain.Balance(a) }
