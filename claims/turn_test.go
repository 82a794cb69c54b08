package claims_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"makewhole/claims"
	"makewhole/models"
	"makewhole/service"
	"makewhole/states"
)

// TestEveryStateHasATurn: no claim lies where nobody is said to act.
func TestEveryStateHasATurn(t *testing.T) {
	t.Parallel()
	var s claims.Service
	known := []string{claims.TurnClaimant, claims.TurnReviewer, claims.TurnTime, claims.TurnSettlement, claims.TurnNobody}
	for _, state := range states.Claim.States() {
		who, _ := s.Turn(&models.Claim{State: state})
		if !slices.Contains(known, who) {
			t.Errorf("%s: %q has the turn", state, who)
		}
		if over := !slices.ContainsFunc(states.Claim.Edges, func(e states.Edge) bool { return e.From == state && e.Event != "close" && e.Event != "reinstate" }); over && who != claims.TurnNobody && state != models.ClaimUpheld {
			t.Errorf("%s: %s has the turn, and nothing leads on", state, who)
		}
	}
}

// acts are what the claimant is told, held against what the acts then do.
func (w *world) acts(c models.Claim, want ...string) {
	w.T.Helper()
	var told []string
	err := w.DB.Read(ctx, func(tx *models.Tx) (err error) {
		told, err = claims.Acts(tx, &c)
		return err
	})
	if err != nil || !slices.Equal(told, want) {
		w.T.Errorf("%s: may %v, want %v (%v)", c.State, told, want, err)
	}
	_, appeal := w.Rooms.Appeal(ctx, wallet("alice"), c.PublicID, c.Version+1, "look again") // a version that is not: nothing is written
	if !errors.Is(appeal, models.ErrVersion) {
		w.T.Errorf("appeal of another version: %v", appeal)
	}
	if !slices.Contains(want, claims.ActAppeal) {
		_, err := w.Rooms.Appeal(ctx, wallet("alice"), c.PublicID, c.Version, "look again")
		if !errors.Is(err, models.ErrState) && !errors.Is(err, service.ErrWindow) {
			w.T.Errorf("%s: an appeal that nobody may: %v", c.State, err)
		}
	}
	if !slices.Contains(want, claims.ActWithdraw) {
		_, err := w.Rooms.Withdraw(ctx, wallet("alice"), c.PublicID, c.Version, "")
		wantErr(w.T, err, models.ErrState)
	}
	if !slices.Contains(want, claims.ActEvidence) {
		_, err := w.Rooms.AttachEvidence(ctx, wallet("alice"), c.PublicID, "a.txt", text("hello"))
		wantErr(w.T, err, models.ErrState)
	}
}

func TestTurnsAndActs(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		turn := func(c models.Claim, want string, until *time.Time) {
			t.Helper()
			who, by := w.Rooms.Turn(&c)
			if who != want || (by == nil) != (until == nil) || by != nil && !by.Equal(*until) {
				t.Errorf("%s: %s until %v, want %s until %v", c.State, who, by, want, until)
			}
		}
		inc, cover := w.Insured(100)
		c := w.File(&inc, cover, "alice", 100)
		due := c.ReviewSince.Add(w.Rooms.ReviewSLA)
		turn(c, claims.TurnReviewer, &due)
		w.acts(c, claims.ActEvidence, claims.ActWithdraw, claims.ActReceiver)
		ask := claims.ReviewInput{Version: c.Version, Decision: claims.DecisionRequestEvidence, ReasonCode: "evidence_missing", Clause: "4", Text: "show it"}
		c = must[models.Claim](t)(w.Rooms.Review(ctx, w.Anna, c.PublicID, ask))
		turn(c, claims.TurnClaimant, c.EvidenceDueAt)
		must[models.EvidenceFile](t)(w.Rooms.AttachEvidence(ctx, wallet("alice"), c.PublicID, "a.txt", text("hello")))
		c = w.Deny(w.Anna, w.Claim(c))
		turn(c, claims.TurnTime, c.AppealUntil)
		w.acts(c, claims.ActAppeal)
		late := c
		c = must[models.Claim](t)(w.Rooms.Appeal(ctx, wallet("alice"), c.PublicID, c.Version, "look again"))
		w.acts(c, claims.ActEvidence, claims.ActWithdraw, claims.ActReceiver)
		c = w.Approve(w.Ben, c, 100)
		turn(c, claims.TurnTime, c.CoolingOffUntil)
		w.acts(c, claims.ActReceiver)
		w.Clock.Set(*late.AppealUntil)
		w.Windows(0)
		turn(w.Claim(c), claims.TurnSettlement, nil)
	})
}
