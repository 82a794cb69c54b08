package payouts

import (
	"fmt"

	"makewhole/money"
)

// Shares is a fund divided by fixed weights. Paid + Capped + Unattributed +
// Dust = fund.
type Shares struct {
	Lines        []money.Amount // in the order of the weights
	Paid         money.Amount   // Σ lines
	Capped       money.Amount   // cut off by caps
	Unattributed money.Amount   // floor share of the weight that is not listed
	Dust         money.Amount   // lost to rounding
}

// ProRata divides a fund as floor(fund · weight / denominator), each line cut
// to its cap where caps are given (nil: none). The denominator must be at least
// the sum of the weights; the weight between the two belongs to nobody listed.
func ProRata(fund money.Amount, weights []money.Amount, denominator money.Amount, caps []money.Amount) (Shares, error) {
	if caps != nil && len(caps) != len(weights) {
		return Shares{}, fmt.Errorf("%w: %d caps for %d weights", ErrInput, len(caps), len(weights))
	}
	d, err := NewDivider(fund, denominator)
	if err != nil {
		return Shares{}, err
	}
	lines := make([]money.Amount, len(weights))
	for i, w := range weights {
		limit := money.Max
		if caps != nil {
			limit = caps[i]
		}
		if lines[i], err = d.Line(w, limit); err != nil {
			return Shares{}, fmt.Errorf("weight %d: %w", i, err)
		}
	}
	s, err := d.Close()
	s.Lines = lines
	return s, err
}

// Divider is ProRata one line at a time, for lists that are not in memory: call
// Line for every weight, then Close.
type Divider struct {
	fund, denominator money.Amount
	ratio             Ratio
	weights           money.Amount
	paid, capped      money.Amount
}

// NewDivider starts the division of a fund. A zero denominator is accepted only
// for an empty list.
func NewDivider(fund, denominator money.Amount) (*Divider, error) {
	d := &Divider{fund: fund, denominator: denominator}
	if denominator.IsZero() {
		return d, nil
	}
	var err error
	d.ratio, err = NewRatio(fund, denominator)
	return d, err
}

// Line returns the line of one weight. It fails when the weights so far are
// above the denominator.
func (d *Divider) Line(weight, limit money.Amount) (money.Amount, error) {
	sum, err := d.weights.Add(weight)
	if err != nil {
		return money.Zero, fmt.Errorf("sum weights: %w", err)
	}
	if d.denominator.Less(sum) {
		return money.Zero, fmt.Errorf("%w: denominator below the sum of the weights", ErrInput)
	}
	d.weights = sum
	if weight.IsZero() {
		return money.Zero, nil
	}
	share, err := d.ratio.Floor(weight)
	if err != nil {
		return money.Zero, err
	}
	line := money.Min(share, limit)
	if d.paid, err = d.paid.Add(line); err == nil {
		d.capped, err = d.capped.Add(share.SubFloor(line))
	}
	if err != nil {
		return money.Zero, fmt.Errorf("%w: lines above the fund", ErrInvariant)
	}
	return line, nil
}

// Close returns the sums, without lines, and checks that they add up.
func (d *Divider) Close() (Shares, error) {
	s := Shares{Paid: d.paid, Capped: d.capped}
	if d.denominator.IsZero() {
		s.Unattributed = d.fund
		return s, nil
	}
	var err error
	if s.Unattributed, err = d.ratio.Floor(d.denominator.SubFloor(d.weights)); err != nil {
		return Shares{}, err
	}
	s.Dust = d.fund.SubFloor(s.Paid).SubFloor(s.Capped).SubFloor(s.Unattributed)
	return s, conserve("pro rata", d.fund, s.Paid, s.Capped, s.Unattributed, s.Dust)
}

// SplitShares divides an amount among shareholders of record as floor(amount ·
// share / Σ shares) and returns the dust, which stays with whoever held the
// amount. Without any shares everything is dust.
func SplitShares(amount money.Amount, shares []money.Amount) (lines []money.Amount, dust money.Amount, err error) {
	total, err := money.Sum(shares...)
	if err != nil {
		return nil, money.Zero, fmt.Errorf("sum shares: %w", err)
	}
	if total.IsZero() {
		return make([]money.Amount, len(shares)), amount, nil
	}
	s, err := ProRata(amount, shares, total, nil)
	return s.Lines, s.Dust, err
}
