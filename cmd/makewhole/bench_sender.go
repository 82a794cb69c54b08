package main

import (
	"fmt"
	"runtime"

	"makewhole/internal/senderbench"
)

// BenchSenderCmd measures the outbox sender on an embedded chain.
type BenchSenderCmd struct {
	Rows   []int `default:"512" help:"Numbers of transfers, joined by commas."`
	Runs   int   `default:"3" help:"Runs of each size; the median is printed."`
	Window int   `default:"16" help:"Transactions in flight at most."`
}

// Run sends the same transfers with the sender and its store, and signed
// beforehand without a store.
func (c *BenchSenderCmd) Run(g *Globals) error {
	var rows []benchRow
	for _, n := range c.Rows {
		if n < 1 || c.Runs < 1 || c.Window < 1 {
			return fmt.Errorf("%w: rows, runs and window start at 1", errRefused)
		}
		row := benchRow{
			Name: fmt.Sprintf("sender with a window of %d, floor pre-signed without a store", c.Window),
			Rows: n, Runs: c.Runs, Cores: runtime.GOMAXPROCS(0),
		}
		for range c.Runs {
			r, err := senderbench.Run(g.Context, n, c.Window)
			if err != nil {
				return fmt.Errorf("bench sender: %w", err)
			}
			row.took, row.floors = append(row.took, r.Sender.Nanoseconds()), append(row.floors, r.Bare.Nanoseconds())
		}
		row.finish()
		rows = append(rows, row)
	}
	return printBench(g, rows)
}
