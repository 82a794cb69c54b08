package service

import "makewhole/states"

// Roles as the acts of the business rooms name them: a staff role or the kind of
// an actor.
const (
	ByWallet    = states.ByWallet
	ByJob       = states.ByJob
	ByReviewer  = states.ByReviewer
	ByDesk      = states.ByDesk
	ByMover     = states.ByMover
	ByChainOr   = states.ByChainOr
	ByApprovers = states.ByApprovers
)
