package rounds

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"makewhole/money"
	"makewhole/payouts"
)

// claim is what one product owes on one account, in value, less what the layers
// before bear of it.
type claim struct {
	account, product int
	class            uint8
	decided, held    money.Amount
	best             money.Amount // what the best single cover owes without its limit
	layer            money.Amount // most a shared layer bears of it
	taken            money.Amount // held target of the layers before
}

// claims adds up the rights of each account by product. Several covers of one
// product together owe at most what the best of them owes without its limit, the
// decided ones first: naming an account once more never takes from it, and
// splitting a cover never adds.
func (r *round) claims() ([]claim, error) {
	var out []claim
	for i := range r.Accounts {
		if r.Accounts[i].Excluded {
			continue
		}
		first := len(out)
		for _, right := range r.Accounts[i].Rights {
			c := r.claimOf(&out, first, i, &right)
			r.to(pick(right.Held, &c.held, &c.decided), right.Amount)
			c.best, c.class = money.MaxOf(c.best, right.Unlimited), min(c.class, right.Class)
			r.acc[i].best = money.MaxOf(r.acc[i].best, right.Unlimited)
		}
		for n := first; n < len(out); n++ {
			c := &out[n]
			c.decided = money.Min(c.decided, c.best)
			c.held = money.Min(c.held, c.best.SubFloor(c.decided))
		}
	}
	if r.err != nil {
		return nil, r.err
	}
	return out, r.shareLimits(out)
}

func pick(first bool, a, b *money.Amount) *money.Amount {
	if first {
		return a
	}
	return b
}

func (r *round) claimOf(out *[]claim, first, account int, right *Right) *claim {
	for n := first; n < len(*out); n++ {
		if (*out)[n].product == right.Product {
			return &(*out)[n]
		}
	}
	*out = append(*out, claim{account: account, product: right.Product, class: right.Class})
	return &(*out)[len(*out)-1]
}

// shareLimits applies each product's limit per incident once, pro rata over
// everything that counts, decided or not.
func (r *round) shareLimits(cs []claim) error {
	for p := range r.Products {
		limit := r.Products[p].Limit
		if limit.IsZero() {
			continue
		}
		var total money.Amount
		for n := range cs {
			if cs[n].product == p {
				r.to(&total, r.add(cs[n].decided, cs[n].held))
			}
		}
		if total.Cmp(limit) <= 0 {
			continue
		}
		for n := range cs {
			if c := &cs[n]; c.product == p {
				all := r.mulDiv(r.add(c.decided, c.held), limit, total)
				c.decided = r.mulDiv(c.decided, limit, total)
				c.held = all.SubFloor(c.decided)
			}
		}
	}
	return r.err
}

// poolOrder lists the pools so that each comes after those that bear before it
// in any product; among free ones the smaller id comes first.
func (r *round) poolOrder() ([]int, error) {
	before := make([]map[int]bool, len(r.Pools))
	for p := range before {
		before[p] = map[int]bool{}
	}
	for _, pr := range r.Products {
		for n := 1; n < len(pr.Layers); n++ {
			before[pr.Layers[n].Pool][pr.Layers[n-1].Pool] = true
		}
	}
	var order []int
	for len(order) < len(r.Pools) {
		next := -1
		for p := range r.Pools {
			free := !slices.Contains(order, p) && !slices.ContainsFunc(slices.Collect(maps.Keys(before[p])), func(b int) bool { return !slices.Contains(order, b) })
			if free && (next < 0 || strings.Compare(r.Pools[p].ID, r.Pools[next].ID) < 0) {
				next = p
			}
		}
		if next < 0 {
			return nil, fmt.Errorf("%w: the layers of the products name the pools in contradictory orders", payouts.ErrInput)
		}
		order = append(order, next)
	}
	return order, nil
}

// targets computes, pool by pool, what each account should have from it. Where
// an account has rights in several products the pools are gone through twice, so
// that what is held in one pool is counted only beyond what another pays for
// certain.
func (r *round) targets() error {
	cs, err := r.claims()
	if err != nil {
		return err
	}
	order, err := r.poolOrder()
	if err != nil {
		return err
	}
	passes := 1
	for n := 1; n < len(cs); n++ {
		if cs[n].account == cs[n-1].account {
			passes = 2
		}
	}
	certain := map[place]money.Amount{}
	for pass := range passes {
		if pass > 0 {
			certain = r.certain()
		}
		if err := r.fillPools(order, slices.Clone(cs), certain); err != nil {
			return err
		}
	}
	return nil
}

// place is an account at a pool.
type place struct{ account, pool int }

func (r *round) certain() map[place]money.Amount {
	out := map[place]money.Amount{}
	for p := range r.wants {
		for _, w := range r.wants[p] {
			out[place{w.account, p}] = w.decided
		}
	}
	return out
}

