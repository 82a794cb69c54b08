package watch

import (
	"context"
	"crypto/sha256"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/incidents/monitor"
	"makewhole/models"
)

// load notices which monitors run. It reports whether there are any.
func (w *Watcher) load(ctx context.Context) (bool, error) {
	var rows []models.Monitor
	err := w.DB.Read(ctx, func(tx *models.Tx) (err error) {
		rows, err = tx.RunningMonitors(w.chainID())
		return err
	})
	if err != nil {
		return false, err
	}
	var print strings.Builder
	running := map[string]models.Monitor{}
	for _, r := range rows {
		fmt.Fprintf(&print, "%d %s %s\n", r.ID, r.State, r.ContentHash.Hex())
		running[keyOf(r.Name, int(r.Number))] = r
	}
	if w.print != print.String() {
		w.engine, w.print, w.running = nil, print.String(), running
	}
	return len(rows) > 0, nil
}

// ready has an engine that stands at the newest block that was taken in.
func (w *Watcher) ready(ctx context.Context, at *models.WatchedChain) error {
	if w.engine != nil {
		if _, hash, any := w.engine.Head(); any && hash == at.Hash.Hash {
			return nil
		}
	}
	w.engine = nil
	e, err := w.newEngine()
	if err != nil {
		return err
	}
	return w.rebuild(ctx, at, e)
}

// newEngine loads the monitors; the state of a row is what counts, whatever its
// file says.
func (w *Watcher) newEngine() (*monitor.Engine, error) {
	var loaded []*monitor.Monitor
	for _, r := range w.running {
		f, err := monitor.Parse(r.Content)
		if err != nil {
			return nil, fmt.Errorf("monitor %s: %w", r.Name, err)
		}
		f.State = r.State
		m, err := monitor.Load(f)
		if err != nil {
			return nil, fmt.Errorf("monitor %s: %w", r.Name, err)
		}
		loaded = append(loaded, m)
	}
	slices.SortFunc(loaded, func(a, b *monitor.Monitor) int { return strings.Compare(a.File.ID, b.File.ID) })
	return monitor.NewEngine(w.Node.ChainID(), loaded)
}

// rebuild shows a new engine the old blocks that its windows look back to, as many
// as are configured. Findings in them are known already, but for blocks of which
// data had been missing.
func (w *Watcher) rebuild(ctx context.Context, at *models.WatchedChain, e *monitor.Engine) error {
	w.engine, w.before = e, nil
	headers, err := w.past(ctx, at, e)
	if err == nil {
		err = w.replay(ctx, at, headers)
	}
	if err != nil {
		w.engine = nil
		return fmt.Errorf("read old blocks again: %w", err)
	}
	return nil
}

// past reads the headers up to the newest block that was taken in, from where the
// windows of the oldest block that must be judged begin.
func (w *Watcher) past(ctx context.Context, at *models.WatchedChain, e *monitor.Engine) ([]*types.Header, error) {
	gaps, err := w.openGaps(ctx)
	if err != nil {
		return nil, err
	}
	oldest := at.Number
	for _, g := range gaps {
		oldest = min(oldest, g.Number)
	}
	seconds, blocks := e.Span()
	tip, err := w.Node.HeaderByHash(ctx, at.Hash.Hash)
	if err != nil {
		return nil, fmt.Errorf("block %d: %w", at.Number, err)
	}
	lowest := int64(1)
	if n := at.Number - int64(w.Backfill) + 1; n > lowest {
		lowest = n
	}
	out := []*types.Header{tip}
	for first := tip; first.Number.Int64() > lowest && !covered(first, tip, oldest, seconds, blocks); first = out[0] {
		from := max(lowest, first.Number.Int64()-100)
		more, err := w.Node.Ancestors(ctx, uint64(from), first)
		if err != nil {
			return nil, err
		}
		out = slices.Concat(more, out[1:])
	}
	return out, nil
}

// covered says whether windows of the oldest block that counts begin at or after
// first.
func covered(first, tip *types.Header, oldest int64, seconds, blocks uint64) bool {
	if first.Number.Cmp(big.NewInt(oldest)) > 0 {
		return false
	}
	if first.Number.Uint64()+blocks > uint64(oldest) && blocks > 0 {
		return false
	}
	if seconds == 0 {
		return true
	}
	if oldest != tip.Number.Int64() {
		return false // the time of an older block is not known here: take all that may be read
	}
	return first.Time+seconds <= tip.Time
}

// replay shows old blocks to the engine.
func (w *Watcher) replay(ctx context.Context, at *models.WatchedChain, headers []*types.Header) error {
	gaps, err := w.openGaps(ctx)
	if err != nil {
		return err
	}
	open := map[common.Hash]models.WatchGap{}
	for _, g := range gaps {
		open[g.Hash.Hash] = g
	}
	for _, h := range headers {
		seen := w.Now()
		g, err := w.observe(ctx, h)
		if err != nil {
			return err
		}
		when := stamps{seen: seen, observed: w.Now()}
		results, err := w.engine.Step(g.Observation)
		if err != nil {
			return err
		}
		w.keep(g)
		gap, missed := open[g.Hash]
		if !missed || len(g.missing) > 0 {
			continue
		}
		when.decided = w.Now()
		if err := w.fill(ctx, &gap, g, results, when); err != nil {
			return err
		}
	}
	return nil
}

// Digest is the hash by which the file of a monitor is known.
func Digest(content []byte) common.Hash { return common.Hash(sha256.Sum256(content)) }
