package models_test

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/test/dbtest"
)

// U1: of many requests with one nonce, one gets through.
func TestNonceIsConsumedOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *models.DB) {
		n := models.LoginNonce{Nonce: "abc", Text: "sign in", ExpiresAt: day(1)}
		must(t, db, func(tx *models.Tx) error { return models.Insert(tx, &n) })
		var won atomic.Int64
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				err := db.Tx(ctx, func(tx *models.Tx) error {
					row, err := tx.LoginNonceFor("abc")
					if err != nil {
						return err
					}
					return tx.UseNonce(&row)
				})
				switch {
				case err == nil:
					won.Add(1)
				case !errors.Is(err, models.ErrVersion) && !errors.Is(err, models.ErrBusy):
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if won.Load() != 1 {
			t.Errorf("%d requests used one nonce", won.Load())
		}
		must(t, db, func(tx *models.Tx) error {
			row, err := tx.LoginNonceFor("abc")
			if row.UsedAt == nil {
				t.Error("nonce is not marked as used")
			}
			return err
		})
	})
}

func TestStaffAndSessionsByTokenHash(t *testing.T) {
	t.Parallel()
	dbtest.EachClock(t, func(t *testing.T, db *models.DB, clock *dbtest.Clock) {
		wallet := models.Addr(common.Address{7})
		s := models.Staff{PublicID: models.NewID("stf"), Person: "ann", Roles: "senior", TokenHash: models.H(common.Hash{1}), Wallet: &wallet}
		session := models.Session{TokenHash: models.H(common.Hash{2}), Address: wallet, LastSeenAt: day(0), ExpiresAt: day(1)}
		must(t, db, func(tx *models.Tx) error {
			return errors.Join(models.Insert(tx, &s), models.Insert(tx, &session), models.Insert(tx, &models.LoginNonce{Nonce: "old", ExpiresAt: day(1)}))
		})
		must(t, db, func(tx *models.Tx) error {
			got, err := tx.StaffByToken(common.Hash{1})
			if got.PublicID != s.PublicID || *got.Wallet != wallet {
				t.Errorf("staff %+v", got)
			}
			found, err2 := tx.SessionByToken(common.Hash{2})
			if found != session {
				t.Errorf("session %+v", found)
			}
			return errors.Join(err, err2)
		})
		refused(t, db, models.ErrNotFound, func(tx *models.Tx) error { _, err := tx.StaffByToken(common.Hash{2}); return err })
		clock.Advance(72 * time.Hour)
		must(t, db, func(tx *models.Tx) error {
			n, err := tx.DropLogins()
			if n != 2 {
				t.Errorf("dropped %d rows, want nonce and session", n)
			}
			return err
		})
	})
}

// I17: one key, one effect, one stored answer.
func TestIdempotencyKeyHasOneOwner(t *testing.T) {
	t.Parallel()
	dbtest.EachClock(t, func(t *testing.T, db *models.DB, clock *dbtest.Clock) {
		k := models.IdempotencyKey{Actor: "wallet:0x1", Route: "POST /v1/claims", Key: "k", Status: "started"}
		must(t, db, func(tx *models.Tx) error { return models.Insert(tx, &k) })
		err := db.Tx(ctx, func(tx *models.Tx) error {
			second := models.IdempotencyKey{Actor: k.Actor, Route: k.Route, Key: k.Key, Status: "started"}
			return models.Insert(tx, &second)
		})
		var dup *models.DuplicateError
		if !errors.As(err, &dup) || dup.Constraint != "idempotency_keys_actor_route_key" {
			t.Errorf("second start: %v", err)
		}
		first := k
		clock.Advance(time.Minute)
		must(t, db, func(tx *models.Tx) error { return tx.RestartKey(&k) })
		finish := func(k models.IdempotencyKey) func(tx *models.Tx) error {
			return func(tx *models.Tx) error { return tx.FinishKey(k, 201, []byte(`{"id":1}`)) }
		}
		refused(t, db, models.ErrVersion, finish(first)) // its request was taken over
		must(t, db, finish(k))
		refused(t, db, models.ErrVersion, finish(k))
		refused(t, db, models.ErrVersion, func(tx *models.Tx) error { return tx.DropKey(k) })
		must(t, db, func(tx *models.Tx) error {
			got, err := tx.Key(k.Actor, k.Route, k.Key)
			if got.Code != 201 || string(got.Body) != `{"id":1}` || got.Status != "done" || got.DoneAt == nil {
				t.Errorf("stored answer %+v", got)
			}
			return err
		})
	})
}
