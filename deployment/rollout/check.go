package rollout

import (
	"context"
	"fmt"
	"math/big"
	"sort"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/contracts"
	"makewhole/deployment"
)

// Check holds what exists against the plan and writes nothing: every contract is
// there with the code of this release, every role is held by whom the plan names,
// every parameter and id is the plan's. ErrWaiting means that steps are left.
func Check(ctx context.Context, o Options) (Report, error) {
	r, s, report, err := begin(ctx, o)
	if err != nil {
		return report, err
	}
	for _, st := range s.steps {
		if !st.Done && (st.Waits == "" || !s.whole) {
			return report, fmt.Errorf("%w: %s", ErrWaiting, st.Name)
		}
	}
	report.Deployment, err = r.check(s)
	return report, err
}

// check completes the deployment with its first block and verifies it.
func (r *rollout) check(s *survey) (deployment.Deployment, error) {
	if err := s.limitsHeld(); err != nil {
		return s.d, err
	}
	block, err := r.firstBlock(s)
	if err != nil {
		return s.d, err
	}
	s.d.Block = block
	return s.d, s.d.Verify(r.ctx, r.Node)
}

// limitsHeld compares the treasurer of the limits, a role of its own.
func (s *survey) limitsHeld() error {
	limits := crypto.CreateAddress(s.d.Distributor, 1)
	got, err := s.word(limits, contracts.NewPayoutLimits().PackHolderOf(contracts.RoleTreasurer))
	if holder := common.BytesToAddress(got[:]); err == nil && holder != s.d.Roles.Treasurer {
		err = fmt.Errorf("%w: the treasurer of the limits %s is %s, the plan says %s", deployment.ErrDiffers, limits, holder, s.d.Roles.Treasurer)
	}
	return err
}

// firstBlock is the block of the oracle's creation; nothing of the deployment is
// older. The receipt says it, where the journal knows the transaction, otherwise the
// first block with the code.
func (r *rollout) firstBlock(s *survey) (uint64, error) {
	receipts, err := r.Node.Receipts(r.ctx, r.journal.hashes("create LossOracle"))
	if err != nil {
		return 0, err
	}
	for _, rec := range receipts {
		if rec != nil && rec.Status == types.ReceiptStatusSuccessful && rec.ContractAddress == s.d.LossOracle {
			return rec.BlockNumber.Uint64(), nil
		}
	}
	head := int(s.head.Number.Uint64())
	first := sort.Search(head, func(n int) bool {
		if err != nil {
			return true
		}
		var code []byte
		code, err = r.Node.CodeAt(r.ctx, s.d.LossOracle, big.NewInt(int64(n)))
		return len(code) > 0
	})
	if err != nil {
		return 0, fmt.Errorf("find the block of the loss oracle without the journal, which needs a node that knows old states: %w", err)
	}
	return uint64(first), nil
}
