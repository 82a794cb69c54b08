package models

import "time"

// Staff is a person with roles and a hashed API token.
type Staff struct {
	ID         int64 `gorm:"primaryKey"`
	PublicID   string
	Version    int64
	Person     string // person id: two logins of one person share it
	Name       string
	Roles      string // comma separated, sorted: admin,auditor,intake,senior,treasurer,underwriter
	TokenHash  Hash   // sha256 of the token
	Wallet     *Address
	DisabledAt *time.Time
	CreatedAt  time.Time
}

// LoginNonce holds the exact EIP-4361 text issued to a wallet.
type LoginNonce struct {
	ID        int64 `gorm:"primaryKey"`
	Nonce     string
	Address   Address
	Text      string
	ExpiresAt time.Time
	UsedAt    *time.Time
	CreatedAt time.Time
}

// Session is a signed-in wallet; only the hash of its token is stored.
type Session struct {
	ID         int64 `gorm:"primaryKey"`
	TokenHash  Hash
	Address    Address
	Contract   bool
	LastSeenAt time.Time
	ExpiresAt  time.Time
	RevokedAt  *time.Time
	CreatedAt  time.Time
}

// IdempotencyKey stores one effect and its answer under (actor, route, key).
type IdempotencyKey struct {
	ID          int64 `gorm:"primaryKey"`
	Actor       string
	Route       string
	Key         string
	Fingerprint Hash
	Status      string // started, done
	Code        int64
	Body        []byte
	CreatedAt   time.Time
	DoneAt      *time.Time
}
