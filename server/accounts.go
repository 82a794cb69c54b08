package server

import (
	"context"
	"time"

	"makewhole/claims"
	"makewhole/claims/entitlements"
	"makewhole/models"
	"makewhole/money"
	"makewhole/settlements"
	"makewhole/settlements/accounts"
)

// LossAccount is everything that touches one account's loss in one incident.
// Values are decimal numbers of whole units of the numéraire with every place
// they have, so that entries in different tokens add up exactly.
type LossAccount struct {
	IncidentID string            `json:"incident_id"`
	Account    string            `json:"account"`
	Numeraire  Token             `json:"numeraire"`
	Excluded   string            `json:"excluded,omitempty" doc:"Kind of exclusion."`
	Losses     []AccountLoss     `json:"losses" nullable:"false"`
	Loss       string            `json:"loss" doc:"Verified, in the numéraire."`
	Insured    string            `json:"insured" doc:"Verified and held before the loss: what covers count."`
	Waiting    uint64            `json:"waiting_period_s,omitempty" doc:"Over how many seconds before the loss positions were averaged; absent where they were not measured."`
	Covers     []AccountCover    `json:"covers" nullable:"false"`
	Decisions  []AccountDecision `json:"decisions" nullable:"false"`
	Limits     []AccountLimit    `json:"limits" nullable:"false" doc:"Shares of limits per incident."`
	Lines      []AccountLine     `json:"lines" nullable:"false"`
	Outside    []AccountOutside  `json:"outside" nullable:"false" doc:"Received elsewhere, as far as it counts."`
	Totals     AccountTotals     `json:"totals"`
	Sentences  []string          `json:"sentences" nullable:"false" doc:"The same in plain words."`
}

// AccountTotals hold what was received against the loss: received = from_covers
// + recovered + outside + swept.
type AccountTotals struct {
	FromCovers  string `json:"from_covers"`
	Recovered   string `json:"recovered"`
	Outside     string `json:"outside"`
	FromEscheat string `json:"from_escheat" doc:"Swept lines that were paid again, and swept money of others after the term of its owners."`
	Swept       string `json:"swept" doc:"Not collected in time: kept in escheat and still owed to the account."`
	Received    string `json:"received"`
	Receivable  string `json:"receivable" doc:"Received above the loss, or of covers above what they owe since a decision was corrected: the account owes it."`
	Residual    string `json:"residual" doc:"Of the loss, still open."`
}

// AccountLoss is the loss of one token; value = amount · num / den in base units.
type AccountLoss struct {
	Verified Money  `json:"verified"`
	Insured  Money  `json:"insured" doc:"At most what the account held when the loss began and on average over the waiting period; the whole loss where no positions were measured."`
	Num      string `json:"num"`
	Den      string `json:"den"`

	Measured *Money `json:"measured,omitempty" doc:"By the snapshot; absent where nothing was revised or merged since: verified = measured + merged + raised - lowered."`
	Merged   *Money `json:"merged,omitempty" doc:"By a record of the same drain that was merged into this one."`
	Raised   *Money `json:"raised,omitempty" doc:"By revisions that two persons have confirmed."`
	Lowered  *Money `json:"lowered,omitempty"`

	ValueBefore  *Money `json:"value_before,omitempty" doc:"Position when the loss began; absent where the method measures none."`
	ValueAverage *Money `json:"value_average,omitempty" doc:"Position weighted by time over the waiting period, rounded down."`
}

func lossesOf(a *accounts.LossAccount) []AccountLoss {
	out := []AccountLoss{}
	for _, l := range a.Losses {
		t := tokenOf(l.Asset)
		row := AccountLoss{Verified: moneyOf(l.Verified, t), Insured: moneyOf(l.Insured, t), Num: l.Price.Num.String(), Den: l.Price.Den.String()}
		if !l.Merged.IsZero() {
			measured, merged := moneyOf(l.Measured, t), moneyOf(l.Merged, t)
			row.Measured, row.Merged = &measured, &merged
		}
		if l.Revised() {
			measured, raised, lowered := moneyOf(l.Measured, t), moneyOf(l.Raised, t), moneyOf(l.Lowered, t)
			row.Measured, row.Raised, row.Lowered = &measured, &raised, &lowered
		}
		if l.Held != nil {
			before, average := moneyOf(l.Held.Before, t), moneyOf(l.Held.Average, t)
			row.ValueBefore, row.ValueAverage = &before, &average
		}
		out = append(out, row)
	}
	return out
}

