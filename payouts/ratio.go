package payouts

import (
	"errors"
	"fmt"

	"github.com/holiman/uint256"

	"makewhole/money"
)

// Errors callers decide on.
var (
	// ErrInvariant means a sum or a cap does not hold: a defect, nothing may be
	// paid from such a result.
	ErrInvariant = errors.New("payouts: invariant broken")
	// ErrInput means the numbers contradict each other, for example a
	// denominator below the sum of the weights.
	ErrInput = errors.New("payouts: contradictory input")
)

// Ratio is an exact fraction Num/Den of 256-bit integers, never reduced and
// never rounded.
type Ratio struct {
	num, den uint256.Int
	numBits  int
}

// One is the ratio that pays entitlements in full.
var One = mustRatio(money.FromUint64(1), money.FromUint64(1))

// NewRatio returns num/den; den must not be zero.
func NewRatio(num, den money.Amount) (Ratio, error) {
	if den.IsZero() {
		return Ratio{}, money.ErrDivideByZero
	}
	n := num.Uint256()
	return Ratio{num: n, den: den.Uint256(), numBits: n.BitLen()}, nil
}

func mustRatio(num, den money.Amount) Ratio {
	r, err := NewRatio(num, den)
	if err != nil {
		panic("payouts: " + err.Error())
	}
	return r
}

// Num returns the numerator as it was given.
func (r Ratio) Num() money.Amount { return money.FromUint256(r.num) }

// Den returns the denominator as it was given.
func (r Ratio) Den() money.Amount { return money.FromUint256(r.den) }

// Floor returns floor(x · num / den). Where the product fits 256 bits it takes
// one multiplication and one division, otherwise the full 512-bit product.
func (r *Ratio) Floor(x money.Amount) (money.Amount, error) {
	v := x.Uint256()
	var q uint256.Int
	if v.BitLen()+r.numBits <= 256 {
		q.Mul(&v, &r.num)
		return money.FromUint256(*q.Div(&q, &r.den)), nil
	}
	if _, over := q.MulDivOverflow(&v, &r.num, &r.den); over {
		return money.Zero, money.ErrOverflow
	}
	return money.FromUint256(q), nil
}

// conserve returns ErrInvariant unless the parts add up to the whole exactly.
func conserve(what string, whole money.Amount, parts ...money.Amount) error {
	sum, err := money.Sum(parts...)
	if err != nil || sum != whole {
		return fmt.Errorf("%w: %s: parts do not add up to the whole", ErrInvariant, what)
	}
	return nil
}
