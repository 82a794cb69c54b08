package states

// Recovery states.
const (
	RecoveryExpected  = "expected"
	RecoveryReceived  = "received"
	RecoveryFinal     = "final"
	RecoveryContested = "contested"
	RecoveryReleased  = "released"
	RecoveryWithdrawn = "withdrawn"
)

// Recovery is the life of money that comes back.
//
//   - expected: announced, of one payer and at least an amount; received: seen, waits
//     for finality or release; contested: a court or an issuer may want it back, or
//     nobody knows the payer: waits until hold_until; final: in the vault for good and
//     open to settlements; released: a hold is over or was lifted by a senior with a
//     reason; withdrawn: an announcement that no deposit met.
var Recovery = Machine{Name: "recovery", Edges: []Edge{
	{From: "", Event: "expect", To: RecoveryExpected, Role: ByApprovers},
	{From: "", Event: "deposit", To: RecoveryReceived, Role: ByChain},
	{From: RecoveryExpected, Event: "deposit", To: RecoveryReceived, Role: ByChain},
	{From: RecoveryExpected, Event: "withdraw", To: RecoveryWithdrawn, Role: ByApprovers},
	{From: RecoveryReceived, Event: "contest", To: RecoveryContested, Role: ByContest},
	{From: RecoveryReceived, Event: "finalize", To: RecoveryFinal, Role: ByContest},
	{From: RecoveryContested, Event: "release", To: RecoveryReleased, Role: ByMover},
}, Final: []string{RecoveryFinal, RecoveryReleased, RecoveryWithdrawn}}
