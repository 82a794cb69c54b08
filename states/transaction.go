package states

// Outbox transaction states.
const (
	TxProposed  = "proposed"
	TxApproved  = "approved"
	TxSigned    = "signed"
	TxBroadcast = "broadcast"
	TxMined     = "mined"
	TxFinal     = "final"
	TxUnproven  = "unproven"  // final and successful, but its effect is not on the chain
	TxRecovered = "recovered" // its effect is on the chain by a transaction this store does not know
	TxReplaced  = "replaced"
	TxDropped   = "dropped"
	TxReverted  = "reverted"
	TxAbandoned = "abandoned"
)

// Events of the transaction machine.
const (
	EventApprove  = "approve"  // a person lets a proposed act go out
	EventSign     = "sign"     // nonce assigned, signed bytes stored
	EventSend     = "send"     // some node may have it
	EventMine     = "mine"     // a receipt of one of our attempts is canonical
	EventReorg    = "reorg"    // that receipt is gone
	EventFinalize = "finalize" // the receipt is final, the call succeeded and its effect is there
	EventDoubt    = "doubt"    // the receipt is final and successful, the effect is missing
	EventRecover  = "recover"  // the effect is there by a transaction the store does not know
	EventRevert   = "revert"   // the receipt is final, the call failed
	EventCancel   = "cancel"   // our own same-nonce self-transfer is final
	EventForeign  = "foreign"  // somebody else's transaction used the nonce, final
	EventDrop     = "drop"     // given up before it had a nonce
	EventRequeue  = "requeue"  // a person asks for a new nonce
	EventWithdraw = "withdraw" // what it was decided for is gone, before it had a nonce
)

// Transaction is the life of an outbox intent.
//
//   - proposed: waits for a person. approved: may be signed.
//   - signed: nonce and bytes are durable. broadcast: a node may have it.
//   - mined: included, not final. final: included for ever, succeeded.
//   - unproven: final and successful, but the contract does not show its effect;
//     blocked until it does or a person queues it again. recovered: done by a
//     transaction this store does not know, because it was restored from a
//     backup or somebody else acted; never sent again.
//   - reverted: included for ever, failed. abandoned: cancelled by our own
//     self-transfer. dropped: given up before it had a nonce. replaced: a
//     foreign transaction took the nonce; only a person may queue it again.
var Transaction = Machine{Name: "transaction", Edges: []Edge{
	{Event: "propose", To: TxProposed},
	{Event: "enqueue", To: TxApproved},
	{From: TxProposed, Event: EventApprove, To: TxApproved, Role: ByTreasurer},
	{From: TxProposed, Event: EventDrop, To: TxDropped, Role: ByOperator},
	{From: TxApproved, Event: EventDrop, To: TxDropped, Role: ByOperator},
	{From: TxApproved, Event: EventWithdraw, To: TxDropped, Role: ByJob},
	{From: TxApproved, Event: EventSign, To: TxSigned},
	{From: TxSigned, Event: EventSend, To: TxBroadcast},
	{From: TxSigned, Event: EventMine, To: TxMined},
	{From: TxBroadcast, Event: EventMine, To: TxMined},
	{From: TxMined, Event: EventReorg, To: TxBroadcast},
	{From: TxMined, Event: EventFinalize, To: TxFinal},
	{From: TxMined, Event: EventRevert, To: TxReverted},
	{From: TxMined, Event: EventCancel, To: TxAbandoned},
	{From: TxMined, Event: EventDoubt, To: TxUnproven},
	{From: TxUnproven, Event: EventFinalize, To: TxFinal},
	{From: TxApproved, Event: EventRecover, To: TxRecovered},
	{From: TxSigned, Event: EventRecover, To: TxRecovered},
	{From: TxBroadcast, Event: EventRecover, To: TxRecovered},
	{From: TxReplaced, Event: EventRecover, To: TxRecovered},
	{From: TxSigned, Event: EventForeign, To: TxReplaced},
	{From: TxBroadcast, Event: EventForeign, To: TxReplaced},
	{From: TxReplaced, Event: EventRequeue, To: TxApproved, Role: ByTreasurer},
	{From: TxReverted, Event: EventRequeue, To: TxApproved, Role: ByTreasurer},
	{From: TxDropped, Event: EventRequeue, To: TxApproved, Role: ByTreasurer},
	{From: TxAbandoned, Event: EventRequeue, To: TxApproved, Role: ByTreasurer},
	{From: TxUnproven, Event: EventRequeue, To: TxApproved, Role: ByTreasurer},
}, Final: []string{TxFinal, TxRecovered, TxDropped}}
