package chain

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/ethereum/go-ethereum/rpc"
	"github.com/ethereum/go-ethereum/trie"
)

// errUnproven means receipts that do not hash to the root of their block.
var errUnproven = errors.New("receipts that do not hash to the root of the block")

// ProvenLogs reads the logs of a range of blocks, by address and topics, from
// what the blocks themselves say. The last block is one that k endpoints have;
// those before it are its ancestors by their hashes. A block has no such log when
// its bloom filter says so; of the others all receipts are read, which must hash
// to the block's root. So no endpoint can hide a log, invent or change one. The
// hash of the transaction is what k endpoints say: the root does not hold it.
//
// Receipts of types that go-ethereum does not know (deposits of some rollups)
// cannot be hashed. Of a block with such receipts, k endpoints must say the same
// logs in its receipts and in its index of logs.
//
// FromBlock, ToBlock and Addresses must be given.
func (c *Client) ProvenLogs(ctx context.Context, q ethereum.FilterQuery) ([]types.Log, error) {
	if !isSettled(q.FromBlock) || !isSettled(q.ToBlock) || q.BlockHash != nil || len(q.Addresses) == 0 {
		return nil, errors.New("read proven logs: a range of blocks and addresses are needed")
	}
	last, err := c.agreedHeader(ctx, q.ToBlock)
	if err != nil {
		return nil, err
	}
	blocks, err := c.ancestry(ctx, q.FromBlock.Uint64(), last)
	if err != nil {
		return nil, err
	}
	var out []types.Log
	for _, h := range blocks {
		if !mayHave(h.Bloom, q) {
			continue
		}
		logs, err := c.provenBlock(ctx, h, q)
		if err != nil {
			return nil, fmt.Errorf("read logs of block %d: %w", h.Number, err)
		}
		out = append(out, logs...)
	}
	return out, nil
}

// ancestry reads the headers from a height up to last, which is believed. Each
// is held against the parent hash of the next; an endpoint whose headers do not
// follow each other is not asked further.
func (c *Client) ancestry(ctx context.Context, from uint64, last *types.Header) ([]*types.Header, error) {
	if from > last.Number.Uint64() {
		return nil, nil
	}
	out := make([]*types.Header, last.Number.Uint64()-from+1)
	out[len(out)-1] = last
	for end := len(out) - 1; end > 0; {
		begin := max(0, end-batchSize)
		part := out[begin:end]
		child := out[end]
		err := c.do(ctx, func(ctx context.Context, e *ethclient.Client) error {
			return headerBatch(ctx, e, part, from+uint64(begin), child)
		})
		if err != nil {
			return nil, fmt.Errorf("read blocks %d to %d: %w", from+uint64(begin), from+uint64(end)-1, err)
		}
		end = begin
	}
	return out, nil
}

// headerBatch fills consecutive headers that begin at a height and end before
// child.
func headerBatch(ctx context.Context, e *ethclient.Client, into []*types.Header, from uint64, child *types.Header) error {
	batch := make([]rpc.BatchElem, len(into))
	for i := range into {
		into[i] = nil
		batch[i] = rpc.BatchElem{Method: "eth_getBlockByNumber", Args: []any{hexutil.Uint64(from + uint64(i)), false}, Result: &into[i]}
	}
	if err := e.Client().BatchCallContext(ctx, batch); err != nil {
		return err
	}
	for i := len(into) - 1; i >= 0; i-- {
		if batch[i].Error != nil {
			return batch[i].Error
		}
		if into[i] == nil || into[i].Hash() != child.ParentHash {
			return fmt.Errorf("block %d is not the parent of %s", from+uint64(i), child.Hash())
		}
		child = into[i]
	}
	return nil
}

// mayHave reports whether a block's bloom filter leaves room for a log of the
// query.
func mayHave(b types.Bloom, q ethereum.FilterQuery) bool {
	if !slices.ContainsFunc(q.Addresses, func(a common.Address) bool { return b.Test(a.Bytes()) }) {
		return false
	}
	for _, anyOf := range q.Topics {
		if len(anyOf) > 0 && !slices.ContainsFunc(anyOf, func(t common.Hash) bool { return b.Test(t.Bytes()) }) {
			return false
		}
	}
	return true
}

