package claims

import (
	"context"
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims/covers"
	"makewhole/claims/entitlements"
	"makewhole/models"
	"makewhole/service"
	"makewhole/states"
)

// Appeal asks for another reviewer of a denial or of a partial approval, in
// [decided_at, appeal_until). What was approved stays consumed and is held until
// the second instance has spoken.
func (s *Service) Appeal(ctx context.Context, by models.Actor, claimID string, version int64, text string) (models.Claim, error) {
	if text == "" || len(text) > service.StatementMax {
		return models.Claim{}, service.Invalid("/text", "must have 1 to 10000 bytes")
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Claim, error) {
		c, err := ownClaim(tx, by, claimID, version)
		if err != nil {
			return c, err
		}
		if err := mayAppeal(&c, tx.Now); err != nil {
			return c, err
		}
		c.AppealText, c.AssignedTo, c.ReviewSince = text, nil, &tx.Now
		if err := models.Move(tx, ClaimMachine, &c, "appeal", by, "", "appeal_text", "assigned_to", "review_since"); err != nil {
			return c, err
		}
		return c, entitlements.Hold(tx, c.ID, entitlements.HeldAppealed)
	})
}

// Assign gives a claim to a reviewer; a submitted one is under review from then.
func (s *Service) Assign(ctx context.Context, by models.Actor, claimID string, version int64, staffID string) (models.Claim, error) {
	if err := service.StaffOnly(by, service.ByDesk); err != nil {
		return models.Claim{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Claim, error) {
		f, err := openFile(tx, claimID)
		if err != nil {
			return models.Claim{}, err
		}
		if err := atVersion(&f.claim, version); err != nil {
			return f.claim, err
		}
		row, err := models.ByPublicID[models.Staff](tx, staffID)
		if err != nil {
			return f.claim, err
		}
		to := models.StaffActor(row.At(tx.Now), by.RequestID)
		if row.DisabledAt != nil || !to.Has(service.ByReviewer) {
			return f.claim, service.Invalid("/staff_id", "is no reviewer")
		}
		if err := errors.Join(f.mayDecide(tx, by, "claim.assign"), f.mayDecide(tx, to, "claim.review")); err != nil {
			return f.claim, err
		}
		f.claim.AssignedTo = &row.ID
		if !waitingStates[f.claim.State] {
			return f.claim, fmt.Errorf("claim %s is %s: %w", f.claim.PublicID, f.claim.State, models.ErrState)
		}
		if f.claim.State == models.ClaimSubmitted {
			err := models.Move(tx, ClaimMachine, &f.claim, "start_review", by, "", "assigned_to")
			return f.claim, err
		}
		if err := models.Update(tx, &f.claim, "assigned_to"); err != nil {
			return f.claim, err
		}
		return f.claim, tx.Audit(by, "claim.assign", f.claim.PublicID, map[string]any{"to": row.PublicID})
	})
}

// receiverOpen are the states in which the receiver of a claim may change.
var receiverOpen = map[string]bool{
	models.ClaimSubmitted: true, models.ClaimUnderReview: true, models.ClaimEvidenceRequested: true, models.ClaimAppealed: true,
	models.ClaimCoolingOff: true, models.ClaimSettling: true, models.ClaimPartiallyPaid: true,
}

// ChangeReceiver names another receiver with a fresh proof of loss. Lines
// drafted from then on are held until a reviewer accepts it; leaves that are
// signed already keep their receiver.
func (s *Service) ChangeReceiver(ctx context.Context, by models.Actor, claimID string, version int64, receiver common.Address, p Proof) (models.Claim, error) {
	var bad service.FieldErrors
	covers.CheckHoldable(&bad, receiver, "/receiver")
	p.check(&bad)
	if err := bad.Err(); err != nil {
		return models.Claim{}, err
	}
	return s.proveAgain(ctx, by, claimID, version, by.Wallet, receiver, p, func(tx *models.Tx, c *models.Claim, proof proofCheck) error {
		return s.changeReceiver(tx, by, c, receiver, p, proof)
	})
}

// proveAgain checks a fresh proof of loss for a claimant and a receiver and lets
// change write what follows, on the claimant's own claim at a known version.
func (s *Service) proveAgain(
	ctx context.Context, by models.Actor, claimID string, version int64, claimant, receiver common.Address, p Proof,
	change func(*models.Tx, *models.Claim, proofCheck) error,
) (models.Claim, error) {
	view, err := s.Get(ctx, by, claimID)
	if err != nil {
		return models.Claim{}, err
	}
	proof, err := s.checkProof(ctx, view.Incident.PublicID, view.Claim.Affected.Address, claimant, receiver, p)
	if err != nil {
		return models.Claim{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Claim, error) {
		c, err := ownClaim(tx, by, claimID, version)
		if err != nil {
			return c, err
		}
		err = change(tx, &c, proof)
		return c, err
	})
}

