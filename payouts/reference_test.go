package payouts

import (
	"math/big"
	"sort"
	"testing"

	"pgregory.net/rapid"

	"makewhole/money"
)

// This file is the slow obvious reference: the formulas of the domain page said
// with exact rationals, without any of the fast code's shortcuts.

func rat(a money.Amount) *big.Rat { return new(big.Rat).SetInt(a.Big()) }

func floorRat(r *big.Rat) *big.Int { return new(big.Int).Quo(r.Num(), r.Denom()) } // r ≥ 0

// refNeed is Σ max(0, λ·e − a).
func refNeed(es []Entitlement, lambda *big.Rat) *big.Rat {
	sum := new(big.Rat)
	for _, e := range es {
		part := new(big.Rat).Sub(new(big.Rat).Mul(lambda, rat(e.Amount)), rat(e.Already))
		if part.Sign() > 0 {
			sum.Add(sum, part)
		}
	}
	return sum
}

// refLevel is the largest λ ≤ 1 whose need is at most m: the need is a straight
// line between the breakpoints a/e, so it is looked for between each two.
func refLevel(m money.Amount, es []Entitlement) *big.Rat {
	points := []*big.Rat{new(big.Rat), big.NewRat(1, 1)}
	for _, e := range es {
		if e.Already.Less(e.Amount) {
			points = append(points, new(big.Rat).Quo(rat(e.Already), rat(e.Amount)))
		}
	}
	sort.Slice(points, func(i, j int) bool { return points[i].Cmp(points[j]) < 0 })
	for i := len(points) - 1; i >= 0; i-- {
		low := refNeed(es, points[i])
		if low.Cmp(rat(m)) > 0 {
			continue
		}
		if i == len(points)-1 {
			return points[i]
		}
		rise := new(big.Rat).Sub(refNeed(es, points[i+1]), low)
		step := new(big.Rat).Sub(points[i+1], points[i])
		step.Mul(step, new(big.Rat).Quo(new(big.Rat).Sub(rat(m), low), rise))
		return new(big.Rat).Add(points[i], step)
	}
	panic("no level")
}

// refWaterFill serves the classes in order.
func refWaterFill(m money.Amount, es []Entitlement) (lines []*big.Int, rest *big.Int) {
	lines = make([]*big.Int, len(es))
	classes := map[int]bool{}
	for i, e := range es {
		lines[i] = new(big.Int)
		classes[int(e.Class)] = true
	}
	order := []int{}
	for c := range classes {
		order = append(order, c)
	}
	sort.Ints(order)
	rest = m.Big()
	for _, class := range order {
		var members []Entitlement
		for _, e := range es {
			if int(e.Class) == class {
				members = append(members, e)
			}
		}
		left, _ := money.FromBig(rest)
		lambda := refLevel(left, members)
		for i, e := range es {
			line := new(big.Int).Sub(floorRat(new(big.Rat).Mul(lambda, rat(e.Amount))), e.Already.Big())
			if int(e.Class) == class && line.Sign() > 0 {
				lines[i] = line
				rest.Sub(rest, line)
			}
		}
		if lambda.Cmp(big.NewRat(1, 1)) < 0 {
			break
		}
	}
	return lines, rest
}

// anyAmount draws amounts of very different size, small ones often.
func anyAmount(bitsMax int) *rapid.Generator[money.Amount] {
	return rapid.Custom(func(t *rapid.T) money.Amount {
		if rapid.Bool().Draw(t, "small") {
			return money.FromUint64(rapid.Uint64Range(0, 200).Draw(t, "n"))
		}
		n := rapid.IntRange(0, bitsMax/8).Draw(t, "bytes")
		var word [32]byte
		copy(word[32-n:], rapid.SliceOfN(rapid.Byte(), n, n).Draw(t, "word"))
		return money.FromBytes32(word)
	})
}

// anyEntitlements draws lists whose sums fit 256 bits.
func anyEntitlements(t *rapid.T, classes int) []Entitlement {
	amount := anyAmount(240)
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Entitlement {
		e := Entitlement{Amount: amount.Draw(t, "e"), Class: uint8(rapid.IntRange(1, classes).Draw(t, "class")), Held: rapid.IntRange(0, 4).Draw(t, "held") == 0}
		if rapid.Bool().Draw(t, "paid before") {
			e.Already = amount.Draw(t, "a")
		}
		return e
	}), 0, 12).Draw(t, "entitlements")
}

