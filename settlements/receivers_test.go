package settlements_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims/covers"
	"makewhole/claims/entitlements"
	"makewhole/models"
	"makewhole/service"
	"makewhole/settlements"
	"makewhole/states"
	"makewhole/test/roomtest"
)

// lostOnTen is an incident of 100 for alice and 300 for safe, both uninsured and
// measured on chain 10, where safe is a contract.
func lostOnTen(w *world) models.Incident {
	w.OtherChain(10, "safe")
	inc := w.Confirmed()
	w.SnapshotOn(10, &inc, w.AssetID(), 0, lost("alice", 100), lost("safe", 300))
	w.Set(&inc, "[]")
	w.Windows(0)
	w.Windows(2 * time.Hour)
	return inc
}

// TestRecoveryOfAContractWhereTheLossWas: the settlement chain knows no code at the
// address of the safe, and nobody is known to hold it there. Its recovered money
// waits until it has shown a receiver, whoever reads the chain of the loss.
func TestRecoveryOfAContractWhereTheLossWas(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := lostOnTen(w)
		w.comesBack(&inc, "thief", 80, true)
		first := must[models.Settlement](t)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID))
		w.Lines(first, "alice=20 safe=60h")
		w.checked(first)
		w.Paid(first)
		e := must[models.Entitlement](t)(w.Rooms.RegisterReceiver(ctx, roomtest.Wallet("dave"), inc.PublicID, addr("safe"), addr("dave"), w.Proof(&inc, "safe", "dave", "dave")))
		must[models.Entitlement](t)(w.Rooms.AcceptEntitlementReceiver(ctx, w.Anna, e.PublicID, e.Version))
		next := must[models.Settlement](t)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID))
		w.Lines(next, "alice=0x safe=60")
		for _, l := range w.Stored(next) {
			if l.Entitlement.Affected.Address == addr("safe") && l.Line.Receiver.Address != addr("dave") {
				t.Errorf("safe is paid at %s", l.Line.Receiver)
			}
		}
	})
}

// TestRecoveryWithoutAReaderOfTheChain: nobody reads chain 10, so that no account
// is known to be none.
func TestRecoveryWithoutAReaderOfTheChain(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc := lostOnTen(w)
		w.OtherChain(11)
		w.comesBack(&inc, "thief", 80, true)
		_, err := w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID)
		wantErr(w.T, err, settlements.ErrNothingToSettle)
	})
}

// TestSweptMoneyOfOthersIsHeldToo: what others let lapse fills the residual of the
// safe, and waits like its recovered money.
func TestSweptMoneyOfOthersIsHeldToo(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := lostOnTen(w)
		w.comesBack(&inc, "thief", 80, true)
		st := w.Active(must[models.Settlement](t)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID)))
		w.swept(&inc, st, 20)
		w.Clock.Advance(settlements.EscheatTerm + time.Hour)
		late := must[[]models.Settlement](t)(w.Rooms.DraftEscheat(ctx, w.Theo, inc.PublicID))
		w.Lines(late[0], "alice=5 safe=15h") // by what each still lacks, 80 and 240
	})
}

// TestAccountsOfALaterSetAreAskedFor: the account came with a later set, when
// others had their entitlements already.
func TestAccountsOfALaterSetAreAskedFor(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.Incident(0, lost("alice", 100))
		w.Windows(0)
		w.Windows(2 * time.Hour)
		w.comesBack(&inc, "thief", 10, true)
		w.Paid(must[models.Settlement](t)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID)))
		w.OtherChain(10, "safe")
		var asset models.Asset
		w.Tx(func(tx *models.Tx) (err error) {
			set, err := tx.LatestSet(inc.ID, models.SnapshotFinal)
			if err != nil {
				return err
			}
			set.State = models.SnapshotSuperseded
			if err := models.Update(tx, &set, "state"); err != nil {
				return err
			}
			asset, err = tx.EnsureAsset(models.Asset{ChainID: other.ChainID, Address: models.Addr(other.Address), Symbol: other.Symbol, Decimals: 6})
			return err
		})
		w.SnapshotOn(10, &inc, asset.ID, 0, lost("bob", 100), lost("safe", 100))
		w.Set(&inc, fmt.Sprintf(`[{"chain_id":%d,"address":"%s","num":"1","den":"1"}]`, other.ChainID, other.Address.Hex()))
		otherDeposit(w, &inc, 60)
		st := must[models.Settlement](t)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, otherVault(w)))
		w.Lines(st, "alice=0x bob=30 safe=30h")
	})
}

