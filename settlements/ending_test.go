package settlements_test

import (
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/service"
	"makewhole/states"
	"makewhole/test/roomtest"
)

// incidentNow reads an incident again.
func (w *world) incidentNow(inc *models.Incident) (out models.Incident) {
	w.T.Helper()
	w.Tx(func(tx *models.Tx) (err error) {
		out, err = models.ByID[models.Incident](tx, inc.ID)
		return err
	})
	return out
}

// comesBack is a final deposit into the vault.
func (w *world) comesBack(inc *models.Incident, from string, amount uint64, registered bool) {
	w.Event(roomtest.VaultAddr, "RecoveryDeposited", map[string]any{
		"incident_id": inc.ChainRef.Hash, "asset": roomtest.TokenAddr, "from": addr(from), "amount": n(amount), "registered": registered})
	w.Events()
}

// swept lets the deadline of a settlement pass and what was not collected of it go
// to escheat.
func (w *world) swept(inc *models.Incident, st models.Settlement, left uint64) {
	w.T.Helper()
	w.Clock.Set(*st.Deadline)
	must[models.TxIntent](w.T)(w.Rooms.Sweep(ctx, w.Theo, st.PublicID))
	w.Event(roomtest.Distributor, "Swept", map[string]any{
		"settlement_id": st.ChainRef.Hash, "incident_id": inc.ChainRef.Hash, "token": roomtest.TokenAddr, "amount": n(left)})
	w.Events()
}

// cancelledOnChain stores the guardian's cancellation of a settlement; it is not
// applied yet.
func (w *world) cancelledOnChain(st models.Settlement, total uint64) {
	w.Event(roomtest.Distributor, "Cancelled", map[string]any{
		"settlement_id": st.ChainRef.Hash, "by": addr("guardian"), "total": n(total), "reason_hash": common.Hash{7}})
}

// intents counts the outbox rows of a kind that are about an incident.
func (w *world) intents(inc *models.Incident, kind string) (count int) {
	w.Tx(func(tx *models.Tx) error {
		return models.EachRow(tx, func(in *models.TxIntent) error {
			if in.Kind == kind && in.RefID == inc.ID {
				count++
			}
			return nil
		})
	})
	return count
}

// TestNothingOwedIsAnEnd: everything was denied, no settlement was ever drafted,
// and yet settling ends at the bar date, pools are free, and a senior can close.
func TestNothingOwedIsAnEnd(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		c := w.Cover("alice", 100, "alice")
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("alice", 100), lost("bob", 50))
		w.Fund(&inc, "lp1", 100)
		w.Events()
		w.Windows(0)
		w.Deny(w.Anna, w.File(&inc, c, "alice", 100))
		w.Windows(2 * time.Hour) // filing closes
		if got := w.incidentNow(&inc).State; got != models.IncidentClaimsClosed {
			t.Fatalf("incident is %s before the bar date", got)
		}
		for range 3 {
			w.Windows(2 * time.Hour)
		}
		now := w.incidentNow(&inc)
		if now.State != models.IncidentSettled || w.intents(&inc, "release") != 1 {
			t.Fatalf("incident is %s, %d releases", now.State, w.intents(&inc, "release"))
		}
		must[models.Incident](t)(w.Rooms.CloseIncident(ctx, w.Sara, inc.PublicID, now.Version, "nothing owed"))
	})
}

// TestMoneyOwedIsNoEnd: the bar date is over, and a tranche is open, or was
// cancelled while people are still owed its money.
func TestMoneyOwedIsNoEnd(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.Settling(100, "alice", "bob")
		st := w.Draft(&inc)
		st = must[models.Settlement](t)(w.Rooms.PublishDraft(ctx, w.Theo, st.PublicID, st.Version))
		for range 3 {
			w.Windows(3 * time.Hour)
		}
		if got := w.incidentNow(&inc).State; got != models.IncidentSettling {
			t.Fatalf("incident is %s while a preview is open", got)
		}
		must[models.Settlement](t)(w.Rooms.Cancel(ctx, w.Theo, st.PublicID, st.Version, "wrong"))
		w.Windows(0)
		if got := w.incidentNow(&inc).State; got != models.IncidentSettling {
			t.Fatalf("incident is %s while alice and bob are owed money", got)
		}
	})
}

// TestReceivedElsewhereIsNotOwed: the covers' pool has money left and the covers are
// not used up, but alice was made whole by others, or what she did not collect was
// swept: the next round pays nothing, so settling is over.
func TestReceivedElsewhereIsNotOwed(t *testing.T) {
	for name, happen := range map[string]func(w *world, inc *models.Incident){
		"outside": func(w *world, inc *models.Incident) { w.received(inc, "alice", 100) },
		"swept": func(w *world, inc *models.Incident) {
			st := w.Active(w.Draft(inc))
			w.swept(inc, st, 80)
		},
		"came back": func(w *world, inc *models.Incident) {
			w.comesBack(inc, "thief", 200, true)
			w.Paid(must[models.Settlement](w.T)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID)))
		},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, terms(), func(w *world) {
				inc := insuredAndNot(w)
				happen(w, &inc)
				for range 3 {
					w.Windows(3 * time.Hour)
				}
				now := w.incidentNow(&inc)
				if now.State != models.IncidentSettled && now.State != models.IncidentRecovering {
					w.T.Fatalf("incident is %s", now.State)
				}
				must[models.Incident](w.T)(w.Rooms.CloseIncident(ctx, w.Sara, inc.PublicID, now.Version, "nothing owed"))
			})
		})
	}
}

