package claims_test

import (
	"testing"
	"time"

	"makewhole/models"
	"makewhole/service"
)

// TestSecondReviewIsNotPassedInPieces: five covers of 100, threshold 100: the
// first is approved by one person, all others by two.
func TestSecondReviewIsNotPassedInPieces(t *testing.T) {
	ts := terms()
	ts.SecondReviewAbove = n(100)
	each(t, ts, func(w *world) {
		var covers []models.Cover
		for range 5 {
			covers = append(covers, w.Cover("alice", 100, "alice"))
		}
		bobs := w.Cover("bob", 100, "bob")
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("alice", 500), lost("bob", 100))
		w.Windows(0)
		for i, c := range covers {
			claim := w.Approve(w.Anna, w.File(&inc, c, "alice", 100), 100)
			if alone := claim.State == models.ClaimCoolingOff; alone != (i == 0) {
				w.T.Fatalf("cover %d: one person left the claim %s", i+1, claim.State)
			}
			if i > 0 && w.Approve(w.Ben, claim, 100).State != models.ClaimCoolingOff {
				w.T.Fatalf("cover %d: two persons did not approve", i+1)
			}
		}
		if got := w.Approve(w.Anna, w.File(&inc, bobs, "bob", 100), 100).State; got != models.ClaimCoolingOff {
			w.T.Fatalf("another holder's claim is %s", got)
		}
	})
}

// TestFilingAgainKeepsTheInstance: deny, appeal, withdraw, file again: the first
// reviewer stays out, and what the second instance says is the last word.
func TestFilingAgainKeepsTheInstance(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc, c := w.Insured(100)
		claim := w.Deny(w.Anna, w.File(&inc, c, "alice", 100))
		claim = must[models.Claim](t)(w.Rooms.Appeal(ctx, wallet("alice"), claim.PublicID, claim.Version, "look again"))
		must[models.Claim](t)(w.Rooms.Withdraw(ctx, wallet("alice"), claim.PublicID, claim.Version, ""))
		again := w.File(&inc, c, "alice", 100)
		_, err := w.TryApprove(w.Anna, again, 100)
		wantErr(t, err, service.ErrForbidden)
		again = w.Deny(w.Ben, again)
		_, err = w.Rooms.Appeal(ctx, wallet("alice"), again.PublicID, again.Version, "a third time")
		wantErr(t, err, service.ErrWindow)
		w.Windows(0)
		if got := w.Claim(again).State; got != models.ClaimClosed {
			t.Fatalf("claim is %s", got)
		}
	})
}

// partly is alice's claim of 100 that Anna approved at 40.
func (w *world) partly() (models.Incident, models.Claim) {
	inc, c := w.Insured(100)
	return inc, w.Approve(w.Anna, w.File(&inc, c, "alice", 100), 40)
}

func (w *world) appeal(c models.Claim) models.Claim {
	w.T.Helper()
	return must[models.Claim](w.T)(w.Rooms.Appeal(ctx, wallet("alice"), c.PublicID, c.Version, "it was 100"))
}

func TestPartialApprovalIsOverturned(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc, claim := w.partly()
		claim = w.appeal(claim)
		_, err := w.TryApprove(w.Anna, claim, 100)
		wantErr(t, err, service.ErrForbidden)
		_, err = w.TryApprove(w.Ben, claim, 30)
		wantField(t, err, "/amount", "first instance")
		claim = w.Approve(w.Ben, claim, 100)
		if claim.State != models.ClaimCoolingOff || claim.Approved.String() != "100" {
			t.Fatalf("%s, approved %s", claim.State, claim.Approved)
		}
		_, err = w.Rooms.Appeal(ctx, wallet("alice"), claim.PublicID, claim.Version, "again")
		wantErr(t, err, models.ErrState)
		w.Windows(2 * time.Hour)
		w.Lines(w.Draft(&inc), "alice=100")
	})
}

// TestPartialApprovalStands: confirmed by the second instance, or because the
// appeal is withdrawn, or because nobody appeals until the window is over.
func TestPartialApprovalStands(t *testing.T) {
	for name, act := range map[string]func(w *world, c models.Claim) models.Claim{
		"confirmed": func(w *world, c models.Claim) models.Claim { return w.Deny(w.Ben, w.appeal(c)) },
		"withdrawn": func(w *world, c models.Claim) models.Claim {
			c = w.appeal(c)
			return must[models.Claim](w.T)(w.Rooms.Withdraw(ctx, wallet("alice"), c.PublicID, c.Version, ""))
		},
		"not appealed": func(w *world, c models.Claim) models.Claim {
			w.Clock.Set(*c.AppealUntil)
			_, err := w.Rooms.Appeal(ctx, wallet("alice"), c.PublicID, c.Version, "too late")
			wantErr(w.T, err, service.ErrWindow)
			return c
		},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, terms(), func(w *world) {
				inc, claim := w.partly()
				claim = act(w, claim)
				if claim.State != models.ClaimCoolingOff || claim.Approved.String() != "40" {
					w.T.Fatalf("%s, approved %s", claim.State, claim.Approved)
				}
				w.Windows(2 * time.Hour)
				if got := w.Claim(claim).State; got != models.ClaimSettling {
					w.T.Fatalf("claim is %s", got)
				}
				w.Lines(w.Draft(&inc), "alice=40")
			})
		})
	}
}
