package rounds_test

import (
	"fmt"
	"slices"

	"pgregory.net/rapid"

	"makewhole/money"
	"makewhole/rounds"
)

// drawState draws a state as an incident may reach it: a start, then up to four
// rounds whose lines are booked, with facts between them. Numbers are small or
// near whole numbers of a large unit, so that ties, zeros and roundings are
// frequent.
func drawState(t *rapid.T) *rounds.State {
	upTo := func(most int) int { return rapid.IntRange(0, most).Draw(t, "number") }
	if rapid.Bool().Draw(t, "rewarded") {
		return playRewarded(upTo)
	}
	return playState(upTo)
}

// playState draws with upTo, which gives a number up to a most.
func playState(upTo func(most int) int) *rounds.State { return play(upTo, 10) }

// playRewarded is playState of an incident with bounties, whose lines and those of the
// protocol are swept too.
func playRewarded(upTo func(most int) int) *rounds.State { return play(upTo, 12) }

func play(upTo func(most int) int, kinds int) *rounds.State {
	h := &history{upTo: upTo, s: &rounds.State{}, swept: map[[2]int]money.Amount{}, kinds: kinds}
	h.unit = []uint64{1, 1, 999_999_999_999_989}[upTo(2)]
	h.start()
	for range upTo(4) {
		h.facts()
		h.round()
	}
	h.facts()
	h.s.Last = h.one(6)
	return h.s
}

// history is a state that grows.
type history struct {
	upTo func(most int) int
	s    *rounds.State
	unit uint64 // amounts are near whole numbers of it
	// kinds is the last kind of facts; above 10 there are bounties.
	kinds int
	// swept is what of the holders' lines was swept, by position in Recovered and
	// in its Pools.
	swept map[[2]int]money.Amount
}

func (h *history) one(in int) bool { return h.upTo(in-1) == 0 }

func (h *history) amount(most int) money.Amount {
	units := uint64(h.upTo(most)) * h.unit
	if h.unit > 1 && units > 0 {
		units += uint64(h.upTo(3))
	}
	return n(units)
}

func (h *history) start() {
	prices := [][2]uint64{{1, 1}, {3, 1}, {3, 4}, {31, 10}, {7, 1}, {1, 3}, {2, 100}, {1_000_003, 999_983}}
	for i := range 1 + h.upTo(2) {
		price := prices[h.upTo(len(prices)-1)]
		h.s.Assets = append(h.s.Assets, rounds.Asset{ID: assetID(i), Num: n(price[0]), Den: n(price[1])})
	}
	for i := range h.upTo(3) {
		id := fmt.Sprintf("pol_%d%d", h.upTo(9), i)
		h.s.Pools = append(h.s.Pools, rounds.Pool{ID: id, Asset: h.asset(), Pledge: h.amount(250)})
	}
	h.products()
	for i := range 1 + h.upTo(5) {
		h.s.Accounts = append(h.s.Accounts, rounds.Account{ID: fmt.Sprint("acc_", i), Losses: h.units(100)})
		h.rights(&h.s.Accounts[i])
	}
	for i := range h.s.Assets {
		h.s.Recovered = append(h.s.Recovered, rounds.Recovered{Asset: i})
		h.s.Escheat = append(h.s.Escheat, rounds.Escheat{Asset: i})
		if len(h.s.Unattributed) == i && h.one(2) {
			h.s.Unattributed = append(h.s.Unattributed, h.amount(30))
		}
	}
}

func (h *history) asset() int { return h.upTo(len(h.s.Assets) - 1) }

// products share pools, in one order of them all, with one rule a pool.
func (h *history) products() {
	if len(h.s.Pools) == 0 {
		return
	}
	rule := rounds.RuleWaterFill
	if h.one(5) {
		rule = rounds.RuleProRata
	}
	for i := range 1 + h.upTo(2) {
		p := rounds.Product{ID: fmt.Sprint("prd_", i), Rule: rule}
		if h.one(3) {
			p.Limit = h.amount(150)
		}
		if h.one(2) {
			p.MinPay = h.amount(12)
		}
		for pool := range h.s.Pools {
			if !h.one(3) {
				continue
			}
			l := rounds.Layer{Pool: pool}
			if h.one(2) {
				l.Cap = h.amount(90)
			}
			p.Layers = append(p.Layers, l)
		}
		if len(p.Layers) == 0 {
			p.Layers = []rounds.Layer{{Pool: h.upTo(len(h.s.Pools) - 1)}}
		}
		h.s.Products = append(h.s.Products, p)
	}
}

func (h *history) units(most int) (out []rounds.Units) {
	for i := range h.s.Assets {
		if h.one(2) {
			out = append(out, rounds.Units{Asset: i, Amount: h.amount(most)})
		}
	}
	return out
}

func (h *history) rights(a *rounds.Account) {
	for i := range h.s.Products {
		for k := range h.upTo(2) {
			e := h.amount(120)
			a.Rights = append(a.Rights, rounds.Right{
				ID: fmt.Sprintf("r.%s.%d.%d", a.ID, i, k), Product: i, Class: uint8(h.upTo(1)), Held: h.one(3), Amount: e, Unlimited: sum(e, h.amount(30)),
			})
		}
	}
}

