package states

// Settlement states.
const (
	SettlementDraft      = "draft"
	SettlementObjections = "objections"
	SettlementApproved   = "approved"
	SettlementSigned     = "signed"
	SettlementPublishing = "publishing"
	SettlementPublished  = "published"
	SettlementActive     = "active"
	SettlementClosed     = "closed"
	SettlementCancelled  = "cancelled"
)

// Settlement is the life of a settlement.
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
//
// A signed order has no expiry: while the chain would still take it, only the
// chain may end it, and one signature of a member is enough to begin with. When
// the chain never will take it again (a quorum revoked it, its committee was
// compromised, its snapshot set no longer stands, another set was sealed, another
// sequence stands in the place of a cancelled one), "void" lets two persons give
// money and commitment back; the proof that the chain refuses the order is a
// condition of the room that takes the edge.
var Settlement = Machine{Name: "settlement", Edges: []Edge{
	{From: "", Event: "draft", To: SettlementDraft, Role: ByMover},
	{From: SettlementDraft, Event: "publish_draft", To: SettlementObjections, Role: ByMover},
	{From: SettlementDraft, Event: "cancel", To: SettlementCancelled, Role: ByMover},
	{From: SettlementObjections, Event: "approve", To: SettlementApproved, Role: ByApprovers, Persons: 2},
	{From: SettlementObjections, Event: "cancel", To: SettlementCancelled, Role: ByMover},
	{From: SettlementApproved, Event: "sign", To: SettlementSigned, Role: ByJob},
	{From: SettlementApproved, Event: "cancel", To: SettlementCancelled, Role: ByMover},
	{From: SettlementApproved, Event: "publish", To: SettlementPublished, Role: ByChain},
	{From: SettlementApproved, Event: "void", To: SettlementCancelled, Role: ByApprovers, Persons: 2},
	{From: SettlementSigned, Event: "send", To: SettlementPublishing, Role: ByJob},
	{From: SettlementSigned, Event: "publish", To: SettlementPublished, Role: ByChain},
	{From: SettlementSigned, Event: "void", To: SettlementCancelled, Role: ByApprovers, Persons: 2},
	{From: SettlementPublishing, Event: "publish", To: SettlementPublished, Role: ByChain},
	{From: SettlementPublishing, Event: "void", To: SettlementCancelled, Role: ByApprovers, Persons: 2},
	{From: SettlementPublished, Event: "activate", To: SettlementActive, Role: ByChainOr},
	{From: SettlementPublished, Event: "cancel", To: SettlementCancelled, Role: ByChain},
	{From: SettlementActive, Event: "close", To: SettlementClosed, Role: ByChainOr},
	{From: SettlementActive, Event: "cancel", To: SettlementCancelled, Role: ByChain},
}, Final: []string{SettlementClosed, SettlementCancelled}}
