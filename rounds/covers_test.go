package rounds_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"makewhole/rounds"
)

// TestLinesFindTheirCovers: entitlement files have one row per cover, and a row has
// one state. So what an account's covers get of one source and is not held is in one
// state and belongs to a decided cover of a product of its pool; and what is held
// beside it belongs to an undecided one.
func TestLinesFindTheirCovers(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		s := drawState(rt)
		result, err := rounds.Compute(s)
		if err != nil {
			rt.Fatalf("%v\n%s", err, text(rt, s))
		}
		for i := range result.Settlements {
			if fault := strayLine(s, &result.Settlements[i]); fault != "" {
				rt.Fatalf("%s: %s\n%s", result.Settlements[i].SourceName(), fault, text(rt, s))
			}
		}
	})
}

// strayLine says which cover line of a settlement has no cover to be written on.
func strayLine(s *rounds.State, st *rounds.Settlement) string {
	by := map[int][]rounds.Line{}
	for _, l := range st.Lines {
		if l.Kind == rounds.CoverLine {
			by[l.Account] = append(by[l.Account], l)
		}
	}
	for i, lines := range by {
		a := &s.Accounts[i]
		states := map[rounds.LineState]bool{}
		held := false
		for _, l := range lines {
			states[l.State] = true
			held = held || hasCover(s, a, l.Pool, true)
			if l.State != rounds.HeldLine && !hasCover(s, a, l.Pool, false) {
				return fmt.Sprintf("account %s has no decided cover in pool %d", a.ID, l.Pool)
			}
		}
		switch {
		case states[rounds.Payable] && states[rounds.CarriedLine]:
			return fmt.Sprintf("account %s is paid and carried", a.ID)
		case states[rounds.HeldLine] && len(states) > 1 && !held:
			return fmt.Sprintf("account %s is held beside another state and has no undecided cover", a.ID)
		}
	}
	return ""
}

func hasCover(s *rounds.State, a *rounds.Account, pool int, held bool) bool {
	return slices.ContainsFunc(a.Rights, func(r rounds.Right) bool {
		return r.Held == held && slices.ContainsFunc(s.Products[r.Product].Layers, func(l rounds.Layer) bool { return l.Pool == pool })
	})
}

// TestSmallPaymentOfTwoPools: what a cover gets from one vault for two pools is one
// payment; a small line does not wait beside a large one, and waits beside a small one.
func TestSmallPaymentOfTwoPools(t *testing.T) {
	for _, c := range []struct {
		min   uint64
		state rounds.LineState
	}{{11, rounds.Payable}, {51, rounds.CarriedLine}} {
		pools := map[int]bool{}
		for _, l := range settlementOf(t, smallOfTwoPools(c.min), "recovered:0").Lines {
			if l.Kind != rounds.CoverLine {
				continue
			}
			pools[l.Pool] = true
			if l.State != c.state {
				t.Errorf("min pay %d: %+v", c.min, l)
			}
		}
		if len(pools) != 2 {
			t.Errorf("min pay %d: lines of the pools %v, want two", c.min, pools)
		}
	}
}

func settlementOf(t *testing.T, s *rounds.State, source string) *rounds.Settlement {
	t.Helper()
	result, err := rounds.Compute(s)
	if err != nil {
		t.Fatal(err)
	}
	return result.Settlement(source)
}

// TestHeldBesideADecidedCover: the covers of an account at two pools owe 990
// together. What the first pool will pay on the undecided one the second does not
// owe on the decided one: 1 of its 989 is certain. The rest is of no undecided cover
// of this pool; it stays reserved, and is paid once the other cover was denied.
func TestHeldBesideADecidedCover(t *testing.T) {
	for _, held := range []bool{true, false} {
		st := settlementOf(t, heldElsewhere(held), "pool:1")
		paid := n(989)
		if held {
			paid = n(1)
		}
		if st.Paid != paid || !st.Held.IsZero() || sum(st.Paid, st.Reserved) != n(989) {
			t.Errorf("held %t: paid %s, held %s, reserved %s, free %s", held, st.Paid, st.Held, st.Reserved, st.Free)
		}
	}
}

// smallOfTwoPools: an account that nobody paid beside one that two pools paid, 90 and
// 10, with money back for both.
func smallOfTwoPools(min uint64) *rounds.State {
	return &rounds.State{
		Assets: []rounds.Asset{{ID: assetID(0), Num: n(1), Den: n(1)}},
		Pools:  []rounds.Pool{{ID: "pol_a", Pledge: n(90), Spent: n(90)}, {ID: "pol_b", Pledge: n(10), Spent: n(10)}},
		Products: []rounds.Product{
			{ID: "prd_a", Rule: rounds.RuleWaterFill, MinPay: n(min), Layers: []rounds.Layer{{Pool: 0}, {Pool: 1}}},
		},
		Accounts: []rounds.Account{
			{ID: "acc_1", Losses: lost(100), Rights: []rounds.Right{{ID: "r1", Amount: n(100), Unlimited: n(100)}}},
			{ID: "acc_2", Losses: lost(100), Entries: []rounds.Entry{
				{Kind: rounds.CoverLine, Pool: 0, Amount: n(90), Final: true}, {Kind: rounds.CoverLine, Pool: 1, Amount: n(10), Final: true},
			}, Rights: []rounds.Right{{ID: "r2", Amount: n(100), Unlimited: n(100)}}},
		},
		Recovered: []rounds.Recovered{{Collected: n(100)}},
	}
}

// heldElsewhere: two covers, of which one is undecided at a pool that has nothing, or
// denied.
func heldElsewhere(held bool) *rounds.State {
	first := uint64(0)
	if held {
		first = 989
	}
	return &rounds.State{
		Assets: []rounds.Asset{{ID: assetID(0), Num: n(1), Den: n(1)}},
		Pools:  []rounds.Pool{{ID: "pol_a"}, {ID: "pol_b", Pledge: n(989)}},
		Products: []rounds.Product{
			{ID: "prd_a", Rule: rounds.RuleWaterFill, Layers: []rounds.Layer{{Pool: 0}}},
			{ID: "prd_b", Rule: rounds.RuleWaterFill, Layers: []rounds.Layer{{Pool: 1}}},
		},
		Accounts: []rounds.Account{{ID: "acc_1", Losses: lost(1978), Rights: []rounds.Right{
			{ID: "r1", Product: 0, Held: held, Amount: n(first), Unlimited: n(989)}, {ID: "r2", Product: 1, Amount: n(990), Unlimited: n(990)},
		}}},
	}
}
