package chain

import (
	"context"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
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

// Transaction is an unsigned transaction at these prices: of EIP-1559, on a legacy chain
// of EIP-155. to is nil where it creates a contract.
func (f Fees) Transaction(chainID, nonce, gas uint64, to *common.Address, value money.Amount, data []byte) *types.Transaction {
	if f.Legacy {
		return types.NewTx(&types.LegacyTx{Nonce: nonce, GasPrice: f.Cap.Big(), Gas: gas, To: to, Value: value.Big(), Data: data})
	}
	return types.NewTx(&types.DynamicFeeTx{
		ChainID: new(big.Int).SetUint64(chainID), Nonce: nonce, GasTipCap: f.Tip.Big(), GasFeeCap: f.Cap.Big(), Gas: gas, To: to, Value: value.Big(), Data: data,
	})
}

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
