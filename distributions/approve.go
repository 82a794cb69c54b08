package distributions

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
	"makewhole/models"
	"makewhole/money"
	"makewhole/payouts"
	"makewhole/service"
	"makewhole/settlements"
	"makewhole/states"
)

// ApprovePlan is a treasurer's approval of the bill of a plan and writes its
// transactions into the outbox, in one transaction. The treasurer is another
// person than who made the plan, and names the content that was seen. Lines that
// were collected since are left out. A plan whose prices or age have moved on, or of
// which nothing is left, is ErrStale: make a new one.
// Approving again returns the approved plan.
func (s *Service) ApprovePlan(ctx context.Context, by models.Actor, planID string, contentHash common.Hash) (models.DistributionPlan, error) {
	if !by.Has(states.ByTreasurer) {
		return models.DistributionPlan{}, fmt.Errorf("%w: needs treasurer", service.ErrForbidden)
	}
	return s.approvePlan(ctx, by, personOf(by), planID, contentHash)
}

func (s *Service) approvePlan(ctx context.Context, by models.Actor, approver, planID string, contentHash common.Hash) (models.DistributionPlan, error) {
	if err := s.hasNode(); err != nil {
		return models.DistributionPlan{}, err
	}
	a := &approval{s: s, by: by, approver: approver, hash: contentHash}
	if err := s.DB.Read(ctx, func(tx *models.Tx) error { return a.open(tx, planID) }); err != nil {
		return models.DistributionPlan{}, service.Translate(err)
	}
	if a.row.State == models.PlanProposed {
		if err := a.observe(ctx); err != nil {
			return models.DistributionPlan{}, err
		}
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.DistributionPlan, error) {
		if err := a.open(tx, planID); err != nil {
			return models.DistributionPlan{}, err
		}
		if a.row.State == models.PlanApproved {
			return a.row, nil
		}
		if err := errors.Join(mustBeActive(a.d), service.RefuseFrozen(tx), a.fresh(tx)); err != nil {
			return models.DistributionPlan{}, err
		}
		return a.row, a.enqueue(tx)
	})
}

// approval is one plan on its way into the outbox.
type approval struct {
	s        *Service
	by       models.Actor
	approver string
	hash     common.Hash
	row      models.DistributionPlan
	body     planBody
	d        *settlements.Settled
	price    money.Amount           // of gas now
	taken    map[int]contracts.Mask // paid leaves on chain, by word of 256
}

// open reads the plan and refuses what no observation could change.
func (a *approval) open(tx *models.Tx, planID string) (err error) {
	if a.row, err = models.ByPublicID[models.DistributionPlan](tx, planID); err != nil {
		return err
	}
	switch {
	case a.row.ContentHash.Hash != a.hash:
		return fmt.Errorf("%w: the content hash is not this plan's", service.ErrConflict)
	case a.row.State == models.PlanWithdrawn:
		return fmt.Errorf("plan %s is withdrawn: %w", planID, models.ErrState)
	case a.row.Maker == a.approver:
		return &models.ConflictError{Act: "plan.approve", Tie: states.TieWrote}
	}
	if a.body, err = readPlan(&a.row); err != nil {
		return err
	}
	if a.d, err = settlements.LoadSettled(tx, a.body.Settlement); err != nil || a.row.State != models.PlanProposed {
		return err
	}
	return a.mayApprove(tx)
}

// mayApprove refuses the maker under another login, who gains by the settlement,
// and a plan whose maker may make none any more.
func (a *approval) mayApprove(tx *models.Tx) error {
	facts := models.Facts{Incident: &a.d.Incident}
	if maker, person := strings.CutPrefix(a.row.Maker, makerPerson); person {
		facts.Persons = []string{maker}
		stands, err := tx.PersonStanding(maker, service.ByApprovers)
		if err != nil {
			return err
		}
		if !stands {
			return fmt.Errorf("%w: who made the plan is not active as %s any more; make a new one", service.ErrForbidden, strings.ReplaceAll(service.ByApprovers, "|", " or "))
		}
	}
	return tx.MayDecide(a.by, "plan.approve", facts)
}

// observe compares the plan with the chain: the price of gas, and which of the
// leaves it would pay are paid.
func (a *approval) observe(ctx context.Context) (err error) {
	if a.price, err = a.s.Node.GasPrice(ctx); err != nil {
		return fmt.Errorf("%w: read gas price: %w", service.ErrNode, err)
	}
	if a.body.GasPriceCap.Less(a.price) {
		return stale("gas costs %s wei now, the plan allows %s", a.price, a.body.GasPriceCap)
	}
	a.taken, err = a.takenBits(ctx, a.words())
	if err != nil {
		return fmt.Errorf("%w: read paid lines: %w", service.ErrNode, err)
	}
	return nil
}

func stale(format string, args ...any) error {
	return fmt.Errorf("%w: "+format, append([]any{ErrStale}, args...)...)
}

