package chain

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strconv"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/ethereum/go-ethereum/rpc"
)

// headerAt reads the header of one block number or tag on one node.
func headerAt(ctx context.Context, e *ethclient.Client, number *big.Int) (*types.Header, error) {
	h, err := e.HeaderByNumber(ctx, number)
	if err == nil && number != nil && number.Sign() >= 0 && h.Number.Cmp(number) != 0 {
		return nil, fmt.Errorf("asked for block %s, got %s", number, h.Number)
	}
	return h, err
}

// agreedHeader is the header at a height that k endpoints have.
func (c *Client) agreedHeader(ctx context.Context, number *big.Int) (*types.Header, error) {
	return agree(ctx, c, "block "+number.String(), number.Uint64(), headerBallot(number))
}

func headerBallot(number *big.Int) ballot[*types.Header] {
	return func(ctx context.Context, e *ethclient.Client) (*types.Header, string, error) {
		h, err := headerAt(ctx, e, number)
		if err != nil {
			return nil, "", err
		}
		return h, h.Hash().Hex(), nil
	}
}

// finalOf is the newest final header of one node: the finalized tag, or the
// block at the configured depth.
func (c *Client) finalOf(ctx context.Context, e *ethclient.Client) (*types.Header, error) {
	if c.depth > 0 {
		head, err := headerAt(ctx, e, nil)
		if err != nil {
			return nil, err
		}
		n := head.Number.Uint64()
		return headerAt(ctx, e, new(big.Int).SetUint64(n-min(n, c.depth)))
	}
	h, err := headerAt(ctx, e, big.NewInt(rpc.FinalizedBlockNumber.Int64()))
	var answer rpc.Error
	switch {
	case err == nil:
		return h, nil
	case IsNotFound(err):
		return headerAt(ctx, e, new(big.Int))
	case errors.As(err, &answer):
		return nil, fmt.Errorf("%w: %w", ErrNoFinality, err)
	}
	return nil, err
}

// Finalized is the newest header that k endpoints confirm as final: the k-th
// highest of their final heights, if k of those that reached it have the same
// block there; otherwise the next lower height on which k agree. Nodes that are
// behind delay nobody as long as k are not. A block below one that was final
// before is a BehindError.
func (c *Client) Finalized(ctx context.Context) (*types.Header, error) {
	ask := func(ctx context.Context, e *ethclient.Client) (*types.Header, string, error) {
		h, err := c.finalOf(ctx, e)
		if err != nil {
			return nil, "", err
		}
		return h, fmt.Sprintf("final %s %s", h.Number, h.Hash().Hex()), nil
	}
	if len(c.endpoints) == 1 {
		h, err := agree(ctx, c, "finalized block", anyHeight, ask)
		if err != nil {
			return nil, err
		}
		return orNil(h, c.holdFinal(h, []vote[*types.Header]{{from: c.endpoints[0], value: h}}))
	}
	votes := collect(ctx, c, ask, func(vs []vote[*types.Header]) bool { return given(vs) >= c.quorum })
	if given(votes) < c.quorum {
		return nil, undecided("finalized block", c.quorum, votes)
	}
	votes = slices.DeleteFunc(votes, func(v vote[*types.Header]) bool { return v.err != nil })
	slices.SortStableFunc(votes, func(a, b vote[*types.Header]) int { return b.value.Number.Cmp(a.value.Number) })
	h, err := c.confirmFinal(ctx, votes)
	if err != nil {
		return nil, err
	}
	return orNil(h, c.holdFinal(h, votes))
}

// orNil keeps a value from leaving with an error.
func orNil[T any](v *T, err error) (*T, error) {
	if err != nil {
		return nil, err
	}
	return v, nil
}

