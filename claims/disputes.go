package claims

import (
	"context"
	"fmt"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/service"
	"makewhole/states"
)

// LiftInput answers the objection to an account in the disputed reserve.
type LiftInput struct {
	IncidentID string
	Account    common.Address
	Reason     string // 1 to 10000 bytes
	Evidence   string // what it rests on, for example a court file: 1 to 1000 bytes
}

func (in *LiftInput) check() error {
	var bad service.FieldErrors
	bad.Check(in.Reason != "" && len(in.Reason) <= service.StatementMax, "/reason", "must have 1 to 10000 bytes")
	bad.Check(in.Evidence != "" && len(in.Evidence) <= 1000, "/evidence", "must have 1 to 1000 bytes")
	return bad.Err()
}

// LiftExclusion is the word of one of two persons, one of them a senior, that an
// account leaves the disputed reserve of its incident. With the second the account
// takes part like every other, and its lines that waited are released. The list of
// the specification, which the chain has signed, stays as it is. ErrNotFound means
// that the account is not in the reserve.
func (s *Service) LiftExclusion(ctx context.Context, by models.Actor, in LiftInput) (models.ExclusionLift, error) {
	if err := service.StaffOnly(by, service.ByReviewer); err != nil {
		return models.ExclusionLift{}, err
	}
	if err := in.check(); err != nil {
		return models.ExclusionLift{}, err
	}
	contract, err := s.CannotReceive(ctx, in.IncidentID, in.Account)
	if err != nil {
		return models.ExclusionLift{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.ExclusionLift, error) {
		inc, err := models.ByPublicID[models.Incident](tx, in.IncidentID)
		if err != nil {
			return models.ExclusionLift{}, err
		}
		disputed, err := tx.InDispute(inc.ID, in.Account)
		if err != nil {
			return models.ExclusionLift{}, err
		}
		if !disputed {
			return models.ExclusionLift{}, fmt.Errorf("disputed account: %w", models.ErrNotFound)
		}
		if contested, err := tx.Contested(inc.ID, in.Account); err != nil || contested {
			return models.ExclusionLift{}, service.Or(err, fmt.Errorf("%w: a senior answers the exclusion of the account", service.ErrConflict))
		}
		return s.lift(tx, by, &inc, &in, contract)
	})
}

func (s *Service) lift(tx *models.Tx, by models.Actor, inc *models.Incident, in *LiftInput, contract bool) (models.ExclusionLift, error) {
	before, err := tx.LiftsOf(inc.ID, in.Account)
	if err != nil {
		return models.ExclusionLift{}, err
	}
	row := models.ExclusionLift{
		IncidentID: inc.ID, Account: models.Addr(in.Account), Seat: int64(len(before)) + 1, LiftedBy: by.StaffID, Reason: in.Reason, Evidence: in.Evidence,
	}
	if err := mayLift(tx, by, inc, in.Account, before); err != nil {
		return row, err
	}
	if err := models.Insert(tx, &row); err != nil {
		return row, err
	}
	err = tx.Audit(by, "incident.lift_exclusion", inc.PublicID, map[string]any{
		"account": in.Account, "seat": row.Seat, "reason": in.Reason, "evidence": in.Evidence,
	})
	if err != nil || len(before) == 0 {
		return row, err
	}
	return row, ReleaseDisputed(tx, by, inc.ID, in.Account, contract, in.Reason)
}

// ReleaseDisputed lets what waits in the disputed reserve for an account go; contract
// is what CannotReceive said of it.
func ReleaseDisputed(tx *models.Tx, by models.Actor, incidentID int64, account common.Address, contract bool, reason string) error {
	waiting, err := tx.DisputedEntitlements(incidentID, account)
	for i := range waiting {
		if err == nil {
			err = release(tx, by, &waiting[i], contract, reason)
		}
	}
	return err
}

// mayLift refuses who has an interest, the person who spoke first, two of whom none
// is a senior, and a first word that does not count any more.
func mayLift(tx *models.Tx, by models.Actor, inc *models.Incident, account common.Address, before []models.ExclusionLift) error {
	facts := models.Facts{Incident: inc, Named: []common.Address{account}}
	if len(before) > 0 {
		facts.First = before[0].LiftedBy
	}
	if err := tx.MayDecide(by, "exclusion.lift", facts); err != nil || len(before) == 0 {
		return err
	}
	senior, err := tx.Standing(before[0].LiftedBy, states.BySenior)
	if err == nil && !senior && !by.Has(states.BySenior) {
		err = fmt.Errorf("%w: one of the two must be a senior", service.ErrForbidden)
	}
	return err
}
