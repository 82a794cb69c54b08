package main

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum"

	"makewhole/contracts"
	"makewhole/deployment"
	"makewhole/merkle"
	"makewhole/models"
	"makewhole/money"
	"makewhole/outbox"
)

// settlements is the money path through the real contracts: orders signed by
// the committee are published and pushed by the outbox under faults, while a
// stranger redeems leaves and repeats pushes. Judged from balances and bitmaps.
type settlements struct {
	*outboxRun
	d          deployment.Deployment
	token      address
	source     hash
	set        hash
	plans      []settlementPlan
	cumulative amount
	last       hash // digest of the last order
}

// settlementPlan is one settlement with its tree and its transactions.
type settlementPlan struct {
	order contracts.PayoutOrder
	items []contracts.Item
	tree  *merkle.Tree
	push  [][]byte
}

// atOnce is how many settlements are under way together.
const atOnce = 4

func settleLeg(ctx context.Context, seed uint64, n int, st *store) (row, error) {
	w, err := newWorld(ctx, seeded(seed, 5))
	if err != nil {
		return row{}, err
	}
	defer w.close()
	s := &settlements{outboxRun: &outboxRun{world: w, store: st, n: n, odd: map[string]int{}}}
	s.line = &line{Node: w.client, w: w, rnd: seeded(seed, 6), perMille: faultChance}
	if err := errors.Join(s.deploy(ctx), st.migrate(ctx, w.clock.Now)); err != nil {
		return row{}, err
	}
	w.step = blockTime
	for i := range instances {
		s.peers = append(s.peers, &instance{name: fmt.Sprintf("instance %d", i+1)})
	}
	defer s.shut()
	if err := s.recover(ctx); err != nil {
		return row{}, err
	}
	if err := errors.Join(s.suffer(ctx), s.healed(ctx)); err != nil {
		return row{}, err
	}
	return s.judge(ctx)
}

// suffer goes on until every settlement was issued and its intents are done.
func (s *settlements) suffer(ctx context.Context) error {
	for i := 0; i < 200*s.n+2000; i++ {
		left, err := s.unfinished(ctx)
		if err != nil {
			return err
		}
		if left == 0 && len(s.plans) == s.n {
			return nil
		}
		if left < 2*atOnce && len(s.plans) < s.n {
			if err := s.issue(ctx); err != nil {
				return err
			}
		}
		if err := errors.Join(ctx.Err(), s.weather(ctx), s.requeue(ctx), s.interfere(ctx)); err != nil {
			return err
		}
		s.round(ctx, s.peers[s.rnd.IntN(len(s.peers))])
		if err := s.recover(ctx); err != nil {
			return err
		}
		s.line.deliver(ctx)
		s.seal()
	}
	return errors.New("the settlements do not get done")
}

