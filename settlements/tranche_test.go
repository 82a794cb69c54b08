package settlements_test

import (
	"testing"
	"time"

	"makewhole/claims/covers"
	"makewhole/models"
	"makewhole/service"
	"makewhole/settlements"
)

// TestMinPayCarries small lines until the last tranche.
func TestMinPayCarries(t *testing.T) {
	ts := terms()
	ts.MinPay = n(10)
	each(t, ts, func(w *world) {
		a, b := w.Cover("alice", 1000, "alice"), w.Cover("bob", 10, "bob")
		w.Cover("carol", 100, "carol") // does not file
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("alice", 1000), lost("bob", 10), lost("carol", 100))
		w.Fund(&inc, "lp1", 555)
		w.Events()
		w.Windows(0)
		w.Approve(w.Anna, w.File(&inc, a, "alice", 1000), 1000)
		w.Approve(w.Anna, w.File(&inc, b, "bob", 10), 10)
		w.Windows(2 * time.Hour)
		first := w.Draft(&inc)
		w.Lines(first, "alice=500 bob=5x carol=50h")
		w.Paid(first)
		w.Windows(time.Hour)
		w.Lines(w.Draft(&inc), "alice=49 bob=5") // floor(555·1000/1010) − 500
	})
}

// TestMinPayEndsWithTheLatestDate: a line that stays held keeps small lines back until
// the incident's latest date, and no longer: not a second before it.
func TestMinPayEndsWithTheLatestDate(t *testing.T) {
	ts := terms()
	ts.MinPay = n(10)
	each(t, ts, func(w *world) {
		a, b := w.Cover("alice", 1000, "alice"), w.Cover("bob", 10, "bob")
		c := w.Cover("carol", 100, "carol")
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("alice", 1000), lost("bob", 10), lost("carol", 100))
		ex := models.Exclusion{IncidentID: inc.ID, Account: models.Addr(addr("carol")), Kind: "disputed", Reason: "three days old"}
		w.Tx(func(tx *models.Tx) error { ex.ID = 0; return models.Insert(tx, &ex) })
		w.Fund(&inc, "lp1", 555)
		w.Events()
		w.Windows(0)
		w.Approve(w.Anna, w.File(&inc, a, "alice", 1000), 1000)
		w.Approve(w.Anna, w.File(&inc, b, "bob", 10), 10)
		w.Approve(w.Anna, w.File(&inc, c, "carol", 100), 100)
		w.Windows(2 * time.Hour)
		first := w.Draft(&inc)
		w.Lines(first, "alice=500 bob=5x carol=50h")
		w.Paid(first)
		w.Windows(time.Hour)
		now := w.incidentNow(&inc)
		w.Clock.Advance(now.BarAt.Add(settlements.LatestTerm - time.Second).Sub(w.Clock.Now()))
		_, err := w.Rooms.DraftSettlement(ctx, w.Theo, inc.PublicID)
		wantErr(w.T, err, settlements.ErrNothingToSettle)
		w.Clock.Advance(time.Second)
		last := w.Draft(&inc)
		w.Lines(last, "alice=0x bob=5 carol=50h")
		w.Paid(last)
		w.Balance("held:"+last.PublicID, 50)
	})
}

// TestPoolWithoutEarmark falls back to the observed free capital, less what
// other incidents have spoken for.
func TestPoolWithoutEarmark(t *testing.T) {
	each(t, terms(), func(w *world) {
		observe := func(free uint64) {
			w.Tx(func(tx *models.Tx) error {
				p, err := models.ByID[models.Pool](tx, w.Pool.ID)
				if err != nil {
					return err
				}
				p.ObservedFree, p.ObservedAt = models.Amt(n(free)), &tx.Now
				return models.Update(tx, &p, "observed_free", "observed_at")
			})
		}
		a, b := w.Cover("alice", 100, "alice"), w.Cover("bob", 100, "bob")
		w.Clock.Advance(2 * time.Hour)
		first := w.Incident(0, lost("alice", 100))
		w.Clock.Advance(time.Second)
		second := w.Incident(0, lost("bob", 100))
		observe(150)
		w.Windows(0)
		w.Approve(w.Anna, w.File(&first, a, "alice", 100), 100)
		w.Approve(w.Anna, w.File(&second, b, "bob", 100), 100)
		w.Windows(2 * time.Hour)
		w.Lines(w.Draft(&first), "alice=100")
		w.Lines(w.Draft(&second), "bob=50")
	})
}

// TestBlanketNeedsNoClaim: entitlements follow from the snapshot; contracts wait
// for a receiver that the account registers and a reviewer accepts.
func TestBlanketNeedsNoClaim(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		w.Chain.Code[addr("safe")], w.Chain.Accepts[addr("safe")] = true, []byte("owners agree")
		c := w.CoverOf(covers.Blanket, "bob", 1000)
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("alice", 100), lost("safe", 300))
		w.Fund(&inc, "lp1", 400)
		w.Events()
		w.Windows(0)
		_, err := w.TryFile(&inc, c, "alice", 100)
		wantErr(t, err, service.ErrConflict)
		w.Windows(2 * time.Hour)
		w.Lines(w.Draft(&inc), "alice=100 safe=300h")
		p := w.Proof(&inc, "safe", "carol", "dave")
		p.Signature = []byte("owners agree")
		e := must[models.Entitlement](t)(w.Rooms.RegisterReceiver(ctx, wallet("carol"), inc.PublicID, addr("safe"), addr("dave"), p))
		must[models.Entitlement](t)(w.Rooms.AcceptEntitlementReceiver(ctx, w.Anna, e.PublicID, e.Version))
		w.Lines(w.Draft(&inc), "alice=100 safe=300")
	})
}
