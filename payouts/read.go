package payouts

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"makewhole/money"
)

// ReadFile reads a canonical entitlement file to the end of r. Everything that
// WriteFile would not have written is refused with a *SyntaxError or an error
// wrapping ErrFile; lines and rows are bounded before they are parsed.
func ReadFile(r io.Reader) (File, error) {
	p := &fileReader{in: bufio.NewReaderSize(r, MaxLine)}
	f, err := p.file()
	if err == nil {
		err = f.check()
	}
	if err != nil {
		return File{}, err
	}
	return f, nil
}

// fileReader hands out lines and remembers where it is.
type fileReader struct {
	in   *bufio.Reader
	line int
	last string // id of the row before, for the order
}

func (p *fileReader) fail(column int, format string, args ...any) error {
	return &SyntaxError{Line: p.line, Column: column, Reason: fmt.Sprintf(format, args...)}
}

// next returns the next line without its LF, valid until the next call. It
// returns io.EOF only between lines.
func (p *fileReader) next() (string, error) {
	raw, err := p.in.ReadSlice('\n')
	if err == io.EOF && len(raw) == 0 {
		return "", io.EOF
	}
	p.line++
	switch {
	case errors.Is(err, bufio.ErrBufferFull):
		return "", p.fail(MaxLine, "line longer than %d bytes", MaxLine)
	case err == io.EOF:
		return "", p.fail(len(raw)+1, "the last line does not end with LF")
	case err != nil:
		return "", fmt.Errorf("read entitlement file: %w", err)
	}
	for i, c := range raw[:len(raw)-1] {
		if c <= ' ' || c > '~' {
			return "", p.fail(i+1, "byte 0x%02x is not allowed", c)
		}
	}
	return string(raw[:len(raw)-1]), nil
}

// expect reads a line that can only say one thing.
func (p *fileReader) expect(want string) error {
	line, err := p.must()
	if err == nil && line != want {
		err = p.fail(1, "want %q", want)
	}
	return err
}

// must is next where the file may not end.
func (p *fileReader) must() (string, error) {
	line, err := p.next()
	if errors.Is(err, io.EOF) {
		p.line++
		return "", p.fail(1, "the file ends too early")
	}
	return line, err
}

func (p *fileReader) file() (f File, err error) {
	if err := p.expect(Magic); err != nil {
		return f, err
	}
	if err := p.header(&f); err != nil {
		return f, err
	}
	columns, err := rowFields(&f)
	if err != nil {
		return f, err
	}
	blank, err := readTable(p, columns, &f.Rows, func() Row { return newRow(&f) }, func(r *Row) string { return r.ID })
	if err != nil {
		return f, err
	}
	if !f.hasShares() {
		if blank {
			return f, p.fail(1, "empty line after the rows")
		}
		return f, nil
	}
	if !blank {
		return f, p.fail(1, "the table of shares is missing")
	}
	if blank, err = readRows(p, shareFields(), &f.Shares, func() ShareRow { return ShareRow{} }, func(r *ShareRow) string { return r.ID }); err == nil && blank {
		err = p.fail(1, "empty line after the shares")
	}
	return f, err
}

func newRow(f *File) Row {
	if r, err := RuleNamed(f.Rule); err == nil && r.targets {
		return Row{Target: &TargetRow{}}
	}
	if !f.hasShares() {
		return Row{}
	}
	return Row{Recovery: &RecoveryRow{PoolPaid: make([]money.Amount, len(f.Pools))}}
}

// header reads the keys; which ones follow is known once rule was read.
func (p *fileReader) header(f *File) error {
	for i := 0; ; i++ {
		fields := headerFields(f.Rule)
		if i == len(fields) {
			return nil
		}
		line, err := p.must()
		if err != nil {
			return err
		}
		key := fields[i].name + "="
		if !strings.HasPrefix(line, key) {
			return p.fail(1, "want %s…", key)
		}
		if err := fields[i].set(f, line[len(key):]); err != nil {
			return p.fail(len(key)+1, "%s: %v", fields[i].name, err)
		}
	}
}

// readTable reads the empty line in front of a table, then the table.
func readTable[T any](p *fileReader, fields []field[T], rows *[]T, fresh func() T, id func(*T) string) (blank bool, err error) {
	if err := p.expect(""); err != nil {
		return false, err
	}
	return readRows(p, fields, rows, fresh, id)
}

// readRows reads the column names and the rows, up to the end of the file or an
// empty line, which it reports.
func readRows[T any](p *fileReader, fields []field[T], rows *[]T, fresh func() T, id func(*T) string) (blank bool, err error) {
	if err := p.expect(columnLine(fields)); err != nil {
		return false, err
	}
	p.last = ""
	for {
		line, err := p.next()
		if errors.Is(err, io.EOF) {
			return false, nil
		}
		if err != nil || line == "" {
			return line == "", err
		}
		if len(*rows) >= MaxRows {
			return false, p.fail(1, "more than %d rows", MaxRows)
		}
		row := fresh()
		if err := readRow(p, fields, &row, line); err != nil {
			return false, err
		}
		if id(&row) <= p.last {
			return false, p.fail(1, "id is a duplicate or not in ascending order")
		}
		p.last = id(&row)
		*rows = append(*rows, row)
	}
}

// readRow sets every cell of one row.
func readRow[T any](p *fileReader, fields []field[T], row *T, line string) error {
	column := 1
	for c := range fields {
		cell, rest, more := strings.Cut(line, ",")
		if more != (c < len(fields)-1) {
			return p.fail(column+len(cell), "want %d cells", len(fields))
		}
		if err := fields[c].set(row, cell); err != nil {
			return p.fail(column, "%s: %v", fields[c].name, err)
		}
		column += len(cell) + 1
		line = rest
	}
	return nil
}
