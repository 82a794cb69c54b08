package main

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/rpc"

	"makewhole/chain"
	"makewhole/chain/devnet"
	"makewhole/money"
	"makewhole/outbox"
	"makewhole/outbox/keys"
)

type (
	hash    = common.Hash
	address = common.Address
	amount  = money.Amount
)

// seeded is the random source of one purpose.
func seeded(seed, purpose uint64) *rand.Rand {
	return rand.New(rand.NewPCG(seed, purpose)) //nolint:gosec // must be repeatable
}

// chainID of the embedded chain.
const chainID = 31337

// Development accounts: one sends the payments, one makes fees rise.
const (
	senderAccount  = 1
	spammerAccount = 19
)

// blockTime is what the clock moves with every block.
const blockTime = 12 * time.Second

// reorgMax is how deep reorganisations go; blocks are final below finality.
const (
	reorgMax = 3
	finality = 5
)

// world is the embedded chain with everything that goes wrong on it.
type world struct {
	node   *devnet.Node
	client *chain.Client
	clock  *clock
	key    outbox.Signer
	rnd    *rand.Rand
	stats  *stats

	reorgs int
	nonces map[uint64][][]byte // signed bytes that were ever broadcast, by nonce
	known  map[common.Hash]bool
	step   time.Duration // of the chain's own clock; 0 lets blocks follow each other in seconds
}

func newWorld(ctx context.Context, rnd *rand.Rand) (*world, error) {
	w := &world{clock: newClock(), rnd: rnd, stats: newStats(), nonces: map[uint64][][]byte{}, known: map[common.Hash]bool{}}
	var err error
	if w.node, err = devnet.Start(ctx, devnet.Config{Manual: true, FinalityDepth: finality}); err != nil {
		return nil, err
	}
	if w.client, err = chain.NewClient(ctx, chain.Config{ChainID: chainID, Now: w.clock.Now}, w.node.RPC()); err != nil {
		return nil, errors.Join(err, w.node.Close())
	}
	if w.key, err = keys.NewDevSigner(senderAccount, chainID); err != nil {
		return nil, errors.Join(err, w.node.Close())
	}
	if err := w.awaitIndex(ctx); err != nil {
		return nil, errors.Join(err, w.node.Close())
	}
	return w, nil
}

// awaitIndex seals blocks until the node can tell that it does not know a
// transaction. Its index starts with the first block it hears of, and on a busy
// machine it may not listen yet when that block comes.
func (w *world) awaitIndex(ctx context.Context) error {
	const tries = 200 // milliseconds until the next block
	for i := 0; ; i++ {
		if i%tries == 0 {
			if err := w.node.Mine(1); err != nil {
				return err
			}
		}
		_, err := w.client.Receipts(ctx, []common.Hash{{1}})
		if !errors.Is(err, chain.ErrIndexing) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Millisecond):
		}
	}
}

func (w *world) close() error { return w.node.Close() }

// seal adds a block with what the pool holds and lets its time pass.
func (w *world) seal() {
	err := w.node.AdvanceTime(w.step) // seals one block
	if err != nil {
		panic("torture: seal: " + err.Error()) // the chain itself is broken
	}
	w.stats.one("blocks")
	w.clock.advance(blockTime)
}

// remember keeps every version of every transaction, for reorganisations that
// bring back another one.
func (w *world) remember(raw []byte) {
	var tx types.Transaction
	if err := tx.UnmarshalBinary(raw); err != nil {
		panic("torture: the sender broadcast no transaction: " + err.Error())
	}
	if !w.known[tx.Hash()] {
		w.known[tx.Hash()] = true
		w.nonces[tx.Nonce()] = append(w.nonces[tx.Nonce()], raw)
	}
}

