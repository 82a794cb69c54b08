package oracles

import (
	"context"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/states"
)

// RetireConfig takes a configuration out of force, as an event of the oracle does.
func (s *Service) RetireConfig(ctx context.Context, by models.Actor, digest common.Hash, compromised bool) error {
	state := states.OracleConfigRetired
	if compromised {
		state = states.OracleConfigCompromised
	}
	return s.DB.Tx(ctx, func(tx *models.Tx) error {
		row, err := tx.OracleConfigFor(digest)
		if err != nil {
			return err
		}
		if err := retire(tx, by, row, state); err != nil {
			return err
		}
		tx.Result(row)
		return nil
	})
}
