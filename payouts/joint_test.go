package payouts

import (
	"errors"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"makewhole/money"
)

func ratio(t testing.TB, num, den uint64) Ratio {
	t.Helper()
	r, err := NewRatio(n(num), n(den))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// jointFund is a fund over a denominator with a price.
func jointFund(t testing.TB, amount, denominator, num, den uint64) JointFund {
	return JointFund{Amount: n(amount), Share: ratio(t, amount, denominator), Price: ratio(t, num, den)}
}

// linesOf computes all lines, by account and fund.
func linesOf(t testing.TB, j *Joint, rows []JointRow) [][]money.Amount {
	t.Helper()
	out := make([][]money.Amount, len(rows))
	for i, r := range rows {
		out[i] = make([]money.Amount, len(j.funds))
		if err := j.Lines(r, out[i]); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func rowsOf(rows []JointRow) func(i int) JointRow { return func(i int) JointRow { return rows[i] } }

func TestRate(t *testing.T) {
	t.Parallel()
	rate := ratio(t, 1376, 1000)
	d, err := NewRateDivider(rate, n(1000))
	if err != nil || d.Amount() != n(1376) || d.Ratio() != rate {
		t.Fatalf("%+v, %v", d, err)
	}
	var lines []money.Amount
	for _, w := range []uint64{3, 500, 1} {
		line, err := d.Line(n(w), n(600))
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, line)
	}
	s, err := d.Close()
	if err != nil || texts(lines) != "4 600 1" || s.Capped != n(88) || s.Unattributed != n(682) || s.Dust != n(1) {
		t.Errorf("%v, %+v, %v", texts(lines), s, err)
	}
	if _, err := d.Line(n(497), money.Max); !errors.Is(err, ErrInput) {
		t.Errorf("weights above the total: %v", err)
	}
	if _, err := NewRateDivider(ratio(t, 2, 1), money.Max); !errors.Is(err, money.ErrOverflow) {
		t.Errorf("amount above 2^256-1: %v", err)
	}
}

func TestRateAgainstBig(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		weights := rapid.SliceOfN(rapid.Uint64(), 0, 20).Draw(t, "weights")
		num, den := rapid.Uint64().Draw(t, "num"), rapid.Uint64Min(1).Draw(t, "den")
		unlisted := rapid.Uint64().Draw(t, "unlisted")
		total := new(big.Int).SetUint64(unlisted)
		for _, w := range weights {
			total.Add(total, new(big.Int).SetUint64(w))
		}
		all, _ := money.FromBig(total)
		r, err := NewRatio(n(num), n(den))
		if err != nil {
			t.Fatal(err)
		}
		d, err := NewRateDivider(r, all)
		if err != nil {
			t.Fatal(err)
		}
		scale := func(x *big.Int) *big.Int {
			x = new(big.Int).Mul(x, new(big.Int).SetUint64(num))
			return x.Div(x, new(big.Int).SetUint64(den))
		}
		paid := new(big.Int)
		for _, w := range weights {
			line, err := d.Line(n(w), money.Max)
			if want := scale(new(big.Int).SetUint64(w)); err != nil || line.Big().Cmp(want) != 0 {
				t.Fatalf("%d at %d/%d: %v, %v, want %v", w, num, den, line, err, want)
			}
			paid.Add(paid, line.Big())
		}
		s, err := d.Close()
		if err != nil || s.Paid.Big().Cmp(paid) != 0 || d.Amount().Big().Cmp(scale(total)) != 0 || s.Unattributed.Big().Cmp(scale(new(big.Int).SetUint64(unlisted))) != 0 {
			t.Fatalf("%+v of %v, %v", s, d.Amount(), err)
		}
		if s.Dust.Big().Cmp(big.NewInt(int64(len(weights)+1))) > 0 {
			t.Fatalf("dust %v of %d lines", s.Dust, len(weights))
		}
	})
}

// Two funds, one worth double: the first account is cut from 300 to 150, both
// funds by half, and what it loses goes to the others by the second key.
func TestJointCap(t *testing.T) {
	t.Parallel()
	funds := []JointFund{jointFund(t, 200, 200, 1, 1), jointFund(t, 200, 200, 2, 1)}
	rows := []JointRow{{n(100), n(150), n(5)}, {n(50), n(1000), n(1)}, {n(50), n(1000), n(3)}, {n(0), n(1000), n(0)}}
	j, err := NewJoint(funds, n(200), len(rows), rowsOf(rows))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"50 50", "62 62", "87 87", "0 0"} {
		if got := texts(linesOf(t, j, rows)[i]); got != want {
			t.Errorf("account %d gets %s, want %s", i, got, want)
		}
	}
	for f, s := range j.Sums() {
		if s.Paid != n(199) || s.Dust != n(1) || !s.Capped.IsZero() || !s.Unattributed.IsZero() {
			t.Errorf("fund %d: %+v", f, s)
		}
	}
}

