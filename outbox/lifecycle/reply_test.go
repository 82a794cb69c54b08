package lifecycle

import (
	"errors"
	"fmt"
	"testing"

	"makewhole/chain"
	"makewhole/money"
)

// nodeAnswer is an error object of JSON-RPC.
type nodeAnswer string

func (e nodeAnswer) Error() string { return string(e) }
func (nodeAnswer) ErrorCode() int  { return -32000 }

// TestJudgeReplyTable: real answers of nodes, what they say about the
// transaction, and whether a higher bid can help.
func TestJudgeReplyTable(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		want Reply
		bid  bool
	}{
		{"already known", ReplyOut, true},
		{"AlreadyKnown", ReplyOut, true},
		{"Known transaction", ReplyOut, true},
		{"nonce too low: next nonce 4, tx nonce 3", ReplyOut, true},
		{"OldNonce, Current nonce: 4, nonce of rejected tx: 3", ReplyOut, true},

		{"transaction underpriced", ReplyRefused, true},
		{"transaction underpriced: gas tip cap 1, minimum needed 1000000", ReplyRefused, true},
		{"transaction gas price below minimum: gas tip cap 1, minimum needed 1000000000", ReplyRefused, true},
		{"replacement transaction underpriced: new tx gas fee cap 7 <= 8 queued + replacement penalty", ReplyRefused, true},
		{"INTERNAL_ERROR: could not replace existing tx", ReplyRefused, true},
		{"FeeTooLow, MaxFeePerGas too low. MaxFeePerGas: 1, BaseFee: 7", ReplyRefused, true},
		{"FeeTooLowToCompete", ReplyRefused, true},
		{"Gas price below configured minimum gas price", ReplyRefused, true},
		{"max fee per gas less than block base fee: address 0x1, maxFeePerGas: 1, baseFee: 7", ReplyRefused, true},
		{"transaction feeCap 1 below chain minimum", ReplyRefused, true},
		{"txpool is full", ReplyRefused, true},
		{"transaction discarded outright due to pool size constraints", ReplyRefused, true},

		{"tx fee (2.10 ether) exceeds the configured cap (1.00 ether)", ReplyRefused, false},
		{"Transaction fee cap exceeded", ReplyRefused, false},
		{"in-flight transaction limit reached for delegated accounts", ReplyRefused, false},
		{"gapped-nonce tx from delegated accounts", ReplyRefused, false},
		{"account limit exceeded: pooled 16 txs", ReplyRefused, false},
		{"future transaction tries to replace pending", ReplyRefused, false},
		{"rejected due to 0x1 being identified as a spammer", ReplyRefused, false},
		{"NonceGap, Future nonce. Expected nonce: 3", ReplyRefused, false},
		{"insufficient gas for floor data gas cost: gas 21000, minimum needed 30000", ReplyRefused, false},
		{"intrinsic gas too low: gas 20999, minimum needed 21000", ReplyRefused, false},
		{"transaction gas limit too high (cap: 16777216, tx: 20000000)", ReplyRefused, false},
		{"exceeds block gas limit", ReplyRefused, false},
		{"transaction type not supported: type 4 rejected, pool not yet in Prague", ReplyRefused, false},
		{"only replay-protected (EIP-155) transactions allowed over RPC", ReplyRefused, false},
		{"invalid sender", ReplyRefused, false},

		{"insufficient funds for gas * price + value: balance 0, tx cost 1, overshot 1", ReplyNoFunds, false},
		{"InsufficientFunds, Account balance: 3, cumulative cost: 5", ReplyNoFunds, false},
		{"Upfront cost exceeds account balance", ReplyNoFunds, false},

		{"the moon is in the wrong phase", ReplyUnknown, false},
		{"internal error", ReplyUnknown, false},
		{"", ReplyUnknown, true}, // nothing stored against it: it is out and waits
	} {
		if got := JudgeReply(nodeAnswer(c.text)); got != c.want {
			t.Errorf("%q: reply %v, want %v", c.text, got, c.want)
		}
		if got := BidCures(c.text); got != c.bid {
			t.Errorf("%q: a bid cures %v, want %v", c.text, got, c.bid)
		}
	}
}

// TestSilenceIsNoAnswer: what is not an answer of a node says nothing, whatever
// its text.
func TestSilenceIsNoAnswer(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		err  error
		want Reply
	}{
		{nil, ReplyOut},
		{errors.New("i/o timeout"), ReplyUnheard},
		{errors.New("already known"), ReplyUnheard},
		{fmt.Errorf("%w: host: %w", chain.ErrNoNode, nodeAnswer("already known")), ReplyUnheard},
		{fmt.Errorf("%w: host took 0x1 as 0x2", chain.ErrAnswer), ReplyUnknown},
	} {
		if got := JudgeReply(c.err); got != c.want {
			t.Errorf("%v: %v, want %v", c.err, got, c.want)
		}
	}
	if !BidCures("already known") || BidCures(chain.ErrNoNode.Error()+": i/o timeout") {
		t.Error("a bid is raised for a node that is silent, or not for one that has it")
	}
}

// TestSeveralEndpoints: the answer that leaves most open counts, in any order.
func TestSeveralEndpoints(t *testing.T) {
	t.Parallel()
	refused, broke, odd, has := nodeAnswer("exceeds block gas limit"), nodeAnswer("insufficient funds"), nodeAnswer("odd"), nodeAnswer("already known")
	silent := fmt.Errorf("%w: host", chain.ErrNoNode)
	for _, c := range []struct {
		errs []error
		want Reply
	}{
		{[]error{refused, broke}, ReplyRefused},
		{[]error{refused, odd}, ReplyUnknown},
		{[]error{odd, silent}, ReplyUnheard},
		{[]error{refused, silent}, ReplyUnheard},
		{[]error{silent, has, refused}, ReplyOut},
	} {
		for range c.errs {
			c.errs = append(c.errs[1:], c.errs[0])
			if got := JudgeReply(chain.SendErrors(c.errs)); got != c.want {
				t.Errorf("%v: %v, want %v", c.errs, got, c.want)
			}
		}
	}
}

func TestLeastTip(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]uint64{
		"transaction gas price below minimum: gas tip cap 1, minimum needed 1000000000": 1e9,
		"insufficient gas for floor data gas cost: gas 21000, minimum needed 30000":     0,
		"minimum needed 7":        0, // of what?
		"transaction underpriced": 0,
		"transaction underpriced: minimum needed 9999999999999999999999999999999999": 0,
	} {
		if got := LeastTip(text); got != money.FromUint64(want) {
			t.Errorf("%q: %s, want %d", text, got, want)
		}
	}
}
