package monitor

import (
	"errors"
	"fmt"
	"slices"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"github.com/ethereum/go-ethereum/common"
)

// What an engine refuses.
var (
	ErrChain = errors.New("the observation is of another chain")
	ErrOrder = errors.New("the block is not above the head")
	ErrFork  = errors.New("the block does not follow the head: rewind first")
	ErrDeep  = errors.New("the block is deeper than can be taken back")
)

// Engine runs monitors over the blocks of one chain, in order. It is not safe for
// concurrent use.
type Engine struct {
	chain   uint64
	runners []*runner
	recent  []seen // the last blocks, the head last
}

type seen struct {
	moment
	hash common.Hash
}

// NewEngine makes an engine; monitors of another chain and two of one id and
// version are refused.
func NewEngine(chain uint64, monitors []*Monitor) (*Engine, error) {
	e := &Engine{chain: chain}
	ids := map[string]bool{}
	for _, m := range monitors {
		if m.File.Chain != chain {
			return nil, fmt.Errorf("monitor %s: %w", m.File.ID, ErrChain)
		}
		id := fmt.Sprintf("%s version %d", m.File.ID, m.File.Version)
		if ids[id] {
			return nil, fmt.Errorf("two monitors are %s", id)
		}
		ids[id] = true
		e.runners = append(e.runners, newRunner(m))
	}
	slices.SortStableFunc(e.runners, func(a, b *runner) int { return a.after() - b.after() })
	return e, nil
}

// Reads lists what an observation must hold, each once.
func (e *Engine) Reads() []Read {
	have := map[Read]bool{}
	var out []Read
	for _, r := range e.runners {
		for _, read := range r.m.Reads() {
			if !have[read] {
				have[read] = true
				out = append(out, read)
			}
		}
	}
	return out
}

// Head is the newest block taken in; false before the first.
func (e *Engine) Head() (number uint64, hash common.Hash, ok bool) {
	if len(e.recent) == 0 {
		return 0, common.Hash{}, false
	}
	last := e.recent[len(e.recent)-1]
	return last.number, last.hash, true
}

// Step takes one block in and answers for every monitor. Blocks that were left
// out make windows over them unknown. After an error nothing has changed.
func (e *Engine) Step(o *Observation) ([]Result, error) {
	if o.Chain != e.chain {
		return nil, ErrChain
	}
	missing := false
	if number, hash, ok := e.Head(); ok {
		switch {
		case o.Number <= number:
			return nil, ErrOrder
		case o.Number == number+1 && o.Parent != hash:
			return nil, ErrFork
		}
		missing = o.Number > number+1
	}
	now := moment{o.Number, o.Time}
	e.recent = append(e.recent, seen{now, o.Hash})
	if len(e.recent) > Depth+1 {
		e.recent = e.recent[1:]
	}
	v := newView(o)
	out := make([]Result, 0, len(e.runners))
	for _, r := range e.runners {
		if missing {
			r.miss(moment{o.Number - 1, o.Time})
		}
		result := r.step(v)
		v.signal(r.m, result.Findings)
		out = append(out, result)
	}
	return out, nil
}

// Rewind takes back every block above the number, which must be one of the last
// Depth that were taken in.
func (e *Engine) Rewind(number uint64) error {
	i := slices.IndexFunc(e.recent, func(s seen) bool { return s.number == number })
	if i < 0 {
		return ErrDeep
	}
	e.recent = e.recent[:i+1]
	for _, r := range e.runners {
		for _, w := range r.windows {
			w.rewind(e.recent[i].moment)
		}
	}
	return nil
}

// signal makes findings evidence for the monitors that come after.
func (v *view) signal(m *Monitor, findings []Finding) {
	if m.OneIn.Cmp(Int{}) > 0 && len(findings) > 0 {
		v.signals = append(v.signals, Signal{m.File.ID, m.OneIn, m.Module})
	}
}

// runner is a monitor with what it remembers.
type runner struct {
	m       *Monitor
	scope   *scope
	windows []*window
	byKey   *window
}

func newRunner(m *Monitor) *runner {
	r := &runner{m: m, scope: &scope{places: m.places, values: make([]ref.Val, len(m.places)), why: make([]string, len(m.places))}}
	for _, d := range m.windows {
		w := newWindow(d)
		r.windows = append(r.windows, w)
		if d == m.byKey {
			r.byKey = w
		}
	}
	return r
}

// after is 1 for monitors that look at what others found.
func (r *runner) after() int {
	for _, s := range r.m.File.Sources {
		if s.Signal != "" {
			return 1
		}
	}
	return 0
}

