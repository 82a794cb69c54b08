package contracts_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
)

// measures of a search, in the order of worst.
var measures = [3]string{"taken", "in wrong hands", "standstill"}

// shown is a value of a measure for people.
func shown(measure int, value uint64) string {
	switch {
	case value == never:
		return "for ever"
	case measure < 2 || value == 0:
		return fmt.Sprint(value)
	case value < 2*day:
		return fmt.Sprintf("%d h", (value+3599)/3600)
	}
	return fmt.Sprintf("%d d", (value+day-1)/day)
}

func (k keyCase) String() string {
	var out []string
	for _, a := range k.stolen {
		out = append(out, keyNames[a]+" stolen")
	}
	for _, a := range k.lost {
		out = append(out, keyNames[a]+" lost")
	}
	if len(out) == 0 {
		return "none"
	}
	return strings.Join(out, ", ")
}

const keysFile = "testdata/keys.json"

// foundJSON is a found as it is kept; acts and moments by name.
type foundJSON struct {
	Value    uint64
	Incident bool
	Acts     [][3]string
}

func readKeys(t *testing.T) map[string]worst {
	t.Helper()
	raw, err := os.ReadFile(keysFile)
	if errors.Is(err, fs.ErrNotExist) {
		return map[string]worst{}
	}
	if err != nil {
		t.Fatal(err)
	}
	var kept map[string][3]foundJSON
	if err := json.Unmarshal(raw, &kept); err != nil {
		t.Fatal(err)
	}
	out := map[string]worst{}
	for name, fs := range kept {
		var w worst
		for i, f := range fs {
			w[i] = found{incident: f.Incident, value: f.Value, plan: f.entries(t)}
		}
		out[name] = w
	}
	return out
}

func (f foundJSON) entries(t *testing.T) (plan []entry) {
	t.Helper()
	for _, a := range f.Acts {
		e := entry{act: -1, phase: -1, again: a[0] == "always"}
		for i := range acts {
			if acts[i].name == a[1] {
				e.act = i
			}
		}
		for i := range phases {
			if phases[i].name == a[2] {
				e.phase = i
			}
		}
		if e.act < 0 || e.phase < 0 {
			t.Fatalf("%s: there is no %q", keysFile, a)
		}
		plan = append(plan, e)
	}
	return plan
}

func writeKeys(t *testing.T, results map[string]worst) {
	t.Helper()
	out := map[string][3]foundJSON{}
	for name, w := range results {
		var kept [3]foundJSON
		for i, f := range w {
			kept[i] = foundJSON{Value: f.value, Incident: f.incident, Acts: [][3]string{}}
			for _, e := range f.plan {
				how := "once"
				if e.again {
					how = "always"
				}
				kept[i].Acts = append(kept[i].Acts, [3]string{how, acts[e.act].name, phases[e.phase].name})
			}
		}
		out[name] = kept
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(out); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(keysFile, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// keysPage is the section of docs/powers.md about keys.
func keysPage(t *testing.T) string {
	t.Helper()
	known := readKeys(t)
	singles, pairs := keyCases()
	var b strings.Builder
	fmt.Fprintf(&b, `
## What one key can cost, and two

Found by a search on the deployed bytecode (`+"`contracts/search_*_test.go`"+`): a pool of %d units, of which A has %d and
wants to leave at once, and B has the rest and wants to leave after %d days; a loss of %d, or none. A thief plays the acts
that its keys allow, at every moment of the story, once or once a day, alone and together, and what outsiders may do.
Everybody else answers as the tables above say, a minute after anything has happened: while thieves have a committee that
has signed, the treasurer switches the token off. Caps let the whole pool through. A stolen key is the thief's alone: its
holder can no longer use it. Delays are those of the tests: a window of an hour, %d minutes until active, %d days until
anyone may publish, exits after %d days. Taken is what thieves have at the end; in wrong hands is that, what the victim did
not get and others have, and what A took out ahead of the loss. Standstill is by how much the victim is paid later than
usual, or A or B leaves later; for ever is more than %d days. A test plays each line again and searches for worse ones. What
a search did not try it did not find: the numbers are the worst that is known, not the worst that there is. The acts of
pairs are in `+"`contracts/testdata/keys.json`"+`.

| key | taken | in wrong hands | standstill | by |
|---|---|---|---|---|
`, poolMoney, shareA, stay/day, lossTotal, activationDelay/60, livenessDelay/day, exitLag/day, forEver/day)
	for _, k := range singles {
		w := known[k.String()]
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", k, shown(0, w[0].value), shown(1, w[1].value), shown(2, w[2].value), byWhat(w))
	}
	b.WriteString("\nPairs that are worse than either key alone; the others are as bad as the worse of their two.\n\n| keys | taken | in wrong hands | standstill |\n|---|---|---|---|\n")
	for _, k := range pairs {
		w, alone := known[k.String()], worst{}
		for _, f := range hintCases(k) {
			one := known[f.String()]
			for i := range alone {
				alone[i].value = max(alone[i].value, one[i].value)
			}
		}
		if w[0].value > alone[0].value || w[1].value > alone[1].value || worse(2, w[2].value, alone[2].value) {
			fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", k, shown(0, w[0].value), shown(1, w[1].value), shown(2, w[2].value))
		}
	}
	return b.String()
}

// byWhat names the acts of what is worst: of theft, else of a loss, else of a
// standstill.
func byWhat(w worst) string {
	for _, f := range w {
		if f.value != 0 && len(f.plan) > 0 {
			return described(f.plan)
		}
	}
	return "—"
}

// worse at the precision of the page.
func worse(measure int, a, b uint64) bool { return a > b && shown(measure, a) != shown(measure, b) }
