package ends

import (
	"slices"

	"makewhole/states"
)

// Cond says that a part is in one of the states; "" is a record that is not
// there yet.
type Cond struct {
	Part string
	In   []string
}

// Move is an edge of a table that a step takes.
type Move struct {
	Part, Event string
	From        []string // nil = wherever the table has the event
	New         bool     // a birth; a new record takes the place of one that has ended
	Maybe       bool     // the part stays as it is where it is in none of From
}

// Set gives a part that has no table another value.
type Set struct{ Part, To string }

// Step is one act of a service: the edges that move in one transaction, and the
// conditions that the service has beyond the tables.
type Step struct {
	Name  string // as it is printed in a way in
	Where string // room.Function that takes it
	By    string // who takes it: a staff role or the kind of an actor
	If    []Cond
	Moves []Move
	Sets  []Set
	// Hope says why nobody may count on the step: it happens, and a way out must
	// do without it.
	Hope string
	// Missing says why no service takes the step yet.
	Missing string
}

// Part is one record of the product, or a fact beside the records.
type Part struct {
	Name   string
	Table  states.Machine // without edges where the part is a fact
	States []string       // the first is where the product begins
}

// Forget says which facts no longer matter where conditions hold; it keeps the
// product small.
type Forget struct {
	If   []Cond
	Sets []Set
}

// Model is the product: its parts, its steps and what an end is.
type Model struct {
	Parts  []Part
	Steps  []Step
	Forget []Forget
	End    []Cond
}

// Parts of the product.
const (
	Incident    = "incident"
	SnapshotSet = "snapshot set"
	Claim       = "claim"
	Entitlement = "entitlement"
	Hold        = "hold"
	Receiver    = "receiver"
	Waiting     = "wait for a receiver"
	BarDate     = "bar date"
	Earmark     = "earmark"
	Settlement  = "settlement"
	Line        = "line"
	Order       = "order"
	Recovery    = "recovery"
	Return      = "recovery settlement"
	ReturnOrder = "recovery order"
	Base        = "base"
	ReturnBase  = "recovery base"
)

// Values of the facts.
const (
	Free      = "" // an entitlement that nothing holds
	NotFiled  = "not_filed"
	Undecided = "undecided"
	Appealed  = "appealed"
	NoPayee   = "receiver"
	Disputed  = "disputed"

	Named  = "named"  // somebody proved a receiver, a reviewer has not accepted it
	Over   = "over"   // the bar date has passed
	Aside  = "aside"  // pools keep money for the incident
	Freed  = "freed"  // what was left went back to the providers
	Signed = "signed" // a member of the committee has signed the order, no quorum yet
	Quorum = "quorum" // a quorum has
	Gone   = "gone"   // the snapshot set of the settlement no longer stands: the chain never takes its order
)

// Holds are the reasons for which an entitlement waits.
var Holds = []string{Free, NotFiled, Undecided, Appealed, NoPayee, Disputed}

// New is the product of the production tables.
func New() Model {
	table := func(name string, m states.Machine) Part {
		return Part{name, m, append([]string{""}, m.States()...)}
	}
	fact := func(name string, values ...string) Part { return Part{Name: name, States: values} }
	return Model{
		Parts: []Part{
			table(Incident, states.Incident), table(SnapshotSet, states.SnapshotSet), table(Claim, states.Claim),
			table(Entitlement, states.Entitlement), fact(Hold, Holds...), fact(Receiver, "", Named), table(Waiting, states.ReceiverWait), fact(BarDate, "", Over), fact(Earmark, "", Aside, Freed),
			table(Settlement, states.Settlement), table(Line, states.Allocation), fact(Order, "", Signed, Quorum),
			table(Recovery, states.Recovery), table(Return, states.Settlement), fact(ReturnOrder, "", Signed, Quorum),
			fact(Base, "", Gone), fact(ReturnBase, "", Gone),
		},
		Steps: slices.Concat(incidentSteps, snapshotSteps, claimSteps, holdSteps,
			settlementSteps(Settlement, Order, Base), lineSteps, settlementSteps(Return, ReturnOrder, ReturnBase), recoverySteps),
		Forget: []Forget{
			{[]Cond{in(Settlement, onChain...)}, []Set{{Order, ""}, {Base, ""}}},
			{[]Cond{in(Return, onChain...)}, []Set{{ReturnOrder, ""}, {ReturnBase, ""}}},
			{[]Cond{in(Entitlement, "", states.EntitlementClosed)}, []Set{{Receiver, ""}, {Waiting, ""}}},
			{[]Cond{in(Waiting, states.ReceiverWaitEnded)}, []Set{{Waiting, ""}}},
			{[]Cond{in(Line, taken...), in(Waiting, states.ReceiverWaitParked)}, []Set{{Waiting, ""}}}, // it is paid or swept, whoever is accepted later
		},
		End: end,
	}
}

// onChain are the states of a settlement whose order no longer matters.
var onChain = []string{"", states.SettlementPublished, states.SettlementActive, states.SettlementClosed, states.SettlementCancelled}

// end: the incident rests, nothing is on its way, and every coin has an owner:
// it was paid, swept to the escheat account for its owner, given back to its
// pool and free there, or lies in the vault of the incident, from which only a
// new decision takes it.
var end = []Cond{
	in(Incident, states.Incident.Final...),
	in(Claim, append([]string{""}, states.Claim.Final...)...),
	in(Hold, Free), in(Earmark, "", Freed),
	in(Settlement, append([]string{""}, states.Settlement.Final...)...),
	in(Return, append([]string{""}, states.Settlement.Final...)...),
	in(Line, append([]string{""}, states.Allocation.Final...)...),
	in(Waiting, append([]string{""}, states.ReceiverWait.Final...)...),
	in(Recovery, append([]string{"", states.RecoveryExpected}, states.Recovery.Final...)...),
}

func in(part string, values ...string) Cond { return Cond{part, values} }

func take(part, event string, from ...string) Move { return Move{Part: part, Event: event, From: from} }

func born(part, event string) Move { return Move{Part: part, Event: event, New: true} }

func maybe(part, event string, from ...string) Move {
	return Move{Part: part, Event: event, From: from, Maybe: true}
}
