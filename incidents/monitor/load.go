package monitor

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"github.com/ethereum/go-ethereum/common"

	"makewhole/internal/strictjson"
	"makewhole/states"
)

// What a monitor may cost a block, in steps: a step is about what comparing two
// integers takes; one read of state counts as many.
const (
	DefaultBudget = 20_000
	MaxBudget     = 100_000
	costOfRead    = 50
	rowsOfSource  = 200 // rows that a block is expected to have of one source
)

// Severities, the gravest first.
func Severities() []string { return []string{"P1", "P2", "P3", "P4"} }

// Monitor is a file that was checked; it can be run by an Engine.
type Monitor struct {
	File   *File
	Module common.Address
	Cost   uint64 // steps a block, at most
	OneIn  Int    // 0: it is no signal for others

	targets  targets
	places   map[string]int
	sources  map[string]*source
	reads    []namedRead
	windows  []*windowDef
	each     *source    // of one row each, or
	byKey    *windowDef // of one key each; neither: of one block
	keyPlace [2]int     // key and value
	block    [2]int     // number and time
	when     *program
	damage   *program
}

// namedRead is a read with the places of its two values.
type namedRead struct {
	name          string
	read          Read
	block, parent int
	decode        func(common.Hash) (ref.Val, bool)
}

// Reads lists what an observation must hold for the monitor.
func (m *Monitor) Reads() []Read {
	out := make([]Read, len(m.reads))
	for i, r := range m.reads {
		out[i] = r.read
	}
	return out
}

// ReadFile parses and loads a file; the error is an *Error with the line.
func ReadFile(data []byte) (*Monitor, error) {
	f, err := Parse(data)
	if err != nil {
		return nil, err
	}
	m, err := Load(f)
	if e, ok := err.(*Error); ok { //nolint:errorlint // Load returns it bare
		e.Line = strictjson.LineOf(data, e.Pointer)
	}
	return m, err
}

// Load checks a monitor: names, addresses, signatures, types, cost and examples
// of both kinds. The error is an *Error.
func Load(f *File) (*Monitor, error) {
	l := &loader{f: f, m: &Monitor{File: f, targets: targets{}, sources: map[string]*source{}}, scope: newScope(), used: map[string]string{}}
	for _, step := range []func() *Error{l.header, l.namesTargets, l.namesParameters, l.loadSources, l.loadReads, l.loadWindows, l.conditions, l.budget, l.examples} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	l.m.places = l.scope.places
	return l.m, nil
}

type loader struct {
	f     *File
	m     *Monitor
	scope *scope
	names []variable // constants, reads, block and the windows so far
	used  map[string]string
}

func refuse(pointer, format string, args ...any) *Error {
	return &Error{Pointer: pointer, Reason: fmt.Sprintf(format, args...)}
}

