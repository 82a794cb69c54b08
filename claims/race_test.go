package claims_test

import (
	"testing"
	"time"

	"makewhole/claims"
	"makewhole/models"
	"makewhole/service"
)

// TestCoverLimitRace: approvals of several incidents race for one cover's own
// limit; exactly as many win as it holds.
func TestCoverLimitRace(t *testing.T) {
	each(t, terms(), func(w *world) {
		c := w.Cover("alice", 100, "alice")
		w.Clock.Advance(2 * time.Hour)
		var incs []models.Incident
		for range 4 {
			incs = append(incs, w.Incident(0, lost("alice", 40)))
			w.Clock.Advance(time.Second)
		}
		w.Windows(0)
		var acts []func() error
		for i := range incs {
			claim := w.File(&incs[i], c, "alice", 40)
			by := []models.Actor{w.Anna, w.Ben, w.Carl, w.Sara}[i]
			acts = append(acts, func() error {
				_, err := w.TryApprove(by, claim, 40)
				return err
			})
		}
		if won := race(w.T, acts, service.ErrConflict, models.ErrBusy); won != 2 {
			w.T.Fatalf("%d approvals of 40 won a limit of 100", won)
		}
	})
}

// TestFilingRace: of the same claim filed several times at once, one exists.
func TestFilingRace(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc, c := w.Insured(100)
		var acts []func() error
		for range 4 {
			in := claims.FileInput{IncidentID: inc.PublicID, CoverID: c.PublicID, Affected: addr("alice"), Receiver: addr("alice"),
				Requested: n(100), Proof: w.Proof(&inc, "alice", "alice", "alice")}
			acts = append(acts, func() error {
				_, err := w.Rooms.File(ctx, wallet("alice"), in)
				return err
			})
		}
		if won := race(w.T, acts, service.ErrConflict, models.ErrBusy); won != 1 {
			w.T.Fatalf("%d claims were filed", won)
		}
	})
}
