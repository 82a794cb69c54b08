package simulate

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"makewhole/money"
	"makewhole/payouts"
	"makewhole/rounds"
)

// Act is what an event may do: the keys it needs and those it may have, beside
// day, do and note.
type Act struct{ Needs, May []string }

// Acts are all acts by name.
var Acts = map[string]Act{
	"file":     {Needs: []string{"claim", "cover", "account", "requested"}},
	"decide":   {Needs: []string{"claim", "amount"}},
	"appeal":   {Needs: []string{"claim"}},
	"withdraw": {Needs: []string{"claim"}},
	"round":    {May: []string{"until"}},
	"cancel":   {May: []string{"source"}},
	"collect":  {Needs: []string{"accounts"}, May: []string{"source"}},
	"sweep":    {May: []string{"source"}},
	"recover":  {Needs: []string{"asset", "amount"}, May: []string{"from"}},
	"bounty":   {Needs: []string{"bounty", "asset", "from", "bps", "cap"}},
	"outside":  {Needs: []string{"account", "asset", "amount"}, May: []string{"reverse"}},
	"revise":   {Needs: []string{"losses"}},
	"merge":    {Needs: []string{"losses"}},
	"exclude":  {Needs: []string{"account"}, May: []string{"disputed"}},
	"include":  {Needs: []string{"account"}},
	"bar":      {},
	"close":    {},
	"reopen":   {},
}

// ActNames are the names of all acts, in alphabetical order.
func ActNames() []string { return sorted(Acts) }

// keys lists the keys an event has beside day, do and note.
func (e *Event) keys() []string {
	var out []string
	for key, set := range map[string]bool{
		"claim": e.Claim != nil, "cover": e.Cover != nil, "account": e.Account != nil, "accounts": e.Accounts != nil,
		"requested": e.Requested != nil, "amount": e.Amount != nil, "asset": e.Asset != nil, "source": e.Source != nil,
		"until": e.Until != nil, "losses": e.Losses != nil, "reverse": e.Reverse != nil, "disputed": e.Disputed != nil,
		"bounty": e.Bounty != nil, "from": e.From != nil, "bps": e.Bps != nil, "cap": e.Cap != nil,
	} {
		if set {
			out = append(out, key)
		}
	}
	slices.Sort(out)
	return out
}

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

func at(parts ...any) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteByte('/')
		b.WriteString(strings.NewReplacer("~", "~0", "/", "~1").Replace(fmt.Sprint(p)))
	}
	return b.String()
}

// known refuses a name that a map does not define, naming those it does.
func known[V any](m map[string]V, name, what, pointer string) error {
	if _, ok := m[name]; ok {
		return nil
	}
	return refuse(pointer, "no %s has the name %s (known: %s)", what, strconv.Quote(name), strings.Join(sorted(m), ", "))
}

