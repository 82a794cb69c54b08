package migrations_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// listOf says which CHECK lists a family of constants must be.
var listOf = map[string][]string{
	"Incident": {"incidents_state"}, "Snapshot": {"snapshots_state", "snapshot_sets_state"}, "Claim": {"claims_state"},
	"Settlement": {"settlements_state"}, "Allocation": {"allocations_state"}, "Tx": {"tx_intents_state"}, "Entitlement": {"entitlements_kind"},
}

// constants reads the text constants of models/rows_*.go by family.
func constants(t *testing.T) map[string][]string {
	t.Helper()
	paths, err := filepath.Glob("../models/rows_*.go")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]string{}
	for _, path := range paths {
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || len(spec.Values) != 1 {
				return true
			}
			lit, ok := spec.Values[0].(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			value, err := strconv.Unquote(lit.Value)
			if err != nil {
				t.Fatal(err)
			}
			for family := range listOf {
				if strings.HasPrefix(spec.Names[0].Name, family) {
					out[family] = append(out[family], value)
				}
			}
			return true
		})
	}
	return out
}

// Every state constant is in the CHECK list of its column, and nothing else is.
func TestStateConstantsAreTheCheckLists(t *testing.T) {
	t.Parallel()
	lists, have := enums(t), constants(t)
	for family, names := range listOf {
		want := slices.Sorted(slices.Values(have[family]))
		if len(want) < 2 {
			t.Errorf("%s: only %v", family, want)
		}
		for _, name := range names {
			if got := slices.Sorted(slices.Values(lists[name])); !slices.Equal(got, want) {
				t.Errorf("%s: CHECK %v, constants %v", name, got, want)
			}
		}
	}
}
