package payouts_test

import (
	"pgregory.net/rapid"

	"makewhole/money"
	"makewhole/payouts"
)

// The reference below plans a tree of at most eight leaves by trying
// everything: every set of disjoint aligned subtrees, and in each of them every
// choice of lines that the policy allows.

func budgetOf(t *rapid.T, in payouts.PlanInput, i int) money.Amount {
	t.Helper()
	l := in.Lines[i]
	fits := l.Amount.Cmp(money.MustParse("79228162514264337593543950336")) < 0
	if in.Value == nil || !l.Open || l.Asked || !fits {
		return money.Zero
	}
	worth, err := l.Amount.MulDiv(in.Value.Num(), in.Value.Den(), money.Down)
	if err != nil {
		t.Fatal(err)
	}
	out, err := worth.MulDiv(amount(in.ShareBps), amount(10_000), money.Down)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// allowed: asked, or the budget covers the item by itself.
func allowed(t *rapid.T, in payouts.PlanInput, i int) bool {
	t.Helper()
	l := in.Lines[i]
	own := map[payouts.Holder]uint64{
		payouts.HolderFresh: in.Gas.Fresh, payouts.HolderExisting: in.Gas.Known, payouts.HolderContract: in.Gas.Code,
	}[l.Holder]
	cost, err := payouts.Bill(own, in.GasPrice, 0, money.Zero)
	if err != nil {
		t.Fatal(err)
	}
	b := budgetOf(t, in, i)
	return l.Asked || (!b.IsZero() && !b.Less(cost))
}

// lossOf is what the plan minimises: its transactions and the budgets of the
// allowed lines that it leaves.
func lossOf(t *rapid.T, in payouts.PlanInput, chunks []payouts.PushChunk) money.Amount {
	t.Helper()
	loss, pushed, touched := money.Zero, map[int]bool{}, in.Touched[0]
	add := func(a money.Amount) {
		var err error
		if loss, err = loss.Add(a); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range chunks {
		c.Opens, touched = !touched, true
		gas, bytes := in.Gas.OfChunk(len(in.Lines), &c)
		cost, err := payouts.Bill(gas, in.GasPrice, bytes, in.DataPrice)
		if err != nil {
			t.Fatal(err)
		}
		add(cost)
		for i := range c.Mask.Items() {
			pushed[c.First()+i] = true
		}
	}
	for i := range in.Lines {
		if !pushed[i] && allowed(t, in, i) {
			add(budgetOf(t, in, i))
		}
	}
	return loss
}

// cheapest tries all plans.
func cheapest(t *rapid.T, in payouts.PlanInput) money.Amount {
	t.Helper()
	level := 0
	for 1<<level < len(in.Lines) {
		level++
	}
	best := money.Max
	for _, plan := range tilings(t, in, level, 0) {
		pushed := map[int]bool{}
		for _, c := range plan {
			for i := range c.Mask.Items() {
				pushed[c.First()+i] = true
			}
		}
		whole := true
		for i, l := range in.Lines {
			whole = whole && (!l.Asked || pushed[i])
		}
		if whole {
			best = money.Min(best, lossOf(t, in, plan))
		}
	}
	return best
}

// tilings lists every way to push something of one subtree, nothing included.
func tilings(t *rapid.T, in payouts.PlanInput, level, node int) [][]payouts.PushChunk {
	t.Helper()
	out := choices(t, in, level, node)
	if level == 0 {
		return append(out, nil)
	}
	for _, x := range tilings(t, in, level-1, 2*node) {
		for _, y := range tilings(t, in, level-1, 2*node+1) {
			out = append(out, append(append([]payouts.PushChunk{}, x...), y...))
		}
	}
	return out
}

// choices lists every non-empty set of allowed lines of one subtree, as one
// transaction, if its leaves can be packed.
func choices(t *rapid.T, in payouts.PlanInput, level, node int) (out [][]payouts.PushChunk) {
	t.Helper()
	from, to := node<<level, min((node+1)<<level, len(in.Lines))
	var may []int
	for i := from; i < to; i++ {
		if in.Lines[i].Amount.Cmp(money.MustParse("79228162514264337593543950335")) > 0 {
			return nil
		}
		if allowed(t, in, i) {
			may = append(may, i)
		}
	}
	for set := 1; set < 1<<len(may); set++ {
		c := payouts.PushChunk{Level: level, Node: node}
		for j, i := range may {
			if set>>j&1 == 0 {
				continue
			}
			c.Mask.Set(i - from)
			switch in.Lines[i].Holder {
			case payouts.HolderFresh:
				c.Fresh.Set(i - from)
			case payouts.HolderContract:
				c.Contract.Set(i - from)
			}
		}
		out = append(out, []payouts.PushChunk{c})
	}
	return out
}
