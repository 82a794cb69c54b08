package claims_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"makewhole/claims"
	"makewhole/models"
	"makewhole/money"
	"makewhole/service"
	"makewhole/settlements"
)

// insured is a world with one covered victim whose filing window is open.
func (w *world) insured(amount uint64) (models.Incident, models.Cover) {
	c := w.cover("alice", amount, "alice")
	w.clock.Advance(2 * time.Hour)
	inc := w.incident(0, loss{"alice", amount})
	w.fund(&inc, "lp1", amount)
	w.events()
	w.windows(0)
	return inc, c
}

func TestFourEyes(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.t
		inc, c := w.insured(100)
		claim := w.file(&inc, c, "alice", 100)
		for name, by := range map[string]models.Actor{
			"the claimant's login":   w.person("alice", "alice person", "underwriter"),
			"her other login":        w.person("alice2", "alice person", "senior"),
			"an intake clerk":        w.intake,
			"a treasurer":            w.theo,
			"the claimant's wallet":  wallet("alice"),
			"an admin without a say": w.person("root", "root", "admin"),
		} {
			if _, err := w.tryApprove(by, claim, 100); !errors.Is(err, service.ErrForbidden) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if got := w.claim(claim); got.State != models.ClaimSubmitted || got.Version != claim.Version {
			t.Fatalf("claim is %s at version %d after refusals", got.State, got.Version)
		}
	})
}

func TestSecondReviewer(t *testing.T) {
	ts := terms()
	ts.SecondReviewAbove = n(50)
	each(t, ts, func(w *world) {
		t := w.t
		inc, c := w.insured(100)
		claim := w.approve(w.anna, w.file(&inc, c, "alice", 100), 100)
		if claim.State != models.ClaimUnderReview || !claim.Approved.IsZero() {
			t.Fatalf("one reviewer approved: %s", claim.State)
		}
		_, err := w.tryApprove(w.person("anna2", "anna", "underwriter"), claim, 100)
		wantErr(t, err, service.ErrForbidden)

		claim = w.approve(w.ben, claim, 60) // another opinion: back to review
		if claim.State != models.ClaimUnderReview {
			t.Fatalf("disagreement left the claim %s", claim.State)
		}
		claim = w.approve(w.anna, claim, 60)
		claim = w.approve(w.carl, claim, 60)
		if claim.State != models.ClaimCoolingOff || claim.Approved.String() != "60" {
			t.Fatalf("%s, approved %s", claim.State, claim.Approved)
		}
		effective := 0
		for _, r := range must[claims.ClaimView](t)(w.s.Get(ctx, w.sara, claim.PublicID)).Reviews {
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
		inc, c := w.insured(100)
		if got := w.approve(w.anna, w.file(&inc, c, "alice", 100), 100).State; got != models.ClaimCoolingOff {
			w.t.Fatalf("claim is %s", got)
		}
	})
}

func TestAppealGoesToAnother(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.t
		inc, c := w.insured(100)
		claim := w.deny(w.anna, w.file(&inc, c, "alice", 100))
		_, err := w.s.Appeal(ctx, wallet("bob"), claim.PublicID, claim.Version, "not mine")
		wantErr(t, err, models.ErrNotFound)
		claim = must[models.Claim](t)(w.s.Appeal(ctx, wallet("alice"), claim.PublicID, claim.Version, "look again"))
		_, err = w.tryApprove(w.person("anna2", "anna", "senior"), claim, 100)
		wantErr(t, err, service.ErrForbidden)
		claim = w.approve(w.ben, claim, 100)
		if claim.State != models.ClaimCoolingOff {
			t.Fatalf("overturned claim is %s", claim.State)
		}
		var states []string
		for _, h := range must[claims.ClaimView](t)(w.s.Get(ctx, w.sara, claim.PublicID)).History {
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
		inc, c := w.insured(100)
		claim := w.deny(w.anna, w.file(&inc, c, "alice", 100))
		claim = must[models.Claim](w.t)(w.s.Appeal(ctx, wallet("alice"), claim.PublicID, claim.Version, "look again"))
		w.deny(w.ben, claim)
		w.windows(2 * time.Hour)
		if got := w.claim(claim).State; got != models.ClaimClosed {
			w.t.Fatalf("claim is %s", got)
		}
		_, err := w.s.DraftSettlement(ctx, w.theo, inc.PublicID)
		wantErr(w.t, err, settlements.ErrNothingToSettle)
	})
}

