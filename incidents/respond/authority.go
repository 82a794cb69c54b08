package respond

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
)

// Class is how much a step can do, from a message to moving money.
type Class int

// Classes, by how a step is taken back.
const (
	R0 Class = iota // tells people; a message takes it back
	R1              // tightens a limit; ends within a day
	R2              // pauses one module and ends by itself
	R3              // pauses until people end it, or pauses more than one module
	R4              // upgrades, lifts a pause, loosens a parameter
	R5              // moves money
)

func (c Class) String() string { return fmt.Sprintf("R%d", int(c)) }

// MarshalText writes the name.
func (c Class) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads the name.
func (c *Class) UnmarshalText(text []byte) error {
	i := slices.Index([]string{"R0", "R1", "R2", "R3", "R4", "R5"}, string(text))
	if i < 0 {
		return fmt.Errorf("want R0 to R5")
	}
	*c = Class(i)
	return nil
}

// Finality is how far the chain stands behind a finding's block.
type Finality string

// Finalities, least first.
const (
	Seen  Finality = "seen"
	Safe  Finality = "safe"
	Final Finality = "final"
)

// Authority is who must agree before a step is taken.
type Authority string

// Authorities.
const (
	Automatic  Authority = "automatic"
	OnePerson  Authority = "one_person"
	TwoPersons Authority = "two_persons"
	Never      Authority = "never"
)

// Persons is how many people must agree.
func (a Authority) Persons() int { return map[Authority]int{OnePerson: 1, TwoPersons: 2}[a] }

// Rule is one row of the table of authority: with a measured precision of at least
// Least percent, or Invariants broken, Reached; Otherwise without.
type Rule struct {
	Class      Class
	Finality   Finality
	Least      int // percent; 0: whatever it is, noPrecision: none is enough
	Invariants int // of independent monitors; 0: none is enough
	Reached    Authority
	Otherwise  Authority
}

const noPrecision = 101

// Rules is the table.
var Rules = []Rule{
	{R0, Seen, 20, 1, Automatic, OnePerson},
	{R0, Safe, 0, 0, Automatic, Automatic},
	{R0, Final, 0, 0, Automatic, Automatic},
	{R1, Seen, 50, 1, Automatic, OnePerson},
	{R1, Safe, 40, 1, Automatic, OnePerson},
	{R1, Final, 30, 1, Automatic, OnePerson},
	{R2, Seen, 80, 1, Automatic, OnePerson},
	{R2, Safe, 60, 1, Automatic, OnePerson},
	{R2, Final, 50, 1, Automatic, OnePerson},
	{R3, Seen, noPrecision, 2, OnePerson, TwoPersons},
	{R3, Safe, 90, 2, OnePerson, TwoPersons},
	{R3, Final, 80, 2, OnePerson, TwoPersons},
	{R4, Seen, noPrecision, 0, Never, Never},
	{R4, Safe, noPrecision, 0, Never, Never},
	{R4, Final, noPrecision, 0, Never, Never},
	{R5, Seen, noPrecision, 0, Never, Never},
	{R5, Safe, noPrecision, 0, Never, Never},
	{R5, Final, noPrecision, 0, Never, Never},
}

// Precision is how often a monitor was right, by what people decided about what it
// found.
type Precision struct{ Hits, False int64 }

// mostCounted bounds the arithmetic; a longer record is scaled down to it.
const mostCounted = 1000

// AtLeast reports whether the precision is at least percent/100 with 90 % belief:
// the lower tenth of the posterior of Beta(1,1). It is exact.
func (p Precision) AtLeast(percent int) bool {
	h, f := max(p.Hits, 0), max(p.False, 0)
	if n := h + f; n > mostCounted {
		h = h * mostCounted / n
		f = mostCounted - h
	}
	if percent <= 0 {
		return true
	}
	if percent >= 100 {
		return false
	}
	// P(Beta(h+1, f+1) ≤ x) = P(Binomial(n+1, x) ≥ h+1), n = h+f
	n := h + f + 1
	yes, no := big.NewInt(int64(percent)), big.NewInt(int64(100-percent))
	below := new(big.Int)
	for j := h + 1; j <= n; j++ {
		term := new(big.Int).Binomial(n, j)
		term.Mul(term, new(big.Int).Exp(yes, big.NewInt(j), nil))
		below.Add(below, term.Mul(term, new(big.Int).Exp(no, big.NewInt(n-j), nil)))
	}
	all := new(big.Int).Exp(big.NewInt(100), big.NewInt(n), nil)
	return below.Mul(below, big.NewInt(10)).Cmp(all) <= 0
}

// Percent is the largest number of percent that the precision reaches.
func (p Precision) Percent() int {
	low, high := 0, 100
	for low+1 < high {
		if mid := (low + high) / 2; p.AtLeast(mid) {
			low = mid
		} else {
			high = mid
		}
	}
	return low
}

// Case is what authority depends on.
type Case struct {
	Class      Class
	Finality   Finality
	Precision  Precision // of the best monitor that found it
	Invariants int       // monitors that found it and state what cannot be false
	Witnesses  int       // nodes that agreed about the block; our own node, which runs it, counts as two
	Proven     bool      // the step's call succeeded lately, on a block of the chain
}

// twoWitnesses is how many nodes must agree about a block that is only
// seen before a module is paused.
const twoWitnesses = 2

// Judge is who must agree, and why. Unknown finality is the least one.
func Judge(c Case) (Authority, string) {
	i := slices.IndexFunc(Rules, func(r Rule) bool { return r.Class == c.Class && r.Finality == c.Finality })
	if i < 0 {
		return Never, fmt.Sprintf("the table has no %s that is %q", c.Class, c.Finality)
	}
	r := Rules[i]
	got, why := r.Otherwise, []string{fmt.Sprintf("%s, %s", c.Class, c.Finality)}
	switch {
	case r.Invariants > 0 && c.Invariants >= r.Invariants:
		got, why = r.Reached, append(why, fmt.Sprintf("%d invariants are broken", c.Invariants))
	case r.Least != noPrecision && c.Precision.AtLeast(r.Least):
		got, why = r.Reached, append(why, fmt.Sprintf("precision at least %d %%", r.Least))
	case r.Least != noPrecision:
		why = append(why, fmt.Sprintf("precision %d %%, %d %% are needed", c.Precision.Percent(), r.Least))
	}
	if c.Class >= R2 && c.Finality == Seen && c.Witnesses < twoWitnesses {
		got, why = stricter(got), append(why, "one node alone saw the block")
	}
	if got == Automatic && c.Class > R0 && !c.Proven {
		got, why = OnePerson, append(why, "the call was not proven to work lately")
	}
	return got, strings.Join(why, "; ")
}

// stricter asks one person more.
func stricter(a Authority) Authority {
	if a == Automatic {
		return OnePerson
	}
	if a == OnePerson {
		return TwoPersons
	}
	return a
}
