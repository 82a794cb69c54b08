package models

import "time"

// Staff is a person with roles and a hashed API token.
type Staff struct {
	ID         int64  `gorm:"primaryKey"`
	PublicID   string `gorm:"not null;uniqueIndex:staff_public_id_key"`
	Version    int64  `gorm:"not null"`
	Person     string `gorm:"not null"` // person id: two logins of one person share it
	Name       string `gorm:"not null"`
	Roles      string `gorm:"not null"`                                  // comma separated, sorted: admin,auditor,intake,senior,treasurer,underwriter
	TokenHash  Hash   `gorm:"not null;uniqueIndex:staff_token_hash_key"` // sha256 of the token
	Wallet     *Address
	DisabledAt *time.Time
	CreatedAt  time.Time `gorm:"not null"`

	// A change of roles that has not taken effect: the roles after it, who asked
	// for it, who agreed (as Actor.String says), and from when it counts.
	NextRoles    *string
	NextAskedBy  *string
	NextAgreedBy *string
	NextFrom     *time.Time
}

// Author is somebody who wrote what a later act decides about.
type Author struct {
	ID        int64     `gorm:"primaryKey"`
	Subject   string    `gorm:"not null;uniqueIndex:authors_subject_key,priority:1"` // public id
	StaffID   int64     `gorm:"not null;uniqueIndex:authors_subject_key,priority:2"`
	CreatedAt time.Time `gorm:"not null"`
}

// LoginNonce holds the exact EIP-4361 text issued to a wallet.
type LoginNonce struct {
	ID        int64     `gorm:"primaryKey"`
	Nonce     string    `gorm:"not null;uniqueIndex:login_nonces_nonce_key"`
	Address   Address   `gorm:"not null"`
	Text      string    `gorm:"not null"`
	ExpiresAt time.Time `gorm:"not null;index:login_nonces_expires_at_idx"`
	UsedAt    *time.Time
	CreatedAt time.Time `gorm:"not null"`
}

// Session is a signed-in wallet; only the hash of its token is stored.
type Session struct {
	ID         int64     `gorm:"primaryKey"`
	TokenHash  Hash      `gorm:"not null;uniqueIndex:sessions_token_hash_key"`
	Address    Address   `gorm:"not null;index:sessions_address_idx"`
	Contract   bool      `gorm:"not null"`
	LastSeenAt time.Time `gorm:"not null"`
	ExpiresAt  time.Time `gorm:"not null"`
	RevokedAt  *time.Time
	CreatedAt  time.Time `gorm:"not null"`
}

// IdempotencyKey stores one effect and its answer under (actor, route, key).
type IdempotencyKey struct {
	ID          int64     `gorm:"primaryKey"`
	Actor       string    `gorm:"not null;uniqueIndex:idempotency_keys_actor_route_key,priority:1"`
	Route       string    `gorm:"not null;uniqueIndex:idempotency_keys_actor_route_key,priority:2"`
	Key         string    `gorm:"not null;uniqueIndex:idempotency_keys_actor_route_key,priority:3"`
	Fingerprint Hash      `gorm:"not null"`
	Status      string    `gorm:"not null"` // started, done
	Code        int64     `gorm:"not null"`
	Body        []byte    `gorm:"not null"`
	CreatedAt   time.Time `gorm:"not null;index:idempotency_keys_created_at_idx"`
	DoneAt      *time.Time
	Owner       *string // process that works on the request, as in leases
}
