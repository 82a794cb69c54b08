package claims

import (
	"errors"
	"strings"
)

// Errors callers decide on; models.ErrNotFound, models.ErrVersion and
// models.ErrState pass through unchanged.
var (
	// ErrInvalid means the input breaks a rule of form; *FieldErrors has the fields.
	ErrInvalid = errors.New("claims: invalid input")
	// ErrConflict means the act is well formed but something else already took
	// its place: a duplicate claim, a consumed loss unit, a used up limit.
	ErrConflict = errors.New("claims: conflict")
	// ErrForbidden means this person may not do this act.
	ErrForbidden = errors.New("claims: forbidden")
	// ErrWindow means the act came before or after its window.
	ErrWindow = errors.New("claims: outside the window")
	// ErrNotCovered means no cover was in force for this account at occurred_from.
	ErrNotCovered = errors.New("claims: not covered")
	// ErrProof means the proof of loss is not a valid signature of the affected
	// account over this claim.
	ErrProof = errors.New("claims: proof of loss refused")
	// ErrNothingToSettle means a draft would pay nobody anything new.
	ErrNothingToSettle = errors.New("claims: nothing to settle")
	// ErrNotReady means an input of the act is not final yet; trying later helps.
	ErrNotReady = errors.New("claims: not ready")
	// ErrFrozen means settlement is frozen until two people clear it.
	ErrFrozen = errors.New("claims: settlement is frozen")
	// ErrTooLarge means evidence beyond the size or number a claim may carry.
	ErrTooLarge = errors.New("claims: evidence too large")
	// ErrMediaType means evidence of a type that is not on the list.
	ErrMediaType = errors.New("claims: evidence type not accepted")
	// ErrStale means a distribution plan that prices, payments or time have
	// overtaken: make a new one.
	ErrStale = errors.New("claims: the plan is stale")
	// ErrInvariant means money does not add up; nothing was written.
	ErrInvariant = errors.New("claims: invariant violated")
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

// check records detail for pointer unless ok.
func (e *FieldErrors) check(ok bool, pointer, detail string) {
	if !ok {
		e.Fields = append(e.Fields, FieldError{Pointer: pointer, Detail: detail})
	}
}

// err is nil when no field was recorded.
func (e *FieldErrors) err() error {
	if len(e.Fields) == 0 {
		return nil
	}
	return e
}

// invalid is a FieldErrors of one field.
func invalid(pointer, detail string) error {
	return &FieldErrors{Fields: []FieldError{{Pointer: pointer, Detail: detail}}}
}
