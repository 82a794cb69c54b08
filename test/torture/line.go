package main

import (
	"context"
	"errors"
	"math/big"
	"math/rand/v2"
	"slices"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/chain"
	"makewhole/money"
	"makewhole/outbox"
)

// errLine is the transport error of a call whose request or reply was lost.
var errLine = errors.New("torture: connection reset")

// Faults of one call. A read can be lost on its way out or back, be asked
// twice, travel for a block, or come from a node that is behind. A broadcast
// can also be refused although it was taken, arrive rounds later, or vanish.
const (
	lostRequest = "rpc request lost"
	lostReply   = "rpc reply lost"
	duplicated  = "rpc duplicated"
	delayed     = "rpc delayed"
	lagging     = "rpc lagging answer"
	refused     = "rpc refused but accepted"
	swallowed   = "rpc accepted but dropped"
)

var (
	readFaults = []string{lostRequest, lostReply, duplicated, delayed, lagging}
	sendFaults = []string{lostRequest, lostReply, duplicated, delayed, refused, swallowed}
)

// refusal is an error object of JSON-RPC.
type refusal string

func (r refusal) Error() string  { return string(r) }
func (r refusal) ErrorCode() int { return -32000 }

// refusals are answers of real nodes to transactions that they did take.
var refusals = []refusal{
	"nonce too low", "already known", "replacement transaction underpriced", "transaction underpriced",
	"internal error", "insufficient funds for gas * price + value", "txpool is full",
}

// line is the connection between a sender and the chain.
type line struct {
	outbox.Node
	w        *world
	rnd      *rand.Rand
	perMille int // of calls that meet a fault; 0 is a perfect line
	late     []lateSend
}

// lateSend is a broadcast that is still on its way.
type lateSend struct {
	raw   []byte
	steps int
}

// pick decides what happens to one call.
func (l *line) pick(kinds []string) string {
	if l.perMille == 0 || l.rnd.IntN(1000) >= l.perMille {
		return ""
	}
	kind := kinds[l.rnd.IntN(len(kinds))]
	l.w.stats.one(kind)
	return kind
}

// ask makes one read; stale is the same answer of a node that is behind.
func ask[T any](l *line, call, stale func() (T, error)) (T, error) {
	var zero T
	l.w.stats.one("rpc calls")
	switch l.pick(readFaults) {
	case lostRequest:
		return zero, errLine
	case lostReply:
		_, _ = call()
		return zero, errLine
	case duplicated:
		_, _ = call()
	case delayed:
		v, err := call()
		l.w.seal()
		return v, err
	case lagging:
		return stale()
	}
	return call()
}

// behind is the head that a lagging node knows: one or two blocks old.
func (l *line) behind(ctx context.Context) (*types.Header, error) {
	h, err := l.Node.HeaderByNumber(ctx, nil)
	if err != nil {
		return nil, err
	}
	lag := min(h.Number.Uint64(), 1+l.rnd.Uint64N(2))
	return l.Node.HeaderByNumber(ctx, new(big.Int).Sub(h.Number, new(big.Int).SetUint64(lag)))
}

// Finalized of a lagging node is older.
func (l *line) Finalized(ctx context.Context) (*types.Header, error) {
	return ask(l, func() (*types.Header, error) { return l.Node.Finalized(ctx) }, func() (*types.Header, error) {
		h, err := l.Node.Finalized(ctx)
		if err != nil || h.Number.Sign() == 0 {
			return h, err
		}
		return l.Node.HeaderByNumber(ctx, new(big.Int).Sub(h.Number, common.Big1))
	})
}

// HeaderByNumber of a lagging node knows no newest block.
func (l *line) HeaderByNumber(ctx context.Context, number *big.Int) (*types.Header, error) {
	return ask(l, func() (*types.Header, error) { return l.Node.HeaderByNumber(ctx, number) }, func() (*types.Header, error) {
		head, err := l.behind(ctx)
		switch {
		case err != nil || number == nil:
			return head, err
		case number.Cmp(head.Number) > 0:
			return nil, ethereum.NotFound
		}
		return l.Node.HeaderByNumber(ctx, number)
	})
}

