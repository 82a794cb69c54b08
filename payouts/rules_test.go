package payouts

import (
	"errors"
	"os"
	"strings"
	"testing"
)

// TestRulesAreWhole: every rule says how its files look and what they compute,
// its later tranches have a rule, and the page for readers in other languages
// describes it.
func TestRulesAreWhole(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../docs/entitlement-file.md")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[Rule]bool{}
	for i := range Rules {
		r := &Rules[i]
		if seen[r.Name] || r.keys == nil || r.columns == nil || r.compute == nil {
			t.Errorf("%s is not whole, or appears twice", r.Name)
		}
		seen[r.Name] = true
		if found, err := RuleNamed(r.Name); err != nil || found != r {
			t.Errorf("%s is not found: %v", r.Name, err)
		}
		if later, err := RuleNamed(r.Later); err != nil || later.Later != later.Name {
			t.Errorf("%s has no rule for its later tranches: %v", r.Name, err)
		}
		if !strings.Contains(string(page), "\n## Rule `"+string(r.Name)+"`\n") {
			t.Errorf("docs/entitlement-file.md has no section for %s", r.Name)
		}
	}
}

// TestUnknownRule is refused by name, never computed as another one.
func TestUnknownRule(t *testing.T) {
	t.Parallel()
	for _, name := range []Rule{"", "water-fill", "water-fill/3", "WATER-FILL/1"} {
		if _, err := RuleNamed(name); !errors.Is(err, ErrRule) {
			t.Errorf("%q: %v", name, err)
		}
		if _, err := (File{Rule: name}).Compute(); !errors.Is(err, ErrRule) {
			t.Errorf("compute %q: %v", name, err)
		}
	}
	if got, want := WordingRules(), "water-fill/1 or pro-rata/1"; got != want {
		t.Errorf("a wording may choose %q, want %q", got, want)
	}
}
