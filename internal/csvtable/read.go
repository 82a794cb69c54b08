package csvtable

import (
	"context"
	"errors"
	"io"
	"math"
	"slices"
	"strings"

	"makewhole/money"
)

const (
	tokensMax        = 4096
	tokenBytesMax    = 64
	contextEachLines = 1 << 13
)

// Query names the columns of a file that are used.
type Query struct {
	Account  string              // column with the accounts
	Weights  []string            // columns that are added up to an account's weight
	Extra    []string            // further columns, each an amount without a sign, the same in all rows of an account
	Token    string              // column that says which token a row is in; empty: there is one table
	Excluded map[[20]byte]string // accounts that are taken out, and the name of the reason

	// Denominators are the most that the weights of a token may add up to; the
	// token is empty where there is one table. Accounts.Over says where not.
	Denominators map[string]money.Amount
}

// read is one file being read.
type read struct {
	*Reader
	q              *Query
	account, token int
	weights, extra []int
	amounts        []money.Amount // further columns of the current row
	added          row            // the current row
	tables         map[string]*Accounts
	spelled        map[string]string // how a token was written first, by its lower case
}

// Read reads, checks and sorts a whole file: one table, or with Query.Token one
// for each token in ascending order of the names. Everything that is refused is
// an *Error with its place.
func Read(ctx context.Context, in io.Reader, file string, f Format, q Query) ([]*Accounts, error) {
	rd, err := NewReader(in, file, f)
	if err != nil {
		return nil, err
	}
	r := &read{Reader: rd, q: &q, tables: map[string]*Accounts{}, spelled: map[string]string{}}
	if err := r.columns(); err != nil {
		return nil, err
	}
	for n := 0; ; n++ {
		if n%contextEachLines == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err := r.Next(); errors.Is(err, io.EOF) {
			return r.finish()
		} else if err != nil {
			return nil, err
		}
		if err := r.row(); err != nil {
			return nil, err
		}
	}
}

// columns finds the columns of the query. A weight that is named twice would
// count twice.
func (r *read) columns() (err error) {
	find := func(name string) (at int) {
		if err == nil {
			at, err = r.Column(name)
		}
		return at
	}
	r.account, r.token = find(r.q.Account), -1
	for _, name := range r.q.Weights {
		at := find(name)
		if err == nil && slices.Contains(r.weights, at) {
			return r.Fail(at, "column %s is added up twice", quote(name))
		}
		r.weights = append(r.weights, at)
	}
	for _, name := range r.q.Extra {
		r.extra = append(r.extra, find(name))
	}
	r.amounts = make([]money.Amount, len(r.extra))
	if r.q.Token != "" {
		r.token = find(r.q.Token)
	} else {
		r.table("")
	}
	return err
}

// table returns the table of a token.
func (r *read) table(token string) *Accounts {
	t := r.tables[token]
	if t == nil {
		t = &Accounts{Token: token, file: r.file, extra: make([][][]money.Amount, len(r.extra))}
		r.tables[token] = t
	}
	return t
}

// row adds the current record to its table.
func (r *read) row() error {
	t, err := r.tableOfRow()
	if err != nil {
		return err
	}
	if t.rows == rowsMax || r.line > math.MaxUint32 {
		return r.Fail(r.account, "more than %d rows", uint32(rowsMax))
	}
	line, column := r.Place(r.account)
	added := &r.added
	*added = row{line: uint32(line), column: uint16(min(column, math.MaxUint16))}
	if added.account, added.capitals, err = parseAccount(r.Cell(r.account)); err != nil {
		return r.Fail(r.account, "%s: %v", quote(r.Cell(r.account)), err)
	}
	if _, out := r.q.Excluded[added.account]; out {
		added.state |= excluded
	} else if added.account == [20]byte{} {
		return r.Fail(r.account, "the zero address cannot be paid; exclude it by name or take its row out")
	}
	if err := r.weigh(t, added); err != nil {
		return err
	}
	for k, c := range r.extra {
		a, err := r.Amount(c)
		if err != nil {
			return err
		}
		if a.Negative {
			return r.Fail(c, "%s: only weights may be negative", quote(r.Cell(c)))
		}
		r.amounts[k] = a.Amount
	}
	t.add(added, r.amounts)
	return nil
}

// weigh adds up the weight columns and checks the sum so far.
func (r *read) weigh(t *Accounts, added *row) error {
	var weight Signed
	for _, c := range r.weights {
		a, err := r.Amount(c)
		if err != nil {
			return err
		}
		if weight, err = weight.Add(a); err != nil {
			return r.Fail(c, "weight above 2^256-1")
		}
	}
	added.set(weight)
	if weight.Negative {
		return nil
	}
	sum, err := t.running.Add(weight.Amount)
	if err != nil {
		return r.Fail(r.weights[0], "sum of the weights above 2^256-1")
	}
	t.running = sum
	if limit, ok := r.q.Denominators[t.Token]; ok && t.Over == nil && limit.Less(sum) {
		line, at := r.Place(r.weights[0])
		t.Over = &Error{File: r.file, Line: line, Column: at}
	}
	return nil
}

// tableOfRow finds the table of the row's token. Two spellings that differ only
// in their case are refused, except of an address, where they mean the same.
func (r *read) tableOfRow() (*Accounts, error) {
	if r.token < 0 {
		return r.tables[""], nil
	}
	text := r.Cell(r.token)
	if a, err := ParseAccount(text); err == nil {
		text = string(AppendAccount(nil, a))
	} else if strings.HasPrefix(text, "0x") {
		return nil, r.Fail(r.token, "%s: %v", quote(text), err)
	}
	if t := r.tables[text]; t != nil {
		return t, nil
	}
	if !TokenName(text) {
		return nil, r.Fail(r.token, "%s: no name of a token: want 1 to %d letters, digits and . _ -, the first no sign", quote(text), tokenBytesMax)
	}
	text = strings.Clone(text)
	if before, ok := r.spelled[strings.ToLower(text)]; ok {
		return nil, r.Fail(r.token, "token %s was written %s before", quote(text), quote(before))
	}
	if len(r.tables) == tokensMax {
		return nil, r.Fail(r.token, "more than %d tokens", tokensMax)
	}
	r.spelled[strings.ToLower(text)] = text
	return r.table(text), nil
}

// TokenName reports whether a text can name a token in columns and file names.
func TokenName(text string) bool {
	if text == "" || len(text) > tokenBytesMax || strings.Contains("._-", text[:1]) {
		return false
	}
	for _, c := range []byte(text) {
		letter := c|0x20 >= 'a' && c|0x20 <= 'z'
		if !letter && (c < '0' || c > '9') && c != '.' && c != '_' && c != '-' {
			return false
		}
	}
	return true
}

func (r *read) finish() ([]*Accounts, error) {
	tables := make([]*Accounts, 0, len(r.tables))
	for _, t := range r.tables {
		tables = append(tables, t)
	}
	slices.SortFunc(tables, func(a, b *Accounts) int { return strings.Compare(a.Token, b.Token) })
	for _, t := range tables {
		if err := t.finish(r.q, r.format.SumRepeated); err != nil {
			return nil, err
		}
	}
	return tables, nil
}
