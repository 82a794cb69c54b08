package settlements

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"makewhole/claims/covers"
	"makewhole/models"
	"makewhole/money"
	"makewhole/service"
	"makewhole/settlements/ledger"
	"makewhole/states"
	"makewhole/valuation"
)

// draftJob is who drafts what is due.
var draftJob = models.JobActor(states.JobSettle)

// DraftReport counts what one run of DraftDue wrote.
type DraftReport struct{ Drafted, Recoveries, Escheats, Published int }

func (r DraftReport) String() string {
	return fmt.Sprintf("drafted %d, recoveries %d, of swept money %d, previews published %d", r.Drafted, r.Recoveries, r.Escheats, r.Published)
}

// DraftDue drafts the next tranche of every incident whose claims are closed,
// a recovery tranche where money above the threshold came back, and what
// escheat owes where something lies there; a closed incident is opened for that, and for
// somebody who was registered since to get recovered money without a loss.
// With Config.PublishDrafts it also publishes the previews. It changes nothing
// that people have agreed to, and running it again changes nothing.
func (s *Service) DraftDue(ctx context.Context) (DraftReport, error) {
	var r DraftReport
	incidents, err := service.Read(ctx, s.DB, func(tx *models.Tx) ([]models.Incident, error) {
		return tx.IncidentsIn(append(slices.Clone(settlingStates), models.IncidentClosed)...)
	})
	if err != nil {
		return r, err
	}
	var errs []error
	for i := range incidents {
		inc := &incidents[i]
		if inc.State != models.IncidentClosed {
			errs = append(errs, s.draftCovers(ctx, inc, &r), s.draftRecovered(ctx, inc, &r))
		}
		errs = append(errs, s.draftPayees(ctx, inc, &r), s.draftSwept(ctx, inc, &r))
	}
	return r, errors.Join(errs...)
}

func (s *Service) draftCovers(ctx context.Context, inc *models.Incident, r *DraftReport) error {
	drafts, err := s.DraftSettlement(ctx, draftJob, inc.PublicID)
	if err = s.drafted(ctx, drafts, &r.Drafted, &r.Published, err); err != nil {
		return fmt.Errorf("incident %s: %w", inc.PublicID, err)
	}
	return nil
}

func (s *Service) draftRecovered(ctx context.Context, inc *models.Incident, r *DraftReport) error {
	vaults, err := s.dueVaults(ctx, inc.ID)
	errs := []error{err}
	for _, pool := range vaults {
		st, err := s.DraftRecovery(ctx, draftJob, inc.PublicID, pool)
		if err = s.drafted(ctx, []models.Settlement{st}, &r.Recoveries, &r.Published, err); err != nil {
			errs = append(errs, fmt.Errorf("recovery of incident %s: %w", inc.PublicID, err))
		}
	}
	return errors.Join(errs...)
}

// draftSwept drafts what escheat owes, where something lies there that is not on
// its way. What was drafted before and can be computed again comes out as it was.
func (s *Service) draftSwept(ctx context.Context, inc *models.Incident, r *DraftReport) error {
	due, err := service.Read(ctx, s.DB, func(tx *models.Tx) (bool, error) {
		if inc.State == models.IncidentClosed {
			if news, err := sweptSince(tx, inc); err != nil || !news {
				return false, err
			}
		}
		return unspokenEscheat(tx, inc)
	})
	if err != nil || !due {
		return err
	}
	drafts, err := s.DraftEscheat(ctx, draftJob, inc.PublicID)
	if err = s.drafted(ctx, drafts, &r.Escheats, &r.Published, err); err != nil {
		return fmt.Errorf("swept money of incident %s: %w", inc.PublicID, err)
	}
	return nil
}

// closedSince is when an incident was last closed, the zero time before that.
func closedSince(tx *models.Tx, inc *models.Incident) (closed time.Time, err error) {
	moves, err := tx.History(states.Incident.Name, inc.ID)
	for i := range moves {
		if moves[i].To == models.IncidentClosed {
			closed = moves[i].At
		}
	}
	return closed, err
}

// payeesSince reports whether somebody was registered to get recovered money of a closed
// incident after it was closed.
func payeesSince(tx *models.Tx, inc *models.Incident) (bool, error) {
	closed, err := closedSince(tx, inc)
	if err != nil {
		return false, err
	}
	return tx.AnyPayeeSince(inc.ID, closed)
}

