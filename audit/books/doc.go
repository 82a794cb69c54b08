// Package books holds the verification rules that need nothing but the store: sums
// added again, allocations computed again, signatures, trees and states replayed,
// and who may have decided what.
//
// It knows the rows and how each number follows from others. It must not know the
// chain (package onchain compares with it), and it must not trust a stored sum
// where the parts are there to be added.
//
// Start reading at Rules, then sums.go and settlement.go.
package books

import "makewhole/audit"

// Rules are the rules of this package by id.
var Rules = map[string]audit.Rule{
	"V1":  rule("schema and settings of the store", (*run).schema),
	"V2":  narrow("every sum, added again", (*run).sums),
	"V3":  narrow("every allocation, computed again", (*run).allocations),
	"V4":  narrow("every snapshot: digest, signatures, root, sums", (*run).snapshots),
	"V5":  narrow("settlement ids, leaves, roots, orders", (*run).settlements),
	"V10": rule("states replayed from history", (*run).replay),
	"V11": narrow("four eyes", (*run).fourEyes),
	"V12": rule("audit tree and checkpoints", (*run).auditTree),
	"V13": rule("one effect per idempotency key", (*run).idempotency),
	"V14": rule("nothing open is older than its limit", (*run).overdue),
	"V16": rule("nobody got more than the loss, over all pools, vaults and tokens", (*run).indemnity),
	"V17": rule("nobody was given anything after being excluded", (*run).exclusions),
	"V18": rule("bounties and the protocol got what two persons agreed, and no more", (*run).payees),
	"V19": rule("what came into each source is what left it, what is spoken for and what is free", (*run).sources),
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
