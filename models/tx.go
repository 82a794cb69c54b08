package models

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"

	"makewhole/models/sqlite"
)

// maxRetries is how often a conflicting transaction is run again.
const maxRetries = 5

// Tx is one transaction. Now is fixed at its begin.
type Tx struct {
	Now time.Time

	ctx      context.Context
	owner    *DB
	conn     *sql.Conn
	db       *gorm.DB
	readOnly bool
	failed   error // first write the engine refused; such a transaction cannot commit

	result    any // what Result told, for the commit hook
	hasResult bool
}

// Tx runs fn in a write transaction and commits when fn returns nil. On a
// conflict (40001, 40P01, SQLITE_BUSY, at COMMIT too) fn runs again, at most 5
// times with jitter: fn must have no effect outside the transaction.
//
// PostgreSQL runs it SERIALIZABLE. Rules here span rows (four eyes, last of the
// pool, overlapping intervals); row locks would protect only the rows somebody
// remembered to lock, and SQLite's single writer gives the same guarantee, so
// one closure behaves alike on both engines.
func (db *DB) Tx(ctx context.Context, fn func(tx *Tx) error) error {
	if db.readOnly {
		return ErrReadOnly
	}
	opts := &sql.TxOptions{}
	if db.driver == "postgres" {
		opts.Isolation = sql.LevelSerializable
	}
	var err error
	for try := 0; try <= maxRetries; try++ {
		if err = db.run(ctx, db.write, opts, fn); !retryable(err) {
			return err
		}
		if waitErr := pause(ctx, try); waitErr != nil {
			return waitErr
		}
	}
	return fmt.Errorf("%w: %w", ErrBusy, err)
}

// Read runs fn over one consistent snapshot; every write in it fails with
// ErrReadOnly.
func (db *DB) Read(ctx context.Context, fn func(tx *Tx) error) error {
	opts := &sql.TxOptions{ReadOnly: true}
	if db.driver == "postgres" {
		opts.Isolation = sql.LevelRepeatableRead
	}
	return db.run(ctx, db.read, opts, fn)
}

func (db *DB) run(ctx context.Context, p pool, opts *sql.TxOptions, fn func(tx *Tx) error) error {
	conn, err := p.sql.Conn(ctx)
	if err != nil {
		return wrap("connect", db.translate(err))
	}
	defer conn.Close()
	stx, err := conn.BeginTx(ctx, opts)
	if err != nil {
		return wrap("begin", db.translate(err))
	}
	defer func() { _ = stx.Rollback() }() // no effect after Commit
	tx := &Tx{Now: micros(db.now()), ctx: ctx, owner: db, conn: conn, readOnly: opts.ReadOnly}
	tx.db = p.gorm.Session(&gorm.Session{NewDB: true, Context: ctx, NowFunc: func() time.Time { return tx.Now }})
	tx.db.Statement.ConnPool = stx
	if err := fn(tx); err != nil {
		return err
	}
	if err := tx.finish(); err != nil {
		return err
	}
	if err := tx.checkFence(); err != nil {
		return err
	}
	if tx.failed != nil {
		return wrap("commit after a refused write", tx.failed)
	}
	if db.hook == nil || opts.ReadOnly {
		return db.commitError(stx.Commit())
	}
	who := caller()
	db.hook("before commit of " + who)
	err = db.commitError(stx.Commit())
	db.hook("after commit of " + who)
	return err
}

// caller names the two innermost functions outside this package, for tests that
// stop the program at every transaction.
func caller() string {
	var pcs [32]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs[:])])
	var names []string
	for {
		f, more := frames.Next()
		name := strings.ReplaceAll(strings.TrimPrefix(f.Function, "makewhole/"), "[...]", "")
		if !strings.HasPrefix(name, "models.") {
			names = append(names, name)
		}
		if len(names) == 2 || !more {
			return strings.Join(names, " < ")
		}
	}
}

