package settlements

import (
	"fmt"
	"slices"

	"makewhole/claims/covers"
	"makewhole/models"
	"makewhole/money"
	"makewhole/service"
)

// bound holds a pool to the incident's share of it. With foresee it is what the pool
// could have for the incident at the most, if all others left it theirs.
func (src *source) bound(tx *models.Tx, inc *models.Incident, foresee bool) error {
	if src.kind != models.EntitlementCover || src.pool.Kind != covers.PoolCapital {
		return nil
	}
	if foresee {
		s, err := sharingOf(tx, &src.pool)
		if err == nil {
			src.lies, err = src.lies.Add(s.whole)
		}
		return err
	}
	share, err := shareOf(tx, inc, &src.pool)
	src.cap = money.Min(src.cap, share)
	return err
}

// checkShare refuses a draft that takes more of a pool than the incident's share of it by
// now: another incident has come to draw on the pool since.
func (d *Settled) checkShare(tx *models.Tx) error {
	if d.Settlement.Kind != models.EntitlementCover || d.Pool.Kind != covers.PoolCapital {
		return nil
	}
	share, err := shareOf(tx, &d.Incident, &d.Pool)
	if err != nil || share == money.Max {
		return err
	}
	drawn, err := tx.PaidByPool(d.Incident.ID, d.Pool.ID, d.Settlement.ID)
	if err != nil {
		return err
	}
	if drawn, err = drawn.Add(d.Settlement.Paid.Amount); err == nil && share.Less(drawn) {
		err = fmt.Errorf("%w: the incident's share of pool %s is %s, since another draws on it; cancel the draft", service.ErrConflict, d.Pool.PublicID, share)
	}
	return err
}

// awaitsPools reports whether a pool may have more for an incident than now: somebody
// who draws on it too may not need all of its share, or keeps more than that aside until
// it is settled. Whoever can pay no more out of its own share is waited for by nobody,
// so that no two incidents wait for each other; and from its own latest date on an
// incident waits no longer for what others may leave, so that one which is never
// measured keeps no other open.
func (s *Service) awaitsPools(tx *models.Tx, inc *models.Incident) (bool, error) {
	layers, err := incidentLayers(tx, inc)
	for i := range layers {
		if err != nil {
			return false, err
		}
		var sh *sharing
		if sh, err = sharingOf(tx, &layers[i].pool); err != nil {
			return false, err
		}
		waits, err := s.awaits(tx, sh, inc)
		if err != nil || waits {
			return waits, err
		}
	}
	return false, err
}

func (s *Service) awaits(tx *models.Tx, sh *sharing, inc *models.Incident) (bool, error) {
	me := sh.find(inc.ID)
	if me == nil || sh.alone(inc) || !money.Min(me.had, me.share).Less(me.want) {
		return false, nil
	}
	a, err := s.asideOf(tx, inc, &sh.pool)
	if err != nil || a.asked {
		return a.asked, err
	}
	late := service.Passed(inc.BarAt, tx.Now.Add(-LatestTerm))
	short := me.had.Less(money.Min(me.want, me.share))
	if short && !sh.loose.IsZero() {
		return true, nil
	}
	for i := range sh.of {
		o := &sh.of[i]
		if o.incident.ID == inc.ID {
			continue
		}
		if short && o.share.Less(o.had) {
			return true, nil
		}
		if late {
			continue
		}
		if leaves, err := s.mayLeave(tx, &o.incident); err != nil || leaves {
			return leaves, err
		}
	}
	return false, nil
}

// mayLeave reports whether an incident may yet turn out not to need its share of a pool:
// not everything is decided and paid, or all that is owed is.
func (s *Service) mayLeave(tx *models.Tx, inc *models.Incident) (bool, error) {
	if !slices.Contains(settlingStates, inc.State) || !service.Passed(inc.BarAt, tx.Now) {
		return true, nil
	}
	onItsWay, err := underWay(tx, inc)
	if err != nil || onItsWay != nil {
		return true, err
	}
	if held, err := tx.HeldEntitlements(inc.ID); err != nil || held > 0 {
		return true, err
	}
	if out, err := s.drained(tx, inc, false); err != nil || !out {
		return true, err
	}
	return s.drained(tx, inc, true)
}
