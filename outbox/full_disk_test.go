package outbox_test

import (
	"context"
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	"makewhole/models"
)

// sqlOn runs one statement beside the store, as a full disk would not ask either.
func sqlOn(t *testing.T, dir, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "makewhole.db")+"?_pragma=busy_timeout(5000)")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(context.Background(), statement); err != nil {
		t.Fatal(err)
	}
}

// TestFullDiskSendsNothing: S15. Where the signed bytes cannot be stored they
// are not sent, the round fails, and all goes on when there is room again.
func TestFullDiskSendsNothing(t *testing.T) {
	t.Parallel()
	for _, table := range []string{"tx_attempts", "transitions", "audit_entries"} {
		k := newKeeper(t)
		k.enqueue(3)
		sqlOn(t, k.dir, "CREATE TRIGGER full_disk BEFORE INSERT ON "+table+" BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END")
		for range 3 {
			r, err := k.sender.RunOnce(t.Context())
			if err == nil || !strings.Contains(err.Error(), "full") || r.Sent != 0 || r.Signed != 0 {
				t.Fatalf("%s: report %+v, %v", table, r, err)
			}
		}
		if n, err := k.chain.PendingNonceAt(t.Context(), k.key.Address()); err != nil || n != 0 {
			t.Errorf("%s: the node has %d transactions, %v", table, n, err)
		}
		if d := k.detail(0); len(d.Attempts) != 0 || d.Intent.Nonce != nil || d.Intent.State != models.TxApproved {
			t.Errorf("%s: %+v", table, d)
		}
		sqlOn(t, k.dir, "DROP TRIGGER full_disk")
		k.finish()
		k.judge(3)
	}
}

// TestFullDiskWhileReplacing: the same for a better bid. The one that is out
// stays out.
func TestFullDiskWhileReplacing(t *testing.T) {
	t.Parallel()
	k := newKeeper(t)
	k.enqueue(1)
	k.round()
	sqlOn(t, k.dir, "CREATE TRIGGER full_disk BEFORE INSERT ON tx_attempts BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END")
	k.clock.Advance(2 * k.sender.BumpAfter)
	if r, err := k.sender.RunOnce(t.Context()); err == nil || r.Replaced != 0 || len(k.detail(0).Attempts) != 1 {
		t.Errorf("report %+v, %v", r, err)
	}
	sqlOn(t, k.dir, "DROP TRIGGER full_disk")
	k.finish()
	k.judge(1)
}
