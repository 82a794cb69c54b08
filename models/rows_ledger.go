package models

import "time"

// LedgerAccount is one account of the double-entry ledger in one asset, for
// example "pool:pol_…:free" or "settlement:stl_…:reserved".
type LedgerAccount struct {
	ID        int64     `gorm:"primaryKey;uniqueIndex:ledger_accounts_id_asset_key,priority:1"`
	Code      string    `gorm:"not null;uniqueIndex:ledger_accounts_code_key,priority:1"`
	AssetID   int64     `gorm:"not null;uniqueIndex:ledger_accounts_code_key,priority:2;uniqueIndex:ledger_accounts_id_asset_key,priority:2"`
	CreatedAt time.Time `gorm:"not null"`
}

// LedgerTransaction groups postings that balance per asset. Ref makes it
// idempotent: one (Kind, Ref) posts once.
type LedgerTransaction struct {
	ID        int64     `gorm:"primaryKey"`
	Kind      string    `gorm:"not null;uniqueIndex:ledger_transactions_ref_key,priority:1"`
	Ref       string    `gorm:"not null;uniqueIndex:ledger_transactions_ref_key,priority:2"`
	CreatedAt time.Time `gorm:"not null"`
}

// LedgerPosting is one side of a movement.
type LedgerPosting struct {
	ID            int64  `gorm:"primaryKey"`
	TransactionID int64  `gorm:"not null;index:ledger_postings_transaction_id_idx"`
	AccountID     int64  `gorm:"not null;index:ledger_postings_account_id_idx"`
	AssetID       int64  `gorm:"not null"`
	Side          string `gorm:"not null"` // debit, credit
	Amount        Amount `gorm:"not null"`
}

// Transition is the append-only history of every state machine.
type Transition struct {
	ID        int64     `gorm:"primaryKey"`
	Machine   string    `gorm:"not null;index:transitions_machine_subject_id_idx,priority:1"` // incident, snapshot, claim, settlement, allocation, transaction, module
	SubjectID int64     `gorm:"not null;index:transitions_machine_subject_id_idx,priority:2"`
	From      string    `gorm:"not null"`
	Event     string    `gorm:"not null"`
	To        string    `gorm:"not null"`
	Actor     string    `gorm:"not null"` // wallet:0x…, staff:stf_…, job:settle, chain
	Reason    string    `gorm:"not null"`
	RequestID string    `gorm:"not null"`
	At        time.Time `gorm:"not null"`
}

// AuditEntry is one line of the append-only audit log. Body is the canonical
// encoding, LeafHash its RFC 6962 leaf hash; TreeIndex is set when the entry is
// integrated into the tree by the sequencer.
type AuditEntry struct {
	ID        int64     `gorm:"primaryKey"`
	Body      []byte    `gorm:"not null"`
	LeafHash  Hash      `gorm:"not null"`
	TreeIndex *int64    `gorm:"uniqueIndex:audit_entries_tree_index_key"`
	At        time.Time `gorm:"not null"`
}

// AuditHash is one stored hash of the tree (golang.org/x/mod/sumdb/tlog).
type AuditHash struct {
	Idx  int64 `gorm:"primaryKey;autoIncrement:false;not null"`
	Hash Hash  `gorm:"not null"`
}

// AuditCheckpoint is a signed tree head (sumdb/note).
type AuditCheckpoint struct {
	ID        int64     `gorm:"primaryKey"`
	TreeSize  int64     `gorm:"not null;uniqueIndex:audit_checkpoints_tree_size_key"`
	RootHash  Hash      `gorm:"not null"`
	Note      string    `gorm:"not null"`
	CreatedAt time.Time `gorm:"not null"`
}

// Flag is a persistent switch, for example frozen settlement.
type Flag struct {
	Name      string    `gorm:"primaryKey;not null"`
	Value     string    `gorm:"not null"`
	Reason    string    `gorm:"not null"`
	SetBy     string    `gorm:"not null"`
	ClearedBy string    `gorm:"not null"` // first of the two people who clear it
	UpdatedAt time.Time `gorm:"not null"`
}

// AuditKey is the public half of a key that signs the audit log: the tree heads
// of FromSize entries and more, until the next key.
type AuditKey struct {
	ID        int64     `gorm:"primaryKey"`
	PublicKey string    `gorm:"not null;uniqueIndex:audit_keys_public_key_key"` // as golang.org/x/mod/sumdb/note writes a verifier
	FromSize  int64     `gorm:"not null;uniqueIndex:audit_keys_from_size_key"`
	CreatedAt time.Time `gorm:"not null"`
}
