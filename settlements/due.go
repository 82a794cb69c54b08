package settlements

import (
	"context"
	"errors"
	"fmt"

	"makewhole/claims"
	"makewhole/models"
	"makewhole/money"
	"makewhole/service"
	"makewhole/states"
)

// draftJob is who drafts what is due.
var draftJob = models.JobActor(states.JobSettle)

// DraftReport counts what one run of DraftDue wrote.
type DraftReport struct{ Drafted, Recoveries, Published int }

func (r DraftReport) String() string {
	return fmt.Sprintf("drafted %d, recoveries %d, previews published %d", r.Drafted, r.Recoveries, r.Published)
}

// DraftDue drafts the next tranche of every incident whose claims are closed,
// and a recovery tranche where trusted money above the threshold came back.
// With Config.PublishDrafts it also publishes the previews. It changes nothing
// that people have agreed to, and running it again changes nothing.
func (s *Service) DraftDue(ctx context.Context) (DraftReport, error) {
	var r DraftReport
	incidents, err := service.Read(ctx, s.DB, func(tx *models.Tx) ([]models.Incident, error) { return tx.IncidentsIn(settlingStates...) })
	if err != nil {
		return r, err
	}
	var errs []error
	for _, inc := range incidents {
		drafts, err := s.DraftSettlement(ctx, draftJob, inc.PublicID)
		if err = s.drafted(ctx, drafts, &r.Drafted, &r.Published, err); err != nil {
			errs = append(errs, fmt.Errorf("incident %s: %w", inc.PublicID, err))
		}
		vaults, err := s.dueVaults(ctx, inc.ID)
		errs = append(errs, err)
		for _, pool := range vaults {
			st, err := s.DraftRecovery(ctx, draftJob, inc.PublicID, pool)
			if err = s.drafted(ctx, []models.Settlement{st}, &r.Recoveries, &r.Published, err); err != nil {
				errs = append(errs, fmt.Errorf("recovery of incident %s: %w", inc.PublicID, err))
			}
		}
	}
	return r, errors.Join(errs...)
}

// drafted counts drafts and publishes their previews where configured.
func (s *Service) drafted(ctx context.Context, sts []models.Settlement, n, published *int, err error) error {
	if errors.Is(err, ErrNothingToSettle) || errors.Is(err, service.ErrNotReady) || errors.Is(err, service.ErrFrozen) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, st := range sts {
		*n++
		if !s.PublishDrafts || st.State != models.SettlementDraft {
			continue
		}
		if _, err := s.PublishDraft(ctx, draftJob, st.PublicID, st.Version); err != nil {
			return err
		}
		*published++
	}
	return nil
}

// dueVaults lists the vault rows in which trusted money above the threshold
// waits for an incident: registered payers and announced recoveries start a
// tranche by themselves, anything else waits for a person.
func (s *Service) dueVaults(ctx context.Context, incidentID int64) ([]string, error) {
	return service.Read(ctx, s.DB, func(tx *models.Tx) ([]string, error) {
		rows, err := tx.RecoveriesOf(incidentID, RecoveryFinal, RecoveryReleased)
		if err != nil {
			return nil, err
		}
		waiting := map[int64]money.Amount{} // by asset
		for _, r := range rows {
			if r.Note == unregisteredNote {
				continue
			}
			if waiting[r.AssetID], err = waiting[r.AssetID].Add(r.Amount.Amount); err != nil {
				return nil, err
			}
		}
		var out []string
		for asset, amount := range waiting {
			pools, err := tx.PoolsIn(claims.PoolVault, asset)
			if err != nil {
				return nil, err
			}
			for _, p := range pools {
				paid, err := tx.PaidByPool(incidentID, p.ID, 0)
				if err != nil {
					return nil, err
				}
				if fresh := amount.SubFloor(paid); !fresh.IsZero() && !fresh.Less(s.RecoveryThreshold) {
					out = append(out, p.PublicID)
				}
			}
		}
		return out, nil
	})
}
