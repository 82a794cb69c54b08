package simulate

import (
	"errors"
	"fmt"
	"slices"

	"makewhole/money"
	"makewhole/payouts"
	"makewhole/rounds"
)

// addEntries writes every line of earlier rounds into the loss accounts, and
// what was spent into the sources.
func (w *World) addEntries(s *rounds.State, assets map[string]int) error {
	index := map[string]int{}
	w.origins = map[string][]origin{} // a new one: settlements keep that of their round
	for i := range s.Accounts {
		index[s.Accounts[i].ID] = i
	}
	for _, r := range w.rounds {
		for _, st := range r.Settlements {
			if st.State == cancelled {
				continue
			}
			b := &booking{w: w, s: s, st: st, index: index}
			if err := b.book(); err != nil {
				return err
			}
		}
	}
	return w.lapsed(s)
}

// booking enters one settlement.
type booking struct {
	w     *World
	s     *rounds.State
	st    *Settlement
	index map[string]int
	err   error
}

func (b *booking) add(to *money.Amount, amount money.Amount) {
	sum, err := to.Add(amount)
	if err != nil && b.err == nil {
		b.err = err
	}
	*to = sum
}

func (b *booking) book() error {
	spent, pending := b.source()
	for n, l := range b.st.Lines {
		if b.st.Status[n] == waiting || b.st.Status[n] == carried {
			continue
		}
		b.add(spent, l.Amount)
		b.line(n, l)
	}
	for _, h := range b.st.Holders {
		b.add(spent, h.Amount)
		b.add(&b.subrogated(h.Pool).Holders, h.Amount)
	}
	for _, back := range b.st.Returns {
		a := b.account(back.Account)
		b.enter(a, origin{}, rounds.Entry{Kind: rounds.GivenBack, Pool: back.Pool, Asset: b.st.Asset, Amount: back.Amount, Final: b.final()})
	}
	if b.st.Source == rounds.FromVault {
		b.add(spent, b.st.Protocol)
		b.add(&b.recovered().Protocol, b.st.Protocol)
		b.bookBounties(spent)
	}
	*pending = *pending || b.st.pending()
	return b.err
}

func (b *booking) final() bool { return !b.st.pending() }

func (b *booking) account(i int) *rounds.Account {
	return &b.s.Accounts[b.index[b.st.accounts[i].ID]]
}

// source is where the settlement's source counts what was spent, and whether a
// settlement of it is pending.
func (b *booking) source() (spent *money.Amount, pending *bool) {
	switch b.st.Source {
	case rounds.FromPool:
		p := &b.s.Pools[b.st.Index]
		return &p.Spent, &p.Open
	case rounds.FromVault:
		r := b.recovered()
		return &r.Spent, &r.Open
	case rounds.FromEscheat:
	}
	e := b.escheat(b.st.Asset)
	return &e.Spent, &e.Open
}

func (b *booking) recovered() *rounds.Recovered {
	return &b.s.Recovered[slices.IndexFunc(b.s.Recovered, func(r rounds.Recovered) bool { return r.Asset == b.st.Asset })]
}

func (b *booking) escheat(asset int) *rounds.Escheat {
	return &b.s.Escheat[slices.IndexFunc(b.s.Escheat, func(e rounds.Escheat) bool { return e.Asset == asset })]
}

func (b *booking) subrogated(pool int) *rounds.Subrogated {
	r := b.recovered()
	for i := range r.Pools {
		if r.Pools[i].Pool == pool {
			return &r.Pools[i]
		}
	}
	r.Pools = append(r.Pools, rounds.Subrogated{Pool: pool})
	return &r.Pools[len(r.Pools)-1]
}

func (b *booking) line(n int, l rounds.Line) {
	e := rounds.Entry{Kind: l.Kind, Pool: l.Pool, Asset: b.st.Asset, Amount: l.Amount, Final: b.final(), Vault: b.st.Source == rounds.FromVault}
	if b.st.Status[n] == swept {
		e.Swept = true
		esc := b.escheat(b.st.Asset)
		b.add(&esc.Collected, l.Amount)
		e.Lapsed = l.Kind != rounds.OwnerLine && b.w.day >= b.st.Swept+b.w.escheatDays()
	}
	if l.Kind == rounds.CoverLine && e.Vault {
		b.add(&b.subrogated(l.Pool).Covers, l.Amount)
	}
	if l.Kind == rounds.EscheatLine {
		b.add(&b.escheat(b.st.Asset).Shared, l.Amount)
	}
	if l.Kind == rounds.OwnerLine {
		b.repay(n, l, e.Swept)
		return
	}
	b.enter(b.account(l.Account), origin{b.st, n}, e)
}

// origin is the line that an entry was made from. Entries of an account move
// when a settlement before them is cancelled or a held line of it is freed.
type origin struct {
	settlement *Settlement
	line       int
}

func (b *booking) enter(a *rounds.Account, from origin, e rounds.Entry) {
	a.Entries = append(a.Entries, e)
	b.w.origins[a.ID] = append(b.w.origins[a.ID], from)
}

// escheatDays is the longest time that any product gives late owners.
func (w *World) escheatDays() int64 {
	longest := int64(0)
	for _, p := range w.file.Products {
		longest = max(longest, days(p.Terms.EscheatDays, rounds.EscheatDays))
	}
	if len(w.file.Products) == 0 {
		longest = rounds.EscheatDays
	}
	return longest
}

// lapsed adds up what is owed to nobody any more: what was swept a second time,
// and what nobody asked for in time.
func (w *World) lapsed(s *rounds.State) error {
	b := &booking{w: w, s: s}
	for i := range s.Accounts {
		for _, e := range s.Accounts[i].Entries {
			if e.Lapsed {
				b.add(&b.escheat(e.Asset).Lapsed, e.Amount)
			}
		}
	}
	return b.err
}

// repay books that escheat paid, by the n-th line of the settlement, what was
// swept from an owner: of the line that the round saw as owed.
func (b *booking) repay(n int, l rounds.Line, sweptAgain bool) {
	nth := 0
	for _, earlier := range b.st.Lines[:n] {
		if earlier.Kind == rounds.OwnerLine && earlier.Account == l.Account {
			nth++
		}
	}
	seen := &b.st.accounts[l.Account]
	for at, e := range seen.Entries {
		if e.Asset != b.st.Asset || e.Owed().IsZero() {
			continue
		}
		if nth--; nth < 0 {
			b.settle(l, b.st.origins[seen.ID][at], sweptAgain)
			return
		}
	}
	b.err = errors.Join(b.err, fmt.Errorf("%w: line %d of escheat pays an owner of whom nothing was swept", payouts.ErrInvariant, n))
}

// settle ends what is owed of a swept line: paid, or lapsed with a second sweep.
func (b *booking) settle(l rounds.Line, of origin, sweptAgain bool) {
	a := b.account(l.Account)
	at := slices.Index(b.w.origins[a.ID], of)
	if at < 0 {
		b.err = errors.Join(b.err, fmt.Errorf("%w: escheat pays a line that is not there any more", payouts.ErrInvariant))
		return
	}
	entry := &a.Entries[at]
	if entry.Lapsed = sweptAgain; !sweptAgain {
		entry.Repaid = entry.Amount
	}
}
