package models

import (
	"errors"
	"fmt"
	"time"
)

// ErrNotDue says that a job has nothing to do yet or is held by another instance.
var ErrNotDue = errors.New("work is not due")

// ErrFenced says that a writer's lease was taken over: its epoch is old.
var ErrFenced = errors.New("lease was taken over")

// Fence is the lease a job's writes are bound to. DB.Tx refuses to commit work
// of a context that carries a fence whose epoch is no longer the newest.
type Fence struct {
	Job   string
	Epoch int64
}

// EnsureWork creates the row of a job once; an existing row keeps its times.
func (tx *Tx) EnsureWork(job string, next time.Time) error {
	_, err := one[Work](tx, "job = ?", job)
	if !errors.Is(err, ErrNotFound) {
		return err
	}
	return Insert(tx, &Work{Job: job, NextRunAt: next})
}

// LeaseWork takes the lease of a job that is due, or of any free job when force
// is set, and raises its epoch. Lease times are database time, so that clocks
// of instances and advanced development clocks do not matter; due times are
// business time. It returns ErrNotDue when there is nothing to take.
func (tx *Tx) LeaseWork(job, owner string, ttl time.Duration, force bool) (Work, error) {
	wall, err := tx.WallTime()
	if err != nil {
		return Work{}, err
	}
	if err := tx.lock("works", "job = ?", job); err != nil {
		return Work{}, err
	}
	w, err := one[Work](tx, "job = ?", job)
	if err != nil {
		return Work{}, fmt.Errorf("work %s: %w", job, err)
	}
	if w.LeaseUntil != nil && w.LeaseUntil.After(wall) {
		return Work{}, fmt.Errorf("%w: %s is held by %s", ErrNotDue, job, w.LeaseOwner)
	}
	if !force && w.NextRunAt.After(tx.Now) {
		return Work{}, fmt.Errorf("%w: %s", ErrNotDue, job)
	}
	until := wall.Add(ttl)
	w.LeaseOwner, w.LeaseUntil, w.Epoch = owner, &until, w.Epoch+1
	if err := Update(tx, &w, "lease_owner", "lease_until", "epoch"); err != nil {
		return Work{}, err
	}
	tick := w.NextRunAt
	if force {
		tick = tx.Now
	}
	return w, tx.startRun(w, tick)
}

// startRun records the run of a tick: one tick has one row. A run that a dead
// holder left behind is taken over; a second run by hand in the microsecond of
// a finished one gets the next.
func (tx *Tx) startRun(w Work, tick time.Time) error {
	old, err := one[JobRun](tx, "job = ? AND tick = ?", w.Job, tick)
	switch {
	case errors.Is(err, ErrNotFound):
		return Insert(tx, &JobRun{Job: w.Job, Tick: tick, Epoch: w.Epoch, StartedAt: tx.Now})
	case err != nil:
		return err
	case old.FinishedAt != nil:
		return tx.startRun(w, tick.Add(time.Microsecond))
	}
	old.Epoch, old.StartedAt = w.Epoch, tx.Now
	return Update(tx, &old, "epoch", "started_at")
}

// RenewWork prolongs a lease that is still ours.
func (tx *Tx) RenewWork(f Fence, ttl time.Duration) error {
	wall, err := tx.WallTime()
	if err != nil {
		return err
	}
	w, err := tx.fenced(f)
	if err != nil {
		return err
	}
	until := wall.Add(ttl)
	w.LeaseUntil = &until
	return Update(tx, &w, "lease_until")
}

// FinishWork records the result of a run, gives the lease back and sets the
// next due time.
func (tx *Tx) FinishWork(f Fence, next time.Time, summary, failure string) error {
	w, err := tx.fenced(f)
	if err != nil {
		return err
	}
	now := tx.Now
	w.LeaseOwner, w.LeaseUntil, w.NextRunAt, w.LastRunAt, w.LastError = "", nil, next, &now, failure
	w.Runs++
	if failure == "" {
		w.LastOKAt = &now
	} else {
		w.Failures++
	}
	err = Update(tx, &w, "lease_owner", "lease_until", "next_run_at", "last_run_at", "last_ok_at", "last_error", "runs", "failures")
	if err != nil {
		return err
	}
	run, err := one[JobRun](tx, "job = ? AND epoch = ?", f.Job, f.Epoch)
	if err != nil {
		return err
	}
	if summary == "" && failure == "" { // an idle run is not worth a row
		_, err = tx.exec("forget idle run", "DELETE FROM job_runs WHERE id = ?", run.ID)
		return err
	}
	run.FinishedAt, run.Summary, run.Error = &now, summary, failure
	return Update(tx, &run, "finished_at", "summary", "error")
}

// fenced returns the job's row if the epoch is still the newest.
func (tx *Tx) fenced(f Fence) (Work, error) {
	w, err := one[Work](tx, "job = ?", f.Job)
	if err != nil {
		return Work{}, err
	}
	if w.Epoch != f.Epoch {
		return Work{}, fmt.Errorf("%w: %s epoch %d, now %d", ErrFenced, f.Job, f.Epoch, w.Epoch)
	}
	return w, nil
}

// Works lists all jobs with their due times, by name.
func (tx *Tx) Works() ([]Work, error) { return list[Work](tx, query{order: "job", limit: 200}) }

// JobRuns lists the newest runs of a job first.
func (tx *Tx) JobRuns(job string, limit int) ([]JobRun, error) {
	return list[JobRun](tx, query{cond: "job = ?", args: []any{job}, order: "epoch DESC, id DESC", limit: limit})
}
