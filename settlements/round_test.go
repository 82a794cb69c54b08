package settlements_test

import (
	"fmt"
	"testing"
	"time"

	"makewhole/claims/covers"
	"makewhole/models"
	"makewhole/money"
	"makewhole/payouts"
	"makewhole/rounds"
	"makewhole/settlements"
	"makewhole/settlements/accounts"
	"makewhole/test/roomtest"
)

// TestSubrogatedMoneyFillsEntitlementsFirst: alice and carol lost 100 each and are
// insured for it, the pool has 100: 50 and 50. Then 60 comes back of the token
// that only alice lost: 50 are hers, 10 are the pool's by subrogation and carol
// gets them before any shareholder: alice 100, carol 60.
func TestSubrogatedMoneyFillsEntitlementsFirst(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := twoTokens(w)
		w.Paid(w.Draft(&inc))
		otherDeposit(w, &inc, 60)
		st := must[models.Settlement](t)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, otherVault(w)))
		w.Lines(st, "alice=50 carol=0x+10")
		w.checked(st)
		w.Paid(st)
		_, err := w.Rooms.DraftSettlement(ctx, w.Theo, inc.PublicID)
		wantErr(t, err, settlements.ErrNothingToSettle)
		w.holds(&inc, "alice", "loss 100 covers 50 recovered 50 outside 0 swept 0 receivable 0 residual 0")
		w.holds(&inc, "carol", "loss 100 covers 60 recovered 0 outside 0 swept 0 receivable 0 residual 40")
	})
}

// TestSubrogationInTheOtherOrder: the same facts, recovery first: 60 to alice, then
// the cover: λ = 0.6, alice is capped at 40, carol gets 60.
func TestSubrogationInTheOtherOrder(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := twoTokens(w)
		otherDeposit(w, &inc, 60)
		st := must[models.Settlement](t)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, otherVault(w)))
		w.Lines(st, "alice=60 carol=0x")
		w.Paid(st)
		cover := w.Draft(&inc)
		w.Lines(cover, "alice=40 carol=60")
		w.checked(cover)
	})
}

// TestSweptLineIsPaidByEscheat: a line that was not collected counts for its pool
// and is owed by escheat; the pool does not pay it again.
func TestSweptLineIsPaidByEscheat(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.Settling(100, "alice", "bob") // each gets 50 of 100
		st := w.Active(w.Draft(&inc))
		w.Event(roomtest.Distributor, "Redeemed", map[string]any{"settlement_id": st.ChainRef.Hash, "index": "0", "amount": n(50), "paid_to": w.Stored(st)[0].Line.Receiver})
		w.swept(&inc, st, 50)
		_, err := w.Rooms.DraftSettlement(ctx, w.Theo, inc.PublicID)
		wantErr(t, err, settlements.ErrNothingToSettle)
		late := must[[]models.Settlement](t)(w.Rooms.DraftEscheat(ctx, w.Theo, inc.PublicID))
		if len(late) != 1 || late[0].Paid.String() != "50" || late[0].LeafCount != 1 {
			t.Fatalf("%+v", late)
		}
		w.checked(late[0])
		w.Paid(late[0])
		w.Balance("escheat:"+inc.PublicID, 0)
		w.Balance("commitments:escheat:"+inc.PublicID, 0)
		_, err = w.Rooms.DraftEscheat(ctx, w.Theo, inc.PublicID)
		wantErr(t, err, settlements.ErrNothingToSettle)
		for _, name := range []string{"alice", "bob"} {
			a := must[accounts.LossAccount](t)(w.Rooms.Account(ctx, inc.PublicID, addr(name), true))
			if got := a.Received; got != whole(50) {
				t.Errorf("%s received %s", name, got)
			}
		}
	})
}

// TestEscheatCancelledGoesBack: a cancelled settlement of swept money leaves it
// where it was, and it can be drafted again.
func TestEscheatCancelledGoesBack(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc, _ := sweptBoth(w)
		late := must[[]models.Settlement](t)(w.Rooms.DraftEscheat(ctx, w.Theo, inc.PublicID))
		must[models.Settlement](t)(w.Rooms.Cancel(ctx, w.Sara, late[0].PublicID, late[0].Version, "wrong"))
		w.Balance("escheat:"+inc.PublicID, 100)
		w.Balance("commitments:escheat:"+inc.PublicID, 0)
		again := must[[]models.Settlement](t)(w.Rooms.DraftEscheat(ctx, w.Theo, inc.PublicID))
		if again[0].Sequence != late[0].Sequence+1 || again[0].Paid != late[0].Paid {
			t.Fatalf("%+v", again[0])
		}
	})
}

