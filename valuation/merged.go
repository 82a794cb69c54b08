package valuation

import (
	"fmt"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/money"
	"makewhole/service"
)

// loadMerged reads what records that were merged into the incident add to its losses,
// for the first snapshot of their asset.
func (v *Valuation) loadMerged(tx *models.Tx, inc *models.Incident) error {
	rows, err := tx.MergedLosses(inc.ID)
	if err != nil || len(rows) == 0 {
		return err
	}
	v.merged = make([]map[common.Address]models.SnapshotLeaf, len(v.Members))
	for i := range rows {
		r := &rows[i]
		at := v.memberOf(r.AssetID)
		if at < 0 {
			return fmt.Errorf("%w: a merged record lost an asset that the snapshot set does not measure", service.ErrInvariant)
		}
		if v.merged[at] == nil {
			v.merged[at] = map[common.Address]models.SnapshotLeaf{}
		}
		leaf := models.SnapshotLeaf{Account: r.Account, Loss: r.Loss, ValueBefore: r.ValueBefore, ValueAverage: r.ValueAverage, Insured: r.Insured}
		if had, more := v.merged[at][r.Account.Address]; more {
			if err := join(&leaf, &had); err != nil {
				return err
			}
		}
		v.merged[at][r.Account.Address] = leaf
	}
	return nil
}

// join adds what one record measured of an account to what another did. Where one of
// them measured positions, what is insured is what each of them insures.
func join(l, more *models.SnapshotLeaf) error {
	l.Account = more.Account
	whole := l.Insured == nil && l.ValueAverage == nil && more.Insured == nil && more.ValueAverage == nil
	both, err := insured(l).Add(insured(more))
	if err != nil {
		return err
	}
	average, err := averageOf(l).Add(averageOf(more))
	if err != nil {
		return err
	}
	loss, err := l.Loss.Add(more.Loss.Amount)
	if err != nil {
		return err
	}
	before, err := l.ValueBefore.Add(more.ValueBefore.Amount)
	l.Loss, l.ValueBefore = models.Amt(loss), models.Amt(before)
	if !whole {
		insured, held := models.Amt(both), models.Amt(average)
		l.Insured, l.ValueAverage = &insured, &held
	}
	return err
}

// averageOf is the position over the waiting period, or that at the beginning where
// only it is known.
func averageOf(l *models.SnapshotLeaf) money.Amount {
	if l.ValueAverage != nil {
		return l.ValueAverage.Amount
	}
	return l.ValueBefore.Amount
}

func (v *Valuation) mergedOf(member int) map[common.Address]models.SnapshotLeaf {
	if v.merged == nil {
		return nil
	}
	return v.merged[member]
}

// changed are the accounts of which merges or revisions say another loss than the
// snapshot of a member.
func (v *Valuation) changed(member int) map[common.Address]bool {
	out := map[common.Address]bool{}
	for a := range v.mergedOf(member) {
		out[a] = true
	}
	for a := range v.revisionsOf(member) {
		out[a] = true
	}
	return out
}

// changes reports whether merges or revisions say another loss of an account than the
// snapshot of a member.
func (v *Valuation) changes(member int, account common.Address) bool {
	_, merged := v.mergedOf(member)[account]
	_, revised := v.revisionsOf(member)[account]
	return merged || revised
}

// change makes of a measured leaf, or of none, what merges and then revisions leave.
func (v *Valuation) change(l *models.SnapshotLeaf, member int, account common.Address, measured bool) error {
	if m, merged := v.mergedOf(member)[account]; merged {
		if err := join(l, &m); err != nil {
			return fmt.Errorf("%w: the merged loss of %s: %w", service.ErrInvariant, account.Hex(), err)
		}
		measured = true
	}
	r, revised := v.revisionsOf(member)[account]
	if !revised {
		return nil
	}
	return revise(l, account, r, measured, v.averaged[member])
}

// Leaf is what an account lost of an asset, with what of it is insured, as a record
// hands it to another one that goes on for it. Amounts are base units of the asset.
type Leaf struct {
	Asset models.Asset
	models.SnapshotLeaf
}

// EachLeaf calls fn for every account and asset of the set with what it lost, as
// merges and revisions leave it.
func (v *Valuation) EachLeaf(tx *models.Tx, fn func(Leaf) error) error {
	for i := range v.Members {
		err := v.eachLeaf(tx, i, func(l *models.SnapshotLeaf, _ money.Amount) error { return fn(Leaf{v.assets[i], *l}) })
		if err != nil {
			return err
		}
	}
	return nil
}

// Measures reports whether the set has a snapshot of an asset.
func (v *Valuation) Measures(assetID int64) bool { return v.memberOf(assetID) >= 0 }

// Unattributed is the first asset of which something was lost that belongs to no
// account, nil where every loss has one.
func (v *Valuation) Unattributed() *models.Asset {
	for i := range v.Members {
		if !v.Members[i].Unattributed.IsZero() {
			return &v.assets[i]
		}
	}
	return nil
}
