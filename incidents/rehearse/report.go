package rehearse

import (
	"math/big"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/incidents/monitor"
	"makewhole/states"
)

// Report is what came of a drill. Blocks are those of the timeline, from 1.
type Report struct {
	Drill           string        `json:"drill"`
	Title           string        `json:"title"`
	Kind            string        `json:"kind"`
	DefaultMonitors bool          `json:"default_monitors"`
	Guarded         bool          `json:"guarded"`
	Blocks          []*Block      `json:"blocks"`
	Findings        []*Thread     `json:"findings"`
	Modules         []ModuleRow   `json:"modules"`
	Monitors        []string      `json:"monitors"` // those bound
	Blind           []Blind       `json:"blind"`
	Expectations    []Expectation `json:"expectations"`
	Held            bool          `json:"held"` // all expectations
	// Missed says of an attack that took something why nothing grave was found in
	// time; empty for one that was found.
	Missed     string      `json:"missed,omitempty"`
	FirstHarm  int64       `json:"first_harm,omitempty"`  // block
	FirstFound int64       `json:"first_found,omitempty"` // block of the first grave finding
	By         string      `json:"found_by,omitempty"`
	Lead       *int64      `json:"lead_blocks,omitempty"` // from the first finding to the first harm; below 0 is after it
	FalseP1    int         `json:"false_p1"`              // findings of the gravest severity in a benign drill
	FalseActs  int         `json:"false_acts"`
	Avoided    []Avoidance `json:"avoided,omitempty"`
	// AfterFirst is the share of what an attack takes after its first transaction that
	// the desk avoided, in thousandths; absent where no module can be stopped, or
	// nothing is taken after the first transaction.
	AfterFirst *int `json:"after_first_thousandths,omitempty"`
}

// Block is one block of the timeline as it is in the chain at the end.
type Block struct {
	Number       int64         `json:"number"`
	Seconds      int64         `json:"time"`
	Replaced     uint64        `json:"replaced,omitempty"`
	Transactions []Transaction `json:"transactions"`
	Findings     []Seen        `json:"findings"`
	Blind        int           `json:"blind"` // monitors that lacked something
}

// Transaction is one as it went.
type Transaction struct {
	Label  string `json:"label"`
	Name   string `json:"name,omitempty"`
	Module string `json:"module,omitempty"` // that a response stops
	Failed bool   `json:"failed,omitempty"`
	Lost   []Lost `json:"lost,omitempty"`

	lost []moved
}

// Lost is what a module lost, in base units.
type Lost struct {
	Module string `json:"module"`
	Amount string `json:"amount"`
}

// Seen is one finding in one block.
type Seen struct {
	Monitor  string `json:"monitor"`
	Module   string `json:"module"`
	Severity string `json:"severity"`
	Damage   string `json:"damage"`
}

// StateReinstated is an open thread that was retracted before. The other states are
// those of findings.
const StateReinstated = "reinstated"

// Thread is one thing that one monitor found, under one key, in whatever blocks.
type Thread struct {
	Monitor  string  `json:"monitor"`
	Module   string  `json:"module"`
	Severity string  `json:"severity"` // the gravest
	State    string  `json:"state"`
	First    int64   `json:"first"` // block in which it was first seen, replaced or not
	Blocks   []int64 `json:"blocks"`
	Acts     bool    `json:"acts"` // it would stop the module
	Retract  int     `json:"retractions"`

	key common.Hash
}

func (t *Thread) see(block int64, f *monitor.Finding) {
	if t.Severity == "" || f.Severity < t.Severity {
		t.Severity = f.Severity
	}
	if t.First == 0 {
		t.First = block
	}
	if t.State == states.FindingRetracted {
		t.State = StateReinstated
	}
	if !slices.Contains(t.Blocks, block) {
		t.Blocks = append(t.Blocks, block)
	}
}

// back takes back what only replaced blocks showed.
func (t *Thread) back(above int64) {
	had := len(t.Blocks) > 0
	t.Blocks = slices.DeleteFunc(t.Blocks, func(b int64) bool { return b > above })
	if had && len(t.Blocks) == 0 {
		t.State = states.FindingRetracted
		t.Retract++
	}
}

// ModuleRow is what a drill did to a module; amounts are base units of its money.
type ModuleRow struct {
	Module    string `json:"module"`
	Unguarded string `json:"lost_unguarded"`
	Lost      string `json:"lost"`
	Saved     string `json:"saved"`
	PausedAt  int64  `json:"paused_at,omitempty"` // block

	unguarded, lost *big.Int
}

// Expectation is one of a drill, and whether it held.
type Expectation struct {
	Text string `json:"text"`
	Held bool   `json:"held"`
	Why  string `json:"why,omitempty"` // where it did not
}

// Avoidance is the share of the loss of a module that a response so many blocks after
// the first finding avoids, in thousandths.
type Avoidance struct {
	Module     string `json:"module"`
	Thousandth []int  `json:"thousandths"` // by delay in blocks, from 0
}
