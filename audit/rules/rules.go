// Package rules is the list of all verification rules in their order, and the one
// that asks a second implementation.
//
// It knows packages books and onchain, and how to run another program over a
// bundle. It must not check anything of its own.
//
// Start reading at All.
package rules

import (
	"makewhole/audit"
	"makewhole/audit/books"
	"makewhole/audit/onchain"
)

// order is the order in which rules run and are told.
var order = []string{"V1", "V2", "V3", "V4", "V5", "V6", "V7", "V8", "V9", "V10", "V11", "V12", "V13", "V14", "V15", "V16", "V17", "V18", "V19"}

var own = map[string]audit.Rule{
	"V15": {Title: "a second implementation agrees on a sample", Check: independent, Narrow: true},
}

// All are all rules, in order.
func All() (out []audit.Rule) {
	for _, id := range order {
		for _, room := range []map[string]audit.Rule{books.Rules, onchain.Rules, own} {
			if r, ok := room[id]; ok {
				r.ID = id
				out = append(out, r)
			}
		}
	}
	return out
}

// New is a verifier of all rules.
func New(cfg audit.Config) (*audit.Verifier, error) { return audit.New(cfg, All()) }
