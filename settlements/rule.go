package settlements

import (
	"fmt"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims"
	"makewhole/models"
	"makewhole/money"
	"makewhole/payouts"
	"makewhole/service"
	"makewhole/valuation"
)

// coverFile writes the entitlement list of a cover tranche in the payout token:
// approved e, undecided and appealed claims at the most they could get, and
// covered non-filers until the bar date, the last two held.
func (t *tranche) coverFile(available money.Amount) (payouts.File, lineOf, error) {
	rights, rule, minPay, err := t.concerned()
	if err != nil {
		return payouts.File{}, nil, err
	}
	if rule == claims.RuleProRata && t.previous != nil {
		rule, available = claims.RuleWaterFill, available.SubFloor(t.setAside())
	}
	f := t.header(payouts.Rule(rule))
	f.Available = available
	f.Rows = make([]payouts.Row, len(rights))
	p, err := t.valuation.PriceOf(t.asset)
	if err != nil {
		return f, nil, err
	}
	held := false
	lines := func(i int) (line, error) { return t.line(&t.rights[rights[i]], p) }
	for i := range rights {
		r := &t.rights[rights[i]]
		l, err := lines(i)
		if err != nil {
			return f, nil, fmt.Errorf("entitlement %s: %w", r.publicID, err)
		}
		f.Rows[i] = payouts.Row{
			ID: r.publicID, Part: payouts.PartCover, Class: r.class, Held: r.held, Receiver: r.receiver,
			Amount: l.entitled, Already: l.already,
		}
		held = held || r.held
	}
	if held || !service.Passed(t.inc.BarAt, t.tx.Now) { // the last tranche pays every line
		if f.MinPay, err = toToken(minPay, p, money.Down); err != nil {
			return f, nil, err
		}
	}
	if f.Rule == payouts.RuleProRata {
		return f, lines, t.weigh(&f, rights)
	}
	return f, t.linesOf(f.Rows, rights), spendNoMore(&f)
}

// linesOf tells from the rows of a water-filling file and the ids of their
// entitlements what they stand for, and lets go of the rights when no later pool
// needs them: a million of them are as large as the rows.
func (t *tranche) linesOf(rows []payouts.Row, rights []uint32) lineOf {
	ids := make([]int64, len(rights))
	for i, at := range rights {
		ids[i] = t.rights[at].id
	}
	if t.last {
		t.rights, t.byID = nil, nil
	}
	return func(i int) (line, error) {
		return line{entitlement: ids[i], part: "cover", entitled: rows[i].Amount, already: rows[i].Already}, nil
	}
}

// spendNoMore takes from the source only what the rows can still take: the rest
// is not this incident's.
func spendNoMore(f *payouts.File) (err error) {
	need := money.Zero
	for i := range f.Rows {
		if need, err = need.Add(f.Rows[i].Amount.SubFloor(f.Rows[i].Already)); err != nil {
			return fmt.Errorf("sum residuals: %w", err)
		}
	}
	f.Available = money.Min(f.Available, need)
	return nil
}

// setAside is what the first tranche by a fixed denominator gave to nobody: its
// unattributed part and dust. Later tranches fill up what is left of the
// entitlements with new or released money, never with that.
func (t *tranche) setAside() money.Amount {
	for i := range t.all {
		st := &t.all[i]
		if st.State != models.SettlementCancelled {
			sum, _ := st.Unattributed.Add(st.Dust.Amount) // both are parts of one available amount
			return sum
		}
	}
	return money.Zero
}

// concerned lists the rights that this pool bears by public id, their rule and
// min pay.
func (t *tranche) concerned() (rights []uint32, rule string, minPay money.Amount, err error) {
	bears := map[int64]bool{}
	minPay = money.Max
	for id, p := range t.products {
		for _, l := range p.layers {
			if l.PoolID != t.pool.ID {
				continue
			}
			if rule != "" && rule != p.rule {
				return nil, "", minPay, fmt.Errorf("%w: the products of this pool name two settlement rules", service.ErrConflict)
			}
			bears[id], rule, minPay = true, p.rule, money.Min(minPay, p.minPay)
		}
	}
	if len(bears) == len(t.products) {
		rights = t.byID
	} else {
		for _, i := range t.byID {
			if bears[t.rights[i].product] {
				rights = append(rights, i)
			}
		}
	}
	if len(rights) == 0 {
		return nil, "", minPay, ErrNothingToSettle
	}
	return rights, rule, minPay, nil
}

// line is one right in units of the payout token.
func (t *tranche) line(r *right, p valuation.Price) (line, error) {
	entitled, err := toToken(r.amount, p, money.Down)
	if err != nil {
		return line{}, err
	}
	already, err := t.already(r, p)
	return line{entitlement: r.id, part: "cover", entitled: entitled, already: already}, err
}

// already is a_i over all pools in the payout token. Money of other tokens is
// counted by its price, rounded up, so that conversion never overpays.
func (t *tranche) already(r *right, p valuation.Price) (total money.Amount, err error) {
	if len(t.paid) == 0 {
		return total, nil
	}
	for pool, asset := range t.assets {
		amount := t.paid[paidKey{r.id, pool}]
		if amount.IsZero() {
			continue
		}
		if asset.ID != t.asset.ID {
			if amount, err = t.convert(amount, asset, p); err != nil {
				return total, err
			}
		}
		if total, err = total.Add(amount); err != nil {
			return total, err
		}
	}
	return total, nil
}

func (t *tranche) convert(amount money.Amount, from models.Asset, to valuation.Price) (money.Amount, error) {
	p, err := t.valuation.PriceOf(from)
	if err != nil {
		return money.Zero, err
	}
	worth, err := amount.MulDiv(p.Num, p.Den, money.Up)
	if err != nil {
		return money.Zero, err
	}
	return toToken(worth, to, money.Up)
}

// toToken converts an amount of the numéraire into units of a token whose price
// is num/den.
func toToken(amount money.Amount, p valuation.Price, r money.Rounding) (money.Amount, error) {
	if p == valuation.Parity {
		return amount, nil
	}
	return amount.MulDiv(p.Den, p.Num, r)
}

// weigh turns the rows of a first tranche into those of pro-rata/1: the weight
// is the loss, the denominator the whole loss with what belongs to no account,
// and the cap what is owed less what other pools allocated. An account with several covers shares its loss among them.
func (t *tranche) weigh(f *payouts.File, rights []uint32) (err error) {
	if t.losses == nil {
		if t.losses, err = t.valuation.AllLosses(t.tx); err != nil {
			return err
		}
	}
	f.Denominator = t.losses.Total
	owed := map[common.Address]money.Amount{}
	for _, i := range rights {
		r := &t.rights[i]
		if owed[r.affected], err = owed[r.affected].Add(r.amount); err != nil {
			return err
		}
	}
	for n, i := range rights {
		r, row := &t.rights[i], &f.Rows[n]
		limit := row.Amount.SubFloor(row.Already)
		row.Cap, row.Amount, row.Already, row.Class = &limit, money.Zero, money.Zero, 0
		if owed[r.affected].IsZero() {
			continue
		}
		if row.Amount, err = t.losses.ByAccount[r.affected].MulDiv(r.amount, owed[r.affected], money.Down); err != nil {
			return err
		}
	}
	return nil
}
