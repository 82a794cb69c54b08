package chain

import (
	"context"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/ethclient"

	"makewhole/money"
)

// batchSize is how many calls one batch request carries.
const batchSize = 100

// read runs one call and returns its value.
func read[T any](ctx context.Context, c *Client, call func(context.Context, *ethclient.Client) (T, error)) (T, error) {
	var out T
	err := c.do(ctx, func(ctx context.Context, e *ethclient.Client) (err error) {
		out, err = call(ctx, e)
		return err
	})
	return out, err
}

// HeaderByNumber reads a header; nil is the head, negative numbers are the tags
// of package rpc. The error of an absent block is ethereum.NotFound. A numbered
// block is the one k endpoints have.
func (c *Client) HeaderByNumber(ctx context.Context, number *big.Int) (*types.Header, error) {
	if isSettled(number) {
		return c.agreedHeader(ctx, number)
	}
	return read(ctx, c, func(ctx context.Context, e *ethclient.Client) (*types.Header, error) {
		return headerAt(ctx, e, number)
	})
}

// HeaderByHash reads a header and checks that it hashes to hash.
func (c *Client) HeaderByHash(ctx context.Context, hash common.Hash) (*types.Header, error) {
	return read(ctx, c, func(ctx context.Context, e *ethclient.Client) (*types.Header, error) {
		h, err := e.HeaderByHash(ctx, hash)
		if err == nil && h.Hash() != hash {
			return nil, fmt.Errorf("header %s hashes to %s", hash, h.Hash())
		}
		return h, err
	})
}

// CodeAt reads the code of an account at a block (nil = head).
func (c *Client) CodeAt(ctx context.Context, addr common.Address, block *big.Int) ([]byte, error) {
	if isSettled(block) {
		return c.agreedCode(ctx, addr, block)
	}
	return read(ctx, c, func(ctx context.Context, e *ethclient.Client) ([]byte, error) {
		return e.CodeAt(ctx, addr, block)
	})
}

// NonceAt reads the number of transactions of an account at a block; at the
// head (nil) it is a number that k endpoints have reached.
func (c *Client) NonceAt(ctx context.Context, addr common.Address, block *big.Int) (uint64, error) {
	if isSettled(block) {
		return c.agreedNonce(ctx, addr, block)
	}
	return c.atLeast(ctx, "nonce of "+addr.Hex(), func(ctx context.Context, e *ethclient.Client) (uint64, error) {
		return e.NonceAt(ctx, addr, block)
	})
}

// PendingNonceAt counts pooled transactions too, as k endpoints do. The sender
// takes its first nonce from it once in the life of a key; afterwards it is
// only a reason to stop.
func (c *Client) PendingNonceAt(ctx context.Context, addr common.Address) (uint64, error) {
	return c.atLeast(ctx, "pending nonce of "+addr.Hex(), func(ctx context.Context, e *ethclient.Client) (uint64, error) {
		return e.PendingNonceAt(ctx, addr)
	})
}

// FilterLogs reads logs; a range may be refused by the provider as too large.
func (c *Client) FilterLogs(ctx context.Context, q ethereum.FilterQuery) ([]types.Log, error) {
	if isSettled(q.ToBlock) && q.BlockHash == nil {
		return c.agreedLogs(ctx, q)
	}
	return read(ctx, c, func(ctx context.Context, e *ethclient.Client) ([]types.Log, error) {
		return e.FilterLogs(ctx, q)
	})
}

// CallContract runs a view call at a block number (nil = head).
func (c *Client) CallContract(ctx context.Context, msg ethereum.CallMsg, block *big.Int) ([]byte, error) {
	if isSettled(block) {
		return c.agreedCall(ctx, msg, block)
	}
	return read(ctx, c, func(ctx context.Context, e *ethclient.Client) ([]byte, error) {
		return e.CallContract(ctx, msg, block)
	})
}

