package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"

	"makewhole/merkle"
	"makewhole/money"
)

// Limits of an input file; what is longer is refused before it is parsed.
const (
	lineBytesMax   = 64 << 10
	columnsMax     = 1024
	rowsPerChunk   = 1 << 14
	weightRowsMax  = math.MaxUint32
	contextEachRow = 1 << 13
)

// refusal is input that was refused, with its place. Line and column count
// from 1, columns in bytes; 0 means the place is the whole file.
type refusal struct {
	file         string
	line, column int
	reason       string
}

func (r *refusal) Error() string {
	if r.line == 0 {
		return fmt.Sprintf("%s: %s", r.file, r.reason)
	}
	return fmt.Sprintf("%s:%d:%d: %s", r.file, r.line, r.column, r.reason)
}

// Is makes every refusal errRefused.
func (r *refusal) Is(target error) bool { return target == errRefused }

// weightRow is one account, 64 bytes.
type weightRow struct {
	account [20]byte
	line    uint32
	mask    [5]byte // EIP-55: bit i set where hex digit i is a capital letter
	column  uint16
	weight  money.Amount
}

// weightTable is a whole input file, compact: rows in chunks, caps only where
// a cap column is named, an order only where the file was not sorted.
type weightTable struct {
	file     string
	chunks   [][]weightRow
	caps     [][]money.Amount
	order    []uint32
	rows     int
	sum      money.Amount
	fileHash merkle.Hash
}

func (t *weightTable) at(i int) *weightRow { return &t.chunks[i/rowsPerChunk][i%rowsPerChunk] }

// sorted returns the position of the row that is number i in account order.
func (t *weightTable) sorted(i int) int {
	if t.order == nil {
		return i
	}
	return int(t.order[i])
}

// limit is the cap of the row at a position.
func (t *weightTable) limit(i int) money.Amount {
	if t.caps == nil {
		return money.Max
	}
	return t.caps[i/rowsPerChunk][i%rowsPerChunk]
}

// weightReader reads one file row by row.
type weightReader struct {
	table       *weightTable
	in          *bufio.Reader
	sum         hash.Hash
	eip55       hash.Hash
	bar         *progress
	line        int
	account     int   // column numbers, −1: none
	weights     []int // to be added up
	limit       int
	columns     int
	denominator *money.Amount
	cells       []cell
}

// cell is one field of the current line and the byte column it starts in.
type cell struct {
	text   []byte
	column int
}

// weightQuery names the columns of a file and the bound of their sum.
type weightQuery struct {
	file        string
	weights     []string
	limit       string        // cap column, empty: none
	denominator *money.Amount // nil: the sum of the weights
}

// readWeights reads, checks and sorts a whole file. Every fault is a *refusal
// with its place.
func readWeights(ctx context.Context, q weightQuery, stderr io.Writer) (*weightTable, error) {
	f, err := os.Open(q.file)
	if err != nil {
		return nil, fmt.Errorf("open entitlements: %w", err)
	}
	defer f.Close()
	size := int64(0)
	if info, err := f.Stat(); err == nil {
		size = info.Size()
	}
	r := &weightReader{table: &weightTable{file: filepath.ToSlash(q.file)}, in: bufio.NewReaderSize(f, lineBytesMax),
		sum: merkle.NewKeccak(), eip55: merkle.NewKeccak(), bar: newProgress(stderr, "reading", size), denominator: q.denominator}
	defer r.bar.end()
	if err := r.read(ctx, q); err != nil {
		return nil, err
	}
	r.sum.Sum(r.table.fileHash[:0])
	return r.table, r.table.sort()
}

func (r *weightReader) read(ctx context.Context, q weightQuery) error {
	if err := r.header(q); err != nil {
		return err
	}
	for {
		if r.line%contextEachRow == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		err := r.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = r.row()
		}
		if err != nil {
			return err
		}
	}
}

func (r *weightReader) fail(column int, format string, args ...any) error {
	return &refusal{r.table.file, r.line, column, fmt.Sprintf(format, args...)}
}