func (r *round) fillPools(order []int, cs []claim, certain map[place]money.Amount) error {
	r.levels = nil
	for i := range r.acc {
		r.acc[i].decided, r.acc[i].held, r.acc[i].open = money.Zero, money.Zero, nil
	}
	for n, p := range order {
		if err := r.fillPool(p, order[n+1:], cs, certain); err != nil {
			return fmt.Errorf("pool %s: %w", r.Pools[p].ID, err)
		}
	}
	return nil
}

// want is the target of one account at one pool, in value.
type want struct {
	account       int
	has           money.Amount // net of what returned on the account, this round included
	decided, held money.Amount // target: what may be paid, and what waits beyond it
	could         money.Amount // the most the target may become when what is held has been decided
	owed, sure    money.Amount // decided, and most of it, that no open decision can move to an earlier pool
	taken         money.Amount // the least that the layers before hold for any of its claims
}

// open is what a pool may give an account beyond its decided target when what is
// held has been decided.
type open struct {
	pool  int
	value money.Amount
}

// fillPool finds the level of one pool and takes the targets off what the next
// layers have to bear.
func (r *round) fillPool(p int, later []int, cs []claim, certain map[place]money.Amount) error {
	m := r.of(r.Pools[p].Asset, r.Pools[p].Pledge)
	mine, rule, err := r.bornBy(p, cs, &m)
	if err != nil {
		return err
	}
	rows, shares, classes := r.rowsOf(p, later, cs, mine, certain)
	r.bears[p] = m
	m = m.SubFloor(r.givenToOthers(p, rows))
	if r.err != nil {
		return r.err
	}
	spec, err := payouts.RuleNamed(payouts.Rule(rule))
	if err != nil && rule != "" { // a pool may bear no product
		return fmt.Errorf("%w: rule %q of pool %s: %w", payouts.ErrInput, rule, r.Pools[p].ID, err)
	}
	if err == nil && spec.ByLoss {
		err = r.byLoss(p, m, rows, shares)
	} else {
		err = r.byLevel(p, m, rows, shares, classes)
	}
	if err != nil {
		return err
	}
	r.wants[p] = rows
	for n := range rows {
		a, w := &r.acc[rows[n].account], &rows[n]
		r.to(&a.decided, w.decided)
		r.to(&a.held, w.held)
		if w.decided.Less(w.could) {
			a.open = append(a.open, open{p, w.could.SubFloor(w.decided)})
		}
	}
	r.takeOff(cs, mine, rows)
	return r.err
}

// bornBy lists the claims that a pool bears, and applies the layer's cap: to the
// pool's money where one product uses the pool, otherwise to each product.
func (r *round) bornBy(p int, cs []claim, m *money.Amount) (mine []int, rule string, err error) {
	bears := map[int]Layer{}
	for n, pr := range r.Products {
		for _, l := range pr.Layers {
			if l.Pool != p {
				continue
			}
			if rule != "" && rule != pr.Rule {
				return nil, "", fmt.Errorf("%w: products of this pool name the rules %s and %s", payouts.ErrInput, rule, pr.Rule)
			}
			bears[n], rule = l, pr.Rule
		}
	}
	for n := range cs {
		cs[n].layer = money.Max
		if _, ok := bears[cs[n].product]; ok {
			mine = append(mine, n)
		}
	}
	for product, l := range bears {
		if l.Cap.IsZero() {
			continue
		}
		most := r.of(r.Pools[p].Asset, l.Cap)
		if len(bears) == 1 {
			*m = money.Min(*m, most)
		} else if err := r.capLayer(most, product, cs, mine); err != nil {
			return nil, "", err
		}
	}
	return mine, rule, r.err
}

// capLayer limits the claims of one product to what they would get of its layer
// alone.
func (r *round) capLayer(most money.Amount, product int, cs []claim, mine []int) error {
	var shares []payouts.Target
	var at []int
	for _, n := range mine {
		c := &cs[n]
		if c.product != product {
			continue
		}
		room := r.acc[c.account].mayGet()
		all := r.add(c.decided, c.held)
		shares, at = append(shares, payouts.Target{All: all, Most: room, Decided: c.decided, DecidedMost: room}), append(at, n)
	}
	level, _, err := payouts.LevelOf(most, shares)
	if err != nil {
		return err
	}
	for k, n := range at {
		if cs[n].layer, err = shares[k].At(&level); err != nil {
			return err
		}
	}
	return nil
}

