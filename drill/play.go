package drill

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
)

// Block is what one block of the timeline did.
type Block struct {
	Number   int64 // of the timeline, from 1
	Height   uint64
	Time     uint64 // seconds since 1970
	Replaced uint64 // blocks that this one and those before it took the place of
	Played   []Played
	Last     bool // of the blocks that one step makes: the desk may look now
}

// Played is one transaction as it went.
type Played struct {
	Label, Name string
	Hash        common.Hash
	From        common.Address
	To          *common.Address
	Index       int // in its block
	Failed      bool
	Reverts     string // what the drill says
	Module      string // of a response: which one it stops
}

// Response is a transaction of the desk; it goes into the next block, before all
// others.
type Response struct {
	Module string
	Pauser
}

// sent is a transaction that went into a block.
type sent struct {
	tx *types.Transaction
	Played
}

// Respond puts a response into the next block.
func (w *World) Respond(r Response) { w.queue = append(w.queue, r) }

// Next plays the next block of the timeline; io.EOF says that there is none.
func (w *World) Next(ctx context.Context) ([]Block, error) {
	if w.next >= len(w.drill.Timeline) {
		return nil, io.EOF
	}
	s := &w.drill.Timeline[w.next]
	w.repeated++
	if w.repeated >= max(1, s.Repeat) {
		w.next, w.repeated = w.next+1, 0
	}
	if s.Reorg != nil {
		return w.reorganise(ctx, s.Reorg)
	}
	later := uint64(0)
	if s.Wait != "" {
		d, err := span(s.Wait)
		if err != nil {
			return nil, err
		}
		later = uint64(d.Seconds())
	}
	all, err := w.prepared(s.Transactions, later)
	if err != nil {
		return nil, err
	}
	b, err := w.block(ctx, all, later)
	return []Block{b}, err
}

// prepared signs what goes into a block: responses first.
func (w *World) prepared(ts []Transaction, later uint64) (out []sent, err error) {
	before := w.time
	w.time += interval + later
	defer func() { w.time = before }()
	for _, r := range w.queue {
		t := &Transaction{From: r.By, To: r.To, Call: r.Call, Args: r.Args}
		tx, err := w.make(t)
		if err != nil {
			return nil, err
		}
		out = append(out, sent{tx, Played{Label: LabelResponse, Module: r.Module, Reverts: RevertsMay}})
	}
	w.queue = nil
	for i := range ts {
		tx, err := w.make(&ts[i])
		if err != nil {
			return nil, err
		}
		out = append(out, sent{tx, Played{Label: ts[i].Label, Name: ts[i].Name, Reverts: ts[i].Reverts}})
	}
	return out, nil
}

// block seals transactions into one block, and says how they went.
func (w *World) block(ctx context.Context, all []sent, later uint64) (Block, error) {
	var txs []*types.Transaction
	for _, s := range all {
		txs = append(txs, s.tx)
	}
	if err := w.mine(later, txs...); err != nil {
		return Block{}, fmt.Errorf("block %d: %w", w.number()+1, err)
	}
	out := Block{Number: w.number(), Height: w.height, Time: w.time, Replaced: w.replaced, Last: true}
	w.replaced = 0
	for i := range all {
		s := &all[i]
		receipt, err := w.node.Client().TransactionReceipt(ctx, s.tx.Hash())
		if err == nil && receipt.BlockNumber.Uint64() != w.height {
			err = errors.New("it is in another block")
		}
		if err != nil {
			return Block{}, fmt.Errorf("transaction %d of block %d did not get in: %w", i, out.Number, err)
		}
		s.Hash, s.To, s.Index, s.Failed = s.tx.Hash(), s.tx.To(), int(receipt.TransactionIndex), receipt.Status != types.ReceiptStatusSuccessful
		if s.From, err = types.Sender(types.LatestSignerForChainID(w.node.ChainID()), s.tx); err != nil {
			return Block{}, err
		}
		out.Played = append(out.Played, s.Played)
	}
	w.history[w.height] = all
	return out, nil
}

// number is the height in the timeline.
func (w *World) number() int64 { return int64(w.height) - int64(w.zero) }

// reorganise replaces the newest blocks; the first new one has what comes again.
// The desk looks when the new branch is the longer one.
func (w *World) reorganise(ctx context.Context, r *Reorg) ([]Block, error) {
	var again []sent
	first := w.height - uint64(r.Depth) + 1
	for h := first; h <= w.height; h++ {
		for _, s := range w.history[h] {
			name := s.Name
			if s.Label == LabelResponse {
				name = LabelResponse
			}
			if r.Again == nil || name != "" && slices.Contains(*r.Again, name) {
				again = append(again, s)
			}
		}
		delete(w.history, h)
	}
	if err := w.node.Rewind(r.Depth, true); err != nil {
		return nil, err
	}
	header, err := w.node.Client().HeaderByNumber(ctx, nil)
	if err != nil {
		return nil, err
	}
	w.height, w.time, w.replaced = first-1, header.Time, uint64(r.Depth)
	if err := w.recount(ctx); err != nil {
		return nil, err
	}
	for _, s := range again {
		w.nonces[s.From] = max(w.nonces[s.From], s.tx.Nonce()+1)
	}
	responses, err := w.prepared(nil, 0)
	if err != nil {
		return nil, err
	}
	var out []Block
	for i := range r.Depth + 1 {
		txs := slices.Concat(again, responses)
		if i > 0 {
			txs = nil
		}
		b, err := w.block(ctx, txs, 0)
		if err != nil {
			return nil, fmt.Errorf("a reorganisation: %w", err)
		}
		b.Last = i == r.Depth
		out = append(out, b)
	}
	return out, nil
}

// recount takes the nonces from the chain.
func (w *World) recount(ctx context.Context) error {
	for _, key := range w.actors {
		a := crypto.PubkeyToAddress(key.PublicKey)
		n, err := w.node.Client().NonceAt(ctx, a, nil)
		if err != nil {
			return err
		}
		w.nonces[a] = n
	}
	return nil
}
