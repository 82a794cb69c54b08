package server

import (
	"context"
	"time"

	"github.com/ethereum/go-ethereum/common/hexutil"

	"makewhole/incidents/respond"
	"makewhole/models"
)

// ResponsePlan is one version of a plan of pauses.
type ResponsePlan struct {
	ID          string     `json:"id"`
	Version     int64      `json:"version"`
	State       string     `json:"state" closed:"response_plan"`
	ChainID     int64      `json:"chain_id"`
	ModuleID    string     `json:"module_id"`
	Name        string     `json:"name"`
	Number      int64      `json:"number" doc:"The version in its file."`
	FileHash    string     `json:"file_hash" doc:"SHA-256 of the file."`
	WrittenBy   string     `json:"written_by"`
	AcceptedBy  string     `json:"accepted_by,omitempty" doc:"The second person."`
	AcceptedAt  *time.Time `json:"accepted_at,omitempty"`
	ProvenAt    *time.Time `json:"proven_at,omitempty" doc:"When all of its calls succeeded on the head last."`
	ProvenBlock *int64     `json:"proven_block,omitempty"`
	Unproven    string     `json:"unproven,omitempty" doc:"Why they did not the last time."`
	CreatedAt   time.Time  `json:"created_at"`
}

func viewResponsePlan(tx *models.Tx, r models.ResponsePlan) (ResponsePlan, error) {
	return view(tx).responsePlan(r)
}

func (v *viewer) responsePlan(r models.ResponsePlan) (out ResponsePlan, err error) {
	out = ResponsePlan{
		ID: r.PublicID, Version: r.Version, State: r.State, ChainID: r.ChainID, Name: r.Name, Number: r.Number, FileHash: r.ContentHash.Hex(),
		AcceptedAt: utcPtr(r.AcceptedAt), ProvenAt: utcPtr(r.ProvenAt), ProvenBlock: r.ProvenNumber, Unproven: r.Unproven, CreatedAt: r.CreatedAt.UTC(),
	}
	m, err := row[models.Module](v, r.ModuleID)
	if err != nil {
		return out, err
	}
	out.ModuleID = m.PublicID
	if out.WrittenBy, err = v.staffID(&r.WrittenBy); err != nil {
		return out, err
	}
	out.AcceptedBy, err = v.staffID(r.AcceptedBy)
	return out, err
}

// IncidentResponse is one step of a plan for one incident, with the times that say
// how fast it was.
type IncidentResponse struct {
	ID             string     `json:"id"`
	Version        int64      `json:"version"`
	State          string     `json:"state" closed:"response"`
	IncidentID     string     `json:"incident_id"`
	FindingID      string     `json:"finding_id" doc:"What called it first."`
	PlanID         string     `json:"plan_id"`
	Plan           string     `json:"plan"`
	Step           string     `json:"step"`
	Class          string     `json:"class" enum:"R0,R1,R2,R3"`
	Authority      string     `json:"authority" enum:"automatic,one_person,two_persons,never" doc:"Who must agree, as it was judged last."`
	Why            string     `json:"authority_reason" doc:"Why so many must agree, in words."`
	Target         string     `json:"target"`
	Call           string     `json:"call" doc:"What is called, as hexadecimal bytes."`
	Blocked        string     `json:"blocked,omitempty" doc:"Why the call cannot go out now."`
	Unfounded      string     `json:"unfounded,omitempty" doc:"What called it is gone, and it could not be called back."`
	FirstBy        string     `json:"first_by,omitempty"`
	AgreedBy       string     `json:"agreed_by,omitempty"`
	LiftAskedBy    string     `json:"lift_asked_by,omitempty"`
	LiftBy         string     `json:"lift_by,omitempty"`
	IntentID       string     `json:"intent_id,omitempty" doc:"The newest transaction of it."`
	SeenAt         time.Time  `json:"seen_at" doc:"When the head of the finding's block was learned."`
	DecidedAt      time.Time  `json:"decided_at" doc:"When it was written down."`
	QueuedAt       *time.Time `json:"queued_at,omitempty"`
	TakenAt        *time.Time `json:"taken_at,omitempty" doc:"When a node took the transaction."`
	ContainedAt    *time.Time `json:"contained_at,omitempty" doc:"When the chain was read to show the pause."`
	ContainedBlock *int64     `json:"contained_block,omitempty"`
	ContainedHash  string     `json:"contained_hash,omitempty"`
}

func viewResponse(tx *models.Tx, r models.Response) (IncidentResponse, error) {
	return view(tx).response(r)
}

func (v *viewer) response(r models.Response) (out IncidentResponse, err error) {
	out = IncidentResponse{
		ID: r.PublicID, Version: r.Version, State: r.State, Plan: r.PlanName, Step: r.Step, Class: r.Class, Authority: r.Authority, Why: r.Why,
		Target: r.Target.Hex(), Call: hexutil.Encode(r.Call), Blocked: r.Blocked, Unfounded: r.Unfounded, DecidedAt: r.CreatedAt.UTC(),
		QueuedAt: utcPtr(r.QueuedAt), TakenAt: utcPtr(r.TakenAt), ContainedAt: utcPtr(r.ContainedAt), ContainedBlock: r.ContainedNumber,
	}
	if r.ContainedHash != nil {
		out.ContainedHash = r.ContainedHash.Hex()
	}
	if out.IncidentID, err = v.incidentID(r.IncidentID); err != nil {
		return out, err
	}
	f, err := row[models.Finding](v, r.FindingID)
	if err != nil {
		return out, err
	}
	p, err := row[models.ResponsePlan](v, r.PlanID)
	if err != nil {
		return out, err
	}
	out.FindingID, out.SeenAt, out.PlanID = f.PublicID, f.SeenAt.UTC(), p.PublicID
	if r.IntentID != nil {
		in, err := row[models.TxIntent](v, *r.IntentID)
		if err != nil {
			return out, err
		}
		out.IntentID = in.PublicID
		if out.Blocked == "" {
			out.Blocked = in.Blocked
		}
	}
	for to, id := range map[*string]*int64{&out.FirstBy: r.FirstBy, &out.AgreedBy: r.AgreedBy, &out.LiftAskedBy: r.LiftAskedBy, &out.LiftBy: r.LiftBy} {
		if *to, err = v.staffID(id); err != nil {
			return out, err
		}
	}
	return out, nil
}

