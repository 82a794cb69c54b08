// Package display writes numbers as people read them: digits in groups of three.
//
// It knows amounts and the decimals of their token. It must not know what an
// amount means, and nothing reads back what it writes: files, JSON and the API
// have base units. Every digit that is not zero is shown; nothing is rounded.
//
// Start reading at Amount.
package display

import (
	"strings"

	"makewhole/money"
)

// Amount is an amount as people write it: groups of three digits, at least
// two decimals, all that are not zero.
func Amount(a money.Amount, decimals uint8) string {
	whole, fraction, _ := strings.Cut(a.Format(decimals), ".")
	fraction = strings.TrimRight(fraction, "0")
	for len(fraction) < 2 {
		fraction += "0"
	}
	return Grouped(whole) + "." + fraction
}

// Exact is an amount with all its decimals, for a column.
func Exact(a money.Amount, decimals uint8) string {
	whole, fraction, _ := strings.Cut(a.Format(decimals), ".")
	return Grouped(whole) + "." + fraction + strings.Repeat("0", int(decimals)-len(fraction))
}

// Grouped puts commas between groups of three digits.
func Grouped(digits string) string {
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}