// CallAtHash runs a view call at a block hash that must be canonical
// (EIP-1898): a reorg in between is an error, never an answer of another block.
func (c *Client) CallAtHash(ctx context.Context, msg ethereum.CallMsg, block common.Hash) ([]byte, error) {
	outs, err := c.BatchCallAtHash(ctx, []ethereum.CallMsg{msg}, block)
	if err != nil {
		return nil, err
	}
	return outs[0].Data, outs[0].Err
}

// CallContractAtHash is CallAtHash under ethclient's name.
func (c *Client) CallContractAtHash(ctx context.Context, msg ethereum.CallMsg, block common.Hash) ([]byte, error) {
	return c.CallAtHash(ctx, msg, block)
}

// CallResult is the outcome of one call of a batch. Err is the node's error
// object, for example of a revert.
type CallResult struct {
	Data []byte
	Err  error
}

// BatchCallAtHash runs many view calls at one canonical block hash, in order.
// The error is about the transport; each call has its own outcome.
func (c *Client) BatchCallAtHash(ctx context.Context, msgs []ethereum.CallMsg, block common.Hash) ([]CallResult, error) {
	out := make([]CallResult, 0, len(msgs))
	for len(out) < len(msgs) {
		part, err := c.agreedCalls(ctx, msgs[len(out):min(len(msgs), len(out)+batchSize)], block)
		if err != nil {
			return nil, err
		}
		out = append(out, part...)
	}
	return out, nil
}

// CallsAtHash is BatchCallAtHash for callers that need every answer: the first
// call that fails fails the batch.
func (c *Client) CallsAtHash(ctx context.Context, msgs []ethereum.CallMsg, block common.Hash) ([][]byte, error) {
	results, err := c.BatchCallAtHash(ctx, msgs, block)
	if err != nil {
		return nil, err
	}
	out := make([][]byte, len(results))
	for i, r := range results {
		if r.Err != nil {
			return nil, fmt.Errorf("call %d at block %s: %w", i, block, r.Err)
		}
		out[i] = r.Data
	}
	return out, nil
}

// NativeBalance is the coin balance of an account in wei, at a block (nil = head).
func (c *Client) NativeBalance(ctx context.Context, addr common.Address, block *big.Int) (money.Amount, error) {
	b, err := read(ctx, c, func(ctx context.Context, e *ethclient.Client) (*big.Int, error) {
		return e.BalanceAt(ctx, addr, block)
	})
	if err != nil {
		return money.Zero, err
	}
	return money.FromBig(b)
}

var balanceOf = []byte{0x70, 0xa0, 0x82, 0x31} // keccak("balanceOf(address)")[:4]

// TokenBalance is an ERC-20 balance in base units, at a block (nil = head). The
// zero token is the native coin.
func (c *Client) TokenBalance(ctx context.Context, token, holder common.Address, block *big.Int) (money.Amount, error) {
	if token == (common.Address{}) {
		return c.NativeBalance(ctx, holder, block)
	}
	data := append(append([]byte(nil), balanceOf...), common.LeftPadBytes(holder[:], 32)...)
	out, err := c.CallContract(ctx, ethereum.CallMsg{To: &token, Data: data}, block)
	if err != nil {
		return money.Zero, fmt.Errorf("read balance of %s: %w", holder, err)
	}
	if len(out) != 32 {
		return money.Zero, fmt.Errorf("read balance of %s: %d bytes, want 32", holder, len(out))
	}
	return money.FromBytes32([32]byte(out)), nil
}

// callArg is the JSON form of a call.
func callArg(m ethereum.CallMsg) map[string]any {
	arg := map[string]any{"from": m.From, "to": m.To}
	if len(m.Data) > 0 {
		arg["input"] = hexutil.Bytes(m.Data)
	}
	if m.Value != nil {
		arg["value"] = (*hexutil.Big)(m.Value)
	}
	if m.Gas != 0 {
		arg["gas"] = hexutil.Uint64(m.Gas)
	}
	return arg
}
