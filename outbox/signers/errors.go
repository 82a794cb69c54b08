package signers

import "errors"

// Errors callers decide on.
var (
	// ErrSpec means that a key's URI cannot be read.
	ErrSpec = errors.New("key is not spelled right")
	// ErrNotSecp256k1 means that the service's key is of another kind.
	ErrNotSecp256k1 = errors.New("key is not on the curve secp256k1")
	// ErrSignature means that the service's answer is no signature of its key
	// over what was asked.
	ErrSignature = errors.New("signer returned a wrong signature")
	// ErrChanged means that a signer program signed another transaction than
	// the one it was asked to: somebody edited it on the way.
	ErrChanged = errors.New("signer changed the transaction")
	// ErrAddress means that the signer does not hold the key that was named.
	ErrAddress = errors.New("signer does not hold this key")
)
