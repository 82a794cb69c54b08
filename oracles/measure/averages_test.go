package measure

import (
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"pgregory.net/rapid"

	"makewhole/money"
)

const (
	day    = 86_400
	lossAt = 1_000_000_000
)

// flowAt is a flow of one account, so many seconds before the loss. One without
// a time lies before the period.
type flowAt struct {
	before uint64
	in     bool
	amount uint64
}

// history gives each flow a block of its own, in the order they are given.
func history(period uint64, flows []flowAt) ([]movement, map[common.Hash]uint64) {
	moves, times := make([]movement, len(flows)), map[common.Hash]uint64{}
	for i, f := range flows {
		moves[i] = movement{amount: money.FromUint64(f.amount), in: f.in, block: common.Hash{31: byte(i + 1)}, number: uint64(i + 1)}
		if f.before < period {
			times[moves[i].block] = lossAt - f.before
		}
	}
	return moves, times
}

func average(t *testing.T, atFrom, period uint64, flows ...flowAt) money.Amount {
	t.Helper()
	moves, times := history(period, flows)
	got, err := averagePosition(money.FromUint64(atFrom), lossAt, period, moves, times)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestAveragePosition(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		atFrom uint64
		flows  []flowAt
		want   uint64
	}{
		{"a deposit one block before", 1000, []flowAt{{12, true, 1000}}, 1000 * 12 / (30 * day)},
		{"a year old", 1000, []flowAt{{365 * day, true, 1000}}, 1000},
		{"a year old with interest", 1070, []flowAt{{365 * day, true, 1000}}, 1070},
		{"half the period", 1000, []flowAt{{15 * day, true, 1000}}, 500},
		{"exactly the period", 1000, []flowAt{{30 * day, true, 1000}}, 1000},
		{"a second less than the period", 1000, []flowAt{{30*day - 1, true, 1000}}, 999},
		{"taken out and put back", 1000, []flowAt{{365 * day, true, 1000}, {10 * day, false, 1000}, {12, true, 1000}}, (1000*20*day + 1000*12) / (30 * day)},
		{"more put on top", 1500, []flowAt{{365 * day, true, 1000}, {3 * day, true, 500}}, (1000*27 + 1500*3) / 30},
		{"part taken out", 400, []flowAt{{365 * day, true, 1000}, {3 * day, false, 600}}, (1000*27 + 400*3) / 30},
		{"a gift to a newcomer is not older than the newcomer", 900, []flowAt{{3 * day, true, 100}}, 900 * 3 / 30},
		{"a fee of the deposit leaves nothing below zero", 990, []flowAt{{365 * day, true, 1}, {3 * day, true, 1000}}, 990 * 3 / 30},
		{"all gone", 0, []flowAt{{365 * day, true, 10}, {15 * day, false, 10}}, 5},
		{"no flow of a year", 77, nil, 77},
	} {
		if got := average(t, c.atFrom, 30*day, c.flows...); got != money.FromUint64(c.want) {
			t.Errorf("%s: %s, want %d", c.name, got, c.want)
		}
	}
}

// The average lies between what was held least and most; a waiting period of one
// second sees the position itself; the largest amount of all fits.
func TestAverageBounds(t *testing.T) {
	t.Parallel()
	if got, err := averagePosition(money.Max, lossAt, 30*day, nil, nil); err != nil || got != money.Max {
		t.Errorf("largest position: %s, %v", got, err)
	}
	if got := average(t, 1000, 1, flowAt{12, true, 1000}); got != money.FromUint64(1000) {
		t.Errorf("waiting period of a second: %s", got)
	}
	rapid.Check(t, func(t *rapid.T) {
		period := rapid.Uint64Range(1, 60*day).Draw(t, "period")
		held, since := uint64(0), rapid.Uint64Range(period, 400*day).Draw(t, "first")
		flows := []flowAt{}
		least, most := ^uint64(0), uint64(0)
		exact := uint64(0) // Σ position · seconds
		for at := since; ; {
			in := held == 0 || rapid.Bool().Draw(t, "in")
			amount := rapid.Uint64Range(0, 1_000_000).Draw(t, "amount")
			if !in {
				amount = min(amount, held)
			}
			flows = append(flows, flowAt{at, in, amount})
			if held += amount; !in {
				held -= 2 * amount
			}
			next := rapid.Uint64Range(0, at).Draw(t, "next")
			if len(flows) == 8 {
				next = 0
			}
			if seconds := min(at, period) - min(next, period); seconds > 0 {
				least, most, exact = min(least, held), max(most, held), exact+held*seconds
			}
			if at = next; at == 0 {
				break
			}
		}
		moves, times := history(period, flows)
		got, err := averagePosition(money.FromUint64(held), lossAt, period, moves, times)
		if err != nil || got != money.FromUint64(exact/period) {
			t.Fatalf("%s, forwards %d: %v", got, exact/period, err)
		}
		if got.Less(money.FromUint64(least)) || money.FromUint64(most).Less(got) {
			t.Fatalf("%s is not within %d and %d", got, least, most)
		}
	})
}
