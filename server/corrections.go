package server

import (
	"context"
	"time"

	"makewhole/corrections"
	"makewhole/models"
)

// Correction is a fact about the past that two persons of the staff write.
type Correction struct {
	ID           string     `json:"id"`
	Version      int64      `json:"version"`
	State        string     `json:"state" enum:"proposed,contestable,contested,standing,refused,lifted" doc:"Nothing changes before a second person confirms it."`
	Kind         string     `json:"kind" enum:"reinstatement,exclusion,receiver,revision,merge,decision"`
	IncidentID   string     `json:"incident_id"`
	Account      string     `json:"account,omitempty" doc:"Whose loss it is about; absent of a merge."`
	ClaimID      string     `json:"claim_id,omitempty" doc:"Of a reinstatement or a decision."`
	Exclusion    string     `json:"exclusion,omitempty" enum:"attacker,insider"`
	Receiver     string     `json:"receiver,omitempty" doc:"Of an account whose key is lost."`
	Direction    string     `json:"direction,omitempty" enum:"raise,lower" doc:"Of a revision: whether the account lost more or less than was measured."`
	Amount       *Money     `json:"amount,omitempty" doc:"Of a revision: by how much. Of a decision: what should have been approved, 0 for a denial."`
	Clause       string     `json:"clause,omitempty" doc:"Of a decision: the part of the wording that it rests on."`
	Into         string     `json:"into,omitempty" doc:"Of a merge: the incident that goes on for this one."`
	Positions    string     `json:"positions,omitempty" enum:"same,different" doc:"Of a merge: what the two records measured."`
	Overlaps     []Counted  `json:"overlaps,omitempty" doc:"Of a merge: what was said of single accounts."`
	ReasonCode   string     `json:"reason_code" closed:"correction reason"`
	Reason       string     `json:"reason"`
	Evidence     string     `json:"evidence" doc:"sha256: and the hash of a stored evidence file, or a reference."`
	EnteredBy    string     `json:"entered_by"`
	ConfirmedBy  string     `json:"confirmed_by,omitempty"`
	ConfirmedAt  *time.Time `json:"confirmed_at,omitempty"`
	ContestUntil *time.Time `json:"contest_until,omitempty" doc:"Of an exclusion: its owner may object until then."`
	Objection    string     `json:"objection,omitempty"`
	Answer       string     `json:"answer,omitempty"`
	AnsweredBy   string     `json:"answered_by,omitempty"`
	CreatedAt    time.Time  `json:"created_at"`
}

func viewCorrection(tx *models.Tx, r models.Correction) (Correction, error) {
	return view(tx).correction(r)
}

func (v *viewer) correction(r models.Correction) (out Correction, err error) {
	out = Correction{
		ID: r.PublicID, Version: r.Version, State: r.State, Kind: r.Kind, Account: r.Account.Hex(), Exclusion: r.Exclusion, ReasonCode: r.ReasonCode,
		Reason: r.Reason, Evidence: r.Evidence, ConfirmedAt: utcPtr(r.ConfirmedAt), ContestUntil: utcPtr(r.ContestUntil), Objection: r.Objection,
		Answer: r.Answer, CreatedAt: r.CreatedAt.UTC(), Direction: r.Direction, Positions: r.Positions, Clause: r.Clause,
	}
	if r.IntoID != nil {
		if err := v.merge(&out, &r); err != nil {
			return out, err
		}
	}
	if r.AssetID != nil {
		amount, err := v.money(*r.Amount, *r.AssetID)
		if err != nil {
			return out, err
		}
		out.Amount = &amount
	}
	if r.Receiver != nil {
		out.Receiver = r.Receiver.Hex()
	}
	if r.ClaimID != nil {
		c, err := row[models.Claim](v, *r.ClaimID)
		if err != nil {
			return out, err
		}
		out.ClaimID = c.PublicID
	}
	if out.IncidentID, err = v.incidentID(r.IncidentID); err != nil {
		return out, err
	}
	for to, id := range map[*string]*int64{&out.EnteredBy: &r.EnteredBy, &out.ConfirmedBy: r.ConfirmedBy, &out.AnsweredBy: r.AnsweredBy} {
		if *to, err = v.staffID(id); err != nil {
			return out, err
		}
	}
	return out, nil
}

// Counted is what two persons said of one account and asset that two records of one
// drain measured.
type Counted struct {
	Account string `json:"account"`
	Asset   Token  `json:"asset"`
	Counts  string `json:"counts" enum:"once,both"`
}

// Overlap says of one account and asset how often its loss counts that two records of
// one drain measured.
type Overlap struct {
	Account Address     `json:"account"`
	Asset   SpecAssetIn `json:"asset"`
	Counts  string      `json:"counts" enum:"once,both" doc:"once: what the surviving record measured stands; both: what the merged record measured adds to it."`
}

