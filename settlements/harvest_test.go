package settlements_test

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims/covers"
	"makewhole/models"
	"makewhole/money"
	"makewhole/payouts"
	"makewhole/settlements"
	"makewhole/test/roomtest"
)

// harvestRow is one account of the published case: losses in, payments out.
type harvestRow struct {
	account common.Address
	loss    money.Amount    // USDT + USDC, 6 decimals
	paid    [3]money.Amount // usdt, usdc, iou
}

// harvest reads the published case, or skips where it is neither beside the
// checkout nor at MAKEWHOLE_SHARED; MAKEWHOLE_REQUIRE_SHARED=1 makes that a failure.
func harvest(t *testing.T) []harvestRow {
	t.Helper()
	losses, payouts := records(t, "harvest-2020-losses.csv"), records(t, "harvest-2020-payouts.csv")
	if len(losses) != 1529 || len(payouts) != len(losses) {
		t.Fatalf("%d losses, %d payouts, want 1529", len(losses), len(payouts))
	}
	out := make([]harvestRow, len(losses))
	for i, l := range losses {
		p := payouts[i]
		if l[0] != p[0] {
			t.Fatalf("line %d: %s and %s", i, l[0], p[0])
		}
		sum, err := money.Sum(money.MustParse(l[1]), money.MustParse(l[2]))
		if err != nil {
			t.Fatal(err)
		}
		out[i] = harvestRow{common.HexToAddress(l[0]), sum, [3]money.Amount{money.MustParse(p[1]), money.MustParse(p[2]), money.MustParse(p[3])}}
	}
	return out
}

func records(t *testing.T, name string) [][]string {
	t.Helper()
	shared := os.Getenv("MAKEWHOLE_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "shared")
	}
	f, err := os.Open(filepath.Join(shared, "data", name))
	if errors.Is(err, fs.ErrNotExist) && os.Getenv("MAKEWHOLE_REQUIRE_SHARED") != "1" {
		t.Skip("the published case is not beside the checkout: " + name)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

// TestHarvest settles the published case through a blanket cover with
// pro-rata/1 in three tokens: every line, the sums left over, and no second
// tranche out of dust or what belongs to nobody.
func TestHarvest(t *testing.T) {
	rows := harvest(t)
	ts := terms()
	ts.SettlementRule = payouts.RuleProRata
	each(t, ts, func(w *world) {
		t := w.T
		funds := []string{"718914048541", "1761898396474", "30938617233344000000000000"}
		prices := ""
		for i, name := range []string{"usdt", "usdc", "iou"} {
			token := covers.AssetInput{ChainID: roomtest.ChainID, Address: addr(name), Symbol: name, Decimals: 6}
			pool := must[models.Pool](t)(w.Rooms.CreatePool(ctx, w.Sara, covers.PoolInput{Kind: covers.PoolCapital, Name: name, Asset: token,
				Contract: addr(name + " pool"), Distributor: roomtest.Distributor, Oracle: roomtest.OracleAddr}))
			w.Layer(pool, int64(2+i), money.Zero)
			den := "1"
			if name == "iou" {
				den = "1000000000000"
			}
			prices += fmt.Sprintf(`{"chain_id":"%d","address":"%s","num":"1","den":"%s"},`, roomtest.ChainID, token.Address.Hex(), den)
		}
		must[models.Cover](t)(w.Rooms.WriteCover(ctx, w.Intake, covers.Input{ProductID: w.Product.PublicID, Kind: covers.Blanket,
			Holder: addr("harvest"), Limit: money.MustParse("40000000000000"), ActiveTo: w.Clock.Now().AddDate(1, 0, 0)}))
		w.Clock.Advance(2 * time.Hour)
		inc := w.Confirmed()
		w.harvestSnapshot(&inc, rows)
		w.Set(&inc, "["+prices[:len(prices)-1]+"]")
		for i, name := range []string{"usdt", "usdc", "iou"} {
			amount := money.MustParse(funds[i])
			w.Event(addr(name+" pool"), "Earmarked", map[string]any{"incident_id": inc.ChainRef.Hash, "amount": amount, "left": amount})
		}
		w.Events()
		w.Windows(0)
		w.Windows(2 * time.Hour)
		sts := must[[]models.Settlement](t)(w.Rooms.DraftSettlement(ctx, w.Theo, inc.PublicID))
		if len(sts) != 3 {
			t.Fatalf("%d settlements, want one per token", len(sts))
		}
		wantPaid := []string{"718911723910", "1761892700397", "30938517224397506697899427"}
		for fund, st := range sts {
			if st.Paid.String() != wantPaid[fund] {
				t.Errorf("fund %d pays %s, want %s", fund, st.Paid, wantPaid[fund])
			}
			w.harvestLines(st, rows, fund)
			w.Active(st)
		}
		_, err := w.Rooms.DraftSettlement(ctx, w.Theo, inc.PublicID)
		wantErr(t, err, settlements.ErrNothingToSettle)
	})
}

// harvestSnapshot is one off-chain snapshot in the numéraire; accounts without
// a loss have no leaf.
func (w *world) harvestSnapshot(inc *models.Incident, rows []harvestRow) {
	snap := w.Snapshot(inc, w.AssetID(), 33_419_429_678_359)
	var leaves []models.SnapshotLeaf
	for _, r := range rows {
		if !r.loss.IsZero() {
			leaves = append(leaves, models.SnapshotLeaf{SnapshotID: snap.ID, Idx: int64(len(leaves)), Account: models.Addr(r.account),
				Loss: models.Amt(r.loss), ValueBefore: models.Amt(r.loss)})
		}
	}
	w.Tx(func(tx *models.Tx) error { return models.InsertBatch(tx, leaves) })
}

// harvestLines compares every line of one fund with the published payment.
func (w *world) harvestLines(st models.Settlement, rows []harvestRow, fund int) {
	w.T.Helper()
	got := map[common.Address]money.Amount{}
	w.Tx(func(tx *models.Tx) error {
		return tx.EachAllocationOf(st.ID, func(a *models.Allocation) error {
			got[a.Receiver.Address] = a.Amount.Amount
			return nil
		})
	})
	bad := 0
	for _, r := range rows {
		if got[r.account] != r.paid[fund] {
			bad++
			w.T.Logf("fund %d, %s: %s, want %s", fund, r.account, got[r.account], r.paid[fund])
		}
	}
	if bad > 0 {
		w.T.Fatalf("%d of %d lines differ", bad, len(rows))
	}
}
