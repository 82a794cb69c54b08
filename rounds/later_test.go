package rounds_test

import (
	"testing"

	"makewhole/money"
	"makewhole/rounds"
)

func payable(st *rounds.Settlement) (out []money.Amount) {
	for _, l := range st.Lines {
		if l.State == rounds.Payable {
			out = append(out, l.Amount)
		}
	}
	return out
}

// TestLossRevisedAfterMoneyReturned: a pool paid 80 of a loss of 100 and got all
// of it back; then the loss is 200. What returned for good is not the account's
// as well, the pool's target makes it whole.
func TestLossRevisedAfterMoneyReturned(t *testing.T) {
	result, err := rounds.Compute(revised())
	if err != nil {
		t.Fatal(err)
	}
	if pool := payable(&result.Settlements[0]); len(pool) != 1 || pool[0] != n(120) {
		t.Errorf("the pool pays %v, not 120", pool)
	}
	if vault := payable(&result.Settlements[1]); len(vault) != 0 {
		t.Errorf("recovered money pays %v", vault)
	}
	if p := result.Accounts[0]; !p.Residual.IsZero() || !p.Receivable.IsZero() {
		t.Errorf("residual %s, receivable %s", p.Residual, p.Receivable)
	}
}

func revised() *rounds.State {
	return &rounds.State{
		Assets:       []rounds.Asset{{ID: "usd", Num: n(1), Den: n(1)}},
		Pools:        []rounds.Pool{{ID: "pol_a", Pledge: n(300), Spent: n(80)}},
		Products:     []rounds.Product{{ID: "prd_a", Rule: rounds.RuleWaterFill, Layers: []rounds.Layer{{Pool: 0}}}},
		Recovered:    []rounds.Recovered{{Collected: n(120), Spent: n(80), Pools: []rounds.Subrogated{{Pool: 0, Holders: n(80)}}}},
		Unattributed: []money.Amount{n(100)},
		Accounts: []rounds.Account{{ID: "acc_1", Losses: lost(200), Revised: []rounds.Revision{{Raised: n(100)}}, Rights: []rounds.Right{{ID: "r1", Amount: n(150), Unlimited: n(200)}}, Entries: []rounds.Entry{
			{Kind: rounds.CoverLine, Amount: n(80), Final: true}, {Kind: rounds.GivenBack, Amount: n(80), Final: true},
		}}},
	}
}

// TestLapsedInTwoAssets: what one asset's unit is too large to fill is not drawn
// from another asset that has nothing.
func TestLapsedInTwoAssets(t *testing.T) {
	s := lapsed()
	for _, more := range []uint64{0, 2, 5} {
		s.Escheat[1].Collected, s.Escheat[1].Lapsed = n(more), n(more)
		result, err := rounds.Compute(s)
		if err != nil {
			t.Fatalf("%d in the other asset: %v", more, err)
		}
		big, usd := &result.Settlements[0], &result.Settlements[1]
		if big.Paid != n(1) || big.Free != n(1) || usd.Paid != n(min(more, 3)) || usd.Free != n(more-min(more, 3)) {
			t.Errorf("%d in the other asset: paid %s and %s, free %s and %s", more, big.Paid, usd.Paid, big.Free, usd.Free)
		}
	}
}

func lapsed() *rounds.State {
	return &rounds.State{
		Assets:   []rounds.Asset{{ID: "big", Num: n(7), Den: n(1)}, {ID: "usd", Num: n(1), Den: n(1)}},
		Escheat:  []rounds.Escheat{{Asset: 0, Collected: n(2), Lapsed: n(2)}, {Asset: 1}},
		Accounts: []rounds.Account{{ID: "acc_1", Losses: []rounds.Units{{Asset: 1, Amount: n(10)}}}},
		Last:     true,
	}
}

// crumbs leaves one point of each gap, which what lapsed in the other asset cannot
// be divided over: it is free in the last round.
func crumbs() *rounds.State {
	s := lapsed()
	s.Escheat[0].Collected, s.Escheat[0].Lapsed = n(4), n(4)
	s.Escheat[1].Collected, s.Escheat[1].Lapsed = n(2), n(2)
	s.Accounts = nil
	for _, id := range []string{"acc_1", "acc_2", "acc_3"} {
		s.Accounts = append(s.Accounts, rounds.Account{ID: id, Losses: []rounds.Units{{Asset: 1, Amount: n(8)}}})
	}
	return s
}

