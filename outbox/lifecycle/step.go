package lifecycle

import (
	"fmt"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/models"
	"makewhole/outbox/witness"
	"makewhole/states"
)

// Phase is one part of a worker's round over the intents of one key.
type Phase int

// The phases. Only Broadcast talks to the pool, and only with bytes that
// Replace or Prepare have stored.
const (
	Confirm   Phase = iota // learn what the chain says and record it
	Replace                // sign a better bid with the same nonce and store it
	Prepare                // take a nonce, sign, and store both
	Broadcast              // send what is stored, then record that a node may have it
)

// Round is the order of the phases. A worker may be stopped between any two
// acts, and anybody may begin again at the first phase.
func Round() []Phase { return []Phase{Confirm, Replace, Prepare, Broadcast} }

// View is what a worker knows about one intent: the row it read under its lease
// and what the node told it in this round.
type View struct {
	State       string
	Nonce       uint64      // in an open state
	Observation Observation // for Confirm
	Pressure    Pressure    // for Replace
	Slots       int         // for Prepare: nonces that may still be taken
	Due         bool        // for Broadcast: the newest attempt may go out again
}

// Effects is what the shell has to do: at most one of the four.
type Effects struct {
	Verdict Verdict // take these transitions in one fenced transaction
	Bid     Push    // store a replacement in one fenced transaction
	Sign    bool    // store nonce and signed bytes in one fenced transaction
	Send    bool    // broadcast the newest stored attempt
}

// Step decides what one phase does about one intent. It is pure: the sender, the
// exhaustive model and the simulator all go through it.
func Step(p Phase, v View) Effects {
	waits := v.State == models.TxSigned || v.State == models.TxBroadcast
	switch {
	case p == Confirm && (waits || v.State == models.TxMined):
		return Effects{Verdict: Judge(v.State, v.Nonce, v.Observation)}
	case p == Replace && waits:
		return Effects{Bid: JudgeBid(v.Pressure)}
	case p == Prepare:
		return Effects{Sign: v.State == models.TxApproved && v.Slots > 0}
	case p == Broadcast:
		return Effects{Send: waits && v.Due}
	}
	return Effects{}
}

// AfterSend is the transition that a node's answer to a broadcast allows, empty
// for none.
func AfterSend(state string, r Reply) string {
	if state == models.TxSigned && r == ReplyOut {
		return states.EventSend
	}
	return ""
}

// Inclusion is a receipt of one of our attempts whose block is canonical.
type Inclusion struct {
	Hash      common.Hash // of the transaction
	Block     uint64
	BlockHash common.Hash
	GasUsed   uint64
	Success   bool
	Cancels   bool // the attempt was the self-transfer that gives up
}

// Believe takes a receipt for an inclusion of an attempt only if its block is the
// canonical one at its height; a height alone proves nothing after a reorg.
func Believe(r *types.Receipt, attempt, canonical common.Hash, cancels bool) *Inclusion {
	if r == nil || r.TxHash != attempt || r.BlockNumber == nil || r.BlockHash != canonical {
		return nil
	}
	return &Inclusion{
		Hash: r.TxHash, Block: r.BlockNumber.Uint64(), BlockHash: r.BlockHash, GasUsed: r.GasUsed,
		Success: r.Status == types.ReceiptStatusSuccessful, Cancels: cancels,
	}
}

// Observation is what one round learned about one open intent. It is a set of hints:
// only Included at or below Final, or FinalNonce above the intent's nonce seen
// again and again, settle anything.
type Observation struct {
	Included   *Inclusion
	Final      uint64 // height of the finalized block
	FinalNonce uint64 // sender's transaction count there
	Suspicion  int    // earlier rounds in a row that saw the nonce used by a stranger

	Shown witness.Shown // what the contracts say, asked before an end is written down
	Twin  *Inclusion    // final transaction of our key with this nonce and the intent's payload that is not on record
}

// Seen is the inclusion a verdict records.
func (s Observation) Seen() *Inclusion {
	if s.Included == nil {
		return s.Twin
	}
	return s.Included
}

// suspicionMax is in how many rounds a final foreign use of our nonce must be
// seen before it is believed: a node behind a load balancer may answer about
// receipts from an older block than about nonces.
const suspicionMax = 3

// Verdict is what to do about one open intent.
type Verdict struct {
	Events    []string // transitions to take, in order
	Reason    string
	Record    bool // store Observation.Included on the intent
	Resend    bool // broadcast the newest attempt again
	Suspicion int  // to hand to the next round
}

// Judge decides about an intent in state signed, broadcast or mined. It is pure
// so that a model can drive it through every order of events.
func Judge(state string, nonce uint64, s Observation) Verdict {
	switch {
	case s.Included != nil:
		return judgeIncluded(state, *s.Included, s)
	case s.FinalNonce > nonce && state != models.TxMined:
		return judgeForeign(nonce, s)
	case state == models.TxMined:
		return Verdict{Events: []string{states.EventReorg}, Reason: "receipt is gone", Resend: true}
	}
	return Verdict{Resend: true}
}

