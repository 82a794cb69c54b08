package models

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/money"
)

// EachRowIn calls fn for every row with after < id ≤ last, in the order of id.
func EachRowIn[T any](tx *Tx, after, last int64, fn func(*T) error) error {
	return each[T](tx, "id", query{cond: "id > ? AND id <= ?", args: []any{after, last}}, fn)
}

// CountUpTo counts the rows of a table with id ≤ last.
func CountUpTo[T any](tx *Tx, last int64) (int64, error) { return count[T](tx, "id <= ?", last) }

// LastID is the highest id of a table, 0 when it is empty.
func LastID[T any](tx *Tx) (int64, error) {
	var last *int64
	err := tx.db.Model(new(T)).Select("max(id)").Row().Scan(&last)
	if err != nil || last == nil {
		return 0, wrap("last id", tx.owner.translate(err))
	}
	return *last, nil
}

// RowDigest is the sha256 of every column of a row except the named ones (those
// that may change), each as length-prefixed name and value.
func RowDigest[T any](row *T, except ...string) ([32]byte, error) {
	sch, rv := tableOf[T](), reflect.ValueOf(row).Elem()
	text := make([]byte, 0, 1024)
	put := func(s string) {
		text = binary.BigEndian.AppendUint64(text, uint64(len(s)))
		text = append(text, s...)
	}
	for _, f := range sch.Fields {
		if slices.Contains(except, f.DBName) {
			continue
		}
		v, err := driverValue(f, rv)
		if err != nil {
			return [32]byte{}, wrap("hash "+sch.Table, err)
		}
		put(f.DBName)
		switch x := v.(type) {
		case nil:
			put("null")
		case time.Time:
			put("=" + micros(x).Format(time.RFC3339Nano))
		case []byte:
			put("=" + string(x))
		case string:
			put("=" + x)
		case int64:
			put("=" + strconv.FormatInt(x, 10))
		default:
			put(fmt.Sprintf("=%v", x))
		}
	}
	return sha256.Sum256(text), nil
}

// EntitlementNames streams the entitlements of an incident by both of their ids.
// fn must not use tx.
func (tx *Tx) EntitlementNames(incidentID int64, fn func(id int64, publicID string) error) error {
	var id int64
	var name string
	return tx.stream("read entitlements", "SELECT id, public_id FROM entitlements WHERE incident_id = ?", []any{incidentID},
		[]any{&id, &name}, func() error { return fn(id, name) })
}

// LeavesBetween lists the lines of a settlement with first ≤ leaf index ≤ last.
func (tx *Tx) LeavesBetween(settlementID, first, last int64) ([]Allocation, error) {
	return list[Allocation](tx, query{
		cond: "settlement_id = ? AND leaf_index >= ? AND leaf_index <= ?", args: []any{settlementID, first, last}, order: "leaf_index",
	})
}

// PaidLinesSince streams id and leaf (−1 = none) of every line of a settlement
// that is booked as paid, by a block above after or by none. fn must not use tx.
func (tx *Tx) PaidLinesSince(settlementID, after int64, fn func(publicID string, leaf int64) error) error {
	var name string
	var leaf int64
	const q = `SELECT public_id, COALESCE(leaf_index, -1) FROM allocations
		WHERE settlement_id = ? AND (state = 'collected' OR state = 'final') AND COALESCE(block_number, ?) > ?`
	return tx.stream("read allocations", q, []any{settlementID, after + 1, after}, []any{&name, &leaf}, func() error { return fn(name, leaf) })
}

// LinesIn counts the lines of a settlement.
func (tx *Tx) LinesIn(settlementID int64) (int64, error) {
	return count[Allocation](tx, "settlement_id = ?", settlementID)
}

// PoolFlows streams the stored logs of a pool that move money, up to a block:
// id, name and payload. fn must not use tx.
func (tx *Tx) PoolFlows(chainID int64, contract common.Address, last int64, fn func(id int64, name, payload string) error) error {
	var id int64
	var name, payload string
	const q = `SELECT id, name, payload FROM chain_events WHERE chain_id = ? AND block_number <= ? AND contract = ?
		AND name IN ('Deposited', 'Withdrawn', 'Pulled', 'GivenBack')`
	return tx.stream("read events", q, []any{chainID, last, Addr(contract)}, []any{&id, &name, &payload}, func() error { return fn(id, name, payload) })
}

