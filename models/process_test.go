package models_test

import (
	"errors"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/test/dbtest"
)

// What a process held that is known to be gone is free at once; what another one
// holds stays, whatever its name begins with.
func TestAGoneProcessHoldsNothing(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *models.DB) {
		write := func(fn func(tx *models.Tx) error) {
			t.Helper()
			if err := db.Tx(t.Context(), fn); err != nil {
				t.Fatal(err)
			}
		}
		gone, alive := "host/aa:1", "host/aab:1"
		hold := func(job, owner string, key byte) {
			write(func(tx *models.Tx) error {
				_, keyErr := tx.EnsureKey(1, common.Address{key}, 0)
				err := errors.Join(keyErr, tx.EnsureWork(job, tx.Now))
				if err == nil {
					_, err = tx.LeaseWork(job, owner, time.Hour, true)
				}
				if err == nil {
					_, err = tx.LeaseKey(1, common.Address{key}, owner, 0, time.Hour)
				}
				return errors.Join(err, models.Insert(tx, &models.IdempotencyKey{Actor: owner, Route: "r", Key: "k", Status: "started", Body: []byte{}, CreatedAt: tx.Now, Owner: &owner}))
			})
		}
		hold("one", gone, 1)
		hold("two", alive, 2)
		write(func(tx *models.Tx) error { return tx.ForgetProcess("host/aa:") })
		write(func(tx *models.Tx) error {
			_, jobErr := tx.LeaseWork("one", "host/aa:2", time.Hour, true)
			_, keyErr := tx.LeaseKey(1, common.Address{1}, "host/aa:2", 0, time.Hour)
			if _, err := tx.Key(gone, "r", "k"); !errors.Is(err, models.ErrNotFound) {
				t.Errorf("the request of the gone: %v", err)
			}
			return errors.Join(jobErr, keyErr)
		})
		err := db.Tx(t.Context(), func(tx *models.Tx) error {
			if _, err := tx.Key(alive, "r", "k"); err != nil {
				t.Errorf("the request of the living: %v", err)
			}
			if _, err := tx.LeaseWork("two", "host/aa:2", time.Hour, true); !errors.Is(err, models.ErrNotDue) {
				t.Errorf("the job of the living: %v", err)
			}
			_, err := tx.LeaseKey(1, common.Address{2}, "host/aa:2", 0, time.Hour)
			return err
		})
		if !errors.Is(err, models.ErrLeaseHeld) {
			t.Errorf("the key of the living: %v", err)
		}
	})
}
