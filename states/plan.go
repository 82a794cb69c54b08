package states

// States of a distribution plan.
const (
	PlanProposed  = "proposed"
	PlanApproved  = "approved"
	PlanWithdrawn = "withdrawn"
)

// Plan is the life of a distribution plan: proposed with its bill,
// approved by a treasurer who did not make it (or by the configured policy), or
// withdrawn; what an approved plan became is in its outbox rows.
var Plan = Machine{Name: "distribution_plan", Edges: []Edge{
	{From: "", Event: "propose", To: PlanProposed, Role: ByMover},
	{From: PlanProposed, Event: "approve", To: PlanApproved, Role: ByPolicy},
	{From: PlanProposed, Event: "withdraw", To: PlanWithdrawn, Role: ByMover},
}, Final: []string{PlanApproved, PlanWithdrawn}}