// TestEscheatIsSharedAfterItsTerm: when the owners let their years pass, what was
// swept fills the residuals of the incident.
func TestEscheatIsSharedAfterItsTerm(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc, _ := sweptBoth(w)
		w.Clock.Advance(settlements.EscheatTerm + time.Hour)
		late := must[[]models.Settlement](t)(w.Rooms.DraftEscheat(ctx, w.Theo, inc.PublicID))
		w.Lines(late[0], "alice=50 bob=50") // each is still short of 50, 100 lapsed
		w.checked(late[0])
	})
}

// other is a token beside the payout token, worth the same.
var other = covers.AssetInput{ChainID: roomtest.ChainID, Address: addr("other token"), Symbol: "OTH", Decimals: 6}

// twoTokens is an incident in which alice lost 100 of the other token and carol
// 100 of the payout token, both insured for all of it by a pool of 100.
func twoTokens(w *world) models.Incident {
	w.T.Helper()
	a, c := w.Cover("alice", 100, "alice"), w.Cover("carol", 100, "carol")
	w.Fund(nil, "lp1", 100)
	w.Clock.Advance(2 * time.Hour)
	inc := w.Confirmed()
	var asset models.Asset
	w.Tx(func(tx *models.Tx) (err error) {
		asset, err = tx.EnsureAsset(models.Asset{ChainID: other.ChainID, Address: models.Addr(other.Address), Symbol: other.Symbol, Decimals: 6})
		return err
	})
	w.Snapshot(&inc, asset.ID, 0, lost("alice", 100))
	w.Snapshot(&inc, w.AssetID(), 0, lost("carol", 100))
	w.Set(&inc, fmt.Sprintf(`[{"chain_id":%d,"address":"%s","num":"1","den":"1"}]`, other.ChainID, other.Address.Hex()))
	w.Earmark(&inc, 100)
	w.Events()
	w.Windows(0)
	w.Approve(w.Anna, w.File(&inc, a, "alice", 100), 100)
	w.Approve(w.Anna, w.File(&inc, c, "carol", 100), 100)
	w.Windows(2 * time.Hour)
	return inc
}

// otherDeposit is money of the other token that comes back.
func otherDeposit(w *world, inc *models.Incident, amount uint64) {
	w.Event(roomtest.VaultAddr, "RecoveryDeposited", map[string]any{
		"incident_id": inc.ChainRef.Hash, "asset": other.Address, "from": addr("thief"), "amount": n(amount), "registered": true})
	w.Events()
}

// otherVault is the vault's row of the other token.
func otherVault(w *world) (id string) {
	w.Tx(func(tx *models.Tx) error {
		rows, err := tx.PoolsBehind(roomtest.VaultAddr)
		for _, p := range rows {
			if p.PublicID != w.Vault.PublicID {
				id = p.PublicID
			}
		}
		return err
	})
	return id
}

// undecided is an incident of two pools in which alice's claim of 100 is decided
// and bob's is not.
func undecided(w *world) models.Incident {
	w.T.Helper()
	senior := must[models.Pool](w.T)(w.Rooms.CreatePool(ctx, w.Sara, covers.PoolInput{Kind: covers.PoolCapital, Name: "senior", Asset: w.Token,
		Contract: addr("senior pool"), Distributor: roomtest.Distributor, Oracle: roomtest.OracleAddr}))
	w.Layer(senior, 2, n(0))
	a, b := w.Cover("alice", 100, "alice"), w.Cover("bob", 100, "bob")
	w.Clock.Advance(2 * time.Hour)
	inc := w.Incident(0, lost("alice", 100), lost("bob", 100))
	w.Fund(&inc, "lp1", 100)
	w.Event(addr("senior pool"), "Earmarked", map[string]any{"incident_id": inc.ChainRef.Hash, "amount": n(100), "left": n(100)})
	w.Events()
	w.Windows(0)
	w.Approve(w.Anna, w.File(&inc, a, "alice", 100), 100)
	w.File(&inc, b, "bob", 100)
	w.Windows(2 * time.Hour)
	return inc
}

// sweptBoth is an incident whose only settlement, 50 for alice and 50 for bob, was
// swept.
func sweptBoth(w *world) (models.Incident, models.Settlement) {
	inc := w.Settling(100, "alice", "bob")
	st := w.Active(w.Draft(&inc))
	w.swept(&inc, st, 100)
	return inc, st
}

