package settlements_test

import (
	"fmt"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims"
	"makewhole/claims/covers"
	"makewhole/models"
	"makewhole/service"
	"makewhole/settlements"
	"makewhole/test/roomtest"
)

// TestFiveLossesFourFiled: five losses of 100, F = 200,
// four filed: 40 each and 40 held, not 50 each and nothing for the fifth; at
// the bar date the held money goes to the residuals.
func TestFiveLossesFourFiled(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		names := []string{"alice", "bob", "carol", "dave", "erin"}
		var covers []models.Cover
		for _, name := range names {
			covers = append(covers, w.Cover(name, 100, name))
		}
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("alice", 100), lost("bob", 100), lost("carol", 100), lost("dave", 100), lost("erin", 100))
		w.Fund(&inc, "lp1", 200)
		w.Events()
		w.Windows(0)
		for i := range 4 {
			w.Approve(w.Anna, w.File(&inc, covers[i], names[i], 100), 100)
		}
		w.Windows(2 * time.Hour)

		first := w.Draft(&inc)
		w.Lines(first, "alice=40 bob=40 carol=40 dave=40 erin=40h")
		first = w.Paid(first)
		if first.State != models.SettlementClosed {
			t.Fatalf("first tranche is %s", first.State)
		}
		w.Windows(time.Hour)
		second := w.Draft(&inc)
		w.Lines(second, "alice=10 bob=10 carol=10 dave=10")
		if !second.BarDatePassed || second.CumulativeTotal.String() != "200" {
			t.Fatalf("second tranche: bar %v, cumulative %s", second.BarDatePassed, second.CumulativeTotal)
		}
		w.Paid(second)
		w.Balance("paid:"+inc.PublicID, 200)
		w.Balance("pool:"+w.Pool.PublicID+":earmark:"+inc.PublicID, 0)
		w.Balance("commitments:"+w.Pool.PublicID+":"+inc.PublicID, 0)
	})
}

// TestCoverAndLossCannotBeMarried: Bob has a cover and no
// loss, Alice a loss and no cover.
func TestCoverAndLossCannotBeMarried(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		bobs := w.Cover("bob", 100, "bob")
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("alice", 100))
		_, err := w.Rooms.ChangeInsured(ctx, w.Intake, bobs.PublicID, bobs.Version, []common.Address{addr("alice")}, nil, w.Consent("bob", "alice"))
		wantErr(t, err, service.ErrConflict) // an incident is open
		w.Windows(0)
		_, err = w.TryFile(&inc, bobs, "alice", 100)
		wantErr(t, err, claims.ErrNotCovered)

		c := w.File(&inc, bobs, "bob", 100) // insured, but the snapshot shows no loss
		_, err = w.TryApprove(w.Anna, c, 100)
		wantErr(t, err, service.ErrInvalid)
	})
}

// TestChangedAccountWaitsAgain: a change before the event restarts the waiting
// period of the changed account only.
func TestChangedAccountWaitsAgain(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		c := w.Cover("bob", 100, "bob")
		w.Clock.Advance(2 * time.Hour)
		c = must[models.Cover](t)(w.Rooms.ChangeInsured(ctx, wallet("bob"), c.PublicID, c.Version, []common.Address{addr("alice")}, nil, w.Consent("bob", "alice")))
		w.Clock.Advance(time.Hour - time.Second)
		inc := w.Incident(0, lost("alice", 50), lost("bob", 50))
		w.Windows(0)
		w.File(&inc, c, "bob", 50)
		_, err := w.TryFile(&inc, c, "alice", 50)
		wantErr(t, err, claims.ErrNotCovered)
	})
}

