package money

import (
	"errors"
	"fmt"
	"math/big"

	"github.com/holiman/uint256"
)

// Errors callers decide on.
var (
	// ErrFormat means the text is not a canonical unsigned decimal integer.
	ErrFormat = errors.New("money: not a canonical decimal amount")
	// ErrOverflow means the result is above 2^256−1.
	ErrOverflow = errors.New("money: amount above 2^256-1")
	// ErrUnderflow means the result is below zero.
	ErrUnderflow = errors.New("money: amount below zero")
	// ErrDivideByZero means the denominator of MulDiv is zero.
	ErrDivideByZero = errors.New("money: division by zero")
)

// Amount is an unsigned 256-bit number of base units of some token. The zero
// value is 0. Amounts are values: compare with ==, copy freely.
type Amount struct{ v uint256.Int }

// Zero is 0; Max is 2^256−1.
var (
	Zero = Amount{}
	Max  = Amount{v: uint256.Int{^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0)}}
)

// Rounding names the direction of a division.
type Rounding uint8

const (
	// Down drops the remainder: the direction of everything a receiver gets.
	Down Rounding = iota
	// Up adds one unit when there is a remainder.
	Up
)

// FromUint64 returns n base units.
func FromUint64(n uint64) Amount { return Amount{v: uint256.Int{n}} }

// FromUint256 returns the amount with the value of x.
func FromUint256(x uint256.Int) Amount { return Amount{v: x} }

// FromBytes32 reads a big-endian 32-byte word, the ABI form of a uint256.
func FromBytes32(b [32]byte) Amount {
	var a Amount
	a.v.SetBytes32(b[:])
	return a
}

// FromBig converts from math/big at the ABI boundary. It returns ErrUnderflow
// for negative numbers, ErrOverflow above 2^256−1 and ErrFormat for nil.
func FromBig(b *big.Int) (Amount, error) {
	switch {
	case b == nil:
		return Zero, fmt.Errorf("%w: nil", ErrFormat)
	case b.Sign() < 0:
		return Zero, ErrUnderflow
	case b.BitLen() > 256:
		return Zero, ErrOverflow
	}
	var a Amount
	a.v.SetFromBig(b)
	return a, nil
}

// Big returns the amount as a new big.Int, for the ABI boundary.
func (a Amount) Big() *big.Int { return a.v.ToBig() }

// Uint256 returns the underlying integer by value.
func (a Amount) Uint256() uint256.Int { return a.v }

// Bytes32 returns the big-endian 32-byte word, the ABI form of a uint256.
func (a Amount) Bytes32() [32]byte { return a.v.Bytes32() }

// Add returns a + b, or ErrOverflow.
func (a Amount) Add(b Amount) (Amount, error) {
	var r Amount
	if _, over := r.v.AddOverflow(&a.v, &b.v); over {
		return Zero, ErrOverflow
	}
	return r, nil
}

// Sub returns a − b, or ErrUnderflow when b is larger.
func (a Amount) Sub(b Amount) (Amount, error) {
	var r Amount
	if _, under := r.v.SubOverflow(&a.v, &b.v); under {
		return Zero, ErrUnderflow
	}
	return r, nil
}

// SubFloor returns max(0, a − b).
func (a Amount) SubFloor(b Amount) Amount {
	var r Amount
	if _, under := r.v.SubOverflow(&a.v, &b.v); under {
		return Zero
	}
	return r
}

// MulDiv returns a · num / den with a full 512-bit product, rounded as r says.
// It returns ErrDivideByZero for den = 0 and ErrOverflow when the quotient does
// not fit.
func (a Amount) MulDiv(num, den Amount, r Rounding) (Amount, error) {
	if den.v.IsZero() {
		return Zero, ErrDivideByZero
	}
	var q Amount
	if _, over := q.v.MulDivOverflow(&a.v, &num.v, &den.v); over {
		return Zero, ErrOverflow
	}
	if r == Down {
		return q, nil
	}
	var rem uint256.Int
	if rem.MulMod(&a.v, &num.v, &den.v).IsZero() {
		return q, nil
	}
	return q.Add(FromUint64(1))
}

// Cmp returns −1, 0 or 1 as a is below, equal to or above b.
func (a Amount) Cmp(b Amount) int { return a.v.Cmp(&b.v) }

// Less reports a < b.
func (a Amount) Less(b Amount) bool { return a.v.Lt(&b.v) }

// IsZero reports a = 0.
func (a Amount) IsZero() bool { return a.v.IsZero() }

// Min returns the smaller of a and b.
func Min(a, b Amount) Amount {
	if b.Less(a) {
		return b
	}
	return a
}

// MaxOf returns the larger of a and b.
func MaxOf(a, b Amount) Amount {
	if a.Less(b) {
		return b
	}
	return a
}

// Sum adds all amounts, or returns ErrOverflow.
func Sum(as ...Amount) (Amount, error) {
	var total Amount
	for i := range as {
		if _, over := total.v.AddOverflow(&total.v, &as[i].v); over {
			return Zero, ErrOverflow
		}
	}
	return total, nil
}
