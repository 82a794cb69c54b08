package models_test

import (
	"context"
	"errors"
	"reflect"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/money"
	"makewhole/test/dbtest"
)

var ctx = context.Background()

// must runs a write transaction that has to succeed.
func must(t *testing.T, db *models.DB, fn func(tx *models.Tx) error) {
	t.Helper()
	if err := db.Tx(ctx, fn); err != nil {
		t.Fatal(err)
	}
}

// refused runs a write transaction that has to fail with target.
func refused(t *testing.T, db *models.DB, target error, fn func(tx *models.Tx) error) {
	t.Helper()
	if err := db.Tx(ctx, fn); !errors.Is(err, target) {
		t.Errorf("got %v, want %v", err, target)
	}
}

func newAsset(n byte) models.Asset {
	return models.Asset{ChainID: 31337, Address: models.Addr(common.Address{19: n}), Symbol: "TOK", Decimals: 6}
}

func newProtocol(slug string) models.Protocol {
	return models.Protocol{PublicID: models.NewID("prt"), Slug: slug, Name: slug}
}

func TestInsertReadUpdate(t *testing.T) {
	t.Parallel()
	dbtest.EachClock(t, func(t *testing.T, db *models.DB, clock *dbtest.Clock) {
		p := newProtocol("first")
		must(t, db, func(tx *models.Tx) error { return models.Insert(tx, &p) })
		if p.ID == 0 || !p.CreatedAt.Equal(dbtest.Start) {
			t.Fatalf("id %d, created %v", p.ID, p.CreatedAt)
		}
		must(t, db, func(tx *models.Tx) error {
			got, err := models.ByPublicID[models.Protocol](tx, p.PublicID)
			if err != nil {
				return err
			}
			if got != p {
				t.Errorf("read %+v, wrote %+v", got, p)
			}
			got.Name = "renamed"
			got.Slug = "not-written"
			if err := models.Update(tx, &got, "Name"); err != nil {
				return err
			}
			again, err := models.ByID[models.Protocol](tx, p.ID)
			if again.Name != "renamed" || again.Slug != "first" || again.Version != 1 || got.Version != 1 {
				t.Errorf("after update: %+v", again)
			}
			return err
		})
		stale := p
		refused(t, db, models.ErrVersion, func(tx *models.Tx) error { return models.Update(tx, &stale, "name") })
		refused(t, db, models.ErrNotFound, func(tx *models.Tx) error {
			_, err := models.ByID[models.Protocol](tx, 999)
			return err
		})
		refused(t, db, models.ErrVersion, func(tx *models.Tx) error {
			return models.Update(tx, &models.Protocol{ID: 999, Name: "x"}, "name")
		})
	})
}

func TestUpdateRefusesNamesThatAreNoColumns(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	p := newProtocol("first")
	must(t, db, func(tx *models.Tx) error { return models.Insert(tx, &p) })
	for _, name := range []string{"nope", "id", "version", "name = name"} {
		if err := db.Tx(ctx, func(tx *models.Tx) error { return models.Update(tx, &p, name) }); err == nil {
			t.Errorf("update of %q passed", name)
		}
	}
}

