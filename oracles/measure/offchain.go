package measure

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/internal/csvtable"
	"makewhole/models"
	"makewhole/money"
	"makewhole/oracles/reports"
)

// fromFile measures a line from the CSV file the spec names by its sha256. The
// loss of an account is the sum of the spec's columns; accounts without loss get
// no leaf; what Total exceeds the lines by belongs to no account.
func fromFile(ctx context.Context, b *builder) error {
	i := slices.IndexFunc(b.Spec.Sources, func(s models.SpecSource) bool { return s.Asset == b.Line.Asset })
	if i < 0 {
		return errors.New("no source of the spec is on this line")
	}
	src := b.Spec.Sources[i]
	if sha256.Sum256(b.File) != src.SHA256 {
		return errors.New("file is not the one the spec names by sha256")
	}
	losses, err := ReadLosses(ctx, bytes.NewReader(b.File), "", src, b.Spec.Excluded(src.Asset.Address))
	if err != nil {
		return err
	}
	if src.Total.Less(losses.Total()) {
		return fmt.Errorf("lines of the file add up to %v, %v more than the total of the spec", losses.Total(), losses.Total().SubFloor(src.Total))
	}
	for i := range losses.Len() {
		if err := b.add(losses.Account(i), losses.Weight(i)); err != nil {
			return err
		}
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

func sortLeaves(leaves []reports.Leaf) {
	slices.SortFunc(leaves, func(x, y reports.Leaf) int { return x.Account.Cmp(y.Account) })
}

// ErrCSV means that a file of losses was refused; the text names line, column
// and value.
var ErrCSV = errors.New("bad file of losses")

// ReadLosses reads the CSV file of a source: the loss of an account is the sum
// of the source's columns. Accounts without loss are listed too, excluded ones
// apart: their part of the total belongs to nobody. The name of the file stands
// in errors only.
func ReadLosses(ctx context.Context, r io.Reader, file string, src models.SpecSource, excluded map[common.Address]string) (*csvtable.Accounts, error) {
	format, err := readingFormat(src.Reading)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrCSV, err)
	}
	out := make(map[[20]byte]string, len(excluded))
	for account, kind := range excluded {
		out[account] = kind
	}
	tables, err := csvtable.Read(ctx, r, file, format, csvtable.Query{Account: src.Account, Weights: src.Columns, Excluded: out})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrCSV, err)
	}
	return tables[0], nil
}

// readingFormat is how the reader is told what the spec says.
func readingFormat(r *models.SpecReading) (csvtable.Format, error) {
	if r == nil {
		return csvtable.Format{}, nil
	}
	f := csvtable.Format{Decimals: r.Decimals, SumRepeated: r.SumRepeated, Signed: r.Signed}
	return csvtable.Characters{Delimiter: r.Delimiter, DecimalMark: r.DecimalMark, Thousands: r.Thousands}.Apply(f)
}
