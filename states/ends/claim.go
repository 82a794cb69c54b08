package ends

import "makewhole/states"

const (
	wallets = "a wallet must act"
	nobody  = "the claimant must be silent"
	heirs   = "somebody must come with evidence"

	reviewers = "a reviewer must come"
	findings  = "an account must be found to be the attacker's"
	errors    = "a loss must turn out to be another than was measured"
	wrongly   = "a decision must turn out to be wrong"
	twice     = "a drain must have been recorded twice"
)

// payeeOpen are the states of a claim in which its receiver may change.
var payeeOpen = []string{
	states.ClaimSubmitted, states.ClaimUnderReview, states.ClaimEvidenceRequested, states.ClaimAppealed,
	states.ClaimCoolingOff, states.ClaimSettling, states.ClaimPartiallyPaid,
}

// decided are the states of a claim whose money a reviewer may let go.
var decided = []string{states.ClaimSettling, states.ClaimPartiallyPaid, states.ClaimPaid, states.ClaimClosed}

// excludable are the states of an incident in which an account may be excluded that
// the specification does not.
var excludable = []string{
	states.IncidentConfirmed, states.IncidentSnapshotting, states.IncidentClaimsOpen, states.IncidentClaimsClosed,
	states.IncidentSettling, states.IncidentSettled, states.IncidentRecovering,
}

// revisable are the states of an incident in which a loss may be revised.
var revisable = []string{
	states.IncidentClaimsOpen, states.IncidentClaimsClosed, states.IncidentSettling, states.IncidentSettled, states.IncidentRecovering,
}

// covering are those in which a revision gives an account a line of a cover that owed
// it nothing: claims have been taken, and money that comes back is not shared yet.
var covering = revisable[:4]

// reinstatable are the states of an incident in which an expired claim may go on.
var reinstatable = []string{states.IncidentClaimsOpen, states.IncidentClaimsClosed, states.IncidentSettling}

// takesClaims are the states of an incident in which claims of a merged record go on.
var takesClaims = []string{states.IncidentClaimsOpen, states.IncidentClaimsClosed, states.IncidentSettling}

// unagreed are the states of a settlement that stand in the way of no merge.
var unagreed = []string{"", states.SettlementDraft, states.SettlementObjections, states.SettlementCancelled}

// merged ends a record of one drain that another record goes on for: nothing of it was
// paid, its drafts are cancelled and its lines end.
func merged(name string, claim ...Move) Step {
	s := Step{
		Name: name, Where: "claims.Merge", By: states.RoleSenior, Hope: twice,
		If: []Cond{in(Settlement, unagreed...), in(Return, "", states.SettlementCancelled), in(Recovery, "", states.RecoveryWithdrawn)},
		Moves: append([]Move{
			take(Incident, "merge"), maybe(Settlement, "cancel", states.SettlementDraft, states.SettlementObjections),
			maybe(Line, "cancel", states.AllocationAllocated), maybe(Entitlement, "close", states.EntitlementOpen),
		}, claim...),
		Sets: []Set{{Hold, Free}},
	}
	if len(claim) == 0 {
		s.If = append(s.If, in(Claim, append([]string{""}, states.Claim.Final...)...))
	}
	return s
}

// reviewed is a decision of reviewers. They may be silent for ever.
func reviewed(name string, moves []Move, sets ...Set) Step {
	return Step{Name: name, Where: "claims.Review", By: states.RoleUnderwriter, Moves: moves, Sets: sets, Hope: reviewers}
}

// undecided is what the job decides when a reviewer and two seniors were silent.
func undecided(name, where string, move Move, more ...Move) Step {
	return Step{Name: name, Where: "claims." + where, By: states.ActorJob, Moves: append([]Move{move}, more...),
		If: []Cond{in(SnapshotSet, standing...)}}
}

// holding adds what a step says about the hold of the line.
func holding(s Step, hold string) Step {
	s.Sets = append(s.Sets, Set{Hold, hold})
	return s
}