// facts are what happens between rounds.
func (h *history) facts() {
	for range h.upTo(5) {
		a := &h.s.Accounts[h.upTo(len(h.s.Accounts)-1)]
		switch h.upTo(h.kinds) {
		case 0, 1, 2:
			r := &h.s.Recovered[h.asset()]
			back := h.amount(120)
			r.Collected = sum(r.Collected, back)
			if len(r.Bounties) > 0 && h.one(2) {
				b := &r.Bounties[h.upTo(len(r.Bounties)-1)]
				b.Gross = sum(b.Gross, back)
			}
		case 11, 12:
			h.agree(&h.s.Recovered[h.asset()])
		case 3:
			a.Outside = append(a.Outside, h.units(40)...)
		case 4:
			a.Losses = h.units(100)
		case 5:
			a.Hold = rounds.HoldKind(h.upTo(2))
		case 6:
			a.Excluded = h.one(2)
		case 7:
			for i := range a.Rights {
				a.Rights[i].Held = false
			}
		case 8:
			h.sweep(a)
			if a == &h.s.Accounts[0] {
				h.sweepHolders()
			}
			if h.kinds > 10 {
				h.sweepPayees()
			}
		case 9:
			h.lapse(a)
			if a == &h.s.Accounts[0] {
				h.lapseHolders()
			}
		case 10:
			h.final()
		}
	}
}

// agree agrees on a bounty, or changes the terms of one.
func (h *history) agree(r *rounds.Recovered) {
	bps, most := uint32(h.upTo(10)*1000), h.amount(60)
	if len(r.Bounties) < 2 {
		r.Bounties = append(r.Bounties, rounds.Bounty{ID: fmt.Sprint("bty_", len(r.Bounties)), Bps: bps, Cap: most})
		return
	}
	b := &r.Bounties[h.upTo(1)]
	b.Bps, b.Cap = bps, most
}

// final lets everything that could still be cancelled become final.
func (h *history) final() {
	for i := range h.s.Pools {
		h.s.Pools[i].Open = false
	}
	for i := range h.s.Recovered {
		h.s.Recovered[i].Open, h.s.Escheat[i].Open = false, false
	}
	for i := range h.s.Accounts {
		for k := range h.s.Accounts[i].Entries {
			h.s.Accounts[i].Entries[k].Final = true
		}
	}
}

// sweep moves what an account did not collect to escheat.
func (h *history) sweep(a *rounds.Account) {
	for k := range a.Entries {
		e := &a.Entries[k]
		if !e.Swept && e.Final && e.Kind != rounds.GivenBack && e.Kind != rounds.OwnerLine {
			e.Swept = true
			h.s.Escheat[e.Asset].Collected = sum(h.s.Escheat[e.Asset].Collected, e.Amount)
		}
	}
}

// sweepPayees moves what rescuers and the protocol did not collect to escheat.
func (h *history) sweepPayees() {
	for n := range h.s.Recovered {
		r, e := &h.s.Recovered[n], &h.s.Escheat[n] // of the same asset
		if r.Open {
			continue
		}
		given := []rounds.PayeeAmount{{ID: "inc_1", Amount: r.Protocol}}
		for _, b := range r.Bounties {
			given = append(given, rounds.PayeeAmount{ID: b.ID, Amount: b.Given})
		}
		for k, p := range given {
			fresh := p.Amount.SubFloor(h.swept[[2]int{n, -1 - k}])
			if fresh.IsZero() {
				continue
			}
			h.swept[[2]int{n, -1 - k}] = p.Amount
			e.Collected = sum(e.Collected, fresh)
			at := slices.IndexFunc(e.Payees, func(o rounds.PayeeAmount) bool { return o.ID == p.ID })
			if at < 0 {
				at, e.Payees = len(e.Payees), append(e.Payees, rounds.PayeeAmount{ID: p.ID})
			}
			e.Payees[at].Amount = sum(e.Payees[at].Amount, fresh)
		}
	}
}

// sweepHolders moves what the holders of a pool did not collect to escheat.
func (h *history) sweepHolders() {
	for n := range h.s.Recovered {
		r := &h.s.Recovered[n]
		for k, p := range r.Pools {
			fresh := p.Holders.SubFloor(h.swept[[2]int{n, k}])
			if r.Open || fresh.IsZero() {
				continue
			}
			h.swept[[2]int{n, k}] = p.Holders
			e := &h.s.Escheat[n] // of the same asset
			e.Collected = sum(e.Collected, fresh)
			at := slices.IndexFunc(e.Holders, func(o rounds.PoolAmount) bool { return o.Pool == p.Pool })
			if at < 0 {
				at, e.Holders = len(e.Holders), append(e.Holders, rounds.PoolAmount{Pool: p.Pool})
			}
			e.Holders[at].Amount = sum(e.Holders[at].Amount, fresh)
		}
	}
}

// lapseHolders ends the rights of holders who are still owed something.
func (h *history) lapseHolders() {
	for n := range h.s.Escheat {
		e := &h.s.Escheat[n]
		for _, o := range e.Holders {
			e.Lapsed = sum(e.Lapsed, o.Amount)
		}
		for _, o := range e.Payees {
			e.Lapsed = sum(e.Lapsed, o.Amount)
		}
		e.Holders, e.Payees = nil, nil
	}
}

// lapse ends the right to what was swept and not repaid.
func (h *history) lapse(a *rounds.Account) {
	for k := range a.Entries {
		e := &a.Entries[k]
		if e.Swept && !e.Lapsed && e.Repaid.IsZero() {
			e.Lapsed = true
			h.s.Escheat[e.Asset].Lapsed = sum(h.s.Escheat[e.Asset].Lapsed, e.Amount)
		}
	}
}
