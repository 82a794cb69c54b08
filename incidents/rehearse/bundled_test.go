package rehearse_test

import (
	"encoding/json"
	"testing"

	"makewhole/drill"
	"makewhole/incidents/rehearse"
)

func report(t *testing.T, name string, opt rehearse.Options) *rehearse.Report {
	t.Helper()
	folder, err := drill.BundledFolder(name)
	if err != nil {
		t.Fatal(err)
	}
	d, err := drill.Read(folder)
	if err != nil {
		t.Fatal(err)
	}
	r, err := rehearse.Run(t.Context(), d, opt)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestBundled(t *testing.T) {
	t.Parallel()
	for _, name := range drill.Bundled() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := report(t, name, rehearse.Options{DefaultMonitors: true})
			for _, x := range r.Expectations {
				if !x.Held {
					t.Errorf("%s: %s", x.Text, x.Why)
				}
			}
			if testing.Verbose() {
				text, _ := json.MarshalIndent(r, "", " ")
				t.Logf("%s", text)
			}
		})
	}
}

// Two runs of one drill give one report.
func TestReportsAreTheSame(t *testing.T) {
	t.Parallel()
	a, _ := json.Marshal(report(t, "reorganised-attack", rehearse.Options{DefaultMonitors: true}))
	b, _ := json.Marshal(report(t, "reorganised-attack", rehearse.Options{DefaultMonitors: true}))
	if string(a) != string(b) {
		t.Errorf("%s\n%s", a, b)
	}
}

// What replaced blocks showed is taken back, found again under the same key, and the
// pause that was replaced is sent again in time.
func TestReorganisedAttack(t *testing.T) {
	t.Parallel()
	r := report(t, "reorganised-attack", rehearse.Options{DefaultMonitors: true})
	found := false
	for _, f := range r.Findings {
		if f.Monitor != "dao-d11-reentrancy" {
			continue
		}
		if found || f.State != rehearse.StateReinstated || f.Retract != 1 || !f.Acts || len(f.Blocks) != 1 || f.Blocks[0] != 3 {
			t.Errorf("%+v", f)
		}
		found = true
	}
	if m := r.Modules[0]; !found || m.PausedAt != 6 || m.Lost != "50000000000000000000" || m.Saved != "190000000000000000000" {
		t.Errorf("%+v", r.Modules[0])
	}
}

// Without response the attack takes all it can, and what was seen is the same.
func TestUnguarded(t *testing.T) {
	t.Parallel()
	r := report(t, "dao-reentrancy", rehearse.Options{DefaultMonitors: true, Unguarded: true})
	m := r.Modules[0]
	if m.PausedAt != 0 || m.Lost != m.Unguarded || m.Saved != "0" || !r.Held || r.FirstFound != 6 || *r.Lead != 0 {
		t.Errorf("%+v, found in block %d", m, r.FirstFound)
	}
	if a := r.Avoided[0]; len(a.Thousandth) != 11 || a.Thousandth[0] != 865 || a.Thousandth[1] != 432 || a.Thousandth[2] != 0 {
		t.Errorf("%+v", a)
	}
}

