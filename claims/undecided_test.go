package claims_test

import (
	"slices"
	"testing"
	"time"

	"makewhole/claims"
	"makewhole/claims/entitlements"
	"makewhole/models"
	"makewhole/test/roomtest"
)

const silence = 7 * 24 * time.Hour // ReviewSLA where nobody says another

// silent lets three silences pass, each seen by the job when it is over, and checks
// that nothing is decided before.
func (w *world) silent(c models.Claim) models.Claim {
	w.T.Helper()
	w.Clock.Advance(w.Claim(c).ReviewSince.Sub(w.Clock.Now())) // the windows of the incident ran meanwhile
	for i, reason := range []string{claims.ReasonEscalated, claims.ReasonSenior} {
		if r := w.Windows(silence - time.Minute); r.Escalated+r.Defaulted != 0 {
			w.T.Fatalf("silence %d ended early: %s", i+1, r.WindowReport)
		}
		if r := w.Windows(time.Minute); r.Escalated != 1 || r.Defaulted != 0 {
			w.T.Fatalf("silence %d: %s", i+1, r.WindowReport)
		}
		if got := w.Claim(c); got.ReasonCode != reason || got.State != c.State || got.AssignedTo == nil || !documented(reason) {
			w.T.Fatalf("silence %d left the claim %s, %q, with %v", i+1, got.State, got.ReasonCode, got.AssignedTo)
		}
	}
	if r := w.Windows(silence - time.Minute); r.Escalated+r.Defaulted != 0 {
		w.T.Fatalf("the third silence ended early: %s", r.WindowReport)
	}
	if r := w.Windows(time.Minute); r.Defaulted != 1 {
		w.T.Fatalf("three silences: %s", r.WindowReport)
	}
	if got := w.Claim(c).ReasonCode; !documented(got) {
		w.T.Fatalf("nobody explains the reason %q", got)
	}
	return w.Claim(c)
}

// documented: the reason is one of those that the API lists, with a text.
func documented(code string) bool {
	return slices.Contains(claims.OwnReasons, code) && claims.ReasonText(code) != code
}

// events are the events of a claim's history.
func (w *world) events(c models.Claim) (out []string) {
	for _, h := range must[claims.ClaimView](w.T)(w.Rooms.Get(ctx, w.Sara, c.PublicID)).History {
		out = append(out, h.Event)
	}
	return out
}

// TestSilencePays: a lazy underwriter and two lazy seniors never come. Alice asked
// for 120 of her 100 under a cover of 80: 80 are not disputed, they are paid, and
// the incident closes.
func TestSilencePays(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		second := w.Person("sven", "sven", "senior")
		c := w.Cover("alice", 80, "alice")
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("alice", 100))
		w.Fund(&inc, "lp1", 500)
		w.Events()
		w.Windows(0)
		claim := w.File(&inc, c, "alice", 120)
		w.Windows(2 * time.Hour) // filing ends
		w.Windows(2 * time.Hour) // the bar date
		got := w.silent(claim)
		if got.State != models.ClaimCoolingOff || got.Approved.Amount != n(80) || got.AppealUntil == nil || *got.AssignedTo != second.StaffID {
			t.Fatalf("%+v", got)
		}
		w.Windows(2 * time.Hour)
		w.Paid(w.Draft(&inc))
		w.Windows(time.Hour)
		w.closes(&inc)
		if got = w.Claim(claim); got.State != models.ClaimClosed {
			t.Fatalf("the claim is %s", got.State)
		}
	})
}

// closes ends the incident.
func (w *world) closes(inc *models.Incident) {
	w.T.Helper()
	row := func() (out models.Incident) {
		w.Tx(func(tx *models.Tx) (err error) {
			out, err = models.ByID[models.Incident](tx, inc.ID)
			return err
		})
		return out
	}
	w.Windows(time.Hour)
	if got := row(); got.State != models.IncidentSettled {
		w.T.Fatalf("the incident is %s", got.State)
	}
	must[models.Incident](w.T)(w.Rooms.CloseIncident(ctx, w.Sara, inc.PublicID, row().Version, "everything is paid"))
	w.Windows(time.Minute)
}

// TestSilenceBelievesTheFirstReviewer: one reviewer approved 60 of 100 and waits for
// a second, who never comes: no more than 60 is undisputed.
func TestSilenceBelievesTheFirstReviewer(t *testing.T) {
	ts := terms()
	ts.SecondReviewAbove = n(50)
	each(t, ts, func(w *world) {
		w.Person("sven", "sven", "senior")
		inc, c := w.Insured(100)
		got := w.silent(w.Approve(w.Anna, w.File(&inc, c, "alice", 100), 60))
		if got.State != models.ClaimCoolingOff || got.Approved.Amount != n(60) {
			w.T.Fatalf("%+v", got)
		}
		if e := w.events(got); e[len(e)-1] != "default_approve" {
			w.T.Fatalf("%v", e)
		}
	})
}

