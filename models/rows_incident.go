package models

import (
	"time"

	"makewhole/states"
)

// Incident states: package states, docs/states.md.
const (
	IncidentSuspected    = states.IncidentSuspected
	IncidentReported     = states.IncidentReported
	IncidentUnderReview  = states.IncidentUnderReview
	IncidentConfirmed    = states.IncidentConfirmed
	IncidentRejected     = states.IncidentRejected
	IncidentSnapshotting = states.IncidentSnapshotting
	IncidentClaimsOpen   = states.IncidentClaimsOpen
	IncidentClaimsClosed = states.IncidentClaimsClosed
	IncidentSettling     = states.IncidentSettling
	IncidentSettled      = states.IncidentSettled
	IncidentRecovering   = states.IncidentRecovering
	IncidentClosed       = states.IncidentClosed
	IncidentRetracted    = states.IncidentRetracted
	IncidentDisputed     = states.IncidentDisputed
	IncidentReopened     = states.IncidentReopened
	IncidentMerged       = states.IncidentMerged
)

// Incident is a loss event with its five times, never mixed.
type Incident struct {
	ID             int64      `gorm:"primaryKey"`
	PublicID       string     `gorm:"not null;uniqueIndex:incidents_public_id_key"`
	Version        int64      `gorm:"not null"`
	ProtocolID     int64      `gorm:"not null;index:incidents_protocol_id_idx"`
	ChainRef       Hash       `gorm:"not null;uniqueIndex:incidents_chain_ref_key"` // keccak256(abi.encode("INCIDENT_V1", PublicID))
	Title          string     `gorm:"not null"`
	State          string     `gorm:"not null;index:incidents_state_idx"`
	Spec           string     `gorm:"not null"` // canonical JSON of IncidentSpec
	SpecHash       Hash       `gorm:"not null"`
	OccurredFrom   *time.Time // time of the first block of the loss
	OccurredTo     *time.Time
	ObservedAt     *time.Time
	ReportedAt     *time.Time
	ConfirmedAt    *time.Time
	ClaimsOpenAt   *time.Time
	ClaimsCloseAt  *time.Time // end of the filing window (grace)
	BarAt          *time.Time // bar date: grace and appeal are over
	ConfigDigest   Hash       `gorm:"not null"` // oracle configuration pinned at reported
	NumeraireID    int64      `gorm:"not null"` // asset of the prices; 0 until the spec names it
	SettledRatioAt *time.Time // first tranche final
	CreatedAt      time.Time  `gorm:"not null"`
	MergedIntoID   *int64     `gorm:"index:incidents_merged_into_id_idx"` // the record that goes on for this one, which may be merged in turn
}

// IncidentModule is the interval of one module that an incident covers;
// intervals of one module may not overlap over all live incidents.
type IncidentModule struct {
	ID         int64 `gorm:"primaryKey"`
	IncidentID int64 `gorm:"not null;uniqueIndex:incident_modules_from_key,priority:1"`
	ModuleID   int64 `gorm:"not null;uniqueIndex:incident_modules_from_key,priority:2;index:incident_modules_module_id_idx"`
	FromBlock  int64 `gorm:"not null;uniqueIndex:incident_modules_from_key,priority:3"`
	FromHash   Hash  `gorm:"not null"`
	ToBlock    int64 `gorm:"not null"`
	ToHash     Hash  `gorm:"not null"`
	Live       bool  `gorm:"not null"` // false when the incident was rejected or retracted
}

// Exclusion is an account whose loss does not count, with its reason.
type Exclusion struct {
	ID         int64     `gorm:"primaryKey"`
	IncidentID int64     `gorm:"not null;uniqueIndex:exclusions_account_key,priority:1"`
	Account    Address   `gorm:"not null;uniqueIndex:exclusions_account_key,priority:2"`
	Kind       string    `gorm:"not null;uniqueIndex:exclusions_account_key,priority:3"` // attacker, module, insider, reserve, disputed
	Reason     string    `gorm:"not null"`
	CreatedAt  time.Time `gorm:"not null"`
}

// ExclusionLift is the word of one person, the first or the second (Seat), that
// an account leaves the disputed reserve of an incident; it left with the second.
type ExclusionLift struct {
	ID         int64     `gorm:"primaryKey"`
	IncidentID int64     `gorm:"not null;uniqueIndex:exclusion_lifts_account_key,priority:1"`
	Account    Address   `gorm:"not null;uniqueIndex:exclusion_lifts_account_key,priority:2"`
	Seat       int64     `gorm:"not null;uniqueIndex:exclusion_lifts_account_key,priority:3"`
	LiftedBy   int64     `gorm:"not null"`
	Reason     string    `gorm:"not null"`
	Evidence   string    `gorm:"not null"`
	CreatedAt  time.Time `gorm:"not null"`
}

