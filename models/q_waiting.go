package models

import (
	"slices"
	"strings"
	"time"

	"makewhole/states"
)

// Waiting is how many rows of a kind stand in one state that is no end.
type Waiting struct {
	Machine, State string
	Rows           int64
}

// WaitingIntents is how many intents of the outbox stand in one state that is no
// end, how many of them carry a reason why they cannot be sent, and when the
// oldest was written.
type WaitingIntents struct {
	State         string
	Rows, Blocked int64
	Oldest        time.Time
}

// waitingIn are the machines that Waiting counts, with their tables; each has an
// index on its state.
var waitingIn = []struct {
	machine Machine
	table   string
}{{states.Incident, "incidents"}, {states.Claim, "claims"}, {states.Settlement, "settlements"}, {states.Plan, "distribution_plans"}}

// Waiting counts, by kind and state, the incidents, claims, settlements and
// plans that are not at their end.
func (tx *Tx) Waiting() ([]Waiting, error) {
	var out []Waiting
	for _, in := range waitingIn {
		row := Waiting{Machine: in.machine.Name}
		q, args := underWay("SELECT state, count(*) FROM "+in.table, in.machine)
		err := tx.stream("count "+in.table, q, args, []any{&row.State, &row.Rows}, func() error {
			out = append(out, row)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// WaitingIntents counts the intents that are not at their end, by state.
func (tx *Tx) WaitingIntents() ([]WaitingIntents, error) {
	var out []WaitingIntents
	var first []int64
	var row WaitingIntents
	var id int64
	q, args := underWay("SELECT state, count(*), sum(CASE WHEN blocked <> '' THEN 1 ELSE 0 END), min(id) FROM tx_intents", states.Transaction)
	err := tx.stream("count intents", q, args, []any{&row.State, &row.Rows, &row.Blocked, &id}, func() error {
		out, first = append(out, row), append(first, id)
		return nil
	})
	for i := range out {
		if err != nil {
			return nil, err
		}
		var oldest TxIntent
		oldest, err = ByID[TxIntent](tx, first[i])
		out[i].Oldest = oldest.CreatedAt
	}
	return out, err
}

// Cursors lists how far each reader of a chain has come.
func (tx *Tx) Cursors() ([]ChainCursor, error) {
	return list[ChainCursor](tx, query{order: "chain_id, name", limit: 200})
}

// underWay ends a counting query with the states of m that are no end.
func underWay(q string, m Machine) (string, []any) {
	open := slices.DeleteFunc(m.States(), func(s string) bool { return slices.Contains(m.Final, s) })
	args := make([]any, len(open))
	for i, s := range open {
		args[i] = s
	}
	return q + " WHERE state IN (?" + strings.Repeat(", ?", len(open)-1) + ") GROUP BY state ORDER BY state", args
}
