package models_test

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"makewhole/models"
	"makewhole/test/dbtest"
)

// together runs fn in several write transactions at once and repeats those that
// stayed busy after the store's own retries, as an API client would.
func together(t *testing.T, db *models.DB, fn func(tx *models.Tx) error) {
	t.Helper()
	var wg sync.WaitGroup
	for range 6 {
		wg.Go(func() {
			err := models.ErrBusy
			for errors.Is(err, models.ErrBusy) {
				err = db.Tx(ctx, fn)
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}

// Idempotent writes that race end as one row, and everybody is told the same.
func TestIdempotentWritesRace(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *models.DB) {
		a, _ := twoAssets(t, db)
		var intent, asset atomic.Int64
		together(t, db, func(tx *models.Tx) error {
			in, err := tx.Enqueue(models.TxIntent{IdemKey: "publish:1", Kind: "publish", RefMachine: "settlement"})
			intent.Store(in.ID)
			return err
		})
		together(t, db, func(tx *models.Tx) error {
			row, err := tx.EnsureAsset(newAsset(7))
			asset.Store(row.ID)
			return err
		})
		together(t, db, func(tx *models.Tx) error {
			return tx.Post("payout", "1", posting("x", a, models.Debit, 5), posting("y", a, models.Credit, 5))
		})
		must(t, db, func(tx *models.Tx) error {
			in, err := tx.Enqueue(models.TxIntent{IdemKey: "publish:1", Kind: "publish", RefMachine: "settlement"})
			history, err2 := tx.History("transaction", in.ID)
			row, err3 := tx.EnsureAsset(newAsset(7))
			debit, _, err4 := tx.Balance("x", a)
			if debit.String() != "5" || len(history) != 1 || intent.Load() != in.ID || asset.Load() != row.ID {
				t.Errorf("posted %s, %d history rows, intent %d and %d, asset %d and %d", debit, len(history), intent.Load(), in.ID, asset.Load(), row.ID)
			}
			return errors.Join(err, err2, err3, err4)
		})
	})
}
