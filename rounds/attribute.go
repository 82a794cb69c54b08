package rounds

import "makewhole/money"

// attribute gives every account its part of each asset that came back, by the
// fixed denominator and cumulatively: first, up to all units that were lost of
// this asset, to those who lost it, in kind; the rest to everybody by loss:
//
//	net = collected − bounties − what excluded accounts have of it
//	inKind = min(net, Σ units)
//	part_i = floor(inKind·units_i/Σ units) + floor((net − inKind)·loss_i/Σ loss)
//
// What went to an account before it was excluded, or to a pool for it, reaches nobody
// else any more: the others' covers fill that, and not money that is gone. Losses that
// belong to no listed account count in the sums; their part is
// shared out in the last round.
func (r *round) attribute() error {
	total, err := r.totalLoss()
	if err != nil {
		return err
	}
	for n := range r.Recovered {
		if err := r.attributeOne(n, total); err != nil {
			return err
		}
	}
	return nil
}

func (r *round) totalLoss() (total money.Amount, err error) {
	for i := range r.acc {
		if !r.Accounts[i].Excluded {
			r.to(&total, r.acc[i].loss)
		}
	}
	for k, u := range r.Unattributed {
		r.to(&total, r.of(k, u))
	}
	return total, r.err
}

func (r *round) attributeOne(n int, total money.Amount) error {
	rec := &r.Recovered[n]
	lost, err := r.unitsLost(rec.Asset)
	if err != nil {
		return err
	}
	net := r.remains[n].SubFloor(r.goneTo(rec.Asset))
	inKind := money.Min(net, lost)
	rest := net.SubFloor(inKind)
	r.parts[n] = make([]money.Amount, len(r.acc))
	for i := range r.acc {
		a := &r.acc[i]
		if r.Accounts[i].Excluded {
			continue
		}
		units := r.mulDiv(inKind, r.lossIn(i, rec.Asset), lost)
		part := r.add(units, r.mulDiv(rest, a.loss, total))
		r.parts[n][i] = part
		r.to(&a.attributed, r.of(rec.Asset, part))
	}
	if r.Last {
		r.unlisted(rec, inKind, rest, lost, total)
	}
	return r.err
}

// goneTo is what excluded accounts have of a recovered asset, and pools for what they
// paid on them, in its units.
func (r *round) goneTo(asset int) (sum money.Amount) {
	for i := range r.Accounts {
		if !r.Accounts[i].Excluded {
			continue
		}
		for _, e := range r.Accounts[i].Entries {
			if e.Asset == asset && (e.Kind == RecoveryLine || e.Kind == GivenBack) {
				r.to(&sum, e.Amount)
			}
		}
	}
	return sum
}

// unlisted adds the part of losses that belong to nobody to the surplus.
func (r *round) unlisted(rec *Recovered, inKind, rest, lost, total money.Amount) {
	var none money.Amount
	for k, u := range r.Unattributed {
		r.to(&none, r.of(k, u))
		if k == rec.Asset {
			r.to(&r.surplus, r.of(k, r.mulDiv(inKind, u, lost)))
		}
	}
	r.to(&r.surplus, r.of(rec.Asset, r.mulDiv(rest, none, total)))
}

func (r *round) unitsLost(asset int) (sum money.Amount, err error) {
	for i := range r.Accounts {
		if !r.Accounts[i].Excluded {
			r.to(&sum, r.lossIn(i, asset))
		}
	}
	if asset < len(r.Unattributed) {
		r.to(&sum, r.Unattributed[asset])
	}
	return sum, r.err
}

// lossIn is what an account lost of one asset, in its units.
func (r *round) lossIn(i, asset int) money.Amount {
	for _, u := range r.Accounts[i].Losses {
		if u.Asset == asset {
			return u.Amount
		}
	}
	return money.Zero
}

// settleInside divides what was attributed to each account: first its own
// residual, as far as it did not return to pools before, then back to the pools up
// to what they paid on it, then into the surplus that rises over the residuals of
// all.
func (r *round) settleInside() error {
	for i := range r.acc {
		a := &r.acc[i]
		inside := money.MaxOf(a.room, a.covers)
		a.recovery = money.Min(a.attributed, inside)
		r.to(&r.surplus, a.attributed.SubFloor(a.recovery))
		a.own = money.Min(a.recovery.SubFloor(a.back), a.room.SubFloor(a.covers).SubFloor(a.escheat))
		if err := r.giveBack(i); err != nil {
			return err
		}
		a.before = a.recovered.SubFloor(a.own)
		a.recovery = money.MaxOf(a.recovery, r.add(a.recovered, a.back))
	}
	return r.err
}

