package corrections

import (
	"context"
	"fmt"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/service"
	"makewhole/states"
)

// Confirm is the second person's word: the correction has its effect. It must be
// another person than the one who proposed it, whatever login they use.
func (s *Service) Confirm(ctx context.Context, by models.Actor, correctionID string, version int64) (models.Correction, error) {
	if err := reviewerOnly(by); err != nil {
		return models.Correction{}, err
	}
	contract, err := s.withoutReceiver(ctx, correctionID)
	if err != nil {
		return models.Correction{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Correction, error) {
		row, err := proposed(tx, correctionID, version)
		if err != nil {
			return row, err
		}
		row.ConfirmedBy, row.ConfirmedAt = &by.StaffID, &tx.Now
		err = s.confirm(tx, by, &row, contract)
		return row, err
	})
}

// confirm does what a correction of its kind does; each asks whether this person may
// say so after the one who proposed it.
func (s *Service) confirm(tx *models.Tx, by models.Actor, row *models.Correction, contract map[common.Address]bool) error {
	var effect func(*models.Tx, models.Actor, *models.Correction) error
	columns := []string{"confirmed_by", "confirmed_at"}
	switch row.Kind {
	case models.CorrectionReinstatement:
		effect = s.reinstate
	case models.CorrectionReceiver:
		effect = s.replaceReceiver
	case models.CorrectionExclusion:
		if err := s.exclude(tx, by, row); err != nil {
			return err
		}
		return models.Move(tx, states.Correction, row, "hold", by, row.ReasonCode, append(columns, "contest_until")...)
	case models.CorrectionRevision:
		return s.revise(tx, by, row, contract[row.Account.Address], columns...)
	case models.CorrectionDecision:
		return s.decideAgain(tx, by, row, columns...)
	case models.CorrectionMerge:
		return s.merge(tx, by, row, contract, columns...)
	default:
		return fmt.Errorf("correction %s: a %s has no effect: %w", row.PublicID, row.Kind, models.ErrState)
	}
	if err := effect(tx, by, row); err != nil {
		return err
	}
	return models.Move(tx, states.Correction, row, "confirm", by, row.ReasonCode, columns...)
}

// proposed loads a correction that waits for its second person.
func proposed(tx *models.Tx, correctionID string, version int64) (models.Correction, error) {
	row, err := atVersion(tx, correctionID, version)
	if err == nil && row.State != states.CorrectionProposed {
		err = fmt.Errorf("correction %s is %s: %w", row.PublicID, row.State, models.ErrState)
	}
	return row, err
}

func atVersion(tx *models.Tx, correctionID string, version int64) (models.Correction, error) {
	row, err := models.ByPublicID[models.Correction](tx, correctionID)
	if err == nil && row.Version != version {
		err = fmt.Errorf("correction %s: %w", row.PublicID, models.ErrVersion)
	}
	return row, err
}

// Refuse ends a proposed correction without effect.
func (s *Service) Refuse(ctx context.Context, by models.Actor, correctionID string, version int64, reason string) (models.Correction, error) {
	if err := reviewerOnly(by); err != nil {
		return models.Correction{}, err
	}
	if reason == "" || len(reason) > service.StatementMax {
		return models.Correction{}, service.Invalid("/reason", "must have 1 to 10000 bytes")
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Correction, error) {
		row, err := proposed(tx, correctionID, version)
		if err == nil {
			err = models.Move(tx, states.Correction, &row, "refuse", by, reason)
		}
		return row, err
	})
}