func (s *Service) changeReceiver(tx *models.Tx, by models.Actor, c *models.Claim, receiver common.Address, p Proof, proof proofCheck) error {
	if open, err := receiverMayChange(tx, c); err != nil || !open {
		return service.Or(err, fmt.Errorf("claim %s is %s: %w", c.PublicID, c.State, models.ErrState))
	}
	if err := s.acceptProof(tx, p, proof); err != nil {
		return err
	}
	inc, err := models.ByID[models.Incident](tx, c.IncidentID)
	if err != nil {
		return err
	}
	if _, err := s.receiverNeedsReview(tx, &inc, c.Affected.Address, receiver, proof.contract); err != nil {
		return err
	}
	old := c.Receiver
	c.Receiver, c.ReceiverReview = models.Addr(receiver), true
	c.ProofNonce, c.ProofSignature, c.ProofIssuedAt, c.ProofExpiresAt = models.H(p.Nonce), hexBytes(p.Signature), p.IssuedAt, p.ExpiresAt
	if err := models.Update(tx, c, "receiver", "receiver_review", "proof_nonce", "proof_signature", "proof_issued_at", "proof_expires_at"); err != nil {
		return err
	}
	e, err := tx.EntitlementOfClaim(c.ID)
	if err == nil {
		e.Receiver = c.Receiver
		err = holdForReceiver(tx, &e, e.Held)
	}
	if err != nil && !errors.Is(err, models.ErrNotFound) {
		return err
	}
	return tx.Audit(by, "claim.change_receiver", c.PublicID, map[string]any{"from": old.Address, "to": receiver})
}

// AcceptReceiver is a reviewer's approval of the receiver of a decided claim.
func (s *Service) AcceptReceiver(ctx context.Context, by models.Actor, claimID string, version int64) (models.Claim, error) {
	if err := service.StaffOnly(by, service.ByReviewer); err != nil {
		return models.Claim{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Claim, error) {
		f, err := openFile(tx, claimID)
		if err != nil {
			return models.Claim{}, err
		}
		c := &f.claim
		if err := errors.Join(atVersion(c, version), f.mayDecide(tx, by, "claim.accept_receiver")); err != nil {
			return *c, err
		}
		if !c.ReceiverReview || c.DecidedAt == nil {
			return *c, fmt.Errorf("claim %s has no receiver to accept: %w", c.PublicID, models.ErrState)
		}
		c.ReceiverReview = false
		if err := models.Update(tx, c, "receiver_review"); err != nil {
			return *c, err
		}
		if e := f.entitlement; e != nil {
			if err := receiverAccepted(tx, by, e); err != nil {
				return *c, err
			}
		}
		return *c, tx.Audit(by, "claim.accept_receiver", c.PublicID, map[string]any{"receiver": c.Receiver.Address})
	})
}

// RegisterReceiver names the receiver of an entitlement that needs no claim
// (blanket cover, recovery) because its account is a contract or compromised.
// The account proves it with a proof of loss that names the caller; a reviewer
// accepts it with AcceptEntitlementReceiver.
func (s *Service) RegisterReceiver(ctx context.Context, by models.Actor, incidentID string, affected, receiver common.Address, p Proof) (models.Entitlement, error) {
	var bad service.FieldErrors
	covers.CheckHoldable(&bad, receiver, "/receiver")
	p.check(&bad)
	if err := bad.Err(); err != nil {
		return models.Entitlement{}, err
	}
	proof, err := s.checkProof(ctx, incidentID, affected, by.Wallet, receiver, p)
	if err != nil {
		return models.Entitlement{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Entitlement, error) {
		var none models.Entitlement
		inc, err := models.ByPublicID[models.Incident](tx, incidentID)
		if err != nil {
			return none, err
		}
		if err := s.acceptProof(tx, p, proof); err != nil {
			return none, err
		}
		if _, err := s.receiverNeedsReview(tx, &inc, affected, receiver, proof.contract); err != nil {
			return none, err
		}
		rows, err := tx.ClaimlessEntitlements(inc.ID, affected)
		if err != nil {
			return none, err
		}
		for i := range rows {
			e := &rows[i]
			e.Receiver = models.Addr(receiver)
			if err := holdForReceiver(tx, e, e.HeldReason == entitlements.HeldDisputed); err != nil { // naming a receiver answers no dispute
				return none, err
			}
			none = *e
		}
		if len(rows) == 0 {
			return none, fmt.Errorf("entitlement: %w", models.ErrNotFound)
		}
		return none, tx.Audit(by, "entitlement.register_receiver", none.PublicID, map[string]any{"affected": affected, "receiver": receiver})
	})
}

// AcceptEntitlementReceiver is a reviewer's approval of a registered receiver, for
// this line and the account's others of the incident that wait for the same.
func (s *Service) AcceptEntitlementReceiver(ctx context.Context, by models.Actor, entitlementID string, version int64) (models.Entitlement, error) {
	if err := service.StaffOnly(by, service.ByReviewer); err != nil {
		return models.Entitlement{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Entitlement, error) {
		e, err := models.ByPublicID[models.Entitlement](tx, entitlementID)
		if err != nil {
			return e, err
		}
		if e.Version != version {
			return e, fmt.Errorf("entitlement %s: %w", e.PublicID, models.ErrVersion)
		}
		waits, err := waitsForReceiver(tx, &e)
		if err != nil {
			return e, err
		}
		if !waits || e.Receiver == e.Affected {
			return e, fmt.Errorf("entitlement %s has no receiver to accept: %w", e.PublicID, models.ErrState)
		}
		if err := mayDecideLine(tx, by, "entitlement.accept_receiver", &e); err != nil {
			return e, err
		}
		if err := s.acceptSiblings(tx, by, &e); err != nil {
			return e, err
		}
		return e, tx.Audit(by, "entitlement.accept_receiver", e.PublicID, map[string]any{"receiver": e.Receiver.Address})
	})
}

