// Package onchain holds the verification rules that compare the books with the
// chain: every payment on either side has its counterpart on the other, contracts
// hold and say what they must, and every nonce of our keys is explained.
//
// It knows rows, the contracts' events and views, and one block at which all are
// read. It must not take a node's silence for evidence: logs that seem to be
// missing are asked of the blocks themselves, and what cannot be read is reported
// as not checked.
//
// Start reading at Rules, then payments.go.
package onchain

import "makewhole/audit"

// Rules are the rules of this package by id.
var Rules = map[string]audit.Rule{
	"V6": narrow("chain to books: every payout on chain has its line", (*run).chainToBooks),
	"V7": narrow("books to chain: every paid line has its event", (*run).booksToChain),
	"V8": narrow("contracts: code, roles, caps, what they hold and paid", (*run).vaults),
	"V9": rule("transactions: every nonce of our keys explained", (*run).attempts),
}

// run is one rule of this package at work.
type run struct{ *audit.Run }

func rule(title string, check func(*run) error) audit.Rule {
	return audit.Rule{Title: title, Check: func(r *audit.Run) error { return check(&run{r}) }}
}

// narrow is a rule that can look at one settlement alone.
func narrow(title string, check func(*run) error) audit.Rule {
	r := rule(title, check)
	r.Narrow = true
	return r
}
