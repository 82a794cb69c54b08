package claims_test

import (
	"testing"
	"time"

	"makewhole/models"
)

// sharesOf is what the open lines of alice's two covers are worth, first cover first.
func (w *world) sharesOf(inc *models.Incident) (out []uint64) {
	w.T.Helper()
	w.Tx(func(tx *models.Tx) error {
		rows, err := tx.CoverEntitlements(inc.ID, addr("alice"))
		for _, e := range rows {
			v := e.Amount.Amount.Big().Uint64()
			out = append(out, v)
		}
		return err
	})
	return out
}

func (w *world) wantShares(inc *models.Incident, want ...uint64) {
	w.T.Helper()
	got := w.sharesOf(inc)
	if len(got) != len(want) {
		w.T.Fatalf("lines %v, want %v", got, want)
	}
	for i := range got {
		if got[i] != want[i] {
			w.T.Fatalf("lines %v, want %v", got, want)
		}
	}
}

// twoCovers: loss 100, two covers of 60 that deduct 10. Together they owe 90.
func (w *world) twoCovers() (inc models.Incident, a, b models.Cover) {
	a, b = w.Cover("alice", 60, "alice"), w.Cover("alice", 60, "alice")
	w.Clock.Advance(2 * time.Hour)
	inc = w.Incident(0, lost("alice", 100))
	w.Windows(0)
	return inc, a, b
}

// TestUnusedCoverLowersNothing: a cover that is not filed leaves its part to the
// other at the bar date, also when the other is decided already.
func TestUnusedCoverLowersNothing(t *testing.T) {
	ts := terms()
	ts.Deductible = n(10)
	each(t, ts, func(w *world) {
		inc, a, _ := w.twoCovers()
		w.wantShares(&inc, 45, 45)
		c := w.File(&inc, a, "alice", 60)
		if c.Eligible.Amount != n(60) {
			w.T.Fatalf("eligible %v", c.Eligible)
		}
		w.Approve(w.Anna, c, 60)
		w.wantShares(&inc, 45, 45)
		w.Windows(2 * time.Hour) // filing is over
		w.Windows(2 * time.Hour) // and the bar date
		w.wantShares(&inc, 60)
		w.Tx(func(tx *models.Tx) error {
			return tx.ConsumedOfCover(a.ID, func(c *models.LossConsumption) error {
				if c.Amount.Amount != n(60) {
					w.T.Errorf("consumed %v of the cover", c.Amount)
				}
				return nil
			})
		})
	})
}

// TestDeniedAndLowerDecisionsShareAgain: the other cover gets what a denial for
// good or a lower decision leaves.
func TestDeniedAndLowerDecisionsShareAgain(t *testing.T) {
	ts := terms()
	ts.Deductible = n(10)
	each(t, ts, func(w *world) {
		inc, a, b := w.twoCovers()
		first, second := w.File(&inc, a, "alice", 60), w.File(&inc, b, "alice", 60)
		w.Approve(w.Anna, first, 60)
		w.wantShares(&inc, 45, 45)
		w.Deny(w.Ben, second)
		w.wantShares(&inc, 45, 45) // an appeal may still come
		w.Windows(2 * time.Hour)
		w.wantShares(&inc, 60)
	})
	t.Run("lower", func(t *testing.T) {
		each(t, ts, func(w *world) {
			inc, a, b := w.twoCovers()
			first, second := w.File(&inc, a, "alice", 60), w.File(&inc, b, "alice", 60)
			w.Approve(w.Anna, first, 60)
			w.Approve(w.Ben, second, 30)
			w.wantShares(&inc, 60, 30)
		})
	})
}

// TestSharesNeverFallBelowWhatMayBePaid: a line that takes part in settlements
// keeps what it had when the other cover is decided higher.
func TestSharesNeverFallBelowWhatMayBePaid(t *testing.T) {
	ts := terms()
	ts.Deductible = n(10)
	each(t, ts, func(w *world) {
		inc, a, b := w.twoCovers()
		first, second := w.File(&inc, a, "alice", 60), w.File(&inc, b, "alice", 60)
		w.Approve(w.Anna, first, 60)
		second = w.Approve(w.Ben, second, 30)
		w.Windows(11 * time.Minute) // the first is settling, the second may be appealed
		second = must[models.Claim](w.T)(w.Rooms.Appeal(ctx, wallet("alice"), second.PublicID, second.Version, "all of it"))
		w.Approve(w.Carl, second, 60)
		w.wantShares(&inc, 60, 30)
	})
}
