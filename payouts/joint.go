package payouts

import (
	"fmt"
	"math/big"
	"sync"

	"makewhole/money"
)

// JointFund is one of several funds whose lines have a value together.
type JointFund struct {
	Amount money.Amount
	Share  Ratio // what a unit of weight gets of the fund, Amount / denominator
	Price  Ratio // what a base unit of the fund is worth in units of the caps
}

// JointRow is one account under a cap on the joint value of its lines.
type JointRow struct {
	Weight money.Amount // its part of every fund
	Cap    money.Amount // the most its lines may be worth together
	Key    money.Amount // its part of the second round; zero: none
}

// Joint is an allocation of several funds with a cap on the joint value of the
// lines of an account (formula 10): lines above the cap are cut, all funds by
// the same fraction, and the surplus is divided once more by a second key among
// the accounts that have room. With S_f what was cut off fund f and V its worth:
//
//	first_f  = floor(weight · amount_f / denominator)
//	kept_f   = first_f, or floor(first_f · cap / v) where v = Σ first_f · price_f is above the cap
//	room     = cap − Σ kept_f · price_f
//	φ        = min(room / V, τ · key), τ the largest value with Σ φ ≤ 1 over the accounts with a key
//	line_f   = kept_f + floor(S_f · φ)
//
// The second round ends in one step what rounds of dividing and cutting would
// approach: accounts that fill up hand on what they cannot take. Everything is
// exact and rounded down once at each floor; no line depends on the order of the
// rows. What finds no room is capped, what the floors lose is dust.
type Joint struct {
	funds   []JointFund
	prices  []*big.Int // numerators of the prices over scale
	scale   *big.Int
	surplus []money.Amount // S_f
	worth   *big.Int       // V · scale
	rest    *big.Int       // of worth, what the accounts that do not fill up share; or nobody takes
	keys    *big.Int       // Σ keys of the accounts that do not fill up
	shares  []Shares       // without lines
}

// NewJoint computes an allocation of n rows, which row returns by number, always
// the same. Σ weights may not pass the denominator, and prices are above zero.
// Rows are asked for several times; nothing is kept of them.
func NewJoint(funds []JointFund, denominator money.Amount, n int, row func(i int) JointRow) (*Joint, error) {
	j := &Joint{funds: funds, scale: big.NewInt(1), surplus: make([]money.Amount, len(funds)), worth: new(big.Int), keys: new(big.Int)}
	if err := j.price(); err != nil {
		return nil, err
	}
	weights, err := j.firstRound(denominator, n, row)
	if err != nil {
		return nil, err
	}
	j.level(n, row)
	return j, j.close(denominator.SubFloor(weights), n, row)
}

// price brings all prices to one denominator.
func (j *Joint) price() error {
	for _, f := range j.funds {
		if f.Price.Num().IsZero() {
			return fmt.Errorf("%w: a price of zero", ErrInput)
		}
		den := f.Price.Den().Big()
		common := new(big.Int).GCD(nil, nil, j.scale, den)
		j.scale.Mul(j.scale, den.Div(den, common))
	}
	for _, f := range j.funds {
		p := new(big.Int).Div(j.scale, f.Price.Den().Big())
		j.prices = append(j.prices, p.Mul(p, f.Price.Num().Big()))
	}
	return nil
}

// firstRound adds up what is cut off and returns the sum of the weights.
func (j *Joint) firstRound(denominator money.Amount, n int, row func(i int) JointRow) (weights money.Amount, err error) {
	w := j.worker()
	defer workers.Put(w)
	for i := range n {
		r := row(i)
		if weights, err = weights.Add(r.Weight); err != nil {
			return weights, fmt.Errorf("sum weights: %w", err)
		}
		if err := w.first(j, r); err != nil {
			return weights, err
		}
		for f := range w.lines {
			if j.surplus[f], err = j.surplus[f].Add(w.cut[f]); err != nil {
				return weights, err
			}
		}
	}
	if denominator.Less(weights) {
		return weights, fmt.Errorf("%w: denominator below the sum of the weights", ErrInput)
	}
	for f, s := range j.surplus {
		j.worth.Add(j.worth, new(big.Int).Mul(s.Big(), j.prices[f]))
	}
	return weights, nil
}

// level finds the accounts that the second round fills up. It starts from all
// that have key and room and takes out those whose room is within their part;
// what they leave raises the part of the others, so nobody comes back in.
func (j *Joint) level(n int, row func(i int) JointRow) {
	w := j.worker()
	defer workers.Put(w)
	j.rest = new(big.Int).Set(j.worth)
	var open []uint32
	for i := range n {
		r := row(i)
		if r.Key.IsZero() || j.worth.Sign() == 0 || w.first(j, r) != nil || w.room.Sign() == 0 {
			continue // what fails here has failed in the first round
		}
		open = append(open, uint32(i))
		j.keys.Add(j.keys, r.Key.Big())
	}
	for full := true; full; {
		kept := open[:0]
		rest, keys := new(big.Int).Set(j.rest), new(big.Int).Set(j.keys)
		for _, i := range open {
			r := row(int(i))
			if w.first(j, r) != nil || !w.full(j, r) {
				kept = append(kept, i)
				continue
			}
			rest.Sub(rest, &w.room)
			keys.Sub(keys, &w.key)
		}
		full, open = len(kept) < len(open), kept
		j.rest, j.keys = rest, keys
	}
}

