package model

import (
	"fmt"
	"hash/maphash"
	"slices"
	"strings"

	"makewhole/models"
	"makewhole/outbox/lifecycle"
)

// Limits bound how often something bad happens.
type Limits struct {
	Crashes, Reorgs, Expiries, Strangers uint8
	Lies                                 uint8 // answers of a node that lags
	Raises                               uint8 // replacements beside the first attempt
	Cancels                              uint8 // requests of an operator to give up
}

// Standard are the bounds of the design: two crashes, two reorgs, two expiries
// of a lease while its owner runs, two stored attempts, one foreign transaction.
var Standard = Limits{Crashes: 2, Reorgs: 2, Expiries: 2, Strangers: 1, Raises: 1}

// Protections can be switched off, to see that each is needed.
type Protections struct {
	SendFirst bool // send before nonce and bytes are stored
	NewNonce  bool // a replacement takes a nonce of its own
	NoEpoch   bool // a write does not check the epoch of the lease
	NoVersion bool // a write does not check that the row is as it was read
	ByNumber  bool // what was mined is final by the height of its block, without asking again
	NoRequeue bool // no person looks after intents whose nonce is gone
	Guard     bool // the contract carries an intent out once
}

// Options of one exploration.
type Options struct {
	Limits
	Protections
	MaxStates int  // stop there; 0 = no bound
	Liveness  bool // also prove that the good end stays reachable
	Patient   bool // go on after a nonce given up wrongly, to see what it leads to
}

// Result of one exploration.
type Result struct {
	States, Edges, Depth int
	Complete             bool     // every reachable state was seen
	Cut                  int      // transitions left out at the bounds of the arrays
	Violation            string   // empty when none was found
	Trace                []string // how to get there, a shortest way
}

func (r Result) String() string {
	text := fmt.Sprintf("%d states, %d edges, depth %d, complete %v", r.States, r.Edges, r.Depth, r.Complete)
	if r.Violation != "" {
		text += fmt.Sprintf(": %s\n  %s", r.Violation, strings.Join(r.Trace, "\n  "))
	}
	return text
}

// machine explores. It remembers production decisions, which are pure.
type machine struct {
	Options
	table    models.Machine
	verdicts []lifecycle.Verdict
	known    map[string]uint8
	steps    map[stepKey]lifecycle.Effects
	seeds    [2]maphash.Seed
	cut      int

	seen   map[fingerprint]uint32
	parent []uint32
	acts   []uint16
	names  []string
	byName map[string]uint16
	fair   [][2]uint32
	good   []uint32
	edges  int
}

// stepKey is all that a decision depends on in this model.
type stepKey struct {
	phase    lifecycle.Phase
	view     lifecycle.View
	included lifecycle.Inclusion
}

// Explore searches breadth first from the approved intent and stops at the first
// violation.
func Explore(o Options) Result {
	m := &machine{
		Options: o, table: production(), known: map[string]uint8{}, steps: map[stepKey]lifecycle.Effects{},
		seen: map[fingerprint]uint32{}, byName: map[string]uint16{},
	}
	m.seeds = [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}
	r := m.search()
	r.States, r.Edges, r.Cut = len(m.parent), m.edges, m.cut
	if r.Violation == "" && r.Complete && o.Liveness {
		if bad := m.stuck(); bad >= 0 {
			r.Violation, r.Trace = "the intent is lost: no way leads to the end", m.trace(uint32(bad))
		}
	}
	return r
}

func (m *machine) search() (r Result) {
	var next []state
	level := []state{initial()}
	m.visit(&level[0], 0, "start", false)
	for id := uint32(0); len(level) > 0; r.Depth++ {
		next = next[:0]
		for _, s := range level {
			bad := int64(-1)
			m.successors(s, func(act string, fault bool, to state) {
				swapped := m.settle(&to)
				target, fresh := m.visit(&to, id, act, swapped)
				m.edges++
				if m.Liveness && !fault && target != id {
					m.fair = append(m.fair, [2]uint32{id, target})
				}
				if fresh {
					next = append(next, to)
					if what := m.check(&to); what != "" && bad < 0 {
						bad, r.Violation = int64(target), what
					}
				}
			})
			if bad >= 0 {
				r.Trace = m.trace(uint32(bad))
				return r
			}
			id++
		}
		level, next = next, level
		if m.MaxStates > 0 && len(m.parent) > m.MaxStates {
			return r
		}
	}
	r.Complete = true
	return r
}