// CheckpointUpTo is the newest checkpoint that covers only entries with an id up
// to the given one; ok is false when there is none.
func (tx *Tx) CheckpointUpTo(entryID int64) (c AuditCheckpoint, ok bool, err error) {
	entries, err := list[AuditEntry](tx, query{
		cond: "id <= ? AND tree_index IS NOT NULL", args: []any{entryID}, order: "tree_index DESC", limit: 1,
	})
	if err != nil || len(entries) == 0 {
		return c, false, err
	}
	rows, err := list[AuditCheckpoint](tx, query{cond: "tree_size <= ?", args: []any{*entries[0].TreeIndex + 1}, order: "tree_size DESC", limit: 1})
	if err != nil || len(rows) == 0 {
		return c, false, err
	}
	return rows[0], true, nil
}

// AuditHashAt reads one stored hash of the audit tree.
func (tx *Tx) AuditHashAt(idx int64) (AuditHash, error) { return one[AuditHash](tx, "idx = ?", idx) }

// AuditHashesIn lists the stored hashes of the audit tree with from ≤ idx < to.
func (tx *Tx) AuditHashesIn(from, to int64) ([]AuditHash, error) {
	return list[AuditHash](tx, query{cond: "idx >= ? AND idx < ?", args: []any{from, to}, order: "idx"})
}

// EachIntentIn calls fn for every outbox intent in one of the states.
func (tx *Tx) EachIntentIn(states []string, fn func(*TxIntent) error) error {
	return each[TxIntent](tx, "id", query{cond: "state IN ?", args: []any{states}}, fn)
}

// CoverUses streams what approvals took from the own limits of covers, cover by
// cover. fn must not use tx.
func (tx *Tx) CoverUses(fn func(cover string, limit, amount money.Amount) error) error {
	var name string
	var limit, amount Amount
	const q = `SELECT c.public_id, c."limit", l.amount FROM loss_consumptions l
		JOIN entitlements e ON e.id = l.entitlement_id JOIN covers c ON c.id = e.cover_id
		WHERE l.released_at IS NULL ORDER BY c.id`
	return tx.stream("read covers", q, nil, []any{&name, &limit, &amount}, func() error { return fn(name, limit.Amount, amount.Amount) })
}

// EpochFaults streams runs of jobs whose epoch is above the job's own, or which
// share it with another run. fn must not use tx.
func (tx *Tx) EpochFaults(fn func(job string, epoch, newest int64) error) error {
	var job string
	var epoch, newest int64
	const q = `SELECT r.job, r.epoch, w.epoch FROM job_runs r JOIN works w ON w.job = r.job WHERE r.epoch > w.epoch
		UNION ALL SELECT a.job, a.epoch, w.epoch FROM job_runs a JOIN job_runs b ON b.job = a.job AND b.epoch = a.epoch AND b.id > a.id
		JOIN works w ON w.job = a.job`
	return tx.stream("read job runs", q, nil, []any{&job, &epoch, &newest}, func() error { return fn(job, epoch, newest) })
}

// UndecidedClaims streams the claims that wait for a reviewer: id, state and
// since when. fn must not use tx.
func (tx *Tx) UndecidedClaims(fn func(publicID, state string, since time.Time) error) error {
	var name, state string
	var since time.Time
	const q = `SELECT public_id, state, submitted_at FROM claims WHERE state = 'submitted' OR state = 'under_review'
		UNION ALL SELECT public_id, state, decided_at FROM claims WHERE state = 'appealed' AND decided_at IS NOT NULL`
	return tx.stream("read claims", q, nil, []any{&name, &state, &since}, func() error { return fn(name, state, since) })
}

