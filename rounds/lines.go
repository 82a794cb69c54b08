package rounds

import (
	"fmt"

	"makewhole/money"
	"makewhole/payouts"
)

// need is what is missing to one target.
type need struct {
	account int
	held    bool
	value   money.Amount
}

// lines turns what is missing to the targets into lines of the sources: money
// that is a pool's by subrogation goes first to the pool's own unpaid targets,
// then the pledge is drawn; what the targets leave of subrogated money belongs
// to the shareholders of record.
func (r *round) lines() error {
	covers := make([][]Line, len(r.Recovered))
	holders := make([][]PoolAmount, len(r.Recovered))
	var pools []Settlement
	for p := range r.Pools {
		needs := r.needs(p)
		for n := range r.Recovered {
			if r.Recovered[n].Open || r.vaults[n].funds[p].IsZero() {
				continue
			}
			lines, rest := r.fromFund(n, p, needs)
			covers[n] = append(covers[n], lines...)
			if !rest.IsZero() && r.full[p] {
				holders[n] = append(holders[n], PoolAmount{Pool: p, Amount: rest})
			}
		}
		st, err := r.fromPool(p, needs)
		if err != nil {
			return fmt.Errorf("pool %s: %w", r.Pools[p].ID, err)
		}
		pools = append(pools, st)
	}
	r.drawExtra()
	r.out.Settlements = pools
	for n := range r.Recovered {
		st, err := r.fromVault(n, covers[n], holders[n])
		if err != nil {
			return fmt.Errorf("recovered %s: %w", r.Assets[r.Recovered[n].Asset].ID, err)
		}
		r.out.Settlements = append(r.out.Settlements, st)
	}
	return r.escheat()
}

func (r *round) needs(p int) []need {
	var out []need
	for _, w := range r.wants[p] {
		on := r.Accounts[w.account].Hold != HoldNone
		if missing := w.decided.SubFloor(w.has); !missing.IsZero() {
			out = append(out, need{w.account, on, missing})
		}
		if !w.held.IsZero() {
			out = append(out, need{w.account, true, w.held})
		}
	}
	return out
}

// fromFund pays needs from money of a pool that lies in a vault, each the same
// part where it does not reach, and returns what is left over.
func (r *round) fromFund(n, p int, needs []need) ([]Line, money.Amount) {
	asset, fund := r.Recovered[n].Asset, r.vaults[n].funds[p]
	worth, total := r.of(asset, fund), money.Zero
	for k := range needs {
		r.to(&total, needs[k].value)
	}
	var lines []Line
	rest := fund
	for k := range needs {
		value := needs[k].value
		if worth.Less(total) {
			value = r.mulDiv(value, worth, total)
		}
		units := money.Min(r.v.Units(asset, value), rest)
		if units.IsZero() {
			continue
		}
		rest = rest.SubFloor(units)
		needs[k].value = needs[k].value.SubFloor(r.of(asset, units))
		lines = append(lines, Line{Account: needs[k].account, Kind: CoverLine, Pool: p, Amount: units, State: heldIf(needs[k].held)})
	}
	if worth.Less(total) {
		rest = money.Zero // what rounding left stays the fund's
	}
	return lines, rest
}

// minPay is the smallest payment of a pool: the least of its products.
func (r *round) minPay(p int) money.Amount {
	least, found := money.Max, false
	for _, pr := range r.Products {
		for _, l := range pr.Layers {
			if l.Pool == p {
				least, found = money.Min(least, pr.MinPay), true
			}
		}
	}
	if !found {
		return money.Zero
	}
	return least
}

// fromPool pays what is still missing from the pledge. A pool with an open
// settlement adds no line; its needs stay.
func (r *round) fromPool(p int, needs []need) (Settlement, error) {
	in := &r.Pools[p]
	st := Settlement{Source: FromPool, Index: p, Asset: in.Asset, Available: in.Pledge.SubFloor(in.Spent)}
	if in.Open {
		st.Reserved = st.Available
		return st, nil
	}
	var amounts []money.Amount
	for k := range needs {
		amounts = append(amounts, r.v.Units(in.Asset, needs[k].value))
	}
	amounts, err := payouts.ShareLimit(st.Available, amounts)
	if err != nil {
		return st, err
	}
	for k, units := range amounts {
		if !units.IsZero() {
			st.Lines = append(st.Lines, Line{Account: needs[k].account, Kind: CoverLine, Pool: p, Amount: units, State: heldIf(needs[k].held)})
		}
	}
	all, err := money.Sum(amounts...)
	if err != nil {
		return st, err
	}
	st.Lines = r.payments(in.Asset, st.Lines)
	if err := st.sum(); err != nil {
		return st, err
	}
	st.Free = st.Available.SubFloor(all)
	if !r.full[p] { // only what the layers' caps keep from this incident is free
		st.Free = money.Min(st.Free, in.Pledge.SubFloor(r.v.Units(in.Asset, r.bears[p])))
	}
	st.Reserved = st.rest().SubFloor(st.Free)
	return st, r.err
}

