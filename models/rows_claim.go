package models

import "time"

// Claim states, core-model.md §7.
const (
	ClaimDraft             = "draft"
	ClaimSubmitted         = "submitted"
	ClaimUnderReview       = "under_review"
	ClaimEvidenceRequested = "evidence_requested"
	ClaimApproved          = "approved"
	ClaimPartiallyApproved = "partially_approved"
	ClaimDenied            = "denied"
	ClaimCoolingOff        = "cooling_off"
	ClaimSettling          = "settling"
	ClaimPartiallyPaid     = "partially_paid"
	ClaimPaid              = "paid"
	ClaimClosed            = "closed"
	ClaimAppealed          = "appealed"
	ClaimUpheld            = "upheld"
	ClaimOverturned        = "overturned"
	ClaimWithdrawn         = "withdrawn"
	ClaimExpired           = "expired"
)

// Claim is what a claimant files: incident + cover + affected account.
// Amounts are in the product's limit asset, Requested included.
type Claim struct {
	ID              int64 `gorm:"primaryKey"`
	PublicID        string
	Version         int64
	IncidentID      int64
	CoverID         int64
	Claimant        Address
	Affected        Address
	Receiver        Address
	Requested       Amount
	VerifiedLoss    Amount
	Eligible        Amount
	Approved        Amount
	State           string
	Statement       string
	ProofNonce      Hash
	ProofSignature  string
	ProofExpiresAt  time.Time
	ReceiverReview  bool // receiver differs from affected or affected has code: a reviewer must accept it
	ReasonCode      string
	AssignedTo      *int64
	SubmittedAt     time.Time
	DecidedAt       *time.Time
	CoolingOffUntil *time.Time
	EvidenceDueAt   *time.Time
	AppealUntil     *time.Time
	AppealText      string
	CreatedAt       time.Time
}

// EvidenceFile is stored under its sha256; Name is what the claimant called it.
type EvidenceFile struct {
	ID        int64 `gorm:"primaryKey"`
	PublicID  string
	ClaimID   int64
	SHA256    Hash
	Name      string
	MediaType string
	Size      int64
	CreatedAt time.Time
}

// Review is one decision of one reviewer on one version of a claim.
type Review struct {
	ID           int64 `gorm:"primaryKey"`
	PublicID     string
	ClaimID      int64
	ClaimVersion int64
	Round        int64  // 1 first decision, 2 appeal, 3 reopened …
	Seat         int64  // 1 first reviewer, 2 second reviewer above the threshold
	ReviewerID   int64  // staff.id
	Decision     string // approve, partially_approve, deny, request_evidence
	Amount       Amount
	ReasonCode   string
	Clause       string
	Text         string
	Effective    bool // became the decision
	CreatedAt    time.Time
}

// Entitlement kinds.
const (
	EntitlementCover    = "cover"
	EntitlementRecovery = "recovery"
)

// Entitlement is what somebody is owed because of an incident; allocations
// point here. ClaimID is NULL for blanket covers, recoveries and holders of
// record. Amount is e in base units of the asset AssetID.
type Entitlement struct {
	ID         int64 `gorm:"primaryKey"`
	PublicID   string
	Version    int64
	IncidentID int64
	Kind       string
	Affected   Address
	AssetID    int64
	CoverID    *int64
	ClaimID    *int64
	Receiver   Address
	Amount     Amount
	Class      int64
	Held       bool   // counts in the ratio, gets no leaf
	HeldReason string // undecided, appealed, not_filed, receiver, disputed
	State      string // open, closed
	CreatedAt  time.Time
}

// LossConsumption consumes loss units of (module set of the incident,
// affected, asset) once over all covers, claims and pools.
type LossConsumption struct {
	ID            int64 `gorm:"primaryKey"`
	IncidentID    int64
	Affected      Address
	AssetID       int64
	EntitlementID int64
	Amount        Amount
	CreatedAt     time.Time
	ReleasedAt    *time.Time
}

// Settlement states, core-model.md §7.
const (
	SettlementDraft      = "draft"
	SettlementObjections = "objections"
	SettlementApproved   = "approved"
	SettlementSigned     = "signed"
	SettlementPublishing = "publishing"
	SettlementPublished  = "published"
	SettlementActive     = "active"
	SettlementClosed     = "closed"
	SettlementCancelled  = "cancelled"
)

