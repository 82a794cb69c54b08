package csvtable

import (
	"errors"
	"fmt"
	"strings"

	"makewhole/money"
)

// Format says how a file is spelled. The zero value is the strict form: commas,
// amounts as canonical integers of base units, every account once.
type Format struct {
	Delimiter   rune  // between cells: ',' (also 0), ';' or a tab
	Decimals    uint8 // amounts are decimals of a token with so many places; 0: base units
	DecimalMark byte  // before the fraction: '.' (also 0) or ','
	Thousands   byte  // between groups of three digits: ',', '.', '_', ' ' or '\''; 0: none
	SumRepeated bool  // rows of one account are added up instead of refused
	Signed      bool  // amounts may be negative, an account in the end may not
}

// DecimalsMax is the most decimals a file may state: 10^77 is the largest power
// of ten below 2^256.
const DecimalsMax = 77

// ErrFormat means that a format contradicts itself.
var ErrFormat = errors.New("bad file format")

// characters are the names by which flags and specifications call a character.
var characters = map[string]rune{
	"comma": ',', "semicolon": ';', "tab": '\t', "point": '.', "underscore": '_', "space": ' ', "apostrophe": '\'',
	",": ',', ";": ';', "\t": '\t', ".": '.', "_": '_', " ": ' ', "'": '\'',
}

// Character returns the character of a name ("semicolon") or of itself (";");
// the empty name is 0.
func Character(name string) (rune, error) {
	if name == "" {
		return 0, nil
	}
	if c, ok := characters[name]; ok {
		return c, nil
	}
	return 0, fmt.Errorf("%w: unknown character %.20q", ErrFormat, name)
}

// Characters is a Format whose characters are still names.
type Characters struct{ Delimiter, DecimalMark, Thousands string }

// Apply sets the characters of a format and checks the whole.
func (c Characters) Apply(f Format) (Format, error) {
	delimiter, err := Character(c.Delimiter)
	mark, errMark := Character(c.DecimalMark)
	thousands, errThousands := Character(c.Thousands)
	if err := errors.Join(err, errMark, errThousands); err != nil {
		return f, err
	}
	f.Delimiter, f.DecimalMark, f.Thousands = delimiter, byte(mark), byte(thousands)
	return f, f.Validate()
}

// Validate refuses formats in which one character means two things.
func (f Format) Validate() error {
	switch {
	case !strings.ContainsRune("\x00,;\t", f.Delimiter):
		return fmt.Errorf("%w: the delimiter is comma, semicolon or tab", ErrFormat)
	case f.DecimalMark != 0 && f.DecimalMark != '.' && f.DecimalMark != ',':
		return fmt.Errorf("%w: the decimal mark is point or comma", ErrFormat)
	case !strings.ContainsRune("\x00,._ '", rune(f.Thousands)):
		return fmt.Errorf("%w: the thousands separator is comma, point, underscore, space or apostrophe", ErrFormat)
	case f.Decimals > DecimalsMax:
		return fmt.Errorf("%w: more than %d decimals", ErrFormat, DecimalsMax)
	case f.Decimals == 0 && f.DecimalMark != 0:
		return fmt.Errorf("%w: a decimal mark without decimals", ErrFormat)
	case f.Decimals > 0 && f.Thousands == f.mark():
		return fmt.Errorf("%w: %q is decimal mark and thousands separator", ErrFormat, string(f.Thousands))
	}
	return nil
}

func (f Format) delimiter() rune {
	if f.Delimiter == 0 {
		return ','
	}
	return f.Delimiter
}

func (f Format) mark() byte {
	if f.DecimalMark == 0 {
		return '.'
	}
	return f.DecimalMark
}

// Signed is an amount with a sign, the text of one cell or the sum of several.
type Signed struct {
	Amount   money.Amount
	Negative bool // never with Amount 0
}

// Add returns the sum of two signed amounts.
func (s Signed) Add(o Signed) (Signed, error) {
	if s.Negative == o.Negative {
		sum, err := s.Amount.Add(o.Amount)
		return Signed{sum, s.Negative}, err
	}
	if s.Amount.Less(o.Amount) {
		s, o = o, s
	}
	left := s.Amount.SubFloor(o.Amount)
	return Signed{left, s.Negative && !left.IsZero()}, nil
}

func (s Signed) String() string {
	if s.Negative {
		return "-" + s.Amount.String()
	}
	return s.Amount.String()
}

// errSpelling is one reason why a cell is no amount; it never holds the text.
type errSpelling string

func (e errSpelling) Error() string { return string(e) }

// Parse reads the text of one amount.
func (f Format) Parse(text string) (Signed, error) {
	if f.Decimals == 0 && f.Thousands == 0 && !f.Signed {
		a, err := money.Parse(text)
		return Signed{Amount: a}, err
	}
	if len(text) > 3*money.MaxDigits {
		return Signed{}, errSpelling("too long for an amount")
	}
	digits, negative := text, false
	if f.Signed && text != "" && (text[0] == '-' || text[0] == '+') {
		digits, negative = text[1:], text[0] == '-'
	}
	whole, fraction := digits, ""
	if f.Decimals > 0 {
		var point bool
		if whole, fraction, point = strings.Cut(digits, string(f.mark())); point && fraction == "" {
			return Signed{}, errSpelling("no digits after the decimal mark")
		}
	}
	whole, err := f.ungroup(whole)
	if err != nil {
		return Signed{}, err
	}
	if strings.Trim(whole+fraction, "0123456789") != "" {
		return Signed{}, errSpelling(f.want())
	}
	a, err := parseDigits(whole, fraction, f.Decimals)
	return Signed{a, negative && !a.IsZero()}, err
}

// parseDigits reads whole and fraction, which hold nothing but digits.
func parseDigits(whole, fraction string, decimals uint8) (money.Amount, error) {
	if len(fraction) > int(decimals) {
		return money.Zero, errSpelling(fmt.Sprintf("%d decimal places, at most %d", len(fraction), decimals))
	}
	if fraction != "" {
		whole += "." + fraction
	}
	return money.ParseDecimal(whole, decimals)
}

// ungroup removes thousands separators, which stand between groups of exactly
// three digits or nowhere.
func (f Format) ungroup(whole string) (string, error) {
	if f.Thousands == 0 || strings.IndexByte(whole, f.Thousands) < 0 {
		return whole, nil
	}
	groups := strings.Split(whole, string(f.Thousands))
	for i, g := range groups {
		if len(g) != 3 && (i > 0 || len(g) == 0 || len(g) > 3) {
			return "", errSpelling("a thousands separator that does not part groups of three digits")
		}
	}
	return strings.Join(groups, ""), nil
}

// want describes the amounts of the format.
func (f Format) want() string {
	out := "want digits"
	if f.Thousands != 0 {
		out += fmt.Sprintf(" in groups parted by %q", string(f.Thousands))
	}
	if f.Decimals > 0 {
		out += fmt.Sprintf(", then at most %d after %q", f.Decimals, string(f.mark()))
	}
	if !f.Signed {
		out += ", no sign"
	}
	return out
}
