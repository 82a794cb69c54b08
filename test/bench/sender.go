package main

import (
	"fmt"
	"runtime"

	"makewhole/contracts"
	"makewhole/test/senderbench"
)

// SenderCmd measures the outbox sender on an embedded chain.
type SenderCmd struct {
	Rows   []int `default:"512" help:"Numbers of transfers, joined by commas."`
	Chunks []int `default:"64" help:"Numbers of push transactions, joined by commas; 0 leaves pushes out."`
	Lines  int   `default:"100" help:"Receivers of a token that each push pays, 1 to 256."`
	Runs   int   `default:"3" help:"Runs of each size; the median is printed."`
	Window int   `default:"16" help:"Transactions in flight at most."`
}

// Run sends the same transactions with the sender and its store, and signed
// beforehand without a store: pushes and transfers, with the chain on a disk and
// in memory.
func (c *SenderCmd) Run(g *Globals) error {
	if err := c.check(); err != nil {
		return err
	}
	var rows []result
	for _, o := range c.options() {
		row, err := c.measure(g, o)
		if err != nil {
			return fmt.Errorf("sender: %w", err)
		}
		rows = append(rows, row)
	}
	return printBench(g, rows)
}

func (c *SenderCmd) check() error {
	if c.Runs < 1 || c.Window < 1 {
		return fmt.Errorf("%w: runs and window start at 1", errRefused)
	}
	if c.Lines < 1 || c.Lines > contracts.MaxPushItems {
		return fmt.Errorf("%w: lines are 1 to %d", errRefused, contracts.MaxPushItems)
	}
	for _, n := range c.Rows {
		if n < 1 {
			return fmt.Errorf("%w: rows start at 1", errRefused)
		}
	}
	for _, n := range c.Chunks {
		if n < 0 {
			return fmt.Errorf("%w: chunks start at 0", errRefused)
		}
	}
	return nil
}

// options are what is measured, in the order of the table: what a payout sends,
// then the least a chain can do.
func (c *SenderCmd) options() (all []senderbench.Options) {
	for _, disk := range []bool{true, false} {
		for _, n := range c.Chunks {
			if n > 0 {
				all = append(all, senderbench.Options{N: n, Window: c.Window, Lines: c.Lines, Disk: disk})
			}
		}
	}
	for _, disk := range []bool{true, false} {
		for _, n := range c.Rows {
			all = append(all, senderbench.Options{N: n, Window: c.Window, Disk: disk})
		}
	}
	return all
}

func (c *SenderCmd) measure(g *Globals, o senderbench.Options) (result, error) {
	row := result{Name: senderBenchName(o), Rows: o.N, Runs: c.Runs, Cores: runtime.GOMAXPROCS(0)}
	for range c.Runs {
		r, err := senderbench.Run(g.Context, o)
		if err != nil {
			return row, fmt.Errorf("%s: %w", row.Name, err)
		}
		row.took, row.floors = append(row.took, r.Sender.Nanoseconds()), append(row.floors, r.Bare.Nanoseconds())
	}
	row.finish()
	return row, nil
}

// senderBenchName says what a row sent, and beside what.
func senderBenchName(o senderbench.Options) string {
	what, where := "transfers", "in memory"
	if o.Lines > 0 {
		what = fmt.Sprintf("pushes of %d lines", o.Lines)
	}
	if o.Disk {
		where = "on disk"
	}
	return fmt.Sprintf("sender, %s, chain %s, window of %d, floor pre-signed without a store", what, where, o.Window)
}
