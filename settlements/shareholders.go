package settlements

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/money"
	"makewhole/service"
)

// RecordShareholders writes down who held shares of a pool when an incident
// occurred, from the pool's final deposits and withdrawals before that moment.
// What returns to the pool belongs to them. Recording
// twice changes nothing.
func (s *Service) RecordShareholders(ctx context.Context, by models.Actor, incidentID, poolID string) (int, error) {
	if !by.Has(service.ByMover) {
		return 0, fmt.Errorf("%w: needs treasurer or senior", service.ErrForbidden)
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (int, error) {
		inc, err := models.ByPublicID[models.Incident](tx, incidentID)
		if err != nil {
			return 0, err
		}
		pool, err := models.ByPublicID[models.Pool](tx, poolID)
		if err != nil {
			return 0, err
		}
		return recordShareholders(tx, by, &inc, &pool)
	})
}

func recordShareholders(tx *models.Tx, by models.Actor, inc *models.Incident, pool *models.Pool) (int, error) {
	if known, err := tx.HasHolders(inc.ID, pool.ID); known || err != nil {
		return 0, err
	}
	if inc.OccurredFrom == nil {
		return 0, fmt.Errorf("%w: the incident has no occurred_from", service.ErrNotReady)
	}
	asset, err := models.ByID[models.Asset](tx, pool.AssetID)
	if err != nil {
		return 0, err
	}
	rows, err := holdersAt(tx, asset.ChainID, pool, *inc.OccurredFrom)
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	for i := range rows {
		rows[i].IncidentID = inc.ID
	}
	if err := models.InsertBatch(tx, rows); err != nil {
		return 0, err
	}
	return len(rows), tx.Audit(by, "pool.shareholders", pool.PublicID, map[string]any{"incident": inc.PublicID, "holders": len(rows)})
}

// holdersAt replays the shares of a pool up to a moment.
func holdersAt(tx *models.Tx, chainID int64, pool *models.Pool, at time.Time) ([]models.ShareHolding, error) {
	events, err := tx.ShareEvents(chainID, pool.Contract.Address, at)
	if err != nil {
		return nil, err
	}
	shares := map[common.Address]money.Amount{}
	var order []common.Address
	block := int64(0)
	for _, ev := range events {
		if ev.Name == "EpochBegun" { // what the shares had was lost: who holds them from now on begins at nothing
			clear(shares)
			order = nil
			continue
		}
		who, next, err := replayShares(shares, &ev)
		if err != nil {
			return nil, fmt.Errorf("shares of pool %s at block %d: %w", pool.PublicID, ev.BlockNumber, err)
		}
		if _, known := shares[who]; !known {
			order = append(order, who)
		}
		shares[who], block = next, ev.BlockNumber
	}
	var out []models.ShareHolding
	for _, who := range order {
		if !shares[who].IsZero() {
			out = append(out, models.ShareHolding{PoolID: pool.ID, Holder: models.Addr(who), Shares: models.Amt(shares[who]), AtBlock: block})
		}
	}
	return out, nil
}

func replayShares(shares map[common.Address]money.Amount, ev *models.ChainEvent) (common.Address, money.Amount, error) {
	var p struct {
		Account common.Address `json:"account"`
		Shares  money.Amount   `json:"shares"`
	}
	if err := json.Unmarshal([]byte(ev.Payload), &p); err != nil {
		return p.Account, money.Zero, err
	}
	if ev.Name == "Withdrawn" {
		left, err := shares[p.Account].Sub(p.Shares)
		return p.Account, left, err
	}
	sum, err := shares[p.Account].Add(p.Shares)
	return p.Account, sum, err
}
