package settlebench

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"time"

	"makewhole/merkle"
	"makewhole/models"
)

// Options say what to measure and where.
type Options struct {
	DSN  string // a PostgreSQL server that lets us create databases; empty: SQLite
	Dir  string // for scratch files, empty afterwards
	Runs int    // of draft and floor in turn; the run with the median ratio is reported
	Log  func(format string, args ...any)
}

// Result is one size. Seconds of the steps add up to Total; Store holds the
// entitlement file, the allocations, the order row and the commit.
type Result struct {
	Engine      string  `json:"engine"`
	Claims      int     `json:"claims"`
	RowsRead    int     `json:"rows_read"`
	RowsWritten int     `json:"rows_written"`
	Leaves      int64   `json:"leaves"`
	Read        float64 `json:"read_s"`
	Allocate    float64 `json:"allocate_s"`
	Hash        float64 `json:"hash_s"`
	Tree        float64 `json:"tree_s"`
	Store       float64 `json:"store_s"`
	Total       float64 `json:"total_s"`
	FloorOut    float64 `json:"floor_out_s"`
	FloorIn     float64 `json:"floor_in_s"`
	Ratio       float64 `json:"ratio"`
	TreeRatio   float64 `json:"tree_ratio"` // of the tree alone over three bare permutations a leaf, all cores
	PeakRSS     int64   `json:"peak_rss"`   // of this process while drafting, bytes; 0 where the system does not tell
	RowBytes    int64   `json:"bytes_claim"`
	Runs        int     `json:"runs"`
	Cores       int     `json:"cores"`
}

// engine is a store in as many equal copies as needed.
type engine interface {
	name() string
	// seeded fills the original.
	seeded(ctx context.Context, fill func(db *models.DB) error) error
	// copied opens a fresh copy of the original and drops it afterwards.
	copied(ctx context.Context, use func(db *models.DB) error) error
	// keep saves the settlement and its allocations of the copy that is open.
	keep(ctx context.Context, settlementID int64) error
	// floor moves the same rows in a fresh copy: out what was read, in what was kept.
	floor(ctx context.Context) (out, in time.Duration, read, written int64, err error)
	close(ctx context.Context) error
}

// Measure fills a store with n claims, drafts their settlement and times the
// floor beside it.
func Measure(ctx context.Context, o Options, n int) (res Result, err error) {
	dir, err := os.MkdirTemp(o.Dir, "settle-")
	if err != nil {
		return res, err
	}
	defer os.RemoveAll(dir)
	eng, err := open(ctx, o, dir)
	if err != nil {
		return res, err
	}
	defer func() {
		if closed := eng.close(context.WithoutCancel(ctx)); err == nil {
			err = closed
		}
	}()
	var w *world
	start := time.Now()
	err = eng.seeded(ctx, func(db *models.DB) (err error) {
		w, err = seed(ctx, db, n)
		return err
	})
	if err != nil {
		return res, fmt.Errorf("fill %d claims: %w", n, err)
	}
	o.Log("%s: %d claims in the store after %s", eng.name(), n, time.Since(start).Round(time.Second))
	var all []Result
	for i := range o.Runs {
		one, err := run(ctx, eng, w, dir)
		if err != nil {
			return res, err
		}
		o.Log("%s: run %d of %d: draft %.2f s, floor %.2f s, %.2fx", eng.name(), i+1, o.Runs, one.Total, one.FloorOut+one.FloorIn, one.Ratio)
		all = append(all, one)
	}
	slices.SortFunc(all, func(a, b Result) int { return int(1e6 * (a.Ratio - b.Ratio)) })
	res = all[len(all)/2]
	res.Runs = o.Runs
	return res, nil
}

func open(ctx context.Context, o Options, dir string) (engine, error) {
	if o.DSN != "" {
		return openPostgres(ctx, o.DSN, dir)
	}
	return &sqliteEngine{dir: dir}, nil
}

// run is one draft, its check, and one floor.
func run(ctx context.Context, eng engine, w *world, dir string) (Result, error) {
	r := Result{Engine: eng.name(), Claims: w.n, Cores: runtime.GOMAXPROCS(0)}
	err := eng.copied(ctx, func(db *models.DB) error {
		st, err := r.draft(ctx, db, w)
		if err != nil {
			return err
		}
		leaves, err := check(ctx, db, &st, w.n)
		if err != nil {
			return err
		}
		r.TreeRatio = treeRatio(leaves)
		return eng.keep(ctx, st.ID)
	})
	if err != nil {
		return r, err
	}
	out, in, read, written, err := eng.floor(ctx)
	if err != nil {
		return r, fmt.Errorf("floor: %w", err)
	}
	if int(read) != w.n || int(written) != w.n {
		return r, fmt.Errorf("%w: the floor moved %d and %d rows of %d", ErrWrong, read, written, w.n)
	}
	r.RowsRead, r.RowsWritten, r.FloorOut, r.FloorIn = int(read), int(written), out.Seconds(), in.Seconds()
	r.Ratio = r.Total / (r.FloorOut + r.FloorIn)
	return r, nil
}

// draft runs the production path and reads the clock where its steps begin.
func (r *Result) draft(ctx context.Context, db *models.DB, w *world) (st models.Settlement, err error) {
	var into *float64
	var since time.Time
	step := func(name string) {
		at := time.Now()
		if into != nil {
			*into += at.Sub(since).Seconds()
		}
		into = map[string]*float64{"read": &r.Read, "allocate": &r.Allocate, "hash": &r.Hash, "tree": &r.Tree, "store": &r.Store}[name]
		since = at
	}
	s, err := service(db, step)
	if err != nil {
		return st, err
	}
	debug.FreeOSMemory()
	before := resetPeak()
	start := time.Now()
	sts, err := s.DraftSettlement(ctx, models.JobActor("settle"), w.incident.PublicID)
	if err != nil {
		return st, err
	}
	step("")
	r.Total = time.Since(start).Seconds()
	r.PeakRSS = peak()
	if r.PeakRSS > 0 {
		r.RowBytes = (r.PeakRSS - before) / int64(w.n)
	}
	st = sts[0]
	r.Leaves = st.LeafCount
	return st, nil
}

// treeRatio is how many times its bare permutations the tree of the stored
// leaves takes: the median of pairs, one right after the other.
func treeRatio(leaves []merkle.Entry) float64 {
	var ratios []float64
	for range 5 {
		start := time.Now()
		merkle.BuildPayouts(merkle.Hash{1}, leaves)
		middle := time.Now()
		merkle.Permutations(3 * len(leaves))
		ratios = append(ratios, middle.Sub(start).Seconds()/time.Since(middle).Seconds())
	}
	slices.Sort(ratios)
	return ratios[len(ratios)/2]
}
