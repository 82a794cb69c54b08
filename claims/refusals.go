package claims

import (
	"errors"

	"makewhole/service"
)

// Refusals of the claims desk; what every room refuses is in package service.
var (
	// ErrNotCovered means no cover was in force for this account at occurred_from.
	ErrNotCovered = errors.New("claims: not covered")
	// ErrTooLarge means evidence beyond the size or number a claim may carry.
	ErrTooLarge = errors.New("claims: evidence too large")
	// ErrMediaType means evidence of a type that is not on the list.
	ErrMediaType = errors.New("claims: evidence type not accepted")
)

// notCovered is ErrNotCovered that names the field it is about.
type notCovered struct{ fields service.FieldErrors }

func (e *notCovered) Error() string {
	return ErrNotCovered.Error() + ": the cover " + e.fields.Fields[0].Detail
}

// Unwrap is the kind first; the fields are found by errors.As.
func (e *notCovered) Unwrap() []error { return []error{ErrNotCovered, &e.fields} }
