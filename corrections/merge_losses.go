package corrections

import (
	"fmt"
	"slices"
	"strings"

	"makewhole/models"
	"makewhole/money"
	"makewhole/service"
	"makewhole/valuation"
)

// losses decides of every account and asset that this record measured whether it adds
// to the other.
func (m *merger) losses(tx *models.Tx) error {
	from, err := valuation.Load(tx, m.from)
	if err != nil {
		return err
	}
	into, err := valuation.Load(tx, m.into)
	if err != nil {
		return err
	}
	if a := from.Unattributed(); a != nil && m.row.Positions == models.PositionsDifferent {
		return fmt.Errorf("%w: a part of the loss of %s in this record belongs to no account; merge the other record into this one", service.ErrConflict, a.Symbol)
	}
	d := &deciding{merger: m, into: into, said: map[lossOf]string{}, counted: map[lossOf]bool{}}
	for _, o := range m.stated {
		d.said[lossOf{o.Account, o.ChainID, o.Asset}] = o.Counts
	}
	if d.shared, err = m.sharedModule(tx); err != nil {
		return err
	}
	var leaves []valuation.Leaf // read first: fn must not use tx
	err = from.EachLeaf(tx, func(l valuation.Leaf) error {
		if !l.Loss.IsZero() {
			leaves = append(leaves, l)
		}
		return nil
	})
	for i := range leaves {
		if err != nil {
			return err
		}
		err = d.decide(tx, &leaves[i])
	}
	if err != nil {
		return err
	}
	return d.finish()
}

// sharedModule reports whether both records name one module.
func (m *merger) sharedModule(tx *models.Tx) (bool, error) {
	a, err := tx.IncidentModules(m.from.ID)
	if err != nil {
		return false, err
	}
	records, err := tx.Records(m.into.ID)
	for _, id := range records {
		if err != nil {
			return false, err
		}
		var b []models.IncidentModule
		b, err = tx.IncidentModules(id)
		for i := range a {
			if slices.ContainsFunc(b, func(o models.IncidentModule) bool { return o.ModuleID == a[i].ModuleID }) {
				return true, err
			}
		}
	}
	return false, err
}

// deciding is one walk over the losses of the merged record.
type deciding struct {
	*merger
	into    *valuation.Valuation
	said    map[lossOf]string
	counted map[lossOf]bool // added already
	shared  bool
	bad     service.FieldErrors
	skipped int
}

// decide adds a loss of the merged record or does not: different positions add up, the
// same count once. It asks where different positions are in one module that both
// records name, where the same were measured differently, and where only the merged
// record measured them.
func (d *deciding) decide(tx *models.Tx, l *valuation.Leaf) error {
	key := lossOf{l.Account.Address, l.Asset.ChainID, l.Asset.Address.Address}
	measured := money.Zero
	losses, err := d.into.LossesOf(tx, key.account)
	if err != nil {
		return err
	}
	for i := range losses {
		if losses[i].Asset.ID == l.Asset.ID {
			if measured, err = measured.Add(losses[i].Verified); err != nil {
				return err
			}
		}
	}
	counts := d.rule(measured, l.Loss.Amount)
	if said, ok := d.said[key]; ok {
		counts = said
		delete(d.said, key)
	}
	switch counts {
	case CountsOnce:
		return nil
	case CountsBoth:
		return d.add(l)
	}
	if len(d.bad.Fields) >= openMax {
		d.skipped++
		return nil
	}
	d.bad.Check(false, "/overlaps", fmt.Sprintf("must say once or both of account %s and asset %d:%s: this record measured %s, the other %s",
		key.account.Hex(), key.chain, strings.ToLower(key.asset.Hex()), l.Loss.Amount, measured))
	return nil
}

// rule is how often a loss counts that nobody said anything of, "" where somebody must.
func (d *deciding) rule(there, here money.Amount) string {
	switch same := d.row.Positions == models.PositionsSame; {
	case !same && (there.IsZero() || !d.shared):
		return CountsBoth
	case same && there == here:
		return CountsOnce
	}
	return ""
}

func (d *deciding) add(l *valuation.Leaf) error {
	if !d.into.Measures(l.Asset.ID) {
		return fmt.Errorf("%w: %s has no measured loss and no price of %s, which account %s lost by this record; merge the other record into this one",
			service.ErrConflict, d.merger.into.PublicID, l.Asset.Symbol, l.Account.Hex())
	}
	key := lossOf{l.Account.Address, l.Asset.ChainID, l.Asset.Address.Address}
	if d.counted[key] {
		return fmt.Errorf("%w: two snapshots of this record measure %s for account %s", service.ErrConflict, l.Asset.Symbol, l.Account.Hex())
	}
	d.counted[key] = true
	d.added = append(d.added, models.MergedLoss{
		IncidentID: d.merger.into.ID, FromID: d.from.ID, AssetID: l.Asset.ID, Account: l.Account,
		Loss: l.Loss, ValueBefore: l.ValueBefore, ValueAverage: l.ValueAverage, Insured: l.Insured,
	})
	d.claims.Added[l.Account.Address] = true
	return nil
}

// finish refuses what was left open, and words about losses that are not there.
func (d *deciding) finish() error {
	for i, o := range d.stated {
		_, left := d.said[lossOf{o.Account, o.ChainID, o.Asset}]
		d.bad.Check(!left, fmt.Sprintf("/overlaps/%d", i), "names an account and asset of which this record measured no loss")
	}
	if d.skipped > 0 {
		d.bad.Check(false, "/overlaps", fmt.Sprintf("leaves %d more open", d.skipped))
	}
	return d.bad.Err()
}
