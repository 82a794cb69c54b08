package reference

import (
	"math/big"
	"slices"
)

// Facts is everything that is known at the end of a history, in value.
type Facts struct {
	Accounts []string                       // that take part: attackers, modules and insiders do not
	Lost     map[string]map[string]*big.Rat // account → asset → value lost in that asset
	Nobody   map[string]*big.Rat            // asset → value lost that belongs to no account
	Outside  map[string]*big.Rat            // account → value received from others
	Back     map[string]*big.Rat            // asset → value that came back
	Pools    []string                       // in the order in which they bear
	Pledge   map[string]*big.Rat            // pool → value
	Owed     map[string]map[string]*big.Rat // pool → account → what its covers owe
}

// Ends is what each account should have in the end, whoever got what first.
type Ends struct {
	Recovered, Covered map[string]*big.Rat
	Protocol           *big.Rat // what came back above all losses
}

// Total is what an account should have in all, without outside receipts.
func (e *Ends) Total(account string) *big.Rat { return plus(e.Recovered[account], e.Covered[account]) }

// Loss is what an account lost, in value.
func (f *Facts) Loss(account string) *big.Rat {
	sum := new(big.Rat)
	for _, v := range f.Lost[account] {
		sum.Add(sum, v)
	}
	return sum
}

// Solve computes the ends.
func (f *Facts) Solve() Ends {
	s := &solver{Facts: f, Ends: Ends{Recovered: map[string]*big.Rat{}, Covered: map[string]*big.Rat{}}}
	surplus := s.attribute()
	for _, p := range f.Pools {
		s.fill(p)
	}
	s.share(surplus)
	return s.Ends
}

type solver struct {
	*Facts
	Ends
}

// attribute gives each account its part of what came back, up to its room, and
// returns what is above that and what belongs to nobody.
func (s *solver) attribute() *big.Rat {
	all, surplus := s.whole(), new(big.Rat)
	for _, n := range s.Accounts {
		part := new(big.Rat)
		for asset, back := range s.Back {
			lost := s.lostOf(asset)
			kind := least(back, lost)
			part = plus(part, times(kind, over(s.Lost[n][asset], lost)), times(less(back, kind), over(s.Loss(n), all)))
		}
		s.Recovered[n] = least(part, less(s.Loss(n), s.Outside[n]))
		surplus.Add(surplus, less(part, s.Recovered[n]))
		s.Covered[n] = new(big.Rat)
	}
	for asset, back := range s.Back {
		lost, none := s.lostOf(asset), new(big.Rat)
		for _, v := range s.Nobody {
			none.Add(none, v)
		}
		kind := least(back, lost)
		surplus = plus(surplus, times(kind, over(s.Nobody[asset], lost)), times(less(back, kind), over(none, all)))
	}
	return surplus
}

func (s *solver) lostOf(asset string) *big.Rat {
	sum := plus(s.Nobody[asset])
	for _, n := range s.Accounts {
		sum = plus(sum, s.Lost[n][asset])
	}
	return sum
}

func (s *solver) whole() *big.Rat {
	sum := new(big.Rat)
	for _, v := range s.Nobody {
		sum.Add(sum, v)
	}
	for _, n := range s.Accounts {
		sum.Add(sum, s.Loss(n))
	}
	return sum
}

// share lets the surplus rise over what neither recovery nor cover fills.
func (s *solver) share(surplus *big.Rat) {
	gaps := new(big.Rat)
	for _, n := range s.Accounts {
		gaps.Add(gaps, s.room(n))
	}
	s.Protocol = less(surplus, gaps)
	part := over(least(surplus, gaps), gaps)
	for _, n := range s.Accounts {
		s.Recovered[n] = plus(s.Recovered[n], times(part, s.room(n)))
	}
}

// room is what an account still misses.
func (s *solver) room(n string) *big.Rat {
	return less(s.Loss(n), s.Outside[n], s.Recovered[n], s.Covered[n])
}

// fill raises λ from bend to bend until the pledge is used up.
func (s *solver) fill(pool string) {
	e := s.Owed[pool]
	target := func(level *big.Rat) (map[string]*big.Rat, *big.Rat) {
		out, sum := map[string]*big.Rat{}, new(big.Rat)
		for n := range e {
			out[n] = least(times(level, e[n]), s.room(n))
			sum.Add(sum, out[n])
		}
		return out, sum
	}
	level := new(big.Rat)
	for _, bend := range s.bends(e) {
		if _, sum := target(bend); sum.Cmp(s.Pledge[pool]) <= 0 {
			level = bend
			continue
		}
		at, sum := target(level)
		slope := new(big.Rat)
		for n := range e {
			if at[n].Cmp(s.room(n)) < 0 {
				slope.Add(slope, e[n])
			}
		}
		level = plus(level, over(less(s.Pledge[pool], sum), slope))
		break
	}
	at, _ := target(level)
	for n := range e {
		s.Covered[n] = plus(s.Covered[n], at[n])
	}
}

// bends are the levels at which an account is full, in order, from 0 to 1.
func (s *solver) bends(e map[string]*big.Rat) []*big.Rat {
	out := []*big.Rat{new(big.Rat), whole(1)}
	for n := range e {
		if b := over(s.room(n), e[n]); b.Cmp(whole(1)) < 0 {
			out = append(out, b)
		}
	}
	slices.SortFunc(out, (*big.Rat).Cmp)
	return out
}

func whole(n int64) *big.Rat { return new(big.Rat).SetInt64(n) }

// plus adds; nil counts as nothing.
func plus(xs ...*big.Rat) *big.Rat {
	out := new(big.Rat)
	for _, x := range xs {
		if x != nil {
			out.Add(out, x)
		}
	}
	return out
}

// less is max(0, x − Σ ys).
func less(x *big.Rat, ys ...*big.Rat) *big.Rat {
	out := new(big.Rat).Sub(plus(x), plus(ys...))
	if out.Sign() < 0 {
		return new(big.Rat)
	}
	return out
}

func least(a, b *big.Rat) *big.Rat {
	if a.Cmp(b) < 0 {
		return a
	}
	return b
}

func times(a, b *big.Rat) *big.Rat { return new(big.Rat).Mul(a, b) }

func over(a, b *big.Rat) *big.Rat {
	if a == nil || b.Sign() == 0 {
		return new(big.Rat)
	}
	return new(big.Rat).Quo(a, b)
}
