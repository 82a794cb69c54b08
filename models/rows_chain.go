package models

import (
	"time"

	"makewhole/states"
)

// Outbox transaction states: package states, docs/states.md.
const (
	TxProposed  = states.TxProposed
	TxApproved  = states.TxApproved
	TxSigned    = states.TxSigned
	TxBroadcast = states.TxBroadcast
	TxMined     = states.TxMined
	TxFinal     = states.TxFinal
	TxUnproven  = states.TxUnproven
	TxRecovered = states.TxRecovered
	TxReplaced  = states.TxReplaced
	TxDropped   = states.TxDropped
	TxReverted  = states.TxReverted
	TxAbandoned = states.TxAbandoned
)

// TxIntent is something that must happen on chain, written in the business
// transaction that decided it. IdemKey makes it unique for ever.
type TxIntent struct {
	ID          int64   `gorm:"primaryKey;index:tx_intents_work_idx,priority:4;index:tx_intents_doubtful_idx,priority:3"`
	PublicID    string  `gorm:"not null;uniqueIndex:tx_intents_public_id_key"`
	Version     int64   `gorm:"not null"`
	IdemKey     string  `gorm:"not null;uniqueIndex:tx_intents_idem_key_key"`
	Kind        string  `gorm:"not null"`                                                    // submit_snapshot, submit_set, publish, push, earmark, …
	RefMachine  string  `gorm:"not null;index:tx_intents_ref_machine_ref_id_idx,priority:1"` // settlement, snapshot, snapshot_set, incident, pool
	RefID       int64   `gorm:"not null;index:tx_intents_ref_machine_ref_id_idx,priority:2"`
	ChainID     int64   `gorm:"not null;uniqueIndex:tx_intents_nonce_key,priority:1;index:tx_intents_work_idx,priority:2;index:tx_intents_open_idx,priority:1,where:state = 'signed' OR state = 'broadcast' OR state = 'mined';index:tx_intents_doubtful_idx,priority:1,where:state = 'unproven' OR state = 'replaced'"`
	Sender      Address `gorm:"not null;uniqueIndex:tx_intents_nonce_key,priority:2;index:tx_intents_work_idx,priority:3;index:tx_intents_open_idx,priority:2;index:tx_intents_doubtful_idx,priority:2"`
	To          Address `gorm:"not null"`
	Value       Amount  `gorm:"not null"`
	Data        []byte  `gorm:"not null"`
	GasLimit    int64   `gorm:"not null"` // what it needs as far as its author knows; 0 = estimate before signing
	Nonce       *int64  `gorm:"uniqueIndex:tx_intents_nonce_key,priority:3;index:tx_intents_open_idx,priority:3"`
	State       string  `gorm:"not null;index:tx_intents_work_idx,priority:1"`
	Blocked     string  `gorm:"not null"` // reason it cannot be sent now, empty when free
	Request     string  `gorm:"not null"` // what an operator asked of the sender: bump, cancel; empty when done
	NotBefore   *time.Time
	TxHash      *Hash // of the attempt that was mined
	BlockNumber *int64
	BlockHash   *Hash
	GasUsed     *int64
	CreatedAt   time.Time `gorm:"not null"`
}

// TxAttempt is one signed version of an intent; raw bytes are durable before
// the first broadcast.
type TxAttempt struct {
	ID          int64  `gorm:"primaryKey"`
	IntentID    int64  `gorm:"not null;uniqueIndex:tx_attempts_n_key,priority:1"`
	N           int64  `gorm:"not null;uniqueIndex:tx_attempts_n_key,priority:2"`
	TipCap      Amount `gorm:"not null"`
	FeeCap      Amount `gorm:"not null"`
	Raw         []byte `gorm:"not null"`
	Hash        Hash   `gorm:"not null;uniqueIndex:tx_attempts_hash_key"`
	FirstSentAt *time.Time
	SentCount   int64     `gorm:"not null"`
	LastError   string    `gorm:"not null"`
	CreatedAt   time.Time `gorm:"not null"`
}

// KeyState owns the nonces of one sending key on one chain.
type KeyState struct {
	ID         int64   `gorm:"primaryKey"`
	ChainID    int64   `gorm:"not null;uniqueIndex:key_states_address_key,priority:1"`
	Address    Address `gorm:"not null;uniqueIndex:key_states_address_key,priority:2"`
	NextNonce  int64   `gorm:"not null"`
	LeaseOwner string  `gorm:"not null"`
	LeaseUntil *time.Time
	Epoch      int64  `gorm:"not null"`
	Paused     string `gorm:"not null"` // reason, empty when sending is on
}