func mustWaterFill(t rapid.TB, m money.Amount, es []Entitlement) Result {
	t.Helper()
	r, err := WaterFill(m, es)
	if err != nil {
		t.Fatalf("WaterFill: %v", err)
	}
	return r
}

func TestWaterFillAgainstReference(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		compareWaterFill(t, anyAmount(248).Draw(t, "m"), anyEntitlements(t, 3))
	})
}

// compareWaterFill checks fast against slow, and the laws that hold for any
// tranche: the sum, the cap of each line, the bound of the dust.
func compareWaterFill(t rapid.TB, m money.Amount, es []Entitlement) {
	t.Helper()
	want, rest := refWaterFill(m, es)
	got := mustWaterFill(t, m, es)
	sum := new(big.Int)
	for i := range es {
		if got.Lines[i].Amount.Big().Cmp(want[i]) != 0 {
			t.Fatalf("line %d is %v, want %v", i, got.Lines[i].Amount, want[i])
		}
		if es[i].Amount.SubFloor(es[i].Already).Less(got.Lines[i].Amount) {
			t.Fatalf("line %d is above e − a", i)
		}
		sum.Add(sum, want[i])
	}
	if sum.Add(sum, rest).Cmp(m.Big()) != 0 {
		t.Fatal("the reference itself loses money")
	}
	left, _ := got.Dust.Add(got.Unattributed)
	if left.Big().Cmp(rest) != 0 || !got.Dust.IsZero() && !got.Unattributed.IsZero() {
		t.Fatalf("dust %v and unattributed %v, want %v together", got.Dust, got.Unattributed, rest)
	}
	if got.Dust.Cmp(money.FromUint64(uint64(len(es)))) > 0 {
		t.Fatalf("dust %v of %d lines", got.Dust, len(es))
	}
}

func TestLambdaIsTheLevel(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m, es := anyAmount(248).Draw(t, "m"), anyEntitlements(t, 1)
		got := mustWaterFill(t, m, es)
		lambda := new(big.Rat).SetFrac(got.LambdaNum.Big(), got.LambdaDen.Big())
		if want := refLevel(m, es); lambda.Cmp(want) != 0 {
			// With m = 0 every level up to the lowest a/e needs nothing; both
			// sides must agree that it is the largest.
			t.Fatalf("λ %v, want %v", lambda, want)
		}
	})
}

func TestPermutationChangesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m, es := anyAmount(248).Draw(t, "m"), anyEntitlements(t, 3)
		order := rapid.Permutation(indices(len(es))).Draw(t, "order")
		shuffled := make([]Entitlement, len(es))
		for to, from := range order {
			shuffled[to] = es[from]
		}
		a, b := mustWaterFill(t, m, es), mustWaterFill(t, m, shuffled)
		for to, from := range order {
			if a.Lines[from] != b.Lines[to] {
				t.Fatalf("line %d depends on the order", from)
			}
		}
		if a.LambdaNum != b.LambdaNum || a.LambdaDen != b.LambdaDen || a.Paid != b.Paid || a.Held != b.Held || a.Dust != b.Dust {
			t.Fatal("a sum depends on the order")
		}
	})
}

func indices(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

func TestEqualEntitlementsGetEqualLines(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m, es := anyAmount(248).Draw(t, "m"), anyEntitlements(t, 1)
		if len(es) == 0 {
			return
		}
		es = append(es, es[0])
		es[len(es)-1].Held = !es[0].Held
		r := mustWaterFill(t, m, es)
		if r.Lines[0].Amount != r.Lines[len(es)-1].Amount {
			t.Fatal("equal entitlements get different lines")
		}
	})
}