func TestJointCapEnds(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		rows []JointRow
		want string // lines, paid, capped, unattributed, dust of one fund of 120 over 240
	}{
		"second fills up":     {[]JointRow{{n(200), n(50), n(9)}, {n(20), n(30), n(1)}, {n(20), n(1000), n(1)}}, "50 30 40, 120 0 0 0"},
		"nobody has a key":    {[]JointRow{{n(200), n(50), n(1)}, {n(20), n(30), n(0)}}, "50 10, 60 50 10 0"},
		"all fill up":         {[]JointRow{{n(200), n(50), n(1)}, {n(40), n(30), n(7)}}, "50 30, 80 40 0 0"},
		"nothing cut":         {[]JointRow{{n(120), n(60), n(1)}, {n(120), n(60), n(1)}}, "60 60, 120 0 0 0"},
		"cap zero":            {[]JointRow{{n(120), n(0), n(1)}, {n(120), n(200), n(1)}}, "0 120, 120 0 0 0"},
		"key but no weight":   {[]JointRow{{n(240), n(20), n(0)}, {n(0), n(500), n(2)}}, "20 100, 120 0 0 0"},
		"cut takes no part":   {[]JointRow{{n(200), n(50), n(1000000)}, {n(20), n(1000), n(1)}, {n(20), n(1000), n(1)}}, "50 35 35, 120 0 0 0"},
		"nobody":              {nil, ", 0 0 120 0"},
		"rounded second part": {[]JointRow{{n(222), n(50), n(0)}, {n(6), n(900), n(1)}, {n(6), n(900), n(1)}, {n(6), n(900), n(1)}}, "50 23 23 23, 119 0 0 1"},
	} {
		j, err := NewJoint([]JointFund{jointFund(t, 120, 240, 1, 1)}, n(240), len(c.rows), rowsOf(c.rows))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var lines []money.Amount
		for _, l := range linesOf(t, j, c.rows) {
			lines = append(lines, l...)
		}
		s := j.Sums()[0]
		if got := texts(lines) + ", " + texts([]money.Amount{s.Paid, s.Capped, s.Unattributed, s.Dust}); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	if _, err := NewJoint([]JointFund{jointFund(t, 1, 1, 0, 1)}, n(1), 0, nil); !errors.Is(err, ErrInput) {
		t.Errorf("price zero: %v", err)
	}
	rows := []JointRow{{n(2), n(1), n(1)}}
	if _, err := NewJoint([]JointFund{jointFund(t, 1, 1, 1, 1)}, n(1), 1, rowsOf(rows)); !errors.Is(err, ErrInput) {
		t.Errorf("weights above the denominator: %v", err)
	}
}

// reference computes the joint cap with fractions, sorting by room over key
// instead of looking for the level in rounds.
func reference(funds []JointFund, rows []JointRow) [][]*big.Int {
	rat := func(r Ratio) *big.Rat { return new(big.Rat).SetFrac(r.Num().Big(), r.Den().Big()) }
	floor := func(x *big.Rat) *big.Int { return new(big.Int).Div(x.Num(), x.Denom()) }
	whole := func(x *big.Int) *big.Rat { return new(big.Rat).SetInt(x) }
	worth := func(lines []*big.Int) *big.Rat {
		v := new(big.Rat)
		for f, l := range lines {
			v.Add(v, new(big.Rat).Mul(whole(l), rat(funds[f].Price)))
		}
		return v
	}
	lines, rooms, surplus := make([][]*big.Int, len(rows)), make([]*big.Rat, len(rows)), make([]*big.Int, len(funds))
	for f := range surplus {
		surplus[f] = new(big.Int)
	}
	for i, r := range rows {
		lines[i] = make([]*big.Int, len(funds))
		for f := range funds {
			lines[i][f] = floor(new(big.Rat).Mul(rat(funds[f].Share), whole(r.Weight.Big())))
		}
		if v := worth(lines[i]); v.Cmp(whole(r.Cap.Big())) > 0 {
			for f, l := range lines[i] {
				kept := floor(new(big.Rat).Quo(new(big.Rat).Mul(whole(l), whole(r.Cap.Big())), v))
				surplus[f].Add(surplus[f], new(big.Int).Sub(l, kept))
				lines[i][f] = kept
			}
		}
		rooms[i] = new(big.Rat).Sub(whole(r.Cap.Big()), worth(lines[i]))
	}
	var open []int
	keys := new(big.Rat)
	for i, r := range rows {
		if !r.Key.IsZero() && rooms[i].Sign() > 0 {
			open = append(open, i)
			keys.Add(keys, whole(r.Key.Big()))
		}
	}
	perKey := func(i int) *big.Rat { return new(big.Rat).Quo(rooms[i], whole(rows[i].Key.Big())) }
	slices.SortFunc(open, func(a, b int) int { return perKey(a).Cmp(perKey(b)) })
	left, all := worth(surplus), worth(surplus)
	if all.Sign() == 0 {
		return lines
	}
	for _, i := range open {
		key := whole(rows[i].Key.Big())
		take := new(big.Rat).Mul(left, new(big.Rat).Quo(key, keys))
		if take.Cmp(rooms[i]) > 0 {
			take = rooms[i]
		}
		left, keys = new(big.Rat).Sub(left, take), keys.Sub(keys, key)
		for f := range funds {
			lines[i][f].Add(lines[i][f], floor(new(big.Rat).Mul(whole(surplus[f]), new(big.Rat).Quo(take, all))))
		}
	}
	return lines
}

