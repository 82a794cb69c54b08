package payouts_test

import (
	"errors"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"makewhole/money"
	"makewhole/payouts"
)

func amount(n uint64) money.Amount { return money.FromUint64(n) }

// priced is a plan input at 10 gwei, whose token is worth 10^9 wei a unit.
func priced(lines ...payouts.PlanLine) payouts.PlanInput {
	value, err := payouts.NewRatio(amount(1e9), amount(1))
	if err != nil {
		panic(err)
	}
	return payouts.PlanInput{Lines: lines, GasPrice: amount(1e10), Value: &value, ShareBps: 200, Gas: payouts.TokenGas()}
}

func open(amounts ...uint64) []payouts.PlanLine {
	out := make([]payouts.PlanLine, len(amounts))
	for i, a := range amounts {
		out[i] = payouts.PlanLine{Index: i, Amount: amount(a), Open: true}
	}
	return out
}

func mustPlan(t testing.TB, in payouts.PlanInput) payouts.PushPlan {
	t.Helper()
	p, err := payouts.Plan(in)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// A fresh receiver costs 25,200 gas · 10 gwei = 2.52·10^14 wei of its own; at
// 200 bps a line must be worth at least 1.26·10^16 wei to bear that.
func TestSmallLinesAreLeftToRedeem(t *testing.T) {
	t.Parallel()
	in := priced(open(1e9, 12_599_999, 20_000_000, 1)...)
	p := mustPlan(t, in)
	if p.Pushed != 2 || p.Left != 2 || len(p.Chunks) != 1 || p.Chunks[0].Level != 2 {
		t.Fatalf("%+v", p)
	}
	if got := slices.Collect(p.Chunks[0].Mask.Items()); !slices.Equal(got, []int{0, 2}) {
		t.Errorf("pushed %v", got)
	}
	// 1 unit is worth 10^9 wei, redeeming costs about 10^15: nobody would.
	if p.Stranded != 1 {
		t.Errorf("%d stranded", p.Stranded)
	}
}

// One line alone bears the whole transaction.
func TestOneLineBearsItsTransaction(t *testing.T) {
	t.Parallel()
	in := priced(open(40_000_000)...)
	if p := mustPlan(t, in); p.Pushed != 0 || p.Left != 1 {
		t.Fatalf("pushed at %s", p.Cost)
	}
	in.Lines[0].Asked = true
	p := mustPlan(t, in)
	if p.Pushed != 1 || p.Lines[0].Cost != p.Cost {
		t.Fatalf("%+v", p)
	}
	in = priced(open(1e9)...)
	if p := mustPlan(t, in); p.Pushed != 1 {
		t.Fatalf("%+v", p)
	}
}

// Without a price nothing can be compared: only what is asked for is pushed.
func TestWithoutPriceOnlyAskedLines(t *testing.T) {
	t.Parallel()
	in := priced(open(1e9, 1e9, 1e9)...)
	in.Value = nil
	in.Lines[1].Asked = true
	p := mustPlan(t, in)
	if p.Pushed != 1 || p.Left != 2 || !p.Chunks[0].Mask.Has(0) || p.Chunks[0].First() != 1 {
		t.Fatalf("%+v", p)
	}
}

// An amount of 2^96 can only be redeemed, and no chunk packs it.
func TestLargeAmountsAreRedeemOnly(t *testing.T) {
	t.Parallel()
	in := priced(open(1e9, 1e9, 1e9, 1e9)...)
	in.Lines[1].Amount = money.MustParse("79228162514264337593543950336")
	p := mustPlan(t, in)
	if p.Pushed != 3 || len(p.Chunks) != 2 || p.Chunks[0].Level != 0 || p.Chunks[1].Level != 1 {
		t.Fatalf("%+v", p)
	}
	in.Lines[1].Asked = true
	if _, err := payouts.Plan(in); !errors.Is(err, payouts.ErrInput) {
		t.Errorf("got %v", err)
	}
}

// Few lines among many are not worth packing their neighbours.
func TestSparseLinesTakeSmallSubtrees(t *testing.T) {
	t.Parallel()
	lines := open(make([]uint64, 256)...)
	for i := range lines {
		lines[i].Amount, lines[i].Open = amount(1e9), i == 3 || i == 200
	}
	p := mustPlan(t, priced(lines...))
	if len(p.Chunks) != 2 || p.Chunks[0].Level != 0 || p.Chunks[1].Level != 0 {
		t.Fatalf("%+v", p.Chunks)
	}
	for i := range lines {
		lines[i].Open = i%2 == 0
	}
	if p := mustPlan(t, priced(lines...)); len(p.Chunks) != 1 || p.Chunks[0].Level != 8 {
		t.Fatalf("%+v", p.Chunks)
	}
}

// A word that has a bit already is cheaper by exactly the first bit.
func TestFirstBitOfAWordIsPaidOnce(t *testing.T) {
	t.Parallel()
	lines := open(make([]uint64, 512)...)
	for i := range lines {
		lines[i].Amount, lines[i].Open = amount(1e9), i%64 == 0
	}
	in := priced(lines...)
	first := mustPlan(t, in)
	in.Touched = map[int]bool{0: true}
	again := mustPlan(t, in)
	if first.Gas-again.Gas != in.Gas.Opens {
		t.Errorf("%d and %d gas", first.Gas, again.Gas)
	}
	opens := 0
	for _, c := range first.Chunks {
		if c.Opens {
			opens++
		}
	}
	if opens != 2 {
		t.Errorf("%d chunks pay for a first bit", opens)
	}
}

// Data has a price of its own on a rollup; where it is dear nobody is pushed.
func TestDataPriceDecides(t *testing.T) {
	t.Parallel()
	in := priced(open(1e9, 1e9, 1e9, 1e9)...)
	in.GasPrice = amount(1e6)
	cheap := mustPlan(t, in)
	in.DataPrice = amount(1e15)
	if dear := mustPlan(t, in); cheap.Pushed != 4 || dear.Pushed != 0 {
		t.Fatalf("pushed %d and %d", cheap.Pushed, dear.Pushed)
	}
}

// Every chunk of a large plan keeps EIP-7825 and 128 KiB, with dear receivers
// and with a tight limit that forces halves.
func TestLimitsOfOneTransaction(t *testing.T) {
	t.Parallel()
	lines := open(make([]uint64, 5000)...)
	for i := range lines {
		lines[i].Amount, lines[i].Holder = amount(1e12), payouts.HolderContract
	}
	in := priced(lines...)
	in.Gas = payouts.CoinGas()
	for _, limit := range []uint64{1 << 24, 2_000_000, 400_000} {
		in.Gas.MaxGas = limit
		p := mustPlan(t, in)
		if p.Pushed != len(lines) {
			t.Fatalf("limit %d: pushed %d", limit, p.Pushed)
		}
		for _, c := range p.Chunks {
			if c.Gas+in.Gas.Reserve > limit || c.Bytes > in.Gas.MaxBytes {
				t.Fatalf("limit %d: a chunk of %d gas and %d bytes", limit, c.Gas, c.Bytes)
			}
		}
	}
}

func TestPlanRefusesHalfTrees(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(in *payouts.PlanInput){
		"twice":      func(in *payouts.PlanInput) { in.Lines[1].Index = 0 },
		"beyond":     func(in *payouts.PlanInput) { in.Lines[1].Index = 7 },
		"negative":   func(in *payouts.PlanInput) { in.Lines[1].Index = -1 },
		"asked paid": func(in *payouts.PlanInput) { in.Lines[1].Asked, in.Lines[1].Open = true, false },
		"no model":   func(in *payouts.PlanInput) { in.Gas = payouts.GasModel{} },
	} {
		in := priced(open(1, 2)...)
		change(&in)
		if _, err := payouts.Plan(in); !errors.Is(err, payouts.ErrInput) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if p := mustPlan(t, priced()); len(p.Chunks) != 0 {
		t.Error("an empty tree has chunks")
	}
}

func TestPlanKeepsOverflowApart(t *testing.T) {
	t.Parallel()
	in := priced(open(1e9)...)
	value, _ := payouts.NewRatio(money.Max, amount(1))
	in.Value = &value
	if _, err := payouts.Plan(in); !errors.Is(err, money.ErrOverflow) {
		t.Errorf("got %v", err)
	}
}

// drawInput is any small tree with any prices.
func drawInput(t *rapid.T, most int) payouts.PlanInput {
	n := rapid.IntRange(1, most).Draw(t, "leaves")
	in := payouts.PlanInput{
		GasPrice: amount(rapid.Uint64Range(0, 1e11).Draw(t, "gas price")), DataPrice: amount(rapid.Uint64Range(0, 1e12).Draw(t, "data price")),
		ShareBps: rapid.Uint64Range(0, 2000).Draw(t, "share"), Gas: payouts.TokenGas(), Touched: map[int]bool{0: rapid.Bool().Draw(t, "touched")},
	}
	if rapid.Bool().Draw(t, "coin") {
		in.Gas = payouts.CoinGas()
	}
	if rapid.IntRange(0, 5).Draw(t, "known price") > 0 {
		v, err := payouts.NewRatio(amount(rapid.Uint64Range(1, 1e12).Draw(t, "num")), amount(rapid.Uint64Range(1, 1e3).Draw(t, "den")))
		if err != nil {
			t.Fatal(err)
		}
		in.Value = &v
	}
	for i := range n {
		l := payouts.PlanLine{Index: i, Amount: amount(rapid.Uint64Range(1, 1e9).Draw(t, "amount")), Open: rapid.IntRange(0, 3).Draw(t, "open") > 0}
		if rapid.IntRange(0, 9).Draw(t, "large") == 0 {
			l.Amount = money.MustParse("79228162514264337593543950336")
		}
		l.Holder = payouts.Holder(rapid.IntRange(0, 2).Draw(t, "holder"))
		fits := l.Amount.Cmp(amount(1e9)) <= 0
		l.Asked = l.Open && fits && rapid.IntRange(0, 4).Draw(t, "asked") == 0
		in.Lines = append(in.Lines, l)
	}
	return in
}

// The plan costs exactly as little as the best of all plans.
func TestPlanIsTheCheapest(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		in := drawInput(t, 8)
		p, err := payouts.Plan(in)
		if err != nil {
			t.Fatal(err)
		}
		got := lossOf(t, in, p.Chunks)
		if want := cheapest(t, in); got != want {
			t.Fatalf("the plan loses %s, the best of all loses %s: %+v", got, want, p)
		}
	})
}