// TestAppealWindowEdges: closed on the left, open on the right.
func TestAppealWindowEdges(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc, c := w.insured(100)
		claim := w.deny(w.anna, w.file(&inc, c, "alice", 100))
		w.clock.Set(*claim.AppealUntil)
		_, err := w.s.Appeal(ctx, wallet("alice"), claim.PublicID, claim.Version, "too late")
		wantErr(w.t, err, service.ErrWindow)
		w.clock.Advance(-time.Microsecond)
		must[models.Claim](w.t)(w.s.Appeal(ctx, wallet("alice"), claim.PublicID, claim.Version, "in time"))
	})
}

// TestFilingWindowEdges: a claim in the last microsecond counts, one at the end
// does not, whatever the jobs did.
func TestFilingWindowEdges(t *testing.T) {
	each(t, terms(), func(w *world) {
		a, b := w.cover("alice", 10, "alice"), w.cover("bob", 10, "bob")
		w.clock.Advance(2 * time.Hour)
		inc := w.incident(0, loss{"alice", 10}, loss{"bob", 10})
		_, err := w.tryFile(&inc, a, "alice", 10)
		wantErr(w.t, err, service.ErrWindow)
		w.windows(0)
		w.clock.Advance(2*time.Hour - time.Microsecond)
		w.file(&inc, a, "alice", 10)
		w.clock.Advance(time.Microsecond)
		_, err = w.tryFile(&inc, b, "bob", 10)
		wantErr(w.t, err, service.ErrWindow)
	})
}

// TestWaitingPeriodEdge: a loss at the very end of the waiting period is covered.
func TestWaitingPeriodEdge(t *testing.T) {
	for _, early := range []time.Duration{0, time.Microsecond} {
		t.Run(early.String(), func(t *testing.T) {
			each(t, terms(), func(w *world) {
				c := w.cover("alice", 10, "alice")
				w.clock.Advance(time.Hour - early)
				inc := w.incident(0, loss{"alice", 10})
				w.windows(0)
				_, err := w.tryFile(&inc, c, "alice", 10)
				if early == 0 && err != nil {
					w.t.Fatal(err)
				}
				if early != 0 {
					wantErr(w.t, err, service.ErrWindow) // no cover is concerned: no window at all
				}
			})
		})
	}
}

func TestFileRefusals(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.t
		inc, c := w.insured(100)
		base := claims.FileInput{IncidentID: inc.PublicID, CoverID: c.PublicID, Affected: addr("alice"), Receiver: addr("alice"), Requested: n(100)}
		try := func(by models.Actor, in claims.FileInput) error {
			_, err := w.s.File(ctx, by, in)
			return err
		}
		stolen := base
		stolen.Proof = w.proof(&inc, "alice", "alice", "alice")
		wantErr(t, try(wallet("bob"), stolen), claims.ErrProof) // A21: names another claimant
		other := stolen
		other.Receiver = addr("bob")
		wantErr(t, try(wallet("alice"), other), claims.ErrProof)
		expired := base
		expired.Proof = w.proof(&inc, "alice", "alice", "alice")
		expired.Proof.ExpiresAt = expired.Proof.IssuedAt
		wantErr(t, try(wallet("alice"), expired), claims.ErrProof)
		zero := stolen
		zero.Requested = money.Zero
		wantErr(t, try(wallet("alice"), zero), service.ErrInvalid)
		wantErr(t, try(w.anna, stolen), service.ErrForbidden)
		bad := stolen
		bad.Receiver, bad.Proof = addr("compromised"), w.proof(&inc, "alice", "alice", "compromised")
		wantErr(t, try(wallet("alice"), bad), service.ErrInvalid)

		if err := try(wallet("alice"), stolen); err != nil {
			t.Fatal(err)
		}
		wantErr(t, try(wallet("alice"), stolen), claims.ErrProof) // nonce once
		again := base
		again.Proof = w.proof(&inc, "alice", "alice", "alice")
		wantErr(t, try(wallet("alice"), again), service.ErrConflict)
	})
}

