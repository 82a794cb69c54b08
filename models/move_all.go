package models

import (
	"fmt"
	"slices"

	"gorm.io/gorm/clause"
)

// Step is one transition of many. Cols are written too.
type Step[T any] struct {
	Row    *T
	Event  string
	Reason string
	Cols   []string
}

// MoveAll is Move for many rows of one machine, each at most once, with the same
// history and audit entries in the order of the steps: the rows are read, and
// the entries written, together.
func MoveAll[T any, P Stateful[T]](tx *Tx, m Machine, steps []Step[T], by Actor) error {
	edges := make([]Edge, len(steps))
	ids := make([]int64, len(steps))
	for i, st := range steps {
		s := P(st.Row).Subject()
		edge, err := m.allowed(*s.State, st.Event, by)
		if err != nil {
			return err
		}
		if slices.Contains(ids[:i], s.ID) {
			return fmt.Errorf("%s %s: two steps of one row at once: %w", m.Name, s.PublicID, ErrState)
		}
		edges[i], ids[i] = edge, s.ID
	}
	before, err := hashesOf[T, P](tx, ids)
	if err != nil {
		return err
	}
	for i, st := range steps {
		s := P(st.Row).Subject()
		*s.State = edges[i].To
		guard := clause.Expr{SQL: s.Column + " = ?", Vars: []any{edges[i].From}}
		if err := update(tx, st.Row, guard, append(st.Cols[:len(st.Cols):len(st.Cols)], s.Column)...); err != nil {
			*s.State = edges[i].From
			return err
		}
	}
	after, err := hashesOf[T, P](tx, ids)
	if err != nil {
		return err
	}
	return recordAll[T, P](tx, m, steps, edges, by, before, after)
}

// recordAll writes the history rows and the audit entries.
func recordAll[T any, P Stateful[T]](tx *Tx, m Machine, steps []Step[T], edges []Edge, by Actor, before, after map[int64]string) error {
	history := make([]Transition, len(steps))
	entries := make([]AuditEntry, len(steps))
	for i, st := range steps {
		s := P(st.Row).Subject()
		var err error
		history[i], entries[i], err = tx.step(m, edges[i], s, by, st.Reason, before[s.ID], after[s.ID])
		if err != nil {
			return err
		}
	}
	if err := InsertBatch(tx, history); err != nil {
		return err
	}
	return InsertBatch(tx, entries)
}

// hashesOf hashes the stored rows.
func hashesOf[T any, P Stateful[T]](tx *Tx, ids []int64) (map[int64]string, error) {
	out := make(map[int64]string, len(ids))
	for part := range slices.Chunk(ids, chunk) {
		rows, err := list[T](tx, query{cond: "id IN ?", args: []any{part}})
		if err != nil {
			return nil, err
		}
		for i := range rows {
			if out[P(&rows[i]).Subject().ID], err = rowHash(tx, &rows[i]); err != nil {
				return nil, err
			}
		}
	}
	if len(out) != len(ids) {
		return nil, fmt.Errorf("move %d rows, found %d: %w", len(ids), len(out), ErrNotFound)
	}
	return out, nil
}
