package server

import (
	"context"
	"time"

	"makewhole/models"
	"makewhole/settlements"
)

// OutsideReceipt is what a victim received elsewhere; what counts of it reduces
// the residual.
type OutsideReceipt struct {
	ID          string            `json:"id"`
	IncidentID  string            `json:"incident_id"`
	Affected    string            `json:"affected"`
	State       string            `json:"state" enum:"proposed,counted,reversal_proposed,reversed" doc:"A receipt counts from the word of a second person on, until reversals that two persons gave leave nothing of it."`
	Amount      Money             `json:"amount" doc:"As entered."`
	Counted     Money             `json:"counted" doc:"What counts now: 0 until it is confirmed, then less its confirmed reversals."`
	Reason      string            `json:"reason"`
	Evidence    string            `json:"evidence,omitempty" doc:"Shown to staff: sha256: and the hash of a stored evidence file, or a reference."`
	EnteredBy   string            `json:"entered_by"`
	ConfirmedBy string            `json:"confirmed_by,omitempty" doc:"A second person; absent while nobody confirmed, and for receipts that are older than this rule."`
	ConfirmedAt *time.Time        `json:"confirmed_at,omitempty"`
	Reversals   []ReceiptReversal `json:"reversals" nullable:"false"`
	CreatedAt   time.Time         `json:"created_at"`
}

// ReceiptReversal takes an outside receipt back, in part or whole.
type ReceiptReversal struct {
	ID          string     `json:"id"`
	Amount      Money      `json:"amount"`
	Reason      string     `json:"reason"`
	Evidence    string     `json:"evidence,omitempty" doc:"Shown to staff."`
	EnteredBy   string     `json:"entered_by"`
	ConfirmedBy string     `json:"confirmed_by,omitempty" doc:"A second person; absent while nobody confirmed: it does not count yet."`
	ConfirmedAt *time.Time `json:"confirmed_at,omitempty"`
	CreatedAt   time.Time  `json:"created_at"`
}

// viewReceipt shows a receipt to the staff who acted on it.
func viewReceipt(tx *models.Tx, r models.OutsideReceipt) (OutsideReceipt, error) {
	return view(tx).receipt(r, true)
}

func (v *viewer) receipt(r models.OutsideReceipt, staff bool) (out OutsideReceipt, err error) {
	now, err := v.tx.StandingOf(&r)
	if err != nil {
		return out, err
	}
	out = OutsideReceipt{
		ID: r.PublicID, Affected: r.Affected.Hex(), State: now.State, Reason: r.Reason, CreatedAt: r.CreatedAt.UTC(), Reversals: []ReceiptReversal{},
	}
	if staff && r.Evidence != nil {
		out.Evidence = *r.Evidence
	}
	if out.IncidentID, err = v.incidentID(r.IncidentID); err != nil {
		return out, err
	}
	if out.EnteredBy, err = v.staffID(&r.EnteredBy); err != nil {
		return out, err
	}
	if c := now.Confirmation; c != nil {
		out.ConfirmedAt = utcPtr(&c.CreatedAt)
		if out.ConfirmedBy, err = v.staffID(c.ConfirmedBy); err != nil {
			return out, err
		}
	}
	for _, b := range now.Reversals {
		shown, err := v.reversal(b, r.AssetID, staff)
		if err != nil {
			return out, err
		}
		out.Reversals = append(out.Reversals, shown)
	}
	return out, v.monies(r.AssetID, map[*Money]models.Amount{&out.Amount: r.Amount, &out.Counted: models.Amt(now.Counted)})
}

func (v *viewer) reversal(b models.Reversal, assetID int64, staff bool) (out ReceiptReversal, err error) {
	out = ReceiptReversal{ID: b.PublicID, Reason: b.Reason, CreatedAt: b.CreatedAt.UTC()}
	if staff {
		out.Evidence = b.Evidence
	}
	if c := b.Confirmation; c != nil {
		out.ConfirmedAt = utcPtr(&c.CreatedAt)
		if out.ConfirmedBy, err = v.staffID(&c.ConfirmedBy); err != nil {
			return out, err
		}
	}
	if out.EnteredBy, err = v.staffID(&b.EnteredBy); err != nil {
		return out, err
	}
	out.Amount, err = v.money(b.Amount, assetID)
	return out, err
}

