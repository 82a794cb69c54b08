package valuation

import (
	"errors"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/money"
)

// AssetLoss is what one account lost of one asset, in its base units.
type AssetLoss struct {
	Asset    models.Asset
	Price    Price
	Verified money.Amount
	Insured  money.Amount // at most what the account held before
}

// LossesOf is what one account lost, asset by asset.
func (v *Valuation) LossesOf(tx *models.Tx, account common.Address) ([]AssetLoss, error) {
	var out []AssetLoss
	for i, snap := range v.Members {
		leaf, err := tx.LossOf(snap.ID, account)
		if errors.Is(err, models.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		p, err := v.PriceOf(v.assets[i])
		if err != nil {
			return nil, err
		}
		out = append(out, AssetLoss{Asset: v.assets[i], Price: p, Verified: leaf.Loss.Amount, Insured: insured(&leaf)})
	}
	return out, nil
}
