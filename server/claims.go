package server

import (
	"context"
	"crypto/rand"
	"time"

	"makewhole/claims"
	"makewhole/models"
)

// Claim is what a claimant filed and what became of it. Amounts are in the
// limit asset of the cover's product.
type Claim struct {
	ID              string     `json:"id"`
	Version         int64      `json:"version"`
	IncidentID      string     `json:"incident_id"`
	CoverID         string     `json:"cover_id"`
	Claimant        string     `json:"claimant"`
	Affected        string     `json:"affected"`
	Receiver        string     `json:"receiver"`
	ReceiverReview  bool       `json:"receiver_review" doc:"A reviewer must accept the receiver."`
	Requested       Money      `json:"requested"`
	VerifiedLoss    *Money     `json:"verified_loss,omitempty" doc:"By the decision; absent before there is one."`
	Eligible        Money      `json:"eligible"`
	Approved        *Money     `json:"approved,omitempty" doc:"By the decision; absent before there is one."`
	State           string     `json:"state" closed:"claim"`
	Statement       string     `json:"statement,omitempty"`
	ReasonCode      string     `json:"reason_code,omitempty" closed:"claim reason"`
	Reason          string     `json:"reason,omitempty"`
	AssignedTo      string     `json:"assigned_to,omitempty"`
	SubmittedAt     time.Time  `json:"submitted_at"`
	DecidedAt       *time.Time `json:"decided_at,omitempty"`
	CoolingOffUntil *time.Time `json:"cooling_off_until,omitempty"`
	EvidenceDueAt   *time.Time `json:"evidence_due_at,omitempty"`
	AppealUntil     *time.Time `json:"appeal_until,omitempty"`
	AppealText      string     `json:"appeal_text,omitempty"`
	Next            *ClaimNext `json:"next,omitempty" doc:"Where claims are read: whose turn it is."`
}

// ClaimNext says whose turn a claim is.
type ClaimNext struct {
	Who string     `json:"who" enum:"claimant,reviewer,time,settlement,nobody" doc:"claimant: evidence was asked for. reviewer: it waits for a decision, or its receiver to be accepted. time: a window runs out, then it goes on by itself. settlement: it takes part in settlements until it is paid. nobody: it is over."`
	By  *time.Time `json:"by,omitempty" doc:"Until when; a reviewer's silence gives the claim to somebody else then."`
}

// next adds to a claim whose turn it is.
func (s *Server) next(out *Claim, r *models.Claim) {
	who, by := s.cfg.Claims.Turn(r)
	out.Next = &ClaimNext{Who: who, By: utcPtr(by)}
}

// ClaimDetail is a claim with everything that hangs on it.
type ClaimDetail struct {
	Claim
	Evidence []Evidence `json:"evidence" nullable:"false"`
	Reviews  []Review   `json:"reviews" nullable:"false"`
	History  []Step     `json:"history" nullable:"false"`
	May      []string   `json:"may" nullable:"false" enum:"evidence,appeal,withdraw,receiver" doc:"What the claimant may do now."`
	// Allocations are the claim's lines in settlements: what is settled and paid.
	Allocations []Allocation `json:"allocations" nullable:"false"`
}

// Evidence is a file, stored under its hash.
type Evidence struct {
	ID        string    `json:"id"`
	Name      string    `json:"name"`
	MediaType string    `json:"media_type"`
	Size      int64     `json:"size"`
	SHA256    string    `json:"sha256"`
	CreatedAt time.Time `json:"created_at"`
}

// Review is one decision of one reviewer.
type Review struct {
	ID         string    `json:"id"`
	Round      int64     `json:"round"`
	Seat       int64     `json:"seat"`
	Reviewer   string    `json:"reviewer,omitempty" doc:"Shown to staff."`
	Decision   string    `json:"decision" closed:"decision"`
	Amount     Money     `json:"amount"`
	ReasonCode string    `json:"reason_code" closed:"review reason"`
	Clause     string    `json:"clause"`
	Text       string    `json:"text"`
	Effective  bool      `json:"effective"`
	CreatedAt  time.Time `json:"created_at"`
}

