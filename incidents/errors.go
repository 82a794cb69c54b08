package incidents

import (
	"errors"
	"fmt"

	"makewhole/models"
)

// Errors callers decide on; models.ErrNotFound, models.ErrVersion and
// models.ErrState pass through unchanged.
var (
	// ErrInvalid means the input breaks a rule of form; *FieldError says where.
	ErrInvalid = errors.New("incidents: invalid input")
	// ErrConflict means another live incident already has these blocks of a
	// module, or this account is excluded already.
	ErrConflict = errors.New("incidents: conflict")
	// ErrForbidden means this person may not take this step.
	ErrForbidden = errors.New("incidents: forbidden")
	// ErrIncomplete means a fact that the step needs is missing.
	ErrIncomplete = errors.New("incidents: a fact is missing")
)

// FieldError says what is wrong with one field; Pointer is a JSON pointer.
type FieldError struct{ Pointer, Detail string }

func (e *FieldError) Error() string { return ErrInvalid.Error() + ": " + e.Pointer + " " + e.Detail }

// Unwrap makes errors.Is(err, ErrInvalid) hold.
func (e *FieldError) Unwrap() error { return ErrInvalid }

func invalid(pointer, detail string) error { return &FieldError{pointer, detail} }

func incomplete(what string) error { return fmt.Errorf("%w: %s", ErrIncomplete, what) }

// translate makes refusals of the store errors of this package; the cause stays
// readable.
func translate(err error) error {
	switch {
	case err == nil, errors.Is(err, ErrConflict), errors.Is(err, ErrForbidden):
		return err
	case errors.Is(err, models.ErrDuplicate), errors.Is(err, models.ErrConstraint):
		return fmt.Errorf("%w: %w", ErrConflict, err)
	case errors.Is(err, models.ErrForbidden):
		return fmt.Errorf("%w: %w", ErrForbidden, err)
	}
	return err
}
