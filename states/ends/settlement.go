package ends

import "makewhole/states"

// ofLine adds the line of the claim's account where the settlement is of covers.
func ofLine(part string, moves []Move, line ...Move) []Move {
	if part != Settlement {
		return moves
	}
	return append(moves, line...)
}

// settlementSteps is the life of a settlement of covers, or of money that came
// back, which takes the same way. order says whether members have signed, base
// whether the set that it rests on still stands.
func settlementSteps(part, order, base string) []Step {
	what := " the " + part
	act := func(name, where, by string, moves []Move, cond ...Cond) Step {
		return Step{Name: name + what, Where: "settlements." + where, By: by, Moves: moves, If: cond}
	}
	draft := act("the job drafts", "DraftSettlement", states.ActorJob, []Move{born(Settlement, "draft"), born(Line, "allocate")},
		in(Incident, drafting...), in(SnapshotSet, standing...), in(Settlement, "", states.SettlementClosed, states.SettlementCancelled),
		in(Return, resting...), in(Entitlement, states.EntitlementOpen), in(Hold, Free), in(Line, idle...))
	if part == Return {
		draft = act("the job drafts", "DraftRecovery", states.ActorJob, []Move{born(Return, "draft"), maybe(Incident, "recover", states.IncidentSettled)},
			in(Incident, drafting...), in(SnapshotSet, standing...), in(Return, "", states.SettlementClosed, states.SettlementCancelled),
			in(Settlement, resting...), in(Recovery, states.RecoveryFinal, states.RecoveryReleased))
	}
	draft.Sets = []Set{{order, ""}, {base, ""}}
	withdrawn := func(s Step, hope string) Step {
		s.Hope = hope
		return s
	}
	return []Step{
		draft,
		act("the preview opens of", "PublishDraft", states.ActorJob, []Move{take(part, "publish_draft"), maybe(Incident, "settle", states.IncidentClaimsClosed)}),
		act("two persons approve", "Approve", states.RoleTreasurer, []Move{take(part, "approve")}),
		{Name: "a member signs the order of" + what, Where: "oracles.store", By: states.ActorSystem,
			If: []Cond{in(part, states.SettlementApproved), in(order, ""), in(base, "")}, Sets: []Set{{order, Signed}}},
		{Name: "a quorum has signed the order of" + what, Where: "oracles.store", By: states.ActorSystem,
			If: []Cond{in(part, states.SettlementApproved), in(order, Signed), in(base, "")}, Sets: []Set{{order, Quorum}}},
		withdrawn(act("changed inputs cancel", "settle", states.ActorJob, ofLine(part, []Move{take(part, "cancel", states.SettlementDraft)}, take(Line, "cancel", states.AllocationAllocated)),
			in(SnapshotSet, standing...)), "inputs must change"),
		act("a treasurer cancels", "Cancel", states.RoleTreasurer,
			ofLine(part, []Move{take(part, "cancel", states.SettlementDraft, states.SettlementObjections)}, take(Line, "cancel", states.AllocationAllocated))),
		act("a treasurer cancels the unsigned order of", "Cancel", states.RoleTreasurer,
			ofLine(part, []Move{take(part, "cancel", states.SettlementApproved)}, take(Line, "cancel", states.AllocationAllocated)), in(order, "")),
		act("the quorum's order is taken of", "AcceptOrder", states.ActorJob, []Move{take(part, "sign")}, in(order, Quorum)),
		act("the sender has the publication of", "sent", states.ActorJob, []Move{take(part, "send")}),
		act("the chain publishes", "published", states.ActorChain,
			ofLine(part, []Move{take(part, "publish"), maybe(SnapshotSet, "seal", states.SnapshotFinal)}, take(Line, "publish")), in(order, Quorum), in(base, ""), in(SnapshotSet, standing...)),
		act("two persons void", "Void", states.RoleTreasurer, ofLine(part, []Move{take(part, "void")}, take(Line, "cancel", states.AllocationAllocated)),
			in(order, Signed, Quorum), in(base, Gone)),
		act("the delay ends of", "activate", states.ActorJob, []Move{take(part, "activate")}),
		withdrawn(act("the guardian cancels", "cancelled", states.ActorChain,
			ofLine(part, []Move{take(part, "cancel", states.SettlementPublished, states.SettlementActive)}, take(Line, "cancel", states.AllocationClaimable))), guardian),
		withdrawn(act("everybody collects", "closeIfPaid", states.ActorChain,
			ofLine(part, []Move{maybe(part, "activate", states.SettlementPublished), take(part, "close")}, maybe(Line, "finalize", states.AllocationClaimable))), "everybody must collect"),
		act("the sweep closes", "swept", states.ActorChain, ofLine(part, []Move{maybe(part, "activate", states.SettlementPublished), take(part, "close")}, maybe(Line, "sweep", states.AllocationClaimable))),
	}
}

// paid is a payment of the line in a final block, with what it makes of the
// claim.
func paid(name, event string, from ...string) Step {
	return Step{
		Name: name, Where: "settlements.collected", By: states.ActorChain, Hope: "it must be collected or pushed",
		If:    []Cond{in(Settlement, states.SettlementPublished, states.SettlementActive)},
		Moves: []Move{maybe(Settlement, "activate", states.SettlementPublished), take(Line, "finalize", states.AllocationClaimable), maybe(Claim, event, from...)},
	}
}

var lineSteps = []Step{paid("the line is paid in full", "pay", states.ClaimSettling, states.ClaimPartiallyPaid), paid("the line is paid in part", "pay_part", states.ClaimSettling)}
