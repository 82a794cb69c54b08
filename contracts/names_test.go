package contracts_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Every fault and attack of the table in docs/contracts.md has the test that it
// names, in the package that it names; K1 to K20 are complete, and each attack
// test of this package is in the table.
func TestEveryFaultHasItsTest(t *testing.T) {
	t.Parallel()
	doc, err := os.ReadFile("../docs/contracts.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, found := strings.Cut(string(doc), "| fault or attack | package | test |")
	if !found {
		t.Fatal("the table is gone")
	}
	name, fault := regexp.MustCompile("`(Test[A-Za-z0-9]+)`"), regexp.MustCompile(`^K(\d+) `)
	listed, faults := map[string]bool{}, map[string]bool{}
	for _, row := range strings.Split(table, "\n")[2:] {
		cells := strings.Split(row, "|")
		if len(cells) != 5 {
			break
		}
		if m := fault.FindStringSubmatch(strings.TrimSpace(cells[1])); m != nil {
			faults[m[1]] = true
		}
		tests := name.FindAllStringSubmatch(cells[3], -1)
		packages := strings.Split(strings.TrimSpace(cells[2]), ", ")
		if len(tests) != len(packages) {
			t.Errorf("%s: %d tests in %d packages", cells[1], len(tests), len(packages))
			continue
		}
		for i, m := range tests {
			listed[m[1]] = true
			if !testsOf(t, packages[i])[m[1]] {
				t.Errorf("%s names %s, which %s does not have", cells[1], m[1], packages[i])
			}
		}
	}
	if len(faults) != 20 {
		t.Errorf("%d of 20 faults are in the table", len(faults))
	}
	for n := range testsOf(t, "contracts") {
		if (strings.HasPrefix(n, "TestK") || strings.HasPrefix(n, "TestAttack")) && !listed[n] {
			t.Errorf("%s is not in the table", n)
		}
	}
}

// testsOf lists the test functions of a package of this module.
func testsOf(t *testing.T, pkg string) map[string]bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", pkg, "*_test.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no tests of %s, %v", pkg, err)
	}
	names := map[string]bool{}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(?m)^func (Test\w+)\(t \*testing\.T\)`).FindAllSubmatch(raw, -1) {
			names[string(m[1])] = true
		}
	}
	return names
}