// TestCompromisedShareholder: a holder of record whose key is known to be stolen is
// not paid by default either.
func TestCompromisedShareholder(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		c := w.Cover("alice", 100, "alice")
		w.Fund(nil, "lp1", 50)
		w.Fund(nil, "compromised", 50)
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("alice", 100))
		w.Earmark(&inc, 100)
		w.Events()
		w.Windows(0)
		w.Approve(w.Anna, w.File(&inc, c, "alice", 100), 100)
		w.Windows(2 * time.Hour)
		w.Paid(w.Draft(&inc))
		w.comesBack(&inc, "thief", 60, true)
		st := must[models.Settlement](t)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID))
		held := 0
		for _, l := range w.Stored(st) {
			if l.Entitlement.Affected.Address == addr("compromised") && l.Line.Held && l.Entitlement.HeldReason == entitlements.HeldReceiver && l.Line.Amount.String() == "30" {
				held++
			}
		}
		if held != 1 || st.Paid.String() != "30" {
			t.Errorf("%d lines of the holder wait, paid %s", held, st.Paid)
		}
	})
}

// late lets the desk be silent: the job looks once a week and then settles what is
// due.
func (w *world) late(weeks int) {
	for range weeks {
		w.Windows(7 * 24 * time.Hour)
	}
}

// TestLineWithoutAReceiverIsParked: nobody shows who receives the safe's part. After
// the term the job lets it be settled without: its leaf names the distributor, the
// incident ends, and the sweep brings the money to escheat, where it waits for the
// safe's owner and not for anybody else.
func TestLineWithoutAReceiverIsParked(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		w.Chain.Code[addr("safe")] = true
		mine := w.Cover("alice", 100, "alice")
		w.CoverOf(covers.Blanket, "protocol", 1000)
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("alice", 100), lost("safe", 100))
		w.Fund(&inc, "lp1", 300)
		w.Events()
		w.Windows(0)
		w.Approve(w.Anna, w.File(&inc, mine, "alice", 100), 100)
		w.Windows(2 * time.Hour)
		w.Windows(2 * time.Hour)
		first := w.Draft(&inc)
		w.wantLine(first, "safe", "100", addr("safe"), true)
		w.Paid(first)
		if r := w.Windows(29 * 24 * time.Hour); r.Parked != 0 {
			t.Fatalf("before the term: %s", r)
		}
		w.waits(&inc, "safe", states.ReceiverWaitUnnamed)
		if r := w.Windows(24 * time.Hour); r.Parked != 1 {
			t.Fatalf("after the term: %s", r)
		}
		w.waits(&inc, "safe", states.ReceiverWaitParked)
		st := w.Draft(&inc)
		w.wantLine(st, "safe", "100", w.Pool.Distributor.Address, false)
		w.verified()
		st = w.Active(st)
		w.Windows(0)
		must[settlements.StepReport](t)(w.Rooms.Advance(ctx))
		if got := w.incidentNow(&inc).State; got != models.IncidentSettled {
			t.Fatalf("the incident is %s", got)
		}
		w.swept(&inc, st, 100)
		_, err := w.Rooms.DraftEscheat(ctx, w.Theo, inc.PublicID)
		wantErr(t, err, settlements.ErrNothingToSettle)
		must[models.Incident](t)(w.Rooms.CloseIncident(ctx, w.Sara, inc.PublicID, w.incidentNow(&inc).Version, "done"))
		e := must[models.Entitlement](t)(w.Rooms.RegisterReceiver(ctx, roomtest.Wallet("dave"), inc.PublicID, addr("safe"), addr("dave"), w.Proof(&inc, "safe", "dave", "dave")))
		if line := w.entitlement(&inc, "safe"); line.Held || line.Receiver.Address != addr("dave") {
			t.Fatalf("naming a receiver of a parked line holds it again: %+v", line)
		}
		if r := must[settlements.DraftReport](t)(w.Rooms.DraftDue(ctx)); r.Escheats != 0 {
			t.Fatalf("before anybody accepted the receiver: %s", r)
		}
		must[models.Entitlement](t)(w.Rooms.AcceptEntitlementReceiver(ctx, w.Anna, e.PublicID, e.Version))
		if r := must[settlements.DraftReport](t)(w.Rooms.DraftDue(ctx)); r.Escheats != 1 {
			t.Fatalf("after a reviewer accepted the receiver: %s", r)
		}
		late := w.sweptDrafts(&inc)[0]
		w.wantLine(late, "safe", "100", addr("dave"), false)
		w.checked(late)
		w.Paid(late)
		w.Balance("escheat:"+inc.PublicID, 0)
		w.verified()
	})
}

