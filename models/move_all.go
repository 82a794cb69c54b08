package models

import (
	"fmt"
	"reflect"
	"slices"

	"gorm.io/gorm/clause"
)

// Event is one transition by its name, and why.
type Event struct{ Name, Reason string }

// Step is what happens to one row: transitions that follow one another, and the
// columns that are written with the first of them.
type Step[T any] struct {
	Was    *T // the row as it was read, at the version it is expected to have; nil = read it now
	Row    *T // what it shall be, but for state and version
	Events []Event
	Cols   []string
}

// MoveAll takes the steps of many rows of one machine, each row at most once: a
// compare-and-set on version and state for each row, a history row and an audit
// entry for each transition, in the order of the steps. A row that takes several
// transitions is written once, with one version.
func MoveAll[T any, P Stateful[T]](tx *Tx, m Machine, steps []Step[T], by Actor) error {
	ids := make([]int64, len(steps))
	for i, st := range steps {
		s := P(st.Row).Subject()
		if ids[i] = s.ID; slices.Contains(ids[:i], s.ID) {
			return fmt.Errorf("%s %s: two steps of one row at once: %w", m.Name, s.PublicID, ErrState)
		}
		if len(st.Events) == 0 {
			return fmt.Errorf("%s %s: no event: %w", m.Name, s.PublicID, ErrState)
		}
		if _, err := allowed(m, *s.State, st.Events[0].Name, by); err != nil {
			return err
		}
	}
	steps = slices.Clone(steps)
	if err := readMissing[T, P](tx, steps); err != nil {
		return err
	}
	var history []Transition
	var entries []AuditEntry
	for _, st := range steps {
		paths, err := move[T, P](tx, m, st, by)
		if err != nil {
			return err
		}
		for _, p := range paths {
			row, entry, err := tx.step(m, p.edge, P(st.Row).Subject(), by, p.reason, p.before, p.after)
			if err != nil {
				return err
			}
			history, entries = append(history, row), append(entries, entry)
		}
	}
	if err := InsertBatch(tx, history); err != nil {
		return err
	}
	return InsertBatch(tx, entries)
}

// passage is one transition with the hash of the row before and after it.
type passage struct {
	edge          Edge
	reason        string
	before, after string
}

// move writes one row and says what it went through.
func move[T any, P Stateful[T]](tx *Tx, m Machine, st Step[T], by Actor) ([]passage, error) {
	if err := prepareRow(tx, st.Row); err != nil {
		return nil, err
	}
	path, err := passages[T, P](tx, m, st, by)
	if err != nil {
		return nil, err
	}
	s := P(st.Row).Subject()
	from := *s.State
	*s.State = path[len(path)-1].edge.To
	guard := clause.Expr{SQL: s.Column + " = ?", Vars: []any{from}}
	if err := update(tx, st.Row, guard, append(st.Cols[:len(st.Cols):len(st.Cols)], s.Column)...); err != nil {
		*s.State = from
		return nil, err
	}
	return path, nil
}

// passages follows a row through its transitions without writing it: what the
// store holds after each is what it held before, the named columns, the state
// and the next version.
func passages[T any, P Stateful[T]](tx *Tx, m Machine, st Step[T], by Actor) ([]passage, error) {
	now := *st.Was
	s, sch := P(&now).Subject(), tableOf[T]()
	if *s.State != *P(st.Row).Subject().State {
		return nil, wrap("update "+sch.Table, ErrVersion)
	}
	hash, err := rowHash(tx, &now)
	if err != nil {
		return nil, err
	}
	cols, err := columns(sch, st.Cols)
	if err != nil {
		return nil, err
	}
	to, from := reflect.ValueOf(&now).Elem(), reflect.ValueOf(st.Row).Elem()
	raise(tx, sch, to)
	for _, f := range cols {
		f.ReflectValueOf(tx.ctx, to).Set(f.ReflectValueOf(tx.ctx, from))
	}
	out := make([]passage, len(st.Events))
	for i, event := range st.Events {
		edge, err := allowed(m, *s.State, event.Name, by)
		if err != nil {
			return nil, err
		}
		*s.State = edge.To
		out[i] = passage{edge: edge, reason: event.Reason, before: hash}
		if hash, err = rowHash(tx, &now); err != nil {
			return nil, err
		}
		out[i].after = hash
	}
	return out, nil
}

// readMissing reads the rows that the caller did not bring.
func readMissing[T any, P Stateful[T]](tx *Tx, steps []Step[T]) error {
	var ids []int64
	for _, st := range steps {
		if st.Was == nil {
			ids = append(ids, P(st.Row).Subject().ID)
		}
	}
	found := make(map[int64]*T, len(ids))
	for part := range slices.Chunk(ids, chunk) {
		rows, err := list[T](tx, query{cond: "id IN ?", args: []any{part}})
		if err != nil {
			return err
		}
		for i := range rows {
			found[P(&rows[i]).Subject().ID] = &rows[i]
		}
	}
	if len(found) != len(ids) {
		return fmt.Errorf("move %d rows, found %d: %w", len(ids), len(found), ErrNotFound)
	}
	for i, st := range steps {
		if st.Was == nil {
			steps[i].Was = found[P(st.Row).Subject().ID]
		}
	}
	return nil
}