// openForPayees opens a closed incident for whom payeesSince tells of.
func openForPayees(tx *models.Tx, by models.Actor, incidentID string) (bool, error) {
	inc, err := models.ByPublicID[models.Incident](tx, incidentID)
	if err != nil || inc.State != models.IncidentClosed {
		return false, err
	}
	if since, err := payeesSince(tx, &inc); err != nil || !since {
		return false, err
	}
	return openClosed(tx, by, incidentID, "recovered money is owed to whom was registered since")
}

// draftPayees drafts what recovered money of a closed incident is owed to whom was
// registered after its end.
func (s *Service) draftPayees(ctx context.Context, inc *models.Incident, r *DraftReport) error {
	if inc.State != models.IncidentClosed {
		return nil
	}
	due, err := service.Read(ctx, s.DB, func(tx *models.Tx) (bool, error) { return payeesSince(tx, inc) })
	if err != nil || !due {
		return err
	}
	return s.draftRecovered(ctx, inc, r)
}

// unspokenEscheat reports whether swept money of an incident lies there that no
// settlement has taken and closed with.
func unspokenEscheat(tx *models.Tx, inc *models.Incident) (bool, error) {
	assets, err := tx.AssetsOf(ledger.Escheat(inc))
	for _, asset := range assets {
		lies, err := ledger.Balance(tx, ledger.Escheat(inc), asset)
		if err != nil || !lies.IsZero() {
			return true, err
		}
	}
	return false, err
}

// sweptSince reports whether, after an incident was closed, something of it was
// swept, a parked line got its receiver, or the term of what was swept ended.
func sweptSince(tx *models.Tx, inc *models.Incident) (bool, error) {
	closed, err := closedSince(tx, inc)
	if err != nil {
		return false, err
	}
	if given, err := tx.ReceiverGivenSince(inc.ID, closed); err != nil || given {
		return given, err
	}
	rows, err := tx.SettlementsOf(inc.ID)
	if err != nil {
		return false, err
	}
	for i := range rows {
		at, err := tx.ClosedAt(rows[i].ID)
		if err != nil {
			return false, err
		}
		if at == nil {
			continue
		}
		if end := at.Add(EscheatTerm); at.After(closed) || end.After(closed) && !tx.Now.Before(end) {
			return true, nil
		}
	}
	return false, nil
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

// dueVaults lists the vault rows in which money that reaches the threshold waits for an
// incident. It starts a tranche by itself: money of payers whom nobody knows has waited
// out its hold before it is here.
func (s *Service) dueVaults(ctx context.Context, incidentID int64) ([]string, error) {
	return service.Read(ctx, s.DB, func(tx *models.Tx) ([]string, error) {
		rows, err := tx.RecoveriesOf(incidentID, RecoveryFinal, RecoveryReleased)
		if err != nil {
			return nil, err
		}
		waiting := map[int64]money.Amount{} // by asset
		for _, r := range rows {
			if waiting[r.AssetID], err = waiting[r.AssetID].Add(r.Amount.Amount); err != nil {
				return nil, err
			}
		}
		var out []string
		for asset, amount := range waiting {
			pools, err := tx.PoolsIn(covers.PoolVault, asset)
			if err != nil {
				return nil, err
			}
			for _, p := range pools {
				paid, err := tx.PaidByPool(incidentID, p.ID, 0)
				if err != nil {
					return nil, err
				}
				enough, err := s.worthDrafting(tx, incidentID, asset, amount.SubFloor(paid))
				if err != nil {
					return nil, err
				}
				if enough {
					out = append(out, p.PublicID)
				}
			}
		}
		return out, nil
	})
}

// worthDrafting reports whether new money of a token, by its price in the final snapshot
// set, rounded down, reaches the threshold.
func (s *Service) worthDrafting(tx *models.Tx, incidentID, assetID int64, fresh money.Amount) (bool, error) {
	if fresh.IsZero() || s.RecoveryThreshold.IsZero() {
		return !fresh.IsZero(), nil
	}
	inc, err := models.ByID[models.Incident](tx, incidentID)
	if err != nil {
		return false, err
	}
	asset, err := models.ByID[models.Asset](tx, assetID)
	if err != nil {
		return false, err
	}
	v, err := valuation.Load(tx, &inc)
	if err != nil {
		return false, err
	}
	p, err := v.PriceOf(asset)
	if err != nil {
		return false, err
	}
	worth, err := fresh.MulDiv(p.Num, p.Den, money.Down)
	return !worth.Less(s.RecoveryThreshold), err
}
