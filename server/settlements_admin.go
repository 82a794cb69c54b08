package server

import (
	"context"
	"encoding/json"

	"makewhole/claims"
	"makewhole/models"
	"makewhole/money"
	"makewhole/oracles/reports"
)

// Order is the message that committee members sign to allow a settlement.
type Order struct {
	Message   json.RawMessage `json:"message" doc:"In the form of a report."`
	TypedData any             `json:"typed_data" doc:"The same for eth_signTypedData_v4."`
	Digest    string          `json:"digest"`
}

// getOrder is public from the approval on: members re-run the allocation from
// the entitlement file before they sign it.
func (s *Server) getOrder(ctx context.Context, _ caller, in *IDIn) (Order, error) {
	order, domain, err := s.cfg.Settlements.Order(ctx, in.ID)
	if err != nil {
		return Order{}, err
	}
	return Order{Message: reports.EncodeMessage(order), TypedData: order.TypedData(domain), Digest: order.Digest(domain).Hex()}, nil
}

// Proof is what a receiver needs to redeem a line by hand:
// redeem(settlement_ref, index, receiver, amount, proof) at the distributor.
type Proof struct {
	AllocationID  string   `json:"allocation_id"`
	ChainID       int64    `json:"chain_id"`
	Distributor   string   `json:"distributor"`
	SettlementRef string   `json:"settlement_ref"`
	Index         uint64   `json:"index"`
	Receiver      string   `json:"receiver"`
	Amount        string   `json:"amount"`
	Leaf          string   `json:"leaf"`
	Proof         []string `json:"proof" nullable:"false"`
	Root          string   `json:"root"`
}

type lineIn struct {
	IDIn
	AllocationID string `path:"allocation" maxLength:"64"`
}

func (s *Server) getProof(ctx context.Context, _ caller, in *lineIn) (Proof, error) {
	v, err := s.cfg.Distributions.Proof(ctx, in.ID, in.AllocationID)
	out := Proof{
		AllocationID: in.AllocationID, ChainID: v.ChainID, Distributor: v.Distributor.Hex(), SettlementRef: v.SettlementRef.Hex(),
		Index: v.Index, Receiver: v.Line.Receiver.Hex(), Amount: v.Line.Amount.String(), Leaf: v.Leaf.Hex(), Root: v.Root.Hex(),
		Proof: make([]string, len(v.Proof)),
	}
	for i, h := range v.Proof {
		out.Proof[i] = h.Hex()
	}
	return out, err
}

type draftIn struct {
	Body struct {
		IncidentID string   `json:"incident_id" maxLength:"64"`
		PoolIDs    []string `json:"pool_ids" maxItems:"50" required:"false" doc:"Default: every pool of the incident, in the order of layers."`
	}
}

func (s *Server) draftSettlements(ctx context.Context, c caller, in *draftIn) ([]models.Settlement, error) {
	return s.cfg.Settlements.DraftSettlement(ctx, c.actor, in.Body.IncidentID, in.Body.PoolIDs...)
}

func viewSettlements(tx *models.Tx, rows []models.Settlement) (List[Settlement], error) {
	return all(rows, view(tx).settlement)
}

func (s *Server) publishDraft(ctx context.Context, c caller, in *versionIn) (models.Settlement, error) {
	return s.cfg.Settlements.PublishDraft(ctx, c.actor, in.ID, in.Body.Version)
}

type approveIn struct {
	IDIn
	Body struct {
		ContentHash Hash `json:"content_hash" doc:"What the person saw; another content is refused."`
	}
}

func (s *Server) approveSettlement(ctx context.Context, c caller, in *approveIn) (models.Settlement, error) {
	return s.cfg.Settlements.Approve(ctx, c.actor, in.ID, in.Body.ContentHash.Hash)
}

func (s *Server) cancelSettlement(ctx context.Context, c caller, in *reasonIn) (models.Settlement, error) {
	return s.cfg.Settlements.Cancel(ctx, c.actor, in.ID, in.Body.Version, in.Body.Reason)
}

// voidSettlement gives up an order that the chain will never take.
func (s *Server) voidSettlement(ctx context.Context, c caller, in *reasonIn) (models.Settlement, error) {
	return s.cfg.Settlements.Void(ctx, c.actor, in.ID, in.Body.Version, in.Body.Reason)
}

// sweepSettlement takes back what nobody collected by the deadline.
func (s *Server) sweepSettlement(ctx context.Context, c caller, in *IDIn) (models.TxIntent, error) {
	return s.cfg.Settlements.Sweep(ctx, c.actor, in.ID)
}

type objectIn struct {
	IDIn
	Body struct {
		Text string `json:"text" minLength:"1" maxLength:"10000"`
	}
}

func (s *Server) object(ctx context.Context, c caller, in *objectIn) (models.Objection, error) {
	return s.cfg.Settlements.Object(ctx, c.actor, in.ID, in.Body.Text)
}

func (s *Server) answerObjection(ctx context.Context, c caller, in *textIn) (models.Objection, error) {
	return s.cfg.Settlements.AnswerObjection(ctx, c.actor, in.ID, in.Body.Version, in.Body.Text)
}

type assignIn struct {
	IDIn
	Body struct {
		Version int64  `json:"version" minimum:"0"`
		StaffID string `json:"staff_id" maxLength:"64"`
	}
}

func (s *Server) assignClaim(ctx context.Context, c caller, in *assignIn) (models.Claim, error) {
	return s.cfg.Claims.Assign(ctx, c.actor, in.ID, in.Body.Version, in.Body.StaffID)
}

type reviewIn struct {
	IDIn
	Body struct {
		Version        int64   `json:"version" minimum:"0"`
		Decision       string  `json:"decision" enum:"approve,partially_approve,deny,request_evidence"`
		Amount         *Amount `json:"amount" required:"false" doc:"Of an approval, in the limit asset."`
		ReasonCode     string  `json:"reason_code" closed:"review reason"`
		Clause         string  `json:"clause" minLength:"1" maxLength:"200"`
		Text           string  `json:"text" minLength:"1" maxLength:"10000"`
		AcceptReceiver bool    `json:"accept_receiver" required:"false"`
	}
}

func (s *Server) reviewClaim(ctx context.Context, c caller, in *reviewIn) (models.Claim, error) {
	b := in.Body
	amount := money.Zero
	if b.Amount != nil {
		amount = b.Amount.Amount
	}
	return s.cfg.Claims.Review(ctx, c.actor, in.ID, claims.ReviewInput{
		Version: b.Version, Decision: b.Decision, Amount: amount, ReasonCode: b.ReasonCode, Clause: b.Clause, Text: b.Text,
		AcceptReceiver: b.AcceptReceiver,
	})
}

func (s *Server) acceptReceiver(ctx context.Context, c caller, in *versionIn) (models.Claim, error) {
	return s.cfg.Claims.AcceptReceiver(ctx, c.actor, in.ID, in.Body.Version)
}

func (s *Server) acceptEntitlementReceiver(ctx context.Context, c caller, in *versionIn) (models.Entitlement, error) {
	return s.cfg.Claims.AcceptEntitlementReceiver(ctx, c.actor, in.ID, in.Body.Version)
}