// acceptSiblings lets a line go, and every other of its account that the same proof
// of loss named the receiver of.
func (s *Service) acceptSiblings(tx *models.Tx, by models.Actor, e *models.Entitlement) error {
	rows, err := tx.ClaimlessEntitlements(e.IncidentID, e.Affected.Address)
	if err != nil {
		return err
	}
	for i := range rows {
		one := &rows[i]
		if one.ID == e.ID {
			one = e
		}
		waits, err := waitsForReceiver(tx, one)
		if err != nil {
			return err
		}
		if !waits || one.Receiver != e.Receiver {
			continue
		}
		if err := receiverAccepted(tx, by, one); err != nil {
			return err
		}
	}
	return nil
}

// ReleaseHold lets an entitlement out of the disputed reserve. The incident's
// exclusion has to be lifted first (LiftExclusion, which releases what waits); a
// senior says why. A receiver that was named
// meanwhile is still to be accepted.
func (s *Service) ReleaseHold(ctx context.Context, by models.Actor, entitlementID string, version int64, reason string) (models.Entitlement, error) {
	if err := service.StaffOnly(by, states.BySenior); err != nil {
		return models.Entitlement{}, err
	}
	if reason == "" || len(reason) > service.StatementMax {
		return models.Entitlement{}, service.Invalid("/reason", "must have 1 to 10000 bytes")
	}
	contract, err := s.contractOfLine(ctx, entitlementID)
	if err != nil {
		return models.Entitlement{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Entitlement, error) {
		e, err := models.ByPublicID[models.Entitlement](tx, entitlementID)
		if err != nil {
			return e, err
		}
		if e.Version != version {
			return e, fmt.Errorf("entitlement %s: %w", e.PublicID, models.ErrVersion)
		}
		if !e.Held || e.HeldReason != entitlements.HeldDisputed {
			return e, fmt.Errorf("entitlement %s is not disputed: %w", e.PublicID, models.ErrState)
		}
		if err := mayDecideLine(tx, by, "entitlement.release", &e); err != nil {
			return e, err
		}
		disputed, err := tx.InDispute(e.IncidentID, e.Affected.Address)
		if err != nil {
			return e, err
		}
		if disputed {
			return e, fmt.Errorf("%w: the account is still on the incident's list", service.ErrConflict)
		}
		return e, release(tx, by, &e, contract, reason)
	})
}

// contractOfLine is CannotReceive for the account of an entitlement.
func (s *Service) contractOfLine(ctx context.Context, entitlementID string) (bool, error) {
	var inc models.Incident
	e, err := service.Read(ctx, s.DB, func(tx *models.Tx) (models.Entitlement, error) {
		e, err := models.ByPublicID[models.Entitlement](tx, entitlementID)
		if err == nil {
			inc, err = models.ByID[models.Incident](tx, e.IncidentID)
		}
		return e, err
	})
	if err != nil {
		return false, err
	}
	return s.CannotReceive(ctx, inc.PublicID, e.Affected.Address)
}

// release lets one entitlement out of the disputed reserve.
func release(tx *models.Tx, by models.Actor, e *models.Entitlement, contract bool, reason string) error {
	waits, err := receiverWaits(tx, e, contract)
	if err != nil {
		return err
	}
	if e.Held, e.HeldReason = false, ""; waits {
		e.Held, e.HeldReason = true, entitlements.HeldReceiver
	}
	if err := models.Update(tx, e, "held", "held_reason"); err != nil {
		return err
	}
	return tx.Audit(by, "entitlement.release", e.PublicID, map[string]any{"reason": reason})
}

// mayDecideLine refuses who has an interest in an entitlement or its incident.
func mayDecideLine(tx *models.Tx, by models.Actor, act string, e *models.Entitlement) error {
	inc, err := models.ByID[models.Incident](tx, e.IncidentID)
	if err != nil {
		return err
	}
	return tx.MayDecide(by, act, models.Facts{Incident: &inc, Named: []common.Address{e.Receiver.Address, e.Affected.Address}})
}

// receiverWaits reports whether somebody named a receiver of the line whom no
// reviewer has accepted, or nobody named one for an account that cannot receive by
// default; under a dispute that is decided afterwards.
func receiverWaits(tx *models.Tx, e *models.Entitlement, contract bool) (bool, error) {
	if e.ClaimID == nil {
		return contract || e.Receiver != e.Affected, nil
	}
	c, err := models.ByID[models.Claim](tx, *e.ClaimID)
	return c.ReceiverReview, err
}
