package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// The committed bindings are what the committed artefacts give.
func TestBindingsAreFresh(t *testing.T) {
	t.Parallel()
	out := filepath.Join(t.TempDir(), "bindings.go")
	if err := run("../../artifacts", out); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("../../bindings_gen.go")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("bindings_gen.go is stale: run go generate ./contracts")
	}
}
