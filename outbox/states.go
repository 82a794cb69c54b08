package outbox

import "makewhole/states"

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
