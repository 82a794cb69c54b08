package payouts

import (
	"bytes"
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"makewhole/merkle"
	"makewhole/money"
)

// Ids with long common beginnings, of different lengths and many more than one
// core sorts alone.
func TestOrderByIDIsTheOrderOfBytes(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(5, 6))
	for _, n := range []int{0, 1, 2, 50, 3 * chunkRows} {
		ids := make([]string, n)
		for i := range ids {
			ids[i] = "ent_" + strings.Repeat("a", rng.IntN(12)) + fmt.Sprintf("%x", rng.Uint64())[:1+rng.IntN(8)]
		}
		order := OrderByID(n, func(i int) string { return ids[i] })
		got := make([]string, n)
		for to, from := range order {
			got[to] = ids[from]
		}
		slices.Sort(ids)
		if !slices.Equal(got, ids) {
			t.Errorf("%d ids are not in order", n)
		}
		slices.Sort(order)
		for i, at := range order {
			if int(at) != i {
				t.Fatalf("%d ids: position %d is missing", n, i)
			}
		}
	}
}

// A large file with few receivers: lines come by receiver and id, point back to
// their rows, and what is computed in parts on all cores is what one core computes.
func TestComputeOfManyRows(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(7, 8))
	f := File{Incident: "inc_a", Settlement: "stl_b", Pool: "pol_c", Rule: RuleWaterFill, Available: money.FromUint64(1_000_000_007), MinPay: money.FromUint64(300)}
	for i, e := range syntheticEntitlements(3*chunkRows, true) {
		f.Rows = append(f.Rows, Row{ID: fmt.Sprintf("ent_%x%d", rng.Uint64(), i), Part: PartCover, Held: i%50 == 0, Class: uint8(i % 3),
			Receiver: [20]byte{1, 19: byte(rng.IntN(40))}, Amount: e.Amount, Already: e.Already})
	}
	f.Available, _ = f.Rows[0].Amount.MulDiv(money.FromUint64(3000), money.FromUint64(1), money.Down)
	f.Sort()
	c, err := f.Compute()
	if err != nil || len(c.Lines) != len(f.Rows) {
		t.Fatalf("%d lines, %v", len(c.Lines), err)
	}
	if !slices.IsSortedFunc(c.Lines, func(a, b PayoutLine) int {
		return cmp.Or(bytes.Compare(a.Receiver[:], b.Receiver[:]), strings.Compare(a.ID, b.ID))
	}) {
		t.Error("lines are not in order")
	}
	r, err := WaterFillMin(f.Available, f.MinPay, f.Rows)
	if err != nil || r.Dust != c.Dust || r.Paid != c.Paid || c.LeafCount == 0 {
		t.Fatalf("%+v, %v", c.Dust, err)
	}
	next := 0
	for i := range c.Lines {
		l := &c.Lines[i]
		if f.IDOf(l.Row) != l.ID || r.Lines[l.Row].Amount != l.Amount || f.Rows[l.Row].Held != l.Held || l.Carried != r.Lines[l.Row].Carried {
			t.Fatalf("line %d is not its row", i)
		}
		if l.Index >= 0 {
			if l.Index != next {
				t.Fatalf("leaf %d where %d was expected", l.Index, next)
			}
			next++
		}
	}
	if c.Tree([32]byte{1}).Root() != merkle.Build(c.Leaves([32]byte{1})).Root() {
		t.Error("the tree is not that of its leaves")
	}
}
