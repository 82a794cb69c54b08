package corrections_test

import (
	"strings"
	"testing"
	"time"

	"makewhole/models"
	"makewhole/settlements"
	"makewhole/states"
	"makewhole/test/roomtest"
)

// swept takes a settlement to its open doors and closes it after its deadline.
func (w *world) swept(inc *models.Incident, st models.Settlement, left uint64) {
	w.T.Helper()
	st = w.Active(st)
	w.Clock.Set(*st.Deadline)
	must[models.TxIntent](w.T)(w.Rooms.Sweep(ctx, w.Theo, st.PublicID))
	w.Event(roomtest.Distributor, "Swept", map[string]any{
		"settlement_id": st.ChainRef.Hash, "incident_id": inc.ChainRef.Hash, "token": roomtest.TokenAddr, "amount": n(left)})
	w.Events()
}

// TestSweptMoneyOfAnExcludedAccount: nobody collected the 50 that alice and bob have of
// what came back, or of the pool. Then alice is excluded: her 50 are held in escheat
// while she may object, and are not paid to her when the exclusion stands either.
func TestSweptMoneyOfAnExcludedAccount(t *testing.T) {
	for name, drafted := range map[string]func(w *world) (models.Incident, models.Settlement){
		"recovered": func(w *world) (models.Incident, models.Settlement) {
			inc := w.Incident(0, lost("alice", 100), lost("bob", 100))
			w.Windows(0)
			w.Windows(2 * time.Hour)
			w.comesBack(&inc, 100)
			return inc, must[models.Settlement](w.T)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID))
		},
		"covers": func(w *world) (models.Incident, models.Settlement) {
			inc := w.settling()
			w.Windows(2 * time.Hour)
			return inc, w.Draft(&inc)
		},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, terms(), func(w *world) {
				inc, st := drafted(w)
				w.swept(&inc, st, 100)
				w.excluded(&inc)
				w.Lines(w.escheat(&inc), "alice=50h bob=50")
				w.Paid(w.escheat(&inc))
				w.advance(14 * 24 * time.Hour)
				_, err := w.Rooms.DraftEscheat(ctx, w.Theo, inc.PublicID)
				wantErr(w.T, err, settlements.ErrNothingToSettle)
				w.Balance("escheat:"+inc.PublicID, 50)
				if got := w.verified("V3", "V16", "V17"); got != nil {
					w.T.Error(got)
				}
			})
		})
	}
}

// escheat drafts what escheat owes.
func (w *world) escheat(inc *models.Incident) models.Settlement {
	w.T.Helper()
	sts := must[[]models.Settlement](w.T)(w.Rooms.DraftEscheat(ctx, w.Theo, inc.PublicID))
	if len(sts) != 1 {
		w.T.Fatalf("%d drafts", len(sts))
	}
	return sts[0]
}

// TestVerifySeesEscheatOfAnExcludedAccount: escheat has paid alice's swept 50 again, and
// then the store says that she was excluded before.
func TestVerifySeesEscheatOfAnExcludedAccount(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.settling()
		w.Windows(2 * time.Hour)
		w.swept(&inc, w.Draft(&inc), 100)
		between := w.Clock.Now()
		w.Clock.Advance(time.Minute)
		again := w.escheat(&inc)
		w.Lines(again, "alice=50 bob=50")
		w.Paid(again)
		w.Tx(func(tx *models.Tx) error {
			return models.Insert(tx, &models.Correction{
				PublicID: models.NewID("cor"), IncidentID: inc.ID, Kind: models.CorrectionExclusion, Exclusion: "attacker", Account: models.Addr(addr("alice")),
				ReasonCode: "took_part", Reason: "r", Evidence: "e", EnteredBy: w.Ben.StaffID, ConfirmedBy: &w.Carl.StaffID, ConfirmedAt: &between,
				State: states.CorrectionStanding,
			})
		})
		if got := w.verified("V17"); len(got) != 1 || !strings.Contains(got[0], "it pays 50 units to account "+addr("alice").Hex()) {
			t.Fatalf("%q", got)
		}
	})
}
