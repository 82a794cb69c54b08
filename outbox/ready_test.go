package outbox_test

import (
	"slices"
	"testing"
	"time"

	"makewhole/models"
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
