package payouts

import (
	"fmt"

	"makewhole/money"
)

// BountyInput is what decides a rescuer's bounty for one incident. Amounts are
// base units of the returned asset.
type BountyInput struct {
	Gross   money.Amount // returned so far, before any bounty
	Bps     uint32
	Cap     money.Amount // cumulative per (incident, rescuer)
	Already money.Amount // bounty paid so far
}

// Bounty is formula 9: min(floor(bps · gross / 10000), cap), cumulative, minus
// what was paid already; never negative.
func Bounty(in BountyInput) (money.Amount, error) {
	if in.Bps > BpsFull {
		return money.Zero, fmt.Errorf("%w: bounty of %d bps", ErrInput, in.Bps)
	}
	due, err := bpsOf(in.Gross, in.Bps)
	return money.Min(due, in.Cap).SubFloor(in.Already), err
}
