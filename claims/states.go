package claims

import "makewhole/states"

// The state tables of this room and the states of its own records.
var (
	ClaimMachine = states.Claim
	CoverMachine = states.Cover
)

const (
	CoverActive    = states.CoverActive
	CoverCancelled = states.CoverCancelled
)
