package accounts

import (
	"slices"
	"strings"

	"makewhole/claims/covers"
	"makewhole/claims/entitlements"
	"makewhole/models"
	"makewhole/money"
	"makewhole/payouts"
)

// LimitShare is the account's part of a product's limit per incident, which all
// its entitlements share pro rata. Amounts are base units of the numéraire.
type LimitShare struct {
	Product       models.Product
	EntitlementID string
	Limit         money.Amount
	Owed          money.Amount // of the entitlement, without the limit
	Share         money.Amount
}

// limits are read for the products of the account's entitlements that have one.
func (r *accountReader) limits() error {
	o := &r.out
	if o.Incident.OccurredFrom == nil {
		return nil
	}
	limits, err := r.productLimits()
	if err != nil {
		return err
	}
	for id, limit := range limits {
		if limit == money.Max {
			continue
		}
		mine, err := r.limitShares(id, limit)
		if err != nil {
			return err
		}
		o.Limits = append(o.Limits, mine...)
	}
	slices.SortFunc(o.Limits, func(a, b LimitShare) int { return strings.Compare(a.EntitlementID, b.EntitlementID) })
	return nil
}

// limitShares divides one product's limit over everything that counts in the
// ratio and returns the account's parts.
func (r *accountReader) limitShares(productID int64, limit money.Amount) ([]LimitShare, error) {
	inc := &r.out.Incident
	var out []LimitShare
	var owed []money.Amount
	var at []int
	own, err := entitlements.OwnRights(r.tx, inc.ID)
	if err != nil {
		return nil, err
	}
	err = r.tx.OpenRights(inc.ID, inc.ProtocolID, *inc.OccurredFrom, func(e *models.Right) error {
		if e.ProductID != productID {
			return nil
		}
		owes := e.Amount.Amount
		if o, ok := own[e.ID]; ok {
			owes = o.Amount
		}
		if e.Affected.Address == r.out.Account {
			at, out = append(at, len(owed)), append(out, LimitShare{EntitlementID: e.PublicID, Limit: limit, Owed: owes})
		}
		owed = append(owed, owes)
		return nil
	})
	if err != nil || len(out) == 0 {
		return nil, err
	}
	shares, err := payouts.ShareLimit(limit, owed)
	if err != nil {
		return nil, err
	}
	product, err := models.ByID[models.Product](r.tx, productID)
	for i := range out {
		out[i].Product, out[i].Share = product, shares[at[i]]
	}
	return out, err
}

// productLimits is the limit per incident of each product of the account's
// covers, as settlements read it: the largest of the wordings in force, none when
// one of them has none.
func (r *accountReader) productLimits() (map[int64]money.Amount, error) {
	o, limits := &r.out, map[int64]money.Amount{}
	wordings, err := r.tx.WordingsAt(o.Incident.ProtocolID, *o.Incident.OccurredFrom)
	if err != nil {
		return nil, err
	}
	for _, w := range wordings {
		if !slices.ContainsFunc(o.Covers, func(c entitlements.CoverStep) bool { return c.Cover.ProductID == w.ProductID }) {
			continue
		}
		_, t, err := covers.WordingOf(r.tx, w.WordingID)
		if err != nil {
			return nil, err
		}
		limit := t.PerIncidentLimit
		if limit.IsZero() {
			limit = money.Max
		}
		limits[w.ProductID] = money.MaxOf(limits[w.ProductID], limit)
	}
	return limits, nil
}
