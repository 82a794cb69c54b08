package claims

import (
	"context"
	"errors"
	"fmt"
	"time"

	"makewhole/contracts"
	"makewhole/models"
)

// activate opens the doors of published settlements whose delay is over, and
// notes that signed ones are being sent.
func (s *Service) activate(ctx context.Context, n *int) error {
	rows, err := read(ctx, s, func(tx *models.Tx) ([]models.Settlement, error) {
		return tx.SettlementsIn(models.SettlementPublished, models.SettlementSigned)
	})
	if err != nil {
		return err
	}
	var errs []error
	for _, st := range rows {
		moved, err := s.step(ctx, st.PublicID)
		if err != nil && !errors.Is(err, errNothing) {
			errs = append(errs, fmt.Errorf("settlement %s: %w", st.PublicID, err))
		}
		if moved.State == models.SettlementActive && err == nil {
			*n++
		}
	}
	return errors.Join(errs...)
}

func (s *Service) step(ctx context.Context, settlementID string) (models.Settlement, error) {
	return write(ctx, s, func(tx *models.Tx) (models.Settlement, error) {
		d, err := loadSettled(tx, settlementID)
		if err != nil {
			return models.Settlement{}, err
		}
		switch {
		case d.st.State == models.SettlementPublished && passed(d.st.ActiveAt, tx.Now):
			return d.st, activate(tx, d, windowJob)
		case d.st.State == models.SettlementSigned:
			return d.st, sent(tx, d)
		}
		return d.st, errNothing
	})
}

// activate moves a published settlement and stamps the incident's first ratio.
func activate(tx *models.Tx, d *settled, by models.Actor) error {
	if err := models.Move(tx, SettlementMachine, &d.st, "activate", by, ""); err != nil {
		return err
	}
	if d.inc.SettledRatioAt != nil || d.st.Kind != models.EntitlementCover {
		return nil
	}
	d.inc.SettledRatioAt = &tx.Now
	return models.Update(tx, &d.inc, "settled_ratio_at")
}

// sent follows the publish intent: once it is signed by the sender the
// settlement is being published.
func sent(tx *models.Tx, d *settled) error {
	in, err := tx.IntentByKey("publish:" + d.st.PublicID)
	if err != nil {
		return err
	}
	switch in.State {
	case models.TxSigned, models.TxBroadcast, models.TxMined, models.TxFinal, models.TxUnproven, models.TxRecovered:
		return models.Move(tx, SettlementMachine, &d.st, "send", windowJob, in.PublicID)
	}
	return errNothing
}

// finishSettlement ends the settling of an incident when its bar date is over,
// every tranche is on chain and nothing is held any more; what is left of the
// earmarks is released, so that exits reopen.
func (s *Service) finishSettlement(ctx context.Context, inc *models.Incident) error {
	_, err := write(ctx, s, func(tx *models.Tx) (models.Incident, error) {
		row, err := models.ByID[models.Incident](tx, inc.ID)
		if err != nil || row.State != models.IncidentSettling || !passed(row.BarAt, tx.Now) {
			return row, errors.Join(err, errNothing)
		}
		done, err := s.settledInFull(tx, &row)
		if err != nil || !done {
			return row, errors.Join(err, errNothing)
		}
		if err := s.releaseEarmarks(tx, &row); err != nil {
			return row, err
		}
		err = s.moveIncident(tx, &row, models.IncidentSettled, windowJob, "nothing held, every tranche on chain")
		return row, err
	})
	return err
}

// settledInFull reports whether money was paid, no settlement is on its way, no
// entitlement of a cover is held and nothing more can be paid.
func (s *Service) settledInFull(tx *models.Tx, inc *models.Incident) (bool, error) {
	rows, err := tx.SettlementsOf(inc.ID)
	if err != nil {
		return false, err
	}
	paid := false
	for _, st := range rows {
		switch st.State {
		case models.SettlementActive, models.SettlementClosed:
			paid = paid || st.Kind == models.EntitlementCover
		case models.SettlementCancelled:
		default:
			return false, nil
		}
	}
	if !paid {
		return false, nil
	}
	held, err := tx.HeldEntitlements(inc.ID)
	if err != nil || held > 0 {
		return false, err
	}
	return s.drained(tx, inc)
}

