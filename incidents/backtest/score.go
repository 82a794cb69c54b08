package backtest

import (
	"math"
	"slices"
	"strings"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/incidents/monitor"
)

const month = 30 * 24 * 3600 // seconds

// Score adds up what monitors say about blocks from First on, which it is told in
// order. Blocks before it only fill windows.
type Score struct {
	First    uint64
	Attacks  []Attack // those whose harm lies in the blocks count
	Labelled bool     // false: nobody said what is an attack, and there is no precision

	blocks, from, to, start, end uint64 // start and end are times
	harm                         map[int]uint64
	rows                         map[string]*row
}

// row is one monitor.
type row struct {
	Row
	last map[common.Hash]uint64 // block of the newest finding, by dedup key
	hit  map[int]uint64         // time of the first finding in each attack
}

// Row is what is said of one monitor.
type Row struct {
	Monitor  string `json:"monitor"`
	Severity string `json:"severity"`
	Alarms   int    `json:"alarms"` // findings, those of one thing within monitor.OneEpisode once
	Acts     int    `json:"acts"`   // of them, with damage seen
	Blind    uint64 `json:"blind_blocks"`
	Why      string `json:"blind_reason,omitempty"` // of the first of these blocks
	True     int    `json:"true_alarms"`
	False    int    `json:"false_alarms"`
	// Per30Days counts false alarms; all alarms where no attacks are named.
	Per30Days float64 `json:"alarms_per_30_days"`
	// Precision is true alarms of all, with its 95 % interval by Wilson (1927);
	// absent without alarms, or where no attacks are named.
	Precision *Interval `json:"precision,omitempty"`
	Found     []Lead    `json:"found"`
	Missed    []string  `json:"missed"` // names of attacks
}

// Interval is a share with its bounds.
type Interval struct {
	Share float64 `json:"share"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// Lead is how long before the harm an attack was told, in seconds of block time;
// below 0 is after it.
type Lead struct {
	Attack  string `json:"attack"`
	Seconds int64  `json:"lead_seconds"`
}

// Report is the score of all monitors.
type Report struct {
	Blocks  uint64 `json:"blocks"`
	From    uint64 `json:"from"`
	To      uint64 `json:"to"`
	Seconds uint64 `json:"seconds"` // between the first and the last block
	// Per30Days is the sum of the monitors: what they take of a budget of false alarms.
	Per30Days float64 `json:"alarms_per_30_days"`
	Monitors  []Row   `json:"monitors"`
}

// Tell takes in what monitors said of one block.
func (s *Score) Tell(o *monitor.Observation, results []monitor.Result) {
	if o.Number < s.First {
		return
	}
	if s.blocks == 0 {
		s.from, s.start, s.harm = o.Number, o.Time, map[int]uint64{}
	}
	s.blocks, s.to, s.end = s.blocks+1, o.Number, o.Time
	for i, a := range s.Attacks {
		if o.Number == a.Harm {
			s.harm[i] = o.Time
		}
	}
	for i := range results {
		s.result(o, &results[i])
	}
}

// Know makes a row for a monitor that may never say anything.
func (s *Score) Know(f *monitor.File) { s.row(f.ID).Severity = f.Severity }

func (s *Score) row(name string) *row {
	if s.rows == nil {
		s.rows = map[string]*row{}
	}
	if s.rows[name] == nil {
		s.rows[name] = &row{Row: Row{Monitor: name, Found: []Lead{}, Missed: []string{}}, last: map[common.Hash]uint64{}, hit: map[int]uint64{}}
	}
	return s.rows[name]
}

func (s *Score) result(o *monitor.Observation, r *monitor.Result) {
	w := s.row(r.Monitor)
	if len(r.Blind) > 0 {
		if w.Blind++; w.Why == "" {
			w.Why = strings.Join(r.Blind, "; ")
		}
	}
	at := s.attackAt(o.Number)
	for i := range r.Findings {
		f := &r.Findings[i]
		last, known := w.last[f.Dedup]
		w.last[f.Dedup] = o.Number
		if at >= 0 {
			if _, hit := w.hit[at]; !hit {
				w.hit[at] = o.Time
			}
		}
		if known && o.Number-last <= monitor.OneEpisode {
			continue
		}
		w.Alarms++
		if f.Damage == monitor.DamageYes {
			w.Acts++
		}
		if at >= 0 {
			w.True++
		} else {
			w.False++
		}
	}
}

func (s *Score) attackAt(block uint64) int {
	return slices.IndexFunc(s.Attacks, func(a Attack) bool { return a.First <= block && block <= a.Last })
}

// Report adds everything up.
func (s *Score) Report() Report {
	out := Report{Blocks: s.blocks, From: s.from, To: s.to, Seconds: s.end - s.start, Monitors: []Row{}}
	for _, w := range s.rows {
		out.Monitors = append(out.Monitors, s.finish(w, out.Seconds))
	}
	for _, r := range out.Monitors {
		out.Per30Days += r.Per30Days
	}
	slices.SortFunc(out.Monitors, func(a, b Row) int { return strings.Compare(a.Monitor, b.Monitor) })
	return out
}

func (s *Score) finish(w *row, seconds uint64) Row {
	r := w.Row
	if seconds > 0 {
		r.Per30Days = float64(r.False) * month / float64(seconds)
	}
	for i, a := range s.Attacks {
		harm, seen := s.harm[i]
		if !seen {
			continue // not in these blocks
		}
		if at, hit := w.hit[i]; hit {
			r.Found = append(r.Found, Lead{a.Name, int64(harm) - int64(at)})
		} else {
			r.Missed = append(r.Missed, a.Name)
		}
	}
	if s.Labelled && r.Alarms > 0 {
		i := Wilson(r.True, r.Alarms)
		r.Precision = &i
	}
	return r
}

// Wilson is k of n with its 95 % interval: E. B. Wilson, Probable inference, the law
// of succession, and statistical inference (1927).
func Wilson(k, n int) Interval {
	const z = 1.959964
	p, m := float64(k)/float64(n), float64(n)
	mid := (p + z*z/(2*m)) / (1 + z*z/m)
	half := z / (1 + z*z/m) * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	return Interval{p, max(0, mid-half), min(1, mid+half)}
}
