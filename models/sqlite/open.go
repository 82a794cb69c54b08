package sqlite

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"net/url"
	"path/filepath"

	"modernc.org/sqlite"
)

// Error is an error of the engine with its result code.
type Error = sqlite.Error

// Open opens a pool on a file. Pragmas run on each new connection, in order. A
// reader's transactions begin without a lock and its file is opened for reading;
// a writer's take the write lock at BEGIN, so they never fail half-way. Times are
// read and written in UTC, where the order of their text is their order.
func Open(path string, reader bool, pragmas []string) *sql.DB {
	q := url.Values{"_txlock": {"immediate"}, "_time_format": {"sqlite"}, "_timezone": {"UTC"}}
	if reader {
		q.Set("_txlock", "deferred")
		q.Set("mode", "ro")
	}
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(path), RawQuery: q.Encode()}
	return sql.OpenDB(connector{u.String(), pragmas})
}

// connector opens connections of the driver and gives each its own statements.
type connector struct {
	dsn     string
	pragmas []string
}

// Driver is the driver itself, without kept statements.
func (connector) Driver() driver.Driver { return &sqlite.Driver{} }

// Connect opens one connection.
func (c connector) Connect(ctx context.Context) (driver.Conn, error) {
	inner, err := c.Driver().Open(c.dsn)
	if err != nil {
		return nil, err
	}
	out := &conn{inner: inner.(engine), kept: map[string]driver.Stmt{}}
	for _, p := range c.pragmas {
		if _, err := out.inner.ExecContext(ctx, "PRAGMA "+p, nil); err != nil {
			return nil, errors.Join(err, inner.Close())
		}
	}
	return out, nil
}
