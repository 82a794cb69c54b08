package service

import "makewhole/models"

// Roles as the tables below name them: a staff role or the kind of an actor.
const (
	ByWallet    = models.ActorWallet
	ByJob       = models.ActorJob
	ByReviewer  = "underwriter|senior"
	ByDesk      = "intake|underwriter|senior"
	ByMover     = "treasurer|senior|job"
	ByChainOr   = models.ActorChain + "|" + models.ActorJob
	ByApprovers = "treasurer|senior"
)
