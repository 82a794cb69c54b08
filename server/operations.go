package server

import (
	"context"
	"errors"
	"slices"
	"time"

	"makewhole/models"
)

// JobInfo is one job as the operator sees it.
type JobInfo struct {
	Name       string     `json:"name"`
	NextRunAt  time.Time  `json:"next_run_at"`
	LastRunAt  *time.Time `json:"last_run_at,omitempty"`
	LastOKAt   *time.Time `json:"last_ok_at,omitempty"`
	LastError  string     `json:"last_error,omitempty"`
	Runs       int64      `json:"runs"`
	Failures   int64      `json:"failures"`
	LeaseOwner string     `json:"lease_owner,omitempty"`
}

func (s *Server) listJobs(ctx context.Context, _ caller, _ *struct{}) (List[JobInfo], error) {
	if s.cfg.Jobs == nil {
		return List[JobInfo]{}, errUnavailable
	}
	rows, err := s.cfg.Jobs.List(ctx)
	if err != nil {
		return List[JobInfo]{}, err
	}
	return all(rows, func(w models.Work) (JobInfo, error) {
		return JobInfo{
			Name: w.Job, NextRunAt: w.NextRunAt.UTC(), LastRunAt: utcPtr(w.LastRunAt), LastOKAt: utcPtr(w.LastOKAt),
			LastError: w.LastError, Runs: w.Runs, Failures: w.Failures, LeaseOwner: w.LeaseOwner,
		}, nil
	})
}

type jobIn struct {
	Name string `path:"name" maxLength:"64"`
}

// JobRun is one tick of a job that was run.
type JobRun struct {
	Tick       time.Time  `json:"tick" doc:"When it was due."`
	StartedAt  time.Time  `json:"started_at"`
	FinishedAt *time.Time `json:"finished_at,omitempty" doc:"Absent while it runs, and if its process died."`
	Error      string     `json:"error,omitempty"`
	Summary    string     `json:"summary,omitempty"`
}

type runsIn struct {
	Name  string `path:"name" maxLength:"64"`
	Limit int    `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"Most runs of the answer."`
}

// listRuns shows what a job did, newest first.
func (s *Server) listRuns(tx *models.Tx, _ caller, in *runsIn) (List[JobRun], error) {
	if s.cfg.Jobs != nil && !slices.Contains(s.cfg.Jobs.Names(), in.Name) {
		return List[JobRun]{}, models.ErrNotFound
	}
	rows, err := tx.JobRuns(in.Name, in.Limit)
	if err != nil {
		return List[JobRun]{}, err
	}
	return all(rows, func(r models.JobRun) (JobRun, error) {
		return JobRun{
			Tick: r.Tick.UTC(), StartedAt: r.StartedAt.UTC(), FinishedAt: utcPtr(r.FinishedAt), Error: r.Error, Summary: r.Summary,
		}, nil
	})
}

// JobResult is what a run by hand said.
type JobResult struct {
	Name    string `json:"name"`
	Summary string `json:"summary"`
}

// runJob runs a job now. Why it failed is for the operator who asked, so this is
// the one answer that repeats an internal error.
func (s *Server) runJob(ctx context.Context, c caller, in *jobIn) (JobResult, error) {
	switch {
	case s.cfg.Jobs == nil:
		return JobResult{}, errUnavailable
	case !slices.Contains(s.cfg.Jobs.Names(), in.Name):
		return JobResult{}, models.ErrNotFound
	}
	s.log.InfoContext(ctx, "job by hand", "job", in.Name, "caller", c.name())
	summary, err := s.cfg.Jobs.Run(ctx, in.Name)
	switch {
	case errors.Is(err, models.ErrNotDue): // somebody else is at it; who, is for the log
		s.log.InfoContext(ctx, "job is running elsewhere", "job", in.Name, "error", err.Error())
		return JobResult{}, models.ErrNotDue
	case err != nil:
		p := problemOf(errJob)
		p.Detail = err.Error()
		return JobResult{}, p
	}
	return JobResult{Name: in.Name, Summary: summary}, nil
}

// Freeze says whether settlement is stopped, why and by whom, and who of the two
// people has agreed to go on.
type Freeze struct {
	Frozen    bool   `json:"frozen"`
	Reason    string `json:"reason,omitempty"`
	SetBy     string `json:"set_by,omitempty"`
	ClearedBy string `json:"cleared_by,omitempty" doc:"person who has agreed to go on; a second, different one is needed"`
}

func (s *Server) getFreeze(tx *models.Tx, _ caller, _ *struct{}) (Freeze, error) {
	return viewFreeze(tx, struct{}{})
}

func viewFreeze(tx *models.Tx, _ struct{}) (Freeze, error) {
	f, err := tx.FreezeFlag()
	return Freeze{Frozen: f.Value == "on", Reason: f.Reason, SetBy: f.SetBy, ClearedBy: f.ClearedBy}, err
}

type freezeIn struct {
	Body struct {
		Reason string `json:"reason" minLength:"1" maxLength:"2000"`
	}
}

// freeze stops settlement; anybody of the staff may.
func (s *Server) freeze(ctx context.Context, c caller, in *freezeIn) (struct{}, error) {
	return struct{}{}, s.flag(ctx, func(tx *models.Tx) error { return tx.Freeze(in.Body.Reason, c.actor) })
}

// unfreeze is one of the two approvals, each with its reason, that settlement may go on.
func (s *Server) unfreeze(ctx context.Context, c caller, in *freezeIn) (struct{}, error) {
	return struct{}{}, s.flag(ctx, func(tx *models.Tx) error {
		_, err := tx.ClearFreeze(c.actor, in.Body.Reason)
		return err
	})
}

func (s *Server) flag(ctx context.Context, change func(*models.Tx) error) error {
	return s.db.Tx(ctx, func(tx *models.Tx) error {
		if err := change(tx); err != nil {
			return err
		}
		tx.Result(struct{}{})
		return nil
	})
}
