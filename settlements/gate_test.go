package settlements_test

import (
	"errors"
	"testing"
	"time"

	"makewhole/models"
	"makewhole/settlements"
)

// TestNoOrderWithoutVerification: no publish intent comes to be unless exactly
// this content was verified a short while ago.
func TestNoOrderWithoutVerification(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.Settling(100, "alice", "bob")
		st := w.Draft(&inc)
		st = must[models.Settlement](t)(w.Rooms.PublishDraft(ctx, w.Theo, st.PublicID, st.Version))
		w.Clock.Advance(20 * time.Minute)
		must[models.Settlement](t)(w.Rooms.Approve(ctx, w.Theo, st.PublicID, st.ContentHash.Hash))
		st = must[models.Settlement](t)(w.Rooms.Approve(ctx, w.Sara, st.PublicID, st.ContentHash.Hash))
		sigs := w.Signatures(st, 3)
		refuse := func(when string) {
			t.Helper()
			if _, err := w.Rooms.AcceptOrder(ctx, st.PublicID, sigs); !errors.Is(err, settlements.ErrUnverified) {
				t.Errorf("%s: %v", when, err)
			}
			intents := must[[]models.TxIntent](t)(readTx(w, func(tx *models.Tx) ([]models.TxIntent, error) { return tx.IntentsOf("settlement", st.ID) }))
			if len(intents) != 0 {
				t.Fatalf("%s: %d intents", when, len(intents))
			}
		}
		refuse("never verified")
		w.VerifiedFor(st, st.InputHash)
		refuse("another content verified")
		w.VerifiedFor(st, st.ContentHash)
		w.Clock.Advance(16 * time.Minute)
		refuse("verified too long ago")
		w.VerifiedFor(st, st.ContentHash)
		if st = must[models.Settlement](t)(w.Rooms.AcceptOrder(ctx, st.PublicID, sigs)); st.State != models.SettlementSigned {
			t.Errorf("settlement is %s", st.State)
		}
	})
}

func readTx[T any](w *world, fn func(*models.Tx) (T, error)) (out T, err error) {
	return out, w.DB.Read(ctx, func(tx *models.Tx) error {
		out, err = fn(tx)
		return err
	})
}
