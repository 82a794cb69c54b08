package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestEveryPatchApplies is the everyday part of the gate: no patch rots, each
// names a test that is there, and the twelve that must exist do.
func TestEveryPatchApplies(t *testing.T) {
	t.Parallel()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	all, err := readMutants("patches")
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, m := range all {
		if names[m.Name] {
			t.Errorf("two mutants are called %q", m.Name)
		}
		names[m.Name] = true
		if top, _, _ := strings.Cut(m.Test, "/"); !hasTest(t, filepath.Join(root, m.Package), top) {
			t.Errorf("%s: %s has no %s", m.File, m.Package, top)
		}
		replaced, err := m.write(root, t.TempDir())
		if err != nil {
			t.Errorf("%s: %v", m.File, err)
		}
		for old, changed := range replaced {
			if same(t, old, changed) {
				t.Errorf("%s: changes nothing in %s", m.File, old)
			}
			if sol := strings.HasSuffix(old, ".sol"); sol != (m.Contract != "") {
				t.Errorf("%s: %s and contract %q", m.File, old, m.Contract)
			}
		}
	}
	for _, must := range []string{
		"send before persist", "new nonce on retry", "no fence", "no contract guard", "confirm by receipt status only",
		"finality by number without hash", "rounding up", ">= for > in a cap", "bit set after the call",
		"cumulative total ignored", "one signature short of the quorum", "held lines paid",
	} {
		if !names[must] {
			t.Errorf("there is no mutant %q", must)
		}
	}
}

func hasTest(t *testing.T, dir, name string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "\nfunc "+name+"(t *testing.T)") {
			return true
		}
	}
	return false
}

func same(t *testing.T, a, b string) bool {
	t.Helper()
	x, err := os.ReadFile(a)
	if err != nil {
		t.Fatal(err)
	}
	y, err := os.ReadFile(b)
	if err != nil {
		t.Fatal(err)
	}
	return string(x) == string(y)
}

// TestPatchesAreStrict: a hunk that fits nowhere or twice is an error.
func TestPatchesAreStrict(t *testing.T) {
	t.Parallel()
	m, err := parse("mutant: m\npackage: ./p\ntest: TestX\nfails: text\n--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n")
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{"a\nb\nz": "a\nc\nz", "x\na\nb": "x\na\nc", "a\nz": "", "a\nb\na\nb": "", "a\n b": ""} {
		got, err := m.edits[0].apply(text)
		if (err == nil) != (want != "") || err == nil && got != want {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
	for _, text := range []string{"mutant: m\n", "mutant: m\n--- a/f\n+++ b/f\n", "mutant: m\npackage: p\ntest: T\nfails: x\n--- a/f\nwhat\n"} {
		if _, err := parse(text); err == nil {
			t.Errorf("parsed %q", text)
		}
	}
}
