package claims

import (
	"context"
	"fmt"
	"sync"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/merkle"
	"makewhole/models"
)

// SettlementView is a settlement with everything that hangs on it but its
// lines, which come in pages.
type SettlementView struct {
	Settlement models.Settlement
	Incident   models.Incident
	Pool       models.Pool
	Asset      models.Asset
	Approvals  []models.SettlementApproval
	Objections []models.Objection
	History    []models.Transition
}

// Settlement returns the public view of a settlement. Drafts are for the staff:
// anybody else gets "not found".
func (s *Service) Settlement(ctx context.Context, by models.Actor, settlementID string) (SettlementView, error) {
	return read(ctx, s, func(tx *models.Tx) (v SettlementView, err error) {
		d, err := loadSettled(tx, settlementID)
		if err != nil {
			return v, err
		}
		if d.st.State == models.SettlementDraft && by.Kind != models.ActorStaff && by.Kind != models.ActorJob {
			return v, fmt.Errorf("settlement: %w", models.ErrNotFound)
		}
		v.Settlement, v.Incident, v.Pool, v.Asset = d.st, d.inc, d.pool, d.asset
		if v.Approvals, err = tx.ApprovalsOf(d.st.ID); err != nil {
			return v, err
		}
		if v.Objections, err = tx.ObjectionsOf(d.st.ID); err != nil {
			return v, err
		}
		v.History, err = tx.History(SettlementMachine.Name, d.st.ID)
		return v, err
	})
}

// LineView is one line with the entitlement it pays.
type LineView struct {
	Line        models.Allocation
	Entitlement models.Entitlement
}

// LinesPage returns one page of a settlement's lines with their entitlements.
func (s *Service) LinesPage(ctx context.Context, settlementID string, p models.Page) ([]LineView, error) {
	return read(ctx, s, func(tx *models.Tx) ([]LineView, error) {
		st, err := models.ByPublicID[models.Settlement](tx, settlementID)
		if err != nil {
			return nil, err
		}
		rows, err := tx.AllocationPage(st.ID, p)
		if err != nil {
			return nil, err
		}
		ids := make([]int64, len(rows))
		for i := range rows {
			ids[i] = rows[i].EntitlementID
		}
		entitlements, err := tx.EntitlementsByID(ids)
		if err != nil {
			return nil, err
		}
		out := make([]LineView, len(rows))
		for i := range rows {
			out[i] = LineView{rows[i], entitlements[rows[i].EntitlementID]}
		}
		return out, nil
	})
}

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
	return read(ctx, s, func(tx *models.Tx) (v ProofView, err error) {
		d, err := loadSettled(tx, settlementID)
		if err != nil {
			return v, err
		}
		if v.Line, err = models.ByPublicID[models.Allocation](tx, allocationID); err != nil {
			return v, err
		}
		if v.Line.SettlementID != d.st.ID || d.st.State == models.SettlementDraft {
			return v, fmt.Errorf("allocation: %w", models.ErrNotFound)
		}
		if v.Line.LeafIndex == nil {
			return v, fmt.Errorf("line %s has no leaf: %w", allocationID, models.ErrState)
		}
		tree, err := s.trees.of(tx, d)
		if err != nil {
			return v, err
		}
		v.SettlementRef, v.Distributor, v.ChainID = d.st.ChainRef.Hash, d.pool.Distributor.Address, d.asset.ChainID
		v.Index, v.Root = uint64(*v.Line.LeafIndex), d.st.PayoutRoot.Hash
		leaf := merkle.PayoutLeaf(v.SettlementRef, v.Index, v.Line.Receiver.Address, v.Line.Amount.Amount)
		proof := tree.Proof(int(v.Index))
		if !merkle.Verify(v.Root, leaf, proof) {
			return v, fmt.Errorf("%w: line %s is not in the signed tree", ErrInvariant, allocationID)
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

func (c *treeCache) of(tx *models.Tx, d *settled) (*merkle.Tree, error) {
	if t := c.get(d.st.ID); t != nil {
		return t, nil
	}
	p, err := newPusher(tx, d, nil)
	if err != nil {
		return nil, err
	}
	c.put(d.st.ID, p.tree)
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
