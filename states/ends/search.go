package ends

import (
	"fmt"
	"slices"
	"strings"

	"makewhole/states"
)

// Result is what a search found.
type Result struct {
	Worlds, Steps, Ends int
	// Stuck says which combination has no way out, "" = none.
	Stuck string
	// Way is the shortest way into it.
	Way []string
}

func (r Result) String() string {
	text := fmt.Sprintf("%d combinations, %d steps between them, %d ends", r.Worlds, r.Steps, r.Ends)
	if r.Stuck == "" {
		return text + "; each combination has a way out"
	}
	return text + "\nno way out: " + r.Stuck + "\n  " + strings.Join(r.Way, "\n  ")
}

// Graph is everything that can happen, explored once and searched as often as
// somebody asks what would be if an edge or a step were not there.
type Graph struct {
	model  *Model
	rules  []rule
	forget []rule
	ids    map[world]int32
	worlds []world
	first  []int32 // of the steps out of each combination
	steps  []arc
	back   []int32 // steps by where they lead
	into   []int32 // the first of them, by combination
	uses   [][]use // by arc.uses
	kinds  map[string]int16
}

// arc is one step from one combination to another.
type arc struct {
	from, to int32
	rule     int16
	uses     int16
}

// use is an edge of a machine.
type use struct {
	machine string
	edge    states.Edge
}

// Explore finds every combination that can be reached, breadth first.
func Explore(m Model) *Graph {
	g := &Graph{model: &m, ids: map[world]int32{}, kinds: map[string]int16{}}
	for i := range m.Steps {
		g.rules = append(g.rules, m.rule(&m.Steps[i]))
	}
	for _, f := range m.Forget {
		g.forget = append(g.forget, m.rule(&Step{If: f.If, Sets: f.Sets}))
	}
	g.meet(0)
	for at := int32(0); int(at) < len(g.worlds); at++ {
		g.first = append(g.first, int32(len(g.steps)))
		for n := range g.rules {
			to, uses, ok := g.rules[n].apply(g.worlds[at])
			if !ok {
				continue
			}
			for i := range g.forget {
				if f := &g.forget[i]; all(f.cond, to) {
					to = f.set(to)
				}
			}
			g.steps = append(g.steps, arc{at, g.meet(to), int16(n), g.kind(n, uses)})
		}
	}
	g.first = append(g.first, int32(len(g.steps)))
	g.reverse()
	return g
}

func (g *Graph) meet(w world) int32 {
	if id, ok := g.ids[w]; ok {
		return id
	}
	id := int32(len(g.worlds))
	g.ids[w], g.worlds = id, append(g.worlds, w)
	return id
}

// kind numbers the edges that a rule took, which differ by where it began.
func (g *Graph) kind(rule int, taken []int8) int16 {
	key := fmt.Sprint(rule, taken)
	if k, ok := g.kinds[key]; ok {
		return k
	}
	var list []use
	for i, move := range g.model.Steps[rule].Moves {
		_, p := g.model.part(move.Part)
		if taken[i] >= 0 {
			list = append(list, use{p.Table.Name, p.Table.Edges[taken[i]]})
		}
	}
	k := int16(len(g.uses))
	g.kinds[key], g.uses = k, append(g.uses, list)
	return k
}

// reverse sorts the steps by where they lead.
func (g *Graph) reverse() {
	g.into = make([]int32, len(g.worlds)+1)
	for _, a := range g.steps {
		g.into[a.to+1]++
	}
	for i := range g.worlds {
		g.into[i+1] += g.into[i]
	}
	g.back = make([]int32, len(g.steps))
	next := slices.Clone(g.into)
	for i, a := range g.steps {
		g.back[next[a.to]] = int32(i)
		next[a.to]++
	}
}

// All is the search with everything there.
func (g *Graph) All() Result { return g.search(func(*Step, []use) bool { return true }) }

// WithoutEdge is the search without the steps that take an edge of a machine.
func (g *Graph) WithoutEdge(machine string, e states.Edge) Result {
	return g.search(func(_ *Step, uses []use) bool { return !slices.Contains(uses, use{machine, e}) })
}

// WithoutStep is the search without the steps of a name.
func (g *Graph) WithoutStep(name string) Result {
	return g.search(func(s *Step, _ []use) bool { return s.Name != name })
}

// search goes forward along the steps that are there, then back from the ends
// along those that are sure. The first combination in the order of the way in
// that has no way out is named.
func (g *Graph) search(there func(*Step, []use) bool) Result {
	on := make([]bool, len(g.uses))
	for _, a := range g.steps {
		on[a.uses] = on[a.uses] || there(g.rules[a.rule].step, g.uses[a.uses])
	}
	reached, by := g.forward(on)
	r := Result{Worlds: len(reached)}
	ends, saved := g.model.masks(g.model.End), make([]bool, len(g.worlds))
	todo := []int32{}
	for _, id := range reached {
		for i := g.first[id]; i < g.first[id+1]; i++ {
			if on[g.steps[i].uses] {
				r.Steps++
			}
		}
		if all(ends, g.worlds[id]) && id != 0 {
			r.Ends++
			todo = append(todo, id)
		}
	}
	g.backward(todo, saved, on)
	for _, id := range reached {
		if id != 0 && !saved[id] {
			r.Stuck, r.Way = g.model.describe(g.worlds[id]), g.way(id, by)
			break
		}
	}
	return r
}

// forward lists what can be reached, breadth first, and the step that came
// first into each.
func (g *Graph) forward(on []bool) (reached, by []int32) {
	by = make([]int32, len(g.worlds))
	for i := range by {
		by[i] = -1
	}
	reached = []int32{0}
	for n := 0; n < len(reached); n++ {
		id := reached[n]
		for i := g.first[id]; i < g.first[id+1]; i++ {
			if a := &g.steps[i]; on[a.uses] && a.to != 0 && by[a.to] < 0 {
				by[a.to], reached = i, append(reached, a.to)
			}
		}
	}
	return reached, by
}

// backward marks what the ends can be reached from by steps that are sure.
func (g *Graph) backward(todo []int32, saved, on []bool) {
	for _, id := range todo {
		saved[id] = true
	}
	for len(todo) > 0 {
		id := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, i := range g.back[g.into[id]:g.into[id+1]] {
			a := &g.steps[i]
			if on[a.uses] && !saved[a.from] && g.rules[a.rule].step.Hope == "" {
				saved[a.from] = true
				todo = append(todo, a.from)
			}
		}
	}
}

// way is how the search came to a combination, which is a shortest way.
func (g *Graph) way(id int32, by []int32) []string {
	var out []string
	for ; by[id] >= 0; id = g.steps[by[id]].from {
		out = append(out, g.rules[g.steps[by[id]].rule].step.Name)
	}
	slices.Reverse(out)
	return out
}
