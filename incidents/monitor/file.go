package monitor

import (
	"errors"

	"makewhole/internal/strictjson"
)

// Format is what a monitor file says it is.
const Format = "makewhole.monitor/1"

// MaxFile bounds a monitor file, in bytes.
const MaxFile = 1 << 20

// ErrRefused is a monitor that cannot be loaded; every *Error is one.
var ErrRefused = errors.New("monitor refused")

// Error says where a file is wrong and why.
type Error struct {
	Line    int    // from 1; 0 if the place is not in the file
	Pointer string // RFC 6901
	Reason  string
}

func (e *Error) Error() string {
	return strictjson.Place(e.Line, e.Pointer) + ": " + e.Reason
}

// Unwrap is ErrRefused.
func (e *Error) Unwrap() error { return ErrRefused }

// File is a monitor as data (docs/monitors.md).
type File struct {
	Format     string                `json:"format"`
	ID         string                `json:"id"`
	Version    int                   `json:"version"`
	Title      string                `json:"title"`
	About      string                `json:"about"`
	State      string                `json:"state"`
	Severity   string                `json:"severity"`
	Class      string                `json:"class"`
	Owner      string                `json:"owner"`
	Plan       string                `json:"plan,omitempty"`
	OneIn      string                `json:"one_in,omitempty"`
	Budget     int                   `json:"budget,omitempty"`
	Chain      uint64                `json:"chain"`
	Module     string                `json:"module"`
	Targets    map[string]string     `json:"targets"`
	Parameters map[string]string     `json:"parameters,omitempty"`
	Sources    map[string]SourceSpec `json:"sources,omitempty"`
	Reads      map[string]ReadSpec   `json:"reads,omitempty"`
	Windows    []WindowSpec          `json:"windows,omitempty"`
	For        string                `json:"for"`
	When       string                `json:"when"`
	Damage     string                `json:"damage,omitempty"`
	Examples   []Example             `json:"examples"`
}

// SourceSpec names rows of a block; exactly one of the first five is given.
type SourceSpec struct {
	Event     string   `json:"event,omitempty"`
	Events    []string `json:"events,omitempty"` // any of them; their fields are not read
	Call      string   `json:"call,omitempty"`   // * is any call
	Create    string   `json:"create,omitempty"` // target that new code may mention
	FlashLoan string   `json:"flash_loan,omitempty"`
	Signal    string   `json:"signal,omitempty"`
	Of        []string `json:"of,omitempty"`    // targets; none: every contract
	Asset     string   `json:"asset,omitempty"` // of a flash loan: what is counted as moved
}

// ReadSpec names one value of state; exactly one of the first five is given.
type ReadSpec struct {
	Slot    string   `json:"slot,omitempty"`
	Code    string   `json:"code,omitempty"`
	Balance string   `json:"balance,omitempty"`
	View    string   `json:"view,omitempty"`
	Try     string   `json:"try,omitempty"`
	Of      string   `json:"of,omitempty"`
	With    []string `json:"with,omitempty"`
	From    string   `json:"from,omitempty"`
	Chain   uint64   `json:"chain,omitempty"`
}

// WindowSpec folds rows of the last blocks into a number.
type WindowSpec struct {
	Name     string `json:"name"`
	Op       string `json:"op"`
	Of       string `json:"of"` // a source, or block
	Value    string `json:"value,omitempty"`
	Where    string `json:"where,omitempty"`
	By       string `json:"by,omitempty"`
	Over     string `json:"over"`
	Partial  bool   `json:"partial,omitempty"`
	Each     string `json:"each,omitempty"` // of a product: what counts once
	Capacity string `json:"capacity,omitempty"`
	Mean     string `json:"mean,omitempty"`
	Sigma    string `json:"sigma,omitempty"`
	Slack    string `json:"slack,omitempty"`
}

// Example is a short history and what the monitor must say about its last block.
type Example struct {
	Name   string         `json:"name"`
	Fires  bool           `json:"fires"`
	Blind  bool           `json:"blind,omitempty"`
	Repeat int            `json:"repeat,omitempty"` // the first block, so often; its reads may alternate: 5 | 7
	Blocks []ExampleBlock `json:"blocks"`
}

// ExampleBlock is one block. Numbers count up from the first one.
type ExampleBlock struct {
	Time         uint64               `json:"time"`
	Transactions []ExampleTransaction `json:"transactions,omitempty"`
	Reads        map[string]string    `json:"reads,omitempty"`
	Signals      []ExampleSignal      `json:"signals,omitempty"`
	Blind        map[string]string    `json:"blind,omitempty"`
}

// ExampleTransaction is a transaction with its events and frames.
type ExampleTransaction struct {
	From   string         `json:"from"`
	Failed bool           `json:"failed,omitempty"`
	Events []ExampleEvent `json:"events,omitempty"`
	Call   *ExampleCall   `json:"call,omitempty"`
}

// ExampleEvent is a log by the signature of a source, or by any other.
type ExampleEvent struct {
	Event  string            `json:"event"`
	Of     string            `json:"of"`
	Values map[string]string `json:"values"`
}

// ExampleCall is a frame. Code is that of a creation.
type ExampleCall struct {
	Kind   string            `json:"kind,omitempty"`
	To     string            `json:"to"`
	Call   string            `json:"call,omitempty"`
	Values map[string]string `json:"values,omitempty"`
	Value  string            `json:"value,omitempty"`
	Failed bool              `json:"failed,omitempty"`
	Code   string            `json:"code,omitempty"`
	Reads  []string          `json:"reads,omitempty"`
	Late   []string          `json:"late,omitempty"`
	Calls  []ExampleCall     `json:"calls,omitempty"`
}

// ExampleSignal is a finding of another monitor about the module.
type ExampleSignal struct {
	Monitor string `json:"monitor"`
	OneIn   string `json:"one_in"`
}

// Parse reads a file exactly: unknown and repeated keys are refused. What it
// means is checked by Load.
func Parse(data []byte) (*File, error) {
	f := &File{}
	err := strictjson.Decode(data, f, strictjson.Options{MaxBytes: MaxFile, MaxDepth: 64, NoNulls: true})
	var at *strictjson.Error
	switch {
	case errors.As(err, &at):
		return nil, &Error{Line: strictjson.LineOfError(data, at), Pointer: at.Pointer, Reason: at.Reason}
	case err != nil:
		return nil, &Error{Reason: err.Error()}
	}
	return f, nil
}
