package oracles

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"makewhole/contracts"
	"makewhole/models"
	"makewhole/oracles/reports"
	"makewhole/states"
)

// RegisterConfig records a committee configuration as active and retires the one
// before it on the same oracle. Registering the active one again changes
// nothing. The contract has the last word: ApplyEvents mirrors what it says.
func (s *Service) RegisterConfig(ctx context.Context, by models.Actor, c contracts.OracleConfig) (models.OracleConfig, error) {
	var row models.OracleConfig
	err := s.DB.Tx(ctx, func(tx *models.Tx) error {
		var err error
		if row, err = registerConfig(tx, by, c); err == nil {
			tx.Result(row)
		}
		return err
	})
	return row, err
}

func registerConfig(tx *models.Tx, by models.Actor, c contracts.OracleConfig) (models.OracleConfig, error) {
	if err := c.Validate(); err != nil {
		return models.OracleConfig{}, err
	}
	row, err := tx.OracleConfigFor(c.Digest())
	if !errors.Is(err, models.ErrNotFound) {
		return row, err
	}
	former, err := tx.ActiveOracleConfig(int64(c.ChainID), c.Oracle)
	switch {
	case errors.Is(err, models.ErrNotFound):
	case err != nil:
		return row, err
	default:
		if err := retire(tx, by, former, states.OracleConfigRetired); err != nil {
			return row, err
		}
	}
	if row, err = configRow(c); err != nil {
		return row, err
	}
	if err := models.Insert(tx, &row); err != nil {
		return row, err
	}
	return row, tx.Audit(by, "oracle_config.activate", row.Digest.Hex(), map[string]any{
		"signers": json.RawMessage(row.Signers), "threshold": row.Threshold, "f": row.F, "count": row.Count,
	})
}

func configRow(c contracts.OracleConfig) (models.OracleConfig, error) {
	list := make([]reports.WireAddress, len(c.Signers))
	for i, a := range c.Signers {
		list[i] = reports.WireAddress(a)
	}
	signers, err := json.Marshal(list)
	return models.OracleConfig{
		Digest: models.H(c.Digest()), ChainID: int64(c.ChainID), Oracle: models.Addr(c.Oracle), Count: int64(c.Count),
		Signers: string(signers), F: int64(c.F), Threshold: int64(c.Threshold),
		ChallengeWindow: int64(c.ChallengeWindow), MaxAge: int64(c.MaxAge), MaxClockSkew: int64(c.MaxClockSkew),
		MaxDeviationBps: int64(c.MaxDeviationBps), State: states.OracleConfigActive,
	}, err
}

func retire(tx *models.Tx, by models.Actor, row models.OracleConfig, state string) error {
	if row.State == state || row.State == states.OracleConfigCompromised {
		return nil
	}
	now := tx.Now
	row.State, row.RetiredAt = state, &now
	if err := models.Update(tx, &row, "state", "retired_at"); err != nil {
		return err
	}
	return tx.Audit(by, "oracle_config.retire", row.Digest.Hex(), map[string]any{"state": state})
}

// configFor is the configuration members should sign under now: the one the
// incident was reported under while it is active, otherwise the active one of
// the settlement chain.
func (s *Service) configFor(tx *models.Tx, inc models.Incident) (contracts.OracleConfig, error) {
	rows, err := tx.OracleConfigs()
	if err != nil {
		return contracts.OracleConfig{}, err
	}
	var active *models.OracleConfig
	for i, r := range rows {
		if r.State != "active" || uint64(r.ChainID) != s.ChainID {
			continue
		}
		if active == nil || r.Digest == inc.ConfigDigest {
			active = &rows[i]
		}
	}
	if active == nil {
		return contracts.OracleConfig{}, fmt.Errorf("active oracle configuration: %w", models.ErrNotFound)
	}
	return ConfigOf(*active)
}
