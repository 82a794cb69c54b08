package csvtable

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Limits of a file; what is longer is refused before it is parsed.
const (
	RecordBytesMax = 64 << 10
	ColumnsMax     = 1024
)

// Error is input that was refused, with its place. Line and column count from
// 1, columns in bytes; line 0 means the whole file.
type Error struct {
	File         string // may be empty
	Line, Column int
	Reason       string
}

func (e *Error) Error() string {
	switch {
	case e.Line == 0 && e.File == "":
		return e.Reason
	case e.Line == 0:
		return e.File + ": " + e.Reason
	case e.File == "":
		return fmt.Sprintf("line %d, column %d: %s", e.Line, e.Column, e.Reason)
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Reason)
}

// errLong stops a record that has no end in sight.
var errLong = errors.New("record too long")

// meter hands on at most left bytes, so that one record cannot fill the memory.
type meter struct {
	in   io.Reader
	left int
}

func (m *meter) Read(p []byte) (int, error) {
	if m.left <= 0 {
		return 0, errLong
	}
	n, err := m.in.Read(p[:min(len(p), m.left)])
	m.left -= n
	return n, err
}

// Reader reads one file record by record in constant memory. Its records are
// those of RFC 4180 (encoding/csv), with LF or CRLF, in UTF-8 with or without a
// byte order mark. Empty lines may stand at the end and nowhere else.
type Reader struct {
	file   string
	format Format
	in     *meter
	csv    *csv.Reader
	next   int   // line in which the next record has to start
	line   int   // line in which the current record starts
	offset int64 // where the current record ends
	mark   int   // bytes of the byte order mark
	header []string
	cells  []string
}

// NewReader reads the header line. The name of the file stands in errors only.
func NewReader(in io.Reader, file string, f Format) (*Reader, error) {
	if err := f.Validate(); err != nil {
		return nil, err
	}
	r := &Reader{file: file, format: f, in: &meter{in: in, left: 2 * RecordBytesMax}, next: 1}
	text := bufio.NewReaderSize(r.in, RecordBytesMax)
	head, err := text.Peek(4)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	switch {
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}), bytes.HasPrefix(head, []byte{0xfe, 0xff}), bytes.HasPrefix(head, []byte{0, 0, 0xfe, 0xff}):
		return nil, r.failAt(1, 1, "the file is UTF-16 or UTF-32; save it as UTF-8")
	case bytes.HasPrefix(head, []byte("\uFEFF")):
		r.mark, _ = text.Discard(3)
	}
	r.csv = csv.NewReader(text)
	r.csv.Comma, r.csv.FieldsPerRecord, r.csv.ReuseRecord = f.delimiter(), -1, true
	return r, r.readHeader()
}

func (r *Reader) readHeader() error {
	err := r.read()
	switch {
	case errors.Is(err, io.EOF):
		return r.failAt(1, 1, "the file is empty, want a header line")
	case err != nil:
		return err
	case len(r.cells) > ColumnsMax:
		return r.Fail(ColumnsMax, "more than %d columns", ColumnsMax)
	}
	for i, name := range r.cells {
		if strings.Contains(name, "\r") {
			return r.Fail(i, "lines end with CR alone; save the file with LF or CRLF")
		}
		r.header = append(r.header, strings.Clone(name))
	}
	return nil
}

// Column returns the number of a column of the header; a name that stands there
// twice is refused. It may be called before the first Next only.
func (r *Reader) Column(name string) (int, error) {
	at := -1
	for i, h := range r.header {
		if h != name {
			continue
		}
		if at >= 0 {
			return 0, r.Fail(i, "column %s stands twice in the header", quote(name))
		}
		at = i
	}
	if at >= 0 {
		return at, nil
	}
	hint := ""
	for _, other := range []rune{',', ';', '\t'} {
		if len(r.header) == 1 && other != r.format.delimiter() && strings.ContainsRune(r.header[0], other) {
			hint = fmt.Sprintf("; cells are parted by %q, say so if that holds for %q", r.format.delimiter(), other)
		}
	}
	return 0, r.failAt(1, 1, "no column %s in the header%s", quote(name), hint)
}

