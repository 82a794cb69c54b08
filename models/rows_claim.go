package models

import (
	"slices"
	"time"

	"makewhole/states"
)

// Claim states: package states, docs/states.md.
const (
	ClaimDraft             = states.ClaimDraft
	ClaimSubmitted         = states.ClaimSubmitted
	ClaimUnderReview       = states.ClaimUnderReview
	ClaimEvidenceRequested = states.ClaimEvidenceRequested
	ClaimApproved          = states.ClaimApproved
	ClaimPartiallyApproved = states.ClaimPartiallyApproved
	ClaimDenied            = states.ClaimDenied
	ClaimCoolingOff        = states.ClaimCoolingOff
	ClaimSettling          = states.ClaimSettling
	ClaimPartiallyPaid     = states.ClaimPartiallyPaid
	ClaimPaid              = states.ClaimPaid
	ClaimClosed            = states.ClaimClosed
	ClaimAppealed          = states.ClaimAppealed
	ClaimUpheld            = states.ClaimUpheld
	ClaimOverturned        = states.ClaimOverturned
	ClaimWithdrawn         = states.ClaimWithdrawn
	ClaimExpired           = states.ClaimExpired
)

// Claim is what a claimant files: incident + cover + affected account.
// Amounts are in the product's limit asset, Requested included.
type Claim struct {
	ID              int64     `gorm:"primaryKey"`
	PublicID        string    `gorm:"not null;uniqueIndex:claims_public_id_key"`
	Version         int64     `gorm:"not null"`
	IncidentID      int64     `gorm:"not null;uniqueIndex:claims_live_key,priority:1,where:state <> 'withdrawn' AND state <> 'expired'"`
	CoverID         int64     `gorm:"not null;uniqueIndex:claims_live_key,priority:2;index:claims_cover_id_idx"`
	Claimant        Address   `gorm:"not null;index:claims_claimant_idx"`
	Affected        Address   `gorm:"not null;uniqueIndex:claims_live_key,priority:3;index:claims_affected_idx"`
	Receiver        Address   `gorm:"not null"`
	Requested       Amount    `gorm:"not null"`
	VerifiedLoss    Amount    `gorm:"not null"`
	Eligible        Amount    `gorm:"not null"`
	Approved        Amount    `gorm:"not null"`
	State           string    `gorm:"not null;index:claims_state_idx"`
	Statement       string    `gorm:"not null"`
	ProofNonce      Hash      `gorm:"not null;index:claims_proof_nonce_idx"`
	ProofSignature  string    `gorm:"not null"`
	ProofIssuedAt   time.Time `gorm:"not null"`
	ProofExpiresAt  time.Time `gorm:"not null"`
	ReceiverReview  bool      `gorm:"not null"` // receiver differs from affected or affected has code: a reviewer must accept it
	ReasonCode      string    `gorm:"not null"`
	AssignedTo      *int64
	SubmittedAt     time.Time `gorm:"not null"`
	DecidedAt       *time.Time
	CoolingOffUntil *time.Time
	EvidenceDueAt   *time.Time
	AppealUntil     *time.Time
	AppealText      string     `gorm:"not null"`
	CreatedAt       time.Time  `gorm:"not null"`
	ReviewSince     *time.Time // from when whoever has the claim is waited for; nil = since it was filed or decided
}

// EvidenceFile is stored under its sha256; Name is what the claimant called it.
type EvidenceFile struct {
	ID        int64     `gorm:"primaryKey"`
	PublicID  string    `gorm:"not null;uniqueIndex:evidence_files_public_id_key"`
	ClaimID   int64     `gorm:"not null;uniqueIndex:evidence_files_sha256_key,priority:1"`
	SHA256    Hash      `gorm:"not null;uniqueIndex:evidence_files_sha256_key,priority:2"`
	Name      string    `gorm:"not null"`
	MediaType string    `gorm:"not null"`
	Size      int64     `gorm:"not null"`
	CreatedAt time.Time `gorm:"not null"`
}

