package rounds

import (
	"cmp"
	"math/big"
	"slices"

	"github.com/holiman/uint256"

	"makewhole/money"
	"makewhole/payouts"
)

// share is what one account wants of one pool, as a function of the level λ:
//
//	T(λ) = max(has, min(λ·all, most), min(λ·decided, decidedMost))
//
// all ≥ decided are what the pool owes with and without what is held; most and
// decidedMost are what the account may still get. It never falls as λ rises.
type share struct {
	has                  money.Amount
	all, most            money.Amount
	decided, decidedMost money.Amount
}

// at is the target at a level, rounded down.
func (s *share) at(l *payouts.Ratio) (money.Amount, error) {
	all, err := l.Floor(s.all)
	if err != nil {
		return money.Zero, err
	}
	decided, err := s.decidedAt(l)
	return money.MaxOf(money.Min(all, s.most), decided), err
}

// decidedAt is the part of the target that is decided.
func (s *share) decidedAt(l *payouts.Ratio) (money.Amount, error) {
	decided, err := l.Floor(s.decided)
	return money.MaxOf(s.has, money.Min(decided, s.decidedMost)), err
}

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
func (s *share) bends(out []fraction) []fraction {
	add := func(num, den money.Amount) {
		if !num.IsZero() && num.Less(den) {
			out = append(out, fraction{num, den})
		}
	}
	add(s.most, s.all)
	add(s.has, s.all)
	if s.decided != s.all || s.decidedMost != s.most {
		add(s.decidedMost, s.decided)
		add(s.most, s.decided)
		add(s.has, s.decided)
	}
	return out
}

// piece is T just above the level f: constant + λ·slope.
func (s *share) piece(f fraction) (constant, slope money.Amount) {
	all, allSlope := limb(f, s.all, s.most)
	decided, decidedSlope := limb(f, s.decided, s.decidedMost)
	if higher(f, decided, decidedSlope, all, allSlope) {
		all, allSlope = decided, decidedSlope
	}
	if higher(f, s.has, money.Zero, all, allSlope) {
		return s.has, money.Zero
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

// levelOf is the highest λ ≤ 1 with Σ T(λ) ≤ m, as an exact fraction, and
// whether everybody is served in full. Where more than m was given already it
// is 0. It does not depend on the order of the shares.
func levelOf(m money.Amount, shares []share) (payouts.Ratio, bool, error) {
	if fits, err := fitsAt(fraction{one, one}, m, shares); fits || err != nil {
		return payouts.One, fits, err
	}
	var bends []fraction
	for i := range shares {
		bends = shares[i].bends(bends)
	}
	slices.SortFunc(bends, fraction.cmp)
	bends = slices.CompactFunc(bends, func(a, b fraction) bool { return a.cmp(b) == 0 })
	from := fraction{money.Zero, one}
	for lo, hi := 0, len(bends); lo < hi; {
		mid := (lo + hi) / 2
		fits, err := fitsAt(bends[mid], m, shares)
		if err != nil {
			return payouts.Ratio{}, false, err
		}
		if fits {
			from, lo = bends[mid], mid+1
		} else {
			hi = mid
		}
	}
	constant, slope, err := pieces(from, shares)
	if err != nil || slope.IsZero() || m.Less(constant) {
		zero, _ := payouts.NewRatio(from.num, from.den)
		return zero, false, err
	}
	r, err := payouts.NewRatio(m.SubFloor(constant), slope)
	return r, false, err
}

// pieces adds up the pieces of all shares just above f.
func pieces(f fraction, shares []share) (constant, slope money.Amount, err error) {
	for i := range shares {
		k, w := shares[i].piece(f)
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
func fitsAt(f fraction, m money.Amount, shares []share) (bool, error) {
	constant, slope, err := pieces(f, shares)
	if err != nil || m.Less(constant) {
		return false, err
	}
	return compare(slope, f.num, m.SubFloor(constant), f.den) <= 0, nil
}

// byClass splits the positions of shares by class, lowest first.
func byClass(classes []uint8) [][]int {
	groups := map[uint8][]int{}
	for i, c := range classes {
		groups[c] = append(groups[c], i)
	}
	out := make([][]int, 0, len(groups))
	for _, g := range groups {
		out = append(out, g)
	}
	slices.SortFunc(out, func(a, b []int) int { return cmp.Compare(classes[a[0]], classes[b[0]]) })
	return out
}
