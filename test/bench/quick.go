package main

import (
	"fmt"
	"math/rand/v2"
	"runtime"

	"github.com/holiman/uint256"

	"makewhole/merkle"
	"makewhole/money"
	"makewhole/payouts"
)

// sizes are the flags every benchmark shares.
type sizes struct {
	Rows []int `default:"10000,100000,1000000" help:"Numbers of rows, joined by commas."`
	Runs int   `default:"5" help:"Runs of each size; the median is printed."`
}

// AllCmd runs every benchmark.
type AllCmd struct{ sizes }

// TreeCmd measures merkle.BuildPayouts.
type TreeCmd struct{ sizes }

// AllocationCmd measures payouts.WaterFill.
type AllocationCmd struct{ sizes }

// Run measures trees and allocations.
func (c *AllCmd) Run(g *Globals) error {
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
func (c *TreeCmd) Run(g *Globals) error {
	rows, err := c.measure(g, benchTree)
	if err != nil {
		return err
	}
	return printBench(g, rows)
}

// Run measures allocations.
func (c *AllocationCmd) Run(g *Globals) error {
	rows, err := c.measure(g, benchAllocation)
	if err != nil {
		return err
	}
	return printBench(g, rows)
}

// measure runs one benchmark for every size.
func (s *sizes) measure(g *Globals, bench func(row *result) error) ([]result, error) {
	var rows []result
	for _, n := range s.Rows {
		if n < 1 || s.Runs < 1 {
			return nil, fmt.Errorf("%w: rows and runs start at 1", errRefused)
		}
		if err := g.Context.Err(); err != nil {
			return nil, err
		}
		row := result{Rows: n, Runs: s.Runs, Cores: runtime.GOMAXPROCS(0)}
		if err := bench(&row); err != nil {
			return nil, err
		}
		row.finish()
		rows = append(rows, row)
	}
	return rows, nil
}

// benchTree builds a payout tree; its floor is three permutations a leaf of the
// same kernel on all cores.
func benchTree(r *result) error {
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
func benchAllocation(r *result) error {
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
