package main

import (
	"bytes"
	"context"
	"encoding/json"
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
