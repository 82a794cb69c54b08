package rounds_test

import (
	"testing"

	"pgregory.net/rapid"

	"makewhole/money"
	"makewhole/rounds"
)

// rescued is an incident with one account that lost 1000, of which collected came
// back; bounties are on it.
func rescued(collected, spent uint64, bounties ...rounds.Bounty) *rounds.State {
	return &rounds.State{
		Assets:    []rounds.Asset{{ID: "usd", Num: n(1), Den: n(1)}},
		Recovered: []rounds.Recovered{{Collected: n(collected), Spent: n(spent), Bounties: bounties}},
		Accounts:  []rounds.Account{{ID: "acc_1", Losses: lost(1000)}},
	}
}

// TestBounties: a bounty comes before victims, rounds down, ends at its cap over all
// recoveries, and never takes more than is there.
func TestBounties(t *testing.T) {
	for name, c := range map[string]struct {
		s       *rounds.State
		bounty  []uint64
		victims uint64
	}{
		"a tenth, rounded down":       {rescued(109, 0, rounds.Bounty{ID: "b", Gross: n(109), Bps: 1000, Cap: n(50)}), []uint64{10}, 99},
		"of what the rescuer brought": {rescued(200, 0, rounds.Bounty{ID: "b", Gross: n(40), Bps: 1000, Cap: n(50)}), []uint64{4}, 196},
		"a cap":                       {rescued(900, 0, rounds.Bounty{ID: "b", Gross: n(900), Bps: 1000, Cap: n(50)}), []uint64{50}, 850},
		"a cap over two recoveries":   {rescued(900, 45, rounds.Bounty{ID: "b", Gross: n(900), Bps: 1000, Cap: n(50), Given: n(45)}), []uint64{5}, 850},
		"everything":                  {rescued(70, 0, rounds.Bounty{ID: "b", Gross: n(70), Bps: 10_000, Cap: money.Max}), []uint64{70}, 0},
		"an amount above what came":   {rescued(70, 0, rounds.Bounty{ID: "b", Gross: n(70), Bps: 10_000, Cap: n(500)}), []uint64{70}, 0},
		"two want everything":         {rescued(70, 0, rounds.Bounty{ID: "b", Gross: n(70), Bps: 10_000, Cap: n(40)}, rounds.Bounty{ID: "c", Gross: n(70), Bps: 10_000, Cap: n(40)}), []uint64{40, 30}, 0},
		"terms lowered below":         {rescued(200, 20, rounds.Bounty{ID: "b", Gross: n(200), Bps: 1000, Cap: n(10), Given: n(20)}), nil, 180},
		"nothing came back from them": {rescued(200, 0, rounds.Bounty{ID: "b", Bps: 1000, Cap: n(10)}), nil, 200},
	} {
		result, err := rounds.Compute(c.s)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		st := &result.Settlements[0]
		if len(st.Payees) != len(c.bounty) || st.Paid != n(c.victims) {
			t.Errorf("%s: bounties %v, victims %s", name, st.Payees, st.Paid)
			continue
		}
		for i, want := range c.bounty {
			if st.Payees[i].Amount != n(want) {
				t.Errorf("%s: bounties %v, not %v", name, st.Payees, c.bounty)
			}
		}
	}
}

// TestBountyWaitsWhileASettlementMayBeCancelled: no line rests on one that may go, and
// what the bounty will get is nobody else's.
func TestBountyWaitsWhileASettlementMayBeCancelled(t *testing.T) {
	s := rescued(200, 90, rounds.Bounty{ID: "b", Gross: n(200), Bps: 1000, Cap: n(50), Given: n(10)})
	s.Recovered[0].Open = true
	s.Accounts[0].Entries = []rounds.Entry{{Kind: rounds.RecoveryLine, Amount: n(80)}}
	result, err := rounds.Compute(s)
	if err != nil {
		t.Fatal(err)
	}
	if st := &result.Settlements[0]; len(st.Payees) != 0 || st.Reserved != n(110) || result.Accounts[0].Attributed != n(180) {
		t.Errorf("bounties %v, reserved %s, attributed %s", st.Payees, st.Reserved, result.Accounts[0].Attributed)
	}
}

// TestLateBounty: one that was agreed after the money had been shared out gets what
// comes back later first.
func TestLateBounty(t *testing.T) {
	late := rounds.Bounty{ID: "b", Gross: n(100), Bps: 1000, Cap: n(50)}
	s := rescued(100, 100, late)
	s.Accounts[0].Entries = []rounds.Entry{{Kind: rounds.RecoveryLine, Amount: n(100), Final: true}}
	result, err := rounds.Compute(s)
	if err != nil || len(result.Settlements[0].Payees) != 0 {
		t.Fatalf("%v, %v", result.Settlements, err)
	}
	s.Recovered[0].Collected = n(130)
	result, err = rounds.Compute(s)
	if st := &result.Settlements[0]; err != nil || len(st.Payees) != 1 || st.Payees[0].Amount != n(10) || st.Paid != n(20) {
		t.Errorf("%v, %v", result.Settlements, err)
	}
}

// TestBountiesInAnyOrder: in how many recoveries money comes back, and with how many
// rounds between them, does not change what bounties and victims end up with.
func TestBountiesInAnyOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		bounties := []rounds.Bounty{}
		for _, id := range []string{"b", "c"} {
			bps := uint32(rapid.IntRange(0, 5000).Draw(t, "bps"))
			bounties = append(bounties, rounds.Bounty{ID: id, Bps: bps, Cap: n(uint64(rapid.IntRange(0, 90).Draw(t, "cap")))})
		}
		parts := rapid.SliceOfN(rapid.IntRange(0, 300), 1, 4).Draw(t, "recoveries")
		by := rapid.SliceOfN(rapid.IntRange(0, 2), len(parts), len(parts)).Draw(t, "brought back by")
		play := func(order []int, every bool) *rounds.State {
			s := rescued(0, 0, append([]rounds.Bounty(nil), bounties...)...)
			s.Escheat = []rounds.Escheat{{}}
			for k, i := range order {
				r := &s.Recovered[0]
				r.Collected = sum(r.Collected, n(uint64(parts[i])))
				if by[i] < 2 {
					r.Bounties[by[i]].Gross = sum(r.Bounties[by[i]].Gross, n(uint64(parts[i])))
				}
				if every || k == len(order)-1 {
					settled(t, s)
				}
			}
			return s
		}
		order := make([]int, len(parts))
		for i := range order {
			order[i] = i
		}
		once := play(order, false)
		told := play(rapid.Permutation(order).Draw(t, "order"), true)
		for k := range bounties {
			if a, b := once.Recovered[0].Bounties[k].Given, told.Recovered[0].Bounties[k].Given; a != b || bounties[k].Cap.Less(a) {
				t.Fatalf("bounty %d: %s at once, %s in steps, at most %s", k, a, b, bounties[k].Cap)
			}
		}
		if a, b := once.Recovered[0].Spent, told.Recovered[0].Spent; a != b {
			t.Fatalf("spent %s at once, %s in steps", a, b)
		}
	})
}
