package watch_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"makewhole/incidents/monitor"
	"makewhole/incidents/watch"
	"makewhole/test/dbtest"
)

// Old blocks are judged as they were at the head, over several groups of headers;
// a node that loses one answer is asked again, and one that has no old state makes
// what needs it blind, never quiet.
func TestReplayIsWhatTheHeadSaid(t *testing.T) {
	t.Parallel()
	clock := dbtest.NewClock()
	w := newWorld(t, dbtest.Open(t, clock.Now), clock, 1000)
	live := map[string]bool{}
	for i := range 130 {
		if i%40 == 7 {
			w.pay(1+i%3, int64(900+i*10))
		}
		w.mine(1)
		w.round()
	}
	for _, name := range []string{"large-payment", "many-payments", "paying-call"} {
		for _, f := range w.findings(name) {
			for _, s := range w.sightings(f) {
				live[fmt.Sprint(name, s.Number)] = true
			}
		}
	}
	if len(live) < 5 {
		t.Fatalf("only %v was found at the head", live)
	}
	first, last := uint64(w.at().Since), uint64(w.at().Number)
	replayed := map[string]bool{}
	blind, blocks := w.replay(t, first, last, replayed)
	if blocks != last-first+1 || blind > 0 || !maps.Equal(live, replayed) {
		t.Errorf("%d blocks, %d blind: at the head %v, again %v", blocks, blind, slices.Sorted(maps.Keys(live)), slices.Sorted(maps.Keys(replayed)))
	}

	for i := range w.fronts {
		w.fronts[i].tell(func(method string, _ json.RawMessage) string {
			if method == "eth_getBalance" || method == "eth_getStorageAt" || method == "eth_call" {
				return `error {"code": -32000, "message": "missing trie node"}`
			}
			return ""
		})
	}
	// Three payments are large; whether there was loss is not known any more.
	clear(replayed)
	if blind, _ = w.replay(t, first, last, replayed); blind != 3 || slices.ContainsFunc(slices.Collect(maps.Keys(replayed)), func(s string) bool {
		return strings.HasPrefix(s, "large-payment")
	}) {
		t.Errorf("%d answers are blind, want 3: %v", blind, slices.Sorted(maps.Keys(replayed)))
	}
}

func (w *world) replay(t *testing.T, first, last uint64, found map[string]bool) (blind, blocks uint64) {
	t.Helper()
	monitors, err := watchFile(t, w.till, 0).Load()
	if err != nil {
		t.Fatal(err)
	}
	e, err := monitor.NewEngine(31337, monitors)
	if err != nil {
		t.Fatal(err)
	}
	err = watch.Replay(t.Context(), w.client, e, first, last, func(o *monitor.Observation, results []monitor.Result) error {
		blocks++
		for _, r := range results {
			if len(r.Blind) > 0 {
				blind++
			}
			if len(r.Findings) > 0 {
				found[fmt.Sprint(r.Monitor, o.Number)] = true
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return blind, blocks
}
