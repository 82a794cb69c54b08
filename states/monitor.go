package states

// Monitor states.
const (
	MonitorDraft   = "draft"
	MonitorShadow  = "shadow"
	MonitorLive    = "live"
	MonitorRetired = "retired"
)

// Monitor is the life of one version of a monitor.
//
// A monitor that comes with the configuration of a server starts in shadow; only
// two persons make it live.
//
//   - draft: it is being written; it runs against examples alone.
//   - shadow: it runs on every block and what it finds is counted, not acted on.
//   - live: what it finds is told to people, and may be acted on.
//   - retired: it runs no more; its findings stay.
var Monitor = Machine{Name: "monitor", Edges: []Edge{
	{From: "", Event: "write", To: MonitorDraft, Role: ByDesk + "|" + BySystem},
	{From: MonitorDraft, Event: "watch", To: MonitorShadow, Role: ByDesk + "|" + BySystem},
	{From: MonitorShadow, Event: "arm", To: MonitorLive, Role: BySenior, Persons: 2},
	{From: MonitorLive, Event: "disarm", To: MonitorShadow, Role: BySenior},
	{From: MonitorDraft, Event: "retire", To: MonitorRetired, Role: ByDesk + "|" + BySystem},
	{From: MonitorShadow, Event: "retire", To: MonitorRetired, Role: ByDesk + "|" + BySystem},
	{From: MonitorLive, Event: "retire", To: MonitorRetired, Role: BySenior},
}, Final: []string{MonitorRetired}}