// confirmFinal walks final heights downwards until k endpoints that reached one
// have the same block there.
func (c *Client) confirmFinal(ctx context.Context, votes []vote[*types.Header]) (*types.Header, error) {
	var last []vote[*types.Header]
	type dispute struct {
		number *big.Int
		votes  []vote[*types.Header]
	}
	var disputes []dispute
	for i := c.quorum - 1; i < len(votes); i++ {
		n := votes[i].value.Number
		if i+1 < len(votes) && votes[i+1].value.Number.Cmp(n) == 0 {
			continue // the others at this height count too
		}
		last = c.headersAt(ctx, n, votes[:i+1])
		disputes = append(disputes, dispute{n, last})
		w := winner(last, c.quorum)
		if w == nil {
			continue
		}
		c.settle(n.Uint64())
		for _, d := range disputes {
			c.compare("block "+d.number.String(), anyHeight, answersOf(d.votes))
		}
		return w.value, nil
	}
	for _, d := range disputes {
		c.compare("final block "+d.number.String(), anyHeight, answersOf(d.votes))
	}
	return nil, undecided("finalized block", c.quorum, last)
}

// headersAt is what the endpoints of votes have at a height all of them call
// final.
func (c *Client) headersAt(ctx context.Context, n *big.Int, votes []vote[*types.Header]) []vote[*types.Header] {
	var out []vote[*types.Header]
	var ask []*endpoint
	for _, v := range votes {
		if v.value.Number.Cmp(n) == 0 {
			out = append(out, vote[*types.Header]{from: v.from, value: v.value, says: v.value.Hash().Hex()})
			continue
		}
		ask = append(ask, v.from)
	}
	more := poll(ctx, c, ask, headerBallot(n), func(vs []vote[*types.Header]) bool {
		return winner(append(slices.Clone(out), vs...), c.quorum) != nil
	})
	return append(out, more...)
}

// settle remembers the highest height that k endpoints called final.
func (c *Client) settle(n uint64) {
	for old := c.settled.Load(); n > old && !c.settled.CompareAndSwap(old, n); old = c.settled.Load() {
	}
}

func given[T any](votes []vote[T]) int {
	n := 0
	for _, v := range votes {
		if v.err == nil {
			n++
		}
	}
	return n
}

// atLeast is a count that grows, at the head: the k-th highest answer, which k
// endpoints have reached.
func (c *Client) atLeast(ctx context.Context, what string, call func(context.Context, *ethclient.Client) (uint64, error)) (uint64, error) {
	ask := func(ctx context.Context, e *ethclient.Client) (uint64, string, error) {
		n, err := call(ctx, e)
		return n, strconv.FormatUint(n, 10), err
	}
	votes := collect(ctx, c, ask, func(vs []vote[uint64]) bool { return given(vs) >= c.quorum })
	var all []uint64
	for _, v := range votes {
		if v.err == nil {
			all = append(all, v.value)
		}
	}
	if len(all) < c.quorum {
		return 0, undecided(what, c.quorum, votes)
	}
	slices.Sort(all)
	return all[len(all)-c.quorum], nil
}

// agreedNonce is an account's transaction count at a block.
func (c *Client) agreedNonce(ctx context.Context, addr common.Address, block *big.Int) (uint64, error) {
	what := fmt.Sprintf("nonce of %s at block %s", addr, block)
	return agree(ctx, c, what, block.Uint64(), func(ctx context.Context, e *ethclient.Client) (uint64, string, error) {
		n, err := e.NonceAt(ctx, addr, block)
		return n, strconv.FormatUint(n, 10), absent(err)
	})
}

// absent turns the spellings of "I do not have that block yet" into one.
func absent(err error) error {
	var answer rpc.Error
	if errors.As(err, &answer) && IsNotFound(err) {
		return fmt.Errorf("%w: %w", ethereum.NotFound, err)
	}
	return err
}

