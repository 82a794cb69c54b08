package rounds

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"

	"makewhole/merkle"
	"makewhole/money"
	"makewhole/payouts"
)

// The canonical accounts file.
//
// It is a State as text: everything that a round follows from, so that a
// stranger can compute the round again. Its Keccak-256 stands in the header of
// the entitlement file of every settlement of the round. One State has exactly
// one spelling: WriteState(ReadState(x)) is x, byte for byte.
// docs/accounts-file.md says the same for readers in other languages.
//
//	makewhole-accounts/1
//	last=0                    or 1
//	                          (one empty line, then the tables, each with its
//	                          column line and an empty line in front)
//	asset,num,den
//	pool,asset,pledge,spent,open
//	product,rule,limit,min_pay
//	product,pool,cap
//	recovered,collected,spent,open,protocol
//	recovered,pool,covers,holders
//	escheat,collected,spent,lapsed,shared,open
//	unattributed,amount
//	account,hold,excluded
//	account,asset,outside,amount
//	account,right,product,class,held,amount,unlimited
//	account,kind,pool,asset,amount,vault,final,swept,lapsed,repaid
//
// A state in which escheat owes something to shareholders of record has another
// first line and one table more; every other state keeps the shorter spelling:
//
//	makewhole-accounts/2
//	…
//	escheat,pool,holders
//
// One in which the loss of an account was revised has both later tables:
//
//	makewhole-accounts/3
//	…
//	escheat,pool,holders
//	account,asset,raised,lowered
//
// One in which a bounty was agreed, or escheat owes a bounty or the protocol
// something, has all of them and two more:
//
//	makewhole-accounts/4
//	…
//	account,asset,raised,lowered
//	recovered,bounty,gross,bps,cap,given
//	escheat,payee,amount
//
// Every line ends with one LF; cells are ids, canonical decimals, flags 0 and 1,
// or the rule of a wording. The first cell of asset, pool, product, account and right lines of the
// tables that define them is an id of [a-z0-9_.:-], 1 to 96 characters, as is the second cell of the last two tables; in all
// other places they are named by their position in that table, from 0. Rows of
// the second tables ascend by that position; what belongs to one account keeps
// the order in which it was written.

// First lines of accounts files: of those that need no later table, and of those
// that do.
const (
	StateMagic        = "makewhole-accounts/1"
	StateMagicLater   = "makewhole-accounts/2"
	StateMagicRevised = "makewhole-accounts/3"
	StateMagicPayees  = "makewhole-accounts/4"
)

const maxStateRows = 1 << 24

// WriteState writes the canonical bytes of a state.
func WriteState(w io.Writer, s *State) error {
	out := &stateWriter{w: bufio.NewWriterSize(w, 1<<16)}
	magic, tables := s.spelling()
	out.text(magic).end()
	out.text("last=").flag(s.Last).end()
	for i := range tables {
		t := &tables[i]
		out.end()
		out.text(t.columns).end()
		t.write(out, s)
	}
	if out.err != nil {
		return fmt.Errorf("%w: accounts file: %w", payouts.ErrInput, out.err)
	}
	return out.w.Flush()
}

// StateHash is the Keccak-256 of the accounts file of a state.
func StateHash(s *State) (merkle.Hash, error) {
	h := merkle.NewKeccak()
	if err := WriteState(h, s); err != nil {
		return merkle.Hash{}, err
	}
	return merkle.Hash(h.Sum(nil)), nil
}

// ReadState reads an accounts file to the end. It refuses, with the line, every
// byte that WriteState would not have written.
func ReadState(text []byte) (*State, error) {
	r := &stateReader{rest: text}
	s := &State{}
	tables := stateTables
	switch r.next() {
	case StateMagic:
	case StateMagicLater:
		tables = laterTables
	case StateMagicRevised:
		tables = revisedTables
	case StateMagicPayees:
		tables = allTables
	default:
		r.fail(fmt.Sprintf("want %q", StateMagic))
	}
	last, ok := strings.CutPrefix(r.next(), "last=")
	if !ok {
		r.fail("want last=")
	}
	s.Last = r.flagOf(last)
	for i := range tables {
		t := &tables[i]
		r.expect("")
		r.expect(t.columns)
		for n := 0; r.err == nil && len(r.rest) > 0 && r.rest[0] != '\n'; n++ {
			if n >= maxStateRows {
				r.fail("too many rows")
			}
			r.cells = strings.Split(r.next(), ",")
			if len(r.cells) != strings.Count(t.columns, ",")+1 {
				r.fail("wrong number of cells")
				break
			}
			t.read(r, s)
		}
	}
	if r.err == nil && len(r.rest) > 0 {
		r.fail("more than the last table")
	}
	if r.err != nil {
		return nil, r.err
	}
	return s, same(s, text)
}

