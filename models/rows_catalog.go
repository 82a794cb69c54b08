package models

import "time"

// Asset is a token on a chain; address zero is the native coin.
type Asset struct {
	ID        int64 `gorm:"primaryKey"`
	ChainID   int64
	Address   Address
	Symbol    string
	Decimals  int
	CreatedAt time.Time
}

// Protocol is a covered system.
type Protocol struct {
	ID        int64 `gorm:"primaryKey"`
	PublicID  string
	Version   int64
	Slug      string // unique, lower case
	Name      string
	CreatedAt time.Time
}

// Module is one contract of a protocol.
type Module struct {
	ID           int64 `gorm:"primaryKey"`
	PublicID     string
	Version      int64
	ProtocolID   int64
	ChainID      int64
	Address      Address
	Role         string
	PauseKind    string // none, pausable, pausable_until, access_manager, guardian
	Containment  string // none, requested, contained, released
	ContainedAt  *time.Time
	MethodView   string // view call that values an account, e.g. "assetsOf(address)"; empty where losses come from outside
	CreatedAt    time.Time
	ValueAssetID int64 // asset in which MethodView answers; 0 = none
}

// Product is what is sold for a protocol.
type Product struct {
	ID           int64 `gorm:"primaryKey"`
	PublicID     string
	Version      int64
	ProtocolID   int64
	Name         string
	LimitAssetID int64 // limits and deductibles are in this asset
	CreatedAt    time.Time
}

// Wording is one immutable version of a product's terms.
type Wording struct {
	ID        int64 `gorm:"primaryKey"`
	PublicID  string
	ProductID int64
	Number    int64  // 1, 2, … per product
	Terms     string // canonical JSON of claims.Terms
	TermsHash Hash   // keccak256 of Terms followed by Text
	Text      string
	CreatedAt time.Time
}

// Layer says which pools bear a product's losses, in order.
type Layer struct {
	ID          int64 `gorm:"primaryKey"`
	ProductID   int64
	PoolID      int64
	Position    int64  // 1 bears first
	IncidentCap Amount // most this layer bears of one incident
	CreatedAt   time.Time
}

// Pool is capital in one asset behind one contract; a RecoveryVault is
// recorded here too, with kind vault, once per asset.
type Pool struct {
	ID            int64 `gorm:"primaryKey"`
	PublicID      string
	Version       int64
	Kind          string // capital, vault
	Name          string
	AssetID       int64
	Contract      Address
	Distributor   Address
	Oracle        Address
	ObservedFree  Amount // final on-chain free capital at ObservedBlock
	ObservedBlock int64
	ObservedAt    *time.Time
	CreatedAt     time.Time
}

// Cover is one holder's right; its terms are frozen by hash.
type Cover struct {
	ID         int64 `gorm:"primaryKey"`
	PublicID   string
	Version    int64
	ProductID  int64
	WordingID  int64
	Kind       string // individual, blanket
	Holder     Address
	Limit      Amount // cover amount in the product's limit asset
	ActiveFrom time.Time
	ActiveTo   time.Time
	TermsHash  Hash
	State      string // active, cancelled
	CreatedAt  time.Time
}

// CoverAccount is one insured account of a cover and since when it is insured;
// changing the set restarts the waiting period of the changed account.
type CoverAccount struct {
	ID          int64 `gorm:"primaryKey"`
	CoverID     int64
	Account     Address
	InsuredFrom time.Time
	InsuredTo   *time.Time
}
