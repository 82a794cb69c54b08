package monitor

import (
	"fmt"
	"slices"
	"strings"

	"cel.dev/cel-go/common/types"
)

// windowOps says what each operation needs beside its value.
var windowOps = map[string]struct {
	value     bool     // an integer that it folds
	any       bool     // the value may be of any type
	needs     []string // further expressions
	recursive bool
	before    bool
	seconds   bool // its span is a time
	blocks    bool // its span is a number of blocks
}{
	opSum: {value: true}, opCount: {}, opMin: {value: true}, opMax: {value: true}, opProduct: {value: true, needs: []string{"each"}},
	opFirst: {value: true, any: true}, opLast: {value: true, any: true}, opDistinct: {value: true, any: true},
	opMedian: {value: true, before: true}, opMAD: {value: true, before: true},
	opLeaky: {value: true, recursive: true, needs: []string{"capacity"}, seconds: true},
	opCUSUM: {value: true, recursive: true, needs: []string{"mean", "sigma", "slack"}},
	opZ:     {value: true, recursive: true, needs: []string{"slack"}, blocks: true},
}

func (l *loader) loadWindows() *Error {
	if len(l.f.Windows) > 32 {
		return refuse("/windows", "want at most 32")
	}
	for i, spec := range l.f.Windows {
		at := fmt.Sprintf("/windows/%d", i)
		if err := l.take(at+"/name", spec.Name); err != nil {
			return err
		}
		w, err := l.window(at, spec)
		if err != nil {
			return err
		}
		l.m.windows = append(l.m.windows, w)
		l.m.Cost += w.cost()
		l.names = append(l.names, field(spec.Name, w.resultType()))
	}
	return nil
}

func (l *loader) window(at string, spec WindowSpec) (*windowDef, *Error) {
	op, ok := windowOps[spec.Op]
	if !ok {
		return nil, refuse(at+"/op", "want one of %s", strings.Join(opNames(), ", "))
	}
	w := &windowDef{spec: spec, recursive: op.recursive, before: op.before, keyed: spec.By != "", place: l.scope.place(spec.Name)}
	over, bad := parseSpan(spec.Over)
	switch {
	case bad != nil:
		return nil, refuse(at+"/over", "%v", bad)
	case op.seconds && over.blocks > 0:
		return nil, refuse(at+"/over", "%s needs a time, since it empties with time", spec.Op)
	case op.blocks && over.blocks == 0:
		return nil, refuse(at+"/over", "%s needs a number of blocks, its samples", spec.Op)
	case op.recursive && (spec.By != "" || spec.Of != "block"):
		return nil, refuse(at, "%s is of block and has no by", spec.Op)
	}
	w.span = over
	names := l.names
	if spec.Of != "block" {
		s, ok := l.m.sources[spec.Of]
		if !ok {
			return nil, refuse(at+"/of", "want block or the name of a source")
		}
		w.source, names = s, slices.Concat(names, s.fields)
	}
	return w, l.expressions(at, w, names, op.value, op.any, op.needs)
}

