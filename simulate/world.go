package simulate

import (
	"fmt"
	"slices"

	"makewhole/money"
	"makewhole/payouts"
	"makewhole/rounds"
	"makewhole/states"
)

// World is one history as it unfolds: what happened so far, by names.
type World struct {
	file *File
	day  int64

	names    []string                           // accounts that ever had a loss, ascending
	losses   map[string]map[string]money.Amount // account → asset → base units
	claims   map[string]*claim
	outside  map[string]map[string]money.Amount
	excluded map[string]bool
	disputed map[string]bool
	got      map[string]money.Amount            // recovered, by asset
	gotFrom  map[string]map[string]money.Amount // of it, what a named payer brought back
	bounties []bounty                           // in the order in which they were agreed
	barred   bool
	barredOn int64 // the day of the act that set the bar date
	closed   bool
	reopened bool
	rounds   []*Round
	origins  map[string][]origin // of the entries of the state last built, by account
	spent    bool                // a recovery was paid: the incident is recovering
}

// claim is one filed claim.
type claim struct {
	id, cover, account string
	requested, amount  money.Amount // in the limit asset; amount is what was approved
	status             string
	decided            int64 // day
}

// The states of a claim here; cooling-off and evidence take no time.
const (
	submitted = states.ClaimSubmitted
	decided   = "decided" // approved, in part, or denied with amount 0
	appealed  = states.ClaimAppealed
	withdrawn = states.ClaimWithdrawn
)

// Round is one round that was computed.
type Round struct {
	Day         int64
	Last        bool
	Result      rounds.Result
	State       *rounds.State
	Settlements []*Settlement
}

// Settlement is one settlement of a round and what became of its lines.
type Settlement struct {
	rounds.Settlement
	Name   string // of the source
	State  string // draft, published, active, closed, cancelled
	Swept  int64  // day
	Status []string

	accounts []rounds.Account    // that the lines point to
	origins  map[string][]origin // of their entries
}

// The states of a settlement, and of a line.
const (
	draft     = states.SettlementDraft
	published = states.SettlementPublished
	active    = states.SettlementActive
	closed    = states.SettlementClosed
	cancelled = states.SettlementCancelled

	waiting   = "held"
	carried   = "carried"
	open      = states.AllocationClaimable
	collected = states.AllocationCollected
	swept     = states.AllocationSwept
)

func (s *Settlement) pending() bool { return s.State == draft || s.State == published }

