package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"
)

// options of one run.
type options struct {
	seed    uint64
	short   bool
	long    bool
	require bool // what is not installed is a failure
	only    []string
	size    int
	out     io.Writer
}

// pick is the size of a leg in a short, a usual and a long run.
func (o options) pick(short, usual, long int) int {
	switch {
	case o.size > 0:
		return o.size
	case o.short:
		return short
	case o.long:
		return long
	}
	return usual
}

// leg is one part of the torture. It may report rows and then stop with an
// error; errAbsent says what it needs that is not installed here.
type leg struct {
	name string
	what string
	run  func(ctx context.Context, o options) ([]row, error)
}

// errAbsent marks what is not installed on this machine.
var errAbsent = errors.New("not installed here")

func legs() []leg {
	return []leg{
		{"naive", "a sender that is broken on purpose, under the same faults", runNaive},
		{"outbox-sqlite", "intents of one transaction each on SQLite", runOutboxSQLite},
		{"outbox-postgres", "the same on PostgreSQL, instances of their own", runOutboxPostgres},
		{"settlements", "publish, push and redeem through the real contracts", runSettle},
		{"sigkill", "the real program killed at every crash point and at ordered pairs", runKill},
		{"migrations", "the real binary killed while it makes the schema", runMigrate},
		{"processes", "three processes on one PostgreSQL: SIGKILL, SIGSTOP, immediate stop, cuts at COMMIT", runProcs},
		{"anvil", "reorganisations on Foundry's node over HTTP", runAnvil},
		{"simulator", "the production steps in virtual time, every invariant after every step", runSimulator},
		{"contracts", "random histories on the deployed bytecode against a model", runContracts},
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout)
	stop()
	os.Exit(code)
}

// run parses one command line, runs the legs and returns the exit code.
func run(ctx context.Context, args []string, out io.Writer) int {
	o := options{out: out}
	var only string
	fs := flag.NewFlagSet("torture", flag.ContinueOnError)
	fs.Uint64Var(&o.seed, "seed", 1, "seed of all random decisions")
	fs.BoolVar(&o.short, "short", false, "a few minutes, for every change")
	fs.BoolVar(&o.long, "long", false, "a hundred times as much")
	fs.BoolVar(&o.require, "require", false, "fail when a leg's tools are not installed")
	fs.StringVar(&only, "only", "", "legs to run, separated by commas")
	fs.IntVar(&o.size, "size", 0, "operations of a leg instead of the usual number")
	if err := fs.Parse(args); err != nil {
		return 2
	}
	if only != "" {
		o.only = strings.Split(only, ",")
	}
	began := time.Now()
	fmt.Fprintf(out, "torture, seed %d (repeat with -seed %d)\n", o.seed, o.seed)
	ok, rows := true, []row(nil)
	for _, l := range legs() {
		if len(o.only) > 0 && !slices.Contains(o.only, l.name) {
			continue
		}
		got, good := runLeg(ctx, l, o)
		rows, ok = append(rows, got...), ok && good
	}
	forgetBinaries()
	table(out, rows)
	fmt.Fprintf(out, "%.0f s, ", time.Since(began).Seconds())
	if len(rows) == 0 || !ok {
		fmt.Fprintln(out, "FAILED")
		return 1
	}
	fmt.Fprintln(out, "every payment exactly once")
	return 0
}

// violationsShown bounds what a leg prints.
const violationsShown = 20

// runLeg runs one leg and prints what happened in it at once.
func runLeg(ctx context.Context, l leg, o options) ([]row, bool) {
	fmt.Fprintf(o.out, "\n%s: %s\n", l.name, l.what)
	rows, err := l.run(ctx, o)
	ok := true
	for i := range rows {
		r := &rows[i]
		if r.leg == "" {
			r.leg = l.name
		}
		fmt.Fprintf(o.out, "  seed %d, %d operations in %.1f s: %s\n", r.seed, r.operations, r.seconds, r.counts)
		if r.note != "" {
			fmt.Fprintf(o.out, "  %s\n", r.note)
		}
		if !r.control && r.doubles+r.losses > 0 {
			r.violation("%d paid twice, %d lost", r.doubles, r.losses)
		}
		for i, b := range r.broken {
			if ok = false; i == violationsShown {
				fmt.Fprintf(o.out, "  and %d more\n", len(r.broken)-i)
				break
			}
			fmt.Fprintf(o.out, "  VIOLATION: %s\n", b)
		}
	}
	switch {
	case errors.Is(err, errAbsent) && !o.require:
		fmt.Fprintf(o.out, "  left out: %v\n", err)
	case err != nil:
		fmt.Fprintf(o.out, "  ERROR: %v\n", err)
		ok = false
	}
	return rows, ok
}

// table prints one line a leg.
func table(out io.Writer, rows []row) {
	fmt.Fprintf(out, "\n%-22s %8s %10s %8s %8s %8s %8s  %s\n", "leg", "seed", "operations", "paid", "doubles", "losses", "seconds", "")
	for _, r := range rows {
		verdict := "ok"
		switch {
		case len(r.broken) > 0:
			verdict = "VIOLATION"
		case r.control:
			verdict = "broken on purpose, found"
		}
		fmt.Fprintf(out, "%-22s %8d %10d %8d %8d %8d %8.1f  %s\n", r.leg, r.seed, r.operations, r.paid, r.doubles, r.losses, r.seconds, verdict)
	}
}

// repeated runs a leg once, or a hundred times with seeds of their own.
func repeated(o options, run func(seed uint64) (row, error)) (rows []row, err error) {
	times := 1
	if o.long {
		times = 100
	}
	for i := range uint64(times) {
		began := time.Now()
		r, err := run(o.seed + i)
		if err != nil {
			return rows, fmt.Errorf("seed %d: %w", o.seed+i, err)
		}
		r.seed, r.seconds = o.seed+i, time.Since(began).Seconds()
		rows = append(rows, r)
	}
	return rows, nil
}

// Operations of the outbox legs.
const (
	outboxUsual = 10_000
	outboxShort = 1_500
	naiveSize   = 1_000
)

func runNaive(ctx context.Context, o options) ([]row, error) {
	return repeated(o, func(seed uint64) (row, error) { return naiveLeg(ctx, seed, o.pick(naiveSize/2, naiveSize, naiveSize)) })
}

func runOutboxSQLite(ctx context.Context, o options) ([]row, error) {
	return repeated(o, func(seed uint64) (row, error) {
		s, err := sqliteStore()
		if err != nil {
			return row{}, err
		}
		r, err := outboxLeg(ctx, seed, o.pick(outboxShort, outboxUsual, outboxUsual), s)
		return r, errors.Join(err, s.close())
	})
}

func runOutboxPostgres(ctx context.Context, o options) (rows []row, err error) {
	pg, err := newPostgres(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, pg.close()) }()
	return repeated(o, func(seed uint64) (row, error) {
		s, err := postgresStore(ctx, pg)
		if err != nil {
			return row{}, err
		}
		return outboxLeg(ctx, seed, o.pick(outboxShort, outboxUsual, outboxUsual), s)
	})
}