// close adds up the lines and checks the sums.
func (j *Joint) close(unlisted money.Amount, n int, row func(i int) JointRow) error {
	j.shares = make([]Shares, len(j.funds))
	lines := make([]money.Amount, len(j.funds))
	for i := range n {
		if err := j.Lines(row(i), lines); err != nil {
			return err
		}
		for f := range lines {
			var err error
			if j.shares[f].Paid, err = j.shares[f].Paid.Add(lines[f]); err != nil {
				return err
			}
		}
	}
	for f := range j.funds {
		if err := j.closeFund(f, unlisted); err != nil {
			return fmt.Errorf("fund %d: %w", f, err)
		}
	}
	return nil
}

func (j *Joint) closeFund(f int, unlisted money.Amount) (err error) {
	s := &j.shares[f]
	if s.Unattributed, err = j.funds[f].Share.Floor(unlisted); err != nil {
		return err
	}
	if j.keys.Sign() == 0 && j.worth.Sign() > 0 {
		capped := new(big.Int).Mul(j.surplus[f].Big(), j.rest)
		if s.Capped, err = money.FromBig(capped.Div(capped, j.worth)); err != nil {
			return err
		}
	}
	s.Dust = j.funds[f].Amount.SubFloor(s.Paid).SubFloor(s.Capped).SubFloor(s.Unattributed)
	return conserve("joint cap", j.funds[f].Amount, s.Paid, s.Capped, s.Unattributed, s.Dust)
}

// Sums returns what became of each fund, without lines.
func (j *Joint) Sums() []Shares { return j.shares }

// Lines computes the lines of one row into dst, one per fund. It may be called
// from several goroutines.
func (j *Joint) Lines(r JointRow, dst []money.Amount) error {
	w := j.worker()
	defer workers.Put(w)
	if err := w.first(j, r); err != nil {
		return err
	}
	copy(dst, w.lines)
	if j.worth.Sign() == 0 || r.Key.IsZero() || w.room.Sign() == 0 {
		return nil
	}
	full := w.full(j, r)
	for f := range dst {
		part, err := w.second(j, f, full)
		if err != nil {
			return err
		}
		if dst[f], err = dst[f].Add(part); err != nil {
			return err
		}
	}
	return w.within(j, dst)
}

// worker holds the numbers of one row, kept because they are large.
type worker struct {
	lines, cut            []money.Amount
	value, room, key      big.Int
	left, right, quotient big.Int
	limit, amount         big.Int
	word                  [32]byte
}

// set returns an amount as a big.Int that lasts until the next call.
func (w *worker) set(a money.Amount) *big.Int {
	w.word = a.Bytes32()
	return w.amount.SetBytes(w.word[:])
}

var workers = sync.Pool{New: func() any { return new(worker) }}

func (j *Joint) worker() *worker {
	w := workers.Get().(*worker)
	if len(w.lines) != len(j.funds) {
		w.lines, w.cut = make([]money.Amount, len(j.funds)), make([]money.Amount, len(j.funds))
	}
	return w
}

// first computes the lines of the first round, what the cap cuts off them, and
// the room that is left under it.
func (w *worker) first(j *Joint, r JointRow) (err error) {
	for f := range j.funds {
		if w.lines[f], err = j.funds[f].Share.Floor(r.Weight); err != nil {
			return err
		}
		w.cut[f] = money.Zero
	}
	w.limit.Mul(w.set(r.Cap), j.scale)
	w.worth(j, w.lines)
	if w.value.Cmp(&w.limit) <= 0 {
		w.room.Sub(&w.limit, &w.value)
		return nil
	}
	for f, line := range w.lines {
		w.left.Mul(w.set(line), &w.limit)
		if w.lines[f], err = money.FromBig(w.quotient.Div(&w.left, &w.value)); err != nil {
			return err
		}
		w.cut[f] = line.SubFloor(w.lines[f])
	}
	w.worth(j, w.lines)
	w.room.Sub(&w.limit, &w.value)
	return nil
}

// worth sets value to what lines are worth, times the scale.
func (w *worker) worth(j *Joint, lines []money.Amount) {
	w.value.SetUint64(0)
	for f, line := range lines {
		w.value.Add(&w.value, w.left.Mul(w.set(line), j.prices[f]))
	}
}

// full reports whether the room of the row is within its part of the second
// round: room ≤ rest · key / keys.
func (w *worker) full(j *Joint, r JointRow) bool {
	w.key.Set(w.set(r.Key))
	return w.left.Mul(&w.room, j.keys).Cmp(w.right.Mul(j.rest, &w.key)) <= 0
}

// second returns floor(S_f · room / V) for an account that fills up, otherwise
// floor(S_f · (rest / V) · key / keys). It needs room and key of the row.
func (w *worker) second(j *Joint, f int, full bool) (money.Amount, error) {
	surplus := w.set(j.surplus[f])
	if full {
		return money.FromBig(w.quotient.Div(w.left.Mul(surplus, &w.room), j.worth))
	}
	w.left.Mul(w.right.Mul(surplus, j.rest), &w.key)
	return money.FromBig(w.quotient.Div(&w.left, w.right.Mul(j.worth, j.keys)))
}

// within checks that the lines are worth no more than the cap.
func (w *worker) within(j *Joint, lines []money.Amount) error {
	if w.worth(j, lines); w.value.Cmp(&w.limit) > 0 {
		return fmt.Errorf("%w: lines worth more than the cap", ErrInvariant)
	}
	return nil
}

// JointValue is what the amounts of funds are worth together, in units of the
// caps.
func JointValue(funds []JointFund) *big.Rat {
	sum := new(big.Rat)
	for _, f := range funds {
		price := new(big.Rat).SetFrac(f.Price.Num().Big(), f.Price.Den().Big())
		sum.Add(sum, price.Mul(price, new(big.Rat).SetInt(f.Amount.Big())))
	}
	return sum
}
