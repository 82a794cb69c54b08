package claims

import (
	"context"
	"fmt"
	"math/big"
	"sync"

	"github.com/ethereum/go-ethereum/common"
	"golang.org/x/sync/errgroup"

	"makewhole/models"
)

// Whether an account is a contract is a fact of the chain where the loss was. An
// account with code there and none on the settlement chain has nobody here who
// is known to hold it: its money waits for a receiver.

// lossChains is the first block of the loss on each chain that the incident's
// modules stand on or its snapshots were measured on; 0 where no block is known. A
// snapshot that names no chain is of the settlement chain.
func (x *exposure) lossChains(tx *models.Tx) (map[int64]int64, error) {
	out, err := tx.LossChains(x.incident.ID)
	if err != nil {
		return nil, err
	}
	for i := range x.valuation.Members {
		chain := x.valuation.Members[i].SourceChainID
		if _, ok := out[chain]; !ok && chain != 0 {
			out[chain] = 0
		}
	}
	return out, nil
}

// contractAtLoss reports whether an account had code, just before the loss, on
// one of the loss's chains other than the settlement chain. A chain that nobody
// reads proves nothing: the account counts as a contract.
func (s *Service) contractAtLoss(ctx context.Context, account common.Address, chains map[int64]int64) (bool, error) {
	for chain, from := range chains {
		if chain == s.ChainID {
			continue
		}
		source := s.Sources[chain]
		if source == nil {
			return true, nil
		}
		var before *big.Int // the newest block where the first of the loss is not known
		if from > 0 {
			before = big.NewInt(from - 1)
		}
		code, err := source.CodeAt(ctx, account, before)
		if err != nil {
			return false, fmt.Errorf("read code of an account on chain %d: %w", chain, err)
		}
		if len(code) > 0 {
			return true, nil
		}
	}
	return false, nil
}

// addContractsAtLoss adds the accounts that contractAtLoss reports to out.
func (s *Service) addContractsAtLoss(ctx context.Context, out map[common.Address]bool, accounts []common.Address, chains map[int64]int64) error {
	var mu sync.Mutex
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(8)
	for _, a := range accounts {
		g.Go(func() error {
			contract, err := s.contractAtLoss(ctx, a, chains)
			if contract {
				mu.Lock()
				out[a] = true
				mu.Unlock()
			}
			return err
		})
	}
	return g.Wait()
}
