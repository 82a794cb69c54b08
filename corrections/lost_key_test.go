package corrections_test

import (
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims/covers"
	"makewhole/claims/entitlements"
	"makewhole/models"
	"makewhole/service"
	"makewhole/states"
	"makewhole/test/roomtest"
)

// TestHeirsReceiveByTwoPersons: nobody has alice's key any more. Her open lines and
// what recoveries bring go to her heirs; bob's are what they were.
func TestHeirsReceiveByTwoPersons(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		hers, his := w.Cover("alice", 60, "alice"), w.Cover("bob", 60, "bob")
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("alice", 100), lost("bob", 100))
		w.Windows(0)
		w.Fund(&inc, "lp1", 200)
		w.Events()
		c := w.Approve(w.Anna, w.File(&inc, hers, "alice", 60), 60)
		w.Approve(w.Anna, w.File(&inc, his, "bob", 60), 60)
		row := must[models.Correction](t)(w.ProposeReceiver(ctx, w.Ben, inc.PublicID, addr("alice"), addr("heirs"), fact("estate")))
		if e := w.lineOf(&inc, hers); e.Receiver.Address != addr("alice") || row.State != states.CorrectionProposed {
			t.Fatalf("%+v, %+v", row, e)
		}
		_, err := w.ProposeReceiver(ctx, w.Sara, inc.PublicID, addr("alice"), addr("others"), fact("key_lost"))
		wantErr(t, err, service.ErrConflict)
		_, err = w.Confirm(ctx, w.Ben, row.PublicID, row.Version)
		wantErr(t, err, service.ErrForbidden)
		heir := w.Person("heirs", "heirs", "senior")
		_, err = w.Confirm(ctx, heir, row.PublicID, row.Version)
		wantErr(t, err, service.ErrForbidden)
		row = must[models.Correction](t)(w.Confirm(ctx, w.Sara, row.PublicID, row.Version))
		if e := w.lineOf(&inc, hers); row.State != states.CorrectionStanding || e.Receiver.Address != addr("heirs") || w.Claim(c).Receiver.Address != addr("heirs") {
			t.Fatalf("%+v, %+v", row, e)
		}
		w.Windows(2 * time.Hour)
		w.Windows(2 * time.Hour)
		w.wantReceivers(w.Draft(&inc), map[string]string{"alice": "heirs", "bob": "bob"})
		w.Paid(w.Draft(&inc))
		w.Clock.Advance(time.Hour)
		w.comesBack(&inc, 80)
		st := must[models.Settlement](t)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID))
		w.wantReceivers(st, map[string]string{"alice": "heirs", "bob": "bob"})
	})
}

// comesBack is money of a registered payer, final in the vault.
func (w *world) comesBack(inc *models.Incident, amount uint64) {
	w.Event(roomtest.VaultAddr, "RecoveryDeposited", map[string]any{
		"incident_id": inc.ChainRef.Hash, "asset": roomtest.TokenAddr, "from": addr("issuer"), "amount": n(amount), "registered": true})
	w.Events()
}

// wantReceivers compares who receives the lines of accounts.
func (w *world) wantReceivers(st models.Settlement, want map[string]string) {
	w.T.Helper()
	got := map[string]common.Address{}
	for _, l := range w.Stored(st) {
		for name := range want {
			if l.Entitlement.Affected.Address == addr(name) && !l.Line.Amount.IsZero() {
				got[name] = l.Line.Receiver.Address
			}
		}
	}
	for name, to := range want {
		if got[name] != addr(to) {
			w.T.Errorf("the line of %s goes to %v, want %s", name, got[name], to)
		}
	}
}

// TestLineOfALostContractHasAReceiver: the line waited for a receiver; two persons
// name it, and nothing is held any more.
func TestLineOfALostContractHasAReceiver(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		w.Chain.Code[addr("safe")] = true
		c := w.CoverOf(covers.Blanket, "protocol", 1000)
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("safe", 100))
		w.Windows(0)
		line := func() (e models.Entitlement) {
			w.Tx(func(tx *models.Tx) (err error) {
				e, err = tx.LastCoverEntitlement(inc.ID, c.ID, addr("safe"))
				return err
			})
			return e
		}
		if e := line(); e.HeldReason != entitlements.HeldReceiver {
			t.Fatalf("%+v", e)
		}
		row := must[models.Correction](t)(w.ProposeReceiver(ctx, w.Ben, inc.PublicID, addr("safe"), addr("owners"), fact("key_lost")))
		must[models.Correction](t)(w.Confirm(ctx, w.Sara, row.PublicID, row.Version))
		if e := line(); e.Held || e.Receiver.Address != addr("owners") {
			t.Fatalf("%+v", e)
		}
	})
}