var (
	idForm   = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{1,63}$`)
	nameForm = regexp.MustCompile(`^[a-z][a-z0-9_]{0,31}$`)
)

func (l *loader) header() *Error {
	f := l.f
	switch {
	case f.Format != Format:
		return refuse("/format", "want %s", Format)
	case !idForm.MatchString(f.ID):
		return refuse("/id", "want 2 to 64 of a-z, 0-9 and -")
	case f.Version < 1:
		return refuse("/version", "want 1 or more")
	case !slices.Contains(states.Monitor.States(), f.State):
		return refuse("/state", "want one of %s", strings.Join(states.Monitor.States(), ", "))
	case !slices.Contains(Severities(), f.Severity):
		return refuse("/severity", "want one of %s", strings.Join(Severities(), ", "))
	case !idForm.MatchString(f.Class):
		return refuse("/class", "want the class of incident, 2 to 64 of a-z, 0-9 and -")
	case strings.TrimSpace(f.Title) == "" || len(f.Title) > 200:
		return refuse("/title", "want 1 to 200 characters")
	case strings.TrimSpace(f.About) == "":
		return refuse("/about", "say what it detects and what else can look like it")
	case strings.TrimSpace(f.Owner) == "":
		return refuse("/owner", "want who answers for the monitor")
	case f.Chain == 0:
		return refuse("/chain", "want a chain id")
	case f.Budget < 0 || f.Budget > MaxBudget:
		return refuse("/budget", "want at most %d steps a block", MaxBudget)
	}
	if f.OneIn != "" {
		n, err := ParseInt(f.OneIn)
		if err != nil || n.Cmp(NewInt(1)) < 0 {
			return refuse("/one_in", "want of how many blocks it fires in one without an attack, 1 or more")
		}
		l.m.OneIn = n
	}
	return nil
}

var reserved = strings.Fields("block key value at in true false null as break const continue else for function if import let loop package " +
	"namespace return var void while bool int uint double string bytes list map type dyn null_type")

// take reserves a name.
func (l *loader) take(pointer, name string) *Error {
	if !nameForm.MatchString(name) {
		return refuse(pointer, "want a name of a-z, 0-9 and _, a letter first")
	}
	if slices.Contains(reserved, name) {
		return refuse(pointer, "the name %s is taken by the language", name)
	}
	if other, taken := l.used[name]; taken {
		return refuse(pointer, "the name is taken by %s", other)
	}
	l.used[name] = pointer
	return nil
}

func (l *loader) namesTargets() *Error {
	if len(l.f.Targets) > 32 {
		return refuse("/targets", "want at most 32")
	}
	for _, name := range slices.Sorted(maps.Keys(l.f.Targets)) {
		at := "/targets/" + name
		if err := l.take(at, name); err != nil {
			return err
		}
		a, err := parseAddress(l.f.Targets[name])
		if err != nil {
			return refuse(at, "%v", err)
		}
		l.m.targets[name] = a
		l.names = append(l.names, variable{name, addressType, Account(a)})
	}
	var ok bool
	if l.m.Module, ok = l.m.targets[l.f.Module]; !ok {
		return refuse("/module", "want the name of a target")
	}
	return nil
}

func (l *loader) namesParameters() *Error {
	for _, name := range slices.Sorted(maps.Keys(l.f.Parameters)) {
		at := "/parameters/" + name
		if err := l.take(at, name); err != nil {
			return err
		}
		v, err := ParseInt(l.f.Parameters[name])
		if err != nil {
			return refuse(at, "%v", err)
		}
		l.names = append(l.names, variable{name, intType, v})
	}
	for i, name := range []string{"block.number", "block.time"} {
		l.names = append(l.names, field(name, intType))
		l.m.block[i] = l.scope.place(name)
	}
	return nil
}

func (l *loader) loadSources() *Error {
	if len(l.f.Sources) > 32 {
		return refuse("/sources", "want at most 32")
	}
	for _, name := range slices.Sorted(maps.Keys(l.f.Sources)) {
		at := "/sources/" + name
		if err := l.take(at, name); err != nil {
			return err
		}
		s, err := l.source(at, name, l.f.Sources[name])
		if err != nil {
			return err
		}
		for i := range s.fields {
			s.fields[i].name = name + "." + s.fields[i].name
			s.places = append(s.places, l.scope.place(s.fields[i].name))
		}
		l.m.sources[name] = s
	}
	return nil
}

func (l *loader) source(at, name string, spec SourceSpec) (*source, *Error) {
	if one(spec.Event, strings.Join(spec.Events, "|"), spec.Call, spec.Create, spec.FlashLoan, spec.Signal) != 1 {
		return nil, refuse(at, "want exactly one of event, events, call, create, flash_loan and signal")
	}
	of, err := l.contracts(at+"/of", spec.Of)
	if err != nil {
		return nil, err
	}
	switch {
	case spec.Call == "*":
		return callSource(name, nil, of), nil
	case spec.Call != "":
		sig, bad := parseSignature(spec.Call)
		if bad != nil || sig.output != nil {
			return nil, refuse(at+"/call", "%v", reason(bad, "a call names no returned value"))
		}
		return callSource(name, sig, of), l.clash(at+"/call", sig, "caller callee origin wei depth open static stale failed shape")
	case spec.Event != "" || len(spec.Events) > 0:
		return l.events(at, name, spec, of)
	}
	target := spec.Create + spec.FlashLoan + spec.Signal
	a, ok := l.m.targets[target]
	if !ok {
		return nil, refuse(at, "%s is no target", target)
	}
	if len(of) > 0 {
		return nil, refuse(at+"/of", "only events and calls are of contracts")
	}
	return l.derived(at, name, spec, a)
}

func (l *loader) derived(at, name string, spec SourceSpec, a common.Address) (*source, *Error) {
	switch {
	case spec.Create != "":
		return createSource(name, a), nil
	case spec.Signal != "":
		return signalSource(name, a), nil
	}
	asset, ok := l.m.targets[spec.Asset]
	if !ok {
		return nil, refuse(at+"/asset", "want the name of a target")
	}
	return flashSource(name, a, asset), nil
}

func (l *loader) events(at, name string, spec SourceSpec, of []common.Address) (*source, *Error) {
	texts, at := append([]string{}, spec.Events...), at+"/events"
	if spec.Event != "" {
		texts, at = []string{spec.Event}, strings.TrimSuffix(at, "s")
	}
	var signatures []*signature
	for _, text := range texts {
		sig, err := parseSignature(text)
		if err != nil || sig.output != nil {
			return nil, refuse(at, "%v", reason(err, "an event returns nothing"))
		}
		signatures = append(signatures, sig)
	}
	return eventSource(name, signatures, of), l.clash(at, signatures[0], "address origin topic")
}

// clash refuses arguments that are called like a field that every row has.
func (l *loader) clash(at string, sig *signature, fields string) *Error {
	for _, a := range sig.arguments {
		if slices.Contains(strings.Fields(fields), a.Name) {
			return refuse(at, "an argument cannot be called %s; every row has %s", a.Name, fields)
		}
	}
	return nil
}

func reason(err error, otherwise string) string {
	if err != nil {
		return err.Error()
	}
	return otherwise
}

func one(texts ...string) (n int) {
	for _, t := range texts {
		if t != "" {
			n++
		}
	}
	return n
}

func (l *loader) contracts(at string, names []string) (out []common.Address, err *Error) {
	for i, name := range names {
		a, ok := l.m.targets[name]
		if !ok {
			return nil, refuse(fmt.Sprintf("%s/%d", at, i), "%s is no target", name)
		}
		if slices.Contains(out, a) {
			return nil, refuse(fmt.Sprintf("%s/%d", at, i), "two of the targets are one contract")
		}
		out = append(out, a)
	}
	return out, nil
}

func (l *loader) loadReads() *Error {
	if len(l.f.Reads) > 64 {
		return refuse("/reads", "want at most 64")
	}
	for _, name := range slices.Sorted(maps.Keys(l.f.Reads)) {
		at := "/reads/" + name
		if err := l.take(at, name); err != nil {
			return err
		}
		typ, r, err := l.read(at, l.f.Reads[name])
		if err != nil {
			return err
		}
		r.name, r.block, r.parent = name, l.scope.place(name+".block"), l.scope.place(name+".parent")
		l.m.reads = append(l.m.reads, r)
		l.names = append(l.names, field(name+".block", typ), field(name+".parent", typ))
	}
	return nil
}

func (l *loader) read(at string, spec ReadSpec) (*types.Type, namedRead, *Error) {
	r := namedRead{read: Read{Chain: spec.Chain}}
	if one(spec.Slot, spec.Code, spec.Balance, spec.View, spec.Try) != 1 {
		return nil, r, refuse(at, "want exactly one of slot, code, balance, view and try")
	}
	if spec.Chain == l.f.Chain {
		r.read.Chain = 0
	}
	of := spec.Of + spec.Code + spec.Balance
	a, ok := l.m.targets[of]
	if !ok || spec.Of != "" && spec.Code+spec.Balance != "" {
		return nil, r, refuse(at, "want one target: as of, or behind code or balance")
	}
	r.read.Address = a
	asWord := func(w common.Hash) (ref.Val, bool) { return Word(w), true }
	switch {
	case spec.Slot != "":
		w, err := parseWord(spec.Slot)
		if err != nil {
			return nil, r, refuse(at+"/slot", "%v", err)
		}
		r.read.Kind, r.read.Slot, r.decode = ReadSlot, w, asWord
		return wordType, r, nil
	case spec.Code != "":
		r.read.Kind, r.decode = ReadCode, asWord
		return wordType, r, nil
	case spec.Balance != "":
		r.read.Kind, r.decode = ReadBalance, func(w common.Hash) (ref.Val, bool) { return Unsigned(w), true }
		return intType, r, nil
	default:
		return l.call(at, spec, r)
	}
}

// call is a view or a try.
func (l *loader) call(at string, spec ReadSpec, r namedRead) (*types.Type, namedRead, *Error) {
	at, text := at+"/view", spec.View
	r.read.Kind = ReadView
	if spec.Try != "" {
		at, text, r.read.Kind = strings.TrimSuffix(at, "view")+"try", spec.Try, ReadTry
	}
	sig, err := parseSignature(text)
	if err != nil {
		return nil, r, refuse(at, "%v", err)
	}
	data, err := l.m.targets.pack(sig.arguments, spec.With)
	if err != nil {
		return nil, r, refuse(at, "%v", err)
	}
	selector := sig.selector()
	r.read.Data = string(selector[:]) + string(data)
	if spec.From != "" {
		if r.read.From, err = l.m.targets.address(spec.From); err != nil {
			return nil, r, refuse(at, "from: %v", err)
		}
	}
	if spec.Try != "" {
		r.decode = func(w common.Hash) (ref.Val, bool) { return types.Bool(w[31] == 1), zero(w[:31]) && w[31] < 2 }
		return types.BoolType, r, nil
	}
	if sig.output == nil {
		return nil, r, refuse(at, "want what the view returns: name(types) returns (type)")
	}
	r.decode = func(w common.Hash) (ref.Val, bool) { return decodeWord(*sig.output, w) }
	return celTypeOf(*sig.output), r, nil
}
