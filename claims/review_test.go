package claims_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"makewhole/claims"
	"makewhole/claims/covers"
	"makewhole/models"
	"makewhole/money"
	"makewhole/service"
	"makewhole/settlements"
	"makewhole/test/roomtest"
)

func TestFourEyes(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc, c := w.Insured(100)
		claim := w.File(&inc, c, "alice", 100)
		for name, by := range map[string]models.Actor{
			"the claimant's login":   w.Person("alice", "alice person", "underwriter"),
			"her other login":        w.Person("alice2", "alice person", "senior"),
			"an intake clerk":        w.Intake,
			"a treasurer":            w.Theo,
			"the claimant's wallet":  wallet("alice"),
			"an admin without a say": w.Person("root", "root", "admin"),
		} {
			if _, err := w.TryApprove(by, claim, 100); !errors.Is(err, service.ErrForbidden) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if got := w.Claim(claim); got.State != models.ClaimSubmitted || got.Version != claim.Version {
			t.Fatalf("claim is %s at version %d after refusals", got.State, got.Version)
		}
	})
}

func TestSecondReviewer(t *testing.T) {
	ts := terms()
	ts.SecondReviewAbove = n(50)
	each(t, ts, func(w *world) {
		t := w.T
		inc, c := w.Insured(100)
		claim := w.Approve(w.Anna, w.File(&inc, c, "alice", 100), 100)
		if claim.State != models.ClaimUnderReview || !claim.Approved.IsZero() {
			t.Fatalf("one reviewer approved: %s", claim.State)
		}
		_, err := w.TryApprove(w.Person("anna2", "anna", "underwriter"), claim, 100)
		wantErr(t, err, service.ErrForbidden)

		claim = w.Approve(w.Ben, claim, 60) // another opinion: back to review
		if claim.State != models.ClaimUnderReview {
			t.Fatalf("disagreement left the claim %s", claim.State)
		}
		claim = w.Approve(w.Anna, claim, 60)
		claim = w.Approve(w.Carl, claim, 60)
		if claim.State != models.ClaimCoolingOff || claim.Approved.String() != "60" {
			t.Fatalf("%s, approved %s", claim.State, claim.Approved)
		}
		effective := 0
		for _, r := range must[claims.ClaimView](t)(w.Rooms.Get(ctx, w.Sara, claim.PublicID)).Reviews {
			if r.Effective {
				effective++
			}
		}
		if effective != 2 {
			t.Fatalf("%d effective reviews, want the two that agreed", effective)
		}
	})
}

func TestSmallApprovalNeedsOne(t *testing.T) {
	ts := terms()
	ts.SecondReviewAbove = n(100)
	each(t, ts, func(w *world) {
		inc, c := w.Insured(100)
		if got := w.Approve(w.Anna, w.File(&inc, c, "alice", 100), 100).State; got != models.ClaimCoolingOff {
			w.T.Fatalf("claim is %s", got)
		}
	})
}

func TestAppealGoesToAnother(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc, c := w.Insured(100)
		claim := w.Deny(w.Anna, w.File(&inc, c, "alice", 100))
		_, err := w.Rooms.Appeal(ctx, wallet("bob"), claim.PublicID, claim.Version, "not mine")
		wantErr(t, err, models.ErrNotFound)
		claim = must[models.Claim](t)(w.Rooms.Appeal(ctx, wallet("alice"), claim.PublicID, claim.Version, "look again"))
		_, err = w.TryApprove(w.Person("anna2", "anna", "senior"), claim, 100)
		wantErr(t, err, service.ErrForbidden)
		claim = w.Approve(w.Ben, claim, 100)
		if claim.State != models.ClaimCoolingOff {
			t.Fatalf("overturned claim is %s", claim.State)
		}
		var states []string
		for _, h := range must[claims.ClaimView](t)(w.Rooms.Get(ctx, w.Sara, claim.PublicID)).History {
			states = append(states, h.To)
		}
		want := []string{"draft", "submitted", "under_review", "denied", "appealed", "overturned", "approved", "cooling_off"}
		if len(states) != len(want) {
			t.Fatalf("history %v", states)
		}
		for i := range want {
			if states[i] != want[i] {
				t.Fatalf("history %v, want %v", states, want)
			}
		}
	})
}

