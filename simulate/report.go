package simulate

import (
	"fmt"
	"math/big"
	"strings"

	"makewhole/money"
	"makewhole/rounds"
)

// Report is the end of a history. Amounts of accounts are in whole units of the
// numéraire, exact up to 18 places beyond it; amounts of sources, settlements
// and by_asset in whole units of their asset.
type Report struct {
	Format   string          `json:"format"`
	State    string          `json:"state"`
	Waits    []string        `json:"waits"` // what keeps the incident from its end
	Accounts []AccountReport `json:"accounts"`
	Sources  []SourceReport  `json:"sources"`
	Rounds   []RoundReport   `json:"rounds"`
	Laws     []Law           `json:"laws"`
}

// Amounts are what an account got, by where it came from.
type Amounts struct {
	Loss       string `json:"loss"`
	Covers     string `json:"covers"`
	Recovered  string `json:"recovered"`
	Outside    string `json:"outside"`
	Escheat    string `json:"escheat"`
	Residual   string `json:"residual,omitempty"`
	Receivable string `json:"receivable,omitempty"`
}

// AccountReport is the end of one loss account. Residual and receivable by asset
// are not told: they exist only over all assets.
type AccountReport struct {
	Account string `json:"account"`
	Amounts
	GivenBack string             `json:"given_back"` // to pools, of what was recovered for this account
	ByAsset   map[string]Amounts `json:"by_asset"`
}

// SourceReport is the end of one source: in + back = out + reserved + free.
type SourceReport struct {
	Name     string `json:"name"`
	Kind     string `json:"kind"` // pool, recovered, escheat
	Asset    string `json:"asset"`
	In       string `json:"in"`
	Out      string `json:"out"`
	Back     string `json:"back"` // pool: returned by subrogation
	Reserved string `json:"reserved"`
	Free     string `json:"free"`
}

// RoundReport is one round.
type RoundReport struct {
	Round       int                `json:"round"`
	Day         int64              `json:"day"`
	Last        bool               `json:"last"`
	Levels      []LevelReport      `json:"levels"`
	Settlements []SettlementReport `json:"settlements"`
}

// LevelReport is the exact λ of a pool.
type LevelReport struct {
	Pool   string `json:"pool"`
	Lambda string `json:"lambda"`
}

// SettlementReport is one settlement with its lines.
type SettlementReport struct {
	Source    string       `json:"source"`
	Asset     string       `json:"asset"`
	State     string       `json:"state"`
	Available string       `json:"available"`
	Paid      string       `json:"paid"`
	Held      string       `json:"held"`
	Carried   string       `json:"carried"`
	Reserved  string       `json:"reserved"`
	Free      string       `json:"free"`
	Protocol  string       `json:"protocol"`
	Lines     []LineReport `json:"lines"`
	Returns   []PartReport `json:"returns"` // to a pool, for what it paid on the account
	Holders   []PartReport `json:"holders"` // to the shareholders of record of a pool
	Bounties  []BountyLine `json:"bounties"`
}

// BountyLine is what a settlement gives to a bounty.
type BountyLine struct {
	Bounty string `json:"bounty"`
	Amount string `json:"amount"`
}

// LineReport is one line.
type LineReport struct {
	Account string `json:"account"`
	Kind    string `json:"kind"` // cover, recovery, escheat, owner
	Of      string `json:"of"`   // the pool whose line it is
	Amount  string `json:"amount"`
	State   string `json:"state"`
}

// PartReport is an amount of a pool.
type PartReport struct {
	Account string `json:"account,omitempty"`
	Pool    string `json:"pool"`
	Amount  string `json:"amount"`
}

// Law is one law and whether it holds at the end.
type Law struct {
	Law    string `json:"law"`
	OK     bool   `json:"ok"`
	Detail string `json:"detail"`
}

var kindNames = map[rounds.Kind]string{
	rounds.CoverLine: "cover", rounds.RecoveryLine: "recovery", rounds.EscheatLine: "escheat", rounds.OwnerLine: "owner",
}