// What a fee budget is for.
const (
	BudgetSettlement = "settlement"
	BudgetKey        = "key"
)

// FeeBudget is a decision about the most that may be spent on fees, in wei: for
// all transactions of one settlement, or for those a key signs on one UTC day
// (days since 1970; 0 for settlements). The newest row of a subject counts;
// without one the configuration does.
type FeeBudget struct {
	ID         int64     `gorm:"primaryKey"`
	ChainID    int64     `gorm:"not null;index:fee_budgets_ref_idx,priority:1"`
	RefMachine string    `gorm:"not null;index:fee_budgets_ref_idx,priority:2"`
	RefID      int64     `gorm:"not null;index:fee_budgets_ref_idx,priority:3"` // settlement or key state
	Day        int64     `gorm:"not null;index:fee_budgets_ref_idx,priority:4"`
	Amount     Amount    `gorm:"not null"`
	Reason     string    `gorm:"not null"`
	SetBy      string    `gorm:"not null"`
	CreatedAt  time.Time `gorm:"not null"`
}

// ChainCursor is how far the logs of a chain were read, monotone.
type ChainCursor struct {
	ID        int64     `gorm:"primaryKey"`
	ChainID   int64     `gorm:"not null;uniqueIndex:chain_cursors_name_key,priority:1"`
	Name      string    `gorm:"not null;uniqueIndex:chain_cursors_name_key,priority:2"`
	Number    int64     `gorm:"not null"`
	Hash      Hash      `gorm:"not null"`
	Final     int64     `gorm:"not null"` // highest finalized block seen
	UpdatedAt time.Time `gorm:"not null"`
}

// ChainEvent is one final log of one of our contracts, decoded; Payload is JSON.
type ChainEvent struct {
	ID          int64      `gorm:"primaryKey"`
	ChainID     int64      `gorm:"not null;uniqueIndex:chain_events_log_key,priority:1;index:chain_events_chain_id_block_number_idx,priority:1"`
	BlockNumber int64      `gorm:"not null;index:chain_events_chain_id_block_number_idx,priority:2"`
	BlockHash   Hash       `gorm:"not null;uniqueIndex:chain_events_log_key,priority:2"`
	BlockTime   time.Time  `gorm:"not null"`
	TxHash      Hash       `gorm:"not null"`
	LogIndex    int64      `gorm:"not null;uniqueIndex:chain_events_log_key,priority:3"`
	Contract    Address    `gorm:"not null;index:chain_events_contract_name_idx,priority:1"`
	Name        string     `gorm:"not null;index:chain_events_contract_name_idx,priority:2"` // Published, Redeemed, Pushed, SnapshotRegistered, …
	Payload     string     `gorm:"not null"`
	AppliedAt   *time.Time `gorm:"index:chain_events_applied_at_idx"` // consumed by the business
}

// Work is one row of the due-work table: when a job runs next and who holds it.
type Work struct {
	ID         int64     `gorm:"primaryKey"`
	Job        string    `gorm:"not null;uniqueIndex:works_job_key"`
	NextRunAt  time.Time `gorm:"not null"`
	LeaseOwner string    `gorm:"not null"`
	LeaseUntil *time.Time
	Epoch      int64 `gorm:"not null"` // fencing: grows with each lease
	LastRunAt  *time.Time
	LastOKAt   *time.Time
	LastError  string `gorm:"not null"`
	Runs       int64  `gorm:"not null"`
	Failures   int64  `gorm:"not null"`
}

// JobRun is one run of one tick.
type JobRun struct {
	ID         int64     `gorm:"primaryKey"`
	Job        string    `gorm:"not null;uniqueIndex:job_runs_tick_key,priority:1;index:job_runs_job_epoch_idx,priority:1"`
	Tick       time.Time `gorm:"not null;uniqueIndex:job_runs_tick_key,priority:2"`
	Epoch      int64     `gorm:"not null;index:job_runs_job_epoch_idx,priority:2"`
	StartedAt  time.Time `gorm:"not null"`
	FinishedAt *time.Time
	Error      string `gorm:"not null"`
	Summary    string `gorm:"not null"`
}