// TestRefileAfterWithdrawal: a withdrawn claim leaves the account a covered
// non-filer, who may file again inside the window.
func TestRefileAfterWithdrawal(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc, c := w.insured(100)
		claim := w.file(&inc, c, "alice", 100)
		_, err := w.s.Withdraw(ctx, wallet("bob"), claim.PublicID, claim.Version, "")
		wantErr(w.t, err, models.ErrNotFound)
		must[models.Claim](w.t)(w.s.Withdraw(ctx, wallet("alice"), claim.PublicID, claim.Version, "typo"))
		w.approve(w.anna, w.file(&inc, c, "alice", 100), 100)
	})
}

// TestDecisionRace: of reviewers who decide on the same version, one wins.
func TestDecisionRace(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc, c := w.insured(100)
		claim := w.file(&inc, c, "alice", 100)
		reviewers := []models.Actor{w.anna, w.ben, w.carl}
		errs := make([]error, len(reviewers))
		var wg sync.WaitGroup
		for i, by := range reviewers {
			wg.Go(func() { _, errs[i] = w.tryApprove(by, claim, 100) })
		}
		wg.Wait()
		won := 0
		for _, err := range errs {
			if err == nil {
				won++
			} else if !errors.Is(err, models.ErrVersion) {
				w.t.Errorf("loser got %v", err)
			}
		}
		if won != 1 {
			w.t.Fatalf("%d decisions were taken: %v", won, errs)
		}
	})
}

// TestCoverLimitOverIncidents: approvals consume the cover's own limit over all
// incidents; what is gone is a conflict, and the next incident sees the rest.
func TestCoverLimitOverIncidents(t *testing.T) {
	each(t, terms(), func(w *world) {
		c := w.cover("alice", 100, "alice")
		w.clock.Advance(2 * time.Hour)
		first := w.incident(0, loss{"alice", 80})
		w.clock.Advance(time.Second)
		second := w.incident(0, loss{"alice", 80})
		w.windows(0)
		one, two := w.file(&first, c, "alice", 80), w.file(&second, c, "alice", 80)
		w.approve(w.anna, one, 80)
		_, err := w.tryApprove(w.ben, two, 80)
		wantErr(w.t, err, service.ErrConflict)
		w.approve(w.ben, two, 20)
	})
}

func TestEvidenceAndExpiry(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.t
		inc, c := w.insured(100)
		claim := w.file(&inc, c, "alice", 100)
		ask := claims.ReviewInput{Version: claim.Version, Decision: claims.DecisionRequestEvidence, ReasonCode: "evidence_missing", Clause: "4", Text: "show it"}
		claim = must[models.Claim](t)(w.s.Review(ctx, w.anna, claim.PublicID, ask))
		if claim.State != models.ClaimEvidenceRequested || claim.EvidenceDueAt == nil {
			t.Fatalf("claim is %s", claim.State)
		}
		_, err := w.s.AttachEvidence(ctx, wallet("bob"), claim.PublicID, "x.txt", text("hello"))
		wantErr(t, err, models.ErrNotFound)
		f := must[models.EvidenceFile](t)(w.s.AttachEvidence(ctx, wallet("alice"), claim.PublicID, "../../etc/pass\x00wd.txt", text("balance 100")))
		if f.Name != "passwd.txt" || f.Size != 11 {
			t.Fatalf("evidence %q of %d bytes", f.Name, f.Size)
		}
		_, data, err := w.s.EvidenceBytes(ctx, w.anna, f.PublicID)
		if err != nil || string(data) != "balance 100" {
			t.Fatalf("%q, %v", data, err)
		}
		_, _, err = w.s.EvidenceBytes(ctx, wallet("bob"), f.PublicID)
		wantErr(t, err, models.ErrNotFound)
		claim = w.claim(claim)
		if claim.State != models.ClaimUnderReview {
			t.Fatalf("answered claim is %s", claim.State)
		}

		ask.Version = claim.Version
		claim = must[models.Claim](t)(w.s.Review(ctx, w.anna, claim.PublicID, ask))
		w.clock.Set(claim.EvidenceDueAt.Add(-time.Microsecond))
		if r := w.windows(0); r.Expired != 0 {
			t.Fatal("expired before its time")
		}
		if r := w.windows(time.Microsecond); r.Expired != 1 {
			t.Fatalf("not expired in time: %+v", r)
		}
		if got := w.claim(claim); got.State != models.ClaimExpired || got.ReasonCode != claims.ReasonSilent {
			t.Fatalf("claim is %s for %s", got.State, got.ReasonCode)
		}
	})
}

