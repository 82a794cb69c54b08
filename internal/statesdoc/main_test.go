package main

import (
	"bytes"
	"os"
	"testing"
)

func TestPageIsCurrent(t *testing.T) {
	t.Parallel()
	have, err := os.ReadFile("../../docs/states.md")
	if err != nil {
		t.Fatal(err)
	}
	var want bytes.Buffer
	write(&want)
	if !bytes.Equal(have, want.Bytes()) {
		t.Error("docs/states.md differs from the state tables; run go generate ./internal/statesdoc")
	}
}
