package settlements_test

import (
	"testing"
	"time"

	"makewhole/claims"
	"makewhole/models"
)

// TestDisputedAccountIsHeldNotDenied: alice is in the disputed reserve. Her part of
// the cover and of what comes back is reserved, not given to bob, and is hers when
// two persons have lifted her from it.
func TestDisputedAccountIsHeldNotDenied(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.Settling(100, "alice", "bob")
		ex := models.Exclusion{IncidentID: inc.ID, Account: models.Addr(addr("alice")), Kind: "disputed", Reason: "three days old"}
		w.Tx(func(tx *models.Tx) error { ex.ID = 0; return models.Insert(tx, &ex) })
		cover := w.Draft(&inc)
		w.Lines(cover, "alice=50h bob=50")
		w.checked(cover)
		w.Paid(cover)
		w.comesBack(&inc, "thief", 40, true)
		back := must[models.Settlement](t)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID))
		w.Lines(back, "alice=20h bob=20")
		w.checked(back)
		w.Paid(back)
		lift := claims.LiftInput{IncidentID: inc.PublicID, Account: addr("alice"), Reason: "an old account", Evidence: "block 12"}
		must[models.ExclusionLift](t)(w.Rooms.LiftExclusion(ctx, w.Sara, lift))
		must[models.ExclusionLift](t)(w.Rooms.LiftExclusion(ctx, w.Anna, lift))
		w.Clock.Advance(time.Minute)
		cover = w.Draft(&inc)
		w.Lines(cover, "alice=50 bob=0x")
		w.Paid(cover)
		back = must[models.Settlement](t)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID))
		w.Lines(back, "alice=20 bob=0x")
		w.Paid(back)
		w.holds(&inc, "alice", "loss 100 covers 50 recovered 20 outside 0 swept 0 receivable 0 residual 30")
	})
}
