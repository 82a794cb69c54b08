package simulate

import (
	"fmt"
	"strings"

	"makewhole/money"
	"makewhole/rounds"
)

// sources is where each source ended. Out counts lines under the name of the
// pool whose they are, whoever paid them; so what a vault paid for a pool stands
// in both, once as the pool's and once as the vault's.
func (t *teller) sources(end *rounds.Result) []ended {
	out, slack := []ended{}, t.slack()
	for i := range end.Settlements {
		out = append(out, t.source(&end.Settlements[i], slack))
	}
	return out
}

// ended is where a source ended. Whole says that what went out and what is reserved came
// in, but for rounding.
type ended struct {
	SourceReport
	whole bool
}

func (t *teller) source(st *rounds.Settlement, slack money.Amount) ended {
	r := SourceReport{Asset: t.state.Assets[st.Asset].ID, Name: t.w.sourceName(st.Source, st.Index), Kind: sourceKinds[st.Source]}
	if st.Source == rounds.FromEscheat {
		r.Name += ":" + r.Asset
	}
	b := t.balance(st)
	in, _ := b.in.Add(b.back)
	reserved, _ := money.Sum(st.Held, st.Carried, st.Reserved)
	needs, _ := b.out.Add(reserved)
	have, _ := in.Add(t.v.Units(st.Asset, slack))
	rest := in.SubFloor(b.out)
	reserved = money.Min(reserved, rest)
	text := func(x money.Amount) string { return t.units(st.Asset, x) }
	r.In, r.Out, r.Back, r.Reserved, r.Free = text(b.in), text(b.out), text(b.back), text(reserved), text(rest.SubFloor(reserved))
	return ended{r, needs.Cmp(have) <= 0}
}

// balance is what came into a source, what returned to it and what left it.
type balance struct{ in, back, out money.Amount }

var sourceKinds = map[rounds.Source]string{rounds.FromPool: "pool", rounds.FromVault: "recovered", rounds.FromEscheat: "escheat"}

// balance is the source of a settlement.
func (t *teller) balance(st *rounds.Settlement) balance {
	switch st.Source {
	case rounds.FromVault:
		in := &t.state.Recovered[st.Index]
		return balance{in: in.Collected, out: in.Spent}
	case rounds.FromEscheat:
		in := &t.state.Escheat[st.Index]
		return balance{in: in.Collected, out: in.Spent}
	default:
		return t.pool(st.Index)
	}
}

// pool adds up a pool over all loss accounts. Money of other assets counts by
// its price, in units of the pool's asset.
func (t *teller) pool(p int) balance {
	in := &t.state.Pools[p]
	b := balance{in: in.Pledge, out: in.Spent}
	for i := range t.state.Accounts {
		for _, e := range t.state.Accounts[i].Entries {
			value, _ := t.v.Of(e.Asset, e.Amount)
			units := t.v.Units(in.Asset, value)
			switch {
			case e.Pool != p:
			case e.Kind == rounds.GivenBack:
				b.back, _ = b.back.Add(units)
			case e.Kind == rounds.CoverLine && e.Vault:
				b.out, _ = b.out.Add(units)
			}
		}
	}
	return b
}

// laws holds the end against the laws that a history can be held against.
func (t *teller) laws(end *rounds.Result, given []standing, sources []ended) ([]Law, error) {
	order, err := t.order(end, given)
	if err != nil {
		return nil, err
	}
	return []Law{t.indemnity(given), order, conserved(sources), t.ends()}, nil
}

// indemnity is L1: what is above a loss came from facts, not from a round; the
// arithmetic refuses a round that would do it, so what remains is told.
func (t *teller) indemnity(given []standing) Law {
	l := Law{Law: "L1 indemnity", OK: true}
	var over []string
	for i := range given {
		p := &given[i].total
		if p.Receivable.IsZero() {
			continue
		}
		over = append(over, fmt.Sprintf("%s owes %s", t.state.Accounts[i].ID, t.value(p.Receivable)))
		lines, _ := money.Sum(p.Covers, p.Recovered, p.Escheat)
		l.OK = l.OK && (!p.Outside.IsZero() || t.changed(i) || lines.Cmp(p.Loss) <= 0)
	}
	l.Detail = strings.Join(over, "; ")
	return l
}

