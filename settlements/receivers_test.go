package settlements_test

import (
	"fmt"
	"testing"
	"time"

	"makewhole/claims"
	"makewhole/models"
	"makewhole/settlements"
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
		w.comesBack(&inc, "thief", 80, false)
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
		w.comesBack(&inc, "thief", 80, false)
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
		w.comesBack(&inc, "thief", 80, false)
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
		w.comesBack(&inc, "thief", 10, false)
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
		w.comesBack(&inc, "thief", 60, false)
		st := must[models.Settlement](t)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID))
		held := 0
		for _, l := range w.Stored(st) {
			if l.Entitlement.Affected.Address == addr("compromised") && l.Line.Held && l.Entitlement.HeldReason == claims.HeldReceiver && l.Line.Amount.String() == "30" {
				held++
			}
		}
		if held != 1 || st.Paid.String() != "30" {
			t.Errorf("%d lines of the holder wait, paid %s", held, st.Paid)
		}
	})
}
