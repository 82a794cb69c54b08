package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	pattern := flag.String("run", "", "only mutants whose name or file matches")
	parallel := flag.Int("parallel", 2, "mutants at a time")
	sample := flag.Int("contracts", -1, "how many of the mutants in Solidity, which take long to compile; others after every change of contracts/; -1 is all")
	flag.Parse()
	if err := gate(ctx, *pattern, *sample, *parallel); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// result is what became of one mutant.
type result struct {
	skipped bool
	err     error
	took    time.Duration
}

// gate runs the tests without a patch, then every mutant.
func gate(ctx context.Context, pattern string, sample, parallel int) error {
	begin := time.Now()
	root, err := treeRoot()
	if err != nil {
		return err
	}
	all, err := chosen(filepath.Join(root, "test/mutants/patches"), pattern)
	if err != nil {
		return err
	}
	if sample >= 0 {
		if all, err = sampled(filepath.Join(root, "contracts"), all, sample); err != nil {
			return err
		}
	}
	if err := baseline(ctx, root, all); err != nil {
		return err
	}
	fmt.Printf("%d tests pass on the tree as it is (%.0f s)\n", len(tests(all)), time.Since(begin).Seconds())
	dir, err := os.MkdirTemp("", "mutants")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	results := make([]result, len(all))
	slots := make(chan struct{}, max(parallel, 1))
	var wg sync.WaitGroup
	for i := range all {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			results[i] = all[i].try(ctx, root, filepath.Join(dir, fmt.Sprint(i)))
			results[i].print(&all[i])
		})
	}
	wg.Wait()
	return summary(results, time.Since(begin))
}

// treeRoot is the folder of go.mod.
func treeRoot() (string, error) {
	out, err := exec.Command("go", "env", "GOMOD").Output()
	if err != nil {
		return "", fmt.Errorf("find the tree: %w", err)
	}
	return filepath.Dir(strings.TrimSpace(string(out))), nil
}

func chosen(dir, pattern string) ([]mutant, error) {
	all, err := readMutants(dir)
	if err != nil {
		return nil, err
	}
	match, err := regexp.Compile(pattern)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(m mutant) bool { return !match.MatchString(m.Name) && !match.MatchString(m.File) })
	if len(all) == 0 {
		return nil, errors.New("no mutant matches")
	}
	return all, nil
}

// tests lists each named test once, as package and name.
func tests(all []mutant) map[[2]string]bool {
	out := map[[2]string]bool{}
	for _, m := range all {
		out[[2]string{m.Package, m.Test}] = true
	}
	return out
}

// baseline demands that every named test passes without a mutant.
func baseline(ctx context.Context, root string, all []mutant) error {
	byPackage := map[string][]string{}
	for t := range tests(all) {
		byPackage[t[0]] = append(byPackage[t[0]], t[1])
	}
	for pkg, names := range byPackage {
		out, err := goTest(ctx, root, "", pkg, names...)
		if err != nil {
			return fmt.Errorf("%s fails without a mutant: %w\n%s", pkg, err, tail(out))
		}
		for _, n := range names {
			if !strings.Contains(out, "--- PASS: "+n) {
				return fmt.Errorf("%s: there is no test %s that passes without a mutant", pkg, n)
			}
		}
	}
	return nil
}

