package chain

import (
	"context"
	"errors"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/models"
)

// finalCursor remembers the highest finalized block seen on a chain.
const finalCursor = "finalized"

// headers is the part of a node that finality needs.
type headers interface {
	Finalized(ctx context.Context) (*types.Header, error)
	HeaderByNumber(ctx context.Context, number *big.Int) (*types.Header, error)
}

// WatchFinality reads the finalized header, holds it against the highest one on
// record, and records it when it is higher. A lower one is returned with
// ErrFinalityBehind: it may be used, it only delays. A different block at a final
// height is ErrFinalityBroken: nothing may be concluded from this node any more
// (G5).
func WatchFinality(ctx context.Context, db *models.DB, node headers, chainID uint64) (*types.Header, error) {
	f, mark, err := CheckFinality(ctx, db, node, chainID)
	if err != nil || mark == nil {
		return f, err
	}
	return f, db.Tx(ctx, func(tx *models.Tx) error { return tx.AdvanceCursor(*mark) })
}

// CheckFinality is WatchFinality with the record left to the caller: mark is what
// to write no later than the first conclusion from the header, nil for nothing.
func CheckFinality(ctx context.Context, db *models.DB, node headers, chainID uint64) (f *types.Header, mark *models.ChainCursor, err error) {
	var seen models.ChainCursor
	err = db.Read(ctx, func(tx *models.Tx) (err error) {
		seen, err = tx.CursorFor(int64(chainID), finalCursor)
		return err
	})
	known := !errors.Is(err, models.ErrNotFound)
	if err != nil && known {
		return nil, nil, err
	}
	if b, ok := node.(interface{ Believe(uint64, common.Hash) }); ok && known {
		b.Believe(uint64(seen.Number), seen.Hash.Hash)
	}
	var behind *BehindError
	if f, err = node.Finalized(ctx); errors.As(err, &behind) {
		f = behind.Header
	} else if err != nil {
		return nil, nil, fmt.Errorf("read finalized block: %w", err)
	}
	if known {
		if err := holdAgainst(ctx, node, f, seen); err != nil {
			if behind != nil && errors.Is(err, ErrFinalityBehind) {
				err = behind // with the names of who lags
			}
			return f, nil, err
		}
	}
	if behind != nil {
		return f, nil, behind // below what this process believed and has not written down
	}
	n := f.Number.Int64()
	if known && n == seen.Number {
		return f, nil, nil
	}
	return f, &models.ChainCursor{ChainID: int64(chainID), Name: finalCursor, Number: n, Hash: models.H(f.Hash()), Final: n}, nil
}

func holdAgainst(ctx context.Context, node headers, f *types.Header, seen models.ChainCursor) error {
	at := f
	if f.Number.Int64() != seen.Number {
		h, err := node.HeaderByNumber(ctx, big.NewInt(seen.Number))
		switch {
		case err != nil && IsNotFound(err) && f.Number.Int64() < seen.Number:
			return fmt.Errorf("%w: %d, seen %d", ErrFinalityBehind, f.Number, seen.Number)
		case err != nil:
			return fmt.Errorf("read block %d again: %w", seen.Number, err)
		}
		at = h
	}
	if at.Hash() != seen.Hash.Hash {
		return fmt.Errorf("%w: block %d was %s, is %s", ErrFinalityBroken, seen.Number, seen.Hash, at.Hash())
	}
	if f.Number.Int64() < seen.Number {
		return fmt.Errorf("%w: %d, seen %d", ErrFinalityBehind, f.Number, seen.Number)
	}
	return nil
}