// AccountCover is how one cover reaches what it could owe the account.
type AccountCover struct {
	CoverID        string `json:"cover_id"`
	Accounts       int    `json:"accounts" doc:"Of the cover, with a loss that counts."`
	CoverLoss      Money  `json:"cover_loss" doc:"Insured loss of all of them: franchise, deductible and limit count once."`
	Franchise      Money  `json:"franchise"`
	Deductible     Money  `json:"deductible"`
	CoinsuranceBps int64  `json:"coinsurance_bps"`
	Owed           Money  `json:"owed" doc:"After franchise or deductible and coinsurance."`
	LimitLeft      Money  `json:"limit_left"`
	Limited        Money  `json:"limited" doc:"The smaller of owed and limit_left."`
	AloneShare     Money  `json:"alone_share" doc:"The account's part of it, by loss."`
	Share          Money  `json:"share" doc:"After the rule of several covers of one loss."`
}

// AccountDecision is what was decided on a claim for the loss.
type AccountDecision struct {
	State      string     `json:"state" closed:"claim"`
	Eligible   Money      `json:"eligible"`
	Approved   Money      `json:"approved"`
	ReasonCode string     `json:"reason_code,omitempty" closed:"claim reason"`
	Reason     string     `json:"reason,omitempty"`
	DecidedAt  *time.Time `json:"decided_at,omitempty"`
}

// AccountLimit is the account's share of a product's limit per incident.
type AccountLimit struct {
	ProductID     string `json:"product_id"`
	EntitlementID string `json:"entitlement_id"`
	Limit         Money  `json:"limit"`
	Owed          Money  `json:"owed"`
	Share         Money  `json:"share"`
}

// AccountLine is one line of a settlement with the numbers of its rule.
type AccountLine struct {
	AllocationID    string     `json:"allocation_id"`
	SettlementID    string     `json:"settlement_id"`
	SettlementState string     `json:"settlement_state" closed:"settlement"`
	PoolID          string     `json:"pool_id" doc:"Pool or vault the money comes from."`
	Kind            string     `json:"kind" enum:"cover,recovery"`
	Rule            string     `json:"rule" closed:"rule"`
	RatioNum        string     `json:"ratio_num,omitempty" doc:"Of covers: the exact fraction up to which entitlements were served."`
	RatioDen        string     `json:"ratio_den,omitempty"`
	Bounties        *Money     `json:"bounties,omitempty" doc:"Of recoveries: what was taken off for bounties in this token, before victims; absent where none was agreed."`
	Attributed      *Money     `json:"attributed,omitempty" doc:"Of recoveries: the account's part of all that came back in this token, whoever got it."`
	Entitled        Money      `json:"entitled"`
	Already         Money      `json:"already"`
	Cap             *Money     `json:"cap,omitempty"`
	Target          *Money     `json:"target,omitempty" doc:"Of a round: what the line brings the entitlement to."`
	Amount          Money      `json:"amount"`
	Value           string     `json:"value" doc:"Of the amount, in the numéraire."`
	Counts          bool       `json:"counts" doc:"It is part of what was received."`
	Why             string     `json:"why,omitempty" closed:"why" doc:"Of a line without a leaf: the reason of its hold, carried or zero."`
	Parked          bool       `json:"parked,omitempty" doc:"Its owner has shown no receiver in time: the money goes to escheat with the sweep."`
	State           string     `json:"state" closed:"allocation"`
	TxHash          string     `json:"tx_hash,omitempty"`
	CollectedAt     *time.Time `json:"collected_at,omitempty"`
}

// AccountOutside is an outside receipt that counts, net of reversals.
type AccountOutside struct {
	ReceiptID string `json:"receipt_id"`
	Counted   Money  `json:"counted"`
	Value     string `json:"value"`
}

// Explanation leads from a claim to each coin that its account got.
type Explanation struct {
	ClaimID   string      `json:"claim_id"`
	State     string      `json:"state" closed:"claim"`
	Requested Money       `json:"requested"`
	Decision  string      `json:"decision,omitempty" closed:"decision" doc:"The one in force."`
	Clause    string      `json:"clause,omitempty"`
	Account   LossAccount `json:"account"`
	Sentences []string    `json:"sentences" nullable:"false"`
}

type accountIn struct {
	IDIn
	Address Address `path:"address"`
}

func (s *Server) getAccount(ctx context.Context, c caller, in *accountIn) (LossAccount, error) {
	a, err := accounts.Reader{DB: s.cfg.DB}.Account(ctx, in.ID, in.Address.Address, c.isStaff())
	if err != nil {
		return LossAccount{}, err
	}
	return accountOf(&a), nil
}

