package models

import "github.com/ethereum/go-ethereum/common"

// Pages that the API shows. Each is in the order of making.

// LeafPage lists leaves of a snapshot from an index on; Page.After is the last
// index seen plus one, so that 0 is the beginning.
func (tx *Tx) LeafPage(snapshotID int64, p Page) ([]SnapshotLeaf, error) {
	return list[SnapshotLeaf](tx, query{
		cond: "snapshot_id = ? AND idx >= ?", args: []any{snapshotID, p.After}, order: "idx", limit: p.limit(),
	})
}

// ReportPage lists the signatures over one snapshot, set or order.
func (tx *Tx) ReportPage(kind string, subjectID int64, p Page) ([]OracleReport, error) {
	return page[OracleReport](tx, p, "kind = ? AND subject_id = ?", kind, subjectID)
}

// SettlementPage lists settlements; a zero id does not narrow.
func (tx *Tx) SettlementPage(incidentID, poolID int64, p Page) ([]Settlement, error) {
	return page[Settlement](tx, p, "(? = 0 OR incident_id = ?) AND (? = 0 OR pool_id = ?)", incidentID, incidentID, poolID, poolID)
}

// AllocationPage lists the lines of a settlement.
func (tx *Tx) AllocationPage(settlementID int64, p Page) ([]Allocation, error) {
	return page[Allocation](tx, p, "settlement_id = ?", settlementID)
}

// PayoutPage lists the lines with a leaf that pay a receiver, over all
// settlements that are on chain or going there.
func (tx *Tx) PayoutPage(receiver common.Address, p Page) ([]Allocation, error) {
	return page[Allocation](tx, p, "receiver = ? AND leaf_index IS NOT NULL AND state <> 'void'", Addr(receiver))
}

// ObjectionPage lists the objections to a settlement.
func (tx *Tx) ObjectionPage(settlementID int64, p Page) ([]Objection, error) {
	return page[Objection](tx, p, "settlement_id = ?", settlementID)
}

// RecoveryPage lists money that came back for an incident.
func (tx *Tx) RecoveryPage(incidentID int64, p Page) ([]Recovery, error) {
	return page[Recovery](tx, p, "incident_id = ?", incidentID)
}

// ReceiptPage lists what victims of an incident received elsewhere.
func (tx *Tx) ReceiptPage(incidentID int64, p Page) ([]OutsideReceipt, error) {
	return page[OutsideReceipt](tx, p, "incident_id = ?", incidentID)
}
