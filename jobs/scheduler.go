package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"github.com/robfig/cron/v3"

	"makewhole/models"
)

// ErrUnknownJob says that no job has that name.
var ErrUnknownJob = errors.New("unknown job")

// ErrBusy says that another run of the job holds its lease.
var ErrBusy = errors.New("job is running elsewhere")

// Job is one piece of scheduled work. Run returns a short summary of what it
// did, empty when there was nothing to do; it may be called at any time and any
// number of times.
type Job struct {
	Name     string
	Schedule string // robfig/cron spec in UTC, or "@every 30s"
	Help     string
	OnChain  bool // believes the chain or acts on it
	Run      func(ctx context.Context) (summary string, err error)
}

// Config is what a Scheduler needs.
type Config struct {
	DB    *models.DB
	Jobs  []Job
	Owner string        // names this instance in leases
	Lease time.Duration // how long a silent holder keeps a job, default 1 minute
	Now   func() time.Time
	Log   *slog.Logger
}

// Scheduler runs jobs when they are due.
type Scheduler struct {
	cfg   Config
	specs map[string]cron.Schedule
	jobs  map[string]Job
	cron  *cron.Cron
	stop  context.CancelFunc
	wg    sync.WaitGroup

	mu     sync.Mutex
	unkept map[string]error // why a job's result could not be stored or its lease not taken
}

// New checks every schedule and builds a scheduler; nothing runs yet.
func New(cfg Config) (*Scheduler, error) {
	if cfg.DB == nil || cfg.Now == nil || cfg.Log == nil || cfg.Owner == "" {
		return nil, errors.New("jobs: DB, Now, Log and Owner are required")
	}
	if cfg.Lease == 0 {
		cfg.Lease = time.Minute
	}
	s := &Scheduler{cfg: cfg, specs: map[string]cron.Schedule{}, jobs: map[string]Job{}, unkept: map[string]error{}}
	for _, j := range cfg.Jobs {
		spec, err := ParseSchedule(j.Schedule, cfg.Now())
		if err != nil {
			return nil, fmt.Errorf("job %s: %w", j.Name, err)
		}
		if _, twice := s.jobs[j.Name]; twice {
			return nil, fmt.Errorf("job %s is listed twice", j.Name)
		}
		s.specs[j.Name], s.jobs[j.Name] = spec, j
	}
	return s, nil
}

// Start writes the due-work rows and begins to tick until Stop.
func (s *Scheduler) Start(ctx context.Context) error {
	missed, err := s.missed(ctx)
	if err != nil {
		return err
	}
	if err := s.ensureRows(ctx); err != nil {
		return err
	}
	ctx, s.stop = context.WithCancel(ctx)
	s.cron = cron.New(cron.WithLocation(time.UTC))
	for name := range s.jobs {
		work := cron.FuncJob(func() { s.tick(ctx, name) })
		s.cron.Schedule(s.specs[name], cron.NewChain(cron.SkipIfStillRunning(cron.DiscardLogger)).Then(work))
	}
	s.cron.Start()
	for _, name := range missed {
		s.wg.Go(func() { s.tick(ctx, name) })
	}
	return nil
}

// missed are the jobs that came due while nobody ran them.
func (s *Scheduler) missed(ctx context.Context) (names []string, err error) {
	works, err := s.List(ctx)
	for _, w := range works {
		if !w.NextRunAt.After(s.cfg.Now()) {
			names = append(names, w.Job)
		}
	}
	return names, err
}

// handOver is how long jobs that were told to end have for giving up what they
// hold.
const handOver = 30 * time.Second

// Stop ends the ticking and lets running jobs end by themselves until ctx ends;
// those that have not are told to, and Stop waits until they have given up what
// they hold. It fails when one does not end even then.
func (s *Scheduler) Stop(ctx context.Context) error {
	if s.cron == nil {
		return nil
	}
	running := s.cron.Stop()
	ended := make(chan struct{})
	go func() {
		<-running.Done()
		s.wg.Wait()
		close(ended)
	}()
	defer s.stop()
	select {
	case <-ended:
		return nil
	case <-ctx.Done():
	}
	s.stop()
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), handOver)
	defer cancel()
	select {
	case <-ended:
		return nil
	case <-last.Done():
		return fmt.Errorf("stop jobs: %w", last.Err())
	}
}

// Names lists the jobs.
func (s *Scheduler) Names() []string {
	var out []string
	for _, j := range s.cfg.Jobs {
		out = append(out, j.Name)
	}
	return out
}

