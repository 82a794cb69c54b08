package models

import "slices"

// EachRow calls fn for every row of a table with an id, in the order of id. It
// reads in chunks, so memory is bounded; fn may query. It serves verification,
// which looks at everything.
func EachRow[T any](tx *Tx, fn func(*T) error) error {
	return each[T](tx, "id", query{}, fn)
}

// EachAllocationOf streams the lines of a settlement by one query in the order
// of id, each with its door but without where and when it was paid. Pages by id
// would scan the lines of all settlements again for each page. fn may keep a
// copy of the row and must not use tx.
func (tx *Tx) EachAllocationOf(settlementID int64, fn func(*Allocation) error) error {
	var a Allocation
	var leaf int64
	const q = `SELECT id, public_id, version, entitlement_id, part, receiver, entitled, already, amount, held, state, door, COALESCE(leaf_index, -1)
		FROM allocations WHERE settlement_id = ? ORDER BY id`
	into := []any{
		&a.ID, &a.PublicID, &a.Version, &a.EntitlementID, &a.Part, &a.Receiver, &a.Entitled, &a.Already, &a.Amount, &a.Held, &a.State, &a.Door, &leaf,
	}
	return tx.stream("read allocations", q, []any{settlementID}, into, func() error {
		a.SettlementID, a.LeafIndex = settlementID, nil
		if leaf >= 0 {
			index := leaf
			a.LeafIndex = &index
		}
		return fn(&a)
	})
}

// ApprovalsOf lists who approved a settlement.
func (tx *Tx) ApprovalsOf(settlementID int64) ([]SettlementApproval, error) {
	return list[SettlementApproval](tx, query{cond: "settlement_id = ?", args: []any{settlementID}})
}

// EachLeafOf calls fn for every leaf of a snapshot in the order of its index.
func (tx *Tx) EachLeafOf(snapshotID int64, fn func(*SnapshotLeaf) error) error {
	return each[SnapshotLeaf](tx, "idx", query{cond: "snapshot_id = ?", args: []any{snapshotID}}, fn)
}

// ReportsFor lists the signatures over one digest of a kind.
func (tx *Tx) ReportsFor(kind string, digest Hash) ([]OracleReport, error) {
	return list[OracleReport](tx, query{cond: "kind = ? AND digest = ?", args: []any{kind, digest}})
}

// EachSubject calls fn for every subject of a machine, or for those with the
// given ids, in the order of id.
func EachSubject[T any, P Stateful[T]](tx *Tx, ids []int64, fn func(Subject) error) error {
	give := func(row *T) error { return fn(P(row).Subject()) }
	if ids == nil {
		return each[T](tx, "id", query{}, give)
	}
	for part := range slices.Chunk(ids, chunk) {
		if err := each[T](tx, "id", query{cond: "id IN ?", args: []any{part}}, give); err != nil {
			return err
		}
	}
	return nil
}

// TransitionsOf reads the histories of subjects of one machine, oldest first.
func (tx *Tx) TransitionsOf(machine string, ids []int64) (map[int64][]Transition, error) {
	out := make(map[int64][]Transition, len(ids))
	for part := range slices.Chunk(ids, chunk) {
		rows, err := list[Transition](tx, query{cond: "machine = ? AND subject_id IN ?", args: []any{machine, part}, order: "subject_id, id"})
		if err != nil {
			return nil, err
		}
		for _, t := range rows {
			out[t.SubjectID] = append(out[t.SubjectID], t)
		}
	}
	return out, nil
}

// PostingsOf lists the postings of one ledger transaction.
func (tx *Tx) PostingsOf(transactionID int64) ([]LedgerPosting, error) {
	return list[LedgerPosting](tx, query{cond: "transaction_id = ?", args: []any{transactionID}})
}

// EachPendingEvent calls fn for every stored chain event that the business has
// not applied yet.
func (tx *Tx) EachPendingEvent(fn func(*ChainEvent) error) error {
	return each[ChainEvent](tx, "id", query{cond: "applied_at IS NULL"}, fn)
}