// altered is a bundled drill with a change.
func altered(t *testing.T, name string, change func(*drill.Drill), opt rehearse.Options) *rehearse.Report {
	t.Helper()
	folder, err := drill.BundledFolder(name)
	if err != nil {
		t.Fatal(err)
	}
	d, err := drill.Read(folder)
	if err != nil {
		t.Fatal(err)
	}
	change(d)
	r, err := rehearse.Run(t.Context(), d, opt)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// What a node does not give makes detectors blind, with the reason, and the attack is
// missed or found by what is left; a response that does not come saves nothing.
func TestFaults(t *testing.T) {
	t.Parallel()
	defaults := rehearse.Options{DefaultMonitors: true}
	traces := altered(t, "dao-reentrancy", func(d *drill.Drill) { d.Faults = []drill.Fault{{Kind: drill.FaultTraces, From: 1, To: 9}} }, defaults)
	if traces.Held || traces.Modules[0].PausedAt != 7 || !blindTo(traces, "d11-reentrancy") || blindTo(traces, "d08-solvency") {
		t.Errorf("without traces: %+v, %+v", traces.Modules[0], traces.Blind)
	}
	both := altered(t, "dao-reentrancy", func(d *drill.Drill) {
		d.Faults = []drill.Fault{{Kind: drill.FaultTraces, From: 1, To: 9}, {Kind: drill.FaultState, From: 1, To: 9}}
	}, defaults)
	if both.Held || both.Modules[0].Saved != "0" || both.Missed == "" || !blindTo(both, "d08-solvency") {
		t.Errorf("without anything: %+v, %q", both.Modules[0], both.Missed)
	}
	silent := altered(t, "dao-reentrancy", func(d *drill.Drill) { d.Faults = []drill.Fault{{Kind: drill.FaultResponse, From: 6, To: 6}} }, defaults)
	if m := silent.Modules[0]; silent.Held || m.PausedAt != 8 || m.Lost != "380000000000000000000" {
		t.Errorf("a late response: %+v", m)
	}
}

func blindTo(r *rehearse.Report, detector string) bool {
	for _, b := range r.Blind {
		if b.Detector == detector && b.Module == "dao" {
			return true
		}
	}
	return false
}

// A drill may bring monitors and invariants, which --default-monitors leaves out.
func TestOwnMonitors(t *testing.T) {
	t.Parallel()
	bring := func(d *drill.Drill) {
		m := &d.Modules[0]
		m.Views = map[string]drill.View{
			"assets": {View: "totalAssets() returns (uint256)", Of: "module"}, "liabilities": {View: "totalLiabilities() returns (uint256)", Of: "module"}}
		m.Invariants = []drill.Invariant{{Name: "funded", Left: "assets", Op: ">=", Right: "liabilities"}, {Name: "floor", Left: "assets", Op: ">=", Right: "815 ether"}}
		m.Monitors = []json.RawMessage{[]byte(`{"builtin": "d01-net-outflow", "severity": "P3", "targets": {"asset": "$contract.grants"}, "reads": {"held": {"balance": "module"}}}`)}
	}
	r := altered(t, "dao-reentrancy", bring, rehearse.Options{})
	severity := map[string]string{}
	for _, f := range r.Findings {
		severity[f.Monitor] = f.Severity
	}
	if severity["dao-funded"] != "P1" || severity["dao-d01-net-outflow"] != "P3" || severity["dao-floor"] != "" {
		t.Errorf("%v", severity)
	}
	if r = altered(t, "dao-reentrancy", bring, rehearse.Options{DefaultMonitors: true}); !r.Held {
		t.Errorf("%+v", r.Expectations)
	}
}

// Each kind of expectation can fail, and says why.
func TestExpectationsCanFail(t *testing.T) {
	t.Parallel()
	r := altered(t, "dao-reentrancy", func(d *drill.Drill) {
		d.Expect = drill.Expect{
			Detectors: []drill.Detector{{Name: "d08-solvency", By: 5}, {Name: "d11-reentrancy", Module: "grants", By: 6}, {Name: "d29-other-chain", By: 6}},
			Not:       []string{"d01-net-outflow"}, Most: "P2", Paused: []string{"grants"}, Retracted: true,
			Loss: map[string]drill.Loss{"dao": {Unguarded: "1", Most: "1"}},
		}
		d.Timeline[6].Transactions[0].Reverts = drill.RevertsYes
	}, rehearse.Options{DefaultMonitors: true})
	if r.Held || len(r.Expectations) != 11 {
		t.Fatalf("%d: %+v", len(r.Expectations), r.Expectations)
	}
	for _, x := range r.Expectations {
		if x.Held || x.Why == "" {
			t.Errorf("%+v", x)
		}
	}
}
