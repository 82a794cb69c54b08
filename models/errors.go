package models

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"

	"makewhole/models/sqlite"
	"makewhole/states"
)

// Errors callers decide on. Driver errors never leave this package bare.
var (
	ErrNotFound   = errors.New("not found")
	ErrDuplicate  = errors.New("already exists")
	ErrVersion    = errors.New("changed by somebody else")
	ErrState      = states.ErrState
	ErrForbidden  = errors.New("not allowed")
	ErrReadOnly   = errors.New("transaction is read-only")
	ErrConstraint = errors.New("against a rule of the store")
	ErrUnbalanced = errors.New("ledger transaction does not balance")
	// ErrLocked means another process writes to this data directory.
	ErrLocked = errors.New("data directory is in use by another process")
	// ErrEngine means the database engine or its settings are not fit for money.
	ErrEngine = errors.New("database engine refused")
	// ErrCommitUnknown means the connection died while COMMIT was under way:
	// look the effect up by its key, never insert it again blindly.
	ErrCommitUnknown = errors.New("commit result unknown")
	// ErrUnavailable means the store cannot write now (disk full, read-only or
	// failing file system, server shutting down); nothing was half-written.
	ErrUnavailable = errors.New("store cannot write now")
	// ErrBusy means a transaction still conflicted after the last retry.
	ErrBusy = errors.New("store is busy, try again")
)

// DuplicateError names the unique constraint that refused a row.
type DuplicateError struct{ Constraint string }

func (e *DuplicateError) Error() string { return "already exists (" + e.Constraint + ")" }

// Unwrap makes errors.Is(err, ErrDuplicate) true.
func (e *DuplicateError) Unwrap() error { return ErrDuplicate }

// ConstraintError names the CHECK, foreign key or trigger that refused a row.
// SQLite does not name foreign keys: Constraint is then "foreign_key".
type ConstraintError struct{ Constraint string }

func (e *ConstraintError) Error() string { return "against a rule of the store (" + e.Constraint + ")" }

// Unwrap makes errors.Is(err, ErrConstraint) true.
func (e *ConstraintError) Unwrap() error { return ErrConstraint }

// Result codes of SQLite, https://www.sqlite.org/rescode.html.
const (
	sqliteBusy       = 5
	sqliteLocked     = 6
	sqliteReadOnly   = 8
	sqliteIOErr      = 10
	sqliteFull       = 13
	sqliteCantOpen   = 14
	sqliteConstraint = 19
	sqliteForeignKey = 787
	sqliteNotNull    = 1299
	sqlitePrimaryKey = 1555
	sqliteUnique     = 2067
)

// translate turns an engine error into an error of this package; others pass.
func (db *DB) translate(err error) error {
	if err == nil {
		return nil
	}
	var lite *sqlite.Error
	var pg *pgconn.PgError
	switch {
	case errors.Is(err, gorm.ErrRecordNotFound), errors.Is(err, sql.ErrNoRows):
		return ErrNotFound
	case errors.As(err, &pg):
		return translatePG(pg)
	case errors.As(err, &lite):
		return db.translateSQLite(lite)
	case lost(err):
		return fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	return err
}

// lost reports that the server did not answer: the connection could not be made
// or is gone. What a caller ended itself is not lost.
func lost(err error) bool {
	var refused *pgconn.ConnectError
	var network net.Error
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded) && !errors.As(err, &refused):
		return false
	case errors.As(err, &refused), errors.As(err, &network):
		return true
	}
	return errors.Is(err, driver.ErrBadConn) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.Is(err, net.ErrClosed) || errors.Is(err, sql.ErrConnDone) || strings.Contains(err.Error(), "conn closed") ||
		strings.Contains(err.Error(), "sql: database is closed") // by this process, which ends: database/sql does not export it
}

// Away reports that the server of a store could not be reached, or is only
// starting or stopping: the same call may succeed later. A host that nobody
// knows is a mistake in the address.
func Away(err error) bool {
	var pg *pgconn.PgError
	var name *net.DNSError
	switch {
	case errors.As(err, &name):
		return !name.IsNotFound
	case errors.As(err, &pg):
		return errors.Is(translatePG(pg), ErrUnavailable)
	}
	return lost(err) || errors.Is(err, ErrUnavailable)
}

func translatePG(e *pgconn.PgError) error {
	switch {
	case e.Code == "23505":
		return &DuplicateError{e.ConstraintName}
	case e.Code == "23502":
		return &ConstraintError{"not_null:" + e.TableName + "." + e.ColumnName}
	case e.Code[:2] == "23" && e.ConstraintName != "":
		return &ConstraintError{e.ConstraintName}
	case e.Code[:2] == "23":
		return &ConstraintError{e.Message}
	case e.Code == "25006":
		return ErrReadOnly
	case e.Code[:2] == "53", e.Code[:3] == "57P", e.Code[:2] == "58": // resources, shutdown, system
		return fmt.Errorf("%w: %w", ErrUnavailable, e)
	}
	return e
}

func (db *DB) translateSQLite(e *sqlite.Error) error {
	switch code := e.Code(); {
	case code == sqlitePrimaryKey:
		table, _, _ := strings.Cut(constraintOf(e), ".")
		return &DuplicateError{table + "_pkey"}
	case code == sqliteUnique:
		return &DuplicateError{db.uniqueName(constraintOf(e))}
	case code == sqliteForeignKey:
		return &ConstraintError{"foreign_key"}
	case code&0xff == sqliteConstraint:
		if code == sqliteNotNull {
			return &ConstraintError{"not_null:" + constraintOf(e)}
		}
		return &ConstraintError{constraintOf(e)}
	case code&0xff == sqliteReadOnly:
		return ErrReadOnly
	case code&0xff == sqliteFull, code&0xff == sqliteIOErr, code&0xff == sqliteCantOpen:
		return fmt.Errorf("%w: %w", ErrUnavailable, e)
	}
	return e
}

// constraintOf is what follows the last "constraint failed: " of a message: the
// driver says these words, and SQLite says them again.
func constraintOf(e *sqlite.Error) string {
	parts := strings.Split(e.Error(), "constraint failed: ")
	name, _, _ := strings.Cut(parts[len(parts)-1], " (")
	return name
}

// uniqueName finds the unique index of "table.a, table.b", the only thing
// SQLite says about it. Two unique indexes of one table never share a column
// list in our schema.
func (db *DB) uniqueName(columns string) string {
	if name, ok := db.uniques.Load(columns); ok {
		return name.(string)
	}
	table, _, _ := strings.Cut(columns, ".")
	name := columns
	const q = `SELECT i.name, group_concat(?1 || '.' || c.name, ', ') FROM (SELECT * FROM pragma_index_list(?1)) i,
		pragma_index_info(i.name) c WHERE i."unique" = 1 GROUP BY i.name`
	rows, err := db.read.sql.QueryContext(context.Background(), q, table)
	if err != nil {
		return name
	}
	defer rows.Close()
	for rows.Next() {
		var index, cols string
		if rows.Scan(&index, &cols) == nil && cols == columns {
			name = index
		}
	}
	if rows.Err() == nil {
		db.uniques.Store(columns, name)
	}
	return name
}

// retryable reports a conflict that goes away when the closure runs again:
// serialization failure, deadlock, busy.
func retryable(err error) bool {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code == "40001" || pg.Code == "40P01"
	}
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		return lite.Code()&0xff == sqliteBusy || lite.Code()&0xff == sqliteLocked
	}
	return false
}

func wrap(action string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", action, err)
}
