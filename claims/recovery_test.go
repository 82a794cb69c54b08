package claims_test

import (
	"fmt"
	"testing"
	"time"

	"makewhole/claims"
	"makewhole/models"
	"makewhole/money"
	"makewhole/service"
	"makewhole/settlements"
)

// TestContestedRecoveryWaits: money from a court is held, then released.
func TestContestedRecoveryWaits(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.t
		inc := w.settling(100, "alice", "bob")
		w.paid(w.draft(&inc))
		w.event(vaultAddr, "RecoveryDeposited", map[string]any{
			"incident_id": inc.ChainRef.Hash, "asset": tokenAddr, "from": addr("court"), "amount": n(60), "registered": true})
		w.events()
		_, err := w.s.DraftRecovery(ctx, w.theo, inc.PublicID, w.vault.PublicID)
		wantErr(t, err, settlements.ErrNothingToSettle)
		if r := w.windows(time.Hour); r.RecoveriesOpened != 1 {
			t.Fatalf("%+v", r)
		}
		report := must[settlements.DraftReport](t)(w.s.DraftDue(ctx))
		if report.Recoveries != 1 {
			t.Fatalf("%+v", report) // registered payer: starts by itself
		}
	})
}

// TestOffsetLowersResidual: what a victim got elsewhere is not paid again.
func TestOffsetLowersResidual(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc := w.settling(100, "alice", "bob") // each got 50 of 100
		w.paid(w.draft(&inc))
		must[models.OutsideReceipt](w.t)(w.s.RecordOutsideReceipt(ctx, w.theo, settlements.OutsideInput{
			IncidentID: inc.PublicID, Affected: addr("alice"), Asset: w.token, Amount: n(50), Reason: "exchange refund"}))
		w.event(vaultAddr, "RecoveryDeposited", map[string]any{
			"incident_id": inc.ChainRef.Hash, "asset": tokenAddr, "from": addr("thief"), "amount": n(100), "registered": false})
		w.events()
		st := must[models.Settlement](w.t)(w.s.DraftRecovery(ctx, w.theo, inc.PublicID, w.vault.PublicID))
		w.lines(st, "alice=0x bob=50 lp1=50")
	})
}

// TestSweep closes both doors; what was not collected counts as never allocated.
func TestSweep(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.t
		inc := w.settling(100, "alice", "bob")
		st := w.active(w.draft(&inc))
		w.event(distributor, "Redeemed", map[string]any{"settlement_id": st.ChainRef.Hash, "index": "0", "amount": n(50), "paid_to": addr("alice")})
		w.events()
		_, err := w.s.Sweep(ctx, w.theo, st.PublicID)
		wantErr(t, err, service.ErrWindow)
		w.clock.Set(*st.Deadline)
		must[models.TxIntent](t)(w.s.Sweep(ctx, w.theo, st.PublicID))
		w.event(distributor, "Swept", map[string]any{"settlement_id": st.ChainRef.Hash, "incident_id": inc.ChainRef.Hash, "token": tokenAddr, "amount": n(50)})
		w.events()
		if got := w.settlement(st).State; got != models.SettlementClosed {
			t.Fatalf("settlement is %s", got)
		}
		w.balance("escheat:"+inc.PublicID, 50)
		w.balance("distributor:"+st.PublicID, 0)
	})
}

// TestPriceConversion settles a numéraire loss in another token at the snapshot
// set's price, rounded down for the receiver.
func TestPriceConversion(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.t
		token := claims.AssetInput{ChainID: chainID, Address: addr("other token"), Symbol: "OTH", Decimals: 18}
		pool := must[models.Pool](t)(w.s.CreatePool(ctx, w.sara, claims.PoolInput{Kind: claims.PoolCapital, Name: "other", Asset: token,
			Contract: addr("other pool"), Distributor: distributor, Oracle: oracleAddr}))
		w.layer(pool, 2, money.Zero)
		a := w.cover("alice", 100, "alice")
		w.clock.Advance(2 * time.Hour)
		inc := w.confirmed()
		w.snapshot(&inc, w.assetID(), 0, loss{"alice", 100})
		w.set(&inc, fmt.Sprintf(`[{"chain_id":%d,"address":"%s","num":"3","den":"1000"}]`, chainID, token.Address.Hex()))
		w.event(addr("other pool"), "Earmarked", map[string]any{"incident_id": inc.ChainRef.Hash, "amount": n(1 << 40), "left": n(1 << 40)})
		w.events()
		w.windows(0)
		w.approve(w.anna, w.file(&inc, a, "alice", 100), 100)
		w.windows(2 * time.Hour)
		w.lines(w.draft(&inc), "alice=33333") // floor(100 · 1000 / 3)
	})
}
