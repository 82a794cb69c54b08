package allocate

import (
	"errors"
	"fmt"
	"hash"
	"strings"

	"makewhole/internal/cli"
	"makewhole/internal/csvtable"
	"makewhole/merkle"
	"makewhole/money"
	"makewhole/payouts"
)

// Division is one table divided: the whole file, or the rows of one token.
type Division struct {
	Token       string       `json:"token,omitempty"`
	InputHash   string       `json:"input_hash"`
	Rows        int          `json:"rows"`
	WeightSum   money.Amount `json:"weight_sum"`
	Denominator money.Amount `json:"denominator"`
	Unlisted    money.Amount `json:"unattributed_weight"`
	Excluded    []Excluded   `json:"excluded,omitempty"`
	Funds       []*fund      `json:"funds"`

	table    *csvtable.Accounts
	plan     *plan
	dividers []*payouts.Divider // each fund alone
	joint    *payouts.Joint     // all funds together under a cap, nil without one
	kept     []money.Amount     // lines under a joint cap, those of an account side by side
}

// Excluded is an account that was named as one that gets nothing.
type Excluded struct {
	Name    string       `json:"name"`
	Account string       `json:"account"`
	Weight  money.Amount `json:"weight"`
}

// fundsOf are the funds of a table: all of them, or the one of its token.
func (p *plan) fundsOf(t *csvtable.Accounts, byToken bool) ([]*fund, error) {
	if !byToken {
		return p.funds, nil
	}
	f := p.find(t.Token)
	switch {
	case f != nil && f.Name == t.Token:
		return []*fund{f}, nil
	case f == nil && p.every != nil:
		return []*fund{{Name: t.Token, rate: p.every, Rate: ratioText(*p.every), price: payouts.One}}, nil
	}
	return nil, refuse(t.FailTable("no fund and no rate for the token %q of this row", t.Token))
}

// newDivision checks denominator, rates and caps of a table.
func newDivision(p *plan, t *csvtable.Accounts, funds []*fund) (*Division, error) {
	d := &Division{Token: t.Token, Rows: t.Len(), WeightSum: t.Sum, Denominator: t.Total(), Funds: funds, table: t, plan: p}
	if fixed, ok := p.query.Denominators[t.Token]; ok {
		d.Denominator = fixed
	}
	if t.Over != nil {
		return nil, refuse(d.tooMuch())
	}
	d.Unlisted = d.Denominator.SubFloor(t.Sum)
	for _, e := range t.Excluded {
		d.Excluded = append(d.Excluded, Excluded{e.Name, string(csvtable.AppendAccount(nil, e.Account)), e.Weight})
	}
	for _, f := range funds {
		divider, err := f.divider(d.Denominator)
		if err != nil {
			return nil, fmt.Errorf("%w: %s: %w", cli.ErrRefused, f.Name, err)
		}
		f.Amount = divider.Amount()
		d.dividers = append(d.dividers, divider)
	}
	if p.joint && !d.Denominator.IsZero() {
		if err := d.divideJointly(); err != nil {
			return nil, fmt.Errorf("joint cap: %w", err)
		}
	}
	return d, d.affordable()
}

// divideJointly computes and keeps the lines under a joint cap: they are dear,
// and every tree needs them again.
func (d *Division) divideJointly() (err error) {
	n, each := d.table.Len(), len(d.Funds)
	if d.joint, err = payouts.NewJoint(d.jointFunds(), d.Denominator, n, d.jointRow); err != nil {
		return err
	}
	d.kept = make([]money.Amount, n*each)
	for i := range n {
		if err := d.joint.Lines(d.jointRow(i), d.kept[i*each:(i+1)*each]); err != nil {
			return err
		}
	}
	return nil
}

// divider starts the division of a fund, or of what a rate gives.
func (f *fund) divider(denominator money.Amount) (*payouts.Divider, error) {
	if f.rate != nil {
		return payouts.NewRateDivider(*f.rate, denominator)
	}
	return payouts.NewDivider(f.Amount, denominator)
}

// tooMuch names what the weights are above their denominator, and what that
// comes to in each fund.
func (d *Division) tooMuch() error {
	total := d.table.Total()
	text := fmt.Sprintf("the weights add up to %v, %v more than the denominator %v, which they pass in this row", total, total.SubFloor(d.Denominator), d.Denominator)
	for _, f := range d.Funds {
		if r, err := payouts.NewRatio(f.Amount, d.Denominator); err == nil {
			if all, err := r.Floor(total); err == nil {
				text += fmt.Sprintf("; %s: lines of %v together, %v more than the fund", f.Name, all, all.SubFloor(f.Amount))
			}
		}
	}
	over := *d.table.Over
	over.Reason = text
	return &over
}