// drained reports whether a new tranche would pay nobody anything.
func (s *Service) drained(tx *models.Tx, inc *models.Incident) (bool, error) {
	d, err := s.newDrafter(tx, windowJob, inc.PublicID)
	if err != nil {
		return false, err
	}
	layers, err := d.choose(nil)
	if err != nil {
		return false, err
	}
	for _, l := range layers {
		_, plan, err := d.plan(l)
		if errors.Is(err, ErrNothingToSettle) {
			continue
		}
		if err != nil {
			return false, err
		}
		if !plan.computed.Paid.IsZero() {
			return false, nil
		}
	}
	return true, nil
}

// endRelease enqueues the call that ends a release which somebody has begun,
// for when the pool allows it.
func (s *Service) endRelease(tx *models.Tx, inc *models.Incident, pool *models.Pool, from time.Time) error {
	_, err := tx.Enqueue(models.TxIntent{
		IdemKey: fmt.Sprintf("end_release:%s:%s:%d", inc.PublicID, pool.PublicID, from.Unix()), Kind: "end_release", RefMachine: "incident",
		RefID: inc.ID, ChainID: s.ChainID, Sender: models.Addr(s.Operator), To: pool.Contract,
		Data: contracts.NewCapitalPool().PackRelease(inc.ChainRef.Hash), State: models.TxApproved, NotBefore: &from,
	})
	return err
}

// releaseEarmarks begins to free what is left in every pool of the incident.
func (s *Service) releaseEarmarks(tx *models.Tx, inc *models.Incident) error {
	layers, err := incidentLayers(tx, inc)
	if err != nil {
		return err
	}
	for _, l := range layers {
		left, err := balance(tx, accountEarmark(&l.pool, inc), l.pool.AssetID)
		if err != nil {
			return err
		}
		if left.IsZero() {
			continue
		}
		_, err = tx.Enqueue(models.TxIntent{
			IdemKey: "release:" + inc.PublicID + ":" + l.pool.PublicID, Kind: "release", RefMachine: "incident", RefID: inc.ID,
			ChainID: s.ChainID, Sender: models.Addr(s.Operator), To: l.pool.Contract,
			Data: contracts.NewCapitalPool().PackRelease(inc.ChainRef.Hash), State: models.TxApproved,
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// CloseIncident ends an incident for which nothing is on its way: its claims
// close with it. Money that comes back later reopens it by a decision.
func (s *Service) CloseIncident(ctx context.Context, by models.Actor, incidentID string, version int64, reason string) (models.Incident, error) {
	if err := staffOnly(by, "senior"); err != nil {
		return models.Incident{}, err
	}
	if reason == "" || len(reason) > statementMax {
		return models.Incident{}, invalid("/reason", "must have 1 to 10000 bytes")
	}
	return write(ctx, s, func(tx *models.Tx) (models.Incident, error) {
		inc, err := models.ByPublicID[models.Incident](tx, incidentID)
		if err != nil {
			return inc, err
		}
		if inc.Version != version {
			return inc, fmt.Errorf("incident %s: %w", inc.PublicID, models.ErrVersion)
		}
		rows, err := tx.SettlementsOf(inc.ID)
		if err != nil {
			return inc, err
		}
		for _, st := range rows {
			if st.State != models.SettlementClosed && st.State != models.SettlementCancelled && st.State != models.SettlementActive {
				return inc, fmt.Errorf("%w: settlement %s is on its way", ErrConflict, st.PublicID)
			}
		}
		from := inc.State
		if err := s.moveIncident(tx, &inc, models.IncidentClosed, by, reason); err != nil {
			return inc, err
		}
		if inc.State == from {
			return inc, &models.TransitionError{Machine: s.IncidentMachine.Name, From: from, Event: "close"}
		}
		return inc, nil
	})
}

// closeWithIncident closes the claims of closed incidents.
func (s *Service) closeWithIncident(ctx context.Context, n *int) error {
	end := func(tx *models.Tx, c *models.Claim) error {
		return models.Move(tx, ClaimMachine, c, "close", windowJob, "incident closed")
	}
	return s.eachBatch(ctx, end, n, func(tx *models.Tx, after int64) ([]models.Claim, error) {
		return tx.ClaimsOfClosed(after, claimBatch)
	})
}
