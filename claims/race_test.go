package claims_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"makewhole/claims"
	"makewhole/models"
	"makewhole/service"
)

// race runs every act at once and returns how many succeeded; the others must
// fail with one of the kinds.
func race(t testing.TB, acts []func() error, kinds ...error) int {
	t.Helper()
	errs := make([]error, len(acts))
	var wg sync.WaitGroup
	for i, act := range acts {
		wg.Go(func() { errs[i] = act() })
	}
	wg.Wait()
	won := 0
	for _, err := range errs {
		if err == nil {
			won++
			continue
		}
		known := false
		for _, k := range kinds {
			known = known || errors.Is(err, k)
		}
		if !known {
			t.Errorf("loser got %v", err)
		}
	}
	return won
}

// TestCoverLimitRace: approvals of several incidents race for one cover's own
// limit; exactly as many win as it holds.
func TestCoverLimitRace(t *testing.T) {
	each(t, terms(), func(w *world) {
		c := w.cover("alice", 100, "alice")
		w.clock.Advance(2 * time.Hour)
		var incs []models.Incident
		for range 4 {
			incs = append(incs, w.incident(0, loss{"alice", 40}))
			w.clock.Advance(time.Second)
		}
		w.windows(0)
		var acts []func() error
		for i := range incs {
			claim := w.file(&incs[i], c, "alice", 40)
			by := []models.Actor{w.anna, w.ben, w.carl, w.sara}[i]
			acts = append(acts, func() error {
				_, err := w.tryApprove(by, claim, 40)
				return err
			})
		}
		if won := race(w.t, acts, service.ErrConflict, models.ErrBusy); won != 2 {
			w.t.Fatalf("%d approvals of 40 won a limit of 100", won)
		}
	})
}

// TestFilingRace: of the same claim filed several times at once, one exists.
func TestFilingRace(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc, c := w.insured(100)
		var acts []func() error
		for range 4 {
			in := claims.FileInput{IncidentID: inc.PublicID, CoverID: c.PublicID, Affected: addr("alice"), Receiver: addr("alice"),
				Requested: n(100), Proof: w.proof(&inc, "alice", "alice", "alice")}
			acts = append(acts, func() error {
				_, err := w.s.File(ctx, wallet("alice"), in)
				return err
			})
		}
		if won := race(w.t, acts, service.ErrConflict, models.ErrBusy); won != 1 {
			w.t.Fatalf("%d claims were filed", won)
		}
	})
}

// TestDraftRace: jobs and people draft at once; there is one draft and its
// commitments are booked once.
func TestDraftRace(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc := w.settling(100, "alice", "bob")
		var acts []func() error
		for i := range 4 {
			by := []models.Actor{w.theo, w.sara, models.JobActor("settle"), models.JobActor("settle")}[i]
			acts = append(acts, func() error {
				_, err := w.s.DraftSettlement(ctx, by, inc.PublicID)
				return err
			})
		}
		if won := race(w.t, acts, models.ErrBusy, service.ErrConflict); won == 0 {
			w.t.Fatal("nobody drafted")
		}
		st := w.draft(&inc)
		if st.Sequence != 1 {
			w.t.Fatalf("sequence %d", st.Sequence)
		}
		w.balance("lines:"+st.PublicID, 100)
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
					covers, ls = append(covers, w.cover(name, amounts[i], name)), append(ls, loss{name, amounts[i]})
				}
				w.clock.Advance(2 * time.Hour)
				inc := w.incident(0, ls...)
				w.fund(&inc, "lp1", 150)
				w.events()
				w.windows(0)
				for _, i := range order {
					w.approve(w.anna, w.file(&inc, covers[i], names[i], amounts[i]), amounts[i])
				}
				w.windows(2 * time.Hour)
				w.lines(w.draft(&inc), "alice=71 bob=23 carol=55")
			})
		})
	}
}
