package distributions

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/money"
	"makewhole/service"
	"makewhole/settlements"
	"makewhole/states"
)

// checkJob compares payments with balances.
var checkJob = models.JobActor(states.JobReconcile)

// CheckReport counts what one run of CheckPayouts did.
type CheckReport struct{ Costs, Checks, Mismatches int }

// CheckPayouts writes down what final transactions cost, and compares, for every
// distributor and token, the events of new final blocks with the token's
// transfers, the distributor's balance, its bitmap and the balances of who was
// paid. A receipt's status counts for nothing. A mismatch freezes settlement
// and stays in the report of checks.
func (s *Service) CheckPayouts(ctx context.Context) (r CheckReport, err error) {
	if s.Node == nil {
		return r, nil
	}
	if r.Costs, err = s.writeCosts(ctx); err != nil {
		return r, fmt.Errorf("costs: %w", err)
	}
	final, err := s.Node.Finalized(ctx)
	if err != nil {
		return r, err
	}
	places, err := service.Read(ctx, s.DB, func(tx *models.Tx) ([]place, error) { return s.places(tx, final.Number.Int64()) })
	if err != nil {
		return r, err
	}
	var errs []error
	for _, p := range places {
		done, err := s.check(ctx, p)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s of %s: %w", p.asset.Symbol, p.contract, err))
		}
		if done != nil {
			r.Checks++
		}
		if done != nil && done.Verdict == models.CheckMismatch {
			r.Mismatches++
		}
	}
	return r, errors.Join(errs...)
}

const costBatch = 200

// writeCosts reads the receipts of transactions that are settled.
func (s *Service) writeCosts(ctx context.Context) (int, error) {
	intents, err := service.Read(ctx, s.DB, func(tx *models.Tx) ([]models.TxIntent, error) { return tx.Uncosted(s.ChainID, costBatch) })
	if err != nil || len(intents) == 0 {
		return 0, err
	}
	owner := map[common.Hash]int64{}
	var hashes []common.Hash
	for _, in := range intents {
		owner[in.TxHash.Hash] = in.ID
		hashes = append(hashes, in.TxHash.Hash)
	}
	costs, err := s.Node.TxCosts(ctx, hashes)
	if err != nil || len(costs) == 0 {
		return 0, err
	}
	for i := range costs {
		costs[i].IntentID = owner[costs[i].TxHash.Hash]
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (int, error) {
		rows := slices.Clone(costs)
		return len(rows), models.InsertBatch(tx, rows)
	})
}

// place is one distributor and one of its tokens, with what was compared last.
type place struct {
	contract common.Address
	asset    models.Asset
	from, to int64
	before   money.Amount
	first    bool
	events   []payoutEvent
}

func (p *place) native() bool { return p.asset.Address.Address == common.Address{} }

func (p *place) cursor() string {
	return "payouts:" + strings.ToLower(p.contract.Hex()) + ":" + strings.ToLower(p.asset.Address.Hex())
}

// places lists what has new final blocks to compare.
func (s *Service) places(tx *models.Tx, final int64) (out []place, err error) {
	pools, err := tx.PoolsOnChain(s.ChainID)
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, pool := range pools {
		asset, err := models.ByID[models.Asset](tx, pool.AssetID)
		if err != nil {
			return nil, err
		}
		p := place{contract: pool.Distributor.Address, asset: asset}
		if seen[p.cursor()] || p.contract == (common.Address{}) {
			continue
		}
		seen[p.cursor()] = true
		// The indexer's cursor says how far the events are known.
		known, err := tx.CursorNumber(s.ChainID, "logs:"+strings.ToLower(p.contract.Hex()))
		if err != nil {
			return nil, err
		}
		p.to = min(final, known)
		ready, err := p.open(tx, s.ChainID)
		if err != nil {
			return nil, err
		}
		if ready {
			out = append(out, p)
		}
	}
	return out, nil
}

// open finds where the last comparison ended and the events since.
func (p *place) open(tx *models.Tx, chainID int64) (ready bool, err error) {
	if p.from, err = tx.CursorNumber(chainID, p.cursor()); err != nil {
		return false, err
	}
	last, found, err := tx.LastPayoutCheck(chainID, p.contract, p.asset.ID)
	if err != nil {
		return false, err
	}
	p.before, p.first = last.BalanceAfter.Amount, !found
	if p.to <= p.from {
		return false, nil
	}
	// The bitmap is compared with the books: they must have every event first.
	if waiting, err := tx.PendingEvents(1, settlements.EventNames...); err != nil || len(waiting) > 0 {
		return false, err
	}
	rows, err := tx.EventsIn(chainID, p.contract, p.from, p.to)
	if err != nil {
		return false, err
	}
	settlements := map[common.Hash]*settlements.Settled{}
	for i := range rows {
		ev, err := openEvent(tx, &rows[i], settlements)
		if err != nil {
			return false, err
		}
		if ev != nil && ev.d.Settlement.AssetID == p.asset.ID {
			p.events = append(p.events, *ev)
		}
	}
	if p.first && len(p.events) == 0 {
		return false, nil // nothing was ever published here
	}
	if p.first { // before its first event a distributor had nothing to lose
		p.from = max(p.from, p.events[0].row.BlockNumber-1)
	}
	return true, nil
}

