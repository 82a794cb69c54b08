package archtest

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// faultGroups are the groups of docs/faults.md with the number of their codes.
var faultGroups = []struct {
	letter string
	codes  int
}{{"S", 17}, {"D", 15}, {"P", 17}, {"G", 10}, {"M", 12}, {"C", 10}, {"O", 8}, {"A", 25}, {"U", 14}, {"K", 20}}

// A row of the page: code, fault, what happens, tests.
var (
	faultRow  = regexp.MustCompile(`(?m)^\| ([A-Z][0-9]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$`)
	namedTest = regexp.MustCompile("`([a-z/]+)\\.((?:Test|Fuzz)[A-Za-z0-9_]+)`")
)

// Every fault of the list names its tests, which exist where they are said to
// be, or says that there is none and why.
func TestEveryFaultNamesItsTests(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile(filepath.Join(root, "docs/faults.md"))
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]string{}
	for _, m := range faultRow.FindAllStringSubmatch(string(page), -1) {
		if rows[m[1]] != "" {
			t.Errorf("%s is there twice", m[1])
		}
		rows[m[1]] = m[4]
	}
	total := 0
	for _, g := range faultGroups {
		for i := range g.codes {
			total++
			checkFault(t, fmt.Sprintf("%s%d", g.letter, i+1), rows[fmt.Sprintf("%s%d", g.letter, i+1)])
		}
	}
	if len(rows) != total {
		t.Errorf("%d codes, want %d", len(rows), total)
	}
}

func checkFault(t *testing.T, code, tests string) {
	t.Helper()
	named := namedTest.FindAllStringSubmatch(tests, -1)
	if why, none := strings.CutPrefix(tests, "no test: "); none && why != "" {
		return
	}
	if len(named) == 0 {
		t.Errorf("%s has neither a test nor a reason: %q", code, tests)
	}
	for _, m := range named {
		if !declares(t, m[1], m[2]) {
			t.Errorf("%s names %s.%s, which does not exist", code, m[1], m[2])
		}
	}
}

// declares tells whether a package has a test of that name.
func declares(t *testing.T, pkg, name string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, pkg, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(body), "\nfunc "+name+"(") {
			return true
		}
	}
	return false
}
