package main

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestSample: every mutant in Go stays, as many in Solidity as are asked for, the same
// for one tree, and each has its turn as the tree changes.
func TestSample(t *testing.T) {
	t.Parallel()
	all := []mutant{{File: "go"}, {File: "a", Contract: "A"}, {File: "b", Contract: "A"}, {File: "c", Contract: "B"}}
	seen := map[string]bool{}
	for i := range 40 {
		dir := t.TempDir()
		if err := os.MkdirAll(filepath.Join(dir, "src"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "src", "A.sol"), []byte{byte(i)}, 0o600); err != nil {
			t.Fatal(err)
		}
		var first []string
		for range 2 {
			got, err := sampled(dir, all, 1)
			if err != nil {
				t.Fatal(err)
			}
			var files []string
			for _, m := range got {
				files = append(files, m.File)
				seen[m.File] = true
			}
			if first == nil {
				first = files
			}
			if len(files) != 2 || files[0] != "go" || !slices.Equal(first, files) {
				t.Fatalf("drew %v, before %v", files, first)
			}
		}
	}
	if len(seen) != len(all) {
		t.Errorf("after forty changes only %v had their turn", seen)
	}
	if got, err := sampled(t.TempDir(), all, 9); err != nil || len(got) != len(all) {
		t.Errorf("%v, %v", got, err)
	}
}
