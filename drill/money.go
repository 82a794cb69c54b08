package drill

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
)

// teller is code that returns the balance of the account in its call data; it is
// laid over an address without code to ask for a balance between two transactions.
var teller = hexutil.MustDecode("0x6000353160005260206000f3")

// tellerAt is where the teller is laid.
var tellerAt = common.HexToAddress("0x00000000000000000000000000000000000bA1A9")

// Loss is what one transaction took from a module, in base units: below 0 is
// money that came in. Without money of its own, a module has what its contract holds of its
// asset.
func (w *World) Loss(ctx context.Context, m *Module, b *Block, p *Played) (*big.Int, error) {
	out := new(big.Int)
	for _, money := range w.moneyOf(m) {
		before, err := w.balance(ctx, money, b.Height, p.Index)
		if err != nil {
			return nil, err
		}
		after, err := w.balance(ctx, money, b.Height, p.Index+1)
		if err != nil {
			return nil, err
		}
		d := before.Sub(before, after)
		if money.Gain {
			d.Neg(d)
		}
		out.Add(out, d)
	}
	return out, nil
}

func (w *World) moneyOf(m *Module) []Money {
	if len(m.Money) > 0 {
		return m.Money
	}
	return []Money{{Of: m.Targets["module"], Asset: m.Targets["asset"]}}
}

// balance is what an account has before the transaction with the index, or at the
// end of the block where there is none.
func (w *World) balance(ctx context.Context, m Money, height uint64, index int) (*big.Int, error) {
	of, err := w.Address(m.Of)
	if err != nil {
		return nil, err
	}
	call := map[string]any{"to": tellerAt, "input": hexutil.Bytes(common.LeftPadBytes(of[:], 32))}
	config := map[string]any{"tracer": "callTracer", "stateOverrides": map[string]any{tellerAt.Hex(): map[string]any{"code": hexutil.Bytes(teller)}}}
	if m.Asset != "" {
		asset, err := w.Address(m.Asset)
		if err != nil {
			return nil, err
		}
		data, err := calldata(w, "balanceOf(address)", []json.RawMessage{json.RawMessage(`"` + of.Hex() + `"`)})
		if err != nil {
			return nil, err
		}
		call, config = map[string]any{"to": asset, "input": hexutil.Bytes(data)}, map[string]any{"tracer": "callTracer"}
	}
	count, err := w.node.Client().BlockByNumber(ctx, new(big.Int).SetUint64(height))
	if err != nil {
		return nil, err
	}
	if index < len(count.Transactions()) {
		config["txIndex"] = hexutil.Uint(index)
	}
	var frame struct {
		Output hexutil.Bytes `json:"output"`
		Error  string        `json:"error"`
	}
	err = w.node.RPC().CallContext(ctx, &frame, "debug_traceCall", call, hexutil.Uint64(height), config)
	if err == nil && (frame.Error != "" || len(frame.Output) != 32) {
		err = errors.New("no balance came back")
	}
	if err != nil {
		return nil, fmt.Errorf("balance of %s: %w", m.Of, err)
	}
	return new(big.Int).SetBytes(frame.Output), nil
}
