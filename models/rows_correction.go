package models

import "time"

// Kinds of corrections.
const (
	CorrectionReinstatement = "reinstatement" // an expired claim goes on
	CorrectionExclusion     = "exclusion"     // an account is excluded after the incident was confirmed
	CorrectionReceiver      = "receiver"      // the key of an account is lost: its lines have another receiver
	CorrectionRevision      = "revision"      // an account lost more or less of an asset than was measured
	CorrectionMerge         = "merge"         // two incident records are of one drain
	CorrectionDecision      = "decision"      // a claim should have been decided otherwise
)

// Directions of a revision.
const (
	RevisionRaise = "raise"
	RevisionLower = "lower"
)

// What the two records of a merge measured.
const (
	PositionsSame      = "same"      // the same positions: one loss, measured twice
	PositionsDifferent = "different" // different positions: losses that add up
)

// Correction is a fact about the past that two persons write with evidence:
// states.Correction. Account is whose loss it is about. ClaimID is that of a
// reinstatement or a decision, Receiver that of a lost key, Exclusion the kind of an exclusion;
// AssetID, Amount (base units of the asset) and Direction say by how much a revision
// raises or lowers the loss; IntoID is the record that a merge leaves, Positions what
// the two measured, and Stated what was said of single accounts, canonical JSON. Of a
// decision Amount is what should have been approved in the limit asset AssetID, 0 for a
// denial, and Clause the part of the wording that it rests on;
// each absent elsewhere. The account of a merge is zero. Evidence is "sha256:" and the hash of a stored evidence
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
	AssetID      *int64    // of a revision or a decision
	Amount       *Amount
	Direction    string `gorm:"not null"`
	IntoID       *int64 // of a merge
	Positions    string `gorm:"not null"` // same, different
	Stated       string `gorm:"not null"`
	Clause       string `gorm:"not null"` // of a decision
}

// MergedLoss is what an account lost of an asset by a record that was merged into
// another one, where it adds to what that one measured; base units of the asset. The
// columns are those of SnapshotLeaf.
type MergedLoss struct {
	ID           int64   `gorm:"primaryKey"`
	IncidentID   int64   `gorm:"not null;uniqueIndex:merged_losses_account_key,priority:1"` // the surviving record
	FromID       int64   `gorm:"not null;uniqueIndex:merged_losses_account_key,priority:2"`
	AssetID      int64   `gorm:"not null;uniqueIndex:merged_losses_account_key,priority:3"`
	Account      Address `gorm:"not null;uniqueIndex:merged_losses_account_key,priority:4"`
	Loss         Amount  `gorm:"not null"`
	ValueBefore  Amount  `gorm:"not null"`
	ValueAverage *Amount
	Insured      *Amount
	CreatedAt    time.Time `gorm:"not null"`
}
