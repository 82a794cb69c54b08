package valuation

import (
	"fmt"
	"maps"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/money"
	"makewhole/payouts"
	"makewhole/service"
)

// Revision is by how much two persons have raised and lowered what was measured of
// one account in one asset, base units of the asset. Only the sums count, so that the
// order of revisions changes nothing.
type Revision struct{ Raised, Lowered money.Amount }

// Revised reports whether anything was revised.
func (r Revision) Revised() bool { return r != Revision{} }

// Loss is what an account lost by one snapshot: what members measured, what was
// revised since or added by records that were merged into this one (Raised), and what
// counts: Measured + Raised − Lowered.
type Loss struct {
	Account  common.Address
	Measured money.Amount
	Revision
	Verified money.Amount
}

// loadRevisions reads the revisions that stand, for the first snapshot of their asset.
func (v *Valuation) loadRevisions(tx *models.Tx, inc *models.Incident) error {
	rows, err := tx.RevisionsOf(inc.ID)
	if err != nil || len(rows) == 0 {
		return err
	}
	v.revised = make([]map[common.Address]Revision, len(v.Members))
	for i := range rows {
		r := &rows[i]
		at := v.memberOf(*r.AssetID)
		if at < 0 {
			return fmt.Errorf("%w: revision %s is of an asset that the snapshot set does not measure", service.ErrInvariant, r.PublicID)
		}
		if v.revised[at] == nil {
			v.revised[at] = map[common.Address]Revision{}
		}
		sum := v.revised[at][r.Account.Address]
		to := &sum.Raised
		if r.Direction == models.RevisionLower {
			to = &sum.Lowered
		}
		if *to, err = to.Add(r.Amount.Amount); err != nil {
			return fmt.Errorf("revisions of %s: %w", r.Account.Hex(), err)
		}
		v.revised[at][r.Account.Address] = sum
	}
	v.averaged = make([]bool, len(v.Members))
	for i, snap := range v.Members {
		if v.revised[i] != nil {
			v.averaged[i], err = tx.MeasuresPositions(snap.ID)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// memberOf is the first snapshot of an asset, −1 for none.
func (v *Valuation) memberOf(assetID int64) int {
	return slices.IndexFunc(v.Members, func(s models.Snapshot) bool { return s.AssetID == assetID })
}

// Verified is what an account lost of an asset by the snapshot that its revisions
// change. ErrNotFound: the set measures no such asset.
func (v *Valuation) Verified(tx *models.Tx, assetID int64, account common.Address) (money.Amount, error) {
	at := v.memberOf(assetID)
	if at < 0 {
		return money.Zero, fmt.Errorf("asset of the snapshot set: %w", models.ErrNotFound)
	}
	leaf, found, err := v.leafOf(tx, at, account)
	if err != nil || !found {
		return money.Zero, err
	}
	return leaf.Loss.Amount, nil
}

// AnyRevised reports whether a loss of the incident was revised, or a merged record
// added to one.
func (v *Valuation) AnyRevised() bool { return v.revised != nil || v.merged != nil }

// Revised reports whether a loss of an account was revised, or a merged record added
// to it.
func (v *Valuation) Revised(account common.Address) bool {
	for i := range v.Members {
		if v.changes(i, account) {
			return true
		}
	}
	return false
}

// PriceIn is the price of the asset of one of the Members.
func (v *Valuation) PriceIn(member int) (Price, error) { return v.PriceOf(v.assets[member]) }

func (v *Valuation) revisionsOf(member int) map[common.Address]Revision {
	if v.revised == nil {
		return nil
	}
	return v.revised[member]
}

// leafOf is an account's leaf of a snapshot as merges and revisions leave it.
func (v *Valuation) leafOf(tx *models.Tx, member int, account common.Address) (leaf models.SnapshotLeaf, found bool, err error) {
	leaf, found, err = findLeaf(tx, v.Members[member].ID, account)
	if err != nil {
		return leaf, false, err
	}
	if v.changes(member, account) {
		return leaf, true, v.change(&leaf, member, account, found)
	}
	return leaf, found, nil
}

// eachLeaf streams the leaves of a snapshot as merges and revisions leave them, with
// what was measured; after them, by address, the accounts of which only those say that
// they lost.
func (v *Valuation) eachLeaf(tx *models.Tx, member int, fn func(leaf *models.SnapshotLeaf, measured money.Amount) error) error {
	left := v.changed(member)
	err := tx.LossesOf(v.Members[member].ID, func(l *models.SnapshotLeaf) error {
		measured := l.Loss.Amount
		if left[l.Account.Address] {
			delete(left, l.Account.Address)
			if err := v.change(l, member, l.Account.Address, true); err != nil {
				return err
			}
		}
		return fn(l, measured)
	})
	if err != nil {
		return err
	}
	for _, a := range slices.SortedFunc(maps.Keys(left), common.Address.Cmp) {
		var l models.SnapshotLeaf
		if err := v.change(&l, member, a, false); err != nil {
			return err
		}
		if err := fn(&l, money.Zero); err != nil {
			return err
		}
	}
	return nil
}

// revise changes a leaf by a revision. What is insured grows with the loss, at most to
// what the account held when the loss began and on average; an account that was not
// measured held nothing that anybody measured.
func revise(l *models.SnapshotLeaf, account common.Address, r Revision, measured, averaged bool) error {
	if !measured {
		l.Account = models.Addr(account)
		if averaged {
			l.ValueAverage, l.Insured = &models.Amount{}, &models.Amount{}
		}
	}
	loss, err := l.Loss.Add(r.Raised)
	if err == nil {
		loss, err = loss.Sub(r.Lowered)
	}
	if err != nil {
		return fmt.Errorf("%w: the revised loss of %s: %w", service.ErrInvariant, account.Hex(), err)
	}
	l.Loss = models.Amt(loss)
	if l.ValueAverage == nil {
		before, err := l.ValueBefore.Add(r.Raised)
		l.ValueBefore = models.Amt(before)
		return err
	}
	if l.Insured != nil {
		insured, err := l.Insured.Add(r.Raised)
		if err != nil {
			return err
		}
		held := models.Amt(money.Min(insured, payouts.InsuredLoss(loss, l.ValueBefore.Amount, l.ValueAverage.Amount)))
		l.Insured = &held
	}
	return nil
}

// totalOf is the whole loss of a snapshot as merges and revisions leave it.
func (v *Valuation) totalOf(member int) (money.Amount, error) {
	total := v.Members[member].TotalLoss.Amount
	var err error
	for _, m := range v.mergedOf(member) {
		if total, err = total.Add(m.Loss.Amount); err != nil {
			return total, err
		}
	}
	for _, r := range v.revisionsOf(member) {
		if total, err = total.Add(r.Raised); err != nil {
			return total, err
		}
	}
	for _, r := range v.revisionsOf(member) {
		if total, err = total.Sub(r.Lowered); err != nil {
			return total, fmt.Errorf("%w: revisions lower the loss below zero: %w", service.ErrInvariant, err)
		}
	}
	return total, nil
}

// EachLossIn calls fn for every account of one of the Members with what it lost.
func (v *Valuation) EachLossIn(tx *models.Tx, member int, fn func(Loss) error) error {
	revised, merged := v.revisionsOf(member), v.mergedOf(member)
	return v.eachLeaf(tx, member, func(l *models.SnapshotLeaf, measured money.Amount) (err error) {
		r := revised[l.Account.Address]
		if r.Raised, err = r.Raised.Add(merged[l.Account.Address].Loss.Amount); err != nil {
			return err
		}
		return fn(Loss{Account: l.Account.Address, Measured: measured, Revision: r, Verified: l.Loss.Amount})
	})
}
