package rounds_test

import (
	"testing"

	"makewhole/money"
	"makewhole/rounds"
)

// paidToExcluded is a loss of 100 each of two insured accounts, of which 100 came back:
// 50 went to either, and then the first was excluded.
func paidToExcluded() *rounds.State {
	line := rounds.Entry{Kind: rounds.RecoveryLine, Amount: n(50), Final: true}
	right := []rounds.Right{{ID: "r1", Amount: n(100), Unlimited: n(100)}}
	return &rounds.State{
		Assets:    []rounds.Asset{{ID: "usd", Num: n(1), Den: n(1)}},
		Pools:     []rounds.Pool{{ID: "pol_a", Pledge: n(300)}},
		Products:  []rounds.Product{{ID: "prd_a", Rule: rounds.RuleWaterFill, Layers: []rounds.Layer{{Pool: 0}}}},
		Recovered: []rounds.Recovered{{Collected: n(100), Spent: n(100)}},
		Escheat:   []rounds.Escheat{{}},
		Accounts: []rounds.Account{
			{ID: "acc_1", Losses: lost(100), Excluded: true, Entries: []rounds.Entry{line}},
			{ID: "acc_2", Losses: lost(100), Rights: right, Entries: []rounds.Entry{line}},
		},
		Last: true,
	}
}

// sweptOfExcluded is the same where the first account did not collect: escheat has its 50.
func sweptOfExcluded() *rounds.State {
	s := paidToExcluded()
	s.Accounts[0].Entries[0].Swept = true
	s.Escheat[0].Collected = n(50)
	return s
}

// TestMoneyOfAnExcludedAccountIsGone: the 50 that the first account has reach nobody
// else any more, so that the cover of the second pays what it still lacks. Without a
// cover what lapses fills it.
func TestMoneyOfAnExcludedAccountIsGone(t *testing.T) {
	result, err := rounds.Compute(paidToExcluded())
	if err != nil {
		t.Fatal(err)
	}
	if pool := payable(&result.Settlements[0]); len(pool) != 1 || pool[0] != n(50) {
		t.Errorf("the cover pays %v, not 50", pool)
	}
	if p := result.Accounts[1]; !p.Residual.IsZero() || p.RecoveryTarget != n(50) {
		t.Errorf("residual %s, recovered at last %s", p.Residual, p.RecoveryTarget)
	}
	s := sweptOfExcluded()
	s.Accounts[1].Rights = nil
	s.Accounts[0].Entries[0].Lapsed, s.Escheat[0].Lapsed = true, n(50)
	if result, err = rounds.Compute(s); err != nil {
		t.Fatal(err)
	}
	if lapsed := payable(&result.Settlements[2]); len(lapsed) != 1 || lapsed[0] != n(50) {
		t.Errorf("what lapsed fills %v, not 50", lapsed)
	}
}

// TestMoneyThatReturnedForAnExcludedAccount: the pool paid the first account 50 and got
// them back of what came back. They are the pool's, and pay its other targets.
func TestMoneyThatReturnedForAnExcludedAccount(t *testing.T) {
	s := paidToExcluded()
	s.Pools[0].Pledge, s.Pools[0].Spent = n(50), n(50)
	s.Recovered[0].Spent = n(50)
	s.Accounts[0].Entries = []rounds.Entry{{Kind: rounds.CoverLine, Amount: n(50), Final: true}, {Kind: rounds.GivenBack, Amount: n(50), Final: true}}
	result, err := rounds.Compute(s)
	if err != nil {
		t.Fatal(err)
	}
	if vault := payable(&result.Settlements[1]); len(vault) != 1 || vault[0] != n(50) || !result.Accounts[1].Residual.IsZero() {
		t.Errorf("the vault pays %v for the pool, residual %s", vault, result.Accounts[1].Residual)
	}
}

// TestSweptLineOfAnExcludedAccountWaits: it is not paid again, and is nobody else's
// before its term is over.
func TestSweptLineOfAnExcludedAccountWaits(t *testing.T) {
	result, err := rounds.Compute(sweptOfExcluded())
	if err != nil {
		t.Fatal(err)
	}
	if esc := result.Settlements[2]; !esc.Paid.IsZero() || esc.Held != n(50) || !esc.Free.IsZero() {
		t.Errorf("paid %s, held %s, free %s", esc.Paid, esc.Held, esc.Free)
	}
}

// TestPartOfNobodyAfterAnExclusion: of 100 that came back 33 went to each of two accounts,
// 33 are the part of a loss that belongs to nobody, and the first account was excluded.
// What it has counts once: in the last round the part of nobody is the second's.
func TestPartOfNobodyAfterAnExclusion(t *testing.T) {
	s := paidToExcluded()
	s.Recovered[0].Spent, s.Unattributed = n(66), []money.Amount{n(100)}
	for i := range s.Accounts {
		s.Accounts[i].Rights = nil
		s.Accounts[i].Entries[0].Amount = n(33)
	}
	result, err := rounds.Compute(s)
	if err != nil {
		t.Fatal(err)
	}
	if vault := payable(&result.Settlements[1]); len(vault) != 1 || vault[0] != n(33) {
		t.Errorf("the vault pays %v, not 33", vault)
	}
}
