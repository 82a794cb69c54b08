package outbox_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum"

	"makewhole/chain"
	"makewhole/chain/chaintest"
	"makewhole/contracts"
	"makewhole/models"
	"makewhole/outbox"
	"makewhole/outbox/witness"
)

// stuck has n payouts that were blocked longer than a retry ago, and would be tried again
// now, with a window of 4.
func stuck(t *testing.T, n int) *world {
	t.Helper()
	w := newWorld(t)
	w.window = 4
	w.restart()
	for i := range n {
		w.chain.SetReverts(receiver(i), true)
	}
	w.enqueue(n)
	for range n {
		w.tick()
		w.clock.Advance(2 * time.Second)
	}
	for i := range n {
		if row := w.intent(i); row.Blocked == "" || row.State != models.TxApproved {
			t.Fatalf("intent %d is %s, blocked %q", i, row.State, row.Blocked)
		}
	}
	w.clock.Advance(2 * time.Minute)
	return w
}

// TestBlockedIntentsAreNotInFront: however many wait for something, what is new goes out
// in the next round.
func TestBlockedIntentsAreNotInFront(t *testing.T) {
	t.Parallel()
	w := stuck(t, 20)
	w.put(w.payout(20))
	if r := w.round(); r.Signed != 1 || w.intent(20).Nonce == nil {
		t.Errorf("report %+v, the new one is %s", r, w.intent(20).State)
	}
}

// TestNewIntentsDoNotStarveBlockedOnes: what was blocked and can work now gets its part
// of each window while new ones keep coming.
func TestNewIntentsDoNotStarveBlockedOnes(t *testing.T) {
	t.Parallel()
	w := stuck(t, 3)
	for i := range 3 {
		w.chain.SetReverts(receiver(i), false)
	}
	for i := 3; i < 20; i++ {
		w.put(w.payout(i))
	}
	w.round()
	signed := slices.DeleteFunc([]int{0, 1, 2, 3, 4, 5, 6}, func(i int) bool { return w.intent(i).Nonce == nil })
	if !slices.Equal(signed, []int{0, 1, 3, 4}) {
		t.Errorf("signed %v, want two of each", signed)
	}
	w.finish()
	w.judge(20)
}

// poolSays is a node on which calls of the pool fail with an error of its contract.
type poolSays struct {
	*chaintest.Chain
	errorName string
}

func (n *poolSays) EstimateGas(ctx context.Context, msg ethereum.CallMsg) (uint64, error) {
	if *msg.To != poolAt || n.errorName == "" {
		return n.Chain.EstimateGas(ctx, msg)
	}
	a, err := contracts.CapitalPoolMetaData.ParseABI()
	if err != nil {
		return 0, err
	}
	e := a.Errors[n.errorName]
	return 0, &chain.RevertError{Text: "execution reverted", Data: append(e.ID.Bytes()[:4], make([]byte, 32*len(e.Inputs))...)}
}

// TestWhatAwaitsItsMomentAlarmsNobody: a pool that is frozen is no fault of an exit's
// intent; any other refusal is.
func TestWhatAwaitsItsMomentAlarmsNobody(t *testing.T) {
	t.Parallel()
	for says, alarms := range map[string]bool{"PoolFrozen": false, "ExitNotReady": false, "NotYourExit": true} {
		w := newWorld(t)
		node := &poolSays{w.chain, says}
		w.node = node
		w.restart()
		w.registered()
		w.put(w.call("settle_exit", 0))
		r := w.round()
		if row := w.intent(0); hasAlarm(r, outbox.AlarmBlocked) != alarms || (row.Blocked != "") != alarms || row.State != models.TxApproved {
			t.Errorf("%s: report %+v, blocked %q", says, r, row.Blocked)
		}
		node.errorName = ""
		w.clock.Advance(9 * time.Minute)
		if w.round(); (w.intent(0).State == models.TxApproved) == alarms {
			t.Errorf("%s: after nine minutes it is %s", says, w.intent(0).State)
		}
		w.clock.Advance(time.Minute)
		if w.round(); w.intent(0).State == models.TxApproved {
			t.Errorf("%s: after ten minutes it is %s", says, w.intent(0).State)
		}
	}
}

// TestExitsGoLast: whoever leaves a pool does not stand before who is paid.
func TestExitsGoLast(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.window = 2
	w.restart()
	w.registered()
	for i := range 5 {
		w.put(w.call("settle_exit", i))
	}
	w.put(w.call("push", 5), w.call("push", 6))
	w.round()
	if w.intent(5).Nonce == nil || w.intent(6).Nonce == nil || w.intent(0).Nonce != nil {
		t.Error("an exit went first")
	}
}

// TestWhatAnybodyMayDoIsNoSurprise: an exit that its holder settled is booked without an
// alarm, a publication that somebody else made is not.
func TestWhatAnybodyMayDoIsNoSurprise(t *testing.T) {
	t.Parallel()
	for kind, alarms := range map[string]bool{"settle_exit": false, "return_money": false, "earmark": true} {
		w := newWorld(t)
		w.registered()
		w.witness(oracleOfEffects{idemKey(0): {Outcome: witness.OutcomeDone, Proof: "it is there"}})
		w.put(w.call(kind, 0))
		if r := w.round(); hasAlarm(r, outbox.AlarmRecovered) != alarms || w.intent(0).State != models.TxRecovered {
			t.Errorf("%s: report %+v, it is %s", kind, r, w.intent(0).State)
		}
	}
}
