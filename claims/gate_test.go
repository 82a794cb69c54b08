package claims_test

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
		t := w.t
		inc := w.settling(100, "alice", "bob")
		st := w.draft(&inc)
		st = must[models.Settlement](t)(w.s.PublishDraft(ctx, w.theo, st.PublicID, st.Version))
		w.clock.Advance(20 * time.Minute)
		must[models.Settlement](t)(w.s.Approve(ctx, w.theo, st.PublicID, st.ContentHash.Hash))
		st = must[models.Settlement](t)(w.s.Approve(ctx, w.sara, st.PublicID, st.ContentHash.Hash))
		sigs := w.signatures(st, 3)
		refuse := func(when string) {
			t.Helper()
			if _, err := w.s.AcceptOrder(ctx, st.PublicID, sigs); !errors.Is(err, settlements.ErrUnverified) {
				t.Errorf("%s: %v", when, err)
			}
			intents := must[[]models.TxIntent](t)(readTx(w, func(tx *models.Tx) ([]models.TxIntent, error) { return tx.IntentsOf("settlement", st.ID) }))
			if len(intents) != 0 {
				t.Fatalf("%s: %d intents", when, len(intents))
			}
		}
		refuse("never verified")
		w.verifiedFor(st, st.InputHash)
		refuse("another content verified")
		w.verifiedFor(st, st.ContentHash)
		w.clock.Advance(16 * time.Minute)
		refuse("verified too long ago")
		w.verifiedFor(st, st.ContentHash)
		if st = must[models.Settlement](t)(w.s.AcceptOrder(ctx, st.PublicID, sigs)); st.State != models.SettlementSigned {
			t.Errorf("settlement is %s", st.State)
		}
	})
}

func readTx[T any](w *world, fn func(*models.Tx) (T, error)) (out T, err error) {
	return out, w.db.Read(ctx, func(tx *models.Tx) error {
		out, err = fn(tx)
		return err
	})
}
