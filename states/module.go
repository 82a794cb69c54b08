package states

// Containment of one module.
const (
	ContainmentNone      = "none"
	ContainmentRequested = "requested"
	ContainmentContained = "contained" // read back from the chain, never assumed
	ContainmentReleased  = "released"
)

// Module is the containment of one module: a field beside the incident,
// not a stage of it.
//
//   - none → requested: somebody asked for a pause; contained: the pause was
//     read back at a block; released: it was lifted, read back too.
var Module = Machine{Name: "module", Edges: []Edge{
	{From: ContainmentNone, Event: "request_containment", To: ContainmentRequested, Role: ByWatch},
	{From: ContainmentNone, Event: "contain", To: ContainmentContained, Role: ByWatch},
	{From: ContainmentRequested, Event: "contain", To: ContainmentContained, Role: ByWatch},
	{From: ContainmentRequested, Event: "withdraw_request", To: ContainmentNone, Role: ByWatch},
	{From: ContainmentContained, Event: "release", To: ContainmentReleased, Role: ByWatch},
	{From: ContainmentReleased, Event: "request_containment", To: ContainmentRequested, Role: ByWatch},
	{From: ContainmentReleased, Event: "contain", To: ContainmentContained, Role: ByWatch},
}, Final: []string{ContainmentNone, ContainmentReleased}}
