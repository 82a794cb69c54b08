package models

import "github.com/ethereum/go-ethereum/common"

// IncidentFilter narrows a list of incidents; zero fields do not.
type IncidentFilter struct {
	ProtocolID int64
	State      string
	Account    *common.Address // lost something by a final snapshot, or is owed something
}

// Incidents lists incidents.
func (tx *Tx) Incidents(f IncidentFilter, p Page) ([]Incident, error) {
	w := where{}
	w.and(f.ProtocolID != 0, "protocol_id = ?", f.ProtocolID)
	w.and(f.State != "", "state = ?", f.State)
	if f.Account != nil {
		account := Addr(*f.Account)
		w.and(true, `(id IN (SELECT s.incident_id FROM snapshot_leaves l JOIN snapshots s ON s.id = l.snapshot_id WHERE l.account = ? AND s.state IN (?, ?))
			OR EXISTS (SELECT 1 FROM entitlements e WHERE e.incident_id = incidents.id AND e.affected = ?))`,
			account, SnapshotFinal, SnapshotSealed, account)
	}
	return page[Incident](tx, p, w.cond(), w.args...)
}

// IncidentModules lists the module intervals of an incident, dead ones too.
func (tx *Tx) IncidentModules(incidentID int64) ([]IncidentModule, error) {
	return list[IncidentModule](tx, query{cond: "incident_id = ?", args: []any{incidentID}, order: "id"})
}

// DropExclusion deletes one exclusion of an incident. Its history is the audit
// log.
func (tx *Tx) DropExclusion(e Exclusion) error {
	_, err := tx.exec("drop exclusion", "DELETE FROM exclusions WHERE id = ? AND incident_id = ?", e.ID, e.IncidentID)
	return err
}

// NewestConfig is the active oracle configuration with the highest number.
func (tx *Tx) NewestConfig() (OracleConfig, error) {
	rows, err := list[OracleConfig](tx, query{cond: "state = 'active'", order: "count DESC, id DESC", limit: 1})
	if err != nil {
		return OracleConfig{}, err
	}
	if len(rows) == 0 {
		return OracleConfig{}, wrap("read oracle_configs", ErrNotFound)
	}
	return rows[0], nil
}
