package server

import (
	"context"
	"time"

	"makewhole/models"
)

// Objection is raised against a published draft and must be answered.
type Objection struct {
	ID           string     `json:"id"`
	Version      int64      `json:"version"`
	State        string     `json:"state" closed:"objection" doc:"Whose turn it is. unanswered: three were silent; it holds up no draft any more and can still be answered. withdrawn: its author took it back."`
	SettlementID string     `json:"settlement_id"`
	Author       string     `json:"author"`
	Text         string     `json:"text"`
	DueAt        time.Time  `json:"due_at" doc:"When whoever was asked must have answered; then a senior is asked, then another."`
	Overdue      bool       `json:"overdue" doc:"Not answered by due_at."`
	AssignedTo   string     `json:"assigned_to,omitempty" doc:"Who was asked; everybody who may can answer."`
	Answer       string     `json:"answer,omitempty"`
	AnsweredBy   string     `json:"answered_by,omitempty"`
	AnsweredAt   *time.Time `json:"answered_at,omitempty"`
	CreatedAt    time.Time  `json:"created_at"`
}

func viewObjection(tx *models.Tx, r models.Objection) (Objection, error) {
	return view(tx).objection(r)
}

func (v *viewer) objection(r models.Objection) (Objection, error) {
	st, err := row[models.Settlement](v, r.SettlementID)
	if err != nil {
		return Objection{}, err
	}
	out := Objection{
		ID: r.PublicID, Version: r.Version, State: r.State, SettlementID: st.PublicID, Author: r.Author.Hex(), Text: r.Text, DueAt: r.DueAt.UTC(),
		Overdue: r.Overdue(v.tx.Now), Answer: r.Answer, AnsweredAt: utcPtr(r.AnsweredAt), CreatedAt: r.CreatedAt.UTC(),
	}
	if out.AssignedTo, err = v.staffID(r.AssignedTo); err != nil {
		return out, err
	}
	out.AnsweredBy, err = v.staffID(r.AnsweredBy)
	return out, err
}

func (s *Server) listObjections(tx *models.Tx, c caller, in *pageOfIn) (Page[Objection], error) {
	st, err := settlement(tx, c, in.ID)
	if err != nil {
		return Page[Objection]{}, err
	}
	return objectionPage(tx, in.PageIn, "objections:"+in.ID, models.ObjectionFilter{SettlementID: st.ID})
}

func objectionPage(tx *models.Tx, in PageIn, key string, f models.ObjectionFilter) (Page[Objection], error) {
	fetch := func(p models.Page) ([]models.Objection, error) { return tx.ObjectionPage(f, p) }
	return listPage(in, key, fetch, func(r models.Objection) int64 { return r.ID }, view(tx).objection)
}

type objectionsIn struct {
	PageIn
	IncidentID string `query:"incident" maxLength:"64" required:"false"`
	State      string `query:"state" enum:"open,senior,second_senior,unanswered,answered,withdrawn" required:"false"`
	Overdue    bool   `query:"overdue" doc:"Only those not answered that are due."`
	Mine       bool   `query:"mine" doc:"Only those that the caller was asked to answer."`
}

func (s *Server) listAllObjections(tx *models.Tx, c caller, in *objectionsIn) (Page[Objection], error) {
	f := models.ObjectionFilter{State: in.State}
	if in.IncidentID != "" {
		inc, err := models.ByPublicID[models.Incident](tx, in.IncidentID)
		if err != nil {
			return Page[Objection]{}, err
		}
		f.IncidentID = inc.ID
	}
	if in.Overdue {
		f.OverdueAt = tx.Now
	}
	if in.Mine {
		f.AssignedTo = c.actor.StaffID
	}
	return objectionPage(tx, in.PageIn, "all-objections:"+c.name(), f)
}

type withdrawObjectionIn struct {
	IDIn
	Body struct {
		Version int64 `json:"version" minimum:"0"`
	}
}

func (s *Server) withdrawObjection(ctx context.Context, c caller, in *withdrawObjectionIn) (models.Objection, error) {
	return s.cfg.Settlements.WithdrawObjection(ctx, c.actor, in.ID, in.Body.Version)
}
