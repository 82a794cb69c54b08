package models

import "time"

// Asset is a token on a chain; address zero is the native coin.
type Asset struct {
	ID        int64     `gorm:"primaryKey"`
	ChainID   int64     `gorm:"not null;uniqueIndex:assets_chain_address_key,priority:1"`
	Address   Address   `gorm:"not null;uniqueIndex:assets_chain_address_key,priority:2"`
	Symbol    string    `gorm:"not null"`
	Decimals  int       `gorm:"not null"`
	CreatedAt time.Time `gorm:"not null"`
}

// Protocol is a covered system.
type Protocol struct {
	ID        int64     `gorm:"primaryKey"`
	PublicID  string    `gorm:"not null;uniqueIndex:protocols_public_id_key"`
	Version   int64     `gorm:"not null"`
	Slug      string    `gorm:"not null;uniqueIndex:protocols_slug_key"` // unique, lower case
	Name      string    `gorm:"not null"`
	CreatedAt time.Time `gorm:"not null"`
}

// Module is one contract of a protocol.
type Module struct {
	ID           int64   `gorm:"primaryKey"`
	PublicID     string  `gorm:"not null;uniqueIndex:modules_public_id_key"`
	Version      int64   `gorm:"not null"`
	ProtocolID   int64   `gorm:"not null;index:modules_protocol_id_idx"`
	ChainID      int64   `gorm:"not null;uniqueIndex:modules_chain_address_key,priority:1"`
	Address      Address `gorm:"not null;uniqueIndex:modules_chain_address_key,priority:2"`
	Role         string  `gorm:"not null"`
	PauseKind    string  `gorm:"not null"` // none, pausable, pausable_until, access_manager, guardian
	Containment  string  `gorm:"not null"` // none, requested, contained, released
	ContainedAt  *time.Time
	MethodView   string    `gorm:"not null"` // view call that values an account, e.g. "assetsOf(address)"; empty where losses come from outside
	CreatedAt    time.Time `gorm:"not null"`
	ValueAssetID int64     `gorm:"not null"` // asset in which MethodView answers; 0 = none
}

// Product is what is sold for a protocol.
type Product struct {
	ID           int64     `gorm:"primaryKey"`
	PublicID     string    `gorm:"not null;uniqueIndex:products_public_id_key"`
	Version      int64     `gorm:"not null"`
	ProtocolID   int64     `gorm:"not null;index:products_protocol_id_idx"`
	Name         string    `gorm:"not null"`
	LimitAssetID int64     `gorm:"not null"` // limits and deductibles are in this asset
	CreatedAt    time.Time `gorm:"not null"`
}

// Wording is one immutable version of a product's terms.
type Wording struct {
	ID        int64     `gorm:"primaryKey"`
	PublicID  string    `gorm:"not null;uniqueIndex:wordings_public_id_key"`
	ProductID int64     `gorm:"not null;uniqueIndex:wordings_number_key,priority:1"`
	Number    int64     `gorm:"not null;uniqueIndex:wordings_number_key,priority:2"` // 1, 2, … per product
	Terms     string    `gorm:"not null"`                                            // canonical JSON of covers.Terms
	TermsHash Hash      `gorm:"not null"`                                            // keccak256 of Terms followed by Text
	Text      string    `gorm:"not null"`
	CreatedAt time.Time `gorm:"not null"`
}

// Layer says which pools bear a product's losses, in order.
type Layer struct {
	ID          int64     `gorm:"primaryKey"`
	ProductID   int64     `gorm:"not null;uniqueIndex:layers_position_key,priority:1;uniqueIndex:layers_pool_key,priority:1"`
	PoolID      int64     `gorm:"not null;uniqueIndex:layers_pool_key,priority:2"`
	Position    int64     `gorm:"not null;uniqueIndex:layers_position_key,priority:2"` // 1 bears first
	IncidentCap Amount    `gorm:"not null"`                                            // most this layer bears of one incident
	CreatedAt   time.Time `gorm:"not null"`
}

// Pool is capital in one asset behind one contract; a RecoveryVault is
// recorded here too, with kind vault, once per asset.
type Pool struct {
	ID            int64   `gorm:"primaryKey"`
	PublicID      string  `gorm:"not null;uniqueIndex:pools_public_id_key"`
	Version       int64   `gorm:"not null"`
	Kind          string  `gorm:"not null"` // capital, vault
	Name          string  `gorm:"not null"`
	AssetID       int64   `gorm:"not null;uniqueIndex:pools_contract_asset_key,priority:2"`
	Contract      Address `gorm:"not null;uniqueIndex:pools_contract_asset_key,priority:1"`
	Distributor   Address `gorm:"not null"`
	Oracle        Address `gorm:"not null"`
	ObservedFree  Amount  `gorm:"not null"` // final on-chain free capital at ObservedBlock
	ObservedBlock int64   `gorm:"not null"`
	ObservedAt    *time.Time
	CreatedAt     time.Time `gorm:"not null"`
}

