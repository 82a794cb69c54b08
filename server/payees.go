package server

import (
	"context"
	"time"

	"makewhole/models"
	"makewhole/settlements"
	"makewhole/states"
)

// RecoveryPayee is who gets recovered money of an incident without a loss: the receiver
// of the protocol, or somebody who brings money back against a bounty.
type RecoveryPayee struct {
	ID          string     `json:"id"`
	Version     int64      `json:"version"`
	State       string     `json:"state" enum:"proposed,registered,refused,replaced" doc:"What is drafted while it is registered pays it."`
	Kind        string     `json:"kind" enum:"protocol,bounty"`
	IncidentID  string     `json:"incident_id"`
	Receiver    string     `json:"receiver"`
	Payer       string     `json:"payer,omitempty" doc:"Of a bounty: whose deposits it rewards."`
	ShareBps    int64      `json:"share_bps,omitempty" doc:"Of a bounty: ten-thousandths of what the payer brings back of the token of the cap, rounded down; before anybody else gets of it."`
	Cap         *Money     `json:"cap,omitempty" doc:"Of a bounty: most of it over all recoveries of the incident."`
	Reason      string     `json:"reason"`
	Evidence    string     `json:"evidence,omitempty" doc:"For the staff: sha256: and the hash of a stored evidence file, or a reference."`
	EnteredBy   string     `json:"entered_by"`
	ConfirmedBy string     `json:"confirmed_by,omitempty"`
	ConfirmedAt *time.Time `json:"confirmed_at,omitempty"`
	CreatedAt   time.Time  `json:"created_at"`
}

func viewPayee(tx *models.Tx, r models.RecoveryPayee) (RecoveryPayee, error) {
	return view(tx).payee(r, true)
}

func (v *viewer) payee(r models.RecoveryPayee, staff bool) (out RecoveryPayee, err error) {
	out = RecoveryPayee{
		ID: r.PublicID, Version: r.Version, State: r.State, Kind: r.Kind, Receiver: r.Receiver.Hex(), Reason: r.Reason,
		ConfirmedAt: utcPtr(r.ConfirmedAt), CreatedAt: r.CreatedAt.UTC(),
	}
	if staff {
		out.Evidence = r.Evidence
	}
	if r.Kind == models.PayeeBounty {
		most, err := v.money(*r.Cap, *r.AssetID)
		if err != nil {
			return out, err
		}
		out.Payer, out.ShareBps, out.Cap = r.Payer.Hex(), *r.ShareBps, &most
	}
	if out.IncidentID, err = v.incidentID(r.IncidentID); err != nil {
		return out, err
	}
	if out.EnteredBy, err = v.staffID(&r.EnteredBy); err != nil {
		return out, err
	}
	out.ConfirmedBy, err = v.staffID(r.ConfirmedBy)
	return out, err
}

type publicPayeesIn struct {
	IDIn
	PageIn
}

// listRegisteredPayees shows everybody who gets recovered money without a loss.
func (s *Server) listRegisteredPayees(tx *models.Tx, _ caller, in *publicPayeesIn) (Page[RecoveryPayee], error) {
	inc, err := models.ByPublicID[models.Incident](tx, in.ID)
	if err != nil {
		return Page[RecoveryPayee]{}, err
	}
	fetch := func(p models.Page) ([]models.RecoveryPayee, error) {
		return tx.RecoveryPayees(inc.ID, states.RecoveryPayeeRegistered, p)
	}
	v := view(tx)
	return listPage(in.PageIn, "registered-payees:"+in.ID, fetch, func(r models.RecoveryPayee) int64 { return r.ID },
		func(r models.RecoveryPayee) (RecoveryPayee, error) { return v.payee(r, false) })
}

type payeesIn struct {
	PageIn
	IncidentID string `query:"incident" maxLength:"64" required:"false"`
	State      string `query:"state" enum:"proposed,registered,refused,replaced" required:"false"`
}

func (s *Server) listPayees(tx *models.Tx, _ caller, in *payeesIn) (Page[RecoveryPayee], error) {
	incident := int64(0)
	if in.IncidentID != "" {
		inc, err := models.ByPublicID[models.Incident](tx, in.IncidentID)
		if err != nil {
			return Page[RecoveryPayee]{}, err
		}
		incident = inc.ID
	}
	fetch := func(p models.Page) ([]models.RecoveryPayee, error) { return tx.RecoveryPayees(incident, in.State, p) }
	v := view(tx)
	return listPage(in.PageIn, "payees:"+in.IncidentID+":"+in.State, fetch, func(r models.RecoveryPayee) int64 { return r.ID },
		func(r models.RecoveryPayee) (RecoveryPayee, error) { return v.payee(r, true) })
}

// PayeeIn is what everybody who gets recovered money without a loss has.
type PayeeIn struct {
	Receiver Address           `json:"receiver"`
	Evidence ReceiptEvidenceIn `json:"evidence"`
	Reason   string            `json:"reason" minLength:"1" maxLength:"10000"`
}

type protocolReceiverIn struct {
	IDIn
	Body PayeeIn
}

// proposeProtocolReceiver is one person's word: the protocol's part goes where it went.
func (s *Server) proposeProtocolReceiver(ctx context.Context, c caller, in *protocolReceiverIn) (models.RecoveryPayee, error) {
	b := in.Body
	return s.cfg.Settlements.ProposePayee(ctx, c.actor, settlements.PayeeInput{
		IncidentID: in.ID, Receiver: b.Receiver.Address, Evidence: b.Evidence.input(), Reason: b.Reason,
	})
}

type bountyIn struct {
	IDIn
	Body struct {
		PayeeIn
		Payer    Address `json:"payer" doc:"Whose deposits into the vault it rewards."`
		Asset    AssetIn `json:"asset" doc:"The token that comes back."`
		ShareBps int64   `json:"share_bps" minimum:"1" maximum:"10000" doc:"Ten-thousandths of what the payer brings back; 10000 with a cap is a fixed amount."`
		Cap      Amount  `json:"cap" doc:"Most of it over all recoveries of the incident, base units of the token."`
	}
}

// proposeBounty is one person's word: nobody gets a bounty yet.
func (s *Server) proposeBounty(ctx context.Context, c caller, in *bountyIn) (models.RecoveryPayee, error) {
	b := in.Body
	return s.cfg.Settlements.ProposePayee(ctx, c.actor, settlements.PayeeInput{
		IncidentID: in.ID, Receiver: b.Receiver.Address, Evidence: b.Evidence.input(), Reason: b.Reason,
		Bounty: &settlements.BountyTerms{Payer: b.Payer.Address, Asset: b.Asset.input(), ShareBps: b.ShareBps, Cap: b.Cap.Amount},
	})
}

// confirmPayee is the second person's word.
func (s *Server) confirmPayee(ctx context.Context, c caller, in *versionIn) (models.RecoveryPayee, error) {
	return s.cfg.Settlements.ConfirmPayee(ctx, c.actor, in.ID, in.Body.Version)
}

func (s *Server) refusePayee(ctx context.Context, c caller, in *reasonIn) (models.RecoveryPayee, error) {
	return s.cfg.Settlements.RefusePayee(ctx, c.actor, in.ID, in.Body.Version, in.Body.Reason)
}