// teller writes amounts.
type teller struct {
	w      *World
	v      *rounds.Values
	state  *rounds.State
	places int
}

// Report tells how the history ended.
func (w *World) Report() (*Report, error) {
	state, v, err := w.state()
	if err != nil {
		return nil, err
	}
	end, err := rounds.Compute(state)
	if err != nil {
		return nil, err
	}
	t := &teller{w: w, v: v, state: state, places: *w.file.Assets[w.file.Numeraire].Decimals}
	r := &Report{Format: Format, State: w.stateName(), Waits: w.waits(), Accounts: []AccountReport{}, Sources: []SourceReport{}, Rounds: []RoundReport{}}
	if r.Waits == nil {
		r.Waits = []string{}
	}
	given := t.positions()
	for i := range state.Accounts {
		r.Accounts = append(r.Accounts, t.account(i, &given[i]))
	}
	for n, round := range w.rounds {
		r.Rounds = append(r.Rounds, t.round(n, round))
	}
	sources := t.sources(&end)
	for _, s := range sources {
		r.Sources = append(r.Sources, s.SourceReport)
	}
	r.Laws, err = t.laws(&end, given, sources)
	return r, err
}

func (w *World) stateName() string {
	grace, _ := w.windows()
	pending := false
	for _, r := range w.rounds {
		for _, s := range r.Settlements {
			pending = pending || s.State != closed && s.State != cancelled
		}
	}
	switch {
	case w.closed:
		return "closed"
	case w.day < grace && !w.barred && len(w.rounds) == 0:
		return "claims_open"
	case w.spent:
		return "recovering"
	case pending:
		return "settling"
	case len(w.rounds) > 0:
		return "settled"
	case w.reopened:
		return "reopened"
	}
	return "claims_closed"
}

// value writes a value in whole units of the numéraire: exact where 18 places
// beyond its own suffice, rounded down otherwise.
func (t *teller) value(x money.Amount) string {
	n := new(big.Int).Mul(x.Big(), ten(18).Big())
	n.Div(n, t.v.Den().Big())
	out, err := money.FromBig(n)
	if err != nil {
		return n.String() + "e-" + fmt.Sprint(t.places+18)
	}
	return out.Format(uint8(t.places + 18))
}

func (t *teller) units(asset int, x money.Amount) string {
	return x.Format(uint8(*t.w.file.Assets[t.state.Assets[asset].ID].Decimals))
}

// standing is what one account got so far, in value and by asset.
type standing struct {
	total   rounds.Position
	byAsset map[int]*rounds.Position
}

// positions adds up what accounts really have: lines that were given, whatever
// is still open.
func (t *teller) positions() []standing {
	out := make([]standing, len(t.state.Accounts))
	for i := range t.state.Accounts {
		a, s := &t.state.Accounts[i], &out[i]
		s.byAsset = map[int]*rounds.Position{}
		for _, u := range a.Losses {
			t.add(s, u.Asset, u.Amount, func(p *rounds.Position) *money.Amount { return &p.Loss })
		}
		for _, u := range a.Outside {
			t.add(s, u.Asset, u.Amount, func(p *rounds.Position) *money.Amount { return &p.Outside })
		}
		for _, e := range a.Entries {
			if !e.Lapsed {
				t.add(s, e.Asset, e.Amount, column(e))
			}
		}
		p := &s.total
		received, _ := money.Sum(p.Covers, p.Recovered, p.Outside, p.Escheat)
		due := p.Loss
		if a.Excluded {
			due = money.Zero
		}
		p.Residual, p.Receivable = due.SubFloor(received), received.SubFloor(due)
	}
	return out
}

