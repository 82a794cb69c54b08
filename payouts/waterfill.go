package payouts

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/holiman/uint256"

	"makewhole/money"
)

// Entitlement is one right to a part of the money.
type Entitlement struct {
	ID      string       // public id, unique in the list; not used in the arithmetic
	Amount  money.Amount // e: all that is owed
	Already money.Amount // a: allocated so far in settlements that were not cancelled, minus swept
	Class   int          // lower classes are served first
	Held    bool         // counts in the ratio, but its line stays reserved
}

// Line is what one entitlement gets in this tranche.
type Line struct {
	ID      string
	Amount  money.Amount
	Held    bool // reserved, no leaf
	Carried bool // below minPay: reserved until a later tranche, no leaf
}

// Payable reports whether the line becomes a leaf.
func (l *Line) Payable() bool { return !l.Held && !l.Carried && !l.Amount.IsZero() }

// ClassRatio is the level λ = Num/Den a class was served to.
type ClassRatio struct {
	Class int
	Ratio Ratio
}

// Result is one tranche. Paid + Held + Carried + Dust + Unattributed = M.
type Result struct {
	Lines                []Line       // in the order of the entitlements
	LambdaNum, LambdaDen money.Amount // λ of the last class that got anything, (M + Σ_S a) / Σ_S e, or 1/1
	Classes              []ClassRatio // in the order they were served; those behind an unfilled class are absent
	Paid                 money.Amount // Σ payable lines
	Held                 money.Amount // Σ held lines
	Carried              money.Amount // Σ lines below minPay
	Dust                 money.Amount // lost to rounding, fewer units than lines; stays reserved
	Unattributed         money.Amount // beyond what all entitlements can take
}

// WaterFill divides m by formula 3 of the domain: λ is the largest value ≤ 1
// with Σ max(0, λ·e − a) ≤ m over the entitlements of a class, and each line is
// max(0, floor(λ·e) − a). Classes are served in ascending order. The result
// does not depend on the order of the entitlements.
func WaterFill(m money.Amount, es []Entitlement) (Result, error) {
	return WaterFillMin(m, money.Zero, es)
}

// WaterFillMin is WaterFill where lines below minPay are carried: their money
// stays reserved and, because their Already does not grow, comes back in the
// next tranche. The last tranche uses minPay zero.
func WaterFillMin(m, minPay money.Amount, es []Entitlement) (Result, error) {
	r := Result{Lines: make([]Line, len(es))}
	for i := range es {
		r.Lines[i] = Line{ID: es[i].ID, Held: es[i].Held}
	}
	rest, err := r.fill(m, es)
	if err != nil {
		return Result{}, err
	}
	if err := r.sort(minPay, es); err != nil {
		return Result{}, err
	}
	r.setLambda()
	if len(r.Classes) > 0 && r.LambdaNum.Less(r.LambdaDen) {
		r.Dust = rest
	} else {
		r.Unattributed = rest
	}
	return r, conserve("water-fill", m, r.Paid, r.Held, r.Carried, r.Dust, r.Unattributed)
}

// fill serves the classes in order and returns what is left of m.
func (r *Result) fill(m money.Amount, es []Entitlement) (rest money.Amount, err error) {
	open := openByClass(es)
	for len(open) > 0 {
		class := es[open[0]].Class
		n := 1
		for n < len(open) && es[open[n]].Class == class {
			n++
		}
		var full bool
		if m, full, err = r.fillClass(m, es, open[:n]); err != nil {
			return money.Zero, fmt.Errorf("class %d: %w", class, err)
		}
		if !full {
			return m, nil
		}
		open = open[n:]
	}
	return m, nil
}

// openByClass lists the entitlements that are owed something, lowest class
// first.
func openByClass(es []Entitlement) []uint32 {
	open := make([]uint32, 0, len(es))
	sorted := true
	for i := range es {
		if es[i].Already.Less(es[i].Amount) {
			sorted = sorted && (len(open) == 0 || es[open[len(open)-1]].Class <= es[i].Class)
			open = append(open, uint32(i))
		}
	}
	if !sorted {
		slices.SortStableFunc(open, func(a, b uint32) int { return cmp.Compare(es[a].Class, es[b].Class) })
	}
	return open
}

