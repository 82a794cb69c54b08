package server

import (
	"context"
	"time"

	"makewhole/models"
)

// CoverLimit is a limit of a cover and since when it counts.
type CoverLimit struct {
	Limit      Money     `json:"limit"`
	CountsFrom time.Time `json:"counts_from"`
}

type coverEndIn struct {
	IDIn
	Body struct {
		Version  int64     `json:"version" minimum:"0"`
		ActiveTo time.Time `json:"active_to"`
	}
}

func (s *Server) extendCover(ctx context.Context, c caller, in *coverEndIn) (models.Cover, error) {
	return s.cfg.Claims.ExtendCover(ctx, c.actor, in.ID, in.Body.Version, in.Body.ActiveTo)
}

func (s *Server) renewCover(ctx context.Context, c caller, in *coverEndIn) (models.Cover, error) {
	return s.cfg.Claims.RenewCover(ctx, c.actor, in.ID, in.Body.Version, in.Body.ActiveTo)
}

type coverLimitIn struct {
	IDIn
	Body struct {
		Version int64  `json:"version" minimum:"0"`
		Limit   Amount `json:"limit" doc:"A lower one counts at once, a higher one after the waiting period."`
	}
}

func (s *Server) changeLimit(ctx context.Context, c caller, in *coverLimitIn) (models.Cover, error) {
	return s.cfg.Claims.ChangeLimit(ctx, c.actor, in.ID, in.Body.Version, in.Body.Limit.Amount)
}

type transferIn struct {
	IDIn
	Body struct {
		Version  int64       `json:"version" minimum:"0"`
		Holder   Address     `json:"holder"`
		Consents []ConsentIn `json:"consents" maxItems:"10000" required:"false" doc:"For the new holder, of the insured accounts that are not it."`
	}
}

// transferCover serves the holder and the staff.
func (s *Server) transferCover(ctx context.Context, c caller, in *transferIn) (models.Cover, error) {
	return s.cfg.Claims.TransferCover(ctx, c.actor, in.ID, in.Body.Version, in.Body.Holder.Address, consentsOf(in.Body.Consents))
}

type assignReceivableIn struct {
	IDIn
	Body struct {
		Version  int64   `json:"version" minimum:"0"`
		Claimant Address `json:"claimant" doc:"Who has the claim from now on."`
		Receiver Address `json:"receiver"`
		Proof    ProofIn `json:"proof" doc:"Of the affected account; it names the new claimant and receiver."`
	}
}

func (s *Server) assignReceivable(ctx context.Context, c caller, in *assignReceivableIn) (models.Claim, error) {
	b := in.Body
	return s.cfg.Claims.AssignReceivable(ctx, c.actor, in.ID, b.Version, b.Claimant.Address, b.Receiver.Address, b.Proof.proof())
}
