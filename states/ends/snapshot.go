package ends

import "makewhole/states"

// measuring are the states of an incident in which the committee is heard.
var measuring = []string{
	states.IncidentConfirmed, states.IncidentSnapshotting, states.IncidentClaimsOpen, states.IncidentClaimsClosed,
	states.IncidentSettling, states.IncidentSettled, states.IncidentRecovering, states.IncidentReopened,
}

// lost are the states after which another set is reported.
var lost = []string{states.SnapshotExpired, states.SnapshotRejected, states.SnapshotSuperseded, states.SnapshotStruck}

const (
	quarrel  = "the committee must be of two minds"
	attack   = "somebody must find fault with what the committee says"
	tooLate  = "the quorum must be late"
	guardian = "the guardian must act"
)

// of is a step of the set that the committee or its contract takes.
func of(name, where, by, event, hope string, from ...string) Step {
	return Step{Name: name, Where: "oracles." + where, By: by, Moves: []Move{take(SnapshotSet, event, from...)}, Hope: hope}
}

// fall takes a set that stood: no order that rests on it is ever taken.
func fall(name, where, event, hope string, from ...string) Step {
	s := of(name, where, states.ActorChain, event, hope, from...)
	s.Sets = []Set{{Base, Gone}, {ReturnBase, Gone}}
	return s
}

var open = []string{states.SnapshotCollecting, states.SnapshotQuorum}

var snapshotSteps = []Step{
	{Name: "a member reports", Where: "oracles.ensureSet", By: states.ActorSystem, Moves: []Move{born(SnapshotSet, "report")},
		If: []Cond{in(Incident, measuring...), in(SnapshotSet, append([]string{""}, lost...)...)}},
	{Name: "a refused report is kept as evidence", Where: "oracles.keepCandidate", By: states.ActorSystem, Moves: []Move{born(SnapshotSet, "refuse")},
		If: []Cond{in(Incident, measuring...), in(SnapshotSet, append([]string{""}, lost...)...)}, Hope: quarrel},
	{Name: "the quorum agrees", Where: "oracles.storeSet", By: states.ActorSystem, Moves: []Move{take(SnapshotSet, "agree")}, If: []Cond{in(Incident, measuring...)}},
	of("the candidate is refused", "recheck", states.ActorSystem, "refuse", quarrel),
	of("the candidate is too late", "recheck", states.ActorSystem, "expire", tooLate, states.SnapshotCollecting),
	of("the end of what was signed passes", "expireEnded", states.ActorSystem, "expire", tooLate, open...),
	of("another digest takes the place", "endRivals", states.ActorChain, "supersede", quarrel, open...),
	{Name: "the contract registers the set and opens its window", Where: "oracles.applyRegistered", By: states.ActorChain,
		Moves: []Move{take(SnapshotSet, "register"), take(SnapshotSet, "open_window")}},
	of("the challenge window passes", "pass", states.ActorChain, "pass_window", ""),
	fall("a challenge is upheld", "applyDecided", "uphold_challenge", attack),
	fall("a snapshot of the set is struck", "applyStruck", "strike", guardian),
	fall("a later revision supersedes the set", "applySuperseded", "supersede", quarrel,
		states.SnapshotChallengeable, states.SnapshotFinal),
}
