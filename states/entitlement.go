package states

// States of an entitlement.
const (
	EntitlementOpen   = "open"
	EntitlementClosed = "closed"
)

// Entitlement is the life of what somebody is owed; it closes in bulk with its
// claim or its incident and keeps no history rows of its own. The line of a claim
// that is reinstated opens again, where the bar date had closed it.
var Entitlement = Machine{Name: "entitlement", Edges: []Edge{
	{From: "", Event: "open", To: EntitlementOpen, Role: ByOwed},
	{From: EntitlementOpen, Event: "close", To: EntitlementClosed, Role: ByOwed},
	{From: EntitlementClosed, Event: "reopen", To: EntitlementOpen, Role: ByReviewer, Persons: 2},
}, Final: []string{EntitlementClosed}}
