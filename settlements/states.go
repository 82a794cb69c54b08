package settlements

import (
	"makewhole/models"
	"makewhole/service"
)

// SettlementMachine is the life of a settlement.
//
//   - draft: computed by the job or a treasurer; money is reserved in the ledger.
//   - objections: public preview until objections_until; each objection needs an
//     answer.
//   - approved: a treasurer and a senior, two persons, took the content hash;
//     committee members may sign the order.
//   - signed: a quorum signed the order; the publish intent exists.
//   - publishing: the intent is at the sender. published: the distributor holds
//     the money, the on-chain delay runs. active: both doors are open.
//   - closed: swept or fully paid. cancelled: money and commitment went back; a
//     new try has a new sequence number.
//
// A chain event may find the row earlier than our own sender does (anyone may
// publish a signed order), so "publish" leaves approved and signed too. Active
// follows from the clock while events wait for finality, so a cancellation in
// the last moments of the delay may find the row active; nothing was paid then.
var SettlementMachine = models.Machine{Name: "settlement", Edges: []models.Edge{
	{From: "", Event: "draft", To: models.SettlementDraft, Role: service.ByMover},
	{From: models.SettlementDraft, Event: "publish_draft", To: models.SettlementObjections, Role: service.ByMover},
	{From: models.SettlementDraft, Event: "cancel", To: models.SettlementCancelled, Role: service.ByMover},
	{From: models.SettlementObjections, Event: "approve", To: models.SettlementApproved, Role: service.ByApprovers},
	{From: models.SettlementObjections, Event: "cancel", To: models.SettlementCancelled, Role: service.ByMover},
	{From: models.SettlementApproved, Event: "sign", To: models.SettlementSigned, Role: service.ByJob},
	{From: models.SettlementApproved, Event: "cancel", To: models.SettlementCancelled, Role: service.ByMover},
	{From: models.SettlementApproved, Event: "publish", To: models.SettlementPublished, Role: models.ActorChain},
	{From: models.SettlementSigned, Event: "send", To: models.SettlementPublishing, Role: service.ByJob},
	{From: models.SettlementSigned, Event: "publish", To: models.SettlementPublished, Role: models.ActorChain},
	{From: models.SettlementPublishing, Event: "publish", To: models.SettlementPublished, Role: models.ActorChain},
	{From: models.SettlementPublished, Event: "activate", To: models.SettlementActive, Role: service.ByChainOr},
	{From: models.SettlementPublished, Event: "cancel", To: models.SettlementCancelled, Role: models.ActorChain},
	{From: models.SettlementActive, Event: "close", To: models.SettlementClosed, Role: service.ByChainOr},
	{From: models.SettlementActive, Event: "cancel", To: models.SettlementCancelled, Role: models.ActorChain},
}}

// AllocationMachine is the life of one line. Lines move in
// bulk with their settlement or by a final chain event; their history is the
// settlement's history and the event (tx hash, log index) on the line.
//
//   - allocated: the settlement is not on chain yet; claimable: it is, and the
//     line has a leaf; collected: paid by push or redeem in a block that may
//     still change; final: that block is final.
//   - swept: not collected by the deadline; void: the settlement was cancelled.
var AllocationMachine = models.Machine{Name: "allocation", Edges: []models.Edge{
	{From: "", Event: "allocate", To: models.AllocationAllocated, Role: service.ByMover},
	{From: models.AllocationAllocated, Event: "publish", To: models.AllocationClaimable, Role: models.ActorChain},
	{From: models.AllocationAllocated, Event: "cancel", To: models.AllocationVoid, Role: service.ByMover},
	{From: models.AllocationClaimable, Event: "cancel", To: models.AllocationVoid, Role: models.ActorChain},
	{From: models.AllocationClaimable, Event: "collect", To: models.AllocationCollected, Role: models.ActorChain},
	{From: models.AllocationClaimable, Event: "finalize", To: models.AllocationFinal, Role: models.ActorChain},
	{From: models.AllocationCollected, Event: "finalize", To: models.AllocationFinal, Role: models.ActorChain},
	{From: models.AllocationClaimable, Event: "sweep", To: models.AllocationSwept, Role: models.ActorChain},
}}

// RecoveryMachine is the life of money that comes back.
//
//   - expected: announced; received: seen, waits for finality or release;
//     contested: a court or an issuer may want it back, waits until hold_until;
//     final: in the vault for good and open to settlements; released: a
//     contested receipt whose hold is over or was lifted by two people.
var RecoveryMachine = models.Machine{Name: "recovery", Edges: []models.Edge{
	{From: "", Event: "expect", To: RecoveryExpected, Role: service.ByApprovers},
	{From: "", Event: "deposit", To: RecoveryReceived, Role: models.ActorChain},
	{From: RecoveryExpected, Event: "deposit", To: RecoveryReceived, Role: models.ActorChain},
	{From: RecoveryReceived, Event: "contest", To: RecoveryContested, Role: service.ByApprovers + "|" + models.ActorChain},
	{From: RecoveryReceived, Event: "finalize", To: RecoveryFinal, Role: models.ActorChain + "|" + service.ByApprovers},
	{From: RecoveryContested, Event: "release", To: RecoveryReleased, Role: service.ByApprovers + "|" + service.ByJob},
}}

// Recovery states.
const (
	RecoveryExpected  = "expected"
	RecoveryReceived  = "received"
	RecoveryFinal     = "final"
	RecoveryContested = "contested"
	RecoveryReleased  = "released"
)

// Machines returns every state table of this package, for the generated page of
// the documents and the schema tests.
func Machines() []models.Machine {
	return []models.Machine{SettlementMachine, AllocationMachine, RecoveryMachine}
}
