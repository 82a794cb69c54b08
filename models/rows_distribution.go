package models

import (
	"time"

	"makewhole/states"
)

// States of a distribution plan.
const (
	PlanProposed  = states.PlanProposed
	PlanApproved  = states.PlanApproved
	PlanWithdrawn = states.PlanWithdrawn
)

// DistributionPlan is one bill shown before anything is pushed: Body is the
// canonical plan, ContentHash its keccak256. Bills are wei at the price of the
// moment and at the highest price the plan allows. Maker and Approver are
// persons, who differ.
type DistributionPlan struct {
	ID           int64  `gorm:"primaryKey"`
	PublicID     string `gorm:"not null;uniqueIndex:distribution_plans_public_id_key"`
	Version      int64  `gorm:"not null"`
	SettlementID int64  `gorm:"not null;index:distribution_plans_settlement_id_idx"`
	State        string `gorm:"not null;index:distribution_plans_state_idx"`
	ContentHash  Hash   `gorm:"not null"`
	Body         []byte `gorm:"not null"`
	Pushed       int64  `gorm:"not null"` // lines
	Redeemed     int64  `gorm:"not null"` // lines left to their receivers
	Transactions int64  `gorm:"not null"`
	Gas          int64  `gorm:"not null"`
	DataBytes    int64  `gorm:"not null"`
	Amount       Amount `gorm:"not null"` // Σ pushed lines
	BillNow      Amount `gorm:"not null"`
	BillCap      Amount `gorm:"not null"`
	GasPrice     Amount `gorm:"not null"` // wei per gas when the plan was made
	GasPriceCap  Amount `gorm:"not null"`
	MadeBy       string `gorm:"not null"` // staff:stf_… or job:…
	Maker        string `gorm:"not null"` // person, or the job
	ApprovedBy   string `gorm:"not null"`
	Approver     string `gorm:"not null"`
	ApprovedAt   *time.Time
	Reason       string    `gorm:"not null"` // why it was withdrawn
	ExpiresAt    time.Time `gorm:"not null"`
	CreatedAt    time.Time `gorm:"not null"`
}

// DistributionChunk is one transaction of an approved plan: chosen leaves of
// one aligned subtree. Mask is the word of the call, bit i is leaf
// Node·2^Level + i.
type DistributionChunk struct {
	ID        int64  `gorm:"primaryKey"`
	PlanID    int64  `gorm:"not null;uniqueIndex:distribution_chunks_n_key,priority:1"`
	N         int64  `gorm:"not null;uniqueIndex:distribution_chunks_n_key,priority:2"`
	IntentID  int64  `gorm:"not null;index:distribution_chunks_intent_id_idx"`
	Level     int64  `gorm:"not null"`
	Node      int64  `gorm:"not null"`
	Mask      Hash   `gorm:"not null"`
	Lines     int64  `gorm:"not null"`
	Amount    Amount `gorm:"not null"`
	Gas       int64  `gorm:"not null"` // as planned
	DataBytes int64  `gorm:"not null"`
}

// TxCost is what one final transaction of ours took from its sender:
// Fee = GasUsed · GasPrice + DataFee, in wei. DataFee is what a rollup charges
// for publishing, 0 elsewhere.
type TxCost struct {
	ID          int64     `gorm:"primaryKey"`
	IntentID    int64     `gorm:"not null;index:tx_costs_intent_id_idx"`
	TxHash      Hash      `gorm:"not null;uniqueIndex:tx_costs_tx_hash_key"`
	BlockNumber int64     `gorm:"not null"`
	GasUsed     int64     `gorm:"not null"`
	GasPrice    Amount    `gorm:"not null"`
	DataFee     Amount    `gorm:"not null"`
	Fee         Amount    `gorm:"not null"`
	CreatedAt   time.Time `gorm:"not null"`
}

// Verdicts of a payout check.
const (
	CheckOK       = "ok"
	CheckMismatch = "mismatch"
)

// PayoutCheck compares a distributor's events, the token's transfers and the
// balances over the final blocks (FromBlock, ToBlock]. Booked is what the
// events say, moved what the transfers say; Receivers were compared one by one,
// Skipped could not be.
type PayoutCheck struct {
	ID            int64     `gorm:"primaryKey"`
	ChainID       int64     `gorm:"not null;uniqueIndex:payout_checks_range_key,priority:1"`
	Contract      Address   `gorm:"not null;uniqueIndex:payout_checks_range_key,priority:2"`
	AssetID       int64     `gorm:"not null;uniqueIndex:payout_checks_range_key,priority:3"`
	FromBlock     int64     `gorm:"not null"`
	ToBlock       int64     `gorm:"not null;uniqueIndex:payout_checks_range_key,priority:4"`
	ToHash        Hash      `gorm:"not null"`
	BalanceBefore Amount    `gorm:"not null"`
	BalanceAfter  Amount    `gorm:"not null"`
	BookedIn      Amount    `gorm:"not null"`
	BookedOut     Amount    `gorm:"not null"`
	MovedIn       Amount    `gorm:"not null"`
	MovedOut      Amount    `gorm:"not null"`
	Payments      int64     `gorm:"not null"`
	Receivers     int64     `gorm:"not null"`
	Skipped       int64     `gorm:"not null"`
	Verdict       string    `gorm:"not null"`
	Findings      string    `gorm:"not null"`
	CreatedAt     time.Time `gorm:"not null"`
}
