package contracts_test

import (
	"os"
	"slices"
	"testing"

	"github.com/ethereum/go-ethereum/common"
)

const (
	// horizon is how long a story is played, in seconds.
	horizon = 620 * day
	// stay is when B wants to leave.
	stay = 200 * day
	// forEver is what a standstill that is longer is called.
	forEver = 400 * day
)

// searcher plays trials on one deployment.
type searcher struct {
	*world
	m                  *machine
	a, b, victim, mask person
	reports, resortAt  common.Address
	persons            map[string]person
	signatures         map[signing][]byte
	views              map[string]*view
	marks              map[common.Hash]*view // earmarks
	trace              func(format string, args ...any)
	trials             int
	// usual is when each aim is reached when no key is stolen or lost.
	usual map[bool]map[string]uint64
}

func newSearcher(t testing.TB) *searcher {
	t.Helper()
	w := newWorld(t)
	s := &searcher{
		world: w, a: newPerson("A"), b: newPerson("B"), victim: newPerson("victim"), mask: newPerson("mask"),
		persons: map[string]person{}, signatures: map[signing][]byte{}, views: map[string]*view{}, marks: map[common.Hash]*view{},
	}
	s.reports = w.desk(w.pool)
	s.resortAt = common.BytesToAddress(w.view(w.oracle, oracleABI.PackRESORT()))
	w.join(s.a, shareA)
	w.join(s.b, poolMoney-shareA)
	for _, p := range []person{s.b, s.mask} {
		w.give(p.addr, 1_000_000)
	}
	s.m = newMachine(w.evm)
	s.usual = map[bool]map[string]uint64{}
	for _, incident := range []bool{false, true} {
		s.usual[incident] = s.fork(nil, nil, incident, nil).run().at
	}
	return s
}

// keyCases lists each key alone, stolen or lost, and each pair.
func keyCases() (singles, pairs []keyCase) {
	singles = append(singles, keyCase{})
	for a := range keyNames {
		singles = append(singles, keyCase{stolen: []key{key(a)}}, keyCase{lost: []key{key(a)}})
	}
	for a := range keyNames {
		for b := range keyNames {
			if a < b || a == b && key(a) == memberKey {
				pairs = append(pairs, keyCase{stolen: []key{key(a), key(b)}}, keyCase{lost: []key{key(a), key(b)}})
			}
			if a != b || key(a) == memberKey {
				pairs = append(pairs, keyCase{stolen: []key{key(a)}, lost: []key{key(b)}})
			}
		}
	}
	return singles, pairs
}

// TestWhatKeysCost plays what was found before (testdata/keys.json), which must
// be as bad as docs/powers.md says, and searches a little, which must find nothing
// worse. MAKEWHOLE_SEARCH=long searches longer, pairs too; MAKEWHOLE_SEARCH=again
// only plays what was found before. With MAKEWHOLE_UPDATE=1 either writes what it
// finds.
func TestWhatKeysCost(t *testing.T) {
	t.Parallel()
	if underRace {
		t.Skip("has no goroutines")
	}
	s := newSearcher(t)
	known := readKeys(t)
	mode := os.Getenv("MAKEWHOLE_SEARCH")
	update := os.Getenv("MAKEWHOLE_UPDATE") != "" && mode != ""
	singles, pairs := keyCases()
	if !update {
		s.replay(t, known, append(slices.Clone(singles), pairs...))
	}
	results := map[string]worst{}
	for _, k := range append(slices.Clone(singles), pairs...) {
		pair := len(k.stolen)+len(k.lost) > 1
		switch hints := known[k.String()]; {
		case mode == "again":
			results[k.String()] = s.known(k, hints)
		case mode == "long" && pair:
			results[k.String()] = s.search(k, false, 4, append(hintsOf(results, k), hints[:]...)...)
		case mode == "long":
			results[k.String()] = s.search(k, true, 40, hints[:]...)
		case !pair:
			results[k.String()] = s.search(k, false, 2, hints[:]...)
		}
	}
	if mode != "" {
		s.fewerKeys(results, pairs)
	}
	t.Logf("%d trials, %d calls", s.trials, s.m.calls)
	if update {
		writeKeys(t, results)
		known = results
	}
	for name, w := range results {
		for i, m := range measures {
			if have, bound := w[i], known[name][i]; worse(i, have.value, bound.value) {
				t.Errorf("%s: %s %s, docs/powers.md says %s: %s", name, m, shown(i, have.value), shown(i, bound.value), described(have.plan))
			}
		}
	}
}

// known measures plans again.
func (s *searcher) known(k keyCase, plans worst) (w worst) {
	for _, f := range plans {
		w = w.or(s.trialOf(k, f.incident, f.plan))
	}
	return w
}

// fewerKeys tries what is bad with two keys with one of them, and the other way
// round.
func (s *searcher) fewerKeys(results map[string]worst, pairs []keyCase) {
	for _, k := range pairs {
		for _, one := range hintCases(k) {
			results[one.String()] = results[one.String()].or(s.known(one, results[k.String()]))
		}
	}
	for _, k := range pairs {
		for _, one := range hintCases(k) {
			results[k.String()] = results[k.String()].or(s.known(k, results[one.String()]))
		}
	}
}

func (w worst) or(o worst) worst {
	for i := range w {
		w[i] = w[i].or(o[i])
	}
	return w
}

// hintsOf are the worst plans of the keys of a pair, each alone.
func hintsOf(results map[string]worst, k keyCase) (out []found) {
	for _, one := range hintCases(k) {
		w := results[one.String()]
		out = append(out, w[:]...)
	}
	return out
}

// hintCases are the keys of a pair, each alone.
func hintCases(k keyCase) (out []keyCase) {
	if len(k.stolen)+len(k.lost) < 2 {
		return nil
	}
	for _, a := range k.stolen {
		out = append(out, keyCase{stolen: []key{a}})
	}
	for _, a := range k.lost {
		out = append(out, keyCase{lost: []key{a}})
	}
	return out
}

// replay: what the page says is what happens.
func (s *searcher) replay(t *testing.T, known map[string]worst, cases []keyCase) {
	t.Helper()
	if len(known) != len(cases) {
		t.Fatalf("testdata/keys.json has %d cases of %d: run with MAKEWHOLE_SEARCH=long MAKEWHOLE_UPDATE=1", len(known), len(cases))
	}
	for _, k := range cases {
		for i, f := range known[k.String()] {
			if got := s.trialOf(k, f.incident, f.plan)[i]; got.value != f.value {
				t.Errorf("%s: %s %s by %q, the page says %s", k, measures[i], shown(i, got.value), described(f.plan), shown(i, f.value))
			}
		}
	}
}
