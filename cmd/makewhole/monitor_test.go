package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"makewhole/incidents/monitor"
)

func monitorCommand(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(t.Context(), append([]string{"monitor"}, args...), &out, &errs)
	return code, out.String(), errs.String()
}

// monitorFile writes a detector that comes along, with a change, and names it.
func monitorFile(t *testing.T, name, old, new string) string {
	t.Helper()
	data, err := monitor.BuiltinFile(name)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(string(data), old, new, 1)
	if old != "" && text == string(data) {
		t.Fatalf("%s has no %s", name, old)
	}
	path := filepath.Join(t.TempDir(), name+".json")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestMonitorLint(t *testing.T) {
	t.Parallel()
	good := monitorFile(t, "d08-solvency", "", "")
	bad := monitorFile(t, "d01-net-outflow", "hour - held.block", "hour - held.blok")
	for _, c := range []struct {
		args []string
		code int
		out  string
	}{
		{[]string{"lint", good}, exitOK, "d08-solvency version 1, draft, 2 reads"},
		{[]string{"lint", good, bad}, exitRefused, "/when: 1:8: undeclared reference"},
		{[]string{"lint", filepath.Join(t.TempDir(), "none.json")}, exitRefused, "no such file"},
		{[]string{"lint"}, exitUsage, ""},
		{[]string{"test", good}, exitOK, "ok     ninety are missing: fires"},
		{[]string{"test", good, bad}, exitRefused, "refused: line"},
		{[]string{"test", monitorFile(t, "d08-solvency", "assets.block + tolerance < liabilities.block", "assets.block < 5")}, exitFailed, "WRONG  ninety are missing: want fires, got quiet"},
		{[]string{"list"}, exitOK, "d17-silent-slots"},
		{[]string{"list", "d99"}, exitRefused, ""},
	} {
		code, out, errs := monitorCommand(t, c.args...)
		if code != c.code || !strings.Contains(out, c.out) || (code != exitOK) != (errs != "") {
			t.Errorf("%v: exit %d, %s%s", c.args, code, out, errs)
		}
	}
}

// TestMonitorJSON: what scripts read names the place in parts.
func TestMonitorJSON(t *testing.T) {
	t.Parallel()
	var lint []lintReport
	_, out, _ := monitorCommand(t, "lint", monitorFile(t, "d01-net-outflow", `"severity": "P2"`, `"severity": "high"`), "--json")
	if err := json.Unmarshal([]byte(out), &lint); err != nil || len(lint) != 1 || lint[0].OK || lint[0].Line != 8 || lint[0].Pointer != "/severity" {
		t.Errorf("%s: %v", out, err)
	}
	var tests []testReport
	code, out, errs := monitorCommand(t, "test", "--json")
	if err := json.Unmarshal([]byte(out), &tests); err != nil || code != exitOK || len(tests) != len(monitor.Builtin()) {
		t.Errorf("exit %d, %d reports, %s: %v", code, len(tests), errs, err)
	}
}

// TestMonitorListIsAStart: a detector that was printed is a file that loads.
func TestMonitorListIsAStart(t *testing.T) {
	t.Parallel()
	code, out, _ := monitorCommand(t, "list", "d08-solvency")
	if _, err := monitor.ReadFile([]byte(out)); code != exitOK || err != nil {
		t.Errorf("exit %d: %v", code, err)
	}
	var files []monitor.File
	code, out, _ = monitorCommand(t, "list", "--json")
	if err := json.Unmarshal([]byte(out), &files); code != exitOK || err != nil || len(files) != len(monitor.Builtin()) {
		t.Errorf("exit %d: %v", code, err)
	}
}
