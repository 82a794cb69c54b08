package models_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gorm.io/gorm/schema"

	"makewhole/migrations"
	"makewhole/models"
	"makewhole/test/dbtest"
)

// refusals makes every INSERT into a table fail.
var refusals = map[string][]string{
	"sqlite": {`CREATE TRIGGER d15 BEFORE INSERT ON %s BEGIN SELECT RAISE(ABORT, 'd15'); END`, `DROP TRIGGER d15`},
	"postgres": {`CREATE TRIGGER d15 BEFORE INSERT ON %s FOR EACH ROW EXECUTE FUNCTION refuse('d15')`,
		`DROP TRIGGER d15 ON %s`},
}

// D15: when one INSERT fails, in whatever table, the error surfaces and nothing
// of its transaction stays.
func TestRefusedInsertRollsEverythingBack(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *models.DB) {
		for _, row := range models.All() {
			sch, err := schema.Parse(row, &sync.Map{}, schema.NamingStrategy{})
			if err != nil {
				t.Fatal(err)
			}
			statement := func(i int) {
				q := refusals[db.Driver()][i]
				if bytes.Contains([]byte(q), []byte("%s")) {
					q = fmt.Sprintf(q, sch.Table)
				}
				if _, err := db.Raw().Exec(q); err != nil {
					t.Fatal(err)
				}
			}
			statement(0)
			err = db.Tx(ctx, func(tx *models.Tx) error {
				first := models.Flag{Name: "orphan of " + sch.Table}
				if sch.Table != "flags" {
					if err := models.Insert(tx, &first); err != nil {
						return err
					}
				}
				_ = models.InsertAny(tx, row) // a caller that forgets the error must not matter
				return nil
			})
			statement(1)
			var law *models.ConstraintError
			if !errors.As(err, &law) || law.Constraint != "d15" {
				t.Errorf("%s: %v", sch.Table, err)
			}
		}
		var orphans int
		if err := db.Raw().QueryRow("SELECT count(*) FROM flags").Scan(&orphans); err != nil || orphans != 0 {
			t.Errorf("%d orphans, %v", orphans, err)
		}
	})
}

// A move whose audit entry cannot be written does not happen.
func TestMoveWithoutAuditDoesNotHappen(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *models.DB) {
		var c models.Cover
		must(t, db, func(tx *models.Tx) error {
			c = newCover(t, tx)
			return models.Start(tx, door, &c, "sell", holder, "")
		})
		if _, err := db.Raw().Exec(fmt.Sprintf(refusals[db.Driver()][0], "audit_entries")); err != nil {
			t.Fatal(err)
		}
		refused(t, db, models.ErrConstraint, func(tx *models.Tx) error {
			return models.Move(tx, door, &c, "cancel", underwriter, "")
		})
		must(t, db, func(tx *models.Tx) error {
			got, err := models.ByID[models.Cover](tx, c.ID)
			history, err2 := tx.History("cover", c.ID)
			if got.State != "active" || got.Version != 0 || len(history) != 1 {
				t.Errorf("state %s, version %d, %d history rows", got.State, got.Version, len(history))
			}
			return errors.Join(err, err2)
		})
	})
}

// A new store that nobody migrated is refused by CheckSchema, not changed by it.
func TestCheckSchemaOfAnEmptyStore(t *testing.T) {
	t.Parallel()
	db, err := models.Open(ctx, models.Config{Driver: "sqlite", Dir: t.TempDir(), Now: dbtest.NewClock().Now})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.CheckSchema(ctx); !errors.Is(err, migrations.ErrOlder) {
		t.Errorf("empty store: %v", err)
	}
}

// Two programs that start on one PostgreSQL database migrate it once.
func TestTwoProgramsMigrateAtOnce(t *testing.T) {
	t.Parallel()
	if !dbtest.HasPostgres(t) {
		return // SQLite's directory lock lets only one of them start
	}
	dsn := dbtest.PostgresDSN(t)
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			db, err := models.Open(ctx, models.Config{Driver: "postgres", DSN: dsn, Now: dbtest.NewClock().Now})
			if err != nil {
				t.Error(err)
				return
			}
			defer db.Close()
			if err := errors.Join(db.Migrate(ctx), db.CheckSchema(ctx)); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}

// D6: every session commits synchronously, whatever the server's default is.
func TestEverySessionCommitsSynchronously(t *testing.T) {
	t.Parallel()
	if !dbtest.HasPostgres(t) {
		return
	}
	dsn := dbtest.PostgresDSN(t) + "&synchronous_commit=off&timezone=Asia/Tokyo"
	db, err := models.Open(ctx, models.Config{Driver: "postgres", DSN: dsn, Now: dbtest.NewClock().Now, MaxConns: 4})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for range 4 {
		conn, err := db.Raw().Conn(ctx)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		var sync, zone string
		err = conn.QueryRowContext(ctx, "SELECT current_setting('synchronous_commit'), current_setting('timezone')").Scan(&sync, &zone)
		if err != nil || sync != "on" || zone != "UTC" {
			t.Errorf("synchronous_commit=%s timezone=%s %v", sync, zone, err)
		}
	}
}

