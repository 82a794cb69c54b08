package states

// States of who gets recovered money without a loss.
const (
	RecoveryPayeeProposed   = "proposed"
	RecoveryPayeeRegistered = "registered"
	RecoveryPayeeRefused    = "refused"
	RecoveryPayeeReplaced   = "replaced"
)

// RecoveryPayee is the life of an agreement on who gets recovered money without a
// loss: the receiver of the protocol, or somebody who brings money back against a
// bounty.
//
//   - proposed: one person entered it; nothing changed. refused: it was not taken.
//   - registered: a second person confirmed it; what is drafted from then on pays it.
//   - replaced: another receiver of the protocol, or other terms of the same bounty,
//     were registered since. What was drafted before and approved goes on.
var RecoveryPayee = Machine{Name: "recovery_payee", Edges: []Edge{
	{From: "", Event: "propose", To: RecoveryPayeeProposed, Role: ByApprovers},
	{From: RecoveryPayeeProposed, Event: "confirm", To: RecoveryPayeeRegistered, Role: ByApprovers, Persons: 2},
	{From: RecoveryPayeeProposed, Event: "refuse", To: RecoveryPayeeRefused, Role: ByApprovers},
	{From: RecoveryPayeeRegistered, Event: "replace", To: RecoveryPayeeReplaced, Role: ByApprovers, Persons: 2},
}, Final: []string{RecoveryPayeeRegistered, RecoveryPayeeRefused, RecoveryPayeeReplaced}}
