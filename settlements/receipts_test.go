package settlements_test

import (
	"crypto/sha256"
	"errors"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/service"
	"makewhole/settlements"
)

// court is evidence in words.
var court = settlements.ReceiptEvidence{Reference: "court file 12 O 345/26"}

// received enters what an account got elsewhere, confirmed by a second person.
func (w *world) received(inc *models.Incident, account string, amount uint64) models.OutsideReceipt {
	w.T.Helper()
	r := w.proposed(inc, account, amount)
	r = must[models.OutsideReceipt](w.T)(w.Rooms.ConfirmReceipt(ctx, w.Sara, r.PublicID))
	w.Clock.Advance(time.Second) // what is drafted then was drafted later
	return r
}

func (w *world) proposed(inc *models.Incident, account string, amount uint64) models.OutsideReceipt {
	w.T.Helper()
	return must[models.OutsideReceipt](w.T)(w.Rooms.ProposeReceipt(ctx, w.Theo, settlements.OutsideInput{
		IncidentID: inc.PublicID, Affected: addr(account), Asset: w.Token, Amount: n(amount), Evidence: court, Reason: "exchange refund"}))
}

// reversed enters and confirms a reversal.
func (w *world) reversed(r models.OutsideReceipt, amount uint64) {
	w.T.Helper()
	must[models.OutsideReceipt](w.T)(w.Rooms.ProposeReversal(ctx, w.Theo, reversal(r, amount)))
	all := w.standing(r).Reversals
	must[models.OutsideReceipt](w.T)(w.Rooms.ConfirmReversal(ctx, w.Sara, all[len(all)-1].PublicID))
	w.Clock.Advance(time.Second)
}

func reversal(r models.OutsideReceipt, amount uint64) settlements.ReversalInput {
	return settlements.ReversalInput{ReceiptID: r.PublicID, Amount: n(amount), Evidence: court, Reason: "the exchange took it back"}
}

func (w *world) standing(r models.OutsideReceipt) (out models.Standing) {
	w.T.Helper()
	w.Tx(func(tx *models.Tx) (err error) {
		out, err = tx.StandingOf(&r)
		return err
	})
	return out
}

// counts is what the drafters read: amount by account.
func (w *world) counts(inc *models.Incident) map[common.Address]string {
	w.T.Helper()
	out := map[common.Address]string{}
	w.Tx(func(tx *models.Tx) error {
		return tx.ReceiptsOf(inc.ID, func(o *models.OutsideReceipt) error {
			out[o.Affected.Address] += o.Amount.String() + ";"
			return nil
		})
	})
	return out
}

func (w *world) stands(r models.OutsideReceipt, state string, counted uint64) {
	w.T.Helper()
	if s := w.standing(r); s.State != state || s.Counted != n(counted) {
		w.T.Fatalf("receipt is %s and counts %s, want %s and %d", s.State, s.Counted, state, counted)
	}
}

// TestReceiptNeedsTwoPersons: what one person enters counts nothing; another
// login of the same person is no second person.
func TestReceiptNeedsTwoPersons(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc := w.Settling(100, "alice", "bob")
		r := w.proposed(&inc, "alice", 30)
		w.stands(r, models.ReceiptProposed, 0)
		if got := w.counts(&inc); len(got) != 0 {
			t.Fatalf("one person's approval counts: %v", got)
		}
		for _, by := range []models.Actor{w.Theo, w.Person("theo's other login", "theo", "senior"), w.Anna, w.Intake, wallet("alice"), models.SystemActor("job")} {
			_, err := w.Rooms.ConfirmReceipt(ctx, by, r.PublicID)
			wantErr(t, err, service.ErrForbidden)
		}
		w.stands(r, models.ReceiptProposed, 0)
		must[models.OutsideReceipt](t)(w.Rooms.ConfirmReceipt(ctx, w.Sara, r.PublicID))
		w.stands(r, models.ReceiptCounted, 30)
		if got := w.counts(&inc)[addr("alice")]; got != "30;" {
			t.Fatalf("counted %s", got)
		}
		_, err := w.Rooms.ConfirmReceipt(ctx, w.Sara, r.PublicID)
		wantErr(t, err, models.ErrState)
	})
}