// TestSilenceKeepsWhatWaits: the receiver of a claim that needs a reviewer's word
// still waits for it when silence has decided the claim.
func TestSilenceKeepsWhatWaits(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc, c := w.Insured(100)
		claim := must[models.Claim](t)(w.Rooms.File(ctx, wallet("alice"), claims.FileInput{
			IncidentID: inc.PublicID, CoverID: c.PublicID, Affected: addr("alice"), Receiver: addr("bob"), Requested: n(100),
			Proof: w.Proof(&inc, "alice", "alice", "bob"),
		}))
		got := w.silent(claim)
		w.Windows(time.Hour)
		var e models.Entitlement
		w.Tx(func(tx *models.Tx) (err error) {
			e, err = tx.EntitlementOfClaim(got.ID)
			return err
		})
		if !e.Held || e.HeldReason != entitlements.HeldReceiver || !w.Claim(got).ReceiverReview {
			t.Fatalf("%+v", e)
		}
	})
}

// TestSilenceOwesNothingForNoLoss: the snapshot shows no loss of the account, so
// there is nothing that silence could pay; it may still be appealed.
func TestSilenceOwesNothingForNoLoss(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		w.Person("sven", "sven", "senior")
		hers, his := w.Cover("alice", 100, "alice"), w.Cover("bob", 100, "bob")
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("alice", 100))
		w.Windows(0)
		w.Approve(w.Anna, w.File(&inc, hers, "alice", 100), 100)
		got := w.silent(w.File(&inc, his, "bob", 100))
		if got.State != models.ClaimDenied || !got.Approved.IsZero() || got.ReasonCode != claims.ReasonUndecided {
			t.Fatalf("%+v", got)
		}
		got = must[models.Claim](t)(w.Rooms.Appeal(ctx, wallet("bob"), got.PublicID, got.Version, "look again"))
		if got = w.silent(got); got.State != models.ClaimUpheld {
			t.Fatalf("the claim is %s", got.State)
		}
		w.Windows(0)
		if got = w.Claim(got); got.State != models.ClaimClosed {
			t.Fatalf("the claim is %s", got.State)
		}
	})
}

// TestSilenceOnAnAppeal: what the first instance approved stands, what it denied
// stays denied, also where the claim was withdrawn and filed again.
func TestSilenceOnAnAppeal(t *testing.T) {
	for name, c := range map[string]struct {
		approve  uint64
		again    bool
		state    string
		approved uint64
		event    string
	}{
		"a part was approved":        {60, false, models.ClaimCoolingOff, 60, "default_confirm"},
		"it was denied":              {0, false, models.ClaimUpheld, 0, "default_uphold"},
		"it was denied, filed again": {0, true, models.ClaimDenied, 0, "default_deny"},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, terms(), func(w *world) {
				t := w.T
				w.Person("sven", "sven", "senior")
				inc, cover := w.Insured(100)
				claim := w.File(&inc, cover, "alice", 100)
				if c.approve > 0 {
					claim = w.Approve(w.Anna, claim, c.approve)
				} else {
					claim = w.Deny(w.Anna, claim)
				}
				w.Clock.Advance(10 * time.Minute)
				claim = must[models.Claim](t)(w.Rooms.Appeal(ctx, wallet("alice"), claim.PublicID, claim.Version, "look again"))
				if c.again {
					must[models.Claim](t)(w.Rooms.Withdraw(ctx, wallet("alice"), claim.PublicID, claim.Version, ""))
					claim = w.File(&inc, cover, "alice", 100)
				}
				claim = w.silent(claim)
				if claim.State != c.state || claim.Approved.Amount != n(c.approved) {
					t.Fatalf("%s, approved %s", claim.State, claim.Approved)
				}
				if e := w.events(claim); e[len(e)-1] != c.event {
					t.Fatalf("%v", e)
				}
				w.Windows(time.Hour)
				if c.approve == 0 && w.Claim(claim).State != models.ClaimClosed {
					t.Fatalf("the claim is %s", w.Claim(claim).State)
				}
			})
		})
	}
}

// TestSomebodyComes: evidence that comes after the first silence starts the
// reviewer's time again, and a claim without a final snapshot set is nobody's fault.
func TestSomebodyComes(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc, c := w.Insured(100)
		claim := w.File(&inc, c, "alice", 100)
		w.Windows(silence)
		claim = must[models.Claim](t)(w.Rooms.Review(ctx, w.Sara, claim.PublicID, claims.ReviewInput{
			Version: w.Claim(claim).Version, Decision: claims.DecisionRequestEvidence, ReasonCode: "evidence_missing", Clause: "4", Text: "show it"}))
		w.Clock.Advance(10 * time.Minute)
		must[models.EvidenceFile](t)(w.Rooms.AttachEvidence(ctx, wallet("alice"), claim.PublicID, "a.txt", roomtest.Text("here")))
		if r := w.Windows(silence - time.Minute); r.Escalated != 0 {
			t.Fatalf("%s", r.WindowReport)
		}
		w.Tx(func(tx *models.Tx) error {
			return models.EachRow(tx, func(s *models.SnapshotSet) error {
				s.State = models.SnapshotStruck
				return models.Update(tx, s, "state")
			})
		})
		if r := w.Windows(silence); r.Escalated != 0 || w.Claim(claim).State != models.ClaimUnderReview {
			t.Fatalf("%s", r.WindowReport)
		}
	})
}