// EvidencePart is a part of the bytes of evidence files with this hash, from
// part 0 on.
type EvidencePart struct {
	SHA256 Hash   `gorm:"primaryKey;not null"`
	N      int64  `gorm:"primaryKey;autoIncrement:false;not null"`
	Data   []byte `gorm:"not null"`
}

// Review is one decision of one reviewer on one version of a claim.
type Review struct {
	ID           int64     `gorm:"primaryKey"`
	PublicID     string    `gorm:"not null;uniqueIndex:reviews_public_id_key"`
	ClaimID      int64     `gorm:"not null;uniqueIndex:reviews_seat_key,priority:1"`
	ClaimVersion int64     `gorm:"not null;uniqueIndex:reviews_seat_key,priority:2"`
	Round        int64     `gorm:"not null;uniqueIndex:reviews_seat_key,priority:3"` // 1 first decision, 2 appeal, 3 reopened …
	Seat         int64     `gorm:"not null;uniqueIndex:reviews_seat_key,priority:4"` // 1 first reviewer, 2 second reviewer above the threshold
	ReviewerID   int64     `gorm:"not null;index:reviews_reviewer_id_idx"`           // staff.id
	Decision     string    `gorm:"not null"`                                         // approve, partially_approve, deny, request_evidence
	Amount       Amount    `gorm:"not null"`
	ReasonCode   string    `gorm:"not null"`
	Clause       string    `gorm:"not null"`
	Text         string    `gorm:"not null"`
	Effective    bool      `gorm:"not null"` // became the decision
	CreatedAt    time.Time `gorm:"not null"`
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
	ID         int64     `gorm:"primaryKey"`
	PublicID   string    `gorm:"not null;uniqueIndex:entitlements_public_id_key"`
	Version    int64     `gorm:"not null"`
	IncidentID int64     `gorm:"not null;index:entitlements_incident_id_affected_idx,priority:1"`
	Kind       string    `gorm:"not null"`
	Affected   Address   `gorm:"not null;index:entitlements_incident_id_affected_idx,priority:2"`
	AssetID    int64     `gorm:"not null;uniqueIndex:entitlements_claim_key,priority:2"`
	CoverID    *int64    `gorm:"index:entitlements_cover_id_idx"`
	ClaimID    *int64    `gorm:"uniqueIndex:entitlements_claim_key,priority:1,where:state <> 'closed'"`
	Receiver   Address   `gorm:"not null"`
	Amount     Amount    `gorm:"not null"`
	Class      int64     `gorm:"not null"`
	Held       bool      `gorm:"not null"`                                                                // counts in the ratio, gets no leaf
	HeldReason string    `gorm:"not null;index:entitlements_receiver_idx,where:held_reason = 'receiver'"` // undecided, appealed, not_filed, receiver, disputed
	State      string    `gorm:"not null"`                                                                // open, closed
	CreatedAt  time.Time `gorm:"not null"`
}

// LossConsumption consumes loss units of (module set of the incident,
// affected, asset) once over all covers, claims and pools.
type LossConsumption struct {
	ID            int64     `gorm:"primaryKey"`
	IncidentID    int64     `gorm:"not null;index:loss_consumptions_incident_id_affected_idx,priority:1"`
	Affected      Address   `gorm:"not null;uniqueIndex:loss_consumptions_live_key,priority:3;index:loss_consumptions_incident_id_affected_idx,priority:2"`
	AssetID       int64     `gorm:"not null;uniqueIndex:loss_consumptions_live_key,priority:2"`
	EntitlementID int64     `gorm:"not null;uniqueIndex:loss_consumptions_live_key,priority:1,where:released_at IS NULL"`
	Amount        Amount    `gorm:"not null"`
	CreatedAt     time.Time `gorm:"not null"`
	ReleasedAt    *time.Time
}