// issue signs the next order and enqueues its publication and its pushes.
func (s *settlements) issue(ctx context.Context) error {
	p, err := s.plan(uint64(len(s.plans) + 1))
	if err != nil {
		return err
	}
	digest := p.order.Digest(s.d.OracleConfig().Domain())
	sigs, err := s.signed(digest)
	if err != nil {
		return err
	}
	calls := append([][]byte{contracts.PackPublish(p.order, sigs)}, p.push...)
	err = s.peers[0].db.Tx(ctx, func(tx *models.Tx) error {
		for i, data := range calls {
			_, err := tx.Enqueue(models.TxIntent{
				IdemKey: fmt.Sprintf("settlement:%d:%d", p.order.Sequence, i), Kind: "trial", RefMachine: "settlement", RefID: 1, ChainID: chainID,
				Sender: models.Addr(s.key.Address()), To: models.Addr(s.d.Distributor), Data: data, State: models.TxApproved,
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	s.plans = append(s.plans, p)
	s.cumulative, s.last = p.order.CumulativeTotal, digest
	s.stats.one("settlements issued")
	s.stats.add("pushes issued", len(p.push))
	return err
}

// plan makes a settlement of new receivers with amounts of their own. Half of
// the leaves are pushed, the others wait for somebody to redeem them.
func (s *settlements) plan(sequence uint64) (settlementPlan, error) {
	id := merkle.SettlementID(chainID, s.d.Distributor, tortureIncident, s.source, s.token, sequence)
	p := settlementPlan{items: make([]contracts.Item, 3+s.rnd.IntN(30))}
	entries := make([]merkle.Entry, len(p.items))
	total := money.Zero
	for i := range p.items {
		p.items[i] = contracts.Item{Receiver: receiver(int(sequence)*1000 + i), Amount: money.FromUint64(sequence*1000 + uint64(i))}
		entries[i] = merkle.Entry{Account: p.items[i].Receiver, Amount: p.items[i].Amount}
		var err error
		if total, err = total.Add(p.items[i].Amount); err != nil {
			return p, err
		}
	}
	p.tree = merkle.BuildPayouts(id, entries)
	cumulative, err := s.cumulative.Add(total)
	p.order = contracts.PayoutOrder{
		ConfigDigest: s.d.ConfigDigest, SettlementID: id, IncidentID: tortureIncident, PoolID: s.source, PayoutToken: s.token,
		Sequence: sequence, SnapshotSetDigest: s.set, InputHash: hash{7}, PayoutRoot: p.tree.Root(), LeafCount: uint32(len(p.items)),
		Total: total, CumulativeTotal: cumulative, Follows: contracts.FollowsState(s.last, 0), ValidUntil: s.end(),
	}
	level := s.rnd.IntN(p.tree.Depth() + 1)
	for node := 0; err == nil && node<<level < len(p.items); node++ {
		err = s.pushOf(&p, level, node)
	}
	return p, err
}

// pushOf adds the push of one subtree with a random half of its leaves.
func (s *settlements) pushOf(p *settlementPlan, level, node int) error {
	from, to := node<<level, min((node+1)<<level, len(p.items))
	packed, err := contracts.PackItems(p.items[from:to])
	if err != nil {
		return err
	}
	var mask contracts.Mask
	for i := range to - from {
		if s.rnd.IntN(2) == 0 {
			mask.Set(i)
		}
	}
	if mask.Len() > 0 {
		p.push = append(p.push, contracts.PackPush(p.order.SettlementID, level, uint64(node), packed, mask, p.tree.NodeProof(level, node)))
	}
	return nil
}

func (p *settlementPlan) redemption(i int) contracts.Redemption {
	return contracts.Redemption{
		SettlementID: p.order.SettlementID, Index: uint64(i), Receiver: p.items[i].Receiver, Amount: p.items[i].Amount, Proof: p.tree.Proof(i),
	}
}

// interfere is a stranger who redeems any leaf or repeats any push; most of it
// is refused by the contract, which is what it is there for.
func (s *settlements) interfere(ctx context.Context) error {
	if len(s.plans) == 0 || s.rnd.IntN(3) > 0 {
		return nil
	}
	p := &s.plans[len(s.plans)-1-s.rnd.IntN(min(len(s.plans), 2*atOnce))]
	data, what := contracts.PackRedeem(p.redemption(s.rnd.IntN(len(p.items)))), "redeem of a stranger"
	if len(p.push) > 0 && s.rnd.IntN(4) == 0 {
		data, what = p.push[s.rnd.IntN(len(p.push))], "push repeated by a stranger"
	}
	if _, err := s.send(ctx, stranger, s.d.Distributor, data); err != nil {
		return nil // the stranger's own pool trouble
	}
	s.stats.one(what)
	return nil
}

// requeue is a treasurer who tries again what ended as a failed transaction: a
// reorganisation can bring a push into a block in which its settlement is not
// active yet. The bitmap makes trying again harmless.
func (s *settlements) requeue(ctx context.Context) error {
	var failed []models.TxIntent
	err := s.peers[0].db.Read(ctx, func(tx *models.Tx) (err error) {
		failed, err = tx.Intents(models.IntentFilter{State: models.TxReverted}, models.Page{Limit: 50})
		return err
	})
	if err != nil || len(failed) == 0 {
		return err
	}
	by, err := treasurer(ctx, s.peers[0].db)
	for _, in := range failed {
		if _, again := (&outbox.Operator{DB: s.peers[0].db}).Requeue(ctx, by, in.PublicID, "torture"); again != nil {
			return again
		}
		s.stats.one("requeued after a failed transaction")
	}
	return err
}

// healed ends all faults, lets the outbox finish and redeems what is left.
func (s *settlements) healed(ctx context.Context) error {
	if err := s.heal(ctx); err != nil {
		return err
	}
	for i := range s.plans {
		taken, err := s.taken(ctx, &s.plans[i])
		if err != nil {
			return err
		}
		for leaf := range s.plans[i].items {
			if taken.Bit(leaf) == 1 {
				continue
			}
			if err := s.transact(ctx, stranger, s.d.Distributor, contracts.PackRedeem(s.plans[i].redemption(leaf))); err != nil {
				return err
			}
			s.stats.one("redeemed at the end")
		}
	}
	return nil
}

// taken is the bitmap of a settlement.
func (s *settlements) taken(ctx context.Context, p *settlementPlan) (*big.Int, error) {
	out, err := s.view(ctx, contracts.NewPayoutDistributor().PackTakenBits(p.order.SettlementID, new(big.Int)))
	return wordAt(out, 0), err
}

func (s *settlements) view(ctx context.Context, data []byte) ([]byte, error) {
	return s.client.CallContract(ctx, ethereum.CallMsg{To: &s.d.Distributor, Data: data}, nil)
}

// judge reads every balance, every bitmap and what is left in the contract.
func (s *settlements) judge(ctx context.Context) (row, error) {
	r := row{counts: s.stats}
	for i := range s.plans {
		p := &s.plans[i]
		got := make([]amount, len(p.items))
		for j, it := range p.items {
			var err error
			if got[j], err = s.client.TokenBalance(ctx, s.token, it.Receiver, nil); err != nil {
				return r, err
			}
		}
		v := balanceVerdict(got, func(j int) amount { return p.items[j].Amount })
		r.paid, r.doubles, r.losses = r.paid+v.paid, r.doubles+v.doubles, r.losses+v.losses
		r.operations += len(p.items)
		taken, err := s.taken(ctx, p)
		if err != nil {
			return r, err
		}
		all := new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), uint(len(p.items))), big.NewInt(1))
		if taken.Cmp(all) != 0 {
			r.violation("settlement %d: bitmap %x, want %x", p.order.Sequence, taken, all)
		}
	}
	left, err := s.client.TokenBalance(ctx, s.token, s.d.Distributor, nil)
	if err != nil {
		return r, err
	}
	if !left.IsZero() {
		r.violation("the distributor still holds %s", left)
	}
	out, err := s.view(ctx, contracts.NewPayoutDistributor().PackCommitted(tortureIncident, s.token))
	if err != nil {
		return r, err
	}
	if wordAt(out, 0).Cmp(s.cumulative.Big()) != 0 {
		r.violation("the chain has committed %s, signed were %s", wordAt(out, 0), s.cumulative)
	}
	for text, n := range s.odd {
		r.violation("%d times: unexpected error: %s", n, text)
	}
	if s.n >= 100 {
		for _, kind := range s.stats.never("crash", "receipts lost to reorg", "redeem of a stranger", "push repeated by a stranger", "redeemed at the end", lostReply, refused) {
			r.violation("%s never happened", kind)
		}
	}
	r.note = fmt.Sprintf("%d settlements through the real contracts", len(s.plans))
	return r, nil
}

func runSettle(ctx context.Context, o options) ([]row, error) {
	return repeated(o, func(seed uint64) (row, error) {
		st, err := sqliteStore()
		if err != nil {
			return row{}, err
		}
		began := time.Now()
		r, err := settleLeg(ctx, seed, o.pick(40, 200, 200), st)
		r.seconds = time.Since(began).Seconds()
		return r, errors.Join(err, st.close())
	})
}
