package payouts

import (
	"bufio"
	"errors"
	"fmt"
	"io"
)

// WriteFile writes the canonical bytes of f. It refuses files that ReadFile
// would refuse: bad ids, rows out of order, duplicates. Call Sort first where
// rows come in another order.
func WriteFile(w io.Writer, f File) error {
	if err := f.check(); err != nil {
		return err
	}
	out := &fileWriter{Writer: bufio.NewWriterSize(w, 1<<16)}
	out.line(Magic)
	for _, field := range headerFields(f.Rule) {
		cell, err := field.put(nil, &f)
		if err != nil {
			return fmt.Errorf("%w: header %s: %w", ErrFile, field.name, err)
		}
		out.line(field.name + "=" + string(cell))
	}
	columns, err := rowFields(&f)
	if err == nil {
		err = writeTable(out, columns, f.Rows)
	}
	if err == nil && f.hasShares() {
		err = writeTable(out, shareFields(), f.Shares)
	}
	return errors.Join(err, out.Flush())
}

// fileWriter writes lines; the bufio.Writer keeps the first error for Flush.
type fileWriter struct{ *bufio.Writer }

func (w *fileWriter) line(s string) {
	_, _ = w.WriteString(s)
	_ = w.WriteByte('\n')
}

// writeTable writes an empty line, the column names and the rows.
func writeTable[T any](w *fileWriter, fields []field[T], rows []T) error {
	w.line("")
	w.line(columnLine(fields))
	var line []byte
	var err error
	for i := range rows {
		line = line[:0]
		for c := range fields {
			if line, err = fields[c].put(line, &rows[i]); err != nil {
				return fmt.Errorf("%w: row %d: %s: %w", ErrFile, i+1, fields[c].name, err)
			}
			line = append(line, ',')
		}
		line[len(line)-1] = '\n'
		_, _ = w.Write(line)
	}
	return nil
}

func columnLine[T any](fields []field[T]) string {
	line := fields[0].name
	for _, f := range fields[1:] {
		line += "," + f.name
	}
	return line
}

// check holds what the tables alone cannot say: order, uniqueness, and that the
// parts of a recovery fit together.
func (f *File) check() error {
	if len(f.Rows) > MaxRows || len(f.Shares) > MaxRows {
		return fmt.Errorf("%w: more than %d rows", ErrFile, MaxRows)
	}
	if i, ok := ascending(f.Rows, func(r *Row) string { return r.ID }); !ok {
		return fmt.Errorf("%w: row %d: id not above the one before", ErrFile, i+1)
	}
	if err := f.checkTargets(); err != nil {
		return err
	}
	if !f.hasShares() {
		if len(f.Shares) > 0 || len(f.Pools) > 0 {
			return fmt.Errorf("%w: %s has no shares and pools", ErrFile, f.Rule)
		}
		return nil
	}
	for i := range f.Rows {
		if r := f.Rows[i].Recovery; r == nil || len(r.PoolPaid) != len(f.Pools) {
			return fmt.Errorf("%w: row %d: want one amount per pool", ErrFile, i+1)
		}
	}
	return f.checkShares()
}

// checkShares checks the second table against the first and the pools.
func (f *File) checkShares() error {
	if i, ok := ascending(f.Shares, func(r *ShareRow) string { return r.ID }); !ok {
		return fmt.Errorf("%w: share %d: id not above the one before", ErrFile, i+1)
	}
	known := make(map[string]bool, len(f.Pools))
	for _, p := range f.Pools {
		known[p] = true
	}
	row := 0
	for i := range f.Shares {
		s := &f.Shares[i]
		if !known[s.Pool] {
			return fmt.Errorf("%w: share %d: pool is not in the header", ErrFile, i+1)
		}
		for row < len(f.Rows) && f.Rows[row].ID < s.ID {
			row++
		}
		if row < len(f.Rows) && f.Rows[row].ID == s.ID {
			return fmt.Errorf("%w: share %d: id is taken by an entitlement", ErrFile, i+1)
		}
	}
	return nil
}

// ascending returns the first row whose id is not above the one before.
func ascending[T any](rows []T, id func(*T) string) (at int, ok bool) {
	for i := 1; i < len(rows); i++ {
		if id(&rows[i]) <= id(&rows[i-1]) {
			return i, false
		}
	}
	return 0, true
}
