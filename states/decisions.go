package states

import "slices"

// Tie is how somebody can be bound to what an act decides about.
type Tie string

// Ties. Each looks at the whole person: every login of theirs, however it spells
// them, every wallet of those logins, and everybody who shares a wallet with them.
const (
	TieWrote    Tie = "wrote"    // entered, reported, specified or planned it, or gave the first word
	TieMeasured Tie = "measured" // signed a loss of the incident as a member of the committee
	TieNamed    Tie = "named"    // is named in it: claimant, account, receiver, holder, author, or the person themselves
	TieCover    Tie = "cover"    // holds a cover of the protocol, or is insured by one
	TieLine     Tie = "line"     // has a loss, a claim, an entitlement or a line of the incident
	TieJudged   Tie = "judged"   // decided it in the first instance, or more of it than the terms allow
)

// tieTexts says what a tie is, as the end of "who".
var tieTexts = map[Tie]string{
	TieWrote:    "wrote it or gave the first word",
	TieMeasured: "measured the loss",
	TieNamed:    "is named in it",
	TieCover:    "holds a cover of the protocol or is insured by one",
	TieLine:     "has a loss, a claim or a line of the incident",
	TieJudged:   "decided it before",
}

// TieText is what a tie is, as the end of a sentence that begins with "who".
func TieText(t Tie) string { return tieTexts[t] }

// Decision is one act in which somebody decides about money or about who may.
// Not says who may not, whatever their roles are. With Second it is the second of
// two words: the first counts only while its giver is active with a role of First.
type Decision struct {
	Act    string
	Roles  string // who may, joined by "|"
	Second bool
	First  string
	Not    []Tie
}

// interest is who gains or loses by what an incident is worth.
func interest(more ...Tie) []Tie { return append(more, TieMeasured, TieCover, TieLine) }

// Decisions is the table: act × who may not.
var Decisions = []Decision{
	{Act: "claim.assign", Roles: ByDesk, Not: interest(TieNamed)},
	{Act: "claim.review", Roles: ByReviewer, Not: interest(TieNamed, TieJudged)},
	{Act: "claim.accept_receiver", Roles: ByReviewer, Not: interest(TieNamed, TieJudged)},
	{Act: "claim.reinstate", Roles: ByReviewer, Second: true, First: ByReviewer, Not: interest(TieWrote, TieNamed)},
	{Act: "claim.correct", Roles: ByReviewer, Second: true, First: ByReviewer, Not: interest(TieWrote, TieNamed, TieJudged)},
	{Act: "exclusion.lift", Roles: ByReviewer, Second: true, First: ByReviewer, Not: interest(TieWrote, TieNamed)},
	{Act: "exclusion.add", Roles: ByReviewer, Second: true, First: ByReviewer, Not: interest(TieWrote, TieNamed)},
	{Act: "exclusion.answer", Roles: BySenior, Not: interest(TieWrote, TieNamed)},
	{Act: "loss.revise", Roles: ByReviewer, Second: true, First: ByReviewer, Not: interest(TieWrote, TieNamed)},
	{Act: "incident.merge", Roles: ByReviewer, Second: true, First: ByReviewer, Not: interest(TieWrote)},
	{Act: "receiver.replace", Roles: ByReviewer, Second: true, First: ByReviewer, Not: interest(TieWrote, TieNamed)},
	{Act: "entitlement.accept_receiver", Roles: ByReviewer, Not: interest(TieNamed)},
	{Act: "entitlement.release", Roles: BySenior, Not: interest(TieNamed)},
	{Act: "incident.confirm", Roles: BySenior, Second: true, First: ByDesk, Not: interest(TieWrote)},
	{Act: "incident.reject", Roles: BySenior, Not: interest()},
	{Act: "incident.dispute", Roles: ByReviewer, Not: interest()},
	{Act: "incident.reopen", Roles: BySenior, Not: interest()},
	{Act: "monitor.arm", Roles: BySenior, Second: true, First: ByDesk, Not: []Tie{TieWrote}},
	{Act: "response_plan.accept", Roles: BySenior, Second: true, First: ByDesk, Not: []Tie{TieWrote}},
	{Act: "response.agree", Roles: ByReviewer, Second: true, First: ByReviewer, Not: []Tie{TieWrote}},
	{Act: "response.lift", Roles: BySenior, Second: true, First: ByDesk, Not: []Tie{TieWrote}},
	{Act: "incident.exclude", Roles: ByReviewer, Not: interest(TieNamed)},
	{Act: "incident.include", Roles: ByReviewer, Not: interest(TieNamed)},
	{Act: "incident.recover", Roles: ByApprovers, Not: interest()},
	{Act: "incident.close", Roles: BySenior, Not: interest()},
	{Act: "price.confirm", Roles: ByApprovers, Second: true, First: ByApprovers, Not: interest(TieWrote)},
	{Act: "snapshot.release", Roles: ByApprovers, Second: true, First: ByApprovers, Not: interest(TieWrote)},
	{Act: "settlement.publish", Roles: ByApprovers, Not: interest()},
	{Act: "settlement.approve", Roles: ByApprovers, Second: true, First: ByApprovers, Not: interest(TieWrote, TieJudged)},
	{Act: "settlement.void", Roles: ByApprovers, Second: true, First: ByApprovers, Not: interest(TieWrote)},
	{Act: "settlement.cancel", Roles: ByApprovers, Not: interest()},
	{Act: "objection.answer", Roles: ByAnswerer, Not: interest(TieNamed)},
	{Act: "recovery.release", Roles: BySenior, Not: interest()},
	{Act: "receipt.confirm", Roles: ByApprovers, Second: true, First: ByApprovers, Not: interest(TieWrote, TieNamed)},
	{Act: "reversal.confirm", Roles: ByApprovers, Second: true, First: ByApprovers, Not: interest(TieWrote, TieNamed)},
	{Act: "payee.confirm", Roles: ByApprovers, Second: true, First: ByApprovers, Not: interest(TieWrote, TieNamed)},
	{Act: "cover.write", Roles: ByWriter, Not: []Tie{TieNamed}},
	{Act: "cover.change", Roles: ByWriter, Not: []Tie{TieNamed}},
	{Act: "import.confirm", Roles: ByWriter, Second: true, First: ByWriter, Not: []Tie{TieWrote, TieNamed}},
	{Act: "plan.approve", Roles: ByTreasurer, Second: true, First: ByApprovers, Not: interest(TieWrote)},
	{Act: "intent.approve", Roles: ByTreasurer, Not: interest()},
	{Act: "freeze.clear", Roles: ByStopper, Second: true, First: ByStopper, Not: []Tie{TieWrote}},
	{Act: "roles.ask", Roles: RoleAdmin, Not: []Tie{TieNamed}},
	{Act: "roles.agree", Roles: ByRoles, Second: true, First: RoleAdmin, Not: []Tie{TieWrote, TieNamed}},
}

// DecisionOf finds a row of the table.
func DecisionOf(act string) (Decision, bool) {
	i := slices.IndexFunc(Decisions, func(d Decision) bool { return d.Act == act })
	if i < 0 {
		return Decision{}, false
	}
	return Decisions[i], true
}

// Decides reports whether a role decides about money or about who may: two
// persons give it, and it takes effect after a delay. Only a role that reads does
// not.
func Decides(role string) bool { return role != RoleAuditor }
