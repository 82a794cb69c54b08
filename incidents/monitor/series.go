package monitor

import (
	"math/big"
	"slices"

	"cel.dev/cel-go/common/types/ref"
)

// Operations of windows.
const (
	opSum, opCount, opMin, opMax, opFirst, opLast = "sum", "count", "min", "max", "first", "last"
	opDistinct, opProduct, opMedian, opMAD        = "distinct", "product", "median", "mad"
	opLeaky, opCUSUM, opZ                         = "leaky", "cusum", "z"
)

var largest = func() Int {
	var v Int
	v.mag.SetAllOne()
	return v
}()

// series is a figure that follows from its own former value. Each keeps its last
// states, so that blocks can be taken back.
type series interface {
	add(w *window, x Int, sc *scope) (why string)
	value() (ref.Val, string)
	rewind(number uint64)
}

func newSeries(op string) series {
	switch op {
	case opLeaky:
		return &leaky{}
	case opCUSUM:
		return &cusum{}
	case opZ:
		return &zscore{}
	default:
		return nothing{}
	}
}

type nothing struct{}

func (nothing) add(*window, Int, *scope) string { return "" }
func (nothing) value() (ref.Val, string)        { return nil, "no series" }
func (nothing) rewind(uint64)                   {}

// past keeps the states after the last blocks.
type past[T any] struct {
	states []T
	at     []moment
}

func (p *past[T]) push(at moment, state T) {
	p.states, p.at = append(p.states, state), append(p.at, at)
	if len(p.states) > Depth+1 {
		p.states, p.at = p.states[1:], p.at[1:]
	}
}

func (p *past[T]) last() (state T, at moment, ok bool) {
	if n := len(p.states); n > 0 {
		return p.states[n-1], p.at[n-1], true
	}
	return state, at, false
}

func (p *past[T]) rewind(number uint64) {
	n, _ := slices.BinarySearchFunc(p.at, number+1, func(m moment, want uint64) int {
		if m.number < want {
			return -1
		}
		return 1
	})
	p.states, p.at = p.states[:n], p.at[:n]
}

func evalInt(p *program, sc *scope) (Int, string) {
	v, err := p.eval(sc)
	if err != nil {
		return Int{}, err.Error()
	}
	return v.(Int), ""
}

// leaky is a bucket that empties by its capacity within the span, linearly, so
// that it does not matter how often it is looked at. The level is kept times the
// span, which makes it exact.
type leaky struct {
	past[*big.Int]
	span int64
}

func (l *leaky) add(w *window, x Int, sc *scope) string {
	capacity, why := evalInt(w.capacity, sc)
	if why != "" {
		return why
	}
	l.span = int64(w.span.seconds)
	level, at, ok := l.last()
	next := new(big.Int)
	if ok {
		drained := new(big.Int).Mul(capacity.Big(), big.NewInt(int64(w.head.time-at.time)))
		if next.Sub(level, drained); next.Sign() < 0 {
			next.SetInt64(0)
		}
	}
	next.Add(next, new(big.Int).Mul(x.Big(), big.NewInt(l.span)))
	if next.Sign() < 0 {
		next.SetInt64(0)
	}
	l.push(w.head, next)
	return ""
}

// value rounds the level up: a bucket is never shown emptier than it is.
func (l *leaky) value() (ref.Val, string) {
	level, _, ok := l.last()
	if !ok {
		return Int{}, ""
	}
	up := new(big.Int).Add(level, big.NewInt(l.span-1))
	return result(intOf(up.Quo(up, big.NewInt(l.span)))), ""
}

// cusum is the one-sided cumulative sum S = max(0, S + (x-mean)/sigma - slack),
// in thousandths; the quotient is rounded down.
type cusum struct{ past[*big.Int] }

