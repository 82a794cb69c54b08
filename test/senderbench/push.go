package senderbench

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"math/bits"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
	"makewhole/merkle"
	"makewhole/money"
)

// pushes publishes a settlement for each side and waits until both are active.
func (w *world) pushes(ctx context.Context) (ls [2]*load, err error) {
	s, err := w.deploy(ctx)
	if err != nil {
		return ls, fmt.Errorf("deploy: %w", err)
	}
	for side := range ls {
		if ls[side], err = s.settle(ctx, side); err != nil {
			return ls, fmt.Errorf("settlement %d: %w", side+1, err)
		}
	}
	delay := time.Duration(s.d.Limits.ActivationDelaySeconds) * time.Second
	return ls, w.node.AdvanceTime(delay + time.Second)
}

// settle publishes the settlement of a side, signed by the committee, and makes
// its pushes.
func (s *settler) settle(ctx context.Context, side int) (*load, error) {
	b, err := s.book(side)
	if err != nil {
		return nil, err
	}
	sequence := uint64(side + 1)
	cumulative, err := s.committed.Add(b.total)
	if err != nil {
		return nil, err
	}
	order := contracts.PayoutOrder{
		ConfigDigest: s.d.ConfigDigest, SettlementID: b.id, IncidentID: incident, PoolID: s.pool.ID, PayoutToken: s.pool.Asset,
		Sequence: sequence, SnapshotSetDigest: s.set, InputHash: common.Hash{8}, PayoutRoot: common.Hash(b.tree.Root()),
		LeafCount: uint32(len(b.entries)), Total: b.total, CumulativeTotal: cumulative,
		Follows: contracts.FollowsState(s.last, 0), ValidUntil: s.end(),
	}
	digest := order.Digest(s.d.OracleConfig().Domain())
	sigs, err := s.sign(digest)
	if err != nil {
		return nil, err
	}
	if err := s.transact(ctx, operator, s.d.Distributor, contracts.PackPublish(order, sigs)); err != nil {
		return nil, fmt.Errorf("publish: %w", err)
	}
	s.committed, s.last = cumulative, digest
	return s.load(b)
}

// book is the leaves of one settlement.
type book struct {
	id      common.Hash
	level   int // of the subtree that one push covers
	entries []merkle.Entry
	tree    *merkle.Tree
	total   money.Amount // base units
}

// book writes the lines of a side: an aligned subtree for every push, whose first
// Lines leaves it pays. The others are there because a subtree has 2^level
// leaves; they stay open, as lines do that the plan leaves to be redeemed.
func (s *settler) book(side int) (b book, err error) {
	b.id = merkle.SettlementID(chainID, s.d.Distributor, incident, s.pool.ID, s.pool.Asset, uint64(side+1))
	b.level = bits.Len(uint(s.Lines - 1))
	b.entries = make([]merkle.Entry, (s.N-1)<<b.level+s.Lines)
	for i := range b.entries {
		e := merkle.Entry{Account: receiver(side, i), Amount: money.FromUint64(uint64(i + 1))}
		if b.total, err = b.total.Add(e.Amount); err != nil {
			return b, err
		}
		b.entries[i] = e
	}
	b.tree = merkle.BuildPayouts(b.id, b.entries)
	return b, nil
}

// load makes the pushes of a published settlement, and notes what each leaf gets.
func (s *settler) load(b book) (*load, error) {
	l := &load{kind: "trial", machine: "settlement", planned: true, token: s.pool.Asset}
	for node := range s.N {
		leaves := b.entries[node<<b.level : min((node+1)<<b.level, len(b.entries))]
		items := make([]contracts.Item, len(leaves))
		for i, e := range leaves {
			items[i] = contracts.Item{Receiver: e.Account, Amount: e.Amount}
			p := payment{receiver: e.Account}
			if i < s.Lines {
				p.amount = e.Amount
			}
			l.due = append(l.due, p)
		}
		packed, err := contracts.PackItems(items)
		if err != nil {
			return nil, err
		}
		data := contracts.PackPush(b.id, b.level, uint64(node), packed, contracts.FirstItems(s.Lines), b.tree.NodeProof(b.level, node))
		l.calls = append(l.calls, call{to: s.d.Distributor, data: data})
	}
	return l, nil
}

// most is what the pool holds, in base units: more than any run pays.
var most = big.NewInt(1e18)

// fund pays into the pool and earmarks it.
func (s *settler) fund(ctx context.Context) error {
	token, pool := contracts.NewTestToken(), contracts.NewCapitalPool()
	return errors.Join(
		s.transact(ctx, deployer, s.pool.Asset, token.PackMint(address(underwriter), most)),
		s.transact(ctx, underwriter, s.pool.Asset, token.PackApprove(s.pool.Address, most)),
		s.transact(ctx, underwriter, s.pool.Address, pool.PackDeposit(most, big.NewInt(1))),
		s.transact(ctx, operator, s.pool.Address, pool.PackEarmark(incident, most, most)),
	)
}