// next reads one line into cells; the bytes are valid until the next call.
func (r *weightReader) next() error {
	raw, err := r.in.ReadSlice('\n')
	if err == io.EOF && len(raw) == 0 {
		return io.EOF
	}
	r.line++
	if errors.Is(err, bufio.ErrBufferFull) {
		return r.fail(lineBytesMax, "line longer than %d bytes", lineBytesMax)
	}
	if err != nil && err != io.EOF {
		return fmt.Errorf("read %s: %w", r.table.file, err)
	}
	_, _ = r.sum.Write(raw) // a hash never fails
	r.bar.add(int64(len(raw)))
	raw = bytes.TrimSuffix(bytes.TrimSuffix(raw, []byte("\n")), []byte("\r"))
	return r.split(raw)
}

// split cuts a line at its commas. A cell may stand in double quotes, as some
// programs write every text; quotes inside a cell are refused.
func (r *weightReader) split(line []byte) error {
	r.cells = r.cells[:0]
	column := 1
	if r.line == 1 {
		short := bytes.TrimPrefix(line, []byte("\uFEFF"))
		column += len(line) - len(short)
		line = short
	}
	for more := true; more; {
		var text []byte
		text, line, more = bytes.Cut(line, []byte(","))
		start, width := column, len(text)
		if width >= 2 && text[0] == '"' && text[width-1] == '"' {
			text, start = text[1:width-1], start+1
		}
		if i := bytes.IndexByte(text, '"'); i >= 0 {
			return r.fail(start+i, "quotes inside a cell")
		}
		if len(r.cells) == columnsMax {
			return r.fail(column, "more than %d columns", columnsMax)
		}
		r.cells = append(r.cells, cell{text, start})
		column += width + 1
	}
	return nil
}

// header finds the columns by name.
func (r *weightReader) header(q weightQuery) error {
	if err := r.next(); errors.Is(err, io.EOF) {
		return &refusal{r.table.file, 1, 1, "the file is empty, want a header line"}
	} else if err != nil {
		return err
	}
	named := map[string]int{}
	for i, c := range r.cells {
		if _, twice := named[string(c.text)]; twice {
			return r.fail(c.column, "column %q stands twice in the header", clip(c.text))
		}
		named[string(c.text)] = i
	}
	find := func(name string) (int, error) {
		i, ok := named[name]
		if !ok {
			return 0, r.fail(1, "no column %q in the header", name)
		}
		return i, nil
	}
	var err error
	if r.account, err = find("account"); err != nil {
		return err
	}
	for _, name := range q.weights {
		i, err := find(name)
		if err != nil {
			return err
		}
		r.weights = append(r.weights, i)
	}
	r.limit, r.columns = -1, len(r.cells)
	if q.limit != "" {
		r.limit, err = find(q.limit)
		r.table.caps = [][]money.Amount{}
	}
	return err
}

// clip keeps refused text printable and short.
func clip(text []byte) string {
	if len(text) > 50 {
		return string(text[:50]) + "…"
	}
	return string(text)
}

// row adds the current line to the table.
func (r *weightReader) row() error {
	t := r.table
	if len(r.cells) != r.columns {
		return r.fail(1, "%d cells, the header has %d", len(r.cells), r.columns)
	}
	if t.rows == weightRowsMax {
		return r.fail(1, "more than %d rows", weightRowsMax)
	}
	row := weightRow{line: uint32(r.line), column: uint16(r.cells[r.account].column)}
	if err := r.readAccount(&row); err != nil {
		return err
	}
	for _, c := range r.weights {
		amount, err := r.amount(c)
		if err != nil {
			return err
		}
		if row.weight, err = row.weight.Add(amount); err != nil {
			return r.fail(r.cells[c].column, "weight above 2^256-1")
		}
	}
	var err error
	if t.sum, err = t.sum.Add(row.weight); err != nil {
		return r.fail(r.cells[r.weights[0]].column, "sum of the weights above 2^256-1")
	}
	if r.denominator != nil && r.denominator.Less(t.sum) {
		return r.fail(r.cells[r.weights[0]].column, "denominator %v is below the sum of the weights up to this row, %v", *r.denominator, t.sum)
	}
	return r.append(row)
}

