package settlements

import (
	"makewhole/payouts"
	"makewhole/states"
)

// The state tables of this room and the states of its own records.
var (
	SettlementMachine = states.Settlement
	AllocationMachine = states.Allocation
	RecoveryMachine   = states.Recovery
)

const (
	RecoveryExpected  = states.RecoveryExpected
	RecoveryReceived  = states.RecoveryReceived
	RecoveryFinal     = states.RecoveryFinal
	RecoveryContested = states.RecoveryContested
	RecoveryReleased  = states.RecoveryReleased
)

// RuleNames are the names of the settlement rules, or only of those that the terms
// of a cover may choose from.
func RuleNames(wording bool) (out []string) {
	for i := range payouts.Rules {
		if r := &payouts.Rules[i]; r.Wording || !wording {
			out = append(out, string(r.Name))
		}
	}
	return out
}
