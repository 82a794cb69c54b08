package respond

import (
	"fmt"
	"math/big"
	"os"
	"strings"
	"testing"
)

// The table has each class at each finality once; a finding that is more final
// never needs more people, a step that does more never fewer.
func TestTableOfAuthorityIsWholeAndMonotone(t *testing.T) {
	t.Parallel()
	rank := map[Authority]int{Automatic: 0, OnePerson: 1, TwoPersons: 2, Never: 3}
	at := func(c Class, f Finality, p Precision, invariants int) int {
		got, _ := Judge(Case{Class: c, Finality: f, Precision: p, Invariants: invariants, Witnesses: 2, Proven: true})
		return rank[got]
	}
	if len(Rules) != 18 {
		t.Fatalf("%d rows", len(Rules))
	}
	finalities := []Finality{Seen, Safe, Final}
	for _, p := range []Precision{{}, {5, 0}, {20, 1}, {300, 0}, {0, 30}} {
		for invariants := range 3 {
			for c := R0; c <= R5; c++ {
				for i, f := range finalities {
					if i > 0 && at(c, f, p, invariants) > at(c, finalities[i-1], p, invariants) {
						t.Errorf("%s %s with %+v needs more people than before", c, f, p)
					}
					if c > R0 && at(c, f, p, invariants) < at(c-1, f, p, invariants) {
						t.Errorf("%s %s with %+v needs fewer people than %s", c, f, p, c-1)
					}
				}
			}
		}
	}
}

func TestJudge(t *testing.T) {
	t.Parallel()
	sure, fair := Precision{Hits: 30}, Precision{Hits: 4, False: 1}
	for _, c := range []struct {
		name string
		in   Case
		want Authority
		why  string
	}{
		{"measured", Case{R2, Seen, sure, 0, 2, true}, Automatic, "precision at least 80 %"},
		{"never measured", Case{R2, Seen, Precision{}, 0, 2, true}, OnePerson, "precision 10 %, 80 % are needed"},
		{"never measured, final", Case{R2, Final, Precision{}, 0, 2, true}, OnePerson, "50 % are needed"},
		{"middling, seen", Case{R2, Seen, fair, 0, 2, true}, OnePerson, "80 % are needed"},
		{"middling, final", Case{R2, Final, Precision{Hits: 5}, 0, 1, true}, Automatic, "50 %"},
		{"an invariant", Case{R2, Seen, Precision{}, 1, 2, true}, Automatic, "1 invariants are broken"},
		{"an invariant, of one node", Case{R2, Seen, Precision{}, 1, 1, true}, OnePerson, "one node alone"},
		{"one node, but final", Case{R2, Final, sure, 0, 1, true}, Automatic, "precision"},
		{"one node, a limit only", Case{R1, Seen, sure, 0, 1, true}, Automatic, "precision"},
		{"not proven", Case{R2, Seen, sure, 0, 2, false}, OnePerson, "not proven to work"},
		{"all modules, one invariant", Case{R3, Seen, sure, 1, 2, true}, TwoPersons, "R3, seen"},
		{"all modules, two invariants", Case{R3, Seen, Precision{}, 2, 2, true}, OnePerson, "2 invariants"},
		{"all modules, two invariants of one node", Case{R3, Seen, Precision{}, 2, 1, true}, TwoPersons, "one node alone"},
		{"all modules, measured and final", Case{R3, Final, sure, 0, 1, true}, OnePerson, "80 %"},
		{"upgrade", Case{R4, Final, sure, 5, 5, true}, Never, "R4"},
		{"money", Case{R5, Final, sure, 5, 5, true}, Never, "R5"},
		{"unknown finality", Case{R2, "", sure, 5, 5, true}, Never, "no R2"},
		{"a message of no worth", Case{R0, Seen, Precision{False: 50}, 0, 2, false}, OnePerson, "20 %"},
		{"a message", Case{R0, Safe, Precision{False: 50}, 0, 1, false}, Automatic, ""},
	} {
		got, why := Judge(c.in)
		if got != c.want || !strings.Contains(why, c.why) {
			t.Errorf("%s: %s (%s), want %s (%s)", c.name, got, why, c.want, c.why)
		}
	}
}

