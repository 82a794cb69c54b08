package models

import "time"

// LedgerAccount is one account of the double-entry ledger in one asset, for
// example "pool:pol_…:free" or "settlement:stl_…:reserved".
type LedgerAccount struct {
	ID        int64 `gorm:"primaryKey"`
	Code      string
	AssetID   int64
	CreatedAt time.Time
}

// LedgerTransaction groups postings that balance per asset. Ref makes it
// idempotent: one (Kind, Ref) posts once.
type LedgerTransaction struct {
	ID        int64 `gorm:"primaryKey"`
	Kind      string
	Ref       string
	CreatedAt time.Time
}

// LedgerPosting is one side of a movement.
type LedgerPosting struct {
	ID            int64 `gorm:"primaryKey"`
	TransactionID int64
	AccountID     int64
	AssetID       int64
	Side          string // debit, credit
	Amount        Amount
}

// Transition is the append-only history of every state machine.
type Transition struct {
	ID        int64  `gorm:"primaryKey"`
	Machine   string // incident, snapshot, claim, settlement, allocation, transaction, module
	SubjectID int64
	From      string
	Event     string
	To        string
	Actor     string // wallet:0x…, staff:stf_…, job:settle, chain
	Reason    string
	RequestID string
	At        time.Time
}

// AuditEntry is one line of the append-only audit log. Body is the canonical
// encoding, LeafHash its RFC 6962 leaf hash; TreeIndex is set when the entry is
// integrated into the tree by the sequencer.
type AuditEntry struct {
	ID        int64 `gorm:"primaryKey"`
	Body      []byte
	LeafHash  Hash
	TreeIndex *int64
	At        time.Time
}

// AuditHash is one stored hash of the tree (golang.org/x/mod/sumdb/tlog).
type AuditHash struct {
	Idx  int64 `gorm:"primaryKey;autoIncrement:false"`
	Hash Hash
}

// AuditCheckpoint is a signed tree head (sumdb/note).
type AuditCheckpoint struct {
	ID        int64 `gorm:"primaryKey"`
	TreeSize  int64
	RootHash  Hash
	Note      string
	CreatedAt time.Time
}

// Flag is a persistent switch, for example frozen settlement.
type Flag struct {
	Name      string `gorm:"primaryKey"`
	Value     string
	Reason    string
	SetBy     string
	ClearedBy string // first of the two people who clear it
	UpdatedAt time.Time
}
