package money_test

import (
	"errors"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"makewhole/money"
)

var two256 = new(big.Int).Lsh(big.NewInt(1), 256)

// anyAmount draws amounts whose bit length is spread over 0 … 256, with the
// extremes drawn often.
func anyAmount() *rapid.Generator[money.Amount] {
	return rapid.Custom(func(t *rapid.T) money.Amount {
		switch rapid.IntRange(0, 9).Draw(t, "kind") {
		case 0:
			return money.Max
		case 1:
			return money.Zero
		}
		var word [32]byte
		n := rapid.IntRange(0, 32).Draw(t, "bytes")
		copy(word[32-n:], rapid.SliceOfN(rapid.Byte(), n, n).Draw(t, "word"))
		return money.FromBytes32(word)
	})
}

func TestArithmeticAgainstBig(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyAmount().Draw(t, "a"), anyAmount().Draw(t, "b")
		x, y := a.Big(), b.Big()
		sum, err := a.Add(b)
		expect(t, "add", sum, err, new(big.Int).Add(x, y))
		sum, err = money.Sum(a, b)
		expect(t, "sum", sum, err, new(big.Int).Add(x, y))
		diff, err := a.Sub(b)
		expect(t, "sub", diff, err, new(big.Int).Sub(x, y))
		if a.Cmp(b) != x.Cmp(y) || a.Less(b) != (x.Cmp(y) < 0) || (a == b) != (x.Cmp(y) == 0) {
			t.Fatalf("order of %v and %v", a, b)
		}
		if x.Cmp(y) < 0 {
			if a.SubFloor(b) != money.Zero || money.Min(a, b) != a || money.MaxOf(a, b) != b {
				t.Fatalf("floor, min or max of %v and %v", a, b)
			}
		} else if a.SubFloor(b) != diff || money.Min(a, b) != b || money.MaxOf(a, b) != a {
			t.Fatalf("floor, min or max of %v and %v", a, b)
		}
	})
}

func TestMulDivAgainstBig(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, num, den := anyAmount().Draw(t, "a"), anyAmount().Draw(t, "num"), anyAmount().Draw(t, "den")
		down, err := a.MulDiv(num, den, money.Down)
		up, errUp := a.MulDiv(num, den, money.Up)
		if den.IsZero() {
			if !errors.Is(err, money.ErrDivideByZero) || !errors.Is(errUp, money.ErrDivideByZero) {
				t.Fatalf("division by zero gave %v, %v", err, errUp)
			}
			return
		}
		q, r := new(big.Int).QuoRem(new(big.Int).Mul(a.Big(), num.Big()), den.Big(), new(big.Int))
		expect(t, "down", down, err, q)
		if r.Sign() > 0 {
			q = new(big.Int).Add(q, big.NewInt(1))
		}
		expect(t, "up", up, errUp, q)
	})
}

// expect compares a result with the exact one, or its error with the side on
// which the exact one leaves the range.
func expect(t *rapid.T, op string, got money.Amount, err error, want *big.Int) {
	t.Helper()
	switch {
	case want.Sign() < 0:
		if !errors.Is(err, money.ErrUnderflow) || got != money.Zero {
			t.Fatalf("%s: got %v, %v, want ErrUnderflow", op, got, err)
		}
	case want.Cmp(two256) >= 0:
		if !errors.Is(err, money.ErrOverflow) || got != money.Zero {
			t.Fatalf("%s: got %v, %v, want ErrOverflow", op, got, err)
		}
	case err != nil || got.Big().Cmp(want) != 0:
		t.Fatalf("%s: got %v, %v, want %v", op, got, err, want)
	}
}

func TestConversionsRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a := anyAmount().Draw(t, "a")
		fromBig, err := money.FromBig(a.Big())
		if err != nil || fromBig != a {
			t.Fatalf("big: %v, %v", fromBig, err)
		}
		if money.FromBytes32(a.Bytes32()) != a || money.FromUint256(a.Uint256()) != a {
			t.Fatalf("words of %v do not round-trip", a)
		}
	})
	if money.FromUint64(18446744073709551615).String() != "18446744073709551615" {
		t.Fatal("FromUint64 lost bits")
	}
}

func TestFromBigRefuses(t *testing.T) {
	t.Parallel()
	for want, in := range map[error]*big.Int{
		money.ErrFormat:    nil,
		money.ErrUnderflow: big.NewInt(-1),
		money.ErrOverflow:  two256,
	} {
		if _, err := money.FromBig(in); !errors.Is(err, want) {
			t.Errorf("FromBig(%v) = %v, want %v", in, err, want)
		}
	}
}
