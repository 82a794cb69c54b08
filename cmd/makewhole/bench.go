package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/holiman/uint256"

	"makewhole/merkle"
	"makewhole/money"
	"makewhole/payouts"
)

// BenchCmd measures the hot paths beside their floors, in one run on the same
// cores, so that the ratios mean something on any machine.
type BenchCmd struct {
	All        BenchAllCmd        `cmd:"" default:"withargs" help:"The quick ones below (default): trees and allocations."`
	Tree       BenchTreeCmd       `cmd:"" help:"Payout trees beside the bare permutations, three a leaf."`
	Allocation BenchAllocationCmd `cmd:"" help:"Water-filling beside the bare multiplications and divisions."`
	Sender     BenchSenderCmd     `cmd:"" help:"The outbox sender with its store beside the same transactions, signed before and stored nowhere."`
	Settle     BenchSettleCmd     `cmd:"" help:"Drafting the settlement of up to ten million claims beside the bare copying of the same rows (minutes)."`
}

// benchSizes are the flags every benchmark shares.
type benchSizes struct {
	Rows []int `default:"10000,100000,1000000" help:"Numbers of rows, joined by commas."`
	Runs int   `default:"5" help:"Runs of each size; the median is printed."`
}

// BenchAllCmd runs every benchmark.
type BenchAllCmd struct{ benchSizes }

// BenchTreeCmd measures merkle.BuildPayouts.
type BenchTreeCmd struct{ benchSizes }

// BenchAllocationCmd measures payouts.WaterFill.
type BenchAllocationCmd struct{ benchSizes }

// benchRow is one line of the report.
type benchRow struct {
	Name    string  `json:"name"`
	Rows    int     `json:"rows"`
	Runs    int     `json:"runs"`
	NsRow   int64   `json:"ns_row"`
	FloorNs int64   `json:"floor_ns_row"`
	Percent int64   `json:"percent_of_floor"`
	Total   string  `json:"total"`
	Floor   string  `json:"floor"`
	Cores   int     `json:"cores"`
	took    []int64 // nanoseconds of each run
	floors  []int64
}

// Run measures trees and allocations.
func (c *BenchAllCmd) Run(g *Globals) error {
	rows, err := c.measure(g, benchTree)
	if err != nil {
		return err
	}
	more, err := c.measure(g, benchAllocation)
	if err != nil {
		return err
	}
	return printBench(g, append(rows, more...))
}

// Run measures trees.
func (c *BenchTreeCmd) Run(g *Globals) error {
	rows, err := c.measure(g, benchTree)
	if err != nil {
		return err
	}
	return printBench(g, rows)
}

// Run measures allocations.
func (c *BenchAllocationCmd) Run(g *Globals) error {
	rows, err := c.measure(g, benchAllocation)
	if err != nil {
		return err
	}
	return printBench(g, rows)
}

// measure runs one benchmark for every size.
func (s *benchSizes) measure(g *Globals, bench func(row *benchRow) error) ([]benchRow, error) {
	var rows []benchRow
	for _, n := range s.Rows {
		if n < 1 || s.Runs < 1 {
			return nil, fmt.Errorf("%w: rows and runs start at 1", errRefused)
		}
		if err := g.Context.Err(); err != nil {
			return nil, err
		}
		row := benchRow{Rows: n, Runs: s.Runs, Cores: runtime.GOMAXPROCS(0)}
		if err := bench(&row); err != nil {
			return nil, err
		}
		row.finish()
		rows = append(rows, row)
	}
	return rows, nil
}

// pair times the work and its floor once, one right after the other.
func (r *benchRow) pair(work, floor func() error) error {
	runtime.GC()
	start := time.Now()
	if err := work(); err != nil {
		return err
	}
	middle := time.Now()
	if err := floor(); err != nil {
		return err
	}
	r.took = append(r.took, middle.Sub(start).Nanoseconds())
	r.floors = append(r.floors, time.Since(middle).Nanoseconds())
	return nil
}

// finish takes the medians.
func (r *benchRow) finish() {
	slices.Sort(r.took)
	slices.Sort(r.floors)
	took, floor := r.took[len(r.took)/2], max(1, r.floors[len(r.floors)/2])
	r.NsRow, r.FloorNs, r.Percent = took/int64(r.Rows), floor/int64(r.Rows), took*100/floor
	r.Total, r.Floor = time.Duration(took).Round(time.Microsecond).String(), time.Duration(floor).Round(time.Microsecond).String()
}

// benchTree builds a payout tree; its floor is three permutations a leaf of the
// same kernel on all cores.
func benchTree(r *benchRow) error {
	r.Name = "tree, floor " + merkle.Kernel()
	rng := rand.New(rand.NewPCG(1, uint64(r.Rows))) //nolint:gosec // repeatable test data
	entries := make([]merkle.Entry, r.Rows)
	for i := range entries {
		entries[i].Amount = syntheticAmount(rng)
		for b := range entries[i].Account {
			entries[i].Account[b] = byte(rng.Uint32())
		}
	}
	var root merkle.Hash
	for range r.Runs {
		err := r.pair(func() error {
			again := merkle.BuildPayouts(merkle.Hash{1}, entries).Root()
			if root != (merkle.Hash{}) && again != root {
				return fmt.Errorf("bench tree: two roots of the same entries")
			}
			root = again
			return nil
		}, func() error {
			merkle.Permutations(3 * r.Rows)
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// benchAllocation divides a pool by water-filling; its floor is one unchecked
// 256-bit multiplication and division a row on one core.
func benchAllocation(r *benchRow) error {
	r.Name = "allocation, floor uint256 Mul+Div"
	rng := rand.New(rand.NewPCG(2, uint64(r.Rows))) //nolint:gosec // repeatable test data
	es := make([]payouts.Entitlement, r.Rows)
	var owed money.Amount
	for i := range es {
		es[i].Amount = syntheticAmount(rng)
		var err error
		if owed, err = owed.Add(es[i].Amount); err != nil {
			return err
		}
	}
	pool, err := owed.MulDiv(money.FromUint64(2), money.FromUint64(7), money.Down)
	if err != nil {
		return err
	}
	var sink uint256.Int
	for range r.Runs {
		err := r.pair(func() error {
			_, err := payouts.WaterFill(pool, es)
			return err
		}, func() error {
			num, den := pool.Uint256(), owed.Uint256()
			for i := range es {
				x := es[i].Amount.Uint256()
				sink.Div(x.Mul(&x, &num), &den)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// syntheticAmount draws amounts up to 2^80, as tokens of 18 decimals have them.
func syntheticAmount(rng *rand.Rand) money.Amount {
	return money.FromUint256(uint256.Int{rng.Uint64(), uint64(rng.Uint32N(1 << 16))})
}

// printBench prints the table, or the rows as JSON.
func printBench(g *Globals, rows []benchRow) error {
	if g.JSON {
		enc := json.NewEncoder(g.Stdout)
		enc.SetIndent("", "  ")
		return enc.Encode(rows)
	}
	w := tabwriter.NewWriter(g.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "rows\ttotal\tfloor\tns/row\tfloor ns/row\tx floor\t  what")
	for _, r := range rows {
		fmt.Fprintf(w, "%d\t%s\t%s\t%d\t%d\t%d.%02d\t  %s, %d cores\n", r.Rows, r.Total, r.Floor, r.NsRow, r.FloorNs,
			r.Percent/100, r.Percent%100, r.Name, r.Cores)
	}
	return w.Flush()
}