// merge fills in what a correction that is a merge says.
func (v *viewer) merge(out *Correction, r *models.Correction) (err error) {
	out.Account = ""
	if out.Into, err = v.incidentID(*r.IntoID); err != nil {
		return err
	}
	stated, err := corrections.Stated(r)
	for _, o := range stated {
		if err != nil {
			return err
		}
		var asset models.Asset
		if asset, err = v.tx.AssetFor(o.ChainID, o.Asset); err == nil {
			out.Overlaps = append(out.Overlaps, Counted{o.Account.Hex(), tokenOf(asset), o.Counts})
		}
	}
	return err
}

type mergeIn struct {
	IDIn
	Body struct {
		FactIn
		Into      string    `json:"into" maxLength:"64" doc:"The incident that goes on for both."`
		Positions string    `json:"positions" enum:"same,different" doc:"same: one loss, measured twice; different: losses that add up. What the rule leaves open is refused until overlaps say it."`
		Overlaps  []Overlap `json:"overlaps,omitempty" maxItems:"5000" nullable:"false"`
	}
}

// proposeMerge is one person's word: both records go on.
func (s *Server) proposeMerge(ctx context.Context, c caller, in *mergeIn) (models.Correction, error) {
	b := in.Body
	m := corrections.Merge{IntoID: b.Into, Positions: b.Positions}
	for _, o := range b.Overlaps {
		m.Overlaps = append(m.Overlaps, corrections.Overlap{Account: o.Account.Address, ChainID: int64(o.Asset.ChainID), Asset: o.Asset.Address.Address, Counts: o.Counts})
	}
	return s.cfg.Corrections.ProposeMerge(ctx, c.actor, in.ID, m, b.input())
}

type correctionsIn struct {
	PageIn
	IncidentID string `query:"incident" maxLength:"64" required:"false"`
	State      string `query:"state" enum:"proposed,contestable,contested,standing,refused,lifted" required:"false"`
}

func (s *Server) listCorrections(tx *models.Tx, _ caller, in *correctionsIn) (Page[Correction], error) {
	incident := int64(0)
	if in.IncidentID != "" {
		inc, err := models.ByPublicID[models.Incident](tx, in.IncidentID)
		if err != nil {
			return Page[Correction]{}, err
		}
		incident = inc.ID
	}
	fetch := func(p models.Page) ([]models.Correction, error) { return tx.Corrections(incident, in.State, p) }
	return listPage(in.PageIn, "corrections:"+in.IncidentID+":"+in.State, fetch, func(r models.Correction) int64 { return r.ID }, view(tx).correction)
}

func (s *Server) getCorrection(tx *models.Tx, _ caller, in *IDIn) (Correction, error) {
	r, err := models.ByPublicID[models.Correction](tx, in.ID)
	if err != nil {
		return Correction{}, err
	}
	return viewCorrection(tx, r)
}

// FactIn is why something about the past is corrected.
type FactIn struct {
	ReasonCode string            `json:"reason_code" closed:"correction reason"`
	Reason     string            `json:"reason" minLength:"1" maxLength:"10000"`
	Evidence   ReceiptEvidenceIn `json:"evidence"`
}

func (f FactIn) input() corrections.Fact {
	return corrections.Fact{ReasonCode: f.ReasonCode, Reason: f.Reason, Evidence: f.Evidence.input()}
}

type reinstateIn struct {
	IDIn
	Body FactIn
}

// proposeReinstatement is one person's word: the claim stays expired.
func (s *Server) proposeReinstatement(ctx context.Context, c caller, in *reinstateIn) (models.Correction, error) {
	return s.cfg.Corrections.ProposeReinstatement(ctx, c.actor, in.ID, in.Body.input())
}

type correctDecisionIn struct {
	IDIn
	Body struct {
		FactIn
		Amount Amount `json:"amount" doc:"That should have been approved, base units of the limit asset; 0 for a denial."`
		Clause string `json:"clause" minLength:"1" maxLength:"200" doc:"The part of the wording that it rests on."`
	}
}

// proposeDecision is one person's word: the claim stays as it was decided.
func (s *Server) proposeDecision(ctx context.Context, c caller, in *correctDecisionIn) (models.Correction, error) {
	b := in.Body
	return s.cfg.Corrections.ProposeDecision(ctx, c.actor, in.ID, b.Amount.Amount, b.Clause, b.input())
}

type lostKeyIn struct {
	IDIn
	Body struct {
		FactIn
		Account  Address `json:"account"`
		Receiver Address `json:"receiver"`
	}
}

// proposeLostKey is one person's word: the account's lines keep their receiver.
func (s *Server) proposeLostKey(ctx context.Context, c caller, in *lostKeyIn) (models.Correction, error) {
	b := in.Body
	return s.cfg.Corrections.ProposeReceiver(ctx, c.actor, in.ID, b.Account.Address, b.Receiver.Address, b.input())
}

