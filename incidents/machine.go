package incidents

import "makewhole/states"

// The state tables of this room and the states of its modules.
var (
	Machine       = states.Incident
	ModuleMachine = states.Module
)

// Containment of one module.
const (
	ContainmentNone      = states.ContainmentNone
	ContainmentRequested = states.ContainmentRequested
	ContainmentContained = states.ContainmentContained
	ContainmentReleased  = states.ContainmentReleased
)
