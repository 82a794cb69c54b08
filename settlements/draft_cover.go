package settlements

import (
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/money"
	"makewhole/payouts"
	"makewhole/rounds"
	"makewhole/service"
	"makewhole/valuation"
)

// lineOf tells what row i of the entitlement file, or share i − rows, stands for.
type lineOf func(i int) (line, error)

// line is what a row of the entitlement file stands for.
type line struct {
	entitlement       int64
	part              string
	entitled, already money.Amount // in the payout token
}

// header fills what every entitlement file of a source says.
func header(in *state, src *source, rule payouts.Rule) payouts.File {
	return payouts.File{
		Incident: in.incident.PublicID, Pool: src.pool.SourceID(), ChainID: uint64(src.asset.ChainID),
		Distributor: src.pool.Distributor.Address, Token: src.asset.Address.Address, Rule: rule,
	}
}

// coverFile writes the entitlement list of a cover tranche in the payout token:
// approved e, undecided and appealed claims at the most they could get, and
// covered non-filers until the bar date, the last two held.
func coverFile(in *coverState, src *source) (payouts.File, lineOf, error) {
	available, err := src.available()
	if err != nil {
		return payouts.File{}, nil, err
	}
	rights, rule, minPay, err := in.concerned(src)
	if err != nil {
		return payouts.File{}, nil, err
	}
	if src.previous != nil && rule.Later != rule.Name {
		if rule, err = payouts.RuleNamed(rule.Later); err != nil {
			return payouts.File{}, nil, err
		}
		available = available.SubFloor(src.setAside())
	}
	f := header(&in.state, src, rule.Name)
	f.Available = available
	f.Rows = make([]payouts.Row, len(rights))
	p, err := in.valuation.PriceOf(src.asset)
	if err != nil {
		return f, nil, err
	}
	held := false
	lines := func(i int) (line, error) { return in.line(src, &in.rights[rights[i]], p) }
	for i := range rights {
		r := &in.rights[rights[i]]
		l, err := lines(i)
		if err != nil {
			return f, nil, fmt.Errorf("entitlement %s: %w", r.publicID, err)
		}
		f.Rows[i] = payouts.Row{
			ID: r.publicID, Part: payouts.PartCover, Class: r.class, Held: r.held, Receiver: in.payee(src, r.id, r.receiver),
			Amount: l.entitled, Already: l.already,
		}
		held = held || r.held
	}
	if !in.last(held) { // the last tranche pays every line
		if f.MinPay, err = toToken(minPay, p, money.Down); err != nil {
			return f, nil, err
		}
	}
	if rule.ByLoss {
		return f, lines, in.weigh(&f, rights)
	}
	err = spendNoMore(&f)
	return f, in.linesOf(f.Rows, rights), err
}

// LatestTerm is how long after its bar date an incident keeps small lines back for
// what is held, and waits for what other incidents may leave it of a pool.
const LatestTerm = rounds.LatestDays * 24 * time.Hour

// last reports whether this round is the last: the bar date has passed, and nothing is
// held any more or the incident's latest date has come.
func (in *coverState) last(held bool) bool {
	bar := in.incident.BarAt
	return service.Passed(bar, in.now) && (!held || !in.now.Before(bar.Add(LatestTerm)))
}

// linesOf tells from the rows of a water-filling file and the ids of their
// entitlements what they stand for; it needs the rights no more: a million of
// them are as large as the rows.
func (in *coverState) linesOf(rows []payouts.Row, rights []uint32) lineOf {
	ids := make([]int64, len(rights))
	for i, at := range rights {
		ids[i] = in.rights[at].id
	}
	return func(i int) (line, error) {
		return line{entitlement: ids[i], part: models.PartCover, entitled: rows[i].Amount, already: rows[i].Already}, nil
	}
}

// spendNoMore takes from the source only what the rows can still take: the rest
// is not this incident's.
func spendNoMore(f *payouts.File) (err error) {
	need := money.Zero
	for i := range f.Rows {
		if need, err = need.Add(mostOf(&f.Rows[i]).SubFloor(f.Rows[i].Already)); err != nil {
			return fmt.Errorf("sum residuals: %w", err)
		}
	}
	f.Available = money.Min(f.Available, need)
	return nil
}

// mostOf is the most a row may have in all.
func mostOf(r *payouts.Row) money.Amount {
	if r.Cap == nil {
		return r.Amount
	}
	return money.Min(r.Amount, *r.Cap)
}

// concerned lists the rights that a source bears by public id, their rule and
// min pay.
func (in *coverState) concerned(src *source) (rights []uint32, rule *payouts.RuleSpec, minPay money.Amount, err error) {
	bears := map[int64]bool{}
	minPay = money.Max
	for id, p := range in.products {
		for _, l := range p.layers {
			if l.PoolID != src.pool.ID {
				continue
			}
			if rule != nil && rule != p.rule {
				return nil, nil, minPay, fmt.Errorf("%w: the products of this pool name two settlement rules", service.ErrConflict)
			}
			bears[id], rule, minPay = true, p.rule, money.Min(minPay, p.minPay)
		}
	}
	if len(bears) == len(in.products) {
		rights = in.byID
	} else {
		for _, i := range in.byID {
			if bears[in.rights[i].product] {
				rights = append(rights, i)
			}
		}
	}
	if len(rights) == 0 {
		return nil, nil, minPay, ErrNothingToSettle
	}
	return rights, rule, minPay, nil
}

// line is one right in units of the payout token.
func (in *coverState) line(src *source, r *right, p valuation.Price) (line, error) {
	entitled, err := toToken(r.amount, p, money.Down)
	if err != nil {
		return line{}, err
	}
	already, err := in.already(src, r, p)
	return line{entitlement: r.id, part: models.PartCover, entitled: entitled, already: already}, err
}

// already is a_i over all pools in the payout token.
func (in *coverState) already(src *source, r *right, p valuation.Price) (total money.Amount, err error) {
	if len(in.paid) == 0 {
		return total, nil
	}
	for pool, asset := range in.assets {
		amount := in.paid[paidKey{r.id, pool}]
		if amount.IsZero() {
			continue
		}
		if asset.ID != src.asset.ID {
			if amount, err = in.convert(amount, asset, p); err != nil {
				return total, err
			}
		}
		if total, err = total.Add(amount); err != nil {
			return total, err
		}
	}
	return total, nil
}

// weigh turns the rows of a first tranche into those of pro-rata/1: the weight
// is the loss, the denominator the whole loss with what belongs to no account,
// and the cap what is owed less what other pools allocated. An account with
// several covers shares its loss among them.
func (in *coverState) weigh(f *payouts.File, rights []uint32) (err error) {
	f.Denominator = in.losses.Total
	owed := map[common.Address]money.Amount{}
	for _, i := range rights {
		r := &in.rights[i]
		if owed[r.affected], err = owed[r.affected].Add(r.amount); err != nil {
			return err
		}
	}
	for n, i := range rights {
		r, row := &in.rights[i], &f.Rows[n]
		limit := mostOf(row).SubFloor(row.Already)
		row.Cap, row.Amount, row.Already, row.Class = &limit, money.Zero, money.Zero, 0
		if owed[r.affected].IsZero() {
			continue
		}
		if row.Amount, err = in.losses.ByAccount[r.affected].MulDiv(r.amount, owed[r.affected], money.Down); err != nil {
			return err
		}
	}
	return nil
}