// The exact bound agrees with the closed forms of records without a false alarm and
// without a hit, and with a sum made another way.
func TestPrecisionIsTheLowerTenth(t *testing.T) {
	t.Parallel()
	pow := func(x int64, n int64) *big.Rat {
		return new(big.Rat).SetFrac(new(big.Int).Exp(big.NewInt(x), big.NewInt(n), nil), new(big.Int).Exp(big.NewInt(100), big.NewInt(n), nil))
	}
	tenth := big.NewRat(1, 10)
	for n := int64(0); n < 40; n++ {
		for x := 1; x < 100; x++ {
			if got, want := (Precision{Hits: n}).AtLeast(x), pow(int64(x), n+1).Cmp(tenth) <= 0; got != want {
				t.Errorf("%d hits, %d %%: %v", n, x, got)
			}
			none := new(big.Rat).Sub(big.NewRat(1, 1), pow(int64(100-x), n+1))
			if got, want := (Precision{False: n}).AtLeast(x), none.Cmp(tenth) <= 0; got != want {
				t.Errorf("%d false, %d %%: %v", n, x, got)
			}
		}
	}
	// the density 12·x²·(1-x) of Beta(3, 2) up to x is 4x³ - 3x⁴
	for x := 1; x < 100; x++ {
		cdf := new(big.Rat).Sub(new(big.Rat).Mul(big.NewRat(4, 1), pow(int64(x), 3)), new(big.Rat).Mul(big.NewRat(3, 1), pow(int64(x), 4)))
		if got := (Precision{Hits: 2, False: 1}).AtLeast(x); got != (cdf.Cmp(tenth) <= 0) {
			t.Errorf("2 of 3, %d %%: %v", x, got)
		}
	}
	for _, c := range []struct {
		p    Precision
		want int
	}{{Precision{}, 10}, {Precision{Hits: 9}, 79}, {Precision{Hits: 10}, 81}, {Precision{False: 100}, 0}, {Precision{Hits: 1e9, False: 1e9}, 47}, {Precision{Hits: 1e6}, 99}} {
		if got := c.p.Percent(); got != c.want {
			t.Errorf("%+v: %d %%, want %d", c.p, got, c.want)
		}
	}
}

// docs/desk.md has the table of authority and that of adapters as they are here.
func TestDocumentsTheTables(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../docs/desk.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range Rules {
		if row := ruleRow(r); !strings.Contains(string(text), row) {
			t.Errorf("docs/desk.md lacks %q", row)
		}
	}
	for _, a := range Adapters {
		if row := adapterRow(a); !strings.Contains(string(text), row) {
			t.Errorf("docs/desk.md lacks %q", row)
		}
	}
}

func ruleRow(r Rule) string {
	var enough []string
	switch r.Least {
	case noPrecision:
	case 0:
		enough = append(enough, "always")
	default:
		enough = append(enough, fmt.Sprintf("precision %d %%", r.Least))
	}
	if r.Invariants > 0 {
		enough = append(enough, fmt.Sprintf("invariants %d", r.Invariants))
	}
	if len(enough) == 0 {
		enough = []string{"–"}
	}
	return fmt.Sprintf("| %s | %s | %s | %s | %s |", r.Class, r.Finality, strings.Join(enough, " or "), r.Reached, r.Otherwise)
}

func adapterRow(a Adapter) string {
	var args []string
	for _, x := range a.Arguments {
		args = append(args, "`"+x.name+"`")
	}
	if len(args) == 0 {
		args = []string{"–"}
	}
	reading := "the plan says"
	if a.Reading != nil {
		reading = "`" + a.Reading.View + "`"
	}
	return fmt.Sprintf("| `%s` | %s | `%s` | %s | %s | %s |", a.Name, a.Least, a.Method, strings.Join(args, ", "), reading, a.About)
}