func TestUpheldAppealEnds(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc, c := w.Insured(100)
		claim := w.Deny(w.Anna, w.File(&inc, c, "alice", 100))
		claim = must[models.Claim](w.T)(w.Rooms.Appeal(ctx, wallet("alice"), claim.PublicID, claim.Version, "look again"))
		w.Deny(w.Ben, claim)
		w.Windows(2 * time.Hour)
		if got := w.Claim(claim).State; got != models.ClaimClosed {
			w.T.Fatalf("claim is %s", got)
		}
		_, err := w.Rooms.DraftSettlement(ctx, w.Theo, inc.PublicID)
		wantErr(w.T, err, settlements.ErrNothingToSettle)
	})
}

// TestAppealWindowEdges: closed on the left, open on the right.
func TestAppealWindowEdges(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc, c := w.Insured(100)
		claim := w.Deny(w.Anna, w.File(&inc, c, "alice", 100))
		w.Clock.Set(*claim.AppealUntil)
		_, err := w.Rooms.Appeal(ctx, wallet("alice"), claim.PublicID, claim.Version, "too late")
		wantErr(w.T, err, service.ErrWindow)
		w.Clock.Advance(-time.Microsecond)
		must[models.Claim](w.T)(w.Rooms.Appeal(ctx, wallet("alice"), claim.PublicID, claim.Version, "in time"))
	})
}

// TestFilingWindowEdges: a claim in the last microsecond counts, one at the end
// does not, whatever the jobs did.
func TestFilingWindowEdges(t *testing.T) {
	each(t, terms(), func(w *world) {
		a, b := w.Cover("alice", 10, "alice"), w.Cover("bob", 10, "bob")
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("alice", 10), lost("bob", 10))
		_, err := w.TryFile(&inc, a, "alice", 10)
		wantErr(w.T, err, service.ErrWindow)
		w.Windows(0)
		w.Clock.Advance(2*time.Hour - time.Microsecond)
		w.File(&inc, a, "alice", 10)
		w.Clock.Advance(time.Microsecond)
		_, err = w.TryFile(&inc, b, "bob", 10)
		wantErr(w.T, err, service.ErrWindow)
	})
}

// TestWaitingPeriodEdge: a loss at the very end of the waiting period is covered.
func TestWaitingPeriodEdge(t *testing.T) {
	for _, early := range []time.Duration{0, time.Microsecond} {
		t.Run(early.String(), func(t *testing.T) {
			each(t, terms(), func(w *world) {
				c := w.Cover("alice", 10, "alice")
				w.Clock.Advance(time.Hour - early)
				inc := w.Incident(0, lost("alice", 10))
				w.Windows(0)
				_, err := w.TryFile(&inc, c, "alice", 10)
				if early == 0 && err != nil {
					w.T.Fatal(err)
				}
				if early != 0 {
					wantErr(w.T, err, service.ErrWindow) // no cover is concerned: no window at all
				}
			})
		})
	}
}

func TestFileRefusals(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc, c := w.Insured(100)
		base := claims.FileInput{IncidentID: inc.PublicID, CoverID: c.PublicID, Affected: addr("alice"), Receiver: addr("alice"), Requested: n(100)}
		try := func(by models.Actor, in claims.FileInput) error {
			_, err := w.Rooms.File(ctx, by, in)
			return err
		}
		stolen := base
		stolen.Proof = w.Proof(&inc, "alice", "alice", "alice")
		wantErr(t, try(wallet("bob"), stolen), covers.ErrProof) // A21: names another claimant
		other := stolen
		other.Receiver = addr("bob")
		wantErr(t, try(wallet("alice"), other), covers.ErrProof)
		expired := base
		expired.Proof = w.Proof(&inc, "alice", "alice", "alice")
		expired.Proof.ExpiresAt = expired.Proof.IssuedAt
		wantErr(t, try(wallet("alice"), expired), covers.ErrProof)
		zero := stolen
		zero.Requested = money.Zero
		wantErr(t, try(wallet("alice"), zero), service.ErrInvalid)
		wantErr(t, try(w.Anna, stolen), service.ErrForbidden)
		bad := stolen
		bad.Receiver, bad.Proof = addr("compromised"), w.Proof(&inc, "alice", "alice", "compromised")
		wantErr(t, try(wallet("alice"), bad), service.ErrInvalid)

		if err := try(wallet("alice"), stolen); err != nil {
			t.Fatal(err)
		}
		wantErr(t, try(wallet("alice"), stolen), covers.ErrProof) // nonce once
		again := base
		again.Proof = w.Proof(&inc, "alice", "alice", "alice")
		wantErr(t, try(wallet("alice"), again), service.ErrConflict)
	})
}

