package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"makewhole/test/sim"
)

// migrateLeg kills `makewhole migrate` with SIGKILL at moments spread over its
// whole run, lets a second one start beside it, and demands a complete schema
// of whoever comes after.
func migrateLeg(ctx context.Context, kills int) (row, error) {
	p, err := newProgram()
	if err != nil {
		return row{}, err
	}
	defer p.close()
	r := row{counts: newStats()}
	began := time.Now()
	if err := p.run(ctx, nil, "migrate", "--data", filepath.Join(p.dir, "whole")); err != nil {
		return r, err
	}
	whole := time.Since(began)
	for i := range kills {
		dir := filepath.Join(p.dir, fmt.Sprint("killed-", i))
		after := whole * time.Duration(i) / time.Duration(kills)
		if err := p.interrupted(ctx, r.counts, dir, after); err != nil {
			r.violation("killed after %s: %v", after, err)
			r.losses++
		} else {
			r.paid++
		}
		r.operations++
		if err := os.RemoveAll(dir); err != nil {
			return r, err
		}
	}
	for _, kind := range r.counts.never("killed while migrating", "second process refused or done") {
		r.violation("%s never happened", kind)
	}
	r.note = "paid means: the schema was complete after the next start"
	return r, nil
}

// interrupted kills one migration and finishes it with another.
func (p *program) interrupted(ctx context.Context, s *stats, dir string, after time.Duration) error {
	c, err := p.spawn(ctx, nil, "migrate", "--data", dir)
	if err != nil {
		return err
	}
	time.Sleep(after / 2)
	second, err := p.spawn(ctx, nil, "migrate", "--data", dir)
	if err != nil {
		return err
	}
	time.Sleep(after - after/2)
	if err := syscall.Kill(c.cmd.Process.Pid, syscall.SIGKILL); err != nil {
		return err
	}
	switch err := c.wait(); {
	case errors.Is(err, errKilled):
		s.one("killed while migrating")
	case err == nil:
		s.one("finished before the kill")
	case strings.Contains(err.Error(), "in use by another process"):
		s.one("second process was first")
	default:
		return err
	}
	// The second waits for the lock, or says who has it.
	if err := second.wait(); err != nil && !strings.Contains(err.Error(), "in use by another process") {
		return fmt.Errorf("second process: %w", err)
	}
	s.one("second process refused or done")
	if err := p.run(ctx, nil, "migrate", "--data", dir); err != nil {
		return fmt.Errorf("again: %w", err)
	}
	return p.run(ctx, nil, "migrate", "--check", "--data", dir)
}

func runMigrate(ctx context.Context, o options) ([]row, error) {
	began := time.Now()
	r, err := migrateLeg(ctx, o.pick(15, 60, 2000))
	r.seed, r.seconds = o.seed, time.Since(began).Seconds()
	return []row{r}, err
}

// runSimulator plays seeds of the simulator. An operation is a seed.
func runSimulator(ctx context.Context, o options) ([]row, error) {
	began, seeds := time.Now(), o.pick(200, 2_000, 200_000)
	report, err := sim.Run(ctx, sim.Options{From: o.seed, Seeds: seeds})
	r := row{seed: o.seed, operations: seeds, counts: newStats(), seconds: time.Since(began).Seconds(), note: report.String()}
	if err != nil {
		r.violation("%v", err)
	} else {
		r.paid = seeds
	}
	return []row{r}, ctx.Err()
}

// runContracts lets the fuzz test of the deployed bytecode run for longer.
func runContracts(ctx context.Context, o options) ([]row, error) {
	calls := o.pick(50_000, 500_000, 50_000_000)
	began := time.Now()
	cmd := exec.CommandContext(ctx, "go", "test", "makewhole/contracts", "-count=1", "-timeout=24h", "-v", //nolint:gosec // a number
		"-run", "^TestBytecodeFollowsTheModel$", fmt.Sprint("-rapid.seed=", o.seed))
	cmd.Env = append(os.Environ(), fmt.Sprint("MAKEWHOLE_FUZZ_CALLS=", calls))
	out, err := cmd.CombinedOutput()
	r := row{seed: o.seed, operations: calls, counts: newStats(), seconds: time.Since(began).Seconds()}
	if err == nil && !strings.Contains(string(out), "--- PASS: TestBytecodeFollowsTheModel") {
		err = errors.New("the test did not run")
	}
	if err != nil {
		r.violation("%v: %s", err, tail(string(out), 20))
		return []row{r}, nil
	}
	r.paid = calls
	for line := range strings.Lines(string(out)) {
		if strings.Contains(line, "calls/s") || strings.Contains(line, "done: ") {
			r.note += strings.TrimSpace(line) + " "
		}
	}
	return []row{r}, nil
}

// tail is the last lines of a text.
func tail(text string, n int) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return strings.Join(lines[max(0, len(lines)-n):], "\n")
}
