package models

import (
	"time"

	"makewhole/states"
)

// WaitingLine is an open line that waits for its receiver, with the row that says
// since when; Wait is nil where nobody has written one yet.
type WaitingLine struct {
	Entitlement Entitlement
	Wait        *ReceiverWait
}

// LinesWithoutReceiver lists open lines that are held for their receiver, after a
// row, oldest first.
func (tx *Tx) LinesWithoutReceiver(after int64, limit int) ([]WaitingLine, error) {
	rows, err := list[Entitlement](tx, query{
		cond: "id > ? AND state = 'open' AND held AND held_reason = 'receiver'", args: []any{after}, order: "id", limit: limit,
	})
	if err != nil {
		return nil, err
	}
	out := make([]WaitingLine, len(rows))
	for i := range rows {
		out[i].Entitlement = rows[i]
		if out[i].Wait, err = tx.OpenReceiverWait(rows[i].ID); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// OpenReceiverWait is the wait of a line that has not ended, nil = none.
func (tx *Tx) OpenReceiverWait(entitlementID int64) (*ReceiverWait, error) {
	rows, err := list[ReceiverWait](tx, query{cond: "entitlement_id = ? AND state <> 'ended'", args: []any{entitlementID}})
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

// ReceiverWaitsOver lists the waits of lines that no longer wait for a receiver,
// after a row: they have one, wait for something else, or were closed. Parked ones
// are not among them.
func (tx *Tx) ReceiverWaitsOver(after int64, limit int) ([]ReceiverWait, error) {
	return list[ReceiverWait](tx, query{
		cond:  `id > ? AND state IN ? AND entitlement_id IN (SELECT id FROM entitlements WHERE state <> 'open' OR NOT held OR held_reason <> 'receiver')`,
		args:  []any{after, []string{states.ReceiverWaitUnnamed, states.ReceiverWaitReview, states.ReceiverWaitSenior, states.ReceiverWaitSecondSenior}},
		order: "id", limit: limit,
	})
}

// ReceiverWaits lists one page of waits, of one incident or all for 0, in one state
// or all for "".
func (tx *Tx) ReceiverWaits(incidentID int64, state string, p Page) ([]ReceiverWait, error) {
	w := where{}
	w.and(incidentID != 0, "entitlement_id IN (SELECT id FROM entitlements WHERE incident_id = ?)", incidentID)
	w.and(state != "", "state = ?", state)
	return page[ReceiverWait](tx, p, w.cond(), w.args...)
}

// ParkedLines are the lines of an incident that are settled without a receiver.
func (tx *Tx) ParkedLines(incidentID int64) (map[int64]bool, error) {
	rows, err := list[ReceiverWait](tx, query{
		cond: "state = 'parked' AND entitlement_id IN (SELECT id FROM entitlements WHERE incident_id = ?)", args: []any{incidentID},
	})
	out := map[int64]bool{}
	for i := range rows {
		out[rows[i].EntitlementID] = true
	}
	return out, err
}

// EverParked are the lines of an incident that were parked at some time.
func (tx *Tx) EverParked(incidentID int64) (map[int64]bool, error) {
	out := map[int64]bool{}
	err := each(tx, "id", query{
		cond: `entitlement_id IN (SELECT id FROM entitlements WHERE incident_id = ?)
			AND id IN (SELECT subject_id FROM transitions WHERE machine = ? AND event = 'park')`,
		args: []any{incidentID, states.ReceiverWait.Name},
	}, func(w *ReceiverWait) error {
		out[w.EntitlementID] = true
		return nil
	})
	return out, err
}

// ReceiverGivenSince reports whether a parked line of an incident got its receiver
// at a moment or later.
func (tx *Tx) ReceiverGivenSince(incidentID int64, since time.Time) (bool, error) {
	n, err := count[Transition](tx, `machine = ? AND event = 'give' AND at >= ? AND subject_id IN (SELECT id FROM receiver_waits WHERE entitlement_id IN
		(SELECT id FROM entitlements WHERE incident_id = ?))`, states.ReceiverWait.Name, since, incidentID)
	return n > 0, err
}