// reorg replaces the newest blocks. The same transactions come back, or none,
// or for each nonce the oldest version that was ever sent.
func (w *world) reorg(ctx context.Context) error {
	depth := 1 + w.reorgs%reorgMax // every depth with every kind, in turn
	kind := []string{"same", "other", "no"}[w.reorgs/reorgMax%3]
	first := uint64(0)
	if kind == "other" {
		head, err := w.node.Client().BlockNumber(ctx)
		if err != nil {
			return err
		}
		at := new(big.Int).SetUint64(head - min(head, uint64(depth)))
		if first, err = w.node.Client().NonceAt(ctx, w.key.Address(), at); err != nil {
			return err
		}
	}
	err := w.node.Reorg(depth, kind != "same")
	if errors.Is(err, devnet.ErrFinal) {
		return nil // the chain is too young
	}
	if err != nil {
		return err
	}
	w.reorgs++
	w.clock.advance(blockTime)
	w.stats.one(fmt.Sprintf("reorg depth %d", depth))
	w.stats.one("reorg " + kind + " tx returns")
	if kind == "other" {
		for n := first; len(w.nonces[n]) > 0; n++ {
			_ = w.client.SendRaw(ctx, w.nonces[n][0]) // refused where a version is gone for good
		}
	}
	return nil
}

// drop empties the pool.
func (w *world) drop() {
	w.node.DropPool()
	w.stats.one("mempool drop")
}

// spike fills blocks until the base fee has more than doubled: bids that were
// generous before are below the market then.
func (w *world) spike(ctx context.Context) error {
	before, err := w.baseFee(ctx)
	if err != nil {
		return err
	}
	target := new(big.Int).Add(new(big.Int).Mul(before, big.NewInt(2)), big.NewInt(8))
	for range 40 {
		if err := w.fill(ctx); err != nil {
			return err
		}
		w.seal()
		now, err := w.baseFee(ctx)
		if err != nil {
			return err
		}
		if now.Cmp(target) > 0 {
			w.stats.one("fee spike")
			return nil
		}
	}
	return nil // a reorganisation's worth of bad luck; the count tells
}

func (w *world) baseFee(ctx context.Context) (*big.Int, error) {
	h, err := w.client.HeaderByNumber(ctx, nil)
	if err != nil {
		return nil, err
	}
	return h.BaseFee, nil
}

// fill pools transactions that use up one block: each stores 24 KiB of code.
func (w *world) fill(ctx context.Context) error {
	const zeroes = "\x61\x60\x00\x5f\xf3" // PUSH2 0x6000 PUSH0 RETURN
	key := devnet.Key(spammerAccount)
	nonce, err := w.node.Client().NonceAt(ctx, devnet.Address(spammerAccount), nil)
	if err != nil {
		return err
	}
	signer := types.LatestSignerForChainID(new(big.Int).SetUint64(chainID))
	for i := range uint64(12) {
		tx, err := types.SignNewTx(key, signer, &types.DynamicFeeTx{
			ChainID: new(big.Int).SetUint64(chainID), Nonce: nonce + i, Gas: 4_990_000,
			GasTipCap: big.NewInt(1e9), GasFeeCap: big.NewInt(100e9), Data: []byte(zeroes),
		})
		if err != nil {
			return err
		}
		_ = w.node.Client().SendTransaction(ctx, tx) // known from a block that was given back
	}
	return nil
}

// balances reads the coins of accounts at the head.
func balances(ctx context.Context, c *rpc.Client, accounts []common.Address) ([]money.Amount, error) {
	out := make([]money.Amount, len(accounts))
	for lo := 0; lo < len(accounts); lo += 500 {
		hi := min(len(accounts), lo+500)
		got := make([]string, hi-lo)
		batch := make([]rpc.BatchElem, hi-lo)
		for i := range batch {
			batch[i] = rpc.BatchElem{Method: "eth_getBalance", Args: []any{accounts[lo+i], "latest"}, Result: &got[i]}
		}
		if err := c.BatchCallContext(ctx, batch); err != nil {
			return nil, err
		}
		for i := range batch {
			if batch[i].Error != nil {
				return nil, batch[i].Error
			}
			v, ok := new(big.Int).SetString(got[i], 0)
			if !ok {
				return nil, fmt.Errorf("balance %q", got[i])
			}
			var err error
			if out[lo+i], err = money.FromBig(v); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}
