package server

import (
	"time"

	"makewhole/models"
)

// ReceiverWait is how long a line has waited for somebody who may receive it.
type ReceiverWait struct {
	ID            string    `json:"id"`
	Version       int64     `json:"version"`
	State         string    `json:"state" closed:"receiver_wait" doc:"Whose turn it is. parked: nobody acted in time, the line is settled without its receiver."`
	IncidentID    string    `json:"incident_id"`
	EntitlementID string    `json:"entitlement_id"`
	ClaimID       string    `json:"claim_id,omitempty"`
	Affected      string    `json:"affected"`
	Receiver      string    `json:"receiver" doc:"The affected account itself where nobody was named."`
	Since         time.Time `json:"since"`
	AssignedTo    string    `json:"assigned_to,omitempty" doc:"The senior who was asked."`
	CreatedAt     time.Time `json:"created_at"`
}

func (v *viewer) receiverWait(r models.ReceiverWait) (out ReceiverWait, err error) {
	e, err := row[models.Entitlement](v, r.EntitlementID)
	if err != nil {
		return out, err
	}
	out = ReceiverWait{
		ID: r.PublicID, Version: r.Version, State: r.State, EntitlementID: e.PublicID, Affected: e.Affected.Hex(), Receiver: e.Receiver.Hex(),
		Since: r.Since.UTC(), CreatedAt: r.CreatedAt.UTC(),
	}
	if e.ClaimID != nil {
		c, err := row[models.Claim](v, *e.ClaimID)
		if err != nil {
			return out, err
		}
		out.ClaimID = c.PublicID
	}
	if out.IncidentID, err = v.incidentID(e.IncidentID); err != nil {
		return out, err
	}
	out.AssignedTo, err = v.staffID(r.AssignedTo)
	return out, err
}

type receiverWaitsIn struct {
	PageIn
	IncidentID string `query:"incident" maxLength:"64" required:"false"`
	State      string `query:"state" enum:"unnamed,review,senior,second_senior,parked,ended" required:"false"`
}

func (s *Server) listReceiverWaits(tx *models.Tx, _ caller, in *receiverWaitsIn) (Page[ReceiverWait], error) {
	incident := int64(0)
	if in.IncidentID != "" {
		inc, err := models.ByPublicID[models.Incident](tx, in.IncidentID)
		if err != nil {
			return Page[ReceiverWait]{}, err
		}
		incident = inc.ID
	}
	fetch := func(p models.Page) ([]models.ReceiverWait, error) { return tx.ReceiverWaits(incident, in.State, p) }
	return listPage(in.PageIn, "receiver-waits:"+in.IncidentID+":"+in.State, fetch, func(r models.ReceiverWait) int64 { return r.ID }, view(tx).receiverWait)
}