var claimSteps = []Step{
	{Name: "a claim is filed", Where: "claims.file", By: states.ActorWallet, Hope: wallets,
		If:    []Cond{in(Incident, states.IncidentClaimsOpen), in(Claim, "", states.ClaimWithdrawn, states.ClaimExpired), in(Hold, NotFiled)},
		Moves: []Move{born(Claim, "create"), take(Claim, "submit")}, Sets: []Set{{Hold, Undecided}}},
	{Name: "the claim is withdrawn", Where: "claims.Withdraw", By: states.ActorWallet, Hope: wallets,
		If: []Cond{in(Entitlement, states.EntitlementOpen)}, Moves: []Move{take(Claim, "withdraw")}, Sets: []Set{{Hold, NotFiled}}},
	{Name: "a reviewer takes the claim", Where: "claims.take", By: states.RoleUnderwriter, Moves: []Move{take(Claim, "start_review")}, Hope: reviewers},
	reviewed("evidence is asked for", []Move{take(Claim, "request_evidence")}),
	{Name: "evidence comes", Where: "claims.attach", By: states.ActorWallet, Hope: wallets, Moves: []Move{take(Claim, "provide_evidence")}},
	{Name: "the evidence window ends in silence", Where: "claims.expire", By: states.ActorJob, Moves: []Move{take(Claim, "expire")}, Sets: []Set{{Hold, NotFiled}}},
	{Name: "two persons reinstate an expired claim", Where: "claims.Reinstate", By: states.RoleUnderwriter,
		If:    []Cond{in(Incident, reinstatable...), in(Entitlement, states.EntitlementOpen), in(Hold, NotFiled)},
		Moves: []Move{take(Claim, "reinstate")}, Sets: []Set{{Hold, Undecided}}},
	{Name: "two persons reinstate an expired claim that the bar date had ended", Where: "claims.Reinstate", By: states.RoleUnderwriter,
		If: []Cond{in(Incident, reinstatable...), in(Settlement, "", states.SettlementDraft, states.SettlementObjections, states.SettlementCancelled),
			in(Line, idle...)},
		Moves: []Move{take(Claim, "reinstate"), take(Entitlement, "reopen")}, Sets: []Set{{Hold, Undecided}}},
	reviewed("reviewers approve", []Move{take(Claim, "approve", states.ClaimUnderReview), take(Claim, "cool_off")}, Set{Hold, Undecided}),
	reviewed("reviewers approve a part", []Move{take(Claim, "partially_approve", states.ClaimUnderReview), take(Claim, "cool_off")}, Set{Hold, Undecided}),
	reviewed("a reviewer denies", []Move{take(Claim, "deny")}),
	{Name: "the denial is appealed", Where: "claims.Appeal", By: states.ActorWallet, Hope: wallets, Moves: []Move{take(Claim, "appeal", states.ClaimDenied)}, Sets: []Set{{Hold, Appealed}}},
	reviewed("the appeal is dismissed", []Move{take(Claim, "uphold"), take(Entitlement, "close")}, Set{Hold, Free}),
	{Name: "a partial approval is appealed", Where: "claims.Appeal", By: states.ActorWallet, Hope: wallets,
		Moves: []Move{take(Claim, "appeal", states.ClaimCoolingOff)}, Sets: []Set{{Hold, Appealed}}},
	{Name: "the appeal of a partial approval is withdrawn", Where: "claims.Withdraw", By: states.ActorWallet, Hope: wallets,
		Moves: []Move{take(Claim, "withdraw_appeal")}, Sets: []Set{{Hold, Undecided}}},
	reviewed("the partial approval is confirmed", []Move{take(Claim, "confirm"), take(Claim, "cool_off")}, Set{Hold, Undecided}),
	reviewed("the appeal succeeds", []Move{take(Claim, "overturn"), take(Claim, "approve"), take(Claim, "cool_off")}, Set{Hold, Undecided}),
	reviewed("the appeal succeeds in part", []Move{take(Claim, "overturn"), take(Claim, "partially_approve"), take(Claim, "cool_off")}, Set{Hold, Undecided}),
	holding(undecided("nobody decides: what is not disputed is owed", "grantByDefault", take(Claim, "default_approve")), Undecided),
	undecided("nobody decides a claim that owes nothing", "denyByDefault", take(Claim, "default_deny")),
	holding(undecided("nobody answers the appeal of a partial approval", "letStand", take(Claim, "default_confirm")), Undecided),
	holding(undecided("nobody answers the appeal of a denial", "letStand", take(Claim, "default_uphold"), take(Entitlement, "close")), Free),
	{Name: "the appeal window ends", Where: "claims.endAppeal", By: states.ActorJob,
		Moves: []Move{take(Claim, "close", states.ClaimDenied), take(Entitlement, "close")}, Sets: []Set{{Hold, Free}}},
	{Name: "the upheld denial is closed", Where: "claims.endAppeal", By: states.ActorJob, Moves: []Move{take(Claim, "close", states.ClaimUpheld)}},
	cooled("cooling-off ends", Free), cooled("cooling-off ends; the account is disputed", Disputed), cooled("cooling-off ends; the receiver changed", NoPayee),
	merged("two persons merge the record into another"),
	merged("two persons merge the record into another, which has a claim of the account", take(Claim, "join")),
	{Name: "the claim of a merged record goes on here", Where: "claims.move", By: states.RoleSenior, Hope: twice,
		If: []Cond{in(Incident, takesClaims...), in(BarDate, ""), in(Entitlement, states.EntitlementOpen), in(Waiting, unparked...),
			in(Settlement, unagreed...), in(Return, "", states.SettlementCancelled), in(Line, idle...)},
		Moves: []Move{take(Claim, "carry"), waited}, Sets: []Set{{Hold, Undecided}}},
	redecided("two persons correct a decision: another amount is owed", Undecided, []Move{take(Claim, "correct_approve", states.ClaimCoolingOff, states.ClaimSettling, states.ClaimDenied)},
		in(Entitlement, states.EntitlementOpen), in(Settlement, "")), // keeps the product small
	redecided("two persons correct a decision of which something is paid: another amount is owed", Undecided, []Move{take(Claim, "correct_approve", states.ClaimPartiallyPaid, states.ClaimPaid)},
		in(Entitlement, states.EntitlementOpen), in(Settlement, states.SettlementClosed)),
	redecided("two persons correct a denial that has ended", Undecided, []Move{take(Claim, "correct_approve", states.ClaimUpheld, states.ClaimClosed), take(Entitlement, "reopen")}, in(Settlement, "")),
	redecided("two persons correct a decision: nothing is owed", Undecided, []Move{take(Claim, "correct_deny", states.ClaimCoolingOff, states.ClaimSettling)},
		in(Entitlement, states.EntitlementOpen), in(Settlement, "")),
	redecided("two persons correct a decision of which something is paid: nothing is owed", Undecided, []Move{take(Claim, "correct_deny", states.ClaimPartiallyPaid, states.ClaimPaid)},
		in(Entitlement, states.EntitlementOpen), in(Settlement, states.SettlementClosed)),
	{Name: "the claim closes with its incident", Where: "claims.closeWithIncident", By: states.ActorJob, If: []Cond{in(Incident, states.IncidentClosed)},
		Moves: []Move{take(Claim, "close", states.ClaimSettling, states.ClaimPartiallyPaid, states.ClaimPaid)}},
}

