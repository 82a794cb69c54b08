package watch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/chain"
	"makewhole/incidents/monitor"
)

// Node is what watching needs of a chain.
type Node interface {
	ChainID() uint64
	Head(ctx context.Context) (*types.Header, error)
	Safe(ctx context.Context) (uint64, error)
	Finalized(ctx context.Context) (*types.Header, error)
	HeaderAt(ctx context.Context, number uint64) (*types.Header, error)
	HeaderByHash(ctx context.Context, hash common.Hash) (*types.Header, error)
	Ancestors(ctx context.Context, from uint64, last *types.Header) ([]*types.Header, error)
	BlockTransactions(ctx context.Context, h *types.Header) ([]chain.BlockTx, error)
	BlockReceipts(ctx context.Context, h *types.Header) ([]*types.Receipt, error)
	AskAtBlock(ctx context.Context, what string, qs []chain.Question) []chain.Reply
}

// noAccesses is why monitors never see storage accesses.
const noAccesses = "no trace of storage accesses is read"

// gathered is an observation with what a node could have given and did not.
type gathered struct {
	*monitor.Observation
	missing []error
}

// miss makes a feed blind. What no node offers stays so; all else is worth another
// try.
func (g *gathered) miss(f monitor.Feed, err error) {
	g.Blind[f] = err.Error()
	g.retry(f, err)
}

func (g *gathered) retry(f monitor.Feed, err error) {
	if !errors.Is(err, chain.ErrNotOffered) {
		g.missing = append(g.missing, fmt.Errorf("%s: %w", f, err))
	}
}

// gather reads what monitors ask for at one block. It fails only with its context;
// what is missing stands in the observation.
func gather(ctx context.Context, node Node, h *types.Header, feeds []monitor.Feed, reads []monitor.Read, before map[monitor.Read]*common.Hash) (*gathered, error) {
	g := &gathered{Observation: &monitor.Observation{
		Chain: node.ChainID(), Number: h.Number.Uint64(), Hash: h.Hash(), Parent: h.ParentHash, Time: h.Time,
		Reads: map[monitor.Read]monitor.Pair{}, Blind: map[monitor.Feed]string{monitor.FeedAccesses: noAccesses},
	}}
	if slices.ContainsFunc(feeds, func(f monitor.Feed) bool {
		return f == monitor.FeedLogs || f == monitor.FeedTransactions || f == monitor.FeedTraces
	}) {
		g.content(ctx, node, h, slices.Contains(feeds, monitor.FeedTraces))
	}
	g.values(ctx, node, reads, before)
	return g, ctx.Err()
}

// content reads transactions, logs and, if asked for, call traces.
func (g *gathered) content(ctx context.Context, node Node, h *types.Header, traces bool) {
	txs, err := node.BlockTransactions(ctx, h)
	if err != nil {
		g.blindContent(err)
		return
	}
	receipts, err := node.BlockReceipts(ctx, h)
	if err == nil && len(receipts) != len(txs) {
		err = fmt.Errorf("%w: %d receipts of %d transactions", chain.ErrAnswer, len(receipts), len(txs))
	}
	if err != nil {
		g.blindContent(err)
		return
	}
	for i, r := range receipts {
		g.Transactions = append(g.Transactions, monitor.Transaction{Hash: txs[i].Hash, From: txs[i].From, Failed: r.Status != types.ReceiptStatusSuccessful})
		for _, l := range r.Logs {
			g.Logs = append(g.Logs, monitor.Log{Address: l.Address, Topics: l.Topics, Data: l.Data, Tx: txs[i].Hash})
		}
	}
	if traces {
		g.traces(ctx, node, h)
	}
}

// blindContent: without the transactions of a block, or without how they ended,
// there is no saying who did what.
func (g *gathered) blindContent(err error) {
	for _, f := range []monitor.Feed{monitor.FeedLogs, monitor.FeedTransactions, monitor.FeedTraces} {
		g.Blind[f] = err.Error()
	}
	g.retry(monitor.FeedLogs, err)
}