// ProofIn is the affected account's signature over ProofOfLoss (EIP-712), which
// names claimant and receiver.
type ProofIn struct {
	Nonce     Hash      `json:"nonce"`
	IssuedAt  time.Time `json:"issued_at"`
	ExpiresAt time.Time `json:"expires_at"`
	Signature Signature `json:"signature"`
}

func (p ProofIn) proof() claims.Proof {
	return claims.Proof{Nonce: p.Nonce.Hash, IssuedAt: p.IssuedAt.UTC(), ExpiresAt: p.ExpiresAt.UTC(), Signature: p.Signature}
}

type fileIn struct {
	Body struct {
		IncidentID string  `json:"incident_id" maxLength:"64"`
		CoverID    string  `json:"cover_id" maxLength:"64"`
		Affected   Address `json:"affected"`
		Receiver   Address `json:"receiver"`
		Requested  Amount  `json:"requested"`
		Statement  string  `json:"statement" maxLength:"10000" required:"false"`
		Proof      ProofIn `json:"proof"`
	}
}

func (s *Server) fileClaim(ctx context.Context, c caller, in *fileIn) (models.Claim, error) {
	b := in.Body
	return s.cfg.Claims.File(ctx, c.actor, claims.FileInput{
		IncidentID: b.IncidentID, CoverID: b.CoverID, Affected: b.Affected.Address, Receiver: b.Receiver.Address,
		Requested: b.Requested.Amount, Statement: b.Statement, Proof: b.Proof.proof(),
	})
}

// ProofRequest is what a wallet signs to prove a loss.
type ProofRequest struct {
	Nonce     string    `json:"nonce"`
	IssuedAt  time.Time `json:"issued_at"`
	ExpiresAt time.Time `json:"expires_at"`
	TypedData any       `json:"typed_data" doc:"For eth_signTypedData_v4, to be signed by the affected account."`
}

type proofRequestIn struct {
	Body struct {
		IncidentID string  `json:"incident_id" maxLength:"64"`
		Affected   Address `json:"affected"`
		Receiver   Address `json:"receiver"`
	}
}

const proofLife = 7 * 24 * time.Hour

// proofRequest renders the message to sign; nothing is stored.
func (s *Server) proofRequest(ctx context.Context, c caller, in *proofRequestIn) (ProofRequest, error) {
	var inc models.Incident
	var now time.Time
	err := s.db.Read(ctx, func(tx *models.Tx) (err error) {
		now = tx.Now.Truncate(time.Second)
		inc, err = models.ByPublicID[models.Incident](tx, in.Body.IncidentID)
		return err
	})
	if err != nil {
		return ProofRequest{}, err
	}
	p := claims.Proof{IssuedAt: now, ExpiresAt: now.Add(proofLife)}
	_, _ = rand.Read(p.Nonce[:]) // never fails since Go 1.24
	msg := claims.ProofMessage(inc.ChainRef.Hash, in.Body.Affected.Address, c.actor.Wallet, in.Body.Receiver.Address, p)
	return ProofRequest{
		Nonce: p.Nonce.Hex(), IssuedAt: p.IssuedAt, ExpiresAt: p.ExpiresAt, TypedData: msg.TypedData(s.cfg.Claims.ProofDomain()),
	}, nil
}

// same shows a result that needs no rendering.
func same[T any](_ *models.Tx, v T) (T, error) { return v, nil }

func viewClaim(tx *models.Tx, r models.Claim) (Claim, error) { return view(tx).claim(r) }

