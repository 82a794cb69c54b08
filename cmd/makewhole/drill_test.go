package main

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"makewhole/drill"
	"makewhole/incidents/rehearse"
)

func drillCommand(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs strings.Builder
	code = run(t.Context(), append([]string{"drill"}, args...), &out, &errs)
	return code, out.String(), errs.String()
}

// drillFolder writes a drill that comes along, with a change.
func drillFolder(t *testing.T, name, old, new string) string {
	t.Helper()
	folder, err := drill.BundledFolder(name)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	files, err := fs.Glob(folder, "*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		data, err := fs.ReadFile(folder, f)
		if err != nil {
			t.Fatal(err)
		}
		if f == drill.File {
			text := strings.Replace(string(data), old, new, 1)
			if text == string(data) && old != "" {
				t.Fatalf("%s has no %s", name, old)
			}
			data = []byte(text)
		}
		if err := os.WriteFile(filepath.Join(dir, f), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestDrill(t *testing.T) {
	t.Parallel()
	const name = "reorganised-attack"
	for _, c := range []struct {
		args []string
		code int
		out  string
	}{
		{[]string{name, "--default-monitors"}, exitOK, "takes the place of 2 blocks"},
		{[]string{drillFolder(t, name, "", ""), "--unguarded"}, exitOK, "ok     unguarded, dao loses 240000000000000000000"},
		{[]string{drillFolder(t, name, `"240 ether"`, `"241 ether"`)}, exitFailed, "WRONG  unguarded, dao loses 241000000000000000000: it loses 240000000000000000000"},
		{[]string{drillFolder(t, name, `"join()"`, `"leave()"`)}, exitRefused, "the set-up failed: /setup/1: it was reverted"},
		{[]string{drillFolder(t, name, `"depth": 2`, `"depth": 5`)}, exitRefused, "line 21, /timeline/4/reorg/depth"},
		{[]string{drillFolder(t, name, `"pauser": {`, `"monitors": [{"builtin": "d99"}], "pauser": {`)}, exitRefused, "there is no built-in monitor d99"},
		{[]string{filepath.Join(t.TempDir(), "none")}, exitRefused, "there is no bundled drill"},
		{[]string{"--list"}, exitOK, "dao-reentrancy"},
		{[]string{}, exitRefused, "name the folder"},
		{[]string{"--list", "--all"}, exitRefused, "only one of them"},
		{[]string{name, "--report", "x"}, exitRefused, "--report is for --all"},
	} {
		code, out, errs := drillCommand(t, c.args...)
		if code != c.code || !strings.Contains(out+errs, c.out) || (code != exitOK) != (errs != "") {
			t.Errorf("%v: exit %d, %s%s", c.args, code, out, errs)
		}
	}
}

func TestDrillAll(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "out")
	code, out, errs := drillCommand(t, "--all", "--report", dir)
	if code != exitOK {
		t.Fatalf("exit %d: %s%s", code, out, errs)
	}
	table, err := os.ReadFile(filepath.Join(dir, "report.md"))
	if err != nil || string(table) != out {
		t.Errorf("the table differs from what is printed: %v", err)
	}
	picture, err := os.ReadFile(filepath.Join(dir, "avoided.svg"))
	if err != nil || strings.Count(string(picture), "<polyline") < 2 {
		t.Errorf("%.200s, %v", picture, err)
	}
	var b rehearse.Benchmark
	data, err := os.ReadFile(filepath.Join(dir, "report.json"))
	if err != nil || json.Unmarshal(data, &b) != nil {
		t.Fatal(err)
	}
	if len(b.Drills) != len(drill.Bundled()) || b.Found+len(b.Missed) != b.Attacks || b.FalseActs != 0 || b.Avoided[0] < b.Avoided[10] {
		t.Errorf("%d drills, %d of %d attacks found, %d false acts, %v", len(b.Drills), b.Found, b.Attacks, b.FalseActs, b.Avoided)
	}
}
