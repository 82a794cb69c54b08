package distributions

import (
	"fmt"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
	"makewhole/merkle"
	"makewhole/models"
	"makewhole/service"
	"makewhole/settlements"
)

// pusher is the leaves of one settlement, their tree, and which of them are not
// collected.
type pusher struct {
	entries []merkle.Entry
	open    []bool
	tree    *merkle.Tree
}

// subtree is one aligned group of leaves: node `node` of layer `level`.
type subtree struct{ level, node int }

// newPusher reads the leaves and refuses those that do not make the root that
// the committee signed.
func newPusher(tx *models.Tx, d *settlements.Settled) (*pusher, error) {
	p := &pusher{entries: make([]merkle.Entry, d.Settlement.LeafCount), open: make([]bool, d.Settlement.LeafCount)}
	err := tx.EachAllocationOf(d.Settlement.ID, func(l *models.Allocation) error {
		if l.LeafIndex == nil {
			return nil
		}
		i := *l.LeafIndex
		p.entries[i] = merkle.Entry{Account: l.Receiver.Address, Amount: l.Amount.Amount}
		p.open[i] = l.State == models.AllocationClaimable
		return nil
	})
	if err != nil {
		return nil, err
	}
	p.tree = merkle.BuildPayouts(d.Settlement.ChainRef.Hash, p.entries)
	if common.Hash(p.tree.Root()) != d.Settlement.PayoutRoot.Hash {
		return nil, fmt.Errorf("%w: the lines of settlement %s do not make its root", service.ErrInvariant, d.Settlement.PublicID)
	}
	return p, nil
}

// span is the leaves of a subtree; the right edge of the tree may cut it short.
func (p *pusher) span(s subtree) (from, to int) {
	return s.node << s.level, min((s.node+1)<<s.level, len(p.entries))
}

// pushIntent is the outbox row that pays the leaves of mask out of a subtree.
func (s *Service) pushIntent(d *settlements.Settled, p *pusher, sub subtree, mask contracts.Mask, key string) (models.TxIntent, error) {
	from, to := p.span(sub)
	items := make([]contracts.Item, 0, to-from)
	for i := from; i < to; i++ {
		items = append(items, contracts.Item{Receiver: p.entries[i].Account, Amount: p.entries[i].Amount})
	}
	packed, err := contracts.PackItems(items)
	if err != nil {
		return models.TxIntent{}, fmt.Errorf("%w: subtree %d of level %d: %w", service.ErrInvariant, sub.node, sub.level, err)
	}
	data := contracts.PackPush(d.Settlement.ChainRef.Hash, sub.level, uint64(sub.node), packed, mask, p.tree.NodeProof(sub.level, sub.node))
	return d.Intent(s.Operator, "push", key, data), nil
}
