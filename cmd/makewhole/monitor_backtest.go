package main

import (
	"fmt"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"makewhole/chain"
	"makewhole/incidents/backtest"
	"makewhole/incidents/monitor"
	"makewhole/incidents/watch"
	"makewhole/internal/cli"
)

// MonitorBacktestCmd plays monitors on old blocks of a chain.
type MonitorBacktestCmd struct {
	Files   []string `arg:"" optional:"" name:"file" help:"Monitors, JSON in the format makewhole.monitor/1 (docs/monitors.md)."`
	Watch   string   `help:"Take the monitors of a file of watched modules, too (docs/desk.md)." type:"existingfile" placeholder:"FILE"`
	RPC     []string `help:"Nodes of the monitors' chain; old values need nodes that keep old states." name:"rpc" required:"" placeholder:"URL"`
	Quorum  int      `help:"How many nodes must say the same; 0 = more than half." name:"rpc-quorum" default:"0"`
	From    uint64   `help:"First block that counts." required:""`
	To      uint64   `help:"Last block; 0 = the newest final one." default:"0"`
	Warmup  uint64   `help:"Blocks before the first one that fill windows and do not count." default:"0"`
	Attacks string   `help:"What should have been told, JSON in the format makewhole.attacks/1: gives precision and lead times." type:"existingfile" placeholder:"FILE"`
}

// Help is shown by --help below the flags.
func (MonitorBacktestCmd) Help() string {
	return `Every block from --from less --warmup to --to is read and judged as a server would have judged it at the head; nothing is
written. Findings about one thing within 300 blocks are one alarm. A monitor that lacks data is blind for that block: such
blocks are counted, since its silence there proves nothing. The file of attacks names blocks:

    {"format": "makewhole.attacks/1", "attacks": [{"name": "drain", "first": 1200, "harm": 1210, "last": 1300}]}

    makewhole monitor backtest --rpc http://127.0.0.1:8545 --from 1000 --to 9000 --attacks attacks.json outflow.json
    makewhole monitor backtest --rpc http://127.0.0.1:8545 --from 1000 --watch watch.json --json`
}

// Run reads and judges the blocks, then prints what came of it.
func (c *MonitorBacktestCmd) Run(g *cli.Globals) error {
	monitors, err := c.monitors(g)
	if err != nil {
		return err
	}
	score, err := c.score(monitors)
	if err != nil {
		return err
	}
	chainID := monitors[0].File.Chain
	engine, err := monitor.NewEngine(chainID, monitors)
	if err != nil {
		return fmt.Errorf("%w: %w", cli.ErrRefused, err)
	}
	node, err := chain.Dial(g.Context, chain.Config{URLs: c.RPC, Quorum: c.Quorum, ChainID: chainID, Now: cli.NowUTC})
	if err != nil {
		return fmt.Errorf("nodes of chain %d: %w", chainID, err)
	}
	defer node.Close()
	if err := c.end(g, node); err != nil {
		return err
	}
	first := max(c.From, c.Warmup+1) - c.Warmup
	bar := cli.NewProgress(g.Stderr, "blocks", int64(c.To-first)+1)
	err = watch.Replay(g.Context, node, engine, first, c.To, func(o *monitor.Observation, results []monitor.Result) error {
		bar.Add(1)
		score.Tell(o, results)
		return nil
	})
	bar.End()
	if err != nil {
		return err
	}
	return printBacktest(g, score.Report(), score.Labelled)
}

