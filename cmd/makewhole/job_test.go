package main

import (
	"bytes"
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"testing"
)

// TestRescanARange: without a server a range of blocks is read again. Before
// anything was read there is nothing to read again.
func TestRescanARange(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	job := func(args ...string) (int, string, string) {
		var out, errs bytes.Buffer
		code := run(context.Background(), append([]string{"job"}, append(args, "--dev", "--data", dir, "--json")...), &out, &errs)
		return code, out.String(), errs.String()
	}
	if code, _, stderr := job("rescan"); code != exitFailed || !strings.Contains(stderr, "no block has been read") {
		t.Errorf("exit %d: %s", code, stderr)
	}
	if code, _, stderr := job("run", "reconcile"); code != exitOK {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	code, stdout, stderr := job("rescan", "--from", "3")
	var again struct{ From, To, Found string }
	if err := json.Unmarshal([]byte(stdout), &again); code != exitOK || err != nil {
		t.Fatalf("exit %d, %v: %s%s", code, err, stdout, stderr)
	}
	if to, err := strconv.Atoi(again.To); err != nil || to < 10 || again.From != "3" || again.Found != "0" {
		t.Errorf("%+v", again)
	}
	if code, _, stderr := job("rescan", "--from", "999999"); code != exitFailed || !strings.Contains(stderr, "nothing of them has been read") {
		t.Errorf("a range in the future: exit %d: %s", code, stderr)
	}
}
