package models

import "time"

// Outbox transaction states, core-model.md §7.
const (
	TxProposed  = "proposed"
	TxApproved  = "approved"
	TxSigned    = "signed"
	TxBroadcast = "broadcast"
	TxMined     = "mined"
	TxFinal     = "final"
	TxReplaced  = "replaced"
	TxDropped   = "dropped"
	TxReverted  = "reverted"
	TxAbandoned = "abandoned"
)

// TxIntent is something that must happen on chain, written in the business
// transaction that decided it. IdemKey makes it unique for ever.
type TxIntent struct {
	ID          int64 `gorm:"primaryKey"`
	PublicID    string
	Version     int64
	IdemKey     string
	Kind        string // submit_snapshot, submit_set, publish, push, earmark, …
	RefMachine  string // settlement, snapshot, snapshot_set, incident
	RefID       int64
	ChainID     int64
	Sender      Address
	To          Address
	Value       Amount
	Data        []byte
	GasLimit    int64 // 0 = estimate before signing
	Nonce       *int64
	State       string
	Blocked     string // reason it cannot be sent now, empty when free
	NotBefore   *time.Time
	TxHash      *Hash // of the attempt that was mined
	BlockNumber *int64
	BlockHash   *Hash
	GasUsed     *int64
	CreatedAt   time.Time
}

// TxAttempt is one signed version of an intent; raw bytes are durable before
// the first broadcast.
type TxAttempt struct {
	ID          int64 `gorm:"primaryKey"`
	IntentID    int64
	N           int64
	TipCap      Amount
	FeeCap      Amount
	Raw         []byte
	Hash        Hash
	FirstSentAt *time.Time
	SentCount   int64
	LastError   string
	CreatedAt   time.Time
}

// KeyState owns the nonces of one sending key on one chain.
type KeyState struct {
	ID         int64 `gorm:"primaryKey"`
	ChainID    int64
	Address    Address
	NextNonce  int64
	LeaseOwner string
	LeaseUntil *time.Time
	Epoch      int64
	Paused     string // reason, empty when sending is on
}

// ChainCursor is how far the logs of a chain were read, monotone.
type ChainCursor struct {
	ID        int64 `gorm:"primaryKey"`
	ChainID   int64
	Name      string
	Number    int64
	Hash      Hash
	Final     int64 // highest finalized block seen
	UpdatedAt time.Time
}

// ChainEvent is one final log of one of our contracts, decoded; Payload is JSON.
type ChainEvent struct {
	ID          int64 `gorm:"primaryKey"`
	ChainID     int64
	BlockNumber int64
	BlockHash   Hash
	BlockTime   time.Time
	TxHash      Hash
	LogIndex    int64
	Contract    Address
	Name        string // Published, Redeemed, Pushed, SnapshotRegistered, …
	Payload     string
	AppliedAt   *time.Time // consumed by the business
}

// Work is one row of the due-work table: when a job runs next and who holds it.
type Work struct {
	ID         int64 `gorm:"primaryKey"`
	Job        string
	NextRunAt  time.Time
	LeaseOwner string
	LeaseUntil *time.Time
	Epoch      int64 // fencing: grows with each lease
	LastRunAt  *time.Time
	LastOKAt   *time.Time
	LastError  string
	Runs       int64
	Failures   int64
}

// JobRun is one run of one tick.
type JobRun struct {
	ID         int64 `gorm:"primaryKey"`
	Job        string
	Tick       time.Time
	Epoch      int64
	StartedAt  time.Time
	FinishedAt *time.Time
	Error      string
	Summary    string
}