// Settlement states: package states, docs/states.md.
const (
	SettlementDraft      = states.SettlementDraft
	SettlementObjections = states.SettlementObjections
	SettlementApproved   = states.SettlementApproved
	SettlementSigned     = states.SettlementSigned
	SettlementPublishing = states.SettlementPublishing
	SettlementPublished  = states.SettlementPublished
	SettlementActive     = states.SettlementActive
	SettlementClosed     = states.SettlementClosed
	SettlementCancelled  = states.SettlementCancelled
)

// Settlement is one computed distribution of (incident, pool or vault, payout
// token, sequence). Available = Paid + Held + Dust + Unattributed always.
type Settlement struct {
	ID                int64      `gorm:"primaryKey"`
	PublicID          string     `gorm:"not null;uniqueIndex:settlements_public_id_key"`
	Version           int64      `gorm:"not null"`
	IncidentID        int64      `gorm:"not null;uniqueIndex:settlements_sequence_key,priority:1;uniqueIndex:settlements_open_key,priority:1,where:state <> 'active' AND state <> 'closed' AND state <> 'cancelled'"`
	PoolID            int64      `gorm:"not null;uniqueIndex:settlements_sequence_key,priority:2;uniqueIndex:settlements_open_key,priority:2"`
	AssetID           int64      `gorm:"not null;uniqueIndex:settlements_sequence_key,priority:3;uniqueIndex:settlements_open_key,priority:3"` // payout token
	Sequence          int64      `gorm:"not null;uniqueIndex:settlements_sequence_key,priority:4"`
	Kind              string     `gorm:"not null"` // cover, recovery
	State             string     `gorm:"not null;index:settlements_state_idx"`
	SnapshotSetDigest Hash       `gorm:"not null"`
	Available         Amount     `gorm:"not null"`
	Paid              Amount     `gorm:"not null"` // Σ lines with a leaf
	Held              Amount     `gorm:"not null"`
	Dust              Amount     `gorm:"not null"`
	Unattributed      Amount     `gorm:"not null"`
	CumulativeTotal   Amount     `gorm:"not null"` // committed before + Paid
	InputHash         Hash       `gorm:"not null"` // keccak256 of the entitlement file
	PayoutRoot        Hash       `gorm:"not null"`
	LeafCount         int64      `gorm:"not null"`
	ChainRef          Hash       `gorm:"not null;uniqueIndex:settlements_chain_ref_key"` // settlementId on chain
	OrderDigest       Hash       `gorm:"not null"`
	ContentHash       Hash       `gorm:"not null"` // what two persons approve
	Follows           *Hash      // the state of the distributor that the order names; see contracts.FollowsState
	ValidUntil        *time.Time // the last second in which the order can be signed and published
	BarDatePassed     bool       `gorm:"not null"` // held lines were released
	ObjectionsUntil   *time.Time
	PublishedAt       *time.Time
	ActiveAt          *time.Time
	Deadline          *time.Time
	CancelReason      string    `gorm:"not null"`
	CreatedAt         time.Time `gorm:"not null"`
}

// EntitlementPart is a piece of a settlement's entitlement file, the only input
// of its allocation; the pieces in order of Idx are the file.
type EntitlementPart struct {
	SettlementID int64  `gorm:"primaryKey;autoIncrement:false;not null"`
	Idx          int64  `gorm:"primaryKey;autoIncrement:false;not null"`
	Data         []byte `gorm:"not null"`
}

// Parts of allocations.
const (
	PartCover    = "cover"
	PartResidual = "residual" // recovered money of the account itself
	PartHolder   = "pool"     // recovered money of a shareholder of record
	PartShared   = "surplus"  // swept money of others
	PartProtocol = "protocol" // what is above all losses
	PartBounty   = "bounty"   // of who brought the money back
)

