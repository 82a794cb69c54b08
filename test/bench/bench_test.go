package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestBenchPrintsRowsBesideTheirFloors(t *testing.T) {
	t.Parallel()
	var out, errs bytes.Buffer
	if code := run(context.Background(), []string{"--json", "--rows", "1000,3000", "--runs", "2"}, &out, &errs); code != exitOK {
		t.Fatalf("exit %d: %s", code, errs.String())
	}
	var rows []result
	if err := json.Unmarshal(out.Bytes(), &rows); err != nil || len(rows) != 4 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for _, r := range rows {
		if r.NsRow <= 0 || r.FloorNs <= 0 || r.Percent <= 0 || r.Rows < 1000 || r.Runs != 2 {
			t.Errorf("%+v", r)
		}
	}
	out.Reset()
	if code := run(context.Background(), []string{"tree", "--rows", "500", "--runs", "1"}, &out, &errs); code != exitOK || !strings.Contains(out.String(), "x floor") {
		t.Errorf("exit %d: %s", code, out.String())
	}
	if code := run(context.Background(), []string{"allocation", "--rows", "0"}, &out, &errs); code != exitRefused {
		t.Errorf("no rows: exit %d", code)
	}
}

func TestHelpNamesEveryMeasurementAndItsFlags(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		args []string
		says []string
	}{
		{[]string{"--help"}, []string{"all", "tree", "allocation", "sender", "settle", "--json"}},
		{[]string{"settle", "--help"}, []string{"--sizes", "--dsn", "--js-leaves", "--scratch", "--contracts"}},
		{[]string{"tree", "--help"}, []string{"--rows", "--runs"}},
		{[]string{"sender", "--help"}, []string{"--chunks", "--lines", "--window"}},
	} {
		var out, errs bytes.Buffer
		if code := run(context.Background(), c.args, &out, &errs); code != exitOK || errs.Len() > 0 {
			t.Errorf("%v: exit %d: %s", c.args, code, errs.String())
		}
		for _, word := range c.says {
			if !strings.Contains(out.String(), word) {
				t.Errorf("%v does not say %s:\n%s", c.args, word, out.String())
			}
		}
	}
	var out, errs bytes.Buffer
	if code := run(context.Background(), []string{"settle", "--size", "100"}, &out, &errs); code != exitUsage || errs.Len() == 0 {
		t.Errorf("unknown flag: exit %d", code)
	}
}

// TestDocumentsNameRealFlags parses every command line of this program that the
// documents, the Makefile and CI write out.
func TestDocumentsNameRealFlags(t *testing.T) {
	t.Parallel()
	paths, err := filepath.Glob("../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, path := range append(paths, "../../README.md", "../../Makefile", "../../.ci/run") {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range regexp.MustCompile("run \\./test/bench([^`\n#]*)").FindAllStringSubmatch(string(raw), -1) {
			checked++
			words := strings.Fields(strings.NewReplacer(`"`, "", "'", "", "$TEST_DATABASE_URL", "postgres://localhost", ";", "", "}", "").Replace(line[1]))
			for i, w := range words {
				if w == "--dsn" && (i+1 == len(words) || strings.HasPrefix(words[i+1], "--")) {
					words = append(words[:i+1], append([]string{""}, words[i+1:]...)...)
					break
				}
			}
			cli := &CLI{Globals: Globals{Stdout: io.Discard, Stderr: io.Discard}}
			if _, err := newParser(cli, func(int) {}).Parse(words); err != nil {
				t.Errorf("%s: bench%s: %v", filepath.Base(path), line[1], err)
			}
		}
	}
	if checked < 6 {
		t.Errorf("only %d command lines found", checked)
	}
}

// The whole command on SQLite, and on PostgreSQL where there is one; the JavaScript
// tree is built or its absence is said.
func TestBenchSettlePrintsDraftsBesideTheirFloors(t *testing.T) {
	t.Parallel()
	for engine, dsn := range map[string]string{"sqlite": "", "postgres": os.Getenv("TEST_DATABASE_URL")} {
		if engine == "postgres" && dsn == "" {
			t.Log("PostgreSQL is left out: TEST_DATABASE_URL is not set")
			continue
		}
		args := []string{"--json", "settle", "--dsn", dsn, "--sizes", "500,1500", "--runs", "1", "--scratch", t.TempDir(),
			"--js-leaves", "200", "--contracts", filepath.Join("..", "..", "contracts")}
		var out, errs bytes.Buffer
		if code := run(context.Background(), args, &out, &errs); code != exitOK {
			t.Fatalf("%s: exit %d: %s", engine, code, errs.String())
		}
		var report settleReport
		if err := json.Unmarshal(out.Bytes(), &report); err != nil || len(report.Settle) != 2 {
			t.Fatalf("%s: %d rows, %v", engine, len(report.Settle), err)
		}
		for i, r := range report.Settle {
			if n := []int{500, 1500}[i]; r.Engine != engine || r.RowsRead != n || r.RowsWritten != n || r.Ratio <= 0 {
				t.Errorf("%+v", r)
			}
		}
		if js := report.JavaScript; js == nil && report.Skipped == "" || js != nil && (js.Leaves != 200 || js.Ratio <= 0) {
			t.Errorf("%s: JavaScript %+v, %q", engine, js, report.Skipped)
		}
	}
}

func TestBenchSettleRefusesAndSaysWhatItLeavesOut(t *testing.T) {
	t.Parallel()
	var out, errs bytes.Buffer
	for _, bad := range [][]string{{"--sizes", "99"}, {"--sizes", "10000001"}, {"--runs", "0"}} {
		if code := run(context.Background(), append([]string{"settle", "--dsn", ""}, bad...), &out, &errs); code != exitRefused {
			t.Errorf("%v: exit %d", bad, code)
		}
	}
	args := []string{"settle", "--dsn", "", "--sizes", "200", "--runs", "1", "--scratch", t.TempDir(), "--contracts", t.TempDir()}
	if code := run(context.Background(), args, &out, &errs); code != exitOK || !strings.Contains(out.String(), "JavaScript tree left out: ") ||
		!strings.Contains(out.String(), "x floor") {
		t.Errorf("exit %d: %s%s", code, out.String(), errs.String())
	}
}
