package distributions

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/models"
	"makewhole/money"
	"makewhole/payouts"
	"makewhole/service"
	"makewhole/settlements"
)

// Node is what plans, costs and payout checks read from the settlement chain,
// always before a transaction begins. *chain.Client satisfies it.
type Node interface {
	// Finalized is the newest final header.
	Finalized(ctx context.Context) (*types.Header, error)
	// HeaderByNumber reads a header; nil is the head.
	HeaderByNumber(ctx context.Context, number *big.Int) (*types.Header, error)
	// GasPrice is what gas costs in the next block, in wei: base fee and tip.
	GasPrice(ctx context.Context) (money.Amount, error)
	// CallsAtHash runs view calls at a canonical block and needs every answer.
	CallsAtHash(ctx context.Context, msgs []ethereum.CallMsg, block common.Hash) ([][]byte, error)
	// CoinAccounts reads coin balances, nonces and whether there is code.
	CoinAccounts(ctx context.Context, accounts []common.Address, block common.Hash) ([]models.CoinAccount, error)
	// FilterLogs reads logs of a range of blocks.
	FilterLogs(ctx context.Context, q ethereum.FilterQuery) ([]types.Log, error)
	// TxCosts reads what included transactions really cost; absent ones are left out.
	TxCosts(ctx context.Context, hashes []common.Hash) ([]models.TxCost, error)
}

// Distribution is how active settlements are pushed.
type Distribution struct {
	// Pushers share the transactions of a plan in turn; none means Operator.
	// Anyone may push: a key more is a window more, and no power over money.
	Pushers []common.Address
	// ShareBps is the most that pushing may cost of an amount where a plan does
	// not say; 0 means 200, two per cent.
	ShareBps uint64
	// MaxFee is the most the sender ever bids per gas, in wei: the bill names what
	// a plan costs at that price. Zero is not known.
	MaxFee money.Amount
	// MaxAge is how long a plan may wait for its approval; 0 means 24 hours.
	MaxAge time.Duration
	// Auto is what the job does with active settlements: nothing (empty), make
	// plans (AutoPlan), or make plans and approve those whose bill at the capped
	// price is at most MaxBill (AutoPush).
	Auto    string
	MaxBill money.Amount // wei, per plan
}

// Values of Distribution.Auto.
const (
	AutoPlan = "plan"
	AutoPush = "push"
)

const (
	defaultShareBps = 200
	maxShareBps     = 10_000
	defaultPlanAge  = 24 * time.Hour
	maxReason       = 1000
)

// PlanInput is what a person may decide about a plan.
type PlanInput struct {
	ShareBps    *uint64      // nil: the configured share
	Push        []string     // lines to push whatever they cost
	Leave       []string     // lines to leave for redeeming
	PushAll     bool         // every line that can be pushed and is not in Leave, whatever it costs
	OnlyPush    bool         // nothing but Push
	GasPriceCap money.Amount // wei; 0 means twice the price of the moment, at most MaxFee
	DataPrice   money.Amount // wei per byte, 0 where data has no price of its own
	ItemGas     uint64       // more for each item, for tokens that cost more than an OpenZeppelin ERC-20
	// Num/Den is the price of a base unit of the payout token in wei, with the
	// reason for it; without it the price of the snapshot set counts.
	Num, Den money.Amount
	Reason   string
}

func (in *PlanInput) check() error {
	var e service.FieldErrors
	e.Check(in.ShareBps == nil || *in.ShareBps <= maxShareBps, "/share_bps", "must be at most 10000")
	e.Check(!in.OnlyPush || len(in.Push) > 0, "/push", "must name the lines")
	e.Check(!in.OnlyPush || !in.PushAll, "/push_all", "contradicts only_push")
	e.Check(in.Num.IsZero() == in.Den.IsZero(), "/price", "needs num and den")
	e.Check(in.Num.IsZero() || in.Reason != "", "/price/reason", "must say where the price comes from")
	e.Check(len(in.Reason) <= maxReason, "/price/reason", "must have at most 1000 bytes")
	e.Check(in.ItemGas <= 1_000_000, "/item_gas", "must be at most 1000000")
	return e.Err()
}

