package outbox_test

import (
	"context"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/chain/chaintest"
	"makewhole/models"
	"makewhole/outbox"
)

// onlooker looks into the store at every broadcast.
type onlooker struct {
	*chaintest.Chain
	w      *world
	nonces map[string]map[uint64]bool // by receiver
}

func (n *onlooker) SendRaw(ctx context.Context, raw []byte) error {
	var tx types.Transaction
	if err := tx.UnmarshalBinary(raw); err != nil {
		n.w.t.Fatal(err)
	}
	to := tx.To().Hex()
	if n.nonces[to] == nil {
		n.nonces[to] = map[uint64]bool{}
	}
	n.nonces[to][tx.Nonce()] = true
	if !n.stored(tx.Hash()) {
		n.w.t.Errorf("transaction %s was sent before it was stored", tx.Hash())
	}
	return n.Chain.SendRaw(ctx, raw)
}

func (n *onlooker) stored(hash [32]byte) (found bool) {
	err := n.w.db.Read(context.Background(), func(tx *models.Tx) error {
		rows, err := tx.OpenIntents(chaintest.ID, n.w.key.Address())
		if err != nil {
			return err
		}
		for _, r := range rows {
			attempts, err := tx.Attempts(r.ID)
			if err != nil {
				return err
			}
			for _, a := range attempts[r.ID] {
				found = found || a.Hash.Hash == hash
			}
		}
		return nil
	})
	if err != nil {
		n.w.t.Fatal(err)
	}
	return found
}

// TestNothingIsSentBeforeItIsStored: first attempts and replacements are
// durable before any node sees them, and a replacement keeps its nonce.
func TestNothingIsSentBeforeItIsStored(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	n := &onlooker{Chain: w.chain, w: w, nonces: map[string]map[uint64]bool{}}
	w.node = n
	w.restart()
	w.enqueue(2)
	w.round()
	w.chain.SetPrice(50, 2) // above the first bids' cap: both must be replaced
	replaced := 0
	for range 8 {
		w.clock.Advance(time.Minute)
		replaced += w.tick().Replaced
	}
	if replaced == 0 || len(n.nonces) != 2 {
		t.Errorf("%d replacements, payments to %d receivers", replaced, len(n.nonces))
	}
	for to, nonces := range n.nonces {
		if len(nonces) != 1 {
			t.Errorf("the payment to %s was sent with %d nonces", to, len(nonces))
		}
	}
	w.finish()
	w.judge(2)
}

var _ outbox.Node = (*onlooker)(nil)