func TestMoreMoneyNeverPaysLess(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m, es := anyAmount(240).Draw(t, "m"), anyEntitlements(t, 1)
		more, err := m.Add(anyAmount(240).Draw(t, "extra"))
		if err != nil {
			t.Skip("above the range")
		}
		a, b := mustWaterFill(t, m, es), mustWaterFill(t, more, es)
		for i := range es {
			if b.Lines[i].Amount.Less(a.Lines[i].Amount) {
				t.Fatalf("line %d falls from %v to %v", i, a.Lines[i].Amount, b.Lines[i].Amount)
			}
		}
	})
}

// TestTranchesEqualOneSettlement: paying in up to fifty tranches, with the dust
// of each kept for the next, ends where one settlement of all the money ends.
func TestTranchesEqualOneSettlement(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		es := anyEntitlements(t, 1)
		for i := range es {
			es[i].Already, es[i].Held = money.Zero, false
		}
		var all, reserved money.Amount
		for range rapid.IntRange(1, 50).Draw(t, "tranches") {
			m := anyAmount(200).Draw(t, "m")
			all, _ = all.Add(m)
			m, _ = m.Add(reserved)
			r := mustWaterFill(t, m, es)
			for i := range es {
				es[i].Already, _ = es[i].Already.Add(r.Lines[i].Amount)
			}
			reserved, _ = r.Dust.Add(r.Unattributed)
		}
		fresh := append([]Entitlement(nil), es...)
		for i := range fresh {
			fresh[i].Already = money.Zero
		}
		once := mustWaterFill(t, all, fresh)
		for i := range es {
			if es[i].Already != once.Lines[i].Amount {
				t.Fatalf("line %d: %v in tranches, %v at once", i, es[i].Already, once.Lines[i].Amount)
			}
		}
	})
}

func TestProRataAgainstReference(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		fund := anyAmount(256).Draw(t, "fund")
		weights := rapid.SliceOfN(anyAmount(240), 0, 12).Draw(t, "weights")
		total, _ := money.Sum(weights...)
		denominator, _ := total.Add(anyAmount(240).Draw(t, "unlisted"))
		var caps []money.Amount
		if rapid.Bool().Draw(t, "capped") {
			caps = rapid.SliceOfN(anyAmount(240), len(weights), len(weights)).Draw(t, "caps")
		}
		got, err := ProRata(fund, weights, denominator, caps)
		if err != nil {
			t.Fatal(err)
		}
		if denominator.IsZero() {
			if got.Unattributed != fund {
				t.Fatalf("unattributed %v of %v", got.Unattributed, fund)
			}
			return
		}
		compareProRata(t, fund, weights, denominator, caps, got)
	})
}

func compareProRata(t *rapid.T, fund money.Amount, weights []money.Amount, denominator money.Amount, caps []money.Amount, got Shares) {
	share := func(w *big.Int) *big.Int {
		return floorRat(new(big.Rat).SetFrac(new(big.Int).Mul(fund.Big(), w), denominator.Big()))
	}
	rest, unlisted := fund.Big(), denominator.Big()
	for i, w := range weights {
		want := share(w.Big())
		if caps != nil && caps[i].Big().Cmp(want) < 0 {
			want = caps[i].Big()
		}
		if got.Lines[i].Big().Cmp(want) != 0 {
			t.Fatalf("line %d is %v, want %v", i, got.Lines[i], want)
		}
		rest.Sub(rest, want)
		unlisted.Sub(unlisted, w.Big())
	}
	if got.Unattributed.Big().Cmp(share(unlisted)) != 0 {
		t.Fatalf("unattributed %v, want %v", got.Unattributed, share(unlisted))
	}
	left := new(big.Int).Add(got.Dust.Big(), new(big.Int).Add(got.Capped.Big(), got.Unattributed.Big()))
	if left.Cmp(rest) != 0 {
		t.Fatalf("dust, capped and unattributed are %v, want %v", left, rest)
	}
	if caps == nil && got.Dust.Cmp(money.FromUint64(uint64(len(weights)+1))) > 0 {
		t.Fatalf("dust %v of %d lines", got.Dust, len(weights))
	}
}

func FuzzWaterFill(f *testing.F) {
	f.Fuzz(rapid.MakeFuzz(func(t *rapid.T) {
		compareWaterFill(t, anyAmount(248).Draw(t, "m"), anyEntitlements(t, 3))
	}))
}
