package models

import (
	"fmt"
	"slices"
)

// Edge is one allowed step. Role is who may take it ("a|b" = either), empty for
// anybody the caller lets through. From is empty where a subject is born.
type Edge struct{ From, Event, To, Role string }

// Machine is a literal state table; it lives in the room that owns the machine.
type Machine struct {
	Name  string
	Edges []Edge
}

// TransitionError is an event that the state does not allow.
type TransitionError struct{ Machine, From, Event string }

func (e *TransitionError) Error() string {
	return fmt.Sprintf("%s: no %q from %q", e.Machine, e.Event, e.From)
}

// Unwrap makes errors.Is(err, ErrState) true.
func (e *TransitionError) Unwrap() error { return ErrState }

// Next is the only reader of the table.
func (m Machine) Next(from, event string) (Edge, error) {
	for _, e := range m.Edges {
		if e.From == from && e.Event == event {
			return e, nil
		}
	}
	return Edge{}, &TransitionError{m.Name, from, event}
}

// States lists every state of the table once, in order of appearance.
func (m Machine) States() []string {
	var states []string
	for _, e := range m.Edges {
		for _, s := range []string{e.From, e.To} {
			if s != "" && !slices.Contains(states, s) {
				states = append(states, s)
			}
		}
	}
	return states
}

// Subject is what a state machine needs to know of a row.
type Subject struct {
	ID       int64
	PublicID string
	Column   string // of State
	State    *string
}

// Stateful is a row with a state.
type Stateful[T any] interface {
	*T
	Subject() Subject
}

// Start inserts a row in the state its birth edge (From "") names, with its
// first history row and audit entry.
func Start[T any, P Stateful[T]](tx *Tx, m Machine, row P, event string, by Actor, reason string) error {
	edge, err := m.allowed("", event, by)
	if err != nil {
		return err
	}
	*row.Subject().State = edge.To
	if err := Insert(tx, (*T)(row)); err != nil {
		return err
	}
	after, err := rowHash(tx, (*T)(row))
	if err != nil {
		return err
	}
	return tx.record(m, edge, row.Subject(), by, reason, "", after)
}

// Move takes one transition of a row: next state, compare-and-set on version and
// state (cols are written too), one history row, one audit entry. Any failure
// leaves the transaction unable to commit half of it.
func Move[T any, P Stateful[T]](tx *Tx, m Machine, row P, event string, by Actor, reason string, cols ...string) error {
	return MoveAll[T, P](tx, m, []Step[T]{{Row: (*T)(row), Events: []Event{{event, reason}}, Cols: cols}}, by)
}

func (m Machine) allowed(from, event string, by Actor) (Edge, error) {
	edge, err := m.Next(from, event)
	if err != nil {
		return edge, err
	}
	if edge.Role != "" && !by.Has(edge.Role) {
		return edge, fmt.Errorf("%s %s by %s: %w", m.Name, event, by.Kind, ErrForbidden)
	}
	return edge, nil
}

// record writes the history row and the audit entry of one step.
func (tx *Tx) record(m Machine, e Edge, s Subject, by Actor, reason, before, after string) error {
	row, entry, err := tx.step(m, e, s, by, reason, before, after)
	if err != nil {
		return err
	}
	if err := Insert(tx, &row); err != nil {
		return err
	}
	return Insert(tx, &entry)
}

// step makes the history row and the audit entry of one step.
func (tx *Tx) step(m Machine, e Edge, s Subject, by Actor, reason, before, after string) (Transition, AuditEntry, error) {
	row := Transition{
		Machine: m.Name, SubjectID: s.ID, From: e.From, Event: e.Event, To: e.To,
		Actor: by.String(), Reason: reason, RequestID: by.RequestID, At: tx.Now,
	}
	entry, err := tx.auditEntry(by, m.Name+"."+e.Event, s.PublicID, map[string]any{
		"machine": m.Name, "subject_id": s.ID, "from": e.From, "to": e.To, "reason": reason,
		"before": before, "after": after,
	})
	return row, entry, err
}

// History is every step of one subject, oldest first.
func (tx *Tx) History(machine string, subjectID int64) ([]Transition, error) {
	return list[Transition](tx, query{cond: "machine = ? AND subject_id = ?", args: []any{machine, subjectID}})
}

// Subject of each row with a state. A module's state is its containment.
func (r *Incident) Subject() Subject { return Subject{r.ID, r.PublicID, "state", &r.State} }
func (r *Module) Subject() Subject {
	return Subject{r.ID, r.PublicID, "containment", &r.Containment}
}
func (r *Cover) Subject() Subject       { return Subject{r.ID, r.PublicID, "state", &r.State} }
func (r *Snapshot) Subject() Subject    { return Subject{r.ID, r.PublicID, "state", &r.State} }
func (r *SnapshotSet) Subject() Subject { return Subject{r.ID, r.PublicID, "state", &r.State} }
func (r *Claim) Subject() Subject       { return Subject{r.ID, r.PublicID, "state", &r.State} }
func (r *Entitlement) Subject() Subject { return Subject{r.ID, r.PublicID, "state", &r.State} }
func (r *Settlement) Subject() Subject  { return Subject{r.ID, r.PublicID, "state", &r.State} }
func (r *Allocation) Subject() Subject  { return Subject{r.ID, r.PublicID, "state", &r.State} }
func (r *Recovery) Subject() Subject    { return Subject{r.ID, r.PublicID, "state", &r.State} }
func (r *TxIntent) Subject() Subject    { return Subject{r.ID, r.PublicID, "state", &r.State} }
func (r *DistributionPlan) Subject() Subject {
	return Subject{r.ID, r.PublicID, "state", &r.State}
}
