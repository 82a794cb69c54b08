package simulate

import (
	"slices"

	"makewhole/money"
	"makewhole/rounds"
)

// values are the prices of the file; assets in the order of their names.
func (w *World) values() (*rounds.Values, map[string]int, error) {
	list, index, err := w.assets()
	if err != nil {
		return nil, nil, err
	}
	v, err := rounds.NewValues(list)
	return v, index, err
}

// assets prices one base unit of each asset in base units of the numéraire.
func (w *World) assets() ([]rounds.Asset, map[string]int, error) {
	var out []rounds.Asset
	index := map[string]int{}
	num := *w.file.Assets[w.file.Numeraire].Decimals
	for i, name := range sorted(w.file.Assets) {
		a := w.file.Assets[name]
		p, places, err := price(a.Price)
		if err != nil {
			return nil, nil, err
		}
		n, err := p.MulDiv(ten(num), money.FromUint64(1), money.Down)
		if err != nil {
			return nil, nil, refuse(at("assets", name, "price"), "is too large")
		}
		d, err := ten(places).MulDiv(ten(*a.Decimals), money.FromUint64(1), money.Down)
		if err != nil {
			return nil, nil, refuse(at("assets", name, "price"), "has too many places")
		}
		out, index[name] = append(out, rounds.Asset{ID: name, Num: n, Den: d}), i
	}
	return out, index, nil
}

// ten is 10^n for n up to 76.
func ten(n int) money.Amount {
	out := money.FromUint64(1)
	for range n {
		out, _ = out.MulDiv(money.FromUint64(10), money.FromUint64(1), money.Down)
	}
	return out
}

// state is everything that a round of today follows from.
func (w *World) state() (*rounds.State, *rounds.Values, error) {
	list, assets, err := w.assets()
	if err != nil {
		return nil, nil, err
	}
	v, err := rounds.NewValues(list)
	if err != nil {
		return nil, nil, err
	}
	s := &rounds.State{Assets: list, Last: w.last(), Unattributed: make([]money.Amount, len(list))}
	for asset, text := range w.file.Unattributed {
		s.Unattributed[assets[asset]], _ = w.file.amount(text, asset, "")
	}
	w.addPools(s, assets)
	if err := w.addProducts(s, v, assets); err != nil {
		return nil, nil, err
	}
	w.addAccounts(s, assets)
	if err := w.addRights(s, v, assets); err != nil {
		return nil, nil, err
	}
	w.addSources(s, assets)
	return s, v, w.addEntries(s, assets)
}

// last says that nobody can ask for more: the bar date is over and nothing waits
// for a decision, or the latest date has come.
func (w *World) last() bool {
	switch {
	case !w.pastBar():
		return false
	case w.latest():
		return true
	}
	for _, c := range w.claims {
		if c.status == submitted || c.status == appealed || c.status == decided && w.appealOpen(c) && w.cut(c) {
			return false
		}
	}
	for _, on := range w.disputed {
		if on {
			return false
		}
	}
	return true
}

// cut says that a decision gave less than was requested.
func (w *World) cut(c *claim) bool { return c.amount.Less(c.requested) }

func (w *World) addPools(s *rounds.State, assets map[string]int) {
	for _, name := range sorted(w.file.Pools) {
		p := w.file.Pools[name]
		pledge, _ := w.file.amount(p.Free, p.Asset, "")
		s.Pools = append(s.Pools, rounds.Pool{ID: name, Asset: assets[p.Asset], Pledge: pledge})
	}
}

func (w *World) addProducts(s *rounds.State, v *rounds.Values, assets map[string]int) error {
	pools := sorted(w.file.Pools)
	for _, name := range sorted(w.file.Products) {
		p := w.file.Products[name]
		out := rounds.Product{ID: name, Rule: p.rule()}
		for text, to := range map[string]*money.Amount{p.Terms.MinPay: &out.MinPay, p.Terms.PerIncidentLimit: &out.Limit} {
			n, err := w.file.optional(text, p.LimitAsset, "")
			if err == nil && !n.IsZero() {
				*to, err = v.Of(assets[p.LimitAsset], n)
			}
			if err != nil {
				return err
			}
		}
		for _, l := range p.Layers {
			most, _ := w.file.optional(l.Cap, w.file.Pools[l.Pool].Asset, "")
			out.Layers = append(out.Layers, rounds.Layer{Pool: slices.Index(pools, l.Pool), Cap: most})
		}
		s.Products = append(s.Products, out)
	}
	return nil
}

