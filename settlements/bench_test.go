package settlements_test

import (
	"encoding/binary"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims/covers"
	"makewhole/models"
	"makewhole/test/dbtest"
)

// BenchmarkDraft opens claims for a blanket cover over many accounts and drafts
// the settlement: bulk reads, allocation, tree and bulk writes. It reports the
// time of both per account.
func BenchmarkDraft(b *testing.B) {
	const accounts = 20_000
	for b.Loop() {
		b.StopTimer()
		w, inc := crowd(b, accounts)
		b.StartTimer()
		start := time.Now()
		if _, err := w.Rooms.AdvanceWindows(ctx); err != nil {
			b.Fatal(err)
		}
		opened := time.Since(start)
		w.Clock.Advance(2 * time.Hour)
		if _, err := w.Rooms.AdvanceWindows(ctx); err != nil {
			b.Fatal(err)
		}
		start = time.Now()
		sts, err := w.Rooms.DraftSettlement(ctx, w.Theo, inc.PublicID)
		if err != nil || sts[0].LeafCount != accounts {
			b.Fatalf("%v, %d leaves", err, sts[0].LeafCount)
		}
		b.ReportMetric(float64(opened.Nanoseconds())/accounts, "open-ns/account")
		b.ReportMetric(float64(time.Since(start).Nanoseconds())/accounts, "draft-ns/account")
	}
}

// crowd is a world whose only incident hit many accounts of a blanket cover.
func crowd(b *testing.B, accounts int) (*world, models.Incident) {
	clock := dbtest.NewClock()
	w := newWorld(b, dbtest.Open(b, clock.Now), clock, terms())
	must[models.Cover](b)(w.Rooms.WriteCover(ctx, w.Intake, covers.Input{ProductID: w.Product.PublicID, Kind: covers.Blanket,
		Holder: addr("bob"), Limit: n(1 << 60), ActiveTo: clock.Now().AddDate(1, 0, 0)}))
	clock.Advance(2 * time.Hour)
	inc := w.Confirmed()
	snap := w.Snapshot(&inc, w.AssetID(), uint64(accounts)*1000)
	leaves := make([]models.SnapshotLeaf, accounts)
	for i := range leaves {
		var a common.Address
		binary.BigEndian.PutUint64(a[:], uint64(i+1))
		leaves[i] = models.SnapshotLeaf{SnapshotID: snap.ID, Idx: int64(i), Account: models.Addr(a), Loss: models.Amt(n(1000)), ValueBefore: models.Amt(n(1000))}
	}
	w.Tx(func(tx *models.Tx) error { return models.InsertBatch(tx, leaves) })
	w.Set(&inc, "[]")
	w.Fund(&inc, "lp1", uint64(accounts)*500)
	w.Events()
	return w, inc
}
