package claims

import (
	"context"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims/covers"
	"makewhole/models"
	"makewhole/service"
)

// AssignReceivable gives a claim to another claimant after the loss: the affected
// account signs a proof of loss that names the new claimant and receiver, and the
// present claimant sends it. A reviewer accepts the receiver before anything more
// is paid.
func (s *Service) AssignReceivable(ctx context.Context, by models.Actor, claimID string, version int64, to, receiver common.Address, p Proof) (models.Claim, error) {
	var bad service.FieldErrors
	covers.CheckHoldable(&bad, to, "/claimant")
	covers.CheckHoldable(&bad, receiver, "/receiver")
	p.check(&bad)
	if err := bad.Err(); err != nil {
		return models.Claim{}, err
	}
	return s.proveAgain(ctx, by, claimID, version, to, receiver, p, func(tx *models.Tx, c *models.Claim, proof proofCheck) error {
		if c.Claimant.Address == to {
			return service.Invalid("/claimant", "is the claimant already")
		}
		if err := s.changeReceiver(tx, by, c, receiver, p, proof); err != nil {
			return err
		}
		was := c.Claimant
		c.Claimant = models.Addr(to)
		if err := models.Update(tx, c, "claimant"); err != nil {
			return err
		}
		return tx.Audit(by, "claim.assign_receivable", c.PublicID, map[string]any{"from": was.Address, "to": to})
	})
}
