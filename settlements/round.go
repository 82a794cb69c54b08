package settlements

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"makewhole/models"
	"makewhole/rounds"
	"makewhole/service"
)

// plain reports whether the covers' entitlements and what one pool paid on them
// are everything that a draft follows from: then water-filling over them gives
// the lines of the round, and the entitlement file alone says how. Everything
// else (money that came back or was received outside, lines that were swept,
// accounts excluded since, losses that were revised, decisions that were corrected, accounts with covers of several products, held lines
// over several layers, tranches that were
// computed so before and gave an account its money on one of its covers) is
// computed from the loss accounts. TestPlainRoundIsWaterFilling holds the two against each other.
func (in *coverState) plain(tx *models.Tx) (bool, error) {
	if len(in.layers) > 1 && slices.ContainsFunc(in.rights, func(r right) bool { return r.held }) {
		return false, nil
	}
	back, err := tx.RecoveriesOf(in.incident.ID, RecoveryFinal, RecoveryReleased)
	if err != nil || len(back) > 0 {
		return false, err
	}
	if swept, err := tx.AnySwept(in.incident.ID); err != nil || swept {
		return false, err
	}
	if round, err := tx.AnyRound(in.incident.ID); err != nil || round {
		return false, err
	}
	if corrected, err := tx.AnyCorrectedDecision(in.incident.ID, time.Time{}); err != nil || corrected {
		return false, err
	}
	received := false
	err = tx.ReceiptsOf(in.incident.ID, func(*models.OutsideReceipt) error {
		received = true
		return nil
	})
	if err != nil || received {
		return false, err
	}
	if len(in.own) > 0 || in.valuation.AnyRevised() {
		return false, nil
	}
	out, err := tx.ExclusionsOf(in.incident.ID)
	if err != nil {
		return false, err
	}
	later, err := tx.LaterExclusions(in.incident.ID)
	for _, e := range append(out, later...) {
		if slices.ContainsFunc(in.rights, func(r right) bool { return r.affected == e.Account.Address }) {
			return false, err
		}
	}
	return true, err
}

// coverRound drafts what the named layers' pools give in a round.
func (s *Service) coverRound(tx *models.Tx, by models.Actor, in *coverState, layers []poolLayer) ([]models.Settlement, error) {
	rs, err := loadRound(tx, by, in)
	if err != nil {
		return nil, err
	}
	return s.draftRound(tx, by, rs, func(st *rounds.Settlement, src *source) bool {
		named := slices.ContainsFunc(layers, func(l poolLayer) bool { return l.pool.ID == src.pool.ID })
		return st.Source == rounds.FromPool && (named || src.open != nil)
	})
}

// vaultRound drafts what vaults give in a round: recovered money of the vault, or,
// where it is 0, swept money.
func (s *Service) vaultRound(
	tx *models.Tx, by models.Actor, incidentID string, can *payees, vault int64, want func(*rounds.Settlement, *source) bool,
) ([]models.Settlement, error) {
	in, err := loadCover(tx, incidentID)
	if err != nil {
		return nil, err
	}
	in.vault = vault
	if err := in.oneRound(by, models.EntitlementRecovery); err != nil {
		return nil, err
	}
	rs, err := loadRound(tx, by, in)
	if err != nil {
		return nil, err
	}
	if err := rs.entitle(tx, by, can); err != nil {
		return nil, err
	}
	// The round was computed without the lines of any open draft: all of them follow
	// from it now, or an account would have its part in two.
	var out []models.Settlement
	err = s.eachDraft(tx, by, rs, func(st *rounds.Settlement, src *source) bool { return want(st, src) || src.open != nil },
		func(from *rounds.Settlement, src *source, st models.Settlement) {
			if want(from, src) {
				out = append(out, st)
			}
		})
	if err != nil {
		return nil, err
	}
	if len(out) == 0 {
		return nil, ErrNothingToSettle
	}
	return out, service.MoveIncident(tx, &in.incident, models.IncidentRecovering, by, "recovery "+out[0].PublicID)
}

