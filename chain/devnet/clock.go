//go:build !nodevnet

package devnet

import (
	"encoding/binary"
	"fmt"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/ethdb"
)

// farthest bounds every advance, so that time.Duration cannot overflow.
const farthest = 100 * 365 * 24 * time.Hour

// offsetKey holds the clock's offset in the chain's own database: it then has
// the same durability as the blocks.
var offsetKey = []byte("makewhole-devnet-clock-offset")

// clock is the time of the chain: wall clock plus an offset that only grows.
// Blocks need strictly growing whole seconds, so a burst of blocks pushes the
// clock ahead of the wall; it keeps running from there instead of standing
// still until the wall catches up, because timers of services run on it.
type clock struct {
	mu     sync.Mutex
	db     ethdb.KeyValueStore
	start  time.Time // with the monotonic reading
	offset time.Duration
	next   uint64 // unix seconds the next block must carry; 0: none
}

func openClock(db ethdb.KeyValueStore, start time.Time, head uint64) (*clock, error) {
	c := &clock{db: db, start: start}
	if ok, err := db.Has(offsetKey); err != nil {
		return nil, fmt.Errorf("read clock: %w", err)
	} else if ok {
		raw, err := db.Get(offsetKey)
		if err != nil || len(raw) != 8 {
			return nil, fmt.Errorf("read clock: %d bytes: %w", len(raw), err)
		}
		c.offset = time.Duration(binary.BigEndian.Uint64(raw))
	}
	return c, c.sealed(head)
}

// now is the chain's time, UTC, in microseconds.
func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.read()
}

func (c *clock) read() time.Time {
	return c.start.Add(time.Since(c.start) + c.offset).Round(0).UTC().Truncate(time.Microsecond)
}

// advance moves the clock forward for good and returns the whole offset.
func (c *clock) advance(d time.Duration) (time.Duration, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if d < 0 || d > farthest || c.offset+d > farthest {
		return 0, fmt.Errorf("%w: advance by %s", ErrTime, d)
	}
	if err := c.keep(c.offset + d); err != nil {
		return 0, err
	}
	return c.offset, c.db.SyncKeyValue()
}

// setNext fixes the time of the next block.
func (c *clock) setNext(at, head uint64) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	limit := c.start.Add(farthest).Unix()
	if at <= head || at > uint64(limit) {
		return fmt.Errorf("%w: block time %d, head %d", ErrTime, at, head)
	}
	c.next = at
	return nil
}

// forBlock returns the time of the block after one sealed at parent.
func (c *clock) forBlock(parent uint64) uint64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.next > parent {
		return c.next
	}
	return max(uint64(c.read().Unix()), parent+1)
}

// sealed notes that the head carries the time at.
func (c *clock) sealed(at uint64) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.next <= at {
		c.next = 0
	}
	if ahead := time.Unix(int64(at), 0).Sub(c.read()); ahead > 0 {
		return c.keep(c.offset + ahead)
	}
	return nil
}

func (c *clock) keep(offset time.Duration) error {
	if err := c.db.Put(offsetKey, binary.BigEndian.AppendUint64(nil, uint64(offset))); err != nil {
		return fmt.Errorf("store clock: %w", err)
	}
	c.offset = offset
	return nil
}
