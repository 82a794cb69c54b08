package chain

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"slices"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/ethclient"
)

// Sent is a transaction of an account in a canonical block.
type Sent struct {
	Tx        *types.Transaction
	Block     uint64
	BlockHash common.Hash
	GasUsed   uint64
	Success   bool
}

// sentMost bounds one search.
const sentMost = 4096

// SentBy finds an account's transactions with the nonces from lo up to but not
// including hi, in order, in blocks up to final. It halves the chain by the
// account's nonce, so the node must know old states. Nonces and receipts are
// what k endpoints say; the transactions prove themselves by their signature.
func (c *Client) SentBy(ctx context.Context, from common.Address, lo, hi, final uint64) ([]Sent, error) {
	if hi <= lo || hi-lo > sentMost {
		return nil, fmt.Errorf("find transactions %d to %d of %s: at most %d at once", lo, hi, from, sentMost)
	}
	last, err := c.NonceAt(ctx, from, new(big.Int).SetUint64(final))
	if err != nil {
		return nil, err
	}
	blocks := map[uint64]bool{}
	if err := c.bisect(ctx, from, lo, hi, 0, final, 0, last, blocks); err != nil {
		return nil, fmt.Errorf("find transactions of %s: %w", from, err)
	}
	var txs []*types.Transaction
	for n := range blocks {
		in, err := c.transactionsOf(ctx, from, n)
		if err != nil {
			return nil, err
		}
		for _, tx := range in {
			if tx.Nonce() >= lo && tx.Nonce() < hi {
				txs = append(txs, tx)
			}
		}
	}
	return c.included(ctx, txs, lo, hi, final)
}

// bisect collects the blocks in (a, b] in which the account used nonces of
// [lo, hi); na and nb are its nonces after a and after b.
func (c *Client) bisect(ctx context.Context, from common.Address, lo, hi, a, b, na, nb uint64, into map[uint64]bool) error {
	switch {
	case na == nb, nb <= lo, na >= hi:
		return nil
	case b-a <= 1:
		into[b] = true
		return nil
	}
	mid := a + (b-a)/2
	nm, err := c.NonceAt(ctx, from, new(big.Int).SetUint64(mid))
	if err != nil {
		return err
	}
	if err := c.bisect(ctx, from, lo, hi, a, mid, na, nm, into); err != nil {
		return err
	}
	return c.bisect(ctx, from, lo, hi, mid, b, nm, nb, into)
}

// transactionsOf reads one account's transactions of a block. Other people's
// are not decoded: some chains have types nobody else knows.
func (c *Client) transactionsOf(ctx context.Context, from common.Address, number uint64) ([]*types.Transaction, error) {
	h, err := c.HeaderByNumber(ctx, new(big.Int).SetUint64(number))
	if err != nil {
		return nil, fmt.Errorf("read block %d: %w", number, err)
	}
	return read(ctx, c, func(ctx context.Context, e *ethclient.Client) ([]*types.Transaction, error) {
		var block struct {
			Transactions []json.RawMessage `json:"transactions"`
		}
		if err := e.Client().CallContext(ctx, &block, "eth_getBlockByHash", h.Hash(), true); err != nil {
			return nil, fmt.Errorf("read block %d: %w", number, err)
		}
		var out []*types.Transaction
		for _, raw := range block.Transactions {
			var who struct {
				From common.Address `json:"from"`
			}
			if err := json.Unmarshal(raw, &who); err != nil || who.From != from {
				continue
			}
			tx := new(types.Transaction)
			if err := tx.UnmarshalJSON(raw); err != nil {
				return nil, fmt.Errorf("read block %d: %w", number, err)
			}
			signer := types.LatestSignerForChainID(new(big.Int).SetUint64(c.want.chainID))
			if got, err := types.Sender(signer, tx); err != nil || got != from {
				return nil, fmt.Errorf("read block %d: transaction %s is not signed by %s", number, tx.Hash(), from)
			}
			out = append(out, tx)
		}
		return out, nil
	})
}

// included holds transactions against their receipts; every nonce must be
// there once.
func (c *Client) included(ctx context.Context, txs []*types.Transaction, lo, hi, final uint64) ([]Sent, error) {
	slices.SortFunc(txs, func(a, b *types.Transaction) int { return int(a.Nonce()) - int(b.Nonce()) })
	hashes := make([]common.Hash, len(txs))
	for i, tx := range txs {
		hashes[i] = tx.Hash()
		if tx.Nonce() != lo+uint64(i) {
			return nil, fmt.Errorf("nonce %d is not in the blocks where it was used", lo+uint64(i))
		}
	}
	if uint64(len(txs)) != hi-lo {
		return nil, fmt.Errorf("found %d of %d transactions", len(txs), hi-lo)
	}
	receipts, err := c.Receipts(ctx, hashes)
	if err != nil {
		return nil, err
	}
	out := make([]Sent, len(txs))
	for i, r := range receipts {
		if r == nil || r.BlockNumber.Uint64() > final {
			return nil, errors.New("a transaction has no final receipt")
		}
		out[i] = Sent{txs[i], r.BlockNumber.Uint64(), r.BlockHash, r.GasUsed, r.Status == types.ReceiptStatusSuccessful}
	}
	return out, nil
}