// goTest runs the named tests of a package, verbosely.
func goTest(ctx context.Context, root, overlay, pkg string, names ...string) (string, error) {
	tops := make([]string, len(names))
	for i, n := range names {
		tops[i], _, _ = strings.Cut(n, "/")
	}
	pattern := "^(" + strings.Join(tops, "|") + ")$"
	if _, sub, ok := strings.Cut(names[0], "/"); ok && len(names) == 1 {
		pattern += "/^" + regexp.QuoteMeta(sub) + "$"
	}
	args := []string{"test", "-count=1", "-vet=off", "-v", "-timeout=300s", "-run", pattern}
	if overlay != "" {
		args = append(args, "-overlay", overlay)
	}
	args = append(args, pkg)
	if usesRapid(ctx, root, pkg) {
		// A counterexample of a mutant is none of the tree, and must be the same each time.
		args = append(args, "-rapid.nofailfile", "-rapid.seed=1")
	}
	cmd := exec.CommandContext(ctx, "go", args...) //nolint:gosec // names of tests from patches of the tree
	cmd.Dir = root
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// usesRapid reports that the tests of a package know rapid's flags.
func usesRapid(ctx context.Context, root, pkg string) bool {
	cmd := exec.CommandContext(ctx, "go", "list", "-f", "{{.TestImports}} {{.XTestImports}}", pkg) //nolint:gosec // a package of the tree
	cmd.Dir = root
	out, err := cmd.Output()
	return err == nil && strings.Contains(string(out), "pgregory.net/rapid")
}

// try runs one mutant: its test must fail with the text it names.
func (m *mutant) try(ctx context.Context, root, dir string) (r result) {
	begin := time.Now()
	defer func() { r.took = time.Since(begin) }()
	overlay, err := m.overlay(ctx, root, dir)
	if errors.Is(err, errNoNode) && os.Getenv("CI") == "" {
		return result{skipped: true}
	}
	if err != nil {
		return result{err: err}
	}
	out, err := goTest(ctx, root, overlay, m.Package, m.Test)
	switch {
	case ctx.Err() != nil:
		return result{err: ctx.Err()}
	case err == nil:
		return result{err: fmt.Errorf("SURVIVED: %s passes", m.Test)}
	case strings.Contains(out, "[build failed]") || strings.Contains(out, "[setup failed]"):
		return result{err: fmt.Errorf("does not compile:\n%s", tail(out))}
	case !strings.Contains(out, "--- FAIL: "+m.Test):
		return result{err: fmt.Errorf("%s did not fail, something else did:\n%s", m.Test, tail(out))}
	case !strings.Contains(out, m.Fails):
		return result{err: fmt.Errorf("%s fails without saying %q:\n%s", m.Test, m.Fails, tail(out))}
	}
	return result{}
}

// overlay writes the mutated files and the list that the go command takes.
func (m *mutant) overlay(ctx context.Context, root, dir string) (string, error) {
	replaced, err := m.write(root, dir)
	if err != nil {
		return "", err
	}
	if m.Contract != "" {
		if replaced, err = m.compile(ctx, root, dir, replaced); err != nil {
			return "", err
		}
	}
	text, err := json.Marshal(map[string]any{"Replace": replaced})
	if err != nil {
		return "", err
	}
	file := filepath.Join(dir, "overlay.json")
	return file, os.WriteFile(file, text, 0o600)
}

func (r result) print(m *mutant) {
	switch {
	case r.err != nil:
		fmt.Printf("FAIL  %-34s %s\n", m.Name, r.err)
	case r.skipped:
		fmt.Printf("skip  %-34s %s\n", m.Name, errNoNode)
	default:
		fmt.Printf("dead  %-34s %4.1f s  %s: %s\n", m.Name, r.took.Seconds(), m.Test, m.Fails)
	}
}

func summary(results []result, took time.Duration) error {
	bad, skipped := 0, 0
	for _, r := range results {
		if r.err != nil {
			bad++
		}
		if r.skipped {
			skipped++
		}
	}
	fmt.Printf("%d mutants: %d dead, %d skipped, %d wrong (%.0f s)\n", len(results), len(results)-bad-skipped, skipped, bad, took.Seconds())
	if bad > 0 {
		return fmt.Errorf("%d mutants were not noticed as they must be", bad)
	}
	return nil
}

// tail is the end of a test's output.
func tail(out string) string {
	lines := strings.Split(strings.TrimSpace(out), "\n")
	return strings.Join(lines[max(0, len(lines)-25):], "\n")
}