// TestRejectedIncidentFreesPools: the pools had set money aside before the facts
// were disputed.
func TestRejectedIncidentFreesPools(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.Confirmed()
		w.Fund(&inc, "lp1", 100)
		w.Events()
		if r := w.Windows(0); r.Released != 0 {
			t.Fatalf("released %d of an incident that is alive", r.Released)
		}
		row := w.incidentNow(&inc)
		w.Tx(func(tx *models.Tx) error {
			if err := models.Move(tx, states.Incident, &row, "dispute", w.Anna, "no such event"); err != nil {
				return err
			}
			return models.Move(tx, states.Incident, &row, "reject", w.Sara, "no such event")
		})
		if r := w.Windows(0); r.Released != 1 || w.intents(&inc, "release") != 1 {
			t.Fatalf("%+v", r)
		}
		if r := w.Windows(0); r.Released != 0 {
			t.Fatalf("released twice: %+v", r)
		}
	})
}

// TestNothingClosesOverMoney that waits for somebody.
func TestNothingClosesOverMoney(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.Settling(100, "alice", "bob")
		w.Paid(w.Draft(&inc))
		for range 3 {
			w.Windows(3 * time.Hour)
		}
		now := w.incidentNow(&inc)
		if now.State != models.IncidentSettled {
			t.Fatalf("incident is %s", now.State)
		}
		w.comesBack(&inc, "court", 60, true) // contested for an hour
		_, err := w.Rooms.CloseIncident(ctx, w.Sara, inc.PublicID, now.Version, "done")
		wantErr(t, err, service.ErrConflict)
		w.Windows(time.Hour) // the hold ends and opens the incident
		now = w.incidentNow(&inc)
		if now.State != models.IncidentRecovering {
			t.Fatalf("incident is %s", now.State)
		}
		w.Tx(func(tx *models.Tx) error { // somebody's receiver changed meanwhile
			var held models.Entitlement
			err := models.EachRow(tx, func(e *models.Entitlement) error {
				if e.IncidentID == inc.ID && e.Kind == models.EntitlementCover {
					held = *e
				}
				return nil
			})
			if err != nil {
				return err
			}
			held.Held, held.HeldReason = true, "receiver"
			return models.Update(tx, &held, "held", "held_reason")
		})
		_, err = w.Rooms.CloseIncident(ctx, w.Sara, inc.PublicID, now.Version, "done")
		wantErr(t, err, service.ErrConflict)
	})
}

// TestMoneyAfterTheEnd: money opens a closed incident by itself, of a payer whom nobody
// knows when it has waited out its hold, or a senior lifts that.
func TestMoneyAfterTheEnd(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.Settling(100, "alice", "bob")
		w.Paid(w.Draft(&inc))
		for range 3 {
			w.Windows(3 * time.Hour)
		}
		now := w.incidentNow(&inc)
		_, err := w.Rooms.OpenRecovery(ctx, w.Theo, inc.PublicID, now.Version, "why not")
		wantErr(t, err, service.ErrNotReady)
		now = must[models.Incident](t)(w.Rooms.CloseIncident(ctx, w.Sara, inc.PublicID, now.Version, "done"))
		w.comesBack(&inc, "thief", 40, false)
		if got := w.incidentNow(&inc).State; got != models.IncidentClosed {
			t.Fatalf("anybody made it %s", got)
		}
		_, err = w.Rooms.OpenRecovery(ctx, w.Anna, inc.PublicID, now.Version, "it came back")
		wantErr(t, err, service.ErrForbidden)
		_, err = w.Rooms.OpenRecovery(ctx, w.Theo, inc.PublicID, now.Version, "")
		wantErr(t, err, service.ErrInvalid)
		_, err = w.Rooms.OpenRecovery(ctx, w.Theo, inc.PublicID, now.Version, "it came back")
		wantErr(t, err, service.ErrNotReady) // it waits
		w.Windows(time.Hour)
		w.ends(&inc, models.IncidentRecovering)
		w.Paid(must[models.Settlement](t)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID)))
		must[models.Incident](t)(w.Rooms.CloseIncident(ctx, w.Sara, inc.PublicID, w.incidentNow(&inc).Version, "done again"))
		w.comesBack(&inc, "protocol", 20, true)
		w.ends(&inc, models.IncidentRecovering)
	})
}

// ends checks the state in which an incident is.
func (w *world) ends(inc *models.Incident, state string) {
	w.T.Helper()
	if got := w.incidentNow(inc).State; got != state {
		w.T.Fatalf("incident is %s, not %s", got, state)
	}
}
