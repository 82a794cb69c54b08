package accounts

import (
	"makewhole/claims/entitlements"
	"makewhole/models"
	"makewhole/money"
)

// overpaid is what covers gave the account above what they owe it by what is decided now,
// where two persons have corrected a decision on a claim of it: nothing else makes less
// of what was decided.
func (r *accountReader) overpaid() (Value, error) {
	o, corrected := &r.out, false
	decided := map[int64]*models.Claim{}
	for i := range o.Decisions {
		c := &o.Decisions[i]
		decided[c.ID] = c
		rows, err := r.tx.CorrectedDecisionsOf(c.ID)
		if err != nil {
			return money.Zero, err
		}
		corrected = corrected || len(rows) > 0
	}
	if !corrected {
		return money.Zero, nil
	}
	owed, err := r.owed(decided)
	if err != nil {
		return money.Zero, err
	}
	if owed, err = owed.MulDiv(part, money.FromUint64(1), money.Down); err != nil {
		return money.Zero, err
	}
	return o.FromCovers.SubFloor(owed), nil
}

// owed is what the covers of the account owe for certain, in base units of the numéraire.
func (r *accountReader) owed(decided map[int64]*models.Claim) (sum money.Amount, err error) {
	own, err := entitlements.OwnRights(r.tx, r.out.Incident.ID)
	if err != nil {
		return sum, err
	}
	rows, err := r.tx.CoverEntitlements(r.out.Incident.ID, r.out.Account)
	if err != nil {
		return sum, err
	}
	for i := range rows {
		e, amount := &rows[i], rows[i].Amount.Amount
		if e.ClaimID == nil && e.HeldReason == entitlements.HeldNotFiled {
			continue
		}
		if e.ClaimID != nil && (decided[*e.ClaimID] == nil || decided[*e.ClaimID].Approved.IsZero()) {
			continue
		}
		if o, ok := own[e.ID]; ok {
			amount = o.Amount
		}
		if sum, err = sum.Add(amount); err != nil {
			return sum, err
		}
	}
	return sum, nil
}
