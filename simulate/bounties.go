package simulate

import (
	"slices"

	"makewhole/money"
	"makewhole/payouts"
	"makewhole/rounds"
)

// bounty is what was agreed with a payer who brings money of an asset back.
type bounty struct {
	name, asset, from string
	bps               int64
	most              money.Amount
}

// agree enters the terms of a bounty, or other terms of one that is there; as in the
// product, bounties on one payer and asset never promise more than the whole.
func (w *World) agree(i int, e *Event) error {
	most, err := w.amountIn(i, "cap", *e.Cap, *e.Asset)
	if err != nil {
		return err
	}
	switch {
	case most.IsZero():
		return refuse(at("events", i, "cap"), "must be above 0")
	case *e.Bps < 1 || *e.Bps > payouts.BpsFull:
		return refuse(at("events", i, "bps"), "must be from 1 to 10000")
	}
	b := bounty{*e.Bounty, *e.Asset, *e.From, *e.Bps, most}
	place, promised := len(w.bounties), b.bps
	for n, o := range w.bounties {
		switch {
		case o.name == b.name && (o.asset != b.asset || o.from != b.from):
			return refuse(at("events", i, "bounty"), "the bounty %s is on what %s brings back of %s", o.name, o.from, o.asset)
		case o.name == b.name:
			place = n
		case o.asset == b.asset && o.from == b.from:
			promised += o.bps
		}
	}
	if promised > payouts.BpsFull {
		return refuse(at("events", i, "bps"), "%d ten-thousandths of what %s brings back of %s are promised then", promised, b.from, b.asset)
	}
	if place == len(w.bounties) {
		w.bounties = append(w.bounties, bounty{})
	}
	w.bounties[place] = b
	return nil
}

// bountiesOn are the bounties on an asset, with what their payers brought back.
func (w *World) bountiesOn(asset string) (out []rounds.Bounty) {
	for _, b := range w.bounties {
		if b.asset == asset {
			out = append(out, rounds.Bounty{ID: b.name, Gross: w.gotFrom[asset][b.from], Bps: uint32(b.bps), Cap: b.most})
		}
	}
	return out
}

// bookBounties counts what a settlement gave to bounties.
func (b *booking) bookBounties(spent *money.Amount) {
	for _, p := range b.st.Payees {
		b.add(spent, p.Amount)
		all := b.recovered().Bounties
		b.add(&all[slices.IndexFunc(all, func(x rounds.Bounty) bool { return x.ID == p.ID })].Given, p.Amount)
	}
}

// ungiven are bounties to whom nothing was given yet.
func ungiven(all []rounds.Bounty) []rounds.Bounty {
	out := slices.Clone(all)
	for i := range out {
		out[i].Given = money.Zero
	}
	return out
}

// overgiven is a bounty that was given more than it has when everything is told at once:
// its terms were lowered since.
type overgiven struct {
	id   string
	more money.Amount // in value
}

func (t *teller) overgiven(fresh *rounds.Result) (out []overgiven) {
	for n, r := range t.state.Recovered {
		now := map[string]money.Amount{}
		for i := range fresh.Settlements {
			if st := &fresh.Settlements[i]; st.Source == rounds.FromVault && st.Index == n {
				for _, p := range st.Payees {
					now[p.ID] = p.Amount
				}
			}
		}
		for _, b := range r.Bounties {
			if more := b.Given.SubFloor(now[b.ID]); !more.IsZero() {
				value, _ := t.v.Of(r.Asset, more)
				out = append(out, overgiven{b.ID, value})
			}
		}
	}
	return out
}
