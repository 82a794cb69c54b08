package corrections_test

import (
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims/entitlements"
	"makewhole/models"
	"makewhole/service"
	"makewhole/settlements"
	"makewhole/states"
)

// TestExpiredClaimGoesOnByTwoPersons: nothing changes before the second person's
// word; then the claim is under review with its line, and is paid like any other.
func TestExpiredClaimGoesOnByTwoPersons(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		cover := w.Cover("alice", 100, "alice")
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("alice", 100))
		w.Windows(0)
		w.Fund(&inc, "lp1", 100)
		w.Events()
		c := w.expired(&inc, cover, 100)
		row := must[models.Correction](t)(w.ProposeReinstatement(ctx, w.Ben, c.PublicID, fact("request_not_received")))
		if got := w.Claim(c); got.State != models.ClaimExpired || row.State != states.CorrectionProposed {
			t.Fatalf("claim %s, correction %s", got.State, row.State)
		}
		_, err := w.ProposeReinstatement(ctx, w.Sara, c.PublicID, fact("evidence_excused"))
		wantErr(t, err, service.ErrConflict)
		_, err = w.Confirm(ctx, w.Ben, row.PublicID, row.Version)
		wantErr(t, err, service.ErrForbidden)
		_, err = w.Confirm(ctx, w.Person("ben2", "ben", "senior"), row.PublicID, row.Version)
		wantErr(t, err, service.ErrForbidden)
		_, err = w.Confirm(ctx, w.Theo, row.PublicID, row.Version)
		wantErr(t, err, service.ErrForbidden)
		_, err = w.Confirm(ctx, w.Sara, row.PublicID, row.Version+1)
		wantErr(t, err, models.ErrVersion)
		row = must[models.Correction](t)(w.Confirm(ctx, w.Sara, row.PublicID, row.Version))
		if row.State != states.CorrectionStanding || *row.ConfirmedBy != w.Sara.StaffID {
			t.Fatalf("%+v", row)
		}
		_, err = w.Confirm(ctx, w.Sara, row.PublicID, row.Version)
		wantErr(t, err, models.ErrState)
		c = w.Claim(c)
		if e := w.lineOf(&inc, cover); c.State != models.ClaimUnderReview || e.HeldReason != entitlements.HeldUndecided || *e.ClaimID != c.ID {
			t.Fatalf("claim %s, line %+v", c.State, e)
		}
		w.Approve(w.Anna, c, 100)
		w.Windows(2 * time.Hour)
		w.Windows(2 * time.Hour)
		w.Lines(w.Draft(&inc), "alice=100")
	})
}

// TestReinstatementOpensTheLineAgain: after the bar date the line has ended; while
// nothing that gave its part to others is agreed, it opens again, and the draft is
// computed anew.
func TestReinstatementOpensTheLineAgain(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc, cover, c := w.barred()
		st := w.Draft(&inc)
		w.Lines(st, "bob=80")
		row := must[models.Correction](t)(w.ProposeReinstatement(ctx, w.Ben, c.PublicID, fact("evidence_excused")))
		must[models.Correction](t)(w.Confirm(ctx, w.Sara, row.PublicID, row.Version))
		if e := w.lineOf(&inc, cover); e.State != entitlements.Open || e.Amount.Amount != n(80) {
			t.Fatalf("%+v", e)
		}
		w.Lines(w.Draft(&inc), "alice=50h bob=50")
		w.Approve(w.Anna, w.Claim(c), 80)
		w.Windows(2 * time.Hour)
		w.Lines(w.Draft(&inc), "alice=50 bob=50")
	})
}

// barred: alice and bob lost 80 each of a pool of 100; hers expired, his is
// settling, and the bar date has passed.
func (w *world) barred() (models.Incident, models.Cover, models.Claim) {
	w.T.Helper()
	cover, his := w.Cover("alice", 80, "alice"), w.Cover("bob", 80, "bob")
	w.Clock.Advance(2 * time.Hour)
	inc := w.Incident(0, lost("alice", 80), lost("bob", 80))
	w.Windows(0)
	w.Fund(&inc, "lp1", 100)
	w.Events()
	c := w.expired(&inc, cover, 80)
	w.Approve(w.Ben, w.File(&inc, his, "bob", 80), 80)
	w.Windows(2 * time.Hour)
	w.Windows(2 * time.Hour)
	if e := w.lineOf(&inc, cover); e.State != entitlements.Closed {
		w.T.Fatalf("%+v", e)
	}
	return inc, cover, c
}

