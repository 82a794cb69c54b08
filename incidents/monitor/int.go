package monitor

import (
	"errors"
	"fmt"
	"math/big"
	"reflect"
	"strings"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"github.com/holiman/uint256"
)

// What arithmetic refuses.
var (
	ErrOverflow = errors.New("the result does not fit into 256 bits")
	ErrDivision = errors.New("division by zero")
)

// Int is an exact integer from -(2^256-1) to 2^256-1: each uint256 and int256 of
// a contract, and the difference of any two. Its zero value is 0.
type Int struct {
	neg bool // never with magnitude 0
	mag uint256.Int
}

var intType = types.NewOpaqueType("int256")

func newInt(neg bool, mag *uint256.Int) Int { return Int{neg && !mag.IsZero(), *mag} }

// NewInt is the integer n.
func NewInt(n int64) Int {
	v, _ := intOf(big.NewInt(n))
	return v
}

// Unsigned reads a word as uint256.
func Unsigned(word [32]byte) Int {
	var v Int
	v.mag.SetBytes32(word[:])
	return v
}

// intOf converts exactly or says ErrOverflow.
func intOf(b *big.Int) (Int, error) {
	mag, over := uint256.FromBig(new(big.Int).Abs(b))
	if over {
		return Int{}, ErrOverflow
	}
	return newInt(b.Sign() < 0, mag), nil
}

// ParseInt reads decimal digits, with a minus sign or without.
func ParseInt(text string) (Int, error) {
	digits, neg := strings.CutPrefix(text, "-")
	if digits == "" || len(digits) > 78 || strings.Trim(digits, "0123456789") != "" || len(digits) > 1 && digits[0] == '0' {
		return Int{}, fmt.Errorf("want an integer in decimal digits")
	}
	mag, err := uint256.FromDecimal(digits)
	if err != nil {
		return Int{}, ErrOverflow
	}
	return newInt(neg, mag), nil
}

// Big is the same number.
func (a Int) Big() *big.Int {
	b := a.mag.ToBig()
	if a.neg {
		b.Neg(b)
	}
	return b
}

func (a Int) String() string { return a.Big().String() }

// Cmp is -1, 0 or 1.
func (a Int) Cmp(b Int) int {
	switch {
	case a.neg != b.neg && a.neg:
		return -1
	case a.neg != b.neg:
		return 1
	case a.neg:
		return b.mag.Cmp(&a.mag)
	default:
		return a.mag.Cmp(&b.mag)
	}
}

// Neg is -a.
func (a Int) Neg() Int { return newInt(!a.neg, &a.mag) }

// Add is a + b or ErrOverflow.
func (a Int) Add(b Int) (Int, error) {
	var out uint256.Int
	if a.neg == b.neg {
		_, over := out.AddOverflow(&a.mag, &b.mag)
		return checked(a.neg, &out, over)
	}
	if a.mag.Lt(&b.mag) {
		a, b = b, a
	}
	return newInt(a.neg, out.Sub(&a.mag, &b.mag)), nil
}

// Sub is a - b or ErrOverflow.
func (a Int) Sub(b Int) (Int, error) { return a.Add(b.Neg()) }

// Mul is a * b or ErrOverflow.
func (a Int) Mul(b Int) (Int, error) {
	var out uint256.Int
	_, over := out.MulOverflow(&a.mag, &b.mag)
	return checked(a.neg != b.neg, &out, over)
}

// Quo is a / b towards zero, as in Solidity, or ErrDivision.
func (a Int) Quo(b Int) (Int, error) {
	if b.mag.IsZero() {
		return Int{}, ErrDivision
	}
	var out uint256.Int
	return newInt(a.neg != b.neg, out.Div(&a.mag, &b.mag)), nil
}

// Rem is what Quo leaves, with the sign of a.
func (a Int) Rem(b Int) (Int, error) {
	if b.mag.IsZero() {
		return Int{}, ErrDivision
	}
	var out uint256.Int
	return newInt(a.neg, out.Mod(&a.mag, &b.mag)), nil
}

// MulDiv is a * b / c towards zero; the product may have 512 bits.
func (a Int) MulDiv(b, c Int) (Int, error) {
	if c.mag.IsZero() {
		return Int{}, ErrDivision
	}
	var out uint256.Int
	_, over := out.MulDivOverflow(&a.mag, &b.mag, &c.mag)
	return checked((a.neg != b.neg) != c.neg, &out, over)
}

func checked(neg bool, mag *uint256.Int, over bool) (Int, error) {
	if over {
		return Int{}, ErrOverflow
	}
	return newInt(neg, mag), nil
}

// The rest makes Int a value of the condition language.

// ConvertToNative implements ref.Val.
func (a Int) ConvertToNative(t reflect.Type) (any, error) {
	return nil, fmt.Errorf("int256 is not %v", t)
}

// ConvertToType implements ref.Val.
func (a Int) ConvertToType(t ref.Type) ref.Val { return convert(a, intType, t) }

// Equal implements ref.Val.
func (a Int) Equal(other ref.Val) ref.Val { return types.Bool(ref.Val(a) == other) }

// Type implements ref.Val.
func (a Int) Type() ref.Type { return intType }

// Value implements ref.Val.
func (a Int) Value() any { return a }

func convert(v ref.Val, own *types.Type, t ref.Type) ref.Val {
	switch t.TypeName() {
	case own.TypeName():
		return v
	case types.TypeType.TypeName():
		return own
	default:
		return types.NewErr("%s is not %s", own.TypeName(), t.TypeName())
	}
}