// provenBlock are the logs of one block that fit the query. Who shows receipts
// that are not the block's is a finding, and does not count.
func (c *Client) provenBlock(ctx context.Context, h *types.Header, q ethereum.FilterQuery) ([]types.Log, error) {
	ask := func(ctx context.Context, e *ethclient.Client) ([]types.Log, string, error) {
		logs, err := blockLogs(ctx, e, h, q)
		if err != nil {
			return nil, "", err
		}
		raw, err := json.Marshal(logs)
		return logs, fmt.Sprintf("%d logs (%s)", len(logs), digestOf(raw)), err
	}
	votes := collect(ctx, c, ask, func(vs []vote[[]types.Log]) bool { return winner(vs, c.quorum) != nil })
	what := fmt.Sprintf("logs of block %s", h.Hash())
	answers := answersOf(votes)
	for _, v := range votes {
		if errors.Is(v.err, errUnproven) {
			c.find(Finding{what, []Answer{{v.from.name, errUnproven.Error()}}})
		}
	}
	c.compare(what, anyHeight, answers)
	if w := winner(votes, c.quorum); w != nil {
		return w.value, nil
	}
	for _, v := range votes {
		if errors.Is(v.err, errUnproven) {
			return nil, fmt.Errorf("%s: %w", v.from.name, v.err)
		}
	}
	return nil, undecided(what, c.quorum, votes)
}

// blockLogs reads all receipts of a block on one node and proves them.
func blockLogs(ctx context.Context, e *ethclient.Client, h *types.Header, q ethereum.FilterQuery) ([]types.Log, error) {
	receipts, err := e.BlockReceipts(ctx, rpc.BlockNumberOrHashWithHash(h.Hash(), false))
	if err != nil {
		return nil, absent(err)
	}
	logs := logsIn(receipts, h, q)
	if slices.ContainsFunc(receipts, func(r *types.Receipt) bool { return r.Type > types.SetCodeTxType }) {
		return logs, sameIndex(ctx, e, h, q, logs)
	}
	if types.DeriveSha(types.Receipts(receipts), trie.NewStackTrie(nil)) != h.ReceiptHash {
		return nil, errUnproven
	}
	return logs, nil
}

// logsIn takes from receipts the logs that fit, and gives each the place that it
// has by the receipts' order, whatever the node says about it.
func logsIn(receipts []*types.Receipt, h *types.Header, q ethereum.FilterQuery) []types.Log {
	out := []types.Log{}
	index := uint(0)
	for i, r := range receipts {
		for _, l := range r.Logs {
			at := *l
			at.BlockNumber, at.BlockHash, at.BlockTimestamp = h.Number.Uint64(), h.Hash(), h.Time
			at.TxHash, at.TxIndex, at.Index, at.Removed = r.TxHash, uint(i), index, false
			index++
			if fits(&at, q) {
				out = append(out, at)
			}
		}
	}
	return out
}

// fits reports whether a log is asked for.
func fits(l *types.Log, q ethereum.FilterQuery) bool {
	if !slices.Contains(q.Addresses, l.Address) || len(q.Topics) > len(l.Topics) {
		return false
	}
	for i, anyOf := range q.Topics {
		if len(anyOf) > 0 && !slices.Contains(anyOf, l.Topics[i]) {
			return false
		}
	}
	return true
}

// sameIndex holds the logs of receipts that cannot be hashed against the node's
// index of logs.
func sameIndex(ctx context.Context, e *ethclient.Client, h *types.Header, q ethereum.FilterQuery, logs []types.Log) error {
	hash := h.Hash()
	indexed, err := e.FilterLogs(ctx, ethereum.FilterQuery{BlockHash: &hash, Addresses: q.Addresses, Topics: q.Topics})
	if err != nil {
		return absent(err)
	}
	same := slices.EqualFunc(logs, indexed, func(a, b types.Log) bool {
		return a.Index == b.Index && a.Address == b.Address && slices.Equal(a.Topics, b.Topics) && slices.Equal(a.Data, b.Data)
	})
	if !same {
		return fmt.Errorf("%w: %d logs in receipts, %d in the index", errUnproven, len(logs), len(indexed))
	}
	return nil
}