func (s *Server) listReceipts(tx *models.Tx, c caller, in *pageOfIn) (Page[OutsideReceipt], error) {
	inc, err := models.ByPublicID[models.Incident](tx, in.ID)
	if err != nil {
		return Page[OutsideReceipt]{}, err
	}
	v := view(tx)
	fetch := func(p models.Page) ([]models.OutsideReceipt, error) { return tx.ReceiptPage(inc.ID, p) }
	return listPage(in.PageIn, "receipts:"+in.ID, fetch, func(r models.OutsideReceipt) int64 { return r.ID },
		func(r models.OutsideReceipt) (OutsideReceipt, error) { return v.receipt(r, c.isStaff()) })
}

// ReceiptEvidenceIn names what a fact about the past rests on.
type ReceiptEvidenceIn struct {
	SHA256    *Hash  `json:"sha256" required:"false" doc:"Of an evidence file that a claim of the incident has stored."`
	Reference string `json:"reference" required:"false" maxLength:"1000" doc:"For example a transaction or a court file. One of the two must be given."`
}

func (e ReceiptEvidenceIn) input() settlements.ReceiptEvidence {
	out := settlements.ReceiptEvidence{Reference: e.Reference}
	if e.SHA256 != nil {
		out.SHA256 = &e.SHA256.Hash
	}
	return out
}

type receiptIn struct {
	Body struct {
		IncidentID string            `json:"incident_id" maxLength:"64"`
		Affected   Address           `json:"affected"`
		Asset      AssetIn           `json:"asset"`
		Amount     Amount            `json:"amount"`
		Evidence   ReceiptEvidenceIn `json:"evidence"`
		Reason     string            `json:"reason" minLength:"1" maxLength:"10000"`
	}
}

// proposeReceipt is one person's approval: it counts nothing yet.
func (s *Server) proposeReceipt(ctx context.Context, c caller, in *receiptIn) (models.OutsideReceipt, error) {
	b := in.Body
	return s.cfg.Settlements.ProposeReceipt(ctx, c.actor, settlements.OutsideInput{
		IncidentID: b.IncidentID, Affected: b.Affected.Address, Asset: b.Asset.input(), Amount: b.Amount.Amount,
		Evidence: b.Evidence.input(), Reason: b.Reason,
	})
}

// confirmReceipt is the second person's approval.
func (s *Server) confirmReceipt(ctx context.Context, c caller, in *IDIn) (models.OutsideReceipt, error) {
	return s.cfg.Settlements.ConfirmReceipt(ctx, c.actor, in.ID)
}

type reversalIn struct {
	IDIn
	Body struct {
		Amount   Amount            `json:"amount" doc:"In the token of the receipt, at most what is left of it."`
		Evidence ReceiptEvidenceIn `json:"evidence"`
		Reason   string            `json:"reason" minLength:"1" maxLength:"10000"`
	}
}

// proposeReversal is one person's approval: it takes nothing off yet.
func (s *Server) proposeReversal(ctx context.Context, c caller, in *reversalIn) (models.OutsideReceipt, error) {
	return s.cfg.Settlements.ProposeReversal(ctx, c.actor, settlements.ReversalInput{
		ReceiptID: in.ID, Amount: in.Body.Amount.Amount, Evidence: in.Body.Evidence.input(), Reason: in.Body.Reason,
	})
}

// confirmReversal is the second person's approval.
func (s *Server) confirmReversal(ctx context.Context, c caller, in *IDIn) (models.OutsideReceipt, error) {
	return s.cfg.Settlements.ConfirmReversal(ctx, c.actor, in.ID)
}