// successors of a state.
func (m *machine) successors(s state, out emit) {
	if m.over(&s) {
		return
	}
	for i := range s.w {
		prefix := [2]string{"worker 1 ", "worker 2 "}[i]
		m.round(s, i, func(act string, fault bool, to state) { out(prefix+act, fault, to) })
	}
	m.world(s, out)
}

// visit numbers a state.
func (m *machine) visit(s *state, from uint32, act string, swapped bool) (id uint32, fresh bool) {
	print := m.print(s)
	if id, ok := m.seen[print]; ok {
		return id, false
	}
	id = uint32(len(m.parent))
	m.seen[print] = id
	m.parent = append(m.parent, from)
	n := m.name(act) << 1
	if swapped {
		n |= 1
	}
	m.acts = append(m.acts, n)
	if m.Liveness && s.done(m.Guard) {
		m.good = append(m.good, id)
	}
	return id, true
}

func (m *machine) name(act string) uint16 {
	if n, ok := m.byName[act]; ok {
		return n
	}
	n := uint16(len(m.names))
	m.names, m.byName[act] = append(m.names, act), n
	return n
}

// trace is the way to a state. Workers change places in normal forms; here they
// keep their names.
func (m *machine) trace(id uint32) []string {
	var path []uint32
	for ; id != 0; id = m.parent[id] {
		path = append(path, id)
	}
	slices.Reverse(path)
	var out []string
	crossed := false
	names := strings.NewReplacer("worker 1", "worker 2", "worker 2", "worker 1")
	for _, id := range path {
		act := m.names[m.acts[id]>>1]
		if crossed {
			act = names.Replace(act)
		}
		out = append(out, act)
		crossed = crossed != (m.acts[id]&1 == 1)
	}
	return out
}

// stuck finds a state from which no way without further faults leads to a good
// end, walking backwards from the good ends; -1 if there is none.
func (m *machine) stuck() int {
	n := len(m.parent)
	start := make([]uint32, n+1)
	for _, e := range m.fair {
		start[e[1]+1]++
	}
	for i := range n {
		start[i+1] += start[i]
	}
	from := make([]uint32, len(m.fair))
	fill := append([]uint32(nil), start[:n]...)
	for _, e := range m.fair {
		from[fill[e[1]]] = e[0]
		fill[e[1]]++
	}
	reached := make([]bool, n)
	todo := append([]uint32(nil), m.good...)
	for _, id := range todo {
		reached[id] = true
	}
	for len(todo) > 0 {
		id := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, f := range from[start[id]:start[id+1]] {
			if !reached[f] {
				reached[f] = true
				todo = append(todo, f)
			}
		}
	}
	for id, ok := range reached {
		if !ok {
			return id
		}
	}
	return -1
}

// step asks production code, once per question.
func (m *machine) step(p lifecycle.Phase, v lifecycle.View) lifecycle.Effects {
	k := stepKey{phase: p, view: v}
	if v.Observation.Included != nil {
		k.included = *v.Observation.Included
		k.view.Observation.Included = &askedOnce
	}
	e, ok := m.steps[k]
	if !ok {
		e = lifecycle.Step(p, v)
		m.steps[k] = e
	}
	return e
}

// askedOnce stands for "there is an inclusion" in a key.
var askedOnce lifecycle.Inclusion

// intern numbers a verdict, so that a state can hold it.
func (m *machine) intern(v lifecycle.Verdict) uint8 {
	k := fmt.Sprint(v.Events, v.Record)
	if n, ok := m.known[k]; ok {
		return n
	}
	n := uint8(len(m.verdicts))
	m.verdicts, m.known[k] = append(m.verdicts, v), n
	return n
}

// move takes one step of the production table. A verdict that the table does
// not allow is an error of production code.
func (m *machine) move(from uint8, event string) uint8 {
	edge, err := m.table.Next(intentStates[from], event)
	if err != nil {
		panic(err) // the model has found a step that the table lacks
	}
	return stateIndex(edge.To)
}
