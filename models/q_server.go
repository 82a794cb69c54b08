package models

import (
	"strings"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/money"
)

// Pages that the API shows. Each is in the order of making.

// LeafPage lists leaves of a snapshot from an index on; Page.After is the last
// index seen plus one, so that 0 is the beginning.
func (tx *Tx) LeafPage(snapshotID int64, p Page) ([]SnapshotLeaf, error) {
	return list[SnapshotLeaf](tx, query{
		cond: "snapshot_id = ? AND idx >= ?", args: []any{snapshotID, p.After}, order: "idx", limit: p.limit(),
	})
}

// LossBand counts the accounts of a snapshot whose loss has one number of digits in
// base units: From through Through.
type LossBand struct {
	From, Through money.Amount
	Accounts      int64
}

// LossBands lists the bands that have accounts, the smallest losses first; a loss of
// nothing is a band of its own.
func (tx *Tx) LossBands(snapshotID int64) (out []LossBand, err error) {
	const q = "SELECT CAST(length(ltrim(CAST(loss AS TEXT), '0')) AS BIGINT), count(*) FROM snapshot_leaves WHERE snapshot_id = ? GROUP BY 1 ORDER BY 1"
	var digits, accounts int64
	err = tx.stream("count losses", q, []any{snapshotID}, []any{&digits, &accounts}, func() error {
		band := bandOf(int(digits))
		band.Accounts = accounts
		out = append(out, band)
		return nil
	})
	return out, err
}

// bandOf is from the smallest through the largest amount of so many digits.
func bandOf(digits int) LossBand {
	if digits == 0 {
		return LossBand{}
	}
	out := LossBand{From: money.MustParse("1" + strings.Repeat("0", digits-1)), Through: money.Max}
	if through, err := money.Parse(strings.Repeat("9", digits)); err == nil {
		out.Through = through
	}
	return out
}

// ReportPage lists the signatures over one snapshot, set or order.
func (tx *Tx) ReportPage(kind string, subjectID int64, p Page) ([]OracleReport, error) {
	return page[OracleReport](tx, p, "kind = ? AND subject_id = ?", kind, subjectID)
}

func (tx *Tx) heads(cond string, limit int, args ...any) ([]Settlement, error) {
	var rows []Settlement
	err := tx.db.Model(new(Settlement)).Where(cond, args...).Order("id").Limit(limit).Find(&rows).Error
	return rows, wrap("list settlements", tx.owner.translate(err))
}

// SettlementPage lists settlements; a zero id
// does not narrow.
func (tx *Tx) SettlementPage(incidentID, poolID int64, p Page) ([]Settlement, error) {
	w := where{}
	w.and(incidentID != 0, "incident_id = ?", incidentID)
	w.and(poolID != 0, "pool_id = ?", poolID)
	w.and(true, "id > ?", p.After)
	return tx.heads(w.cond(), p.limit(), w.args...)
}

// SettlementHead reads one settlement.
func (tx *Tx) SettlementHead(publicID string) (Settlement, error) {
	return oneHead(tx.heads("public_id = ?", 1, publicID))
}

// SettlementHeadByID is SettlementHead by row id.
func (tx *Tx) SettlementHeadByID(id int64) (Settlement, error) {
	return oneHead(tx.heads("id = ?", 1, id))
}

func oneHead(rows []Settlement, err error) (Settlement, error) {
	if err == nil && len(rows) == 0 {
		err = wrap("read settlements", ErrNotFound)
	}
	if err != nil {
		return Settlement{}, err
	}
	return rows[0], nil
}

// LineFilter narrows the lines of a settlement; zero fields but the first do not.
type LineFilter struct {
	SettlementID int64
	Receiver     *common.Address
}

// AllocationPage lists the lines of a settlement.
func (tx *Tx) AllocationPage(f LineFilter, p Page) ([]Allocation, error) {
	w := where{}
	w.and(true, "settlement_id = ?", f.SettlementID)
	if f.Receiver != nil {
		w.and(true, "receiver = ?", Addr(*f.Receiver))
	}
	return page[Allocation](tx, p, w.cond(), w.args...)
}

// PayoutPage lists the lines with a leaf that pay a receiver, over all
// settlements that are on chain or going there.
func (tx *Tx) PayoutPage(receiver common.Address, p Page) ([]Allocation, error) {
	return page[Allocation](tx, p, "receiver = ? AND leaf_index IS NOT NULL AND state <> 'void'", Addr(receiver))
}

// RecoveryPage lists money that came back for an incident.
func (tx *Tx) RecoveryPage(incidentID int64, p Page) ([]Recovery, error) {
	return page[Recovery](tx, p, "incident_id = ?", incidentID)
}
