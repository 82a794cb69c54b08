package main

import (
	"fmt"
	"os"
	"path/filepath"
	"text/tabwriter"

	"makewhole/test/settlebench"
)

// SettleCmd measures the drafting of a settlement.
type SettleCmd struct {
	Sizes     []int  `default:"10000,100000,1000000" help:"Numbers of approved claims, joined by commas; up to 10000000."`
	Runs      int    `default:"3" help:"Drafts and floors in turn for each size; the run with the median ratio is printed."`
	DSN       string `name:"dsn" env:"TEST_DATABASE_URL" placeholder:"URL" help:"PostgreSQL server where databases may be created; each run makes its own and drops them. Without it SQLite in a temporary folder."`
	Scratch   string `type:"path" placeholder:"DIR" help:"Where scratch files go; the system's temporary folder without it."`
	Leaves    int    `name:"js-leaves" default:"100000" help:"Leaves of the tree that OpenZeppelin's JavaScript builds beside ours; 0 leaves it out."`
	Contracts string `default:"contracts" type:"path" placeholder:"DIR" help:"Folder whose node_modules has @openzeppelin/merkle-tree."`
}

// settleReport is what --json prints.
type settleReport struct {
	Settle     []settlebench.Result    `json:"settle"`
	JavaScript *settlebench.JavaScript `json:"javascript,omitempty"`
	Skipped    string                  `json:"javascript_skipped,omitempty"`
}

// Run measures every size, then the tree beside OpenZeppelin's.
func (c *SettleCmd) Run(g *Globals) error {
	if c.Runs < 1 {
		return fmt.Errorf("%w: runs start at 1", errRefused)
	}
	options := settlebench.Options{DSN: c.DSN, Dir: c.Scratch, Runs: c.Runs, Log: func(format string, args ...any) {
		fmt.Fprintf(g.Stderr, format+"\n", args...)
	}}
	var report settleReport
	for _, n := range c.Sizes {
		if n < 100 || n > 10_000_000 {
			return fmt.Errorf("%w: sizes are 100 to 10000000", errRefused)
		}
		r, err := settlebench.Measure(g.Context, options, n)
		if err != nil {
			return fmt.Errorf("settle %d claims: %w", n, err)
		}
		report.Settle = append(report.Settle, r)
	}
	if err := c.javaScript(g, &report); err != nil {
		return err
	}
	if g.JSON {
		return writeJSON(g, report)
	}
	return printSettle(g, &report)
}

// javaScript builds OpenZeppelin's tree where node and the package are there.
func (c *SettleCmd) javaScript(g *Globals, report *settleReport) error {
	if c.Leaves == 0 {
		report.Skipped = "left out by --js-leaves 0"
		return nil
	}
	module := filepath.Join(c.Contracts, "node_modules", "@openzeppelin", "merkle-tree")
	if _, err := os.Stat(module); err != nil {
		report.Skipped = "left out: " + module + " is not installed (npm ci in contracts)"
		return nil
	}
	js, err := settlebench.MeasureJavaScript(g.Context, c.Contracts, c.Leaves)
	if settlebench.IsNoNode(err) {
		report.Skipped = "left out: node is not installed"
		return nil
	}
	report.JavaScript = js
	return err
}

// printSettle prints the tables for people.
func printSettle(g *Globals, report *settleReport) error {
	w := tabwriter.NewWriter(g.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "claims\trows read\trows written\tread s\tallocate s\thash s\ttree s\tstore s\ttotal s\tfloor out s\tfloor in s\tx floor\ttree x floor\tpeak RSS MiB\tB/claim\t  on")
	for _, r := range report.Settle {
		fmt.Fprintf(w, "%d\t%d\t%d\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f\t%d\t%d\t  %s, %d cores, median of %d\n", r.Claims, r.RowsRead, r.RowsWritten,
			r.Read, r.Allocate, r.Hash, r.Tree, r.Store, r.Total, r.FloorOut, r.FloorIn, r.Ratio, r.TreeRatio, r.PeakRSS>>20, r.RowBytes, r.Engine, r.Cores, r.Runs)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprintln(g.Stdout, "\nFloor: COPY (SQLite: one prepared statement) of the columns read out of, and of the rows written into, an equal copy of the store.")
	if js := report.JavaScript; js != nil {
		fmt.Fprintf(g.Stdout, "Tree of %d leaves: @openzeppelin/merkle-tree %.2f s, ours %.4f s: %.0f times faster.\n", js.Leaves, js.Seconds, js.Ours, js.Ratio)
		return nil
	}
	fmt.Fprintln(g.Stdout, "JavaScript tree "+report.Skipped+".")
	return nil
}
