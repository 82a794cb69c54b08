package sqlite

import (
	"context"
	"database/sql/driver"
	"errors"
)

// keptMost bounds the compiled statements of a connection. Statements with lists
// differ by the length of the list; when there are too many, all are forgotten.
const keptMost = 256

// engine is what a connection of the driver can do.
type engine interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

// statement is what a compiled statement can do.
type statement interface {
	driver.StmtExecContext
	driver.StmtQueryContext
}

// conn keeps the statements it compiled. Package sql lets one goroutine at a time
// use a connection, but rows may still be open when the next statement comes: a
// statement is taken out while it works.
type conn struct {
	inner engine
	kept  map[string]driver.Stmt
}

// take gives a compiled statement and what puts it back.
func (c *conn) take(ctx context.Context, query string) (statement, func(), error) {
	stmt, ok := c.kept[query]
	if ok {
		delete(c.kept, query)
	} else {
		var err error
		if stmt, err = c.inner.PrepareContext(ctx, query); err != nil {
			return nil, nil, err
		}
	}
	return stmt.(statement), func() { c.keep(query, stmt) }, nil
}

func (c *conn) keep(query string, stmt driver.Stmt) {
	if _, other := c.kept[query]; other {
		_ = stmt.Close()
		return
	}
	if len(c.kept) >= keptMost {
		_ = c.forget()
	}
	c.kept[query] = stmt
}

func (c *conn) forget() error {
	var errs []error
	for query, stmt := range c.kept {
		errs = append(errs, stmt.Close())
		delete(c.kept, query)
	}
	return errors.Join(errs...)
}

// ExecContext runs a statement to its end.
func (c *conn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	stmt, back, err := c.take(ctx, query)
	if err != nil {
		return nil, err
	}
	defer back()
	return stmt.ExecContext(ctx, args)
}

// QueryContext runs a statement; it is kept again when its rows are closed.
func (c *conn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	stmt, back, err := c.take(ctx, query)
	if err != nil {
		return nil, err
	}
	r, err := stmt.QueryContext(ctx, args)
	if err != nil {
		back()
		return nil, err
	}
	return &rows{Rows: r, back: back}, nil
}

// rows puts its statement back.
type rows struct {
	driver.Rows
	back func()
}

// Close ends the rows.
func (r *rows) Close() error {
	err := r.Rows.Close()
	if r.back != nil {
		r.back()
		r.back = nil
	}
	return err
}

// PrepareContext gives the caller a statement of its own.
func (c *conn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	return c.inner.PrepareContext(ctx, query)
}

// Prepare is PrepareContext without a context.
func (c *conn) Prepare(query string) (driver.Stmt, error) { return c.inner.Prepare(query) }

// BeginTx begins a transaction.
func (c *conn) BeginTx(ctx context.Context, opts driver.TxOptions) (driver.Tx, error) {
	return c.inner.BeginTx(ctx, opts)
}

// Begin is BeginTx without options.
func (c *conn) Begin() (driver.Tx, error) {
	return c.inner.BeginTx(context.Background(), driver.TxOptions{})
}

// Ping asks whether the connection works.
func (c *conn) Ping(ctx context.Context) error { return c.inner.Ping(ctx) }

// ResetSession makes the connection ready for the next user.
func (c *conn) ResetSession(ctx context.Context) error { return c.inner.ResetSession(ctx) }

// IsValid reports whether the connection may be used again.
func (c *conn) IsValid() bool { return c.inner.IsValid() }

// Close ends the connection and its statements.
func (c *conn) Close() error { return errors.Join(c.forget(), c.inner.Close()) }
