package states

// Snapshot states.
const (
	SnapshotCollecting    = "collecting"
	SnapshotQuorum        = "quorum"
	SnapshotRegistered    = "registered"
	SnapshotChallengeable = "challengeable"
	SnapshotFinal         = "final"
	SnapshotSealed        = "sealed"
	SnapshotRejected      = "rejected"
	SnapshotSuperseded    = "superseded"
	SnapshotStruck        = "struck"
	SnapshotExpired       = "expired"
)

// snapshot is the life of a snapshot and of a snapshot set.
//
//   - collecting: members report; quorum: enough of them signed one digest and
//     the act towards the contract is written. expired: the quorum, or the
//     contract, was too late; superseded: another digest took the place.
//   - registered: the contract has it; challengeable: its window runs; final:
//     the window is over. A final one that nothing was paid on may still be
//     undone: rejected by an upheld challenge, struck with its committee.
//   - sealed: money was published on it. Nothing leaves sealed.
//
// A final snapshot rests: an incident without settlement never seals it.
func snapshot(name string) Machine {
	return Machine{Name: name, Edges: []Edge{
		{From: "", Event: "report", To: SnapshotCollecting, Role: BySystem},
		{From: "", Event: "refuse", To: SnapshotRejected, Role: BySystem},
		{From: SnapshotCollecting, Event: "agree", To: SnapshotQuorum, Role: BySystem},
		{From: SnapshotCollecting, Event: "refuse", To: SnapshotRejected, Role: BySystem},
		{From: SnapshotCollecting, Event: "supersede", To: SnapshotSuperseded, Role: ByCommittee},
		{From: SnapshotCollecting, Event: "expire", To: SnapshotExpired, Role: BySystem},
		{From: SnapshotCollecting, Event: "register", To: SnapshotRegistered, Role: ByChain},
		{From: SnapshotQuorum, Event: "register", To: SnapshotRegistered, Role: ByChain},
		{From: SnapshotQuorum, Event: "supersede", To: SnapshotSuperseded, Role: ByCommittee},
		{From: SnapshotQuorum, Event: "refuse", To: SnapshotRejected, Role: ByCommittee},
		{From: SnapshotQuorum, Event: "expire", To: SnapshotExpired, Role: BySystem},
		{From: SnapshotRegistered, Event: "open_window", To: SnapshotChallengeable, Role: ByChain},
		{From: SnapshotChallengeable, Event: "pass_window", To: SnapshotFinal, Role: ByChain},
		{From: SnapshotChallengeable, Event: "uphold_challenge", To: SnapshotRejected, Role: ByChain},
		{From: SnapshotChallengeable, Event: "strike", To: SnapshotStruck, Role: ByChain},
		{From: SnapshotChallengeable, Event: "supersede", To: SnapshotSuperseded, Role: ByChain},
		{From: SnapshotFinal, Event: "uphold_challenge", To: SnapshotRejected, Role: ByChain},
		{From: SnapshotFinal, Event: "strike", To: SnapshotStruck, Role: ByChain},
		{From: SnapshotFinal, Event: "supersede", To: SnapshotSuperseded, Role: ByChain},
		{From: SnapshotFinal, Event: "seal", To: SnapshotSealed, Role: ByChain},
	}, Final: []string{
		SnapshotFinal, SnapshotSealed, SnapshotRejected, SnapshotSuperseded, SnapshotStruck, SnapshotExpired,
	}}
}

// Snapshot and SnapshotSet have one life.
var (
	Snapshot    = snapshot("snapshot")
	SnapshotSet = snapshot("snapshot_set")
)
