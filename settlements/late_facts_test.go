package settlements_test

import (
	"testing"
	"time"

	"makewhole/models"
	"makewhole/service"
)

// lateFacts are what may be confirmed while a draft is public or approved, and makes
// it pay something else than a draft of that moment would.
var lateFacts = map[string]func(w *world, inc *models.Incident){
	"receipt": func(w *world, inc *models.Incident) { w.received(inc, "alice", 100) },
	"reversal": func(w *world, inc *models.Incident) {
		var before models.OutsideReceipt
		w.Tx(func(tx *models.Tx) error {
			return tx.ReceiptsOf(inc.ID, func(o *models.OutsideReceipt) error {
				before = *o
				return nil
			})
		})
		w.reversed(before, 10)
	},
	"snapshot set": func(w *world, _ *models.Incident) {
		w.Tx(func(tx *models.Tx) error {
			return models.EachRow(tx, func(s *models.SnapshotSet) error {
				row := *s
				row.State = models.SnapshotSuperseded
				return models.Update(tx, &row, "state")
			})
		})
	},
	"receiver": func(w *world, inc *models.Incident) {
		var claim models.Claim
		w.Tx(func(tx *models.Tx) error {
			rows, err := tx.ClaimsOfAccount(inc.ID, addr("alice"))
			if err == nil {
				claim = rows[0]
			}
			return err
		})
		must[models.Claim](w.T)(w.Rooms.ChangeReceiver(ctx, wallet("alice"), claim.PublicID, claim.Version, addr("dave"), w.Proof(inc, "alice", "alice", "dave")))
	},
}

// previewed is a public draft of alice=100, whose objection window is over, after 10
// that she got elsewhere.
func (w *world) previewed() (models.Incident, models.Settlement) {
	inc, c := w.Insured(300)
	w.received(&inc, "alice", 10)
	w.Approve(w.Anna, w.File(&inc, c, "alice", 300), 300)
	w.Windows(2 * time.Hour)
	st := must[models.Settlement](w.T)(w.Rooms.PublishDraft(ctx, w.Theo, w.Draft(&inc).PublicID, 0))
	w.Clock.Advance(20 * time.Minute)
	return inc, st
}

// TestFactsAfterThePreview: what was confirmed after a draft was computed, and would
// change it, stops its approval, the second one too, and its order as long as nobody has
// signed; drafted again it goes on.
func TestFactsAfterThePreview(t *testing.T) {
	for name, happens := range lateFacts {
		for given := range 3 {
			t.Run(name, func(t *testing.T) {
				each(t, terms(), func(w *world) {
					inc, st := w.previewed()
					by := []models.Actor{w.Theo, w.Sara}
					for _, p := range by[:given] {
						must[models.Settlement](w.T)(w.Rooms.Approve(ctx, p, st.PublicID, st.ContentHash.Hash))
					}
					happens(w, &inc)
					if given < 2 {
						_, err := w.Rooms.Approve(ctx, by[given], st.PublicID, st.ContentHash.Hash)
						w.late409(err, name)
					} else {
						_, _, err := w.Rooms.Order(ctx, st.PublicID)
						w.late409(err, name)
					}
					st = w.Settlement(st)
					must[models.Settlement](w.T)(w.Rooms.Cancel(ctx, w.Theo, st.PublicID, st.Version, "drafted again"))
				})
			})
		}
	}
}

// late409 wants a refusal for a fact: a superseded set leaves no final one.
func (w *world) late409(err error, fact string) {
	w.T.Helper()
	want := service.ErrConflict
	if fact == "snapshot set" {
		want = service.ErrNotReady
	}
	wantErr(w.T, err, want)
}