// fillClass serves one class from m. It reports what is left and whether the
// class was served in full. It reorders members.
func (r *Result) fillClass(m money.Amount, es []Entitlement, members []uint32) (rest money.Amount, full bool, err error) {
	owed, already, err := sums(es, members)
	if err != nil {
		return money.Zero, false, err
	}
	class := es[members[0]].Class
	need, err := owed.Sub(already)
	if err != nil {
		return money.Zero, false, fmt.Errorf("%w: more given than owed", ErrInvariant)
	}
	if need.Cmp(m) <= 0 {
		for _, i := range members {
			r.Lines[i].Amount = es[i].Amount.SubFloor(es[i].Already)
		}
		r.Classes = append(r.Classes, ClassRatio{class, One})
		return m.SubFloor(need), true, nil
	}
	ratio, active, err := level(m, owed, already, es, members)
	if err != nil {
		return money.Zero, false, err
	}
	r.Classes = append(r.Classes, ClassRatio{class, ratio})
	rest, err = r.fillLevel(m, &ratio, es, active)
	return rest, false, err
}

// fillLevel gives each active entitlement its part up to the level and returns
// the dust, which must be fewer units than there are lines.
func (r *Result) fillLevel(m money.Amount, ratio *Ratio, es []Entitlement, active []uint32) (money.Amount, error) {
	given, err := sumChunks(len(active), func(lo, hi int) (sum money.Amount, err error) {
		for _, i := range active[lo:hi] {
			upTo, err := ratio.Floor(es[i].Amount)
			if err != nil {
				return money.Zero, err
			}
			line := upTo.SubFloor(es[i].Already)
			r.Lines[i].Amount = line
			if sum, err = sum.Add(line); err != nil {
				return money.Zero, err
			}
		}
		return sum, nil
	})
	if err != nil {
		return money.Zero, err
	}
	dust, err := m.Sub(given)
	if err != nil {
		return money.Zero, fmt.Errorf("%w: lines above the money", ErrInvariant)
	}
	if dust.Cmp(money.FromUint64(uint64(len(active)))) >= 0 {
		return money.Zero, fmt.Errorf("%w: more dust than lines", ErrInvariant)
	}
	return dust, nil
}

// level finds λ = (m + Σ_S a) / Σ_S e and its active set S = {λ·e ≥ a}. It
// starts from all members and drops those already above the level; each drop
// lowers the level, so nobody dropped can come back, and a few rounds suffice.
// It requires m < Σ (e − a), so that λ < 1 and no sum overflows; owed and
// already are the members' sums.
func level(m, owed, already money.Amount, es []Entitlement, members []uint32) (Ratio, []uint32, error) {
	for {
		num, err := m.Add(already)
		if err != nil {
			return Ratio{}, nil, err
		}
		ratio, err := NewRatio(num, owed)
		if err != nil {
			return Ratio{}, nil, err
		}
		if already.IsZero() {
			return ratio, members, nil
		}
		kept := members[:0]
		for _, i := range members {
			upTo, err := ratio.Floor(es[i].Amount)
			if err != nil {
				return Ratio{}, nil, err
			}
			if !upTo.Less(es[i].Already) {
				kept = append(kept, i)
			}
		}
		if len(kept) == len(members) {
			return ratio, kept, nil
		}
		members = kept
		if owed, already, err = sums(es, members); err != nil {
			return Ratio{}, nil, err
		}
	}
}

func sums(es []Entitlement, members []uint32) (owed, already money.Amount, err error) {
	var e, a uint256.Int
	for _, i := range members {
		amount := es[i].Amount.Uint256()
		if _, over := e.AddOverflow(&e, &amount); over {
			return money.Zero, money.Zero, fmt.Errorf("sum entitlements: %w", money.ErrOverflow)
		}
		if es[i].Already.IsZero() {
			continue
		}
		amount = es[i].Already.Uint256()
		if _, over := a.AddOverflow(&a, &amount); over {
			return money.Zero, money.Zero, fmt.Errorf("sum allocated: %w", money.ErrOverflow)
		}
	}
	return money.FromUint256(e), money.FromUint256(a), nil
}

// sort adds every line to the sum it belongs to and checks its cap.
func (r *Result) sort(minPay money.Amount, es []Entitlement) (err error) {
	for i := range r.Lines {
		l := &r.Lines[i]
		if es[i].Amount.SubFloor(es[i].Already).Less(l.Amount) {
			return fmt.Errorf("%w: line above what is owed", ErrInvariant)
		}
		l.Carried = !l.Held && !l.Amount.IsZero() && l.Amount.Less(minPay)
		to := &r.Paid
		if l.Held {
			to = &r.Held
		} else if l.Carried {
			to = &r.Carried
		}
		if *to, err = to.Add(l.Amount); err != nil {
			return fmt.Errorf("%w: sum of lines: %w", ErrInvariant, err)
		}
	}
	return nil
}

// setLambda publishes the level of the last class served.
func (r *Result) setLambda() {
	last := One
	if len(r.Classes) > 0 {
		last = r.Classes[len(r.Classes)-1].Ratio
	}
	r.LambdaNum, r.LambdaDen = last.Num(), last.Den()
}
