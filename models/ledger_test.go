package models_test

import (
	"errors"
	"testing"

	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/models"
	"makewhole/money"
	"makewhole/test/dbtest"
)

func posting(account string, asset int64, side string, n uint64) models.Posting {
	return models.Posting{Account: account, AssetID: asset, Side: side, Amount: money.FromUint64(n)}
}

// twoAssets records two tokens.
func twoAssets(t *testing.T, db *models.DB) (a, b int64) {
	t.Helper()
	must(t, db, func(tx *models.Tx) error {
		first, err := tx.EnsureAsset(newAsset(1))
		if err != nil {
			return err
		}
		second, err := tx.EnsureAsset(newAsset(2))
		a, b = first.ID, second.ID
		return err
	})
	return a, b
}

func TestPostBalancesPerAsset(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *models.DB) {
		a, b := twoAssets(t, db)
		big := models.Posting{Account: "whale", AssetID: a, Side: models.Credit, Amount: money.Max}
		for name, ps := range map[string][]models.Posting{
			"one side":       {posting("x", a, models.Debit, 5)},
			"not equal":      {posting("x", a, models.Debit, 5), posting("y", a, models.Credit, 4)},
			"across assets":  {posting("x", a, models.Debit, 5), posting("y", b, models.Credit, 5)},
			"no side":        {posting("x", a, "", 5), posting("y", a, models.Credit, 5)},
			"no account":     {posting("", a, models.Debit, 5), posting("y", a, models.Credit, 5)},
			"same side":      {posting("x", a, models.Credit, 5), posting("y", a, models.Credit, 5)},
			"swapped assets": {posting("x", a, models.Debit, 5), posting("y", a, models.Credit, 6), posting("x", b, models.Debit, 6), posting("y", b, models.Credit, 5)},
		} {
			err := db.Tx(ctx, func(tx *models.Tx) error { return tx.Post("test", name, ps...) })
			if !errors.Is(err, models.ErrUnbalanced) {
				t.Errorf("%s: %v", name, err)
			}
		}
		refused(t, db, money.ErrOverflow, func(tx *models.Tx) error { return tx.Post("test", "overflow", big, big) })
		must(t, db, func(tx *models.Tx) error {
			return tx.Post("deposit", "1", models.Posting{Account: "cash", AssetID: a, Side: models.Debit, Amount: money.Max}, big,
				posting("x", b, models.Debit, 3), posting("y", b, models.Credit, 1), posting("z", b, models.Credit, 2),
				posting("dust", b, models.Credit, 0))
		})
		must(t, db, func(tx *models.Tx) error {
			debit, credit, err := tx.Balance("whale", a)
			if !debit.IsZero() || credit != money.Max {
				t.Errorf("whale %s / %s", debit, credit)
			}
			n, _, _ := tx.Balance("nobody", a)
			if !n.IsZero() {
				t.Errorf("unused account has %s", n)
			}
			return err
		})
	})
}

func TestPostIsIdempotent(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *models.DB) {
		a, _ := twoAssets(t, db)
		post := func(n uint64) func(tx *models.Tx) error {
			return func(tx *models.Tx) error {
				return tx.Post("payout", "alc_1", posting("y", a, models.Credit, n), posting("x", a, models.Debit, n))
			}
		}
		for range 3 {
			must(t, db, post(7))
		}
		refused(t, db, models.ErrLedgerConflict, post(8))
		must(t, db, func(tx *models.Tx) error {
			debit, _, err := tx.Balance("x", a)
			if debit != money.FromUint64(7) {
				t.Errorf("posted three times: %s", debit)
			}
			return err
		})
	})
}

func TestEnqueueIsUniqueForEver(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *models.DB) {
		var first, second models.TxIntent
		in := models.TxIntent{IdemKey: "publish:stl_1", Kind: "publish", RefMachine: "settlement", ChainID: 31337, State: models.TxApproved}
		must(t, db, func(tx *models.Tx) (err error) { first, err = tx.Enqueue(in); return err })
		must(t, db, func(tx *models.Tx) (err error) { second, err = tx.Enqueue(in); return err })
		if first.ID == 0 || first.ID != second.ID || first.State != models.TxApproved || len(first.Data) != 0 {
			t.Errorf("first %+v second %+v", first, second)
		}
		must(t, db, func(tx *models.Tx) error {
			h, err := tx.History("transaction", first.ID)
			if len(h) != 1 || h[0].To != models.TxApproved {
				t.Errorf("history %+v", h)
			}
			return err
		})
		refused(t, db, models.ErrState, func(tx *models.Tx) error {
			_, err := tx.Enqueue(models.TxIntent{IdemKey: "x", Kind: "publish", RefMachine: "settlement", State: models.TxFinal})
			return err
		})
		if err := db.Tx(ctx, func(tx *models.Tx) error {
			_, err := tx.Enqueue(models.TxIntent{Kind: "publish", RefMachine: "settlement"})
			return err
		}); err == nil {
			t.Error("enqueued without a key")
		}
	})
}

func TestFreezeNeedsTwoPeopleToLift(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *models.DB) {
		person := func(login, name string) (by models.Actor) {
			t.Helper()
			must(t, db, func(tx *models.Tx) error {
				row, err := models.ByPublicID[models.Staff](tx, login)
				if errors.Is(err, models.ErrNotFound) {
					row = models.Staff{PublicID: login, Person: name, Roles: "senior", TokenHash: models.H(crypto.Keccak256Hash([]byte(login)))}
					err = models.Insert(tx, &row)
				}
				by = models.StaffActor(row, "")
				return err
			})
			return by
		}
		ann, annAgain, bob := person("stf_1_login", "ann"), person("stf_2_login", "Ann "), person("stf_3_login", "bob")
		frozen := func(want bool, reason string) {
			t.Helper()
			must(t, db, func(tx *models.Tx) error {
				on, why, err := tx.Frozen()
				if on != want || why != reason {
					t.Errorf("frozen %v %q, want %v %q", on, why, want, reason)
				}
				return err
			})
		}
		lift := func(by models.Actor, want bool) {
			t.Helper()
			must(t, db, func(tx *models.Tx) error {
				done, err := tx.ClearFreeze(by, "looked at")
				if done != want {
					t.Errorf("%s cleared: %v", by, done)
				}
				return err
			})
		}
		frozen(false, "")
		refused(t, db, models.ErrNotFound, func(tx *models.Tx) error { _, err := tx.ClearFreeze(ann, "looked at"); return err })
		freeze := func(tx *models.Tx) error { return tx.Freeze("V3 violated", models.JobActor("verify")) }
		must(t, db, freeze)
		frozen(true, "V3 violated")
		lift(ann, false)
		refused(t, db, models.ErrForbidden, func(tx *models.Tx) error { _, err := tx.ClearFreeze(annAgain, "looked at"); return err })
		refused(t, db, models.ErrForbidden, func(tx *models.Tx) error { _, err := tx.ClearFreeze(holder, "looked at"); return err })
		refused(t, db, models.ErrReason, func(tx *models.Tx) error { _, err := tx.ClearFreeze(bob, ""); return err })
		must(t, db, freeze) // a new violation forgets the first approval
		lift(bob, false)
		frozen(true, "V3 violated")
		lift(ann, true)
		frozen(false, "V3 violated")
		must(t, db, func(tx *models.Tx) error {
			if n := len(entries(t, tx)); n != 5 {
				t.Errorf("%d audit entries, want 5", n)
			}
			return nil
		})
	})
}
