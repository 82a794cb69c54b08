package audit

import (
	"fmt"
	"makewhole/models"
	"slices"

	"github.com/ethereum/go-ethereum/common"
)

// Status of a rule.
const (
	StatusOK        = "ok"
	StatusViolation = "violation"
	StatusUnchecked = "unchecked" // asked for and not possible
	StatusSkipped   = "skipped"   // not asked for, and what it needs is not here
	StatusFailed    = "failed"    // the rule itself broke; what it had found until then stands
)

// shown is how many violations of one rule are printed with their ids.
const shown = 20

// Finding is one violation.
type Finding struct {
	Subject string `json:"subject"`
	Detail  string `json:"detail"`
}

// Result is the outcome of one rule.
type Result struct {
	Rule     string    `json:"rule"`
	Title    string    `json:"title"`
	Status   string    `json:"status"`
	Checked  int64     `json:"checked"`
	Findings []Finding `json:"findings,omitempty"`
	More     int64     `json:"more,omitempty"` // violations beyond the ones shown
	Reason   string    `json:"reason,omitempty"`
	Failure  string    `json:"failure,omitempty"` // error of the rule itself, beside what it found
	Note     string    `json:"note,omitempty"`    // what a reader needs to repeat the check
}

// Report is the outcome of all rules.
type Report struct {
	Rules []Result `json:"rules"`
	Block uint64   `json:"block,omitempty"` // at which contracts were read

	// Marks are what an incremental verification without violation may store, so
	// that the next one begins there.
	Marks []models.VerifyMark `json:"-"`
	// Content is the content hash of Scope.Settlement as its columns state it.
	Content common.Hash `json:"-"`
}

// Checked counts what was looked at.
func (r Report) Checked() (n int64) {
	for _, res := range r.Rules {
		n += res.Checked
	}
	return n
}

// Whole reports that every rule came to its end, well or not.
func (r Report) Whole() bool {
	return !slices.ContainsFunc(r.Rules, func(res Result) bool { return res.Failure != "" })
}

// ExitCode is 0 when all is good, 1 on a violation, 2 when something could not
// be checked or a rule broke.
func (r Report) ExitCode() int {
	code := 0
	for _, res := range r.Rules {
		switch res.Status {
		case StatusViolation:
			return 1
		case StatusUnchecked, StatusFailed:
			code = 2
		}
	}
	return code
}

// Add keeps a finding, or counts it when there are enough to show.
func (res *Result) Add(f Finding) {
	if len(res.Findings) == shown {
		res.More++
		return
	}
	res.Findings = append(res.Findings, f)
}

// Found adds a finding about a subject.
func (res *Result) Found(subject, format string, args ...any) {
	res.Add(Finding{subject, fmt.Sprintf(format, args...)})
}