// cooled ends the cooling-off; why the money is still held, if it is.
func cooled(name, hold string) Step {
	s := Step{
		Name: name, Where: "claims.coolOff", By: states.ActorJob, Moves: []Move{take(Claim, "settle")}, Sets: []Set{{Hold, hold}},
	}
	switch hold {
	case NoPayee:
		s.If = []Cond{in(Receiver, Named)}
	case Free:
		s.If = []Cond{in(Receiver, "")}
	}
	return s
}

var holdSteps = []Step{
	{Name: "two persons exclude the account; its free line is held", Where: "claims.HoldDisputed", By: states.RoleUnderwriter, Hope: findings,
		If: []Cond{in(Incident, excludable...), in(Entitlement, states.EntitlementOpen), in(Hold, Free, NoPayee)}, Moves: []Move{waited}, Sets: []Set{{Hold, Disputed}}}, // the job ends the wait; here at once, which keeps the product small
	{Name: "the exclusion of the account stands", Where: "claims.CloseExcluded", By: states.ActorJob, Hope: findings,
		If:    []Cond{in(Hold, Disputed), in(Claim, append([]string{""}, decided...)...), in(Settlement, ""), in(Return, "")}, // keeps the product small
		Moves: []Move{take(Entitlement, "close")}, Sets: []Set{{Hold, Free}}},
	raised("two persons raise a loss: a blanket cover owes it", Free),
	raised("two persons raise the loss of an account that cannot receive", NoPayee),
	{Name: "the bar date ends the line of who did not file", Where: "claims.bar", By: states.ActorJob,
		If:    []Cond{in(Incident, barred...), in(BarDate, Over), in(Hold, NotFiled)},
		Moves: []Move{take(Entitlement, "close")}, Sets: []Set{{Hold, Free}}},
	{Name: "the claimant names another receiver", Where: "claims.ChangeReceiver", By: states.ActorWallet, Hope: wallets,
		If: []Cond{in(Claim, payeeOpen...), in(Hold, Undecided, Appealed, Disputed)}, Sets: []Set{{Receiver, Named}}},
	{Name: "the claimant of a free line names another receiver", Where: "claims.ChangeReceiver", By: states.ActorWallet, Hope: wallets,
		If: []Cond{in(Claim, payeeOpen...), in(Entitlement, states.EntitlementOpen), in(Hold, Free, NoPayee), in(Waiting, unparked...)}, Sets: []Set{{Receiver, Named}, {Hold, NoPayee}}},
	{Name: "a reviewer accepts the claim's receiver", Where: "claims.AcceptReceiver", By: states.RoleUnderwriter, Hope: reviewers,
		If:    []Cond{in(Claim, decided...), in(Receiver, Named), in(Hold, NoPayee)},
		Moves: []Move{waited}, Sets: []Set{{Receiver, ""}, {Hold, Free}}},
	{Name: "a reviewer accepts the receiver before the cooling-off ends", Where: "claims.AcceptReceiver", By: states.RoleUnderwriter, Hope: reviewers,
		If: []Cond{in(Claim, states.ClaimCoolingOff, states.ClaimAppealed), in(Receiver, Named), in(Hold, Undecided, Appealed)}, Sets: []Set{{Receiver, ""}}},
	{Name: "the account of a blanket cover proves a receiver", Where: "claims.RegisterReceiver", By: states.ActorWallet, Hope: wallets,
		If: []Cond{in(Claim, ""), in(Entitlement, states.EntitlementOpen), in(Hold, Free, NoPayee), in(Waiting, unparked...)}, Sets: []Set{{Receiver, Named}, {Hold, NoPayee}}},
	{Name: "the disputed account of a blanket cover proves a receiver", Where: "claims.RegisterReceiver", By: states.ActorWallet, Hope: wallets,
		If: []Cond{in(Claim, ""), in(Entitlement, states.EntitlementOpen), in(Hold, Disputed)}, Sets: []Set{{Receiver, Named}}},
	{Name: "a reviewer accepts the account's receiver", Where: "claims.AcceptEntitlementReceiver", By: states.RoleUnderwriter, Hope: reviewers,
		If: []Cond{in(Claim, ""), in(Receiver, Named), in(Hold, NoPayee)}, Moves: []Move{waited}, Sets: []Set{{Receiver, ""}, {Hold, Free}}},
	{Name: "a reviewer accepts the receiver of a parked line", Where: "claims.receiverAccepted", By: states.RoleUnderwriter, Hope: reviewers,
		If: []Cond{in(Hold, Free)}, Moves: []Move{take(Waiting, "give")}},
	{Name: "two persons name the receiver of an account whose key is lost", Where: "claims.ReplaceReceiver", By: states.RoleUnderwriter, Hope: heirs,
		If: []Cond{in(Entitlement, states.EntitlementOpen), in(Hold, NoPayee)}, Moves: []Move{waited}, Sets: []Set{{Receiver, ""}, {Hold, Free}}},
	waits("a line begins to wait for a receiver", "beginWait", born(Waiting, "wait"), in(Receiver, ""), in(Waiting, "")),
	waits("a line begins to wait for a reviewer of its receiver", "beginWait", born(Waiting, "wait_for_review"), in(Receiver, Named), in(Waiting, "")),
	waits("the line waits for a reviewer of its receiver", "moveWait", take(Waiting, "name"), in(Receiver, Named)),
	waits("the reviewer of the receiver is silent", "passOn", take(Waiting, "pass_on")),
	parked("nobody has named a receiver: the line is parked for its owner", states.ReceiverWaitUnnamed, in(BarDate, Over), in(Receiver, "")),
	parked("nobody accepts the receiver: the line is parked for its owner", states.ReceiverWaitSecondSenior),
	{Name: "a parked line whose dispute was answered waits no more", Where: "claims.settleWithoutReceiver", By: states.ActorJob,
		If: []Cond{in(Hold, NoPayee), in(Waiting, states.ReceiverWaitParked)}, Sets: []Set{{Hold, Free}}},
	released("two persons release a disputed line", "", Free),
	released("two persons release a disputed line of an account that cannot receive", "", NoPayee),
	released("two persons release a disputed line whose receiver is to be accepted", Named, NoPayee),
}

