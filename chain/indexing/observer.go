package indexing

import (
	"context"
	"errors"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/chain"
	"makewhole/contracts"
	"makewhole/models"
	"makewhole/money"
)

// CallNode is what the observer needs of a chain.
type CallNode interface {
	Finalized(ctx context.Context) (*types.Header, error)
	HeaderByNumber(ctx context.Context, number *big.Int) (*types.Header, error)
	BatchCallAtHash(ctx context.Context, msgs []ethereum.CallMsg, block common.Hash) ([]chain.CallResult, error)
}

// PoolView is what a pool or vault holds at one final block, in base units of
// its asset. Free may be paid out or withdrawn; Reserved is earmarked or
// committed; Paid is all that ever left for settlements. A vault has one
// number, what it holds of the asset, as Free.
type PoolView struct {
	PoolID               int64
	Block                uint64
	Free, Reserved, Paid money.Amount
}

// Observer writes what pools hold at the finalized block to pools.observed_*.
type Observer struct {
	DB      *models.DB
	Node    CallNode
	ChainID uint64
}

// RunOnce reads every pool on the chain at the finalized block. A pool that does
// not answer is an error and keeps its last observation; the others go on.
func (o *Observer) RunOnce(ctx context.Context) ([]PoolView, error) {
	final, behind := chain.WatchFinality(ctx, o.DB, o.Node, o.ChainID)
	if behind != nil && !errors.Is(behind, chain.ErrFinalityBehind) {
		return nil, behind
	}
	var pools []models.Pool
	assets := map[int64]models.Asset{}
	err := o.DB.Read(ctx, func(tx *models.Tx) (err error) {
		if pools, err = tx.PoolsOnChain(int64(o.ChainID)); err != nil {
			return err
		}
		for _, p := range pools {
			if assets[p.AssetID], err = models.ByID[models.Asset](tx, p.AssetID); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil || len(pools) == 0 {
		return nil, errors.Join(err, behind)
	}
	views, lookErr := o.look(ctx, pools, assets, final)
	return views, errors.Join(o.store(ctx, views), lookErr, behind)
}

// look runs all view calls at one block hash; views are of the pools that answered.
func (o *Observer) look(ctx context.Context, pools []models.Pool, assets map[int64]models.Asset, final *types.Header) ([]PoolView, error) {
	var msgs []ethereum.CallMsg
	pool, vault := contracts.NewCapitalPool(), contracts.NewRecoveryVault()
	for _, p := range pools {
		to := p.Contract.Address
		if p.Kind == "vault" {
			msgs = append(msgs, ethereum.CallMsg{To: &to, Data: vault.PackHeldOf(assets[p.AssetID].Address.Address)})
			continue
		}
		for _, data := range [][]byte{pool.PackFree(), pool.PackReserved(), pool.PackPaid()} {
			msgs = append(msgs, ethereum.CallMsg{To: &to, Data: data})
		}
	}
	answers, err := o.Node.BatchCallAtHash(ctx, msgs, final.Hash())
	if err != nil {
		return nil, err
	}
	var out []PoolView
	var errs []error
	for _, p := range pools {
		n := 3
		if p.Kind == "vault" {
			n = 1
		}
		amounts, err := words(answers[:n])
		answers = answers[n:]
		if err != nil {
			errs = append(errs, fmt.Errorf("pool %s: %w", p.PublicID, err))
			continue
		}
		v := PoolView{PoolID: p.ID, Block: final.Number.Uint64(), Free: amounts[0]}
		if n == 3 {
			v.Reserved, v.Paid = amounts[1], amounts[2]
		}
		out = append(out, v)
	}
	return out, errors.Join(errs...)
}

// words reads answers that are one uint256 each.
func words(answers []chain.CallResult) ([]money.Amount, error) {
	out := make([]money.Amount, len(answers))
	for i, a := range answers {
		switch {
		case a.Err != nil:
			return nil, a.Err
		case len(a.Data) != 32:
			return nil, fmt.Errorf("answer of %d bytes, want 32", len(a.Data))
		}
		out[i] = money.FromBytes32([32]byte(a.Data))
	}
	return out, nil
}

// store never moves an observation to an older block.
func (o *Observer) store(ctx context.Context, views []PoolView) error {
	return o.DB.Tx(ctx, func(tx *models.Tx) error {
		for _, v := range views {
			p, err := models.ByID[models.Pool](tx, v.PoolID)
			if err != nil {
				return err
			}
			if p.ObservedAt != nil && int64(v.Block) <= p.ObservedBlock {
				continue
			}
			now := tx.Now
			p.ObservedFree, p.ObservedBlock, p.ObservedAt = models.Amt(v.Free), int64(v.Block), &now
			if err := models.Update(tx, &p, "observed_free", "observed_block", "observed_at"); err != nil {
				return err
			}
		}
		return nil
	})
}
