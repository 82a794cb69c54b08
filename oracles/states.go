package oracles

import (
	"makewhole/models"
	"makewhole/states"
)

// Actors that move snapshots: the committee through a quorum of signatures, the
// oracle contract through final events, its clock through the challenge window.
var (
	committee = models.SystemActor(states.OracleCommittee)
	contract  = models.ChainActor(states.OracleContract)
	clock     = models.ChainActor(states.OracleClock)
)

// The state tables of this room.
var (
	snapshotMachine = states.Snapshot
	setMachine      = states.SnapshotSet
)

// accepted states: a quorum stands behind the row and nothing undid it.
var accepted = []string{
	models.SnapshotQuorum, models.SnapshotRegistered, models.SnapshotChallengeable,
	models.SnapshotFinal, models.SnapshotSealed,
}
