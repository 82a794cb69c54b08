package main

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestMain(m *testing.M) {
	code := m.Run()
	forgetBinaries()
	os.Exit(code)
}

// good fails the test for everything that a leg found.
func good(t *testing.T, r row, err error) {
	t.Helper()
	if errors.Is(err, errAbsent) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	if r.operations == 0 || r.paid != r.operations || r.doubles+r.losses > 0 || len(r.broken) > 0 {
		t.Errorf("%d operations, %d paid, %d doubles, %d losses, %v", r.operations, r.paid, r.doubles, r.losses, r.broken)
	}
	t.Logf("%d operations: %s", r.operations, r.counts)
}

func TestOutboxOnSQLite(t *testing.T) {
	t.Parallel()
	s, err := sqliteStore()
	if err != nil {
		t.Fatal(err)
	}
	r, err := outboxLeg(t.Context(), 11, 100, s)
	good(t, r, errors.Join(err, s.close()))
}

func TestOutboxOnPostgres(t *testing.T) {
	t.Parallel()
	pg, err := newPostgres(t.Context())
	if errors.Is(err, errAbsent) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer pg.close()
	s, err := postgresStore(t.Context(), pg)
	if err != nil {
		t.Fatal(err)
	}
	r, err := outboxLeg(t.Context(), 12, 100, s)
	good(t, r, err)
}

// TestTheHarnessSeesDoubles: a sender that sends before it writes down is found
// out by the same world, the same faults and the same judge.
func TestTheHarnessSeesDoubles(t *testing.T) {
	t.Parallel()
	r, err := naiveLeg(t.Context(), 1, 500)
	if err != nil || r.doubles == 0 || len(r.broken) > 0 {
		t.Fatalf("%d doubles, %v, %v", r.doubles, r.broken, err)
	}
	t.Log(r.note)
}

func TestSettlementsUnderFaults(t *testing.T) {
	t.Parallel()
	s, err := sqliteStore()
	if err != nil {
		t.Fatal(err)
	}
	r, err := settleLeg(t.Context(), 13, 6, s)
	good(t, r, errors.Join(err, s.close()))
}

func TestAnvil(t *testing.T) {
	t.Parallel()
	r, err := anvilLeg(t.Context(), 14, 5)
	good(t, r, err)
}

// TestKilledBinary kills the real program at a few points of its recording run.
func TestKilledBinary(t *testing.T) {
	t.Parallel()
	k, err := newKiller(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer k.close()
	points, err := k.points(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	names := first(points)
	for _, must := range []string{
		"sender signed#1", "sender after send#1", "before commit of service.Write < settlements.(*Service).AcceptOrder#1",
		"after commit of outbox.(*Sender).fencedTx < outbox.(*Sender).storeNew#1",
	} {
		if !slices.Contains(names, must) {
			t.Errorf("the recording run never passes %q: %s", must, strings.Join(names, "\n"))
		}
	}
	r := row{counts: k.stats}
	rnd := seeded(15, 3)
	for _, s := range scenarios(rnd, []string{"sender after send#1"}, names, 2, false) {
		got, err := k.play(t.Context(), s)
		k.judge(&r, s, got, err)
	}
	good(t, r, nil)
}

// TestScenarios: all singles and all pairs, or as many as asked for.
func TestScenarios(t *testing.T) {
	t.Parallel()
	rnd := seeded(1, 1)
	names := []string{"a#1", "b#1", "c#1"}
	if got := len(scenarios(rnd, names, names, 0, true)); got != 12 {
		t.Errorf("%d scenarios, want 3 singles and 9 pairs", got)
	}
	if got := len(scenarios(rnd, names, names, 4, false)); got != 7 {
		t.Errorf("%d scenarios, want 3 singles and 4 pairs", got)
	}
}

// TestMigrationsKilled kills a few migrations.
func TestMigrationsKilled(t *testing.T) {
	t.Parallel()
	p, err := newProgram()
	if err != nil {
		t.Fatal(err)
	}
	defer p.close()
	s := newStats()
	for i := range 3 {
		if err := p.interrupted(t.Context(), s, filepath.Join(p.dir, string(rune('a'+i))), 0); err != nil {
			t.Error(err)
		}
	}
	t.Log(s)
}
