package published

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"testing"
)

// File returns the path of a file of the published case, or skips; with
// MAKEWHOLE_REQUIRE_SHARED=1 its absence is a failure.
func File(t *testing.T, name string) string {
	t.Helper()
	return At(t, "data", name)
}

// At is File for any place below the folder of published cases.
func At(t *testing.T, place ...string) string {
	t.Helper()
	shared := os.Getenv("MAKEWHOLE_SHARED")
	if shared == "" {
		shared = filepath.Join(treeRoot(t), "..", "shared")
	}
	path := filepath.Join(append([]string{shared}, place...)...)
	if _, err := os.Stat(path); err != nil {
		if os.Getenv("MAKEWHOLE_REQUIRE_SHARED") == "1" {
			t.Fatalf("the published case is required: %v", err)
		}
		t.Skipf("the published case is not beside the checkout (%s); set MAKEWHOLE_SHARED to its place", path)
	}
	return path
}

// treeRoot is the folder of go.mod, above the folder of the running test.
func treeRoot(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
		dir = filepath.Dir(dir)
	}
}

// CSV reads a whole file of comma-separated values.
func CSV(t *testing.T, path string) [][]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}
