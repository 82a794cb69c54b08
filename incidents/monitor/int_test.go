package monitor

import (
	"errors"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

// drawInt prefers the edges of 256 bits.
func drawInt(t *rapid.T, name string) Int {
	size := rapid.SampledFrom([]int{0, 1, 8, 32}).Draw(t, name+" size")
	raw := rapid.SliceOfN(rapid.Byte(), size, size).Draw(t, name)
	b := new(big.Int).SetBytes(raw)
	if rapid.Bool().Draw(t, name+" top") {
		b.Sub(new(big.Int).Lsh(big.NewInt(1), 256), new(big.Int).Add(b, big.NewInt(1)))
	}
	if rapid.Bool().Draw(t, name+" neg") {
		b.Neg(b)
	}
	v, err := intOf(b)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestIntAgainstBig: each operation is exact or says that it does not fit.
func TestIntAgainstBig(t *testing.T) {
	t.Parallel()
	overflows, exact := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := drawInt(t, "a"), drawInt(t, "b"), drawInt(t, "c")
		x, y, z := a.Big(), b.Big(), c.Big()
		check := func(op string, got Int, err error, want *big.Int) {
			fits := want == nil || new(big.Int).Abs(want).BitLen() <= 256
			switch {
			case want == nil && !errors.Is(err, ErrDivision), !fits && !errors.Is(err, ErrOverflow):
				t.Fatalf("%v %s %v: got %v, %v", a, op, b, got, err)
			case want != nil && fits && (err != nil || got.Big().Cmp(want) != 0 || got.neg && got.mag.IsZero()):
				t.Fatalf("%v %s %v: got %v, %v, want %v", a, op, b, got, err, want)
			}
			if fits {
				exact++
			} else {
				overflows++
			}
		}
		got, err := a.Add(b)
		check("+", got, err, new(big.Int).Add(x, y))
		got, err = a.Sub(b)
		check("-", got, err, new(big.Int).Sub(x, y))
		got, err = a.Mul(b)
		check("*", got, err, new(big.Int).Mul(x, y))
		var quo, rem, scaled *big.Int
		if y.Sign() != 0 {
			quo, rem = new(big.Int).Quo(x, y), new(big.Int).Rem(x, y)
		}
		if z.Sign() != 0 {
			scaled = new(big.Int).Mul(x, y)
			scaled.Quo(scaled, z)
		}
		got, err = a.Quo(b)
		check("/", got, err, quo)
		got, err = a.Rem(b)
		check("%", got, err, rem)
		got, err = a.MulDiv(b, c)
		check("* /", got, err, scaled)
		if a.Cmp(b) != x.Cmp(y) {
			t.Fatalf("%v against %v: %d", a, b, a.Cmp(b))
		}
		if back, err := ParseInt(a.String()); err != nil || back != a {
			t.Fatalf("%v reads back as %v, %v", a, back, err)
		}
	})
	if overflows == 0 || exact == 0 {
		t.Errorf("%d overflows, %d exact results", overflows, exact)
	}
}

func TestParseIntRefuses(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "-", "+1", "01", "1.5", "1e9", "0x1", " 1", "1 ", "١", "--1",
		"115792089237316195423570985008687907853269984665640564039457584007913129639936"} {
		if v, err := ParseInt(text); err == nil {
			t.Errorf("%q is read as %v", text, v)
		}
	}
}
