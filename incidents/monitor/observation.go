package monitor

import (
	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"
)

// Feed is one kind of data about a block.
type Feed string

// The feeds of an observation. A node without call traces is blind to one of
// them and serves the others.
const (
	FeedLogs         Feed = "logs"
	FeedTransactions Feed = "transactions" // who sent what to whom, and whether it failed
	FeedTraces       Feed = "traces"       // frames below each transaction
	FeedAccesses     Feed = "accesses"     // storage read and written by each frame
	FeedReads        Feed = "reads"        // slots, code, balances and views
	FeedSignals      Feed = "signals"      // findings of other monitors
)

// Observation is everything a check may know about one block, gathered at its
// hash before any check runs.
type Observation struct {
	Chain        uint64
	Number       uint64
	Hash, Parent common.Hash
	Time         uint64 // seconds since 1970, as the block says
	Logs         []Log
	Transactions []Transaction
	Reads        map[Read]Pair
	Signals      []Signal
	Blind        map[Feed]string // what could not be had, and why
}

// Log is one event as the node gives it, in the order of the block.
type Log struct {
	Address common.Address
	Topics  []common.Hash
	Data    []byte
	Tx      common.Hash
}

// Transaction is one transaction of the block.
type Transaction struct {
	Hash   common.Hash
	From   common.Address
	Failed bool
	Root   *Frame // nil without call traces
}

// Kind is how a frame was entered.
type Kind string

// Kinds of a frame, as the call tracer of a node names them.
const (
	KindCall         Kind = "CALL"
	KindCallCode     Kind = "CALLCODE"
	KindDelegateCall Kind = "DELEGATECALL"
	KindStaticCall   Kind = "STATICCALL"
	KindCreate       Kind = "CREATE"
	KindCreate2      Kind = "CREATE2"
)

// Frame is one call or creation. Of a delegate call, From is the contract whose
// storage is used and To the code. Output of a creation is the code.
type Frame struct {
	Kind          Kind
	From, To      common.Address
	Value         uint256.Int // wei
	Input, Output []byte
	Failed        bool
	Calls         []*Frame
	Reads, Writes []common.Hash // own storage, in this frame alone; empty without that trace
	Late          []common.Hash // written after the last inner call returned
}

// Signal is a finding of another monitor as evidence among others.
type Signal struct {
	Monitor string
	OneIn   Int // one of how many blocks it fires in without an attack
	Module  common.Address
}

// Read names one value of the state of a chain.
type Read struct {
	Kind    ReadKind
	Chain   uint64 // 0: the chain of the observation; another one is read at its finalized block
	Address common.Address
	Slot    common.Hash
	From    common.Address // the caller of a view or try
	Data    string         // call data of a view or try
}

// ReadKind is what is read.
type ReadKind string

// Kinds of reads. A try is 1 if the call succeeds and 0 if it reverts.
const (
	ReadSlot    ReadKind = "slot"
	ReadCode    ReadKind = "code"
	ReadBalance ReadKind = "balance"
	ReadView    ReadKind = "view"
	ReadTry     ReadKind = "try"
)

// Pair is a value at the block and at its parent; nil is not known.
type Pair struct{ Block, Parent *common.Hash }
