package service

import (
	"errors"
	"strings"
)

// Errors callers decide on; models.ErrNotFound, models.ErrVersion and
// models.ErrState pass through unchanged.
var (
	// ErrInvalid means the input breaks a rule of form; *FieldErrors has the fields.
	ErrInvalid = errors.New("service: invalid input")
	// ErrConflict means the act is well formed but something else already took
	// its place: a duplicate claim, a consumed loss unit, a used up limit.
	ErrConflict = errors.New("service: conflict")
	// ErrForbidden means this person may not do this act.
	ErrForbidden = errors.New("service: forbidden")
	// ErrWindow means the act came before or after its window.
	ErrWindow = errors.New("service: outside the window")
	// ErrNotReady means an input of the act is not final yet; trying later helps.
	ErrNotReady = errors.New("service: not ready")
	// ErrFrozen means settlement is frozen until two people clear it.
	ErrFrozen = errors.New("service: settlement is frozen")
	// ErrNode means that the node of a chain gave no answer that counts: by that
	// nothing is refused and nothing allowed, and trying later helps.
	ErrNode = errors.New("service: no answer of the node")
	// ErrInvariant means money does not add up; nothing was written.
	ErrInvariant = errors.New("service: invariant violated")
)

// FieldError says what is wrong with one field; Pointer is a JSON pointer.
type FieldError struct {
	Pointer string `json:"pointer"`
	Detail  string `json:"detail"`
}

// FieldErrors collects every bad field of one input. It unwraps to ErrInvalid.
type FieldErrors struct{ Fields []FieldError }

func (e *FieldErrors) Error() string {
	parts := make([]string, len(e.Fields))
	for i, f := range e.Fields {
		parts[i] = f.Pointer + " " + f.Detail
	}
	return ErrInvalid.Error() + ": " + strings.Join(parts, "; ")
}

// Unwrap makes errors.Is(err, ErrInvalid) hold.
func (e *FieldErrors) Unwrap() error { return ErrInvalid }

// Check records detail for pointer unless ok.
func (e *FieldErrors) Check(ok bool, pointer, detail string) {
	if !ok {
		e.Fields = append(e.Fields, FieldError{Pointer: pointer, Detail: detail})
	}
}

// Err is nil when no field was recorded.
func (e *FieldErrors) Err() error {
	if len(e.Fields) == 0 {
		return nil
	}
	return e
}

// Invalid is a FieldErrors of one field.
func Invalid(pointer, detail string) error {
	return &FieldErrors{Fields: []FieldError{{Pointer: pointer, Detail: detail}}}
}
