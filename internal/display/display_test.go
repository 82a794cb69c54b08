package display

import (
	"testing"

	"makewhole/money"
)

func TestAmounts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ in, shown, fixed string }{
		{"0", "0.00", "0.000000"},
		{"0.000001", "0.000001", "0.000001"},
		{"1234567.5", "1,234,567.50", "1,234,567.500000"},
		{"999", "999.00", "999.000000"},
		{"1000.123456", "1,000.123456", "1,000.123456"},
	} {
		a, err := money.ParseDecimal(c.in, 6)
		if err != nil {
			t.Fatal(err)
		}
		if got := Amount(a, 6); got != c.shown {
			t.Errorf("shown %s: %q, want %q", c.in, got, c.shown)
		}
		if got := Exact(a, 6); got != c.fixed {
			t.Errorf("fixed %s: %q, want %q", c.in, got, c.fixed)
		}
	}
}
