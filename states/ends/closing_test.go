package ends

import (
	"go/ast"
	"slices"
	"strings"
	"testing"

	"makewhole/states"
)

// TestEveryClosingCanEnd is law L4 for what keeps an incident from being closed: recovered
// money without a receiver, and exclusions that are not final.
func TestEveryClosingCanEnd(t *testing.T) {
	t.Parallel()
	r := Explore(Closing()).All()
	t.Log(r)
	if r.Stuck != "" || r.Worlds < 200 || r.Ends < 20 {
		t.Errorf("%d combinations, %d ends, stuck: %s", r.Worlds, r.Ends, r.Stuck)
	}
}

// spareInClosing are the edges of exclusions and of waits that no closing needs.
var spareInClosing = map[string]string{
	"correction propose":              entrance,
	"correction hold proposed":        entrance,
	"correction confirm proposed":     onlyHoped,
	"correction refuse proposed":      "a proposal holds nobody's money",
	"correction object contestable":   onlyHoped,
	"correction uphold contested":     otherDoor,
	"correction lift contested":       otherDoor,
	"receiver_wait wait":              entrance,
	"receiver_wait wait_for_review":   entrance,
	"receiver_wait name unnamed":      onlyHoped,
	"receiver_wait end unnamed":       onlyHoped,
	"receiver_wait end review":        onlyHoped,
	"receiver_wait end senior":        onlyHoped,
	"receiver_wait end second_senior": onlyHoped,
	"receiver_wait give parked":       rested,
}

// neededInClosing are the edges of the incident's table without which it is not closed.
var neededInClosing = []string{"incident finish_settlement settling", "incident close settled", "incident close recovering"}

// TestClosingNeedsItsEdges takes each edge of the table of exclusions, of that of waits
// and each on which the incident's end rests away in turn: a way into what then never
// ends is printed, or the edge is spare.
func TestClosingNeedsItsEdges(t *testing.T) {
	t.Parallel()
	g, seen := Explore(Closing()), map[string]bool{}
	for _, m := range []states.Machine{states.Correction, states.ReceiverWait, states.Incident} {
		for _, e := range m.Edges {
			name := edgeName(m.Name, e)
			if m.Name == states.Incident.Name && !slices.Contains(neededInClosing, name) {
				continue
			}
			seen[name] = true
			r := g.WithoutEdge(m.Name, e)
			switch {
			case r.Stuck == "" && spareInClosing[name] == "":
				t.Errorf("%s: no closing needs the edge, and nobody says why", name)
			case r.Stuck != "" && spareInClosing[name] != "":
				t.Errorf("%s: excused (%s), but without it %s", name, spareInClosing[name], r)
			case r.Stuck != "" && len(r.Way) == 0:
				t.Errorf("%s: no way into %s", name, r.Stuck)
			case r.Stuck != "":
				t.Logf("without %s: %s", name, r)
			}
		}
	}
	for _, name := range neededInClosing {
		if !seen[name] {
			t.Errorf("the incident has no edge %q", name)
		}
	}
	for name := range spareInClosing {
		if !seen[name] {
			t.Errorf("%q is excused and not there", name)
		}
	}
}

// TestAnswersOfExclusionsAreNeeded: where a senior may neither uphold nor lift, a
// contested exclusion keeps its incident open for ever.
func TestAnswersOfExclusionsAreNeeded(t *testing.T) {
	t.Parallel()
	r := Explore(Closing()).search(func(_ *Step, uses []use) bool {
		return !slices.ContainsFunc(uses, func(u use) bool {
			return u.machine == states.Correction.Name && u.edge.From == states.CorrectionContested
		})
	})
	if !strings.Contains(r.Stuck, "exclusion contested") || len(r.Way) != 3 {
		t.Errorf("without answers: %s", r)
	}
}

// TestStepsOfClosingAreTaken holds the steps against the rooms, as those of the first
// product are, and that who takes each may.
func TestStepsOfClosingAreTaken(t *testing.T) {
	t.Parallel()
	src := &sources{t, map[string][]*ast.File{}}
	m := Closing()
	for i := range m.Steps {
		s := &m.Steps[i]
		room, name, ok := strings.Cut(s.Where, ".")
		if !ok || src.function(room, name) == nil {
			t.Errorf("%s: %s has no function %s", s.Name, room, name)
		}
		for _, move := range s.Moves {
			_, p := m.part(move.Part)
			for _, from := range p.States {
				if n := move.edge(&p.Table, from); n >= 0 && !mayTake(p.Table.Edges[n].Role, s.By) {
					t.Errorf("%s: %s takes %s, which is for %s", s.Name, s.By, edgeName(p.Table.Name, p.Table.Edges[n]), p.Table.Edges[n].Role)
				}
			}
		}
	}
}

// closingConditions are what settlements.mayClose asks, each with where it is: a
// condition that is added there has to be added to a product.
var closingConditions = map[string]string{
	"underWay":         "atRest: settlements of covers and of what came back",
	"HeldEntitlements": "atRest: the hold",
	"RecoveriesOf":     "atRest: the recovery",
	"noneToReceive":    "Closing: the vault and the wait for a receiver",
	"noneDisputed":     "Closing: the exclusion",
}

// TestConditionsOfClosingAreThoseOfTheService reads what mayClose calls.
func TestConditionsOfClosingAreThoseOfTheService(t *testing.T) {
	t.Parallel()
	src := &sources{t, map[string][]*ast.File{}}
	fn := src.function("settlements", "mayClose")
	if fn == nil {
		t.Fatal("settlements has no mayClose")
	}
	asked := map[string]bool{}
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		switch f := call.Fun.(type) {
		case *ast.Ident:
			asked[f.Name] = true
		case *ast.SelectorExpr:
			if x, ok := f.X.(*ast.Ident); ok && x.Name == "tx" {
				asked[f.Sel.Name] = true
			}
		}
		return true
	})
	delete(asked, "len")
	for name := range asked {
		if closingConditions[name] == "" {
			t.Errorf("closing asks %s, which no product knows", name)
		}
	}
	for name := range closingConditions {
		if !asked[name] {
			t.Errorf("closing does not ask %s", name)
		}
	}
}
