// Command statesdoc prints docs/states.md from the literal tables of package
// states: one diagram and one table a machine.
//
// It knows where the tables are and nothing of what they mean. A test of its own
// keeps the page equal to the tables, so the page cannot rot; `go generate`
// renews it. Start reading at write.
package main

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"makewhole/intents"
	"makewhole/states"
)

//go:generate go run . -out ../../docs/states.md

func main() {
	out := flag.String("out", "", "file to write")
	flag.Parse()
	var page bytes.Buffer
	write(&page)
	if err := os.WriteFile(*out, page.Bytes(), 0o644); err != nil { //nolint:gosec // a page of the documents
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// write prints the page.
func write(w io.Writer) {
	fmt.Fprint(w, "<!-- Code generated from the state tables by internal/statesdoc; DO NOT EDIT. -->\n\n# States\n\n"+
		"Every machine is one literal table of package `states`; a state changes only along an edge of it, in a transaction\n"+
		"that also writes a history row and an audit entry. `role` is who may take the edge: a staff role, `wallet`, `job`,\n"+
		"`chain` or `system`; empty means anybody whom the service admits. `persons` is how many different persons must have\n"+
		"agreed, where one is not enough. A subject may rest for good in the states that are named under the table.\n\n"+
		"Allocations and entitlements move in bulk and committee configurations with their contract: they keep no history\n"+
		"rows of their own.\n")
	for _, m := range states.All() {
		machine(w, m)
	}
	kinds(w)
	decisions(w)
}

// decisions prints who may not decide.
func decisions(w io.Writer) {
	fmt.Fprint(w, "\n## who may not decide\n\nEvery act in which somebody decides about money, or about who may. Roles are read in the transaction of the act. A tie\n"+
		"counts for the whole person: every login of theirs, however it spells them, and everybody who shares a wallet with them.\n"+
		"Where there is a first word, it counts only while its giver is active with that role.\n\n"+
		"| act | by | first word by | not by who |\n|---|---|---|---|\n")
	for _, d := range states.Decisions {
		var not []string
		for _, tie := range d.Not {
			not = append(not, states.TieText(tie))
		}
		fmt.Fprintf(w, "| %s | %s | %s | %s |\n", d.Act, strings.ReplaceAll(d.Roles, "|", ", "), strings.ReplaceAll(d.First, "|", ", "), strings.Join(not, "; "))
	}
}

// kinds prints the table of intents.
func kinds(w io.Writer) {
	fmt.Fprint(w, "\n## kinds of intents\n\nWhat may be sent to a chain, and by which rules. Approvals are those that must be there before the row is; the\n"+
		"approver lets a proposed intent go and queues one again that ended without effect.\n\n"+
		"| kind | effect | serves | calls | coins | decided by | approvals | approver | fee budget | in a freeze of settlement | needs | when it failed for good |\n"+
		"|---|---|---|---|---|---|---|---|---|---|---|---|\n")
	for _, k := range intents.Kinds {
		calls, coins := "anything, on development chains", "no"
		if k.Contract != intents.AnyContract {
			calls = string(k.Contract) + "." + strings.Join(k.Methods, ", ")
		}
		if k.Coins {
			coins = "yes"
		}
		fmt.Fprintf(w, "| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |\n", k.Name, k.Effect, cmp.Or(k.Machine, "any"), calls, coins,
			strings.ReplaceAll(k.DecidedBy, "|", ", "), strings.Join(k.Approvals, ", "), k.Approver, k.Budget, k.Freeze, k.Needs,
			cmp.Or(k.Ending, "queued again"))
	}
}

func machine(w io.Writer, m states.Machine) {
	fmt.Fprintf(w, "\n## %s\n\n```mermaid\nstateDiagram-v2\n", m.Name)
	for _, e := range m.Edges {
		fmt.Fprintf(w, "    %s --> %s: %s\n", node(e.From), node(e.To), e.Event)
	}
	fmt.Fprint(w, "```\n\n| from | event | to | role | persons |\n|---|---|---|---|---|\n")
	for _, e := range m.Edges {
		persons := ""
		if e.Persons > 0 {
			persons = strconv.Itoa(e.Persons)
		}
		fmt.Fprintf(w, "| %s | %s | %s | %s | %s |\n", e.From, e.Event, e.To, strings.ReplaceAll(e.Role, "|", ", "), persons)
	}
	fmt.Fprintf(w, "\nRests in: %s.\n", strings.Join(m.Final, ", "))
}

// node names the birth of a subject as the diagram does.
func node(state string) string {
	if state == "" {
		return "[*]"
	}
	return state
}
