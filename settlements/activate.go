package settlements

import (
	"context"
	"errors"
	"fmt"

	"makewhole/models"
	"makewhole/rounds"
	"makewhole/service"
)

// activate opens the doors of published settlements whose delay is over, and
// notes that signed ones are being sent.
func (s *Service) activate(ctx context.Context, n *int) error {
	rows, err := service.Read(ctx, s.DB, func(tx *models.Tx) ([]models.Settlement, error) {
		return tx.SettlementsIn(models.SettlementPublished, models.SettlementSigned)
	})
	if err != nil {
		return err
	}
	var errs []error
	for _, st := range rows {
		moved, err := s.step(ctx, st.PublicID)
		if err != nil && !errors.Is(err, service.ErrUnchanged) {
			errs = append(errs, fmt.Errorf("settlement %s: %w", st.PublicID, err))
		}
		if moved.State == models.SettlementActive && err == nil {
			*n++
		}
	}
	return errors.Join(errs...)
}

func (s *Service) step(ctx context.Context, settlementID string) (models.Settlement, error) {
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Settlement, error) {
		d, err := LoadSettled(tx, settlementID)
		if err != nil {
			return models.Settlement{}, err
		}
		switch {
		case d.Settlement.State == models.SettlementPublished && service.Passed(d.Settlement.ActiveAt, tx.Now):
			return d.Settlement, activate(tx, d, stepJob)
		case d.Settlement.State == models.SettlementSigned:
			return d.Settlement, sent(tx, d)
		}
		return d.Settlement, service.ErrUnchanged
	})
}

// activate moves a published settlement and stamps the incident's first ratio.
func activate(tx *models.Tx, d *Settled, by models.Actor) error {
	if err := models.Move(tx, SettlementMachine, &d.Settlement, "activate", by, ""); err != nil {
		return err
	}
	if d.Incident.SettledRatioAt != nil || d.Settlement.Kind != models.EntitlementCover {
		return nil
	}
	d.Incident.SettledRatioAt = &tx.Now
	return models.Update(tx, &d.Incident, "settled_ratio_at")
}

// sent follows the publish intent: once it is signed by the sender the
// settlement is being published.
func sent(tx *models.Tx, d *Settled) error {
	in, err := tx.IntentByKey("publish:" + d.Settlement.PublicID)
	if err != nil {
		return err
	}
	switch in.State {
	case models.TxSigned, models.TxBroadcast, models.TxMined, models.TxFinal, models.TxUnproven, models.TxRecovered:
		return models.Move(tx, SettlementMachine, &d.Settlement, "send", stepJob, in.PublicID)
	}
	return service.ErrUnchanged
}

// finishSettlement ends the settling of an incident when its bar date is over,
// every tranche is on chain and nothing is held any more, also where nothing was
// owed to anybody; what is left of the earmarks is released, so that exits
// reopen.
func (s *Service) finishSettlement(ctx context.Context, inc *models.Incident) error {
	_, err := service.Write(ctx, s.DB, func(tx *models.Tx) (models.Incident, error) {
		row, err := models.ByID[models.Incident](tx, inc.ID)
		if err != nil || row.State != inc.State || !service.Passed(row.BarAt, tx.Now) {
			return row, service.OrUnchanged(err)
		}
		done, err := s.settledInFull(tx, &row)
		if err != nil || !done {
			return row, service.OrUnchanged(err)
		}
		if _, err := s.releaseEarmarks(tx, &row); err != nil {
			return row, err
		}
		err = service.MoveIncident(tx, &row, models.IncidentSettled, stepJob, "nothing held, every tranche on chain")
		return row, err
	})
	return err
}

// settledInFull reports whether no settlement is on its way, no entitlement of a
// cover is held and nothing more can be paid.
func (s *Service) settledInFull(tx *models.Tx, inc *models.Incident) (bool, error) {
	onItsWay, err := underWay(tx, inc)
	if err != nil || onItsWay != nil {
		return false, err
	}
	held, err := tx.HeldEntitlements(inc.ID)
	if err != nil || held > 0 {
		return false, err
	}
	if missing, err := s.earmarksMissing(tx, inc); err != nil || missing {
		return false, err
	}
	done, err := s.drained(tx, inc, false)
	if err != nil || !done {
		return false, err
	}
	if waits, err := s.awaitsPools(tx, inc); err != nil || !waits {
		return err == nil, err
	}
	return s.drained(tx, inc, true)
}

// underWay is a settlement of the incident that can still be cancelled, nil =
// none.
func underWay(tx *models.Tx, inc *models.Incident) (*models.Settlement, error) {
	rows, err := tx.SettlementsOf(inc.ID)
	if err != nil {
		return nil, err
	}
	for i := range rows {
		if !irrevocable(rows[i].State) {
			return &rows[i], nil
		}
	}
	return nil, nil
}

// drained reports whether a new tranche would pay nobody anything; with foresee, not
// even if pools had all for the incident that they may come to have.
func (s *Service) drained(tx *models.Tx, inc *models.Incident, foresee bool) (bool, error) {
	s.progress("read")
	in, err := loadCover(tx, inc.PublicID)
	if err != nil {
		return false, err
	}
	in.foresee = foresee
	plain, err := in.plain(tx)
	if err != nil {
		return false, err
	}
	if !plain {
		return in.roundDrained(tx)
	}
	sources, err := in.loadSources(tx, stepJob, in.layers)
	if err != nil {
		return false, err
	}
	for i := range sources {
		p, err := s.planCover(tx, in, &sources[i], false)
		if errors.Is(err, ErrNothingToSettle) {
			continue
		}
		if err != nil || !p.computed.Paid.IsZero() {
			return false, err
		}
	}
	return true, nil
}

// roundDrained is drained where more than the entitlements and one pool decides
// what is paid: no pool has a line in the next round.
func (in *coverState) roundDrained(tx *models.Tx) (bool, error) {
	rs, err := loadRound(tx, stepJob, in)
	if err != nil {
		return false, err
	}
	round, err := rounds.Compute(&rs.in)
	if err != nil {
		return false, fmt.Errorf("%w: %w", service.ErrInvariant, err)
	}
	for i := range round.Settlements {
		if st := &round.Settlements[i]; st.Source == rounds.FromPool && !st.Paid.IsZero() {
			return false, nil
		}
	}
	return true, nil
}
