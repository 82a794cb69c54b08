package models

import (
	"slices"
	"time"

	"makewhole/states"
)

// Records is an incident and every record that was merged into it, directly or by way
// of others, the incident first.
func (tx *Tx) Records(incidentID int64) ([]int64, error) {
	all := []int64{incidentID}
	for last := all; len(last) > 0; {
		var next []int64
		err := each(tx, "id", query{cond: "merged_into_id IN ?", args: []any{last}}, func(i *Incident) error {
			if !slices.Contains(all, i.ID) { // a circle cannot come about; a broken store ends the walk all the same
				next = append(next, i.ID)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		all, last = append(all, next...), next
	}
	return all, nil
}

// Surviving is the record that goes on for an incident: itself, or where its merges
// lead to.
func (tx *Tx) Surviving(inc Incident) (Incident, error) {
	for seen := map[int64]bool{}; inc.MergedIntoID != nil && !seen[inc.ID]; {
		seen[inc.ID] = true
		next, err := ByID[Incident](tx, *inc.MergedIntoID)
		if err != nil {
			return inc, err
		}
		inc = next
	}
	return inc, nil
}

// MergedInto lists the records that were merged into an incident directly.
func (tx *Tx) MergedInto(incidentID int64) ([]Incident, error) {
	return list[Incident](tx, query{cond: "merged_into_id = ?", args: []any{incidentID}, order: "id"})
}

// MergedLosses lists what records merged into an incident add to its losses.
func (tx *Tx) MergedLosses(incidentID int64) ([]MergedLoss, error) {
	return list[MergedLoss](tx, query{cond: "incident_id = ?", args: []any{incidentID}, order: "id"})
}

// anyMerged reports whether a merge has added to a loss of an incident since a moment.
func (tx *Tx) anyMerged(incidentID int64, since time.Time) (bool, error) {
	n, err := count[MergedLoss](tx, "incident_id = ? AND created_at >= ?", incidentID, since)
	return n > 0, err
}

// OpenCorrections lists the corrections of an incident that are proposed, or that can
// be or are contested.
func (tx *Tx) OpenCorrections(incidentID int64) ([]Correction, error) {
	return list[Correction](tx, query{cond: "incident_id = ? AND state IN ?", args: []any{incidentID, append(slices.Clone(contesting), states.CorrectionProposed)}, order: "id"})
}

// OpenClaims lists the claims of an incident that have not ended.
func (tx *Tx) OpenClaims(incidentID int64) ([]Claim, error) {
	return list[Claim](tx, query{cond: "incident_id = ? AND state NOT IN ?", args: []any{incidentID, []string{ClaimClosed, ClaimWithdrawn, ClaimExpired}}, order: "id"})
}

// ExpiredClaims lists the claims of an incident that have expired.
func (tx *Tx) ExpiredClaims(incidentID int64) ([]Claim, error) {
	return list[Claim](tx, query{cond: "incident_id = ? AND state = ?", args: []any{incidentID, ClaimExpired}, order: "id"})
}

// CloseLines ends every open entitlement of an incident and gives back the loss units
// that its entitlements consumed, for a record of which nothing was paid.
func (tx *Tx) CloseLines(incidentID int64) error {
	if _, err := tx.exec("close entitlements", "UPDATE entitlements SET state = 'closed', version = version + 1 WHERE incident_id = ? AND state = 'open'", incidentID); err != nil {
		return err
	}
	rows, err := list[LossConsumption](tx, query{cond: "incident_id = ? AND released_at IS NULL", args: []any{incidentID}, order: "id"})
	for i := range rows {
		if err == nil {
			rows[i].ReleasedAt = &tx.Now
			err = Update(tx, &rows[i], "released_at")
		}
	}
	return err
}

// EndIntervals makes the module intervals of an incident dead: another record may name
// the same blocks.
func (tx *Tx) EndIntervals(incidentID int64) error {
	rows, err := tx.IncidentModules(incidentID)
	for i := range rows {
		if err == nil && rows[i].Live {
			rows[i].Live = false
			err = Update(tx, &rows[i], "live")
		}
	}
	return err
}
