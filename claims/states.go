package claims

import "makewhole/states"

// ClaimMachine is the state table of a claim.
var ClaimMachine = states.Claim