// TestParkedLineLapses: nobody ever comes. Three years after the sweep the money is
// shared over what everybody still lacks, the safe among them, for whom it is held.
func TestParkedLineLapses(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := lostOnTen(w)
		w.comesBack(&inc, "thief", 80, true)
		w.Paid(must[models.Settlement](t)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID)))
		w.late(4)
		w.waits(&inc, "safe", states.ReceiverWaitUnnamed)
		w.late(1)
		w.waits(&inc, "safe", states.ReceiverWaitParked)
		st := must[models.Settlement](t)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID))
		w.wantLine(st, "safe", "60", w.Vault.Distributor.Address, false)
		w.checked(st)
		st = w.Active(st)
		w.swept(&inc, st, 60)
		w.Clock.Advance(settlements.EscheatTerm + time.Hour)
		late := must[[]models.Settlement](t)(w.Rooms.DraftEscheat(ctx, w.Theo, inc.PublicID))
		w.Lines(late[0], "alice=15 safe=45h") // by what each still lacks, 80 and 240
		w.checked(late[0])
	})
}

// TestIncidentStaysOpenForALineWithoutAReceiver: safe is uninsured, and its 60 of the
// recovered 80 lie in the vault while nobody knows where it can receive. The incident is
// not closed over them; when the wait has ended and escheat has the money, it is. Where
// nothing lies in the vault nobody waits.
func TestIncidentStaysOpenForALineWithoutAReceiver(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := lostOnTen(w)
		w.comesBack(&inc, "thief", 80, true)
		w.Paid(must[models.Settlement](t)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID)))
		closes := func() error {
			_, err := w.Rooms.CloseIncident(ctx, w.Sara, inc.PublicID, w.incidentNow(&inc).Version, "done")
			return err
		}
		wantErr(t, closes(), service.ErrConflict)
		w.late(4)
		wantErr(t, closes(), service.ErrConflict)
		w.late(1)
		w.waits(&inc, "safe", states.ReceiverWaitParked)
		w.swept(&inc, w.Active(must[models.Settlement](t)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID))), 60)
		if err := closes(); err != nil {
			t.Fatal(err)
		}
	})
}

// TestIncidentClosesWhereNothingLiesInTheVault: safe has nothing to receive, alice has
// got everything that came back.
func TestIncidentClosesWhereNothingLiesInTheVault(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		w.Chain.Code[addr("safe")] = true
		inc := w.Incident(0, lost("alice", 100), lost("safe", 100))
		w.Windows(0)
		w.Windows(2 * time.Hour)
		w.received(&inc, "safe", 100)
		w.comesBack(&inc, "thief", 80, true)
		w.Windows(2 * time.Hour)
		w.Paid(must[models.Settlement](t)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID)))
		must[models.Incident](t)(w.Rooms.CloseIncident(ctx, w.Sara, inc.PublicID, w.incidentNow(&inc).Version, "done"))
	})
}

