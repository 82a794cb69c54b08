package rounds_test

import (
	"makewhole/money"
	"makewhole/rounds"
)

// round books one round, so that the next one starts from what it gave. Some of
// its settlements may still be cancelled afterwards.
func (h *history) round() {
	result, err := rounds.Compute(h.s)
	if err != nil {
		return
	}
	for i := range result.Settlements {
		st := &result.Settlements[i]
		final := !h.one(4)
		switch st.Source {
		case rounds.FromPool:
			in := &h.s.Pools[st.Index]
			in.Spent, in.Open = sum(in.Spent, st.Paid), in.Open || !final
		case rounds.FromVault:
			h.bookVault(st, final)
		case rounds.FromEscheat:
			in := &h.s.Escheat[st.Index]
			in.Spent, in.Open = sum(in.Spent, st.Paid), in.Open || !final
			for _, p := range st.Holders {
				in.Spent = sum(in.Spent, p.Amount)
			}
			if len(st.Holders) > 0 { // all that is owed to them
				in.Holders = nil
			}
			for _, p := range st.Payees {
				in.Spent = sum(in.Spent, p.Amount)
			}
			if len(st.Payees) > 0 {
				in.Payees = nil
			}
		}
		for _, l := range st.Lines {
			if l.State == rounds.Payable {
				h.bookLine(st, l, final)
			}
		}
	}
}

func sum(x money.Amount, more ...money.Amount) money.Amount {
	out, err := money.Sum(append(more, x)...)
	if err != nil {
		panic(err)
	}
	return out
}

func (h *history) bookVault(st *rounds.Settlement, final bool) {
	in := &h.s.Recovered[st.Index]
	in.Spent, in.Protocol, in.Open = sum(in.Spent, st.Paid, st.Protocol), sum(in.Protocol, st.Protocol), in.Open || !final
	for _, p := range st.Holders {
		in.Spent = sum(in.Spent, p.Amount)
		sub := subrogated(in, p.Pool)
		sub.Holders = sum(sub.Holders, p.Amount)
	}
	for _, p := range st.Payees {
		in.Spent = sum(in.Spent, p.Amount)
		for k := range in.Bounties {
			if b := &in.Bounties[k]; b.ID == p.ID {
				b.Given = sum(b.Given, p.Amount)
			}
		}
	}
	for _, b := range st.Returns {
		a := &h.s.Accounts[b.Account]
		a.Entries = append(a.Entries, rounds.Entry{Kind: rounds.GivenBack, Pool: b.Pool, Asset: st.Asset, Amount: b.Amount, Final: final})
	}
}

func subrogated(in *rounds.Recovered, pool int) *rounds.Subrogated {
	for i := range in.Pools {
		if in.Pools[i].Pool == pool {
			return &in.Pools[i]
		}
	}
	in.Pools = append(in.Pools, rounds.Subrogated{Pool: pool})
	return &in.Pools[len(in.Pools)-1]
}

func (h *history) bookLine(st *rounds.Settlement, l rounds.Line, final bool) {
	a := &h.s.Accounts[l.Account]
	vault := st.Source == rounds.FromVault
	switch {
	case l.Kind == rounds.CoverLine && vault:
		sub := subrogated(&h.s.Recovered[st.Index], l.Pool)
		sub.Covers = sum(sub.Covers, l.Amount)
	case l.Kind == rounds.EscheatLine:
		h.s.Escheat[st.Index].Shared = sum(h.s.Escheat[st.Index].Shared, l.Amount)
	case l.Kind == rounds.OwnerLine:
		repay(a, st.Asset, l.Amount)
	}
	a.Entries = append(a.Entries, rounds.Entry{
		Kind: l.Kind, Pool: l.Pool, Asset: st.Asset, Amount: l.Amount, Vault: vault && l.Kind == rounds.CoverLine, Final: final,
	})
}

// repay marks what escheat paid again to its owner.
func repay(a *rounds.Account, asset int, left money.Amount) {
	for k := range a.Entries {
		e := &a.Entries[k]
		if e.Swept && !e.Lapsed && e.Asset == asset {
			part := money.Min(left, e.Amount.SubFloor(e.Repaid))
			e.Repaid, left = sum(e.Repaid, part), left.SubFloor(part)
		}
	}
}