func (c *cusum) add(w *window, x Int, sc *scope) string {
	var by [3]Int
	for i, p := range []*program{w.mean, w.sigma, w.slack} {
		v, why := evalInt(p, sc)
		if why != "" {
			return why
		}
		by[i] = v
	}
	if by[1].Cmp(Int{}) <= 0 {
		return "sigma is not above 0"
	}
	s, _, ok := c.last()
	if !ok {
		s = new(big.Int)
	}
	step := new(big.Int).Sub(x.Big(), by[0].Big())
	step.Mul(step, big.NewInt(1000))
	floorDiv(step, by[1].Big())
	next := step.Add(step, s)
	if next.Sub(next, by[2].Big()); next.Sign() < 0 {
		next.SetInt64(0)
	}
	c.push(w.head, next)
	return ""
}

func (c *cusum) value() (ref.Val, string) {
	s, _, ok := c.last()
	if !ok {
		return nil, "nothing is in it yet"
	}
	return saturate(s), ""
}

func floorDiv(a, positive *big.Int) { a.Div(a, positive) } // Euclid: rounds down for a positive divisor

// saturate keeps a figure that only grows comparable.
func saturate(b *big.Int) Int {
	v, err := intOf(b)
	if err != nil {
		v = largest
		v.neg = b.Sign() < 0
	}
	return v
}

// ewma is mean and variance with weight 1/50 for the newest sample, both with 64
// binary places, and how far the newest sample was off, in thousandths of the
// deviation. The figures are those before the sample.
type ewma struct {
	mean, variance *big.Int
	samples        int
	z              Int
}

type zscore struct{ past[ewma] }

const ewmaWeight = 50

func (z *zscore) add(w *window, x Int, sc *scope) string {
	freeze, why := evalInt(w.slack, sc)
	if why != "" {
		return why
	}
	scaled := new(big.Int).Lsh(x.Big(), 64)
	old, _, ok := z.last()
	if !ok {
		z.push(w.head, ewma{scaled, new(big.Int), 1, Int{}})
		return ""
	}
	off := new(big.Int).Sub(scaled, old.mean)
	next := ewma{old.mean, old.variance, old.samples + 1, deviation(off, old.variance)}
	far := next.z
	if far.neg {
		far = far.Neg()
	}
	if old.samples < w.need() || far.Cmp(freeze) <= 0 {
		part := new(big.Int).Quo(off, big.NewInt(ewmaWeight))
		next.mean = new(big.Int).Add(old.mean, part)
		spread := new(big.Int).Mul(off, part)
		spread.Rsh(spread, 64).Add(spread, old.variance)
		next.variance = spread.Mul(spread, big.NewInt(ewmaWeight-1)).Quo(spread, big.NewInt(ewmaWeight))
	}
	z.push(w.head, next)
	return ""
}

// need is how many samples make a figure.
func (w *window) need() int { return max(minSamples, int(w.span.blocks)) }

// deviation is 1000·off/√variance, towards zero; off and variance have 64 binary
// places.
func deviation(off, variance *big.Int) Int {
	if off.Sign() == 0 {
		return Int{}
	}
	root := new(big.Int).Sqrt(new(big.Int).Lsh(variance, 64))
	if root.Sign() == 0 {
		v := largest
		v.neg = off.Sign() < 0
		return v
	}
	q := new(big.Int).Mul(off, big.NewInt(1000))
	return saturate(q.Quo(q, root))
}

func (z *zscore) value() (ref.Val, string) {
	s, _, ok := z.last()
	if !ok {
		return nil, "nothing is in it yet"
	}
	return s.z, ""
}

// middle is the median of samples, or their median distance from it; of an even
// number the lower one.
func middle(values []ref.Val, distance bool) (ref.Val, string) {
	if len(values) < minSamples {
		return nil, "fewer than 30 samples"
	}
	sorted := make([]Int, len(values))
	for i, v := range values {
		sorted[i] = v.(Int)
	}
	slices.SortFunc(sorted, Int.Cmp)
	median := sorted[(len(sorted)-1)/2]
	if !distance {
		return median, ""
	}
	for i := range sorted {
		d, err := sorted[i].Sub(median)
		if err != nil {
			return nil, err.Error()
		}
		sorted[i] = newInt(false, &d.mag)
	}
	slices.SortFunc(sorted, Int.Cmp)
	return sorted[(len(sorted)-1)/2], ""
}