func (r *weightReader) append(row weightRow) error {
	t := r.table
	if t.rows%rowsPerChunk == 0 {
		t.chunks = append(t.chunks, make([]weightRow, rowsPerChunk))
		if t.caps != nil {
			t.caps = append(t.caps, make([]money.Amount, rowsPerChunk))
		}
	}
	*t.at(t.rows) = row
	if t.caps != nil {
		limit, err := r.amount(r.limit)
		if err != nil {
			return err
		}
		t.caps[t.rows/rowsPerChunk][t.rows%rowsPerChunk] = limit
	}
	t.rows++
	return nil
}

// amount reads the cell of one column.
func (r *weightReader) amount(column int) (money.Amount, error) {
	c := r.cells[column]
	if len(c.text) > money.MaxDigits {
		return money.Zero, r.fail(c.column, "amount of %d characters", len(c.text))
	}
	a, err := money.Parse(string(c.text))
	if err != nil {
		return money.Zero, r.fail(c.column, "%q: %v", clip(c.text), err)
	}
	return a, nil
}

// readAccount reads an address: all lower case, all upper case, or mixed case
// with a right EIP-55 checksum.
func (r *weightReader) readAccount(row *weightRow) error {
	c := r.cells[r.account]
	if len(c.text) != 42 || c.text[0] != '0' || c.text[1] != 'x' {
		return r.fail(c.column, "%q is no address: want 0x and 40 hex digits", clip(c.text))
	}
	digits := c.text[2:]
	if _, err := hex.Decode(row.account[:], digits); err != nil {
		return r.fail(c.column, "%q is no address: want 0x and 40 hex digits", clip(c.text))
	}
	if row.account == [20]byte{} {
		return r.fail(c.column, "the zero address cannot be paid")
	}
	row.mask = checksumMask(r.eip55, row.account)
	var lower, upper bool
	var given [5]byte
	for i, d := range digits {
		lower = lower || d >= 'a'
		if d >= 'A' && d <= 'F' {
			upper = true
			given[i/8] |= 1 << (i % 8)
		}
	}
	if lower && upper && given != row.mask {
		return r.fail(c.column, "%s has a wrong EIP-55 checksum", c.text)
	}
	return nil
}

// checksumMask says which hex digits of an address EIP-55 writes as capital
// letters: those whose digit in the hash of the lower-case address is 8 or more.
func checksumMask(h hash.Hash, account [20]byte) (mask [5]byte) {
	var digits [40]byte
	hex.Encode(digits[:], account[:])
	h.Reset()
	_, _ = h.Write(digits[:])
	var sum [32]byte
	h.Sum(sum[:0])
	for i, d := range digits {
		nibble := sum[i/2] >> (4 * (1 - i%2)) & 15
		if d >= 'a' && nibble >= 8 {
			mask[i/8] |= 1 << (i % 8)
		}
	}
	return mask
}

// appendAccount appends an address in EIP-55 spelling.
func appendAccount(dst []byte, row *weightRow) []byte {
	dst = append(dst, "0x"...)
	start := len(dst)
	dst = hex.AppendEncode(dst, row.account[:])
	for i := range dst[start:] {
		if row.mask[i/8]&(1<<(i%8)) != 0 {
			dst[start+i] -= 'a' - 'A'
		}
	}
	return dst
}

// sort brings the rows into account order and refuses duplicates, the earliest
// repeated line first.
func (t *weightTable) sort() error {
	ascending := true
	for i := 1; i < t.rows && ascending; i++ {
		ascending = bytes.Compare(t.at(i - 1).account[:], t.at(i).account[:]) < 0
	}
	if ascending {
		return nil
	}
	t.order = make([]uint32, t.rows)
	for i := range t.order {
		t.order[i] = uint32(i)
	}
	slices.SortFunc(t.order, func(a, b uint32) int {
		x, y := t.at(int(a)), t.at(int(b))
		if c := bytes.Compare(x.account[:], y.account[:]); c != 0 {
			return c
		}
		return int(x.line) - int(y.line)
	})
	return t.duplicates()
}

func (t *weightTable) duplicates() error {
	var first *refusal
	for i := 1; i < t.rows; i++ {
		before, row := t.at(t.sorted(i-1)), t.at(t.sorted(i))
		if before.account == row.account && (first == nil || int(row.line) < first.line) {
			first = &refusal{t.file, int(row.line), int(row.column), fmt.Sprintf("account stands already in line %d", before.line)}
		}
	}
	if first != nil {
		return first
	}
	return nil
}
