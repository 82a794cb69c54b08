package settlements_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims/covers"
	"makewhole/models"
	"makewhole/service"
	"makewhole/settlements"
	"makewhole/test/roomtest"
	"makewhole/valuation"
)

var held = roomtest.LostHeld

// TestInsuredByPosition: a year-old position is insured whole, a deposit one block
// before the loss under the same year-old cover for nearly nothing, who left and
// came back for the time there, and more than was held when it began never. What
// is not insured is lost all the same: money that comes back counts it.
func TestInsuredByPosition(t *testing.T) {
	each(t, terms(), func(w *world) {
		w.CoverOf(covers.Blanket, "issuer", 100_000)
		w.Clock.Advance(2 * time.Hour)
		inc := w.Confirmed()
		w.Averaged(&inc, 3600)
		w.Snapshot(&inc, w.AssetID(), 0, held("alice", 1000, 1000, 1000), held("bob", 1000, 1000, 3), held("carol", 1000, 1000, 400),
			held("dave", 1000, 250, 900), held("erin", 1000, 5000, 0))
		w.Set(&inc, "[]")
		w.Fund(&inc, "lp1", 5000)
		w.Events()
		w.Windows(0)
		w.Windows(2 * time.Hour)
		st := w.Draft(&inc)
		w.Lines(st, "alice=1000 bob=3 carol=400 dave=250")
		a := w.holds(&inc, "carol", "loss 1000 covers 400 recovered 0 outside 0 swept 0 receivable 0 residual 600")
		if a.WaitingPeriod != 3600 || *a.Losses[0].Held != (valuation.Held{Before: n(1000), Average: n(400)}) || a.Losses[0].Insured != n(400) || a.Losses[0].Verified != n(1000) {
			t.Fatalf("%+v", a.Losses[0])
		}
		says(t, a.Sentences(), "Verified loss: 0.001 TST", "held 0.001 TST when the loss began and 0.0004 TST on average", "3600 seconds", "0.0004 TST counts for covers")
		if e := w.account(&inc, "erin"); !e.Insured.IsZero() || e.Loss.IsZero() {
			t.Fatalf("erin %+v", e)
		}
		w.Paid(st)
		w.Paid(w.recovered(&inc, 2500)) // 500 for each loss of 1000
		w.holds(&inc, "bob", "loss 1000 covers 3 recovered 500 outside 0 swept 0 receivable 0 residual 497")
		w.holds(&inc, "erin", "loss 1000 covers 0 recovered 500 outside 0 swept 0 receivable 0 residual 500")
	})
}

// TestClaimsOfPositions: a claim is decided by what is insured, in several assets
// by their prices, and not above it.
func TestClaimsOfPositions(t *testing.T) {
	each(t, terms(), func(w *world) {
		alice, bob := w.Cover("alice", 10_000, "alice"), w.Cover("bob", 10_000, "bob")
		w.Clock.Advance(365 * 24 * time.Hour / 2)
		inc := w.Confirmed()
		w.Averaged(&inc, 3600)
		var other models.Asset
		token := common.Address{0xee}
		w.Tx(func(tx *models.Tx) (err error) {
			other, err = tx.EnsureAsset(models.Asset{ChainID: roomtest.ChainID, Address: models.Addr(token), Symbol: "OTH"})
			return err
		})
		w.Snapshot(&inc, w.AssetID(), 0, held("alice", 100, 200, 60), held("bob", 100, 100, 0))
		w.Snapshot(&inc, other.ID, 0, held("alice", 9, 7, 8), lost("bob", 2)) // worth 10 each; bob's without positions
		w.Set(&inc, fmt.Sprintf(`[{"chain_id":%d,"address":"%s","num":"10","den":"1"}]`, roomtest.ChainID, token.Hex()))
		w.Fund(&inc, "lp1", 5000)
		w.Events()
		w.Windows(0)
		first := w.File(&inc, alice, "alice", 190)
		if first.Eligible.String() != "130" {
			t.Errorf("alice is owed at most %s, want 60 + 70", first.Eligible)
		}
		_, err := w.TryApprove(w.Anna, first, 131)
		wantErr(t, err, service.ErrInvalid)
		if first = w.Approve(w.Anna, first, 130); first.VerifiedLoss.String() != "130" {
			t.Errorf("insured loss %s", first.VerifiedLoss)
		}
		second := w.File(&inc, bob, "bob", 120)
		if second.Eligible.String() != "20" {
			t.Errorf("bob is owed at most %s, want 0 + 20", second.Eligible)
		}
		w.Approve(w.Anna, second, 20)
		w.Windows(2 * time.Hour)
		w.Lines(w.Draft(&inc), "alice=130 bob=20")
		explained := w.account(&inc, "bob")
		says(t, explained.Sentences(), " and 0 TST on average", "the snapshot measured no positions")
	})
}

// TestNothingInsuredIsNoClaim: a whole position that came one block before.
func TestNothingInsuredIsNoClaim(t *testing.T) {
	each(t, terms(), func(w *world) {
		c := w.Cover("alice", 1000, "alice")
		w.Clock.Advance(365 * 24 * time.Hour / 2)
		inc := w.Confirmed()
		w.Averaged(&inc, 3600)
		w.Snapshot(&inc, w.AssetID(), 0, held("alice", 1000, 1000, 0))
		w.Set(&inc, "[]")
		w.Fund(&inc, "lp1", 1000)
		w.Events()
		w.Windows(0)
		filed, err := w.TryFile(&inc, c, "alice", 1000)
		if err == nil {
			_, err = w.TryApprove(w.Anna, filed, 1)
		}
		wantErr(w.T, err, service.ErrInvalid)
		w.Windows(2 * time.Hour)
		_, err = w.Rooms.DraftSettlement(ctx, w.Theo, inc.PublicID)
		wantErr(w.T, err, settlements.ErrNothingToSettle)
	})
}