// What every plan keeps: asked lines are pushed, each line once and only an
// open one; no line costs more than its budget; the parts add up.
func TestPlanHoldsItsPromises(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		in := drawInput(t, 600)
		p, err := payouts.Plan(in)
		if err != nil {
			t.Fatal(err)
		}
		checkPromises(t, in, p)
		again, err := payouts.LineCosts(in, p.Chunks)
		if err != nil || !reflect.DeepEqual(again, p.Lines) {
			t.Fatalf("priced again: %v", err)
		}
	})
}

func checkPromises(t *rapid.T, in payouts.PlanInput, p payouts.PushPlan) {
	t.Helper()
	pushed, sum := map[int]bool{}, money.Zero
	for _, l := range p.Lines {
		if pushed[l.Index] || !in.Lines[l.Index].Open {
			t.Fatalf("line %d is pushed twice, or was not open", l.Index)
		}
		pushed[l.Index] = true
		sum, _ = sum.Add(l.Cost)
		if limit := budgetOf(t, in, l.Index); !l.Asked && limit.Less(l.Cost) {
			t.Fatalf("line %d costs %s, its budget is %s", l.Index, l.Cost, limit)
		}
	}
	if sum != p.Cost || len(pushed) != p.Pushed {
		t.Fatalf("%d lines cost %s, the plan %s for %d", len(pushed), sum, p.Cost, p.Pushed)
	}
	open := 0
	for _, l := range in.Lines {
		if l.Asked && !pushed[l.Index] {
			t.Fatalf("line %d was asked for", l.Index)
		}
		if l.Open {
			open++
		}
	}
	if p.Pushed+p.Left != open || p.Stranded > p.Left {
		t.Fatalf("%d pushed, %d left, %d stranded of %d", p.Pushed, p.Left, p.Stranded, open)
	}
}

// The plan depends on the set of lines, not on their order.
func TestPlanIgnoresOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		in := drawInput(t, 300)
		first, err := payouts.Plan(in)
		if err != nil {
			t.Fatal(err)
		}
		seed := rapid.Uint64().Draw(t, "seed")
		other := in
		other.Lines = slices.Clone(in.Lines)
		rand.New(rand.NewPCG(seed, 1)).Shuffle(len(other.Lines), func(i, j int) {
			other.Lines[i], other.Lines[j] = other.Lines[j], other.Lines[i]
		})
		second, err := payouts.Plan(other)
		if err != nil || !reflect.DeepEqual(first, second) {
			t.Fatalf("another order, another plan: %v", err)
		}
	})
}

func BenchmarkPlan(b *testing.B) {
	const n = 1_000_000
	lines := make([]payouts.PlanLine, n)
	for i := range lines {
		lines[i] = payouts.PlanLine{Index: i, Amount: amount(uint64(1e6 + i*7919%1e9)), Open: true, Holder: payouts.Holder(i % 2)}
	}
	in := priced(lines...)
	for b.Loop() {
		if _, err := payouts.Plan(in); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/line")
}
