package models

import (
	"github.com/ethereum/go-ethereum/common"

	"bytes"
	"io"
	"time"

	"makewhole/money"
)

// Right is an open cover entitlement as a settlement reads it: the columns that
// are needed, with the product of its cover.
type Right struct {
	ID        int64
	PublicID  string
	ProductID int64
	InForce   bool // the cover was, for this protocol, at the moment asked for
	Affected  Address
	Receiver  Address
	Amount    Amount
	Class     int64
	Held      bool
}

// OpenRights streams the open cover entitlements of an incident, in no order,
// by one query. fn gets the same variable every time and must not use tx.
func (tx *Tx) OpenRights(incidentID, protocolID int64, at time.Time, fn func(*Right) error) error {
	var r Right
	const q = `SELECT e.id, e.public_id, c.product_id,
		c.active_from <= ? AND c.active_to > ? AND c.product_id IN (SELECT id FROM products WHERE protocol_id = ?),
		e.affected, e.receiver, e.amount, e.class, e.held
		FROM entitlements e JOIN covers c ON c.id = e.cover_id
		WHERE e.incident_id = ? AND e.kind = 'cover' AND e.state = 'open'`
	into := []any{&r.ID, &r.PublicID, &r.ProductID, &r.InForce, &r.Affected, &r.Receiver, &r.Amount, &r.Class, &r.Held}
	return tx.stream("read entitlements", q, []any{at, at, protocolID, incidentID}, into, func() error { return fn(&r) })
}

// SharedRight is an open cover entitlement of an account with several covers of the
// loss, by what the cover could owe alone.
type SharedRight struct {
	EntitlementID, ProductID int64
	Affected                 Address
	Owed, Alone              Amount // without and with the cover's own limit
	Requested, Approved      Amount // of its claim; without one what it owes alone, and nothing
}

// SharedRights streams the rights of accounts with several covers, in no order, by
// one query. fn gets the same variable every time and must not use tx.
func (tx *Tx) SharedRights(incidentID int64, fn func(*SharedRight) error) error {
	return tx.sharedRights("", []any{incidentID}, fn)
}

// SharedRightsOf is SharedRights of one account.
func (tx *Tx) SharedRightsOf(incidentID int64, affected common.Address, fn func(*SharedRight) error) error {
	return tx.sharedRights(" AND s.affected = ?", []any{incidentID, Addr(affected)}, fn)
}

func (tx *Tx) sharedRights(cond string, args []any, fn func(*SharedRight) error) error {
	var r SharedRight
	const q = `SELECT e.id, c.product_id, e.affected, s.owed, s.alone, COALESCE(k.requested, s.alone), COALESCE(k.approved, '0')
		FROM cover_shares s JOIN entitlements e ON e.incident_id = s.incident_id AND e.affected = s.affected AND e.cover_id = s.cover_id
		JOIN covers c ON c.id = e.cover_id LEFT JOIN claims k ON k.id = e.claim_id
		WHERE s.incident_id = ? AND e.kind = 'cover' AND e.state = 'open'`
	into := []any{&r.EntitlementID, &r.ProductID, &r.Affected, &r.Owed, &r.Alone, &r.Requested, &r.Approved}
	return tx.stream("read shared rights", q+cond, args, into, func() error { return fn(&r) })
}

// CountOpenRights is how many rights OpenRights streams.
func (tx *Tx) CountOpenRights(incidentID int64) (int64, error) {
	return count[Entitlement](tx, "incident_id = ? AND kind = 'cover' AND state = 'open'", incidentID)
}

// PaidLines streams what was allocated so far: the lines with a leaf of an
// incident's settlements of one kind that were neither cancelled nor swept, in
// no order, by one query. fn must not use tx.
func (tx *Tx) PaidLines(incidentID int64, kind string, fn func(settlementID, entitlementID int64, amount money.Amount) error) error {
	var settlement, entitlement int64
	var amount Amount
	const q = `SELECT settlement_id, entitlement_id, amount FROM allocations
		WHERE leaf_index IS NOT NULL AND state <> 'void' AND state <> 'swept' AND settlement_id IN
		(SELECT id FROM settlements WHERE incident_id = ? AND kind = ? AND state <> 'cancelled')`
	return tx.stream("read allocations", q, []any{incidentID, kind}, []any{&settlement, &entitlement, &amount},
		func() error { return fn(settlement, entitlement, amount.Amount) })
}

