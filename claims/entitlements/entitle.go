package entitlements

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims/covers"
	"makewhole/models"
	"makewhole/money"
	"makewhole/payouts"
	"makewhole/service"
	"makewhole/valuation"
)

// Exposure is what the covers of an incident could owe, computed once when its
// snapshot set is final.
type Exposure struct {
	incident  *models.Incident
	Valuation *valuation.Valuation
	losses    *valuation.Losses
	covers    []coverLoss
	excluded  map[common.Address]string // kind by account
}

// coverLoss is one cover that was in force at occurred_from and the losses of
// its insured accounts.
type coverLoss struct {
	cover     models.Cover
	terms     covers.Terms
	accounts  []common.Address // with a loss, ascending
	limit     money.Amount     // its own, at the loss
	remaining money.Amount     // of it
}

// Potential is the most one account can get under one cover.
type Potential struct {
	cover   int // index in Exposure.covers
	account common.Address
	owed    money.Amount // without the cover's limit
	alone   money.Amount // with it
	amount  money.Amount // with it, and with the account's other covers
}

// Load reads everything in bulk: no query per cover or account.
func Load(tx *models.Tx, inc *models.Incident) (*Exposure, error) {
	v, err := valuation.Load(tx, inc)
	if err != nil {
		return nil, err
	}
	if inc.OccurredFrom == nil {
		return nil, fmt.Errorf("%w: the incident has no occurred_from", service.ErrNotReady)
	}
	x := &Exposure{incident: inc, Valuation: v, excluded: map[common.Address]string{}}
	if x.losses, err = v.AllLosses(tx); err != nil {
		return nil, err
	}
	rows, err := tx.StandingExclusions(inc.ID)
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		x.excluded[r.Account.Address] = r.Kind
	}
	return x, x.loadCovers(tx)
}

// Counted are the covers in force when the loss began.
func (x *Exposure) Counted() []models.Cover {
	out := make([]models.Cover, len(x.covers))
	for i := range x.covers {
		out[i] = x.covers[i].cover
	}
	return out
}

// BlanketAccounts are the accounts with a loss that counts, ascending, where a blanket
// cover insures them all; otherwise none.
func (x *Exposure) BlanketAccounts() []common.Address {
	for i := range x.covers {
		if x.covers[i].cover.Kind == covers.Blanket {
			return x.covers[i].accounts
		}
	}
	return nil
}

// covered reports whether an account's loss counts towards covers. The disputed
// reserve counts: it is held, not denied.
func (x *Exposure) covered(a common.Address) bool {
	switch x.excluded[a] {
	case "attacker", "module", "insider":
		return false
	}
	return !x.losses.ByAccount[a].IsZero()
}

