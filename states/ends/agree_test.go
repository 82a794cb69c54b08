package ends

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"makewhole/states"
)

// outside are the machines that are not in the product, each with its reason.
var outside = map[string]string{
	"monitor":           "what runs on a chain binds no incident, and any person of the desk can retire it",
	"finding":           "it proposes an incident and binds none; whoever looks at it can dismiss it",
	"response_plan":     "a plan binds no incident, and any person of the desk can retire it",
	"response":          "a pause is beside the incident: nothing waits for it, and it ends by itself or by its owners",
	"module":            "containment is a field beside the incident; nothing waits for it",
	"oracle_config":     "an incident keeps its committee; orders of one that is compromised are voided",
	"snapshot":          "one table with the set, which rests on it",
	"cover":             "a cover ends with its period and binds no incident",
	"correction":        "what it does to claims, lines and holds are steps; what nobody confirmed changes nothing; an exclusion is in Closing",
	"recovery_payee":    "its part stays in the vault until it is registered; what is paid then is a round like any other",
	"objection":         "what holds up previews, and how silence ends it, is in Previews",
	"cover_import":      "no incident is open when one is proposed or confirmed, and either person can refuse it",
	"distribution_plan": "pushing is a service to receivers; the sweep ends what nobody pushed",
	"transaction":       "searched by itself, with two senders, in test/sim/model",
}

// excused are the edges that no step of the product takes.
var excused = map[string]string{
	"allocation collect claimable":  "lines move when their block is final; no service moves one before",
	"allocation finalize collected": "likewise",
	"allocation reorg collected":    "likewise",
}

func edgeName(machine string, e states.Edge) string {
	return strings.TrimSpace(machine + " " + e.Event + " " + e.From)
}

// Every edge of every table is taken by a step that can happen, and no step takes
// an edge that is not there.
func TestEveryEdgeIsUsed(t *testing.T) {
	t.Parallel()
	m := New()
	used, inside := map[string]bool{}, map[string]bool{}
	for i := range m.Steps {
		for _, move := range m.Steps[i].Moves {
			_, p := m.part(move.Part)
			inside[p.Table.Name] = true
			found := false
			for _, from := range p.States {
				if n := move.edge(&p.Table, from); n >= 0 {
					used[edgeName(p.Table.Name, p.Table.Edges[n])], found = true, true
				}
			}
			for _, from := range move.From {
				if move.edge(&p.Table, from) < 0 {
					t.Errorf("%s: %s has no %q from %s", m.Steps[i].Name, p.Table.Name, move.Event, from)
				}
			}
			if !found {
				t.Errorf("%s: %s has no %q", m.Steps[i].Name, p.Table.Name, move.Event)
			}
		}
	}
	for _, table := range states.All() {
		if inside[table.Name] == (outside[table.Name] != "") {
			t.Errorf("machine %s: in the product %v, excused %q", table.Name, inside[table.Name], outside[table.Name])
		}
		for _, e := range table.Edges {
			name := edgeName(table.Name, e)
			if inside[table.Name] && used[name] == (excused[name] != "") {
				t.Errorf("edge %q: used %v, excused %q", name, used[name], excused[name])
			}
		}
	}
	if !slices.Equal(states.Snapshot.Edges, states.SnapshotSet.Edges) {
		t.Error("snapshots and sets have no longer one table: the set cannot stand for both")
	}
}

// Who takes a step is somebody whom each of its edges allows, and two persons
// are asked where the table asks for them.
func TestEverybodyMay(t *testing.T) {
	t.Parallel()
	m := New()
	for i := range m.Steps {
		s := &m.Steps[i]
		if !slices.Contains(append(states.StaffRoles(), states.Kinds()...), s.By) {
			t.Errorf("%s: nobody is %q", s.Name, s.By)
		}
		if s.By == states.ActorWallet && s.Hope == "" {
			t.Errorf("%s: counts on a wallet", s.Name)
		}
		for _, move := range s.Moves {
			_, p := m.part(move.Part)
			for _, from := range p.States {
				n := move.edge(&p.Table, from)
				if n < 0 {
					continue
				}
				e := p.Table.Edges[n]
				if !mayTake(e.Role, s.By) {
					t.Errorf("%s: %s takes %s, which is for %s", s.Name, s.By, edgeName(p.Table.Name, e), e.Role)
				}
			}
		}
	}
}

// mayTake: a step of a record that a job brought about is the job's, and so is
// what follows from it.
func mayTake(roles, by string) bool {
	return roles == "" || slices.Contains(strings.Split(roles, "|"), by)
}