// TestRoundAfterAnEarlierRecovery: the first recovered money was paid by the rule
// of earlier programs, 30 of it to the pool's shareholders. What comes back after
// the upgrade goes on from there: nothing returns twice, and nobody gets more
// than the loss.
func TestRoundAfterAnEarlierRecovery(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := insuredAndNot(w)
		w.Paid(w.Draft(&inc))
		w.comesBack(&inc, "thief", 60, true)
		earlier := must[models.Settlement](t)(w.Rooms.DraftEarlier(ctx, w.Theo, inc.PublicID))
		w.Lines(earlier, "alice=20 bob=30 lp1=10")
		w.Paid(earlier)
		w.comesBack(&inc, "thief", 60, true)
		next := must[models.Settlement](t)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID))
		w.Lines(next, "alice=0x bob=30 lp1=30")
		w.checked(next)
		w.Paid(next)
		w.holds(&inc, "alice", "loss 100 covers 80 recovered 20 outside 0 swept 0 receivable 0 residual 0")
		w.holds(&inc, "bob", "loss 100 covers 0 recovered 60 outside 0 swept 0 receivable 0 residual 40")
	})
}

// TestRoundsAfterARound: while bob's receipt counted, alice's 20 were all given on the
// first of her two covers. The receipt was reversed, and bob's claim is decided: the
// other 20 are bob's, not a part of them hers on her second cover.
func TestRoundsAfterARound(t *testing.T) {
	each(t, terms(), func(w *world) {
		first, second, b := w.Cover("alice", 60, "alice"), w.Cover("alice", 60, "alice"), w.Cover("bob", 100, "bob")
		w.Fund(nil, "lp1", 40)
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("alice", 100), lost("bob", 100))
		w.Earmark(&inc, 40)
		w.Events()
		w.Windows(0)
		w.Approve(w.Anna, w.File(&inc, first, "alice", 60), 60)
		w.Approve(w.Anna, w.File(&inc, second, "alice", 60), 60)
		claim := w.File(&inc, b, "bob", 100)
		w.Windows(2 * time.Hour)
		receipt := w.received(&inc, "bob", 10)
		w.Paid(w.Draft(&inc))
		w.holds(&inc, "alice", "loss 100 covers 20 recovered 0 outside 0 swept 0 receivable 0 residual 80")
		w.reversed(receipt, 10)
		w.Approve(w.Anna, claim, 100)
		w.Windows(2 * time.Hour)
		st := w.Draft(&inc)
		w.checked(st)
		w.Paid(st)
		w.holds(&inc, "alice", "loss 100 covers 20 recovered 0 outside 0 swept 0 receivable 0 residual 80")
		w.holds(&inc, "bob", "loss 100 covers 20 recovered 0 outside 0 swept 0 receivable 0 residual 80")
	})
}

// TestHeldOnceOverPools: two pools of 100, alice decided 100, bob undecided 100:
// alice 100 now, 100 held for bob; not 75 and 125.
func TestHeldOnceOverPools(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := undecided(w)
		sts := must[[]models.Settlement](t)(w.Rooms.DraftSettlement(ctx, w.Theo, inc.PublicID))
		var paid, held uint64
		for _, st := range sts {
			paid += st.Paid.Big().Uint64()
			held += st.Held.Big().Uint64()
			w.checked(st)
		}
		if paid != 100 || held != 100 {
			t.Fatalf("paid %d, held %d over %d settlements", paid, held, len(sts))
		}
	})
}

// checked holds a settlement's file against the accounts file it names, as a
// member of the committee does.
func (w *world) checked(st models.Settlement) {
	w.T.Helper()
	f := fileOf(w, st)
	var accounts []byte
	w.Tx(func(tx *models.Tx) (err error) {
		accounts, err = tx.AccountsFile(st.ID)
		return err
	})
	if f.Rule != payouts.RuleTargets {
		w.T.Fatalf("the file is by %s", f.Rule)
	}
	if err := rounds.CheckFile(accounts, &f); err != nil {
		w.T.Fatal(err)
	}
}

// whole is an amount of the numéraire in the parts that loss accounts count in.
func whole(amount uint64) money.Amount {
	v, _ := n(amount).MulDiv(n(1_000_000_000_000_000_000), n(1), money.Down)
	return v
}