func (x *Exposure) loadCovers(tx *models.Tx) error {
	at := *x.incident.OccurredFrom
	terms := map[int64]covers.Terms{}
	index := map[int64]int{}
	limits, err := tx.LimitsOfProtocol(x.incident.ProtocolID)
	if err != nil {
		return err
	}
	err = tx.CoversAt(x.incident.ProtocolID, at, func(c *models.Cover) error {
		t, ok := terms[c.WordingID]
		if !ok {
			var err error
			if _, t, err = covers.WordingOf(tx, c.WordingID); err != nil {
				return err
			}
			terms[c.WordingID] = t
		}
		if covers.InForce(c, service.Seconds(t.WaitingPeriodS), at) {
			index[c.ID] = len(x.covers)
			limit := covers.LimitInForce(limits[c.ID], at, c.Limit.Amount)
			x.covers = append(x.covers, coverLoss{cover: *c, terms: t, limit: limit, remaining: limit})
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := x.checkUnits(tx); err != nil {
		return err
	}
	if err := x.loadAccounts(tx, index, at); err != nil {
		return err
	}
	taken := limitsTaken{tx: tx, all: true, known: map[takenKey]*takenIn{}}
	return tx.ConsumedByCover(x.incident.ProtocolID, x.incident.ID, func(coverID int64, c *models.LossConsumption) error {
		i, ok := index[coverID]
		if !ok {
			return nil
		}
		amount, err := taken.of(c)
		x.covers[i].remaining = x.covers[i].remaining.SubFloor(amount)
		return err
	})
}

// checkUnits refuses products whose limits are not in the numéraire: adding the
// two would be adding different tokens.
func (x *Exposure) checkUnits(tx *models.Tx) error {
	products, err := tx.ProductsOf(x.incident.ProtocolID)
	if err != nil {
		return err
	}
	units := map[int64]int64{}
	for _, p := range products {
		units[p.ID] = p.LimitAssetID
	}
	for i := range x.covers {
		if units[x.covers[i].cover.ProductID] != x.Valuation.Numeraire.ID {
			return fmt.Errorf("%w: the limit asset of cover %s is not the numéraire of the snapshot set", service.ErrNotReady, x.covers[i].cover.PublicID)
		}
	}
	return nil
}

func (x *Exposure) loadAccounts(tx *models.Tx, index map[int64]int, at time.Time) error {
	err := tx.InsuredAt(x.incident.ProtocolID, at, func(r *models.CoverAccount) error {
		i, ok := index[r.CoverID]
		if !ok || !x.covered(r.Account.Address) {
			return nil
		}
		c := &x.covers[i]
		if c.cover.Kind == covers.Individual && covers.InsuredAt(r, service.Seconds(c.terms.WaitingPeriodS), at) {
			c.accounts = append(c.accounts, r.Account.Address)
		}
		return nil
	})
	if err != nil {
		return err
	}
	var everybody []common.Address
	for i := range x.covers {
		c := &x.covers[i]
		if c.cover.Kind == covers.Blanket {
			if everybody == nil {
				everybody = x.everybody()
			}
			c.accounts = everybody
		}
		slices.SortFunc(c.accounts, func(a, b common.Address) int { return bytes.Compare(a[:], b[:]) })
	}
	return nil
}

func (x *Exposure) everybody() []common.Address {
	out := make([]common.Address, 0, len(x.losses.ByAccount))
	for a := range x.losses.ByAccount {
		if x.covered(a) {
			out = append(out, a)
		}
	}
	return out
}

// Potentials is what every cover owes each of its accounts. Franchise,
// deductible and limit apply once per cover to the sum of its losses, and the
// result is shared by loss; an account with several covers gets at most what
// the best of them owes without its limit.
func (x *Exposure) Potentials() ([]Potential, error) {
	var out []Potential
	for i := range x.covers {
		var err error
		if out, err = x.ofCover(out, i); err != nil {
			return nil, fmt.Errorf("cover %s: %w", x.covers[i].cover.PublicID, err)
		}
	}
	slices.SortFunc(out, func(a, b Potential) int {
		return service.FirstDifference(bytes.Compare(a.account[:], b.account[:]), a.cover-b.cover)
	})
	for from := 0; from < len(out); {
		to := from + 1
		for to < len(out) && out[to].account == out[from].account {
			to++
		}
		if err := shareLoss(out[from:to]); err != nil {
			return nil, err
		}
		from = to
	}
	return out, nil
}

func (x *Exposure) ofCover(out []Potential, i int) ([]Potential, error) {
	c := &x.covers[i]
	sum, err := x.sum(c.accounts)
	if err != nil || sum.IsZero() {
		return out, err
	}
	owed, weights, err := x.owedBy(c, sum)
	if err != nil {
		return out, err
	}
	whole, err := money.Sum(weights...)
	if err != nil {
		return out, err
	}
	limited := money.Min(owed, c.remaining)
	for k, a := range c.accounts {
		p := Potential{cover: i, account: a}
		if !whole.IsZero() {
			if p.owed, err = owed.MulDiv(weights[k], whole, money.Down); err != nil {
				return out, err
			}
			if p.alone, err = limited.MulDiv(weights[k], whole, money.Down); err != nil {
				return out, err
			}
		}
		p.amount = p.alone
		out = append(out, p)
	}
	return out, nil
}

// owedBy is what a cover owes for all its accounts without its limit, and by what
// weight the accounts share it: by loss where the terms apply once to the sum, by
// what each is owed where they apply to each account of a blanket cover.
func (x *Exposure) owedBy(c *coverLoss, sum money.Amount) (owed money.Amount, weights []money.Amount, err error) {
	terms, err := c.terms.Payout(c.limit)
	if err != nil {
		return owed, nil, err
	}
	weights = make([]money.Amount, len(c.accounts))
	each := c.terms.PerAccount && c.cover.Kind == covers.Blanket
	for k, a := range c.accounts {
		if weights[k] = x.losses.ByAccount[a]; !each {
			continue
		}
		if weights[k], err = payouts.Eligible(terms, weights[k], money.Max); err != nil {
			return owed, nil, err
		}
	}
	if each {
		owed, err = money.Sum(weights...)
	} else {
		owed, err = payouts.Eligible(terms, sum, money.Max)
	}
	return owed, weights, err
}

func (x *Exposure) sum(accounts []common.Address) (total money.Amount, err error) {
	for _, a := range accounts {
		if total, err = total.Add(x.losses.ByAccount[a]); err != nil {
			return total, err
		}
	}
	return total, nil
}

// shareLoss applies the several-covers rule to the potentials of one account.
func shareLoss(ps []Potential) error {
	if len(ps) < 2 {
		return nil
	}
	best, amounts := money.Zero, make([]money.Amount, len(ps))
	for i := range ps {
		best, amounts[i] = money.MaxOf(best, ps[i].owed), ps[i].amount
	}
	shared, err := payouts.ShareLimit(best, amounts)
	for i := range shared {
		ps[i].amount = shared[i]
	}
	return err
}

// Write writes one entitlement for every potential: held as "not filed" for
// individual covers, in force at once for blanket covers, whose users need no
// claim. codes are the accounts that cannot receive by default.
func (x *Exposure) Write(tx *models.Tx, ps []Potential, contract map[common.Address]bool) error {
	rows := make([]models.Entitlement, 0, min(len(ps), service.InsertChunk))
	flush := func() error {
		err := models.InsertBatch(tx, rows)
		rows = rows[:0]
		return err
	}
	for i := range ps {
		if ps[i].amount.IsZero() {
			continue
		}
		rows = append(rows, x.entitlement(&ps[i], contract))
		if len(rows) == service.InsertChunk {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return errors.Join(flush(), x.insertShares(tx, ps), x.consumeBlanket(tx))
}

func (x *Exposure) entitlement(p *Potential, contract map[common.Address]bool) models.Entitlement {
	c := &x.covers[p.cover]
	e := models.Entitlement{
		PublicID: models.NewID("ent"), IncidentID: x.incident.ID, Kind: models.EntitlementCover, Affected: models.Addr(p.account),
		AssetID: x.Valuation.Numeraire.ID, CoverID: &c.cover.ID, Receiver: models.Addr(p.account), Amount: models.Amt(p.amount),
		State: Open,
	}
	switch {
	case c.cover.Kind == covers.Individual:
		e.Held, e.HeldReason = true, HeldNotFiled
	case x.excluded[p.account] != "":
		e.Held, e.HeldReason = true, HeldDisputed
	case contract[p.account]:
		e.Held, e.HeldReason = true, HeldReceiver
	}
	return e
}

// consumeBlanket consumes the loss units of entitlements that need no approval.
func (x *Exposure) consumeBlanket(tx *models.Tx) error {
	var rows []models.LossConsumption
	err := tx.EachEntitlement(x.incident.ID, models.EntitlementCover, func(e *models.Entitlement) error {
		if e.HeldReason == HeldNotFiled {
			return nil
		}
		rows = append(rows, models.LossConsumption{
			IncidentID: e.IncidentID, Affected: e.Affected, AssetID: e.AssetID, EntitlementID: e.ID, Amount: e.Amount,
		})
		if len(rows) < service.InsertChunk {
			return nil
		}
		err := models.InsertBatch(tx, rows)
		rows = rows[:0]
		return err
	})
	if err != nil {
		return err
	}
	return models.InsertBatch(tx, rows)
}

// Windows are the longest deadlines over the covers concerned, so that nobody's
// frozen terms are cut short.
func (x *Exposure) Windows() (filing, appeal time.Duration) {
	for i := range x.covers {
		filing = max(filing, service.Seconds(x.covers[i].terms.FilingWindowS))
		appeal = max(appeal, service.Seconds(x.covers[i].terms.AppealWindowS))
	}
	return filing, appeal
}