// PlanDistribution decides for every line of an active settlement whether to
// push it, and stores the plan with its bill. Nothing is sent before a second
// person has approved it. A plan of the same settlement that still waits is
// withdrawn. It returns ErrNothingToSettle when no line is worth a push.
func (s *Service) PlanDistribution(ctx context.Context, by models.Actor, settlementID string, in PlanInput) (models.DistributionPlan, error) {
	none := models.DistributionPlan{}
	if !by.Has(service.ByMover) {
		return none, fmt.Errorf("%w: needs treasurer or senior", service.ErrForbidden)
	}
	if err := errors.Join(in.check(), s.hasNode()); err != nil {
		return none, err
	}
	p, err := service.Read(ctx, s.DB, func(tx *models.Tx) (*planning, error) { return s.openPlanning(tx, settlementID, in) })
	if err != nil {
		return none, err
	}
	if err := p.observe(ctx, s.Node); err != nil {
		return none, fmt.Errorf("%w: observe receivers: %w", service.ErrNode, err)
	}
	body, err := p.plan()
	if err != nil {
		return none, err
	}
	return s.storePlan(ctx, by, p, body)
}

func (s *Service) hasNode() error {
	if s.Node == nil {
		return fmt.Errorf("%w: no node is configured", service.ErrNotReady)
	}
	return nil
}

// storePlan writes a plan if the settlement is as it was when it was read.
func (s *Service) storePlan(ctx context.Context, by models.Actor, p *planning, body planBody) (models.DistributionPlan, error) {
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.DistributionPlan, error) {
		now, err := settlements.LoadSettled(tx, p.d.Settlement.PublicID)
		if err != nil {
			return models.DistributionPlan{}, err
		}
		if err := errors.Join(mustBeActive(now), service.RefuseFrozen(tx)); err != nil {
			return models.DistributionPlan{}, err
		}
		waiting, err := tx.PlansIn(p.d.Settlement.ID, models.PlanProposed)
		if err != nil {
			return models.DistributionPlan{}, err
		}
		row := body.row(by, tx.Now.Add(s.planAge()))
		row.SettlementID = p.d.Settlement.ID
		for i := range waiting {
			if err := withdraw(tx, &waiting[i], by, "replaced by "+row.PublicID); err != nil {
				return row, err
			}
		}
		return row, models.Start(tx, PlanMachine, &row, "propose", by, "")
	})
}

func (s *Service) planAge() time.Duration {
	if s.Distribution.MaxAge > 0 {
		return s.Distribution.MaxAge
	}
	return defaultPlanAge
}

func mustBeActive(d *settlements.Settled) error {
	if d.Settlement.State != models.SettlementActive {
		return fmt.Errorf("settlement %s is %s: %w", d.Settlement.PublicID, d.Settlement.State, models.ErrState)
	}
	return nil
}

func withdraw(tx *models.Tx, row *models.DistributionPlan, by models.Actor, reason string) error {
	row.Reason = reason
	return models.Move(tx, PlanMachine, row, "withdraw", by, reason, "reason")
}

// WithdrawPlan takes a plan back that nobody approved.
func (s *Service) WithdrawPlan(ctx context.Context, by models.Actor, planID string, version int64, reason string) (models.DistributionPlan, error) {
	if err := service.StaffOnly(by, service.ByApprovers); err != nil {
		return models.DistributionPlan{}, err
	}
	if reason == "" || len(reason) > maxReason {
		return models.DistributionPlan{}, service.Invalid("/reason", "must have 1 to 1000 bytes")
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.DistributionPlan, error) {
		row, err := models.ByPublicID[models.DistributionPlan](tx, planID)
		if err != nil {
			return row, err
		}
		if row.Version != version {
			return row, fmt.Errorf("plan %s: %w", planID, models.ErrVersion)
		}
		return row, withdraw(tx, &row, by, reason)
	})
}

// planning is one plan in the making.
type planning struct {
	d         *settlements.Settled
	in        PlanInput
	leaves    []leafState // by index
	value     *planValue
	shareBps  uint64
	maxFee    money.Amount
	gasPrice  money.Amount
	block     *types.Header
	touched   map[int]bool
	claimable int
	underWay  int
	tooLarge  int // claimable lines with an amount that cannot be packed
}

// leafState is one leaf with what decides about it.
type leafState struct {
	line   payouts.PlanLine
	to     common.Address
	listed bool // there is a line with this index
}

