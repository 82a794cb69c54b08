package models

import (
	"cmp"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/money"
)

// SourceID is the id under which contracts know the source of a settlement:
// PoolID of its public id for capital, "recovery" for every vault.
func (p *Pool) SourceID() string {
	if p.Kind == "vault" {
		return "recovery"
	}
	return p.PublicID
}

// SettlementsOf lists every settlement of an incident, cancelled ones included.
func (tx *Tx) SettlementsOf(incidentID int64) ([]Settlement, error) {
	return list[Settlement](tx, query{cond: "incident_id = ?", args: []any{incidentID}, order: "id"})
}

// SettlementsOfPool lists every settlement of a pool, cancelled ones included.
func (tx *Tx) SettlementsOfPool(poolID int64) ([]Settlement, error) {
	return list[Settlement](tx, query{cond: "pool_id = ?", args: []any{poolID}, order: "id"})
}

// LinesOf lists the lines whose receiver or affected account is the wallet.
func (tx *Tx) LinesOf(settlementID int64, wallet common.Address) ([]Allocation, error) {
	cond := "settlement_id = ? AND (receiver = ? OR entitlement_id IN (SELECT id FROM entitlements WHERE affected = ?))"
	return list[Allocation](tx, query{cond: cond, args: []any{settlementID, Addr(wallet), Addr(wallet)}, order: "id"})
}

// LinesOfEntitlement lists every line of an entitlement, oldest first.
func (tx *Tx) LinesOfEntitlement(entitlementID int64) ([]Allocation, error) {
	return list[Allocation](tx, query{cond: "entitlement_id = ?", args: []any{entitlementID}, order: "id"})
}

// LinesOfClaim lists every line of a claim's entitlements, closed ones too, oldest
// first.
func (tx *Tx) LinesOfClaim(claimID int64) ([]Allocation, error) {
	return list[Allocation](tx, query{cond: "entitlement_id IN (SELECT id FROM entitlements WHERE claim_id = ?)", args: []any{claimID}, order: "id"})
}

// LeavesAt lists the lines of a settlement with one of the leaf indices.
func (tx *Tx) LeavesAt(settlementID int64, indices []int64) ([]Allocation, error) {
	return list[Allocation](tx, query{cond: "settlement_id = ? AND leaf_index IN ?", args: []any{settlementID, indices}, order: "id"})
}

// UnpaidLeaves counts the leaves of a settlement that nobody collected.
func (tx *Tx) UnpaidLeaves(settlementID int64) (int64, error) {
	return count[Allocation](tx, "settlement_id = ? AND leaf_index IS NOT NULL AND state IN ?", settlementID,
		[]string{AllocationAllocated, AllocationClaimable, AllocationCollected})
}

// MoveLines moves every line of a settlement from one state to another in one
// statement; with onlyLeaves those without a leaf stay.
func (tx *Tx) MoveLines(settlementID int64, from, to string, onlyLeaves bool) (int64, error) {
	q := "UPDATE allocations SET state = ?, version = version + 1 WHERE settlement_id = ? AND state = ?"
	if onlyLeaves {
		q += " AND leaf_index IS NOT NULL"
	}
	return tx.exec("move allocations", q, to, settlementID, from)
}

// ClaimsSettledBy streams the ids of claims that have a line in a settlement.
func (tx *Tx) ClaimsSettledBy(settlementID int64, fn func(claimID int64) error) error {
	cond := "claim_id IS NOT NULL AND id IN (SELECT entitlement_id FROM allocations WHERE settlement_id = ?)"
	return each(tx, "id", query{cond: cond, args: []any{settlementID}}, func(e *Entitlement) error { return fn(*e.ClaimID) })
}

// OrderSignatures counts the committee's signatures over a settlement's order.
func (tx *Tx) OrderSignatures(settlementID int64) (int64, error) {
	return count[OracleReport](tx, "kind = 'payout_order' AND subject_id = ?", settlementID)
}

// CommitteeOf reads a committee configuration by its digest.
func (tx *Tx) CommitteeOf(digest common.Hash) (OracleConfig, error) {
	return one[OracleConfig](tx, "digest = ?", H(digest))
}

// PoolsBehind lists the pools and vault rows of a contract.
func (tx *Tx) PoolsBehind(contract common.Address) ([]Pool, error) {
	return list[Pool](tx, query{cond: "contract = ?", args: []any{Addr(contract)}, order: "id"})
}

