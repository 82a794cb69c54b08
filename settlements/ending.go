package settlements

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"makewhole/claims/covers"
	"makewhole/contracts"
	"makewhole/models"
	"makewhole/service"
	"makewhole/settlements/ledger"
	"makewhole/states"
	"makewhole/valuation"
)

// releaseEarmarks asks every pool of the incident to begin to free what is left, once
// for each time that something was set aside; it returns how many were asked now.
func (s *Service) releaseEarmarks(tx *models.Tx, inc *models.Incident) (fresh int, err error) {
	layers, err := incidentLayers(tx, inc)
	if err != nil {
		return 0, err
	}
	for _, l := range layers {
		left, err := ledger.Balance(tx, ledger.Earmark(&l.pool, inc), l.pool.AssetID)
		if err != nil {
			return fresh, err
		}
		a, err := s.asideOf(tx, inc, &l.pool)
		if err != nil {
			return fresh, err
		}
		key := nth("release:"+inc.PublicID+":"+l.pool.PublicID, a.ended+1)
		if _, err := tx.IntentByKey(key); left.IsZero() || a.running || err == nil {
			continue
		} else if !errors.Is(err, models.ErrNotFound) {
			return fresh, err
		}
		_, err = tx.Enqueue(models.TxIntent{
			IdemKey: key, Kind: "release", RefMachine: states.Incident.Name, RefID: inc.ID,
			ChainID: s.ChainID, Sender: models.Addr(s.Operator), To: l.pool.Contract,
			Data: contracts.NewCapitalPool().PackBeginRelease(inc.ChainRef.Hash), State: models.TxApproved,
		})
		if err != nil {
			return fresh, err
		}
		fresh++
	}
	return fresh, nil
}

// releaseEnded frees what pools still keep for an incident that was rejected or
// closed: nothing will be drawn on it.
func (s *Service) releaseEnded(ctx context.Context, inc *models.Incident) error {
	_, err := service.Write(ctx, s.DB, func(tx *models.Tx) (int, error) {
		row, err := models.ByID[models.Incident](tx, inc.ID)
		if err != nil || row.State != inc.State {
			return 0, service.OrUnchanged(err)
		}
		fresh, err := s.releaseEarmarks(tx, &row)
		if err == nil && fresh == 0 {
			err = service.ErrUnchanged
		}
		return fresh, err
	})
	return err
}

// incidentAt loads an incident for an act of a person at a known version.
func incidentAt(tx *models.Tx, incidentID string, version int64) (models.Incident, error) {
	inc, err := models.ByPublicID[models.Incident](tx, incidentID)
	if err == nil && inc.Version != version {
		err = fmt.Errorf("incident %s: %w", inc.PublicID, models.ErrVersion)
	}
	return inc, err
}

func checkReason(reason string) error {
	if reason == "" || len(reason) > service.StatementMax {
		return service.Invalid("/reason", "must have 1 to 10000 bytes")
	}
	return nil
}

// CloseIncident ends an incident for which nothing is on its way and nothing is
// held: its claims close with it. Money that comes back later opens it again.
func (s *Service) CloseIncident(ctx context.Context, by models.Actor, incidentID string, version int64, reason string) (models.Incident, error) {
	if err := errors.Join(service.StaffOnly(by, states.BySenior), checkReason(reason)); err != nil {
		return models.Incident{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Incident, error) {
		inc, err := incidentAt(tx, incidentID, version)
		if err != nil {
			return inc, err
		}
		if err := errors.Join(tx.MayDecide(by, "incident.close", models.Facts{Incident: &inc}), mayClose(tx, &inc)); err != nil {
			return inc, err
		}
		return inc, takeIncident(tx, &inc, models.IncidentClosed, "close", by, reason)
	})
}

// mayClose refuses to end an incident while money is on its way or waits for
// somebody: it would have no owner then.
func mayClose(tx *models.Tx, inc *models.Incident) error {
	st, err := underWay(tx, inc)
	if err != nil {
		return err
	}
	if st != nil {
		return fmt.Errorf("%w: settlement %s is on its way", service.ErrConflict, st.PublicID)
	}
	held, err := tx.HeldEntitlements(inc.ID)
	if err != nil {
		return err
	}
	if held > 0 {
		return fmt.Errorf("%w: %d lines are held for somebody", service.ErrConflict, held)
	}
	waiting, err := tx.RecoveriesOf(inc.ID, RecoveryReceived, RecoveryContested)
	if err != nil {
		return err
	}
	if len(waiting) > 0 {
		return fmt.Errorf("%w: recovery %s is %s", service.ErrConflict, waiting[0].PublicID, waiting[0].State)
	}
	return errors.Join(noneToReceive(tx, inc), noneDisputed(tx, inc))
}

