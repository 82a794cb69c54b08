package outbox

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/chain"
	"makewhole/models"
	"makewhole/money"
	"makewhole/outbox/lifecycle"
)

// ErrBudget means a transaction could cost more than what may be spent on fees.
var ErrBudget = errors.New("fee budget is used up")

// BudgetPolicy is the most that may be spent on fees, in wei: for all
// transactions of one settlement, and for those one key signs on one UTC day.
// Zero is no budget. A person may decide otherwise for one settlement or one
// day (Operator.SetBudget).
type BudgetPolicy struct {
	Settlement money.Amount
	KeyDay     money.Amount
}

// dayOf counts days since 1970, UTC.
func dayOf(t time.Time) int64 { return t.Unix() / 86400 }

// limitOf is the budget of a subject; limited is false without one.
func limitOf(tx *models.Tx, chainID int64, machine string, refID, day int64, policy money.Amount) (limit money.Amount, limited bool, err error) {
	b, err := tx.BudgetOf(chainID, machine, refID, day)
	switch {
	case errors.Is(err, models.ErrNotFound):
		return policy, !policy.IsZero(), nil
	case err != nil:
		return money.Zero, false, err
	}
	return b.Amount.Amount, true, nil
}

// nonceFees is what one nonce of an intent costs: the fee that is known, or the
// worst case of what was signed, gas limit times cap. Only one of the versions
// of a nonce can be mined.
type nonceFees struct {
	nonce  uint64
	signed time.Time
	most   money.Amount
}

// feesOf reads what an intent's nonces cost.
func feesOf(s models.Spend) ([]nonceFees, error) {
	var out []nonceFees
	real := map[common.Hash]money.Amount{}
	for _, c := range s.Costs {
		real[c.TxHash.Hash] = c.Fee.Amount
	}
	known := map[uint64]bool{}
	for _, a := range s.Attempts {
		var tx types.Transaction
		if err := tx.UnmarshalBinary(a.Raw); err != nil {
			return nil, fmt.Errorf("decode attempt %d of %s: %w", a.N, s.Intent.PublicID, err)
		}
		fee, final := real[a.Hash.Hash]
		if !final {
			var err error
			if fee, err = lifecycle.Cost(tx.Gas(), a.FeeCap.Amount, money.Zero); err != nil {
				return nil, err
			}
		}
		i := slices.IndexFunc(out, func(f nonceFees) bool { return f.nonce == tx.Nonce() })
		switch {
		case i < 0:
			out = append(out, nonceFees{tx.Nonce(), a.CreatedAt, fee})
		case final:
			out[i].most = fee
		case !known[tx.Nonce()]:
			out[i].most = money.MaxOf(out[i].most, fee)
		}
		known[tx.Nonce()] = known[tx.Nonce()] || final
	}
	return out, nil
}

// sumFees adds up nonces that count.
func sumFees(spends []models.Spend, counts func(nonceFees) bool) (money.Amount, error) {
	total := money.Zero
	for _, s := range spends {
		fees, err := feesOf(s)
		if err != nil {
			return money.Zero, err
		}
		for _, f := range fees {
			if !counts(f) {
				continue
			}
			if total, err = total.Add(f.most); err != nil {
				return money.Zero, err
			}
		}
	}
	return total, nil
}

// budget is one budget in a round: what is committed so far and the most.
type budget struct {
	what         string
	spent, limit money.Amount
	limited      bool
}

// take books a worst case, or refuses it.
func (p *budget) take(fee money.Amount) error {
	if !p.limited {
		return nil
	}
	sum, err := p.spent.Add(fee)
	if err != nil || p.limit.Less(sum) {
		return fmt.Errorf("%w: %s may cost %s wei more, %s of %s wei are spent or promised", ErrBudget, p.what, fee, p.spent, p.limit)
	}
	p.spent = sum
	return nil
}

// budgets are the budgets of one key's round, read when first needed.
type budgets struct {
	s          *Sender
	k          *keyRound
	day        *budget
	settlement map[int64]*budget
}

// spend books the worst case of a transaction against its settlement and its
// key's day, both or neither.
func (p *budgets) spend(ctx context.Context, row *models.TxIntent, fee money.Amount) error {
	day, err := p.ofDay(ctx)
	if err != nil {
		return err
	}
	settlement := &budget{}
	if ofSettlement(row) {
		if settlement, err = p.ofSettlement(ctx, row.RefID); err != nil {
			return err
		}
	}
	before := settlement.spent
	if err := settlement.take(fee); err != nil {
		return err
	}
	if err := day.take(fee); err != nil {
		settlement.spent = before
		return err
	}
	return nil
}

func (p *budgets) ofDay(ctx context.Context) (*budget, error) {
	if p.day != nil {
		return p.day, nil
	}
	out := &budget{}
	err := p.s.DB.Read(ctx, func(tx *models.Tx) (err error) {
		out.what = "this day of the key"
		day := dayOf(tx.Now)
		out.limit, out.limited, err = limitOf(tx, int64(p.s.ChainID), models.BudgetKey, p.k.key.ID, day, p.s.Budget.KeyDay)
		if err != nil || !out.limited {
			return err
		}
		from := time.Unix(day*86400, 0).UTC()
		spends, err := tx.SpendOn(int64(p.s.ChainID), p.k.signer.Address(), from, from.AddDate(0, 0, 1))
		if err != nil {
			return err
		}
		out.spent, err = sumFees(spends, func(f nonceFees) bool { return dayOf(f.signed) == day })
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read budget of the key: %w", err)
	}
	p.day = out
	return out, nil
}

func (p *budgets) ofSettlement(ctx context.Context, id int64) (*budget, error) {
	if have := p.settlement[id]; have != nil {
		return have, nil
	}
	out := &budget{what: "the settlement"}
	err := p.s.DB.Read(ctx, func(tx *models.Tx) (err error) {
		out.limit, out.limited, err = limitOf(tx, int64(p.s.ChainID), models.BudgetSettlement, id, 0, p.s.Budget.Settlement)
		if err != nil || !out.limited {
			return err
		}
		spends, err := tx.SpendOf(id)
		if err != nil {
			return err
		}
		out.spent, err = sumFees(spends, func(nonceFees) bool { return true })
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read budget of the settlement: %w", err)
	}
	p.settlement[id] = out
	return out, nil
}

// spendMore books what a replacement may cost beyond what it replaces.
func (s *Sender) spendMore(ctx context.Context, k *keyRound, o *open, gas uint64, fees chain.Fees) error {
	next, err := lifecycle.Cost(gas, fees.Cap, money.Zero)
	if err != nil {
		return err
	}
	promised := money.Zero
	for _, a := range o.attempts {
		old, err := lifecycle.Cost(a.gas, a.fees.Cap, money.Zero)
		if err != nil {
			return err
		}
		promised = money.MaxOf(promised, old)
	}
	more := next.SubFloor(promised)
	if more.IsZero() { // giving up for less is always possible
		return nil
	}
	return k.money(s).spend(ctx, &o.row, more)
}

// money is the round's budgets.
func (k *keyRound) money(s *Sender) *budgets {
	if k.budgets == nil {
		k.budgets = &budgets{s: s, k: k, settlement: map[int64]*budget{}}
	}
	return k.budgets
}
