package rounds_test

import (
	"testing"

	"pgregory.net/rapid"

	"makewhole/money"
	"makewhole/rounds"
)

// cover2 is a cover of an account in the product of one of two pools.
type cover2 struct {
	account, product int
	amount           uint64
}

// twoPools is a state of accounts that lost 50 each, whose covers lie in two
// products with a pool each, or in one product over both pools. Covers for which
// undecided is set are held.
func twoPools(accounts int, pledges [2]uint64, layered bool, covers []cover2, undecided []bool) *rounds.State {
	s := &rounds.State{
		Assets: []rounds.Asset{{ID: "usd", Num: n(1), Den: n(1)}},
		Pools:  []rounds.Pool{{ID: "pol_a", Pledge: n(pledges[0])}, {ID: "pol_b", Pledge: n(pledges[1])}},
		Products: []rounds.Product{
			{ID: "prd_a", Rule: rounds.RuleWaterFill, Layers: []rounds.Layer{{Pool: 0}}},
			{ID: "prd_b", Rule: rounds.RuleWaterFill, Layers: []rounds.Layer{{Pool: 1}}},
		},
	}
	if layered {
		s.Products[0].Layers = append(s.Products[0].Layers, rounds.Layer{Pool: 1})
	}
	for i := range accounts {
		s.Accounts = append(s.Accounts, rounds.Account{ID: "acc_" + string(rune('a'+i)), Losses: lost(5000)})
	}
	for k, c := range covers {
		a := &s.Accounts[c.account]
		a.Rights = append(a.Rights, rounds.Right{
			ID: "r" + string(rune('a'+k)), Product: c.product, Amount: n(c.amount), Unlimited: n(5000), Held: undecided[k]})
	}
	return s
}

// paidOut enters what a round pays as final lines and returns what every account
// has.
func paidOut(t rapid.TB, s *rounds.State) []money.Amount {
	result, err := rounds.Compute(s)
	if err != nil {
		t.Fatalf("%v", err)
	}
	for _, st := range result.Settlements {
		for _, l := range st.Lines {
			if l.State != rounds.Payable {
				continue
			}
			a := &s.Accounts[l.Account]
			a.Entries = append(a.Entries, rounds.Entry{Kind: rounds.CoverLine, Pool: l.Pool, Amount: l.Amount, Final: true})
			s.Pools[l.Pool].Spent, _ = s.Pools[l.Pool].Spent.Add(l.Amount)
		}
	}
	out := make([]money.Amount, len(s.Accounts))
	for i, p := range result.Accounts {
		out[i] = p.Covers
	}
	return out
}

// told plays decisions one after the other, in the order given, with a round
// after each; denied covers owe nothing.
func told(t rapid.TB, accounts int, pledges [2]uint64, layered bool, covers []cover2, denied []bool, order []int) []money.Amount {
	open := make([]bool, len(covers))
	for k := range open {
		open[k] = true
	}
	s := twoPools(accounts, pledges, layered, covers, open)
	for _, k := range order {
		open[k] = false
		left, still := []cover2(nil), []bool(nil)
		for j, c := range covers {
			if open[j] || !denied[j] {
				left, still = append(left, c), append(still, open[j])
			}
		}
		now := twoPools(accounts, pledges, layered, left, still)
		for i := range now.Accounts {
			s.Accounts[i].Rights = now.Accounts[i].Rights
		}
		paidOut(t, s)
	}
	return paidOut(t, s)
}

// TestOpenDecisionInAnEarlierPool: bob has a decided cover in a pool that does not
// reach everybody, and an undecided one in a pool before it. Whatever is decided,
// nobody ends with less because a round came before.
func TestOpenDecisionInAnEarlierPool(t *testing.T) {
	covers := []cover2{{1, 0, 5000}, {1, 1, 5000}, {0, 1, 5000}}
	for _, denied := range []bool{false, true} {
		no := []bool{denied, false, false}
		early := told(t, 2, [2]uint64{10000, 5000}, false, covers, no, []int{1, 2, 0})
		late := told(t, 2, [2]uint64{10000, 5000}, false, covers, no, []int{0, 1, 2})
		if early[0] != late[0] || early[1] != late[1] {
			t.Errorf("denied %t: %v when the earlier pool decides last, %v when first", denied, early, late)
		}
	}
}

// TestDecisionsInAnyOrder is law L2 over two pools: with a round after each
// decision nobody ends with less than when all is decided first.
func TestDecisionsInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		accounts := rapid.IntRange(1, 4).Draw(t, "accounts")
		pledges := [2]uint64{uint64(rapid.IntRange(0, 120).Draw(t, "first")) * 100, uint64(rapid.IntRange(0, 120).Draw(t, "second")) * 100}
		var covers []cover2
		var denied []bool
		for range rapid.IntRange(1, 6).Draw(t, "covers") {
			covers = append(covers, cover2{rapid.IntRange(0, accounts-1).Draw(t, "account"), rapid.IntRange(0, 1).Draw(t, "product"), uint64(rapid.IntRange(1, 50).Draw(t, "amount")) * 100})
			denied = append(denied, rapid.IntRange(0, 2).Draw(t, "denied") == 0)
		}
		layered := rapid.Bool().Draw(t, "layered")
		var order []int
		for k := range covers {
			order = append(order, k)
		}
		var left []cover2
		for k, c := range covers {
			if !denied[k] {
				left = append(left, c)
			}
		}
		once := paidOut(t, twoPools(accounts, pledges, layered, left, make([]bool, len(left))))
		got := told(t, accounts, pledges, layered, covers, denied, rapid.Permutation(order).Draw(t, "order"))
		for i := range once {
			if slack := n(20); slack.Less(once[i].SubFloor(got[i])) {
				t.Fatalf("account %d ends with %s, told at once with %s", i, got[i], once[i])
			}
		}
	})
}
