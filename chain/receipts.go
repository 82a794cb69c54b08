package chain

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/ethereum/go-ethereum/rpc"
)

// Receipts reads the receipts of transactions in order; nil where fewer than k
// endpoints know the same one. Absence is a hint: a node may be behind, and one
// that claims a receipt alone is not believed. When too few can tell yet it is
// ErrIndexing.
func (c *Client) Receipts(ctx context.Context, hashes []common.Hash) ([]*types.Receipt, error) {
	out := make([]*types.Receipt, 0, len(hashes))
	for len(out) < len(hashes) {
		part, err := c.receipts(ctx, hashes[len(out):min(len(hashes), len(out)+batchSize)])
		if err != nil {
			return nil, fmt.Errorf("read receipts: %w", err)
		}
		out = append(out, part...)
	}
	return out, nil
}

func (c *Client) receipts(ctx context.Context, hashes []common.Hash) ([]*types.Receipt, error) {
	ask := func(ctx context.Context, e *ethclient.Client) ([]*types.Receipt, string, error) {
		rs, err := receiptsOf(ctx, e, hashes)
		return rs, "", err
	}
	if len(c.endpoints) == 1 {
		return agree(ctx, c, "receipts", anyHeight, ask)
	}
	votes := collect(ctx, c, ask, func(vs []vote[[]*types.Receipt]) bool { return given(vs) >= c.quorum })
	if given(votes) < c.quorum {
		for _, v := range votes {
			if errors.Is(v.err, ErrIndexing) {
				return nil, ErrIndexing
			}
		}
		return nil, undecided("receipts", c.quorum, votes)
	}
	out := make([]*types.Receipt, len(hashes))
	for i, h := range hashes {
		out[i] = c.tally(h, i, votes)
	}
	return out, nil
}

// tally counts who knows which receipt of one transaction.
func (c *Client) tally(hash common.Hash, i int, votes []vote[[]*types.Receipt]) *types.Receipt {
	var known []vote[*types.Receipt]
	var answers []Answer
	suspicious := false
	for _, v := range votes {
		if v.err != nil {
			continue
		}
		r := v.value[i]
		says := "no receipt"
		if r != nil {
			says = receiptWords(r)
			known = append(known, vote[*types.Receipt]{from: v.from, value: r, says: says})
			suspicious = suspicious || r.BlockNumber.Uint64() <= c.settled.Load()
		}
		answers = append(answers, Answer{v.from.name, says})
	}
	w := winner(known, c.quorum)
	switch {
	case contradicting(known): // two contents: tell at any height
		c.compare("receipt of "+hash.Hex(), anyHeight, answersOf(known))
	case w == nil && suspicious:
		c.compare("receipt of "+hash.Hex(), anyHeight, answers)
	}
	if w == nil {
		return nil
	}
	return w.value
}

// contradicting reports two contents of one transaction in one block; in two
// blocks they may be branches.
func contradicting(known []vote[*types.Receipt]) bool {
	for _, v := range known {
		if v.says != known[0].says && v.value.BlockHash == known[0].value.BlockHash {
			return true
		}
	}
	return false
}

// receiptWords is what a receipt says, logs included.
func receiptWords(r *types.Receipt) string {
	raw, err := json.Marshal(r.Logs)
	if err != nil {
		raw = []byte(err.Error()) // logs that cannot be written agree with none
	}
	return fmt.Sprintf("status %d in block %s %s at %d, gas %d at %s wei, %d logs (%s)",
		r.Status, r.BlockNumber, r.BlockHash.Hex(), r.TransactionIndex, r.GasUsed, r.EffectiveGasPrice, len(r.Logs), digestOf(raw))
}

// receiptsOf reads one batch on one node.
func receiptsOf(ctx context.Context, e *ethclient.Client, hashes []common.Hash) ([]*types.Receipt, error) {
	out := make([]*types.Receipt, len(hashes))
	batch := make([]rpc.BatchElem, len(hashes))
	for i, h := range hashes {
		batch[i] = rpc.BatchElem{Method: "eth_getTransactionReceipt", Args: []any{h}, Result: &out[i]}
	}
	if err := e.Client().BatchCallContext(ctx, batch); err != nil {
		return nil, err
	}
	for i, h := range hashes {
		if err := receiptError(batch[i].Error); err != nil {
			return nil, err
		}
		if r := out[i]; r != nil && (r.TxHash != h || r.BlockNumber == nil) {
			return nil, errors.New("node answered with another transaction")
		}
	}
	return out, nil
}

// receiptError keeps "not found" apart from "cannot tell": go-ethereum answers
// the latter for unknown transactions until its index is complete.
func receiptError(err error) error {
	switch {
	case err == nil || IsNotFound(err):
		return nil
	case strings.Contains(err.Error(), "indexing is in progress"):
		return ErrIndexing
	}
	return err
}
