package models

// EachRow calls fn for every row of a table with an id, in the order of id. It
// reads in chunks, so memory is bounded; fn may query. It serves verification,
// which looks at everything.
func EachRow[T any](tx *Tx, fn func(*T) error) error {
	return each[T](tx, "id", query{}, fn)
}

// PostingsByTransaction calls fn for every ledger posting in the order of id;
// postings of one transaction are written together, so they follow each other.
func (tx *Tx) PostingsByTransaction(fn func(*LedgerPosting) error) error {
	return each[LedgerPosting](tx, "id", query{}, fn)
}

// EachAllocationOf calls fn for every line of a settlement in the order of id.
func (tx *Tx) EachAllocationOf(settlementID int64, fn func(*Allocation) error) error {
	return each[Allocation](tx, "id", query{cond: "settlement_id = ?", args: []any{settlementID}}, fn)
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

// Subjects returns every subject of a machine with its state, by id.
func Subjects[T any, P Stateful[T]](tx *Tx) (map[int64]Subject, error) {
	out := map[int64]Subject{}
	err := each[T](tx, "id", query{}, func(row *T) error {
		s := P(row).Subject()
		state := *s.State // let go of the row
		s.State = &state
		out[s.ID] = s
		return nil
	})
	return out, err
}

// EachAuditHash calls fn for every stored hash of the audit tree in order.
func (tx *Tx) EachAuditHash(fn func(*AuditHash) error) error {
	return each[AuditHash](tx, "idx", query{}, fn)
}

// EachPendingEvent calls fn for every stored chain event that the business has
// not applied yet.
func (tx *Tx) EachPendingEvent(fn func(*ChainEvent) error) error {
	return each[ChainEvent](tx, "id", query{cond: "applied_at IS NULL"}, fn)
}
