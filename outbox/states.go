package outbox

import "makewhole/models"

// Events of the transaction machine.
const (
	evApprove  = "approve"  // a person lets a proposed act go out
	evSign     = "sign"     // nonce assigned, signed bytes stored
	evSend     = "send"     // some node may have it
	evMine     = "mine"     // a receipt of one of our attempts is canonical
	evReorg    = "reorg"    // that receipt is gone
	evFinalize = "finalize" // the receipt is final, the call succeeded and its effect is there
	evDoubt    = "doubt"    // the receipt is final and successful, the effect is missing
	evRecover  = "recover"  // the effect is there by a transaction the store does not know
	evRevert   = "revert"   // the receipt is final, the call failed
	evCancel   = "cancel"   // our own same-nonce self-transfer is final
	evForeign  = "foreign"  // somebody else's transaction used the nonce, final
	evDrop     = "drop"     // given up before it had a nonce
	evRequeue  = "requeue"  // a person asks for a new nonce
)

// Who may do what. Approving a proposed act, or one that ended without effect
// again, is a decision about money; the rest carries out, delays or gives up
// what was decided.
const (
	approveRole  = "treasurer"
	operatorRole = "treasurer|admin"
	stopRole     = "treasurer|senior|admin"
)

// transaction is the life of an outbox intent, core-model.md §7.
//
//   - proposed: waits for a person. approved: may be signed.
//   - signed: nonce and bytes are durable. broadcast: a node may have it.
//   - mined: included, not final. final: included for ever, succeeded.
//   - unproven: final and successful, but the contract does not show its effect;
//     blocked until it does or a person queues it again. recovered: done by a
//     transaction this store does not know, because it was restored from a
//     backup or somebody else acted; never sent again.
//   - reverted: included for ever, failed. abandoned: cancelled by our own
//     self-transfer. dropped: given up before it had a nonce; queued again only
//     when nothing goes on without it (package intents). replaced: a
//     foreign transaction took the nonce; only a person may queue it again.
var transaction = models.Machine{Name: "transaction", Edges: []models.Edge{
	{Event: "propose", To: models.TxProposed},
	{Event: "enqueue", To: models.TxApproved},
	{From: models.TxProposed, Event: evApprove, To: models.TxApproved, Role: approveRole},
	{From: models.TxProposed, Event: evDrop, To: models.TxDropped, Role: operatorRole},
	{From: models.TxApproved, Event: evDrop, To: models.TxDropped, Role: operatorRole},
	{From: models.TxApproved, Event: evSign, To: models.TxSigned},
	{From: models.TxSigned, Event: evSend, To: models.TxBroadcast},
	{From: models.TxSigned, Event: evMine, To: models.TxMined},
	{From: models.TxBroadcast, Event: evMine, To: models.TxMined},
	{From: models.TxMined, Event: evReorg, To: models.TxBroadcast},
	{From: models.TxMined, Event: evFinalize, To: models.TxFinal},
	{From: models.TxMined, Event: evRevert, To: models.TxReverted},
	{From: models.TxMined, Event: evCancel, To: models.TxAbandoned},
	{From: models.TxMined, Event: evDoubt, To: models.TxUnproven},
	{From: models.TxUnproven, Event: evFinalize, To: models.TxFinal},
	{From: models.TxApproved, Event: evRecover, To: models.TxRecovered},
	{From: models.TxSigned, Event: evRecover, To: models.TxRecovered},
	{From: models.TxBroadcast, Event: evRecover, To: models.TxRecovered},
	{From: models.TxReplaced, Event: evRecover, To: models.TxRecovered},
	{From: models.TxSigned, Event: evForeign, To: models.TxReplaced},
	{From: models.TxBroadcast, Event: evForeign, To: models.TxReplaced},
	{From: models.TxReplaced, Event: evRequeue, To: models.TxApproved, Role: approveRole},
	{From: models.TxReverted, Event: evRequeue, To: models.TxApproved, Role: approveRole},
	{From: models.TxDropped, Event: evRequeue, To: models.TxApproved, Role: approveRole},
	{From: models.TxAbandoned, Event: evRequeue, To: models.TxApproved, Role: approveRole},
	{From: models.TxUnproven, Event: evRequeue, To: models.TxApproved, Role: approveRole},
}}

// Machines are the state tables this room owns.
func Machines() []models.Machine { return []models.Machine{transaction} }