// TestReversalNeedsTwoPersons and takes off what it says, never more than was
// entered, whatever order reversals are confirmed in.
func TestReversalNeedsTwoPersons(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc := w.Settling(100, "alice", "bob")
		r := w.proposed(&inc, "alice", 30)
		_, err := w.Rooms.ProposeReversal(ctx, w.Theo, reversal(r, 1))
		wantErr(t, err, models.ErrState) // it does not count yet
		must[models.OutsideReceipt](t)(w.Rooms.ConfirmReceipt(ctx, w.Sara, r.PublicID))
		_, err = w.Rooms.ProposeReversal(ctx, w.Theo, reversal(r, 31))
		field(t, err, "/amount")
		for _, amount := range []uint64{20, 15} {
			must[models.OutsideReceipt](t)(w.Rooms.ProposeReversal(ctx, w.Sara, reversal(r, amount)))
		}
		w.stands(r, models.ReceiptReversalProposed, 30)
		open := w.standing(r).Reversals
		_, err = w.Rooms.ConfirmReversal(ctx, w.Person("sara's other login", "sara", "treasurer"), open[0].PublicID)
		wantErr(t, err, service.ErrForbidden)
		must[models.OutsideReceipt](t)(w.Rooms.ConfirmReversal(ctx, w.Theo, open[0].PublicID))
		_, err = w.Rooms.ConfirmReversal(ctx, w.Theo, open[0].PublicID)
		wantErr(t, err, models.ErrState)
		_, err = w.Rooms.ConfirmReversal(ctx, w.Theo, open[1].PublicID)
		wantErr(t, err, service.ErrConflict) // 10 are left, 15 would be taken
		w.stands(r, models.ReceiptReversalProposed, 10)
		if got := w.counts(&inc)[addr("alice")]; got != "10;" {
			t.Fatalf("counted %s", got)
		}
		w.reversed(r, 10)
		w.stands(r, models.ReceiptReversed, 0)
		if got := w.counts(&inc); len(got) != 0 {
			t.Fatalf("a reversed receipt counts: %v", got)
		}
		_, err = w.Rooms.ProposeReversal(ctx, w.Theo, reversal(r, 1))
		wantErr(t, err, models.ErrState)
	})
}

// TestReceiptEvidence: a hash must be that of a stored file of the same
// incident, and one of hash and reference is given.
func TestReceiptEvidence(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc := w.Settling(100, "alice", "bob")
		data := "the exchange's letter"
		sum := common.Hash(sha256.Sum256([]byte(data)))
		in := settlements.OutsideInput{IncidentID: inc.PublicID, Affected: addr("alice"), Asset: w.Token, Amount: n(5), Reason: "refund"}
		try := func(e settlements.ReceiptEvidence, pointer string) {
			t.Helper()
			in.Evidence = e
			_, err := w.Rooms.ProposeReceipt(ctx, w.Theo, in)
			field(t, err, pointer)
		}
		try(settlements.ReceiptEvidence{}, "/evidence")
		try(settlements.ReceiptEvidence{SHA256: &sum, Reference: "both"}, "/evidence")
		try(settlements.ReceiptEvidence{Reference: "sha256:00"}, "/evidence/reference")
		try(settlements.ReceiptEvidence{SHA256: &sum}, "/evidence/sha256")
		w.Tx(func(tx *models.Tx) error {
			claim, err := tx.ClaimsIn(0, 1, models.ClaimSettling, models.ClaimCoolingOff, models.ClaimApproved)
			if err != nil || len(claim) == 0 {
				return errors.Join(err, errors.New("no claim"))
			}
			return models.Insert(tx, &models.EvidenceFile{PublicID: models.NewID("evd"), ClaimID: claim[0].ID, SHA256: models.H(sum), Name: "letter", MediaType: "text/plain", Size: int64(len(data))})
		})
		in.Evidence = settlements.ReceiptEvidence{SHA256: &sum}
		r := must[models.OutsideReceipt](t)(w.Rooms.ProposeReceipt(ctx, w.Theo, in))
		if *r.Evidence != "sha256:"+sum.Hex()[2:] {
			t.Fatalf("evidence is %s", *r.Evidence)
		}
		in.Asset.Address = addr("a token without a price")
		in.Evidence = court
		_, err := w.Rooms.ProposeReceipt(ctx, w.Theo, in)
		field(t, err, "/asset")
	})
}

func field(t *testing.T, err error, pointer string) {
	t.Helper()
	var bad *service.FieldErrors
	if !errors.As(err, &bad) || bad.Fields[0].Pointer != pointer {
		t.Fatalf("%v, want a complaint about %s", err, pointer)
	}
}

// TestConfirmationsRace: of many confirmations at once one counts.
func TestConfirmationsRace(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc := w.Settling(100, "alice", "bob")
		r := w.proposed(&inc, "alice", 30)
		var acts []func() error
		for range 4 {
			acts = append(acts, func() error {
				_, err := w.Rooms.ConfirmReceipt(ctx, w.Sara, r.PublicID)
				return err
			})
		}
		if won := race(t, acts, models.ErrState, service.ErrConflict, models.ErrBusy); won != 1 {
			t.Fatalf("%d confirmations counted", won)
		}
		w.stands(r, models.ReceiptCounted, 30)
	})
}

// TestReversedReceiptIsPaid: what was taken back is owed again.
func TestReversedReceiptIsPaid(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc := w.Settling(100, "alice", "bob") // each got 50 of 100
		w.Paid(w.Draft(&inc))
		w.reversed(w.received(&inc, "alice", 50), 40)
		w.proposed(&inc, "bob", 50) // one person's approval
		w.comesBack(&inc, "thief", 90, true)
		st := must[models.Settlement](w.T)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID))
		w.Lines(st, "alice=40 bob=45+5")
	})
}
