package oracles

import "makewhole/models"

// Actors that move snapshots: the committee through a quorum of signatures, the
// oracle contract through final events, its clock through the challenge window.
var (
	committee = models.SystemActor("oracle.committee")
	contract  = models.ChainActor("oracle.contract")
	clock     = models.ChainActor("oracle.clock")
)

// machine is the life of a snapshot and of a snapshot set, core-model.md §7.
// Nothing leaves sealed.
func machine(name string) models.Machine {
	return models.Machine{Name: name, Edges: []models.Edge{
		{From: "", Event: "report", To: models.SnapshotCollecting, Role: "system"},
		{From: "", Event: "refuse", To: models.SnapshotRejected, Role: "system"},
		{From: models.SnapshotCollecting, Event: "agree", To: models.SnapshotQuorum, Role: "system"},
		{From: models.SnapshotCollecting, Event: "refuse", To: models.SnapshotRejected, Role: "system"},
		{From: models.SnapshotCollecting, Event: "supersede", To: models.SnapshotSuperseded, Role: "system|chain"},
		{From: models.SnapshotCollecting, Event: "expire", To: models.SnapshotExpired, Role: "system"},
		{From: models.SnapshotCollecting, Event: "register", To: models.SnapshotRegistered, Role: "chain"},
		{From: models.SnapshotQuorum, Event: "register", To: models.SnapshotRegistered, Role: "chain"},
		{From: models.SnapshotQuorum, Event: "supersede", To: models.SnapshotSuperseded, Role: "system|chain"},
		{From: models.SnapshotQuorum, Event: "refuse", To: models.SnapshotRejected, Role: "system|chain"},
		{From: models.SnapshotQuorum, Event: "expire", To: models.SnapshotExpired, Role: "system"},
		{From: models.SnapshotRegistered, Event: "open_window", To: models.SnapshotChallengeable, Role: "chain"},
		{From: models.SnapshotChallengeable, Event: "pass_window", To: models.SnapshotFinal, Role: "chain"},
		{From: models.SnapshotChallengeable, Event: "uphold_challenge", To: models.SnapshotRejected, Role: "chain"},
		{From: models.SnapshotChallengeable, Event: "strike", To: models.SnapshotStruck, Role: "chain"},
		{From: models.SnapshotChallengeable, Event: "supersede", To: models.SnapshotSuperseded, Role: "chain"},
		{From: models.SnapshotFinal, Event: "uphold_challenge", To: models.SnapshotRejected, Role: "chain"},
		{From: models.SnapshotFinal, Event: "strike", To: models.SnapshotStruck, Role: "chain"},
		{From: models.SnapshotFinal, Event: "supersede", To: models.SnapshotSuperseded, Role: "chain"},
		{From: models.SnapshotFinal, Event: "seal", To: models.SnapshotSealed, Role: "chain"},
	}}
}

var (
	snapshotMachine = machine("snapshot")
	setMachine      = machine("snapshot_set")
)

// Machines lists the state tables this room owns.
func Machines() []models.Machine { return []models.Machine{snapshotMachine, setMachine} }

// accepted states: a quorum stands behind the row and nothing undid it.
var accepted = []string{
	models.SnapshotQuorum, models.SnapshotRegistered, models.SnapshotChallengeable,
	models.SnapshotFinal, models.SnapshotSealed,
}
