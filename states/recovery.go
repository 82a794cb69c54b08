package states

// Recovery states.
const (
	RecoveryExpected  = "expected"
	RecoveryReceived  = "received"
	RecoveryFinal     = "final"
	RecoveryContested = "contested"
	RecoveryReleased  = "released"
)

// Recovery is the life of money that comes back.
//
//   - expected: announced; received: seen, waits for finality or release;
//     contested: a court or an issuer may want it back, waits until hold_until;
//     final: in the vault for good and open to settlements; released: a
//     contested receipt whose hold is over or was lifted by a senior with a reason.
var Recovery = Machine{Name: "recovery", Edges: []Edge{
	{From: "", Event: "expect", To: RecoveryExpected, Role: ByApprovers},
	{From: "", Event: "deposit", To: RecoveryReceived, Role: ByChain},
	{From: RecoveryExpected, Event: "deposit", To: RecoveryReceived, Role: ByChain},
	{From: RecoveryReceived, Event: "contest", To: RecoveryContested, Role: ByContest},
	{From: RecoveryReceived, Event: "finalize", To: RecoveryFinal, Role: ByContest},
	{From: RecoveryContested, Event: "release", To: RecoveryReleased, Role: ByMover},
}, Final: []string{RecoveryFinal, RecoveryReleased}}
