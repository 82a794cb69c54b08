package entitlements

import (
	"errors"
	"fmt"
	"time"

	"makewhole/claims/covers"
	"makewhole/models"
	"makewhole/service"
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

// States of an entitlement.
const (
	Open   = states.EntitlementOpen
	Closed = states.EntitlementClosed
)

// FilingOpen holds filing to [claims_open_at, claims_close_at) of an incident
// in claims_open, whatever the jobs have or have not done yet.
func FilingOpen(inc *models.Incident, now time.Time) error {
	if inc.State != models.IncidentClaimsOpen || inc.ClaimsOpenAt == nil || inc.ClaimsCloseAt == nil {
		return fmt.Errorf("%w: the incident takes no claims", service.ErrWindow)
	}
	if !covers.InWindow(now, *inc.ClaimsOpenAt, *inc.ClaimsCloseAt) {
		return fmt.Errorf("%w: the filing window is over", service.ErrWindow)
	}
	return nil
}

// Hold keeps a claim's line in the ratio for a reason.
func Hold(tx *models.Tx, claimID int64, reason string) error {
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

// Close ends a claim's line for good: what it held goes to the
// others with the next tranche.
func Close(tx *models.Tx, by models.Actor, claimID int64) error {
	e, err := tx.EntitlementOfClaim(claimID)
	if errors.Is(err, models.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	e.State = Closed
	if err := models.Update(tx, &e, "state"); err != nil {
		return err
	}
	return Reshare(tx, by, e.IncidentID, e.Affected.Address)
}

// Unfile gives a line back to those of covered non-filers: its
// account may file again inside the window, otherwise the bar date ends it.
func Unfile(tx *models.Tx, by models.Actor, c *models.Claim) error {
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
	return Reshare(tx, by, e.IncidentID, e.Affected.Address)
}
