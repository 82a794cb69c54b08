package payouts

import (
	"fmt"

	"makewhole/money"
)

// BpsFull is 100 % in basis points.
const BpsFull = 10_000

// Terms is the part of a cover's frozen wording that decides what it owes.
// Amounts are base units of the limit asset.
type Terms struct {
	Franchise      money.Amount // losses below it are not paid, others in full; zero: none
	Deductible     money.Amount // borne by the holder; ignored where a franchise applies
	CoinsuranceBps uint32       // covered share, 0 … 10000
}

// Valued is a loss in one asset with its price in the numéraire: Num/Den
// numéraire units for one base unit.
type Valued struct{ Loss, Num, Den money.Amount }

// InsuredLoss is min(verified loss, position at from, time-weighted position
// over the waiting period): formula 2.
func InsuredLoss(verified, atFrom, timeWeighted money.Amount) money.Amount {
	return money.Min(verified, money.Min(atFrom, timeWeighted))
}

// InNumeraire values every loss, each rounded down, and adds them up. It runs
// before franchise and deductible, which count once per cover and incident.
func InNumeraire(losses []Valued) (money.Amount, error) {
	var total money.Amount
	for i, v := range losses {
		worth, err := v.Loss.MulDiv(v.Num, v.Den, money.Down)
		if err == nil {
			total, err = total.Add(worth)
		}
		if err != nil {
			return money.Zero, fmt.Errorf("value loss %d: %w", i, err)
		}
	}
	return total, nil
}

// Eligible is formula 1 of the domain: zero below the franchise, otherwise
// min(own limit remaining, floor(coinsurance · max(0, loss − deductible) /
// 10000)). All amounts are in the limit asset.
func Eligible(terms Terms, loss, ownLimitRemaining money.Amount) (money.Amount, error) {
	owed, err := unlimited(terms, loss)
	if err != nil {
		return money.Zero, err
	}
	return money.Min(ownLimitRemaining, owed), nil
}

// unlimited is what the terms owe when no limit binds.
func unlimited(terms Terms, loss money.Amount) (money.Amount, error) {
	if terms.CoinsuranceBps > BpsFull {
		return money.Zero, fmt.Errorf("%w: coinsurance of %d bps", ErrInput, terms.CoinsuranceBps)
	}
	if loss.Less(terms.Franchise) {
		return money.Zero, nil
	}
	if terms.Franchise.IsZero() {
		loss = loss.SubFloor(terms.Deductible)
	}
	return bpsOf(loss, terms.CoinsuranceBps)
}

func bpsOf(a money.Amount, bps uint32) (money.Amount, error) {
	return a.MulDiv(money.FromUint64(uint64(bps)), money.FromUint64(BpsFull), money.Down)
}

// ShareLimit applies a limit shared by several amounts once, pro rata: each
// gets floor(limit · amount / Σ amounts) when the sum is above the limit and
// its amount otherwise. It serves per-incident limits and overlapping
// exposures; the order of the amounts never changes a result.
func ShareLimit(limit money.Amount, amounts []money.Amount) ([]money.Amount, error) {
	total, err := money.Sum(amounts...)
	if err != nil {
		return nil, fmt.Errorf("sum amounts: %w", err)
	}
	out := append([]money.Amount(nil), amounts...)
	if total.Cmp(limit) <= 0 {
		return out, nil
	}
	ratio := mustRatio(limit, total)
	var given money.Amount
	for i := range out {
		if out[i], err = ratio.Floor(amounts[i]); err != nil {
			return nil, err
		}
		if given, err = given.Add(out[i]); err != nil || limit.Less(given) {
			return nil, fmt.Errorf("%w: more than the limit", ErrInvariant)
		}
	}
	return out, nil
}