// PartiesOf reads claimant, affected account, receiver and the cover's holder of
// claims, by their ids.
func (tx *Tx) PartiesOf(claimIDs []int64) (map[int64][]common.Address, error) {
	out := make(map[int64][]common.Address, len(claimIDs))
	for part := range slices.Chunk(claimIDs, chunk) {
		rows, err := list[Claim](tx, query{cond: "id IN ?", args: []any{part}})
		if err != nil {
			return nil, err
		}
		covers := make([]int64, len(rows))
		for i, c := range rows {
			covers[i] = c.CoverID
		}
		holders, err := list[Cover](tx, query{cond: "id IN ?", args: []any{covers}})
		if err != nil {
			return nil, err
		}
		holder := make(map[int64]common.Address, len(holders))
		for _, h := range holders {
			holder[h.ID] = h.Holder.Address
		}
		for _, c := range rows {
			out[c.ID] = []common.Address{c.Claimant.Address, c.Affected.Address, c.Receiver.Address, holder[c.CoverID]}
		}
	}
	return out, nil
}

// RecordPublicationCheck writes down that verification passed.
func (tx *Tx) RecordPublicationCheck(c PublicationCheck) error { return Insert(tx, &c) }

// PublicationCheckOf is the newest check of exactly this content since a time,
// or ErrNotFound.
func (tx *Tx) PublicationCheckOf(settlementID int64, content Hash, since time.Time) (PublicationCheck, error) {
	rows, err := list[PublicationCheck](tx, query{
		cond: "settlement_id = ? AND content_hash = ? AND created_at >= ?", args: []any{settlementID, content, since}, order: "id DESC", limit: 1,
	})
	switch {
	case err != nil:
		return PublicationCheck{}, err
	case len(rows) == 0:
		return PublicationCheck{}, wrap("publication check", ErrNotFound)
	}
	return rows[0], nil
}

// PublicationVerified reports whether the content that a settlement has now was
// ever verified before publication.
func (tx *Tx) PublicationVerified(settlementID int64) (bool, error) {
	n, err := count[PublicationCheck](tx, "settlement_id = ? AND content_hash = (SELECT content_hash FROM settlements WHERE id = ?)", settlementID, settlementID)
	return n > 0, err
}

// LastMark is the newest mark of a stream; ok is false when there is none.
func (tx *Tx) LastMark(stream string) (m VerifyMark, ok bool, err error) {
	rows, err := list[VerifyMark](tx, query{cond: "stream = ?", args: []any{stream}, order: "id DESC", limit: 1})
	if err != nil || len(rows) == 0 {
		return m, false, err
	}
	return rows[0], true, nil
}

// MarksOf lists the marks of a stream, oldest first.
func (tx *Tx) MarksOf(stream string) ([]VerifyMark, error) {
	return list[VerifyMark](tx, query{cond: "stream = ?", args: []any{stream}})
}

// MarkAt finds the newest mark of a stream at exactly one id.
func (tx *Tx) MarkAt(stream string, id int64) (m VerifyMark, ok bool, err error) {
	rows, err := list[VerifyMark](tx, query{cond: "stream = ? AND last_id = ?", args: []any{stream, id}, order: "id DESC", limit: 1})
	if err != nil || len(rows) == 0 {
		return m, false, err
	}
	return rows[0], true, nil
}

// factStreams are the streams whose marks replace an older one of the same place;
// the marks of all others are a chain, in which a range is marked once.
var factStreams = []string{"settlement", "blocks"}

// StoreMarks stores what a verification has looked at. Another one may have
// marked the same range meanwhile: its mark stands, and the next verification
// compares the rows with it.
func (tx *Tx) StoreMarks(marks []VerifyMark) error {
	for i := range marks {
		m := &marks[i]
		if slices.Contains(factStreams, m.Stream) {
			if _, err := tx.exec("replace mark", "DELETE FROM verify_marks WHERE stream = ? AND last_id = ?", m.Stream, m.LastID); err != nil {
				return err
			}
		} else if last, _, err := tx.LastMark(m.Stream); err != nil {
			return err
		} else if last.SeenID != m.LastID || last.LastID == m.LastID && m.RowCount > 0 {
			continue // it does not follow the newest mark: somebody was first
		}
		if err := Insert(tx, m); err != nil {
			return err
		}
	}
	return nil
}
