package settlements_test

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"makewhole/contracts"
	"makewhole/models"
	"makewhole/test/roomtest"
)

// TestBegunReleaseIsEnded: whoever begins a release, its end is asked for once,
// when the pool allows it.
func TestBegunReleaseIsEnded(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc := w.Settling(100, "alice")
		from := w.Clock.Now().Add(11 * 24 * time.Hour).Truncate(time.Second)
		for range 2 {
			w.Event(roomtest.PoolAddr, "ReleaseBegun", map[string]any{
				"incident_id": inc.ChainRef.Hash, "by": addr("operator"), "releasable_from": fmt.Sprint(from.Unix())})
			w.Events()
		}
		w.Tx(func(tx *models.Tx) error {
			in, err := tx.IntentByKey(fmt.Sprintf("end_release:%s:%s:%d", inc.PublicID, w.Pool.PublicID, from.Unix()))
			if err != nil {
				return err
			}
			if in.Kind != "end_release" || in.State != models.TxApproved || in.NotBefore == nil || !in.NotBefore.Equal(from) ||
				!bytes.Equal(in.Data, contracts.NewCapitalPool().PackEndRelease(inc.ChainRef.Hash)) {
				w.T.Errorf("the intent is %+v", in)
			}
			return nil
		})
	})
}

// TestShareholdersOfAnEpoch: shares that lost everything are no holdings any
// more when those of a new epoch are there.
func TestShareholdersOfAnEpoch(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		w.Fund(nil, "lp1", 100)
		w.Event(roomtest.PoolAddr, "EpochBegun", map[string]any{"epoch": "1", "old_shares": n(100)})
		w.Fund(nil, "lp2", 40)
		w.Clock.Advance(time.Second)
		inc := w.Incident(0, lost("alice", 1))
		w.Events()
		if got := must[int](t)(w.Rooms.RecordShareholders(ctx, w.Theo, inc.PublicID, w.Pool.PublicID)); got != 1 {
			t.Fatalf("%d holders", got)
		}
		w.Tx(func(tx *models.Tx) error {
			return tx.HoldersOf(inc.ID, w.Pool.ID, func(h *models.ShareHolding) error {
				if h.Holder.Address != addr("lp2") || h.Shares.String() != "40" {
					t.Errorf("%s holds %s", h.Holder.Hex(), h.Shares)
				}
				return nil
			})
		})
	})
}
