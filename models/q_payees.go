package models

import (
	"time"

	"makewhole/states"
)

// RecoveryPayees lists one page of who gets recovered money without a loss, of one
// incident or all for 0, in one state or all for "".
func (tx *Tx) RecoveryPayees(incidentID int64, state string, p Page) ([]RecoveryPayee, error) {
	w := where{}
	w.and(incidentID != 0, "incident_id = ?", incidentID)
	w.and(state != "", "state = ?", state)
	return page[RecoveryPayee](tx, p, w.cond(), w.args...)
}

// RegisteredPayees lists those of an incident who are registered, by their right: what
// was agreed first comes first, also with other terms since.
func (tx *Tx) RegisteredPayees(incidentID int64) ([]RecoveryPayee, error) {
	return list[RecoveryPayee](tx, query{cond: "incident_id = ? AND state = ?", args: []any{incidentID, states.RecoveryPayeeRegistered}, order: "entitlement_id"})
}

// ConfirmedPayees lists those of an incident who are or were registered, in the order of
// their confirmations.
func (tx *Tx) ConfirmedPayees(incidentID int64) ([]RecoveryPayee, error) {
	return list[RecoveryPayee](tx, query{cond: "incident_id = ? AND confirmed_at IS NOT NULL AND entitlement_id IS NOT NULL", args: []any{incidentID}, order: "confirmed_at, id"})
}

// AnyPayeeSince reports whether somebody was registered since a moment to get recovered
// money of an incident.
func (tx *Tx) AnyPayeeSince(incidentID int64, since time.Time) (bool, error) {
	n, err := count[RecoveryPayee](tx, "incident_id = ? AND confirmed_at >= ?", incidentID, since)
	return n > 0, err
}