func (f *File) check() error {
	if f.Format != Format {
		return refuse("/format", "must be %q", Format)
	}
	for _, step := range []func() error{f.checkAssets, f.checkPools, f.checkProducts, f.checkCovers, f.checkAllLosses, f.checkEvents} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (f *File) checkAssets() error {
	for _, name := range sorted(f.Assets) {
		a := f.Assets[name]
		if a.Decimals == nil || *a.Decimals < 0 || *a.Decimals > 36 {
			return refuse(at("assets", name, "decimals"), "must be a whole number from 0 to 36")
		}
		if p, _, err := price(a.Price); err != nil || p.IsZero() {
			return refuse(at("assets", name, "price"), "must be a decimal above 0, with at most 36 digits on either side of the point")
		}
	}
	return known(f.Assets, f.Numeraire, "asset", "/numeraire")
}

// price splits a decimal into its digits and the number of places.
func price(text string) (money.Amount, int, error) {
	whole, frac, _ := strings.Cut(text, ".")
	if len(whole) > 36 || len(frac) > 36 {
		return money.Zero, 0, money.ErrFormat
	}
	n, err := money.ParseDecimal(text, uint8(len(frac)))
	return n, len(frac), err
}

// amount reads a decimal of an asset into base units.
func (f *File) amount(text, asset, pointer string) (money.Amount, error) {
	d := *f.Assets[asset].Decimals
	n, err := money.ParseDecimal(text, uint8(d))
	if err != nil {
		return n, refuse(pointer, "must be a decimal string without sign, with at most %d places (%s)", d, asset)
	}
	return n, nil
}

// optional is amount, zero where the text is left out.
func (f *File) optional(text, asset, pointer string) (money.Amount, error) {
	if text == "" {
		return money.Zero, nil
	}
	return f.amount(text, asset, pointer)
}

func (f *File) checkPools() error {
	for _, name := range sorted(f.Pools) {
		p := f.Pools[name]
		if err := known(f.Assets, p.Asset, "asset", at("pools", name, "asset")); err != nil {
			return err
		}
		if _, err := f.amount(p.Free, p.Asset, at("pools", name, "free")); err != nil {
			return err
		}
	}
	return nil
}

func (f *File) checkProducts() error {
	rules := map[string]string{} // pool → product whose rule it has
	for _, name := range sorted(f.Products) {
		p := f.Products[name]
		if err := known(f.Assets, p.LimitAsset, "asset", at("products", name, "limit_asset")); err != nil {
			return err
		}
		if r, err := payouts.RuleNamed(payouts.Rule(p.rule())); err != nil || !r.Wording {
			return refuse(at("products", name, "rule"), "must be %s", payouts.WordingRules())
		}
		if len(p.Layers) == 0 {
			return refuse(at("products", name, "layers"), "must name at least one pool")
		}
		if err := f.checkLayers(name, p, rules); err != nil {
			return err
		}
		if err := f.checkTerms(name, p); err != nil {
			return err
		}
	}
	return nil
}

func (p Product) rule() string {
	if p.Rule == "" {
		return rounds.RuleWaterFill
	}
	return p.Rule
}

func (f *File) checkLayers(name string, p Product, rules map[string]string) error {
	seen := map[string]bool{}
	for i, l := range p.Layers {
		if err := known(f.Pools, l.Pool, "pool", at("products", name, "layers", i, "pool")); err != nil {
			return err
		}
		if seen[l.Pool] {
			return refuse(at("products", name, "layers", i, "pool"), "the pool %s bears in this product already", l.Pool)
		}
		seen[l.Pool] = true
		if other, ok := rules[l.Pool]; ok && f.Products[other].rule() != p.rule() {
			return refuse(at("products", name, "rule"), "the pool %s settles by %s for product %s and cannot settle by %s for product %s",
				l.Pool, f.Products[other].rule(), other, p.rule(), name)
		}
		rules[l.Pool] = name
		if _, err := f.optional(l.Cap, f.Pools[l.Pool].Asset, at("products", name, "layers", i, "cap")); err != nil {
			return err
		}
	}
	return nil
}

func (f *File) checkTerms(name string, p Product) error {
	t := p.Terms
	for key, text := range map[string]string{"deductible": t.Deductible, "franchise": t.Franchise, "min_pay": t.MinPay, "per_incident_limit": t.PerIncidentLimit} {
		if _, err := f.optional(text, p.LimitAsset, at("products", name, "terms", key)); err != nil {
			return err
		}
	}
	for key, days := range map[string]*int64{"waiting_days": t.WaitingDays, "grace_days": t.GraceDays, "appeal_days": t.AppealDays, "escheat_days": t.EscheatDays} {
		if days != nil && (*days < 0 || *days > 36500) {
			return refuse(at("products", name, "terms", key), "must be a number of days from 0 to 36500")
		}
	}
	if c := t.CoinsuranceBps; c != nil && (*c < 0 || *c > 10000) {
		return refuse(at("products", name, "terms", "coinsurance_bps"), "must be from 0 to 10000")
	}
	franchise, _ := f.optional(t.Franchise, p.LimitAsset, "")
	deductible, _ := f.optional(t.Deductible, p.LimitAsset, "")
	if !franchise.IsZero() && !deductible.IsZero() {
		return refuse(at("products", name, "terms", "deductible"), "must be 0 where a franchise applies")
	}
	return nil
}

// checkCovers refuses covers that were written down after they are said to have
// begun, or after the loss.
func (f *File) checkCovers() error {
	for _, name := range sorted(f.Covers) {
		c := f.Covers[name]
		place := func(key string) string { return at("covers", name, key) }
		if err := known(f.Products, c.Product, "product", place("product")); err != nil {
			return err
		}
		if _, err := f.amount(c.Limit, f.Products[c.Product].LimitAsset, place("limit")); err != nil {
			return err
		}
		if c.Blanket != (len(c.Accounts) == 0) {
			return refuse(place("accounts"), "must name accounts, or the cover must be a blanket cover")
		}
		if r, err := payouts.RuleNamed(payouts.Rule(f.Products[c.Product].rule())); !c.Blanket && err == nil && r.ByLoss {
			return refuse(at("products", c.Product, "rule"), string(r.Name)+" divides by the loss of everybody; with named covers (%s) it would pay the insured too little", name)
		}
		if i := repeated(c.Accounts); i >= 0 {
			return refuse(at("covers", name, "accounts", i), "the account is named twice")
		}
		if c.Recorded == nil && c.From == nil {
			return refuse(place("recorded"), "is missing: the day on which the cover was written down")
		}
		if c.recorded() >= 0 {
			return refuse(place("recorded"), "the cover was written down on day %d; the loss was on day 0", c.recorded())
		}
		if c.from() < c.recorded() {
			return refuse(place("from"), "the cover begins on day %d, before it was written down on day %d", c.from(), c.recorded())
		}
		if c.To != nil && *c.To <= c.from() {
			return refuse(place("to"), "must be after the day on which the cover begins")
		}
	}
	return nil
}

func (c Cover) from() int64 {
	if c.From == nil {
		return *c.Recorded
	}
	return *c.From
}

func (c Cover) recorded() int64 {
	if c.Recorded == nil {
		return *c.From
	}
	return *c.Recorded
}

func repeated(names []string) int {
	for i, n := range names {
		if slices.Contains(names[:i], n) {
			return i
		}
	}
	return -1
}

func (f *File) checkAllLosses() error {
	if err := f.checkLosses(f.Losses, "losses"); err != nil {
		return err
	}
	return errors.Join(f.checkAmounts(f.Unattributed, "unattributed"), f.checkPositions())
}

func (f *File) checkPositions() error {
	for _, account := range sorted(f.Positions) {
		for _, asset := range sorted(f.Positions[account]) {
			place := func(key string) string { return at("positions", account, asset, key) }
			if err := known(f.Assets, asset, "asset", at("positions", account, asset)); err != nil {
				return err
			}
			for key, text := range map[string]string{"from": f.Positions[account][asset].From, "average": f.Positions[account][asset].Average} {
				if _, err := f.amount(text, asset, place(key)); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (f *File) checkLosses(losses map[string]map[string]string, pointer ...any) error {
	for _, account := range sorted(losses) {
		if err := f.checkAmounts(losses[account], append(slices.Clone(pointer), account)...); err != nil {
			return err
		}
	}
	return nil
}

func (f *File) checkAmounts(amounts map[string]string, pointer ...any) error {
	for _, asset := range sorted(amounts) {
		place := at(append(slices.Clone(pointer), asset)...)
		if err := known(f.Assets, asset, "asset", place); err != nil {
			return err
		}
		if _, err := f.amount(amounts[asset], asset, place); err != nil {
			return err
		}
	}
	return nil
}

// checkEvents checks what can be known without playing: acts, their keys and
// names, days that never go back.
func (f *File) checkEvents() error {
	last := int64(0)
	for i := range f.Events {
		e := &f.Events[i]
		if e.Day == nil || *e.Day < last {
			return refuse(at("events", i, "day"), "must be a day from %d on: days never go back", last)
		}
		last = *e.Day
		if err := f.checkAct(i, e); err != nil {
			return err
		}
	}
	return nil
}

func (f *File) checkAct(i int, e *Event) error {
	act, ok := Acts[e.Do]
	if !ok {
		return refuse(at("events", i, "do"), "must be one of %s", strings.Join(sorted(Acts), ", "))
	}
	has := e.keys()
	for _, key := range act.Needs {
		if !slices.Contains(has, key) {
			return refuse(at("events", i, key), "is missing: %s needs it", e.Do)
		}
	}
	for _, key := range has {
		if !slices.Contains(act.Needs, key) && !slices.Contains(act.May, key) {
			return refuse(at("events", i, key), "%s does not have this key", e.Do)
		}
	}
	if e.Cover != nil {
		if err := known(f.Covers, *e.Cover, "cover", at("events", i, "cover")); err != nil {
			return err
		}
	}
	if e.Asset != nil {
		if err := known(f.Assets, *e.Asset, "asset", at("events", i, "asset")); err != nil {
			return err
		}
	}
	return f.checkLosses(e.Losses, "events", i, "losses")
}
