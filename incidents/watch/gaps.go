package watch

import (
	"context"
	"time"

	"makewhole/incidents/monitor"
	"makewhole/models"
)

// Retries of a gap: the first after a minute, then twice as long each, at most an
// hour; about ten hours in all.
const (
	firstRetry  = time.Minute
	longest     = time.Hour
	gapAttempts = 16
)

// fill stores what a block shows whose data had been missing.
func (w *Watcher) fill(ctx context.Context, gap *models.WatchGap, g *gathered, results []monitor.Result, when stamps) error {
	w.Log.Info("a gap is filled", "chain", w.chainID(), "block", gap.Number)
	return w.DB.Tx(ctx, func(tx *models.Tx) error {
		row := *gap
		row.Ended = models.GapFilled
		if err := models.Update(tx, &row, "ended"); err != nil {
			return err
		}
		return w.findings(tx, g, results, when)
	})
}

func (w *Watcher) openGaps(ctx context.Context) (out []models.WatchGap, err error) {
	err = w.DB.Read(ctx, func(tx *models.Tx) error {
		out, err = tx.OpenGaps(w.chainID())
		return err
	})
	return out, err
}

// mend looks whether the data of gaps that are due can be had now. If so the old
// blocks are judged again from there.
func (w *Watcher) mend(ctx context.Context, at *models.WatchedChain) error {
	gaps, err := w.openGaps(ctx)
	if err != nil || len(gaps) == 0 {
		return err
	}
	if err := w.ready(ctx, at); err != nil {
		return err
	}
	again := false
	for i := range gaps {
		gap := &gaps[i]
		if gap.NextAt.After(w.Now()) {
			continue
		}
		whole, err := w.probe(ctx, gap)
		if err != nil {
			return err
		}
		outOfReach := gap.Number <= at.Number-int64(w.Backfill)
		again = again || whole && !outOfReach
		if err := w.postpone(ctx, gap, outOfReach, whole); err != nil {
			return err
		}
	}
	if again {
		w.engine = nil
		return w.ready(ctx, at)
	}
	return nil
}

// probe says whether all data of a block can be had.
func (w *Watcher) probe(ctx context.Context, gap *models.WatchGap) (bool, error) {
	h, err := w.Node.HeaderByHash(ctx, gap.Hash.Hash)
	if err != nil {
		return false, ctx.Err()
	}
	g, err := gather(ctx, w.Node, h, w.engine.Feeds(), w.engine.Reads(), nil)
	return err == nil && len(g.missing) == 0, err
}

// postpone tries a gap later, or gives it up. One whose data are whole now is
// about to be filled; if that fails it is tried later too.
func (w *Watcher) postpone(ctx context.Context, gap *models.WatchGap, outOfReach, whole bool) error {
	return w.DB.Tx(ctx, func(tx *models.Tx) error {
		row := *gap
		row.Attempts++
		row.NextAt = tx.Now.Add(min(longest, firstRetry<<min(row.Attempts, 6)))
		if outOfReach || !whole && row.Attempts >= gapAttempts {
			row.Ended = models.GapGivenUp
			w.Log.Error("a gap is given up: monitors never saw this block whole", "chain", w.chainID(), "block", gap.Number, "missing", gap.Missing)
		}
		return models.Update(tx, &row, "attempts", "next_at", "ended")
	})
}
