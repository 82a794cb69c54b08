package lifecycle

import (
	"errors"
	"regexp"
	"strings"

	"github.com/ethereum/go-ethereum/rpc"

	"makewhole/chain"
	"makewhole/money"
)

// answer is what a node says about a transaction that it is handed.
type answer struct {
	text  string // found in the lower-case text
	reply Reply
	bid   bool // a higher bid may cure it
}

// answers are the texts of go-ethereum, Nethermind, Erigon, Besu and Reth that
// are understood. A text that is not here is no success and no refusal: it is
// told to a person, and the bytes are sent again.
var answers = []answer{
	// The node has it, or had it: one of its nonce is mined.
	{"already known", ReplyOut, true},
	{"alreadyknown", ReplyOut, true},
	{"already imported", ReplyOut, true},
	{"known transaction", ReplyOut, true},
	{"nonce too low", ReplyOut, true},
	{"oldnonce", ReplyOut, true},

	// The key cannot pay for it.
	{"insufficient funds", ReplyNoFunds, false},
	{"insufficientfunds", ReplyNoFunds, false},
	{"insufficient balance", ReplyNoFunds, false},
	{"upfront cost exceeds account balance", ReplyNoFunds, false},

	// The bid is too low for this pool, or for those who wait in it.
	{"underpriced", ReplyRefused, true},
	{"fee too low", ReplyRefused, true},
	{"feetoolow", ReplyRefused, true},
	{"gas price below", ReplyRefused, true},
	{"gas price too low", ReplyRefused, true},
	{"below chain minimum", ReplyRefused, true},
	{"less than block base fee", ReplyRefused, true},
	{"insufficient gas price to replace", ReplyRefused, true},
	{"could not replace existing tx", ReplyRefused, true},
	{"replacementnotallowed", ReplyRefused, true},
	{"pool is full", ReplyRefused, true},
	{"out of capacity", ReplyRefused, true},
	{"discarded outright", ReplyRefused, true},

	// What the node allows nobody, or not this key now. A higher bid changes
	// nothing, or makes it worse.
	{"exceeds the configured cap", ReplyRefused, false},
	{"fee cap exceeded", ReplyRefused, false},
	{"in-flight transaction limit", ReplyRefused, false},
	{"delegated account", ReplyRefused, false},
	{"account limit exceeded", ReplyRefused, false},
	{"spammer", ReplyRefused, false},
	{"already reserved", ReplyRefused, false},
	{"future transaction tries to replace", ReplyRefused, false},
	{"noncegap", ReplyRefused, false},
	{"nonce gap", ReplyRefused, false},
	{"nonce too high", ReplyRefused, false},
	{"nonce too distant", ReplyRefused, false},
	{"noncetoofarinfuture", ReplyRefused, false},
	{"nonce has max value", ReplyRefused, false},

	// What is wrong with the transaction itself.
	{"gas too low", ReplyRefused, false},
	{"floor data gas", ReplyRefused, false},
	{"intrinsic gas", ReplyRefused, false},
	{"gas limit too high", ReplyRefused, false},
	{"exceeds block gas limit", ReplyRefused, false},
	{"gaslimitexceeded", ReplyRefused, false},
	{"gas limit reached", ReplyRefused, false},
	{"oversized data", ReplyRefused, false},
	{"maxtxsizeexceeded", ReplyRefused, false},
	{"not supported", ReplyRefused, false},
	{"notsupportedtxtype", ReplyRefused, false},
	{"invalid sender", ReplyRefused, false},
	{"failedtoresolvesender", ReplyRefused, false},
	{"invalid signature", ReplyRefused, false},
	{"invalid chain", ReplyRefused, false},
	{"replay-protected", ReplyRefused, false},
	{"not an eoa", ReplyRefused, false},
	{"senderiscontract", ReplyRefused, false},
	{"higher than max fee per gas", ReplyRefused, false},
	{"tip above", ReplyRefused, false},
	{"negative value", ReplyRefused, false},
	{"overflow", ReplyRefused, false},
}

// understood finds what a text says; ok is false for one that is not known.
func understood(text string) (answer, bool) {
	text = strings.ToLower(text)
	for _, a := range answers {
		if strings.Contains(text, a.text) {
			return a, true
		}
	}
	return answer{}, false
}

// JudgeReply classifies the outcome of a broadcast; nil is ReplyOut. Of several
// endpoints' outcomes the one counts that leaves most open: one endpoint that
// has it is enough, and no refusal holds while another said nothing or something
// that is not understood.
func JudgeReply(err error) Reply {
	worst := Reply(-1)
	for _, e := range Outcomes(err) {
		worst = max(worst, JudgeAnswer(e))
	}
	return worst
}

// Outcomes are those of the single endpoints, where the error tells.
func Outcomes(err error) []error {
	var many interface{ Outcomes() []error }
	if errors.As(err, &many) {
		return many.Outcomes()
	}
	return []error{err}
}

// JudgeAnswer classifies the answer of one endpoint; nil is ReplyOut.
func JudgeAnswer(err error) Reply {
	var object rpc.Error
	switch {
	case err == nil:
		return ReplyOut
	case errors.Is(err, chain.ErrAnswer):
		return ReplyUnknown
	case errors.Is(err, chain.ErrNoNode) || !errors.As(err, &object):
		return ReplyUnheard
	}
	if a, ok := understood(object.Error()); ok {
		return a.reply
	}
	return ReplyUnknown
}

// BidCures reports whether a higher bid can help a transaction whose last
// broadcast was answered so; empty means that it is out and waits. A refusal
// that no bid cures, silence, and an answer that nobody understands are no
// reasons to pay more.
func BidCures(complaint string) bool {
	if complaint == "" {
		return true
	}
	a, ok := understood(complaint)
	return ok && a.bid
}

// minimum is how some nodes name the least tip that they take, in wei.
var minimum = regexp.MustCompile(`minimum needed (\d{1,30})\b`)

// LeastTip is the tip that a complaint asks for, zero without one.
func LeastTip(complaint string) money.Amount {
	m := minimum.FindStringSubmatch(complaint)
	if a, ok := understood(complaint); m == nil || !ok || !a.bid {
		return money.Zero
	}
	tip, err := money.Parse(m[1])
	if err != nil {
		return money.Zero
	}
	return tip
}
