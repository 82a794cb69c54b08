package claims

import (
	"makewhole/models"
	"makewhole/service"
)

// ClaimMachine is the life of a claim, core-model.md §7.
//
//   - draft: the claimant is writing; only File moves it on.
//   - submitted: in the queue; a reviewer's silence escalates it, never ends it.
//   - under_review: somebody of the staff has it; any decision starts here.
//   - evidence_requested: waits for the claimant, until evidence_due_at; the
//     only state that the claimant's silence can end (expired).
//   - approved, partially_approved: decided, the entitlement exists; the same
//     transaction moves on to cooling_off.
//   - cooling_off: money is counted but held until cooling_off_until; a partial
//     approval may be appealed meanwhile, and is confirmed or overturned.
//   - settling: takes part in settlements; partially_paid and paid follow from
//     final allocations; closed ends a claim with its incident.
//   - denied: may be appealed until appeal_until, to a different reviewer, who
//     upholds or overturns.
//   - withdrawn: by the claimant before a decision.
var ClaimMachine = models.Machine{Name: "claim", Edges: []models.Edge{
	{From: "", Event: "create", To: models.ClaimDraft, Role: service.ByWallet},
	{From: models.ClaimDraft, Event: "submit", To: models.ClaimSubmitted, Role: service.ByWallet},
	{From: models.ClaimDraft, Event: "withdraw", To: models.ClaimWithdrawn, Role: service.ByWallet},
	{From: models.ClaimSubmitted, Event: "start_review", To: models.ClaimUnderReview, Role: service.ByDesk},
	{From: models.ClaimSubmitted, Event: "withdraw", To: models.ClaimWithdrawn, Role: service.ByWallet},
	{From: models.ClaimUnderReview, Event: "request_evidence", To: models.ClaimEvidenceRequested, Role: service.ByReviewer},
	{From: models.ClaimUnderReview, Event: "approve", To: models.ClaimApproved, Role: service.ByReviewer},
	{From: models.ClaimUnderReview, Event: "partially_approve", To: models.ClaimPartiallyApproved, Role: service.ByReviewer},
	{From: models.ClaimUnderReview, Event: "deny", To: models.ClaimDenied, Role: service.ByReviewer},
	{From: models.ClaimUnderReview, Event: "withdraw", To: models.ClaimWithdrawn, Role: service.ByWallet},
	{From: models.ClaimEvidenceRequested, Event: "provide_evidence", To: models.ClaimUnderReview, Role: service.ByWallet},
	{From: models.ClaimEvidenceRequested, Event: "expire", To: models.ClaimExpired, Role: service.ByJob},
	{From: models.ClaimEvidenceRequested, Event: "withdraw", To: models.ClaimWithdrawn, Role: service.ByWallet},
	{From: models.ClaimApproved, Event: "cool_off", To: models.ClaimCoolingOff, Role: service.ByReviewer},
	{From: models.ClaimPartiallyApproved, Event: "cool_off", To: models.ClaimCoolingOff, Role: service.ByReviewer},
	{From: models.ClaimCoolingOff, Event: "appeal", To: models.ClaimAppealed, Role: service.ByWallet},
	{From: models.ClaimCoolingOff, Event: "settle", To: models.ClaimSettling, Role: service.ByJob},
	{From: models.ClaimSettling, Event: "pay_part", To: models.ClaimPartiallyPaid, Role: service.ByChainOr},
	{From: models.ClaimSettling, Event: "pay", To: models.ClaimPaid, Role: service.ByChainOr},
	{From: models.ClaimSettling, Event: "close", To: models.ClaimClosed, Role: service.ByJob},
	{From: models.ClaimPartiallyPaid, Event: "settle", To: models.ClaimSettling, Role: service.ByJob},
	{From: models.ClaimPartiallyPaid, Event: "pay", To: models.ClaimPaid, Role: service.ByChainOr},
	{From: models.ClaimPartiallyPaid, Event: "close", To: models.ClaimClosed, Role: service.ByJob},
	{From: models.ClaimPaid, Event: "close", To: models.ClaimClosed, Role: service.ByJob},
	{From: models.ClaimDenied, Event: "appeal", To: models.ClaimAppealed, Role: service.ByWallet},
	{From: models.ClaimDenied, Event: "close", To: models.ClaimClosed, Role: service.ByJob},
	{From: models.ClaimAppealed, Event: "uphold", To: models.ClaimUpheld, Role: service.ByReviewer},
	{From: models.ClaimAppealed, Event: "overturn", To: models.ClaimOverturned, Role: service.ByReviewer},
	{From: models.ClaimAppealed, Event: "confirm", To: models.ClaimPartiallyApproved, Role: service.ByReviewer},
	{From: models.ClaimAppealed, Event: "withdraw_appeal", To: models.ClaimCoolingOff, Role: service.ByWallet},
	{From: models.ClaimAppealed, Event: "withdraw", To: models.ClaimWithdrawn, Role: service.ByWallet},
	{From: models.ClaimUpheld, Event: "close", To: models.ClaimClosed, Role: service.ByJob},
	{From: models.ClaimOverturned, Event: "approve", To: models.ClaimApproved, Role: service.ByReviewer},
	{From: models.ClaimOverturned, Event: "partially_approve", To: models.ClaimPartiallyApproved, Role: service.ByReviewer},
}}

// CoverMachine is the life of a cover; the period ends it by itself.
var CoverMachine = models.Machine{Name: "cover", Edges: []models.Edge{
	{From: "", Event: "write", To: CoverActive, Role: service.ByDesk + "|treasurer|admin"},
	{From: CoverActive, Event: "cancel", To: CoverCancelled, Role: service.ByDesk + "|treasurer|admin"},
}}

// Cover states.
const (
	CoverActive    = "active"
	CoverCancelled = "cancelled"
)

// Machines returns every state table of this package, for the generated page of
// the documents and the schema tests.
func Machines() []models.Machine {
	return []models.Machine{ClaimMachine, CoverMachine}
}