// List returns the due-work rows of the jobs that this instance has. An error
// that the store could not take, on a full disk for example, stands in its row.
func (s *Scheduler) List(ctx context.Context) (out []models.Work, err error) {
	err = s.cfg.DB.Read(ctx, func(tx *models.Tx) error {
		out, err = tx.Works()
		return err
	})
	out = slices.DeleteFunc(out, func(w models.Work) bool { return s.jobs[w.Job].Name == "" })
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range out {
		if err := s.unkept[out[i].Job]; err != nil {
			out[i].LastError = err.Error()
		}
	}
	return out, err
}

// keepError remembers whether the store took what was to be written of a job.
func (s *Scheduler) keepError(name string, err error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err == nil || errors.Is(err, models.ErrNotDue) || errors.Is(err, models.ErrFenced) || errors.Is(err, context.Canceled) {
		delete(s.unkept, name)
	} else {
		s.unkept[name] = err
	}
	return err
}

// Run executes one job now, due or not, unless another instance is at it.
func (s *Scheduler) Run(ctx context.Context, name string) (summary string, err error) {
	if _, ok := s.jobs[name]; !ok {
		return "", fmt.Errorf("%w: %q", ErrUnknownJob, name)
	}
	if err := s.ensureRows(ctx); err != nil {
		return "", err
	}
	summary, err = s.lease(ctx, name, true)
	if errors.Is(err, models.ErrNotDue) {
		return "", fmt.Errorf("%w: %w", ErrBusy, err)
	}
	return summary, err
}

func (s *Scheduler) ensureRows(ctx context.Context) error {
	return s.cfg.DB.Tx(ctx, func(tx *models.Tx) error {
		for _, j := range s.cfg.Jobs {
			if err := tx.EnsureWork(j.Name, tx.Now); err != nil {
				return fmt.Errorf("due work of %s: %w", j.Name, err)
			}
		}
		return nil
	})
}

// tick is what cron calls; it recovers by itself, inside SkipIfStillRunning,
// because that wrapper of cron v3.0.1 never gives its token back on a panic.
func (s *Scheduler) tick(ctx context.Context, name string) {
	summary, err := s.lease(ctx, name, false)
	switch {
	case errors.Is(err, models.ErrNotDue) || errors.Is(err, context.Canceled):
	case err != nil:
		s.cfg.Log.Error("job failed", "job", name, "err", err)
	case summary != "":
		s.cfg.Log.Info("job done", "job", name, "summary", summary)
	}
}

func (s *Scheduler) lease(ctx context.Context, name string, force bool) (string, error) {
	var w models.Work
	err := s.cfg.DB.Tx(ctx, func(tx *models.Tx) (err error) {
		w, err = tx.LeaseWork(name, s.cfg.Owner, s.cfg.Lease, force)
		return err
	})
	if s.keepError(name, err) != nil {
		return "", err
	}
	fence := models.Fence{Job: name, Epoch: w.Epoch}
	runCtx, cancel := context.WithCancel(models.WithFence(ctx, fence))
	s.wg.Go(func() { s.keep(runCtx, cancel, fence) })
	summary, runErr := s.guard(runCtx, s.jobs[name])
	cancel()
	return summary, errors.Join(runErr, s.keepError(name, s.finish(ctx, fence, name, summary, runErr)))
}

func (s *Scheduler) finish(ctx context.Context, f models.Fence, name, summary string, runErr error) error {
	failure := ""
	if runErr != nil {
		failure = runErr.Error()
	}
	ctx = context.WithoutCancel(ctx)
	return s.cfg.DB.Tx(ctx, func(tx *models.Tx) error {
		return tx.FinishWork(f, s.specs[name].Next(tx.Now), summary, failure)
	})
}

// keep renews the lease while the job runs and cancels the run when it is lost.
func (s *Scheduler) keep(ctx context.Context, cancel context.CancelFunc, f models.Fence) {
	beat := time.NewTicker(s.cfg.Lease / 3)
	defer beat.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-beat.C:
			err := s.cfg.DB.Tx(ctx, func(tx *models.Tx) error { return tx.RenewWork(f, s.cfg.Lease) })
			if errors.Is(err, models.ErrFenced) {
				cancel()
				return
			}
		}
	}
}

// guard turns a panic of a job into its failure.
func (s *Scheduler) guard(ctx context.Context, j Job) (summary string, err error) {
	defer func() {
		if p := recover(); p != nil {
			s.cfg.Log.Error("job panicked", "job", j.Name, "panic", p, "stack", string(debug.Stack()))
			err = fmt.Errorf("job %s panicked: %v", j.Name, p)
		}
	}()
	return j.Run(ctx)
}
