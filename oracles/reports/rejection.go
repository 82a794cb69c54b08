package reports

import (
	"errors"
	"fmt"
)

// ErrRejected is what every *Rejection unwraps to.
var ErrRejected = errors.New("report rejected")

// Rejection is the first acceptance rule a report fails, with the HTTP status of
// the answer. Detail and Pointer never repeat the input.
type Rejection struct {
	Rule    string // R1 … R16
	Code    string
	Status  int
	Pointer string // RFC 6901, for R1 and R2
	Detail  string
}

func (r *Rejection) Error() string {
	text := r.Rule + " " + r.Code
	if r.Pointer != "" {
		text += " at " + r.Pointer
	}
	if r.Detail != "" {
		text += ": " + r.Detail
	}
	return text
}

// Unwrap makes errors.Is(err, ErrRejected) true.
func (r *Rejection) Unwrap() error { return ErrRejected }

func refuse(rule, code string, status int, format string, args ...any) *Rejection {
	return &Rejection{Rule: rule, Code: code, Status: status, Detail: fmt.Sprintf(format, args...)}
}
