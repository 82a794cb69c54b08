package sim

import (
	"flag"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
)

var (
	seedFlag  = flag.Uint64("seed", 0, "play this one seed and print what happens")
	seedsFlag = flag.Int("seeds", 0, "how many seeds to play, from 1")
)

// TestSim plays 400 seeds, or -seeds (MAKEWHOLE_SEEDS) of them, or one -seed with
// its log.
func TestSim(t *testing.T) {
	o := Options{From: 1, Seeds: 400, Strikes: true}
	if n, err := strconv.Atoi(os.Getenv("MAKEWHOLE_SEEDS")); err == nil {
		o.Seeds = n
	}
	if *seedsFlag > 0 {
		o.Seeds = *seedsFlag
	}
	if *seedFlag > 0 {
		o.From, o.Seeds, o.Trace = *seedFlag, 1, true
	}
	r, err := Run(t.Context(), o)
	for _, line := range r.Log {
		t.Log(line)
	}
	t.Log(r)
	if err != nil {
		t.Error(err)
	}
}

// TestSimNotices: with a protection switched off the violation it prevents is
// found.
func TestSimNotices(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		off  Break
		want string
	}{
		"send before store":  {Break{SendFirst: true}, "persist first"},
		"new nonce on retry": {Break{NewNonce: true}, "I4"},
		"no fence":           {Break{NoFence: true}, "I13"},
		"unsynced store":     {Break{Unsynced: true}, "I9"},
	} {
		t.Run(name, func(t *testing.T) {
			for seed := range uint64(100) {
				_, err := Run(t.Context(), Options{From: seed, Bound: time.Hour, Break: c.off})
				if err != nil && strings.Contains(err.Error(), c.want) {
					t.Log(err)
					return
				}
			}
			t.Errorf("100 seeds never break %s", c.want)
		})
	}
}

// TestSameSeedSameRun: a run is a function of its seed.
func TestSameSeedSameRun(t *testing.T) {
	t.Parallel()
	var first string
	for range 2 {
		r, err := Run(t.Context(), Options{From: 7, Seeds: 1, Trace: true, Strikes: true})
		if err != nil {
			t.Fatal(err)
		}
		r.Elapsed = 1
		if first == "" {
			first = r.String()
		} else if r.String() != first {
			t.Errorf("two runs of one seed:\n%s\n%s", first, r)
		}
	}
}
