package outbox_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/chain/chaintest"
	"makewhole/models"
)

// quick is a world whose blocks come inside a run: one before each look.
func quick(t *testing.T, window int) *world {
	w := newWorld(t)
	w.window = window
	w.hook = func(p string) error {
		if p == "leased" {
			w.chain.Mine(1)
			w.clock.Advance(100 * time.Millisecond)
		}
		return nil
	}
	w.restart()
	return w
}

// TestRunGoesOnWhileTheChainDoes: one run pays more than a window, and the
// history has every step though rows are written for several at once.
func TestRunGoesOnWhileTheChainDoes(t *testing.T) {
	t.Parallel()
	w := quick(t, 3)
	w.enqueue(10)
	r, err := w.sender.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if r.Signed != 10 || r.Sent != 10 || r.Mined != 10 {
		t.Errorf("one run: %+v", r)
	}
	w.finish()
	w.judge(10)
	for i := range 10 {
		var events []string
		d := w.detail(i)
		for _, h := range d.History {
			events = append(events, h.Event)
		}
		if want := []string{"enqueue", "sign", "send", "mine", "finalize"}; !slices.Equal(events, want) {
			t.Errorf("payout %d: history %v, want %v", i, events, want)
		}
		if a := d.Attempts[0]; a.SentCount != 1 || a.FirstSentAt == nil {
			t.Errorf("payout %d: attempt %+v", i, a)
		}
	}
}

// TestRunEndsWhereNothingMoves: on a chain without new blocks a run is one round
// and a look, and what it sent is on record.
func TestRunEndsWhereNothingMoves(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.window = 3
	w.restart()
	w.enqueue(5)
	r, err := w.sender.Run(t.Context())
	if err != nil || r.Sent != 3 || r.Open != 3 || w.count(models.TxBroadcast) != 3 {
		t.Errorf("run: %+v, %v; states %v", r, err, w.states())
	}
}

// TestCrashAnywhereInARun stops runs at every crash point, also between a
// broadcast and its record, and goes on with a new sender.
func TestCrashAnywhereInARun(t *testing.T) {
	t.Parallel()
	pay := func(crash func() bool) int {
		w, steps := quick(t, 3), 0
		inner := w.hook
		w.hook = func(p string) error {
			if steps++; crash() {
				return errCrash
			}
			return inner(p)
		}
		w.enqueue(5)
		for range 6 {
			_, err := w.sender.Run(context.Background())
			if errors.Is(err, errCrash) {
				w.restart()
			} else if err != nil && !errors.Is(err, chaintest.ErrLine) {
				t.Fatal(err)
			}
		}
		w.finish()
		w.judge(5)
		return steps
	}
	steps := pay(func() bool { return false })
	for at := range steps {
		n := -1
		pay(func() bool { n++; return n == at })
	}
	t.Logf("%d crash points", steps)
}

// TestALimitIsTriedBeforeItIsBelieved: a limit that an intent names is used when
// the call works with it, and replaced when it does not.
func TestALimitIsTriedBeforeItIsBelieved(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	limits := []int64{0, 50_000, 20_000}
	for i, gas := range limits {
		in := w.payout(i)
		in.GasLimit = gas
		w.put(in)
	}
	w.finish()
	w.judge(3)
	for i, want := range []uint64{26_250, 50_000, 26_250} {
		var sent types.Transaction
		if err := sent.UnmarshalBinary(w.detail(i).Attempts[0].Raw); err != nil {
			t.Fatal(err)
		}
		if sent.Gas() != want {
			t.Errorf("named %d: limit %d, want %d", limits[i], sent.Gas(), want)
		}
	}
}