// LeavesOf streams the lines with a leaf of one settlement, in no order, by one
// query. fn must not use tx.
func (tx *Tx) LeavesOf(settlementID int64, fn func(entitlementID int64, amount money.Amount) error) error {
	var entitlement int64
	var amount Amount
	const q = `SELECT entitlement_id, amount FROM allocations WHERE settlement_id = ? AND leaf_index IS NOT NULL`
	return tx.stream("read allocations", q, []any{settlementID}, []any{&entitlement, &amount},
		func() error { return fn(entitlement, amount.Amount) })
}

// ProductWording is a wording that covers of a product were written under.
type ProductWording struct{ ProductID, WordingID int64 }

// WordingsAt lists the products of a protocol with the wordings of their covers
// whose period contains t.
func (tx *Tx) WordingsAt(protocolID int64, t time.Time) ([]ProductWording, error) {
	var row ProductWording
	var out []ProductWording
	const q = `SELECT DISTINCT product_id, wording_id FROM covers
		WHERE product_id IN (SELECT id FROM products WHERE protocol_id = ?) AND active_from <= ? AND active_to > ?
		ORDER BY product_id, wording_id`
	err := tx.stream("read covers", q, []any{protocolID, t, t}, []any{&row.ProductID, &row.WordingID}, func() error {
		out = append(out, row)
		return nil
	})
	return out, err
}

// filePart is how many bytes of an entitlement file one row holds.
const filePart = 1 << 20

// WriteEntitlementFile stores the bytes that write produces as the entitlement
// file of a draft, in parts, so that no column and no buffer holds all of it.
func (tx *Tx) WriteEntitlementFile(settlementID int64, write func(w io.Writer) error) error {
	return writeParts(write, func(idx int64, data []byte) error {
		return InsertBatch(tx, []EntitlementPart{{SettlementID: settlementID, Idx: idx, Data: data}})
	})
}

func writeParts(write func(w io.Writer) error, store func(idx int64, data []byte) error) error {
	w := &partWriter{store: store}
	if err := write(w); err != nil {
		return err
	}
	return w.flush()
}

// partWriter cuts a stream into rows.
type partWriter struct {
	store func(idx int64, data []byte) error // must not keep data
	idx   int64
	data  []byte
}

func (w *partWriter) Write(p []byte) (int, error) {
	if w.data == nil {
		w.data = make([]byte, 0, filePart)
	}
	done := 0
	for done < len(p) {
		n := min(len(p)-done, filePart-len(w.data))
		w.data = append(w.data, p[done:done+n]...)
		if done += n; len(w.data) == filePart {
			if err := w.flush(); err != nil {
				return done, err
			}
		}
	}
	return done, nil
}

func (w *partWriter) flush() error {
	if len(w.data) == 0 {
		return nil
	}
	if err := w.store(w.idx, w.data); err != nil {
		return err
	}
	w.idx, w.data = w.idx+1, w.data[:0]
	return nil
}

// EntitlementFile reads the whole entitlement file of a settlement.
func (tx *Tx) EntitlementFile(settlementID int64) ([]byte, error) {
	var out bytes.Buffer
	err := tx.CopyEntitlementFile(settlementID, &out)
	return out.Bytes(), err
}

// CopyEntitlementFile writes the entitlement file of a settlement to w, one part
// in memory at a time.
func (tx *Tx) CopyEntitlementFile(settlementID int64, w io.Writer) error {
	return tx.copyParts("entitlement_parts", settlementID, w)
}

func (tx *Tx) copyParts(table string, settlementID int64, w io.Writer) error {
	var part []byte
	q := "SELECT data FROM " + table + " WHERE settlement_id = ? ORDER BY idx"
	return tx.stream("read "+table, q, []any{settlementID}, []any{&part}, func() error {
		_, err := w.Write(part)
		return err
	})
}

// StoredLine is what a stored line of a settlement pays.
type StoredLine struct {
	Leaf     int64 // −1 without a leaf
	Receiver Address
	Entitled Amount
	Already  Amount
	Amount   Amount
	Held     bool
}

// StoredLines streams the lines of a settlement in the order they were written,
// by one query. fn gets the same variable every time and must not use tx.
func (tx *Tx) StoredLines(settlementID int64, fn func(*StoredLine) error) error {
	var l StoredLine
	const q = `SELECT COALESCE(leaf_index, -1), receiver, entitled, already, amount, held
		FROM allocations WHERE settlement_id = ? ORDER BY id`
	into := []any{&l.Leaf, &l.Receiver, &l.Entitled, &l.Already, &l.Amount, &l.Held}
	return tx.stream("read allocations", q, []any{settlementID}, into, func() error { return fn(&l) })
}
