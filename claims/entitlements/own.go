package entitlements

import (
	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/money"
	"makewhole/payouts"
)

// OwnRight is what a cover owes on an account, in base units of the numéraire.
type OwnRight struct {
	Amount    money.Amount
	Unlimited money.Amount // without the cover's own limit
}

// OwnRights are the rights of accounts whose covers are of several products, by
// entitlement. Their rows share one loss as if every pool could pay its share. A
// round shares it pool by pool: each product owes what its covers owe together,
// the account gets no more than the best of them owes without its limit, and what
// one pool cannot pay another still owes.
func OwnRights(tx *models.Tx, incidentID int64) (map[int64]OwnRight, error) {
	return ownRights(func(fn func(*models.SharedRight) error) error { return tx.SharedRights(incidentID, fn) })
}

// ownRights are those of the accounts that read visits.
func ownRights(read func(func(*models.SharedRight) error) error) (map[int64]OwnRight, error) {
	by := map[common.Address]map[int64][]models.SharedRight{} // by product
	err := read(func(r *models.SharedRight) error {
		of := by[r.Affected.Address]
		if of == nil {
			of = map[int64][]models.SharedRight{}
			by[r.Affected.Address] = of
		}
		of[r.ProductID] = append(of[r.ProductID], *r)
		return nil
	})
	if err != nil {
		return nil, err
	}
	out := map[int64]OwnRight{}
	for _, products := range by {
		if len(products) < 2 {
			continue
		}
		for _, rights := range products {
			if err := shareProduct(out, rights); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// shareProduct divides what the best cover of one product owes among those of the
// account, each up to what was asked for or decided.
func shareProduct(out map[int64]OwnRight, rights []models.SharedRight) error {
	best, most := money.Zero, make([]money.Amount, len(rights))
	for i := range rights {
		r := &rights[i]
		best = money.MaxOf(best, r.Owed.Amount)
		if most[i] = money.Min(r.Alone.Amount, r.Requested.Amount); !r.Approved.IsZero() {
			most[i] = money.Min(most[i], r.Approved.Amount)
		}
	}
	shares, err := payouts.ShareLimit(best, most)
	for i := range shares {
		out[rights[i].EntitlementID] = OwnRight{shares[i], rights[i].Owed.Amount}
	}
	return err
}