// commitError tells a refused commit from one whose answer was lost. A bare
// context error comes from database/sql before it sent anything; one that pgx
// wrapped does not say what the server did.
func (db *DB) commitError(err error) error {
	var pg *pgconn.PgError
	var lite *sqlite.Error
	if err == nil || errors.As(err, &pg) || errors.As(err, &lite) || errors.Is(err, sql.ErrTxDone) ||
		err == context.Canceled || err == context.DeadlineExceeded { //nolint:errorlint // see above
		return wrap("commit", db.translate(err))
	}
	return fmt.Errorf("%w: %w", ErrCommitUnknown, err)
}

// pause waits 5·2^try ms ± half, or until ctx ends.
func pause(ctx context.Context, try int) error {
	base := 5 * time.Millisecond << try
	t := time.NewTimer(base/2 + rand.N(base)) //nolint:gosec // jitter is no secret
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// writable refuses writes of a read transaction before the engine does.
func (tx *Tx) writable() error {
	if tx.readOnly {
		return ErrReadOnly
	}
	return tx.failed
}

// wrote translates the result of a write and remembers a refusal.
func (tx *Tx) wrote(action string, err error) error {
	if err == nil {
		return nil
	}
	err = tx.owner.translate(err)
	if errors.Is(err, ErrReadOnly) { // not by our doing: the file system is
		err = ErrUnavailable
	}
	err = wrap(action, err)
	if tx.failed == nil {
		tx.failed = err
	}
	return err
}

// exec runs one constant statement of this package.
func (tx *Tx) exec(action, query string, args ...any) (int64, error) {
	if err := tx.writable(); err != nil {
		return 0, err
	}
	res := tx.db.Exec(query, clean(args)...)
	return res.RowsAffected, tx.wrote(action, res.Error)
}

// WallTime is the clock of the database in UTC microseconds, on PostgreSQL the
// time of the statement: what leases of several instances are compared with.
func (tx *Tx) WallTime() (time.Time, error) {
	if tx.owner.driver == "postgres" {
		var t time.Time
		err := tx.db.Raw("SELECT clock_timestamp()").Row().Scan(&t)
		return micros(t), wrap("database time", tx.owner.translate(err))
	}
	var ms int64
	err := tx.db.Raw("SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER)").Row().Scan(&ms)
	return micros(time.UnixMilli(ms)), wrap("database time", tx.owner.translate(err))
}

// StillHere tells a server that ends idle transactions that this one is only
// computing. Long pieces of work call it in between.
func (tx *Tx) StillHere() error {
	if tx.owner.driver != "postgres" {
		return nil
	}
	return wrap("keep transaction", tx.owner.translate(tx.db.Exec("SELECT 1").Error))
}

// Try runs reads that may fail without an end of the transaction: PostgreSQL
// refuses everything after an error, except the way back to a savepoint.
func (tx *Tx) Try(fn func() error) error {
	if tx.owner.driver != "postgres" {
		return fn()
	}
	step := func(statement string) error {
		return wrap("savepoint", tx.owner.translate(tx.db.Exec(statement).Error))
	}
	if err := step("SAVEPOINT try"); err != nil {
		return err
	}
	if err := fn(); err != nil {
		return errors.Join(err, step("ROLLBACK TO SAVEPOINT try"))
	}
	return step("RELEASE SAVEPOINT try")
}

// lock holds matching rows of a table until the transaction ends, so that a
// second writer waits here instead of failing at COMMIT. SQLite's writer holds
// everything already. table and cond are constants of this package.
func (tx *Tx) lock(table, cond string, args ...any) error {
	if err := tx.writable(); err != nil {
		return err
	}
	if tx.owner.driver != "postgres" {
		return nil
	}
	err := tx.db.Exec("SELECT 1 FROM "+table+" WHERE "+cond+" FOR UPDATE", clean(args)...).Error
	return tx.wrote("lock "+table, err)
}
