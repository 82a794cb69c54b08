package main

import (
	"bytes"
	"context"
	"encoding/json"
	"net"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"makewhole/server"
)

// A job that the schedule is just running is waited for, and one that stays
// busy is told in the server's words.
func TestABusyJobIsWaitedFor(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	var asked, busy atomic.Int64
	socket := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if asked.Add(1) > busy.Load() {
			_ = json.NewEncoder(w).Encode(server.JobResult{Name: "settle", Summary: "1 draft"})
			return
		}
		w.WriteHeader(http.StatusConflict)
		_ = json.NewEncoder(w).Encode(server.Problem{Type: server.ProblemJobBusy, Title: "In other words", Status: http.StatusConflict})
	})}
	at, err := net.Listen("unix", filepath.Join(data, "admin.sock"))
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = socket.Serve(at) }()
	t.Cleanup(func() { _ = socket.Close() })
	busy.Store(3)
	if got := answer[map[string]string](t, "job", "run", "settle", "--data", data); got["summary"] != "1 draft" || asked.Load() != 4 {
		t.Errorf("%v after %d calls", got, asked.Load())
	}
	busy.Store(1 << 40)
	refuses(t, exitFailed, "In other words", "job", "run", "settle", "--wait", "1ms", "--data", data)
}

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
