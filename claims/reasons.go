package claims

// Reason is one coded reason of a decision. Clause names the part of the
// wording that a decision with this code has to cite.
type Reason struct {
	Code      string
	Decisions []string // decisions it may explain
	Text      string
}

// Decisions of a review.
const (
	DecisionApprove          = "approve"
	DecisionPartiallyApprove = "partially_approve"
	DecisionDeny             = "deny"
	DecisionRequestEvidence  = "request_evidence"
)

// Reason codes that the service itself writes.
const (
	ReasonEscalated  = "reviewer_silent"
	ReasonSenior     = "senior_silent"
	ReasonUndecided  = "undecided"
	ReasonSilent     = "claimant_silent"
	ReasonReinstated = "reinstated"
	ReasonMerged     = "record_merged"
	ReasonCorrected  = "decision_corrected"
)

// OwnReasons are the codes that the service itself writes, in the order of a claim's
// life.
var OwnReasons = []string{ReasonEscalated, ReasonSenior, ReasonUndecided, ReasonSilent, ReasonReinstated, ReasonMerged, ReasonCorrected}

// Reasons is the literal table of reason codes; a decision without one of them
// is refused.
var Reasons = []Reason{
	{"loss_verified", []string{DecisionApprove}, "The loss is verified by the final snapshot and within the cover."},
	{"reduced_to_verified_loss", []string{DecisionPartiallyApprove}, "More was requested than the final snapshot verifies; approved up to the verified loss."},
	{"reduced_by_deductible", []string{DecisionPartiallyApprove}, "The deductible or coinsurance of the wording is borne by the insured."},
	{"reduced_to_limit", []string{DecisionPartiallyApprove}, "The cover's own limit is reached."},
	{"reduced_other_cover", []string{DecisionPartiallyApprove}, "Another cover pays part of the same loss."},
	{"reduced_insured_position", []string{DecisionPartiallyApprove}, "The insured position was smaller than the loss."},
	{"no_loss", []string{DecisionDeny}, "The final snapshot shows no loss for this account."},
	{"below_franchise", []string{DecisionDeny}, "The loss is below the franchise of the wording."},
	{"not_covered", []string{DecisionDeny}, "The cover was not in force for this account when the loss occurred."},
	{"excluded_peril", []string{DecisionDeny}, "The cause of the loss is excluded by the wording."},
	{"excluded_account", []string{DecisionDeny, DecisionPartiallyApprove}, "The account is excluded from this incident for the stated reason."},
	{"limit_exhausted", []string{DecisionDeny}, "The cover's own limit is used up."},
	{"receiver_not_accepted", []string{DecisionDeny, DecisionRequestEvidence}, "The receiver named in the proof of loss cannot be accepted."},
	{"evidence_missing", []string{DecisionRequestEvidence, DecisionDeny}, "What was sent does not show what has to be shown."},
	{"identity_unclear", []string{DecisionRequestEvidence}, "Control of the affected account has to be shown in another way."},
	{"position_unclear", []string{DecisionRequestEvidence}, "The position before the loss has to be explained."},
	{"appeal_granted", []string{DecisionApprove, DecisionPartiallyApprove}, "The appeal shows that the first decision was wrong."},
	{"appeal_rejected", []string{DecisionDeny}, "The appeal shows nothing that changes the first decision."},
}

// reasonFits reports whether code may explain decision.
func reasonFits(code, decision string) bool {
	for _, r := range Reasons {
		if r.Code != code {
			continue
		}
		for _, d := range r.Decisions {
			if d == decision {
				return true
			}
		}
	}
	return false
}

// ReasonText returns the text of a code, or the code itself if it is unknown.
func ReasonText(code string) string {
	switch code {
	case ReasonEscalated:
		return "No reviewer decided in time; the claim went to the senior queue."
	case ReasonSenior:
		return "The senior did not decide in time either; the claim went to another one."
	case ReasonUndecided:
		return "Nobody decided in time: what is not disputed counts."
	case ReasonSilent:
		return "The claimant did not answer the request for evidence in time."
	case ReasonReinstated:
		return "Two persons let the claim go on after it had expired."
	case ReasonMerged:
		return "Two records of one drain were merged; the claim goes on in the other one, or joins the claim there."
	case ReasonCorrected:
		return "Two persons who had no part in it found the decision wrong and corrected it."
	}
	for _, r := range Reasons {
		if r.Code == code {
			return r.Text
		}
	}
	return code
}