// noneToReceive refuses to end an incident while recovered money lies in a vault and a
// line of it waits for a receiver: the wait ends by itself, and then its money is
// settled, or parked in escheat, under its owner's name.
func noneToReceive(tx *models.Tx, inc *models.Incident) error {
	n, err := tx.RecoveryWithoutReceiver(inc.ID)
	if err != nil || n == 0 {
		return err
	}
	lies, err := recoveredLies(tx, inc)
	if err == nil && lies {
		err = fmt.Errorf("%w: %d lines of recovered money wait for a receiver", service.ErrConflict, n)
	}
	return err
}

// recoveredLies reports whether a vault has money for the incident.
func recoveredLies(tx *models.Tx, inc *models.Incident) (bool, error) {
	back, err := tx.RecoveriesOf(inc.ID, RecoveryFinal, RecoveryReleased)
	if err != nil {
		return false, err
	}
	for _, r := range back {
		vaults, err := tx.PoolsIn(covers.PoolVault, r.AssetID)
		if err != nil {
			return false, err
		}
		for i := range vaults {
			if has, err := ledger.Balance(tx, ledger.Vault(&vaults[i], inc), r.AssetID); err != nil || !has.IsZero() {
				return err == nil, err
			}
		}
	}
	return false, nil
}

// noneDisputed refuses to end an incident while an exclusion is not final: what its
// account would get of recovered money waits for the answer.
func noneDisputed(tx *models.Tx, inc *models.Incident) error {
	open, err := tx.OpenCorrections(inc.ID)
	for i := range open {
		if err == nil && open[i].Kind == models.CorrectionExclusion && open[i].State != states.CorrectionProposed {
			err = fmt.Errorf("%w: exclusion %s is %s", service.ErrConflict, open[i].PublicID, open[i].State)
		}
	}
	return err
}

// takeIncident is service.MoveIncident where the step must be possible.
func takeIncident(tx *models.Tx, inc *models.Incident, to, event string, by models.Actor, reason string) error {
	from := inc.State
	if err := service.MoveIncident(tx, inc, to, by, reason); err != nil {
		return err
	}
	if inc.State == from {
		return &models.TransitionError{Machine: states.Incident.Name, From: from, Event: event}
	}
	return nil
}

// OpenRecovery takes an incident whose settling is over, or that was reopened, to
// the sharing of what came back: its losses are final and the vault has money.
// ErrNotReady means that one of them is missing.
func (s *Service) OpenRecovery(ctx context.Context, by models.Actor, incidentID string, version int64, reason string) (models.Incident, error) {
	if err := errors.Join(service.StaffOnly(by, service.ByApprovers), checkReason(reason)); err != nil {
		return models.Incident{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Incident, error) {
		inc, err := incidentAt(tx, incidentID, version)
		if err != nil {
			return inc, err
		}
		if err := tx.MayDecide(by, "incident.recover", models.Facts{Incident: &inc}); err != nil {
			return inc, err
		}
		if _, err := valuation.Load(tx, &inc); err != nil {
			return inc, err
		}
		came, err := tx.RecoveriesOf(inc.ID, RecoveryFinal, RecoveryReleased)
		if err != nil {
			return inc, err
		}
		if len(came) == 0 {
			return inc, fmt.Errorf("%w: no money came back for this incident", service.ErrNotReady)
		}
		return inc, takeIncident(tx, &inc, models.IncidentRecovering, "recover", by, reason)
	})
}

// cameBack opens an incident to the sharing of money that came after its
// settling was over, once it has waited out its hold. Where people are looking at the
// incident again, a person opens it.
func cameBack(tx *models.Tx, r *models.Recovery, by models.Actor) error {
	inc, err := models.ByID[models.Incident](tx, r.IncidentID)
	if err != nil || !slices.Contains(endedStates, inc.State) {
		return err
	}
	return service.MoveIncident(tx, &inc, models.IncidentRecovering, by, "recovery "+r.PublicID)
}

// endedStates are the states of an incident which money that comes back opens by
// itself.
var endedStates = []string{models.IncidentSettled, models.IncidentClosed}
