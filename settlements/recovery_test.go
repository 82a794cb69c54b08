package settlements_test

import (
	"fmt"
	"testing"
	"time"

	"makewhole/claims/covers"
	"makewhole/models"
	"makewhole/money"
	"makewhole/service"
	"makewhole/settlements"
	"makewhole/test/roomtest"
)

// TestContestedRecoveryWaits: money from a court is held, then released.
func TestContestedRecoveryWaits(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.Settling(100, "alice", "bob")
		w.Paid(w.Draft(&inc))
		w.comesBack(&inc, "court", 60, true)
		_, err := w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID)
		wantErr(t, err, settlements.ErrNothingToSettle)
		if r := w.Windows(time.Hour); r.RecoveriesOpened != 1 {
			t.Fatalf("%+v", r)
		}
		report := must[settlements.DraftReport](t)(w.Rooms.DraftDue(ctx))
		if report.Recoveries != 1 {
			t.Fatalf("%+v", report) // registered payer: starts by itself
		}
	})
}

// TestThresholdIsInTheNumeraire: 30 of a token that is worth two each start a tranche
// by themselves where 60 are wanted, and not where 61 are.
func TestThresholdIsInTheNumeraire(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.Confirmed()
		w.Snapshot(&inc, w.AssetID(), 0, lost("alice", 100))
		w.Set(&inc, fmt.Sprintf(`[{"chain_id":%d,"address":"%s","num":"2","den":"1"}]`, other.ChainID, other.Address.Hex()))
		w.Windows(0)
		w.Windows(2 * time.Hour)
		w.Event(roomtest.VaultAddr, "RecoveryDeposited", map[string]any{
			"incident_id": inc.ChainRef.Hash, "asset": other.Address, "from": addr("issuer"), "amount": n(30), "registered": true})
		w.Events()
		for _, c := range []struct{ least, want uint64 }{{61, 0}, {60, 1}} {
			w.Rooms.Settlements().RecoveryThreshold = n(c.least)
			if r := must[settlements.DraftReport](t)(w.Rooms.DraftDue(ctx)); uint64(r.Recoveries) != c.want {
				t.Errorf("at least %d: %+v", c.least, r)
			}
		}
	})
}

// TestOffsetLowersResidual: what a victim got elsewhere is not paid again.
func TestOffsetLowersResidual(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc := w.Settling(100, "alice", "bob") // each got 50 of 100
		w.Paid(w.Draft(&inc))
		w.received(&inc, "alice", 50)
		w.comesBack(&inc, "thief", 100, true)
		st := must[models.Settlement](w.T)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID))
		w.Lines(st, "alice=0x bob=50 lp1=50")
	})
}

// TestSweep closes both doors; what was not collected counts as never allocated.
func TestSweep(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.Settling(100, "alice", "bob")
		st := w.Active(w.Draft(&inc))
		w.Event(roomtest.Distributor, "Redeemed", map[string]any{"settlement_id": st.ChainRef.Hash, "index": "0", "amount": n(50), "paid_to": addr("alice")})
		w.Events()
		_, err := w.Rooms.Sweep(ctx, w.Theo, st.PublicID)
		wantErr(t, err, service.ErrWindow)
		w.swept(&inc, st, 50)
		if got := w.Settlement(st).State; got != models.SettlementClosed {
			t.Fatalf("settlement is %s", got)
		}
		w.Balance("escheat:"+inc.PublicID, 50)
		w.Balance("distributor:"+st.PublicID, 0)
	})
}

// TestPriceConversion settles a numéraire loss in another token at the snapshot
// set's price, rounded down for the receiver.
func TestPriceConversion(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		token := covers.AssetInput{ChainID: roomtest.ChainID, Address: addr("other token"), Symbol: "OTH", Decimals: 18}
		pool := must[models.Pool](t)(w.Rooms.CreatePool(ctx, w.Sara, covers.PoolInput{Kind: covers.PoolCapital, Name: "other", Asset: token,
			Contract: addr("other pool"), Distributor: roomtest.Distributor, Oracle: roomtest.OracleAddr}))
		w.Layer(pool, 2, money.Zero)
		a := w.Cover("alice", 100, "alice")
		w.Clock.Advance(2 * time.Hour)
		inc := w.Confirmed()
		w.Snapshot(&inc, w.AssetID(), 0, lost("alice", 100))
		w.Set(&inc, fmt.Sprintf(`[{"chain_id":%d,"address":"%s","num":"3","den":"1000"}]`, roomtest.ChainID, token.Address.Hex()))
		w.Event(addr("other pool"), "Earmarked", map[string]any{"incident_id": inc.ChainRef.Hash, "amount": n(1 << 40), "left": n(1 << 40)})
		w.Events()
		w.Windows(0)
		w.Approve(w.Anna, w.File(&inc, a, "alice", 100), 100)
		w.Windows(2 * time.Hour)
		w.Lines(w.Draft(&inc), "alice=33333") // floor(100 · 1000 / 3)
	})
}