func (s *Server) explainClaim(ctx context.Context, c caller, in *IDIn) (Explanation, error) {
	e, err := accounts.Reader{DB: s.cfg.DB}.ExplainClaim(ctx, c.actor, in.ID)
	if err != nil {
		return Explanation{}, err
	}
	out := Explanation{
		ClaimID: e.Claim.PublicID, State: e.Claim.State, Requested: moneyOf(e.Claim.Requested.Amount, tokenOf(e.Account.Numeraire)),
		Account: accountOf(&e.Account), Sentences: e.Sentences(),
	}
	if e.Review != nil {
		out.Decision, out.Clause = e.Review.Decision, e.Review.Clause
	}
	return out, nil
}

func accountOf(a *accounts.LossAccount) LossAccount {
	unit := tokenOf(a.Numeraire)
	out := LossAccount{
		IncidentID: a.Incident.PublicID, Account: a.Account.Hex(), Numeraire: unit, Excluded: a.Excluded, Loss: a.Format(a.Loss), Insured: a.Format(a.Insured),
		Waiting: a.WaitingPeriod,
		Losses:  lossesOf(a), Covers: []AccountCover{}, Decisions: []AccountDecision{}, Limits: []AccountLimit{}, Lines: []AccountLine{},
		Outside: []AccountOutside{}, Sentences: a.Sentences(),
		Totals: AccountTotals{
			FromCovers: a.Format(a.FromCovers), Recovered: a.Format(a.Recovered), FromEscheat: a.Format(a.FromEscheat), Outside: a.Format(a.Outside), Swept: a.Format(a.Swept),
			Received: a.Format(a.Received), Receivable: a.Format(a.Receivable), Residual: a.Format(a.Residual),
		},
	}
	for i := range a.Covers {
		out.Covers = append(out.Covers, coverOf(&a.Covers[i], unit))
	}
	for i := range a.Decisions {
		out.Decisions = append(out.Decisions, decisionOf(&a.Decisions[i], unit))
	}
	for _, l := range a.Limits {
		out.Limits = append(out.Limits, AccountLimit{l.Product.PublicID, l.EntitlementID, moneyOf(l.Limit, unit), moneyOf(l.Owed, unit), moneyOf(l.Share, unit)})
	}
	for i := range a.Lines {
		out.Lines = append(out.Lines, accountLine(a, &a.Lines[i]))
	}
	for _, r := range a.Receipts {
		out.Outside = append(out.Outside, AccountOutside{r.Receipt.PublicID, moneyOf(r.Receipt.Amount.Amount, tokenOf(r.Asset)), a.Format(r.Worth)})
	}
	return out
}

func coverOf(c *entitlements.CoverStep, unit Token) AccountCover {
	m := func(a money.Amount) Money { return moneyOf(a, unit) }
	return AccountCover{
		CoverID: c.Cover.PublicID, Accounts: c.Accounts, CoverLoss: m(c.CoverLoss), Franchise: m(c.Terms.Franchise), Deductible: m(c.Terms.Deductible),
		CoinsuranceBps: c.Terms.CoinsuranceBps, Owed: m(c.Owed), LimitLeft: m(c.LimitLeft), Limited: m(c.Limited), AloneShare: m(c.AloneShare), Share: m(c.Share),
	}
}

func decisionOf(c *models.Claim, unit Token) AccountDecision {
	d := AccountDecision{
		State: c.State, Eligible: moneyOf(c.Eligible.Amount, unit), Approved: moneyOf(c.Approved.Amount, unit), ReasonCode: c.ReasonCode, DecidedAt: utcPtr(c.DecidedAt),
	}
	if c.ReasonCode != "" {
		d.Reason = claims.ReasonText(c.ReasonCode)
	}
	return d
}

func accountLine(a *accounts.LossAccount, l *accounts.Line) AccountLine {
	m := func(x money.Amount) Money { return moneyOf(x, tokenOf(l.Token)) }
	optional := func(x *money.Amount) *Money {
		if x == nil {
			return nil
		}
		out := m(*x)
		return &out
	}
	out := AccountLine{
		AllocationID: l.Line.PublicID, SettlementID: l.Settlement.PublicID, SettlementState: l.Settlement.State, PoolID: l.Pool.PublicID,
		Kind: l.Settlement.Kind, Rule: string(l.Rule), Bounties: optional(l.Bounties), Attributed: optional(l.Attributed), Cap: optional(l.Cap), Target: optional(l.Target), Entitled: m(l.Line.Entitled.Amount),
		Already: m(l.Line.Already.Amount), Amount: m(l.Line.Amount.Amount), Value: a.Format(l.Worth), Counts: l.Counts(), Why: l.Why, State: l.Line.State,
		TxHash: hexPtr(l.Line.TxHash), CollectedAt: utcPtr(l.Line.CollectedAt), Parked: settlements.Parked(&l.Line, &l.Pool),
	}
	if l.Ratio != nil {
		out.RatioNum, out.RatioDen = l.Ratio.Num().String(), l.Ratio.Den().String()
	}
	return out
}
