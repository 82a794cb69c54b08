package chain

import (
	"fmt"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
)

// Inclusion is a receipt of one of our attempts whose block is canonical.
type Inclusion struct {
	Hash      common.Hash // of the transaction
	Block     uint64
	BlockHash common.Hash
	GasUsed   uint64
	Success   bool
	Cancels   bool // the attempt was the self-transfer that gives up
}

// Sight is what one round learned about one open intent. It is a set of hints:
// only Included at or below Final, or FinalNonce above the intent's nonce seen
// again and again, settle anything.
type Sight struct {
	Included   *Inclusion
	Final      uint64 // height of the finalized block
	FinalNonce uint64 // sender's transaction count there
	Suspicion  int    // earlier rounds in a row that saw the nonce used by a stranger
}

// suspicionMax is in how many rounds a final foreign use of our nonce must be
// seen before it is believed: a node behind a load balancer may answer about
// receipts from an older block than about nonces.
const suspicionMax = 3

// Verdict is what to do about one open intent.
type Verdict struct {
	Events    []string // transitions to take, in order
	Reason    string
	Record    bool // store Sight.Included on the intent
	Resend    bool // broadcast the newest attempt again
	Suspicion int  // to hand to the next round
}

// Judge decides about an intent in state signed, broadcast or mined. It is pure
// so that a model can drive it through every order of events.
func Judge(state string, nonce uint64, s Sight) Verdict {
	switch {
	case s.Included != nil:
		return judgeIncluded(state, *s.Included, s.Final)
	case s.FinalNonce > nonce && state != models.TxMined:
		return judgeForeign(nonce, s)
	case state == models.TxMined:
		return Verdict{Events: []string{evReorg}, Reason: "receipt is gone", Resend: true}
	}
	return Verdict{Resend: true}
}

func judgeIncluded(state string, in Inclusion, final uint64) Verdict {
	v := Verdict{Record: true}
	if state != models.TxMined {
		v.Events = append(v.Events, evMine)
		v.Reason = fmt.Sprintf("in block %d", in.Block)
	}
	if in.Block > final {
		return v
	}
	v.Reason = fmt.Sprintf("final in block %d", in.Block)
	switch {
	case in.Cancels:
		v.Events = append(v.Events, evCancel)
	case in.Success:
		v.Events = append(v.Events, evFinalize)
	default:
		v.Events = append(v.Events, evRevert)
	}
	return v
}

// judgeForeign believes a foreign use of the nonce slowly. Sending goes on: it
// cannot pay twice, because one nonce can only be used once.
func judgeForeign(nonce uint64, s Sight) Verdict {
	if s.Suspicion+1 < suspicionMax {
		return Verdict{Resend: true, Suspicion: s.Suspicion + 1}
	}
	return Verdict{
		Events: []string{evForeign},
		Reason: fmt.Sprintf("nonce %d was used by a transaction that is not ours, final at block %d", nonce, s.Final),
	}
}

// Pressure is what decides whether a transaction that waits gets a better bid.
type Pressure struct {
	Lowest     bool // no lower nonce of the key waits
	Underpaid  bool // the bid's cap is below the base fee of the head
	Overdue    bool // the newest attempt was first sent longer ago than BumpAfter
	Unsent     bool // the newest attempt was never sent: send that first
	Cancelling bool // the newest attempt is the self-transfer that gives up
	Request    string
}

// Operator requests stored on an intent.
const (
	requestBump   = "bump"
	requestCancel = "cancel"
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
// goes first; otherwise a bid is raised when it waited too long and either
// blocks the nonces behind it or is below the market.
func JudgeBid(p Pressure) Push {
	switch {
	case p.Request == requestCancel && !p.Cancelling:
		return CancelBid
	case p.Unsent:
		return KeepBid
	case p.Request == requestBump:
		return RaiseBid
	case p.Overdue && (p.Lowest || p.Underpaid):
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

// Possible replies.
const (
	ReplyOut     Reply = iota // accepted, known already, or unclear: a node may have it
	ReplyRefused              // refused for what it is: fees, size, format
	ReplyNoFunds              // the key cannot pay for it
)