// Settlement is one computed distribution of (incident, pool or vault, payout
// token, sequence). Available = Paid + Held + Dust + Unattributed always.
type Settlement struct {
	ID                int64 `gorm:"primaryKey"`
	PublicID          string
	Version           int64
	IncidentID        int64
	PoolID            int64
	AssetID           int64 // payout token
	Sequence          int64
	Kind              string // cover, recovery
	State             string
	SnapshotSetDigest Hash
	Available         Amount
	Paid              Amount // Σ lines with a leaf
	Held              Amount
	Dust              Amount
	Unattributed      Amount
	CumulativeTotal   Amount // committed before + Paid
	InputHash         Hash   // keccak256 of EntitlementFile
	PayoutRoot        Hash
	LeafCount         int64
	ChainRef          Hash // settlementId on chain
	OrderDigest       Hash
	ContentHash       Hash // what two persons approve
	EntitlementFile   []byte
	BarDatePassed     bool // held lines were released
	ObjectionsUntil   *time.Time
	PublishedAt       *time.Time
	ActiveAt          *time.Time
	Deadline          *time.Time
	CancelReason      string
	CreatedAt         time.Time
}

// Allocation states.
const (
	AllocationAllocated = "allocated"
	AllocationClaimable = "claimable"
	AllocationCollected = "collected"
	AllocationFinal     = "final"
	AllocationSwept     = "swept"
	AllocationVoid      = "void" // its settlement was cancelled
)

// Allocation is one line of a settlement. LeafIndex is NULL for zero, held and
// carried lines, which are stored and shown but have no leaf.
type Allocation struct {
	ID            int64 `gorm:"primaryKey"`
	PublicID      string
	SettlementID  int64
	EntitlementID int64
	Part          string // cover, residual, pool, surplus, protocol
	Receiver      Address
	Entitled      Amount // e at drafting
	Already       Amount // a before
	Amount        Amount
	Held          bool
	LeafIndex     *int64
	State         string
	Door          string // push, redeem, or empty
	PaidTo        *Address
	TxHash        *Hash
	BlockNumber   *int64
	BlockHash     *Hash
	LogIndex      *int64
	CollectedAt   *time.Time
}

// SettlementApproval binds one person to one content hash.
type SettlementApproval struct {
	ID           int64 `gorm:"primaryKey"`
	SettlementID int64
	StaffID      int64
	Role         string // treasurer, senior
	ContentHash  Hash
	CreatedAt    time.Time
}

// Objection is raised against a published draft and must be answered.
type Objection struct {
	ID           int64 `gorm:"primaryKey"`
	PublicID     string
	Version      int64
	SettlementID int64
	Author       Address
	Text         string
	Answer       string
	AnsweredBy   *int64
	AnsweredAt   *time.Time
	CreatedAt    time.Time
}

// Recovery is money that came back or is expected to.
type Recovery struct {
	ID          int64 `gorm:"primaryKey"`
	PublicID    string
	Version     int64
	IncidentID  int64
	AssetID     int64
	Source      string // attacker, whitehat, issuer, court, salvage, protocol
	State       string // expected, received, final, contested, released
	Amount      Amount
	From        Address
	TxHash      *Hash
	BlockNumber *int64
	BlockHash   *Hash
	LogIndex    *int64
	Note        string
	HoldUntil   *time.Time
	CreatedAt   time.Time
}

// ShareHolding is a holder of record of a pool at an incident's checkpoint.
type ShareHolding struct {
	ID         int64 `gorm:"primaryKey"`
	IncidentID int64
	PoolID     int64
	Holder     Address
	Shares     Amount
	AtBlock    int64
}

// OutsideReceipt is what a victim received elsewhere (offset).
type OutsideReceipt struct {
	ID         int64 `gorm:"primaryKey"`
	PublicID   string
	IncidentID int64
	Affected   Address
	AssetID    int64
	Amount     Amount
	Reason     string
	EnteredBy  int64
	CreatedAt  time.Time
}