// drawJoint draws funds, rows and a denominator at least the sum of the weights.
func drawJoint(t *rapid.T) ([]JointFund, money.Amount, []JointRow) {
	amount := func(name string, bits uint) money.Amount {
		v := new(big.Int).SetUint64(rapid.Uint64().Draw(t, name))
		a, _ := money.FromBig(v.Rsh(v.Lsh(v, 96), 160-rapid.UintRange(0, bits).Draw(t, name+" bits")))
		return a
	}
	small := rapid.Bool().Draw(t, "small numbers, where rounding matters most")
	bits := uint(120)
	if small {
		bits = 7
	}
	var rows []JointRow
	sum := amount("unlisted", bits)
	for range rapid.IntRange(0, 12).Draw(t, "rows") {
		r := JointRow{amount("weight", bits), amount("cap", bits), amount("key", bits)}
		sum, _ = sum.Add(r.Weight)
		rows = append(rows, r)
	}
	sum, _ = sum.Add(n(1))
	var funds []JointFund
	for range rapid.IntRange(1, 3).Draw(t, "funds") {
		m := amount("fund", bits+4)
		share, _ := NewRatio(m, sum)
		price, _ := NewRatio(n(rapid.Uint64Range(1, 1000).Draw(t, "price")), n(rapid.Uint64Range(1, 1000).Draw(t, "per")))
		funds = append(funds, JointFund{m, share, price})
	}
	return funds, sum, rows
}

func TestJointAgainstFractions(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		funds, denominator, rows := drawJoint(rt)
		j, err := NewJoint(funds, denominator, len(rows), rowsOf(rows))
		if err != nil {
			rt.Fatal(err)
		}
		want, got := reference(funds, rows), linesOf(t, j, rows)
		for i := range rows {
			for f := range funds {
				if got[i][f].Big().Cmp(want[i][f]) != 0 {
					rt.Fatalf("account %d, fund %d: %v, want %v", i, f, got[i][f], want[i][f])
				}
			}
			value := new(big.Rat)
			for f, l := range got[i] {
				value.Add(value, JointValue([]JointFund{{Amount: l, Price: funds[f].Price}}))
			}
			if value.Cmp(new(big.Rat).SetInt(rows[i].Cap.Big())) > 0 {
				rt.Fatalf("account %d gets %v under a cap of %v", i, value, rows[i].Cap)
			}
		}
		for f, s := range j.Sums() {
			if s.Dust.Big().Cmp(big.NewInt(int64(2*len(rows)+2))) > 0 {
				rt.Fatalf("fund %d: dust %v of %d rows", f, s.Dust, len(rows))
			}
		}
	})
}

func TestJointDoesNotDependOnTheOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		funds, denominator, rows := drawJoint(rt)
		j, err := NewJoint(funds, denominator, len(rows), rowsOf(rows))
		if err != nil {
			rt.Fatal(err)
		}
		shuffled := rapid.Permutation(rows).Draw(rt, "order")
		k, err := NewJoint(funds, denominator, len(rows), rowsOf(shuffled))
		if err != nil {
			rt.Fatal(err)
		}
		for i, lines := range linesOf(t, j, rows) {
			if got := linesOf(t, k, rows)[i]; !slices.Equal(lines, got) {
				rt.Fatalf("account %d: %v, then %v", i, lines, got)
			}
		}
		for f, s := range j.Sums() {
			if o := k.Sums()[f]; s.Paid != o.Paid || s.Capped != o.Capped || s.Dust != o.Dust {
				rt.Fatalf("fund %d: %+v, then %+v", f, s, o)
			}
		}
	})
}