// agreedLogs are the logs of a range with an end. A node that has not reached
// the end abstains: its list would be short, not wrong.
func (c *Client) agreedLogs(ctx context.Context, q ethereum.FilterQuery) ([]types.Log, error) {
	what := fmt.Sprintf("logs of blocks %s to %s", q.FromBlock, q.ToBlock)
	return agree(ctx, c, what, q.ToBlock.Uint64(), func(ctx context.Context, e *ethclient.Client) ([]types.Log, string, error) {
		end, err := headerAt(ctx, e, q.ToBlock)
		if err != nil {
			return nil, "", err
		}
		logs, err := e.FilterLogs(ctx, q)
		if err != nil {
			return nil, "", err
		}
		raw, err := json.Marshal(logs)
		return logs, fmt.Sprintf("%d logs (%s) up to %s", len(logs), digestOf(raw), end.Hash().Hex()), err
	})
}

// agreedCalls runs one batch of view calls at a block.
func (c *Client) agreedCalls(ctx context.Context, msgs []ethereum.CallMsg, block common.Hash) ([]CallResult, error) {
	at := rpc.BlockNumberOrHashWithHash(block, true)
	what := fmt.Sprintf("%d calls at block %s", len(msgs), block)
	if len(msgs) == 1 && msgs[0].To != nil {
		what = fmt.Sprintf("call of %s at block %s", msgs[0].To, block)
	}
	return agree(ctx, c, what, anyHeight, func(ctx context.Context, e *ethclient.Client) ([]CallResult, string, error) {
		raw := make([]hexutil.Bytes, len(msgs))
		batch := make([]rpc.BatchElem, len(msgs))
		for i, m := range msgs {
			batch[i] = rpc.BatchElem{Method: "eth_call", Args: []any{callArg(m), at}, Result: &raw[i]}
		}
		if err := e.Client().BatchCallContext(ctx, batch); err != nil {
			return nil, "", err
		}
		out := make([]CallResult, len(msgs))
		for i := range out {
			out[i] = CallResult{raw[i], batch[i].Error}
		}
		return c.judgeCalls(out)
	})
}

// judgeCalls says what a batch answered. A call that reverts is an answer; any
// other error makes the node abstain where there are others to ask.
func (c *Client) judgeCalls(out []CallResult) ([]CallResult, string, error) {
	var all []byte
	for _, r := range out {
		var revert *RevertError
		switch err := AsRevert(r.Err); {
		case err == nil:
			all = append(append(all, 0), r.Data...)
		case errors.As(err, &revert):
			all = append(append(all, 1), revert.Data...)
		case len(c.endpoints) > 1:
			return nil, "", err
		}
		all = strconv.AppendInt(append(all, '|'), int64(len(r.Data)), 10)
	}
	if len(out) == 1 && out[0].Err == nil {
		return out, digestOf(out[0].Data), nil
	}
	return out, digestOf(all), nil
}

// agreedCall runs one view call at a block number.
func (c *Client) agreedCall(ctx context.Context, msg ethereum.CallMsg, block *big.Int) ([]byte, error) {
	type answer struct {
		data []byte
		err  error
	}
	what := fmt.Sprintf("call of %s at block %s", msg.To, block)
	a, err := agree(ctx, c, what, block.Uint64(), func(ctx context.Context, e *ethclient.Client) (answer, string, error) {
		data, err := e.CallContract(ctx, msg, block)
		var revert *RevertError
		if errors.As(AsRevert(err), &revert) {
			return answer{nil, err}, "revert " + digestOf(revert.Data), nil
		}
		return answer{data, nil}, digestOf(data), absent(err)
	})
	if err != nil {
		return nil, err
	}
	return a.data, a.err
}

// agreedCode is an account's code at a block.
func (c *Client) agreedCode(ctx context.Context, addr common.Address, block *big.Int) ([]byte, error) {
	what := fmt.Sprintf("code of %s at block %s", addr, block)
	return agree(ctx, c, what, block.Uint64(), func(ctx context.Context, e *ethclient.Client) ([]byte, string, error) {
		code, err := e.CodeAt(ctx, addr, block)
		return code, digestOf(code), absent(err)
	})
}

// isSettled reports a block number, not the head or a tag.
func isSettled(block *big.Int) bool { return block != nil && block.Sign() >= 0 }
