package allocate

import (
	"fmt"
	"path/filepath"

	"makewhole/internal/app"
	"makewhole/internal/cli"
	"makewhole/internal/csvtable"
	"makewhole/money"
	"makewhole/payouts"
)

// Cmd divides funds over the accounts of a CSV file, without a database
// and without a chain. The output is the same for any order of the rows.
type Cmd struct {
	Entitlements string   `required:"" placeholder:"FILE.csv" help:"CSV file with a header line and a column of accounts."`
	Weight       string   `required:"" placeholder:"COLUMN[+COLUMN…]" help:"Columns added up to an account's weight, for example --weight lost_usdt+lost_usdc."`
	Funds        []string `placeholder:"NAME=AMOUNT" help:"Funds in base units of their tokens, joined by commas, for example --funds usdc=1761898396474,usdt=718914048541. Beside a rate of the same name it is the most that the rate may ask for."`
	Rate         []string `placeholder:"NAME=NUM/DEN" help:"Instead of a fund: what one unit of weight gets, as a fraction or a decimal, for example --rate dai=1376468666782957910/1000000000000000000. With --token, a rate without a name holds for every token: --rate 1."`
	Denominator  []string `placeholder:"AMOUNT" help:"Fixed denominator, at least the sum of the weights, which is the default: --denominator 33419429678359; with --token NAME=AMOUNT."`
	CapColumn    string   `placeholder:"COLUMN" help:"Column with the most an account may get of each fund, for example --cap-column owed."`
	JointCap     string   `placeholder:"COLUMN" help:"Column with the most that an account's lines of all funds may be worth together; what is above is cut off every fund by the same fraction. Example: --joint-cap loss --price eth=1850.25."`
	Price        []string `placeholder:"NAME=NUM/DEN" help:"What a base unit of a fund is worth in units of the weights and joint caps, 1 where not given, for example --price iou=1/1000000000000."`
	SecondKey    string   `placeholder:"COLUMN" help:"What the joint cap cuts off is divided once more by this column among accounts with room, for example --second-key balance."`
	Token        string   `placeholder:"COLUMN" help:"Column that says which token a row is in: each token gets an allocation and a tree of its own from the fund or rate of its name, for example --token asset --funds USDC=100,DAI=50."`
	Exclude      []string `placeholder:"NAME=ADDRESS" help:"Account that gets nothing and why; its weight stays in the denominator and belongs to nobody. Example: --exclude burn=0x000000000000000000000000000000000000dEaD."`
	cli.CSVFlags `embed:""`
	Out          string `required:"" placeholder:"DIR" help:"Directory for allocations.csv and settlement.json."`
	Proofs       bool   `help:"Also write proofs-NAME.ndjson for each fund."`
}

// fund is one amount to divide and what became of it.
type fund struct {
	Name         string        `json:"name"`
	Amount       money.Amount  `json:"amount"`
	Rate         string        `json:"rate,omitempty"`
	Available    *money.Amount `json:"available,omitempty"`
	Price        string        `json:"price,omitempty"`
	Paid         money.Amount  `json:"paid"`
	Capped       money.Amount  `json:"capped"`
	Dust         money.Amount  `json:"dust"`
	Unattributed money.Amount  `json:"unattributed"`
	Leaves       int           `json:"leaves"`
	ZeroLines    int           `json:"zero_lines"`
	SettlementID string        `json:"settlement_id"`
	Root         string        `json:"root"`
	Proofs       string        `json:"proofs,omitempty"`

	rate  *payouts.Ratio // nil: a fund to divide
	price payouts.Ratio
}

// Settlement is settlement.json. Without --token the one division stands at
// the top, with --token there is a list of them.
type Settlement struct {
	Format       string        `json:"format"`
	Tool         string        `json:"tool"`
	Entitlements string        `json:"entitlements"`
	FileHash     string        `json:"file_hash"`
	Weight       string        `json:"weight"`
	CapColumn    string        `json:"cap_column,omitempty"`
	JointCap     string        `json:"joint_cap,omitempty"`
	SecondKey    string        `json:"second_key,omitempty"`
	TokenColumn  string        `json:"token_column,omitempty"`
	Rounding     string        `json:"rounding"`
	Warnings     []cli.Warning `json:"warnings,omitempty"`
	*Division    `json:",omitempty"`
	Tokens       []*Division `json:"tokens,omitempty"`
	How          []string    `json:"how"`
}

// Run checks everything first and writes only when nothing can be refused any
// more.
func (c *Cmd) Run(g *cli.Globals) error {
	a, err := c.prepare(g)
	if err != nil {
		return err
	}
	for _, w := range a.file.Warnings {
		fmt.Fprintf(g.Stderr, "makewhole: warning: %s\n", w.Text)
	}
	out, err := cli.NewOutDir(c.Out)
	if err != nil {
		return err
	}
	defer out.Abort()
	if err := a.write(out, c.Proofs); err != nil {
		return err
	}
	if err := out.Commit(); err != nil {
		return err
	}
	return a.report(c.Out)
}

// allocation is one run in progress.
type allocation struct {
	g         *cli.Globals
	file      Settlement
	divisions []*Division
	byToken   bool
	leaves    []uint32 // accounts with a leaf, of the fund in work
}

// prepare reads flags and input and checks all that can be refused.
func (c *Cmd) prepare(g *cli.Globals) (*allocation, error) {
	p, err := c.plan()
	if err != nil {
		return nil, err
	}
	format, err := c.Format()
	if err != nil {
		return nil, err
	}
	tables, sum, err := readWeights(g, c.Entitlements, format, p.query)
	if err != nil {
		return nil, err
	}
	a := &allocation{g: g, byToken: c.Token != "", file: Settlement{Format: "makewhole-allocation/1", Tool: "makewhole " + app.Version(),
		Entitlements: filepath.Base(c.Entitlements), FileHash: hexHash(sum), Weight: c.Weight, CapColumn: c.CapColumn,
		JointCap: c.JointCap, SecondKey: c.SecondKey, TokenColumn: c.Token, Rounding: "down", How: p.how()}}
	if err := a.divide(p, tables); err != nil {
		return nil, err
	}
	a.file.Warnings = a.warnings(p)
	if a.byToken {
		a.file.Tokens = a.divisions
	} else {
		a.file.Division = a.divisions[0]
	}
	return a, nil
}

// divide makes one division of each table.
func (a *allocation) divide(p *plan, tables []*csvtable.Accounts) error {
	named := map[string]bool{}
	for _, t := range tables {
		funds, err := p.fundsOf(t, a.byToken)
		if err != nil {
			return err
		}
		named[t.Token] = true
		d, err := newDivision(p, t, funds)
		if err != nil {
			return err
		}
		a.divisions = append(a.divisions, d)
	}
	for _, f := range p.funds {
		if a.byToken && !named[f.Name] {
			return fmt.Errorf("%w: no row is in the token %q, for which there is a fund or rate", cli.ErrRefused, f.Name)
		}
	}
	for name := range p.query.Denominators {
		if a.byToken && !named[name] {
			return fmt.Errorf("%w: --denominator: no row is in the token %q", cli.ErrRefused, name)
		}
	}
	return nil
}
