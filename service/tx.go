package service

import (
	"context"
	"errors"

	"makewhole/models"
)

// Write runs fn in one transaction, reports its result to the commit hook and
// turns store errors that callers decide on into ErrConflict and
// ErrForbidden.
func Write[T any](ctx context.Context, db *models.DB, fn func(tx *models.Tx) (T, error)) (T, error) {
	var out T
	err := db.Tx(ctx, func(tx *models.Tx) error {
		var err error
		if out, err = fn(tx); err != nil {
			return err
		}
		tx.Result(out)
		return nil
	})
	if err != nil {
		var zero T
		return zero, Translate(err)
	}
	return out, nil
}

// Read runs fn over one snapshot of the store.
func Read[T any](ctx context.Context, db *models.DB, fn func(tx *models.Tx) (T, error)) (T, error) {
	var out T
	err := db.Read(ctx, func(tx *models.Tx) error {
		var err error
		out, err = fn(tx)
		return err
	})
	if err != nil {
		var zero T
		return zero, Translate(err)
	}
	return out, nil
}

// both joins two errors under one message, so that callers find either.
type both struct{ kind, cause error }

func (e *both) Error() string { return e.kind.Error() + ": " + e.cause.Error() }

func (e *both) Unwrap() []error { return []error{e.kind, e.cause} }

// Translate adds ErrConflict to a duplicate and ErrForbidden to a refused move.
func Translate(err error) error {
	switch {
	case errors.Is(err, ErrConflict), errors.Is(err, ErrForbidden):
		return err
	case errors.Is(err, models.ErrDuplicate):
		return &both{ErrConflict, err}
	case errors.Is(err, models.ErrForbidden):
		return &both{ErrForbidden, err}
	}
	return err
}