// TestReceiverThatNobodyAccepts: the reviewer, a senior and another are silent, each
// for a week. The money goes to nobody whom no person has accepted.
func TestReceiverThatNobodyAccepts(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		c := w.Cover("alice", 100, "alice")
		w.Person("sid", "sid", "senior")
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("alice", 100))
		w.Fund(&inc, "lp1", 300)
		w.Events()
		w.Windows(0)
		k := w.Approve(w.Anna, w.File(&inc, c, "alice", 100), 100)
		w.Windows(2 * time.Hour)
		w.Windows(2 * time.Hour)
		k = w.Claim(k)
		k = must[models.Claim](t)(w.Rooms.ChangeReceiver(ctx, roomtest.Wallet("alice"), k.PublicID, k.Version, addr("carol"), w.Proof(&inc, "alice", "alice", "carol")))
		w.Windows(0)
		var asked []int64
		for _, want := range []string{states.ReceiverWaitReview, states.ReceiverWaitSenior, states.ReceiverWaitSecondSenior, states.ReceiverWaitParked} {
			row := w.waits(&inc, "alice", want)
			if row.AssignedTo != nil {
				asked = append(asked, *row.AssignedTo)
			}
			w.late(1)
		}
		if len(asked) != 2 || asked[0] == asked[1] {
			t.Errorf("asked %v, want two seniors", asked)
		}
		st := w.Draft(&inc)
		w.wantLine(st, "alice", "100", w.Pool.Distributor.Address, false)
		st = w.Active(st)
		w.swept(&inc, st, 100)
		_, err := w.Rooms.DraftEscheat(ctx, w.Theo, inc.PublicID)
		wantErr(t, err, settlements.ErrNothingToSettle)
		k = w.Claim(k)
		must[models.Claim](t)(w.Rooms.AcceptReceiver(ctx, w.Anna, k.PublicID, k.Version))
		late := must[[]models.Settlement](t)(w.Rooms.DraftEscheat(ctx, w.Theo, inc.PublicID))
		w.wantLine(late[0], "alice", "100", addr("carol"), false)
		w.Paid(late[0])
	})
}

// TestWaitEndsWithTheReceiver: once accepted, nothing is parked, and another receiver
// is waited for anew.
func TestWaitEndsWithTheReceiver(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := lostOnTen(w)
		w.comesBack(&inc, "thief", 80, true)
		w.Paid(must[models.Settlement](t)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID)))
		w.Windows(0)
		w.waits(&inc, "safe", states.ReceiverWaitUnnamed)
		name := func(to string) models.Entitlement {
			return must[models.Entitlement](t)(w.Rooms.RegisterReceiver(ctx, roomtest.Wallet(to), inc.PublicID, addr("safe"), addr(to), w.Proof(&inc, "safe", to, to)))
		}
		name("dave")
		w.Windows(0)
		w.waits(&inc, "safe", states.ReceiverWaitReview)
		w.late(1)
		w.waits(&inc, "safe", states.ReceiverWaitSenior)
		e := name("carol") // naming again starts nothing anew
		w.Windows(0)
		w.waits(&inc, "safe", states.ReceiverWaitSenior)
		e = must[models.Entitlement](t)(w.Rooms.AcceptEntitlementReceiver(ctx, w.Anna, e.PublicID, e.Version))
		if row := w.waits(&inc, "safe", ""); row != nil || e.Held {
			t.Fatalf("%+v, %+v", row, e)
		}
		w.late(8)
		name("erin")
		w.Windows(0)
		w.waits(&inc, "safe", states.ReceiverWaitReview)
	})
}

// waits is the open wait of an account's line, which must stand in a state; "" is
// none.
func (w *world) waits(inc *models.Incident, account, state string) (out *models.ReceiverWait) {
	w.T.Helper()
	w.Tx(func(tx *models.Tx) error {
		rows, err := tx.OpenEntitlements(inc.ID, addr(account))
		if err != nil || len(rows) == 0 {
			w.T.Fatalf("%s has no line: %v", account, err)
		}
		out, err = tx.OpenReceiverWait(rows[0].ID)
		return err
	})
	if got := out; got == nil && state != "" || got != nil && got.State != state {
		w.T.Fatalf("the line of %s: %+v, want %q", account, got, state)
	}
	return out
}

// wantLine wants one line of an account: its amount, its receiver, whether it is held.
func (w *world) wantLine(st models.Settlement, account, amount string, to common.Address, held bool) {
	w.T.Helper()
	for _, l := range w.Stored(st) {
		if l.Entitlement.Affected.Address != addr(account) {
			continue
		}
		if l.Line.Amount.String() != amount || l.Line.Receiver.Address != to || l.Line.Held != held {
			w.T.Errorf("%s: %s to %s, held %v; want %s to %s, held %v", account, l.Line.Amount, l.Line.Receiver, l.Line.Held, amount, to, held)
		}
		return
	}
	w.T.Errorf("%s has no line", account)
}
