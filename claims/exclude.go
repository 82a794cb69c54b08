package claims

import (
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims/entitlements"
	"makewhole/models"
	"makewhole/service"
)

// HoldDisputed puts what an account was not paid yet into the disputed reserve of an
// incident: its open lines of covers that are decided or need no decision. Lines that
// wait for one come there when it is made, and recovered money is held by account.
func HoldDisputed(tx *models.Tx, by models.Actor, incidentID int64, account common.Address) error {
	return eachCoverLine(tx, incidentID, account, func(e *models.Entitlement) error {
		if e.Held && e.HeldReason != entitlements.HeldReceiver {
			return nil
		}
		e.Held, e.HeldReason = true, entitlements.HeldDisputed
		if err := models.Update(tx, e, "held", "held_reason"); err != nil {
			return err
		}
		return tx.Audit(by, "entitlement.hold", e.PublicID, map[string]any{"reason": entitlements.HeldDisputed})
	})
}

// CloseExcluded ends the open lines of covers of an account that takes no part any
// more: with the next tranche what they held goes to the others. What a line was paid
// or will irrevocably be paid keeps its loss units and its part of the cover's limit.
func CloseExcluded(tx *models.Tx, by models.Actor, incidentID int64, account common.Address, reason string) error {
	return eachCoverLine(tx, incidentID, account, func(e *models.Entitlement) error {
		e.State = entitlements.Closed
		if err := models.Update(tx, e, "state"); err != nil {
			return err
		}
		lines, err := tx.LinesOfEntitlement(e.ID)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(lines, func(a models.Allocation) bool { return a.State != models.AllocationVoid && !a.Amount.IsZero() }) {
			if err := tx.ReleaseConsumption(e.ID); err != nil {
				return err
			}
		}
		return tx.Audit(by, "entitlement.close", e.PublicID, map[string]any{"reason": reason})
	})
}

func eachCoverLine(tx *models.Tx, incidentID int64, account common.Address, do func(*models.Entitlement) error) error {
	rows, err := tx.OpenEntitlements(incidentID, account)
	for i := range rows {
		if err == nil && rows[i].Kind == models.EntitlementCover {
			err = do(&rows[i])
		}
	}
	return err
}

// coolExcluded lets the claim of an account go on whose line an exclusion has ended:
// it gets nothing more and closes with its incident.
func coolExcluded(tx *models.Tx, c *models.Claim, missing error) error {
	kind, err := tx.ExcludedAs(c.IncidentID, c.Affected.Address)
	if err != nil || kind == "" {
		return service.Or(err, missing)
	}
	return models.Move(tx, ClaimMachine, c, "settle", windowJob, "the account is excluded as "+kind)
}
