package cli

import (
	"fmt"

	"makewhole/internal/csvtable"
	"makewhole/models"
)

// CSVFlags say how a CSV file is spelled. Without them it is read in the strict
// form: cells parted by commas, amounts as integers of base units, every account
// once.
type CSVFlags struct {
	Account     string `help:"Column with the accounts, for example --account address." default:"account" placeholder:"COLUMN"`
	Delimiter   string `help:"What parts the cells: comma, semicolon or tab, for example --delimiter semicolon." default:"comma" placeholder:"NAME"`
	Decimals    uint8  `help:"The amounts are decimals of a token with so many places: with --decimals 18, 0.5 is 500000000000000000 base units. More places are refused, never rounded." default:"0" placeholder:"N"`
	DecimalMark string `help:"What stands before the decimals: point or comma, for example --decimals 2 --decimal-mark comma for 1,25." default:"point" placeholder:"NAME"`
	Thousands   string `help:"What parts groups of three digits: comma, point, underscore, space or apostrophe, for example --thousands comma for 1,250,000." default:"" placeholder:"NAME"`
	SumRepeated bool   `help:"Add up the rows of one account, for example of one that lost in two pools; otherwise a repeated account is refused."`
	Signed      bool   `help:"Amounts may carry a sign, for example -50 in a column of adjustments (--weight lost+adjustment); an account below zero in the end is refused."`
}

// Format is how the reader is told.
func (f CSVFlags) Format() (csvtable.Format, error) {
	out := csvtable.Format{Decimals: f.Decimals, SumRepeated: f.SumRepeated, Signed: f.Signed}
	mark := f.DecimalMark
	if mark == "point" && f.Decimals == 0 {
		mark = "" // the default, which says nothing about integers
	}
	out, err := csvtable.Characters{Delimiter: f.Delimiter, DecimalMark: mark, Thousands: f.Thousands}.Apply(out)
	if err != nil {
		return out, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	return out, nil
}

// Reading is how a specification says it: nil for the strict form.
func (f CSVFlags) Reading() (*models.SpecReading, error) {
	format, err := f.Format()
	if err != nil {
		return nil, err
	}
	names := map[rune]string{';': "semicolon", '\t': "tab", ',': "comma", '.': "point", '_': "underscore", ' ': "space", '\'': "apostrophe"}
	r := models.SpecReading{
		Delimiter: names[format.Delimiter], Decimals: format.Decimals, DecimalMark: names[rune(format.DecimalMark)],
		Thousands: names[rune(format.Thousands)], SumRepeated: format.SumRepeated, Signed: format.Signed,
	}
	if r.Delimiter == "comma" {
		r.Delimiter = ""
	}
	if r.DecimalMark == "point" {
		r.DecimalMark = ""
	}
	if r == (models.SpecReading{}) {
		return nil, nil
	}
	return &r, nil
}

// Warning is something a person should look at; the run goes on.
type Warning struct {
	Code    string `json:"code"`
	Subject string `json:"subject"` // fund or account
	Text    string `json:"text"`
}

// Unreachable finds accounts that nobody can hold and that nobody excluded.
func Unreachable(t *csvtable.Accounts) (out []Warning) {
	for i := range t.Len() {
		if why := csvtable.Unreachable(t.Account(i)); why != "" {
			account := string(t.AppendAccount(nil, i))
			out = append(out, Warning{"unreachable_account", account, fmt.Sprintf(
				"line %d: %s is a %s that nobody can hold, with %v; exclude it by name and its part belongs to nobody", t.Line(i), account, why, t.Weight(i))})
		}
	}
	return out
}
