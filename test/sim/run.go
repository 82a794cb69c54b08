package sim

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Options of a series of runs.
type Options struct {
	From     uint64        // first seed
	Seeds    int           // how many
	Steps    int           // steps with faults in each run; 3,000
	Bound    time.Duration // virtual time in which all must be settled after the last fault; 2 hours
	Strikes  bool          // the guardian may cancel the settlement
	Trace    bool          // keep a log; for one seed
	Parallel int           // runs at a time; one per processor
	Break    Break
}

// Break switches protections off, to see that the simulator notices.
type Break struct {
	SendFirst bool // send before nonce and bytes are stored
	NewNonce  bool // a replacement takes a nonce of its own
	NoFence   bool // writes check neither epoch nor version
	Unsynced  bool // a crash loses writes that the store has acknowledged
}

// Tally counts what happened.
type Tally struct {
	Ops, Faults map[string]int
	Steps       int
	Virtual     time.Duration
}

// Report of a series.
type Report struct {
	Tally
	From    uint64
	Seeds   int // runs made
	Log     []string
	Elapsed time.Duration
}

// String is one paragraph: seeds, counts, speed.
func (r Report) String() string {
	return fmt.Sprintf("seeds %d..%d, %d steps, %.1f days of virtual time in %.1f s (%.0f seeds/s)\nacts: %s\nfaults: %s",
		r.From, r.From+uint64(r.Seeds)-1, r.Steps, r.Virtual.Hours()/24, r.Elapsed.Seconds(),
		float64(r.Seeds)/max(r.Elapsed.Seconds(), 1e-9), counts(r.Ops), counts(r.Faults))
}

func counts(m map[string]int) string {
	var out []string
	for _, k := range slices.Sorted(maps.Keys(m)) {
		out = append(out, fmt.Sprintf("%s %d", k, m[k]))
	}
	return strings.Join(out, ", ")
}

// ErrNever says that something the series should meet never happened.
var ErrNever = errors.New("never happened")

// Run plays seeds and stops at the first violation, whose error names the seed
// and the step. With 20 seeds or more, a kind of act or fault that never
// occurred is an error too.
func Run(ctx context.Context, o Options) (Report, error) {
	o.Steps, o.Bound = cmp.Or(o.Steps, 3000), cmp.Or(o.Bound, 2*time.Hour)
	o.Seeds, o.Parallel = max(o.Seeds, 1), cmp.Or(o.Parallel, runtime.GOMAXPROCS(0))
	report := Report{From: o.From, Tally: Tally{Ops: map[string]int{}, Faults: map[string]int{}}}
	begin := time.Now()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var next atomic.Int64
	var mu sync.Mutex
	var wg sync.WaitGroup
	for range o.Parallel {
		wg.Go(func() {
			for ctx.Err() == nil {
				n := next.Add(1) - 1
				if n >= int64(o.Seeds) {
					return
				}
				tally, log, err := one(o, o.From+uint64(n))
				mu.Lock()
				report.add(tally)
				if err != nil {
					report.Log = log
					cancel(err)
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	report.Elapsed = time.Since(begin)
	if err := context.Cause(ctx); err != nil {
		return report, err
	}
	return report, report.complete(o)
}

func one(o Options, seed uint64) (*Tally, []string, error) {
	t := &Tally{Ops: map[string]int{}, Faults: map[string]int{}}
	w := newWorld(o, seed, t)
	start := w.now
	steps, err := w.play()
	t.Steps, t.Virtual = steps, w.now.Sub(start)
	return t, w.log, err
}

func (r *Report) add(t *Tally) {
	r.Seeds++
	r.Steps += t.Steps
	r.Virtual += t.Virtual
	for k, n := range t.Ops {
		r.Ops[k] += n
	}
	for k, n := range t.Faults {
		r.Faults[k] += n
	}
}

// acts is what every series must contain.
var acts = []string{
	"lease", "lease refused", "fenced", "sign", "send", "replace", "transaction mine", "transaction reorg", "transaction finalize",
	"transaction foreign", "transaction cancel", "requeue", "adopt nonce", "request bump", "request cancel",
	"settlement sign", "settlement send", "settlement activate", "settlement close", "event Published", "event Paid",
	"push planned", "push planned twice", "redemption", "block", "final block",
}

func (r *Report) complete(o Options) error {
	if o.Seeds < 20 {
		return nil
	}
	var errs []error
	want := acts
	if o.Strikes {
		want = append(slices.Clone(acts), "guardian cancels", "event Cancelled", "drop", "blocked")
	}
	for _, k := range want {
		if r.Ops[k] == 0 {
			errs = append(errs, fmt.Errorf("%q %w", k, ErrNever))
		}
	}
	for k := range odds {
		if r.Faults[k] == 0 {
			errs = append(errs, fmt.Errorf("%q %w", k, ErrNever))
		}
	}
	return errors.Join(errs...)
}
