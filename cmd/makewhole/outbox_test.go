package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/internal/cli"
	"makewhole/internal/cli/operate"
	"makewhole/models"
	"makewhole/money"
)

// outboxStore is a data directory with one approved intent and one key.
func outboxStore(t *testing.T) (dir, id string) {
	t.Helper()
	dir = t.TempDir()
	db, err := models.Open(t.Context(), models.Config{Driver: "sqlite", Dir: dir, Now: cli.NowUTC})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	err = db.Tx(t.Context(), func(tx *models.Tx) error {
		row, err := tx.Enqueue(models.TxIntent{
			IdemKey: "one", Kind: "trial", RefMachine: "settlement", RefID: 1, ChainID: 31337, Sender: models.Addr(common.Address{1}),
			To: models.Addr(common.Address{2}), Value: models.Amt(money.FromUint64(5)), State: models.TxApproved,
		})
		if err != nil {
			return err
		}
		id = row.PublicID
		_, err = tx.EnsureKey(31337, common.Address{1}, 9)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return dir, id
}

// outboxCmd runs the command with --json and decodes its answer.
func outboxCmd(t *testing.T, out any, args ...string) (code int, stderr string) {
	t.Helper()
	var stdout, errs bytes.Buffer
	code = run(context.Background(), append([]string{"outbox"}, args...), &stdout, &errs)
	if out != nil {
		if err := json.Unmarshal(stdout.Bytes(), out); err != nil {
			t.Fatalf("exit %d: %v: %s%s", code, err, stdout.String(), errs.String())
		}
	}
	return code, errs.String()
}

func TestOutboxOnAStoppedStore(t *testing.T) {
	t.Parallel()
	dir, id := outboxStore(t)
	var list []operate.Intent
	outboxCmd(t, &list, "list", "--data", dir, "--json")
	if len(list) != 1 || list[0].ID != id || list[0].State != models.TxApproved || list[0].Value != "5" {
		t.Fatalf("list %+v", list)
	}
	if code, stderr := outboxCmd(t, nil, "list", "--data", dir, "--kind", "pusch"); code != exitUsage || !strings.Contains(stderr, "submit_set") {
		t.Errorf("an unknown kind: exit %d, %s", code, stderr)
	}
	if code, stderr := outboxCmd(t, nil, "cancel", id, "--data", dir); code != exitUsage || !strings.Contains(stderr, "reason") {
		t.Errorf("cancel without a reason: exit %d, %s", code, stderr)
	}
	var done operate.Intent
	if outboxCmd(t, &done, "cancel", id, "--data", dir, "--reason", "not needed", "--json"); done.State != models.TxDropped {
		t.Errorf("cancelled: %+v", done)
	}
	if code, _ := outboxCmd(t, nil, "bump", id, "--data", dir, "--reason", "too late"); code != exitFailed {
		t.Errorf("bump of a dropped intent: exit %d", code)
	}
	var d operate.IntentDetail
	outboxCmd(t, &d, "show", id, "--data", dir, "--json")
	if len(d.History) != 2 || d.History[1].Reason != "not needed" || d.History[1].Actor != "system:operator" {
		t.Errorf("history %+v", d.History)
	}
	var key operate.Key
	address := common.Address{1}.Hex()
	if outboxCmd(t, &key, "pause", address, "--data", dir, "--reason", "ceremony", "--json"); key.Paused != "ceremony" || key.NextNonce != 9 {
		t.Errorf("paused: %+v", key)
	}
	var free operate.Key
	if outboxCmd(t, &free, "resume", address, "--data", dir, "--reason", "done", "--json"); free.Paused != "" || free.NextNonce != 9 {
		t.Errorf("resumed: %+v", free)
	}
	var text bytes.Buffer
	if code := run(context.Background(), []string{"outbox", "show", id, "--data", dir}, &text, &text); code != exitOK || !strings.Contains(text.String(), "not needed") {
		t.Errorf("exit %d: %s", code, text.String())
	}
}

// TestOutboxAsksTheRunningServer: with a socket in the data directory, acts go
// through it and never touch the store.
func TestOutboxAsksTheRunningServer(t *testing.T) {
	t.Parallel()
	dir, id := outboxStore(t)
	l, err := net.Listen("unix", filepath.Join(dir, "admin.sock"))
	if err != nil {
		t.Fatal(err)
	}
	var asked []string
	srv := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var in struct {
			Reason  string `json:"reason"`
			ChainID int64  `json:"chain_id"`
		}
		_ = json.NewDecoder(r.Body).Decode(&in)
		asked = append(asked, r.Method+" "+r.URL.Path+" "+in.Reason)
		if strings.HasSuffix(r.URL.Path, "/cancel") {
			w.WriteHeader(http.StatusConflict)
			_, _ = w.Write([]byte(`{"title":"Not possible in this state"}`))
			return
		}
		_ = json.NewEncoder(w).Encode(map[string]any{"id": id, "state": "broadcast", "request": "bump", "address": common.Address{1}.Hex(), "paused": in.Reason})
	})}
	done := make(chan error)
	go func() { done <- srv.Serve(l) }()
	var v operate.Intent
	if outboxCmd(t, &v, "bump", id, "--data", dir, "--reason", "urgent", "--json"); v.Request != "bump" {
		t.Errorf("answer %+v", v)
	}
	if code, stderr := outboxCmd(t, nil, "cancel", id, "--data", dir, "--reason", "wrong"); code != exitFailed || !strings.Contains(stderr, "Not possible") {
		t.Errorf("refused: exit %d, %s", code, stderr)
	}
	var k operate.Key
	outboxCmd(t, &k, "pause", common.Address{1}.Hex(), "--data", dir, "--reason", "ceremony", "--json")
	if k.Paused != "ceremony" {
		t.Errorf("key %+v", k)
	}
	srv.Close()
	if err := <-done; !errors.Is(err, http.ErrServerClosed) {
		t.Error(err)
	}
	want := []string{"POST /v1/admin/outbox/" + id + "/bump urgent", "POST /v1/admin/outbox/" + id + "/cancel wrong", "POST /v1/admin/keys/" + common.Address{1}.Hex() + "/pause ceremony"}
	if strings.Join(asked, "\n") != strings.Join(want, "\n") {
		t.Errorf("asked\n%s", strings.Join(asked, "\n"))
	}
}