// Next reads the next record; after the last one it returns io.EOF.
func (r *Reader) Next() error {
	if err := r.read(); err != nil {
		return err
	}
	if len(r.cells) != len(r.header) {
		return r.failAt(r.line, 1, "%d cells, the header has %d", len(r.cells), len(r.header))
	}
	return nil
}

// read reads a record of any width.
func (r *Reader) read() (err error) {
	r.in.left = 2 * RecordBytesMax
	if r.cells, err = r.csv.Read(); err != nil {
		return r.unread(err)
	}
	size := r.csv.InputOffset() - r.offset
	r.offset += size
	if r.line, _ = r.csv.FieldPos(0); r.line != r.next {
		return r.failAt(r.next, 1, "an empty line, with rows after it")
	}
	if size > RecordBytesMax {
		return r.long()
	}
	return r.checkText()
}

// unread tells why there is no record; at the end of the file it is io.EOF.
func (r *Reader) unread(err error) error {
	var bad *csv.ParseError
	switch {
	case errors.As(err, &bad):
		return r.misquoted(bad)
	case errors.Is(err, errLong):
		return r.long()
	case errors.Is(err, io.EOF):
		return io.EOF
	}
	return fmt.Errorf("read %s: %w", r.file, err)
}

func (r *Reader) long() error {
	return r.failAt(r.next, RecordBytesMax, "record longer than %d bytes; a quote may be open", RecordBytesMax)
}

// misquoted tells where quotes are not as they must be.
func (r *Reader) misquoted(bad *csv.ParseError) error {
	line, column := bad.Line, bad.Column
	if bad.StartLine != bad.Line {
		line, column = bad.StartLine, 1
	}
	if line == 1 {
		column += r.mark
	}
	return r.failAt(line, column, "quotes inside a cell, or not closed: a cell with quotes stands in quotes, with those inside doubled")
}

// checkText refuses what is not text and counts the lines of the record.
func (r *Reader) checkText() error {
	r.next = r.line + 1
	for i, cell := range r.cells {
		if !utf8.ValidString(cell) {
			return r.Fail(i, "not UTF-8; save the file as UTF-8")
		}
		if strings.IndexByte(cell, 0) >= 0 {
			return r.Fail(i, "a NUL byte: no UTF-8 text, perhaps UTF-16; save the file as UTF-8")
		}
		r.next += strings.Count(cell, "\n")
	}
	return nil
}

// Cell returns the text of a column of the current record; it is valid until
// the next call of Next.
func (r *Reader) Cell(column int) string { return r.cells[column] }

// Amount reads the amount in a column of the current record.
func (r *Reader) Amount(column int) (Signed, error) {
	a, err := r.format.Parse(r.cells[column])
	if err != nil {
		return Signed{}, r.Fail(column, "%s: %v", quote(r.cells[column]), err)
	}
	return a, nil
}

// Place returns line and column of a cell of the current record.
func (r *Reader) Place(column int) (line, at int) {
	line, at = r.csv.FieldPos(column)
	if line == 1 {
		at += r.mark
	}
	return line, at
}

// Fail refuses a cell of the current record.
func (r *Reader) Fail(column int, format string, args ...any) error {
	line, at := r.Place(column)
	return r.failAt(line, at, format, args...)
}

func (r *Reader) failAt(line, column int, format string, args ...any) error {
	return &Error{r.file, line, column, fmt.Sprintf(format, args...)}
}

// quote keeps refused text printable and short.
func quote(text string) string {
	if len(text) > 50 {
		return fmt.Sprintf("%q…", text[:50])
	}
	return fmt.Sprintf("%q", text)
}
