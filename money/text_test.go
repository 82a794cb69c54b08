package money_test

import (
	"encoding/json"
	"errors"
	"math/big"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"makewhole/money"
)

const maxText = "115792089237316195423570985008687907853269984665640564039457584007913129639935"

func TestParseTable(t *testing.T) {
	t.Parallel()
	over := "115792089237316195423570985008687907853269984665640564039457584007913129639936"
	for in, want := range map[string]error{
		"0": nil, "1": nil, "10": nil, maxText: nil, "9999999999999999999": nil, "18446744073709551616": nil,
		over: money.ErrOverflow, strings.Repeat("9", 78): money.ErrOverflow,
		"": money.ErrFormat, "01": money.ErrFormat, "00": money.ErrFormat, "+1": money.ErrFormat, "-1": money.ErrFormat,
		" 1": money.ErrFormat, "1 ": money.ErrFormat, "1e3": money.ErrFormat, "0x10": money.ErrFormat, "1.0": money.ErrFormat,
		"1_000": money.ErrFormat, "1,000": money.ErrFormat, "٣": money.ErrFormat, "1\n": money.ErrFormat, "\x00": money.ErrFormat,
		strings.Repeat("1", 79): money.ErrFormat,
	} {
		a, err := money.Parse(in)
		if !errors.Is(err, want) {
			t.Errorf("Parse(%q) = %v, want %v", in, err, want)
		}
		if err == nil && a.String() != in {
			t.Errorf("Parse(%q) prints %s", in, a)
		}
	}
	if a := money.MustParse(maxText); a != money.Max {
		t.Errorf("maximum is %v", a)
	}
}

func TestMillionDigitsAreRefusedAtOnce(t *testing.T) {
	t.Parallel()
	digits := strings.Repeat("9", 1_000_000)
	quoted := []byte(`"` + digits + `"`)
	fastest := time.Hour
	for range 5 { // the fastest of five, so that a busy machine does not decide
		start := time.Now()
		if _, err := money.Parse(digits); !errors.Is(err, money.ErrFormat) {
			t.Fatalf("Parse: %v", err)
		}
		var a money.Amount
		if err := a.UnmarshalJSON(quoted); !errors.Is(err, money.ErrFormat) {
			t.Fatalf("UnmarshalJSON: %v", err)
		}
		if _, err := money.ParseDecimal(digits, 18); !errors.Is(err, money.ErrFormat) {
			t.Fatalf("ParseDecimal: %v", err)
		}
		fastest = min(fastest, time.Since(start))
	}
	if fastest > time.Millisecond {
		t.Errorf("refusing a million digits took %v", fastest)
	}
}

func TestMustParsePanics(t *testing.T) {
	t.Parallel()
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	money.MustParse("1.5")
}

func TestTextRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a := anyAmount().Draw(t, "a")
		if a.String() != a.Big().String() || string(a.Append([]byte("x"))) != "x"+a.String() {
			t.Fatalf("prints %s, want %s", a, a.Big())
		}
		if b, err := money.Parse(a.String()); err != nil || b != a {
			t.Fatalf("Parse: %v, %v", b, err)
		}
		if len(a.Padded()) != money.MaxDigits || strings.TrimLeft(a.Padded(), "0") != strings.TrimLeft(a.String(), "0") {
			t.Fatalf("padded to %q", a.Padded())
		}
		d := uint8(rapid.IntRange(0, 90).Draw(t, "decimals"))
		if b, err := money.ParseDecimal(a.Format(d), d); err != nil || b != a {
			t.Fatalf("ParseDecimal(%q, %d): %v, %v", a.Format(d), d, b, err)
		}
		other := anyAmount().Draw(t, "other")
		if (a.Padded() < other.Padded()) != a.Less(other) {
			t.Fatal("order of padded texts differs from the order of amounts")
		}
	})
}

func TestJSONIsADecimalString(t *testing.T) {
	t.Parallel()
	type box struct {
		A money.Amount            `json:"a"`
		M map[money.Amount]string `json:"m,omitempty"`
	}
	in := box{A: money.Max, M: map[money.Amount]string{money.FromUint64(7): "x"}}
	b, err := json.Marshal(in)
	if err != nil || string(b) != `{"a":"`+maxText+`","m":{"7":"x"}}` {
		t.Fatalf("Marshal: %s, %v", b, err)
	}
	var out box
	if err := json.Unmarshal(b, &out); err != nil || out.A != in.A || out.M[money.FromUint64(7)] != "x" {
		t.Fatalf("Unmarshal: %+v, %v", out, err)
	}
	for _, bad := range []string{`1`, `null`, `""`, `"01"`, `"1e3"`, `"\u0031"`, `true`, `"-1"`, `["1"]`} {
		var a money.Amount
		if err := a.UnmarshalJSON([]byte(bad)); !errors.Is(err, money.ErrFormat) {
			t.Errorf("UnmarshalJSON(%s) = %v", bad, err)
		}
	}
}

func TestUnmarshalKeepsTheOldValueOnError(t *testing.T) {
	t.Parallel()
	a := money.FromUint64(5)
	if err := a.UnmarshalText([]byte("x")); err == nil || a != money.FromUint64(5) {
		t.Errorf("got %v, %v", a, err)
	}
}

func TestFormatTable(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		in       string
		decimals uint8
		want     string
	}{
		{"0", 18, "0"}, {"1", 18, "0.000000000000000001"}, {"1234567", 3, "1234.567"}, {"1234000", 3, "1234"},
		{"1230000", 6, "1.23"}, {"999999", 6, "0.999999"}, {"1000000", 6, "1"}, {"42", 0, "42"}, {"5", 1, "0.5"},
	} {
		if got := money.MustParse(c.in).Format(c.decimals); got != c.want {
			t.Errorf("%s with %d decimals: %s, want %s", c.in, c.decimals, got, c.want)
		}
	}
}

func TestParseDecimalTable(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"1": "1000000", "0.5": "500000", "0.000001": "1", "1234.567": "1234567000", "0": "0", "0.0": "0", "1.50": "1500000",
		"1.": "", ".5": "", "1.0000001": "", "01": "", "1e3": "", "-1": "", "+1": "", "": "", "1.2.3": "", "1.x": "", "1,5": "", " 1": "",
	} {
		a, err := money.ParseDecimal(in, 6)
		if want == "" {
			if !errors.Is(err, money.ErrFormat) {
				t.Errorf("ParseDecimal(%q) = %v, %v, want ErrFormat", in, a, err)
			}
		} else if err != nil || a.String() != want {
			t.Errorf("ParseDecimal(%q) = %v, %v, want %s", in, a, err, want)
		}
	}
	if _, err := money.ParseDecimal(maxText, 1); !errors.Is(err, money.ErrOverflow) {
		t.Errorf("ten times the maximum: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"0", "1", maxText, "01", "+1", "1e3", strings.Repeat("9", 78)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, err := money.Parse(s)
		b, ok := new(big.Int).SetString(s[:min(len(s), 100)], 10)
		canonical := ok && len(s) <= money.MaxDigits && b.Sign() >= 0 && b.String() == s
		switch {
		case err == nil && (!canonical || a.Big().Cmp(b) != 0):
			t.Fatalf("Parse(%q) accepted as %v", s, a)
		case errors.Is(err, money.ErrOverflow) && (!canonical || b.Cmp(two256) < 0):
			t.Fatalf("Parse(%q) says overflow", s)
		case errors.Is(err, money.ErrFormat) && canonical:
			t.Fatalf("Parse(%q) refused: %v", s, err)
		}
	})
}
