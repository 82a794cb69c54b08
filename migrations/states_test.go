package migrations_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"makewhole/states"
)

// columnsOf names the columns that hold the states of a machine.
var columnsOf = map[string]string{
	"incident": "incidents_state", "module": "modules_containment", "oracle_config": "oracle_configs_state", "snapshot": "snapshots_state",
	"snapshot_set": "snapshot_sets_state", "claim": "claims_state", "cover": "covers_state", "cover_import": "cover_imports_state", "monitor": "monitors_state", "response_plan": "response_plans_state", "response": "responses_state", "finding": "findings_state", "entitlement": "entitlements_state", "correction": "corrections_state", "receiver_wait": "receiver_waits_state", "objection": "objections_state", "recovery_payee": "recovery_payees_state",
	"settlement": "settlements_state", "allocation": "allocations_state", "recovery": "recoveries_state",
	"distribution_plan": "distribution_plans_state", "transaction": "tx_intents_state",
}

var (
	stateCheck = map[string]*regexp.Regexp{
		"sqlite":   regexp.MustCompile(`CONSTRAINT (\w+_(?:state|containment))_enum CHECK \(\w+ IN \(([^)]*)\)\)`),
		"postgres": regexp.MustCompile(`CONSTRAINT \w+ (\w+_(?:state|containment))_enum CHECK \(\(\w+ = ANY \(ARRAY\[([^\]]*)\]\)\)\)`),
	}
	quoted = regexp.MustCompile(`'(\w+)'`)
)

// stateLists reads the CHECK lists of states from the dump of one engine, which
// TestGoldenSchema compares with the engine itself.
func stateLists(t *testing.T, driver string) map[string][]string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "schema."+driver+".golden.sql"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]string{}
	for _, m := range stateCheck[driver].FindAllStringSubmatch(string(text), -1) {
		for _, v := range quoted.FindAllStringSubmatch(m[2], -1) {
			out[m[1]] = append(out[m[1]], v[1])
		}
		slices.Sort(out[m[1]])
	}
	return out
}

// The CHECK list of every column of states is exactly the table of its machine,
// on both engines, and no column of states is without a machine.
func TestCheckListsAreTheStateTables(t *testing.T) {
	t.Parallel()
	for driver := range stateCheck {
		lists := stateLists(t, driver)
		for _, m := range states.All() {
			column := columnsOf[m.Name]
			if got, want := lists[column], slices.Sorted(slices.Values(m.States())); !slices.Equal(got, want) {
				t.Errorf("%s: CHECK of %q is %v, the table of %s has %v", driver, column, got, m.Name, want)
			}
			delete(lists, column)
		}
		for column, list := range lists {
			t.Errorf("%s: %s has %v and no machine", driver, column, list)
		}
	}
}
