package states

import (
	"slices"
	"strings"
	"testing"
)

// TestTablesAreWhole: names are unique, no event is ambiguous, every state can
// be reached, final states exist, and roles are roles.
func TestTablesAreWhole(t *testing.T) {
	t.Parallel()
	names := map[string]bool{}
	roles := append(StaffRoles(), Kinds()...)
	for _, m := range All() {
		if names[m.Name] {
			t.Errorf("two machines are called %s", m.Name)
		}
		names[m.Name] = true
		if found, ok := ByName(m.Name); !ok || len(found.Edges) != len(m.Edges) {
			t.Errorf("ByName does not find %s", m.Name)
		}
		sorted := slices.Sorted(slices.Values(Reachable(m)))
		if want := slices.Sorted(slices.Values(m.States())); !slices.Equal(sorted, want) {
			t.Errorf("%s: of %v only %v can be reached", m.Name, want, sorted)
		}
		for _, s := range m.Final {
			if !slices.Contains(m.States(), s) {
				t.Errorf("%s: final state %s is in no edge", m.Name, s)
			}
		}
		seen := map[[2]string]bool{}
		for _, e := range m.Edges {
			at := [2]string{e.From, e.Event}
			if seen[at] || e.Event == "" || e.To == "" {
				t.Errorf("%s: edge %+v is ambiguous or empty", m.Name, e)
			}
			seen[at] = true
			for one := range strings.SplitSeq(e.Role, "|") {
				if e.Role != "" && !slices.Contains(roles, one) {
					t.Errorf("%s: edge %+v names the role %q", m.Name, e, one)
				}
			}
		}
	}
	if _, ok := ByName("nothing"); ok {
		t.Error("ByName finds what is not there")
	}
}

// TestEveryStateCanEnd: from each state that can be reached and is not final,
// some steps lead to a final one.
func TestEveryStateCanEnd(t *testing.T) {
	t.Parallel()
	for _, m := range All() {
		if len(m.Final) == 0 {
			t.Errorf("%s never ends", m.Name)
		}
		for _, s := range Reachable(m) {
			if !Ends(m, s) {
				t.Errorf("%s: nothing leads from %s to an end", m.Name, s)
			}
		}
	}
}

// foreign are the states that no person of the staff, no job and not the program
// itself can end: only a wallet or a fact of the chain does, and why it surely
// comes.
var foreign = map[string]string{
	"claim draft":                "filing submits it in the transaction that makes it",
	"snapshot registered":        "the contract opened the window in the same event",
	"snapshot challengeable":     "the contract's clock passes",
	"snapshot_set registered":    "the contract opened the window in the same event",
	"snapshot_set challengeable": "the contract's clock passes",
	"allocation claimable":       "anybody may sweep after the deadline; our job does",
	"allocation collected":       "its block becomes final or goes away",
}

// TestNobodyWaitsForOthers: without the steps that only wallets and the chain
// take, every state can still end, except the foreign ones.
func TestNobodyWaitsForOthers(t *testing.T) {
	t.Parallel()
	found := map[string]bool{}
	for _, m := range All() {
		ours := Without(m, ActorWallet, ActorChain)
		for _, s := range Reachable(m) {
			if Ends(ours, s) {
				continue
			}
			name := m.Name + " " + s
			found[name] = true
			if foreign[name] == "" {
				t.Errorf("%s: only a wallet or the chain can end it", name)
			}
		}
	}
	for name := range foreign {
		if !found[name] {
			t.Errorf("%s is listed as foreign, but can end without others", name)
		}
	}
}

// TestSearchFindsHoles: a table with a dead end and an island is not called
// whole.
func TestSearchFindsHoles(t *testing.T) {
	t.Parallel()
	m := Machine{Name: "x", Final: []string{"done"}, Edges: []Edge{
		{Event: "make", To: "a"}, {From: "a", Event: "go", To: "done"}, {From: "a", Event: "fall", To: "pit", Role: ActorChain},
		{From: "island", Event: "swim", To: "done"},
	}}
	if got := Reachable(m); !slices.Equal(got, []string{"a", "done", "pit"}) {
		t.Errorf("reachable %v", got)
	}
	if Ends(m, "pit") || !Ends(m, "a") || !Ends(m, "done") {
		t.Error("the pit has no way out, the others have")
	}
	if got := Reachable(Without(m, ActorChain)); !slices.Equal(got, []string{"a", "done"}) {
		t.Errorf("without the chain %v", got)
	}
	if got := (Machine{Edges: []Edge{{From: "none", Event: "ask", To: "asked"}}}).Births(); !slices.Equal(got, []string{"none"}) {
		t.Errorf("a machine without births begins at %v", got)
	}
}

// TestMoneyNeedsTwoPersons: steps that decide about money that is on its way
// name two persons, and only people take them.
func TestMoneyNeedsTwoPersons(t *testing.T) {
	t.Parallel()
	two := map[string]bool{}
	for _, m := range All() {
		for _, e := range m.Edges {
			if e.Persons == 0 {
				continue
			}
			two[m.Name+" "+e.Event+" "+e.From] = true
			for one := range strings.SplitSeq(e.Role, "|") {
				if e.Persons != 2 || !slices.Contains(StaffRoles(), one) {
					t.Errorf("%s: edge %+v", m.Name, e)
				}
			}
		}
	}
	for _, want := range []string{"settlement approve objections", "settlement void signed", "settlement void publishing"} {
		if !two[want] {
			t.Errorf("%s needs two persons", want)
		}
	}
}