// draftRound computes a round and writes the settlements of the wanted sources.
func (s *Service) draftRound(
	tx *models.Tx, by models.Actor, in *roundState, want func(*rounds.Settlement, *source) bool,
) (out []models.Settlement, err error) {
	err = s.eachDraft(tx, by, in, want, func(_ *rounds.Settlement, _ *source, st models.Settlement) { out = append(out, st) })
	return out, err
}

// eachDraft is draftRound that tells of each settlement where it comes from.
func (s *Service) eachDraft(
	tx *models.Tx, by models.Actor, in *roundState, want func(*rounds.Settlement, *source) bool, tell func(*rounds.Settlement, *source, models.Settlement),
) error {
	if err := s.progressing(tx, "allocate"); err != nil {
		return err
	}
	round, err := rounds.NewRound(&in.in)
	if err != nil {
		return fmt.Errorf("%w: %w", service.ErrInvariant, err)
	}
	for n := range round.Settlements {
		from := &round.Settlements[n]
		src := in.sourceOf(from)
		if src.agreed || !want(from, src) {
			continue
		}
		p, err := in.planned(round, from)
		if err != nil {
			return err
		}
		if err := round.Check(&p.file); err != nil {
			return fmt.Errorf("%w: %w", service.ErrInvariant, err)
		}
		st, err := s.settle(tx, by, &in.state, src, &p)
		switch {
		case errors.Is(err, ErrNothingToSettle):
		case err != nil:
			return fmt.Errorf("source %s: %w", p.file.Source, err)
		default:
			tell(from, src, st)
		}
	}
	return nil
}

// DraftEscheat drafts what was swept and is owed to its owners, and, when their
// time is over, shares it over the residuals of the incident. ErrNothingToSettle
// means that nothing was swept, or that all of it is on its way.
func (s *Service) DraftEscheat(ctx context.Context, by models.Actor, incidentID string) ([]models.Settlement, error) {
	if !by.Has(service.ByMover) {
		return nil, fmt.Errorf("%w: needs treasurer or senior", service.ErrForbidden)
	}
	can, err := s.payees(ctx, incidentID)
	if err != nil {
		return nil, err
	}
	return s.writeOpened(ctx, func(tx *models.Tx) (bool, error) {
		return openClosed(tx, by, incidentID, "swept money is owed")
	}, func(tx *models.Tx) ([]models.Settlement, error) {
		return s.vaultRound(tx, by, incidentID, &can, 0, func(st *rounds.Settlement, _ *source) bool { return st.Source == rounds.FromEscheat })
	})
}

// writeOpened is writeDrafts for a draft before which a closed incident may have to be
// opened: where nothing is to pay, it stays closed.
func (s *Service) writeOpened(ctx context.Context, open func(*models.Tx) (bool, error), draft func(*models.Tx) ([]models.Settlement, error)) ([]models.Settlement, error) {
	out, err := s.writeDrafts(ctx, func(tx *models.Tx) ([]models.Settlement, error) {
		opened, err := open(tx)
		if err != nil {
			return nil, err
		}
		out, err := draft(tx)
		if opened && errors.Is(err, ErrNothingToSettle) {
			err = errStaysClosed
		}
		return out, err
	})
	if errors.Is(err, errStaysClosed) {
		err = ErrNothingToSettle
	}
	return out, err
}

// errStaysClosed undoes the opening of a closed incident for which nothing is to
// pay.
var errStaysClosed = errors.New("the incident stays closed")

// openClosed opens a closed incident of which money is owed: what was swept after it was
// closed, or recovered money to whom was registered since to get it.
func openClosed(tx *models.Tx, by models.Actor, incidentID, why string) (bool, error) {
	inc, err := models.ByPublicID[models.Incident](tx, incidentID)
	if err != nil || inc.State != models.IncidentClosed {
		return false, err
	}
	return true, takeIncident(tx, &inc, models.IncidentRecovering, "recover", by, why)
}
