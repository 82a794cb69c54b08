package states

// Allocation states.
const (
	AllocationAllocated = "allocated"
	AllocationClaimable = "claimable"
	AllocationCollected = "collected"
	AllocationFinal     = "final"
	AllocationSwept     = "swept"
	AllocationVoid      = "void" // its settlement was cancelled
)

// Allocation is the life of one line. Lines move in
// bulk with their settlement or by a final chain event; their history is the
// settlement's history and the event (tx hash, log index) on the line.
//
//   - allocated: the settlement is not on chain yet; claimable: it is, and the
//     line has a leaf; collected: paid by push or redeem in a block that may
//     still change, and claimable again when it goes away; final: that block is
//     final. Today a line moves when the block is final, so no line rests in
//     collected.
//   - swept: not collected by the deadline; void: the settlement was cancelled.
var Allocation = Machine{Name: "allocation", Edges: []Edge{
	{From: "", Event: "allocate", To: AllocationAllocated, Role: ByMover},
	{From: AllocationAllocated, Event: "publish", To: AllocationClaimable, Role: ByChain},
	{From: AllocationAllocated, Event: "cancel", To: AllocationVoid, Role: ByMover},
	{From: AllocationClaimable, Event: "cancel", To: AllocationVoid, Role: ByChain},
	{From: AllocationClaimable, Event: "collect", To: AllocationCollected, Role: ByChain},
	{From: AllocationClaimable, Event: "finalize", To: AllocationFinal, Role: ByChain},
	{From: AllocationCollected, Event: "finalize", To: AllocationFinal, Role: ByChain},
	{From: AllocationCollected, Event: "reorg", To: AllocationClaimable, Role: ByChain},
	{From: AllocationClaimable, Event: "sweep", To: AllocationSwept, Role: ByChain},
}, Final: []string{AllocationFinal, AllocationSwept, AllocationVoid}}