// asked is a question about one value, and where its answer goes.
type asked struct {
	read   monitor.Read
	parent bool
}

// values reads the state that monitors ask for at the block and at its parent; what
// the block before showed is not asked again.
func (g *gathered) values(ctx context.Context, node Node, reads []monitor.Read, before map[monitor.Read]*common.Hash) {
	var questions []chain.Question
	var order []asked
	ask := func(r monitor.Read, parent bool, at common.Hash) {
		questions, order = append(questions, questionOf(r, at)), append(order, asked{r, parent})
	}
	for _, r := range reads {
		if r.Chain != 0 {
			continue // another chain is not watched: its values are unknown
		}
		g.Reads[r] = monitor.Pair{Parent: before[r]}
		ask(r, false, g.Hash)
		if before[r] == nil && g.Number > 0 {
			ask(r, true, g.Parent)
		}
	}
	if len(questions) == 0 {
		return
	}
	var failed []error
	for i, reply := range node.AskAtBlock(ctx, "state at block "+g.Hash.Hex(), questions) {
		word, err := wordOf(order[i].read, reply)
		if err != nil {
			failed = append(failed, err)
		}
		pair := g.Reads[order[i].read]
		if order[i].parent {
			pair.Parent = word
		} else {
			pair.Block = word
		}
		g.Reads[order[i].read] = pair
	}
	switch {
	case len(failed) == len(questions):
		g.miss(monitor.FeedReads, failed[0])
	case len(failed) > 0:
		g.retry(monitor.FeedReads, fmt.Errorf("%d of %d values: %w", len(failed), len(questions), failed[0]))
	}
}

// questionOf asks for a value at a block by its hash (EIP-1898).
func questionOf(r monitor.Read, at common.Hash) chain.Question {
	block := map[string]any{"blockHash": at}
	switch r.Kind {
	case monitor.ReadSlot:
		return chain.Question{Method: "eth_getStorageAt", Args: []any{r.Address, r.Slot, block}}
	case monitor.ReadCode:
		return chain.Question{Method: "eth_getCode", Args: []any{r.Address, block}}
	case monitor.ReadBalance:
		return chain.Question{Method: "eth_getBalance", Args: []any{r.Address, block}}
	default:
		call := map[string]any{"from": r.From, "to": r.Address, "input": hexutil.Bytes(r.Data)}
		return chain.Question{Method: "eth_call", Args: []any{call, block}}
	}
}

// wordOf is the value in an answer, nil if there is none: a view that reverts or
// returns nothing has none, and that is no fault of the node.
func wordOf(r monitor.Read, reply chain.Reply) (*common.Hash, error) {
	var revert *chain.RevertError
	reverted := errors.As(reply.Err, &revert)
	switch {
	case r.Kind == monitor.ReadTry && (reverted || reply.Err == nil):
		word := common.Hash{}
		if !reverted {
			word[31] = 1
		}
		return &word, nil
	case reverted:
		return nil, nil
	case reply.Err != nil:
		return nil, reply.Err
	}
	if r.Kind == monitor.ReadBalance {
		var wei hexutil.Big
		if err := json.Unmarshal(reply.Value, &wei); err != nil {
			return nil, fmt.Errorf("%w: a balance", chain.ErrAnswer)
		}
		word := common.BigToHash(wei.ToInt())
		return &word, nil
	}
	var data hexutil.Bytes
	if err := json.Unmarshal(reply.Value, &data); err != nil {
		return nil, fmt.Errorf("%w: bytes", chain.ErrAnswer)
	}
	var word common.Hash
	switch {
	case r.Kind == monitor.ReadCode:
		word = crypto.Keccak256Hash(data)
	case len(data) < 32:
		return nil, nil
	default:
		word = common.BytesToHash(data[:32])
	}
	return &word, nil
}
