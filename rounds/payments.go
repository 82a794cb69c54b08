package rounds

import (
	"slices"

	"makewhole/money"
)

// payments makes of the cover lines of one source what its entitlement file can say:
// one row for each cover, in one state. What stays off the lines stays reserved.
func (r *round) payments(asset int, covers []Line) []Line {
	return r.carry(asset, r.withCover(covers))
}

// withCover leaves out held lines for which these pools bear no undecided cover,
// where decided covers of the account are paid beside them: no row can say both.
// Such a line is what a decided target may still gain when an undecided cover of the
// account at another pool comes to less.
func (r *round) withCover(covers []Line) []Line {
	paid := map[int]bool{}
	for _, l := range covers {
		paid[l.Account] = paid[l.Account] || l.State != HeldLine
	}
	pools := map[int][]int{}
	for _, l := range covers {
		pools[l.Account] = append(pools[l.Account], l.Pool)
	}
	return slices.DeleteFunc(covers, func(l Line) bool {
		return l.State == HeldLine && paid[l.Account] && !r.undecided(l.Account, pools[l.Account])
	})
}

// undecided reports whether a cover of an account that one of the pools bears waits
// for its decision.
func (r *round) undecided(account int, pools []int) bool {
	return slices.ContainsFunc(r.Accounts[account].Rights, func(right Right) bool {
		return right.Held && slices.ContainsFunc(r.Products[right.Product].Layers, func(l Layer) bool { return slices.Contains(pools, l.Pool) })
	})
}

// carry lets small payments wait for the last round. What covers of one account
// get from one source is one payment, whatever pools it comes from: it waits where
// it is worth less than the least minimum of these pools.
func (r *round) carry(asset int, covers []Line) []Line {
	if r.Last || !slices.ContainsFunc(r.Products, func(p Product) bool { return !p.MinPay.IsZero() }) {
		return covers
	}
	type payment struct{ units, least money.Amount }
	by := map[int]payment{}
	for _, l := range covers {
		if l.State != Payable {
			continue
		}
		p, known := by[l.Account]
		if !known {
			p.least = money.Max
		}
		r.to(&p.units, l.Amount)
		p.least = money.Min(p.least, r.minPay(l.Pool))
		by[l.Account] = p
	}
	for k := range covers {
		l := &covers[k]
		if p := by[l.Account]; l.State == Payable && r.of(asset, p.units).Less(p.least) {
			l.State = CarriedLine
		}
	}
	return covers
}
