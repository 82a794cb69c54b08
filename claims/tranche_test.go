package claims_test

import (
	"testing"
	"time"

	"makewhole/claims"
	"makewhole/models"
	"makewhole/service"
)

// TestMinPayCarries small lines until the last tranche.
func TestMinPayCarries(t *testing.T) {
	ts := terms()
	ts.MinPay = n(10)
	each(t, ts, func(w *world) {
		a, b := w.cover("alice", 1000, "alice"), w.cover("bob", 10, "bob")
		w.cover("carol", 100, "carol") // does not file
		w.clock.Advance(2 * time.Hour)
		inc := w.incident(0, loss{"alice", 1000}, loss{"bob", 10}, loss{"carol", 100})
		w.fund(&inc, "lp1", 555)
		w.events()
		w.windows(0)
		w.approve(w.anna, w.file(&inc, a, "alice", 1000), 1000)
		w.approve(w.anna, w.file(&inc, b, "bob", 10), 10)
		w.windows(2 * time.Hour)
		first := w.draft(&inc)
		w.lines(first, "alice=500 bob=5x carol=50h")
		w.paid(first)
		w.windows(time.Hour)
		w.lines(w.draft(&inc), "alice=49 bob=5") // floor(555·1000/1010) − 500
	})
}

// TestPoolWithoutEarmark falls back to the observed free capital, less what
// other incidents have spoken for.
func TestPoolWithoutEarmark(t *testing.T) {
	each(t, terms(), func(w *world) {
		observe := func(free uint64) {
			w.tx(func(tx *models.Tx) error {
				p, err := models.ByID[models.Pool](tx, w.pool.ID)
				if err != nil {
					return err
				}
				p.ObservedFree, p.ObservedAt = models.Amt(n(free)), &tx.Now
				return models.Update(tx, &p, "observed_free", "observed_at")
			})
		}
		a, b := w.cover("alice", 100, "alice"), w.cover("bob", 100, "bob")
		w.clock.Advance(2 * time.Hour)
		first := w.incident(0, loss{"alice", 100})
		w.clock.Advance(time.Second)
		second := w.incident(0, loss{"bob", 100})
		observe(150)
		w.windows(0)
		w.approve(w.anna, w.file(&first, a, "alice", 100), 100)
		w.approve(w.anna, w.file(&second, b, "bob", 100), 100)
		w.windows(2 * time.Hour)
		w.lines(w.draft(&first), "alice=100")
		w.lines(w.draft(&second), "bob=50")
	})
}

// TestBlanketNeedsNoClaim: entitlements follow from the snapshot; contracts wait
// for a receiver that the account registers and a reviewer accepts.
func TestBlanketNeedsNoClaim(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.t
		w.chain.code[addr("safe")], w.chain.accepts[addr("safe")] = true, []byte("owners agree")
		c := w.coverOf(claims.CoverBlanket, "bob", 1000)
		w.clock.Advance(2 * time.Hour)
		inc := w.incident(0, loss{"alice", 100}, loss{"safe", 300})
		w.fund(&inc, "lp1", 400)
		w.events()
		w.windows(0)
		_, err := w.tryFile(&inc, c, "alice", 100)
		wantErr(t, err, service.ErrConflict)
		w.windows(2 * time.Hour)
		w.lines(w.draft(&inc), "alice=100 safe=300h")
		p := w.proof(&inc, "safe", "carol", "dave")
		p.Signature = []byte("owners agree")
		e := must[models.Entitlement](t)(w.s.RegisterReceiver(ctx, wallet("carol"), inc.PublicID, addr("safe"), addr("dave"), p))
		must[models.Entitlement](t)(w.s.AcceptEntitlementReceiver(ctx, w.anna, e.PublicID, e.Version))
		w.lines(w.draft(&inc), "alice=100 safe=300")
	})
}
