package models

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/gofrs/flock"
	"gorm.io/gorm"

	"makewhole/models/sqlite"
)

// minSQLite is the first version without the WAL-reset corruption bug.
var minSQLite = [3]int{3, 51, 3}

// busyPragma is how long a connection waits for another one's lock.
const busyPragma = "PRAGMA busy_timeout(10000)"

// File names inside the data directory.
const (
	sqliteFile = "makewhole.db"
	lockFile   = "makewhole.lock"
)

// openSQLite opens one writer connection and a pool of readers. Transactions of
// the writer take the write lock at BEGIN, so they never fail half-way with
// "database is locked"; readers see a snapshot of the write-ahead log.
func (db *DB) openSQLite(ctx context.Context, c Config) error {
	dir, err := filepath.Abs(c.Dir)
	if err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(dir, sqliteFile)); c.ReadOnly && errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("%w: there is no database in %s", ErrNotFound, dir)
	}
	if !c.ReadOnly {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return err
		}
		if db.release, err = lockDir(dir); err != nil {
			return err
		}
		if err := ownFiles(dir); err != nil {
			return err
		}
		if db.write, err = sqlitePool(ctx, dir, false, 1, c, writerPragmas); err != nil {
			return err
		}
	}
	db.read, err = sqlitePool(ctx, dir, true, c.MaxConns, c, readerPragmas)
	return err
}

// ownFiles makes the database a file of its owner alone, whatever the umask. The
// files that SQLite makes beside it take its mode.
func ownFiles(dir string) error {
	path := filepath.Join(dir, sqliteFile)
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		return err
	}
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Chmod(path+suffix, 0o600); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// lockDir takes the exclusive writer lock. The kernel drops it with the
// process, so a crash leaves nothing behind.
func lockDir(dir string) (release func() error, err error) {
	l := flock.New(filepath.Join(dir, lockFile), flock.SetPermissions(0o600))
	ok, err := l.TryLock()
	if err == nil && !ok {
		err = fmt.Errorf("%w: %s", ErrLocked, dir)
	}
	if err != nil {
		return func() error { return nil }, err
	}
	return l.Unlock, nil
}

// Pragmas of the connections, in the order in which they run.
var (
	writerPragmas = []string{"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)", "trusted_schema(0)", "secure_delete(FAST)"}
	readerPragmas = []string{"busy_timeout(10000)", "synchronous(FULL)", "foreign_keys(1)", "trusted_schema(0)", "query_only(1)"}
)

// sqlitePool opens connections that each have the pragmas from their beginning.
func sqlitePool(ctx context.Context, dir string, reader bool, conns int, c Config, pragmas []string) (pool, error) {
	handle := sqlite.Open(filepath.Join(dir, sqliteFile), reader, pragmas)
	handle.SetMaxOpenConns(conns)
	handle.SetMaxIdleConns(conns)
	p := pool{sql: handle}
	err := checkSQLite(ctx, handle)
	if err == nil {
		p.gorm, err = gorm.Open(sqlite.Dialect{Conn: handle}, gormConfig(c.Now))
	}
	return p, err
}

// checkSQLite refuses an engine or a setting that can lose a committed payment.
func checkSQLite(ctx context.Context, handle *sql.DB) error {
	var version, journal string
	var synchronous, foreignKeys int
	for q, into := range map[string]any{
		"SELECT sqlite_version()": &version, "PRAGMA journal_mode": &journal,
		"PRAGMA synchronous": &synchronous, "PRAGMA foreign_keys": &foreignKeys,
	} {
		if err := handle.QueryRowContext(ctx, q).Scan(into); err != nil {
			return err
		}
	}
	if err := checkSQLiteVersion(version); err != nil {
		return err
	}
	if journal != "wal" || synchronous < 2 || foreignKeys != 1 {
		return fmt.Errorf("%w: journal_mode=%s synchronous=%d foreign_keys=%d", ErrEngine, journal, synchronous, foreignKeys)
	}
	return nil
}

func checkSQLiteVersion(version string) error {
	var have [3]int
	for i, part := range strings.SplitN(version, ".", 4) {
		n, err := strconv.Atoi(part)
		if err != nil {
			return fmt.Errorf("%w: SQLite version %q", ErrEngine, version)
		}
		if i < 3 {
			have[i] = n
		}
	}
	for i, want := range minSQLite {
		if have[i] > want {
			return nil
		}
		if have[i] < want {
			return fmt.Errorf("%w: SQLite %s is older than 3.51.3", ErrEngine, version)
		}
	}
	return nil
}
