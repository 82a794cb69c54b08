package payouts

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"makewhole/money"
)

// TestShareOverlapping holds the shares of one pool against numbers worked by hand.
func TestShareOverlapping(t *testing.T) {
	t.Parallel()
	d := func(from, to int64, want, drawn uint64) Overlap {
		return Overlap{from, to, money.FromUint64(want), money.FromUint64(drawn)}
	}
	for name, c := range map[string]struct {
		whole uint64
		draws []Overlap
		want  []uint64
	}{
		"the same second":             {150, []Overlap{d(5, 5, 100, 0), d(5, 5, 100, 0)}, []uint64{75, 75}},
		"enough for both":             {200, []Overlap{d(5, 5, 100, 0), d(5, 5, 100, 0)}, []uint64{100, 100}},
		"one after the other":         {150, []Overlap{d(6, 6, 100, 0), d(5, 5, 100, 0)}, []uint64{50, 100}},
		"joined by a third":           {150, []Overlap{d(1, 4, 100, 0), d(6, 9, 100, 0), d(4, 6, 100, 0)}, []uint64{50, 50, 50}},
		"two overlap, the third late": {250, []Overlap{d(7, 7, 100, 0), d(1, 4, 100, 0), d(4, 6, 100, 0)}, []uint64{50, 100, 100}},
		"one has drawn more":          {150, []Overlap{d(5, 5, 100, 100), d(5, 5, 100, 0)}, []uint64{100, 50}},
		"the late one has drawn":      {150, []Overlap{d(5, 5, 100, 0), d(6, 6, 100, 80)}, []uint64{70, 80}},
		"three, one has drawn more":   {150, []Overlap{d(5, 5, 100, 90), d(5, 5, 100, 0), d(5, 5, 50, 0)}, []uint64{90, 40, 20}},
		"no more than the whole":      {90, []Overlap{d(5, 5, 1<<60, 0), d(5, 5, 45, 0)}, []uint64{60, 30}},
		"alone":                       {150, []Overlap{d(5, 5, 100, 0)}, []uint64{100}},
	} {
		got, err := ShareOverlapping(money.FromUint64(c.whole), c.draws)
		if err != nil {
			t.Fatal(name, err)
		}
		for i := range got {
			if got[i] != money.FromUint64(c.want[i]) {
				t.Errorf("%s: shares %v, want %v", name, got, c.want)
				break
			}
		}
	}
}

// TestShareOverlappingLaws: the shares are within the pool, nobody has less than was
// drawn, and the order of the list changes nothing.
func TestShareOverlappingLaws(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var draws []Overlap
		sum, gone := money.Zero, money.Zero
		for range rapid.IntRange(1, 5).Draw(t, "incidents") {
			from := rapid.Int64Range(0, 9).Draw(t, "from")
			draws = append(draws, Overlap{from, from + rapid.Int64Range(0, 4).Draw(t, "long"),
				money.FromUint64(rapid.Uint64Range(0, 200).Draw(t, "want")), money.FromUint64(rapid.Uint64Range(0, 60).Draw(t, "drawn"))})
			gone, _ = gone.Add(draws[len(draws)-1].Drawn)
		}
		whole, _ := gone.Add(money.FromUint64(rapid.Uint64Range(0, 300).Draw(t, "more")))
		shares, err := ShareOverlapping(whole, draws)
		if err != nil {
			t.Fatal(err)
		}
		for i := range shares {
			if shares[i].Less(draws[i].Drawn) || money.MaxOf(draws[i].Want, draws[i].Drawn).Less(shares[i]) {
				t.Fatalf("share %s of %+v", shares[i], draws[i])
			}
			sum, _ = sum.Add(shares[i])
		}
		if whole.Less(sum) {
			t.Fatalf("shares of %s out of %s", sum, whole)
		}
		at := make([]int, len(draws))
		for i := range at {
			at[i] = i
		}
		at = rapid.Permutation(at).Draw(t, "order")
		again := make([]Overlap, len(draws))
		for i, k := range at {
			again[i] = draws[k]
		}
		other, err := ShareOverlapping(whole, again)
		if err != nil {
			t.Fatal(err)
		}
		for i, k := range at {
			if other[i] != shares[k] {
				t.Fatalf("listed in another order: %s and %s, %v", other[i], shares[k], slices.Clone(draws))
			}
		}
	})
}