// TestDraftThatPaysAReplacedReceiver: two persons name alice's heirs while a draft that
// pays her stands in its objection window. It is not approved, at once or later; the next
// one pays the heirs. One of recovered money is refused too. So is one
// that pays bob where he does not want it any more; his line is held from then on, and no
// further change of his keeps anything from being approved.
func TestDraftThatPaysAReplacedReceiver(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.settling()
		w.Windows(2 * time.Hour)
		w.refusedFor(&inc, w.Draft(&inc), "heirs")
		bob := w.ClaimOf(&inc, w.coverOf("bob"), "bob")
		st := w.Draft(&inc)
		w.wantReceivers(st, map[string]string{"alice": "heirs", "bob": "bob"})
		st = must[models.Settlement](t)(w.Rooms.PublishDraft(ctx, w.Theo, st.PublicID, st.Version))
		change := func(to string) {
			bob = w.Claim(bob)
			must[models.Claim](t)(w.Rooms.ChangeReceiver(ctx, roomtest.Wallet("bob"), bob.PublicID, bob.Version, addr(to), w.Proof(&inc, "bob", "bob", to)))
		}
		change("carol")
		w.Clock.Set(*st.ObjectionsUntil)
		_, err := w.Rooms.Approve(ctx, w.Theo, st.PublicID, st.ContentHash.Hash)
		wantErr(t, err, service.ErrConflict)
		must[models.Settlement](t)(w.Rooms.Cancel(ctx, w.Theo, st.PublicID, w.Settlement(st).Version, "pays who is not named any more"))
		st = w.Draft(&inc)
		w.wantReceivers(st, map[string]string{"alice": "heirs"})
		change("dora") // the line is held: no later change stands in the others' way
		w.Paid(st)
		w.comesBack(&inc, 80)
		back := func() models.Settlement {
			return must[models.Settlement](t)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID))
		}
		w.refusedFor(&inc, back(), "estate")
		w.wantReceivers(w.Approved(back()), map[string]string{"alice": "estate"})
	})
}

// refusedFor replaces the receiver of alice while a draft that pays her is published: it
// cannot be approved, and is cancelled.
func (w *world) refusedFor(inc *models.Incident, st models.Settlement, heirs string) {
	w.T.Helper()
	st = must[models.Settlement](w.T)(w.Rooms.PublishDraft(ctx, w.Theo, st.PublicID, st.Version))
	row := must[models.Correction](w.T)(w.ProposeReceiver(ctx, w.Ben, inc.PublicID, addr("alice"), addr(heirs), fact("estate")))
	must[models.Correction](w.T)(w.Confirm(ctx, w.Carl, row.PublicID, row.Version))
	w.Clock.Set(*st.ObjectionsUntil)
	_, err := w.Rooms.Approve(ctx, w.Theo, st.PublicID, st.ContentHash.Hash)
	wantErr(w.T, err, service.ErrConflict)
	if want := "receiver of account " + addr("alice").Hex() + " was replaced by two persons since; cancel this settlement and draft again"; !strings.Contains(err.Error(), want) {
		w.T.Errorf("%v, want %q", err, want)
	}
	must[models.Settlement](w.T)(w.Rooms.Cancel(ctx, w.Theo, st.PublicID, w.Settlement(st).Version, "names a lost key"))
}

// coverOf is the cover that a holder has.
func (w *world) coverOf(holder string) (out models.Cover) {
	w.T.Helper()
	w.Tx(func(tx *models.Tx) error {
		return models.EachRow(tx, func(c *models.Cover) error {
			if c.Holder.Address == addr(holder) {
				out = *c
			}
			return nil
		})
	})
	return out
}