func (v *viewer) claim(r models.Claim) (Claim, error) {
	out := Claim{
		ID: r.PublicID, Version: r.Version, Claimant: r.Claimant.Hex(), Affected: r.Affected.Hex(), Receiver: r.Receiver.Hex(),
		ReceiverReview: r.ReceiverReview, State: r.State, Statement: r.Statement, ReasonCode: r.ReasonCode, SubmittedAt: r.SubmittedAt.UTC(),
		DecidedAt: utcPtr(r.DecidedAt), CoolingOffUntil: utcPtr(r.CoolingOffUntil), EvidenceDueAt: utcPtr(r.EvidenceDueAt),
		AppealUntil: utcPtr(r.AppealUntil), AppealText: r.AppealText,
	}
	if r.ReasonCode != "" {
		out.Reason = claims.ReasonText(r.ReasonCode)
	}
	cover, err := row[models.Cover](v, r.CoverID)
	if err != nil {
		return out, err
	}
	product, err := row[models.Product](v, cover.ProductID)
	if err != nil {
		return out, err
	}
	out.CoverID = cover.PublicID
	if out.IncidentID, err = v.incidentID(r.IncidentID); err != nil {
		return out, err
	}
	if out.AssignedTo, err = v.staffID(r.AssignedTo); err != nil {
		return out, err
	}
	amounts := map[*Money]models.Amount{&out.Requested: r.Requested, &out.Eligible: r.Eligible}
	if r.DecidedAt != nil { // before, nobody has said any
		out.VerifiedLoss, out.Approved = &Money{}, &Money{}
		amounts[out.VerifiedLoss], amounts[out.Approved] = r.VerifiedLoss, r.Approved
	}
	return out, v.monies(product.LimitAssetID, amounts)
}

type claimsIn struct {
	PageIn
	IncidentID string `query:"incident" maxLength:"64"`
	State      string `query:"state" enum:"draft,submitted,under_review,evidence_requested,approved,partially_approved,denied,cooling_off,settling,partially_paid,paid,closed,appealed,upheld,overturned,withdrawn,expired"`
	Mine       bool   `query:"mine" doc:"Staff: only claims assigned to the caller."`
}

// listClaims shows a wallet its own claims and the staff the queue.
func (s *Server) listClaims(tx *models.Tx, c caller, in *claimsIn) (Page[Claim], error) {
	f := models.ClaimFilter{State: in.State}
	if !c.isStaff() {
		f.Claimant = c.actor.Wallet
	} else if in.Mine {
		f.AssignedTo = c.actor.StaffID
	}
	if in.IncidentID != "" {
		inc, err := models.ByPublicID[models.Incident](tx, in.IncidentID)
		if err != nil {
			return Page[Claim]{}, err
		}
		f.IncidentID = inc.ID
	}
	fetch := func(p models.Page) ([]models.Claim, error) { return tx.Claims(f, p) }
	v := view(tx)
	show := func(r models.Claim) (out Claim, err error) {
		if out, err = v.claim(r); err == nil {
			s.next(&out, &r)
		}
		return out, err
	}
	return listPage(in.PageIn, "claims:"+c.name()+in.IncidentID+in.State, fetch, func(r models.Claim) int64 { return r.ID }, show)
}

// getClaim asks the service who may see it: everybody else gets 404.
func (s *Server) getClaim(ctx context.Context, c caller, in *IDIn) (out ClaimDetail, err error) {
	got, err := s.cfg.Claims.Get(ctx, c.actor, in.ID)
	if err != nil {
		return out, err
	}
	err = s.db.Read(ctx, func(tx *models.Tx) error {
		if out, err = view(tx).claimDetail(got, c.isStaff()); err != nil {
			return err
		}
		s.next(&out.Claim, &got.Claim)
		may, err := claims.Acts(tx, &got.Claim)
		out.May = append(out.May, may...)
		return err
	})
	return out, err
}

func (v *viewer) claimDetail(in claims.ClaimView, staff bool) (ClaimDetail, error) {
	out := ClaimDetail{Evidence: []Evidence{}, Reviews: []Review{}, History: []Step{}, May: []string{}}
	var err error
	if out.Claim, err = v.claim(in.Claim); err != nil {
		return out, err
	}
	for _, f := range in.Evidence {
		out.Evidence = append(out.Evidence, evidenceOf(f))
	}
	for _, t := range in.History {
		out.History = append(out.History, stepOf(t))
	}
	for _, r := range in.Reviews {
		shown := Review{
			ID: r.PublicID, Round: r.Round, Seat: r.Seat, Decision: r.Decision, ReasonCode: r.ReasonCode, Clause: r.Clause, Text: r.Text,
			Effective: r.Effective, CreatedAt: r.CreatedAt.UTC(),
			Amount: moneyOf(r.Amount.Amount, out.Requested.Token),
		}
		if staff {
			if shown.Reviewer, err = v.staffID(&r.ReviewerID); err != nil {
				return out, err
			}
		}
		out.Reviews = append(out.Reviews, shown)
	}
	out.Allocations, err = v.linesOf(in.Claim.ID, staff)
	return out, err
}

