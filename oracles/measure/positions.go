package measure

import (
	"context"
	"fmt"
	"math/big"
	"slices"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/models"
	"makewhole/money"
	"makewhole/payouts"
)

// MeasuresPositions says whether the leaves of a snapshot state holdings.
func MeasuresPositions(methodHash common.Hash) bool {
	i := slices.IndexFunc(Methods, func(m Method) bool { return crypto.Keccak256Hash([]byte(m.Name)) == methodHash })
	return i >= 0 && Methods[i].Positions
}

// window reads the times of the blocks in which value moved within the waiting
// period, newest first, until a block lies before it.
func (b *builder) window(ctx context.Context, m models.SpecModule, moves []movement) (map[common.Hash]uint64, error) {
	times := map[common.Hash]uint64{}
	if !b.method.Positions {
		return times, nil
	}
	since := b.Spec.OccurredFrom - b.Spec.WaitingPeriod
	for i := len(moves) - 1; i >= 0; i-- {
		mv := moves[i]
		if _, known := times[mv.block]; known || mv.number >= m.FromBlock {
			continue
		}
		h, err := b.header(ctx, mv.block, mv.number)
		if err != nil {
			return nil, err
		}
		if h.Time <= since {
			break
		}
		if h.Time > b.Spec.OccurredFrom {
			return nil, fmt.Errorf("block %d is later than the first of the loss", mv.number)
		}
		times[mv.block] = h.Time
		b.Progress("times", len(moves)-i, len(moves))
	}
	return times, nil
}

// positions finds the average position of every account of a module.
func (b *builder) positions(accounts []Account, moves []movement, times map[common.Hash]uint64) error {
	if !b.method.Positions {
		return nil
	}
	byAccount := map[common.Address][]movement{}
	for _, mv := range moves {
		byAccount[mv.account] = append(byAccount[mv.account], mv)
	}
	for i := range accounts {
		a := &accounts[i]
		avg, err := averagePosition(a.Before, b.Spec.OccurredFrom, b.Spec.WaitingPeriod, byAccount[a.Account], times)
		if err != nil {
			return fmt.Errorf("position of %s: %w", a.Account, err)
		}
		a.Average = avg
	}
	return nil
}

// averagePosition walks the flows of one account, ascending, back from its
// position at from. What no flow explains (interest, a price that moved) counts
// as held all along, except before the account's first flow: then it held
// nothing. A position is never below zero. The result is Σ position · seconds /
// period, rounded down.
func averagePosition(atFrom money.Amount, from, period uint64, moves []movement, times map[common.Hash]uint64) (money.Amount, error) {
	held, until, sum := atFrom, from, new(big.Int)
	count := func(since uint64) {
		seconds := new(big.Int).SetUint64(until - since)
		sum.Add(sum, seconds.Mul(seconds, held.Big()))
		until = since
	}
	for i := len(moves) - 1; i >= 0; i-- {
		mv := moves[i]
		at, inside := times[mv.block]
		if !inside {
			continue // during the loss, or before the period
		}
		count(at)
		if mv.in {
			held = held.SubFloor(mv.amount)
		} else {
			var err error
			if held, err = held.Add(mv.amount); err != nil {
				return money.Zero, err
			}
		}
		if i == 0 {
			held = money.Zero
		}
	}
	count(from - period)
	return money.FromBig(sum.Quo(sum, new(big.Int).SetUint64(period)))
}

// hold adds the position of an account in one module to its leaf.
func (b *builder) hold(a *Account) error {
	if !b.method.Positions {
		return nil
	}
	a.Insured = payouts.InsuredLoss(a.Loss, a.Before, a.Average)
	h := b.held[a.Account]
	h.Known = true
	for to, v := range map[*money.Amount]money.Amount{&h.Before: a.Before, &h.Average: a.Average, &h.Insured: a.Insured} {
		var err error
		if *to, err = to.Add(v); err != nil {
			return err
		}
	}
	b.held[a.Account] = h
	return nil
}
