package settlements_test

import (
	"testing"
	"time"

	"makewhole/claims/entitlements"
	"makewhole/models"
	"makewhole/settlements"
)

// sweptDrafts are the settlements of what was swept of an incident.
func (w *world) sweptDrafts(inc *models.Incident) (out []models.Settlement) {
	w.T.Helper()
	w.Tx(func(tx *models.Tx) error {
		escheat, err := tx.EscheatSettlementsOf(inc.ID)
		if err != nil {
			return err
		}
		all, err := tx.SettlementsOf(inc.ID)
		out = nil
		for _, st := range all {
			if escheat[st.ID] {
				out = append(out, st)
			}
		}
		return err
	})
	return out
}

// TestJobDraftsWhatWasSwept: nobody has to ask, and asking again changes nothing.
func TestJobDraftsWhatWasSwept(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc, _ := sweptBoth(w)
		for run := range 2 {
			if r := must[settlements.DraftReport](t)(w.Rooms.DraftDue(ctx)); r.Escheats != 1 || r.Drafted != 0 || r.Recoveries != 0 {
				t.Fatalf("run %d: %s", run, r)
			}
		}
		late := w.sweptDrafts(&inc)
		if len(late) != 1 {
			t.Fatalf("%d settlements of swept money", len(late))
		}
		w.Lines(late[0], "alice=50 bob=50")
		w.Paid(late[0])
		if r := must[settlements.DraftReport](t)(w.Rooms.DraftDue(ctx)); r.Escheats != 0 {
			t.Fatalf("after everybody has it: %s", r)
		}
	})
}

// TestSweptAfterTheIncidentWasClosed: the sweep comes when the incident is closed.
// The job opens it for the owners; when nothing new was swept it stays closed.
func TestSweptAfterTheIncidentWasClosed(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.Settling(100, "alice", "bob")
		st := w.Active(w.Draft(&inc))
		w.Windows(48 * time.Hour)
		closed := must[models.Incident](t)(w.Rooms.CloseIncident(ctx, w.Sara, inc.PublicID, w.incidentNow(&inc).Version, "done"))
		if r := must[settlements.DraftReport](t)(w.Rooms.DraftDue(ctx)); r.Escheats != 0 || w.incidentNow(&closed).State != models.IncidentClosed {
			t.Fatalf("before the sweep: %s", r)
		}
		w.swept(&inc, st, 100)
		if r := must[settlements.DraftReport](t)(w.Rooms.DraftDue(ctx)); r.Escheats != 1 {
			t.Fatal(r)
		}
		row := w.incidentNow(&inc)
		if row.State != models.IncidentRecovering {
			t.Fatalf("the incident is %s", row.State)
		}
		w.Paid(w.sweptDrafts(&inc)[0])
		must[models.Incident](t)(w.Rooms.CloseIncident(ctx, w.Sara, inc.PublicID, w.incidentNow(&inc).Version, "done again"))
		if r := must[settlements.DraftReport](t)(w.Rooms.DraftDue(ctx)); r.Escheats != 0 || w.incidentNow(&inc).State != models.IncidentClosed {
			t.Fatalf("after the second closing: %s", r)
		}
		_, err := w.Rooms.DraftEscheat(ctx, w.Theo, inc.PublicID)
		wantErr(t, err, settlements.ErrNothingToSettle)
		if got := w.incidentNow(&inc).State; got != models.IncidentClosed {
			t.Errorf("asking for nothing left the incident %s", got)
		}
	})
}

// TestSweptSharesAreOwed: alice has 80 of her cover, 100 come back: 20 for her, 50
// for bob and 30 for the pool's shareholder of record. Nobody collects, and escheat
// owes all three of them, once.
func TestSweptSharesAreOwed(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := insuredAndNot(w)
		w.Paid(w.Draft(&inc))
		w.comesBack(&inc, "thief", 100, true)
		st := w.Active(must[models.Settlement](t)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID)))
		w.Lines(st, "alice=20 bob=50 lp1=30")
		w.swept(&inc, st, 100)
		late := must[[]models.Settlement](t)(w.Rooms.DraftEscheat(ctx, w.Theo, inc.PublicID))
		w.Lines(late[0], "alice=20 bob=50 lp1=30")
		w.checked(late[0])
		w.Paid(late[0])
		w.Balance("escheat:"+inc.PublicID, 0)
		w.Balance("commitments:escheat:"+inc.PublicID, 0)
		_, err := w.Rooms.DraftEscheat(ctx, w.Theo, inc.PublicID)
		wantErr(t, err, settlements.ErrNothingToSettle)
		_, err = w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID)
		wantErr(t, err, settlements.ErrNothingToSettle)
	})
}

// TestSweptSharesLapse: what shareholders let lapse fills residuals like what
// victims let lapse: bob still lacks 50, and 100 lapsed.
func TestSweptSharesLapse(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := insuredAndNot(w)
		w.Paid(w.Draft(&inc))
		w.comesBack(&inc, "thief", 100, true)
		st := w.Active(must[models.Settlement](t)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID)))
		w.swept(&inc, st, 100)
		w.Clock.Advance(settlements.EscheatTerm + time.Hour)
		if r := must[settlements.DraftReport](t)(w.Rooms.DraftDue(ctx)); r.Escheats != 1 {
			t.Fatal(r)
		}
		late := w.sweptDrafts(&inc)[0]
		w.Lines(late, "bob=50")
		w.checked(late)
	})
}

// TestSweptLineOfAHeldEntitlementWaits: what was swept of a cover whose entitlement
// is held since is not paid, while others are; it is when the hold ends.
func TestSweptLineOfAHeldEntitlementWaits(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc, st := sweptBoth(w)
		hold := func(held bool, why string) {
			lines := w.Stored(st)
			w.Tx(func(tx *models.Tx) error {
				for _, l := range lines {
					if e := l.Entitlement; e.Affected.Address == addr("alice") {
						e.Held, e.HeldReason = held, why
						return models.Update(tx, &e, "held", "held_reason")
					}
				}
				t.Fatal("alice has no line")
				return nil
			})
		}
		hold(true, entitlements.HeldDisputed)
		late := must[[]models.Settlement](t)(w.Rooms.DraftEscheat(ctx, w.Theo, inc.PublicID))
		if len(late) != 1 {
			t.Fatalf("%d drafts", len(late))
		}
		w.Lines(late[0], "alice=50h bob=50")
		w.checked(late[0])
		w.Paid(late[0])
		hold(false, "")
		late = must[[]models.Settlement](t)(w.Rooms.DraftEscheat(ctx, w.Theo, inc.PublicID))
		if len(late) != 1 {
			t.Fatalf("%d drafts after the hold", len(late))
		}
		w.Lines(late[0], "alice=50")
	})
}
