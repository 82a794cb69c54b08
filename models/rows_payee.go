package models

import "time"

// Kinds of those who get recovered money without a loss.
const (
	PayeeProtocol = "protocol" // gets what is above all losses
	PayeeBounty   = "bounty"   // brings money back against a share of it
)

// ClassPayee is the class of the entitlement of somebody who gets recovered money
// without a loss. Its Affected is the zero address: it is in nobody's loss account.
const ClassPayee = -1

// RecoveryPayee is who gets recovered money of an incident without a loss, agreed by two
// persons: states.RecoveryPayee. A bounty is ShareBps ten-thousandths of what Payer
// brings back of an asset, at most Cap base units over the whole incident; both and
// AssetID are absent for the protocol. EntitlementID is its right, from the confirmation
// on: another receiver of the protocol, and other terms of the same bounty (receiver,
// asset, payer), take it over. Evidence is as in Correction.
type RecoveryPayee struct {
	ID            int64    `gorm:"primaryKey"`
	PublicID      string   `gorm:"not null;uniqueIndex:recovery_payees_public_id_key"`
	Version       int64    `gorm:"not null"`
	IncidentID    int64    `gorm:"not null;index:recovery_payees_incident_id_idx;uniqueIndex:recovery_payees_protocol_key,where:kind = 'protocol' AND state = 'registered';uniqueIndex:recovery_payees_bounty_key,priority:1,where:kind = 'bounty' AND state = 'registered'"`
	Kind          string   `gorm:"not null"`
	Receiver      Address  `gorm:"not null;uniqueIndex:recovery_payees_bounty_key,priority:2"`
	AssetID       *int64   `gorm:"uniqueIndex:recovery_payees_bounty_key,priority:3"`
	Payer         *Address `gorm:"uniqueIndex:recovery_payees_bounty_key,priority:4"`
	ShareBps      *int64
	Cap           *Amount
	Reason        string `gorm:"not null"`
	Evidence      string `gorm:"not null"`
	EnteredBy     int64  `gorm:"not null"`
	ConfirmedBy   *int64
	ConfirmedAt   *time.Time
	EntitlementID *int64    `gorm:"index:recovery_payees_entitlement_id_idx"`
	State         string    `gorm:"not null"`
	CreatedAt     time.Time `gorm:"not null"`
}

// SameTerms reports whether two rows are about the same right: the protocol's of one
// incident, or one bounty.
func (p *RecoveryPayee) SameTerms(o *RecoveryPayee) bool {
	if p.IncidentID != o.IncidentID || p.Kind != o.Kind {
		return false
	}
	return p.Kind == PayeeProtocol || p.Receiver == o.Receiver && *p.AssetID == *o.AssetID && *p.Payer == *o.Payer
}
