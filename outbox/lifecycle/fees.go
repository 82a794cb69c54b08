package lifecycle

import (
	"errors"
	"fmt"

	"makewhole/chain"
	"makewhole/money"
)

// ErrFeeCap means the market is above the configured fee cap.
var ErrFeeCap = errors.New("fee above the cap")

// FeePolicy bounds what is offered. MaxCap and MaxTip are wei per gas.
type FeePolicy struct {
	MaxCap money.Amount
	MaxTip money.Amount
}

// Factors of a replacement, per mille: we raise by 12.5 %, nodes ask for 10 %.
const (
	raiseFactor   = 1125
	raiseRequired = 1100
)

// First is the bid of a new transaction: the market's, its head room and tip
// cut to the policy. It returns ErrFeeCap when even the next block would cost
// more than MaxCap.
func (p FeePolicy) First(market chain.Fees) (chain.Fees, error) {
	bid := market
	bid.Tip = money.Min(bid.Tip, p.MaxTip)
	if market.Legacy {
		bid.Tip = market.Cap
	}
	need, err := market.Base.Add(bid.Tip)
	if err != nil || p.MaxCap.Less(need) {
		return chain.Fees{}, fmt.Errorf("%w: needs %s wei per gas, cap %s", ErrFeeCap, need, p.MaxCap)
	}
	bid.Cap = money.Min(bid.Cap, p.MaxCap)
	return bid, nil
}

// Replace is the bid of a replacement of old: both prices at least 12.5 % up
// and not below the market. Near the policy's cap 10 % is accepted, the least a
// node takes; when not even that fits, ErrFeeCap.
func (p FeePolicy) Replace(old, market chain.Fees) (chain.Fees, error) {
	tip, err1 := replacePrice(old.Tip, market.Tip, money.Min(p.MaxTip, p.MaxCap))
	limit, err2 := replacePrice(old.Cap, market.Cap, p.MaxCap)
	if market.Legacy {
		tip, err1 = limit, nil
	}
	if err := errors.Join(err1, err2); err != nil {
		return chain.Fees{}, err
	}
	return chain.Fees{Tip: tip, Cap: money.MaxOf(limit, tip), Base: market.Base, Legacy: market.Legacy}, nil
}

func replacePrice(old, market, ceiling money.Amount) (money.Amount, error) {
	want, err := raise(old, raiseFactor)
	if err != nil {
		return money.Zero, err
	}
	want = money.MaxOf(want, market)
	if !ceiling.Less(want) {
		return want, nil
	}
	least, err := raise(old, raiseRequired)
	if err != nil {
		return money.Zero, err
	}
	if ceiling.Less(least) {
		return money.Zero, fmt.Errorf("%w: replacement needs %s wei per gas, cap %s", ErrFeeCap, least, ceiling)
	}
	return ceiling, nil
}

// raise multiplies by factor per mille, rounded up and by at least one wei.
func raise(old money.Amount, factor uint64) (money.Amount, error) {
	up, err := old.MulDiv(money.FromUint64(factor), money.FromUint64(1000), money.Up)
	if err != nil {
		return money.Zero, err
	}
	least, err := old.Add(money.FromUint64(1))
	return money.MaxOf(up, least), err
}

// Cost is the most a transaction can take from the sender: gas·cap + value.
func Cost(gas uint64, price, value money.Amount) (money.Amount, error) {
	fee, err := price.MulDiv(money.FromUint64(gas), money.FromUint64(1), money.Up)
	if err != nil {
		return money.Zero, err
	}
	return fee.Add(value)
}
