package simulate

import (
	"slices"
	"strings"

	"makewhole/money"
	"makewhole/rounds"
)

// act plays one event. What happens to a closed incident reopens it where the
// rules say so and is refused otherwise.
func (w *World) act(i int, e *Event) error {
	if w.closed && !slices.Contains([]string{"reopen", "recover", "bounty", "outside", "collect", "sweep"}, e.Do) {
		return refuse(at("events", i, "do"), "the incident is closed; reopen it first")
	}
	play := map[string]func(int, *Event) error{
		"file": w.fileClaim, "decide": w.decide, "appeal": w.appeal, "withdraw": w.withdraw,
		"round": w.round, "cancel": w.cancel, "collect": w.collect, "sweep": w.sweep,
		"bounty": w.agree, "recover": w.recover, "outside": w.receive, "revise": w.reviseLosses, "merge": w.merge,
		"exclude": w.exclude, "include": w.include, "bar": w.bar, "close": w.close, "reopen": w.reopen,
	}[e.Do]
	return play(i, e)
}

// amountIn reads an amount above zero of an event.
func (w *World) amountIn(i int, key, text, asset string) (money.Amount, error) {
	return w.file.amount(text, asset, at("events", i, key))
}

func (w *World) hasLoss(i int, key, account string) error {
	return known(w.losses, account, "account with a loss", at("events", i, key))
}

func (w *World) fileClaim(i int, e *Event) error {
	c := w.file.Covers[*e.Cover]
	place := func(key string) string { return at("events", i, key) }
	if w.claims[*e.Claim] != nil {
		return refuse(place("claim"), "the claim %s is filed already", *e.Claim)
	}
	if err := w.hasLoss(i, "account", *e.Account); err != nil {
		return err
	}
	if c.Blanket {
		return refuse(place("cover"), "a blanket cover needs no claims")
	}
	if !slices.Contains(c.Accounts, *e.Account) {
		return refuse(place("account"), "the cover %s does not insure this account", *e.Cover)
	}
	if err := w.inForce(c); err != nil {
		return refuse(place("cover"), "the cover was not in force on day 0: %v", err)
	}
	if grace, _ := w.windows(); w.day > grace || w.pastBar() {
		return refuse(place("day"), "the filing window ended on day %d", grace)
	}
	if other := w.claimOf(*e.Cover, *e.Account); other != nil {
		return refuse(place("claim"), "the claim %s is on this cover and account", other.id)
	}
	requested, err := w.amountIn(i, "requested", *e.Requested, w.file.Products[c.Product].LimitAsset)
	if err != nil {
		return err
	}
	if requested.IsZero() {
		return refuse(place("requested"), "must be above 0")
	}
	w.claims[*e.Claim] = &claim{id: *e.Claim, cover: *e.Cover, account: *e.Account, requested: requested, status: submitted}
	return nil
}

func (w *World) claimNamed(i int, e *Event) (*claim, error) {
	if err := known(w.claims, *e.Claim, "claim", at("events", i, "claim")); err != nil {
		return nil, err
	}
	c := w.claims[*e.Claim]
	if c.status == withdrawn {
		return nil, refuse(at("events", i, "claim"), "the claim is withdrawn")
	}
	return c, nil
}

// decide approves up to what was requested and what the cover owes; 0 denies. A
// decision may be corrected by another.
func (w *World) decide(i int, e *Event) error {
	c, err := w.claimNamed(i, e)
	if err != nil {
		return err
	}
	asset := w.file.Products[w.file.Covers[c.cover].Product].LimitAsset
	amount, err := w.amountIn(i, "amount", *e.Amount, asset)
	if err != nil {
		return err
	}
	v, assets, err := w.values()
	if err != nil {
		return err
	}
	ps, err := w.potentials(c.cover, v, assets)
	if err != nil {
		return err
	}
	most := money.Min(c.requested, v.Units(assets[asset], ps[c.account].amount))
	if most.Less(amount) {
		return refuse(at("events", i, "amount"), "at most %s: what was requested and what the cover owes on this loss", most.Format(uint8(*w.file.Assets[asset].Decimals)))
	}
	c.amount, c.status, c.decided = amount, decided, w.day
	return nil
}