func TestDuplicateNamesItsConstraint(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *models.DB) {
		a := newProtocol("same")
		must(t, db, func(tx *models.Tx) error { return models.Insert(tx, &a) })
		err := db.Tx(ctx, func(tx *models.Tx) error {
			b := newProtocol("same")
			return models.Insert(tx, &b)
		})
		var dup *models.DuplicateError
		if !errors.As(err, &dup) || dup.Constraint != "protocols_slug_key" || !errors.Is(err, models.ErrDuplicate) {
			t.Errorf("slug: %v", err)
		}
		must(t, db, func(tx *models.Tx) error { _, err := tx.EnsureAsset(newAsset(1)); return err })
		err = db.Tx(ctx, func(tx *models.Tx) error {
			a := newAsset(1)
			return models.Insert(tx, &a)
		})
		if !errors.As(err, &dup) || dup.Constraint != "assets_chain_address_key" {
			t.Errorf("asset: %v", err)
		}
		err = db.Tx(ctx, func(tx *models.Tx) error {
			c := newProtocol("UPPER")
			return models.Insert(tx, &c)
		})
		var law *models.ConstraintError
		if !errors.As(err, &law) || law.Constraint != "protocols_slug_check" || !errors.Is(err, models.ErrConstraint) {
			t.Errorf("check: %v", err)
		}
		err = db.Tx(ctx, func(tx *models.Tx) error {
			return models.Insert(tx, &models.Product{PublicID: models.NewID("prd"), ProtocolID: 999, LimitAssetID: 1})
		})
		if !errors.Is(err, models.ErrConstraint) {
			t.Errorf("foreign key: %v", err)
		}
	})
}

func TestReadIsReadOnlyAndConsistent(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *models.DB) {
		err := db.Read(ctx, func(tx *models.Tx) error {
			p := newProtocol("never")
			return models.Insert(tx, &p)
		})
		if !errors.Is(err, models.ErrReadOnly) {
			t.Errorf("write in Read: %v", err)
		}
		err = db.Read(ctx, func(tx *models.Tx) error {
			before, err := tx.Protocols(models.Page{})
			if err != nil {
				return err
			}
			must(t, db, func(tx *models.Tx) error {
				p := newProtocol("later")
				return models.Insert(tx, &p)
			})
			after, err := tx.Protocols(models.Page{})
			if len(before) != 0 || len(after) != 0 {
				t.Errorf("snapshot saw %d then %d rows", len(before), len(after))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestFailedTransactionLeavesNothing(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *models.DB) {
		boom := errors.New("boom")
		refused(t, db, boom, func(tx *models.Tx) error {
			p := newProtocol("gone")
			if err := models.Insert(tx, &p); err != nil {
				return err
			}
			return boom
		})
		// A closure that swallows a refused write cannot commit the rest.
		refused(t, db, models.ErrConstraint, func(tx *models.Tx) error {
			p, bad := newProtocol("half"), newProtocol("BAD")
			if err := models.Insert(tx, &p); err != nil {
				return err
			}
			_ = models.Insert(tx, &bad)
			return nil
		})
		func() {
			defer func() { _ = recover() }()
			_ = db.Tx(ctx, func(tx *models.Tx) error {
				p := newProtocol("panic")
				if err := models.Insert(tx, &p); err != nil {
					return err
				}
				panic("closure")
			})
		}()
		must(t, db, func(tx *models.Tx) error {
			rows, err := tx.Protocols(models.Page{})
			if len(rows) != 0 {
				t.Errorf("%d rows survived", len(rows))
			}
			return err
		})
	})
}

// D2 and D4: eight writers add up without a lost update or "database is locked".
func TestWritersAddUp(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *models.DB) {
		const writers, rounds = 8, 12
		p := newProtocol("counter")
		must(t, db, func(tx *models.Tx) error { return models.Insert(tx, &p) })
		var runs atomic.Int64
		var wg sync.WaitGroup
		for range writers {
			wg.Go(func() {
				for range rounds {
					for {
						err := db.Tx(ctx, func(tx *models.Tx) error {
							runs.Add(1)
							row, err := models.ByID[models.Protocol](tx, p.ID)
							if err != nil {
								return err
							}
							row.Name += "+"
							return models.Update(tx, &row, "name")
						})
						if err == nil {
							break
						}
						if !errors.Is(err, models.ErrBusy) { // five conflicts in a row: an API answers 503
							t.Error(err)
							return
						}
					}
				}
			})
		}
		wg.Wait()
		must(t, db, func(tx *models.Tx) error {
			row, err := models.ByID[models.Protocol](tx, p.ID)
			if row.Version != writers*rounds || len(row.Name) != len(p.Name)+writers*rounds {
				t.Errorf("%d updates counted, want %d (%d runs)", row.Version, writers*rounds, runs.Load())
			}
			return err
		})
	})
}

