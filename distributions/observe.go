package distributions

import (
	"context"
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
	"makewhole/models"
	"makewhole/money"
	"makewhole/payouts"
	"makewhole/service"
	"makewhole/valuation"
)

// valueOf prices a base unit of the payout token in wei: the coin itself is
// worth itself; a price that a person gives with a reason goes before that of
// the incident's snapshot set; without either there is none.
func (p *planning) valueOf(tx *models.Tx) (*planValue, error) {
	switch {
	case p.native():
		return &planValue{Num: valuation.Parity.Num, Den: valuation.Parity.Den, Source: "native"}, nil
	case !p.in.Num.IsZero():
		return &planValue{Num: p.in.Num, Den: p.in.Den, Source: "treasurer", Reason: p.in.Reason}, nil
	}
	v, err := valuation.Load(tx, &p.d.Incident)
	if errors.Is(err, service.ErrNotReady) {
		return nil, nil //nolint:nilnil // no price is a value here
	}
	if err != nil {
		return nil, err
	}
	token, err := v.PriceOf(p.d.Asset)
	if errors.Is(err, service.ErrNotReady) {
		return nil, nil //nolint:nilnil // no price is a value here
	}
	if err != nil {
		return nil, err
	}
	coin, known := v.CoinPrice(p.d.Asset.ChainID)
	if !known || coin.Num.IsZero() {
		return nil, nil //nolint:nilnil // no price is a value here
	}
	return crossPrice(token, coin, v.Set.PublicID)
}

// crossPrice is (token.num/token.den) / (coin.num/coin.den); a product that does
// not fit is no price.
func crossPrice(token, coin valuation.Price, set string) (*planValue, error) {
	one := money.FromUint64(1)
	num, err := token.Num.MulDiv(coin.Den, one, money.Down)
	if err != nil {
		return nil, nil //nolint:nilnil,nilerr // see above
	}
	den, err := token.Den.MulDiv(coin.Num, one, money.Up)
	if err != nil {
		return nil, nil //nolint:nilnil,nilerr // see above
	}
	return &planValue{Num: num, Den: den, Source: "snapshot set", Reason: set}, nil
}

// observe asks the chain what gas costs and what the receivers hold.
func (p *planning) observe(ctx context.Context, node Node) (err error) {
	if p.gasPrice, err = node.GasPrice(ctx); err != nil {
		return err
	}
	if p.block, err = node.Finalized(ctx); err != nil {
		return err
	}
	receivers, at := p.receivers()
	holders, err := p.holders(ctx, node, receivers)
	if err != nil {
		return err
	}
	for i := range p.leaves {
		if n, ok := at[p.leaves[i].to]; ok {
			p.leaves[i].line.Holder = holders[n]
		}
	}
	return nil
}

// receivers lists who may be pushed, each once.
func (p *planning) receivers() (out []common.Address, at map[common.Address]int) {
	at = map[common.Address]int{}
	for i := range p.leaves {
		l := &p.leaves[i]
		if _, known := at[l.to]; l.line.Open && !known {
			at[l.to] = len(out)
			out = append(out, l.to)
		}
	}
	return out, at
}

// holders looks at receivers at one final block.
func (p *planning) holders(ctx context.Context, node Node, accounts []common.Address) ([]payouts.Holder, error) {
	out := make([]payouts.Holder, len(accounts))
	if p.native() {
		states, err := node.CoinAccounts(ctx, accounts, p.block.Hash())
		if err != nil {
			return nil, err
		}
		for i, a := range states {
			switch {
			case a.Code:
				out[i] = payouts.HolderContract
			case a.Exists():
				out[i] = payouts.HolderExisting
			}
		}
		return out, nil
	}
	balances, err := tokenBalances(ctx, node, p.d.Asset.Address.Address, accounts, p.block.Hash())
	for i, b := range balances {
		if !b.IsZero() {
			out[i] = payouts.HolderExisting
		}
	}
	return out, err
}

// tokenBalances reads ERC-20 balances at one block, in the order of accounts.
func tokenBalances(ctx context.Context, node Node, token common.Address, accounts []common.Address, block common.Hash) ([]money.Amount, error) {
	msgs := make([]ethereum.CallMsg, len(accounts))
	for i, a := range accounts {
		msgs[i] = ethereum.CallMsg{To: &token, Data: contracts.PackBalanceOf(a)}
	}
	answers, err := node.CallsAtHash(ctx, msgs, block)
	if err != nil {
		return nil, err
	}
	out := make([]money.Amount, len(accounts))
	for i, raw := range answers {
		if len(raw) != 32 {
			return nil, fmt.Errorf("balance of %s: %d bytes, want 32", accounts[i], len(raw))
		}
		out[i] = money.FromBytes32([32]byte(raw))
	}
	return out, nil
}