// TestParkedLineOfAReplacedReceiver: nobody received the safe's line in time and the draft
// parks it. Then two persons name its owners: the draft is approved, since what is swept
// of the line is theirs out of escheat.
func TestParkedLineOfAReplacedReceiver(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		w.Chain.Code[addr("safe")] = true
		w.CoverOf(covers.Blanket, "protocol", 1000)
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("safe", 100))
		w.Fund(&inc, "lp1", 300)
		w.Events()
		w.Windows(0)
		w.Windows(2 * time.Hour)
		w.Windows(30 * 24 * time.Hour)
		w.Windows(30 * 24 * time.Hour)
		st := w.Draft(&inc)
		if l := w.Stored(st); len(l) != 1 || l[0].Line.Receiver != w.Pool.Distributor {
			t.Fatalf("%+v", l)
		}
		st = must[models.Settlement](t)(w.Rooms.PublishDraft(ctx, w.Theo, st.PublicID, st.Version))
		row := must[models.Correction](t)(w.ProposeReceiver(ctx, w.Ben, inc.PublicID, addr("safe"), addr("owners"), fact("key_lost")))
		must[models.Correction](t)(w.Confirm(ctx, w.Sara, row.PublicID, row.Version))
		w.Clock.Set(*st.ObjectionsUntil)
		must[models.Settlement](t)(w.Rooms.Approve(ctx, w.Theo, st.PublicID, st.ContentHash.Hash))
	})
}

// TestReceiverOfALostKeyIsRefused: where nobody can hold it, it is excluded or part
// of the system, or the account has no line, and before there are lines.
func TestReceiverOfALostKeyIsRefused(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		hers := w.Cover("alice", 60, "alice")
		w.Cover("bob", 60, "bob")
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("alice", 100), lost("bob", 100))
		propose := func(account, receiver common.Address, code string) error {
			_, err := w.ProposeReceiver(ctx, w.Ben, inc.PublicID, account, receiver, fact(code))
			return err
		}
		wantErr(t, propose(addr("alice"), addr("heirs"), "estate"), models.ErrState)
		w.Windows(0)
		w.File(&inc, hers, "alice", 60)
		w.Tx(func(tx *models.Tx) error {
			return models.Insert(tx, &models.Exclusion{IncidentID: inc.ID, Account: models.Addr(addr("mallory")), Kind: "attacker", Reason: "took it"})
		})
		wantField(t, propose(addr("alice"), common.Address{}, "estate"), "/receiver")
		wantField(t, propose(addr("alice"), addr("alice"), "estate"), "/receiver")
		wantField(t, propose(addr("alice"), addr("mallory"), "estate"), "/receiver")
		wantField(t, propose(addr("alice"), addr("compromised"), "estate"), "/receiver")
		wantField(t, propose(addr("alice"), w.Vault.Contract.Address, "estate"), "/receiver")
		wantField(t, propose(addr("carol"), addr("heirs"), "estate"), "/account")
		wantField(t, propose(addr("bob"), addr("heirs"), "estate"), "/account") // he did not file
		wantField(t, propose(addr("alice"), addr("heirs"), "evidence_excused"), "/reason_code")
		_, err := w.ProposeReceiver(ctx, w.Theo, inc.PublicID, addr("alice"), addr("heirs"), fact("estate"))
		wantErr(t, err, service.ErrForbidden)
	})
}

// TestHeirsOfAParkedLine: the incident is closed and the line was parked; two persons
// name the receiver, and escheat owes it to them. Nobody names one for a line that
// is not parked.
func TestHeirsOfAParkedLine(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		w.Chain.Code[addr("safe")] = true
		c := w.CoverOf(covers.Blanket, "protocol", 1000)
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("safe", 100), lost("bob", 100))
		w.Windows(0)
		w.Windows(2 * time.Hour)
		w.Windows(30 * 24 * time.Hour)
		w.Windows(30 * 24 * time.Hour)
		w.Tx(func(tx *models.Tx) error {
			row, err := models.ByID[models.Incident](tx, inc.ID)
			if err != nil {
				return err
			}
			row.State = models.IncidentClosed
			return models.Update(tx, &row, "state")
		})
		_, err := w.ProposeReceiver(ctx, w.Ben, inc.PublicID, addr("bob"), addr("owners"), fact("key_lost"))
		wantErr(t, err, models.ErrState)
		row := must[models.Correction](t)(w.ProposeReceiver(ctx, w.Ben, inc.PublicID, addr("safe"), addr("owners"), fact("key_lost")))
		must[models.Correction](t)(w.Confirm(ctx, w.Sara, row.PublicID, row.Version))
		w.Tx(func(tx *models.Tx) error {
			e, err := tx.LastCoverEntitlement(inc.ID, c.ID, addr("safe"))
			if err != nil {
				return err
			}
			wait, err := tx.OpenReceiverWait(e.ID)
			if wait != nil || e.Held || e.Receiver.Address != addr("owners") {
				t.Errorf("%+v, %+v", wait, e)
			}
			return err
		})
	})
}
