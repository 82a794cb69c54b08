package states

// Finding states.
const (
	FindingOpen      = "open"
	FindingRetracted = "retracted"
	FindingDismissed = "dismissed"
	FindingAttached  = "attached"
)

// Finding is the life of what a monitor found.
//
//   - open: it was seen in a block of the chain and nobody has decided about it.
//   - retracted: the blocks in which it was seen are no longer of the chain; it is
//     reinstated when it is seen in the blocks that replaced them.
//   - dismissed: a person says that it was a false alarm; a senior may take that back.
//   - attached: it belongs to an incident. It may still be retracted or dismissed;
//     seen again, it is open and belongs to it still.
var Finding = Machine{Name: "finding", Edges: []Edge{
	{From: "", Event: "find", To: FindingOpen, Role: ByJob},
	{From: FindingOpen, Event: "retract", To: FindingRetracted, Role: ByJob},
	{From: FindingRetracted, Event: "reinstate", To: FindingOpen, Role: ByJob},
	{From: FindingOpen, Event: "dismiss", To: FindingDismissed, Role: ByDesk},
	{From: FindingDismissed, Event: "reopen", To: FindingOpen, Role: BySenior},
	{From: FindingOpen, Event: "attach", To: FindingAttached, Role: ByWatch},
	{From: FindingAttached, Event: "retract", To: FindingRetracted, Role: ByJob},
	{From: FindingAttached, Event: "dismiss", To: FindingDismissed, Role: ByDesk},
}, Final: []string{FindingRetracted, FindingDismissed, FindingAttached}}