// giveBack is what returns to the pools on one account. Where several pools paid
// on it, splitBacks says how much to each. Only lines that can no longer be
// cancelled count; the rest waits.
func (r *round) giveBack(i int) error {
	a := &r.acc[i]
	back := money.Min(a.recovery.SubFloor(a.own), a.covers)
	if back.IsZero() {
		return nil
	}
	var final, before money.Amount
	for _, p := range r.paidBy(i) {
		r.to(&final, p.final)
		r.to(&before, p.back)
	}
	now := money.Min(back, final)
	a.waits = back.SubFloor(now)
	a.returns = now.SubFloor(before)
	return r.err
}

// splitBacks divides what returns on each account among the pools that paid on
// it: each gets back what it gave above its target, so that the order of cover
// and recovery does not decide which pool bore the loss.
func (r *round) splitBacks() error {
	several := false
	for i := range r.Accounts {
		if len(r.Accounts[i].Entries) > 0 {
			r.paid[i] = r.paidBy(i)
		}
		several = several || !r.acc[i].returns.IsZero() && len(r.paid[i]) > 1
	}
	if several {
		if err := r.provisional(); err != nil {
			return err
		}
	}
	for i := range r.acc {
		if left := r.acc[i].returns; !left.IsZero() {
			left = r.returnTo(i, left, func(p *poolPaid) money.Amount { return p.above })
			r.returnTo(i, left, func(p *poolPaid) money.Amount { return p.final })
		}
	}
	return r.err
}

// provisional computes targets as if every pool could get back all that returns,
// to see what each gave above its target.
func (r *round) provisional() error {
	for i := range r.paid {
		for n := range r.paid[i] {
			p := &r.paid[i][n]
			p.floor = p.gross.SubFloor(r.add(p.back, money.Min(r.acc[i].returns, p.final.SubFloor(p.back))))
			p.low = true
		}
	}
	if err := r.targets(); err != nil {
		return err
	}
	target := map[place]money.Amount{}
	for p := range r.wants {
		for _, w := range r.wants[p] {
			target[place{w.account, p}] = w.decided
		}
	}
	for i := range r.paid {
		for n := range r.paid[i] {
			p := &r.paid[i][n]
			p.low = false
			p.above = p.gross.SubFloor(p.back).SubFloor(target[place{i, p.pool}])
		}
	}
	return r.err
}

// returnTo gives pools, in their order, up to what most says and can return at
// all, and returns the rest.
func (r *round) returnTo(i int, left money.Amount, most func(*poolPaid) money.Amount) money.Amount {
	for n := range r.paid[i] {
		p := &r.paid[i][n]
		part := money.Min(money.Min(left, most(p)), p.final.SubFloor(p.back))
		if part.IsZero() {
			continue
		}
		left = left.SubFloor(part)
		p.back = r.add(p.back, part) // drawBacks says what really returns
		r.backs = append(r.backs, back1{account: i, pool: p.pool, value: part})
	}
	return left
}

// back1 is money that returns to a pool on one account, in value.
type back1 struct {
	account, pool int
	value         money.Amount
}

// poolPaid is what one pool has to do with one account, in value.
type poolPaid struct {
	pool               int
	gross, final, back money.Amount
	above              money.Amount // given above its target
	floor              money.Amount // least the pool may have given in the end
	low                bool         // floor holds, not what was given
}

// paidBy lists the pools that gave something on an account, by index.
func (r *round) paidBy(i int) []poolPaid {
	var out []poolPaid
	at := func(pool int) *poolPaid {
		for n := range out {
			if out[n].pool == pool {
				return &out[n]
			}
		}
		out = append(out, poolPaid{pool: pool})
		return &out[len(out)-1]
	}
	for _, e := range r.Accounts[i].Entries {
		worth := r.of(e.Asset, e.Amount)
		switch e.Kind {
		case CoverLine:
			p := at(e.Pool)
			r.to(&p.gross, worth)
			if e.Final {
				r.to(&p.final, worth)
			}
		case GivenBack:
			r.to(&at(e.Pool).back, worth)
		case RecoveryLine, EscheatLine, OwnerLine:
		}
	}
	return out
}