// changed says that the loss of an account was revised or the account excluded
// after a round.
func (t *teller) changed(i int) bool {
	id := t.state.Accounts[i].ID
	if t.state.Accounts[i].Excluded {
		return true
	}
	now := t.state.Accounts[i].Losses
	for _, r := range t.w.rounds {
		for _, a := range r.State.Accounts {
			if a.ID == id && fmt.Sprint(a.Losses) != fmt.Sprint(now) {
				return true
			}
		}
	}
	return false
}

// order is L2: the facts of today, told all at once before any round, lead to
// the same ends. An account may differ by one base unit a line, and where
// somebody got above the final target for good the others may miss that much.
func (t *teller) order(end *rounds.Result, given []standing) (Law, error) {
	fresh, err := t.fresh()
	if err != nil {
		return Law{}, err
	}
	l := Law{Law: "L2 order", OK: true}
	slack, excess, missing := t.slack(), money.Zero, money.Zero
	var told []string
	for i := range given {
		want, _ := money.Sum(fresh.Accounts[i].Covers, fresh.Accounts[i].Recovered)
		after := &end.Accounts[i]
		have, _ := money.Sum(after.Covers, after.Recovered, after.Escheat)
		more, less := have.SubFloor(want), want.SubFloor(have)
		excess, _ = excess.Add(more)
		missing, _ = missing.Add(less.SubFloor(slack))
		if slack.Less(more) || slack.Less(less) {
			told = append(told, fmt.Sprintf("%s has %s, told at once %s", t.state.Accounts[i].ID, t.value(have), t.value(want)))
		}
	}
	for _, b := range t.overgiven(&fresh) {
		excess, _ = excess.Add(b.more)
		told = append(told, fmt.Sprintf("bounty %s has %s more than told at once", b.id, t.value(b.more)))
	}
	l.OK = missing.Cmp(excess) <= 0 || t.open()
	l.Detail = strings.Join(told, "; ")
	return l, nil
}

// open says that a settlement is under way, so that the ends are not reached.
func (t *teller) open() bool {
	for _, r := range t.w.rounds {
		for _, s := range r.Settlements {
			if s.State != closed && s.State != cancelled {
				return true
			}
		}
	}
	return false
}

// fresh is one round over the facts of today without any line given before.
func (t *teller) fresh() (rounds.Result, error) {
	s := *t.state
	s.Escheat = nil
	s.Accounts = append([]rounds.Account(nil), s.Accounts...)
	for i := range s.Accounts {
		s.Accounts[i].Entries = nil
	}
	s.Pools = append([]rounds.Pool(nil), s.Pools...)
	for i := range s.Pools {
		s.Pools[i].Spent, s.Pools[i].Open = money.Zero, false
	}
	s.Recovered = append([]rounds.Recovered(nil), s.Recovered...)
	for i := range s.Recovered {
		s.Recovered[i] = rounds.Recovered{Asset: s.Recovered[i].Asset, Collected: s.Recovered[i].Collected, Bounties: ungiven(s.Recovered[i].Bounties)}
	}
	return rounds.Compute(&s)
}

// slack is one base unit of each asset for each round and source.
func (t *teller) slack() (sum money.Amount) {
	n := money.FromUint64(uint64(4 + 4*len(t.w.rounds)))
	for asset := range t.state.Assets {
		unit, _ := t.v.Of(asset, n)
		sum, _ = sum.Add(unit)
	}
	return sum
}

// conserved is L3: each source gave and reserves no more than it has.
func conserved(sources []ended) Law {
	l := Law{Law: "L3 sources", OK: true}
	var told []string
	for _, s := range sources {
		if !s.whole {
			l.OK = false
			told = append(told, s.Name+" gave or reserves more than came in")
		}
		told = append(told, fmt.Sprintf("%s: %s + %s = %s + %s + %s", s.Name, s.In, s.Back, s.Out, s.Reserved, s.Free))
	}
	l.Detail = strings.Join(told, "; ")
	return l
}

// ends is L4: what is still to be done has somebody who can do it.
func (t *teller) ends() Law {
	return Law{Law: "L4 ends", OK: true, Detail: strings.Join(t.w.waits(), "; ")}
}
