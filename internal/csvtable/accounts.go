package csvtable

import (
	"bytes"
	"fmt"
	"math"
	"slices"

	"makewhole/money"
)

const (
	rowsPerChunk = 1 << 14
	rowsMax      = math.MaxUint32
)

// row is one line of the file, 64 bytes.
type row struct {
	account  [20]byte
	line     uint32
	capitals [5]byte // EIP-55: bit i set where hex digit i is a capital letter
	state    uint8
	column   uint16 // where the account stands
	weight   money.Amount
}

// States of a row.
const (
	negative uint8 = 1 << iota // the weight is below zero
	excluded                   // named by Query.Excluded
)

// Accounts are the rows of a file, or those of one token in it, compact: rows in
// chunks in the order of the file, further columns only where the query names
// them, an order only where the file is not in the order of its accounts.
type Accounts struct {
	Token    string       // empty where the query names no token column
	Sum      money.Amount // Σ weights of the accounts listed
	Excluded []Exclusion  // accounts that are not listed, in account order
	Over     *Error       // first row at which the weights pass the query's denominator, in the order of the file

	file    string
	total   money.Amount // Σ weights of all accounts
	running money.Amount // Σ weights of the rows read so far, without those below zero
	chunks  [][]row
	extra   [][][]money.Amount // per further column, in chunks
	order   []uint32           // nil: as they stand
	rows    int                // lines in chunks
	listed  int                // accounts listed
}

// Exclusion is an account that was named as one that gets nothing.
type Exclusion struct {
	Name    string
	Account [20]byte
	Weight  money.Amount
	Line    int
}

// Len is the number of accounts listed; i in the methods below counts them in
// ascending order.
func (t *Accounts) Len() int { return t.listed }

// Total is the sum of all weights, those of the excluded accounts included.
func (t *Accounts) Total() money.Amount { return t.total }

// Account returns account i.
func (t *Accounts) Account(i int) [20]byte { return t.at(t.sorted(i)).account }

// Weight returns what account i has in the weight columns together.
func (t *Accounts) Weight(i int) money.Amount { return t.at(t.sorted(i)).weight }

// Extra returns what account i has in further column k of the query.
func (t *Accounts) Extra(k, i int) money.Amount { return *t.extraAt(k, t.sorted(i)) }

// Line returns the first line of account i.
func (t *Accounts) Line(i int) int { return int(t.at(t.sorted(i)).line) }

// AppendAccount appends account i in EIP-55 spelling.
func (t *Accounts) AppendAccount(dst []byte, i int) []byte {
	r := t.at(t.sorted(i))
	return appendCapitals(dst, r.account, r.capitals)
}

// Fail refuses account i.
func (t *Accounts) Fail(i int, format string, args ...any) error {
	return t.fail(t.at(t.sorted(i)), format, args...)
}

// FailTable refuses the first row of a token's table.
func (t *Accounts) FailTable(format string, args ...any) error {
	return t.fail(t.at(0), format, args...)
}

func (t *Accounts) fail(r *row, format string, args ...any) error {
	return &Error{t.file, int(r.line), int(r.column), fmt.Sprintf(format, args...)}
}

func (t *Accounts) at(position int) *row {
	return &t.chunks[position/rowsPerChunk][position%rowsPerChunk]
}

func (t *Accounts) extraAt(k, position int) *money.Amount {
	return &t.extra[k][position/rowsPerChunk][position%rowsPerChunk]
}

// sorted returns the position of the row that is number i in account order.
func (t *Accounts) sorted(i int) int {
	if t.order == nil {
		return i
	}
	return int(t.order[i])
}

// add appends a row and its further columns.
func (t *Accounts) add(r *row, extra []money.Amount) {
	t.chunks = push(t.chunks, *r)
	for k, a := range extra {
		t.extra[k] = push(t.extra[k], a)
	}
	t.rows++
}

// push appends to the last chunk; the first one grows, so that a file of many
// tokens with few rows each stays small.
func push[T any](chunks [][]T, v T) [][]T {
	if last := len(chunks) - 1; last >= 0 && len(chunks[last]) < rowsPerChunk {
		chunks[last] = append(chunks[last], v)
		return chunks
	}
	if len(chunks) == 0 {
		return append(chunks, append(make([]T, 0, 16), v))
	}
	return append(chunks, append(make([]T, 0, rowsPerChunk), v))
}

