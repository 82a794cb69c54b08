package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// mutant is one patch file.
type mutant struct {
	File, Name, Package, Test, Fails string
	Contract                         string // to compile, for a mutant in Solidity
	edits                            []edit
}

// edit is what the diff does to one file.
type edit struct {
	path  string
	hunks []hunk
}

// hunk replaces lines that stand once in the file.
type hunk struct{ before, after []string }

var errPatch = errors.New("patch")

// readMutants reads every patch of a folder, by name.
func readMutants(dir string) ([]mutant, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.patch"))
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	var out []mutant
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		m, err := parse(string(text))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", filepath.Base(f), err)
		}
		m.File = filepath.Base(f)
		out = append(out, m)
	}
	return out, nil
}

// parse reads the header up to the first "--- " line and the diff after it.
func parse(text string) (m mutant, err error) {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	at := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, "--- ") })
	if at < 0 {
		return m, fmt.Errorf("%w: no diff", errPatch)
	}
	fields := map[string]*string{
		"mutant": &m.Name, "package": &m.Package, "test": &m.Test, "fails": &m.Fails, "contract": &m.Contract,
	}
	for _, l := range lines[:at] {
		key, value, _ := strings.Cut(l, ": ")
		if f := fields[key]; f != nil {
			*f = value
		}
	}
	if m.Name == "" || m.Package == "" || m.Test == "" || m.Fails == "" {
		return m, fmt.Errorf("%w: the header needs mutant, package, test and fails", errPatch)
	}
	m.edits, err = parseDiff(lines[at:])
	return m, err
}

func parseDiff(lines []string) (edits []edit, err error) {
	var h *hunk
	for _, l := range lines {
		switch {
		case strings.HasPrefix(l, "--- "):
			h = nil
		case strings.HasPrefix(l, "+++ "):
			path, _, _ := strings.Cut(strings.TrimPrefix(l, "+++ b/"), "\t")
			if !filepath.IsLocal(path) {
				return nil, fmt.Errorf("%w: %q is no file of the tree", errPatch, path)
			}
			edits = append(edits, edit{path: path})
		case strings.HasPrefix(l, "@@"):
			if len(edits) == 0 {
				return nil, fmt.Errorf("%w: a hunk without a file", errPatch)
			}
			e := &edits[len(edits)-1]
			e.hunks = append(e.hunks, hunk{})
			h = &e.hunks[len(e.hunks)-1]
		case h == nil:
			return nil, fmt.Errorf("%w: %q outside a hunk", errPatch, l)
		default:
			h.add(l)
		}
	}
	return edits, nil
}

func (h *hunk) add(l string) {
	body := ""
	if l != "" {
		body = l[1:]
	}
	if !strings.HasPrefix(l, "+") {
		h.before = append(h.before, body)
	}
	if !strings.HasPrefix(l, "-") {
		h.after = append(h.after, body)
	}
}

// apply replaces each hunk where its lines stand, which must be in one place.
// Line numbers do not matter.
func (e edit) apply(text string) (string, error) {
	lines := strings.Split(text, "\n")
	for n, h := range e.hunks {
		places := find(lines, h.before)
		if len(places) != 1 {
			return "", fmt.Errorf("%w: %s: hunk %d stands in %d places", errPatch, e.path, n+1, len(places))
		}
		lines = slices.Concat(lines[:places[0]], h.after, lines[places[0]+len(h.before):])
	}
	return strings.Join(lines, "\n"), nil
}

func find(lines, want []string) (places []int) {
	for i := 0; i+len(want) <= len(lines); i++ {
		if slices.Equal(lines[i:i+len(want)], want) {
			places = append(places, i)
		}
	}
	return places
}

// write puts the mutated files below dir and returns which file each replaces,
// both by absolute path.
func (m *mutant) write(root, dir string) (map[string]string, error) {
	replaced := map[string]string{}
	for _, e := range m.edits {
		old := filepath.Join(root, e.path)
		text, err := os.ReadFile(old)
		if err != nil {
			return nil, err
		}
		changed, err := e.apply(string(text))
		if err != nil {
			return nil, err
		}
		to := filepath.Join(dir, e.path)
		if err := os.MkdirAll(filepath.Dir(to), 0o750); err != nil {
			return nil, err
		}
		if err := os.WriteFile(to, []byte(changed), 0o600); err != nil { //nolint:gosec // below dir: parse takes local paths only
			return nil, err
		}
		replaced[old] = to
	}
	return replaced, nil
}
