package outbox_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/models"
	"makewhole/money"
	"makewhole/outbox"
)

type complaint string

func (e complaint) Error() string { return string(e) }
func (complaint) ErrorCode() int  { return -32000 }

// refuser is a node that answers every transaction with one error, and would
// take it once says is nil.
type refuser struct {
	outbox.Node
	says error
	sent int
	bids []*types.Transaction
}

func (n *refuser) SendRaw(ctx context.Context, raw []byte) error {
	tx := new(types.Transaction)
	if err := tx.UnmarshalBinary(raw); err != nil {
		return err
	}
	if n.sent++; len(n.bids) == 0 || n.bids[len(n.bids)-1].Hash() != tx.Hash() {
		n.bids = append(n.bids, tx)
	}
	if n.says != nil {
		return n.says
	}
	return n.Node.SendRaw(ctx, raw)
}

// TestRefusedTransactions: half an hour of a node that takes nothing. The state
// says so, a person hears the node's words, the bid rises only where that can
// help, and when the node changes its mind the payment is made once.
func TestRefusedTransactions(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		says  error
		alarm string
		bids  bool
	}{
		{complaint("tx fee (1.63 ether) exceeds the configured cap (1.00 ether)"), outbox.AlarmRefused, false},
		{complaint("in-flight transaction limit reached for delegated accounts"), outbox.AlarmRefused, false},
		{complaint("account limit exceeded: pooled 16 txs"), outbox.AlarmRefused, false},
		{complaint("insufficient funds for gas * price + value"), outbox.AlarmFunds, false},
		{complaint("computer says no"), outbox.AlarmUnclear, false},
		{errors.New("connection reset by peer"), outbox.AlarmStuck, false},
		{complaint("transaction underpriced"), outbox.AlarmRefused, true},
		{complaint("txpool is full"), outbox.AlarmRefused, true},
	} {
		t.Run(c.says.Error(), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			n := &refuser{Node: w.chain, says: c.says}
			w.node = n
			w.restart()
			w.enqueue(1)
			var heard []outbox.Alarm
			for range 60 {
				heard = append(heard, w.round().Alarms...)
				w.chain.Mine(1)
				w.clock.Advance(30 * time.Second)
			}
			if row := w.intent(0); row.State != models.TxSigned {
				t.Errorf("it is %s although the node took none of %d", row.State, n.sent)
			}
			told := slices.ContainsFunc(heard, func(a outbox.Alarm) bool {
				return a.Code == c.alarm && (a.Code == outbox.AlarmStuck || strings.Contains(a.Text, c.says.Error()))
			})
			if !told {
				t.Errorf("no alarm %s with the node's words: %v", c.alarm, heard)
			}
			if raised := len(n.bids) > 1; raised != c.bids {
				t.Errorf("%d bids, raised %v, want %v", len(n.bids), raised, c.bids)
			}
			n.says = nil
			w.finish()
			w.judge(1)
		})
	}
}

// TestLeastTipIsOffered: a node that names the least tip it takes gets it with
// the first raise, not after a dozen.
func TestLeastTipIsOffered(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	n := &refuser{Node: w.chain, says: complaint("transaction gas price below minimum: gas tip cap 1, minimum needed 30000000000")}
	w.node = n
	w.restart()
	w.enqueue(1)
	w.round()
	w.clock.Advance(2 * time.Minute)
	w.round()
	if len(n.bids) != 2 || n.bids[1].GasTipCap().Cmp(money.FromUint64(30e9).Big()) < 0 || n.bids[1].GasFeeCapCmp(n.bids[1]) < 0 {
		t.Fatalf("%d bids, the last tip is %s", len(n.bids), n.bids[len(n.bids)-1].GasTipCap())
	}
	n.says = nil
	w.finish()
	w.judge(1)
}
