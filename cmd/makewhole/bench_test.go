package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestBenchPrintsRowsBesideTheirFloors(t *testing.T) {
	t.Parallel()
	var out, errs bytes.Buffer
	if code := run(context.Background(), []string{"--json", "bench", "--rows", "1000,3000", "--runs", "2"}, &out, &errs); code != exitOK {
		t.Fatalf("exit %d: %s", code, errs.String())
	}
	var rows []benchRow
	if err := json.Unmarshal(out.Bytes(), &rows); err != nil || len(rows) != 4 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for _, r := range rows {
		if r.NsRow <= 0 || r.FloorNs <= 0 || r.Percent <= 0 || r.Rows < 1000 || r.Runs != 2 {
			t.Errorf("%+v", r)
		}
	}
	out.Reset()
	if code := run(context.Background(), []string{"bench", "tree", "--rows", "500", "--runs", "1"}, &out, &errs); code != exitOK || !strings.Contains(out.String(), "x floor") {
		t.Errorf("exit %d: %s", code, out.String())
	}
	if code := run(context.Background(), []string{"bench", "allocation", "--rows", "0"}, &out, &errs); code != exitRefused {
		t.Errorf("no rows: exit %d", code)
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
		args := []string{"--json", "bench", "settle", "--dsn", dsn, "--sizes", "500,1500", "--runs", "1", "--scratch", t.TempDir(),
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
		if code := run(context.Background(), append([]string{"bench", "settle", "--dsn", ""}, bad...), &out, &errs); code != exitRefused {
			t.Errorf("%v: exit %d", bad, code)
		}
	}
	args := []string{"bench", "settle", "--dsn", "", "--sizes", "200", "--runs", "1", "--scratch", t.TempDir(), "--contracts", t.TempDir()}
	if code := run(context.Background(), args, &out, &errs); code != exitOK || !strings.Contains(out.String(), "JavaScript tree left out: ") ||
		!strings.Contains(out.String(), "x floor") {
		t.Errorf("exit %d: %s%s", code, out.String(), errs.String())
	}
}
