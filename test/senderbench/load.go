package senderbench

import (
	"context"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"

	"makewhole/chain/devnet"
	"makewhole/money"
)

// load is what one side sends and whom that pays.
type load struct {
	kind, machine string // of its intents
	gas           uint64 // limit of each transaction where nobody estimates
	planned       bool   // the intents name that limit, as those of a plan do
	token         common.Address
	calls         []call
	due           []payment
}

// call is one transaction, apart from nonce and price.
type call struct {
	to    common.Address
	value money.Amount // wei
	data  []byte
}

// payment is what a receiver has in the end, in base units of the token, or in
// wei without a token. Zero for a leaf that no push chooses.
type payment struct {
	receiver common.Address
	amount   money.Amount
}

// loads are those of the bare side and of the sender, ready to be sent.
func (w *world) loads(ctx context.Context) (ls [2]*load, err error) {
	if w.Lines > 0 {
		ls, err = w.pushes(ctx)
	} else {
		ls = [2]*load{w.transfers(0), w.transfers(1)}
	}
	if err != nil {
		return ls, err
	}
	for _, l := range ls {
		if l.gas, err = w.gasLimit(ctx, l.calls[0]); err != nil {
			return ls, err
		}
	}
	return ls, w.node.Flush(ctx)
}

// transfers are of one wei each, to receivers that nobody knew before.
func (w *world) transfers(side int) *load {
	l := &load{kind: "trial", machine: "pool"}
	for i := range w.N {
		p := payment{receiver(side, i), money.FromUint64(1)}
		l.calls, l.due = append(l.calls, call{to: p.receiver, value: p.amount}), append(l.due, p)
	}
	return l
}

// receiver i of one side.
func receiver(side, i int) common.Address {
	return common.BigToAddress(new(big.Int).SetUint64(uint64(side+1)<<32 + uint64(i) + 1<<40))
}

// gasLimit is what the sender would take: the node's estimate and a quarter more.
func (w *world) gasLimit(ctx context.Context, c call) (uint64, error) {
	gas, err := w.client.EstimateGas(ctx, ethereum.CallMsg{
		From: devnet.Address(bareAccount), To: &c.to, Value: c.value.Big(), Data: c.data,
	})
	if err != nil {
		return 0, fmt.Errorf("estimate gas: %w", err)
	}
	return gas + gas/4, nil
}

// paid checks that every receiver has exactly what is due.
func (w *world) paid(ctx context.Context, l *load) error {
	for i, p := range l.due {
		got, err := w.balance(ctx, l.token, p.receiver)
		if err != nil {
			return fmt.Errorf("balance of receiver %d: %w", i, err)
		}
		if got != p.amount {
			return fmt.Errorf("receiver %d has %s, want %s", i, got, p.amount)
		}
	}
	return nil
}

func (w *world) balance(ctx context.Context, token, of common.Address) (money.Amount, error) {
	if token == (common.Address{}) {
		return w.client.NativeBalance(ctx, of, nil)
	}
	return w.client.TokenBalance(ctx, token, of, nil)
}
