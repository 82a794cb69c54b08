package models

import "time"

// Incident states, core-model.md §7.
const (
	IncidentSuspected    = "suspected"
	IncidentReported     = "reported"
	IncidentUnderReview  = "under_review"
	IncidentConfirmed    = "confirmed"
	IncidentRejected     = "rejected"
	IncidentSnapshotting = "snapshotting"
	IncidentClaimsOpen   = "claims_open"
	IncidentClaimsClosed = "claims_closed"
	IncidentSettling     = "settling"
	IncidentSettled      = "settled"
	IncidentRecovering   = "recovering"
	IncidentClosed       = "closed"
	IncidentRetracted    = "retracted"
	IncidentDisputed     = "disputed"
	IncidentReopened     = "reopened"
)

// Incident is a loss event with its five times, never mixed.
type Incident struct {
	ID             int64 `gorm:"primaryKey"`
	PublicID       string
	Version        int64
	ProtocolID     int64
	ChainRef       Hash // keccak256(abi.encode("INCIDENT_V1", PublicID))
	Title          string
	State          string
	Spec           string // canonical JSON of incidents.Spec
	SpecHash       Hash
	OccurredFrom   *time.Time // time of the first block of the loss
	OccurredTo     *time.Time
	ObservedAt     *time.Time
	ReportedAt     *time.Time
	ConfirmedAt    *time.Time
	ClaimsOpenAt   *time.Time
	ClaimsCloseAt  *time.Time // end of the filing window (grace)
	BarAt          *time.Time // bar date: grace and appeal are over
	ConfigDigest   Hash       // oracle configuration pinned at reported
	NumeraireID    int64      // asset of the prices; 0 until the spec names it
	SettledRatioAt *time.Time // first tranche final
	CreatedAt      time.Time
}

// IncidentModule is the interval of one module that an incident covers;
// intervals of one module may not overlap over all live incidents.
type IncidentModule struct {
	ID         int64 `gorm:"primaryKey"`
	IncidentID int64
	ModuleID   int64
	FromBlock  int64
	FromHash   Hash
	ToBlock    int64
	ToHash     Hash
	Live       bool // false when the incident was rejected or retracted
}

// Exclusion is an account whose loss does not count, with its reason.
type Exclusion struct {
	ID         int64 `gorm:"primaryKey"`
	IncidentID int64
	Account    Address
	Kind       string // attacker, module, insider, reserve, disputed
	Reason     string
	CreatedAt  time.Time
}

// Snapshot states, core-model.md §7.
const (
	SnapshotCollecting    = "collecting"
	SnapshotQuorum        = "quorum"
	SnapshotRegistered    = "registered"
	SnapshotChallengeable = "challengeable"
	SnapshotFinal         = "final"
	SnapshotSealed        = "sealed"
	SnapshotRejected      = "rejected"
	SnapshotSuperseded    = "superseded"
	SnapshotStruck        = "struck"
	SnapshotExpired       = "expired"
)

// OracleConfig is a committee configuration, identified by its digest.
type OracleConfig struct {
	ID              int64 `gorm:"primaryKey"`
	Digest          Hash
	ChainID         int64
	Oracle          Address
	Count           int64
	Signers         string // canonical JSON array of addresses, ascending
	F               int64
	Threshold       int64
	ChallengeWindow int64 // seconds
	MaxAge          int64 // seconds
	MaxClockSkew    int64 // seconds
	MaxDeviationBps int64
	State           string // active, retired, compromised
	RetiredAt       *time.Time
	CreatedAt       time.Time
}

// Snapshot is one candidate or accepted loss snapshot of (incident, source
// chain, asset, revision, attempt); Message is the canonical JSON of the
// EIP-712 message, Digest its digest.
type Snapshot struct {
	ID            int64 `gorm:"primaryKey"`
	PublicID      string
	Version       int64
	IncidentID    int64
	Digest        Hash
	ConfigDigest  Hash
	SourceChainID int64
	AssetID       int64
	Revision      int64
	Attempt       int64
	PrevSnapshot  Hash
	Message       string
	TotalLoss     Amount
	Unattributed  Amount
	LeafCount     int64
	LossRoot      Hash
	State         string
	Reason        string // first failed rule, for rejected and waiting ones
	RegisteredAt  *time.Time
	FinalAt       *time.Time // end of the challenge window, chain time
	CreatedAt     time.Time
}

// SnapshotLeaf is one account's verified loss.
type SnapshotLeaf struct {
	SnapshotID  int64 `gorm:"primaryKey;autoIncrement:false"`
	Idx         int64 `gorm:"primaryKey;autoIncrement:false"`
	Account     Address
	Loss        Amount
	ValueBefore Amount // position at from where the method knows it, else equal to Loss
}

// SnapshotSet joins all snapshots of an incident with its prices.
type SnapshotSet struct {
	ID           int64 `gorm:"primaryKey"`
	PublicID     string
	Version      int64
	IncidentID   int64
	Digest       Hash
	ConfigDigest Hash
	Revision     int64
	Message      string
	Members      string // canonical JSON array of snapshot digests, ascending
	Prices       string // canonical JSON of the price list that pricesHash covers
	State        string // same states as a snapshot
	RegisteredAt *time.Time
	CreatedAt    time.Time
}

// PriceEntry is a price entered by hand by one person and confirmed by another:
// value in numéraire = amount · Num / Den, both in base units.
type PriceEntry struct {
	ID          int64 `gorm:"primaryKey"`
	PublicID    string
	Version     int64
	IncidentID  int64
	AssetID     int64
	Num         Amount
	Den         Amount
	Reason      string
	EnteredBy   int64
	ConfirmedBy *int64
	CreatedAt   time.Time
}

// OracleReport is one committee member's signature over a snapshot, a snapshot
// set or a payout order. Two digests of one signer for one slot are kept as
// proof of equivocation.
type OracleReport struct {
	ID         int64 `gorm:"primaryKey"`
	PublicID   string
	Kind       string // loss_snapshot, snapshot_set, payout_order
	SubjectID  int64  // snapshots.id, snapshot_sets.id or settlements.id by Kind
	Slot       string // what a signer may sign once only
	Digest     Hash
	Signer     Address
	Signature  string // 0x and 130 hex digits
	Source     string // api, pull:<name>
	ReceivedAt time.Time
}

// SignerSuspension is an equivocating signer and the two digests that prove it.
type SignerSuspension struct {
	ID        int64 `gorm:"primaryKey"`
	Signer    Address
	Slot      string
	DigestA   Hash
	DigestB   Hash
	CreatedAt time.Time
	LiftedAt  *time.Time
}