// Cover is one holder's right; its terms are frozen by hash.
type Cover struct {
	ID          int64      `gorm:"primaryKey"`
	PublicID    string     `gorm:"not null;uniqueIndex:covers_public_id_key"`
	Version     int64      `gorm:"not null"`
	ProductID   int64      `gorm:"not null;index:covers_product_id_idx"`
	WordingID   int64      `gorm:"not null"`
	Kind        string     `gorm:"not null"` // individual, blanket
	Holder      Address    `gorm:"not null;index:covers_holder_idx"`
	Limit       Amount     `gorm:"not null"` // cover amount in the product's limit asset; the highest there was, see CoverLimit
	ActiveFrom  time.Time  `gorm:"not null"`
	ActiveTo    time.Time  `gorm:"not null"`
	TermsHash   Hash       `gorm:"not null"`
	State       string     `gorm:"not null"` // active, cancelled
	CreatedAt   time.Time  `gorm:"not null"`
	WaitingFrom *time.Time // from when the waiting period counts; NULL = ActiveFrom
	RenewsID    *int64     `gorm:"uniqueIndex:covers_renews_id_key"` // the cover that this one goes on from
	RecordedAt  *time.Time // when the row was written, by the store's clock; NULL never counts; never changed
}

// CoverAccount is one insured account of a cover and since when it is insured;
// changing the set restarts the waiting period of the changed account.
type CoverAccount struct {
	ID          int64     `gorm:"primaryKey"`
	CoverID     int64     `gorm:"not null;uniqueIndex:cover_accounts_interval_key,priority:1;uniqueIndex:cover_accounts_open_key,priority:1,where:insured_to IS NULL"`
	Account     Address   `gorm:"not null;uniqueIndex:cover_accounts_interval_key,priority:2;uniqueIndex:cover_accounts_open_key,priority:2;index:cover_accounts_account_idx"`
	InsuredFrom time.Time `gorm:"not null;uniqueIndex:cover_accounts_interval_key,priority:3"`
	InsuredTo   *time.Time
	Consent     *string // signature of the account; NULL where it is the holder, and in rows older than this rule
}

// CoverImport is a cover that was written elsewhere and waits for a second
// person. CoverID is the cover it became.
type CoverImport struct {
	ID          int64     `gorm:"primaryKey"`
	PublicID    string    `gorm:"not null;uniqueIndex:cover_imports_public_id_key"`
	Version     int64     `gorm:"not null"`
	ProductID   int64     `gorm:"not null;index:cover_imports_product_id_idx"`
	Content     string    `gorm:"not null"`                                                                     // canonical JSON of claims.ImportContent
	ContentHash Hash      `gorm:"not null;uniqueIndex:cover_imports_content_hash_key,where:state <> 'refused'"` // keccak256 of Content
	ProofKind   string    `gorm:"not null"`                                                                     // chain_transaction, signed_certificate
	Proof       string    `gorm:"not null"`                                                                     // JSON of covers.ImportProof
	WrittenAt   time.Time `gorm:"not null"`                                                                     // when it was written, as the proof says
	EnteredBy   int64     `gorm:"not null"`                                                                     // staff.id
	CoverID     *int64
	State       string    `gorm:"not null"` // proposed, confirmed, refused
	CreatedAt   time.Time `gorm:"not null"`
}

// CoverLimit is a changed limit of a cover, from the moment it counts. A cover
// whose limit never changed has none.
type CoverLimit struct {
	ID         int64     `gorm:"primaryKey"`
	CoverID    int64     `gorm:"not null;index:cover_limits_cover_id_idx"`
	Limit      Amount    `gorm:"not null"`
	CountsFrom time.Time `gorm:"not null"`
	CreatedAt  time.Time `gorm:"not null"`
}

// CoverShare is what one of several covers of an account could owe it alone, in
// base units of the limit asset. Accounts with one cover have none.
type CoverShare struct {
	ID         int64     `gorm:"primaryKey"`
	IncidentID int64     `gorm:"not null;uniqueIndex:cover_shares_cover_key,priority:1"`
	Affected   Address   `gorm:"not null;uniqueIndex:cover_shares_cover_key,priority:2"`
	CoverID    int64     `gorm:"not null;uniqueIndex:cover_shares_cover_key,priority:3"`
	Owed       Amount    `gorm:"not null"` // without the cover's own limit
	Alone      Amount    `gorm:"not null"` // with it
	CreatedAt  time.Time `gorm:"not null"`
}
