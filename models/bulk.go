package models

import (
	"context"
	"database/sql"
	"encoding/binary"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/gorm/schema"
)

// InsertEach writes n rows that are made one after the other: on PostgreSQL by
// one COPY, on SQLite by one prepared statement. row fills a zero row and must
// not use tx. Memory does not grow with n, ids are not given back.
func InsertEach[T any](tx *Tx, n int, row func(i int, into *T) error) error {
	if err := tx.writable(); err != nil || n == 0 {
		return err
	}
	sch := tableOf[T]()
	src := &rowSource{n: n, fields: fieldsToWrite(sch)}
	var one T
	rv := reflect.ValueOf(&one).Elem()
	normal := fieldsToPrepare(sch)
	src.next = func(i int) (reflect.Value, error) {
		rv.SetZero()
		if err := row(i, &one); err != nil {
			return rv, err
		}
		return rv, prepareFields(tx, normal, rv)
	}
	return tx.wrote("insert "+sch.Table, src.insert(tx, sch.Table))
}

// rowSource is the rows of one bulk insert: next returns row i, valid until the
// next call.
type rowSource struct {
	n      int
	fields []*schema.Field
	next   func(i int) (reflect.Value, error)
}

// fieldsToWrite are all columns but a generated id.
func fieldsToWrite(sch *schema.Schema) []*schema.Field {
	out := make([]*schema.Field, 0, len(sch.Fields))
	for _, f := range sch.Fields {
		if !f.PrimaryKey || !f.AutoIncrement {
			out = append(out, f)
		}
	}
	return out
}

func (s *rowSource) columns() string {
	names := make([]string, len(s.fields))
	for i, f := range s.fields {
		names[i] = `"` + f.DBName + `"`
	}
	return strings.Join(names, ", ")
}

func (s *rowSource) insert(tx *Tx, table string) error {
	if tx.owner.driver == "postgres" {
		return s.copyIn(tx, table)
	}
	return s.loop(tx, table)
}

// copyIn sends the rows by COPY in binary form, inside the transaction.
func (s *rowSource) copyIn(tx *Tx, table string) error {
	command := `COPY "` + table + `" (` + s.columns() + `) FROM STDIN (FORMAT binary)`
	return tx.conn.Raw(func(dc any) error {
		stream := &copyStream{rows: s}
		_, err := dc.(*stdlib.Conn).Conn().PgConn().CopyFrom(tx.ctx, stream, command)
		if stream.failed != nil {
			return stream.failed // what the server repeats has lost its type
		}
		return err
	})
}

// copyStream is the bytes of one COPY: a header, the rows, a trailer.
type copyStream struct {
	rows *rowSource
	buf  []byte
	off  int
	at   int // the next row; −1 once the trailer is in the buffer
	head bool

	failed error
}

const (
	copyHeader = "PGCOPY\n\xff\r\n\x00\x00\x00\x00\x00\x00\x00\x00\x00"
	copyBuffer = 1 << 16
)

// Read makes rows until p or the buffer is full.
func (c *copyStream) Read(p []byte) (int, error) {
	if c.off == len(c.buf) {
		if c.at < 0 {
			return 0, io.EOF
		}
		if c.failed = c.fill(); c.failed != nil {
			return 0, c.failed
		}
	}
	n := copy(p, c.buf[c.off:])
	c.off += n
	return n, nil
}

func (c *copyStream) fill() (err error) {
	c.buf, c.off = c.buf[:0], 0
	if !c.head {
		c.buf, c.head = append(c.buf, copyHeader...), true
	}
	for len(c.buf) < copyBuffer {
		if c.at == c.rows.n {
			c.buf, c.at = binary.BigEndian.AppendUint16(c.buf, 0xffff), -1
			return nil
		}
		if err := c.row(); err != nil {
			return err
		}
		c.at++
	}
	return nil
}

func (c *copyStream) row() error {
	rv, err := c.rows.next(c.at)
	if err != nil {
		return err
	}
	c.buf = binary.BigEndian.AppendUint16(c.buf, uint16(len(c.rows.fields)))
	for _, f := range c.rows.fields {
		if c.buf, err = appendField(c.buf, rv.FieldByIndex(f.StructField.Index).Addr().Interface()); err != nil {
			return fmt.Errorf("%s: %w", f.DBName, err)
		}
	}
	return nil
}

// loop inserts row by row with one statement, which the connection keeps: binding
// many rows to one statement is slower with this driver.
func (s *rowSource) loop(tx *Tx, table string) error {
	marks := strings.TrimSuffix(strings.Repeat("?, ", len(s.fields)), ", ")
	query := `INSERT INTO "` + table + `" (` + s.columns() + `) VALUES (` + marks + `)` //nolint:gosec // names of our own tables
	args := make([]any, len(s.fields))
	for i := range s.n {
		rv, err := s.next(i)
		if err != nil {
			return err
		}
		for j, f := range s.fields {
			if args[j], err = driverValue(f, rv); err != nil {
				return err
			}
		}
		if _, err := tx.conn.ExecContext(tx.ctx, query, args...); err != nil {
			return err
		}
	}
	return nil
}

// stream runs one constant query and calls row for each result, whose columns
// are then in the variables that into points to. row must not use tx. Where
// each reads whole rows in pages, stream reads the columns that are needed in
// one go.
func (tx *Tx) stream(action, query string, args, into []any, row func() error) error {
	if tx.owner.driver == "postgres" {
		err := tx.conn.Raw(func(dc any) error {
			return streamPostgres(tx.ctx, dc.(*stdlib.Conn).Conn(), tx.owner.dialect(query), clean(args), into, row)
		})
		return wrap(action, tx.owner.translate(err))
	}
	rows, err := tx.conn.QueryContext(tx.ctx, query, clean(args)...)
	if err != nil {
		return wrap(action, tx.owner.translate(err))
	}
	return wrap(action, tx.owner.translate(scanRows(rows, into, row)))
}

func scanRows(rows *sql.Rows, into []any, row func() error) error {
	defer rows.Close()
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		if err := row(); err != nil {
			return err
		}
	}
	return rows.Err()
}

func streamPostgres(ctx context.Context, conn *pgx.Conn, query string, args, into []any, row func() error) error {
	rows, err := conn.Query(ctx, query, append([]any{pgx.QueryResultFormats{pgx.BinaryFormatCode}}, args...)...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		raw := rows.RawValues()
		if len(raw) != len(into) {
			return fmt.Errorf("%d columns for %d variables", len(raw), len(into))
		}
		for i := range into {
			if err := readField(raw[i], into[i]); err != nil {
				return fmt.Errorf("column %d: %w", i+1, err)
			}
		}
		if err := row(); err != nil {
			return err
		}
	}
	return rows.Err()
}

// dialect gives a query the placeholders of the engine.
func (db *DB) dialect(query string) string {
	if db.driver != "postgres" {
		return query
	}
	parts := strings.Split(query, "?")
	var b strings.Builder
	for i, part := range parts {
		if i > 0 {
			b.WriteString("$" + strconv.Itoa(i))
		}
		b.WriteString(part)
	}
	return b.String()
}