// Each step that no service takes is needed: an entry without which everything
// can still end has no place in the list.
func TestWhatIsMissingIsMissed(t *testing.T) {
	t.Parallel()
	for i := range New().Steps {
		s := &New().Steps[i]
		if s.Missing == "" {
			continue
		}
		r := graph().WithoutStep(s.Name)
		if r.Stuck == "" {
			t.Errorf("%q is not needed", s.Name)
		}
		t.Logf("no service: %s (%s); until then %s waits", s.Name, s.Missing, r.Stuck)
	}
}

// sources are the files of a room that are no tests, parsed once.
type sources struct {
	t     *testing.T
	rooms map[string][]*ast.File
}

func (s *sources) room(name string) []*ast.File {
	if files, ok := s.rooms[name]; ok {
		return files
	}
	paths, err := filepath.Glob(filepath.Join("../..", name, "*.go"))
	if err != nil {
		s.t.Fatal(err)
	}
	var out []*ast.File
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, "_gen.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			s.t.Fatal(err)
		}
		out = append(out, f)
	}
	if len(out) == 0 {
		s.t.Fatalf("no room %q", name)
	}
	s.rooms[name] = out
	return out
}

// function finds a function or method of a room.
func (s *sources) function(room, name string) *ast.FuncDecl {
	for _, f := range s.room(room) {
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Name.Name == name {
				return fn
			}
		}
	}
	return nil
}

// moves are the events that a room gives to models.Move, models.Start and
// s.move, by machine where the call names one.
func (s *sources) moves(room string) map[string]bool {
	out := map[string]bool{}
	for _, f := range s.room(room) {
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			fun, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || fun.Sel.Name != "Move" && fun.Sel.Name != "Start" && fun.Sel.Name != "move" {
				return true
			}
			place := map[string]int{"move": 1}[fun.Sel.Name]
			if place == 0 {
				place = 3 // tx, machine, row, event
			}
			if len(call.Args) <= place {
				return true
			}
			if lit, ok := call.Args[place].(*ast.BasicLit); ok && lit.Kind == token.STRING {
				event, err := strconv.Unquote(lit.Value)
				if err != nil {
					s.t.Fatal(err)
				}
				out[event] = true
			}
			return true
		})
	}
	return out
}

// parts are the rooms below a room that act for it.
var parts = map[string][]string{"claims": {"claims/covers", "claims/entitlements"}}

// says reports whether a room, or a part of it, names an event or the state it leads to.
func (s *sources) says(room, event, constant string) bool {
	found := false
	files := s.room(room)
	for _, below := range parts[room] {
		files = slices.Concat(files, s.room(below))
	}
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BasicLit:
				found = found || n.Value == strconv.Quote(event)
			case *ast.Ident:
				found = found || n.Name == constant
			}
			return !found
		})
	}
	return found
}

// Each step is taken where it says, by a function of that room, which names the
// event or the state that the step's first move leads to.
func TestStepsAreTaken(t *testing.T) {
	t.Parallel()
	src := &sources{t, map[string][]*ast.File{}}
	for _, m := range []Model{New(), Closing(), Previews()} {
		for i := range m.Steps {
			src.taken(&m, &m.Steps[i])
		}
	}
}

func (s *sources) taken(m *Model, step *Step) {
	room, name, ok := strings.Cut(step.Where, ".")
	switch {
	case !ok && step.Missing == "":
		s.t.Errorf("%s: nobody takes it", step.Name)
		return
	case !ok:
		return
	case s.function(room, name) == nil:
		s.t.Errorf("%s: %s has no function %s", step.Name, room, name)
		return
	}
	for _, move := range step.Moves {
		_, p := m.part(move.Part)
		for _, from := range p.States {
			n := move.edge(&p.Table, from)
			if n < 0 {
				continue
			}
			constant := camel(p.Table.Name, p.Table.Edges[n].To)
			if elsewhere["oracles "+move.Event] == "" && !s.says(room, move.Event, constant) {
				s.t.Errorf("%s: %s names neither %q nor %s", step.Name, room, move.Event, constant)
			}
		}
	}
}

// camel is how package models calls a state.
func camel(machine, state string) string {
	out := ""
	for word := range strings.SplitSeq(machine+"_"+state, "_") {
		out += strings.ToUpper(word[:1]) + word[1:]
	}
	return out
}

