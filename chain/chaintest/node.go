package chaintest

import (
	"context"
	"math/big"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/rpc"

	"makewhole/chain"
	"makewhole/money"
)

// call runs one request over the line. back is how many blocks the answer may
// lag behind.
func (c *Chain) call(ctx context.Context, method string, do func(back uint64) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	fault := Fine
	if c.Line != nil {
		fault = c.Line(method)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if fault == LoseRequest {
		return ErrLine
	}
	back := uint64(0)
	if fault == Stale {
		back = min(1, c.head()-c.final)
	}
	err := do(back)
	if fault == LoseReply {
		return ErrLine
	}
	return err
}

// Finalized is the finalized header.
func (c *Chain) Finalized(ctx context.Context) (h *types.Header, err error) {
	return h, c.call(ctx, "finalized", func(uint64) error {
		h = c.blocks[c.final].header
		return nil
	})
}

// HeaderByNumber answers nil for the head.
func (c *Chain) HeaderByNumber(ctx context.Context, number *big.Int) (h *types.Header, err error) {
	return h, c.call(ctx, "header", func(back uint64) error {
		n := c.head() - back
		if number != nil && number.Int64() == rpc.FinalizedBlockNumber.Int64() {
			n = c.final
		} else if number != nil {
			if number.Uint64() > n {
				return ethereum.NotFound
			}
			n = number.Uint64()
		}
		h = c.blocks[n].header
		return nil
	})
}

// NonceAt counts the transactions of an account up to a block.
func (c *Chain) NonceAt(ctx context.Context, a common.Address, number *big.Int) (n uint64, err error) {
	return n, c.call(ctx, "nonce", func(back uint64) error {
		last := c.head() - back
		if number != nil {
			last = min(last, number.Uint64())
		}
		for _, b := range c.blocks[:last+1] {
			for _, tx := range b.txs {
				if sender(tx) == a {
					n++
				}
			}
		}
		return nil
	})
}

// PendingNonceAt counts gapless pooled transactions too.
func (c *Chain) PendingNonceAt(ctx context.Context, a common.Address) (n uint64, err error) {
	return n, c.call(ctx, "pending nonce", func(uint64) error {
		n = c.state[a].nonce
		for c.pool[a][n] != nil {
			n++
		}
		return nil
	})
}

// NativeBalance answers for the head whatever the block.
func (c *Chain) NativeBalance(ctx context.Context, a common.Address, _ *big.Int) (b money.Amount, err error) {
	return b, c.call(ctx, "balance", func(uint64) error {
		b = c.state[a].balance
		return nil
	})
}

// Receipts answers nil for what it does not know; a stale answer lacks the
// newest block.
func (c *Chain) Receipts(ctx context.Context, hashes []common.Hash) (out []*types.Receipt, err error) {
	return out, c.call(ctx, "receipts", func(back uint64) error {
		out = make([]*types.Receipt, len(hashes))
		for i, h := range hashes {
			n, ok := c.mined[h]
			if !ok || n > c.head()-back {
				continue
			}
			for _, r := range c.blocks[n].receipts {
				if r.TxHash == h {
					out[i] = r
				}
			}
		}
		return nil
	})
}

// EstimateGas simulates on the head.
func (c *Chain) EstimateGas(ctx context.Context, m ethereum.CallMsg) (gas uint64, err error) {
	return gas, c.call(ctx, "estimate", func(uint64) error {
		if c.reverts[*m.To] {
			return &chain.RevertError{Text: "execution reverted"}
		}
		gas = gasOf(m.Data)
		return nil
	})
}

// DryRun simulates on the head with a limit.
func (c *Chain) DryRun(ctx context.Context, m ethereum.CallMsg) error {
	return c.call(ctx, "dry run", func(uint64) error {
		switch {
		case c.reverts[*m.To]:
			return &chain.RevertError{Text: "execution reverted"}
		case m.Gas < gasOf(m.Data):
			return &chain.RevertError{Text: "out of gas"}
		}
		return nil
	})
}

// SuggestFees answers the market.
func (c *Chain) SuggestFees(ctx context.Context) (f chain.Fees, err error) {
	return f, c.call(ctx, "fees", func(uint64) error {
		f, err = c.market()
		return err
	})
}

// SendRaw puts signed bytes into the pool.
func (c *Chain) SendRaw(ctx context.Context, raw []byte) error {
	return c.call(ctx, "send", func(uint64) error {
		var tx types.Transaction
		if err := tx.UnmarshalBinary(raw); err != nil {
			return answer{-32602, "invalid transaction"}
		}
		return c.admit(&tx)
	})
}

// SentBy finds an account's transactions by nonce in blocks up to final.
func (c *Chain) SentBy(ctx context.Context, from common.Address, lo, hi, final uint64) (out []chain.Sent, err error) {
	return out, c.call(ctx, "sent", func(uint64) error {
		for n, b := range c.blocks[:min(final, c.head())+1] {
			for i, tx := range b.txs {
				if sender(tx) != from || tx.Nonce() < lo || tx.Nonce() >= hi {
					continue
				}
				r := b.receipts[i]
				out = append(out, chain.Sent{
					Tx: tx, Block: uint64(n), BlockHash: b.header.Hash(), GasUsed: r.GasUsed, Success: r.Status == types.ReceiptStatusSuccessful,
				})
			}
		}
		return nil
	})
}
