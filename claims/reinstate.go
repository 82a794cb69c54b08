package claims

import (
	"errors"
	"fmt"
	"slices"

	"makewhole/claims/entitlements"
	"makewhole/models"
	"makewhole/service"
)

// reinstatable are the states of an incident in which an expired claim may go on:
// before its claims are closed for good, nobody has had the last word about money.
var reinstatable = []string{models.IncidentClaimsOpen, models.IncidentClaimsClosed, models.IncidentSettling}

// agreedStates are the states of a settlement that people have agreed to: it is not
// computed again.
var agreedStates = []string{
	models.SettlementApproved, models.SettlementSigned, models.SettlementPublishing, models.SettlementPublished, models.SettlementActive, models.SettlementClosed,
}

// MayReinstate refuses to reinstate a claim that has not expired, whose place
// another claim took, whose money is final, or a person with an interest in it. First
// is the login that proposed it, 0 for the proposal itself.
func MayReinstate(tx *models.Tx, by models.Actor, claimID string, first int64) (models.Claim, error) {
	f, err := openFile(tx, claimID)
	if err != nil {
		return models.Claim{}, err
	}
	f.proposed = first
	c := &f.claim
	if c.State != models.ClaimExpired {
		return *c, fmt.Errorf("claim %s is %s: %w", c.PublicID, c.State, models.ErrState)
	}
	if !slices.Contains(reinstatable, f.incident.State) {
		return *c, fmt.Errorf("%w: the incident is %s, its money is final", service.ErrConflict, f.incident.State)
	}
	if err := f.mayDecide(tx, by, "claim.reinstate"); err != nil {
		return *c, err
	}
	if kind, err := tx.ExcludedAs(c.IncidentID, c.Affected.Address); err != nil || kind != "" {
		return *c, service.Or(err, fmt.Errorf("%w: the account is excluded as %s", service.ErrConflict, kind))
	}
	switch other, err := tx.ClaimFor(c.IncidentID, c.CoverID, c.Affected.Address); {
	case err == nil:
		return *c, fmt.Errorf("%w: claim %s took the place of this one", service.ErrConflict, other.PublicID)
	case !errors.Is(err, models.ErrNotFound):
		return *c, err
	}
	_, err = expiredLine(tx, c)
	return *c, err
}

// expiredLine is the line that an expired claim had, open or closed by the bar
// date; nil where the snapshot shows no loss. A closed one is refused when a
// settlement that gave its part to others is on its way or paid.
func expiredLine(tx *models.Tx, c *models.Claim) (*models.Entitlement, error) {
	e, err := tx.LastCoverEntitlement(c.IncidentID, c.CoverID, c.Affected.Address)
	if errors.Is(err, models.ErrNotFound) {
		return nil, nil
	}
	if err != nil || e.State == entitlements.Open {
		return &e, err
	}
	given, err := tx.ComputedAfterBar(c.IncidentID, agreedStates...)
	if err == nil && given {
		err = fmt.Errorf("%w: the bar date gave the money of this claim to others, and their settlement is agreed", service.ErrConflict)
	}
	return &e, err
}

// Reinstate lets an expired claim go on where it was, under review, for the reason
// of a correction that two persons made. Its line counts again for what it could
// get; shares with other covers of the account are made again, and what may be
// paid already never falls.
func Reinstate(tx *models.Tx, by models.Actor, c *models.Claim, reason string) error {
	e, err := expiredLine(tx, c)
	if err != nil {
		return err
	}
	if e != nil && e.State != entitlements.Open {
		e.State = entitlements.Open
		if err := models.Update(tx, e, "state"); err != nil {
			return err
		}
		if err := tx.Audit(by, "entitlement.reopen", e.PublicID, map[string]any{"claim": c.PublicID}); err != nil {
			return err
		}
	}
	if err := linkEntitlement(tx, by, c); err != nil {
		return err
	}
	c.EvidenceDueAt, c.AssignedTo, c.ReasonCode, c.ReviewSince = nil, nil, ReasonReinstated, &tx.Now
	return models.Move(tx, ClaimMachine, c, "reinstate", by, reason, "evidence_due_at", "assigned_to", "reason_code", "review_since")
}
