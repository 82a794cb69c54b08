package chain

import (
	"context"
	"errors"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/ethclient"

	"makewhole/money"
)

// Fees are the prices of one unit of gas in wei. On a legacy chain (no base
// fee) Tip equals Cap and both are the gas price.
type Fees struct {
	Tip    money.Amount
	Cap    money.Amount
	Base   money.Amount // base fee of the head, not part of a bid
	Legacy bool
}

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

// SuggestFees asks the node for the market: its tip and twice the base fee, so
// that six full blocks in a row do not price the transaction out.
func (c *Client) SuggestFees(ctx context.Context) (Fees, error) {
	head, err := c.HeaderByNumber(ctx, nil)
	if err != nil {
		return Fees{}, err
	}
	if head.BaseFee == nil {
		price, err := c.price(ctx, (*ethclient.Client).SuggestGasPrice)
		return Fees{Tip: price, Cap: price, Legacy: true}, err
	}
	tip, err := c.price(ctx, (*ethclient.Client).SuggestGasTipCap)
	if err != nil {
		return Fees{}, err
	}
	base, err := money.FromBig(head.BaseFee)
	if err != nil {
		return Fees{}, fmt.Errorf("read base fee: %w", err)
	}
	return MarketFees(base, tip)
}

func (c *Client) price(ctx context.Context, call func(*ethclient.Client, context.Context) (*big.Int, error)) (money.Amount, error) {
	p, err := read(ctx, c, func(ctx context.Context, e *ethclient.Client) (*big.Int, error) { return call(e, ctx) })
	if err != nil {
		return money.Zero, fmt.Errorf("read gas price: %w", err)
	}
	return money.FromBig(p)
}

// MarketFees is the bid at a base fee and tip: cap = 2·base + tip.
func MarketFees(base, tip money.Amount) (Fees, error) {
	limit, err := money.Sum(base, base, tip)
	return Fees{Tip: tip, Cap: limit, Base: base}, err
}

// First is the bid of a new transaction: the market's, its head room and tip
// cut to the policy. It returns ErrFeeCap when even the next block would cost
// more than MaxCap.
func (p FeePolicy) First(market Fees) (Fees, error) {
	bid := market
	bid.Tip = money.Min(bid.Tip, p.MaxTip)
	if market.Legacy {
		bid.Tip = market.Cap
	}
	need, err := market.Base.Add(bid.Tip)
	if err != nil || p.MaxCap.Less(need) {
		return Fees{}, fmt.Errorf("%w: needs %s wei per gas, cap %s", ErrFeeCap, need, p.MaxCap)
	}
	bid.Cap = money.Min(bid.Cap, p.MaxCap)
	return bid, nil
}

// Replace is the bid of a replacement of old: both prices at least 12.5 % up
// and not below the market. Near the policy's cap 10 % is accepted, the least a
// node takes; when not even that fits, ErrFeeCap.
func (p FeePolicy) Replace(old, market Fees) (Fees, error) {
	tip, err1 := replacePrice(old.Tip, market.Tip, money.Min(p.MaxTip, p.MaxCap))
	limit, err2 := replacePrice(old.Cap, market.Cap, p.MaxCap)
	if market.Legacy {
		tip, err1 = limit, nil
	}
	if err := errors.Join(err1, err2); err != nil {
		return Fees{}, err
	}
	return Fees{Tip: tip, Cap: money.MaxOf(limit, tip), Base: market.Base, Legacy: market.Legacy}, nil
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

// cost is the most a transaction can take from the sender: gas·cap + value.
func cost(gas uint64, price, value money.Amount) (money.Amount, error) {
	fee, err := price.MulDiv(money.FromUint64(gas), money.FromUint64(1), money.Up)
	if err != nil {
		return money.Zero, err
	}
	return fee.Add(value)
}