// confirmCorrection is the second person's word.
func (s *Server) confirmCorrection(ctx context.Context, c caller, in *versionIn) (models.Correction, error) {
	return s.cfg.Corrections.Confirm(ctx, c.actor, in.ID, in.Body.Version)
}

func (s *Server) refuseCorrection(ctx context.Context, c caller, in *reasonIn) (models.Correction, error) {
	return s.cfg.Corrections.Refuse(ctx, c.actor, in.ID, in.Body.Version, in.Body.Reason)
}

type excludeLaterIn struct {
	IDIn
	Body struct {
		FactIn
		Account Address `json:"account"`
		Kind    string  `json:"kind" enum:"attacker,insider"`
	}
}

// proposeExclusion is one person's word: the account's money stays as it is.
func (s *Server) proposeExclusion(ctx context.Context, c caller, in *excludeLaterIn) (models.Correction, error) {
	b := in.Body
	return s.cfg.Corrections.ProposeExclusion(ctx, c.actor, in.ID, b.Account.Address, b.Kind, b.input())
}

type reviseIn struct {
	IDIn
	Body struct {
		FactIn
		Account   Address     `json:"account"`
		Asset     SpecAssetIn `json:"asset" doc:"Of which the snapshot set measures losses."`
		Direction string      `json:"direction" enum:"raise,lower"`
		Amount    Amount      `json:"amount" doc:"By how much, base units of the asset; a loss is never lowered below zero."`
	}
}

// proposeRevision is one person's word: the loss stays as it was measured.
func (s *Server) proposeRevision(ctx context.Context, c caller, in *reviseIn) (models.Correction, error) {
	b := in.Body
	return s.cfg.Corrections.ProposeRevision(ctx, c.actor, in.ID, b.Account.Address, corrections.Revision{
		ChainID: int64(b.Asset.ChainID), Asset: b.Asset.Address.Address, Direction: b.Direction, Amount: b.Amount.Amount,
	}, b.input())
}

type answerCorrectionIn struct {
	IDIn
	Body struct {
		Version int64  `json:"version"`
		Stands  bool   `json:"stands" doc:"Whether the exclusion stands; otherwise it is lifted, and what waited is released."`
		Answer  string `json:"answer" minLength:"1" maxLength:"10000" doc:"Its owner reads it."`
	}
}

func (s *Server) answerCorrection(ctx context.Context, c caller, in *answerCorrectionIn) (models.Correction, error) {
	b := in.Body
	return s.cfg.Corrections.Answer(ctx, c.actor, in.ID, b.Version, b.Stands, b.Answer)
}

// OwnExclusion is what the owner of an excluded account sees of it.
type OwnExclusion struct {
	ID           string     `json:"id"`
	Version      int64      `json:"version"`
	State        string     `json:"state" enum:"proposed,contestable,contested,standing,refused,lifted" doc:"While it is contestable or contested the account's money is held."`
	IncidentID   string     `json:"incident_id"`
	Account      string     `json:"account"`
	Kind         string     `json:"kind" enum:"attacker,insider"`
	ReasonCode   string     `json:"reason_code" closed:"correction reason"`
	Reason       string     `json:"reason"`
	ConfirmedAt  *time.Time `json:"confirmed_at"`
	ContestUntil *time.Time `json:"contest_until" doc:"An objection counts until then."`
	Objection    string     `json:"objection,omitempty"`
	Answer       string     `json:"answer,omitempty"`
}

func viewOwnExclusion(tx *models.Tx, r models.Correction) (OwnExclusion, error) {
	return view(tx).ownExclusion(r)
}

func (v *viewer) ownExclusion(r models.Correction) (out OwnExclusion, err error) {
	out = OwnExclusion{
		ID: r.PublicID, Version: r.Version, State: r.State, Account: r.Account.Hex(), Kind: r.Exclusion, ReasonCode: r.ReasonCode, Reason: r.Reason,
		ConfirmedAt: utcPtr(r.ConfirmedAt), ContestUntil: utcPtr(r.ContestUntil), Objection: r.Objection, Answer: r.Answer,
	}
	out.IncidentID, err = v.incidentID(r.IncidentID)
	return out, err
}

func (s *Server) listOwnExclusions(tx *models.Tx, c caller, in *PageIn) (Page[OwnExclusion], error) {
	fetch := func(p models.Page) ([]models.Correction, error) { return tx.OwnExclusions(c.actor.Wallet, p) }
	return listPage(*in, "own-exclusions:"+c.actor.Wallet.Hex(), fetch, func(r models.Correction) int64 { return r.ID }, view(tx).ownExclusion)
}

type objectExclusionIn struct {
	IDIn
	Body struct {
		Version int64  `json:"version"`
		Text    string `json:"text" minLength:"1" maxLength:"10000"`
	}
}

func (s *Server) objectToExclusion(ctx context.Context, c caller, in *objectExclusionIn) (models.Correction, error) {
	return s.cfg.Corrections.Object(ctx, c.actor, in.ID, in.Body.Version, in.Body.Text)
}