func (w *World) appeal(i int, e *Event) error {
	c, err := w.claimNamed(i, e)
	if err != nil {
		return err
	}
	if c.status != decided {
		return refuse(at("events", i, "claim"), "there is no decision to appeal")
	}
	if !w.appealOpen(c) {
		return refuse(at("events", i, "day"), "the appeal window is over")
	}
	c.status = appealed
	return nil
}

func (w *World) withdraw(i int, e *Event) error {
	c, err := w.claimNamed(i, e)
	if err != nil {
		return err
	}
	c.status = withdrawn
	return nil
}

func (w *World) recover(i int, e *Event) error {
	amount, err := w.amountIn(i, "amount", *e.Amount, *e.Asset)
	if err != nil {
		return err
	}
	if w.got[*e.Asset], err = w.got[*e.Asset].Add(amount); err != nil {
		return refuse(at("events", i, "amount"), "is too large")
	}
	if e.From != nil {
		if w.gotFrom[*e.Asset] == nil {
			w.gotFrom[*e.Asset] = map[string]money.Amount{}
		}
		w.gotFrom[*e.Asset][*e.From], _ = w.gotFrom[*e.Asset][*e.From].Add(amount) // a part of the sum above
	}
	w.closed = false // money that comes after the end reopens the incident
	return nil
}

// receive enters what an account received elsewhere, or takes it back.
func (w *World) receive(i int, e *Event) error {
	if err := w.hasLoss(i, "account", *e.Account); err != nil {
		return err
	}
	amount, err := w.amountIn(i, "amount", *e.Amount, *e.Asset)
	if err != nil {
		return err
	}
	if w.outside[*e.Account] == nil {
		w.outside[*e.Account] = map[string]money.Amount{}
	}
	before := w.outside[*e.Account][*e.Asset]
	after, err := before.Add(amount)
	if e.Reverse != nil && *e.Reverse {
		after, err = before.Sub(amount)
	}
	if err != nil {
		return refuse(at("events", i, "amount"), "more is reversed than was entered, or it is too large")
	}
	w.outside[*e.Account][*e.Asset] = after
	return nil
}

func (w *World) reviseLosses(_ int, e *Event) error {
	w.revise(e.Losses)
	return nil
}

// merge joins a second record of the same drain: a unit of loss that both
// records name counts once, so that of each account and asset the larger holds.
func (w *World) merge(_ int, e *Event) error {
	for account, amounts := range e.Losses {
		mine := w.losses[account]
		if mine == nil {
			w.revise(map[string]map[string]string{account: amounts})
			continue
		}
		for asset, text := range amounts {
			n, _ := w.file.amount(text, asset, "")
			mine[asset] = money.MaxOf(mine[asset], n)
		}
	}
	return nil
}

func (w *World) exclude(i int, e *Event) error {
	if err := w.hasLoss(i, "account", *e.Account); err != nil {
		return err
	}
	hold := e.Disputed != nil && *e.Disputed
	w.disputed[*e.Account], w.excluded[*e.Account] = hold, !hold
	return nil
}

func (w *World) include(i int, e *Event) error {
	if !w.excluded[*e.Account] && !w.disputed[*e.Account] {
		return refuse(at("events", i, "account"), "the account is not excluded")
	}
	delete(w.excluded, *e.Account)
	delete(w.disputed, *e.Account)
	return nil
}

func (w *World) bar(i int, _ *Event) error {
	if grace, _ := w.windows(); w.day < grace {
		return refuse(at("events", i, "day"), "the filing window is open until day %d", grace)
	}
	w.barred, w.barredOn = true, w.day
	return nil
}

// close ends the incident, when nobody waits for anything.
func (w *World) close(i int, _ *Event) error {
	if open := w.waits(); len(open) > 0 {
		return refuse(at("events", i, "do"), "the incident cannot end yet: %s", strings.Join(open, "; "))
	}
	w.closed = true
	return nil
}

