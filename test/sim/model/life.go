package model

import (
	"fmt"
	"slices"
	"strings"

	"makewhole/models"
	"makewhole/settlements"
)

// lineCount lines show every order of pushes and redemptions.
const lineCount = 2

// What the distributor says about a settlement.
const (
	unknown = iota
	published
	active
	struck // cancelled during the delay
	swept  // closed after the deadline
)

// Final events, in the order in which the chain made them.
const (
	sawPublished = iota + 1
	sawCancelled
	sawSwept
	sawPaid // + mask of lines
)

// life is one settlement: our rows, the distributor, and the final events that
// are not applied yet.
type life struct {
	row    uint8            // index into the table's states
	lines  [lineCount]uint8 // likewise
	signed bool             // members have signed; the order is public
	chain  uint8
	paid   uint8 // bitmap of the distributor
	queue  [4]uint8
	n      uint8
}

// batch explores lives through the production tables.
type batch struct {
	table, lineTable   models.Machine
	states, lineStates []string
	lives              map[life]int
	order              []life
	from               []int
	acts               []string
	back               [][]int
	bad                string
	badAt              int
	edges              int
}

// ExploreLife searches every order of acts of people, jobs, receivers, the
// guardian and the chain in the life of one settlement, by its two tables.
func ExploreLife(settlement, allocation models.Machine) Result {
	b := &batch{
		table: settlement, lineTable: allocation,
		states: settlements.SettlementMachine.States(), lineStates: settlements.AllocationMachine.States(),
		lives: map[life]int{}, badAt: -1,
	}
	start := life{row: b.state(models.SettlementDraft)}
	for i := range start.lines {
		start.lines[i] = b.line(models.AllocationAllocated)
	}
	b.meet(start, 0, "")
	for id := 0; id < len(b.order) && b.badAt < 0; id++ {
		b.successors(b.order[id], func(act string, to life) {
			b.edges++
			n := b.meet(to, id, act)
			b.back[n] = append(b.back[n], id)
			if what := b.check(to); what != "" && b.badAt < 0 {
				b.bad, b.badAt = what, n
			}
		})
	}
	r := Result{States: len(b.order), Edges: b.edges, Complete: b.badAt < 0}
	if b.badAt < 0 {
		b.badAt = b.stuck()
		if b.badAt >= 0 {
			b.bad = "the settlement can end no more"
		}
	}
	if b.badAt >= 0 {
		r.Violation, r.Trace = b.bad, b.trace(b.badAt)
	}
	return r
}

func (b *batch) state(name string) uint8 { return uint8(slices.Index(b.states, name)) }
func (b *batch) line(name string) uint8  { return uint8(slices.Index(b.lineStates, name)) }

func (b *batch) meet(s life, from int, act string) int {
	if n, ok := b.lives[s]; ok {
		return n
	}
	n := len(b.order)
	b.lives[s] = n
	b.order, b.from, b.acts, b.back = append(b.order, s), append(b.from, from), append(b.acts, act), append(b.back, nil)
	return n
}

// Who acts; the tables name the roles.
var (
	theChain  = models.ChainActor("events")
	theJob    = models.JobActor("settle")
	treasurer = models.Actor{Kind: models.ActorStaff, ID: "stf_model", Roles: []string{"treasurer"}}
)

// successors gives every next act.
func (b *batch) successors(s life, out func(string, life)) {
	row := b.states[s.row]
	try := func(act, event string, by models.Actor) {
		if next, ok := b.move(s, event, by); ok {
			out(act, next)
		}
	}
	try("the draft is published", "publish_draft", theJob)
	try("two people approve", "approve", treasurer)
	if !s.signed && s.chain == unknown {
		try("a treasurer cancels", "cancel", treasurer)
	}
	if s.signed {
		try("the job takes the order", "sign", theJob)
	}
	try("the sender signs the publication", "send", theJob)
	try("our clock opens the doors", "activate", theJob)
	if row == models.SettlementApproved && !s.signed {
		s.signed = true
		out("members sign", s)
		s.signed = false
	}
	b.distributor(s, out)
	if s.n > 0 {
		b.apply(s, out)
	}
}

// distributor gives the acts of the chain. Whoever has the signed order may
// publish it; each act makes one event.
func (b *batch) distributor(s life, out func(string, life)) {
	if int(s.n) == len(s.queue) {
		return
	}
	emit := func(act string, event uint8, change func(*life)) {
		next := s
		change(&next)
		next.queue[next.n] = event
		next.n++
		out(act, next)
	}
	switch s.chain {
	case unknown:
		if s.signed {
			emit("somebody publishes", sawPublished, func(l *life) { l.chain = published })
		}
	case published:
		emit("the guardian cancels", sawCancelled, func(l *life) { l.chain = struck })
		s.chain = active
		out("the delay passes", s)
	case active:
		for mask := uint8(1); mask < 1<<lineCount; mask++ {
			if pays := mask &^ s.paid; pays != 0 {
				emit(fmt.Sprintf("lines %02b are pushed or redeemed", pays), sawPaid+pays, func(l *life) { l.paid |= pays })
			}
		}
		emit("the deadline passes and somebody sweeps", sawSwept, func(l *life) { l.chain = swept })
	}
}

