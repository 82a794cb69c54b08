package watch

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/holiman/uint256"

	"makewhole/chain"
	"makewhole/incidents/monitor"
)

// call is a frame as the call tracer of a node writes it.
type call struct {
	Type   string         `json:"type"`
	From   common.Address `json:"from"`
	To     common.Address `json:"to"`
	Value  *hexutil.Big   `json:"value"`
	Input  hexutil.Bytes  `json:"input"`
	Output hexutil.Bytes  `json:"output"`
	Error  string         `json:"error"`
	Calls  []call         `json:"calls"`
}

// traced is the trace of one transaction.
type traced struct {
	Tx     common.Hash `json:"txHash"`
	Result *call       `json:"result"`
	Error  string      `json:"error"`
}

// traces reads the frames of every transaction of a block.
func (g *gathered) traces(ctx context.Context, node Node, h *types.Header) {
	if len(g.Transactions) == 0 {
		return
	}
	q := chain.Question{Method: "debug_traceBlockByHash", Args: []any{h.Hash(), map[string]any{"tracer": "callTracer"}}, Words: traceWords}
	reply := node.AskAtBlock(ctx, "traces of block "+h.Hash().Hex(), []chain.Question{q})[0]
	roots, err := []*monitor.Frame(nil), reply.Err
	if err == nil {
		roots, err = g.framesOf(reply.Value)
	}
	if err != nil {
		g.miss(monitor.FeedTraces, err)
		return
	}
	for i, root := range roots {
		g.Transactions[i].Root = root
	}
}

func parseTraces(raw json.RawMessage) (out []traced, err error) {
	if err := json.Unmarshal(raw, &out); err != nil {
		return nil, fmt.Errorf("%w: call traces", chain.ErrAnswer)
	}
	return out, nil
}

// traceWords is what traces say, by which those of different nodes are compared:
// gas and spelling do not count.
func traceWords(raw json.RawMessage) (string, error) {
	all, err := parseTraces(raw)
	if err != nil {
		return "", err
	}
	for i := range all {
		all[i].Tx = common.Hash{} // some nodes leave it out
		if all[i].Result != nil {
			all[i].Result.plain()
		}
	}
	text, err := json.Marshal(all)
	return fmt.Sprintf("%d traces (%s)", len(all), crypto.Keccak256Hash(text).Hex()), err
}

// plain leaves out how an error is worded.
func (c *call) plain() {
	if c.Error != "" {
		c.Error, c.Output = "failed", nil
	}
	if c.Value == nil {
		c.Value = new(hexutil.Big)
	}
	for i := range c.Calls {
		c.Calls[i].plain()
	}
}

// framesOf holds traces against the transactions of the block, which are proven:
// one a transaction, in order, from its sender, with its outcome.
func (g *gathered) framesOf(raw json.RawMessage) ([]*monitor.Frame, error) {
	all, err := parseTraces(raw)
	if err != nil {
		return nil, err
	}
	if len(all) != len(g.Transactions) {
		return nil, fmt.Errorf("%w: %d traces of %d transactions", chain.ErrAnswer, len(all), len(g.Transactions))
	}
	out := make([]*monitor.Frame, len(all))
	for i, t := range all {
		tx := &g.Transactions[i]
		switch {
		case t.Result == nil:
			return nil, fmt.Errorf("%w: no trace of transaction %s: %.100s", chain.ErrAnswer, tx.Hash, t.Error)
		case t.Tx != (common.Hash{}) && t.Tx != tx.Hash, t.Result.From != tx.From, (t.Result.Error != "") != tx.Failed:
			return nil, fmt.Errorf("%w: the trace of transaction %s is of another one", chain.ErrAnswer, tx.Hash)
		}
		if out[i], err = t.Result.frame(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (c *call) frame() (*monitor.Frame, error) {
	f := &monitor.Frame{Kind: monitor.Kind(c.Type), From: c.From, To: c.To, Input: c.Input, Output: c.Output, Failed: c.Error != ""}
	switch f.Kind {
	case monitor.KindCall, monitor.KindCallCode, monitor.KindDelegateCall, monitor.KindStaticCall, monitor.KindCreate, monitor.KindCreate2:
	case "SELFDESTRUCT":
		f.Kind = monitor.KindCall // money arrives, no code runs
	default:
		return nil, fmt.Errorf("%w: a frame of kind %.20q", chain.ErrAnswer, c.Type)
	}
	if c.Value != nil {
		v, over := uint256.FromBig(c.Value.ToInt())
		if over || c.Value.ToInt().Sign() < 0 {
			return nil, fmt.Errorf("%w: the value of a frame", chain.ErrAnswer)
		}
		f.Value = *v
	}
	for i := range c.Calls {
		inner, err := c.Calls[i].frame()
		if err != nil {
			return nil, err
		}
		f.Calls = append(f.Calls, inner)
	}
	return f, nil
}