func (r *runner) miss(at moment) {
	for _, w := range r.windows {
		w.holes = append(w.holes, hole{at, "blocks were not observed"})
	}
}

func (r *runner) step(v *view) Result {
	m := r.m
	r.scope.set(m.block[0], NewInt(int64(v.o.Number)), "")
	r.scope.set(m.block[1], NewInt(int64(v.o.Time)), "")
	for i := range m.reads {
		m.reads[i].enter(r.scope, v.o)
	}
	for _, w := range r.windows {
		w.take(v, r.scope)
	}
	out := Result{Monitor: m.File.ID, Version: m.File.Version}
	switch {
	case m.each != nil:
		r.rows(v, &out)
	case r.byKey != nil:
		r.keys(v, &out)
	default:
		r.check(v.o, common.Hash{}, "", &out)
	}
	return out
}

// enter makes the two values of a read known, or unknown with the reason.
func (n *namedRead) enter(sc *scope, o *Observation) {
	why := blind([]Feed{FeedReads}, o)
	pair := o.Reads[n.read]
	for _, one := range []struct {
		place int
		word  *common.Hash
		when  string
	}{{n.block, pair.Block, "block"}, {n.parent, pair.Parent, "parent"}} {
		switch {
		case why != "":
			sc.set(one.place, nil, why)
		case one.word == nil:
			sc.set(one.place, nil, n.name+" at the "+one.when+" was not observed")
		default:
			v, ok := n.decode(*one.word)
			if !ok {
				sc.set(one.place, nil, n.name+" is no value of its type")
				continue
			}
			sc.set(one.place, v, "")
		}
	}
}

func (r *runner) rows(v *view, out *Result) {
	s := r.m.each
	if why := blind(s.feeds, v.o); why != "" {
		out.blind(why)
		return
	}
	rows, err := v.rowsOf(s)
	if err != nil {
		out.blind(err.Error())
	}
	for i := range rows {
		s.enter(r.scope, &rows[i])
		r.check(v.o, rows[i].tx, "", out)
	}
}

func (r *runner) keys(v *view, out *Result) {
	if why := r.byKey.lacks(); why != "" {
		out.blind(why)
		return
	}
	for _, g := range r.byKey.touched {
		value, why := r.byKey.result(g)
		if types.IsError(value) {
			value, why = nil, fmt.Sprint(value)
		}
		r.scope.set(r.m.keyPlace[0], g.key, "")
		r.scope.set(r.m.keyPlace[1], value, why)
		r.check(v.o, common.Hash{}, fmt.Sprint(g.key), out)
	}
}

// check asks the condition once, and about damage if it holds.
func (r *runner) check(o *Observation, tx common.Hash, cluster string, out *Result) {
	fires, err := r.m.when.eval(r.scope)
	if err != nil {
		out.blind(err.Error())
		return
	}
	if fires != types.True {
		return
	}
	f := Finding{Monitor: r.m.File.ID, Version: r.m.File.Version, State: r.m.File.State, Severity: r.m.File.Severity, Class: r.m.File.Class,
		Chain: o.Chain, Number: o.Number, Block: o.Hash, Module: r.m.Module, Tx: tx, Cluster: cluster, Damage: r.damage()}
	f.seal()
	if i := slices.IndexFunc(out.Findings, func(g Finding) bool { return g.Dedup == f.Dedup }); i >= 0 {
		out.Findings[i].Damage = worse(out.Findings[i].Damage, f.Damage)
		return
	}
	f.Values = r.values()
	out.Findings = append(out.Findings, f)
}

func (r *runner) damage() Damage {
	if r.m.damage == nil {
		return DamageNotStated
	}
	switch v, err := r.m.damage.eval(r.scope); {
	case err != nil:
		return DamageUnknown
	case v == types.True:
		return DamageYes
	default:
		return DamageNo
	}
}

func worse(a, b Damage) Damage {
	for _, d := range []Damage{DamageYes, DamageUnknown} {
		if a == d || b == d {
			return d
		}
	}
	return a
}

// values is what the finding shows: the names of the monitor that are known.
func (r *runner) values() map[string]string {
	out := map[string]string{}
	for name, i := range r.m.places {
		switch v := r.scope.values[i].(type) {
		case Int, Fixed, types.Bool:
			out[name] = fmt.Sprint(v)
		}
	}
	return out
}

func (r *Result) blind(why string) {
	if !slices.Contains(r.Blind, why) {
		r.Blind = append(r.Blind, why)
	}
}
