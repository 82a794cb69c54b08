package claims

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"sync"

	"github.com/ethereum/go-ethereum/common"
	"golang.org/x/sync/errgroup"

	"makewhole/models"
	"makewhole/service"
	"makewhole/valuation"
)

// CodeReader tells which accounts cannot receive by default. Covers, recovered
// money and swept money ask it alike.
//
// Whether an account is a contract is a fact of the chain where the loss was. An
// account with code there and none on the settlement chain has nobody here who
// is known to hold it: its money waits for a receiver.
type CodeReader struct {
	ChainID int64 // settlement chain
	Here    Code  // of the settlement chain
	// Sources read code on the other chains on which losses happen. A chain
	// without one is not read: its accounts are taken for contracts.
	Sources map[int64]Code
	// Compromised accounts never receive by default, even without code.
	Compromised map[common.Address]bool
}

func (c *Config) codeReader() CodeReader {
	return CodeReader{ChainID: c.ChainID, Here: c.Chain, Sources: c.Sources, Compromised: c.Compromised}
}

// CannotReceive asks the nodes, outside any transaction, whether an affected account
// of an incident cannot receive by default, see Contracts.
func (s *Service) CannotReceive(ctx context.Context, incidentID string, account common.Address) (bool, error) {
	found, err := s.CannotReceiveAll(ctx, []common.Address{account}, incidentID)
	return found[account], err
}

// CannotReceiveAll asks the nodes, outside any transaction, which accounts cannot
// receive by default because of a loss that any of the incidents is about, see
// Contracts.
func (s *Service) CannotReceiveAll(ctx context.Context, accounts []common.Address, incidentIDs ...string) (map[common.Address]bool, error) {
	out := map[common.Address]bool{}
	for _, id := range incidentIDs {
		chains, err := s.chainsOf(ctx, id)
		if err != nil {
			return nil, err
		}
		found, err := s.codeReader().Contracts(ctx, accounts, chains)
		if err != nil {
			return nil, err
		}
		for a := range found {
			out[a] = true
		}
	}
	return out, nil
}

// chainsOf is LossChains of an incident by its public id.
func (s *Service) chainsOf(ctx context.Context, incidentID string) (map[int64]int64, error) {
	return service.Read(ctx, s.DB, func(tx *models.Tx) (map[int64]int64, error) {
		inc, err := models.ByPublicID[models.Incident](tx, incidentID)
		if err != nil {
			return nil, err
		}
		v, err := valuation.Load(tx, &inc)
		if errors.Is(err, valuation.ErrNotReady) {
			v, err = nil, nil // nothing is measured yet
		}
		if err != nil {
			return nil, err
		}
		return LossChains(tx, inc.ID, v)
	})
}

// LossChains is the first block of the loss on each chain that the incident's
// modules stand on or its snapshots were measured on; 0 where no block is known. A
// snapshot that names no chain is of the settlement chain. v is nil where there is
// no final snapshot set.
func LossChains(tx *models.Tx, incidentID int64, v *valuation.Valuation) (map[int64]int64, error) {
	out, err := tx.LossChains(incidentID)
	if err != nil || v == nil {
		return out, err
	}
	for i := range v.Members {
		chain := v.Members[i].SourceChainID
		if _, ok := out[chain]; !ok && chain != 0 {
			out[chain] = 0
		}
	}
	return out, nil
}

// Contracts reports which accounts have code on the settlement chain, had code
// just before the loss on a chain of it (LossChains), or are compromised.
func (c CodeReader) Contracts(ctx context.Context, accounts []common.Address, chains map[int64]int64) (map[common.Address]bool, error) {
	out := map[common.Address]bool{}
	var mu sync.Mutex
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(8)
	for _, a := range accounts {
		g.Go(func() error {
			contract, err := c.contract(ctx, a, chains)
			if contract {
				mu.Lock()
				out[a] = true
				mu.Unlock()
			}
			return err
		})
	}
	return out, g.Wait()
}

func (c CodeReader) contract(ctx context.Context, account common.Address, chains map[int64]int64) (bool, error) {
	if c.Compromised[account] {
		return true, nil
	}
	code, err := c.Here.CodeAt(ctx, account, nil)
	if err != nil {
		return false, fmt.Errorf("%w: read code of accounts: %w", service.ErrNode, err)
	}
	if len(code) > 0 {
		return true, nil
	}
	return c.atLoss(ctx, account, chains)
}

// atLoss reports whether an account had code, just before the loss, on one of
// the loss's chains other than the settlement chain. A chain that nobody reads
// proves nothing: the account counts as a contract.
func (c CodeReader) atLoss(ctx context.Context, account common.Address, chains map[int64]int64) (bool, error) {
	for chain, from := range chains {
		if chain == c.ChainID {
			continue
		}
		source := c.Sources[chain]
		if source == nil {
			return true, nil
		}
		var before *big.Int // the newest block where the first of the loss is not known
		if from > 0 {
			before = big.NewInt(from - 1)
		}
		code, err := source.CodeAt(ctx, account, before)
		if err != nil {
			return false, fmt.Errorf("%w: read code of an account on chain %d: %w", service.ErrNode, chain, err)
		}
		if len(code) > 0 {
			return true, nil
		}
	}
	return false, nil
}