// fromVault joins everything that one recovered asset pays.
func (r *round) fromVault(n int, covers []Line, holders []PoolAmount) (Settlement, error) {
	v, in := &r.vaults[n], &r.Recovered[n]
	st := Settlement{Source: FromVault, Index: n, Asset: in.Asset, Available: v.available, Returns: v.returns, Holders: holders, Payees: v.bounties}
	for _, l := range v.own {
		if r.Accounts[l.Account].Hold != HoldNone {
			l.State = HeldLine
		}
		st.Lines = append(st.Lines, l)
	}
	st.Lines = append(st.Lines, r.payments(in.Asset, covers)...)
	if r.Last && !in.Open {
		r.protocol(n, &st)
	}
	if err := st.sum(); err != nil {
		return st, err
	}
	st.Reserved = st.rest()
	return st, r.err
}

// protocol gives the protocol what is above all losses, once nothing is held.
func (r *round) protocol(n int, st *Settlement) {
	var before money.Amount
	for k := range r.Recovered {
		r.to(&before, r.of(r.Recovered[k].Asset, r.Recovered[k].Protocol))
	}
	due := r.out.Protocol.SubFloor(r.add(before, r.toProtocol))
	st.Protocol = r.fromLeft(n, &due)
	r.to(&r.toProtocol, r.of(st.Asset, st.Protocol))
}

// escheat pays owners whose lines were swept, shareholders of record, rescuers and
// the protocol among them, and shares what they let lapse
// over the gaps that nothing else fills.
func (r *round) escheat() error {
	least, gaps := make([]money.Amount, len(r.acc)), make([]money.Amount, len(r.acc))
	for i := range r.acc {
		least[i], gaps[i] = r.gap(i)
	}
	filled := r.add(gaps...).IsZero()
	for n := range r.Escheat {
		in := &r.Escheat[n]
		st := Settlement{Source: FromEscheat, Index: n, Asset: in.Asset, Available: in.Collected.SubFloor(in.Spent)}
		if !in.Open {
			r.ownerLines(&st)
			for _, h := range in.Holders {
				if !h.Amount.IsZero() {
					st.Holders = append(st.Holders, h)
				}
			}
			for _, p := range in.Payees {
				if !p.Amount.IsZero() {
					st.Payees = append(st.Payees, p)
				}
			}
			filled = r.lapsedLines(&st, in, gaps, least) || filled
		}
		if err := st.sum(); err != nil {
			return err
		}
		st.Reserved = st.rest()
		if r.Last && filled {
			lapsed := money.Min(in.Lapsed.SubFloor(in.Shared), st.Reserved)
			st.Free, st.Reserved = lapsed, st.Reserved.SubFloor(lapsed)
		}
		r.out.Settlements = append(r.out.Settlements, st)
	}
	return r.err
}

// ownerLines are the swept lines that were not paid again. Those of an excluded account
// wait until their term is over: it is paid nothing, and others have no right to them
// before.
func (r *round) ownerLines(st *Settlement) {
	for i := range r.Accounts {
		for _, e := range r.Accounts[i].Entries {
			if owed := e.Owed(); e.Asset == st.Asset && !owed.IsZero() {
				waits := r.Accounts[i].Hold != HoldNone || r.Accounts[i].Excluded
				st.Lines = append(st.Lines, Line{Account: i, Kind: OwnerLine, Amount: owed, State: heldIf(waits)})
			}
		}
	}
}

func heldIf(held bool) LineState {
	if held {
		return HeldLine
	}
	return Payable
}

// lapsedLines shares what lapsed over what is left of the gaps, by what each will
// be for certain beside all that they can become, and reports whether it fills
// them, up to less than a unit each.
func (r *round) lapsedLines(st *Settlement, in *Escheat, gaps, least []money.Amount) bool {
	worth, total := r.of(st.Asset, in.Lapsed.SubFloor(in.Shared)), r.add(gaps...)
	for i, value := range least {
		if worth.Less(total) {
			value = r.mulDiv(value, worth, total)
		}
		units := r.v.Units(st.Asset, value)
		if units.IsZero() {
			continue
		}
		filled := r.of(st.Asset, units)
		gaps[i], least[i] = gaps[i].SubFloor(filled), least[i].SubFloor(filled)
		st.Lines = append(st.Lines, Line{Account: i, Kind: EscheatLine, Amount: units, State: heldIf(r.Accounts[i].Hold != HoldNone)})
	}
	return !worth.Less(total)
}

// sum adds up the lines of a settlement by their states.
func (s *Settlement) sum() (err error) {
	for i := range s.Lines {
		to := &s.Paid
		switch s.Lines[i].State {
		case HeldLine:
			to = &s.Held
		case CarriedLine:
			to = &s.Carried
		case Payable:
		}
		if *to, err = to.Add(s.Lines[i].Amount); err != nil {
			return err
		}
	}
	return nil
}

// rest is what no line, holder, payee or protocol takes of what is available.
func (s *Settlement) rest() money.Amount {
	rest := s.Available
	for _, part := range []money.Amount{s.Paid, s.Held, s.Carried, s.Protocol} {
		rest = rest.SubFloor(part)
	}
	for _, h := range s.Holders {
		rest = rest.SubFloor(h.Amount)
	}
	for _, p := range s.Payees {
		rest = rest.SubFloor(p.Amount)
	}
	return rest
}
