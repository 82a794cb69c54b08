package settlements

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"makewhole/claims/entitlements"
	"makewhole/models"
	"makewhole/rounds"
)

// loadEnded adds lines of claims that have ended, as rights to nothing, where a decision of
// the incident was corrected. What was given on a line that two persons found not to be
// owed stays in what its account has of the pools: it is set off against what the
// account's other covers owe, and no pool gives the account more than it lost.
func (in *roundState) loadEnded(tx *models.Tx) error {
	if corrected, err := tx.AnyCorrectedDecision(in.incident.ID, time.Time{}); err != nil || !corrected {
		return err
	}
	var ended []models.Entitlement
	err := tx.EachEntitlement(in.incident.ID, models.EntitlementCover, func(e *models.Entitlement) error {
		if e.State == entitlements.Closed && e.ClaimID != nil {
			ended = append(ended, *e)
		}
		return nil
	})
	for i := range ended {
		if err == nil {
			err = in.addEnded(tx, &ended[i])
		}
	}
	return err
}

func (in *roundState) addEnded(tx *models.Tx, e *models.Entitlement) error {
	cover, err := models.ByID[models.Cover](tx, *e.CoverID)
	if err != nil {
		return fmt.Errorf("line %s: %w", e.PublicID, err)
	}
	product, known := in.products[cover.ProductID]
	i, affected := in.account[e.Affected.Address]
	if !known || !affected {
		return nil
	}
	a := &in.in.Accounts[i]
	a.Rights = append(a.Rights, rounds.Right{ID: e.PublicID, Product: product.at, Class: uint8(e.Class)})
	slices.SortFunc(a.Rights, func(x, y rounds.Right) int { return strings.Compare(x.ID, y.ID) })
	return nil
}
