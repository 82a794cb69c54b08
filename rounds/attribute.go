package rounds

import (
	"makewhole/money"
	"makewhole/payouts"
)

// attribute gives every account its part of each asset that came back, by the
// fixed denominator and cumulatively: first, up to all units that were lost of
// this asset, to those who lost it, in kind; the rest to everybody by loss:
//
//	inKind = min(collected, Σ units)
//	part_i = floor(inKind·units_i/Σ units) + floor((collected − inKind)·loss_i/Σ loss)
//
// Losses that belong to no listed account count in the sums; their part is
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
	inKind := money.Min(rec.Collected, lost)
	rest := rec.Collected.SubFloor(inKind)
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
// residual, then back to the pools up to what they paid on it, then into the
// surplus that rises over the residuals of all.
func (r *round) settleInside() error {
	for i := range r.acc {
		a := &r.acc[i]
		inside := money.MaxOf(a.room, a.covers)
		a.recovery = money.Min(a.attributed, inside)
		r.to(&r.surplus, a.attributed.SubFloor(a.recovery))
		a.own = money.Min(a.recovery, a.room.SubFloor(a.covers).SubFloor(a.escheat))
		if err := r.giveBack(i); err != nil {
			return err
		}
	}
	return r.err
}

// giveBack divides among the pools what returns to them on one account, pro
// rata to what each paid on it. Only what can no longer be cancelled counts; the
// rest waits.
func (r *round) giveBack(i int) error {
	a := &r.acc[i]
	back := money.Min(a.recovery.SubFloor(a.own), a.covers)
	if back.IsZero() {
		return nil
	}
	paid := r.paidBy(i)
	amounts := make([]money.Amount, len(paid))
	for n := range paid {
		amounts[n] = paid[n].gross
	}
	parts, _, err := payouts.SplitShares(back, amounts)
	if err != nil {
		return err
	}
	for n, p := range paid {
		now := money.Min(parts[n], p.final)
		r.to(&a.waits, parts[n].SubFloor(now))
		line := now.SubFloor(p.back)
		if !line.IsZero() {
			r.backs = append(r.backs, back1{account: i, pool: p.pool, value: line})
		}
	}
	return r.err
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