func opNames() (out []string) {
	for name := range windowOps {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// expressions compiles those of a window; what an operation does not use is
// refused, since it would seem to count.
func (l *loader) expressions(at string, w *windowDef, names []variable, value, any bool, needs []string) *Error {
	integer := intType
	if any {
		integer = nil
	}
	for _, e := range []struct {
		name, text string
		to         **program
		want       *types.Type
		needed     bool
		allowed    bool
	}{
		{"where", w.spec.Where, &w.where, types.BoolType, false, true},
		{"value", w.spec.Value, &w.value, integer, value, value},
		{"by", w.spec.By, &w.by, nil, false, true},
		{"each", w.spec.Each, &w.each, nil, true, slices.Contains(needs, "each")},
		{"capacity", w.spec.Capacity, &w.capacity, intType, true, slices.Contains(needs, "capacity")},
		{"mean", w.spec.Mean, &w.mean, intType, true, slices.Contains(needs, "mean")},
		{"sigma", w.spec.Sigma, &w.sigma, intType, true, slices.Contains(needs, "sigma")},
		{"slack", w.spec.Slack, &w.slack, intType, true, slices.Contains(needs, "slack")},
	} {
		place := at + "/" + e.name
		switch {
		case e.text != "" && !e.allowed:
			return refuse(place, "%s does not use it", w.spec.Op)
		case e.text == "" && e.needed && e.allowed:
			return refuse(at, "%s needs %s", w.spec.Op, e.name)
		case e.text == "":
			continue
		}
		p, err := compile(e.text, names, e.want)
		if err != nil {
			return refuse(place, "%v", err)
		}
		*e.to = p
	}
	return l.keys(at, w)
}

func (l *loader) keys(at string, w *windowDef) *Error {
	comparable := []*types.Type{intType, addressType, wordType, types.BoolType}
	programs := map[string]*program{"by": w.by, "value": w.value, "each": w.each}
	for _, name := range []string{"by", "value", "each"} {
		p := programs[name]
		if p != nil && !slices.ContainsFunc(comparable, p.typ.IsExactType) {
			return refuse(at+"/"+name, "want int256, address, word or bool, not %s", p.typ)
		}
	}
	if w.keyed && w.value != nil && !w.value.typ.IsExactType(intType) && w.spec.Op != opDistinct {
		return refuse(at+"/value", "by a key, %s folds only int256", w.spec.Op)
	}
	return nil
}

// resultType is what the name of the window means.
func (w *windowDef) resultType() *types.Type {
	switch {
	case w.keyed:
		return types.NewOpaqueType("window", w.by.typ)
	case w.spec.Op == opFirst || w.spec.Op == opLast:
		return w.value.typ
	default:
		return intType
	}
}

// cost is what folding one block takes, and reading the result once.
func (w *windowDef) cost() uint64 {
	rows := uint64(1)
	if w.source != nil {
		rows = rowsOfSource
	}
	each := uint64(2)
	for _, p := range []*program{w.where, w.value, w.by, w.each, w.capacity, w.mean, w.sigma, w.slack} {
		if p != nil {
			each += p.cost
		}
	}
	read := uint64(1)
	switch w.spec.Op {
	case opMedian, opMAD:
		read = 10 * max(w.span.blocks, w.span.seconds/12)
	case opMin, opMax, opDistinct, opProduct:
		read = rowsOfSource
	}
	return rows*each + read
}

func (l *loader) conditions() *Error {
	names := l.names
	rows := uint64(1)
	switch s, w := l.m.sources[l.f.For], l.windowNamed(l.f.For); {
	case l.f.For == "block":
	case s != nil:
		l.m.each, names, rows = s, slices.Concat(names, s.fields), rowsOfSource
	case w != nil && w.keyed:
		l.m.byKey, rows = w, rowsOfSource
		l.m.keyPlace = [2]int{l.scope.place("key"), l.scope.place("value")}
		names = slices.Concat(names, []variable{field("key", w.by.typ), field("value", intType)})
	default:
		return refuse("/for", "want block, the name of a source, or the name of a window with by")
	}
	for _, c := range []struct {
		at, text string
		to       **program
	}{{"/when", l.f.When, &l.m.when}, {"/damage", l.f.Damage, &l.m.damage}} {
		if c.text == "" && c.at == "/damage" {
			continue
		}
		p, err := compile(c.text, names, types.BoolType)
		if err != nil {
			return refuse(c.at, "%v", err)
		}
		*c.to = p
		l.m.Cost += rows * p.cost
	}
	return nil
}

func (l *loader) windowNamed(name string) *windowDef {
	for _, w := range l.m.windows {
		if w.spec.Name == name {
			return w
		}
	}
	return nil
}

func (l *loader) budget() *Error {
	l.m.Cost += costOfRead * uint64(len(l.m.reads))
	budget := uint64(DefaultBudget)
	at := ""
	if l.f.Budget > 0 {
		budget, at = uint64(l.f.Budget), "/budget"
	}
	if l.m.Cost > budget {
		return refuse(at, "the monitor may take %d steps a block, above the budget of %d", l.m.Cost, budget)
	}
	return nil
}

// examples wants one of each kind, and builds all of them.
func (l *loader) examples() *Error {
	l.m.places = l.scope.places
	kinds := map[bool]bool{}
	blocks := 0
	for i, e := range l.f.Examples {
		at := fmt.Sprintf("/examples/%d", i)
		if blocks += len(e.Blocks) + max(0, e.Repeat); blocks > maxBlocks {
			return refuse("/examples", "want at most %d blocks in all", maxBlocks)
		}
		if e.Fires && e.Blind {
			return refuse(at, "an example fires or is blind, not both")
		}
		if !e.Blind {
			kinds[e.Fires] = true
		}
		if _, err := l.m.observations(at, e); err != nil {
			return err
		}
	}
	if !kinds[true] || !kinds[false] {
		return refuse("/examples", "want at least one that fires and one that stays quiet")
	}
	return nil
}
