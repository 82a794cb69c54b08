package models

import "github.com/ethereum/go-ethereum/common"

// LinesOfAccount lists every line that pays the loss of an account, oldest
// first: those of its covers and of its own part of recoveries, not what it gets
// as a shareholder of a pool.
func (tx *Tx) LinesOfAccount(incidentID int64, affected common.Address) ([]Allocation, error) {
	cond := "entitlement_id IN (SELECT id FROM entitlements WHERE incident_id = ? AND affected = ? AND (kind = 'cover' OR class = 0))"
	return list[Allocation](tx, query{cond: cond, args: []any{incidentID, Addr(affected)}, order: "id"})
}

// ClaimsOfAccount lists the claims for the loss of an account, oldest first.
func (tx *Tx) ClaimsOfAccount(incidentID int64, affected common.Address) ([]Claim, error) {
	return list[Claim](tx, query{cond: "incident_id = ? AND affected = ?", args: []any{incidentID, Addr(affected)}, order: "id"})
}