func judgeIncluded(state string, in Inclusion, s Observation) Verdict {
	v := Verdict{Record: true}
	if state != models.TxMined {
		v.Events = append(v.Events, states.EventMine)
		v.Reason = fmt.Sprintf("in block %d", in.Block)
	}
	if in.Block > s.Final {
		return v
	}
	v.Reason = fmt.Sprintf("final in block %d", in.Block)
	switch {
	case in.Cancels:
		v.Events = append(v.Events, states.EventCancel)
	case in.Success && s.Shown.Outcome == witness.OutcomeMissing:
		v.Events = append(v.Events, states.EventDoubt)
		v.Reason += ", but " + s.Shown.Proof
	case in.Success:
		v.Events = append(v.Events, states.EventFinalize)
	default:
		v.Events = append(v.Events, states.EventRevert)
	}
	return v
}

// judgeForeign believes a foreign use of the nonce slowly. Sending goes on: it
// cannot pay twice, because one nonce can only be used once.
func judgeForeign(nonce uint64, s Observation) Verdict {
	if s.Suspicion+1 < suspicionMax {
		return Verdict{Resend: true, Suspicion: s.Suspicion + 1}
	}
	switch {
	case s.Twin != nil:
		return Verdict{Events: []string{states.EventRecover}, Record: true, Reason: fmt.Sprintf("nonce %d was used by %s with the same payload, final in block %d", nonce, s.Twin.Hash, s.Twin.Block)}
	case s.Shown.Outcome == witness.OutcomeDone:
		return Verdict{Events: []string{states.EventRecover}, Reason: fmt.Sprintf("nonce %d was used by a transaction that is not on record, but %s", nonce, s.Shown.Proof)}
	}
	return Verdict{
		Events: []string{states.EventForeign},
		Reason: fmt.Sprintf("nonce %d was used by a transaction that is not ours, final at block %d", nonce, s.Final),
	}
}

// Record sets the receipt's columns and names them.
func Record(row *models.TxIntent, v Verdict, in *Inclusion) []string {
	cols := []string{"tx_hash", "block_number", "block_hash", "gas_used", "blocked", "request"}
	row.Blocked, row.TxHash, row.BlockNumber, row.BlockHash, row.GasUsed = "", nil, nil, nil, nil
	if v.Record {
		hash, block, number, gas := models.H(in.Hash), models.H(in.BlockHash), int64(in.Block), int64(in.GasUsed)
		row.TxHash, row.BlockHash, row.BlockNumber, row.GasUsed = &hash, &block, &number, &gas
	}
	for _, e := range v.Events {
		switch e {
		case states.EventForeign, states.EventDoubt:
			row.Blocked = v.Reason
		case states.EventFinalize, states.EventRevert, states.EventCancel, states.EventRecover:
			row.Request = ""
		}
	}
	return cols
}

// Changes reports that the same state now stands in another block.
func Changes(row *models.TxIntent, v Verdict, in *Inclusion) bool {
	return v.Record && row.State == models.TxMined && (row.BlockHash == nil || row.BlockHash.Hash != in.BlockHash)
}

// Pressure is what decides whether a transaction that waits gets a better bid.
type Pressure struct {
	Lowest     bool // no lower nonce of the key waits
	Underpaid  bool // the bid's cap is below the base fee of the head
	Overdue    bool // the newest attempt was first sent longer ago than BumpAfter
	Unsent     bool // the newest attempt was never sent: send that first
	Cancelling bool // the newest attempt is the self-transfer that gives up
	Incurable  bool // the last answer about the newest attempt is one that no bid cures
	Request    string
}

// Operator requests stored on an intent.
const (
	RequestBump   = "bump"
	RequestCancel = "cancel"
)

// Push is what to do about the bid of a waiting transaction.
type Push int

// Possible pushes.
const (
	KeepBid   Push = iota
	RaiseBid       // replacement with the same payload
	CancelBid      // replacement by a self-transfer
)

// JudgeBid decides whether to replace the newest attempt. A person's request
// goes first; otherwise a bid is raised when it waited too long, a bid can help,
// and it either blocks the nonces behind it or is below the market.
func JudgeBid(p Pressure) Push {
	switch {
	case p.Request == RequestCancel && !p.Cancelling:
		return CancelBid
	case p.Unsent:
		return KeepBid
	case p.Request == RequestBump:
		return RaiseBid
	case p.Overdue && !p.Incurable && (p.Lowest || p.Underpaid):
		return RaiseBid
	}
	return KeepBid
}

// Slots is how many new nonces may be taken: the window less the nonces that
// are not mined yet. Mined ones wait for finality only and hold nothing up.
func Slots(window int, states []string) int {
	waiting := 0
	for _, s := range states {
		if s == models.TxSigned || s == models.TxBroadcast {
			waiting++
		}
	}
	return max(0, window-waiting)
}

// Reply classifies a node's answer to a broadcast. It is a hint: it decides
// what is written down, never whether an intent is done.
type Reply int

// Possible replies, from the one that closes most to the one that leaves most
// open. Only ReplyOut says that a node has it; after ReplyUnheard and
// ReplyUnknown a node may have it.
const (
	ReplyNoFunds Reply = iota // the key cannot pay for it
	ReplyRefused              // refused for what it is, or for what the node allows
	ReplyUnknown              // an answer that is not understood
	ReplyUnheard              // no answer: a timeout, a connection that broke
	ReplyOut                  // accepted, or known already
)
