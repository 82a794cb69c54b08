package payouts

import (
	"math/big"
	"slices"

	"github.com/holiman/uint256"

	"makewhole/money"
)

// Target is what one account should have of one pool, as a function of the level
// λ:
//
//	T(λ) = max(Has, min(λ·All, Most), min(λ·Decided, DecidedMost))
//
// All ≥ Decided are what the pool owes with and without what is held; Most and
// DecidedMost bound what the account may have. T never falls as λ rises. The
// unit is the caller's.
type Target struct {
	Has                  money.Amount
	All, Most            money.Amount
	Decided, DecidedMost money.Amount
}

// At is the target at a level, rounded down.
func (s *Target) At(l *Ratio) (money.Amount, error) {
	all, err := l.Floor(s.All)
	if err != nil {
		return money.Zero, err
	}
	decided, err := s.DecidedAt(l)
	return money.MaxOf(money.Min(all, s.Most), decided), err
}

// DecidedAt is the part of the target that is decided.
func (s *Target) DecidedAt(l *Ratio) (money.Amount, error) {
	decided, err := l.Floor(s.Decided)
	return money.MaxOf(s.Has, money.Min(decided, s.DecidedMost)), err
}

var unit = money.FromUint64(1)

// fraction is num/den with den > 0.
type fraction struct{ num, den money.Amount }

// compare orders x·y and z·w by their full products.
func compare(x, y, z, w money.Amount) int {
	a, b, c, d := x.Uint256(), y.Uint256(), z.Uint256(), w.Uint256()
	if a.BitLen()+b.BitLen() <= 256 && c.BitLen()+d.BitLen() <= 256 {
		var l, r uint256.Int
		return l.Mul(&a, &b).Cmp(r.Mul(&c, &d))
	}
	return new(big.Int).Mul(x.Big(), y.Big()).Cmp(new(big.Int).Mul(z.Big(), w.Big()))
}

func (f fraction) cmp(g fraction) int { return compare(f.num, g.den, g.num, f.den) }

// bends appends the levels strictly between 0 and 1 at which T may bend.
func (s *Target) bends(out []fraction) []fraction {
	add := func(num, den money.Amount) {
		if !num.IsZero() && num.Less(den) {
			out = append(out, fraction{num, den})
		}
	}
	add(s.Most, s.All)
	add(s.Has, s.All)
	if s.Decided != s.All || s.DecidedMost != s.Most {
		add(s.DecidedMost, s.Decided)
		add(s.Most, s.Decided)
		add(s.Has, s.Decided)
	}
	return out
}

// piece is T just above the level f: constant + λ·slope.
func (s *Target) piece(f fraction) (constant, slope money.Amount) {
	all, allSlope := limb(f, s.All, s.Most)
	decided, decidedSlope := limb(f, s.Decided, s.DecidedMost)
	if higher(f, decided, decidedSlope, all, allSlope) {
		all, allSlope = decided, decidedSlope
	}
	if higher(f, s.Has, money.Zero, all, allSlope) {
		return s.Has, money.Zero
	}
	return all, allSlope
}

// limb is min(λ·e, most) just above f.
func limb(f fraction, e, most money.Amount) (constant, slope money.Amount) {
	if compare(f.num, e, most, f.den) < 0 {
		return money.Zero, e
	}
	return most, money.Zero
}

// higher reports whether the first of two pieces, each constant or through the
// origin, lies above the second just above f.
func higher(f fraction, k1, w1, k2, w2 money.Amount) bool {
	value := func(k, w money.Amount) (x, y money.Amount) { // x·y/f.den
		if w.IsZero() {
			return k, f.den
		}
		return w, f.num
	}
	x1, y1 := value(k1, w1)
	x2, y2 := value(k2, w2)
	if c := compare(x1, y1, x2, y2); c != 0 {
		return c > 0
	}
	return w2.Less(w1)
}

// LevelOf is the highest λ ≤ 1 with Σ T(λ) ≤ m, as an exact fraction, and
// whether everybody is served in full. Where more than m was given already it
// is 0. It does not depend on the order of the targets.
func LevelOf(m money.Amount, targets []Target) (Ratio, bool, error) {
	if fits, err := fitsAt(fraction{unit, unit}, m, targets); fits || err != nil {
		return One, fits, err
	}
	var bends []fraction
	for i := range targets {
		bends = targets[i].bends(bends)
	}
	slices.SortFunc(bends, fraction.cmp)
	bends = slices.CompactFunc(bends, func(a, b fraction) bool { return a.cmp(b) == 0 })
	from := fraction{money.Zero, unit}
	for lo, hi := 0, len(bends); lo < hi; {
		mid := (lo + hi) / 2
		fits, err := fitsAt(bends[mid], m, targets)
		if err != nil {
			return Ratio{}, false, err
		}
		if fits {
			from, lo = bends[mid], mid+1
		} else {
			hi = mid
		}
	}
	constant, slope, err := pieces(from, targets)
	if err != nil || slope.IsZero() || m.Less(constant) {
		zero, _ := NewRatio(from.num, from.den)
		return zero, false, err
	}
	r, err := NewRatio(m.SubFloor(constant), slope)
	return r, false, err
}

// pieces adds up the pieces of all targets just above f.
func pieces(f fraction, targets []Target) (constant, slope money.Amount, err error) {
	for i := range targets {
		k, w := targets[i].piece(f)
		if constant, err = constant.Add(k); err == nil {
			slope, err = slope.Add(w)
		}
		if err != nil {
			return constant, slope, err
		}
	}
	return constant, slope, nil
}

// fitsAt reports Σ T(f) ≤ m exactly; T is continuous, so the piece above f has
// the value at f.
func fitsAt(f fraction, m money.Amount, targets []Target) (bool, error) {
	constant, slope, err := pieces(f, targets)
	if err != nil || m.Less(constant) {
		return false, err
	}
	return compare(slope, f.num, m.SubFloor(constant), f.den) <= 0, nil
}