// Play plays a checked file to its end. An act that the day does not allow is
// refused with its place; an error of the arithmetic is ErrInvariant.
func Play(f *File) (*World, error) {
	w := &World{
		file: f, losses: map[string]map[string]money.Amount{}, claims: map[string]*claim{}, outside: map[string]map[string]money.Amount{},
		excluded: map[string]bool{}, disputed: map[string]bool{}, got: map[string]money.Amount{},
		gotFrom: map[string]map[string]money.Amount{},
	}
	w.revise(f.Losses)
	for i := range f.Events {
		e := &f.Events[i]
		w.day = *e.Day
		if err := w.act(i, e); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// revise sets the losses of the accounts named; each names all its assets.
func (w *World) revise(losses map[string]map[string]string) {
	for name, amounts := range losses {
		if _, known := w.losses[name]; !known {
			w.names = append(w.names, name)
		}
		w.losses[name] = map[string]money.Amount{}
		for asset, text := range amounts {
			w.losses[name][asset], _ = w.file.amount(text, asset, "") // checked when read
		}
	}
	slices.Sort(w.names)
}

func (w *World) inForce(c Cover) error {
	waiting := days(w.file.Products[c.Product].Terms.WaitingDays, 0)
	switch {
	case c.from()+waiting > 0:
		return fmt.Errorf("its waiting period ended on day %d", c.from()+waiting)
	case c.To != nil && *c.To <= 0:
		return fmt.Errorf("it ended on day %d", *c.To)
	}
	return nil
}

func days(v *int64, otherwise int64) int64 {
	if v == nil {
		return otherwise
	}
	return *v
}

// windows are the longest of all products, as the product gives everybody the
// time of the most generous wording concerned.
func (w *World) windows() (grace, bar int64) {
	appeal := int64(0)
	for _, p := range w.file.Products {
		grace, appeal = max(grace, days(p.Terms.GraceDays, 30)), max(appeal, days(p.Terms.AppealDays, 30))
	}
	if len(w.file.Products) == 0 {
		grace, appeal = 0, 0
	}
	return grace, grace + appeal
}

// barDay is the bar date: after the windows, or earlier by the act that sets it.
func (w *World) barDay() int64 {
	_, bar := w.windows()
	if w.barred {
		bar = min(bar, w.barredOn)
	}
	return bar
}

func (w *World) pastBar() bool { return w.day >= w.barDay() }

// latest says that the incident's latest date has come: nothing waits for what is held
// any more.
func (w *World) latest() bool { return w.day >= w.barDay()+rounds.LatestDays }

// appealOpen says whether a decision may still be appealed.
func (w *World) appealOpen(c *claim) bool {
	p := w.file.Products[w.file.Covers[c.cover].Product]
	return !w.barred && w.day < c.decided+days(p.Terms.AppealDays, 30)
}

// claimOf is the live claim on a cover for an account.
func (w *World) claimOf(cover, account string) *claim {
	for _, id := range sorted(w.claims) {
		c := w.claims[id]
		if c.cover == cover && c.account == account && c.status != withdrawn {
			return c
		}
	}
	return nil
}

// potential is the most a cover can owe on an account: amount with and without
// the cover's own limit, in value.
type potential struct{ amount, unlimited money.Amount }

// potentials is what a cover owes each of its accounts on the losses of today:
// franchise, deductible, coinsurance and limit once on the sum, shared by loss.
func (w *World) potentials(name string, v *rounds.Values, assets map[string]int) (map[string]potential, error) {
	c := w.file.Covers[name]
	p := w.file.Products[c.Product]
	accounts := c.Accounts
	if c.Blanket {
		accounts = w.names
	}
	losses, total := map[string]money.Amount{}, money.Zero
	for _, a := range accounts {
		if w.excluded[a] {
			continue
		}
		loss, err := w.insuredOf(a, v, assets)
		if err != nil {
			return nil, err
		}
		losses[a] = loss
		if total, err = total.Add(loss); err != nil {
			return nil, err
		}
	}
	terms, limit, err := w.terms(p, c, v, assets)
	if err != nil {
		return nil, err
	}
	owed, err := payouts.Eligible(terms, total, money.Max)
	if err != nil || total.IsZero() {
		return nil, err
	}
	out := map[string]potential{}
	for a, loss := range losses {
		unlimited, err := owed.MulDiv(loss, total, money.Down)
		if err != nil {
			return nil, err
		}
		amount, err := money.Min(owed, limit).MulDiv(loss, total, money.Down)
		if err != nil {
			return nil, err
		}
		out[a] = potential{amount, unlimited}
	}
	return out, nil
}

// insuredOf is what covers count of an account's loss: of each asset at most what it
// held when the loss began and on average over the waiting period.
func (w *World) insuredOf(account string, v *rounds.Values, assets map[string]int) (total money.Amount, err error) {
	for asset, loss := range w.losses[account] {
		if p, measured := w.file.Positions[account][asset]; measured {
			from, _ := w.file.amount(p.From, asset, "")
			average, _ := w.file.amount(p.Average, asset, "")
			loss = payouts.InsuredLoss(loss, from, average)
		}
		value, err := v.Of(assets[asset], loss)
		if err == nil {
			total, err = total.Add(value)
		}
		if err != nil {
			return total, err
		}
	}
	return total, nil
}

// terms are those of a product, with amounts in value, and the cover's limit.
func (w *World) terms(p Product, c Cover, v *rounds.Values, assets map[string]int) (payouts.Terms, money.Amount, error) {
	var t payouts.Terms
	value := func(text string) money.Amount {
		n, err := w.file.optional(text, p.LimitAsset, "")
		if err == nil {
			n, err = v.Of(assets[p.LimitAsset], n)
		}
		if err != nil {
			return money.Max
		}
		return n
	}
	t.Deductible, t.Franchise = value(p.Terms.Deductible), value(p.Terms.Franchise)
	t.CoinsuranceBps = uint32(days(p.Terms.CoinsuranceBps, payouts.BpsFull))
	return t, value(c.Limit), nil
}