// IncidentResponses are the responses of an incident.
type IncidentResponses struct {
	Items []IncidentResponse `json:"items"`
}

// ResponseDetail is a response with its steps.
type ResponseDetail struct {
	IncidentResponse
	History History `json:"history"`
}

type responsePlansIn struct {
	PageIn
	State string `query:"state" enum:"draft,accepted,retired" required:"false"`
}

func (s *Server) listResponsePlans(tx *models.Tx, _ caller, in *responsePlansIn) (Page[ResponsePlan], error) {
	fetch := func(p models.Page) ([]models.ResponsePlan, error) { return tx.ResponsePlans(in.State, p) }
	return listPage(in.PageIn, "response-plans:"+in.State, fetch, func(r models.ResponsePlan) int64 { return r.ID }, view(tx).responsePlan)
}

func (s *Server) getResponsePlan(tx *models.Tx, _ caller, in *IDIn) (ResponsePlan, error) {
	r, err := models.ByPublicID[models.ResponsePlan](tx, in.ID)
	if err != nil {
		return ResponsePlan{}, err
	}
	return viewResponsePlan(tx, r)
}

func (s *Server) listResponses(tx *models.Tx, _ caller, in *IDIn) (out IncidentResponses, err error) {
	inc, err := models.ByPublicID[models.Incident](tx, in.ID)
	if err != nil {
		return out, err
	}
	rows, err := tx.ResponsesOf(inc.ID)
	if err != nil {
		return out, err
	}
	out.Items = make([]IncidentResponse, len(rows))
	v := view(tx)
	for i, r := range rows {
		if out.Items[i], err = v.response(r); err != nil {
			return out, err
		}
	}
	return out, nil
}

func (s *Server) getResponse(tx *models.Tx, _ caller, in *IDIn) (out ResponseDetail, err error) {
	r, err := models.ByPublicID[models.Response](tx, in.ID)
	if err != nil {
		return out, err
	}
	if out.IncidentResponse, err = viewResponse(tx, r); err != nil {
		return out, err
	}
	out.History, err = history(tx, "response", r.ID)
	return out, err
}

func (s *Server) responses() *respond.Service {
	return &respond.Service{DB: s.cfg.DB, Chain: uint64(s.cfg.ChainID)}
}

type responsePlanIn struct {
	Body struct {
		File   string `json:"file" minLength:"1" maxLength:"65536" doc:"The text of a plan file (makewhole.plan/1)."`
		Reason string `json:"reason" minLength:"1" maxLength:"2000"`
	}
}

func (s *Server) writeResponsePlan(ctx context.Context, c caller, in *responsePlanIn) (models.ResponsePlan, error) {
	return s.responses().Write(ctx, c.actor, []byte(in.Body.File), in.Body.Reason)
}

func (s *Server) responsePlanFile(ctx context.Context, _ caller, in *IDIn) (File, error) {
	name, data, err := s.responses().Content(ctx, in.ID)
	return File{MediaType: "application/json", Name: name, Data: data}, err
}

func (s *Server) acceptResponsePlan(ctx context.Context, c caller, in *reasonIn) (models.ResponsePlan, error) {
	return s.responses().Accept(ctx, c.actor, in.ID, in.Body.Version, in.Body.Reason)
}

func (s *Server) retireResponsePlan(ctx context.Context, c caller, in *reasonIn) (models.ResponsePlan, error) {
	return s.responses().Retire(ctx, c.actor, in.ID, in.Body.Version, in.Body.Reason)
}

func (s *Server) agreeResponse(ctx context.Context, c caller, in *reasonIn) (models.Response, error) {
	return s.responses().Agree(ctx, c.actor, in.ID, in.Body.Version, in.Body.Reason)
}

func (s *Server) refuseResponse(ctx context.Context, c caller, in *reasonIn) (models.Response, error) {
	return s.responses().Refuse(ctx, c.actor, in.ID, in.Body.Version, in.Body.Reason)
}

func (s *Server) repeatResponse(ctx context.Context, c caller, in *reasonIn) (models.Response, error) {
	return s.responses().Again(ctx, c.actor, in.ID, in.Body.Version, in.Body.Reason)
}

func (s *Server) askLift(ctx context.Context, c caller, in *reasonIn) (models.Response, error) {
	return s.responses().AskLift(ctx, c.actor, in.ID, in.Body.Version, in.Body.Reason)
}

func (s *Server) liftResponse(ctx context.Context, c caller, in *reasonIn) (models.Response, error) {
	return s.responses().Lift(ctx, c.actor, in.ID, in.Body.Version, in.Body.Reason)
}
