package models

import (
	"bytes"
	"io"
	"time"

	"makewhole/money"
	"makewhole/states"
)

// AccountLine is one line that an incident's settlements gave: it has a leaf and
// its settlement was not cancelled.
type AccountLine struct {
	SettlementID  int64
	EntitlementID int64
	Part          string
	State         string // of the line
	Amount        money.Amount
}

// AccountLines streams the lines of an incident's settlements that were given, in
// the order of their settlements, by one query. fn gets the same variable every
// time and must not use tx.
func (tx *Tx) AccountLines(incidentID int64, fn func(*AccountLine) error) error {
	var l AccountLine
	var amount Amount
	const q = `SELECT settlement_id, entitlement_id, part, state, amount FROM allocations
		WHERE leaf_index IS NOT NULL AND state <> 'void' AND settlement_id IN
		(SELECT id FROM settlements WHERE incident_id = ? AND state <> 'cancelled') ORDER BY settlement_id, id`
	return tx.stream("read allocations", q, []any{incidentID}, []any{&l.SettlementID, &l.EntitlementID, &l.Part, &l.State, &amount}, func() error {
		l.Amount = amount.Amount
		return fn(&l)
	})
}

// EntitlementRef is what a round needs of an entitlement, whatever its state.
type EntitlementRef struct {
	ID       int64
	PublicID string
	Kind     string
	Class    int64
	Affected Address
	Receiver Address
	Held     bool
	Open     bool
}

// EntitlementRefs streams the entitlements of an incident by public id, by one
// query. fn gets the same variable every time and must not use tx.
func (tx *Tx) EntitlementRefs(incidentID int64, fn func(*EntitlementRef) error) error {
	var e EntitlementRef
	const q = `SELECT id, public_id, kind, class, affected, receiver, held, state = 'open' FROM entitlements
		WHERE incident_id = ? ORDER BY public_id`
	into := []any{&e.ID, &e.PublicID, &e.Kind, &e.Class, &e.Affected, &e.Receiver, &e.Held, &e.Open}
	return tx.stream("read entitlements", q, []any{incidentID}, into, func() error { return fn(&e) })
}

// AnySwept reports whether a line of an incident was swept.
func (tx *Tx) AnySwept(incidentID int64) (bool, error) {
	n, err := count[Allocation](tx, "state = 'swept' AND settlement_id IN (SELECT id FROM settlements WHERE incident_id = ?)", incidentID)
	return n > 0, err
}

// AnyRound reports whether a settlement of an incident that was not cancelled was
// computed from the loss accounts.
func (tx *Tx) AnyRound(incidentID int64) (bool, error) {
	n, err := count[AccountPart](tx, "settlement_id IN (SELECT id FROM settlements WHERE incident_id = ? AND state <> 'cancelled')", incidentID)
	return n > 0, err
}

// SubrogationsOf lists what the uncancelled settlements of an incident did with
// money that is a pool's by subrogation.
func (tx *Tx) SubrogationsOf(incidentID int64) ([]Subrogation, error) {
	return list[Subrogation](tx, query{
		cond: "settlement_id IN (SELECT id FROM settlements WHERE incident_id = ? AND state <> 'cancelled')", args: []any{incidentID},
		order: "settlement_id, pool_id, affected, kind",
	})
}

// EscheatSettlementsOf lists the settlements of an incident whose source is its
// swept money.
func (tx *Tx) EscheatSettlementsOf(incidentID int64) (map[int64]bool, error) {
	rows, err := list[EscheatSettlement](tx, query{
		cond: "settlement_id IN (SELECT id FROM settlements WHERE incident_id = ?)", args: []any{incidentID}, order: "settlement_id",
	})
	out := map[int64]bool{}
	for _, r := range rows {
		out[r.SettlementID] = true
	}
	return out, err
}

// FromEscheat reports whether a settlement pays swept money.
func (tx *Tx) FromEscheat(settlementID int64) (bool, error) {
	n, err := count[EscheatSettlement](tx, "settlement_id = ?", settlementID)
	return n > 0, err
}

// WriteAccounts stores the bytes that write produces as the accounts file of a
// draft, in parts.
func (tx *Tx) WriteAccounts(settlementID int64, write func(w io.Writer) error) error {
	return writeParts(write, func(idx int64, data []byte) error {
		return InsertBatch(tx, []AccountPart{{SettlementID: settlementID, Idx: idx, Data: data}})
	})
}

// AccountsFile reads the accounts file of a settlement; it is empty where the
// entitlement file says everything.
func (tx *Tx) AccountsFile(settlementID int64) ([]byte, error) {
	var out bytes.Buffer
	err := tx.copyParts("account_parts", settlementID, &out)
	return out.Bytes(), err
}

// ClosedAt is when a settlement was closed, nil before.
func (tx *Tx) ClosedAt(settlementID int64) (*time.Time, error) {
	rows, err := tx.History(states.Settlement.Name, settlementID)
	for i := range rows {
		if rows[i].To == SettlementClosed {
			return &rows[i].At, err
		}
	}
	return nil, err
}