// TestDeductibleOnceOverTenAssets: ten assets × 90 with
// deductible 100 owe 800, not 0.
func TestDeductibleOnceOverTenAssets(t *testing.T) {
	ts := terms()
	ts.Deductible = n(100)
	each(t, ts, func(w *world) {
		t := w.T
		c := w.Cover("alice", 5000, "alice")
		w.Clock.Advance(2 * time.Hour)
		inc := w.Confirmed()
		var prices []string
		for i := range 10 {
			var asset models.Asset
			token := common.BigToAddress(big.NewInt(int64(1000 + i)))
			w.Tx(func(tx *models.Tx) (err error) {
				asset, err = tx.EnsureAsset(models.Asset{ChainID: 1, Address: models.Addr(token), Symbol: "T"})
				return err
			})
			w.Snapshot(&inc, asset.ID, 0, lost("alice", 9)) // worth 90 at 10 : 1
			prices = append(prices, fmt.Sprintf(`{"chain_id":"1","address":"%s","num":"10","den":"1"}`, token.Hex()))
		}
		w.Set(&inc, "["+strings.Join(prices, ",")+"]")
		w.Windows(0)
		claim := w.File(&inc, c, "alice", 900)
		if claim.Eligible.String() != "800" {
			t.Fatalf("eligible %s, want 800", claim.Eligible)
		}
		claim = w.Approve(w.Anna, claim, 800)
		if claim.VerifiedLoss.String() != "900" || claim.Approved.String() != "800" || claim.State != models.ClaimCoolingOff {
			t.Fatalf("verified %s, approved %s, %s", claim.VerifiedLoss, claim.Approved, claim.State)
		}
	})
}

// TestTwoCoversOfOneLoss: loss 100, two covers with limit
// 60 and deductible 10 owe 90 together, not 100.
func TestTwoCoversOfOneLoss(t *testing.T) {
	ts := terms()
	ts.Deductible = n(10)
	each(t, ts, func(w *world) {
		t := w.T
		first, second := w.Cover("alice", 60, "alice"), w.Cover("alice", 60, "alice")
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("alice", 100))
		w.Fund(&inc, "lp1", 1000)
		w.Events()
		w.Windows(0)
		w.Approve(w.Anna, w.File(&inc, first, "alice", 60), 60)
		_, err := w.TryApprove(w.Ben, w.File(&inc, second, "alice", 70), 61)
		wantErr(t, err, service.ErrInvalid)
		w.Approve(w.Ben, w.ClaimOf(&inc, second, "alice"), 60)
		w.Windows(2 * time.Hour)
		w.Lines(w.Draft(&inc), "alice=45+45")
	})
}

// TestSharedLimitProRata: a shared limit of 100 over two
// claims of 80 pays 50 and 50 in either order of approval.
func TestSharedLimitProRata(t *testing.T) {
	ts := terms()
	ts.PerIncidentLimit = n(100)
	each(t, ts, func(w *world) {
		t := w.T
		a, b := w.Cover("alice", 80, "alice"), w.Cover("bob", 80, "bob")
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("alice", 80), lost("bob", 80))
		w.Fund(&inc, "lp1", 1000)
		w.Events()
		w.Windows(0)
		w.Approve(w.Anna, w.File(&inc, b, "bob", 80), 80)
		w.Approve(w.Ben, w.File(&inc, a, "alice", 80), 80)
		w.Windows(2 * time.Hour)
		st := w.Draft(&inc)
		w.Lines(st, "alice=50 bob=50")
		if st.Available.String() != "100" {
			t.Fatalf("the settlement reserves %s, want 100", st.Available)
		}
	})
}

// TestRecoveryPerAccount: A and B lost 100, the pool paid
// A 80, B is uninsured, 100 comes back: A 20, pool 30, B 50. What returns to the
// pool goes to the holders of record, not to who deposited since.
func TestRecoveryPerAccount(t *testing.T) {
	ts := terms()
	ts.Deductible = n(20)
	each(t, ts, func(w *world) {
		t := w.T
		c := w.Cover("alice", 100, "alice")
		w.Fund(nil, "lp1", 100)
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("alice", 100), lost("bob", 100))
		w.Earmark(&inc, 100)
		w.Clock.Advance(time.Second)
		w.Fund(nil, "lp2", 400)
		w.Events()
		w.Windows(0)
		w.Approve(w.Anna, w.File(&inc, c, "alice", 80), 80)
		w.Windows(2 * time.Hour)
		st := w.Draft(&inc)
		w.Lines(st, "alice=80")
		w.Paid(st)
		if got := w.ClaimOf(&inc, c, "alice").State; got != models.ClaimPaid {
			t.Fatalf("claim is %s", got)
		}
		w.comesBack(&inc, "thief", 100, true)
		tranche := must[models.Settlement](t)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID))
		w.Lines(tranche, "alice=20 bob=50 lp1=30")
		w.Paid(tranche)
		w.Balance("vault:"+w.Vault.PublicID+":"+inc.PublicID, 0)
		w.Balance("paid:"+inc.PublicID, 180)
		_, err := w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID)
		wantErr(t, err, settlements.ErrNothingToSettle)
	})
}