// RecoveriesIn lists the recoveries of an incident in one asset and one of the
// states.
func (tx *Tx) RecoveriesIn(incidentID, assetID int64, states ...string) ([]Recovery, error) {
	return list[Recovery](tx, query{cond: "incident_id = ? AND asset_id = ? AND state IN ?", args: []any{incidentID, assetID, states}, order: "id"})
}

// RecoveriesByState lists all recoveries in one of the states.
func (tx *Tx) RecoveriesByState(states ...string) ([]Recovery, error) {
	return list[Recovery](tx, query{cond: "state IN ?", args: []any{states}, order: "id"})
}

// HoldersOf streams the shareholders of record of a pool for an incident.
func (tx *Tx) HoldersOf(incidentID, poolID int64, fn func(*ShareHolding) error) error {
	return each(tx, "id", query{cond: "incident_id = ? AND pool_id = ?", args: []any{incidentID, poolID}}, fn)
}

// HasHolders reports whether shareholders of record were written down.
func (tx *Tx) HasHolders(incidentID, poolID int64) (bool, error) {
	rows, err := list[ShareHolding](tx, query{cond: "incident_id = ? AND pool_id = ?", args: []any{incidentID, poolID}, limit: 1})
	return len(rows) > 0, err
}

// ShareEvents lists the deposits, withdrawals and new share epochs of a pool's contract up to a
// moment, in chain order.
func (tx *Tx) ShareEvents(chainID int64, contract common.Address, until time.Time) ([]ChainEvent, error) {
	return list[ChainEvent](tx, query{
		cond: "chain_id = ? AND contract = ? AND name IN ? AND block_time < ?",
		args: []any{chainID, Addr(contract), []string{"Deposited", "Withdrawn", "EpochBegun"}, until}, order: "block_number, log_index",
	})
}

// LastShareEvent is the newest deposit or withdrawal of a pool's contract up to a block.
func (tx *Tx) LastShareEvent(chainID int64, contract common.Address, block int64) (ChainEvent, error) {
	rows, err := list[ChainEvent](tx, query{
		cond: "chain_id = ? AND contract = ? AND name IN ? AND block_number <= ?",
		args: []any{chainID, Addr(contract), []string{"Deposited", "Withdrawn"}, block}, order: "block_number DESC, log_index DESC", limit: 1,
	})
	if err != nil || len(rows) == 0 {
		return ChainEvent{}, cmp.Or(err, ErrNotFound)
	}
	return rows[0], nil
}

// PaidByPool adds what a pool's uncancelled settlements of an incident paid,
// except one settlement (0 = none).
func (tx *Tx) PaidByPool(incidentID, poolID, except int64) (money.Amount, error) {
	return sumAmounts[Settlement](tx, "paid", "incident_id = ? AND pool_id = ? AND state <> 'cancelled' AND id <> ?", incidentID, poolID, except)
}

// HeldEntitlements counts the open cover entitlements of an incident that are
// held for any reason.
func (tx *Tx) HeldEntitlements(incidentID int64) (int64, error) {
	return count[Entitlement](tx, "incident_id = ? AND kind = 'cover' AND state = 'open' AND held", incidentID)
}

// RecoveryWithoutReceiver counts the open entitlements to recovered money that wait for
// a receiver.
func (tx *Tx) RecoveryWithoutReceiver(incidentID int64) (int64, error) {
	return count[Entitlement](tx, "incident_id = ? AND kind = ? AND state = 'open' AND held AND held_reason = 'receiver'", incidentID, EntitlementRecovery)
}

// RecoveriesOf lists the recoveries of an incident in one of the states.
func (tx *Tx) RecoveriesOf(incidentID int64, states ...string) ([]Recovery, error) {
	return list[Recovery](tx, query{cond: "incident_id = ? AND state IN ?", args: []any{incidentID, states}, order: "id"})
}

// StaleReceivers lists the lines of a settlement that would be paid to another receiver
// than the one that their entitlement has by now. Lines without a receiver, which name
// the distributor, are not among them.
func (tx *Tx) StaleReceivers(settlementID int64, distributor common.Address) ([]Allocation, error) {
	cond := "settlement_id = ? AND leaf_index IS NOT NULL AND receiver <> ?" +
		" AND EXISTS (SELECT 1 FROM entitlements e WHERE e.id = allocations.entitlement_id AND e.receiver <> allocations.receiver)"
	return list[Allocation](tx, query{cond: cond, args: []any{settlementID, Addr(distributor)}, order: "id"})
}
