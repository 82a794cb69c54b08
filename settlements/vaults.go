package settlements

import (
	"context"
	"errors"
	"fmt"

	"makewhole/claims/covers"
	"makewhole/models"
	"makewhole/service"
)

// A distributor draws recovered money from one vault. Older stores have distributors
// with two: settlements of one incident and token would have one id on chain in both,
// so only the first of them can pay. Configuring a second is refused; what an older
// store has is said at the start and when a draft would need it.

// errOtherVault says which vault can pay and what to do.
func errOtherVault(pool, other *models.Pool) error {
	return fmt.Errorf("%w: distributor %s draws recovered money from one vault, and the store names two: %s at %s and %s at %s; "+
		`ask the chain which one it knows, and see "Two vaults of one distributor" in docs/operations.md`,
		service.ErrConflict, pool.Distributor, pool.PublicID, pool.Contract, other.PublicID, other.Contract)
}

// refuseOtherVault refuses a settlement whose id on chain one from another vault has.
func refuseOtherVault(tx *models.Tx, st *models.Settlement, pool *models.Pool) error {
	taken, err := tx.SettlementByRef(st.ChainRef.Hash)
	if errors.Is(err, models.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	other, err := models.ByID[models.Pool](tx, taken.PoolID)
	if err != nil {
		return err
	}
	return errOtherVault(pool, &other)
}

// SharedDistributors says of each distributor that several vaults name which they
// are; nothing where the store is as it should be.
func (s *Service) SharedDistributors(ctx context.Context) ([]error, error) {
	return service.Read(ctx, s.DB, func(tx *models.Tx) (out []error, err error) {
		first, said := map[models.Address]models.Pool{}, map[models.Address]bool{}
		err = models.EachRow(tx, func(p *models.Pool) error {
			if p.Kind != covers.PoolVault {
				return nil
			}
			f, known := first[p.Distributor]
			switch {
			case !known:
				first[p.Distributor] = *p
			case f.Contract != p.Contract && !said[p.Contract]:
				said[p.Contract] = true
				out = append(out, errOtherVault(&f, p))
			}
			return nil
		})
		return out, err
	})
}
