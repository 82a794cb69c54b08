package main

import (
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "renew the table in docs/gas.md")

const page = "../../docs/gas.md"

// The table in the documentation is what the contracts cost now, and no ceiling
// is broken: gas is deterministic, so both are compared exactly.
func TestTable(t *testing.T) {
	t.Parallel()
	r, err := measureAll()
	if err != nil {
		t.Fatal(err)
	}
	old, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		renewed, err := replace(old, []byte(r.String()))
		if err == nil {
			err = os.WriteFile(page, renewed, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	} else if _, table, _, err := cut(old); err != nil || string(table) != r.String() {
		t.Errorf("docs/gas.md is stale (%v): run go run ./test/gastable -update; it should be\n%s", err, r)
	}
	for name, limit := range map[string]uint64{
		"push/token/Makewhole push/100/fresh":                           26_700,
		"push/token/Makewhole push/100/existing":                        9_600,
		"push/token/Makewhole push/500/fresh":                           26_700,
		"push/token/Makewhole push/500/existing":                        9_600,
		"redeem/Makewhole redeem, every safety on/million/fresh":        90_000,
		"redeem/Makewhole redeem, every safety on/million/existing":     73_000,
		"redeem/Makewhole redeem, bare ²/million/fresh":                 77_500,
		"redeem/Makewhole redeem, bare ²/million/existing":              60_500,
		"publish/Makewhole publish, three signatures/first":             225_000,
		"publish/Makewhole publish, three signatures/later":             225_000,
		"publish/Makewhole publish, three signatures, 2²⁰ leaves/first": 225_000,
	} {
		got, measured := r.gas[name]
		if !measured || got.gas == 0 || got.gas > limit {
			t.Errorf("%s costs %d gas, the ceiling is %d", name, got.gas, limit)
		}
	}
}
