package payouts

import (
	"encoding/json"
	"math/big"
	"os"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"makewhole/money"
)

func cappedFile(available uint64, rows ...Row) File {
	f := header(RuleCapped)
	f.Available = money.FromUint64(available)
	f.Rows = rows
	for i := range f.Rows {
		f.Rows[i].ID, f.Rows[i].Part, f.Rows[i].Receiver = string(rune('a'+i)), PartCover, [20]byte{byte(i + 1)}
	}
	return f
}

func cappedRow(e, most, a uint64) Row {
	limit := money.FromUint64(most)
	return Row{Amount: money.FromUint64(e), Cap: &limit, Already: money.FromUint64(a)}
}

func cappedLines(t interface {
	Helper()
	Fatal(...any)
}, f File) []uint64 {
	t.Helper()
	c, err := f.Compute()
	if err != nil {
		t.Fatal(err)
	}
	out := make([]uint64, len(f.Rows))
	for _, l := range c.Lines {
		n := l.Amount.Uint256()
		out[l.Row] = n.Uint64()
	}
	return out
}

// Loss and entitlement of A and C are 100, the pool has 100. 60 came back on A's
// own asset, so A may have 40 of the pool, and C gets what A does not need.
func TestCappedLeavesToOthersWhatOneNeedsNoMore(t *testing.T) {
	t.Parallel()
	if got := cappedLines(t, cappedFile(100, cappedRow(100, 40, 0), cappedRow(100, 100, 0))); !slices.Equal(got, []uint64{40, 60}) {
		t.Errorf("lines are %v, want 40 and 60", got)
	}
	if got := cappedLines(t, cappedFile(50, cappedRow(100, 10, 50), cappedRow(100, 100, 0))); !slices.Equal(got, []uint64{0, 50}) {
		t.Errorf("lines are %v: who has more than the cap gets nothing", got)
	}
}

func TestCappedWithoutBindingCapsIsWaterFill(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		f := drawCapped(t)
		for i := range f.Rows {
			top := money.MaxOf(f.Rows[i].Amount, f.Rows[i].Already)
			f.Rows[i].Cap = &top
		}
		got := cappedLines(t, f)
		plain := f
		plain.Rule = RuleWaterFill
		if want := cappedLines(t, plain); !slices.Equal(got, want) {
			t.Fatalf("lines %v, water-fill/1 gives %v", got, want)
		}
	})
}

func drawCapped(t *rapid.T) File {
	var rows []Row
	for range rapid.IntRange(1, 6).Draw(t, "rows") {
		e := rapid.Uint64Range(0, 50).Draw(t, "e")
		rows = append(rows, cappedRow(e, rapid.Uint64Range(0, 60).Draw(t, "cap"), rapid.Uint64Range(0, e).Draw(t, "a")))
	}
	return cappedFile(rapid.Uint64Range(0, 200).Draw(t, "available"), rows...)
}

// The level is the largest: one step more in exact fractions would not fit, and
// every line is what the formula says at it.
func TestCappedFollowsItsFormula(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		f := drawCapped(t)
		c, err := f.Compute()
		if err != nil {
			t.Fatal(err)
		}
		level := new(big.Rat).SetFrac(c.LambdaNum.Big(), c.LambdaDen.Big())
		sum := func(l *big.Rat) *big.Rat {
			out := new(big.Rat)
			for _, r := range f.Rows {
				x := new(big.Rat).Mul(l, new(big.Rat).SetInt(r.Amount.Big()))
				for most := new(big.Rat).SetInt(r.Cap.Big()); x.Cmp(most) > 0; {
					x = most
				}
				if has := new(big.Rat).SetInt(r.Already.Big()); x.Cmp(has) < 0 {
					x = has
				}
				out.Add(out, x)
			}
			return out
		}
		all := f.Available
		for _, r := range f.Rows {
			all, _ = all.Add(r.Already)
		}
		m := new(big.Rat).SetInt(all.Big())
		if sum(level).Cmp(m) > 0 {
			t.Fatalf("at λ = %s more is owed than there is", level)
		}
		more := new(big.Rat).Add(level, big.NewRat(1, 1_000_000))
		if level.Cmp(big.NewRat(1, 1)) < 0 && sum(more).Cmp(m) <= 0 && sum(more).Cmp(sum(level)) > 0 {
			t.Fatalf("λ = %s is not the largest", level)
		}
	})
}

// TestCappedVectors holds Go against the cases that the JavaScript verifier is
// held against.
func TestCappedVectors(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../contracts/vectors/capped.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Available money.Amount `json:"available"`
		Rows      []struct {
			E    money.Amount `json:"e"`
			Cap  money.Amount `json:"cap"`
			A    money.Amount `json:"a"`
			Line money.Amount `json:"line"`
		} `json:"rows"`
	}
	if err := json.Unmarshal(raw, &cases); err != nil || len(cases) < 200 {
		t.Fatalf("%d cases: %v", len(cases), err)
	}
	for n, c := range cases {
		f := cappedFile(0)
		f.Available = c.Available
		for i, r := range c.Rows {
			f.Rows = append(f.Rows, Row{ID: string(rune('a' + i)), Part: PartCover, Amount: r.E, Cap: &r.Cap, Already: r.A, Receiver: [20]byte{byte(i + 1)}})
		}
		for i, line := range cappedLines(t, f) {
			if want := c.Rows[i].Line; money.FromUint64(line) != want {
				t.Errorf("case %d, row %d: %d, want %s", n, i, line, want)
			}
		}
	}
}
