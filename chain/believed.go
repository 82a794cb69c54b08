package chain

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/models"
)

// believed is the highest final block that this client, or a process before it,
// has believed.
type believed struct {
	number uint64
	hash   common.Hash
}

// BehindError is a finalized block below one that was believed before: the
// endpoints are lagging, which proves nothing about the chain. It unwraps to
// ErrFinalityBehind.
type BehindError struct {
	Header    *types.Header // what they call final
	Seen      uint64        // height that was final before
	Endpoints []string      // that lag, by host
}

func (e *BehindError) Error() string {
	return fmt.Sprintf("%v: %d at %s, seen %d", ErrFinalityBehind, e.Header.Number, strings.Join(e.Endpoints, " and "), e.Seen)
}

// Unwrap makes errors.Is(err, ErrFinalityBehind) true.
func (e *BehindError) Unwrap() error { return ErrFinalityBehind }

// Believe tells the client a final block that was believed before, perhaps by
// another process. Lower ones than it knows change nothing.
func (c *Client) Believe(number uint64, hash common.Hash) {
	c.findMu.Lock()
	defer c.findMu.Unlock()
	if c.believed == nil || c.believed.number < number {
		c.believed = &believed{number, hash}
	}
}

// Recall tells the client the highest final block on record. A client that is
// asked before the first round of a sender or a reader must be told, or it takes
// a lagging endpoint for the chain.
func (c *Client) Recall(ctx context.Context, db *models.DB) error {
	var seen models.ChainCursor
	err := db.Read(ctx, func(tx *models.Tx) (err error) {
		seen, err = tx.CursorFor(int64(c.ChainID()), finalCursor)
		return err
	})
	if errors.Is(err, models.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("recall the finalized block: %w", err)
	}
	c.Believe(uint64(seen.Number), seen.Hash.Hash)
	return nil
}

// holdFinal refuses a final block below the one that was believed, naming the
// endpoints that are there, and another one in its place.
func (c *Client) holdFinal(h *types.Header, votes []vote[*types.Header]) error {
	c.findMu.Lock()
	seen := c.believed
	c.findMu.Unlock()
	n := h.Number.Uint64()
	switch {
	case seen != nil && n < seen.number:
		behind := &BehindError{Header: h, Seen: seen.number}
		for _, v := range votes {
			if v.err == nil && v.value.Number.Uint64() < seen.number {
				behind.Endpoints = append(behind.Endpoints, v.from.name)
			}
		}
		slices.Sort(behind.Endpoints)
		return behind
	case seen != nil && n == seen.number && h.Hash() != seen.hash:
		return fmt.Errorf("%w: block %d was %s, is %s", ErrFinalityBroken, n, seen.hash, h.Hash())
	}
	c.Believe(n, h.Hash())
	return nil
}
