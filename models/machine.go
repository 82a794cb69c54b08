package models

import (
	"fmt"

	"makewhole/states"
)

// The tables and what they refuse; package states holds every one of them.
type (
	Edge            = states.Edge
	Machine         = states.Machine
	TransitionError = states.TransitionError
)

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
	edge, err := allowed(m, "", event, by)
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

func allowed(m Machine, from, event string, by Actor) (Edge, error) {
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
func (r *Cover) Subject() Subject         { return Subject{r.ID, r.PublicID, "state", &r.State} }
func (r *CoverImport) Subject() Subject   { return Subject{r.ID, r.PublicID, "state", &r.State} }
func (r *Snapshot) Subject() Subject      { return Subject{r.ID, r.PublicID, "state", &r.State} }
func (r *SnapshotSet) Subject() Subject   { return Subject{r.ID, r.PublicID, "state", &r.State} }
func (r *Claim) Subject() Subject         { return Subject{r.ID, r.PublicID, "state", &r.State} }
func (r *Entitlement) Subject() Subject   { return Subject{r.ID, r.PublicID, "state", &r.State} }
func (r *Monitor) Subject() Subject       { return Subject{r.ID, r.PublicID, "state", &r.State} }
func (r *Finding) Subject() Subject       { return Subject{r.ID, r.PublicID, "state", &r.State} }
func (r *ResponsePlan) Subject() Subject  { return Subject{r.ID, r.PublicID, "state", &r.State} }
func (r *Response) Subject() Subject      { return Subject{r.ID, r.PublicID, "state", &r.State} }
func (r *Correction) Subject() Subject    { return Subject{r.ID, r.PublicID, "state", &r.State} }
func (r *ReceiverWait) Subject() Subject  { return Subject{r.ID, r.PublicID, "state", &r.State} }
func (r *RecoveryPayee) Subject() Subject { return Subject{r.ID, r.PublicID, "state", &r.State} }
func (r *Settlement) Subject() Subject    { return Subject{r.ID, r.PublicID, "state", &r.State} }
func (r *Objection) Subject() Subject     { return Subject{r.ID, r.PublicID, "state", &r.State} }
func (r *Allocation) Subject() Subject    { return Subject{r.ID, r.PublicID, "state", &r.State} }
func (r *Recovery) Subject() Subject      { return Subject{r.ID, r.PublicID, "state", &r.State} }
func (r *TxIntent) Subject() Subject      { return Subject{r.ID, r.PublicID, "state", &r.State} }
func (r *DistributionPlan) Subject() Subject {
	return Subject{r.ID, r.PublicID, "state", &r.State}
}
