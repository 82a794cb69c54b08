package jobs_test

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"makewhole/incidents/respond"
	"makewhole/incidents/watch"
	"makewhole/jobs"
	"makewhole/models"
	"makewhole/outbox"
	"makewhole/test/dbtest"
)

func scheduler(t *testing.T, db *models.DB, clock *dbtest.Clock, owner string, list ...jobs.Job) *jobs.Scheduler {
	t.Helper()
	s, err := jobs.New(jobs.Config{DB: db, Jobs: list, Owner: owner, Now: clock.Now, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func counting(n *atomic.Int64) func(context.Context) (string, error) {
	return func(context.Context) (string, error) {
		n.Add(1)
		return "counted", nil
	}
}

func work(t *testing.T, s *jobs.Scheduler) models.Work {
	t.Helper()
	rows, err := s.List(t.Context())
	if err != nil || len(rows) != 1 {
		t.Fatalf("rows %v, %v", rows, err)
	}
	return rows[0]
}

// A process that was down over many ticks catches up with one run (C3).
func TestMissedTicksAreCaughtUpOnce(t *testing.T) {
	t.Parallel()
	dbtest.EachClock(t, func(t *testing.T, db *models.DB, clock *dbtest.Clock) {
		var n atomic.Int64
		s := scheduler(t, db, clock, "a", jobs.Job{Name: "tick", Schedule: "@every 1m", Run: counting(&n)})
		if _, err := s.Run(t.Context(), "tick"); err != nil {
			t.Fatal(err)
		}
		clock.Advance(5 * time.Hour)
		for range 3 {
			s.Tick(t.Context(), "tick")
		}
		if got := n.Load(); got != 2 {
			t.Errorf("%d runs, want the one by hand and one for five missed hours", got)
		}
		if w := work(t, s); !w.NextRunAt.After(clock.Now()) || w.Runs != 2 || w.Failures != 0 {
			t.Errorf("row %+v", w)
		}
	})
}

// Two instances that fire the same tick run it once (M1).
func TestOneTickOneRun(t *testing.T) {
	t.Parallel()
	dbtest.EachClock(t, func(t *testing.T, db *models.DB, clock *dbtest.Clock) {
		var n atomic.Int64
		job := jobs.Job{Name: "tick", Schedule: "@every 1m", Run: counting(&n)}
		a, b := scheduler(t, db, clock, "a", job), scheduler(t, db, clock, "b", job)
		if _, err := a.Run(t.Context(), "tick"); err != nil {
			t.Fatal(err)
		}
		for range 10 {
			clock.Advance(time.Minute)
			done := make(chan struct{})
			go func() { b.Tick(t.Context(), "tick"); close(done) }()
			a.Tick(t.Context(), "tick")
			<-done
		}
		if got := n.Load(); got != 11 {
			t.Errorf("%d runs of 11 ticks", got)
		}
	})
}

// A run whose lease was taken over cannot commit any more (M2).
func TestFencedRunCannotWrite(t *testing.T) {
	t.Parallel()
	dbtest.EachClock(t, func(t *testing.T, db *models.DB, clock *dbtest.Clock) {
		stolen := errors.New("not fenced")
		s := scheduler(t, db, clock, "zombie", jobs.Job{Name: "slow", Schedule: "@every 1m", Run: func(ctx context.Context) (string, error) {
			err := db.Tx(context.WithoutCancel(t.Context()), func(tx *models.Tx) error {
				works, err := tx.Works()
				if err != nil {
					return err
				}
				w := works[slices.IndexFunc(works, func(w models.Work) bool { return w.Job == "slow" })]
				w.LeaseUntil = nil // as time would
				return models.Update(tx, &w, "lease_until")
			})
			if err != nil {
				return "", err
			}
			err = db.Tx(t.Context(), func(tx *models.Tx) error {
				_, err := tx.LeaseWork("slow", "other", time.Minute, true)
				return err
			})
			if err != nil {
				return "", err
			}
			stolen = db.Tx(ctx, func(tx *models.Tx) error { return tx.Freeze("written by a zombie", models.JobActor("slow")) })
			return "", nil
		}})
		if _, err := s.Run(t.Context(), "slow"); !errors.Is(err, models.ErrFenced) {
			t.Errorf("finishing a lost lease: %v", err)
		}
		if !errors.Is(stolen, models.ErrFenced) {
			t.Errorf("write under a lost lease: %v", stolen)
		}
		err := db.Read(t.Context(), func(tx *models.Tx) error {
			frozen, _, err := tx.Frozen()
			if frozen {
				t.Error("the zombie's write is there")
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// A panic is a failed run, not a dead process, and the next tick runs (C2, S13).
func TestPanicIsAFailedRun(t *testing.T) {
	t.Parallel()
	dbtest.EachClock(t, func(t *testing.T, db *models.DB, clock *dbtest.Clock) {
		n := 0
		s := scheduler(t, db, clock, "a", jobs.Job{Name: "shaky", Schedule: "@every 1m", Run: func(context.Context) (string, error) {
			if n++; n == 1 {
				panic("first run")
			}
			return "well", nil
		}})
		if _, err := s.Run(t.Context(), "shaky"); err == nil || !strings.Contains(err.Error(), "first run") {
			t.Errorf("panicking run: %v", err)
		}
		if w := work(t, s); w.Failures != 1 || w.LastError == "" || w.LeaseUntil != nil {
			t.Errorf("row after a panic: %+v", w)
		}
		clock.Advance(time.Minute)
		s.Tick(t.Context(), "shaky")
		if w := work(t, s); w.Runs != 2 || w.Failures != 1 || w.LastError != "" {
			t.Errorf("row after the next tick: %+v", w)
		}
	})
}

func TestRunByHandWhileRunningElsewhere(t *testing.T) {
	t.Parallel()
	dbtest.EachClock(t, func(t *testing.T, db *models.DB, clock *dbtest.Clock) {
		inside, leave := make(chan struct{}), make(chan struct{})
		job := jobs.Job{Name: "long", Schedule: "@every 1m", Run: func(context.Context) (string, error) {
			close(inside)
			<-leave
			return "", nil
		}}
		a, b := scheduler(t, db, clock, "a", job), scheduler(t, db, clock, "b", job)
		done := make(chan error)
		go func() { _, err := a.Run(t.Context(), "long"); done <- err }()
		<-inside
		if _, err := b.Run(t.Context(), "long"); !errors.Is(err, jobs.ErrBusy) {
			t.Errorf("second run by hand: %v", err)
		}
		close(leave)
		if err := <-done; err != nil {
			t.Error(err)
		}
		if _, err := b.Run(t.Context(), "nothing"); !errors.Is(err, jobs.ErrUnknownJob) {
			t.Errorf("unknown job: %v", err)
		}
	})
}

func TestStartTicksAndStops(t *testing.T) {
	t.Parallel()
	ran := make(chan struct{}, 100)
	s := scheduler(t, dbtest.New(t), dbtest.NewClock(), "a", jobs.Job{Name: "tick", Schedule: "@every 1s", Run: func(context.Context) (string, error) {
		ran <- struct{}{}
		return "", nil
	}})
	if err := s.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	<-ran
	if err := s.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// C10: a job that does not end by itself is told to, is waited for, and gives up
// its lease.
func TestAJobThatDoesNotEndIsToldTo(t *testing.T) {
	t.Parallel()
	dbtest.EachClock(t, func(t *testing.T, db *models.DB, clock *dbtest.Clock) {
		inside, ended := make(chan struct{}), atomic.Bool{}
		s := scheduler(t, db, clock, "a", jobs.Job{Name: "long", Schedule: "@every 1s", Run: func(ctx context.Context) (string, error) {
			close(inside)
			<-ctx.Done()
			ended.Store(true)
			return "", ctx.Err()
		}})
		if err := s.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		<-inside
		now, patience := context.WithCancel(t.Context())
		patience()
		if err := s.Stop(now); err != nil || !ended.Load() {
			t.Errorf("ended %v, %v", ended.Load(), err)
		}
		if w := work(t, s); w.LeaseOwner != "" {
			t.Errorf("%s still holds the job", w.LeaseOwner)
		}
	})
}

func TestSchedulesThatWouldSurprise(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, spec := range []string{"", "TZ=", "CRON_TZ=Europe/Berlin 30 2 * * *", "0 0 30 2 *", "0 0 15 * 5", "61 * * * *", "@every", "@every -1s", "every minute"} {
		if _, err := jobs.ParseSchedule(spec, now); !errors.Is(err, jobs.ErrSchedule) {
			t.Errorf("%q: %v", spec, err)
		}
	}
	for _, spec := range []string{"@every 15s", "30 2 * * *", "0 0 15 * *", "0 0 * * 5", "@hourly"} {
		if _, err := jobs.ParseSchedule(spec, now); err != nil {
			t.Errorf("%q: %v", spec, err)
		}
	}
	for name, spec := range jobs.Schedules {
		if _, err := jobs.ParseSchedule(spec, now); err != nil {
			t.Errorf("default of %s: %v", name, err)
		}
	}
}

func TestTableKnowsItsNames(t *testing.T) {
	t.Parallel()
	table, err := jobs.Table(jobs.Services{Sender: &outbox.Sender{}, Watcher: &watch.Watcher{}, Responder: &respond.Responder{}}, map[string]string{"verify": "@daily"})
	if err != nil {
		t.Fatal(err)
	}
	keyless, err := jobs.Table(jobs.Services{Watcher: &watch.Watcher{}, Responder: &respond.Responder{}}, nil)
	if err != nil || len(keyless) != len(table)-1 || slices.ContainsFunc(keyless, func(j jobs.Job) bool { return j.Name == "send" }) {
		t.Errorf("an instance without a key has %d jobs, %v", len(keyless), err)
	}
	silent, err := jobs.Table(jobs.Services{Sender: &outbox.Sender{}, Watcher: &watch.Watcher{}}, nil)
	if err != nil || len(silent) != len(table)-1 || slices.ContainsFunc(silent, func(j jobs.Job) bool { return j.Name == "respond" }) {
		t.Errorf("an instance without a key that pauses has %d jobs, %v", len(silent), err)
	}
	blind, err := jobs.Table(jobs.Services{Sender: &outbox.Sender{}, Responder: &respond.Responder{}}, nil)
	if err != nil || len(blind) != len(table)-1 || slices.ContainsFunc(blind, func(j jobs.Job) bool { return j.Name == "watch" }) {
		t.Errorf("an instance that watches nothing has %d jobs, %v", len(blind), err)
	}
	if len(table) != len(jobs.Schedules) {
		t.Errorf("%d jobs, %d schedules", len(table), len(jobs.Schedules))
	}
	for _, j := range table {
		if j.Schedule == "" || j.Help == "" || j.Run == nil || j.Name == "verify" && j.Schedule != "@daily" {
			t.Errorf("job %+v", j)
		}
	}
	if _, err := jobs.Table(jobs.Services{}, map[string]string{"verfy": "@daily"}); !errors.Is(err, jobs.ErrUnknownJob) {
		t.Errorf("misspelt job: %v", err)
	}
}

// What the store cannot take, on a full disk for example, is seen in the list of
// jobs, and ends there when the store takes it again.
func TestAnErrorThatTheStoreCannotTakeIsListed(t *testing.T) {
	t.Parallel()
	dbtest.EachFilled(t, func(t *testing.T, db *models.DB) {
		s, err := jobs.New(jobs.Config{DB: db, Owner: "a", Now: time.Now, Log: slog.New(slog.DiscardHandler), Jobs: []jobs.Job{
			{Name: "probe", Schedule: "@every 1h", Run: func(context.Context) (string, error) { return "done", nil }},
		}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Run(t.Context(), "probe"); err == nil {
			t.Fatal("a run without its record")
		}
		works, err := s.List(t.Context())
		if err != nil || len(works) != 1 || works[0].Job != "probe" || !strings.Contains(works[0].LastError, "job_runs") {
			t.Errorf("%+v, %v", works, err)
		}
	}, "ALTER TABLE job_runs RENAME TO gone")
}

// What came due while nobody ran runs when the scheduler starts, not at the next
// tick; what is new and what is not due waits for its tick.
func TestMissedJobsRunAtTheStart(t *testing.T) {
	t.Parallel()
	dbtest.EachClock(t, func(t *testing.T, db *models.DB, clock *dbtest.Clock) {
		var nightly, later, fresh atomic.Int64
		list := []jobs.Job{{Name: "nightly", Schedule: "20 2 * * *", Run: counting(&nightly)}, {Name: "later", Schedule: "@every 2400h", Run: counting(&later)}}
		s := scheduler(t, db, clock, "a", list...)
		for _, j := range list {
			if _, err := s.Run(t.Context(), j.Name); err != nil {
				t.Fatal(err)
			}
		}
		clock.Advance(25 * time.Hour)
		s = scheduler(t, db, clock, "b", append(list, jobs.Job{Name: "fresh", Schedule: "@every 2400h", Run: counting(&fresh)})...)
		if err := s.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		for range 2000 {
			if nightly.Load() == 2 {
				break
			}
			time.Sleep(5 * time.Millisecond)
		}
		if err := s.Stop(t.Context()); err != nil {
			t.Fatal(err)
		}
		if nightly.Load() != 2 || later.Load() != 1 || fresh.Load() != 0 {
			t.Errorf("nightly %d, later %d, fresh %d", nightly.Load(), later.Load(), fresh.Load())
		}
	})
}
