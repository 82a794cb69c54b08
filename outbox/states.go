package outbox

import "makewhole/states"

// Events of the transaction machine.
const (
	evApprove  = states.EventApprove
	evSign     = states.EventSign
	evSend     = states.EventSend
	evMine     = states.EventMine
	evReorg    = states.EventReorg
	evFinalize = states.EventFinalize
	evDoubt    = states.EventDoubt
	evRecover  = states.EventRecover
	evRevert   = states.EventRevert
	evCancel   = states.EventCancel
	evForeign  = states.EventForeign
	evDrop     = states.EventDrop
	evRequeue  = states.EventRequeue
)

// Who may do what. Approving a proposed act, or one that ended without effect
// again, is a decision about money; the rest carries out, delays or gives up
// what was decided.
const (
	approveRole  = states.ByTreasurer
	operatorRole = states.ByOperator
	stopRole     = states.ByStopper
)

// transaction is the state table of this room.
var transaction = states.Transaction
