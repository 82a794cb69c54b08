package distributions

import (
	"context"
	"errors"
	"fmt"

	"makewhole/models"
	"makewhole/service"
	"makewhole/settlements"
	"makewhole/states"
)

// pushJob makes plans where no person does; pushPolicy approves those that the
// configuration allows.
var (
	pushJob    = models.JobActor(states.JobSettle)
	pushPolicy = models.SystemActor(states.SystemPushPolicy)
)

// PlanReport counts what one run of DistributeDue did.
type PlanReport struct{ Planned, Approved int }

// DistributeDue follows Distribution.Auto: for every active settlement without
// a plan that waits for a person, it makes a plan of the lines that are worth a
// push and were never tried, and approves it when the bill at the capped price
// is within MaxBill. A settlement that cannot be planned now is left alone.
func (s *Service) DistributeDue(ctx context.Context) (r PlanReport, err error) {
	if s.Distribution.Auto == "" || s.Node == nil {
		return r, nil
	}
	rows, err := service.Read(ctx, s.DB, func(tx *models.Tx) ([]models.Settlement, error) { return tx.SettlementsIn(models.SettlementActive) })
	if err != nil {
		return r, err
	}
	var errs []error
	for _, st := range rows {
		if err := s.distribute(ctx, st, &r); err != nil && !postponed(err) {
			errs = append(errs, fmt.Errorf("distribute settlement %s: %w", st.PublicID, err))
		}
	}
	return r, errors.Join(errs...)
}

// postponed are refusals that the next run meets anew.
func postponed(err error) bool {
	for _, later := range []error{settlements.ErrNothingToSettle, service.ErrNotReady, service.ErrFrozen, ErrStale, models.ErrState} {
		if errors.Is(err, later) {
			return true
		}
	}
	return false
}

func (s *Service) distribute(ctx context.Context, st models.Settlement, r *PlanReport) error {
	waiting, err := service.Read(ctx, s.DB, func(tx *models.Tx) (bool, error) {
		plans, err := tx.PlansIn(st.ID, models.PlanProposed)
		live := false
		for _, p := range plans {
			live = live || tx.Now.Before(p.ExpiresAt)
		}
		return live, err
	})
	if err != nil || waiting {
		return err
	}
	plan, err := s.PlanDistribution(ctx, pushJob, st.PublicID, PlanInput{})
	if err != nil {
		return err
	}
	r.Planned++
	if s.Distribution.Auto != AutoPush || s.Distribution.MaxBill.Less(plan.BillCap.Amount) {
		return nil
	}
	if _, err := s.approvePlan(ctx, pushPolicy, pushPolicy.String(), plan.PublicID, plan.ContentHash.Hash); err != nil {
		return err
	}
	r.Approved++
	return nil
}
