package models

import "github.com/ethereum/go-ethereum/common"

// Corrections lists one page of corrections, of one incident or all for 0, in one
// state or all for "".
func (tx *Tx) Corrections(incidentID int64, state string, p Page) ([]Correction, error) {
	w := where{}
	w.and(incidentID != 0, "incident_id = ?", incidentID)
	w.and(state != "", "state = ?", state)
	return page[Correction](tx, p, w.cond(), w.args...)
}

// CorrectedReceivers are the receivers of the accounts of an incident whose keys are
// lost; the newest correction that stands counts.
func (tx *Tx) CorrectedReceivers(incidentID int64) (map[common.Address]common.Address, error) {
	out := map[common.Address]common.Address{}
	err := each(tx, "id", query{cond: "incident_id = ? AND kind = ? AND state = 'standing'", args: []any{incidentID, CorrectionReceiver}}, func(c *Correction) error {
		out[c.Account.Address] = c.Receiver.Address
		return nil
	})
	return out, err
}

// OpenEntitlements lists the open entitlements of an account, of covers and of
// recoveries.
func (tx *Tx) OpenEntitlements(incidentID int64, affected common.Address) ([]Entitlement, error) {
	return list[Entitlement](tx, query{cond: "incident_id = ? AND affected = ? AND state = 'open'", args: []any{incidentID, Addr(affected)}, order: "id"})
}

// LastCoverEntitlement is the newest entitlement of an account under a cover,
// open or closed, or ErrNotFound.
func (tx *Tx) LastCoverEntitlement(incidentID, coverID int64, affected common.Address) (Entitlement, error) {
	rows, err := list[Entitlement](tx, query{cond: "kind = ? AND incident_id = ? AND cover_id = ? AND affected = ?",
		args: []any{EntitlementCover, incidentID, coverID, Addr(affected)}, order: "id DESC", limit: 1})
	if err == nil && len(rows) == 0 {
		err = wrap("last entitlement", ErrNotFound)
	}
	if err != nil {
		return Entitlement{}, err
	}
	return rows[0], nil
}

// ComputedAfterBar reports whether a settlement of covers that was computed after
// the bar date is in one of the states.
func (tx *Tx) ComputedAfterBar(incidentID int64, states ...string) (bool, error) {
	n, err := count[Settlement](tx, "incident_id = ? AND kind = ? AND bar_date_passed AND state IN ?", incidentID, EntitlementCover, states)
	return n > 0, err
}