// A conflict runs the closure again with a fresh view; the jitter is bounded.
func TestTxRetriesSerializationFailure(t *testing.T) {
	t.Parallel()
	if !dbtest.HasPostgres(t) {
		return // SQLite's single writer has no such conflict
	}
	db := dbtest.Postgres(t, dbtest.NewClock().Now)
	p := newProtocol("contended")
	must(t, db, func(tx *models.Tx) error { return models.Insert(tx, &p) })
	change := func(tx *models.Tx) error {
		row, err := models.ByID[models.Protocol](tx, p.ID)
		if err != nil {
			return err
		}
		row.Name += "x"
		return models.Update(tx, &row, "name")
	}
	runs := 0
	must(t, db, func(tx *models.Tx) error {
		runs++
		if _, err := models.ByID[models.Protocol](tx, p.ID); err != nil {
			return err
		}
		if runs == 1 {
			must(t, db, change)
		}
		return change(tx)
	})
	if runs != 2 {
		t.Errorf("closure ran %d times, want 2", runs)
	}
	runs = 0
	refused(t, db, models.ErrBusy, func(tx *models.Tx) error {
		runs++
		if _, err := models.ByID[models.Protocol](tx, p.ID); err != nil {
			return err
		}
		must(t, db, change)
		return change(tx)
	})
	if runs != 6 {
		t.Errorf("closure ran %d times, want 1 and 5 retries", runs)
	}
}

func TestTimesAreUTCMicroseconds(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *models.DB) {
		east := time.FixedZone("east", 9*3600)
		in := time.Date(2026, 5, 6, 1, 2, 3, 123456789, east)
		n := models.LoginNonce{Nonce: "n", ExpiresAt: in, UsedAt: &in}
		must(t, db, func(tx *models.Tx) error {
			if err := models.Insert(tx, &n); err != nil {
				return err
			}
			got, err := models.ByID[models.LoginNonce](tx, n.ID)
			want := in.UTC().Truncate(time.Microsecond)
			if got.ExpiresAt != want || *got.UsedAt != want || n.ExpiresAt != want {
				t.Errorf("got %v and %v, want %v", got.ExpiresAt, got.UsedAt, want)
			}
			return err
		})
	})
}

func TestInsertBatch(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *models.DB) {
		const n = 2501
		rows := make([]models.LoginNonce, n)
		for i := range rows {
			rows[i] = models.LoginNonce{
				Nonce: models.NewID("n"), Address: models.Addr(common.Address{byte(i)}), Text: "ä\n'\"", ExpiresAt: dbtest.Start,
			}
		}
		rows[7].UsedAt = &dbtest.Start
		must(t, db, func(tx *models.Tx) error { return models.InsertBatch(tx, rows) })
		seen := 0
		must(t, db, func(tx *models.Tx) error {
			return models.EachRow(tx, func(r *models.LoginNonce) error {
				want := rows[seen]
				if r.Nonce != want.Nonce || r.Address != want.Address || r.Text != want.Text || (r.UsedAt == nil) != (seen != 7) || !r.CreatedAt.Equal(dbtest.Start) {
					t.Fatalf("row %d: %+v, want %+v", seen, *r, want)
				}
				seen++
				return nil
			})
		})
		if seen != n {
			t.Errorf("read %d of %d rows", seen, n)
		}
		refused(t, db, models.ErrDuplicate, func(tx *models.Tx) error { return models.InsertBatch(tx, rows[:1]) })
	})
}