// linesOf are the lines of a claim's entitlements, closed ones too, in settlements
// that the caller may see.
func (v *viewer) linesOf(claimID int64, staff bool) ([]Allocation, error) {
	out := []Allocation{}
	lines, err := v.tx.LinesOfClaim(claimID)
	if err != nil {
		return out, err
	}
	for _, l := range lines {
		of, err := v.head(l.SettlementID)
		if err != nil {
			return out, err
		}
		if !shown(of, staff) {
			continue
		}
		line, err := v.allocation(l)
		if err != nil {
			return out, err
		}
		out = append(out, line)
	}
	return out, nil
}

type withdrawIn struct {
	IDIn
	Body struct {
		Version int64  `json:"version" minimum:"0"`
		Reason  string `json:"reason" maxLength:"2000" required:"false"`
	}
}

func (s *Server) withdrawClaim(ctx context.Context, c caller, in *withdrawIn) (models.Claim, error) {
	return s.cfg.Claims.Withdraw(ctx, c.actor, in.ID, in.Body.Version, in.Body.Reason)
}

type textIn struct {
	IDIn
	Body struct {
		Version int64  `json:"version" minimum:"0"`
		Text    string `json:"text" minLength:"1" maxLength:"10000"`
	}
}

func (s *Server) appealClaim(ctx context.Context, c caller, in *textIn) (models.Claim, error) {
	return s.cfg.Claims.Appeal(ctx, c.actor, in.ID, in.Body.Version, in.Body.Text)
}

type receiverIn struct {
	IDIn
	Body struct {
		Version  int64   `json:"version" minimum:"0"`
		Receiver Address `json:"receiver"`
		Proof    ProofIn `json:"proof"`
	}
}

func (s *Server) changeReceiver(ctx context.Context, c caller, in *receiverIn) (models.Claim, error) {
	b := in.Body
	return s.cfg.Claims.ChangeReceiver(ctx, c.actor, in.ID, b.Version, b.Receiver.Address, b.Proof.proof())
}

type registerReceiverIn struct {
	IDIn
	Body struct {
		Affected Address `json:"affected"`
		Receiver Address `json:"receiver"`
		Proof    ProofIn `json:"proof"`
	}
}

// registerReceiver is for accounts that are owed money without a claim.
func (s *Server) registerReceiver(ctx context.Context, c caller, in *registerReceiverIn) (models.Entitlement, error) {
	b := in.Body
	return s.cfg.Claims.RegisterReceiver(ctx, c.actor, in.ID, b.Affected.Address, b.Receiver.Address, b.Proof.proof())
}

// Entitlement is what somebody is owed because of an incident.
type Entitlement struct {
	ID         string `json:"id"`
	Version    int64  `json:"version"`
	IncidentID string `json:"incident_id"`
	Kind       string `json:"kind" enum:"cover,recovery"`
	Affected   string `json:"affected"`
	Receiver   string `json:"receiver"`
	Amount     Money  `json:"amount"`
	Held       bool   `json:"held"`
	HeldReason string `json:"held_reason,omitempty" closed:"held"`
	State      string `json:"state" closed:"entitlement"`
}

func viewEntitlement(tx *models.Tx, r models.Entitlement) (Entitlement, error) {
	v := view(tx)
	incident, err := v.incidentID(r.IncidentID)
	if err != nil {
		return Entitlement{}, err
	}
	amount, err := v.money(r.Amount, r.AssetID)
	return Entitlement{
		ID: r.PublicID, Version: r.Version, IncidentID: incident, Kind: r.Kind, Affected: r.Affected.Hex(), Receiver: r.Receiver.Hex(),
		Amount: amount, Held: r.Held, HeldReason: r.HeldReason, State: r.State,
	}, err
}