// payoutEvent is an event that moved money of a settlement.
type payoutEvent struct {
	row    models.ChainEvent
	p      settlements.EventPayload
	d      *settlements.Settled
	leaves []models.Allocation // that it paid
}

// moneyEvent is how one event of a distributor moves money.
type moneyEvent struct {
	// leaves are those that it paid, nil where it pays none.
	leaves func(settlements.EventPayload) []int64
	// books is what it says moved.
	books func(*payoutEvent, booking) []booking
}

// moneyEvents are the events of a distributor that move money, by name.
var moneyEvents = map[string]moneyEvent{
	"Published": {books: func(e *payoutEvent, b booking) []booking {
		b.in, b.amount = true, e.p.Total
		return []booking{b}
	}},
	"Cancelled": {books: func(e *payoutEvent, b booking) []booking {
		b.amount = e.d.Settlement.Paid.Amount
		return []booking{b}
	}},
	"Swept": {books: func(e *payoutEvent, b booking) []booking {
		b.amount = e.p.Amount
		return []booking{b}
	}},
	"Redeemed": {
		leaves: func(p settlements.EventPayload) []int64 { return []int64{int64(p.Index)} },
		books: func(e *payoutEvent, b booking) []booking {
			b.to, b.amount = e.p.PaidTo, e.p.Amount
			return []booking{b}
		},
	},
	"Pushed": {leaves: settlements.MaskIndices, books: func(e *payoutEvent, b booking) (out []booking) {
		for i := range e.leaves {
			b.to, b.amount = e.leaves[i].Receiver.Address, e.leaves[i].Amount.Amount
			out = append(out, b)
		}
		return out
	}},
}

// openEvent reads an event; nil when it moves no money, or the settlement is
// not known, which ApplyEvents freezes for.
func openEvent(tx *models.Tx, row *models.ChainEvent, known map[common.Hash]*settlements.Settled) (*payoutEvent, error) {
	kind, moves := moneyEvents[row.Name]
	if !moves {
		return nil, nil //nolint:nilnil // see above
	}
	ev := &payoutEvent{row: *row}
	if err := json.Unmarshal([]byte(row.Payload), &ev.p); err != nil {
		return nil, fmt.Errorf("read %s of %s: %w", row.Name, row.TxHash, err)
	}
	d, ok := known[ev.p.SettlementID]
	if !ok {
		st, err := tx.SettlementByRef(ev.p.SettlementID)
		if errors.Is(err, models.ErrNotFound) {
			return nil, nil //nolint:nilnil // see above
		}
		if err != nil {
			return nil, err
		}
		if d, err = settlements.WithRows(tx, st); err != nil {
			return nil, err
		}
		known[ev.p.SettlementID] = d
	}
	ev.d = d
	if kind.leaves == nil {
		return ev, nil
	}
	indices := kind.leaves(ev.p)
	var err error
	ev.leaves, err = tx.LeavesAt(d.Settlement.ID, indices)
	if err == nil && len(ev.leaves) != len(indices) {
		return nil, nil //nolint:nilnil // a leaf that does not exist: ApplyEvents freezes
	}
	return ev, err
}

// bookings is what the event says moved.
func (e *payoutEvent) bookings() []booking {
	return moneyEvents[e.row.Name].books(e, booking{tx: e.row.TxHash.Hash, block: e.row.BlockNumber})
}

// check compares one place and writes the result; nil when nothing moved.
func (s *Service) check(ctx context.Context, p place) (*models.PayoutCheck, error) {
	head, err := s.Node.HeaderByNumber(ctx, big.NewInt(p.to))
	if err != nil {
		return nil, err
	}
	c := &checking{s: s, place: p, head: head}
	if err := c.observe(ctx); err != nil {
		return nil, err
	}
	if c.quiet() {
		return nil, s.DB.Tx(ctx, c.advance)
	}
	if err := c.judge(ctx); err != nil {
		return nil, err
	}
	err = s.DB.Tx(ctx, func(tx *models.Tx) error {
		c.out.ID = 0
		if err := errors.Join(models.Insert(tx, &c.out), c.advance(tx)); err != nil {
			return err
		}
		if c.out.Verdict == models.CheckOK {
			return nil
		}
		return tx.Freeze(fmt.Sprintf("payouts of %s at %s differ: %s", p.asset.Symbol, p.contract, c.out.Findings), checkJob)
	})
	return &c.out, service.Translate(err)
}
