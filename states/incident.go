package states

// Incident states.
const (
	IncidentSuspected    = "suspected"
	IncidentReported     = "reported"
	IncidentUnderReview  = "under_review"
	IncidentConfirmed    = "confirmed"
	IncidentRejected     = "rejected"
	IncidentSnapshotting = "snapshotting"
	IncidentClaimsOpen   = "claims_open"
	IncidentClaimsClosed = "claims_closed"
	IncidentSettling     = "settling"
	IncidentSettled      = "settled"
	IncidentRecovering   = "recovering"
	IncidentClosed       = "closed"
	IncidentRetracted    = "retracted"
	IncidentDisputed     = "disputed"
	IncidentReopened     = "reopened"
	IncidentMerged       = "merged"
)

// Incident is the life of an incident.
//
//   - suspected: a detection; it binds nobody and freezes nothing.
//   - reported: somebody of the staff says it is real; the oracle configuration
//     is pinned.
//   - under_review: facts are checked; the specification can still change.
//   - confirmed: the specification is frozen; a different person than the
//     reporter says so. rejected: it was no covered event.
//   - snapshotting: the committee measures. claims_open: the filing window
//     runs. claims_closed: it is over. settling: tranches are paid. settled:
//     nothing more can be paid, also where nothing ever was owed.
//   - recovering: money came back after the first settlement, also after the
//     incident was closed. closed: the end.
//   - retracted: a suspicion or report that was wrong, for example after a
//     reorganisation. disputed: the facts of a confirmed event are challenged
//     before claims open. reopened: a decision over a closed or rejected event
//     that new facts require; never an edit of the old one.
//   - merged: a second record of one drain, joined with another by two persons;
//     what it knew is read by that one, and nothing is drafted on it any more.
var Incident = Machine{Name: "incident", Edges: []Edge{
	{From: "", Event: "suspect", To: IncidentSuspected, Role: ByWatch},
	{From: "", Event: "report", To: IncidentReported, Role: ByDesk},
	{From: IncidentSuspected, Event: "report", To: IncidentReported, Role: ByDesk},
	{From: IncidentSuspected, Event: "retract", To: IncidentRetracted, Role: ByWatch},
	{From: IncidentReported, Event: "review", To: IncidentUnderReview, Role: ByReviewer},
	{From: IncidentReported, Event: "retract", To: IncidentRetracted, Role: ByDesk},
	{From: IncidentUnderReview, Event: "confirm", To: IncidentConfirmed, Role: BySenior},
	{From: IncidentUnderReview, Event: "reject", To: IncidentRejected, Role: BySenior},
	{From: IncidentConfirmed, Event: "start_snapshot", To: IncidentSnapshotting, Role: BySeniorOr},
	{From: IncidentConfirmed, Event: "dispute", To: IncidentDisputed, Role: ByReviewer},
	{From: IncidentSnapshotting, Event: "open_claims", To: IncidentClaimsOpen, Role: BySeniorOr},
	{From: IncidentSnapshotting, Event: "dispute", To: IncidentDisputed, Role: ByReviewer},
	{From: IncidentDisputed, Event: "review", To: IncidentUnderReview, Role: ByReviewer},
	{From: IncidentDisputed, Event: "reject", To: IncidentRejected, Role: BySenior},
	{From: IncidentClaimsOpen, Event: "close_claims", To: IncidentClaimsClosed, Role: BySeniorOr},
	{From: IncidentClaimsClosed, Event: "settle", To: IncidentSettling, Role: ByPayer},
	{From: IncidentClaimsClosed, Event: "finish_settlement", To: IncidentSettled, Role: ByPayerChain},
	{From: IncidentSettling, Event: "finish_settlement", To: IncidentSettled, Role: ByPayerChain},
	{From: IncidentSettled, Event: "recover", To: IncidentRecovering, Role: ByPayerChain},
	{From: IncidentSettled, Event: "close", To: IncidentClosed, Role: BySeniorOr},
	{From: IncidentRecovering, Event: "close", To: IncidentClosed, Role: BySeniorOr},
	{From: IncidentClosed, Event: "reopen", To: IncidentReopened, Role: BySenior},
	{From: IncidentClosed, Event: "recover", To: IncidentRecovering, Role: ByPayerChain},
	{From: IncidentRejected, Event: "reopen", To: IncidentReopened, Role: BySenior},
	{From: IncidentReopened, Event: "review", To: IncidentUnderReview, Role: ByReviewer},
	{From: IncidentReopened, Event: "recover", To: IncidentRecovering, Role: ByPayer},
	{From: IncidentReopened, Event: "close", To: IncidentClosed, Role: BySenior},
	{From: IncidentSuspected, Event: "merge", To: IncidentMerged, Role: ByReviewer, Persons: 2},
	{From: IncidentReported, Event: "merge", To: IncidentMerged, Role: ByReviewer, Persons: 2},
	{From: IncidentUnderReview, Event: "merge", To: IncidentMerged, Role: ByReviewer, Persons: 2},
	{From: IncidentConfirmed, Event: "merge", To: IncidentMerged, Role: ByReviewer, Persons: 2},
	{From: IncidentSnapshotting, Event: "merge", To: IncidentMerged, Role: ByReviewer, Persons: 2},
	{From: IncidentDisputed, Event: "merge", To: IncidentMerged, Role: ByReviewer, Persons: 2},
	{From: IncidentClaimsOpen, Event: "merge", To: IncidentMerged, Role: ByReviewer, Persons: 2},
	{From: IncidentClaimsClosed, Event: "merge", To: IncidentMerged, Role: ByReviewer, Persons: 2},
	{From: IncidentSettling, Event: "merge", To: IncidentMerged, Role: ByReviewer, Persons: 2},
	{From: IncidentSettled, Event: "merge", To: IncidentMerged, Role: ByReviewer, Persons: 2},
}, Final: []string{IncidentClosed, IncidentRejected, IncidentRetracted, IncidentMerged}}
