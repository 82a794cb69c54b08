package watch

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/incidents/monitor"
	"makewhole/models"
)

// What a round reports.
var (
	// ErrBehind means that the nodes' head is below the block that was reached.
	ErrBehind = errors.New("the nodes are behind the block that was reached")
	// ErrUnknownBranch means a branch that begins below the blocks that are kept.
	ErrUnknownBranch = errors.New("the chain's blocks do not follow any block that was watched")
	// ErrMissing means data of a block that a node could give and did not; the block
	// is tried again.
	ErrMissing = errors.New("data of the block are missing")
)

// Limits of a round and of what is kept.
const (
	blocksARound    = 256
	blocksKept      = 1024 // below the newest final block
	tries           = 3    // rounds in which a block waits for its data
	defaultBackfill = 1000
)

// Config is what New needs.
type Config struct {
	DB       *models.DB
	Node     Node
	Now      func() time.Time
	Log      *slog.Logger
	Start    uint64 // first block of a chain that was never watched; 0 = the head
	Backfill uint64 // most old blocks read again to fill windows; 0 = 1,000
}

// Watcher follows one chain. What it keeps between rounds can be lost at any time.
type Watcher struct {
	Config
	round   sync.Mutex
	engine  *monitor.Engine // nil: to be made again
	running map[string]models.Monitor
	print   string // of the monitors that the engine runs
	before  map[monitor.Read]*common.Hash
	beforeN common.Hash // block of before
	tried   map[common.Hash]int
}

// New checks the configuration.
func New(c Config) (*Watcher, error) {
	if c.DB == nil || c.Node == nil || c.Now == nil || c.Log == nil {
		return nil, errors.New("watch: DB, Node, Now and Log are required")
	}
	if c.Backfill == 0 {
		c.Backfill = defaultBackfill
	}
	return &Watcher{Config: c, tried: map[common.Hash]int{}}, nil
}

func (w *Watcher) chainID() int64 { return int64(w.Node.ChainID()) }

// RunOnce takes in the blocks between the last one and the head, at most 256. It
// may fail after any of them; the next round goes on there.
func (w *Watcher) RunOnce(ctx context.Context) (string, error) {
	w.round.Lock()
	defer w.round.Unlock()
	some, err := w.load(ctx)
	if err != nil || !some {
		return "", err
	}
	head, err := w.Node.Head(ctx)
	if err != nil {
		return "", fmt.Errorf("the head of chain %d is unknown: %w", w.chainID(), err)
	}
	seen := w.Now()
	at, err := w.begin(ctx, head)
	if err != nil || at.ChainID == 0 {
		return "", err
	}
	if head.Number.Int64() < at.Number {
		return "", fmt.Errorf("%w: %d, reached %d", ErrBehind, head.Number, at.Number)
	}
	taken, replaced, err := w.advance(ctx, &at, head, seen)
	if err == nil {
		err = errors.Join(w.finality(ctx, &at, head), w.mend(ctx, &at))
	}
	return summary(taken, replaced), err
}

func summary(taken, replaced int) string {
	switch {
	case taken == 0 && replaced == 0:
		return ""
	case replaced == 0:
		return fmt.Sprintf("%d blocks watched", taken)
	}
	return fmt.Sprintf("%d blocks watched, %d had been replaced", taken, replaced)
}

// begin reads how far the chain was watched; a chain that never was begins before
// its first block. The zero row: there is nothing to watch yet.
func (w *Watcher) begin(ctx context.Context, head *types.Header) (at models.WatchedChain, err error) {
	err = w.DB.Read(ctx, func(tx *models.Tx) error {
		at, err = tx.WatchedChainOf(w.chainID())
		return err
	})
	if !errors.Is(err, models.ErrNotFound) {
		return at, err
	}
	first := head
	if n := w.Start; n > 0 && n < head.Number.Uint64() {
		if first, err = w.Node.HeaderAt(ctx, n); err != nil {
			return models.WatchedChain{}, fmt.Errorf("read the first block: %w", err)
		}
	}
	if first.Number.Sign() == 0 {
		return models.WatchedChain{}, nil
	}
	n := first.Number.Int64()
	at = models.WatchedChain{
		ChainID: w.chainID(), Since: n, Number: n - 1, Hash: models.H(first.ParentHash), Highest: n - 1, Head: head.Number.Int64(), Status: "{}",
	}
	return at, w.DB.Tx(ctx, func(tx *models.Tx) error {
		at.WatchedAt = tx.Now
		return models.Insert(tx, &at)
	})
}

