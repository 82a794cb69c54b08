package claims_test

import (
	"fmt"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims"
	"makewhole/models"
	"makewhole/service"
	"makewhole/settlements"
)

// TestFiveLossesFourFiled is core-model.md §3.1: five losses of 100, F = 200,
// four filed: 40 each and 40 held, not 50 each and nothing for the fifth; at
// the bar date the held money goes to the residuals.
func TestFiveLossesFourFiled(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.t
		names := []string{"alice", "bob", "carol", "dave", "erin"}
		var covers []models.Cover
		for _, name := range names {
			covers = append(covers, w.cover(name, 100, name))
		}
		w.clock.Advance(2 * time.Hour)
		inc := w.incident(0, loss{"alice", 100}, loss{"bob", 100}, loss{"carol", 100}, loss{"dave", 100}, loss{"erin", 100})
		w.fund(&inc, "lp1", 200)
		w.events()
		w.windows(0)
		for i := range 4 {
			w.approve(w.anna, w.file(&inc, covers[i], names[i], 100), 100)
		}
		w.windows(2 * time.Hour)

		first := w.draft(&inc)
		w.lines(first, "alice=40 bob=40 carol=40 dave=40 erin=40h")
		first = w.paid(first)
		if first.State != models.SettlementClosed {
			t.Fatalf("first tranche is %s", first.State)
		}
		w.windows(time.Hour)
		second := w.draft(&inc)
		w.lines(second, "alice=10 bob=10 carol=10 dave=10")
		if !second.BarDatePassed || second.CumulativeTotal.String() != "200" {
			t.Fatalf("second tranche: bar %v, cumulative %s", second.BarDatePassed, second.CumulativeTotal)
		}
		w.paid(second)
		w.balance("paid:"+inc.PublicID, 200)
		w.balance("pool:"+w.pool.PublicID+":earmark:"+inc.PublicID, 0)
		w.balance("commitments:"+w.pool.PublicID+":"+inc.PublicID, 0)
	})
}

// TestCoverAndLossCannotBeMarried is core-model.md §2.1: Bob has a cover and no
// loss, Alice a loss and no cover.
func TestCoverAndLossCannotBeMarried(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.t
		bobs := w.cover("bob", 100, "bob")
		w.clock.Advance(2 * time.Hour)
		inc := w.incident(0, loss{"alice", 100})
		_, err := w.s.ChangeInsured(ctx, w.intake, bobs.PublicID, bobs.Version, []common.Address{addr("alice")}, nil)
		wantErr(t, err, service.ErrConflict) // an incident is open
		w.windows(0)
		_, err = w.tryFile(&inc, bobs, "alice", 100)
		wantErr(t, err, claims.ErrNotCovered)

		c := w.file(&inc, bobs, "bob", 100) // insured, but the snapshot shows no loss
		_, err = w.tryApprove(w.anna, c, 100)
		wantErr(t, err, service.ErrInvalid)
	})
}

// TestChangedAccountWaitsAgain: a change before the event restarts the waiting
// period of the changed account only.
func TestChangedAccountWaitsAgain(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.t
		c := w.cover("bob", 100, "bob")
		w.clock.Advance(2 * time.Hour)
		c = must[models.Cover](t)(w.s.ChangeInsured(ctx, wallet("bob"), c.PublicID, c.Version, []common.Address{addr("alice")}, nil))
		w.clock.Advance(time.Hour - time.Second)
		inc := w.incident(0, loss{"alice", 50}, loss{"bob", 50})
		w.windows(0)
		w.file(&inc, c, "bob", 50)
		_, err := w.tryFile(&inc, c, "alice", 50)
		wantErr(t, err, claims.ErrNotCovered)
	})
}

