package payouts

import (
	"fmt"

	"makewhole/money"
)

// NewRateDivider starts an allocation of a fixed rate per unit of weight, such
// as 1.37 DAI for each share: line = floor(weight · rate), cut to a limit where
// one is given. The amount divided is what the rate gives for all units
// together, floor(total · rate), so that amount = paid + capped + dust +
// unattributed holds as for a fund; total is at least the sum of the weights,
// and what is not listed of it is unattributed.
func NewRateDivider(rate Ratio, total money.Amount) (*Divider, error) {
	amount, err := rate.Floor(total)
	if err != nil {
		return nil, fmt.Errorf("rate times the sum of the weights: %w", err)
	}
	return &Divider{fund: amount, denominator: total, ratio: rate}, nil
}

// Amount is what is divided: the fund, or what the rate gives for all units.
func (d *Divider) Amount() money.Amount { return d.fund }

// Ratio is what one unit of weight gets.
func (d *Divider) Ratio() Ratio { return d.ratio }
