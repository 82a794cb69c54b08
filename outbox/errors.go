package outbox

import "errors"

// Errors callers decide on.
var (
	// ErrTooLarge means a transaction no block or pool would take.
	ErrTooLarge = errors.New("transaction too large")
	// ErrNoKey means no signer is configured for a sender address.
	ErrNoKey = errors.New("no signing key for this address")
)