// TestFinalMoneyIsNotTakenBack: once two persons agreed to the settlement that
// gave the claim's part to others, it cannot be reinstated, at neither step.
func TestFinalMoneyIsNotTakenBack(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc, _, c := w.barred()
		row := must[models.Correction](t)(w.ProposeReinstatement(ctx, w.Ben, c.PublicID, fact("evidence_excused")))
		w.Approved(w.Draft(&inc))
		_, err := w.Confirm(ctx, w.Sara, row.PublicID, row.Version)
		wantErr(t, err, service.ErrConflict)
		row = must[models.Correction](t)(w.Refuse(ctx, w.Sara, row.PublicID, row.Version, "too late"))
		if row.State != states.CorrectionRefused {
			t.Fatal(row.State)
		}
		_, err = w.ProposeReinstatement(ctx, w.Ben, c.PublicID, fact("evidence_excused"))
		wantErr(t, err, service.ErrConflict)
	})
}

// TestReinstatementIsRefused: of a claim that did not expire or whose place is
// taken, by somebody with an interest, without a coded reason or evidence.
func TestReinstatementIsRefused(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		cover := w.Cover("alice", 100, "alice")
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("alice", 100))
		w.Windows(0)
		c := w.expired(&inc, cover, 100)
		field := func(by models.Actor, pointer string, change func(*string, *settlements.ReceiptEvidence)) {
			t.Helper()
			f := fact("evidence_excused")
			change(&f.ReasonCode, &f.Evidence)
			_, err := w.ProposeReinstatement(ctx, by, c.PublicID, f)
			wantField(t, err, pointer)
		}
		field(w.Ben, "/reason_code", func(code *string, _ *settlements.ReceiptEvidence) { *code = "loss_verified" })
		field(w.Ben, "/evidence", func(_ *string, e *settlements.ReceiptEvidence) { e.Reference = "" })
		field(w.Ben, "/evidence/sha256", func(_ *string, e *settlements.ReceiptEvidence) { e.Reference, e.SHA256 = "", &common.Hash{1} })
		_, err := w.ProposeReinstatement(ctx, w.Theo, c.PublicID, fact("evidence_excused"))
		wantErr(t, err, service.ErrForbidden)
		_, err = w.ProposeReinstatement(ctx, w.Person("alice", "alice", "senior"), c.PublicID, fact("evidence_excused"))
		wantErr(t, err, service.ErrForbidden) // her own claim
		again := w.File(&inc, cover, "alice", 100)
		_, err = w.ProposeReinstatement(ctx, w.Ben, again.PublicID, fact("evidence_excused"))
		wantErr(t, err, models.ErrState)
		_, err = w.ProposeReinstatement(ctx, w.Ben, c.PublicID, fact("evidence_excused"))
		wantErr(t, err, service.ErrConflict)
		_, err = w.ProposeReinstatement(ctx, w.Ben, "clm_nothing", fact("evidence_excused"))
		wantErr(t, err, models.ErrNotFound)
	})
}

// TestReinstatementLowersNothing: loss 100, two covers of 60 that deduct 10 owe 90
// together. The first is paid its 60 when the second has expired and is barred;
// reinstated, the second gets the 30 that are left and the first keeps its own.
func TestReinstatementLowersNothing(t *testing.T) {
	ts := terms()
	ts.Deductible = n(10)
	each(t, ts, func(w *world) {
		t := w.T
		a, b := w.Cover("alice", 60, "alice"), w.Cover("alice", 60, "alice")
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("alice", 100))
		w.Windows(0)
		w.Fund(&inc, "lp1", 100)
		w.Events()
		c := w.expired(&inc, b, 60)
		w.Approve(w.Ben, w.File(&inc, a, "alice", 60), 60)
		w.Windows(2 * time.Hour)
		w.Windows(2 * time.Hour)
		if e := w.lineOf(&inc, a); e.Amount.Amount != n(60) {
			t.Fatalf("%+v", e)
		}
		row := must[models.Correction](t)(w.ProposeReinstatement(ctx, w.Ben, c.PublicID, fact("service_unavailable")))
		must[models.Correction](t)(w.Confirm(ctx, w.Sara, row.PublicID, row.Version))
		first, second := w.lineOf(&inc, a), w.lineOf(&inc, b)
		if first.Amount.Amount != n(60) || second.Amount.Amount != n(30) {
			t.Fatalf("lines %v and %v, want 60 and 30", first.Amount, second.Amount)
		}
		w.Approve(w.Carl, w.Claim(c), 60)
		if first, second = w.lineOf(&inc, a), w.lineOf(&inc, b); first.Amount.Amount != n(60) || second.Amount.Amount != n(30) {
			t.Fatalf("lines %v and %v, want 60 and 30", first.Amount, second.Amount)
		}
	})
}
