package rounds

import (
	"slices"

	"makewhole/money"
)

// vault is the money of one recovered asset while a round draws on it, in its
// base units.
type vault struct {
	available money.Amount // not spent before
	left      money.Amount // of it, not yet drawn or reserved
	own       []Line
	returns   []Return
	bounties  []PayeeAmount
	funds     []money.Amount // by pool: its own by subrogation and not spent yet
}

// drawBacks takes from each recovered asset first what bounties miss, then, account
// by account, what is
// the account's own and then what returns to its pools, up to what was
// attributed to it in that asset. What waits for a pool's line to become final
// is reserved.
func (r *round) drawBacks() {
	r.vaults = make([]vault, len(r.Recovered))
	own, waits := make([]money.Amount, len(r.acc)), make([]money.Amount, len(r.acc))
	for i := range r.acc {
		own[i], waits[i] = r.acc[i].own.SubFloor(r.acc[i].recovered), r.acc[i].waits
	}
	due := r.backs
	r.backs, r.undrawn = nil, own
	for n := range r.Recovered {
		in, v := &r.Recovered[n], &r.vaults[n]
		v.available = in.Collected.SubFloor(in.Spent)
		v.left, v.funds = v.available, r.oldFunds(n)
		for _, f := range v.funds {
			v.left = v.left.SubFloor(f)
		}
		if in.Open {
			continue
		}
		r.drawBounties(n)
		r.drawOwn(n, own)
		r.drawDue(n, due)
		for i := range waits {
			r.take(n, i, &waits[i])
		}
	}
	r.drawInstead(due, waits)
}

// drawInstead returns to pools, or reserves for them, what accounts have drawn of their
// own parts as shares of the surplus: as much of the surplus is theirs now.
func (r *round) drawInstead(due []back1, waits []money.Amount) {
	spare := make([]money.Amount, len(r.acc))
	for i := range r.acc {
		spare[i] = r.acc[i].before
	}
	for n := range r.Recovered {
		for k := range due {
			b := &due[k]
			value := money.Min(b.value, spare[b.account])
			units := r.fromLeft(n, &value)
			if units.IsZero() {
				continue
			}
			worth := r.of(r.Recovered[n].Asset, units)
			b.value, spare[b.account] = b.value.SubFloor(worth), spare[b.account].SubFloor(worth)
			r.returned(n, b, units)
		}
		for i := range waits {
			value := money.Min(waits[i], spare[i])
			worth := r.of(r.Recovered[n].Asset, r.fromLeft(n, &value))
			waits[i], spare[i] = waits[i].SubFloor(worth), spare[i].SubFloor(worth)
		}
	}
}

// oldFunds is what pools own of a recovered asset from earlier rounds: what
// returned, less what was spent of it.
func (r *round) oldFunds(n int) []money.Amount {
	in := &r.Recovered[n]
	funds := make([]money.Amount, len(r.Pools))
	for i := range r.Accounts {
		for _, e := range r.Accounts[i].Entries {
			if e.Kind == GivenBack && e.Asset == in.Asset {
				r.to(&funds[e.Pool], e.Amount)
			}
		}
	}
	for _, s := range in.Pools {
		funds[s.Pool] = funds[s.Pool].SubFloor(r.add(s.Covers, s.Holders))
	}
	return funds
}

// unspent is what was attributed to an account in an asset and neither given to
// it nor returned, before this round.
func (r *round) unspent(n, i int) money.Amount {
	rest := r.parts[n][i]
	for _, e := range r.Accounts[i].Entries {
		if e.Asset == r.Recovered[n].Asset && (e.Kind == RecoveryLine || e.Kind == GivenBack) {
			rest = rest.SubFloor(e.Amount)
		}
	}
	return rest
}

// take draws units worth at most value for account i from its part of asset n.
func (r *round) take(n, i int, value *money.Amount) money.Amount {
	if value.IsZero() || r.parts[n] == nil || r.parts[n][i].IsZero() {
		return money.Zero
	}
	asset, v := r.Recovered[n].Asset, &r.vaults[n]
	units := money.Min(money.Min(r.v.Units(asset, *value), r.unspent(n, i).SubFloor(r.drawn(n, i))), v.left)
	if units.IsZero() {
		return units
	}
	*value = value.SubFloor(r.of(asset, units))
	v.left = v.left.SubFloor(units)
	r.takenBy[n][i] = r.add(r.drawn(n, i), units)
	return units
}

func (r *round) drawn(n, i int) money.Amount {
	if r.takenBy == nil {
		r.takenBy = make([][]money.Amount, len(r.Recovered))
	}
	if r.takenBy[n] == nil {
		r.takenBy[n] = make([]money.Amount, len(r.acc))
	}
	return r.takenBy[n][i]
}

func (r *round) drawOwn(n int, own []money.Amount) {
	for i := range own {
		if units := r.take(n, i, &own[i]); !units.IsZero() {
			r.vaults[n].own = append(r.vaults[n].own, Line{Account: i, Kind: RecoveryLine, Amount: units})
		}
	}
}

// drawDue returns to pools, and keeps what really could be drawn.
func (r *round) drawDue(n int, due []back1) {
	for k := range due {
		b := &due[k]
		units := r.take(n, b.account, &b.value)
		if units.IsZero() {
			continue
		}
		r.returned(n, b, units)
	}
}

// returned keeps units of an asset that return to a pool on an account.
func (r *round) returned(n int, b *back1, units money.Amount) {
	v := &r.vaults[n]
	at := slices.IndexFunc(v.returns, func(x Return) bool { return x.Account == b.account && x.Pool == b.pool })
	if at < 0 {
		at, v.returns = len(v.returns), append(v.returns, Return{Account: b.account, Pool: b.pool})
	}
	r.to(&v.returns[at].Amount, units)
	r.to(&v.funds[b.pool], units)
	r.backs = append(r.backs, back1{account: b.account, pool: b.pool, value: r.of(r.Recovered[n].Asset, units)})
}

// drawExtra gives each account its part of the surplus from what is left of the
// recovered assets, in their order.
func (r *round) drawExtra() {
	for i := range r.acc {
		value := r.add(r.undrawn[i], r.acc[i].extra)
		for n := range r.vaults {
			if units := r.fromLeft(n, &value); !units.IsZero() {
				r.vaults[n].own = append(r.vaults[n].own, Line{Account: i, Kind: RecoveryLine, Amount: units})
			}
		}
	}
}

// fromLeft draws units worth at most value from what nobody else has a right to.
func (r *round) fromLeft(n int, value *money.Amount) money.Amount {
	if value.IsZero() || r.Recovered[n].Open {
		return money.Zero
	}
	v, asset := &r.vaults[n], r.Recovered[n].Asset
	units := money.Min(r.v.Units(asset, *value), v.left)
	*value = value.SubFloor(r.of(asset, units))
	v.left = v.left.SubFloor(units)
	return units
}
