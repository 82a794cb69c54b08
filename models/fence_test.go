package models_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"makewhole/models"
	"makewhole/test/dbtest"
)

// M2, I13: an instance that slept through its lease cannot commit any more,
// whatever its transaction writes.
func TestFencedContextCannotCommit(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *models.DB) {
		lease := func(owner string) (w models.Work) {
			t.Helper()
			must(t, db, func(tx *models.Tx) (err error) {
				w, err = tx.LeaseWork("settle", owner, 0, true)
				return err
			})
			return w
		}
		must(t, db, func(tx *models.Tx) error { return tx.EnsureWork("settle", dbtest.Start) })
		sleeper := lease("a")
		old := models.WithFence(ctx, models.Fence{Job: "settle", Epoch: sleeper.Epoch})
		write := func(ctx context.Context, slug string) error {
			return db.Tx(ctx, func(tx *models.Tx) error {
				p := newProtocol(slug)
				return models.Insert(tx, &p)
			})
		}
		if err := write(old, "in-time"); err != nil {
			t.Fatal(err)
		}
		taker := lease("b")
		if taker.Epoch <= sleeper.Epoch {
			t.Errorf("epoch %d after %d", taker.Epoch, sleeper.Epoch)
		}
		if err := write(old, "too-late"); !errors.Is(err, models.ErrFenced) {
			t.Errorf("write of the old holder: %v", err)
		}
		if err := write(models.WithFence(ctx, models.Fence{Job: "settle", Epoch: taker.Epoch}), "new-holder"); err != nil {
			t.Error(err)
		}
		must(t, db, func(tx *models.Tx) error {
			_, err := protocolBySlug(tx, "too-late")
			if !errors.Is(err, models.ErrNotFound) {
				t.Errorf("the late write is there: %v", err)
			}
			return nil
		})
		if err := db.Read(old, func(tx *models.Tx) error { _, err := protocolBySlug(tx, "in-time"); return err }); err != nil {
			t.Errorf("reading needs no lease: %v", err)
		}
	})
}

// What a commit hook writes commits with the effect it answers for, or not at all.
func TestCommitHookSharesTheTransaction(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *models.DB) {
		boom := errors.New("boom")
		fail := false
		hooked := models.WithCommitHook(ctx, func(tx *models.Tx, result any) error {
			if fail {
				return boom
			}
			p := newProtocol("hook-" + result.(string))
			return models.Insert(tx, &p)
		})
		act := func(slug string, tell bool) error {
			return db.Tx(hooked, func(tx *models.Tx) error {
				p := newProtocol(slug)
				if err := models.Insert(tx, &p); err != nil {
					return err
				}
				if tell {
					tx.Result(slug)
				}
				return nil
			})
		}
		if err := errors.Join(act("one", true), act("silent", false)); err != nil {
			t.Fatal(err)
		}
		fail = true
		if err := act("two", true); !errors.Is(err, boom) {
			t.Errorf("hook failed and the act committed: %v", err)
		}
		must(t, db, func(tx *models.Tx) error {
			rows, err := tx.Protocols(models.Page{})
			var got string
			for _, r := range rows {
				got += r.Slug + " "
			}
			if got != "one hook-one silent " {
				t.Errorf("committed %s", got)
			}
			return err
		})
	})
}

// Lease times are the database's own, not the instance's clock.
func TestWallTimeIsNotTheClock(t *testing.T) {
	t.Parallel()
	dbtest.EachClock(t, func(t *testing.T, db *models.DB, clock *dbtest.Clock) {
		clock.Set(time.Date(1999, 1, 1, 0, 0, 0, 0, time.UTC))
		must(t, db, func(tx *models.Tx) error {
			wall, err := tx.WallTime()
			if wall.Year() < 2024 || wall.Location() != time.UTC {
				t.Errorf("database time %v", wall)
			}
			return err
		})
	})
}

// LockByID makes a second writer wait instead of fail: both add up in one run each.
func TestLockByIDHoldsTheRow(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *models.DB) {
		p := newProtocol("locked")
		must(t, db, func(tx *models.Tx) error { return models.Insert(tx, &p) })
		must(t, db, func(tx *models.Tx) error {
			row, err := models.LockByID[models.Protocol](tx, p.ID)
			if row.Slug != "locked" {
				t.Errorf("locked %+v", row)
			}
			return err
		})
		refused(t, db, models.ErrNotFound, func(tx *models.Tx) error {
			_, err := models.LockByID[models.Protocol](tx, 999)
			return err
		})
		err := db.Read(ctx, func(tx *models.Tx) error {
			_, err := models.LockByID[models.Protocol](tx, p.ID) // reading takes no lock
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}

// M3: the next instance runs the tick of a holder that died, once.
func TestDeadHoldersTickIsTakenOver(t *testing.T) {
	t.Parallel()
	dbtest.EachClock(t, func(t *testing.T, db *models.DB, clock *dbtest.Clock) {
		must(t, db, func(tx *models.Tx) error { return tx.EnsureWork("settle", dbtest.Start) })
		lease := func(ttl time.Duration) error {
			return db.Tx(ctx, func(tx *models.Tx) error { _, err := tx.LeaseWork("settle", "x", ttl, false); return err })
		}
		if err := lease(-time.Second); err != nil { // died at once
			t.Fatal(err)
		}
		if err := lease(time.Hour); err != nil {
			t.Fatalf("takeover: %v", err)
		}
		if err := lease(time.Hour); !errors.Is(err, models.ErrNotDue) {
			t.Errorf("held lease: %v", err)
		}
		must(t, db, func(tx *models.Tx) error {
			if err := tx.FinishWork(models.Fence{Job: "settle", Epoch: 1}, day(1), "", ""); !errors.Is(err, models.ErrFenced) {
				t.Errorf("the dead holder finished: %v", err)
			}
			return tx.FinishWork(models.Fence{Job: "settle", Epoch: 2}, day(1), "done", "")
		})
		must(t, db, func(tx *models.Tx) error {
			runs, err := tx.JobRuns("settle", 10)
			if len(runs) != 1 || runs[0].Epoch != 2 || runs[0].Summary != "done" || runs[0].FinishedAt == nil {
				t.Errorf("runs %+v", runs)
			}
			return err
		})
	})
}

// protocolBySlug is ErrNotFound if no protocol has the slug.
func protocolBySlug(tx *models.Tx, slug string) (out models.Protocol, err error) {
	err = models.EachRow(tx, func(p *models.Protocol) error {
		if p.Slug == slug {
			out = *p
		}
		return nil
	})
	if err == nil && out.ID == 0 {
		err = models.ErrNotFound
	}
	return out, err
}