func TestAmountsAreExact(t *testing.T) {
	t.Parallel()
	asset := newAsset(1)
	amounts := []money.Amount{
		money.Zero, money.FromUint64(1), money.MustParse("1000000000000000000001"), money.Max,
	}
	dbtest.Each(t, func(t *testing.T, db *models.DB) {
		must(t, db, func(tx *models.Tx) error {
			a, err := tx.EnsureAsset(asset)
			if err != nil {
				return err
			}
			for i, amount := range amounts {
				p := models.Pool{
					PublicID: models.NewID("pol"), Kind: "capital", AssetID: a.ID,
					Contract: models.Addr(common.Address{byte(i + 1)}), ObservedFree: models.Amt(amount),
				}
				if err := models.Insert(tx, &p); err != nil {
					return err
				}
				got, err := models.ByID[models.Pool](tx, p.ID)
				if err != nil || got.ObservedFree.Amount != amount {
					t.Errorf("wrote %s, read %s, %v", amount, got.ObservedFree, err)
				}
			}
			return nil
		})
	})
}

func TestScanRefusesWhatIsNoAmount(t *testing.T) {
	t.Parallel()
	for _, bad := range []any{nil, 1.5, 1e21, int64(5), "", "1e21", "-1", "1.0", " 1", "NaN", true,
		"115792089237316195423570985008687907853269984665640564039457584007913129639936"} {
		a := models.Amt(money.FromUint64(7))
		if err := a.Scan(bad); err == nil {
			t.Errorf("Scan(%#v) gave %s", bad, a)
		}
	}
	var h models.Hash
	var addr models.Address
	for _, bad := range []any{nil, "", "0x", "00", "0x" + "zz", int64(1), []byte("0x12")} {
		if h.Scan(bad) == nil || addr.Scan(bad) == nil {
			t.Errorf("Scan(%#v) passed", bad)
		}
	}
}

// Every kind of column goes through the bulk path and back, NULLs too.
func TestInsertBatchOfEveryKind(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *models.DB) {
		alone := "PRAGMA foreign_keys = 0"
		if db.Driver() == "postgres" {
			alone = "ALTER TABLE allocations DISABLE TRIGGER ALL" // foreign keys are triggers
		}
		if _, err := db.Raw().Exec(alone); err != nil {
			t.Fatal(err)
		}
		n, at := int64(5), dbtest.Start
		to, hash := models.Addr(common.Address{9}), models.H(common.Hash{8})
		line := func(id int64) models.Allocation {
			return models.Allocation{
				ID: id, PublicID: models.NewID("alc"), SettlementID: 1, EntitlementID: id, Part: "cover", Receiver: to,
				Entitled: models.Amt(money.Max), Amount: models.Amt(money.FromUint64(1)), State: models.AllocationAllocated,
			}
		}
		rows := []models.Allocation{line(1), line(2)}
		rows[0].Held = true
		rows[1].LeafIndex, rows[1].PaidTo, rows[1].TxHash, rows[1].BlockNumber, rows[1].CollectedAt = &n, &to, &hash, &n, &at
		keys := []models.IdempotencyKey{{ID: 1, Key: "a", Status: "started"}, {ID: 2, Key: "b", Status: "done", Body: []byte{0, 255}, DoneAt: &at}}
		must(t, db, func(tx *models.Tx) error {
			return errors.Join(models.InsertBatch(tx, rows), models.InsertBatch(tx, keys), models.InsertBatch(tx, []models.Flag{}))
		})
		must(t, db, func(tx *models.Tx) error {
			for i := range rows {
				a, err := models.ByID[models.Allocation](tx, rows[i].ID)
				k, err2 := models.ByID[models.IdempotencyKey](tx, keys[i].ID)
				if err := errors.Join(err, err2); err != nil {
					return err
				}
				if !reflect.DeepEqual(a, rows[i]) {
					t.Errorf("read %+v, wrote %+v", a, rows[i])
				}
				if k.Key != keys[i].Key || string(k.Body) != string(keys[i].Body) {
					t.Errorf("read %+v, wrote %+v", k, keys[i])
				}
			}
			return nil
		})
	})
}
