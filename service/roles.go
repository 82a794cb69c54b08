package service

import (
	"errors"

	"makewhole/models"
	"makewhole/states"
)

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

// FirstWhoMay is the first login of some people, other than one, who may decide
// something, 0 where nobody may.
func FirstWhoMay(tx *models.Tx, staff []models.Staff, had int64, may func(models.Actor) error) (int64, error) {
	for i := range staff {
		if staff[i].ID == had {
			continue
		}
		err := may(models.StaffActor(staff[i].At(tx.Now), ""))
		if err == nil || !errors.Is(err, ErrForbidden) {
			return staff[i].ID, err
		}
	}
	return 0, nil
}