// TestContractAccountNeedsReceiver: the affected
// wallet belongs to nobody who can collect, so its proof is checked as of just
// before the loss and its receiver needs a reviewer.
func TestContractAccountNeedsReceiver(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		w.Chain.Code[addr("safe")], w.Chain.Accepts[addr("safe")] = true, []byte("owners agree")
		c := w.Cover("bob", 100, "safe")
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("safe", 100))
		w.Module(&inc, 77)
		w.Windows(0)
		in := claims.FileInput{IncidentID: inc.PublicID, CoverID: c.PublicID, Affected: addr("safe"), Receiver: addr("dave"), Requested: n(100),
			Proof: w.Proof(&inc, "safe", "carol", "dave")}
		in.Proof.Signature = []byte("the thief agrees")
		_, err := w.Rooms.File(ctx, wallet("carol"), in)
		wantErr(t, err, covers.ErrProof)
		in.Proof.Signature = []byte("owners agree")
		claim := must[models.Claim](t)(w.Rooms.File(ctx, wallet("carol"), in))
		if at := w.Chain.AskedAt(addr("safe")); at == nil || *at != 76 {
			t.Fatalf("EIP-1271 asked at %v, want block 76", at)
		}
		if !claim.ReceiverReview {
			t.Fatal("the receiver of a contract account needs no review")
		}
		decision := claims.ReviewInput{Version: claim.Version, Decision: claims.DecisionApprove, Amount: n(100), ReasonCode: "loss_verified", Clause: "1", Text: "ok"}
		_, err = w.Rooms.Review(ctx, w.Anna, claim.PublicID, decision)
		wantErr(t, err, service.ErrInvalid)
		decision.AcceptReceiver = true
		claim = must[models.Claim](t)(w.Rooms.Review(ctx, w.Anna, claim.PublicID, decision))
		if claim.ReceiverReview {
			t.Fatal("the accepted receiver still needs review")
		}
	})
}

// TestLayersBearInOrder: the second layer pays only what the first, up to its
// cap, leaves open, and everybody has the same ratio at the end.
func TestLayersBearInOrder(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		senior := must[models.Pool](t)(w.Rooms.CreatePool(ctx, w.Sara, covers.PoolInput{Kind: covers.PoolCapital, Name: "senior", Asset: w.Token,
			Contract: addr("senior pool"), Distributor: roomtest.Distributor, Oracle: roomtest.OracleAddr}))
		w.Layer(senior, 2, n(120))
		a, b := w.Cover("alice", 300, "alice"), w.Cover("bob", 100, "bob")
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("alice", 300), lost("bob", 100))
		w.Fund(&inc, "lp1", 100)
		w.Event(addr("senior pool"), "Earmarked", map[string]any{"incident_id": inc.ChainRef.Hash, "amount": n(500), "left": n(500)})
		w.Events()
		w.Windows(0)
		w.Approve(w.Anna, w.File(&inc, a, "alice", 300), 300)
		w.Approve(w.Anna, w.File(&inc, b, "bob", 100), 100)
		w.Windows(2 * time.Hour)
		sts := must[[]models.Settlement](t)(w.Rooms.DraftSettlement(ctx, w.Theo, inc.PublicID))
		if len(sts) != 2 {
			t.Fatalf("%d drafts", len(sts))
		}
		w.Lines(sts[0], "alice=75 bob=25")
		w.Lines(sts[1], "alice=90 bob=30")
		if sts[1].CumulativeTotal.String() != "220" {
			t.Fatalf("cumulative %s, want 220", sts[1].CumulativeTotal)
		}
	})
}
