package rounds_test

import (
	"testing"

	"makewhole/rounds"
)

// TestCapBesideNoCap: an account with two products in one pool, of which one has
// a cap in this pool and the other none, gets all of the one and the cap of the
// other, whatever their order.
func TestCapBesideNoCap(t *testing.T) {
	for _, first := range []int{0, 1} {
		s := &rounds.State{
			Assets: []rounds.Asset{{ID: "usd", Num: n(1), Den: n(1)}},
			Pools:  []rounds.Pool{{ID: "pol_a", Pledge: n(100)}},
			Products: []rounds.Product{
				{ID: "prd_a", Rule: rounds.RuleWaterFill, Layers: []rounds.Layer{{Pool: 0}}},
				{ID: "prd_b", Rule: rounds.RuleWaterFill, Layers: []rounds.Layer{{Pool: 0, Cap: n(10)}}},
			},
			Accounts: []rounds.Account{{ID: "acc_1", Losses: lost(90), Rights: []rounds.Right{
				{ID: "r1", Product: first, Amount: n(30), Unlimited: n(90)}, {ID: "r2", Product: 1 - first, Amount: n(30), Unlimited: n(90)},
			}}},
		}
		result, err := rounds.Compute(s)
		if err != nil {
			t.Fatalf("product %d first: %v", first, err)
		}
		if lines := result.Settlements[0].Lines; len(lines) != 1 || lines[0].Amount != n(40) {
			t.Errorf("product %d first: %+v", first, lines)
		}
	}
}
