package rounds

import (
	"fmt"

	"makewhole/money"
	"makewhole/payouts"
)

// bounties takes off each recovered asset what its bounties get of it, cumulatively
// and in their order; what is left is everybody's:
//
//	missing_k = min(max(0, min(floor(gross_k·bps_k/10000), cap_k) − given_k), what is left)
//	net       = collected − Σ given − Σ missing
//
// A bounty whose terms were lowered below what it was given keeps that and misses
// nothing. One that was agreed after the money had been shared out gets what is still
// there, and the rest of what comes back later.
func (r *round) bounties() error {
	r.remains, r.owing = make([]money.Amount, len(r.Recovered)), make([][]money.Amount, len(r.Recovered))
	for n := range r.Recovered {
		in := &r.Recovered[n]
		left := in.Collected
		for _, b := range in.Bounties {
			left = left.SubFloor(b.Given)
		}
		r.owing[n] = make([]money.Amount, len(in.Bounties))
		for k, b := range in.Bounties {
			due, err := payouts.Bounty(payouts.BountyInput{Gross: b.Gross, Bps: b.Bps, Cap: b.Cap, Already: b.Given})
			if err != nil {
				return fmt.Errorf("bounty %s: %w", b.ID, err)
			}
			r.owing[n][k] = money.Min(due, left)
			left = left.SubFloor(r.owing[n][k])
		}
		r.remains[n] = left
	}
	return nil
}

// drawBounties draws what the bounties of a recovered asset miss, in their order, from
// what is no pool's already.
func (r *round) drawBounties(n int) {
	v := &r.vaults[n]
	for k, missing := range r.owing[n] {
		units := money.Min(missing, v.left)
		if units.IsZero() {
			continue
		}
		v.left = v.left.SubFloor(units)
		v.bounties = append(v.bounties, PayeeAmount{ID: r.Recovered[n].Bounties[k].ID, Amount: units})
	}
}

// bountiesFit reports whether each bounty is listed once, is a share of what came
// back, and they were given no more than was spent together.
func (v *Recovered) bountiesFit() bool {
	spent := v.Spent
	for _, b := range v.Bounties {
		if b.Bps > payouts.BpsFull || v.Collected.Less(b.Gross) || spent.Less(b.Given) {
			return false
		}
		spent = spent.SubFloor(b.Given)
	}
	return !twice(len(v.Bounties), func(k int) string { return v.Bounties[k].ID })
}

// twice reports whether two of n ids are the same.
func twice(n int, id func(int) string) bool {
	seen := make(map[string]bool, n)
	for k := range n {
		if seen[id(k)] {
			return true
		}
		seen[id(k)] = true
	}
	return false
}
