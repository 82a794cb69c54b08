package models

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"makewhole/models/sqlite"
)

// StoreFile is the name of SQLite's file in a data directory.
const StoreFile = sqliteFile

// errCorrupt means that a database file is not whole.
var errCorrupt = errors.New("the database file is damaged")

// CopySQLite writes the store of a data directory to a new file, as it is at one
// moment, also while a server works on it. The copy is its owner's alone.
func CopySQLite(ctx context.Context, dir, path string) error {
	from := filepath.Join(dir, sqliteFile)
	if _, err := os.Stat(from); errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("%w: there is no database in %s", ErrNotFound, dir)
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		return err
	}
	return withFile(from, func(handle *sql.DB) error {
		_, err := handle.ExecContext(ctx, "VACUUM INTO ?", path)
		return err
	})
}

// CheckSQLite reads a whole database file and says with errCorrupt what is broken.
func CheckSQLite(ctx context.Context, path string) error {
	return withFile(path, func(handle *sql.DB) error {
		var verdict string
		if err := handle.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&verdict); err != nil {
			return errors.Join(errCorrupt, err)
		}
		if verdict != "ok" {
			return fmt.Errorf("%w: %s", errCorrupt, verdict)
		}
		rows, err := handle.QueryContext(ctx, "PRAGMA foreign_key_check")
		if err != nil {
			return err
		}
		defer rows.Close()
		if rows.Next() {
			return fmt.Errorf("%w: a row names another that is not there", errCorrupt)
		}
		return rows.Err()
	})
}

func withFile(path string, fn func(*sql.DB) error) error {
	handle := sqlite.Open(path, true, []string{"busy_timeout(10000)", "trusted_schema(0)"})
	handle.SetMaxOpenConns(1)
	return errors.Join(fn(handle), handle.Close())
}
