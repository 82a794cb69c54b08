package settlements

import "makewhole/states"

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