// Allocation states.
const (
	AllocationAllocated = states.AllocationAllocated
	AllocationClaimable = states.AllocationClaimable
	AllocationCollected = states.AllocationCollected
	AllocationFinal     = states.AllocationFinal
	AllocationSwept     = states.AllocationSwept
	AllocationVoid      = states.AllocationVoid
)

// Allocation is one line of a settlement. LeafIndex is NULL for zero, held and
// carried lines, which are stored and shown but have no leaf.
type Allocation struct {
	ID            int64   `gorm:"primaryKey"`
	PublicID      string  `gorm:"not null;uniqueIndex:allocations_public_id_key"`
	Version       int64   `gorm:"not null"`
	SettlementID  int64   `gorm:"not null;uniqueIndex:allocations_leaf_key,priority:1;uniqueIndex:allocations_line_key,priority:1"`
	EntitlementID int64   `gorm:"not null;uniqueIndex:allocations_line_key,priority:2;index:allocations_entitlement_id_idx"`
	Part          string  `gorm:"not null;uniqueIndex:allocations_line_key,priority:3"` // cover, residual, pool, surplus, protocol, bounty
	Receiver      Address `gorm:"not null;uniqueIndex:allocations_line_key,priority:4;index:allocations_receiver_idx"`
	Entitled      Amount  `gorm:"not null"` // e at drafting
	Already       Amount  `gorm:"not null"` // a before
	Amount        Amount  `gorm:"not null"`
	Held          bool    `gorm:"not null"`
	LeafIndex     *int64  `gorm:"uniqueIndex:allocations_leaf_key,priority:2"`
	State         string  `gorm:"not null"`
	Door          string  `gorm:"not null"` // push, redeem, or empty
	PaidTo        *Address
	TxHash        *Hash
	BlockNumber   *int64
	BlockHash     *Hash
	LogIndex      *int64
	CollectedAt   *time.Time
}

// SettlementApproval binds one person to one content hash.
type SettlementApproval struct {
	ID           int64     `gorm:"primaryKey"`
	SettlementID int64     `gorm:"not null;index:settlement_approvals_role_idx,priority:1;uniqueIndex:settlement_approvals_staff_key,priority:1"`
	StaffID      int64     `gorm:"not null;uniqueIndex:settlement_approvals_staff_key,priority:3"`
	Role         string    `gorm:"not null;index:settlement_approvals_role_idx,priority:3"` // treasurer, senior
	ContentHash  Hash      `gorm:"not null;index:settlement_approvals_role_idx,priority:2;uniqueIndex:settlement_approvals_staff_key,priority:2"`
	CreatedAt    time.Time `gorm:"not null"`
}

// Objection is raised against a published draft and must be answered:
// states.Objection. AssignedTo is who was asked to answer it by DueAt, nil where nobody
// may; DueAt of one that waits no more is when it last was due.
type Objection struct {
	ID           int64   `gorm:"primaryKey"`
	PublicID     string  `gorm:"not null;uniqueIndex:objections_public_id_key"`
	Version      int64   `gorm:"not null"`
	SettlementID int64   `gorm:"not null;index:objections_settlement_id_idx"`
	Author       Address `gorm:"not null"`
	Text         string  `gorm:"not null"`
	Answer       string  `gorm:"not null"`
	AnsweredBy   *int64
	AnsweredAt   *time.Time
	CreatedAt    time.Time `gorm:"not null"`
	State        string    `gorm:"not null;index:objections_state_idx"`
	DueAt        time.Time `gorm:"not null"`
	AssignedTo   *int64    // staff.id
}

// Overdue reports whether an objection should have been answered by now.
func (o *Objection) Overdue(now time.Time) bool {
	return !slices.Contains(states.ObjectionOver, o.State) && !now.Before(o.DueAt)
}