// waited ends the wait of a line that has its receiver.
var waited = maybe(Waiting, "end", states.ReceiverWaitUnnamed, states.ReceiverWaitReview, states.ReceiverWaitSenior, states.ReceiverWaitSecondSenior)

// unparked are the states of the wait in which naming a receiver holds the line.
var unparked = []string{"", states.ReceiverWaitUnnamed, states.ReceiverWaitReview, states.ReceiverWaitSenior, states.ReceiverWaitSecondSenior}

// waits is a step of the job on a line that waits for its receiver.
func waits(name, where string, move Move, more ...Cond) Step {
	return Step{Name: name, Where: "claims." + where, By: states.ActorJob, If: append([]Cond{in(Entitlement, states.EntitlementOpen), in(Hold, NoPayee)}, more...), Moves: []Move{move}}
}

// parked lets a line be settled without its receiver, when whoever had to act was
// silent.
func parked(name, from string, more ...Cond) Step {
	s := waits(name, "park", take(Waiting, "park", from), more...)
	s.Sets = []Set{{Hold, Free}, {Receiver, ""}} // who is named from now on changes nothing until a reviewer accepts them
	return s
}

// raised is a revision by which a cover owes an account that it owed nothing before.
func raised(name, hold string) Step {
	return Step{
		Name: name, Where: "claims/entitlements.Revise", By: states.RoleUnderwriter, Hope: errors,
		If:    []Cond{in(Incident, covering...), in(SnapshotSet, states.SnapshotSealed), in(Claim, ""), in(Entitlement, "")},
		Moves: []Move{born(Entitlement, "open")}, Sets: []Set{{Hold, hold}},
	}
}

// redecided is a correction of a decision by two persons who had no part in it. Here of
// lines whose receiver is known, which keeps the product small.
func redecided(name, hold string, moves []Move, more ...Cond) Step {
	return Step{
		Name: name, Where: "claims.Correct", By: states.RoleUnderwriter, Hope: wrongly, Moves: moves, Sets: []Set{{Hold, hold}},
		If: append([]Cond{in(Incident, revisable...), in(Return, ""), in(Waiting, ""), in(Receiver, "")}, more...),
	}
}

// released answers a dispute by two persons; a receiver that was named meanwhile
// still waits.
func released(name, receiver, hold string) Step {
	return Step{
		Name: name, Where: "claims.LiftExclusion", By: states.RoleSenior, If: []Cond{in(Hold, Disputed), in(Receiver, receiver)}, Sets: []Set{{Hold, hold}},
	}
}
