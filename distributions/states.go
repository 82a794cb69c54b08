package distributions

import "makewhole/states"

// PlanMachine is the state table of this room.
var PlanMachine = states.Plan
