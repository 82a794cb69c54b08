package oracles

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/money"
)

// fromFile measures a line from the CSV file the spec names by its sha256. The
// loss of an account is the sum of the spec's columns; accounts without loss get
// no leaf; what Total exceeds the lines by belongs to no account.
func fromFile(_ context.Context, b *builder) error {
	i := slices.IndexFunc(b.Spec.Sources, func(s models.SpecSource) bool { return s.Asset == b.Line.Asset })
	if i < 0 {
		return errors.New("no source of the spec is on this line")
	}
	src := b.Spec.Sources[i]
	if sha256.Sum256(b.File) != src.SHA256 {
		return errors.New("file is not the one the spec names by sha256")
	}
	losses, err := ReadLosses(bytes.NewReader(b.File), src.Account, src.Columns)
	if err != nil {
		return err
	}
	excluded := b.Spec.Excluded(src.Asset.Address)
	sum := money.Zero
	for _, l := range losses {
		if sum, err = sum.Add(l.Loss); err != nil {
			return err
		}
		if excluded[l.Account] != "" {
			continue // their part of the total is unattributed
		}
		if err := b.add(l.Account, l.Loss); err != nil {
			return err
		}
	}
	if src.Total.Less(sum) {
		return errors.New("lines of the file add up to more than the total of the spec")
	}
	attributed := money.Zero
	for _, loss := range b.leaves {
		if attributed, err = attributed.Add(loss); err != nil {
			return err
		}
	}
	b.unattributed, err = src.Total.Sub(attributed)
	return err
}

func sortLeaves(leaves []Leaf) {
	slices.SortFunc(leaves, func(x, y Leaf) int { return x.Account.Cmp(y.Account) })
}

// ErrCSV means that a file of losses has a bad row; the text names line and
// column.
var ErrCSV = errors.New("bad file of losses")

// ReadLosses reads a CSV file with a header line: one account per line, its loss
// the sum of the named columns, each a canonical decimal. Lines without loss are
// returned too. Accounts are 0x and 40 hex digits, with EIP-55 when in mixed
// case, each once.
func ReadLosses(r io.Reader, account string, columns []string) ([]Leaf, error) {
	rd := csv.NewReader(r)
	rd.ReuseRecord = true
	header, err := rd.Read()
	if err != nil {
		return nil, fmt.Errorf("%w: line 1: %w", ErrCSV, err)
	}
	at := slices.Index(header, account)
	if at < 0 {
		return nil, fmt.Errorf("%w: line 1: no column %q", ErrCSV, account)
	}
	cols := make([]int, len(columns))
	for i, name := range columns {
		if cols[i] = slices.Index(header, name); cols[i] < 0 || slices.Contains(cols[:i], cols[i]) {
			return nil, fmt.Errorf("%w: line 1: no column %q, or twice", ErrCSV, name)
		}
	}
	var out []Leaf
	seen := map[common.Address]bool{}
	for {
		row, err := rd.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrCSV, err)
		}
		leaf, col, err := readLoss(row, at, cols)
		if err == nil && seen[leaf.Account] {
			col, err = at, errors.New("account appears twice")
		}
		if err != nil {
			line, pos := rd.FieldPos(col)
			return nil, fmt.Errorf("%w: line %d, column %d (field %d): %w", ErrCSV, line, pos, col+1, err)
		}
		seen[leaf.Account] = true
		out = append(out, leaf)
	}
}

func readLoss(row []string, at int, cols []int) (leaf Leaf, col int, err error) {
	var a wireAddress
	if err := a.UnmarshalText([]byte(row[at])); err != nil {
		return leaf, at, err
	}
	if leaf.Account = common.Address(a); leaf.Account == (common.Address{}) {
		return leaf, at, errors.New("zero address")
	}
	for _, c := range cols {
		v, err := money.Parse(row[c])
		if err != nil {
			return leaf, c, err
		}
		if leaf.Loss, err = leaf.Loss.Add(v); err != nil {
			return leaf, c, err
		}
	}
	return leaf, 0, nil
}