// words are the bits that the plan would set, by word of 256 leaves.
func (a *approval) words() map[int]payouts.Bits {
	out := map[int]payouts.Bits{}
	for _, c := range a.body.pushChunks() {
		word := out[c.First()/256]
		for i := range c.Mask.Items() {
			word.Set((c.First() + i) % 256)
		}
		out[c.First()/256] = word
	}
	return out
}

func (a *approval) takenBits(ctx context.Context, words map[int]payouts.Bits) (map[int]contracts.Mask, error) {
	head, err := a.s.Node.HeaderByNumber(ctx, nil)
	if err != nil {
		return nil, err
	}
	var order []int
	var msgs []ethereum.CallMsg
	to := a.d.Pool.Distributor.Address
	for w := range words {
		order = append(order, w)
		msgs = append(msgs, ethereum.CallMsg{To: &to, Data: contracts.PackTakenBits(a.body.ChainRef, uint64(w))})
	}
	answers, err := a.s.Node.CallsAtHash(ctx, msgs, head.Hash())
	if err != nil {
		return nil, err
	}
	out := make(map[int]contracts.Mask, len(order))
	for i, raw := range answers {
		if out[order[i]], err = contracts.UnpackTakenBits(raw); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// fresh refuses a plan that time or the books have overtaken.
func (a *approval) fresh(tx *models.Tx) error {
	if !tx.Now.Before(a.row.ExpiresAt) {
		return stale("it expired at %s", a.row.ExpiresAt.UTC().Format("2006-01-02 15:04:05 MST"))
	}
	if a.d.Settlement.PayoutRoot.Hash != a.body.Root || a.d.Settlement.LeafCount != a.body.Leaves {
		return stale("the settlement has other lines")
	}
	sent, err := sentLeaves(tx, a.d.Settlement.ID)
	if err != nil {
		return err
	}
	for _, c := range a.body.pushChunks() {
		for i := range c.Mask.Items() {
			if sent[c.First()+i] == leafUnderWay {
				return stale("another plan pays one of its lines")
			}
		}
	}
	return nil
}

// enqueue writes every chunk as an outbox row, without the lines that were collected
// since the plan was made: its neighbours are paid all the same. The key is the plan
// and the number of the chunk, so a plan becomes each transaction once.
func (a *approval) enqueue(tx *models.Tx) error {
	p, err := newPusher(tx, a.d)
	if err != nil {
		return err
	}
	var rows []models.DistributionChunk
	for n, c := range a.body.pushChunks() {
		mask, lines, amount, err := a.left(p, c)
		if err != nil {
			return err
		}
		if lines == 0 {
			continue
		}
		row, err := a.send(tx, p, n, mask)
		if err != nil {
			return err
		}
		row.Lines, row.Amount = int64(lines), models.Amt(amount)
		rows = append(rows, row)
	}
	if len(rows) == 0 {
		return stale("all of its lines are collected")
	}
	if err := models.InsertBatch(tx, rows); err != nil {
		return err
	}
	now := tx.Now
	a.row.ApprovedBy, a.row.Approver, a.row.ApprovedAt = a.by.String(), a.approver, &now
	return models.Move(tx, PlanMachine, &a.row, "approve", a.by, a.row.ContentHash.Hex(), "approved_by", "approver", "approved_at")
}

// send writes the transaction of the n-th chunk for the leaves of a mask.
func (a *approval) send(tx *models.Tx, p *pusher, n int, mask payouts.Bits) (models.DistributionChunk, error) {
	c := a.body.Chunks[n]
	in, err := a.s.pushIntent(a.d, p, subtree{c.Level, c.Node}, contracts.Mask(mask), fmt.Sprintf("push:%s:%d", a.row.PublicID, n))
	if err != nil {
		return models.DistributionChunk{}, err
	}
	in.Sender = models.Addr(a.s.pusher(n))
	if a.body.DataPrice.IsZero() { // some rollups charge for data in gas, which the model does not know
		in.GasLimit = int64(a.body.Gas.Limit(c.Gas))
	}
	intent, err := tx.Enqueue(in)
	return models.DistributionChunk{
		PlanID: a.row.ID, N: int64(n), IntentID: intent.ID, Level: int64(c.Level), Node: int64(c.Node), Mask: models.H(mask.Word()),
		Gas: int64(c.Gas), DataBytes: int64(c.Bytes),
	}, err
}

// left are the leaves of a chunk that nobody collected, by the books and by the
// chain, and what they get.
func (a *approval) left(p *pusher, c payouts.PushChunk) (mask payouts.Bits, lines int, amount money.Amount, err error) {
	for i := range c.Mask.Items() {
		leaf := c.First() + i
		taken := payouts.Bits(a.taken[leaf/256])
		if leaf >= len(p.open) || !p.open[leaf] || taken.Has(leaf%256) {
			continue
		}
		mask.Set(i)
		lines++
		if amount, err = amount.Add(p.entries[leaf].Amount); err != nil {
			return mask, lines, amount, err
		}
	}
	return mask, lines, amount, nil
}

// pusher takes the sending keys in turn.
func (s *Service) pusher(n int) common.Address {
	if keys := s.Distribution.Pushers; len(keys) > 0 {
		return keys[n%len(keys)]
	}
	return s.Operator
}
