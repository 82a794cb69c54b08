package ends

import "makewhole/states"

// drafting are the states of an incident in which settlements are drafted.
var drafting = []string{states.IncidentClaimsClosed, states.IncidentSettling, states.IncidentSettled, states.IncidentRecovering}

// earmarking are the states in which pools are asked to set money aside.
var earmarking = []string{states.IncidentConfirmed, states.IncidentSnapshotting, states.IncidentClaimsOpen}

// earmarkingAgain are those in which a second confirmation does; it may have to wait
// until the release that the first end began is over.
var earmarkingAgain = append([]string{states.IncidentClaimsClosed, states.IncidentSettling}, earmarking...)

// barred are the states in which the bar date matters.
var barred = drafting

// resting are the states of a settlement in which an incident may end: nothing
// of it can be cancelled any more.
var resting = []string{"", states.SettlementActive, states.SettlementClosed, states.SettlementCancelled}

// standing are the states of a snapshot set on which money may be decided.
var standing = []string{states.SnapshotFinal, states.SnapshotSealed}

// idle are the states of a line that leave its entitlement unpaid.
var idle = []string{"", states.AllocationVoid}

// taken are the states of a line that pays, or paid, its entitlement.
var taken = []string{
	states.AllocationAllocated, states.AllocationClaimable, states.AllocationCollected, states.AllocationFinal, states.AllocationSwept,
}

// byHand is a step of an incident that a person decides with a reason.
func byHand(name, by, event string, from ...string) Step {
	return Step{Name: name, Where: "incidents.Advance", By: by, Moves: []Move{take(Incident, event, from...)}}
}

var incidentSteps = []Step{
	{Name: "a detection is recorded", Where: "incidents.Suspect", By: states.ActorJob, Moves: []Move{born(Incident, "suspect")}, If: []Cond{in(Incident, "")}},
	{Name: "an incident is reported", Where: "incidents.Report", By: states.RoleIntake, Moves: []Move{born(Incident, "report")}, If: []Cond{in(Incident, "")}},
	byHand("the suspicion is reported", states.RoleIntake, "report", states.IncidentSuspected),
	byHand("the incident is retracted", states.RoleIntake, "retract"),
	byHand("the review begins", states.RoleUnderwriter, "review"),
	byHand("a senior confirms", states.RoleSenior, "confirm"),
	byHand("a senior rejects", states.RoleSenior, "reject"),
	byHand("a senior starts the snapshot", states.RoleSenior, "start_snapshot"),
	byHand("the facts are disputed", states.RoleUnderwriter, "dispute"),
	byHand("a senior reopens the incident", states.RoleSenior, "reopen"),
	opened("claims open; the account has no cover"),
	opened("claims open; the account's cover waits for a claim", NotFiled),
	opened("claims open; a blanket cover owes the account", Free),
	opened("claims open; a blanket cover owes a contract", NoPayee),
	opened("claims open; a blanket cover owes a disputed account", Disputed),
	{Name: "pools set money aside", Where: "settlements.earmark", By: states.ActorJob, If: []Cond{in(Incident, earmarking...), in(Earmark, "")},
		Sets: []Set{{Earmark, Aside}}},
	{Name: "pools set money aside again", Where: "settlements.wants", By: states.ActorJob, If: []Cond{in(Incident, earmarkingAgain...), in(Earmark, Freed)},
		Sets: []Set{{Earmark, Aside}}},
	{Name: "what is left aside is free again", Where: "settlements.releaseEarmarks", By: states.ActorJob,
		If: []Cond{in(Incident, states.IncidentSettled, states.IncidentRejected, states.IncidentClosed, states.IncidentMerged), in(Earmark, Aside)}, Sets: []Set{{Earmark, Freed}}},
	{Name: "the filing window ends", Where: "claims.closeClaims", By: states.ActorJob, Moves: []Move{take(Incident, "close_claims")}},
	{Name: "the bar date passes", Where: "claims.bar", By: states.ActorJob, If: []Cond{in(Incident, barred...), in(BarDate, "")}, Sets: []Set{{BarDate, Over}}},
	finished("nothing is owed", in(Entitlement, "", states.EntitlementClosed)),
	finished("everything is allocated", in(Entitlement, states.EntitlementOpen), in(Hold, Free), in(Line, taken...)),
	{Name: "a senior closes the incident", Where: "settlements.CloseIncident", By: states.RoleSenior, Moves: []Move{take(Incident, "close")}, If: atRest},
	{Name: "a senior opens the incident to what came back", Where: "settlements.OpenRecovery", By: states.RoleSenior,
		Moves: []Move{take(Incident, "recover")},
		If:    []Cond{in(SnapshotSet, standing...), in(Recovery, states.RecoveryFinal, states.RecoveryReleased)}},
}

// atRest are the conditions of closing: no settlement is on its way, no money of
// a cover is held, no recovery is contested.
var atRest = []Cond{
	in(Settlement, resting...), in(Return, resting...), in(Hold, Free),
	in(Recovery, "", states.RecoveryExpected, states.RecoveryFinal, states.RecoveryReleased, states.RecoveryWithdrawn),
}

// opened is the opening of claims, which writes down what every covered account
// could get; hold is why it waits, nothing for an account without a cover.
func opened(name string, hold ...string) Step {
	s := Step{
		Name: name, Where: "claims.openClaims", By: states.ActorJob,
		If:    []Cond{in(SnapshotSet, standing...), in(Entitlement, "", states.EntitlementClosed)},
		Moves: []Move{take(Incident, "open_claims")}, Sets: []Set{{BarDate, ""}},
	}
	if len(hold) > 0 {
		s.Moves = append(s.Moves, born(Entitlement, "open"))
		s.Sets = append(s.Sets, Set{Hold, hold[0]}, Set{Receiver, ""})
	}
	return s
}

// finished ends the settling of an incident: the bar date is over, every
// settlement can no longer be cancelled, and a new one would pay nobody.
func finished(why string, owed ...Cond) Step {
	return Step{
		Name: "settling ends: " + why, Where: "settlements.finishSettlement", By: states.ActorJob,
		Moves: []Move{take(Incident, "finish_settlement")},
		If: append([]Cond{
			in(BarDate, Over), in(Settlement, resting...), in(Return, resting...), in(SnapshotSet, standing...),
		}, owed...),
	}
}
