package server

import (
	"context"
	"time"

	"makewhole/models"
)

// FeeBudget is the most that may be spent on fees, in wei.
type FeeBudget struct {
	Subject string `json:"subject" doc:"Id of a settlement, or address of a sending key."`
	ChainID int64  `json:"chain_id"`
	Day     string `json:"day,omitempty" doc:"UTC day a key's budget is for."`
	Limit   string `json:"limit,omitempty" doc:"Wei; absent when nothing bounds it."`
	Spent   string `json:"spent" doc:"Wei: fees that are known, and the worst case of what is signed."`
	Reason  string `json:"reason,omitempty" doc:"Of the person who decided; absent when the configuration did."`
	SetBy   string `json:"set_by,omitempty"`
}

func budgetOut(b models.Budget) FeeBudget {
	out := FeeBudget{Subject: b.Subject, ChainID: b.ChainID, Spent: b.Spent.String(), Reason: b.Reason, SetBy: b.SetBy}
	if b.Limited {
		out.Limit = b.Limit.String()
	}
	if b.Day > 0 {
		out.Day = time.Unix(b.Day*86400, 0).UTC().Format(time.DateOnly)
	}
	return out
}

func viewBudget(_ *models.Tx, b models.Budget) (FeeBudget, error) { return budgetOut(b), nil }

type budgetIn struct {
	Subject string `path:"subject" minLength:"5" maxLength:"64" pattern:"^[0-9a-zA-Z_]+$"`
	ChainID int64  `query:"chain_id" minimum:"1" required:"true"`
}

func (s *Server) getBudget(ctx context.Context, _ caller, in *budgetIn) (FeeBudget, error) {
	if s.cfg.Outbox == nil {
		return FeeBudget{}, errUnavailable
	}
	b, err := s.cfg.Outbox.Budget(ctx, in.ChainID, in.Subject)
	return budgetOut(b), err
}

type setBudgetIn struct {
	Subject string `path:"subject" minLength:"5" maxLength:"64" pattern:"^[0-9a-zA-Z_]+$"`
	Body    struct {
		ChainID int64  `json:"chain_id" minimum:"1"`
		Limit   Amount `json:"limit" doc:"Wei; replaces the configured budget and every earlier decision."`
		Reason  string `json:"reason" minLength:"1" maxLength:"500"`
	}
}

func (s *Server) setBudget(ctx context.Context, c caller, in *setBudgetIn) (models.Budget, error) {
	if s.cfg.Outbox == nil {
		return models.Budget{}, errUnavailable
	}
	return s.cfg.Outbox.SetBudget(ctx, c.actor, in.Body.ChainID, in.Subject, in.Body.Limit.Amount, in.Body.Reason)
}
