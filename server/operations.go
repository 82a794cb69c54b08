package server

import (
	"context"
	"encoding/hex"
	"slices"
	"time"

	"makewhole/models"
)

// Intent is something that must happen on chain.
type Intent struct {
	ID          string     `json:"id"`
	Version     int64      `json:"version"`
	Kind        string     `json:"kind"`
	Key         string     `json:"idempotency_key"`
	RefMachine  string     `json:"ref_machine"`
	ChainID     int64      `json:"chain_id"`
	Sender      string     `json:"sender"`
	To          string     `json:"to"`
	Value       string     `json:"value"`
	State       string     `json:"state"`
	Blocked     string     `json:"blocked,omitempty"`
	Nonce       *int64     `json:"nonce,omitempty"`
	NotBefore   *time.Time `json:"not_before,omitempty"`
	TxHash      string     `json:"tx_hash,omitempty"`
	BlockNumber *int64     `json:"block_number,omitempty"`
	GasUsed     *int64     `json:"gas_used,omitempty"`
	CreatedAt   time.Time  `json:"created_at"`
}

// IntentDetail adds the call, its attempts and its history.
type IntentDetail struct {
	Intent
	Data     string    `json:"data" doc:"Call data, hex."`
	Attempts []Attempt `json:"attempts" nullable:"false"`
	History  []Step    `json:"history" nullable:"false"`
}

// Attempt is one signed version of an intent.
type Attempt struct {
	N           int64      `json:"n"`
	TipCap      string     `json:"tip_cap"`
	FeeCap      string     `json:"fee_cap"`
	Hash        string     `json:"hash"`
	FirstSentAt *time.Time `json:"first_sent_at,omitempty"`
	SentCount   int64      `json:"sent_count"`
	LastError   string     `json:"last_error,omitempty"`
}

type outboxIn struct {
	PageIn
	State string `query:"state" enum:"proposed,approved,signed,broadcast,mined,final,replaced,dropped,reverted,abandoned"`
	Kind  string `query:"kind" maxLength:"40"`
}

func (s *Server) listOutbox(tx *models.Tx, _ caller, in *outboxIn) (Page[Intent], error) {
	f := models.IntentFilter{Kind: in.Kind, State: in.State}
	fetch := func(p models.Page) ([]models.TxIntent, error) { return tx.Intents(f, p) }
	return listPage(in.PageIn, "outbox:"+in.State+in.Kind, fetch, func(r models.TxIntent) int64 { return r.ID },
		func(r models.TxIntent) (Intent, error) { return intentOf(r), nil })
}

func intentOf(r models.TxIntent) Intent {
	return Intent{
		ID: r.PublicID, Version: r.Version, Kind: r.Kind, Key: r.IdemKey, RefMachine: r.RefMachine, ChainID: r.ChainID,
		Sender: r.Sender.Hex(), To: r.To.Hex(), Value: r.Value.String(), State: r.State, Blocked: r.Blocked, Nonce: r.Nonce,
		NotBefore: utcPtr(r.NotBefore), TxHash: hexPtr(r.TxHash), BlockNumber: r.BlockNumber, GasUsed: r.GasUsed, CreatedAt: r.CreatedAt.UTC(),
	}
}

func (s *Server) getIntent(tx *models.Tx, _ caller, in *IDIn) (IntentDetail, error) {
	r, err := models.ByPublicID[models.TxIntent](tx, in.ID)
	if err != nil {
		return IntentDetail{}, err
	}
	out := IntentDetail{Intent: intentOf(r), Data: "0x" + hex.EncodeToString(r.Data), Attempts: []Attempt{}}
	attempts, err := tx.Attempts(r.ID)
	if err != nil {
		return out, err
	}
	for _, a := range attempts[r.ID] {
		out.Attempts = append(out.Attempts, Attempt{
			N: a.N, TipCap: a.TipCap.String(), FeeCap: a.FeeCap.String(), Hash: hexOf(a.Hash), FirstSentAt: utcPtr(a.FirstSentAt),
			SentCount: a.SentCount, LastError: a.LastError,
		})
	}
	steps, err := history(tx, "transaction", r.ID)
	out.History = steps.Items
	return out, err
}

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

// JobResult is what a run by hand said.
type JobResult struct {
	Name    string `json:"name"`
	Summary string `json:"summary"`
	Error   string `json:"error,omitempty" doc:"Why the run failed, for the operator."`
}

// runJob runs a job now. A run that failed is an answer, not a refusal: the
// operator who asked for it reads why.
func (s *Server) runJob(ctx context.Context, c caller, in *jobIn) (JobResult, error) {
	switch {
	case s.cfg.Jobs == nil:
		return JobResult{}, errUnavailable
	case !slices.Contains(s.cfg.Jobs.Names(), in.Name):
		return JobResult{}, models.ErrNotFound
	}
	s.log.InfoContext(ctx, "job by hand", "job", in.Name, "caller", c.name())
	out := JobResult{Name: in.Name}
	var err error
	if out.Summary, err = s.cfg.Jobs.Run(ctx, in.Name); err != nil {
		out.Error = err.Error()
	}
	return out, nil
}

// Freeze says whether settlement is stopped.
type Freeze struct {
	Frozen bool   `json:"frozen"`
	Reason string `json:"reason,omitempty"`
}

func (s *Server) getFreeze(tx *models.Tx, _ caller, _ *struct{}) (Freeze, error) {
	return viewFreeze(tx, struct{}{})
}

func viewFreeze(tx *models.Tx, _ struct{}) (Freeze, error) {
	frozen, reason, err := tx.Frozen()
	return Freeze{Frozen: frozen, Reason: reason}, err
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

// unfreeze is one of the two words that settlement may go on.
func (s *Server) unfreeze(ctx context.Context, c caller, _ *struct{}) (struct{}, error) {
	return struct{}{}, s.flag(ctx, func(tx *models.Tx) error {
		_, err := tx.ClearFreeze(c.actor)
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
