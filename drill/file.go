package drill

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"

	"makewhole/internal/strictjson"
)

// Format is what drill.json says it is.
const Format = "makewhole.drill/1"

// File is the name of a drill in its folder.
const File = "drill.json"

// MaxFile bounds drill.json and each artifact, in bytes.
const MaxFile = 4 << 20

// ErrRefused is a drill that cannot be played; every *Error is one.
var ErrRefused = errors.New("drill refused")

// Error says where a drill is wrong and why.
type Error struct {
	Line    int    // of drill.json, from 1; 0 if the place is not in it
	Pointer string // RFC 6901
	Reason  string
}

func (e *Error) Error() string {
	return strictjson.Place(e.Line, e.Pointer) + ": " + e.Reason
}

// Unwrap is ErrRefused.
func (e *Error) Unwrap() error { return ErrRefused }

func refuse(pointer, format string, args ...any) *Error {
	return &Error{Pointer: pointer, Reason: fmt.Sprintf(format, args...)}
}

// Drill is a drill as data (docs/drills.md).
type Drill struct {
	Format   string           `json:"format"`
	Name     string           `json:"name"`
	Title    string           `json:"title"`
	About    string           `json:"about"`
	Kind     string           `json:"kind"` // attack or benign
	Actors   map[string]Actor `json:"actors"`
	Setup    []Transaction    `json:"setup"`
	Modules  []Module         `json:"modules"`
	Timeline []Step           `json:"timeline"`
	Faults   []Fault          `json:"faults,omitempty"`
	Expect   Expect           `json:"expect"`

	artifacts map[string]*artifact // by file name
}

// Kinds of a drill.
const (
	KindAttack = "attack"
	KindBenign = "benign"
)

// Actor has a key and native money.
type Actor struct {
	Ether string `json:"ether,omitempty"` // beside what its gas costs
}

// Labels of transactions of a timeline.
const (
	LabelAttack   = "attack"
	LabelCopycat  = "copycat"
	LabelBenign   = "benign"
	LabelProbe    = "probe"
	LabelResponse = "response" // sent by the desk, never written in a file
)

// What a transaction may do instead of succeeding.
const (
	RevertsNo  = "no"
	RevertsYes = "yes"
	RevertsMay = "may"
)

// Transaction is sent by an actor: it deploys, calls, or moves money.
type Transaction struct {
	Label    string            `json:"label,omitempty"` // of the timeline only
	Name     string            `json:"name,omitempty"`
	From     string            `json:"from"`
	Deploy   string            `json:"deploy,omitempty"`   // name of the new contract
	Artifact string            `json:"artifact,omitempty"` // file; NAME.json of its deploy if left out
	To       string            `json:"to,omitempty"`
	Call     string            `json:"call,omitempty"` // signature: name(types)
	Args     []json.RawMessage `json:"args,omitempty"`
	Data     string            `json:"data,omitempty"` // call data as hex, instead of call
	Value    string            `json:"value,omitempty"`
	Gas      uint64            `json:"gas,omitempty"`
	Reverts  string            `json:"reverts,omitempty"`
}

// Module is a covered part of a protocol, and what is known of it.
type Module struct {
	Name       string            `json:"name"`
	Targets    map[string]string `json:"targets"` // module, and others by what they are for it
	Views      map[string]View   `json:"views,omitempty"`
	Events     map[string]string `json:"events,omitempty"`
	Pauser     *Pauser           `json:"pauser,omitempty"`
	Invariants []Invariant       `json:"invariants,omitempty"`
	Monitors   []json.RawMessage `json:"monitors,omitempty"` // bindings as in a file of watched modules
	Money      []Money           `json:"money,omitempty"`
}

// View is a value of state; exactly one of the first five is given.
type View struct {
	Slot    string   `json:"slot,omitempty"`
	Code    string   `json:"code,omitempty"`
	Balance string   `json:"balance,omitempty"`
	View    string   `json:"view,omitempty"`
	Try     string   `json:"try,omitempty"`
	Of      string   `json:"of,omitempty"`
	With    []string `json:"with,omitempty"`
	From    string   `json:"from,omitempty"`
}

// Pauser is the call that stops a module.
type Pauser struct {
	By   string            `json:"by"` // an actor
	To   string            `json:"to"`
	Call string            `json:"call"`
	Args []json.RawMessage `json:"args,omitempty"`
}

// Invariant compares a view with another one or with an integer; it holds in every
// healthy block.
type Invariant struct {
	Name  string `json:"name"`
	Left  string `json:"left"`
	Op    string `json:"op"` // >=, <= or ==
	Right string `json:"right"`
}

// Money is an account whose balance tells what an attack takes.
type Money struct {
	Of    string `json:"of"`
	Asset string `json:"asset,omitempty"` // native money if left out
	Gain  bool   `json:"gain,omitempty"`  // what this account gains is lost
}

// Step is one block, or the same block several times, or a reorganisation.
type Step struct {
	Wait         string        `json:"wait,omitempty"` // before the block, beside the usual time
	Repeat       int           `json:"repeat,omitempty"`
	Transactions []Transaction `json:"transactions,omitempty"`
	Reorg        *Reorg        `json:"reorg,omitempty"`
}

// Reorg replaces the newest blocks by one more than they were.
type Reorg struct {
	Depth int       `json:"depth"`
	Again *[]string `json:"again,omitempty"` // names of transactions that come again, response for those of the desk; all if left out
}

// Fault takes something from the desk during a span of blocks.
type Fault struct {
	Kind string `json:"kind"` // no-traces, no-state, no-response
	From int64  `json:"from"`
	To   int64  `json:"to"`
}

// Faults that there are.
const (
	FaultTraces   = "no-traces"
	FaultState    = "no-state"
	FaultResponse = "no-response"
)

// Expect says what must come of a drill.
type Expect struct {
	Detectors []Detector      `json:"detectors,omitempty"`
	Not       []string        `json:"not,omitempty"`  // detectors that must not fire
	Most      string          `json:"most,omitempty"` // gravest severity allowed
	Paused    []string        `json:"paused,omitempty"`
	Loss      map[string]Loss `json:"loss,omitempty"` // by module
	Retracted bool            `json:"retracted,omitempty"`
}

// Detector must fire about a module by a block.
type Detector struct {
	Name   string `json:"name"`
	Module string `json:"module,omitempty"` // any if left out
	By     int64  `json:"by"`               // block of the timeline, from 1
}

// Loss of a module, in base units of its money.
type Loss struct {
	Unguarded string `json:"unguarded,omitempty"` // exactly
	Most      string `json:"most,omitempty"`      // with response, at most
}

// Read reads and checks the drill of a folder; the error is an *Error unless a file
// cannot be read.
func Read(folder fs.FS) (*Drill, error) {
	data, err := fs.ReadFile(folder, File)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	d := &Drill{}
	err = strictjson.Decode(data, d, strictjson.Options{MaxBytes: MaxFile, MaxDepth: 64, NoNulls: true})
	var at *strictjson.Error
	switch {
	case errors.As(err, &at):
		return nil, &Error{Line: strictjson.LineOfError(data, at), Pointer: at.Pointer, Reason: at.Reason}
	case err != nil:
		return nil, &Error{Reason: err.Error()}
	}
	if bad := (&checker{d: d, folder: folder}).all(); bad != nil {
		bad.Line = strictjson.LineOf(data, bad.Pointer)
		return nil, bad
	}
	return d, nil
}
