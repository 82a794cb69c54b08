package monitor

import (
	"fmt"
	"math/big"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// Depth is how many blocks an engine can take back.
const Depth = 128

// minSamples is how many samples a partial median, and any z, needs.
const minSamples = 30

// span is how far a window looks back: seconds or blocks, the present block
// included.
type span struct{ seconds, blocks uint64 }

func parseSpan(text string) (span, error) {
	if n, ok := strings.CutSuffix(text, " blocks"); ok {
		v, err := strconv.ParseUint(n, 10, 32)
		if err != nil || v == 0 || v > 100_000 {
			return span{}, fmt.Errorf("want 1 to 100000 blocks")
		}
		return span{blocks: v}, nil
	}
	if n, ok := strings.CutSuffix(text, "d"); ok {
		if v, err := strconv.ParseUint(n, 10, 32); err == nil && v > 0 && v <= 60 {
			return span{seconds: v * 86_400}, nil
		}
	}
	d, err := time.ParseDuration(text)
	if err != nil || d < time.Second || d > 60*24*time.Hour || d%time.Second != 0 {
		return span{}, fmt.Errorf("want a time such as 90s, 15m, 1h or 7d, at most 60d, or a number such as 10 blocks")
	}
	return span{seconds: uint64(d / time.Second)}, nil
}

// holds says whether a block still counts when another is the newest.
func (s span) holds(at, head moment) bool {
	if s.blocks > 0 {
		return at.number+s.blocks > head.number
	}
	return at.time+s.seconds > head.time
}

// moment is a block as windows see it.
type moment struct{ number, time uint64 }

// windowDef is a window as it was compiled.
type windowDef struct {
	spec                         WindowSpec
	span                         span
	source                       *source // nil: one row a block
	where, value, by, each       *program
	capacity, mean, sigma, slack *program
	place                        int
	keyed, recursive             bool
	before                       bool // it speaks of the samples before this block
}

// group is what a window holds for one key.
type group struct {
	key     ref.Val
	values  []ref.Val
	start   int // values before it are too old
	sum     big.Int
	kinds   map[ref.Val]int // of distinct: how often each value counts
	touched uint64
}

type stamped struct {
	moment
	group *group
}

type hole struct {
	moment
	why string
}

// window is a windowDef with what it holds.
type window struct {
	*windowDef
	groups  map[ref.Val]*group
	order   []stamped
	start   int // of those that count
	holes   []hole
	since   moment // the first block seen without interruption
	seen    bool
	head    moment
	touched []*group // in this block
	series  series
}

func newWindow(d *windowDef) *window {
	return &window{windowDef: d, groups: map[ref.Val]*group{}, series: newSeries(d.spec.Op)}
}

// take folds one block in and puts the result into the scope.
func (w *window) take(v *view, sc *scope) {
	w.head = moment{v.o.Number, v.o.Time}
	if !w.seen {
		w.since, w.seen = w.head, true
	}
	w.touched = w.touched[:0]
	w.advance()
	if w.before {
		w.publish(sc)
	}
	if why := w.fold(v, sc); why != "" {
		w.holes = append(w.holes, hole{w.head, why})
	}
	if !w.before {
		w.publish(sc)
	}
	w.trim()
}

// fold adds the rows of the block; what it says was not known.
func (w *window) fold(v *view, sc *scope) string {
	if w.source == nil {
		return w.add(sc)
	}
	if why := blind(w.source.feeds, v.o); why != "" {
		return why
	}
	rows, err := v.rowsOf(w.source)
	if err != nil {
		return err.Error()
	}
	bad := ""
	for i := range rows {
		w.source.enter(sc, &rows[i])
		if why := w.add(sc); why != "" {
			bad = why
		}
	}
	return bad
}

// add takes the row that the scope shows.
func (w *window) add(sc *scope) string {
	if w.where != nil {
		ok, err := w.where.eval(sc)
		if err != nil {
			return err.Error()
		}
		if ok != types.True {
			return ""
		}
	}
	var value ref.Val = NewInt(1)
	var key, once ref.Val
	for _, p := range []struct {
		run *program
		to  *ref.Val
	}{{w.value, &value}, {w.by, &key}, {w.each, &once}} {
		if p.run != nil {
			got, err := p.run.eval(sc)
			if err != nil {
				return err.Error()
			}
			*p.to = got
		}
	}
	if w.recursive {
		return w.series.add(w, value.(Int), sc)
	}
	if w.each != nil {
		value = tagged{value.(Int), once}
	}
	w.push(key, value)
	return ""
}

func (w *window) push(key, value ref.Val) {
	g := w.groups[key]
	if g == nil {
		g = &group{key: key}
		if w.spec.Op == opDistinct {
			g.kinds = map[ref.Val]int{}
		}
		w.groups[key] = g
	}
	g.values = append(g.values, value)
	g.count(value, 1)
	w.order = append(w.order, stamped{w.head, g})
	if g.touched != w.head.number+1 {
		w.touched = append(w.touched, g)
	}
	g.touched = w.head.number + 1
}

// count keeps the sum, which may be wider than 256 bits while it is not read, and
// the different values.
func (g *group) count(value ref.Val, sign int) {
	if g.kinds != nil {
		if g.kinds[value] += sign; g.kinds[value] == 0 {
			delete(g.kinds, value)
		}
		return
	}
	v, ok := value.(Int)
	if !ok {
		return
	}
	if b := v.Big(); sign > 0 {
		g.sum.Add(&g.sum, b)
	} else {
		g.sum.Sub(&g.sum, b)
	}
}

// advance leaves out what is too old for the head.
func (w *window) advance() {
	for w.start < len(w.order) && !w.span.holds(w.order[w.start].moment, w.head) {
		g := w.order[w.start].group
		g.count(g.values[g.start], -1)
		g.start++
		w.start++
	}
}

// rewind takes blocks above the moment back.
func (w *window) rewind(to moment) {
	for n := len(w.order); n > 0 && w.order[n-1].number > to.number; n-- {
		g := w.order[n-1].group
		last := len(g.values) - 1
		if n-1 >= w.start {
			g.count(g.values[last], -1)
		} else {
			w.start, g.start = w.start-1, g.start-1
		}
		g.values, w.order = g.values[:last], w.order[:n-1]
		g.touched = 0
		if last == 0 {
			delete(w.groups, g.key)
		}
	}
	for w.start > 0 && w.span.holds(w.order[w.start-1].moment, to) {
		w.start--
		g := w.order[w.start].group
		g.start--
		g.count(g.values[g.start], 1)
	}
	w.holes = slices.DeleteFunc(w.holes, func(h hole) bool { return h.number > to.number })
	w.seen = w.seen && w.since.number <= to.number
	w.head = to
	w.series.rewind(to.number)
}

// trim forgets what no rewind can bring back.
func (w *window) trim() {
	n := 0
	for n < w.start && w.order[n].number+Depth < w.head.number {
		g := w.order[n].group
		g.values, g.start = g.values[1:], g.start-1
		if len(g.values) == 0 {
			delete(w.groups, g.key)
		}
		n++
	}
	w.order, w.start = w.order[n:], w.start-n
	w.holes = slices.DeleteFunc(w.holes, func(h hole) bool {
		return !w.span.holds(h.moment, w.head) && h.number+Depth < w.head.number
	})
}

// lacks says why the window cannot be relied on, "" if it can.
func (w *window) lacks() string {
	for i := len(w.holes) - 1; i >= 0; i-- {
		if h := w.holes[i]; w.span.holds(h.moment, w.head) {
			return fmt.Sprintf("window %s, block %d: %s", w.spec.Name, h.number, h.why)
		}
	}
	if !w.spec.Partial && !w.complete() {
		return fmt.Sprintf("window %s is watched only since block %d", w.spec.Name, w.since.number)
	}
	return ""
}

func (w *window) complete() bool {
	if w.span.blocks > 0 {
		return w.since.number+w.span.blocks <= w.head.number+1
	}
	return !w.span.holds(w.since, w.head)
}

// publish makes the result what the name of the window means.
func (w *window) publish(sc *scope) {
	if why := w.lacks(); why != "" {
		sc.set(w.place, nil, why)
		return
	}
	if w.keyed {
		sc.set(w.place, &windowValue{w}, "")
		return
	}
	var v ref.Val
	var why string
	if w.recursive {
		v, why = w.series.value()
	} else {
		v, why = w.result(w.groups[nil])
	}
	if v == nil {
		why = "window " + w.spec.Name + ": " + why
	}
	sc.set(w.place, v, why)
}

// result folds the values of one key that count.
func (w *window) result(g *group) (ref.Val, string) {
	var values []ref.Val
	if g != nil {
		values = g.values[g.start:]
	}
	switch w.spec.Op {
	case opSum:
		if g == nil {
			return Int{}, ""
		}
		return result(intOf(&g.sum)), ""
	case opCount:
		return NewInt(int64(len(values))), ""
	case opDistinct:
		if g == nil {
			return Int{}, ""
		}
		return NewInt(int64(len(g.kinds))), ""
	case opProduct:
		return product(values), ""
	}
	if len(values) == 0 {
		return nil, "nothing is in it yet"
	}
	switch w.spec.Op {
	case opFirst:
		return values[0], ""
	case opLast:
		return values[len(values)-1], ""
	case opMin, opMax:
		best := values[0].(Int)
		for _, v := range values[1:] {
			if c := v.(Int).Cmp(best); c < 0 == (w.spec.Op == opMin) && c != 0 {
				best = v.(Int)
			}
		}
		return best, ""
	default:
		return middle(values, w.spec.Op == opMAD)
	}
}

// tagged is a number that counts once for its tag.
type tagged struct {
	Int
	tag ref.Val
}

// product multiplies, each tag once with its newest number, and stops at the
// largest integer: beyond it no threshold lies.
func product(values []ref.Val) ref.Val {
	newest := map[ref.Val]Int{}
	for _, v := range values {
		newest[v.(tagged).tag] = v.(tagged).Int
	}
	out := NewInt(1)
	for _, n := range newest {
		next, err := out.Mul(n)
		if err != nil {
			return largest
		}
		out = next
	}
	return out
}

// windowValue is a window by keys as a value of the language.
type windowValue struct{ w *window }

var windowType = types.NewOpaqueType("window", key)

func (v *windowValue) at(k ref.Val) ref.Val {
	got, why := v.w.result(v.w.groups[k])
	if got == nil {
		return types.NewErr("window %s at %v: %s", v.w.spec.Name, k, why)
	}
	return got
}

// ConvertToNative implements ref.Val.
func (v *windowValue) ConvertToNative(t reflect.Type) (any, error) {
	return nil, fmt.Errorf("a window is not %v", t)
}

// ConvertToType implements ref.Val.
func (v *windowValue) ConvertToType(t ref.Type) ref.Val { return convert(v, windowType, t) }

// Equal implements ref.Val.
func (v *windowValue) Equal(other ref.Val) ref.Val { return types.Bool(ref.Val(v) == other) }

// Type implements ref.Val.
func (v *windowValue) Type() ref.Type { return windowType }

// Value implements ref.Val.
func (v *windowValue) Value() any { return v }