// Snapshot states: package states, docs/states.md.
const (
	SnapshotCollecting    = states.SnapshotCollecting
	SnapshotQuorum        = states.SnapshotQuorum
	SnapshotRegistered    = states.SnapshotRegistered
	SnapshotChallengeable = states.SnapshotChallengeable
	SnapshotFinal         = states.SnapshotFinal
	SnapshotSealed        = states.SnapshotSealed
	SnapshotRejected      = states.SnapshotRejected
	SnapshotSuperseded    = states.SnapshotSuperseded
	SnapshotStruck        = states.SnapshotStruck
	SnapshotExpired       = states.SnapshotExpired
)

// OracleConfig is a committee configuration, identified by its digest.
type OracleConfig struct {
	ID              int64   `gorm:"primaryKey"`
	Digest          Hash    `gorm:"not null;uniqueIndex:oracle_configs_digest_key"`
	ChainID         int64   `gorm:"not null"`
	Oracle          Address `gorm:"not null"`
	Count           int64   `gorm:"not null"`
	Signers         string  `gorm:"not null"` // canonical JSON array of addresses, ascending
	F               int64   `gorm:"not null"`
	Threshold       int64   `gorm:"not null"`
	ChallengeWindow int64   `gorm:"not null"` // seconds
	MaxAge          int64   `gorm:"not null"` // seconds
	MaxClockSkew    int64   `gorm:"not null"` // seconds
	MaxDeviationBps int64   `gorm:"not null"`
	State           string  `gorm:"not null"` // active, retired, compromised
	RetiredAt       *time.Time
	CreatedAt       time.Time `gorm:"not null"`
}

// Snapshot is one candidate or accepted loss snapshot of (incident, source
// chain, asset, revision, attempt); Message is the canonical JSON of the
// EIP-712 message, Digest its digest.
type Snapshot struct {
	ID            int64  `gorm:"primaryKey"`
	PublicID      string `gorm:"not null;uniqueIndex:snapshots_public_id_key"`
	Version       int64  `gorm:"not null"`
	IncidentID    int64  `gorm:"not null;uniqueIndex:snapshots_accepted_key,priority:1,where:state <> 'collecting' AND state <> 'quorum' AND state <> 'rejected' AND state <> 'superseded' AND state <> 'struck' AND state <> 'expired';index:snapshots_incident_id_idx"`
	Digest        Hash   `gorm:"not null;uniqueIndex:snapshots_digest_key"`
	ConfigDigest  Hash   `gorm:"not null"`
	SourceChainID int64  `gorm:"not null;uniqueIndex:snapshots_accepted_key,priority:2"`
	AssetID       int64  `gorm:"not null;uniqueIndex:snapshots_accepted_key,priority:3"`
	Revision      int64  `gorm:"not null;uniqueIndex:snapshots_accepted_key,priority:4"`
	Attempt       int64  `gorm:"not null;uniqueIndex:snapshots_accepted_key,priority:5"`
	PrevSnapshot  Hash   `gorm:"not null"`
	Message       string `gorm:"not null"`
	TotalLoss     Amount `gorm:"not null"`
	Unattributed  Amount `gorm:"not null"`
	LeafCount     int64  `gorm:"not null"`
	LossRoot      Hash   `gorm:"not null"`
	// EvidenceManifest is what the message's evidence_hash is the hash of; nil
	// unless the method measures positions, which it binds to the signatures.
	EvidenceManifest *string
	State            string `gorm:"not null"`
	Reason           string `gorm:"not null"` // first failed rule, for rejected and waiting ones
	RegisteredAt     *time.Time
	FinalAt          *time.Time // end of the challenge window, chain time
	CreatedAt        time.Time  `gorm:"not null"`
}

// SnapshotLeaf is one account's verified loss. ValueAverage and Insured are nil
// where the method measures no positions: then the whole loss is insured.
type SnapshotLeaf struct {
	SnapshotID   int64   `gorm:"primaryKey;autoIncrement:false;not null;uniqueIndex:snapshot_leaves_account_key,priority:1"`
	Idx          int64   `gorm:"primaryKey;autoIncrement:false;not null"`
	Account      Address `gorm:"not null;uniqueIndex:snapshot_leaves_account_key,priority:2;index:snapshot_leaves_account_idx"`
	Loss         Amount  `gorm:"not null"`
	ValueBefore  Amount  `gorm:"not null"` // position at from where the method knows it, else equal to Loss
	ValueAverage *Amount // time-weighted position over the waiting period
	Insured      *Amount // of Loss: at most what was held at from and on average, module by module
}

