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
	if by.Wallet == in.Account {
		return models.ExclusionLift{}, fmt.Errorf("%w: the reviewer has an interest", service.ErrForbidden)
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
		return s.lift(tx, by, &inc, &in)
	})
}

func (s *Service) lift(tx *models.Tx, by models.Actor, inc *models.Incident, in *LiftInput) (models.ExclusionLift, error) {
	before, err := tx.LiftsOf(inc.ID, in.Account)
	if err != nil {
		return models.ExclusionLift{}, err
	}
	row := models.ExclusionLift{
		IncidentID: inc.ID, Account: models.Addr(in.Account), Seat: int64(len(before)) + 1, LiftedBy: by.StaffID, Reason: in.Reason, Evidence: in.Evidence,
	}
	if len(before) > 0 {
		if err := secondPerson(tx, by, &before[0]); err != nil {
			return row, err
		}
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
	waiting, err := tx.DisputedEntitlements(inc.ID, in.Account)
	for i := range waiting {
		if err == nil {
			err = release(tx, by, &waiting[i], in.Reason)
		}
	}
	return row, err
}

// secondPerson refuses the person who spoke first, and two of whom none is a
// senior.
func secondPerson(tx *models.Tx, by models.Actor, first *models.ExclusionLift) error {
	staff, err := models.ByID[models.Staff](tx, first.LiftedBy)
	if err != nil {
		return err
	}
	if staff.Person == by.Person {
		return fmt.Errorf("%w: a second person must lift it, too", service.ErrForbidden)
	}
	if other := models.StaffActor(staff, ""); !by.Has(states.BySenior) && !other.Has(states.BySenior) {
		return fmt.Errorf("%w: one of the two must be a senior", service.ErrForbidden)
	}
	return nil
}
