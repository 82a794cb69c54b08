package ends

import (
	"math/bits"
	"slices"
	"strings"

	"makewhole/states"
)

// world is one combination: the place of each part's state in its list, in as
// many bits as the part needs.
type world uint64

// field is where a part stands in a world.
type field struct{ offset, width int }

func (f field) of(w world) int { return int(w>>f.offset) & (1<<f.width - 1) }

func (f field) put(w world, value int) world {
	return w&^(world(1<<f.width-1)<<f.offset) | world(value)<<f.offset
}

// mask is a part and the states that a condition admits, or the one it is set to.
type mask struct {
	field
	admits uint32
	to     int
}

func all(masks []mask, w world) bool {
	for i := range masks {
		if m := &masks[i]; m.admits>>m.of(w)&1 == 0 {
			return false
		}
	}
	return true
}

// shift is the table of one event: where each state of the part goes, -1 =
// nowhere, and by which edge, -1 = it stays by none.
type shift struct {
	field
	next, edge []int8
}

// rule is a step made ready for the search.
type rule struct {
	step  *Step
	cond  []mask
	moves []shift
	sets  []mask
}

// apply takes the step from a combination, if it may, and names the edges that
// its moves took.
func (r *rule) apply(w world) (to world, edges []int8, ok bool) {
	if !all(r.cond, w) {
		return w, nil, false
	}
	to = w
	for i := range r.moves {
		m := &r.moves[i]
		next := m.next[m.of(to)]
		if next < 0 {
			return w, nil, false
		}
		edges = append(edges, m.edge[m.of(to)])
		to = m.put(to, int(next))
	}
	return r.set(to), edges, true
}

func (r *rule) set(w world) world {
	for _, m := range r.sets {
		w = m.put(w, m.to)
	}
	return w
}

func (m *Model) part(name string) (int, *Part) {
	for i := range m.Parts {
		if m.Parts[i].Name == name {
			return i, &m.Parts[i]
		}
	}
	panic("no part " + name)
}

// field is the place of the n-th part: behind all parts before it.
func (m *Model) field(n int) (f field) {
	for i := range m.Parts[:n+1] {
		f = field{f.offset + f.width, bits.Len(uint(len(m.Parts[i].States) - 1))}
	}
	return f
}

// place finds a state of a part; one that the part has not is a mistake in the
// data.
func (m *Model) place(part, state string) (f field, value int) {
	n, p := m.part(part)
	value = slices.Index(p.States, state)
	if value < 0 {
		panic(part + " has no state " + state)
	}
	return m.field(n), value
}

func (m *Model) masks(conds []Cond) []mask {
	var out []mask
	for _, c := range conds {
		one := mask{}
		for _, s := range c.In {
			f, value := m.place(c.Part, s)
			one.field, one.admits = f, one.admits|1<<value
		}
		out = append(out, one)
	}
	return out
}

func (m *Model) rule(s *Step) rule {
	r := rule{step: s, cond: m.masks(s.If)}
	for i := range s.Moves {
		r.moves = append(r.moves, m.shift(&s.Moves[i]))
	}
	for _, set := range s.Sets {
		f, value := m.place(set.Part, set.To)
		r.sets = append(r.sets, mask{field: f, to: value})
	}
	return r
}

func (m *Model) shift(move *Move) shift {
	n, p := m.part(move.Part)
	out := shift{field: m.field(n)}
	for i, from := range p.States {
		next, edge := int8(-1), int8(move.edge(&p.Table, from))
		switch {
		case edge >= 0:
			next = int8(slices.Index(p.States, p.Table.Edges[edge].To))
		case move.Maybe && !slices.Contains(move.From, from):
			next = int8(i)
		}
		out.next, out.edge = append(out.next, next), append(out.edge, edge)
	}
	return out
}

// edge finds the edge that the move takes from a state of the part, -1 = none.
func (move *Move) edge(table *states.Machine, from string) int {
	if move.New {
		from = ""
	} else if from == "" || move.From != nil && !slices.Contains(move.From, from) {
		return -1
	}
	return slices.IndexFunc(table.Edges, func(e states.Edge) bool { return e.From == from && e.Event == move.Event })
}

// describe names the parts that are there.
func (m *Model) describe(w world) string {
	var out []string
	for i, p := range m.Parts {
		if state := p.States[m.field(i).of(w)]; state != "" {
			out = append(out, p.Name+" "+state)
		}
	}
	return strings.Join(out, ", ")
}
