package distributions

import (
	"makewhole/models"
	"makewhole/service"
)

// PlanMachine is the life of a distribution plan: proposed with its bill,
// approved by a treasurer who did not make it (or by the configured policy), or
// withdrawn; what an approved plan became is in its outbox rows.
var PlanMachine = models.Machine{Name: "distribution_plan", Edges: []models.Edge{
	{From: "", Event: "propose", To: models.PlanProposed, Role: service.ByMover},
	{From: models.PlanProposed, Event: "approve", To: models.PlanApproved, Role: "treasurer|" + models.ActorSystem},
	{From: models.PlanProposed, Event: "withdraw", To: models.PlanWithdrawn, Role: service.ByMover},
}}

// Machines returns every state table of this package, for the generated page of
// the documents and the schema tests.
func Machines() []models.Machine { return []models.Machine{PlanMachine} }
