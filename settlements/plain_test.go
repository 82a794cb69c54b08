package settlements_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"makewhole/models"
	"makewhole/money"
	"makewhole/settlements"
	"makewhole/test/roomtest"
)

// TestPlainRoundIsWaterFilling: where nothing came back, was received outside or
// swept, the tranche of water-filling and the round of the loss accounts give the
// same lines, but for what rounding leaves: one unit a line.
func TestPlainRoundIsWaterFilling(t *testing.T) {
	for seed := range uint64(12) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			each(t, terms(), func(w *world) {
				r := rand.New(rand.NewPCG(seed, 1))
				inc := plainIncident(w, r)
				for range 2 {
					sts, err := w.Rooms.DraftSettlement(ctx, w.Theo, inc.PublicID)
					if err != nil {
						wantErr(w.T, err, settlements.ErrNothingToSettle)
					}
					// The round is asked first without the draft: a draft is computed again.
					paid, held, err := w.Rooms.RoundOf(ctx, w.Theo, inc.PublicID)
					if err != nil {
						w.T.Fatal(err)
					}
					w.sameLines(sts, paid, held)
					for _, st := range sts {
						w.Paid(st)
					}
					w.Fund(nil, "lp2", 100)
					w.Event(roomtest.PoolAddr, "Earmarked", map[string]any{"incident_id": inc.ChainRef.Hash, "amount": n(60), "left": n(60)})
					w.Events()
				}
			})
		})
	}
}

// plainIncident hits up to six accounts with covers; most claims are decided.
func plainIncident(w *world, r *rand.Rand) models.Incident {
	names := []string{"alice", "bob", "carol", "dave", "erin", "frank"}[:1+r.IntN(6)]
	var covers []models.Cover
	var ls []loss
	for _, name := range names {
		covers = append(covers, w.Cover(name, 100+r.Uint64N(100), name))
		ls = append(ls, lost(name, 80+r.Uint64N(120)))
	}
	pool := 10 + r.Uint64N(150)
	w.Fund(nil, "lp1", pool)
	w.Clock.Advance(2 * time.Hour)
	inc := w.Incident(r.Uint64N(50), ls...)
	w.Earmark(&inc, pool)
	w.Events()
	w.Windows(0)
	for i, name := range names {
		amount := 1 + r.Uint64N(80)
		c := w.File(&inc, covers[i], name, amount)
		if r.IntN(4) > 0 {
			w.Approve(w.Anna, c, 1+r.Uint64N(amount))
		}
	}
	w.Windows(2 * time.Hour)
	return inc
}

// sameLines compares drafts with what a round gives.
func (w *world) sameLines(sts []models.Settlement, paid, held map[settlements.AccountPaid]money.Amount) {
	w.T.Helper()
	got := map[bool]map[settlements.AccountPaid]money.Amount{true: {}, false: {}}
	for _, st := range sts {
		for _, l := range w.Stored(st) {
			k := settlements.AccountPaid{Pool: w.Pool.PublicID, Account: strings.ToLower(l.Entitlement.Affected.Hex())}
			to := got[l.Line.LeafIndex == nil]
			to[k], _ = to[k].Add(l.Line.Amount.Amount)
		}
	}
	if len(sts) == 0 { // nothing that can be paid: what is held alone makes no tranche
		held = nil
	}
	for waits, want := range map[bool]map[settlements.AccountPaid]money.Amount{false: paid, true: held} {
		for k, amount := range want {
			have := got[waits][k]
			if gap, _ := money.Sum(amount.SubFloor(have), have.SubFloor(amount)); gap.Cmp(n(1)) > 0 {
				w.T.Errorf("%s: water-filling gives %s, the round %s (waits: %v)", k.Account, have, amount, waits)
			}
			delete(got[waits], k)
		}
		for k, amount := range got[waits] {
			if amount.Cmp(n(1)) > 0 {
				w.T.Errorf("%s: water-filling gives %s, the round nothing (waits: %v)", k.Account, amount, waits)
			}
		}
	}
}
