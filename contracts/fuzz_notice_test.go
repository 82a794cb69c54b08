package contracts_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
)

// alarm is what a life says when contract and model part.
type alarm string

// watcher is a failer that says so by a panic, which noticed catches.
type watcher struct{}

func (watcher) Helper()                           {}
func (watcher) Fatalf(format string, args ...any) { panic(alarm(fmt.Sprintf(format, args...))) }

// noticed runs something and returns the alarm it ended in, or "".
func noticed(run func()) (what string) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case alarm:
			what = string(r)
		default:
			panic(r)
		}
	}()
	run()
	return ""
}

// lived is a life of n steps drawn from a seed.
func lived(t failer, u *universe, seed uint64, n int, each func(l *life)) *life {
	l := newLife(t, u, newTally())
	draw := mixer(seed)
	for i := range n {
		l.step(i, draw.next()|1)
		if each != nil {
			each(l)
		}
	}
	return l
}

// Each byte of storage that the comparison looks at and that is in use is
// changed in turn: the model must notice every one.
func TestModelNoticesChangedStorage(t *testing.T) {
	t.Parallel()
	l := lived(t, newUniverse(t), 1, 500, nil)
	slots := map[[52]byte]slot{}
	for _, p := range l.probes {
		for _, s := range p.deps {
			if s.at != l.oracle && s.value != (common.Hash{}) { // the oracle's words hold more than is compared
				slots[[52]byte(append(s.at.Bytes(), s.key[:]...))] = s
			}
		}
	}
	bytes, missed := 0, 0
	for _, k := range slices.SortedFunc(maps.Keys(slots), func(a, b [52]byte) int { return slices.Compare(a[:], b[:]) }) {
		s := slots[k]
		for i, b := range s.value {
			if b == 0 {
				continue
			}
			changed := s.value
			changed[i] ^= 1
			l.m.db.SetState(s.at, s.key, changed)
			bytes++
			if noticed(func() { l.t = watcher{}; l.compare("a change") }) == "" {
				missed++
				t.Errorf("byte %d of slot %s of %s went from %x to %x unnoticed", i, s.key, s.at, s.value, changed)
			}
			l.m.db.SetState(s.at, s.key, s.value)
		}
	}
	t.Logf("%d slots, %d bytes in use, each changed and noticed but %d", len(slots), bytes, missed)
	if len(slots) < 100 {
		t.Errorf("only %d slots: the life was too short to show anything", len(slots))
	}
}

// Contracts with one thing wrong (peers/variants.json) must part from the model.
func TestModelFindsBrokenContracts(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/broken/*.json")
	if err != nil || len(files) < 12 {
		t.Fatalf("%d broken contracts: %v", len(files), err)
	}
	if underRace {
		files = files[:2]
	}
	for _, f := range files {
		t.Run(strings.TrimSuffix(filepath.Base(f), ".json"), func(t *testing.T) {
			t.Parallel()
			raw, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			var a struct{ Contract, Why, Bytecode string }
			if err := json.Unmarshal(raw, &a); err != nil {
				t.Fatal(err)
			}
			u := newUniverse(t, map[string][]byte{a.Contract: common.FromHex(a.Bytecode)})
			calls := uint64(0)
			for seed := range uint64(40) {
				var at *life
				what := noticed(func() { lived(watcher{}, u, seed, 400, func(l *life) { at = l }) })
				if at != nil {
					calls += at.m.calls
				}
				if what != "" {
					t.Logf("%s: noticed after %d calls: %.100s", a.Why, calls, what)
					return
				}
			}
			t.Errorf("%s: not noticed in %d calls", a.Why, calls)
		})
	}
}