func (w *World) addAccounts(s *rounds.State, assets map[string]int) {
	for _, name := range w.names {
		a := rounds.Account{ID: name, Excluded: w.excluded[name], Losses: units(w.losses[name], assets), Outside: units(w.outside[name], assets)}
		if w.disputed[name] {
			a.Hold = rounds.HoldDisputed
		}
		s.Accounts = append(s.Accounts, a)
	}
}

func units(amounts map[string]money.Amount, assets map[string]int) (out []rounds.Units) {
	for _, asset := range sorted(amounts) {
		out = append(out, rounds.Units{Asset: assets[asset], Amount: amounts[asset]})
	}
	return out
}

// addRights adds what each cover in force owes on each account: what was
// decided, and beyond it what could still be.
func (w *World) addRights(s *rounds.State, v *rounds.Values, assets map[string]int) error {
	products := sorted(w.file.Products)
	for _, name := range sorted(w.file.Covers) {
		c := w.file.Covers[name]
		if w.inForce(c) != nil {
			continue
		}
		ps, err := w.potentials(name, v, assets)
		if err != nil {
			return err
		}
		for i := range s.Accounts {
			a := &s.Accounts[i]
			p, ok := ps[a.ID]
			if !ok {
				continue
			}
			sure, could, err := w.owed(name, c, a.ID, p, v, assets)
			if err != nil {
				return err
			}
			right := rounds.Right{ID: name, Product: slices.Index(products, c.Product), Unlimited: p.unlimited}
			if right.Amount = sure; !sure.IsZero() {
				a.Rights = append(a.Rights, right)
			}
			if right.Amount, right.Held = could.SubFloor(sure), true; !right.Amount.IsZero() {
				a.Rights = append(a.Rights, right)
			}
		}
	}
	return nil
}

// owed is what a cover owes on an account for certain and at the most.
func (w *World) owed(name string, c Cover, account string, p potential, v *rounds.Values, assets map[string]int) (sure, could money.Amount, err error) {
	if c.Blanket {
		return p.amount, p.amount, nil
	}
	claim := w.claimOf(name, account)
	if claim == nil {
		if w.pastBar() {
			return money.Zero, money.Zero, nil
		}
		return money.Zero, p.amount, nil
	}
	asset := assets[w.file.Products[c.Product].LimitAsset]
	requested, err := v.Of(asset, claim.requested)
	if err != nil {
		return sure, could, err
	}
	could = money.Min(requested, p.amount)
	switch claim.status {
	case decided:
		if sure, err = v.Of(asset, claim.amount); err != nil {
			return sure, could, err
		}
		sure = money.Min(sure, p.amount)
		if !w.cut(claim) || !w.appealOpen(claim) {
			could = sure
		}
		return sure, could, nil
	default:
		return money.Zero, could, nil
	}
}

// addSources adds what came back, and what was swept, by asset.
func (w *World) addSources(s *rounds.State, assets map[string]int) {
	for _, name := range sorted(w.got) {
		s.Recovered = append(s.Recovered, rounds.Recovered{Asset: assets[name], Collected: w.got[name], Bounties: w.bountiesOn(name)})
	}
	seen := map[int]bool{}
	w.eachLine(func(st *Settlement, n int) {
		if st.Status[n] == swept && !seen[st.Asset] {
			seen[st.Asset] = true
			s.Escheat = append(s.Escheat, rounds.Escheat{Asset: st.Asset})
		}
	})
	slices.SortFunc(s.Escheat, func(a, b rounds.Escheat) int { return a.Asset - b.Asset })
}

// eachLine calls fn for every line that was given and not cancelled.
func (w *World) eachLine(fn func(*Settlement, int)) {
	for _, r := range w.rounds {
		for _, st := range r.Settlements {
			for n := range st.Lines {
				if st.State != cancelled && st.Status[n] != waiting && st.Status[n] != carried {
					fn(st, n)
				}
			}
		}
	}
}

// sourceName is the name of a source in reports and events: a pool has its own,
// recovered and swept money that of its asset.
func (w *World) sourceName(source rounds.Source, index int) string {
	switch source {
	case rounds.FromPool:
		return sorted(w.file.Pools)[index]
	case rounds.FromVault:
		return "recovered:" + sorted(w.got)[index]
	case rounds.FromEscheat:
	}
	return "escheat"
}