// openPlanning reads the lines and what is already on its way.
func (s *Service) openPlanning(tx *models.Tx, settlementID string, in PlanInput) (*planning, error) {
	d, err := settlements.LoadSettled(tx, settlementID)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(mustBeActive(d), service.RefuseFrozen(tx)); err != nil {
		return nil, err
	}
	p := &planning{d: d, in: in, leaves: make([]leafState, d.Settlement.LeafCount), shareBps: defaultShareBps, touched: map[int]bool{}, maxFee: s.Distribution.MaxFee}
	if s.Distribution.ShareBps > 0 {
		p.shareBps = s.Distribution.ShareBps
	}
	if in.ShareBps != nil {
		p.shareBps = *in.ShareBps
	}
	sent, err := sentLeaves(tx, d.Settlement.ID)
	if err != nil {
		return nil, err
	}
	if err := p.readLines(tx, sent); err != nil {
		return nil, err
	}
	p.value, err = p.valueOf(tx)
	return p, err
}

// readLines fills the leaves; every named line must be one of them.
func (p *planning) readLines(tx *models.Tx, sent map[int]leafSent) error {
	push, leave := names(p.in.Push), names(p.in.Leave)
	err := tx.EachAllocationOf(p.d.Settlement.ID, func(l *models.Allocation) error {
		asked, left := push[l.PublicID], leave[l.PublicID]
		delete(push, l.PublicID)
		delete(leave, l.PublicID)
		if l.LeafIndex == nil {
			if asked {
				return service.Invalid("/push", "names a line without a leaf")
			}
			return nil
		}
		return p.addLine(l, sent[int(*l.LeafIndex)], asked, left)
	})
	switch {
	case err != nil:
		return err
	case len(push) > 0:
		return service.Invalid("/push", "names a line that is not in this settlement")
	case len(leave) > 0:
		return service.Invalid("/leave", "names a line that is not in this settlement")
	}
	for i := range p.leaves {
		if !p.leaves[i].listed {
			return fmt.Errorf("%w: settlement %s has no line %d", service.ErrInvariant, p.d.Settlement.PublicID, i)
		}
	}
	return nil
}

func names(ids []string) map[string]bool {
	out := make(map[string]bool, len(ids))
	for _, id := range ids {
		out[id] = true
	}
	return out
}

func (p *planning) addLine(l *models.Allocation, sent leafSent, asked, left bool) error {
	i := int(*l.LeafIndex)
	parked := settlements.Parked(l, &p.d.Pool)
	open := l.State == models.AllocationClaimable && sent != leafUnderWay && !parked
	switch {
	case asked && parked:
		return service.Invalid("/push", "names a line that has no receiver: its money waits for the sweep")
	case asked && left:
		return service.Invalid("/leave", "names a line that /push names too")
	case asked && !open:
		return service.Invalid("/push", "names a line that is collected or on its way")
	case asked && !payouts.Packable(l.Amount.Amount):
		return service.Invalid("/push", "names a line of 2^96 units or more, which can only be redeemed")
	}
	p.count(l, i, sent)
	asked = asked || (p.in.PushAll && open && !left && payouts.Packable(l.Amount.Amount))
	open = open && (asked || (!left && !p.in.OnlyPush && sent != leafTried))
	p.leaves[i] = leafState{
		line: payouts.PlanLine{Index: i, Amount: l.Amount.Amount, Open: open, Asked: asked}, to: l.Receiver.Address, listed: true,
	}
	return nil
}

func (p *planning) count(l *models.Allocation, i int, sent leafSent) {
	if l.State != models.AllocationClaimable {
		p.touched[i/256] = true
		return
	}
	p.claimable++
	if sent == leafUnderWay {
		p.underWay++
	}
	if !payouts.Packable(l.Amount.Amount) {
		p.tooLarge++
	}
}

// leafSent is what became of a leaf in earlier plans.
type leafSent uint8

const (
	leafNew      leafSent = iota
	leafTried             // a final transaction tried to pay it, or one was dropped
	leafUnderWay          // a transaction that may still be included pays it
)

// ended are the states in which an intent will not be included any more.
var ended = []string{models.TxFinal, models.TxDropped, models.TxReverted, models.TxAbandoned, models.TxRecovered, models.TxUnproven}

// sentLeaves reads which leaves the approved plans of a settlement pay.
func sentLeaves(tx *models.Tx, settlementID int64) (map[int]leafSent, error) {
	chunks, err := tx.ChunksOfSettlement(settlementID)
	if err != nil {
		return nil, err
	}
	out := map[int]leafSent{}
	for i := range chunks {
		c := &chunks[i]
		state := leafUnderWay
		if slices.Contains(ended, c.Intent.State) {
			state = leafTried
		}
		mask := payouts.BitsOf(c.Mask.Hash)
		for bit := range mask.Items() {
			leaf := int(c.Node)<<c.Level + bit
			out[leaf] = max(out[leaf], state)
		}
	}
	return out, nil
}
