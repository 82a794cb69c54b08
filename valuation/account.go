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
	Measured money.Amount // by the snapshot
	Merged   money.Amount // by records that were merged into this one
	Revision              // by two persons since
	Verified money.Amount // what counts
	Insured  money.Amount // at most what the account held when the loss began and on average before
	Held     *Held        // nil: the method measures no positions, the whole loss is insured
}

// Held is what an account had of an asset before it lost.
type Held struct {
	Before  money.Amount // when the loss began
	Average money.Amount // weighted by time over the waiting period, rounded down
}

func held(l *models.SnapshotLeaf) *Held {
	if l.ValueAverage == nil {
		return nil
	}
	return &Held{l.ValueBefore.Amount, l.ValueAverage.Amount}
}

// LossesOf is what one account lost, asset by asset.
func (v *Valuation) LossesOf(tx *models.Tx, account common.Address) ([]AssetLoss, error) {
	var out []AssetLoss
	for i, snap := range v.Members {
		measured, _, err := findLeaf(tx, snap.ID, account)
		if err != nil {
			return nil, err
		}
		leaf, found, err := v.leafOf(tx, i, account)
		if err != nil {
			return nil, err
		}
		if !found {
			continue
		}
		p, err := v.PriceOf(v.assets[i])
		if err != nil {
			return nil, err
		}
		out = append(out, AssetLoss{
			Asset: v.assets[i], Price: p, Measured: measured.Loss.Amount, Merged: v.mergedOf(i)[account].Loss.Amount, Revision: v.revisionsOf(i)[account],
			Verified: leaf.Loss.Amount, Insured: insured(&leaf), Held: held(&leaf),
		})
	}
	return out, nil
}

// findLeaf is an account's leaf as it was measured.
func findLeaf(tx *models.Tx, snapshotID int64, account common.Address) (models.SnapshotLeaf, bool, error) {
	leaf, err := tx.LossOf(snapshotID, account)
	if errors.Is(err, models.ErrNotFound) {
		return models.SnapshotLeaf{}, false, nil
	}
	return leaf, err == nil, err
}