// SnapshotSet joins all snapshots of an incident with its prices.
type SnapshotSet struct {
	ID           int64  `gorm:"primaryKey"`
	PublicID     string `gorm:"not null;uniqueIndex:snapshot_sets_public_id_key"`
	Version      int64  `gorm:"not null"`
	IncidentID   int64  `gorm:"not null;uniqueIndex:snapshot_sets_accepted_key,priority:1,where:state <> 'collecting' AND state <> 'quorum' AND state <> 'rejected' AND state <> 'superseded' AND state <> 'struck' AND state <> 'expired'"`
	Digest       Hash   `gorm:"not null;uniqueIndex:snapshot_sets_digest_key"`
	ConfigDigest Hash   `gorm:"not null"`
	Revision     int64  `gorm:"not null;uniqueIndex:snapshot_sets_accepted_key,priority:2"`
	Message      string `gorm:"not null"`
	Members      string `gorm:"not null"` // canonical JSON array of snapshot digests, ascending
	Prices       string `gorm:"not null"` // canonical JSON of the price list that pricesHash covers
	State        string `gorm:"not null"` // same states as a snapshot
	RegisteredAt *time.Time
	CreatedAt    time.Time `gorm:"not null"`
}

// PriceEntry is a price entered by hand by one person and confirmed by another:
// value in numéraire = amount · Num / Den, both in base units.
type PriceEntry struct {
	ID          int64  `gorm:"primaryKey"`
	PublicID    string `gorm:"not null;uniqueIndex:price_entries_public_id_key"`
	Version     int64  `gorm:"not null"`
	IncidentID  int64  `gorm:"not null;uniqueIndex:price_entries_confirmed_key,priority:1,where:confirmed_by IS NOT NULL"`
	AssetID     int64  `gorm:"not null;uniqueIndex:price_entries_confirmed_key,priority:2"`
	Num         Amount `gorm:"not null"`
	Den         Amount `gorm:"not null"`
	Reason      string `gorm:"not null"`
	EnteredBy   int64  `gorm:"not null"`
	ConfirmedBy *int64
	CreatedAt   time.Time `gorm:"not null"`
}

// OracleReport is one committee member's signature over a snapshot, a snapshot
// set or a payout order. Two digests of one signer for one slot are kept as
// proof of equivocation.
type OracleReport struct {
	ID         int64     `gorm:"primaryKey"`
	PublicID   string    `gorm:"not null;uniqueIndex:oracle_reports_public_id_key"`
	Kind       string    `gorm:"not null;uniqueIndex:oracle_reports_signature_key,priority:1;index:oracle_reports_kind_subject_id_idx,priority:1"` // loss_snapshot, snapshot_set, payout_order
	SubjectID  int64     `gorm:"not null;index:oracle_reports_kind_subject_id_idx,priority:2"`                                                     // snapshots.id, snapshot_sets.id or settlements.id by Kind
	Slot       string    `gorm:"not null;index:oracle_reports_signer_slot_idx,priority:2"`                                                         // what a signer may sign once only
	Digest     Hash      `gorm:"not null;uniqueIndex:oracle_reports_signature_key,priority:3"`
	Signer     Address   `gorm:"not null;uniqueIndex:oracle_reports_signature_key,priority:2;index:oracle_reports_signer_slot_idx,priority:1"`
	Signature  string    `gorm:"not null"` // 0x and 130 hex digits
	Source     string    `gorm:"not null"` // api, pull:<name>
	ReceivedAt time.Time `gorm:"not null"`
}

// SignerSuspension is an equivocating signer and the two digests that prove it.
type SignerSuspension struct {
	ID        int64     `gorm:"primaryKey"`
	Signer    Address   `gorm:"not null;uniqueIndex:signer_suspensions_slot_key,priority:1"`
	Slot      string    `gorm:"not null;uniqueIndex:signer_suspensions_slot_key,priority:2"`
	DigestA   Hash      `gorm:"not null"`
	DigestB   Hash      `gorm:"not null"`
	CreatedAt time.Time `gorm:"not null"`
	LiftedAt  *time.Time
}
