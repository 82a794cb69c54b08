package senderbench

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"os"
	"runtime"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/chain"
	"makewhole/chain/devnet"
	"makewhole/models"
	"makewhole/money"
)

// Result is one run of both sides.
type Result struct {
	N, Window    int
	Sender, Bare time.Duration
}

// Ratio is how much longer the sender took, in per cent of the bare time.
func (r Result) Ratio() int64 { return r.Sender.Nanoseconds() * 100 / max(1, r.Bare.Nanoseconds()) }

// world is one embedded chain in memory.
type world struct {
	node   *devnet.Node
	client *chain.Client
	window int
}

const chainID = devnet.DefaultChainID

// Run sends n transfers through the sender with a SQLite store, and n without a
// store, on one chain.
func Run(ctx context.Context, n, window int) (r Result, err error) {
	node, err := devnet.Start(ctx, devnet.Config{})
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, node.Close()) }()
	w := &world{node: node, window: window}
	if w.client, err = chain.NewClient(ctx, chain.Config{ChainID: chainID, Now: time.Now}, node.RPC()); err != nil {
		return r, err
	}
	r.N, r.Window = n, window
	if r.Bare, err = w.bare(ctx, n); err != nil {
		return r, fmt.Errorf("bare: %w", err)
	}
	if r.Sender, err = w.sender(ctx, n); err != nil {
		return r, fmt.Errorf("sender: %w", err)
	}
	return r, nil
}

// receiver i of one side.
func receiver(side, i int) common.Address {
	return common.BigToAddress(new(big.Int).SetUint64(uint64(side)<<32 + uint64(i) + 1<<40))
}

// bare sends transactions that were signed before, at most a window ahead of
// what is mined.
func (w *world) bare(ctx context.Context, n int) (time.Duration, error) {
	const side = 1
	raws, hashes, err := presign(side, n)
	if err != nil {
		return 0, err
	}
	runtime.GC()
	start := time.Now()
	sent, mined := 0, 0
	last := uint64(0)
	for mined < n {
		for ; sent < n && sent-mined < w.window; sent++ {
			if err := w.client.SendRaw(ctx, raws[sent]); err != nil {
				return 0, err
			}
		}
		receipts, err := w.client.Receipts(ctx, hashes[mined:sent])
		if err != nil && !errors.Is(err, chain.ErrIndexing) {
			return 0, err
		}
		for _, got := range receipts {
			if got == nil {
				break
			}
			mined, last = mined+1, got.BlockNumber.Uint64()
		}
	}
	if err := w.final(ctx, last); err != nil {
		return 0, err
	}
	took := time.Since(start)
	return took, w.paid(ctx, side, n)
}

func presign(side, n int) (raws [][]byte, hashes []common.Hash, err error) {
	signer := types.LatestSignerForChainID(new(big.Int).SetUint64(chainID))
	for i := range n {
		to := receiver(side, i)
		tx, err := types.SignNewTx(devnet.Key(1), signer, &types.DynamicFeeTx{
			ChainID: new(big.Int).SetUint64(chainID), Nonce: uint64(i), To: &to, Value: big.NewInt(1), Gas: 21_000,
			GasTipCap: big.NewInt(1e9), GasFeeCap: big.NewInt(100e9),
		})
		if err != nil {
			return nil, nil, err
		}
		raw, err := tx.MarshalBinary()
		if err != nil {
			return nil, nil, err
		}
		raws, hashes = append(raws, raw), append(hashes, tx.Hash())
	}
	return raws, hashes, nil
}

// final waits until a block is final.
func (w *world) final(ctx context.Context, block uint64) error {
	for {
		f, err := w.client.Finalized(ctx)
		if err != nil || f.Number.Uint64() >= block {
			return err
		}
	}
}

// paid checks that every receiver has its coin.
func (w *world) paid(ctx context.Context, side, n int) error {
	for i := range n {
		b, err := w.node.Client().BalanceAt(ctx, receiver(side, i), nil)
		if err != nil {
			return err
		}
		if b.Cmp(big.NewInt(1)) != 0 {
			return fmt.Errorf("receiver %d has %s wei, want 1", i, b)
		}
	}
	return nil
}

// sender runs the outbox over a store on the disk.
func (w *world) sender(ctx context.Context, n int) (took time.Duration, err error) {
	const side = 2
	dir, err := os.MkdirTemp("", "makewhole-bench-")
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	db, err := models.Open(ctx, models.Config{Driver: "sqlite", Dir: dir, Now: time.Now})
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := db.Migrate(ctx); err != nil {
		return 0, err
	}
	s, err := w.enqueue(ctx, db, side, n)
	if err != nil {
		return 0, err
	}
	runtime.GC()
	start := time.Now()
	for {
		r, err := s.Run(ctx)
		if err != nil {
			return 0, err
		}
		if len(r.Alarms) > 0 {
			return 0, fmt.Errorf("alarm: %s: %s", r.Alarms[0].Code, r.Alarms[0].Text)
		}
		if r.Idle() {
			break
		}
	}
	took = time.Since(start)
	return took, w.paid(ctx, side, n)
}

// enqueue writes the intents and makes their sender.
func (w *world) enqueue(ctx context.Context, db *models.DB, side, n int) (*chain.Sender, error) {
	key, err := chain.NewDevSigner(2, chainID)
	if err != nil {
		return nil, err
	}
	err = db.Tx(ctx, func(tx *models.Tx) error {
		for i := range n {
			_, err := tx.Enqueue(models.TxIntent{
				IdemKey: fmt.Sprint("bench:", i), Kind: "bench", RefMachine: "pool", RefID: 1, ChainID: int64(chainID),
				Sender: models.Addr(key.Address()), To: models.Addr(receiver(side, i)), Value: models.Amt(money.FromUint64(1)), State: models.TxApproved,
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return chain.NewSender(chain.SenderConfig{
		DB: db, Node: w.client, ChainID: chainID, Signers: []chain.Signer{key}, Owner: "bench", Now: time.Now, Window: w.window,
		Witness: chain.ContractWitness{Node: w.client},
	})
}
