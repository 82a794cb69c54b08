package models

import (
	"time"

	"makewhole/states"
)

// ObjectionsOf lists the objections to a settlement.
func (tx *Tx) ObjectionsOf(settlementID int64) ([]Objection, error) {
	return list[Objection](tx, query{cond: "settlement_id = ?", args: []any{settlementID}, order: "id"})
}

// WaitingObjections lists what holds up a settlement, oldest first: the objections to it
// that wait for an answer, and those to the earlier drafts of its source in its incident,
// which are not answered by drafting again.
func (tx *Tx) WaitingObjections(st *Settlement) ([]Objection, error) {
	return list[Objection](tx, query{
		cond:  "state IN ? AND settlement_id IN (SELECT id FROM settlements WHERE incident_id = ? AND pool_id = ? AND asset_id = ? AND kind = ?)",
		args:  []any{states.ObjectionWaits, st.IncidentID, st.PoolID, st.AssetID, st.Kind},
		order: "id",
	})
}

// OverdueObjections lists objections that wait and are due by a moment, after a row.
func (tx *Tx) OverdueObjections(now time.Time, after int64, limit int) ([]Objection, error) {
	return list[Objection](tx, query{
		cond: "id > ? AND state IN ? AND due_at <= ?", args: []any{after, states.ObjectionWaits, now}, order: "id", limit: limit,
	})
}

// ObjectionLoad counts the objections that wait for each login of the staff.
func (tx *Tx) ObjectionLoad() (map[int64]int, error) {
	out := map[int64]int{}
	return out, each(tx, "id", query{cond: "state IN ? AND assigned_to IS NOT NULL", args: []any{states.ObjectionWaits}}, func(o *Objection) error {
		out[*o.AssignedTo]++
		return nil
	})
}

// ObjectionFilter says which objections to list; zero values do not filter.
type ObjectionFilter struct {
	SettlementID int64
	IncidentID   int64
	AssignedTo   int64
	State        string
	OverdueAt    time.Time // those not answered that were due by then
}

// ObjectionPage lists one page of objections.
func (tx *Tx) ObjectionPage(f ObjectionFilter, p Page) ([]Objection, error) {
	w := where{}
	w.and(f.SettlementID != 0, "settlement_id = ?", f.SettlementID)
	w.and(f.IncidentID != 0, "settlement_id IN (SELECT id FROM settlements WHERE incident_id = ?)", f.IncidentID)
	w.and(f.AssignedTo != 0, "assigned_to = ?", f.AssignedTo)
	w.and(f.State != "", "state = ?", f.State)
	w.and(!f.OverdueAt.IsZero(), "due_at <= ? AND state NOT IN ?", f.OverdueAt, states.ObjectionOver)
	return page[Objection](tx, p, w.cond(), w.args...)
}
