package settlements_test

import (
	"testing"
	"time"

	"makewhole/models"
	"makewhole/payouts"
	"makewhole/service"
	"makewhole/settlements"
	"makewhole/test/roomtest"
)

// insuredAndNot is an incident in which alice and bob lost 100 each and alice has a
// cover of 100 with a claim of 80 that is approved; the pool has 100.
func insuredAndNot(w *world) models.Incident {
	c := w.Cover("alice", 100, "alice")
	w.Fund(nil, "lp1", 100)
	w.Clock.Advance(2 * time.Hour)
	inc := w.Incident(0, lost("alice", 100), lost("bob", 100))
	w.Earmark(&inc, 100)
	w.Events()
	w.Windows(0)
	w.Approve(w.Anna, w.File(&inc, c, "alice", 80), 80)
	w.Windows(2 * time.Hour)
	return inc
}

// TestRecoveryBeforeTheCover: 100 comes back before the cover is settled, 50 of it
// alice's. She gets 50 of her cover, not 80: with the other order she has 80 and
// 20, and in both she has her loss and no more.
func TestRecoveryBeforeTheCover(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := insuredAndNot(w)
		w.comesBack(&inc, "thief", 100, true)
		first := must[models.Settlement](t)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID))
		w.Lines(first, "alice=50 bob=50")
		w.Paid(first)
		cover := w.Draft(&inc)
		w.Lines(cover, "alice=50")
		if file := fileOf(w, cover); file.Rule != payouts.RuleTargets || file.Rows[0].Amount.String() != "50" {
			t.Errorf("the file is by %s with a target of %v", file.Rule, file.Rows[0].Amount)
		}
		w.Paid(cover)
		_, err := w.Rooms.DraftSettlement(ctx, w.Theo, inc.PublicID)
		wantErr(t, err, settlements.ErrNothingToSettle)
	})
}

// TestOutsideReceiptBeforeTheCover: what alice got elsewhere is not paid again by
// her cover.
func TestOutsideReceiptBeforeTheCover(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc := insuredAndNot(w)
		w.received(&inc, "alice", 70)
		w.Lines(w.Draft(&inc), "alice=30")
	})
}

// TestOneRoundAtATime: no cover is drafted while recovered money is under way, nor
// the other way round; a cancelled or active settlement opens the next round.
func TestOneRoundAtATime(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := insuredAndNot(w)
		cover := w.Draft(&inc)
		w.comesBack(&inc, "thief", 100, true)
		_, err := w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID)
		wantErr(t, err, service.ErrConflict)
		w.Active(cover)
		back := must[models.Settlement](t)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID))
		w.Lines(back, "alice=20 bob=50 lp1=30")
		_, err = w.Rooms.DraftSettlement(ctx, w.Theo, inc.PublicID)
		wantErr(t, err, service.ErrConflict)
	})
}

// fileOf reads the entitlement file of a settlement.
func fileOf(w *world, st models.Settlement) (f payouts.File) {
	w.Tx(func(tx *models.Tx) error {
		raw, err := tx.EntitlementFile(st.ID)
		if err == nil {
			f, err = payouts.ReadFile(roomtest.Text(string(raw)))
		}
		return err
	})
	return f
}