// D5: the answer to COMMIT is lost. The caller learns that the result is
// unknown, the effect is there, and nothing was run twice.
func TestLostCommitAnswerIsUnknown(t *testing.T) {
	t.Parallel()
	if !dbtest.HasPostgres(t) {
		return
	}
	target, err := url.Parse(dbtest.MigratedDSN(t))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := models.Open(ctx, models.Config{Driver: "postgres", DSN: target.String(), Now: dbtest.NewClock().Now})
	if err != nil {
		t.Fatal(err)
	}
	defer plain.Close()
	var cut atomic.Bool
	target.Host = cutProxy(t, target.Host, &cut)
	db, err := models.Open(ctx, models.Config{Driver: "postgres", DSN: target.String(), Now: dbtest.NewClock().Now, MaxConns: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	runs := 0
	cut.Store(true)
	err = db.Tx(ctx, func(tx *models.Tx) error {
		runs++
		p := newProtocol("unknown")
		return models.Insert(tx, &p)
	})
	if !errors.Is(err, models.ErrCommitUnknown) || runs != 1 {
		t.Errorf("%d runs, %v", runs, err)
	}
	must(t, plain, func(tx *models.Tx) error {
		_, err := protocolBySlug(tx, "unknown")
		return err
	})
}

// cutProxy forwards to a server. While cut is set, it hangs up on the client as
// soon as the server has answered a COMMIT, before passing the answer on.
func cutProxy(t *testing.T, server string, cut *atomic.Bool) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			client, err := l.Accept()
			if err != nil {
				return
			}
			up, err := (&net.Dialer{Timeout: 5 * time.Second}).DialContext(context.Background(), "tcp", server)
			if err != nil {
				_ = client.Close()
				return
			}
			var committing atomic.Bool
			go relay(up, client, func(b []byte) bool {
				if cut.Load() && bytes.Contains(bytes.ToLower(b), []byte("commit")) {
					committing.Store(true)
				}
				return true
			})
			go relay(client, up, func([]byte) bool { return !committing.Load() })
		}
	}()
	return l.Addr().String()
}

// relay copies until an end or until keep refuses what it read.
func relay(to, from net.Conn, keep func([]byte) bool) {
	defer to.Close()
	defer from.Close()
	buf := make([]byte, 1<<16)
	for {
		n, err := from.Read(buf)
		if n > 0 {
			if !keep(buf[:n]) {
				return
			}
			if _, err := to.Write(buf[:n]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

// D9: on a full disk writes fail as unavailable, reads work, nothing stays half
// written, and writing works again when there is room.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	var pages, limit int64
	if err := db.Raw().QueryRow("PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	if err := db.Raw().QueryRow(fmt.Sprintf("PRAGMA max_page_count = %d", pages+20)).Scan(&limit); err != nil {
		t.Fatal(err)
	}
	fillUp := func(tx *models.Tx) error {
		for range 100 {
			if err := tx.Audit(holder, "fill", "", map[string]string{"text": strings.Repeat("x", 4000)}); err != nil {
				return err
			}
		}
		return nil
	}
	refused(t, db, models.ErrUnavailable, fillUp)
	err := db.Read(ctx, func(tx *models.Tx) error {
		if n := len(entries(t, tx)); n != 0 {
			t.Errorf("%d entries of a failed transaction", n)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Raw().QueryRow("PRAGMA max_page_count = 1000000").Scan(&limit); err != nil {
		t.Fatal(err)
	}
	must(t, db, fillUp)
}

// D12: a reader holds the log open; when it is gone the log is emptied.
func TestCheckpointEmptiesTheLog(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	write := func() { must(t, db, func(tx *models.Tx) error { return tx.Audit(holder, "act", "", nil) }) }
	write()
	if left, err := db.Checkpoint(ctx); left != 0 || err != nil {
		t.Errorf("%d bytes left, %v", left, err)
	}
	err := db.Read(ctx, func(tx *models.Tx) error {
		if _, err := tx.AuditSize(); err != nil {
			return err
		}
		write()
		left, err := db.Checkpoint(ctx)
		if left == 0 {
			t.Error("emptied under a reader")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	write()
	if left, err := db.Checkpoint(ctx); left != 0 || err != nil {
		t.Errorf("%d bytes left, %v", left, err)
	}
	var wait int
	if err := db.Raw().QueryRow("PRAGMA busy_timeout").Scan(&wait); err != nil || wait != 10000 {
		t.Errorf("the writer waits %d ms afterwards, %v", wait, err)
	}
}