// same refuses a file that says the same in another way, rows in another order
// for example.
func same(s *State, text []byte) error {
	var again bytes.Buffer
	again.Grow(len(text))
	if err := WriteState(&again, s); err != nil {
		return err
	}
	if !bytes.Equal(again.Bytes(), text) {
		return fmt.Errorf("%w: accounts file: rows are out of order or not canonical", payouts.ErrInput)
	}
	return nil
}

// stateWriter writes cells; commas come by themselves.
type stateWriter struct {
	w     *bufio.Writer
	inRow bool
	buf   []byte
	err   error
}

func (w *stateWriter) text(s string) *stateWriter {
	_, _ = w.w.WriteString(s)
	return w
}

func (w *stateWriter) end() {
	w.inRow = false
	_ = w.w.WriteByte('\n')
}

func (w *stateWriter) comma() {
	if w.inRow {
		_ = w.w.WriteByte(',')
	}
	w.inRow = true
}

func (w *stateWriter) id(s string) *stateWriter {
	if !validStateID(s) && w.err == nil {
		w.err = fmt.Errorf("%q is no id", s)
	}
	w.comma()
	return w.text(s)
}

// int writes a position or a small code, which must be below limit.
func (w *stateWriter) int(n, limit int) *stateWriter {
	if (n < 0 || n >= limit) && w.err == nil {
		w.err = fmt.Errorf("%d is not below %d", n, limit)
	}
	w.comma()
	w.buf = strconv.AppendInt(w.buf[:0], int64(n), 10)
	_, _ = w.w.Write(w.buf)
	return w
}

func (w *stateWriter) rule(name string) *stateWriter {
	if !validStateRule(name) && w.err == nil {
		w.err = fmt.Errorf("%q is no rule of a wording", name)
	}
	w.comma()
	return w.text(name)
}

func (w *stateWriter) amount(a money.Amount) *stateWriter {
	w.comma()
	w.buf = a.Append(w.buf[:0])
	_, _ = w.w.Write(w.buf)
	return w
}

func (w *stateWriter) flag(b bool) *stateWriter {
	w.comma()
	if b {
		return w.text("1")
	}
	return w.text("0")
}

// validStateID is what an id of the file may look like.
func validStateID(s string) bool {
	if len(s) < 1 || len(s) > 96 {
		return false
	}
	for _, c := range []byte(s) {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && !strings.ContainsRune("_.:-", rune(c)) {
			return false
		}
	}
	return true
}

// validStateRule is what a wording may choose.
func validStateRule(name string) bool {
	spec, err := payouts.RuleNamed(payouts.Rule(name))
	return err == nil && spec.Wording
}

// stateReader hands out lines and cells and keeps the first error.
type stateReader struct {
	rest  []byte
	line  int
	cells []string
	err   error
}

func (r *stateReader) fail(reason string) {
	if r.err == nil {
		r.err = fmt.Errorf("%w: accounts file: line %d: %s", payouts.ErrInput, r.line, reason)
	}
}

func (r *stateReader) next() string {
	r.line++
	line, rest, ok := bytes.Cut(r.rest, []byte{'\n'})
	if !ok {
		r.fail("the file ends too early")
	}
	r.rest = rest
	return string(line)
}

func (r *stateReader) expect(want string) {
	if r.err == nil && r.next() != want {
		r.fail(fmt.Sprintf("want %q", want))
	}
}

func (r *stateReader) cell() string {
	if len(r.cells) == 0 {
		r.fail("too few cells")
		return ""
	}
	c := r.cells[0]
	r.cells = r.cells[1:]
	return c
}

func (r *stateReader) id() string {
	c := r.cell()
	if !validStateID(c) {
		r.fail("want an id")
	}
	return c
}

// int reads a position or a small code up to limit.
func (r *stateReader) int(limit int) int {
	c := r.cell()
	n, err := strconv.Atoi(c)
	if err != nil || n < 0 || n >= limit || strconv.Itoa(n) != c {
		r.fail(fmt.Sprintf("want a number below %d", limit))
		return 0
	}
	return n
}

func (r *stateReader) rule() string {
	c := r.cell()
	if !validStateRule(c) {
		r.fail("want " + payouts.WordingRules())
	}
	return c
}

func (r *stateReader) amount() money.Amount {
	a, err := money.Parse(r.cell())
	if err != nil {
		r.fail("want a canonical amount")
	}
	return a
}

func (r *stateReader) flag() bool { return r.flagOf(r.cell()) }

func (r *stateReader) flagOf(c string) bool {
	if c != "0" && c != "1" {
		r.fail("want 0 or 1")
	}
	return c == "1"
}