// TestRefileAfterWithdrawal: a withdrawn claim leaves the account a covered
// non-filer, who may file again inside the window.
func TestRefileAfterWithdrawal(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc, c := w.Insured(100)
		claim := w.File(&inc, c, "alice", 100)
		_, err := w.Rooms.Withdraw(ctx, wallet("bob"), claim.PublicID, claim.Version, "")
		wantErr(w.T, err, models.ErrNotFound)
		must[models.Claim](w.T)(w.Rooms.Withdraw(ctx, wallet("alice"), claim.PublicID, claim.Version, "typo"))
		w.Approve(w.Anna, w.File(&inc, c, "alice", 100), 100)
	})
}

// TestDecisionRace: of reviewers who decide on the same version, one wins.
func TestDecisionRace(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc, c := w.Insured(100)
		claim := w.File(&inc, c, "alice", 100)
		reviewers := []models.Actor{w.Anna, w.Ben, w.Carl}
		errs := make([]error, len(reviewers))
		var wg sync.WaitGroup
		for i, by := range reviewers {
			wg.Go(func() { _, errs[i] = w.TryApprove(by, claim, 100) })
		}
		wg.Wait()
		won := 0
		for _, err := range errs {
			if err == nil {
				won++
			} else if !errors.Is(err, models.ErrVersion) {
				w.T.Errorf("loser got %v", err)
			}
		}
		if won != 1 {
			w.T.Fatalf("%d decisions were taken: %v", won, errs)
		}
	})
}

// TestCoverLimitOverIncidents: approvals consume the cover's own limit over all
// incidents; what is gone is a conflict, and the next incident sees the rest.
func TestCoverLimitOverIncidents(t *testing.T) {
	each(t, terms(), func(w *world) {
		c := w.Cover("alice", 100, "alice")
		w.Clock.Advance(2 * time.Hour)
		first := w.Incident(0, lost("alice", 80))
		w.Clock.Advance(time.Second)
		second := w.Incident(0, lost("alice", 80))
		w.Windows(0)
		one, two := w.File(&first, c, "alice", 80), w.File(&second, c, "alice", 80)
		w.Approve(w.Anna, one, 80)
		_, err := w.TryApprove(w.Ben, two, 80)
		wantErr(w.T, err, service.ErrConflict)
		w.Approve(w.Ben, two, 20)
	})
}

