package claims

import "errors"

// Refusals of the claims desk; what every room refuses is in package service.
var (
	// ErrNotCovered means no cover was in force for this account at occurred_from.
	ErrNotCovered = errors.New("claims: not covered")
	// ErrProof means the proof of loss is not a valid signature of the affected
	// account over this claim.
	ErrProof = errors.New("claims: proof of loss refused")
	// ErrTooLarge means evidence beyond the size or number a claim may carry.
	ErrTooLarge = errors.New("claims: evidence too large")
	// ErrMediaType means evidence of a type that is not on the list.
	ErrMediaType = errors.New("claims: evidence type not accepted")
)