// elsewhere are moves of the rooms that are no step of their own.
var elsewhere = map[string]string{
	"claims/covers cancel": "of a cover", "claims/covers write": "of a cover",
	"corrections hold": "of a correction", "corrections object": "of a correction", "corrections lift": "of a correction",
	"corrections propose": "of a correction", "corrections confirm": "of a correction", "corrections refuse": "of a correction",
	"settlements propose": "of who gets recovered money without a loss", "settlements confirm": "likewise", "settlements refuse": "likewise",
	"settlements replace": "likewise",
	"settlements object":  "of an objection", "settlements answer": "of an objection", "settlements pass_on": "of an objection", "settlements lapse": "of an objection",
	"claims/covers propose": "of an import of a cover", "claims/covers confirm": "of an import of a cover", "claims/covers refuse": "of an import of a cover",
	"oracles seal": "in the transaction of the chain that publishes",
}

// Each move of a room is a step of the product.
func TestMovesOfTheRoomsAreSteps(t *testing.T) {
	t.Parallel()
	src := &sources{t, map[string][]*ast.File{}}
	m := New()
	known := map[string]bool{}
	for i := range m.Steps {
		for _, move := range m.Steps[i].Moves {
			room, _, _ := strings.Cut(m.Steps[i].Where, ".")
			known[room+" "+move.Event] = true
		}
	}
	moves := 0
	for _, room := range []string{"claims", "claims/covers", "settlements", "incidents", "oracles", "corrections"} {
		for event := range src.moves(room) {
			moves++
			if name := room + " " + event; !known[name] && elsewhere[name] == "" {
				t.Errorf("%s moves %q, and the product has no such step", room, event)
			}
		}
	}
	if moves < 35 {
		t.Errorf("only %d moves found", moves)
	}
}

// lists are the lists of states by which the services guard their acts.
func TestListsAreThoseOfTheServices(t *testing.T) {
	t.Parallel()
	src := &sources{t, map[string][]*ast.File{}}
	values := constants(t)
	for name, want := range map[string][]string{
		"settlements.settlingStates":      drafting,
		"claims.barStates":                barred,
		"claims.receiverOpen":             payeeOpen,
		"claims.reinstatable":             reinstatable,
		"corrections.excludable":          excludable,
		"corrections.revisable":           revisable,
		"claims.correctableIn":            revisable,
		"claims/entitlements.coverStates": covering,
		"oracles/reports.checkSubject":    measuring,
		"settlements.irrevocable":         resting[1:],
		"settlements.earmarkStates":       earmarking,
		"settlements.Advance":             slices.Concat(earmarking, []string{states.IncidentClaimsClosed, states.IncidentSettling, states.IncidentRejected, states.IncidentClosed, states.IncidentMerged}),
		"claims.takesClaims":              takesClaims,
		"valuation.finalSets":             standing,
	} {
		room, what, _ := strings.Cut(name, ".")
		got := src.listOf(room, what, values)
		if !slices.Equal(slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(want))) {
			t.Errorf("%s is %v, the product says %v", name, got, want)
		}
	}
}

// listOf are the states that a variable or a function of a room names.
func (s *sources) listOf(room, name string, values map[string]string) (out []string) {
	for _, f := range s.room(room) {
		for _, d := range f.Decls {
			var body ast.Node
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Name.Name == name {
					body = d.Body
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					if v, ok := spec.(*ast.ValueSpec); ok && v.Names[0].Name == name {
						body = v
					}
				}
			}
			if body == nil {
				continue
			}
			ast.Inspect(body, func(n ast.Node) bool {
				if sel, ok := n.(*ast.SelectorExpr); ok {
					if v, known := values[sel.Sel.Name]; known && !slices.Contains(out, v) {
						out = append(out, v)
					}
				}
				return true
			})
		}
	}
	return out
}

// constants are the states by the names of their constants.
func constants(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, m := range states.All() {
		for _, s := range m.States() {
			out[camel(m.Name, s)] = s
		}
	}
	if len(out) < 60 {
		t.Fatal(fmt.Sprint(len(out), " constants"))
	}
	return out
}

// The reasons for which an entitlement waits are those of package claims.
func TestHoldsAreThoseOfClaims(t *testing.T) {
	t.Parallel()
	src := &sources{t, map[string][]*ast.File{}}
	var got []string
	for _, f := range src.room("claims/entitlements") {
		ast.Inspect(f, func(n ast.Node) bool {
			if v, ok := n.(*ast.ValueSpec); ok && len(v.Values) == 1 && strings.HasPrefix(v.Names[0].Name, "Held") {
				reason, err := strconv.Unquote(v.Values[0].(*ast.BasicLit).Value)
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, reason)
			}
			return true
		})
	}
	if want := Holds[1:]; !slices.Equal(slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(want))) {
		t.Errorf("claims holds for %v, the product for %v", got, want)
	}
}
