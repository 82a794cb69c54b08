package settlements

import (
	"context"
	"errors"
	"fmt"

	"makewhole/claims/covers"
	"makewhole/models"
	"makewhole/payouts"
	"makewhole/rounds"
	"makewhole/service"
)

// DraftSettlement computes the next tranche of an incident for each of its
// pools in the order of their layers, or for the named pools only. A pool whose
// open draft would come out the same keeps it; changed inputs cancel the draft
// and write the next sequence number. A tranche that is approved or further is
// left alone, and the job leaves a public preview alone too: only a person
// replaces what others are reading. ErrNothingToSettle means that no pool has
// anything new to pay.
// It reads each entitlement once and writes each line once, in bulk; what it
// needs of memory meanwhile is in docs/operations.md.
func (s *Service) DraftSettlement(ctx context.Context, by models.Actor, incidentID string, poolIDs ...string) ([]models.Settlement, error) {
	if !by.Has(service.ByMover) {
		return nil, fmt.Errorf("%w: needs treasurer or senior", service.ErrForbidden)
	}
	return s.writeDrafts(ctx, func(tx *models.Tx) ([]models.Settlement, error) {
		s.progress("read")
		in, err := loadCover(tx, incidentID)
		if err != nil {
			return nil, err
		}
		if err := in.oneRound(by, models.EntitlementCover); err != nil {
			return nil, err
		}
		layers, err := in.choose(by, poolIDs)
		if err != nil {
			return nil, err
		}
		plain, err := in.plain(tx)
		if err != nil {
			return nil, err
		}
		if !plain {
			return s.coverRound(tx, by, in, layers)
		}
		sources, err := in.loadSources(tx, by, layers)
		if err != nil {
			return nil, err
		}
		var out []models.Settlement
		for i := range sources {
			st, err := s.draftCover(tx, by, in, &sources[i], i == len(sources)-1)
			switch {
			case errors.Is(err, ErrNothingToSettle):
			case err != nil:
				return nil, fmt.Errorf("pool %s: %w", sources[i].pool.PublicID, err)
			default:
				out = append(out, st)
			}
		}
		return out, nil
	})
}

// DraftRecovery computes a tranche of money that came back: all affected
// accounts of the final snapshot, covered or not, then the pools' shareholders
// of record. It follows the same path as a cover settlement, with the vault as
// its source.
func (s *Service) DraftRecovery(ctx context.Context, by models.Actor, incidentID, vaultPoolID string) (models.Settlement, error) {
	if !by.Has(service.ByMover) {
		return models.Settlement{}, fmt.Errorf("%w: needs treasurer or senior", service.ErrForbidden)
	}
	can, err := s.payees(ctx, incidentID)
	if err != nil {
		return models.Settlement{}, err
	}
	var vault models.Pool
	out, err := s.writeOpened(ctx, func(tx *models.Tx) (opened bool, err error) {
		if vault, err = models.ByPublicID[models.Pool](tx, vaultPoolID); err != nil {
			return false, err
		}
		if vault.Kind != covers.PoolVault {
			return false, service.Invalid("/pool_id", "is no vault")
		}
		return openForPayees(tx, by, incidentID)
	}, func(tx *models.Tx) ([]models.Settlement, error) {
		return s.vaultRound(tx, by, incidentID, &can, vault.ID, func(st *rounds.Settlement, src *source) bool {
			return st.Source == rounds.FromVault && src.pool.ID == vault.ID
		})
	})
	if err != nil {
		return models.Settlement{}, err
	}
	return out[0], nil
}

// writeDrafts is service.Write for drafting: where nothing is to pay, cancelled
// drafts stay cancelled, no result is reported, and the caller hears
// ErrNothingToSettle.
func (s *Service) writeDrafts(ctx context.Context, fn func(tx *models.Tx) ([]models.Settlement, error)) ([]models.Settlement, error) {
	var out []models.Settlement
	err := s.DB.Tx(ctx, func(tx *models.Tx) (err error) {
		out, err = fn(tx)
		if errors.Is(err, ErrNothingToSettle) || (err == nil && len(out) == 0) {
			out = nil
			return nil
		}
		for i := range out { // totals follow what was replaced after they were written
			if err == nil {
				out[i], err = models.ByID[models.Settlement](tx, out[i].ID)
			}
		}
		if err == nil {
			tx.Result(out)
		}
		return err
	})
	if err != nil {
		return nil, service.Translate(err)
	}
	if len(out) == 0 {
		return nil, ErrNothingToSettle
	}
	return out, nil
}

// progressing begins the next step of a draft. Each of them may take long at
// millions of rows, without a word to the database.
func (s *Service) progressing(tx *models.Tx, step string) error {
	s.progress(step)
	return tx.StillHere()
}

// plan is a computed tranche that has no identity yet.
type plan struct {
	file     payouts.File
	lineOf   lineOf
	computed payouts.Computed
	round    *inRound // nil where the file says everything
}

func compute(file payouts.File, lines lineOf) (plan, error) {
	c, err := file.Compute()
	if err != nil {
		return plan{}, fmt.Errorf("%w: %w", service.ErrInvariant, err)
	}
	return plan{file: file, lineOf: lines, computed: c}, nil
}

// draftCover writes one pool's tranche and, where more pools follow in this run,
// counts it in a_i.
func (s *Service) draftCover(tx *models.Tx, by models.Actor, in *coverState, src *source, last bool) (models.Settlement, error) {
	p, err := s.planCover(tx, in, src, last)
	if err != nil {
		return models.Settlement{}, err
	}
	st, err := s.settle(tx, by, &in.state, src, &p)
	if err != nil || last {
		return st, err
	}
	return st, in.count(src, &p)
}

// planCover computes one pool's tranche and writes nothing. After the last one
// the state lets go of the rights, where the lines can do without them.
func (s *Service) planCover(tx *models.Tx, in *coverState, src *source, last bool) (plan, error) {
	if src.agreed {
		return plan{}, ErrNothingToSettle
	}
	file, lines, err := coverFile(in, src)
	if err != nil {
		return plan{}, err
	}
	if rule, err := payouts.RuleNamed(file.Rule); last && err == nil && !rule.ByLoss {
		in.rights, in.byID = nil, nil
	}
	if err := s.progressing(tx, "allocate"); err != nil {
		return plan{}, err
	}
	return compute(file, lines)
}
