package settlements_test

import (
	"fmt"
	"testing"
	"time"

	"makewhole/models"
	"makewhole/service"
)

// TestDraftRace: jobs and people draft at once; there is one draft and its
// commitments are booked once.
func TestDraftRace(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc := w.Settling(100, "alice", "bob")
		var acts []func() error
		for i := range 4 {
			by := []models.Actor{w.Theo, w.Sara, models.JobActor("settle"), models.JobActor("settle")}[i]
			acts = append(acts, func() error {
				_, err := w.Rooms.DraftSettlement(ctx, by, inc.PublicID)
				return err
			})
		}
		if won := race(w.T, acts, models.ErrBusy, service.ErrConflict); won == 0 {
			w.T.Fatal("nobody drafted")
		}
		st := w.Draft(&inc)
		if st.Sequence != 1 {
			w.T.Fatalf("sequence %d", st.Sequence)
		}
		w.Balance("lines:"+st.PublicID, 100)
	})
}

// TestOrderOfApprovalsChangesNothing: the same claims approved in different
// orders give the same lines.
func TestOrderOfApprovalsChangesNothing(t *testing.T) {
	ts := terms()
	ts.PerIncidentLimit = n(170)
	orders := [][]int{{0, 1, 2}, {2, 1, 0}, {1, 2, 0}}
	for i, order := range orders {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			each(t, ts, func(w *world) {
				names, amounts := []string{"alice", "bob", "carol"}, []uint64{100, 33, 77}
				var covers []models.Cover
				var ls []loss
				for i, name := range names {
					covers, ls = append(covers, w.Cover(name, amounts[i], name)), append(ls, lost(name, amounts[i]))
				}
				w.Clock.Advance(2 * time.Hour)
				inc := w.Incident(0, ls...)
				w.Fund(&inc, "lp1", 150)
				w.Events()
				w.Windows(0)
				for _, i := range order {
					w.Approve(w.Anna, w.File(&inc, covers[i], names[i], amounts[i]), amounts[i])
				}
				w.Windows(2 * time.Hour)
				w.Lines(w.Draft(&inc), "alice=71 bob=23 carol=55")
			})
		})
	}
}
