package model

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// small bounds are explored every day.
var small = Limits{Crashes: 1, Reorgs: 1, Expiries: 1, Strangers: 1, Raises: 1}

func exhaust(t *testing.T, o Options) Result {
	t.Helper()
	o.Liveness = true
	r := Explore(o)
	t.Log(r)
	if r.Violation != "" || !r.Complete {
		t.Errorf("violation %q, complete %v", r.Violation, r.Complete)
	}
	if r.Cut != 0 && !o.Guard {
		t.Errorf("%d transitions do not fit the model's arrays", r.Cut)
	}
	return r
}

// TestEveryOrderOfEvents: within the bounds no order of events pays twice,
// records what did not happen, or loses the intent, without a guard in the
// contract.
func TestEveryOrderOfEvents(t *testing.T) {
	t.Parallel()
	for name, l := range map[string]Limits{
		"without stranger": {Crashes: 2, Reorgs: 2, Expiries: 2, Raises: 1},
		"node lags":        {Crashes: 1, Reorgs: 1, Strangers: 1, Lies: 2},
		"person gives up":  {Crashes: 1, Reorgs: 1, Expiries: 1, Cancels: 1},
	} {
		t.Run(name, func(t *testing.T) { exhaust(t, Options{Limits: l}) })
	}
}

// TestStandardBounds explores the bounds of the design. It takes a minute and
// runs when MAKEWHOLE_MODEL=full.
func TestStandardBounds(t *testing.T) {
	if os.Getenv("MAKEWHOLE_MODEL") != "full" {
		t.Log("the small bounds are explored by TestEveryOrderOfEvents; MAKEWHOLE_MODEL=full explores", Standard)
		return
	}
	bare := exhaust(t, Options{Limits: Standard})
	guarded := exhaust(t, Options{Limits: Standard, Protections: Protections{Guard: true}})
	if bare.States != guarded.States {
		t.Errorf("%d states without, %d with the guard: it must never be needed", bare.States, guarded.States)
	}
}

// TestTheGuardIsNeverNeeded: the contract's guard changes nothing that can be
// reached.
func TestTheGuardIsNeverNeeded(t *testing.T) {
	t.Parallel()
	bare := exhaust(t, Options{Limits: small})
	guarded := exhaust(t, Options{Limits: small, Protections: Protections{Guard: true}})
	if bare.States != guarded.States {
		t.Errorf("%d states without, %d with the guard", bare.States, guarded.States)
	}
}

// TestEachProtectionIsNeeded: the model finds a counterexample as soon as one is
// missing, so it can fail.
func TestEachProtectionIsNeeded(t *testing.T) {
	t.Parallel()
	twice, early := "two effects", "recorded as final without"
	for name, c := range map[string]struct {
		off  Protections
		want string
	}{
		"send before store":           {Protections{SendFirst: true}, twice},
		"new nonce on retry":          {Protections{NewNonce: true}, twice},
		"no fence":                    {Protections{NoEpoch: true, NoVersion: true}, twice},
		"finality by number":          {Protections{ByNumber: true}, early},
		"none at all":                 {Protections{SendFirst: true, NewNonce: true, NoEpoch: true, NoVersion: true}, twice},
		"no fence, send before store": {Protections{SendFirst: true, NoEpoch: true, NoVersion: true}, twice},
	} {
		t.Run(name, func(t *testing.T) {
			l := Limits{Reorgs: 1, Expiries: 1, Strangers: 1, Raises: 1}
			if c.off.NoEpoch {
				l = Limits{Expiries: 1, Raises: 1}
			}
			r := Explore(Options{Limits: l, Protections: c.off, MaxStates: 2_000_000, Patient: true})
			t.Log(r)
			if !strings.Contains(r.Violation, c.want) || len(r.Trace) == 0 {
				t.Errorf("found %q, want %q", r.Violation, c.want)
			}
		})
	}
}

// TestTheFenceIsDouble: the epoch of the lease and the version of the row each
// suffice; only both missing do harm.
func TestTheFenceIsDouble(t *testing.T) {
	t.Parallel()
	for name, off := range map[string]Protections{"epoch alone": {NoVersion: true}, "version alone": {NoEpoch: true}} {
		t.Run(name, func(t *testing.T) {
			r := Explore(Options{Limits: Limits{Crashes: 1, Reorgs: 1, Expiries: 1, Strangers: 1}, Protections: off, MaxStates: 3_000_000})
			t.Log(r)
			if r.Violation != "" || !r.Complete {
				t.Errorf("violation %q, complete %v", r.Violation, r.Complete)
			}
		})
	}
}

// TestTheGuardHelpsWhereProtectionsAreMissing: with it the same mistakes cannot
// pay twice.
func TestTheGuardHelpsWhereProtectionsAreMissing(t *testing.T) {
	t.Parallel()
	off := Protections{SendFirst: true, NewNonce: true, NoEpoch: true, NoVersion: true, Guard: true}
	r := Explore(Options{Limits: Limits{Crashes: 1, Expiries: 1, Raises: 1}, Protections: off, MaxStates: 300_000, Patient: true})
	t.Log(r)
	if strings.Contains(r.Violation, "two effects") {
		t.Errorf("found %q", r.Violation)
	}
}

// TestLossIsNoticed: if nobody queued an intent again whose nonce a stranger
// took, the search for a way to the end would say so.
func TestLossIsNoticed(t *testing.T) {
	t.Parallel()
	o := Options{Limits: Limits{Strangers: 1}, Liveness: true}
	o.NoRequeue = true
	r := Explore(o)
	t.Log(r)
	if !strings.Contains(r.Violation, "lost") || !slices.ContainsFunc(r.Trace, func(s string) bool { return strings.Contains(s, "stranger") }) {
		t.Errorf("found %q by %v", r.Violation, r.Trace)
	}
}