// move takes a step of the settlement's table, if it has one for this actor.
func (b *batch) move(s life, event string, by models.Actor) (life, bool) {
	edge, err := b.table.Next(b.states[s.row], event)
	if err != nil || edge.Role != "" && !by.Has(edge.Role) {
		return s, false
	}
	s.row = b.state(edge.To)
	return s, true
}

// apply consumes the oldest event as settlements.ApplyEvents does. An event that the
// tables have no step for is a hole.
func (b *batch) apply(s life, out func(string, life)) {
	at := b.lives[s]
	event := s.queue[0]
	copy(s.queue[:], s.queue[1:])
	s.n--
	s.queue[s.n] = 0
	hole := ""
	must := func(name string) {
		next, ok := b.move(s, name, theChain)
		if !ok && hole == "" {
			hole = fmt.Sprintf("no %q from %s", name, b.states[s.row])
		}
		s = next
	}
	lines := func(name string, only func(i int) bool) {
		for i := range s.lines {
			if !only(i) {
				continue
			}
			edge, err := b.lineTable.Next(b.lineStates[s.lines[i]], name)
			if err != nil || edge.Role != "" && !theChain.Has(edge.Role) {
				hole = fmt.Sprintf("no %q for a line that is %s", name, b.lineStates[s.lines[i]])
				return
			}
			s.lines[i] = b.line(edge.To)
		}
	}
	b.applyOne(&s, event, must, lines)
	if hole != "" {
		if b.badAt < 0 {
			b.bad, b.badAt = hole, at
		}
		return
	}
	out("an event is applied", s)
}

func (b *batch) applyOne(s *life, event uint8, must func(string), lines func(string, func(int) bool)) {
	all := func(int) bool { return true }
	open := func(i int) bool { return b.lineStates[s.lines[i]] == models.AllocationClaimable }
	evident := func() { // payments show that the doors are open
		if b.states[s.row] == models.SettlementPublished {
			must("activate")
		}
	}
	switch event {
	case sawPublished:
		must("publish")
		lines("publish", all)
	case sawCancelled:
		must("cancel")
		lines("cancel", all)
	case sawSwept:
		lines("sweep", open)
		evident()
		if b.states[s.row] == models.SettlementActive {
			must("close")
		}
	default:
		evident()
		lines("finalize", func(i int) bool { return (event-sawPaid)>>i&1 == 1 })
		if !slices.ContainsFunc([]int{0, 1}, open) && b.states[s.row] == models.SettlementActive {
			must("close")
		}
	}
}

// check holds rows against the distributor.
func (b *batch) check(s life) string {
	for i, l := range s.lines {
		bit := s.paid>>i&1 == 1
		switch b.lineStates[l] {
		case models.AllocationFinal:
			if !bit {
				return "a line is final that nobody paid"
			}
		case models.AllocationVoid, models.AllocationSwept:
			if bit {
				return "a line was paid and is written off"
			}
		default:
			if bit && s.n == 0 {
				return "a line was paid and no event is left to say so"
			}
		}
	}
	if b.states[s.row] == models.SettlementCancelled && s.chain != struck && (s.chain != unknown || s.signed) {
		return "cancelled here, alive on chain"
	}
	return ""
}

// over is a good end: both sides agree that nothing is left to do.
func (b *batch) over(s life) bool {
	switch b.states[s.row] {
	case models.SettlementClosed:
		return s.n == 0 && (s.chain == swept || s.paid == 1<<lineCount-1)
	case models.SettlementCancelled:
		return s.n == 0
	}
	return false
}

// stuck finds a life from which no good end is reachable; -1 if there is none.
func (b *batch) stuck() int {
	reached := make([]bool, len(b.order))
	var todo []int
	for id, s := range b.order {
		if b.over(s) {
			reached[id] = true
			todo = append(todo, id)
		}
	}
	for len(todo) > 0 {
		id := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, f := range b.back[id] {
			if !reached[f] {
				reached[f] = true
				todo = append(todo, f)
			}
		}
	}
	return slices.Index(reached, false)
}

func (b *batch) trace(id int) []string {
	var out []string
	for ; id != 0; id = b.from[id] {
		out = append(out, b.acts[id])
	}
	slices.Reverse(out)
	return append(out, strings.Join([]string{"settlement", b.states[b.order[b.badAt].row]}, " "))
}