// affordable refuses rates that ask for more than there is.
func (d *Division) affordable() error {
	for i, f := range d.Funds {
		if f.Available == nil {
			continue
		}
		asked := money.Zero
		for row := range d.table.Len() {
			line, err := d.line(i, row)
			if err == nil {
				asked, err = asked.Add(line)
			}
			if err != nil {
				return refuse(d.table.Fail(row, "%v", err))
			}
		}
		if f.Available.Less(asked) {
			return fmt.Errorf("%w: %s: the rate asks for %v, %v more than the fund of %v", cli.ErrRefused, f.Name, asked, asked.SubFloor(*f.Available), *f.Available)
		}
	}
	return nil
}

func (d *Division) jointFunds() []payouts.JointFund {
	out := make([]payouts.JointFund, len(d.Funds))
	for i, f := range d.Funds {
		out[i] = payouts.JointFund{Amount: f.Amount, Share: d.dividers[i].Ratio(), Price: f.price}
	}
	return out
}

func (d *Division) jointRow(i int) payouts.JointRow {
	r := payouts.JointRow{Weight: d.table.Weight(i), Cap: d.table.Extra(0, i)}
	if d.plan.second {
		r.Key = d.table.Extra(1, i)
	}
	return r
}

// limit is the most an account may get of each fund.
func (d *Division) limit(row int) money.Amount {
	if !d.plan.capped {
		return money.Max
	}
	return d.table.Extra(0, row)
}

// lines computes the lines of an account, one per fund, and adds them to the
// sums of the funds.
func (d *Division) lines(row int, dst []money.Amount) (err error) {
	if d.joint != nil {
		copy(dst, d.kept[row*len(dst):])
		return nil
	}
	for i, divider := range d.dividers {
		if dst[i], err = divider.Line(d.table.Weight(row), d.limit(row)); err != nil {
			return err
		}
	}
	return nil
}

// line computes one line again, without adding it to anything.
func (d *Division) line(fund, row int) (money.Amount, error) {
	if d.joint != nil {
		return d.kept[row*len(d.Funds)+fund], nil
	}
	weight := d.table.Weight(row)
	if weight.IsZero() {
		return money.Zero, nil
	}
	ratio := d.dividers[fund].Ratio()
	share, err := ratio.Floor(weight)
	return money.Min(share, d.limit(row)), err
}

// close takes the sums of every fund, which add up or nothing is published.
func (d *Division) close(input merkle.Hash) error {
	d.InputHash = hexHash(input)
	for i, f := range d.Funds {
		s, err := d.dividers[i].Close()
		if d.joint != nil {
			s, err = d.joint.Sums()[i], nil
		}
		if err != nil {
			return fmt.Errorf("fund %s: %w", f.Name, err)
		}
		f.Paid, f.Capped, f.Dust, f.Unattributed = s.Paid, s.Capped, s.Dust, s.Unattributed
		f.SettlementID = hexHash(merkle.OfflineSettlementID(input, f.Name))
		if f.Available != nil && f.Available.Less(f.Paid) {
			return errors.New("more paid than there is")
		}
	}
	return nil
}

// canonicalHeader starts the hash of the canonical input. What earlier versions
// could express keeps its text.
func (d *Division) canonicalHeader() hash.Hash {
	var funds, rates, prices, out []string
	for _, f := range d.Funds {
		if f.rate != nil {
			rates = append(rates, f.Name+"="+f.Rate)
		} else {
			funds = append(funds, f.Name+"="+f.Amount.String())
		}
		prices = append(prices, f.Name+"="+ratioText(f.price))
	}
	for _, e := range d.Excluded {
		out = append(out, e.Account+"="+e.Weight.String())
	}
	columns := "account,weight"
	switch {
	case d.plan.capped:
		columns += ",cap"
	case d.plan.second:
		columns += ",joint_cap,second_key"
	case d.plan.joint:
		columns += ",joint_cap"
	}
	h := merkle.NewKeccak()
	if len(rates) == 0 && len(out) == 0 && !d.plan.joint {
		fmt.Fprintf(h, "makewhole-weights/1\ndenominator=%v\nfunds=%s\ncolumns=%s\n\n", d.Denominator, strings.Join(funds, ","), columns)
		return h
	}
	if !d.plan.joint {
		prices = nil
	}
	fmt.Fprintf(h, "makewhole-weights/2\ndenominator=%v\nfunds=%s\nrates=%s\nprices=%s\nexcluded=%s\ncolumns=%s\n\n", d.Denominator,
		strings.Join(funds, ","), strings.Join(rates, ","), strings.Join(prices, ","), strings.Join(out, ","), columns)
	return h
}

// appendInput appends the canonical weight and further columns of an account.
func (d *Division) appendInput(dst []byte, row int) []byte {
	dst = d.table.Weight(row).Append(append(dst, ','))
	for k := range d.plan.query.Extra {
		dst = d.table.Extra(k, row).Append(append(dst, ','))
	}
	return append(dst, '\n')
}
