package ends

import "makewhole/states"

// Objection is a part of the product of previews.
const Objection = "objection"

// Previews is a third product, small beside the first: what keeps a preview from being
// approved, namely objections that wait for an answer, to it and to the drafts before it,
// which are not answered by drafting again. People may be silent for ever.
func Previews() Model {
	table := func(name string, m states.Machine) Part { return Part{name, m, append([]string{""}, m.States()...)} }
	return Model{
		Parts: []Part{table(Settlement, states.Settlement), table(Objection, states.Objection)},
		Steps: previewSteps,
		End:   []Cond{in(Settlement, append(onTheirWay, "")...), in(Objection, answered...)},
	}
}

// onTheirWay are the states of a settlement that was approved, and of its end.
var onTheirWay = append([]string{states.SettlementApproved}, states.Settlement.Final...)

// answered are the states of an objection that holds up nobody's money.
var answered = append([]string{""}, states.Objection.Final...)

// objecting is a step of an objection.
func objecting(name, where, by, hope string, move Move, cond ...Cond) Step {
	return Step{Name: name, Where: "settlements." + where, By: by, Hope: hope, Moves: []Move{move}, If: cond}
}

var previewSteps = []Step{
	{Name: "the job drafts", Where: "settlements.DraftSettlement", By: states.ActorJob, Moves: []Move{born(Settlement, "draft")}, If: []Cond{in(Settlement, "", states.SettlementCancelled)}},
	{Name: "the preview opens", Where: "settlements.PublishDraft", By: states.ActorJob, Moves: []Move{take(Settlement, "publish_draft")}},
	{Name: "a treasurer cancels the preview", Where: "settlements.Cancel", By: states.RoleTreasurer, Hope: "inputs must change",
		Moves: []Move{take(Settlement, "cancel", states.SettlementObjections)}},
	{Name: "two persons approve", Where: "settlements.Approve", By: states.RoleTreasurer, Moves: []Move{take(Settlement, "approve")}, If: []Cond{in(Objection, answered...)}},
	objecting("a wallet objects", "Object", states.ActorWallet, wallets, born(Objection, "object"), in(Settlement, states.SettlementObjections), in(Objection, answered...)),
	objecting("somebody answers", "AnswerObjection", states.RoleUnderwriter, reviewers, take(Objection, "answer")),
	objecting("its author takes the objection back", "WithdrawObjection", states.ActorWallet, wallets, take(Objection, "withdraw")),
	objecting("whoever was asked is silent", "passObjection", states.ActorJob, "", take(Objection, "pass_on")),
	objecting("the second senior is silent too", "passObjection", states.ActorJob, "", take(Objection, "lapse")),
}