// Recovery is money that came back or is expected to.
type Recovery struct {
	ID          int64   `gorm:"primaryKey"`
	PublicID    string  `gorm:"not null;uniqueIndex:recoveries_public_id_key"`
	Version     int64   `gorm:"not null"`
	IncidentID  int64   `gorm:"not null;index:recoveries_incident_id_idx"`
	AssetID     int64   `gorm:"not null"`
	Source      string  `gorm:"not null"` // attacker, whitehat, issuer, court, salvage, protocol
	State       string  `gorm:"not null"` // expected, received, final, contested, released, withdrawn
	Amount      Amount  `gorm:"not null"`
	From        Address `gorm:"not null"`
	TxHash      *Hash   `gorm:"uniqueIndex:recoveries_event_key,priority:1"`
	BlockNumber *int64
	BlockHash   *Hash
	LogIndex    *int64 `gorm:"uniqueIndex:recoveries_event_key,priority:2"`
	Note        string `gorm:"not null"`
	HoldUntil   *time.Time
	CreatedAt   time.Time `gorm:"not null"`
}

// ShareHolding is a holder of record of a pool at an incident's checkpoint.
type ShareHolding struct {
	ID         int64   `gorm:"primaryKey"`
	IncidentID int64   `gorm:"not null;uniqueIndex:share_holdings_holder_key,priority:1"`
	PoolID     int64   `gorm:"not null;uniqueIndex:share_holdings_holder_key,priority:2"`
	Holder     Address `gorm:"not null;uniqueIndex:share_holdings_holder_key,priority:3"`
	Shares     Amount  `gorm:"not null"`
	AtBlock    int64   `gorm:"not null"`
}

// OutsideReceipt is what a victim received elsewhere (offset). It counts from
// its confirmation on; Evidence is "sha256:" and the hash of a stored evidence
// file, or a reference in words, and NULL where it was entered before evidence
// was asked for.
type OutsideReceipt struct {
	ID         int64     `gorm:"primaryKey"`
	PublicID   string    `gorm:"not null;uniqueIndex:outside_receipts_public_id_key"`
	IncidentID int64     `gorm:"not null;index:outside_receipts_incident_id_affected_idx,priority:1"`
	Affected   Address   `gorm:"not null;index:outside_receipts_incident_id_affected_idx,priority:2"`
	AssetID    int64     `gorm:"not null"`
	Amount     Amount    `gorm:"not null"`
	Reason     string    `gorm:"not null"`
	EnteredBy  int64     `gorm:"not null"`
	CreatedAt  time.Time `gorm:"not null"`
	Evidence   *string
}

// ReceiptConfirmation makes an outside receipt count. ConfirmedBy is another
// person than the one who entered it, and NULL for receipts that are older than
// this rule.
type ReceiptConfirmation struct {
	ID          int64 `gorm:"primaryKey"`
	ReceiptID   int64 `gorm:"not null;uniqueIndex:receipt_confirmations_receipt_id_key"`
	ConfirmedBy *int64
	CreatedAt   time.Time `gorm:"not null"`
}

// ReceiptReversal takes Amount of an outside receipt back, from its own
// confirmation on. Evidence is as in OutsideReceipt.
type ReceiptReversal struct {
	ID        int64     `gorm:"primaryKey"`
	PublicID  string    `gorm:"not null;uniqueIndex:receipt_reversals_public_id_key"`
	ReceiptID int64     `gorm:"not null;index:receipt_reversals_receipt_id_idx"`
	Amount    Amount    `gorm:"not null"`
	Evidence  string    `gorm:"not null"`
	Reason    string    `gorm:"not null"`
	EnteredBy int64     `gorm:"not null"`
	CreatedAt time.Time `gorm:"not null"`
}

// ReversalConfirmation makes a reversal count, by another person than the one
// who entered it.
type ReversalConfirmation struct {
	ID          int64     `gorm:"primaryKey"`
	ReversalID  int64     `gorm:"not null;uniqueIndex:reversal_confirmations_reversal_id_key"`
	ConfirmedBy int64     `gorm:"not null"`
	CreatedAt   time.Time `gorm:"not null"`
}