func column(e rounds.Entry) func(*rounds.Position) *money.Amount {
	return func(p *rounds.Position) *money.Amount {
		switch {
		case e.Kind == rounds.GivenBack:
			return &p.GivenBack
		case e.Swept || e.Kind == rounds.EscheatLine:
			return &p.Escheat
		case e.Kind == rounds.CoverLine:
			return &p.Covers
		}
		return &p.Recovered
	}
}

func (t *teller) add(s *standing, asset int, amount money.Amount, field func(*rounds.Position) *money.Amount) {
	if s.byAsset[asset] == nil {
		s.byAsset[asset] = &rounds.Position{}
	}
	units := field(s.byAsset[asset])
	*units, _ = units.Add(amount) // sums of what a round already added
	worth, _ := t.v.Of(asset, amount)
	value := field(&s.total)
	*value, _ = value.Add(worth)
}

func (t *teller) account(i int, s *standing) AccountReport {
	r := AccountReport{Account: t.state.Accounts[i].ID, Amounts: amounts(&s.total, t.value), GivenBack: t.value(s.total.GivenBack), ByAsset: map[string]Amounts{}}
	for asset, p := range s.byAsset {
		a := amounts(p, func(x money.Amount) string { return t.units(asset, x) })
		a.Residual, a.Receivable = "", ""
		r.ByAsset[t.state.Assets[asset].ID] = a
	}
	return r
}

func amounts(p *rounds.Position, text func(money.Amount) string) Amounts {
	return Amounts{
		Loss: text(p.Loss), Covers: text(p.Covers), Recovered: text(p.Recovered), Outside: text(p.Outside),
		Escheat: text(p.Escheat), Residual: text(p.Residual), Receivable: text(p.Receivable),
	}
}

func (t *teller) round(n int, r *Round) RoundReport {
	out := RoundReport{Round: n + 1, Day: r.Day, Last: r.Last, Levels: []LevelReport{}, Settlements: []SettlementReport{}}
	for _, l := range r.Result.Levels {
		lambda := new(big.Rat).SetFrac(l.Num.Big(), l.Den.Big()) // reduced
		out.Levels = append(out.Levels, LevelReport{Pool: r.State.Pools[l.Pool].ID, Lambda: lambda.String()})
	}
	for _, s := range r.Settlements {
		out.Settlements = append(out.Settlements, t.settlement(r, s))
	}
	return out
}

func (t *teller) settlement(r *Round, s *Settlement) SettlementReport {
	text := func(x money.Amount) string { return t.units(s.Asset, x) }
	out := SettlementReport{
		Source: s.Name, Asset: t.state.Assets[s.Asset].ID, State: s.State, Available: text(s.Available), Paid: text(s.Paid),
		Held: text(s.Held), Carried: text(s.Carried), Reserved: text(s.Reserved), Free: text(s.Free), Protocol: text(s.Protocol),
		Lines: []LineReport{}, Returns: []PartReport{}, Holders: []PartReport{}, Bounties: []BountyLine{},
	}
	for n, l := range s.Lines {
		line := LineReport{Account: s.accounts[l.Account].ID, Kind: kindNames[l.Kind], Amount: text(l.Amount), State: s.Status[n]}
		if l.Kind == rounds.CoverLine {
			line.Of = r.State.Pools[l.Pool].ID
		}
		out.Lines = append(out.Lines, line)
	}
	for _, b := range s.Returns {
		out.Returns = append(out.Returns, PartReport{s.accounts[b.Account].ID, r.State.Pools[b.Pool].ID, text(b.Amount)})
	}
	for _, h := range s.Holders {
		out.Holders = append(out.Holders, PartReport{"", r.State.Pools[h.Pool].ID, text(h.Amount)})
	}
	for _, p := range s.Payees {
		out.Bounties = append(out.Bounties, BountyLine{p.ID, text(p.Amount)})
	}
	return out
}

func (l Law) String() string {
	mark := "ok    "
	if !l.OK {
		mark = "BROKEN"
	}
	return strings.TrimSpace(mark + " " + l.Law + " " + l.Detail)
}