// NonceAt of a lagging node is lower.
func (l *line) NonceAt(ctx context.Context, a common.Address, block *big.Int) (uint64, error) {
	return ask(l, func() (uint64, error) { return l.Node.NonceAt(ctx, a, block) }, func() (uint64, error) {
		head, err := l.behind(ctx)
		if err != nil {
			return 0, err
		}
		if block != nil && block.Cmp(head.Number) < 0 {
			return l.Node.NonceAt(ctx, a, block)
		}
		return l.Node.NonceAt(ctx, a, head.Number)
	})
}

// NativeBalance of a lagging node is an old one.
func (l *line) NativeBalance(ctx context.Context, a common.Address, block *big.Int) (money.Amount, error) {
	return ask(l, func() (money.Amount, error) { return l.Node.NativeBalance(ctx, a, block) }, func() (money.Amount, error) {
		head, err := l.behind(ctx)
		if err != nil {
			return money.Zero, err
		}
		return l.Node.NativeBalance(ctx, a, head.Number)
	})
}

// Receipts of a lagging node lack those of the newest blocks.
func (l *line) Receipts(ctx context.Context, hashes []common.Hash) ([]*types.Receipt, error) {
	return ask(l, func() ([]*types.Receipt, error) { return l.Node.Receipts(ctx, hashes) }, func() ([]*types.Receipt, error) {
		head, err := l.behind(ctx)
		if err != nil {
			return nil, err
		}
		out, err := l.Node.Receipts(ctx, hashes)
		for i, r := range out {
			if r != nil && r.BlockNumber.Cmp(head.Number) > 0 {
				out[i] = nil
			}
		}
		return out, err
	})
}

// EstimateGas has no older answer worth telling apart.
func (l *line) EstimateGas(ctx context.Context, msg ethereum.CallMsg) (uint64, error) {
	call := func() (uint64, error) { return l.Node.EstimateGas(ctx, msg) }
	return ask(l, call, call)
}

// DryRun has no older answer worth telling apart either.
func (l *line) DryRun(ctx context.Context, msg ethereum.CallMsg) error {
	call := func() (struct{}, error) { return struct{}{}, l.Node.DryRun(ctx, msg) }
	_, err := ask(l, call, call)
	return err
}

// SuggestFees of a lagging node is the market before.
func (l *line) SuggestFees(ctx context.Context) (chain.Fees, error) {
	call := func() (chain.Fees, error) { return l.Node.SuggestFees(ctx) }
	return ask(l, call, call)
}

// SendRaw hands signed bytes to the chain, or not, or later, or twice.
func (l *line) SendRaw(ctx context.Context, raw []byte) error {
	l.w.stats.one("broadcasts")
	l.w.remember(raw)
	switch l.pick(sendFaults) {
	case lostRequest:
		return errLine
	case lostReply:
		_ = l.Node.SendRaw(ctx, raw)
		return errLine
	case duplicated:
		_ = l.Node.SendRaw(ctx, raw)
	case delayed:
		l.late = append(l.late, lateSend{slices.Clone(raw), 1 + l.rnd.IntN(20)})
		return errLine
	case refused:
		_ = l.Node.SendRaw(ctx, raw)
		return refusals[l.rnd.IntN(len(refusals))]
	case swallowed:
		return nil
	}
	return l.Node.SendRaw(ctx, raw)
}

// deliver brings late broadcasts whose time has come.
func (l *line) deliver(ctx context.Context) {
	waiting := l.late[:0]
	for _, s := range l.late {
		if s.steps--; s.steps > 0 {
			waiting = append(waiting, s)
			continue
		}
		_ = l.Node.SendRaw(ctx, s.raw) // its nonce may be used by now
	}
	l.late = waiting
}