// monitors are all that are asked for, of one chain, each once, judged as if live.
func (c *MonitorBacktestCmd) monitors(g *cli.Globals) ([]*monitor.Monitor, error) {
	var out []*monitor.Monitor
	if len(c.Files) > 0 {
		test := MonitorTestCmd{Files: c.Files}
		loaded, _, err := test.load(g)
		if err != nil {
			return nil, err
		}
		out = loaded
	}
	if c.Watch != "" {
		data, err := os.ReadFile(c.Watch)
		if err != nil {
			return nil, err
		}
		f, err := watch.ReadFile(data)
		if err != nil {
			return nil, fmt.Errorf("%w: %s: %w", cli.ErrRefused, c.Watch, err)
		}
		more, err := f.Load()
		if err != nil {
			return nil, err
		}
		out = append(out, more...)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%w: name monitor files or --watch FILE", cli.ErrRefused)
	}
	seen := map[string]bool{}
	for _, m := range out {
		switch {
		case m.File.Chain != out[0].File.Chain:
			return nil, fmt.Errorf("%w: %s is of chain %d, %s of chain %d", cli.ErrRefused, out[0].File.ID, out[0].File.Chain, m.File.ID, m.File.Chain)
		case seen[m.File.ID]:
			return nil, fmt.Errorf("%w: two monitors are called %s", cli.ErrRefused, m.File.ID)
		}
		seen[m.File.ID] = true
	}
	return out, nil
}

func (c *MonitorBacktestCmd) score(monitors []*monitor.Monitor) (*backtest.Score, error) {
	s := &backtest.Score{First: c.From}
	for _, m := range monitors {
		s.Know(m.File)
	}
	if c.Attacks == "" {
		return s, nil
	}
	data, err := os.ReadFile(c.Attacks)
	if err != nil {
		return nil, err
	}
	s.Labelled = true
	if s.Attacks, err = backtest.ReadAttacks(data); err != nil {
		return nil, fmt.Errorf("%w: %s: %w", cli.ErrRefused, c.Attacks, err)
	}
	return s, nil
}

// end settles the last block: blocks that could still be replaced are not judged.
func (c *MonitorBacktestCmd) end(g *cli.Globals, node *chain.Client) error {
	final, err := node.Finalized(g.Context)
	if err != nil {
		return fmt.Errorf("the newest final block: %w", err)
	}
	n := final.Number.Uint64()
	if c.To == 0 {
		c.To = n
	}
	switch {
	case c.From == 0:
		return fmt.Errorf("%w: --from must be at least 1", cli.ErrRefused)
	case c.To < c.From:
		return fmt.Errorf("%w: --to %d is before --from %d", cli.ErrRefused, c.To, c.From)
	case c.To > n:
		return fmt.Errorf("%w: block %d is not final yet, the newest final one is %d", cli.ErrRefused, c.To, n)
	}
	return nil
}

func printBacktest(g *cli.Globals, r backtest.Report, labelled bool) error {
	if g.JSON {
		return cli.WriteJSON(g, r)
	}
	fmt.Fprintf(g.Stdout, "blocks %d to %d, %s of chain time\n", r.From, r.To, time.Duration(r.Seconds)*time.Second)
	t := tabwriter.NewWriter(g.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprint(t, "monitor\tseverity\talarms\twith damage\tblind\tper 30 days")
	if labelled {
		fmt.Fprint(t, "\tprecision (95 %)\tfound (lead)\tmissed")
	}
	fmt.Fprintln(t)
	for _, m := range r.Monitors {
		fmt.Fprintf(t, "%s\t%s\t%d\t%d\t%d\t%.1f", m.Monitor, m.Severity, m.Alarms, m.Acts, m.Blind, m.Per30Days)
		if labelled {
			fmt.Fprintf(t, "\t%s\t%s\t%s", precision(m.Precision), leads(m.Found), orDash(strings.Join(m.Missed, ", ")))
		}
		fmt.Fprintln(t)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(g.Stdout, "all monitors: %.1f alarms per 30 days%s\n", r.Per30Days, map[bool]string{true: " that are false", false: ""}[labelled])
	for _, m := range r.Monitors {
		if m.Blind > 0 {
			fmt.Fprintf(g.Stdout, "%s was blind for %d of %d blocks: %s\n", m.Monitor, m.Blind, r.Blocks, m.Why)
		}
	}
	return nil
}

func precision(p *backtest.Interval) string {
	if p == nil {
		return "-"
	}
	return fmt.Sprintf("%.2f (%.2f to %.2f)", p.Share, p.Low, p.High)
}

func leads(found []backtest.Lead) string {
	var out []string
	for _, l := range found {
		out = append(out, fmt.Sprintf("%s (%s)", l.Attack, time.Duration(l.Seconds)*time.Second))
	}
	return orDash(strings.Join(out, ", "))
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}
