package distributions

import (
	"context"
	"fmt"
	"time"

	"makewhole/models"
	"makewhole/money"
	"makewhole/payouts"
	"makewhole/service"
)

// PlanView is a plan with its bill, its prices and its transactions.
type PlanView struct {
	Plan       models.DistributionPlan
	Settlement string
	Bill       PlanBill
	ShareBps   uint64
	DataPrice  money.Amount
	Value      *PlanPrice
	Block      uint64 // at which receivers were looked at
	Chunks     []PlanChunk
	Stale      string // why it could not be approved now, as far as the store knows
}

// PlanPrice is what a base unit of the payout token is worth: Num/Den wei.
type PlanPrice struct {
	Num, Den       money.Amount
	Source, Reason string
}

// PlanChunk is one transaction: as planned, and once approved its intent.
type PlanChunk struct {
	First, Lines int
	Level        int
	Amount       money.Amount
	Gas, Bytes   uint64
	Intent       *models.TxIntent
	Fee          *money.Amount // real, when final
	Paid         int           // lines that the final events of this transaction paid
}

// ViewPlan reads a plan inside a transaction.
func ViewPlan(tx *models.Tx, row models.DistributionPlan) (PlanView, error) {
	b, err := readPlan(&row)
	if err != nil {
		return PlanView{}, err
	}
	v := PlanView{Plan: row, Settlement: b.Settlement, Bill: b.Bill, ShareBps: b.ShareBps, DataPrice: b.DataPrice, Block: b.Block}
	if b.Value != nil {
		v.Value = &PlanPrice{b.Value.Num, b.Value.Den, b.Value.Source, b.Value.Reason}
	}
	if row.State == models.PlanProposed && !tx.Now.Before(row.ExpiresAt) {
		v.Stale = "expired at " + row.ExpiresAt.UTC().Format(time.RFC3339)
	}
	for _, c := range b.Chunks {
		v.Chunks = append(v.Chunks, PlanChunk{First: c.Node << c.Level, Level: c.Level, Lines: c.Lines, Amount: c.Amount, Gas: c.Gas, Bytes: c.Bytes})
	}
	return v, v.addSent(tx)
}

// addSent joins what the chunks became.
func (v *PlanView) addSent(tx *models.Tx) error {
	sent, err := tx.ChunksOf(v.Plan.ID)
	if err != nil || len(sent) == 0 {
		return err
	}
	paid, err := tx.PaidBy(v.Plan.SettlementID)
	if err != nil {
		return err
	}
	for i := range sent {
		c := &sent[i]
		if c.N < 0 || int(c.N) >= len(v.Chunks) {
			return fmt.Errorf("%w: plan %s has no transaction %d", service.ErrInvariant, v.Plan.PublicID, c.N)
		}
		out := &v.Chunks[c.N]
		out.Intent = &c.Intent
		if c.Intent.TxHash != nil {
			out.Paid = paid[c.Intent.TxHash.Hash]
		}
		for _, cost := range c.Costs {
			fee := cost.Fee.Amount
			if out.Fee != nil {
				if fee, err = fee.Add(*out.Fee); err != nil {
					return err
				}
			}
			out.Fee = &fee
		}
	}
	return nil
}

// PlanLine is what pushing one line costs by a plan.
type PlanLine struct {
	Line  models.Allocation
	Fresh bool
	Asked bool
	Cost  money.Amount // wei, at the price when the plan was made
	Bps   *money.Amount
}

// PlanLines prices the lines of a plan again, by leaf, from the stored plan and
// the lines of its settlement.
func (s *Service) PlanLines(ctx context.Context, planID string) ([]PlanLine, error) {
	return service.Read(ctx, s.DB, func(tx *models.Tx) ([]PlanLine, error) {
		row, err := models.ByPublicID[models.DistributionPlan](tx, planID)
		if err != nil {
			return nil, err
		}
		b, err := readPlan(&row)
		if err != nil {
			return nil, err
		}
		in, rows, err := b.again(tx, row.SettlementID)
		if err != nil {
			return nil, err
		}
		costs, err := payouts.LineCosts(in, b.pushChunks())
		if err != nil {
			return nil, err
		}
		out := make([]PlanLine, len(costs))
		for i := range costs {
			c := &costs[i]
			out[i] = PlanLine{Line: rows[c.Index], Fresh: c.Holder == payouts.HolderFresh, Asked: c.Asked, Cost: c.Cost}
			if in.Value == nil {
				continue
			}
			worth, err := in.Value.Floor(c.Amount)
			if err != nil {
				return nil, err
			}
			if bps, ok := c.Bps(worth); ok {
				out[i].Bps = &bps
			}
		}
		return out, nil
	})
}

// again is the input of the planner as far as the prices of pushed lines need it.
func (b *planBody) again(tx *models.Tx, settlementID int64) (in payouts.PlanInput, rows []models.Allocation, err error) {
	in = payouts.PlanInput{
		Lines: make([]payouts.PlanLine, b.Leaves), GasPrice: b.GasPrice, DataPrice: b.DataPrice, ShareBps: b.ShareBps, Gas: b.Gas,
	}
	if in.Value, err = b.Value.ratio(); err != nil {
		return in, nil, err
	}
	rows = make([]models.Allocation, b.Leaves)
	err = tx.EachAllocationOf(settlementID, func(l *models.Allocation) error {
		if l.LeafIndex != nil && *l.LeafIndex < b.Leaves {
			rows[*l.LeafIndex] = *l
			in.Lines[*l.LeafIndex] = payouts.PlanLine{Index: int(*l.LeafIndex), Amount: l.Amount.Amount}
		}
		return nil
	})
	for _, c := range b.pushChunks() {
		for i := range c.Mask.Items() {
			if leaf := c.First() + i; leaf < len(in.Lines) {
				l := &in.Lines[leaf]
				l.Open, l.Asked, l.Holder = true, c.Asked.Has(i), c.Holder(i)
			}
		}
	}
	return in, rows, err
}
