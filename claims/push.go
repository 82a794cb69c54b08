package claims

import (
	"context"
	"encoding/hex"
	"fmt"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
	"makewhole/merkle"
	"makewhole/models"
)

// PlanPushes enqueues pushes for the chosen lines of an active settlement, or
// for all that are not collected. Each intent pays chosen leaves of one aligned
// subtree of at most 256; a subtree with an amount above 96 bits is split, and
// such a leaf can only be redeemed. Pushing a leaf twice pays it once: the
// distributor skips what is taken.
func (s *Service) PlanPushes(ctx context.Context, by models.Actor, settlementID string, allocationIDs []string) ([]models.TxIntent, error) {
	if !by.Has("treasurer|job") {
		return nil, fmt.Errorf("%w: needs treasurer", ErrForbidden)
	}
	return write(ctx, s, func(tx *models.Tx) ([]models.TxIntent, error) {
		d, err := loadSettled(tx, settlementID)
		if err != nil {
			return nil, err
		}
		if d.st.State != models.SettlementActive {
			return nil, fmt.Errorf("settlement %s is %s: %w", d.st.PublicID, d.st.State, models.ErrState)
		}
		p, err := newPusher(tx, d, allocationIDs)
		if err != nil {
			return nil, err
		}
		retry := ""
		if by.Kind == models.ActorStaff {
			retry = ":" + by.RequestID // a person may try a failed receiver again
		}
		for _, sub := range p.subtrees() {
			in, err := tx.Enqueue(s.pushIntent(d, p, sub, retry))
			if err != nil {
				return nil, err
			}
			p.intents = append(p.intents, in)
		}
		return p.intents, tx.Audit(by, "settlement.push", d.st.PublicID, map[string]any{"intents": len(p.intents), "lines": p.chosen})
	})
}

// pusher is the leaves of one settlement and which of them to pay.
type pusher struct {
	entries []merkle.Entry
	want    []bool
	chosen  int
	tree    *merkle.Tree
	intents []models.TxIntent
}

// subtree is one aligned group of leaves: node `node` of layer `level`.
type subtree struct{ level, node int }

func newPusher(tx *models.Tx, d *settled, allocationIDs []string) (*pusher, error) {
	ids := make(map[string]bool, len(allocationIDs))
	for _, id := range allocationIDs {
		ids[id] = true
	}
	p := &pusher{entries: make([]merkle.Entry, d.st.LeafCount), want: make([]bool, d.st.LeafCount)}
	found := 0
	err := tx.EachAllocationOf(d.st.ID, func(l *models.Allocation) error {
		named := ids[l.PublicID]
		if named {
			found++
		}
		if l.LeafIndex == nil {
			return nil
		}
		i := *l.LeafIndex
		p.entries[i] = merkle.Entry{Account: l.Receiver.Address, Amount: l.Amount.Amount}
		if (len(ids) == 0 || named) && l.State == models.AllocationClaimable && contracts.Pushable(l.Amount.Amount) {
			p.want[i] = true
			p.chosen++
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if found != len(ids) {
		return nil, invalid("/allocation_ids", "name a line that is not in this settlement")
	}
	p.tree = merkle.BuildPayouts(d.st.ChainRef.Hash, p.entries)
	if common.Hash(p.tree.Root()) != d.st.PayoutRoot.Hash {
		return nil, fmt.Errorf("%w: the lines of settlement %s do not make its root", ErrInvariant, d.st.PublicID)
	}
	return p, nil
}

// subtrees covers the wanted leaves with the largest aligned subtrees in which
// every amount can be packed.
func (p *pusher) subtrees() []subtree {
	if len(p.entries) == 0 {
		return nil
	}
	level := min(contracts.MaxPushLevel, p.tree.Depth())
	var out []subtree
	for node := 0; node<<level < len(p.entries); node++ {
		out = p.cover(out, subtree{level, node})
	}
	return out
}

func (p *pusher) cover(out []subtree, s subtree) []subtree {
	from, to := p.span(s)
	wanted, packable := false, true
	for i := from; i < to; i++ {
		wanted = wanted || p.want[i]
		packable = packable && contracts.Pushable(p.entries[i].Amount)
	}
	switch {
	case from >= to || !wanted:
		return out
	case packable:
		return append(out, s)
	case s.level == 0:
		return out
	}
	out = p.cover(out, subtree{s.level - 1, 2 * s.node})
	return p.cover(out, subtree{s.level - 1, 2*s.node + 1})
}

// span is the leaves of a subtree; the right edge of the tree may cut it short.
func (p *pusher) span(s subtree) (from, to int) {
	return s.node << s.level, min((s.node+1)<<s.level, len(p.entries))
}

func (s *Service) pushIntent(d *settled, p *pusher, sub subtree, retry string) models.TxIntent {
	from, to := p.span(sub)
	items := make([]contracts.Item, 0, to-from)
	var mask contracts.Mask
	for i := from; i < to; i++ {
		items = append(items, contracts.Item{Receiver: p.entries[i].Account, Amount: p.entries[i].Amount})
		if p.want[i] {
			mask.Set(i - from)
		}
	}
	packed, err := contracts.PackItems(items)
	if err != nil {
		panic("claims: " + err.Error()) // cover chose packable subtrees of at most 256 leaves
	}
	data := contracts.PackPush(d.st.ChainRef.Hash, sub.level, uint64(sub.node), packed, mask, p.tree.NodeProof(sub.level, sub.node))
	bits := mask.Big().FillBytes(make([]byte, 32))
	key := fmt.Sprintf("push:%s:%d:%d:%s%s", d.st.PublicID, sub.level, sub.node, hex.EncodeToString(bits), retry)
	return s.intent(d, "push", key, data)
}
