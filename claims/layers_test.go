package claims_test

import (
	"testing"
	"time"

	"makewhole/claims"
	"makewhole/models"
)

// twoPools is an incident with two approved claims of 300 and 100 and a second
// pool under the product; money is earmarked as given.
func (w *world) twoPools(first, second uint64) models.Incident {
	w.t.Helper()
	senior := must[models.Pool](w.t)(w.s.CreatePool(ctx, w.sara, claims.PoolInput{Kind: claims.PoolCapital, Name: "senior", Asset: w.token,
		Contract: addr("senior pool"), Distributor: distributor, Oracle: oracleAddr}))
	w.layer(senior, 2, n(0))
	a, b := w.cover("alice", 300, "alice"), w.cover("bob", 100, "bob")
	w.clock.Advance(2 * time.Hour)
	inc := w.incident(0, loss{"alice", 300}, loss{"bob", 100})
	w.fund(&inc, "lp1", first)
	w.event(addr("senior pool"), "Earmarked", map[string]any{"incident_id": inc.ChainRef.Hash, "amount": n(second), "left": n(second)})
	w.events()
	w.windows(0)
	w.approve(w.anna, w.file(&inc, a, "alice", 300), 300)
	w.approve(w.anna, w.file(&inc, b, "bob", 100), 100)
	w.windows(2 * time.Hour)
	return inc
}

// TestPoolsOfOneRunSeeEachOther: what the first pool pays is not owed again by
// the second, even when both tranches are drafted in one run.
func TestPoolsOfOneRunSeeEachOther(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc := w.twoPools(300, 500)
		sts := must[[]models.Settlement](w.t)(w.s.DraftSettlement(ctx, w.theo, inc.PublicID))
		if len(sts) != 2 {
			w.t.Fatalf("%d drafts", len(sts))
		}
		w.lines(sts[0], "alice=225 bob=75")
		w.lines(sts[1], "alice=75 bob=25")
	})
}

// TestDraftsOfSeveralPoolsAreIdempotent: a second run keeps every draft, under
// both rules.
func TestDraftsOfSeveralPoolsAreIdempotent(t *testing.T) {
	for _, rule := range []string{claims.RuleWaterFill, claims.RuleProRata} {
		t.Run(rule, func(t *testing.T) {
			ts := terms()
			ts.SettlementRule = rule
			each(t, ts, func(w *world) {
				inc := w.twoPools(100, 150)
				first := must[[]models.Settlement](w.t)(w.s.DraftSettlement(ctx, w.theo, inc.PublicID))
				again := must[[]models.Settlement](w.t)(w.s.DraftSettlement(ctx, w.theo, inc.PublicID))
				if len(first) != 2 || len(again) != 2 {
					w.t.Fatalf("%d drafts, then %d, want 2", len(first), len(again))
				}
				for i := range first {
					if again[i].PublicID != first[i].PublicID || again[i].Version != first[i].Version {
						w.t.Errorf("draft %d was replaced: sequence %d, then %d", i, first[i].Sequence, again[i].Sequence)
					}
				}
			})
		})
	}
}