// finish brings the rows into account order, lets rows of one account meet and
// takes the excluded accounts out.
func (t *Accounts) finish(q *Query, sum bool) error {
	t.listed = t.rows
	if !t.ascending() {
		t.sort()
		if err := t.meet(sum); err != nil {
			return err
		}
	}
	if err := t.settle(); err != nil {
		return err
	}
	t.exclude(q)
	for _, e := range t.Excluded {
		t.Sum = t.Sum.SubFloor(e.Weight)
	}
	if limit, ok := q.Denominators[t.Token]; !ok || !limit.Less(t.total) {
		t.Over = nil // a later row brought the sum down again
	}
	return nil
}

func (t *Accounts) ascending() bool {
	for i := 1; i < t.rows; i++ {
		if bytes.Compare(t.at(i - 1).account[:], t.at(i).account[:]) >= 0 {
			return false
		}
	}
	return true
}

func (t *Accounts) sort() {
	t.order = make([]uint32, t.rows)
	for i := range t.order {
		t.order[i] = uint32(i)
	}
	slices.SortFunc(t.order, func(a, b uint32) int {
		x, y := t.at(int(a)), t.at(int(b))
		if c := bytes.Compare(x.account[:], y.account[:]); c != 0 {
			return c
		}
		return int(a) - int(b)
	})
}

// meet adds up the rows of one account into its first one, or refuses the
// earliest repeated line.
func (t *Accounts) meet(sum bool) error {
	kept := t.order[:0]
	var first *Error
	for _, position := range t.order {
		r := t.at(int(position))
		if len(kept) == 0 || t.at(int(kept[len(kept)-1])).account != r.account {
			kept = append(kept, position)
			continue
		}
		into := int(kept[len(kept)-1])
		switch {
		case sum:
			if err := t.join(into, int(position)); err != nil {
				return err
			}
		case first == nil || int(r.line) < first.Line:
			text := appendCapitals(nil, r.account, r.capitals)
			first = &Error{t.file, int(r.line), int(r.column), fmt.Sprintf("account %s stands already in line %d", text, t.at(into).line)}
		}
	}
	if first != nil {
		return first
	}
	t.order, t.listed = kept, len(kept)
	return nil
}

// join adds a later row to the first one of its account. Further columns say
// something about the account, so every row has to say the same.
func (t *Accounts) join(into, later int) error {
	a, b := t.at(into), t.at(later)
	for k := range t.extra {
		if x, y := *t.extraAt(k, into), *t.extraAt(k, later); x != y {
			return t.fail(b, "line %d of this account says %v where this one says %v", a.line, x, y)
		}
	}
	sum, err := a.signed().Add(b.signed())
	if err != nil {
		return t.fail(b, "the rows of this account add up to more than 2^256-1")
	}
	a.set(sum)
	return nil
}

func (r *row) signed() Signed { return Signed{r.weight, r.state&negative != 0} }

func (r *row) set(s Signed) {
	r.weight, r.state = s.Amount, r.state&^negative
	if s.Negative {
		r.state |= negative
	}
}

// settle takes the sum of all accounts, none of which may be below zero.
func (t *Accounts) settle() (err error) {
	for i := range t.listed {
		r := t.at(t.sorted(i))
		if r.state&negative != 0 {
			return t.fail(r, "account %s comes to %v, below zero", appendCapitals(nil, r.account, r.capitals), r.signed())
		}
		if t.total, err = t.total.Add(r.weight); err != nil {
			return t.fail(r, "sum of the weights above 2^256-1")
		}
	}
	t.Sum = t.total
	return nil
}

// exclude moves the excluded accounts out of the order.
func (t *Accounts) exclude(q *Query) {
	if len(q.Excluded) == 0 {
		return
	}
	var listed []uint32
	for i := range t.listed {
		position := t.sorted(i)
		r := t.at(position)
		if r.state&excluded == 0 {
			listed = append(listed, uint32(position))
			continue
		}
		t.Excluded = append(t.Excluded, Exclusion{q.Excluded[r.account], r.account, r.weight, int(r.line)})
	}
	t.order, t.listed = listed, len(listed)
	if t.order == nil {
		t.order = []uint32{}
	}
}
