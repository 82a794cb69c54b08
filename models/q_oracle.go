package models

import (
	"errors"

	"github.com/ethereum/go-ethereum/common"
)

// OracleConfigFor reads a committee configuration by its digest.
func (tx *Tx) OracleConfigFor(digest common.Hash) (OracleConfig, error) {
	return one[OracleConfig](tx, "digest = ?", H(digest))
}

// ActiveOracleConfig reads the configuration in force of an oracle contract.
func (tx *Tx) ActiveOracleConfig(chainID int64, oracle common.Address) (OracleConfig, error) {
	return one[OracleConfig](tx, "chain_id = ? AND oracle = ? AND state = ?", chainID, Addr(oracle), "active")
}

// OracleConfigs lists all configurations, oldest first.
func (tx *Tx) OracleConfigs() ([]OracleConfig, error) { return list[OracleConfig](tx, query{}) }

// IncidentByRef reads an incident by its on-chain id.
func (tx *Tx) IncidentByRef(ref common.Hash) (Incident, error) {
	return one[Incident](tx, "chain_ref = ?", H(ref))
}

// SnapshotByDigest reads a snapshot by what members signed.
func (tx *Tx) SnapshotByDigest(digest common.Hash) (Snapshot, error) {
	return one[Snapshot](tx, "digest = ?", H(digest))
}

// SnapshotLine lists all candidates of one (incident, source chain, asset).
func (tx *Tx) SnapshotLine(incidentID, sourceChainID, assetID int64) ([]Snapshot, error) {
	return list[Snapshot](tx, query{
		cond: "incident_id = ? AND source_chain_id = ? AND asset_id = ?", args: []any{incidentID, sourceChainID, assetID},
		order: "revision, attempt, id",
	})
}

// IncidentSnapshots lists all snapshots of an incident.
func (tx *Tx) IncidentSnapshots(incidentID int64) ([]Snapshot, error) {
	return list[Snapshot](tx, query{cond: "incident_id = ?", args: []any{incidentID}})
}

// SnapshotsIn lists snapshots in one of the states.
func (tx *Tx) SnapshotsIn(states ...string) ([]Snapshot, error) {
	return list[Snapshot](tx, query{cond: "state IN ?", args: []any{states}})
}

// SetByDigest reads a snapshot set by what members signed.
func (tx *Tx) SetByDigest(digest common.Hash) (SnapshotSet, error) {
	return one[SnapshotSet](tx, "digest = ?", H(digest))
}

// IncidentSets lists all sets of an incident, by revision.
func (tx *Tx) IncidentSets(incidentID int64) ([]SnapshotSet, error) {
	return list[SnapshotSet](tx, query{cond: "incident_id = ?", args: []any{incidentID}, order: "revision, id"})
}

// SetsIn lists snapshot sets in one of the states.
func (tx *Tx) SetsIn(states ...string) ([]SnapshotSet, error) {
	return list[SnapshotSet](tx, query{cond: "state IN ?", args: []any{states}})
}

// SlotReports lists all signatures in one slot, over every digest.
func (tx *Tx) SlotReports(slot string) ([]OracleReport, error) {
	return list[OracleReport](tx, query{cond: "slot = ?", args: []any{slot}})
}

// Suspensions lists the signers that are suspended now.
func (tx *Tx) Suspensions() ([]SignerSuspension, error) {
	return list[SignerSuspension](tx, query{cond: "lifted_at IS NULL"})
}

// PriceEntriesOf lists all prices entered for an incident, oldest first.
func (tx *Tx) PriceEntriesOf(incidentID int64) ([]PriceEntry, error) {
	return list[PriceEntry](tx, query{cond: "incident_id = ?", args: []any{incidentID}})
}

// SettlementByRef reads a settlement by its on-chain id.
func (tx *Tx) SettlementByRef(ref common.Hash) (Settlement, error) {
	return one[Settlement](tx, "chain_ref = ?", H(ref))
}

// SettlementsIn lists settlements in one of the states.
func (tx *Tx) SettlementsIn(states ...string) ([]Settlement, error) {
	return list[Settlement](tx, query{cond: "state IN ?", args: []any{states}})
}

// FlagNamed reads a persistent switch; one that was never set has no value.
func (tx *Tx) FlagNamed(name string) (Flag, error) {
	f, err := one[Flag](tx, "name = ?", name)
	if errors.Is(err, ErrNotFound) {
		return Flag{Name: name}, nil
	}
	return f, err
}

// FlagsNamed lists the switches whose name starts with prefix.
func (tx *Tx) FlagsNamed(prefix string) ([]Flag, error) {
	return list[Flag](tx, query{cond: "name LIKE ?", args: []any{prefix + "%"}, order: "name"})
}

// SetFlag writes a persistent switch. The freeze of settlement has its own
// methods, which ask for two people.
func (tx *Tx) SetFlag(f Flag) error {
	if f.Name == frozenFlag {
		return errors.New("set flag: the freeze is set by Freeze")
	}
	if _, err := upsert(tx, f, []string{"name"}, "name = ?", f.Name); err != nil {
		return err
	}
	return Update(tx, &f, "value", "reason", "set_by", "cleared_by")
}

// HasLeaves reports whether the leaves of a snapshot are stored.
func (tx *Tx) HasLeaves(snapshotID int64) (bool, error) {
	rows, err := list[SnapshotLeaf](tx, query{cond: "snapshot_id = ?", args: []any{snapshotID}, limit: 1})
	return len(rows) == 1, err
}
