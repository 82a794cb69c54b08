package ends

import "makewhole/states"

// Parts of the product of closing.
const (
	Exclusion = "exclusion"
	Vault     = "vault"

	Lies = "money" // recovered money of the incident lies in a vault
)

// owner is a hope beside those of claims.
const owner = "the account's owner must object"

// Closing is a second product, small beside the first: what keeps a senior from closing
// an incident whose settlements are over, namely recovered money of which a line waits
// for a receiver, and an exclusion that is not final. It begins when the settling of the
// incident does. Its conditions of closing are those of settlements.mayClose that the
// first product cannot say, and its steps the ones on which their end rests.
func Closing() Model {
	incident := []string{states.IncidentSettling}
	for _, s := range states.Incident.States() {
		if s != states.IncidentSettling {
			incident = append(incident, s)
		}
	}
	table := func(name string, m states.Machine) Part { return Part{name, m, append([]string{""}, m.States()...)} }
	return Model{
		Parts: []Part{
			{Incident, states.Incident, incident}, table(Exclusion, states.Correction), table(Waiting, states.ReceiverWait), {Name: Vault, States: []string{"", Lies}},
		},
		Steps:  closingSteps,
		Forget: []Forget{{[]Cond{in(Vault, ""), in(Waiting, states.ReceiverWait.Final...)}, []Set{{Waiting, ""}}}}, // another line
		End:    []Cond{in(Incident, states.IncidentClosed), in(Exclusion, decidedExclusion...)},
	}
}

// decidedExclusion are the states of an exclusion that hold nobody's money: what nobody
// confirmed changes nothing, what is final is answered.
var decidedExclusion = append([]string{"", states.CorrectionProposed}, states.Correction.Final...)

// served are the states of the wait in which a line has its receiver or does without.
var served = append([]string{""}, states.ReceiverWait.Final...)

// waiter is a step of the job on a line of recovered money that waits for its receiver.
func waiter(name, where string, move Move) Step {
	return Step{Name: name, Where: "claims." + where, By: states.ActorJob, If: []Cond{in(Vault, Lies)}, Moves: []Move{move}}
}

// excluding is a step of an exclusion.
func excluding(name, where, by, hope string, move Move, cond ...Cond) Step {
	return Step{Name: name, Where: "corrections." + where, By: by, Hope: hope, Moves: []Move{move}, If: cond}
}

// hoped is a step that nobody may count on.
func hoped(s Step, hope string) Step {
	s.Hope = hope
	return s
}

// closed is a senior's closing where no exclusion is open; money stands for what lies in
// the vaults and for the line that waits.
func closed(name string, money Cond) Step {
	return Step{Name: "a senior closes the incident: " + name, Where: "settlements.CloseIncident", By: states.RoleSenior,
		Moves: []Move{take(Incident, "close")}, If: []Cond{in(Exclusion, decidedExclusion...), money}}
}

var closingSteps = []Step{
	{Name: "the settling ends", Where: "settlements.finishSettlement", By: states.ActorJob, Moves: []Move{take(Incident, "finish_settlement")}},
	{Name: "money comes back", Where: "settlements.recovery", By: states.ActorChain, Hope: "money must come back", If: []Cond{in(Incident, withChain...)},
		Moves: []Move{maybe(Incident, "recover", states.IncidentSettled, states.IncidentClosed)}, Sets: []Set{{Vault, Lies}}},
	hoped(waiter("a line of it begins to wait for a receiver", "beginWait", born(Waiting, "wait")), "an account must be one that cannot receive"),
	hoped(waiter("a line of it begins to wait for a reviewer of its receiver", "beginWait", born(Waiting, "wait_for_review")), "an account must be one that cannot receive"),
	hoped(waiter("somebody is named", "moveWait", take(Waiting, "name")), wallets),
	waiter("the reviewer is silent", "passOn", take(Waiting, "pass_on")),
	waiter("nobody has come: the line is parked", "park", take(Waiting, "park")),
	{Name: "a reviewer accepts the receiver", Where: "claims.AcceptEntitlementReceiver", By: states.RoleUnderwriter, Hope: reviewers,
		Moves: []Move{take(Waiting, "end")}, If: []Cond{in(Vault, Lies)}},
	{Name: "a reviewer accepts the receiver of the parked line", Where: "claims.receiverAccepted", By: states.RoleUnderwriter, Hope: reviewers,
		Moves: []Move{take(Waiting, "give")}, If: []Cond{in(Vault, Lies)}},
	{Name: "the round pays it, or parks what has no receiver", Where: "settlements.DraftRecovery", By: states.ActorJob,
		If:    []Cond{in(Incident, drafting...), in(Vault, Lies), in(Waiting, served...), in(Exclusion, decidedExclusion...)},
		Moves: []Move{maybe(Incident, "recover", states.IncidentSettled)}, Sets: []Set{{Vault, ""}}},
	excluding("somebody proposes to exclude an account", "ProposeExclusion", states.RoleUnderwriter, findings, born(Exclusion, "propose"), in(Incident, excludable...)),
	excluding("a second person excludes it", "exclude", states.RoleUnderwriter, findings, take(Exclusion, "hold"), in(Incident, excludable...)),
	excluding("a second person confirms another correction", "Confirm", states.RoleUnderwriter, findings, take(Exclusion, "confirm")),
	excluding("the proposal is refused", "Refuse", states.RoleUnderwriter, "", take(Exclusion, "refuse")),
	excluding("its owner objects", "Object", states.ActorWallet, owner, take(Exclusion, "object")),
	excluding("nobody objects in time", "Advance", states.ActorJob, "", take(Exclusion, "pass_window")),
	excluding("a senior upholds the exclusion", "Answer", states.RoleSenior, "", take(Exclusion, "uphold")),
	excluding("a senior lifts the exclusion", "Answer", states.RoleSenior, "", take(Exclusion, "lift")),
	closed("nothing lies in a vault", in(Vault, "")),
	closed("no line waits for a receiver", in(Waiting, served...)),
}
