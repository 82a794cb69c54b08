package incidents

import "makewhole/models"

// Roles as the tables name them: a staff role or the kind of an actor.
const (
	byDesk   = "intake|underwriter|senior"
	byWatch  = byDesk + "|job"
	byReview = "underwriter|senior"
	bySenior = "senior"
	byMover  = "senior|job"
	byPayer  = "senior|treasurer|job"
)

// Machine is the life of an incident, core-model.md §7.
//
//   - suspected: a detection; it binds nobody and freezes nothing.
//   - reported: somebody of the staff says it is real; the oracle configuration
//     is pinned.
//   - under_review: facts are checked; the specification can still change.
//   - confirmed: the specification is frozen; a different person than the
//     reporter says so. rejected: it was no covered event.
//   - snapshotting: the committee measures. claims_open: the filing window
//     runs. claims_closed: it is over. settling, settled: tranches are paid.
//   - recovering: money came back after the first settlement. closed: the end.
//   - retracted: a suspicion or report that was wrong, for example after a
//     reorganisation. disputed: the facts of a confirmed event are challenged
//     before claims open. reopened: a decision over a closed or rejected event
//     that new facts require; never an edit of the old one.
var Machine = models.Machine{Name: "incident", Edges: []models.Edge{
	{From: "", Event: "suspect", To: models.IncidentSuspected, Role: byWatch},
	{From: "", Event: "report", To: models.IncidentReported, Role: byDesk},
	{From: models.IncidentSuspected, Event: "report", To: models.IncidentReported, Role: byDesk},
	{From: models.IncidentSuspected, Event: "retract", To: models.IncidentRetracted, Role: byWatch},
	{From: models.IncidentReported, Event: "review", To: models.IncidentUnderReview, Role: byReview},
	{From: models.IncidentReported, Event: "retract", To: models.IncidentRetracted, Role: byDesk},
	{From: models.IncidentUnderReview, Event: "confirm", To: models.IncidentConfirmed, Role: bySenior},
	{From: models.IncidentUnderReview, Event: "reject", To: models.IncidentRejected, Role: bySenior},
	{From: models.IncidentConfirmed, Event: "start_snapshot", To: models.IncidentSnapshotting, Role: byMover},
	{From: models.IncidentConfirmed, Event: "dispute", To: models.IncidentDisputed, Role: byReview},
	{From: models.IncidentSnapshotting, Event: "open_claims", To: models.IncidentClaimsOpen, Role: byMover},
	{From: models.IncidentSnapshotting, Event: "dispute", To: models.IncidentDisputed, Role: byReview},
	{From: models.IncidentDisputed, Event: "review", To: models.IncidentUnderReview, Role: byReview},
	{From: models.IncidentDisputed, Event: "reject", To: models.IncidentRejected, Role: bySenior},
	{From: models.IncidentClaimsOpen, Event: "close_claims", To: models.IncidentClaimsClosed, Role: byMover},
	{From: models.IncidentClaimsClosed, Event: "settle", To: models.IncidentSettling, Role: byPayer},
	{From: models.IncidentSettling, Event: "finish_settlement", To: models.IncidentSettled, Role: byPayer + "|chain"},
	{From: models.IncidentSettled, Event: "recover", To: models.IncidentRecovering, Role: byPayer + "|chain"},
	{From: models.IncidentSettled, Event: "close", To: models.IncidentClosed, Role: byMover},
	{From: models.IncidentRecovering, Event: "close", To: models.IncidentClosed, Role: byMover},
	{From: models.IncidentClosed, Event: "reopen", To: models.IncidentReopened, Role: bySenior},
	{From: models.IncidentRejected, Event: "reopen", To: models.IncidentReopened, Role: bySenior},
	{From: models.IncidentReopened, Event: "review", To: models.IncidentUnderReview, Role: byReview},
	{From: models.IncidentReopened, Event: "recover", To: models.IncidentRecovering, Role: byPayer},
	{From: models.IncidentReopened, Event: "close", To: models.IncidentClosed, Role: bySenior},
}}

// Containment of one module.
const (
	ContainmentNone      = "none"
	ContainmentRequested = "requested"
	ContainmentContained = "contained" // read back from the chain, never assumed
	ContainmentReleased  = "released"
)

// ModuleMachine is the containment of one module: a field beside the incident,
// not a stage of it.
//
//   - none → requested: somebody asked for a pause; contained: the pause was
//     read back at a block; released: it was lifted, read back too.
var ModuleMachine = models.Machine{Name: "module", Edges: []models.Edge{
	{From: ContainmentNone, Event: "request_containment", To: ContainmentRequested, Role: byWatch},
	{From: ContainmentNone, Event: "contain", To: ContainmentContained, Role: byWatch},
	{From: ContainmentRequested, Event: "contain", To: ContainmentContained, Role: byWatch},
	{From: ContainmentRequested, Event: "withdraw_request", To: ContainmentNone, Role: byDesk},
	{From: ContainmentContained, Event: "release", To: ContainmentReleased, Role: byWatch},
	{From: ContainmentReleased, Event: "request_containment", To: ContainmentRequested, Role: byWatch},
	{From: ContainmentReleased, Event: "contain", To: ContainmentContained, Role: byWatch},
}}

// Machines returns every state table of this package, for the generated page of
// the documents and the schema tests.
func Machines() []models.Machine { return []models.Machine{Machine, ModuleMachine} }