// advance walks to the head, on the branch that the head is on.
func (w *Watcher) advance(ctx context.Context, at *models.WatchedChain, head *types.Header, seen time.Time) (taken, replaced int, err error) {
	if head.Number.Int64() == at.Number && head.Hash() == at.Hash.Hash {
		return 0, 0, nil
	}
	from, headers, err := w.branch(ctx, at, head)
	if err != nil {
		return 0, 0, err
	}
	if from.number < at.Number {
		if replaced, err = w.turn(ctx, at, from); err != nil {
			return 0, 0, err
		}
	}
	for _, h := range headers {
		if err := w.take(ctx, at, h, seen); err != nil {
			return taken, replaced, err
		}
		taken++
	}
	return taken, replaced, nil
}

// place is a block by height and hash.
type place struct {
	number int64
	hash   common.Hash
}

// branch finds the newest watched block under a head, and the headers above it.
func (w *Watcher) branch(ctx context.Context, at *models.WatchedChain, head *types.Header) (place, []*types.Header, error) {
	var err error
	if far := uint64(at.Number) + blocksARound; head.Number.Uint64() > far {
		if head, err = w.Node.HeaderAt(ctx, far); err != nil {
			return place{}, nil, fmt.Errorf("read block %d: %w", far, err)
		}
	}
	headers := []*types.Header{head}
	if head.Number.Int64() > at.Number {
		if headers, err = w.Node.Ancestors(ctx, uint64(at.Number)+1, head); err != nil {
			return place{}, nil, err
		}
	}
	for {
		first := headers[0]
		n := first.Number.Int64() - 1
		known, err := w.known(ctx, at, n, first.ParentHash)
		if err != nil || known {
			return place{n, first.ParentHash}, headers, err
		}
		parent, err := w.Node.HeaderByHash(ctx, first.ParentHash)
		if err != nil {
			return place{}, nil, fmt.Errorf("read block %d: %w", n, err)
		}
		headers = slices.Insert(headers, 0, parent)
	}
}

// known says whether the watched chain has the block. Below the first watched
// block every branch is as good.
func (w *Watcher) known(ctx context.Context, at *models.WatchedChain, n int64, hash common.Hash) (bool, error) {
	switch {
	case n == at.Number:
		return hash == at.Hash.Hash, nil
	case n < at.Since:
		return true, nil
	}
	var b models.WatchedBlock
	err := w.DB.Read(ctx, func(tx *models.Tx) (err error) {
		b, err = tx.WatchedBlockAt(w.chainID(), n)
		return err
	})
	if errors.Is(err, models.ErrNotFound) {
		return false, fmt.Errorf("%w: block %d", ErrUnknownBranch, n)
	}
	return b.Hash.Hash == hash, err
}

// turn goes back to where another branch begins.
func (w *Watcher) turn(ctx context.Context, at *models.WatchedChain, to place) (replaced int, err error) {
	next := *at
	err = w.DB.Tx(ctx, func(tx *models.Tx) error {
		next = *at
		n, err := tx.ReplaceBlocks(w.chainID(), to.number)
		if err != nil {
			return err
		}
		replaced = int(n)
		next.Number, next.Hash = to.number, models.H(to.hash)
		return models.Update(tx, &next, "number", "hash")
	})
	if err != nil {
		return 0, err
	}
	w.Log.Warn("blocks were replaced", "chain", w.chainID(), "above", to.number, "blocks", replaced)
	*at = next
	w.before = nil
	clear(w.tried)
	if w.engine != nil && w.engine.Rewind(uint64(to.number)) != nil {
		w.engine = nil
	}
	return replaced, nil
}

// finality writes down how far the chain is safe and final.
func (w *Watcher) finality(ctx context.Context, at *models.WatchedChain, head *types.Header) error {
	next := *at
	next.Head = head.Number.Int64()
	final, err := w.Node.Finalized(ctx)
	if err == nil {
		next.Final = max(next.Final, final.Number.Int64())
	}
	safe, safeErr := w.Node.Safe(ctx)
	if safeErr == nil {
		next.Safe = max(next.Safe, int64(safe), next.Final)
	}
	if next == *at {
		return errors.Join(err, safeErr)
	}
	stored := w.DB.Tx(ctx, func(tx *models.Tx) error {
		row := next
		if err := models.Update(tx, &row, "head", "final", "safe"); err != nil {
			return err
		}
		if _, err := tx.ForgetBlocks(w.chainID(), min(row.Final, row.Number)-blocksKept); err != nil {
			return err
		}
		*at = row
		return nil
	})
	return errors.Join(err, safeErr, stored)
}
