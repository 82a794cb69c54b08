package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"makewhole/test/published"
)

const readmePath = "../../README.md"

// fences are the commands of each fenced block of a document, lines that end
// with a backslash joined and remarks cut off.
func fences(t *testing.T, path string) (blocks [][]string) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	inside := false
	for line := range strings.Lines(strings.ReplaceAll(string(raw), "\\\n", " ")) {
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, "```"):
			if inside = !inside; inside {
				blocks = append(blocks, nil)
			}
		case inside:
			line, _, _ = strings.Cut(line, "  #")
			blocks[len(blocks)-1] = append(blocks[len(blocks)-1], strings.Join(strings.Fields(line), " "))
		}
	}
	return blocks
}

func TestReadmeIsShort(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile(readmePath)
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(raw, []byte("\n")); n > 150 {
		t.Errorf("README.md has %d lines, 150 are enough", n)
	}
}

// The first two commands need Go alone. They run everything, this test too, so
// they are checked by their form.
func TestReadmeBeginsWithTwoCommands(t *testing.T) {
	t.Parallel()
	blocks := fences(t, readmePath)
	if want := []string{"go run ./cmd/makewhole demo", "go test ./..."}; len(blocks) == 0 || !slices.Equal(blocks[0], want) {
		t.Fatalf("README.md begins with %q, want %q", blocks, want)
	}
	if _, err := os.Stat("../../cmd/makewhole/main.go"); err != nil {
		t.Error(err)
	}
}

// reader follows the README in a directory of its own.
type reader struct {
	*testing.T
	dir    string
	server addresses // of the serve command
	seen   map[string]bool
}

// readmeCommands say how each command of the README is run; one that is not
// here fails the test.
var readmeCommands = map[string]func(r *reader, args []string){
	"demo":          (*reader).demo,
	"verify bundle": (*reader).runs,
	"serve":         (*reader).serve,
	"staff add":     (*reader).runs,
	"job list":      (*reader).runs,
	"verify":        (*reader).verify,
	"allocate":      (*reader).allocate,
}

func TestReadmeCommandsRun(t *testing.T) {
	t.Parallel()
	r := &reader{T: t, dir: t.TempDir(), seen: map[string]bool{}}
	for _, block := range fences(t, readmePath)[1:] {
		for _, line := range block {
			if line == "go build -o makewhole ./cmd/makewhole" { // the binary of this test is that program
				continue
			}
			args := strings.Fields(line)
			if args[0] != "./makewhole" {
				t.Fatalf("what to do with %q?", line)
			}
			name := commandName(t, args[1:])
			follow, known := readmeCommands[name]
			if !known {
				t.Fatalf("README.md names %q, which this test cannot run", line)
			}
			r.seen[name] = true
			follow(r, args[1:])
		}
	}
	for name := range readmeCommands {
		if !r.seen[name] {
			t.Errorf("README.md does not show %s any more", name)
		}
	}
}

// commandName is the part of a command line before flags and arguments.
func commandName(t *testing.T, args []string) string {
	t.Helper()
	name := ""
	node := newParser(&CLI{}, func(int) {}).Model.Node
	for _, word := range args {
		if node = child(node, word); node == nil {
			break
		}
		name = strings.TrimSpace(name + " " + word)
	}
	return name
}