func TestCrumbsAreFree(t *testing.T) {
	result, err := rounds.Compute(crumbs())
	if err != nil {
		t.Fatal(err)
	}
	if big, usd := &result.Settlements[0], &result.Settlements[1]; big.Paid != n(3) || big.Free != n(1) || !usd.Paid.IsZero() || usd.Free != n(2) {
		t.Errorf("paid %s and %s, free %s and %s", big.Paid, usd.Paid, big.Free, usd.Free)
	}
}

// overdrawn is a loss of 20 and one of 60, and 80 that belong to nobody. 40 came back and
// a pool of 8 paid: the first account has 5 as its part, 5 of the surplus and 2 of its
// cover. Then it got its 20 elsewhere, and 8 more came back: of its part of 6, 2 are the
// pool's.
func overdrawn() *rounds.State {
	line := func(kind rounds.Kind, amount uint64) rounds.Entry {
		return rounds.Entry{Kind: kind, Amount: n(amount), Final: true}
	}
	return &rounds.State{
		Assets:       []rounds.Asset{{ID: "usd", Num: n(1), Den: n(1)}},
		Pools:        []rounds.Pool{{ID: "pol_a", Pledge: n(8), Spent: n(8)}},
		Products:     []rounds.Product{{ID: "prd_a", Rule: rounds.RuleWaterFill, Layers: []rounds.Layer{{Pool: 0}}}},
		Recovered:    []rounds.Recovered{{Collected: n(48), Spent: n(40)}},
		Unattributed: []money.Amount{n(80)},
		Accounts: []rounds.Account{
			{ID: "acc_1", Losses: lost(20), Outside: lost(20), Rights: []rounds.Right{{ID: "r1", Amount: n(20), Unlimited: n(20)}},
				Entries: []rounds.Entry{line(rounds.CoverLine, 2), line(rounds.RecoveryLine, 10)}},
			{ID: "acc_2", Losses: lost(60), Rights: []rounds.Right{{ID: "r2", Amount: n(60), Unlimited: n(60)}},
				Entries: []rounds.Entry{line(rounds.CoverLine, 6), line(rounds.RecoveryLine, 30)}},
		},
		Last: true,
	}
}

// TestReturnsFromTheSurplus: the first account drew all of its part as a share of the
// surplus, so the pool's 2 come out of the surplus. They pay the second account's cover,
// which gets the other 6 too: 44 in all, 12 less than if all had been known at once, and
// 12 are what the first account has too much.
func TestReturnsFromTheSurplus(t *testing.T) {
	result, err := rounds.Compute(overdrawn())
	if err != nil {
		t.Fatal(err)
	}
	vault := &result.Settlements[1]
	if len(vault.Returns) != 1 || vault.Returns[0].Amount != n(2) {
		t.Errorf("the pool gets back %v, not 2", vault.Returns)
	}
	if p := result.Accounts[1]; p.Covers != n(8) || p.Recovered != n(36) {
		t.Errorf("the second account has %s of its cover and %s recovered", p.Covers, p.Recovered)
	}
	if !vault.Reserved.IsZero() || vault.Paid != n(8) {
		t.Errorf("the vault pays %s and keeps %s", vault.Paid, vault.Reserved)
	}
}

// TestReturnsWaitInTheSurplus: as long as the pool's line can be cancelled its 2 are
// nobody else's.
func TestReturnsWaitInTheSurplus(t *testing.T) {
	s := overdrawn()
	s.Accounts[0].Entries[0].Final = false
	result, err := rounds.Compute(s)
	if err != nil {
		t.Fatal(err)
	}
	if vault := &result.Settlements[1]; len(vault.Returns) != 0 || vault.Paid != n(6) || vault.Reserved != n(2) {
		t.Errorf("returns %v, paid %s, reserved %s", vault.Returns, vault.Paid, vault.Reserved)
	}
}
