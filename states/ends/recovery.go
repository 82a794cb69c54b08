package ends

import "makewhole/states"

// deposited is money that a vault shows in a final block. Money that was
// announced, or comes from a registered payer, opens an incident whose settling is
// over; other money does when it has waited out its hold.
func deposited(name string, trusted bool, move, then Move, cond ...Cond) Step {
	s := Step{
		Name: name, Where: "settlements.recovery", By: states.ActorChain, Hope: "money must come back",
		If: append([]Cond{in(Incident, withChain...)}, cond...), Moves: []Move{move, then},
	}
	if trusted {
		s.Moves = append(s.Moves, maybe(Incident, "recover", states.IncidentSettled, states.IncidentClosed))
	}
	return s
}

// withChain are the states of an incident that the chain knows.
var withChain = append([]string{states.IncidentClosed}, measuring...)

// fresh: no earlier money is waiting; what waits stands for all of it.
var fresh = in(Recovery, "", states.RecoveryFinal, states.RecoveryReleased, states.RecoveryWithdrawn)

var recoverySteps = []Step{
	{Name: "a recovery is announced", Where: "settlements.ExpectRecovery", By: states.RoleTreasurer, If: []Cond{in(Incident, withChain...), fresh},
		Moves: []Move{born(Recovery, "expect")}, Hope: "somebody must announce it"},
	deposited("money comes back from a registered payer", true, born(Recovery, "deposit"), take(Recovery, "finalize"), fresh),
	{Name: "the announcement is withdrawn", Where: "settlements.WithdrawRecovery", By: states.RoleTreasurer,
		If:    []Cond{in(Incident, states.IncidentClosed)}, // nothing looks at an announcement; only here, which keeps the product small
		Moves: []Move{take(Recovery, "withdraw")}, Hope: "somebody must withdraw it"},
	deposited("money comes back from somebody, or a court may want it", false, born(Recovery, "deposit"), take(Recovery, "contest"), fresh),
	deposited("the announced money comes", true, take(Recovery, "deposit", states.RecoveryExpected), take(Recovery, "finalize")),
	deposited("the announced money comes and a court may want it", false, take(Recovery, "deposit", states.RecoveryExpected), take(Recovery, "contest")),
	{Name: "the job drafts what was swept for its owner", Where: "settlements.DraftEscheat", By: states.ActorJob,
		If: []Cond{
			in(Incident, append([]string{states.IncidentClosed}, drafting...)...), in(SnapshotSet, standing...), in(Line, states.AllocationSwept),
			in(Settlement, resting...), in(Return, "", states.SettlementClosed, states.SettlementCancelled),
		},
		Moves: []Move{born(Return, "draft"), maybe(Incident, "recover", states.IncidentSettled, states.IncidentClosed)},
		Sets:  []Set{{ReturnOrder, ""}, {ReturnBase, ""}}},
	{Name: "the hold of money ends", Where: "settlements.ReleaseRecovery", By: states.ActorJob,
		Moves: []Move{take(Recovery, "release"), maybe(Incident, "recover", states.IncidentSettled, states.IncidentClosed)}},
}
