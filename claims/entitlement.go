package claims

import (
	"errors"

	"makewhole/models"
	"makewhole/states"
)

// Why an entitlement counts in the ratio but gets no leaf.
const (
	HeldUndecided = "undecided" // no decision yet, or its cooling-off is not over
	HeldAppealed  = "appealed"
	HeldNotFiled  = "not_filed" // covered, has a loss, did not file; until the bar date
	HeldReceiver  = "receiver"  // nobody may receive it yet
	HeldDisputed  = "disputed"  // disputed reserve
)

// Entitlement states.
const (
	EntitlementOpen   = states.EntitlementOpen
	EntitlementClosed = states.EntitlementClosed
)

// holdEntitlement keeps a claim's line in the ratio for a reason.
func holdEntitlement(tx *models.Tx, claimID int64, reason string) error {
	e, err := tx.EntitlementOfClaim(claimID)
	if errors.Is(err, models.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	e.Held, e.HeldReason = true, reason
	return models.Update(tx, &e, "held", "held_reason")
}

// closeEntitlement ends a claim's line for good: what it held goes to the
// others with the next tranche.
func closeEntitlement(tx *models.Tx, by models.Actor, claimID int64) error {
	e, err := tx.EntitlementOfClaim(claimID)
	if errors.Is(err, models.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	e.State = EntitlementClosed
	if err := models.Update(tx, &e, "state"); err != nil {
		return err
	}
	return reshare(tx, by, e.IncidentID, e.Affected.Address)
}

// unfileEntitlement gives a line back to those of covered non-filers: its
// account may file again inside the window, otherwise the bar date ends it.
func unfileEntitlement(tx *models.Tx, by models.Actor, c *models.Claim) error {
	e, err := tx.EntitlementOfClaim(c.ID)
	if errors.Is(err, models.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	e.ClaimID, e.Amount, e.Receiver, e.Held, e.HeldReason = nil, c.Eligible, e.Affected, true, HeldNotFiled
	if err := models.Update(tx, &e, "claim_id", "amount", "receiver", "held", "held_reason"); err != nil {
		return err
	}
	return reshare(tx, by, e.IncidentID, e.Affected.Address)
}
