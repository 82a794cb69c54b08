package backtest_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/incidents/backtest"
	"makewhole/incidents/monitor"
)

// told is a block in which one monitor found things, by dedup key.
func told(s *backtest.Score, number uint64, damage monitor.Damage, blind []string, keys ...byte) {
	r := monitor.Result{Monitor: "outflow", Blind: blind}
	for _, k := range keys {
		r.Findings = append(r.Findings, monitor.Finding{Monitor: "outflow", Damage: damage, Dedup: common.Hash{k}})
	}
	s.Tell(&monitor.Observation{Number: number, Time: 1_000_000 + 12*number}, []monitor.Result{r})
}

// One thing within 300 blocks is one alarm; blocks of the warm-up do not count; what
// falls into an attack is true, and the first of it says how long before the harm.
func TestScore(t *testing.T) {
	t.Parallel()
	s := &backtest.Score{First: 10, Labelled: true, Attacks: []backtest.Attack{
		{Name: "drain", First: 100, Harm: 130, Last: 140}, {Name: "quiet", First: 150, Harm: 150, Last: 151}, {Name: "later", First: 5000, Harm: 5000, Last: 5001},
	}}
	s.Know(&monitor.File{ID: "outflow", Severity: "P1"})
	s.Know(&monitor.File{ID: "silent", Severity: "P2"})
	for n := uint64(5); n <= 1000; n++ {
		switch n {
		case 8: // warm-up
			told(s, n, monitor.DamageYes, nil, 9)
		case 20, 30: // one false alarm
			told(s, n, monitor.DamageNo, nil, 1)
		case 120, 131: // the attack, twice seen, with something else beside it
			told(s, n, monitor.DamageYes, nil, 2, 3)
		case 432: // the same thing again, after 301 blocks
			told(s, n, monitor.DamageYes, nil, 2)
		case 500:
			told(s, n, monitor.DamageUnknown, []string{"no logs", "no reads"})
		default:
			told(s, n, monitor.DamageNo, nil)
		}
	}
	r := s.Report()
	if r.Blocks != 991 || r.From != 10 || r.To != 1000 || r.Seconds != 990*12 || len(r.Monitors) != 2 {
		t.Fatalf("%+v", r)
	}
	m := r.Monitors[0]
	if m.Alarms != 4 || m.Acts != 3 || m.True != 2 || m.False != 2 || m.Blind != 1 || m.Why != "no logs; no reads" || m.Severity != "P1" {
		t.Errorf("%+v", m)
	}
	if want := []backtest.Lead{{Attack: "drain", Seconds: 120}}; !slices.Equal(m.Found, want) || !slices.Equal(m.Missed, []string{"quiet"}) {
		t.Errorf("found %v, missed %v", m.Found, m.Missed)
	}
	if want := 2.0 * 2_592_000 / 11_880; math.Abs(m.Per30Days-want) > 1e-9 || r.Per30Days != m.Per30Days {
		t.Errorf("%v alarms per 30 days, want %v", m.Per30Days, want)
	}
	if m.Precision == nil || m.Precision.Share != 0.5 {
		t.Errorf("precision %+v", m.Precision)
	}
	if silent := r.Monitors[1]; silent.Alarms != 0 || silent.Precision != nil || !slices.Equal(silent.Missed, []string{"drain", "quiet"}) {
		t.Errorf("%+v", silent)
	}
}

// Without a file of attacks every alarm counts, and there is no precision.
func TestScoreWithoutAttacks(t *testing.T) {
	t.Parallel()
	s := &backtest.Score{First: 1}
	told(s, 1, monitor.DamageYes, nil, 1, 2)
	told(s, 2, monitor.DamageYes, nil, 1)
	if r := s.Report(); r.Monitors[0].Alarms != 2 || r.Monitors[0].Precision != nil || r.Monitors[0].Per30Days != 2*2_592_000/12 {
		t.Errorf("%+v", r.Monitors[0])
	}
}

// TestWilson holds the interval against published values: Newcombe, Two-sided
// confidence intervals for the single proportion (1998), table I, method 3.
func TestWilson(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		k, n      int
		low, high float64
	}{{81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0, 0.1611}, {1, 29, 0.0061, 0.1718}} {
		i := backtest.Wilson(c.k, c.n)
		if math.Abs(i.Low-c.low) > 5e-5 || math.Abs(i.High-c.high) > 5e-5 {
			t.Errorf("%d of %d: %.4f to %.4f, want %.4f to %.4f", c.k, c.n, i.Low, i.High, c.low, c.high)
		}
	}
}

func TestReadAttacks(t *testing.T) {
	t.Parallel()
	head := `{"format": "makewhole.attacks/1", "attacks": [{"name": "drain", "first": 5, "last": 9}`
	got, err := backtest.ReadAttacks([]byte(head + `]}`))
	if err != nil || len(got) != 1 || got[0].Harm != 9 {
		t.Fatalf("%+v, %v", got, err)
	}
	for text, want := range map[string]string{
		`{"format": "makewhole.attacks/2", "attacks": []}`:            "/format",
		head + `, {"name": "drain", "first": 5, "last": 9}]}`:         "/attacks/1/name",
		head + `, {"name": "", "first": 5, "last": 9}]}`:              "/attacks/1/name",
		head + `, {"name": "b", "first": 5, "last": 4}]}`:             "/attacks/1: want blocks",
		head + `, {"name": "b", "first": 0, "last": 4}]}`:             "/attacks/1: want blocks",
		head + `, {"name": "b", "first": 5, "last": 9, "harm": 10}]}`: "/attacks/1/harm: want a block from 5 to 9",
		head + `, {"name": "b", "first": 5, "last": 9, "hurt": 1}]}`:  "hurt",
	} {
		if _, err := backtest.ReadAttacks([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}
