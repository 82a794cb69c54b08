package money

import (
	"fmt"
	"math/bits"
	"strconv"
	"strings"
)

// MaxDigits is the number of decimal digits of 2^256−1. Longer text is refused
// before anything is parsed.
const MaxDigits = 78

// Parse reads a canonical unsigned decimal integer: digits only, no sign, no
// leading zero, no exponent, no space, at most 2^256−1. It returns ErrFormat or
// ErrOverflow; the input is never echoed.
func Parse(s string) (Amount, error) {
	if len(s) == 0 || len(s) > MaxDigits {
		return Zero, fmt.Errorf("%w: %d characters, want 1 to %d", ErrFormat, len(s), MaxDigits)
	}
	if s[0] == '0' && len(s) > 1 {
		return Zero, fmt.Errorf("%w: leading zero", ErrFormat)
	}
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return Zero, fmt.Errorf("%w: character %d is no digit", ErrFormat, i+1)
		}
	}
	if len(s) <= 19 {
		return FromUint64(smallDigits(s)), nil
	}
	var a Amount
	if err := a.v.SetFromDecimal(s); err != nil {
		return Zero, ErrOverflow
	}
	return a, nil
}

// smallDigits reads up to 19 checked digits, which always fit a uint64.
func smallDigits(s string) uint64 {
	var n uint64
	for i := 0; i < len(s); i++ {
		n = n*10 + uint64(s[i]-'0')
	}
	return n
}

// MustParse is Parse for constants and tests; it panics on bad input.
func MustParse(s string) Amount {
	a, err := Parse(s)
	if err != nil {
		panic("money.MustParse: " + err.Error())
	}
	return a
}

// String returns the canonical decimal form, the one Parse accepts.
func (a Amount) String() string { return a.v.Dec() }

// Append appends the canonical decimal form to b.
func (a Amount) Append(b []byte) []byte {
	if a.v.IsUint64() {
		return strconv.AppendUint(b, a.v.Uint64(), 10)
	}
	const group = 10_000_000_000_000_000_000 // the largest power of ten in a word: 19 digits
	var groups [5]uint64
	top, u := 0, a.v
	for n := range groups {
		if u.IsZero() {
			break
		}
		top = n
		for i := 3; i >= 0; i-- {
			u[i], groups[n] = bits.Div64(groups[n], u[i], group)
		}
	}
	b = strconv.AppendUint(b, groups[top], 10)
	for n := top - 1; n >= 0; n-- {
		var digits [19]byte
		for i, rest := len(digits)-1, groups[n]; i >= 0; i, rest = i-1, rest/10 {
			digits[i] = byte('0' + rest%10)
		}
		b = append(b, digits[:]...)
	}
	return b
}

// Padded returns the decimal form padded with zeros to 78 digits, so that the
// order of texts is the order of amounts. Parse does not accept it.
func (a Amount) Padded() string {
	s := a.String()
	return strings.Repeat("0", MaxDigits-len(s)) + s
}

// MarshalText writes the canonical decimal form.
func (a Amount) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// UnmarshalText reads the canonical decimal form.
func (a *Amount) UnmarshalText(b []byte) error {
	if len(b) > MaxDigits {
		return fmt.Errorf("%w: %d characters, want 1 to %d", ErrFormat, len(b), MaxDigits)
	}
	parsed, err := Parse(string(b))
	if err != nil {
		return err
	}
	*a = parsed
	return nil
}

// MarshalJSON writes a decimal string: JSON numbers lose digits in most readers.
func (a Amount) MarshalJSON() ([]byte, error) { return []byte(`"` + a.String() + `"`), nil }

// UnmarshalJSON reads a decimal string and refuses JSON numbers, null and
// escapes.
func (a *Amount) UnmarshalJSON(b []byte) error {
	if len(b) < 2 || b[0] != '"' || b[len(b)-1] != '"' {
		return fmt.Errorf("%w: want a decimal string", ErrFormat)
	}
	return a.UnmarshalText(b[1 : len(b)-1])
}

// Token names what an amount counts: an asset on a chain. Address zero is the
// chain's native coin. Decimals and Symbol are for display only.
type Token struct {
	ChainID  uint64
	Address  [20]byte
	Decimals uint8
	Symbol   string
}

// Format writes the amount with a decimal point for people, for example
// "1234.567" for 1234567 with 3 decimals; trailing zeros after the point are
// dropped. Display only: stored and signed amounts are always base units.
func (a Amount) Format(decimals uint8) string {
	s := a.String()
	d := int(decimals)
	if d == 0 {
		return s
	}
	if len(s) <= d {
		s = strings.Repeat("0", d-len(s)+1) + s
	}
	frac := strings.TrimRight(s[len(s)-d:], "0")
	if frac == "" {
		return s[:len(s)-d]
	}
	return s[:len(s)-d] + "." + frac
}

// ParseDecimal reads what a person types, "1234.567", into base units of a
// token with the given decimals. More digits after the point than the token
// has are refused, never rounded.
func ParseDecimal(s string, decimals uint8) (Amount, error) {
	if len(s) > MaxDigits+1+int(decimals) {
		return Zero, fmt.Errorf("%w: %d characters", ErrFormat, len(s))
	}
	whole, frac, point := strings.Cut(s, ".")
	if point && (frac == "" || len(frac) > int(decimals)) {
		return Zero, fmt.Errorf("%w: want 1 to %d digits after the point", ErrFormat, decimals)
	}
	if _, err := Parse(whole); err != nil {
		return Zero, err
	}
	digits := strings.TrimLeft(whole+frac+strings.Repeat("0", int(decimals)-len(frac)), "0")
	if digits == "" {
		digits = "0"
	}
	if strings.Trim(digits, "0123456789") == "" && len(digits) > MaxDigits {
		return Zero, ErrOverflow
	}
	return Parse(digits)
}
