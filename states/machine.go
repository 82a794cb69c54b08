package states

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Edge is one allowed step. Role is who may take it ("a|b" = either), empty for
// anybody the caller lets through. From is empty where a subject is born.
//
// Persons is how many different persons must have agreed to the step; 0 means
// that the one who takes it is enough. The room that takes the edge counts them
// before it does.
type Edge struct {
	From, Event, To, Role string
	Persons               int
}

// Machine is one literal state table. Final are the states in which a subject
// may rest for good, even where a decision can lead out of them again.
type Machine struct {
	Name  string
	Edges []Edge
	Final []string
}

// ErrState means a subject's state has no such step.
var ErrState = errors.New("not possible in this state")

// TransitionError is an event that the state does not allow.
type TransitionError struct{ Machine, From, Event string }

func (e *TransitionError) Error() string {
	return fmt.Sprintf("%s: no %q from %q", e.Machine, e.Event, e.From)
}

// Unwrap makes errors.Is(err, ErrState) true.
func (e *TransitionError) Unwrap() error { return ErrState }

// Next is the only reader of the table that a step goes through; it answers
// *TransitionError for an event that the state does not allow.
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

// Births lists the states in which a subject begins. A machine without a birth
// edge says nothing about the making of its subjects: they begin where its first
// edge starts.
func (m Machine) Births() []string {
	var out []string
	for _, e := range m.Edges {
		if e.From == "" && !slices.Contains(out, e.To) {
			out = append(out, e.To)
		}
	}
	if len(out) == 0 && len(m.Edges) > 0 {
		out = append(out, m.Edges[0].From)
	}
	return out
}

// Reachable lists the states that a subject of m can be in, breadth first from
// its births.
func Reachable(m Machine) []string { return Onward(m, m.Births()...) }

// Onward lists the states that some steps lead to from the given ones, which
// come first.
func Onward(m Machine, from ...string) []string {
	out := slices.Clone(from)
	for i := 0; i < len(out); i++ {
		for _, e := range m.Edges {
			if e.From == out[i] && !slices.Contains(out, e.To) {
				out = append(out, e.To)
			}
		}
	}
	return out
}

// Ends reports whether some steps lead from a state to a final one.
func Ends(m Machine, from string) bool {
	return slices.ContainsFunc(Onward(m, from), func(s string) bool { return slices.Contains(m.Final, s) })
}

// Without is m less the edges that only the given roles may take.
func Without(m Machine, roles ...string) Machine {
	only := func(e Edge) bool {
		if e.Role == "" {
			return false
		}
		for one := range strings.SplitSeq(e.Role, "|") {
			if !slices.Contains(roles, one) {
				return false
			}
		}
		return true
	}
	m.Edges = slices.DeleteFunc(slices.Clone(m.Edges), only)
	return m
}
