package simulate

import (
	"math/big"
	"slices"
)

// reference is a second, slow and plain way to the ends of a history, written
// from the rules alone, in exact fractions of the numéraire: all facts at once,
// one pool after the other, every account decided. It knows one product per pool.
type reference struct {
	names   []string
	loss    map[string]*big.Rat // value
	outside map[string]*big.Rat
	units   map[string]map[string]*big.Rat // account → asset → value lost in that asset
	back    map[string]*big.Rat            // asset → value recovered
	owed    map[string]map[string]*big.Rat // pool → account → e
	pools   []string                       // in order
	pledge  map[string]*big.Rat

	R, T map[string]*big.Rat
}

func rat(n int64) *big.Rat { return new(big.Rat).SetInt64(n) }

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
	if b.Sign() == 0 {
		return new(big.Rat)
	}
	return new(big.Rat).Quo(a, b)
}

func (r *reference) solve() {
	r.R, r.T = map[string]*big.Rat{}, map[string]*big.Rat{}
	total, surplus := new(big.Rat), new(big.Rat)
	for _, n := range r.names {
		total.Add(total, r.loss[n])
	}
	for _, n := range r.names {
		part := new(big.Rat)
		for asset, back := range r.back {
			lost := new(big.Rat)
			for _, m := range r.names {
				lost.Add(lost, plus(r.units[m][asset]))
			}
			kind := least(back, lost)
			part.Add(part, plus(times(kind, over(plus(r.units[n][asset]), lost)), times(less(back, kind), over(r.loss[n], total))))
		}
		r.R[n] = least(part, less(r.loss[n], r.outside[n]))
		surplus.Add(surplus, less(part, r.R[n]))
		r.T[n] = new(big.Rat)
	}
	for _, p := range r.pools {
		r.fill(p)
	}
	gaps := new(big.Rat)
	for _, n := range r.names {
		gaps.Add(gaps, r.gap(n))
	}
	share := over(least(surplus, gaps), gaps)
	for _, n := range r.names {
		r.R[n] = plus(r.R[n], times(share, r.gap(n)))
	}
}

func (r *reference) gap(n string) *big.Rat {
	return less(r.loss[n], r.outside[n], r.R[n], r.T[n])
}

// fill raises λ from bend to bend until the pledge is used up.
func (r *reference) fill(p string) {
	e := r.owed[p]
	room := func(n string) *big.Rat { return less(r.loss[n], r.outside[n], r.R[n], r.T[n]) }
	target := func(l *big.Rat) (map[string]*big.Rat, *big.Rat) {
		out, sum := map[string]*big.Rat{}, new(big.Rat)
		for n := range e {
			out[n] = least(times(l, e[n]), room(n))
			sum.Add(sum, out[n])
		}
		return out, sum
	}
	bends := []*big.Rat{rat(0), rat(1)}
	for n := range e {
		if b := over(room(n), e[n]); b.Cmp(rat(1)) < 0 {
			bends = append(bends, b)
		}
	}
	slices.SortFunc(bends, (*big.Rat).Cmp)
	level := rat(0)
	for _, b := range bends {
		if _, sum := target(b); sum.Cmp(r.pledge[p]) <= 0 {
			level = b
			continue
		}
		at, sum := target(level)
		slope := new(big.Rat)
		for n := range e {
			if at[n].Cmp(room(n)) < 0 {
				slope.Add(slope, e[n])
			}
		}
		level = plus(level, over(less(r.pledge[p], sum), slope))
		break
	}
	at, _ := target(level)
	for n := range e {
		r.T[n] = plus(r.T[n], at[n])
	}
}