// rowsOf joins the claims of each account into one row of the pool.
func (r *round) rowsOf(p int, later []int, cs []claim, mine []int, certain map[place]money.Amount) ([]want, []payouts.Target, []uint8) {
	var rows []want
	var shares []payouts.Target
	var classes []uint8
	var layer []money.Amount
	for _, n := range mine {
		c := &cs[n]
		if k := len(rows); k == 0 || rows[k-1].account != c.account {
			rows, shares = append(rows, want{account: c.account, taken: c.taken}), append(shares, payouts.Target{})
			classes, layer = append(classes, c.class), append(layer, money.Zero)
		}
		s := &shares[len(shares)-1]
		r.to(&s.Decided, c.decided)
		r.to(&s.All, r.add(c.decided, c.held))
		r.to(&layer[len(layer)-1], money.Min(c.layer, r.add(c.decided, c.held)))
		w := &rows[len(rows)-1]
		w.taken = money.Min(w.taken, c.taken)
		classes[len(classes)-1] = min(classes[len(classes)-1], c.class)
	}
	for k := range rows {
		r.bound(p, later, &rows[k], &shares[k], layer[k], certain)
	}
	return rows, shares, classes
}

// givenToOthers is what a pool gave on accounts that have no right to it any
// more, excluded ones for example: it is spent.
func (r *round) givenToOthers(p int, rows []want) (sum money.Amount) {
	k := 0
	for i := range r.paid {
		for k < len(rows) && rows[k].account < i {
			k++
		}
		if k < len(rows) && rows[k].account == i {
			continue
		}
		r.to(&sum, r.net(i, p))
	}
	return sum
}

// bound sets what an account may still get of a pool, and what it has. What an
// earlier pool holds for another claim of the account may come to nothing: then
// this pool bears it, so it takes part here with all of it.
func (r *round) bound(p int, later []int, w *want, s *payouts.Target, layer money.Amount, certain map[place]money.Amount) {
	a := &r.acc[w.account]
	room := a.mayGet()
	given, elsewhere := a.decided, r.add(a.decided, w.taken)
	for _, q := range later {
		has := r.net(w.account, q)
		r.to(&given, has)
		r.to(&elsewhere, money.MaxOf(has, certain[place{w.account, q}]))
	}
	s.DecidedMost = money.Min(room.SubFloor(given), layer)
	s.Most = money.Min(room.SubFloor(elsewhere), layer)
	s.All = money.Min(s.All, a.best)
	s.Decided = money.Min(s.Decided, s.All)
	w.owed = s.Decided
	for _, o := range a.open {
		all, some := r.behind(p, o.pool)
		if all {
			continue
		}
		r.to(&given, o.value)
		if some {
			w.owed = w.owed.SubFloor(o.value)
		}
	}
	w.sure = money.Min(room.SubFloor(given), layer)
	w.has = r.net(w.account, p)
	s.Has = w.has
}

// behind reports whether all products that name pool p have pool q before it, so
// that whoever takes part in p took part in q, and whether some have.
func (r *round) behind(p, q int) (all, some bool) {
	all = true
	for _, pr := range r.Products {
		at := slices.IndexFunc(pr.Layers, func(l Layer) bool { return l.Pool == p })
		if at < 0 {
			continue
		}
		before := slices.ContainsFunc(pr.Layers[:at], func(l Layer) bool { return l.Pool == q })
		all, some = all && before, some || before
	}
	return all, some
}

// net is what a pool gave on an account, less what returned on it, this round
// included.
func (r *round) net(account, pool int) money.Amount {
	for _, paid := range r.paid[account] {
		if paid.pool != pool {
			continue
		}
		if paid.low {
			return paid.floor
		}
		return paid.gross.SubFloor(paid.back)
	}
	return money.Zero
}

// byLoss is pro-rata/1: floor(M·loss/Σ loss) with the losses of everybody in the
// denominator, at most what the covers owe.
func (r *round) byLoss(p int, m money.Amount, rows []want, shares []payouts.Target) error {
	total, err := r.totalLoss()
	if err != nil {
		return err
	}
	r.levels = append(r.levels, Level{Pool: p, Num: m, Den: total})
	full := true
	for n := range rows {
		w, s := &rows[n], &shares[n]
		part := r.mulDiv(m, r.acc[w.account].loss, total)
		w.decided = money.MaxOf(w.has, money.Min(money.Min(part, s.Decided), s.DecidedMost))
		w.held = money.MaxOf(w.decided, money.Min(money.Min(part, s.All), s.Most)).SubFloor(w.decided)
		w.could = r.add(w.decided, w.held)
		full = full && !part.Less(s.All)
	}
	r.full[p] = full
	return r.err
}

// takeOff takes the targets of a pool off the claims, so that the next layer
// bears only the rest.
func (r *round) takeOff(cs []claim, mine []int, rows []want) {
	k, decided, held := -1, money.Zero, money.Zero
	for _, n := range mine {
		c := &cs[n]
		if k < 0 || rows[k].account != c.account {
			k++
			decided, held = rows[k].decided, rows[k].held
		}
		d, h := money.Min(c.decided, decided), money.Min(c.held, held)
		c.decided, c.held = c.decided.SubFloor(d), c.held.SubFloor(h)
		r.to(&c.taken, h)
		decided, held = decided.SubFloor(d), held.SubFloor(h)
	}
}
