package allocate

import (
	"fmt"
	"slices"
	"strings"

	"makewhole/internal/cli"
	"makewhole/internal/csvtable"
	"makewhole/money"
	"makewhole/payouts"
)

// plan is what the flags of one run say.
type plan struct {
	query  csvtable.Query
	funds  []*fund        // in the order given
	every  *payouts.Ratio // rate of every token without one of its own
	joint  bool           // further column 0 is a cap on the joint value
	capped bool           // further column 0 is a cap on each line
	second bool           // further column 1 is the key of the second round
}

// plan reads the flags and refuses those that contradict each other.
func (c *Cmd) plan() (*plan, error) {
	p := &plan{joint: c.JointCap != "", capped: c.CapColumn != "", second: c.SecondKey != "",
		query: csvtable.Query{Account: c.Account, Token: c.Token, Weights: strings.Split(c.Weight, "+"), Excluded: map[[20]byte]string{}}}
	for _, read := range []func(p *plan) error{c.columns, c.readFunds, c.readRates, c.readPrices, c.readDenominators, c.readExclusions} {
		if err := read(p); err != nil {
			return nil, fmt.Errorf("%w: %w", cli.ErrRefused, err)
		}
	}
	return p, nil
}

// columns checks the names of columns and collects the further ones.
func (c *Cmd) columns(p *plan) error {
	for i, name := range p.query.Weights {
		if name == "" || slices.Contains(p.query.Weights[:i], name) {
			return fmt.Errorf("--weight: empty or repeated column %q", name)
		}
	}
	switch {
	case p.joint && p.capped:
		return fmt.Errorf("--joint-cap and --cap-column: an account has one cap, on its lines together or on each")
	case p.joint && c.Token != "":
		return fmt.Errorf("--joint-cap and --token: the tokens of a long file are divided one by one")
	case p.second && !p.joint:
		return fmt.Errorf("--second-key needs --joint-cap, which leaves something to divide again")
	case p.second && len(c.Rate) > 0:
		return fmt.Errorf("--second-key and --rate: a rate leaves no fund to divide again")
	case p.capped:
		p.query.Extra = []string{c.CapColumn}
	case p.second:
		p.query.Extra = []string{c.JointCap, c.SecondKey}
	case p.joint:
		p.query.Extra = []string{c.JointCap}
	}
	return nil
}

// name reads the name of a fund; names become columns and file names. An
// address is brought to its EIP-55 spelling, as in the file.
func (c *Cmd) name(text string) (string, error) {
	if a, err := csvtable.ParseAccount(text); err == nil {
		return string(csvtable.AppendAccount(nil, a)), nil
	}
	if !csvtable.TokenName(text) || strings.HasPrefix(text, "0x") || c.Token == "" && strings.EqualFold(text, "account") {
		return "", fmt.Errorf("%.50q cannot name a fund", text)
	}
	return text, nil
}

// find returns the fund of a name, compared without case.
func (p *plan) find(name string) *fund {
	i := slices.IndexFunc(p.funds, func(f *fund) bool { return strings.EqualFold(f.Name, name) })
	if i < 0 {
		return nil
	}
	return p.funds[i]
}

// pair reads NAME=VALUE of a flag.
func (c *Cmd) pair(flag, text string) (name, value string, err error) {
	name, value, ok := strings.Cut(text, "=")
	if !ok {
		return "", "", fmt.Errorf("%s: %.50q is not NAME=VALUE", flag, text)
	}
	if name, err = c.name(name); err != nil {
		return "", "", fmt.Errorf("%s: %w", flag, err)
	}
	return name, value, nil
}

func (c *Cmd) readFunds(p *plan) error {
	if len(c.Funds)+len(c.Rate) == 0 {
		return fmt.Errorf("nothing to divide: name a fund with --funds or a rate with --rate")
	}
	for _, text := range c.Funds {
		name, value, err := c.pair("--funds", text)
		if err != nil {
			return err
		}
		if p.find(name) != nil {
			return fmt.Errorf("--funds: %q stands twice", name)
		}
		amount, err := money.Parse(value)
		if err != nil {
			return fmt.Errorf("--funds: %s: %w", name, err)
		}
		p.funds = append(p.funds, &fund{Name: name, Amount: amount, price: payouts.One})
	}
	return nil
}

