package distributions

import (
	"context"
	"fmt"
	"sync"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/merkle"
	"makewhole/models"
	"makewhole/service"
	"makewhole/settlements"
)

// ProofView is what a receiver needs to redeem a line: redeem(SettlementRef,
// Index, Receiver, Amount, Proof) at Distributor.
type ProofView struct {
	Line          models.Allocation
	SettlementRef common.Hash
	Distributor   common.Address
	ChainID       int64
	Index         uint64
	Leaf          common.Hash
	Proof         []common.Hash
	Root          common.Hash
}

// Proof returns the Merkle proof of a line that has a leaf, checked against the
// root that the committee signed.
func (s *Service) Proof(ctx context.Context, settlementID, allocationID string) (ProofView, error) {
	return service.Read(ctx, s.DB, func(tx *models.Tx) (v ProofView, err error) {
		d, err := settlements.LoadSettled(tx, settlementID)
		if err != nil {
			return v, err
		}
		if v.Line, err = models.ByPublicID[models.Allocation](tx, allocationID); err != nil {
			return v, err
		}
		if v.Line.SettlementID != d.Settlement.ID || d.Settlement.State == models.SettlementDraft {
			return v, fmt.Errorf("allocation: %w", models.ErrNotFound)
		}
		if v.Line.LeafIndex == nil {
			return v, fmt.Errorf("line %s has no leaf: %w", allocationID, models.ErrState)
		}
		if settlements.Parked(&v.Line, &d.Pool) {
			return v, fmt.Errorf("line %s has no receiver, it waits for the sweep: %w", allocationID, models.ErrState)
		}
		tree, err := s.trees.of(tx, d)
		if err != nil {
			return v, err
		}
		v.SettlementRef, v.Distributor, v.ChainID = d.Settlement.ChainRef.Hash, d.Pool.Distributor.Address, d.Asset.ChainID
		v.Index, v.Root = uint64(*v.Line.LeafIndex), d.Settlement.PayoutRoot.Hash
		leaf := merkle.PayoutLeaf(v.SettlementRef, v.Index, v.Line.Receiver.Address, v.Line.Amount.Amount)
		proof := tree.Proof(int(v.Index))
		if !merkle.Verify(v.Root, leaf, proof) {
			return v, fmt.Errorf("%w: line %s is not in the signed tree", service.ErrInvariant, allocationID)
		}
		v.Leaf, v.Proof = leaf, make([]common.Hash, len(proof))
		for i, h := range proof {
			v.Proof[i] = h
		}
		return v, nil
	})
}

// treesKept is how many payout trees stay in memory; a tree of a million leaves
// takes 64 MB.
const treesKept = 4

// treeCache keeps the trees of the settlements asked for last. A settlement's
// lines never change, so a tree never goes stale.
type treeCache struct {
	mu    sync.Mutex
	trees map[int64]*merkle.Tree
	order []int64 // least recently used first
}

func (c *treeCache) of(tx *models.Tx, d *settlements.Settled) (*merkle.Tree, error) {
	if t := c.get(d.Settlement.ID); t != nil {
		return t, nil
	}
	p, err := newPusher(tx, d)
	if err != nil {
		return nil, err
	}
	c.put(d.Settlement.ID, p.tree)
	return p.tree, nil
}

func (c *treeCache) get(id int64) *merkle.Tree {
	c.mu.Lock()
	defer c.mu.Unlock()
	t := c.trees[id]
	if t != nil {
		c.touch(id)
	}
	return t
}

func (c *treeCache) put(id int64, t *merkle.Tree) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.trees == nil {
		c.trees = map[int64]*merkle.Tree{}
	}
	c.trees[id] = t
	c.touch(id)
	if len(c.order) > treesKept {
		delete(c.trees, c.order[0])
		c.order = c.order[1:]
	}
}

func (c *treeCache) touch(id int64) {
	kept := c.order[:0]
	for _, o := range c.order {
		if o != id {
			kept = append(kept, o)
		}
	}
	c.order = append(kept, id)
}
