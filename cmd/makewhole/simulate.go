package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"

	"makewhole/internal/cli"
	"makewhole/simulate"
)

// SimulateCmd plays a history from a file.
type SimulateCmd struct {
	File string `arg:"" help:"The history, JSON in the format makewhole.simulate/1 (docs/simulate.md); - reads standard input."`
}

// Help is shown by --help below the flags.
func (SimulateCmd) Help() string {
	return `Plays filings, decisions, rounds, recoveries and revisions with the arithmetic of the product, without a chain or a
store, and prints every round, the end of each loss account and of each source, and the laws. Nothing is written.

The file is one JSON object: format "makewhole.simulate/1", numeraire, assets (decimals, price), pools (asset, free),
products (limit_asset, rule, layers, terms), covers (product, accounts or blanket, limit, recorded, from, to), losses and
unattributed by account and asset, positions (from, average), and events: day, do, and the keys of the act. Days count from
the loss, amounts are decimal strings in whole units. The acts are
` + strings.Join(simulate.ActNames(), ", ") + `.
With --json the answer has accounts, sources, rounds, laws, state and waits. docs/simulate.md says all of it;
demo/story.json and simulate/testdata/harvest.json are histories to begin with.

Exit code 3 means that the file was refused (the place is named), 1 that a law is broken.

    makewhole simulate history.json
    makewhole simulate --json history.json`
}

// errLaw means that a history ends against a law.
var errLaw = errors.New("a law is broken")

// Run plays the file.
func (c *SimulateCmd) Run(g *cli.Globals) error {
	data, err := c.read()
	if err != nil {
		return err
	}
	report, err := c.play(data)
	if err != nil {
		return err
	}
	if g.JSON {
		err = cli.WriteJSON(g, report)
	} else {
		err = printHistory(g.Stdout, report)
	}
	for _, l := range report.Laws {
		if err == nil && !l.OK {
			err = fmt.Errorf("%w: %s", errLaw, l)
		}
	}
	return err
}

func (c *SimulateCmd) read() ([]byte, error) {
	if c.File == "-" {
		return io.ReadAll(os.Stdin)
	}
	data, err := os.ReadFile(c.File)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", cli.ErrRefused, err)
	}
	return data, nil
}

func (c *SimulateCmd) play(data []byte) (*simulate.Report, error) {
	f, err := simulate.Read(data)
	if err != nil {
		return nil, c.refused(err)
	}
	w, err := simulate.Play(f)
	if err != nil {
		return nil, c.refused(err)
	}
	return w.Report()
}

func (c *SimulateCmd) refused(err error) error {
	if errors.Is(err, simulate.ErrRefused) {
		return fmt.Errorf("%w: %s: %w", cli.ErrRefused, c.File, err)
	}
	return err
}

func printHistory(out io.Writer, r *simulate.Report) error {
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, round := range r.Rounds {
		fmt.Fprintf(t, "round %d, day %d\n", round.Round, round.Day)
		for _, l := range round.Levels {
			fmt.Fprintf(t, "  pool %s serves everybody up to %s of what is owed\n", l.Pool, l.Lambda)
		}
		for _, s := range round.Settlements {
			printSettlement(t, &s)
		}
	}
	fmt.Fprintf(t, "\naccount\tloss\tcovers\trecovered\toutside\tescheat\tresidual\treceivable\n")
	for _, a := range r.Accounts {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", a.Account, a.Loss, a.Covers, a.Recovered, a.Outside, a.Escheat, a.Residual, a.Receivable)
	}
	fmt.Fprintf(t, "\nsource\tasset\tin\tback\tout\treserved\tfree\n")
	for _, s := range r.Sources {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", s.Name, s.Asset, s.In, s.Back, s.Out, s.Reserved, s.Free)
	}
	fmt.Fprintf(t, "\nthe incident is %s\n", r.State)
	for _, w := range r.Waits {
		fmt.Fprintf(t, "  waits: %s\n", w)
	}
	for _, l := range r.Laws {
		fmt.Fprintln(t, l)
	}
	return t.Flush()
}

func printSettlement(t io.Writer, s *simulate.SettlementReport) {
	fmt.Fprintf(t, "  %s pays %s of %s %s, holds %s, carries %s (%s)\n", s.Source, s.Paid, s.Available, s.Asset, s.Held, s.Carried, s.State)
	for _, l := range s.Lines {
		fmt.Fprintf(t, "    %s\t%s\t%s\t%s\n", l.Account, l.Amount, l.Kind, l.State)
	}
	for _, b := range s.Bounties {
		fmt.Fprintf(t, "    %s to the bounty %s\n", b.Amount, b.Bounty)
	}
	for _, b := range s.Returns {
		fmt.Fprintf(t, "    %s of what came back on %s is the pool's, %s\n", b.Amount, b.Account, b.Pool)
	}
	for _, h := range s.Holders {
		fmt.Fprintf(t, "    %s to the shareholders of record of %s\n", h.Amount, h.Pool)
	}
}
