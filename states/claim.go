package states

// Claim states.
const (
	ClaimDraft             = "draft"
	ClaimSubmitted         = "submitted"
	ClaimUnderReview       = "under_review"
	ClaimEvidenceRequested = "evidence_requested"
	ClaimApproved          = "approved"
	ClaimPartiallyApproved = "partially_approved"
	ClaimDenied            = "denied"
	ClaimCoolingOff        = "cooling_off"
	ClaimSettling          = "settling"
	ClaimPartiallyPaid     = "partially_paid"
	ClaimPaid              = "paid"
	ClaimClosed            = "closed"
	ClaimAppealed          = "appealed"
	ClaimUpheld            = "upheld"
	ClaimOverturned        = "overturned"
	ClaimWithdrawn         = "withdrawn"
	ClaimExpired           = "expired"
)

// Claim is the life of a claim.
//
//   - draft: the claimant is writing; only File moves it on.
//   - submitted: in the queue; under_review: somebody of the staff has it, any
//     decision starts here. A reviewer's silence gives the claim to a senior, that
//     senior's to another; what is not disputed is paid when that one is silent
//     too (default_approve). Silence takes nothing away that somebody owes.
//   - evidence_requested: waits for the claimant, until evidence_due_at; the
//     only state that the claimant's silence can end (expired); two persons may
//     reinstate an expired claim while its money is not final.
//   - approved, partially_approved: decided, the entitlement exists; the same
//     transaction moves on to cooling_off.
//   - cooling_off: money is counted but held until cooling_off_until; a partial
//     approval may be appealed meanwhile, and is confirmed or overturned.
//   - settling: takes part in settlements; partially_paid and paid follow from
//     final allocations; closed ends a claim with its incident.
//   - denied: may be appealed until appeal_until, to a different reviewer, who
//     upholds or overturns. Where the second instance is silent, the first
//     decision stands (default_confirm, default_uphold).
//   - withdrawn: by the claimant before a decision.
//   - a decision that turns out to be wrong is corrected by two persons who had no part in
//     it, while the incident is open: correct_approve starts the cooling-off of another
//     amount, correct_deny the appeal window of a denial. Of closed claims only a denial.
//
// When the incident's record is merged into another, an undecided or unpaid claim
// goes on there and is decided anew (carry), or ends where that record has one of
// the same account under the same cover (join).
var Claim = Machine{Name: "claim", Edges: []Edge{
	{From: "", Event: "create", To: ClaimDraft, Role: ByWallet},
	{From: ClaimDraft, Event: "submit", To: ClaimSubmitted, Role: ByWallet},
	{From: ClaimDraft, Event: "withdraw", To: ClaimWithdrawn, Role: ByWallet},
	{From: ClaimSubmitted, Event: "start_review", To: ClaimUnderReview, Role: ByDesk},
	{From: ClaimSubmitted, Event: "withdraw", To: ClaimWithdrawn, Role: ByWallet},
	{From: ClaimUnderReview, Event: "request_evidence", To: ClaimEvidenceRequested, Role: ByReviewer},
	{From: ClaimUnderReview, Event: "approve", To: ClaimApproved, Role: ByReviewer},
	{From: ClaimUnderReview, Event: "partially_approve", To: ClaimPartiallyApproved, Role: ByReviewer},
	{From: ClaimUnderReview, Event: "deny", To: ClaimDenied, Role: ByReviewer},
	{From: ClaimUnderReview, Event: "withdraw", To: ClaimWithdrawn, Role: ByWallet},
	{From: ClaimSubmitted, Event: "default_approve", To: ClaimCoolingOff, Role: ByJob},
	{From: ClaimSubmitted, Event: "default_deny", To: ClaimDenied, Role: ByJob},
	{From: ClaimUnderReview, Event: "default_approve", To: ClaimCoolingOff, Role: ByJob},
	{From: ClaimUnderReview, Event: "default_deny", To: ClaimDenied, Role: ByJob},
	{From: ClaimEvidenceRequested, Event: "provide_evidence", To: ClaimUnderReview, Role: ByWallet},
	{From: ClaimEvidenceRequested, Event: "expire", To: ClaimExpired, Role: ByJob},
	{From: ClaimEvidenceRequested, Event: "withdraw", To: ClaimWithdrawn, Role: ByWallet},
	{From: ClaimExpired, Event: "reinstate", To: ClaimUnderReview, Role: ByReviewer, Persons: 2},
	{From: ClaimApproved, Event: "cool_off", To: ClaimCoolingOff, Role: ByReviewer},
	{From: ClaimPartiallyApproved, Event: "cool_off", To: ClaimCoolingOff, Role: ByReviewer},
	{From: ClaimCoolingOff, Event: "appeal", To: ClaimAppealed, Role: ByWallet},
	{From: ClaimCoolingOff, Event: "settle", To: ClaimSettling, Role: ByJob},
	{From: ClaimSettling, Event: "pay_part", To: ClaimPartiallyPaid, Role: ByChainOr},
	{From: ClaimSettling, Event: "pay", To: ClaimPaid, Role: ByChainOr},
	{From: ClaimSettling, Event: "close", To: ClaimClosed, Role: ByJob},
	{From: ClaimPartiallyPaid, Event: "pay", To: ClaimPaid, Role: ByChainOr},
	{From: ClaimPartiallyPaid, Event: "close", To: ClaimClosed, Role: ByJob},
	{From: ClaimPaid, Event: "close", To: ClaimClosed, Role: ByJob},
	{From: ClaimDenied, Event: "appeal", To: ClaimAppealed, Role: ByWallet},
	{From: ClaimDenied, Event: "close", To: ClaimClosed, Role: ByJob},
	{From: ClaimAppealed, Event: "uphold", To: ClaimUpheld, Role: ByReviewer},
	{From: ClaimAppealed, Event: "overturn", To: ClaimOverturned, Role: ByReviewer},
	{From: ClaimAppealed, Event: "confirm", To: ClaimPartiallyApproved, Role: ByReviewer},
	{From: ClaimAppealed, Event: "default_confirm", To: ClaimCoolingOff, Role: ByJob},
	{From: ClaimAppealed, Event: "default_uphold", To: ClaimUpheld, Role: ByJob},
	{From: ClaimAppealed, Event: "withdraw_appeal", To: ClaimCoolingOff, Role: ByWallet},
	{From: ClaimAppealed, Event: "withdraw", To: ClaimWithdrawn, Role: ByWallet},
	{From: ClaimUpheld, Event: "close", To: ClaimClosed, Role: ByJob},
	{From: ClaimOverturned, Event: "approve", To: ClaimApproved, Role: ByReviewer},
	{From: ClaimOverturned, Event: "partially_approve", To: ClaimPartiallyApproved, Role: ByReviewer},
	{From: ClaimCoolingOff, Event: "correct_approve", To: ClaimCoolingOff, Role: ByReviewer, Persons: 2},
	{From: ClaimSettling, Event: "correct_approve", To: ClaimCoolingOff, Role: ByReviewer, Persons: 2},
	{From: ClaimPartiallyPaid, Event: "correct_approve", To: ClaimCoolingOff, Role: ByReviewer, Persons: 2},
	{From: ClaimPaid, Event: "correct_approve", To: ClaimCoolingOff, Role: ByReviewer, Persons: 2},
	{From: ClaimDenied, Event: "correct_approve", To: ClaimCoolingOff, Role: ByReviewer, Persons: 2},
	{From: ClaimUpheld, Event: "correct_approve", To: ClaimCoolingOff, Role: ByReviewer, Persons: 2},
	{From: ClaimClosed, Event: "correct_approve", To: ClaimCoolingOff, Role: ByReviewer, Persons: 2},
	{From: ClaimCoolingOff, Event: "correct_deny", To: ClaimDenied, Role: ByReviewer, Persons: 2},
	{From: ClaimSettling, Event: "correct_deny", To: ClaimDenied, Role: ByReviewer, Persons: 2},
	{From: ClaimPartiallyPaid, Event: "correct_deny", To: ClaimDenied, Role: ByReviewer, Persons: 2},
	{From: ClaimPaid, Event: "correct_deny", To: ClaimDenied, Role: ByReviewer, Persons: 2},
	{From: ClaimSubmitted, Event: "carry", To: ClaimUnderReview, Role: ByReviewer, Persons: 2},
	{From: ClaimSubmitted, Event: "join", To: ClaimClosed, Role: ByReviewer, Persons: 2},
	{From: ClaimUnderReview, Event: "carry", To: ClaimUnderReview, Role: ByReviewer, Persons: 2},
	{From: ClaimUnderReview, Event: "join", To: ClaimClosed, Role: ByReviewer, Persons: 2},
	{From: ClaimEvidenceRequested, Event: "carry", To: ClaimUnderReview, Role: ByReviewer, Persons: 2},
	{From: ClaimEvidenceRequested, Event: "join", To: ClaimClosed, Role: ByReviewer, Persons: 2},
	{From: ClaimCoolingOff, Event: "carry", To: ClaimUnderReview, Role: ByReviewer, Persons: 2},
	{From: ClaimCoolingOff, Event: "join", To: ClaimClosed, Role: ByReviewer, Persons: 2},
	{From: ClaimSettling, Event: "carry", To: ClaimUnderReview, Role: ByReviewer, Persons: 2},
	{From: ClaimSettling, Event: "join", To: ClaimClosed, Role: ByReviewer, Persons: 2},
}, Final: []string{ClaimClosed, ClaimWithdrawn, ClaimExpired}}