// TestDeductibleOnceOverTenAssets is core-model.md §2.3: ten assets × 90 with
// deductible 100 owe 800, not 0.
func TestDeductibleOnceOverTenAssets(t *testing.T) {
	ts := terms()
	ts.Deductible = n(100)
	each(t, ts, func(w *world) {
		t := w.t
		c := w.cover("alice", 5000, "alice")
		w.clock.Advance(2 * time.Hour)
		inc := w.confirmed()
		var prices []string
		for i := range 10 {
			var asset models.Asset
			token := common.BigToAddress(big.NewInt(int64(1000 + i)))
			w.tx(func(tx *models.Tx) (err error) {
				asset, err = tx.EnsureAsset(models.Asset{ChainID: 1, Address: models.Addr(token), Symbol: "T"})
				return err
			})
			w.snapshot(&inc, asset.ID, 0, loss{"alice", 9}) // worth 90 at 10 : 1
			prices = append(prices, fmt.Sprintf(`{"chain_id":"1","address":"%s","num":"10","den":"1"}`, token.Hex()))
		}
		w.set(&inc, "["+strings.Join(prices, ",")+"]")
		w.windows(0)
		claim := w.file(&inc, c, "alice", 900)
		if claim.Eligible.String() != "800" {
			t.Fatalf("eligible %s, want 800", claim.Eligible)
		}
		claim = w.approve(w.anna, claim, 800)
		if claim.VerifiedLoss.String() != "900" || claim.Approved.String() != "800" || claim.State != models.ClaimCoolingOff {
			t.Fatalf("verified %s, approved %s, %s", claim.VerifiedLoss, claim.Approved, claim.State)
		}
	})
}

// TestTwoCoversOfOneLoss is core-model.md §2.3: loss 100, two covers with limit
// 60 and deductible 10 owe 90 together, not 100.
func TestTwoCoversOfOneLoss(t *testing.T) {
	ts := terms()
	ts.Deductible = n(10)
	each(t, ts, func(w *world) {
		t := w.t
		first, second := w.cover("alice", 60, "alice"), w.cover("alice", 60, "alice")
		w.clock.Advance(2 * time.Hour)
		inc := w.incident(0, loss{"alice", 100})
		w.fund(&inc, "lp1", 1000)
		w.events()
		w.windows(0)
		w.approve(w.anna, w.file(&inc, first, "alice", 60), 45)
		_, err := w.tryApprove(w.ben, w.file(&inc, second, "alice", 60), 46)
		wantErr(t, err, service.ErrInvalid)
		w.approve(w.ben, w.claimOf(&inc, second, "alice"), 45)
		w.windows(2 * time.Hour)
		w.lines(w.draft(&inc), "alice=45+45")
	})
}

// TestSharedLimitProRata is core-model.md §2.4: a shared limit of 100 over two
// claims of 80 pays 50 and 50 in either order of approval.
func TestSharedLimitProRata(t *testing.T) {
	ts := terms()
	ts.PerIncidentLimit = n(100)
	each(t, ts, func(w *world) {
		t := w.t
		a, b := w.cover("alice", 80, "alice"), w.cover("bob", 80, "bob")
		w.clock.Advance(2 * time.Hour)
		inc := w.incident(0, loss{"alice", 80}, loss{"bob", 80})
		w.fund(&inc, "lp1", 1000)
		w.events()
		w.windows(0)
		w.approve(w.anna, w.file(&inc, b, "bob", 80), 80)
		w.approve(w.ben, w.file(&inc, a, "alice", 80), 80)
		w.windows(2 * time.Hour)
		st := w.draft(&inc)
		w.lines(st, "alice=50 bob=50")
		if st.Available.String() != "100" {
			t.Fatalf("the settlement reserves %s, want 100", st.Available)
		}
	})
}

// TestRecoveryPerAccount is core-model.md §4.2: A and B lost 100, the pool paid
// A 80, B is uninsured, 100 comes back: A 20, pool 30, B 50. What returns to the
// pool goes to the holders of record (§4.4), not to who deposited since.
func TestRecoveryPerAccount(t *testing.T) {
	ts := terms()
	ts.Deductible = n(20)
	each(t, ts, func(w *world) {
		t := w.t
		c := w.cover("alice", 100, "alice")
		w.fund(nil, "lp1", 100)
		w.clock.Advance(2 * time.Hour)
		inc := w.incident(0, loss{"alice", 100}, loss{"bob", 100})
		w.earmark(&inc, 100)
		w.clock.Advance(time.Second)
		w.fund(nil, "lp2", 400)
		w.events()
		w.windows(0)
		w.approve(w.anna, w.file(&inc, c, "alice", 80), 80)
		w.windows(2 * time.Hour)
		st := w.draft(&inc)
		w.lines(st, "alice=80")
		w.paid(st)
		if got := w.claimOf(&inc, c, "alice").State; got != models.ClaimPaid {
			t.Fatalf("claim is %s", got)
		}
		w.event(vaultAddr, "RecoveryDeposited", map[string]any{
			"incident_id": inc.ChainRef.Hash, "asset": tokenAddr, "from": addr("thief"), "amount": n(100), "registered": false})
		w.events()
		tranche := must[models.Settlement](t)(w.s.DraftRecovery(ctx, w.theo, inc.PublicID, w.vault.PublicID))
		w.lines(tranche, "alice=20 bob=50 lp1=30")
		w.paid(tranche)
		w.balance("vault:"+w.vault.PublicID+":"+inc.PublicID, 0)
		w.balance("paid:"+inc.PublicID, 180)
		_, err := w.s.DraftRecovery(ctx, w.theo, inc.PublicID, w.vault.PublicID)
		wantErr(t, err, settlements.ErrNothingToSettle)
	})
}

