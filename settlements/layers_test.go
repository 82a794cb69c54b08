package settlements_test

import (
	"testing"
	"time"

	"makewhole/claims/covers"
	"makewhole/models"
	"makewhole/payouts"
	"makewhole/test/roomtest"
)

// twoPools is an incident with losses of 300 and 100 and a second pool under the
// product; money is earmarked as given. The losses are claimed and approved, or,
// under a rule of everybody, insured by one blanket cover.
func (w *world) twoPools(first, second uint64, blanket bool) models.Incident {
	w.T.Helper()
	senior := must[models.Pool](w.T)(w.Rooms.CreatePool(ctx, w.Sara, covers.PoolInput{Kind: covers.PoolCapital, Name: "senior", Asset: w.Token,
		Contract: addr("senior pool"), Distributor: roomtest.Distributor, Oracle: roomtest.OracleAddr}))
	w.Layer(senior, 2, n(0))
	var a, b models.Cover
	if blanket {
		w.CoverOf(covers.Blanket, "bob", 400)
	} else {
		a, b = w.Cover("alice", 300, "alice"), w.Cover("bob", 100, "bob")
	}
	w.Clock.Advance(2 * time.Hour)
	inc := w.Incident(0, lost("alice", 300), lost("bob", 100))
	w.Fund(&inc, "lp1", first)
	w.Event(addr("senior pool"), "Earmarked", map[string]any{"incident_id": inc.ChainRef.Hash, "amount": n(second), "left": n(second)})
	w.Events()
	w.Windows(0)
	if !blanket {
		w.Approve(w.Anna, w.File(&inc, a, "alice", 300), 300)
		w.Approve(w.Anna, w.File(&inc, b, "bob", 100), 100)
	}
	w.Windows(2 * time.Hour)
	return inc
}

// TestPoolsOfOneRunSeeEachOther: what the first pool pays is not owed again by
// the second, even when both tranches are drafted in one run.
func TestPoolsOfOneRunSeeEachOther(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc := w.twoPools(300, 500, false)
		sts := must[[]models.Settlement](w.T)(w.Rooms.DraftSettlement(ctx, w.Theo, inc.PublicID))
		if len(sts) != 2 {
			w.T.Fatalf("%d drafts", len(sts))
		}
		w.Lines(sts[0], "alice=225 bob=75")
		w.Lines(sts[1], "alice=75 bob=25")
	})
}

// TestDraftsOfSeveralPoolsAreIdempotent: a second run keeps every draft, under
// both rules.
func TestDraftsOfSeveralPoolsAreIdempotent(t *testing.T) {
	for _, rule := range []payouts.Rule{payouts.RuleWaterFill, payouts.RuleProRata} {
		t.Run(string(rule), func(t *testing.T) {
			ts := terms()
			ts.SettlementRule = rule
			each(t, ts, func(w *world) {
				inc := w.twoPools(100, 150, rule == payouts.RuleProRata)
				first := must[[]models.Settlement](w.T)(w.Rooms.DraftSettlement(ctx, w.Theo, inc.PublicID))
				again := must[[]models.Settlement](w.T)(w.Rooms.DraftSettlement(ctx, w.Theo, inc.PublicID))
				if len(first) != 2 || len(again) != 2 {
					w.T.Fatalf("%d drafts, then %d, want 2", len(first), len(again))
				}
				for i := range first {
					if again[i].PublicID != first[i].PublicID || again[i].Version != first[i].Version {
						w.T.Errorf("draft %d was replaced: sequence %d, then %d", i, first[i].Sequence, again[i].Sequence)
					}
				}
			})
		})
	}
}