func child(node *kong.Node, name string) *kong.Node {
	for _, c := range node.Children {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// runs is for commands that end by themselves; patterns are the shell's.
func (r *reader) runs(args []string) {
	r.Helper()
	var full []string
	for _, a := range args {
		found, err := filepath.Glob(filepath.Join(r.dir, a))
		if !strings.ContainsAny(a, "*?") || err != nil {
			full = append(full, a)
			continue
		}
		if len(found) == 0 {
			r.Fatalf("%s matches nothing", a)
		}
		full = append(full, found...)
	}
	if out, err := program(r.T, r.dir, full...).CombinedOutput(); err != nil {
		r.Fatalf("%s: %v: %s", strings.Join(args, " "), err, out)
	}
}

// demo is the run that all tests share; its bundles come here.
func (r *reader) demo(args []string) {
	r.Helper()
	if !slices.Equal(args, storyArgs) {
		r.Fatalf("README.md says %q, the tests run %q", args, storyArgs)
	}
	if err := os.CopyFS(filepath.Join(r.dir, "bundles"), os.DirFS(filepath.Join(tellStory(r.T).dir, "bundles"))); err != nil {
		r.Fatal(err)
	}
}

// serve keeps running until the test ends.
func (r *reader) serve(args []string) {
	r.Helper()
	cmd := program(r.T, r.dir, append(args, "--json")...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		r.Fatal(err)
	}
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		r.Fatal(err)
	}
	r.Cleanup(func() { stopped(r.T, cmd, &stderr) })
	if err := json.NewDecoder(out).Decode(&r.server); err != nil {
		r.Fatalf("%v: %s", err, stderr.String())
	}
}

func stopped(t *testing.T, cmd *exec.Cmd, stderr *bytes.Buffer) {
	t.Helper()
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Error(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("%v: %s", err, stderr.String())
	}
}

// verify asks the chain where it really listens, after the books have read it.
func (r *reader) verify(args []string) {
	r.Helper()
	r.runs([]string{"job", "run", "reconcile", "--data", "data"})
	at := slices.Index(args, "http://127.0.0.1:8545")
	if at < 0 || r.server.Chain == "" {
		r.Fatalf("%q does not ask the chain of serve (%s)", args, r.server.Chain)
	}
	args = slices.Clone(args)
	args[at] = r.server.Chain
	r.runs(args)
}

// allocate divides over a generated file and finds its results.
func (r *reader) allocate(args []string) {
	r.Helper()
	var file strings.Builder
	file.WriteString("account,lost\n")
	for i := range 1000 {
		fmt.Fprintf(&file, "0x%040x,%d\n", i+1, (i*7919)%100_000)
	}
	if err := os.WriteFile(filepath.Join(r.dir, "losses.csv"), []byte(file.String()), 0o600); err != nil {
		r.Fatal(err)
	}
	r.runs(args)
	if rows := published.CSV(r.T, filepath.Join(r.dir, "out", "allocations.csv")); len(rows) != 1001 {
		r.Errorf("%d lines in allocations.csv", len(rows))
	}
}

// spans are code in running text that begins with the program's name.
var spans = regexp.MustCompile("`(?:\\./)?makewhole ([^`]+)`")

// TestDocumentsNameRealFlags reads every command line of the documents as far as
// it is written out: its command must exist, and each of its flags.
func TestDocumentsNameRealFlags(t *testing.T) {
	t.Parallel()
	paths, err := filepath.Glob("../../docs/*.md")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no documents: %v", err)
	}
	checked := 0
	for _, path := range append(paths, readmePath) {
		for _, line := range commandLines(t, path) {
			checked++
			if err := realFlags(t, strings.Fields(line)); err != nil {
				t.Errorf("%s: makewhole %s: %v", filepath.Base(path), line, err)
			}
		}
	}
	if checked < 20 {
		t.Errorf("only %d command lines found", checked)
	}
}

func commandLines(t *testing.T, path string) (lines []string) {
	t.Helper()
	for _, block := range fences(t, path) {
		for _, line := range block {
			line = strings.TrimPrefix(strings.TrimPrefix(line, "./"), "go run ./cmd/")
			if rest, ok := strings.CutPrefix(line, "makewhole "); ok {
				lines = append(lines, rest)
			}
		}
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	flat := strings.Join(strings.Fields(string(raw)), " ")
	for _, m := range spans.FindAllStringSubmatch(flat, -1) {
		lines = append(lines, m[1])
	}
	return lines
}

// realFlags walks down the commands and looks up the flags of the last one.
func realFlags(t *testing.T, args []string) error {
	t.Helper()
	node := newParser(&CLI{}, func(int) {}).Model.Node
	for len(args) > 0 {
		next := child(node, args[0])
		if next == nil {
			break
		}
		node, args = next, args[1:]
	}
	if node.Type == kong.ApplicationNode {
		return fmt.Errorf("no such command")
	}
	if node.DefaultCmd != nil {
		node = node.DefaultCmd
	}
	known := map[string]bool{"--help": true}
	for _, group := range node.AllFlags(false) {
		for _, flag := range group {
			known["--"+flag.Name], known["--no-"+flag.Name] = true, true
		}
	}
	for _, word := range args {
		name, _, _ := strings.Cut(strings.Trim(word, "[]…"), "=")
		if strings.HasPrefix(name, "--") && !known[name] {
			return fmt.Errorf("no flag %s", name)
		}
	}
	return nil
}