// TestContractAccountNeedsReceiver is core-model.md §3.5 (Parity): the affected
// wallet belongs to nobody who can collect, so its proof is checked as of just
// before the loss and its receiver needs a reviewer.
func TestContractAccountNeedsReceiver(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.t
		w.chain.code[addr("safe")], w.chain.accepts[addr("safe")] = true, []byte("owners agree")
		c := w.cover("bob", 100, "safe")
		w.clock.Advance(2 * time.Hour)
		inc := w.incident(0, loss{"safe", 100})
		w.module(&inc, 77)
		w.windows(0)
		in := claims.FileInput{IncidentID: inc.PublicID, CoverID: c.PublicID, Affected: addr("safe"), Receiver: addr("dave"), Requested: n(100),
			Proof: w.proof(&inc, "safe", "carol", "dave")}
		in.Proof.Signature = []byte("the thief agrees")
		_, err := w.s.File(ctx, wallet("carol"), in)
		wantErr(t, err, claims.ErrProof)
		in.Proof.Signature = []byte("owners agree")
		claim := must[models.Claim](t)(w.s.File(ctx, wallet("carol"), in))
		if at := w.chain.askedAt[addr("safe")]; at == nil || *at != 76 {
			t.Fatalf("EIP-1271 asked at %v, want block 76", at)
		}
		if !claim.ReceiverReview {
			t.Fatal("the receiver of a contract account needs no review")
		}
		decision := claims.ReviewInput{Version: claim.Version, Decision: claims.DecisionApprove, Amount: n(100), ReasonCode: "loss_verified", Clause: "1", Text: "ok"}
		_, err = w.s.Review(ctx, w.anna, claim.PublicID, decision)
		wantErr(t, err, service.ErrInvalid)
		decision.AcceptReceiver = true
		claim = must[models.Claim](t)(w.s.Review(ctx, w.anna, claim.PublicID, decision))
		if claim.ReceiverReview {
			t.Fatal("the accepted receiver still needs review")
		}
	})
}

// TestLayersBearInOrder: the second layer pays only what the first, up to its
// cap, leaves open, and everybody has the same ratio at the end.
func TestLayersBearInOrder(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.t
		senior := must[models.Pool](t)(w.s.CreatePool(ctx, w.sara, claims.PoolInput{Kind: claims.PoolCapital, Name: "senior", Asset: w.token,
			Contract: addr("senior pool"), Distributor: distributor, Oracle: oracleAddr}))
		w.layer(senior, 2, n(120))
		a, b := w.cover("alice", 300, "alice"), w.cover("bob", 100, "bob")
		w.clock.Advance(2 * time.Hour)
		inc := w.incident(0, loss{"alice", 300}, loss{"bob", 100})
		w.fund(&inc, "lp1", 100)
		w.event(addr("senior pool"), "Earmarked", map[string]any{"incident_id": inc.ChainRef.Hash, "amount": n(500), "left": n(500)})
		w.events()
		w.windows(0)
		w.approve(w.anna, w.file(&inc, a, "alice", 300), 300)
		w.approve(w.anna, w.file(&inc, b, "bob", 100), 100)
		w.windows(2 * time.Hour)
		sts := must[[]models.Settlement](t)(w.s.DraftSettlement(ctx, w.theo, inc.PublicID))
		if len(sts) != 2 {
			t.Fatalf("%d drafts", len(sts))
		}
		w.lines(sts[0], "alice=75 bob=25")
		w.lines(sts[1], "alice=90 bob=30")
		if sts[1].CumulativeTotal.String() != "220" {
			t.Fatalf("cumulative %s, want 220", sts[1].CumulativeTotal)
		}
	})
}