// readRates reads the rates. A fund of the same name becomes what is available.
func (c *Cmd) readRates(p *plan) error {
	for _, text := range c.Rate {
		if !strings.Contains(text, "=") && c.Token != "" {
			rate, err := parseRatio(text)
			if err != nil || p.every != nil {
				return fmt.Errorf("--rate: %.50q is no rate, or the second for every token", text)
			}
			p.every = &rate
			continue
		}
		name, value, err := c.pair("--rate", text)
		if err != nil {
			return err
		}
		rate, err := parseRatio(value)
		if err != nil {
			return fmt.Errorf("--rate: %s: %w", name, err)
		}
		f := p.find(name)
		switch {
		case f == nil:
			f = &fund{Name: name, price: payouts.One}
			p.funds = append(p.funds, f)
		case f.Name != name || f.rate != nil:
			return fmt.Errorf("--rate: %q stands twice", name)
		default:
			available := f.Amount
			f.Available, f.Amount = &available, money.Zero
		}
		f.rate, f.Rate = &rate, ratioText(rate)
	}
	return nil
}

func (c *Cmd) readPrices(p *plan) error {
	for _, text := range c.Price {
		name, value, err := c.pair("--price", text)
		if err != nil {
			return err
		}
		f := p.find(name)
		if f == nil || f.Name != name || f.Price != "" {
			return fmt.Errorf("--price: no fund %q, or two prices for it", name)
		}
		if f.price, err = parseRatio(value); err != nil {
			return fmt.Errorf("--price: %s: %w", name, err)
		}
		if f.price.Num().IsZero() {
			return fmt.Errorf("--price: %s: zero", name)
		}
		f.Price = ratioText(f.price)
	}
	return nil
}

// readDenominators reads one denominator, or with --token one for each token.
func (c *Cmd) readDenominators(p *plan) error {
	p.query.Denominators = map[string]money.Amount{}
	for _, text := range c.Denominator {
		name, value := "", text
		if c.Token != "" {
			var err error
			if name, value, err = c.pair("--denominator", text); err != nil {
				return err
			}
		}
		if _, twice := p.query.Denominators[name]; twice {
			return fmt.Errorf("--denominator: stands twice")
		}
		if f := p.find(name); c.Token == "" && len(c.Rate) > 0 || f != nil && f.rate != nil {
			return fmt.Errorf("--denominator and --rate: a rate has its own")
		}
		amount, err := money.Parse(value)
		if err != nil {
			return fmt.Errorf("--denominator: %w", err)
		}
		p.query.Denominators[name] = amount
	}
	return nil
}

// readExclusions reads NAME=ADDRESS; one name may stand for several accounts.
func (c *Cmd) readExclusions(p *plan) error {
	for _, text := range c.Exclude {
		name, address, ok := strings.Cut(text, "=")
		if !ok || !csvtable.TokenName(name) {
			return fmt.Errorf("--exclude: %.80q is not NAME=ADDRESS", text)
		}
		account, err := csvtable.ParseAccount(address)
		if err != nil {
			return fmt.Errorf("--exclude: %.80q: %w", address, err)
		}
		if before, twice := p.query.Excluded[account]; twice {
			return fmt.Errorf("--exclude: %s is excluded already, as %s", address, before)
		}
		p.query.Excluded[account] = name
	}
	return nil
}

// ratioPlaces bounds the decimals of a rate or price.
const ratioPlaces = 38

// parseRatio reads NUM/DEN or a decimal, both exact.
func parseRatio(text string) (payouts.Ratio, error) {
	num, den, fraction := strings.Cut(text, "/")
	if fraction {
		n, err := money.Parse(num)
		if err != nil {
			return payouts.Ratio{}, err
		}
		d, err := money.Parse(den)
		if err != nil {
			return payouts.Ratio{}, err
		}
		return payouts.NewRatio(n, d)
	}
	_, places, _ := strings.Cut(text, ".")
	if len(places) > ratioPlaces {
		return payouts.Ratio{}, fmt.Errorf("more than %d decimal places", ratioPlaces)
	}
	n, err := money.ParseDecimal(text, uint8(len(places)))
	if err != nil {
		return payouts.Ratio{}, err
	}
	return payouts.NewRatio(n, money.MustParse("1"+strings.Repeat("0", len(places))))
}

func ratioText(r payouts.Ratio) string { return r.Num().String() + "/" + r.Den().String() }
