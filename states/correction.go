package states

// Correction states.
const (
	CorrectionProposed    = "proposed"
	CorrectionContestable = "contestable"
	CorrectionContested   = "contested"
	CorrectionStanding    = "standing"
	CorrectionRefused     = "refused"
	CorrectionLifted      = "lifted"
)

// Correction is the life of a fact about the past that two persons write with
// evidence: an expired claim that goes on, an account that is excluded after the
// incident was confirmed, a receiver whose key is lost, a loss that was more or less
// than was measured, two incident records that are of one drain, a claim that should
// have been decided otherwise.
//
//   - proposed: one person entered it; nothing changed. refused: it was not taken.
//   - contestable: a second person confirmed an exclusion; the account's money is
//     held and its owner may object for fourteen days. contested: somebody did; a
//     senior who took no part in it answers.
//   - standing: it has its effect for good. lifted: the objection was right, and
//     the account is what it was before.
//
// Only an exclusion can be contested; the others stand when the second person confirms
// them. A claimant who gets less by a corrected decision appeals it (states.Claim).
var Correction = Machine{Name: "correction", Edges: []Edge{
	{From: "", Event: "propose", To: CorrectionProposed, Role: ByReviewer},
	{From: CorrectionProposed, Event: "confirm", To: CorrectionStanding, Role: ByReviewer, Persons: 2},
	{From: CorrectionProposed, Event: "hold", To: CorrectionContestable, Role: ByReviewer, Persons: 2},
	{From: CorrectionProposed, Event: "refuse", To: CorrectionRefused, Role: ByReviewer},
	{From: CorrectionContestable, Event: "object", To: CorrectionContested, Role: ByWallet},
	{From: CorrectionContestable, Event: "pass_window", To: CorrectionStanding, Role: ByJob},
	{From: CorrectionContested, Event: "uphold", To: CorrectionStanding, Role: BySenior},
	{From: CorrectionContested, Event: "lift", To: CorrectionLifted, Role: BySenior},
}, Final: []string{CorrectionStanding, CorrectionRefused, CorrectionLifted}}