// waits lists what keeps the incident from its end.
func (w *World) waits() (out []string) {
	if grace, _ := w.windows(); w.day < grace {
		out = append(out, "claims may be filed")
	}
	for _, id := range sorted(w.claims) {
		if c := w.claims[id]; c.status == submitted || c.status == appealed {
			out = append(out, "claim "+id+" is not decided")
		}
	}
	for _, a := range sorted(w.disputed) {
		if w.disputed[a] {
			out = append(out, "the exclusion of "+a+" is disputed")
		}
	}
	for _, r := range w.rounds {
		for _, s := range r.Settlements {
			if s.State != closed && s.State != cancelled {
				out = append(out, "a settlement of "+s.Name+" is "+s.State)
			}
		}
	}
	return out
}

func (w *World) reopen(i int, _ *Event) error {
	if !w.closed {
		return refuse(at("events", i, "do"), "the incident is not closed")
	}
	w.closed, w.reopened = false, true
	return nil
}

// sources are the names of settlements that an event means.
func (w *World) settlements(e *Event, states ...string) (out []*Settlement) {
	for _, r := range w.rounds {
		for _, s := range r.Settlements {
			if slices.Contains(states, s.State) && (e.Source == nil || *e.Source == s.Name) {
				out = append(out, s)
			}
		}
	}
	return out
}

func (w *World) cancel(i int, e *Event) error {
	list := w.settlements(e, draft, published)
	if len(list) == 0 {
		return refuse(at("events", i, "do"), "no settlement can be cancelled: none is drafted or published")
	}
	for _, s := range list {
		s.State = cancelled
	}
	return nil
}

// collect lets accounts collect their lines of active settlements. A published
// settlement is active first: its delay is over.
func (w *World) collect(i int, e *Event) error {
	list := w.settlements(e, active, published)
	for _, name := range e.Accounts {
		found := false
		for _, s := range list {
			found = s.collect(name) || found
		}
		if !found {
			return refuse(at("events", i, "accounts"), "%s has nothing to collect", name)
		}
	}
	return nil
}

func (s *Settlement) collect(account string) (found bool) {
	left := 0
	for n, l := range s.Lines {
		if s.Status[n] != open {
			continue
		}
		if s.accounts[l.Account].ID == account {
			s.Status[n], s.State, found = collected, active, true
			continue
		}
		left++
	}
	if found && left == 0 {
		s.State = closed
	}
	return found
}

// sweep closes the active settlements: what nobody collected goes to escheat.
func (w *World) sweep(i int, e *Event) error {
	list := w.settlements(e, active)
	if len(list) == 0 {
		return refuse(at("events", i, "do"), "no settlement is active")
	}
	for _, s := range list {
		s.State, s.Swept = closed, w.day
		for n := range s.Status {
			if s.Status[n] == open {
				s.Status[n] = swept
			}
		}
	}
	return nil
}

// round computes a round and takes it as far as the event says.
func (w *World) round(i int, e *Event) error {
	grace, _ := w.windows()
	if w.day < grace && !w.barred {
		return refuse(at("events", i, "day"), "claims may be filed until day %d; a round may start from day %d", grace, grace)
	}
	until := closed
	if e.Until != nil {
		if until = *e.Until; !slices.Contains([]string{draft, published, active}, until) {
			return refuse(at("events", i, "until"), "must be draft, published or active")
		}
	}
	state, _, err := w.state()
	if err != nil {
		return err
	}
	result, err := rounds.Compute(state)
	if err != nil {
		return err
	}
	r := &Round{Day: w.day, Last: state.Last, Result: result, State: state}
	for _, s := range result.Settlements {
		if !s.Paid.IsZero() || !s.Protocol.IsZero() || len(s.Returns)+len(s.Holders)+len(s.Payees) > 0 {
			r.Settlements = append(r.Settlements, w.settlement(s, state, until))
			w.spent = w.spent || s.Source == rounds.FromVault
		}
	}
	w.rounds = append(w.rounds, r)
	return nil
}

func (w *World) settlement(s rounds.Settlement, state *rounds.State, until string) *Settlement {
	out := &Settlement{Settlement: s, accounts: state.Accounts, origins: w.origins, Name: w.sourceName(s.Source, s.Index), State: until, Status: make([]string, len(s.Lines))}
	for n, l := range s.Lines {
		out.Status[n] = map[rounds.LineState]string{rounds.HeldLine: waiting, rounds.CarriedLine: carried, rounds.Payable: open}[l.State]
		if until == closed && l.State == rounds.Payable {
			out.Status[n] = collected
		}
	}
	return out
}
