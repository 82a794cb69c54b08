package models

// AccountPart is a piece of the accounts file that a settlement's round follows
// from; the pieces in order of Idx are the file.
type AccountPart struct {
	SettlementID int64  `gorm:"primaryKey;autoIncrement:false;not null"`
	Idx          int64  `gorm:"primaryKey;autoIncrement:false;not null"`
	Data         []byte `gorm:"not null"`
}

// Kinds of subrogations.
const (
	SubrogationReturned = "returned" // recovered money that is the pool's for what it paid on the account
	SubrogationCover    = "cover"    // of it: a line on the account, booked as the pool's
	SubrogationHolders  = "holders"  // of it: the part of the shareholders of record; no account
)

// Subrogation says what a settlement of recovered money did with the money of one
// pool on one account, in base units of the settlement's token.
type Subrogation struct {
	SettlementID int64   `gorm:"primaryKey;autoIncrement:false;not null"`
	PoolID       int64   `gorm:"primaryKey;autoIncrement:false;not null"`
	Affected     Address `gorm:"primaryKey;not null"`
	Kind         string  `gorm:"primaryKey;not null"` // returned, cover, holders
	Amount       Amount  `gorm:"not null"`
}

// EscheatSettlement marks a settlement whose source is the swept money of its
// incident.
type EscheatSettlement struct {
	SettlementID int64 `gorm:"primaryKey;autoIncrement:false;not null"`
}
