package outbox

import "errors"

// Errors callers decide on.
var (
	// ErrFeeCap means the market is above the configured fee cap.
	ErrFeeCap = errors.New("fee above the cap")
	// ErrDevKey means a well-known development key would sign for a real chain.
	ErrDevKey = errors.New("well-known development key refused")
	// ErrKeyFile means a key file others can read.
	ErrKeyFile = errors.New("key file must be readable by its owner only")
	// ErrTooLarge means a transaction no block or pool would take.
	ErrTooLarge = errors.New("transaction too large")
	// ErrNoKey means no signer is configured for a sender address.
	ErrNoKey = errors.New("no signing key for this address")
)
