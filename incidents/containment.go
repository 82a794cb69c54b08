package incidents

import (
	"context"
	"fmt"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
)

// ReadBack is the block at which the pause state of a module was read. A
// containment is never assumed from a sent transaction.
type ReadBack struct {
	Block uint64
	Hash  common.Hash
}

// Contain takes one step of a module's containment. "contain" and "release"
// need the block at which the chain said so.
func (s *Service) Contain(ctx context.Context, by models.Actor, moduleID string, version int64, event, reason string, at *ReadBack) (models.Module, error) {
	if err := checkReason(reason); err != nil {
		return models.Module{}, err
	}
	readBack := event == "contain" || event == "release"
	if readBack && (at == nil || at.Hash == (common.Hash{})) {
		return models.Module{}, invalid("/read_back", "must name the block at which the state was read")
	}
	if readBack {
		reason = fmt.Sprintf("%s (read at block %d %s)", reason, at.Block, at.Hash.Hex())
	}
	return write(ctx, s, func(tx *models.Tx) (models.Module, error) {
		m, err := models.ByPublicID[models.Module](tx, moduleID)
		if err != nil {
			return m, err
		}
		if m.Version != version {
			return m, fmt.Errorf("module %s: %w", moduleID, models.ErrVersion)
		}
		if event == "contain" {
			m.ContainedAt = &tx.Now
		}
		err = models.Move(tx, ModuleMachine, &m, event, by, reason, "contained_at")
		return m, err
	})
}
