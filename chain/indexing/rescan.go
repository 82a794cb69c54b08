package indexing

import (
	"context"
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
)

// rescanCursor remembers how far the events were read again. Cursors never go
// back, so its number is that of the pass times rescanPass plus the block's.
const (
	rescanCursor = "rescan"
	rescanPass   = 1 << 40
)

// Again is a range of blocks that was read again, and how many events it had
// that were not stored. Found above zero means that events had been lost.
type Again struct {
	From, To uint64
	Found    int
}

func (a Again) String() string {
	return fmt.Sprintf("blocks %d to %d read again, %d events had been missing", a.From, a.To, a.Found)
}

// Rescan reads blocks again, no further than every contract has been read, and
// stores the events that are missing. No contract's cursor moves.
func (ix *Indexer) Rescan(ctx context.Context, from, to uint64) (Again, error) {
	g, err := ix.readOnce(ctx)
	if err == nil && g == nil {
		err = errors.New("no block has been read yet")
	}
	if err != nil {
		return Again{}, err
	}
	g.from, g.to = max(from, g.from), min(to, g.to)
	out := Again{From: g.from, To: g.to}
	if g.from > g.to {
		return out, fmt.Errorf("blocks %d to %d: nothing of them has been read", from, to)
	}
	again := *ix // its page size is its own: it runs beside RunOnce
	for again.page = 0; g.from <= g.to; {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		n, next, err := again.readFrom(ctx, g)
		out.Found += n
		if err != nil {
			return out, err
		}
		g.from = next
	}
	if out.Found > 0 && ix.Log != nil {
		ix.Log.Error("events had been missing", "from", out.From, "to", out.To, "found", out.Found)
	}
	return out, nil
}

// RescanNext reads the next blocks again, at most most. When it has been
// everywhere it begins anew at the first.
func (ix *Indexer) RescanNext(ctx context.Context, most uint64) (Again, error) {
	g, err := ix.readOnce(ctx)
	if err != nil || g == nil {
		return Again{}, err
	}
	from, pass := g.from, int64(0)
	err = ix.DB.Read(ctx, func(tx *models.Tx) error {
		c, err := tx.CursorFor(int64(ix.ChainID), rescanCursor)
		if errors.Is(err, models.ErrNotFound) {
			return nil
		}
		pass = c.Number / rescanPass
		if last := uint64(c.Number % rescanPass); last < g.to {
			from = max(from, last+1)
		} else {
			pass++
		}
		return err
	})
	if err != nil {
		return Again{}, err
	}
	out, err := ix.Rescan(ctx, from, min(g.to, from+most-1))
	if err != nil {
		return out, err
	}
	n := pass*rescanPass + int64(out.To)
	return out, ix.DB.Tx(ctx, func(tx *models.Tx) error {
		return tx.AdvanceCursor(models.ChainCursor{ChainID: int64(ix.ChainID), Name: rescanCursor, Number: n, Final: n})
	})
}

// readOnce is the range that every contract has been read in, with those that
// have; nil when none has.
func (ix *Indexer) readOnce(ctx context.Context) (*group, error) {
	watches, err := ix.watches(ctx)
	if err != nil {
		return nil, err
	}
	g := &group{watches: map[common.Address]Watch{}}
	err = ix.DB.Read(ctx, func(tx *models.Tx) error {
		for a, w := range watches {
			c, err := tx.CursorFor(int64(ix.ChainID), CursorName(a))
			if errors.Is(err, models.ErrNotFound) {
				continue
			}
			if err != nil {
				return err
			}
			if len(g.watches) == 0 {
				g.from, g.to = w.From, uint64(c.Number)
			}
			g.from, g.to = min(g.from, w.From), min(g.to, uint64(c.Number))
			g.watches[a] = w
		}
		return nil
	})
	if err != nil || len(g.watches) == 0 {
		return nil, err
	}
	return g, nil
}
