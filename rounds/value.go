package rounds

import (
	"fmt"
	"math/big"

	"makewhole/money"
	"makewhole/payouts"
)

// Values is the common measure of a state: how many points one base unit of
// each asset is worth. A point is small enough that every price is a whole
// number of them, so values are exact and only lines are rounded.
type Values struct {
	unit []money.Amount // points per base unit, by asset
	den  money.Amount   // points per smallest unit of the numéraire
}

// NewValues finds the largest common point of the prices Num/Den. It refuses
// prices of zero, and prices that have no common point within 256 bits.
func NewValues(assets []Asset) (*Values, error) {
	den := big.NewInt(1)
	for _, a := range assets {
		if a.Num.IsZero() || a.Den.IsZero() {
			return nil, fmt.Errorf("%w: asset %s has no price", payouts.ErrInput, a.ID)
		}
		num, d := a.Num.Big(), a.Den.Big()
		d.Div(d, new(big.Int).GCD(nil, nil, num, d))
		den = lcm(den, d)
	}
	v := &Values{unit: make([]money.Amount, len(assets))}
	var err error
	if v.den, err = money.FromBig(den); err != nil {
		return nil, fmt.Errorf("%w: the prices have no common measure: %w", payouts.ErrInput, err)
	}
	for i, a := range assets {
		n := new(big.Int).Mul(a.Num.Big(), den)
		if v.unit[i], err = money.FromBig(n.Div(n, a.Den.Big())); err != nil {
			return nil, fmt.Errorf("%w: price of %s: %w", payouts.ErrInput, a.ID, err)
		}
	}
	return v, nil
}

func lcm(a, b *big.Int) *big.Int {
	g := new(big.Int).GCD(nil, nil, a, b)
	return new(big.Int).Mul(a, new(big.Int).Div(b, g))
}

// Of is the value of an amount of one asset.
func (v *Values) Of(asset int, amount money.Amount) (money.Amount, error) {
	out, err := amount.MulDiv(v.unit[asset], one, money.Down)
	if err != nil {
		return money.Zero, fmt.Errorf("value of asset %d: %w", asset, err)
	}
	return out, nil
}

// Units is how many base units of an asset a value buys, rounded down.
func (v *Values) Units(asset int, value money.Amount) money.Amount {
	out, _ := value.MulDiv(one, v.unit[asset], money.Down) // a quotient by at least 1 fits
	return out
}

// InNumeraire is a value in smallest units of the numéraire.
func (v *Values) InNumeraire(value money.Amount, r money.Rounding) (money.Amount, error) {
	return value.MulDiv(one, v.den, r)
}

// FromNumeraire is the value of an amount of the numéraire.
func (v *Values) FromNumeraire(amount money.Amount) (money.Amount, error) {
	return amount.MulDiv(v.den, one, money.Down)
}

// Den is how many points make the smallest unit of the numéraire.
func (v *Values) Den() money.Amount { return v.den }

var one = money.FromUint64(1)

// adder keeps the first error of a chain of additions and conversions, so that
// arithmetic reads as arithmetic. Nothing it computed may be used when err is
// set.
type adder struct {
	v   *Values
	err error
}

func (a *adder) keep(x money.Amount, err error) money.Amount {
	if err != nil && a.err == nil {
		a.err = err
	}
	return x
}

func (a *adder) add(xs ...money.Amount) money.Amount { return a.keep(money.Sum(xs...)) }

func (a *adder) to(sum *money.Amount, x money.Amount) { *sum = a.keep(sum.Add(x)) }

func (a *adder) of(asset int, x money.Amount) money.Amount { return a.keep(a.v.Of(asset, x)) }

func (a *adder) mulDiv(x, num, den money.Amount) money.Amount {
	if den.IsZero() {
		return money.Zero
	}
	return a.keep(x.MulDiv(num, den, money.Down))
}
