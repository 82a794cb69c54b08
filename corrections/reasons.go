package corrections

import (
	"slices"
	"strings"

	"makewhole/models"
)

// Reason is one coded reason of a correction.
type Reason struct{ Code, Kind, Text string }

// Reasons is the literal table of reason codes; a correction without one of its
// kind is refused.
var Reasons = []Reason{
	{"evidence_excused", models.CorrectionReinstatement, "The evidence came late for a reason that the claimant did not bring about."},
	{"request_not_received", models.CorrectionReinstatement, "The request for evidence did not reach the claimant."},
	{"service_unavailable", models.CorrectionReinstatement, "The claimant could not use the service before the time was over."},
	{"took_part", models.CorrectionExclusion, "The account took part in the attack or prepared it."},
	{"funded_by_attacker", models.CorrectionExclusion, "The account was funded by the attacker, or gave the attacker the means."},
	{"insider_found", models.CorrectionExclusion, "The owner of the account is one of those whom the wording excludes as insiders."},
	{"measured_wrongly", models.CorrectionRevision, "The method or the data of the snapshot gave the account another loss than it had."},
	{"loss_elsewhere", models.CorrectionRevision, "The account lost in a place that the snapshot did not look at."},
	{"not_a_loss", models.CorrectionRevision, "What was measured was no loss of this event: the account moved it itself, or still has it."},
	{"facts_overlooked", models.CorrectionDecision, "What was there when the claim was decided shows something else than the decision says."},
	{"facts_found", models.CorrectionDecision, "What came to light since shows that the decision was wrong."},
	{"wording_misread", models.CorrectionDecision, "The wording means something else than the decision took it for."},
	{"wrong_amount", models.CorrectionDecision, "The amount was computed or written down wrongly."},
	{"recorded_twice", models.CorrectionMerge, "Two people recorded one drain."},
	{"one_exploit", models.CorrectionMerge, "What two records of different modules say was one exploit."},
	{"key_lost", models.CorrectionReceiver, "The owner of the account has shown who they are and that its key is lost."},
	{"estate", models.CorrectionReceiver, "The owner of the account has died or was dissolved; the successors have shown their right."},
}

// codesOf are the codes of a kind.
func codesOf(kind string) (out []string) {
	for _, r := range Reasons {
		if r.Kind == kind {
			out = append(out, r.Code)
		}
	}
	return out
}

// reasonProblem says what is wrong with a code, or "" where it fits the kind.
func reasonProblem(kind, code string) string {
	codes := codesOf(kind)
	if slices.Contains(codes, code) {
		return ""
	}
	return "must be one of " + strings.Join(codes, ", ")
}