func TestEvidenceAndExpiry(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc, c := w.Insured(100)
		claim := w.File(&inc, c, "alice", 100)
		ask := claims.ReviewInput{Version: claim.Version, Decision: claims.DecisionRequestEvidence, ReasonCode: "evidence_missing", Clause: "4", Text: "show it"}
		claim = must[models.Claim](t)(w.Rooms.Review(ctx, w.Anna, claim.PublicID, ask))
		if claim.State != models.ClaimEvidenceRequested || claim.EvidenceDueAt == nil {
			t.Fatalf("claim is %s", claim.State)
		}
		_, err := w.Rooms.AttachEvidence(ctx, wallet("bob"), claim.PublicID, "x.txt", text("hello"))
		wantErr(t, err, models.ErrNotFound)
		f := must[models.EvidenceFile](t)(w.Rooms.AttachEvidence(ctx, wallet("alice"), claim.PublicID, "../../etc/pass\x00wd.txt", text("balance 100")))
		if f.Name != "passwd.txt" || f.Size != 11 {
			t.Fatalf("evidence %q of %d bytes", f.Name, f.Size)
		}
		_, data, err := w.Rooms.EvidenceBytes(ctx, w.Anna, f.PublicID)
		if err != nil || string(data) != "balance 100" {
			t.Fatalf("%q, %v", data, err)
		}
		_, _, err = w.Rooms.EvidenceBytes(ctx, wallet("bob"), f.PublicID)
		wantErr(t, err, models.ErrNotFound)
		claim = w.Claim(claim)
		if claim.State != models.ClaimUnderReview {
			t.Fatalf("answered claim is %s", claim.State)
		}

		ask.Version = claim.Version
		claim = must[models.Claim](t)(w.Rooms.Review(ctx, w.Anna, claim.PublicID, ask))
		w.Clock.Set(claim.EvidenceDueAt.Add(-time.Microsecond))
		if r := w.Windows(0); r.Expired != 0 {
			t.Fatal("expired before its time")
		}
		if r := w.Windows(time.Microsecond); r.Expired != 1 {
			t.Fatalf("not expired in time: %+v", r)
		}
		if got := w.Claim(claim); got.State != models.ClaimExpired || got.ReasonCode != claims.ReasonSilent {
			t.Fatalf("claim is %s for %s", got.State, got.ReasonCode)
		}
	})
}

// TestSilentReviewerEscalates: a reviewer's silence moves the claim to the
// senior queue once and never ends it; its money stays held.
func TestSilentReviewerEscalates(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc, c := w.Insured(100)
		claim := w.File(&inc, c, "alice", 100)
		claim = must[models.Claim](w.T)(w.Rooms.Assign(ctx, w.Intake, claim.PublicID, claim.Version, w.Anna.ID))
		if r := w.Windows(7*24*time.Hour + time.Second); r.Escalated != 1 {
			w.T.Fatalf("%+v", r)
		}
		if r := w.Windows(time.Hour); r.Escalated != 0 || r.Expired != 0 {
			w.T.Fatalf("again: %+v", r)
		}
		got := w.Claim(claim)
		if got.State != models.ClaimUnderReview || got.AssignedTo == nil || *got.AssignedTo != w.Sara.StaffID {
			w.T.Fatalf("claim is %s, assigned to %v", got.State, got.AssignedTo)
		}
		_, err := w.Rooms.DraftSettlement(ctx, w.Theo, inc.PublicID)
		wantErr(w.T, err, settlements.ErrNothingToSettle) // everything is held
	})
}

// TestReceiverChange holds the lines until a reviewer accepts the new receiver.
func TestReceiverChange(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc, c := w.Insured(100)
		claim := w.Approve(w.Anna, w.File(&inc, c, "alice", 100), 100)
		w.Windows(2 * time.Hour)
		claim = w.Claim(claim)
		claim = must[models.Claim](t)(w.Rooms.ChangeReceiver(ctx, wallet("alice"), claim.PublicID, claim.Version, addr("dave"), w.Proof(&inc, "alice", "alice", "dave")))
		_, err := w.Rooms.DraftSettlement(ctx, w.Theo, inc.PublicID)
		wantErr(t, err, settlements.ErrNothingToSettle)
		_, err = w.Rooms.AcceptReceiver(ctx, w.Person("dave", "dave", "underwriter"), claim.PublicID, claim.Version)
		wantErr(t, err, service.ErrForbidden)
		must[models.Claim](t)(w.Rooms.AcceptReceiver(ctx, w.Anna, claim.PublicID, claim.Version))
		st := w.Draft(&inc)
		if l := w.Stored(st)[0]; l.Line.Receiver.Address != addr("dave") {
			t.Fatalf("paid to %s", l.Line.Receiver.Address)
		}
	})
}

func TestSalesStopWhileOpen(t *testing.T) {
	each(t, terms(), func(w *world) {
		w.Insured(100)
		_, err := w.Rooms.WriteCover(ctx, w.Intake, covers.Input{ProductID: w.Product.PublicID, Kind: covers.Individual, Holder: addr("bob"),
			Accounts: []roomtest.Address{addr("bob")}, Limit: n(10), ActiveTo: w.Clock.Now().AddDate(1, 0, 0)})
		wantErr(w.T, err, service.ErrConflict)
	})
}
