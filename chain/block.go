package chain

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/ethereum/go-ethereum/rpc"
	"github.com/ethereum/go-ethereum/trie"
)

// errOtherTransactions means transactions that do not hash to the root of their
// block.
var errOtherTransactions = errors.New("transactions that do not hash to the root of the block")

// Head is the newest block that k endpoints have reached, and the one that k of
// them have at its height. Endpoints that are behind delay nobody as long as k
// are not.
func (c *Client) Head(ctx context.Context) (*types.Header, error) {
	n, err := c.atLeast(ctx, "height of the chain", func(ctx context.Context, e *ethclient.Client) (uint64, error) {
		return e.BlockNumber(ctx)
	})
	if err != nil {
		return nil, err
	}
	return c.agreedHeader(ctx, new(big.Int).SetUint64(n))
}

// HeaderAt is the header that k endpoints have at a height.
func (c *Client) HeaderAt(ctx context.Context, number uint64) (*types.Header, error) {
	return c.agreedHeader(ctx, new(big.Int).SetUint64(number))
}

// Safe is the height of the newest block that k endpoints call safe, a block that
// is not expected to be replaced; 0 where there is none yet.
func (c *Client) Safe(ctx context.Context) (uint64, error) {
	return c.atLeast(ctx, "safe height", func(ctx context.Context, e *ethclient.Client) (uint64, error) {
		h, err := headerAt(ctx, e, big.NewInt(rpc.SafeBlockNumber.Int64()))
		if err != nil && IsNotFound(err) {
			return 0, nil
		}
		if err != nil {
			return 0, err
		}
		return h.Number.Uint64(), nil
	})
}

// Ancestors reads the headers from a height up to last, which is believed: each
// by the parent hash of the next.
func (c *Client) Ancestors(ctx context.Context, from uint64, last *types.Header) ([]*types.Header, error) {
	return c.ancestry(ctx, from, last)
}

// BlockTx is a transaction of a block and who signed it.
type BlockTx struct {
	Hash common.Hash
	From common.Address
}

// BlockTransactions reads the transactions of a block in order. They hash to the
// root in the header, and the senders are those of the signatures, so that no
// endpoint can leave one out, invent one or name another sender. In a block with
// types that go-ethereum does not know, hashes and senders are what k endpoints say.
func (c *Client) BlockTransactions(ctx context.Context, h *types.Header) ([]BlockTx, error) {
	if h.TxHash == types.EmptyTxsHash {
		return nil, nil
	}
	signer := types.LatestSignerForChainID(new(big.Int).SetUint64(c.want.chainID))
	return provenOrAgreed(ctx, c, "transactions of block "+h.Hash().Hex(), func(ctx context.Context, e *ethclient.Client) ([]BlockTx, bool, error) {
		var block struct {
			Transactions []json.RawMessage `json:"transactions"`
		}
		if err := e.Client().CallContext(ctx, &block, "eth_getBlockByHash", h.Hash(), true); err != nil {
			return nil, false, absent(err)
		}
		return transactionsIn(block.Transactions, h, signer)
	})
}

// transactionsIn decodes the transactions of a block, and says whether they are
// proven by its root.
func transactionsIn(raws []json.RawMessage, h *types.Header, signer types.Signer) (out []BlockTx, proven bool, err error) {
	all := make(types.Transactions, len(raws))
	proven = true
	for i, raw := range raws {
		var said BlockTx
		if err := json.Unmarshal(raw, &said); err != nil || said.Hash == (common.Hash{}) {
			return nil, false, fmt.Errorf("%w: transaction %d", ErrAnswer, i)
		}
		tx := new(types.Transaction)
		switch err := tx.UnmarshalJSON(raw); {
		case errors.Is(err, types.ErrTxTypeNotSupported):
			proven = false
		case err != nil:
			return nil, false, fmt.Errorf("%w: transaction %d", ErrAnswer, i)
		default:
			from, err := types.Sender(signer, tx)
			if err != nil {
				return nil, false, fmt.Errorf("%w: transaction %d is not signed", ErrAnswer, i)
			}
			said, all[i] = BlockTx{tx.Hash(), from}, tx
		}
		out = append(out, said)
	}
	if proven && types.DeriveSha(all, trie.NewStackTrie(nil)) != h.TxHash {
		return nil, false, errOtherTransactions
	}
	return out, proven, nil
}

// BlockReceipts reads all receipts of a block in order. What is in their
// consensus form (outcome, gas, logs) hashes to the root in the header; hashes of
// transactions in them are only what the node says. In a block with types that
// go-ethereum does not know they are what k endpoints say.
func (c *Client) BlockReceipts(ctx context.Context, h *types.Header) ([]*types.Receipt, error) {
	if h.ReceiptHash == types.EmptyReceiptsHash {
		return nil, nil
	}
	return provenOrAgreed(ctx, c, "receipts of block "+h.Hash().Hex(), func(ctx context.Context, e *ethclient.Client) ([]*types.Receipt, bool, error) {
		receipts, err := e.BlockReceipts(ctx, rpc.BlockNumberOrHashWithHash(h.Hash(), false))
		if err != nil {
			return nil, false, absent(err)
		}
		for _, r := range receipts {
			if r.Type > types.SetCodeTxType {
				return receipts, false, nil
			}
		}
		if types.DeriveSha(types.Receipts(receipts), trie.NewStackTrie(nil)) != h.ReceiptHash {
			return nil, false, errUnproven
		}
		return receipts, true, nil
	})
}

// provenOrAgreed takes the first answer that the block itself proves, and without
// one what k endpoints say. Who shows what is not the block's is a finding.
func provenOrAgreed[T any](ctx context.Context, c *Client, what string, ask func(context.Context, *ethclient.Client) (T, bool, error)) (zero T, _ error) {
	const proven = "proven"
	ballot := func(ctx context.Context, e *ethclient.Client) (T, string, error) {
		v, ok, err := ask(ctx, e)
		if err != nil || ok {
			return v, proven, err
		}
		raw, err := json.Marshal(v)
		return v, digestOf(crypto.Keccak256(raw)), err
	}
	enough := func(vs []vote[T]) bool { return firstThat(vs, proven) != nil || winner(vs, c.quorum) != nil }
	votes := collect(ctx, c, ballot, enough)
	for _, v := range votes {
		if errors.Is(v.err, errUnproven) || errors.Is(v.err, errOtherTransactions) {
			c.find(Finding{what, []Answer{{v.from.name, v.err.Error()}}})
		}
	}
	if v := firstThat(votes, proven); v != nil {
		return v.value, nil
	}
	if w := winner(votes, c.quorum); w != nil {
		return w.value, nil
	}
	return zero, undecided(what, c.quorum, votes)
}

func firstThat[T any](votes []vote[T], says string) *vote[T] {
	for i, v := range votes {
		if v.err == nil && v.says == says {
			return &votes[i]
		}
	}
	return nil
}
