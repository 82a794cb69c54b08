package models

import "time"

// Kinds of corrections.
const (
	CorrectionReinstatement = "reinstatement" // an expired claim goes on
	CorrectionExclusion     = "exclusion"     // an account is excluded after the incident was confirmed
	CorrectionReceiver      = "receiver"      // the key of an account is lost: its lines have another receiver
	CorrectionRevision      = "revision"      // an account lost more or less of an asset than was measured
)

// Directions of a revision.
const (
	RevisionRaise = "raise"
	RevisionLower = "lower"
)

// Correction is a fact about the past that two persons write with evidence:
// states.Correction. Account is whose loss it is about. ClaimID is that of a
// reinstatement, Receiver that of a lost key, Exclusion the kind of an exclusion;
// AssetID, Amount (base units of the asset) and Direction say by how much a revision
// raises or lowers the loss; each absent elsewhere. Evidence is "sha256:" and the hash of a stored evidence
// file, or a reference in words.
type Correction struct {
	ID           int64   `gorm:"primaryKey"`
	PublicID     string  `gorm:"not null;uniqueIndex:corrections_public_id_key"`
	Version      int64   `gorm:"not null"`
	IncidentID   int64   `gorm:"not null;uniqueIndex:corrections_account_key,priority:1,where:claim_id IS NULL AND (state = 'proposed' OR state = 'contestable' OR state = 'contested');index:corrections_incident_id_idx"`
	Kind         string  `gorm:"not null;uniqueIndex:corrections_account_key,priority:2"`
	Account      Address `gorm:"not null;uniqueIndex:corrections_account_key,priority:3"`
	ClaimID      *int64  `gorm:"uniqueIndex:corrections_claim_key,where:state = 'proposed'"`
	Exclusion    string  `gorm:"not null"` // attacker, insider
	Receiver     *Address
	ReasonCode   string `gorm:"not null"`
	Reason       string `gorm:"not null"`
	Evidence     string `gorm:"not null"`
	EnteredBy    int64  `gorm:"not null"` // staff.id
	ConfirmedBy  *int64
	ConfirmedAt  *time.Time
	ContestUntil *time.Time // of an exclusion: its owner may object until then
	Objection    string     `gorm:"not null"`
	Answer       string     `gorm:"not null"`
	AnsweredBy   *int64
	State        string    `gorm:"not null;index:corrections_state_idx"`
	CreatedAt    time.Time `gorm:"not null"`
	AssetID      *int64    // of a revision
	Amount       *Amount
	Direction    string `gorm:"not null"`
}