// TestSilentReviewerEscalates: a reviewer's silence moves the claim to the
// senior queue once and never ends it; its money stays held.
func TestSilentReviewerEscalates(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc, c := w.insured(100)
		claim := w.file(&inc, c, "alice", 100)
		claim = must[models.Claim](w.t)(w.s.Assign(ctx, w.intake, claim.PublicID, claim.Version, w.anna.ID))
		if r := w.windows(7*24*time.Hour + time.Second); r.Escalated != 1 {
			w.t.Fatalf("%+v", r)
		}
		if r := w.windows(time.Hour); r.Escalated != 0 || r.Expired != 0 {
			w.t.Fatalf("again: %+v", r)
		}
		got := w.claim(claim)
		if got.State != models.ClaimUnderReview || got.AssignedTo == nil || *got.AssignedTo != w.sara.StaffID {
			w.t.Fatalf("claim is %s, assigned to %v", got.State, got.AssignedTo)
		}
		_, err := w.s.DraftSettlement(ctx, w.theo, inc.PublicID)
		wantErr(w.t, err, settlements.ErrNothingToSettle) // everything is held
	})
}

// TestReceiverChange holds the lines until a reviewer accepts the new receiver.
func TestReceiverChange(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.t
		inc, c := w.insured(100)
		claim := w.approve(w.anna, w.file(&inc, c, "alice", 100), 100)
		w.windows(2 * time.Hour)
		claim = w.claim(claim)
		claim = must[models.Claim](t)(w.s.ChangeReceiver(ctx, wallet("alice"), claim.PublicID, claim.Version, addr("dave"), w.proof(&inc, "alice", "alice", "dave")))
		_, err := w.s.DraftSettlement(ctx, w.theo, inc.PublicID)
		wantErr(t, err, settlements.ErrNothingToSettle)
		_, err = w.s.AcceptReceiver(ctx, w.person("dave", "dave", "underwriter"), claim.PublicID, claim.Version)
		wantErr(t, err, service.ErrForbidden)
		must[models.Claim](t)(w.s.AcceptReceiver(ctx, w.anna, claim.PublicID, claim.Version))
		st := w.draft(&inc)
		if l := w.stored(st)[0]; l.Line.Receiver.Address != addr("dave") {
			t.Fatalf("paid to %s", l.Line.Receiver.Address)
		}
	})
}

func TestSalesStopWhileOpen(t *testing.T) {
	each(t, terms(), func(w *world) {
		w.insured(100)
		_, err := w.s.WriteCover(ctx, w.intake, claims.CoverInput{ProductID: w.product.PublicID, Kind: claims.CoverIndividual, Holder: addr("bob"),
			Accounts: []address{addr("bob")}, Limit: n(10), ActiveTo: w.clock.Now().AddDate(1, 0, 0)})
		wantErr(w.t, err, service.ErrConflict)
	})
}
