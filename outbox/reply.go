package outbox

import (
	"errors"
	"strings"

	"github.com/ethereum/go-ethereum/rpc"
)

// refusals are error texts of go-ethereum, Nethermind, Erigon, Besu and Reth
// after which the node certainly has no copy of these bytes.
var refusals = []string{
	"underpriced", "fee too low", "gas too low", "max fee per gas less than block base fee",
	"exceeds block gas limit", "gas limit too high", "oversized data", "intrinsic gas",
	"invalid sender", "invalid chain", "txpool is full", "fee cap", "tip above",
}

// JudgeReply classifies the error of a broadcast; nil is ReplyOut. Everything
// that is not clearly a refusal counts as out: "already known", "nonce too low"
// (perhaps because our own transaction was mined), timeouts, nonsense.
func JudgeReply(err error) Reply {
	var answer rpc.Error
	if err == nil || !errors.As(err, &answer) {
		return ReplyOut
	}
	text := strings.ToLower(err.Error())
	if strings.Contains(text, "insufficient funds") || strings.Contains(text, "insufficient balance") {
		return ReplyNoFunds
	}
	for _, s := range refusals {
		if strings.Contains(text, s) {
			return ReplyRefused
		}
	}
	return ReplyOut
}
