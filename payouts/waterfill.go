package payouts

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/holiman/uint256"

	"makewhole/money"
)

// Entitlement is one right to a part of the money: of a row the arithmetic reads
// Amount (e: all that is owed), Already (a: allocated so far in settlements that
// were not cancelled, minus swept), Class (lower ones are served first) and Held
// (counts in the ratio, but its line stays reserved).
type Entitlement = Row

// Line is what one entitlement gets in this tranche.
type Line struct {
	Amount  money.Amount
	Held    bool // reserved, no leaf
	Carried bool // below minPay: reserved until a later tranche, no leaf
}

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
	l, err := fill(m, es)
	if err != nil {
		return Result{}, err
	}
	r := Result{Lines: make([]Line, len(es)), Classes: l.classes, Dust: l.dust, Unattributed: l.unattributed}
	r.LambdaNum, r.LambdaDen = l.lambda()
	if err := r.sort(minPay, es, l.lines); err != nil {
		return Result{}, err
	}
	return r, conserve("water-fill", m, r.Paid, r.Held, r.Carried, r.Dust, r.Unattributed)
}

// filled is the arithmetic of a tranche before anything is held or carried:
// Σ lines + dust + unattributed = m.
type filled struct {
	lines              []money.Amount // in the order of the entitlements
	classes            []ClassRatio
	dust, unattributed money.Amount
}

// fill serves the classes in order.
func fill(m money.Amount, es []Entitlement) (*filled, error) {
	l := &filled{lines: make([]money.Amount, len(es))}
	open := openByClass(es)
	for len(open) > 0 {
		class := es[open[0]].Class
		n := 1
		for n < len(open) && es[open[n]].Class == class {
			n++
		}
		rest, full, err := l.fillClass(m, es, open[:n])
		if err != nil {
			return nil, fmt.Errorf("class %d: %w", class, err)
		}
		if !full {
			l.dust = rest
			return l, nil
		}
		m, open = rest, open[n:]
	}
	l.unattributed = m
	return l, nil
}

// openByClass lists the entitlements that are owed something, lowest class
// first.
func openByClass(es []Entitlement) []uint32 {
	open := make([]uint32, 0, len(es))
	sorted, last := true, uint8(0)
	for i := range es {
		if es[i].Already.Less(es[i].Amount) {
			sorted = sorted && last <= es[i].Class
			last = es[i].Class
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
func (l *filled) fillClass(m money.Amount, es []Entitlement, members []uint32) (rest money.Amount, full bool, err error) {
	owed, already, err := sums(es, members)
	if err != nil {
		return money.Zero, false, err
	}
	class := int(es[members[0]].Class)
	need, err := owed.Sub(already)
	if err != nil {
		return money.Zero, false, fmt.Errorf("%w: more given than owed", ErrInvariant)
	}
	if need.Cmp(m) <= 0 {
		for _, i := range members {
			l.lines[i] = es[i].Amount.SubFloor(es[i].Already)
		}
		l.classes = append(l.classes, ClassRatio{class, One})
		return m.SubFloor(need), true, nil
	}
	ratio, active, err := level(m, owed, already, es, members)
	if err != nil {
		return money.Zero, false, err
	}
	l.classes = append(l.classes, ClassRatio{class, ratio})
	rest, err = l.fillLevel(m, &ratio, es, active)
	return rest, false, err
}

// fillLevel gives each active entitlement its part up to the level and returns
// the dust, which must be fewer units than there are lines.
func (l *filled) fillLevel(m money.Amount, ratio *Ratio, es []Entitlement, active []uint32) (money.Amount, error) {
	given, err := sumChunks(len(active), func(lo, hi int) (sum money.Amount, err error) {
		for _, i := range active[lo:hi] {
			upTo, err := ratio.Floor(es[i].Amount)
			if err != nil {
				return money.Zero, err
			}
			line := upTo.SubFloor(es[i].Already)
			if es[i].Amount.Less(upTo) {
				return money.Zero, fmt.Errorf("%w: line above what is owed", ErrInvariant)
			}
			l.lines[i] = line
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

// sums adds up what the members are owed and what they have.
func sums(es []Entitlement, members []uint32) (owed, already money.Amount, err error) {
	has := make([]money.Amount, (len(members)+chunkRows-1)/chunkRows)
	owed, err = sumChunks(len(members), func(lo, hi int) (money.Amount, error) {
		var e, a uint256.Int
		for _, i := range members[lo:hi] {
			amount, given := es[i].Amount.Uint256(), es[i].Already.Uint256()
			_, over := e.AddOverflow(&e, &amount)
			_, more := a.AddOverflow(&a, &given)
			if over || more {
				return money.Zero, money.ErrOverflow
			}
		}
		has[lo/chunkRows] = money.FromUint256(a)
		return money.FromUint256(e), nil
	})
	if err == nil {
		already, err = money.Sum(has...)
	}
	if err != nil {
		return money.Zero, money.Zero, fmt.Errorf("sum entitlements: %w", err)
	}
	return owed, already, nil
}

// sort makes the lines and adds each to the sum it belongs to.
func (r *Result) sort(minPay money.Amount, es []Entitlement, amounts []money.Amount) (err error) {
	for i, amount := range amounts {
		l := &r.Lines[i]
		*l = Line{Amount: amount, Held: es[i].Held}
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

// lambda is the level of the last class served.
func (l *filled) lambda() (num, den money.Amount) {
	last := One
	if len(l.classes) > 0 {
		last = l.classes[len(l.classes)-1].Ratio
	}
	return last.Num(), last.Den()
}
