package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"time"

	"makewhole/audit"
	"makewhole/chain"
	"makewhole/chain/devnet"
	"makewhole/chain/indexing"
	"makewhole/claims"
	"makewhole/corrections"
	"makewhole/deployment"
	"makewhole/distributions"
	"makewhole/incidents"
	"makewhole/incidents/respond"
	"makewhole/incidents/watch"
	"makewhole/jobs"
	"makewhole/metrics"
	"makewhole/models"
	"makewhole/oracles"
	"makewhole/outbox"
	"makewhole/server"
	"makewhole/settlements"
)

// App is the running program: every object, built in one place, in the order in
// which it needs the others, closed in the opposite one.
type App struct {
	Flags         Flags
	Now           func() time.Time
	Log           *slog.Logger
	DB            *models.DB
	Node          *devnet.Node // nil with an external chain
	Chain         *chain.Client
	Deployment    deployment.Deployment
	Claims        *claims.Service
	Settlements   *settlements.Service
	Corrections   *corrections.Service
	Distributions *distributions.Service
	Oracles       *oracles.Service
	Incidents     *incidents.Service
	Watcher       *watch.Watcher
	Responder     *respond.Responder // nil without its key
	Jobs          *jobs.Scheduler
	Verifier      *audit.Verifier
	Server        *server.Server
	Metrics       *metrics.Metrics
	PublicURL     string
	AdminURL      string

	meeting               meeting
	public, admin, socket net.Listener
	auditKey              LogKey
	responder             outbox.Signer // nil where no key is held that pauses
	instance              string        // host and data directory, the beginning of owner
	served                chan error
	stop                  context.CancelFunc
	closers               []func() error // run last to first
}

// ErrRefused marks errors of input that was refused before anything changed.
var ErrRefused = errors.New("refused")

// Open builds the program, which logs to log; nothing runs and no port answers
// yet. What was opened is closed again when a later step fails.
func Open(ctx context.Context, log io.Writer, f Flags) (*App, error) {
	return OpenAt(ctx, log, f, torture.now)
}

// OpenAt is Open by another clock: that of a development chain in another
// process.
func OpenAt(ctx context.Context, log io.Writer, f Flags, now func() time.Time) (*App, error) {
	a := &App{Flags: f, Now: now, Log: f.logger(log)}
	for _, step := range []func(context.Context) error{
		a.openData, a.openInstance, a.openStore, a.openMetrics, a.openNode, a.openListeners, a.openServices, a.openJobs, a.openServer,
	} {
		if err := step(ctx); err != nil {
			return nil, errors.Join(err, a.Close())
		}
	}
	return a, nil
}

func (a *App) openData(context.Context) error {
	if err := a.Flags.validate(); err != nil {
		return err
	}
	if err := os.MkdirAll(a.Flags.Data, 0o700); err != nil {
		return fmt.Errorf("data directory: %w", err)
	}
	return nil
}

// openNode connects to the settlement chain; with --dev it starts one in this
// process, whose clock becomes everybody's clock.
func (a *App) openNode(ctx context.Context) (err error) {
	if a.Flags.Dev {
		return a.openDevNode(ctx)
	}
	var found bool
	a.Deployment, found, err = deployment.Load(a.DeploymentFile())
	switch {
	case err != nil:
		return err
	case !found:
		return fmt.Errorf("no deployment at %s", a.DeploymentFile())
	case a.Deployment.ChainID != a.Flags.ChainID:
		return fmt.Errorf("%s is of chain %d, --chain-id is %d", a.DeploymentFile(), a.Deployment.ChainID, a.Flags.ChainID)
	}
	cfg := a.Flags.ChainConfig(a.Now)
	cfg.Log, cfg.GenesisHash = a.Log, a.Deployment.Genesis
	if a.Chain, err = chain.Open(cfg); err != nil {
		return err
	}
	a.onClose(func() error { a.Chain.Close(); return nil })
	if err := a.Chain.Recall(ctx, a.DB); err != nil {
		return err
	}
	return a.meetChain(ctx)
}

func (a *App) openDevNode(ctx context.Context) (err error) {
	a.Node, err = devnet.Start(ctx, devnet.Config{
		Dir: filepath.Join(a.Flags.Data, "chain"), ChainID: a.Flags.ChainID, HTTPAddr: a.Flags.DevHTTP, BlockTime: a.Flags.BlockTime, IdleBlocks: true,
	})
	if err != nil {
		return err
	}
	a.onClose(a.Node.Close)
	a.Now = a.Node.Now
	if a.Deployment, err = DeployDev(ctx, a.Node, a.Flags.Data); err != nil {
		return err
	}
	a.Chain, err = chain.NewClient(ctx, chain.Config{ChainID: a.Flags.ChainID, Now: a.Now}, a.Node.RPC())
	return err
}

// DeploymentFile names the contracts.
func (a *App) DeploymentFile() string {
	if a.Flags.Deployment != "" {
		return a.Flags.Deployment
	}
	return filepath.Join(a.Flags.Data, "deployment.json")
}

// openStore comes first: it takes the lock of the data directory, so a second
// process touches nothing. Its clock is the one that openNode may replace.
func (a *App) openStore(ctx context.Context) (err error) {
	now := func() time.Time { return a.Now() }
	err = a.untilItAnswers(ctx, func() (err error) {
		if a.DB, err = models.Open(ctx, a.Flags.Config(now, false)); err != nil {
			return err
		}
		if err = a.DB.Migrate(ctx); err != nil {
			err = errors.Join(err, a.DB.Close())
		}
		return err
	})
	if err != nil {
		return err
	}
	a.onClose(a.DB.Close)
	return a.takeOver(ctx)
}

// openListeners takes the ports first, so that their numbers are known when the
// sign-in domain is fixed and a busy port fails before anything runs.
func (a *App) openListeners(ctx context.Context) (err error) {
	var lc net.ListenConfig
	if a.public, err = lc.Listen(ctx, "tcp", a.Flags.Listen); err != nil {
		return err
	}
	a.onClose(closeQuietly(a.public))
	if a.admin, err = lc.Listen(ctx, "tcp", a.Flags.AdminListen); err != nil {
		return err
	}
	a.onClose(closeQuietly(a.admin))
	a.PublicURL, a.AdminURL = "http://"+a.public.Addr().String(), "http://"+a.admin.Addr().String()
	a.socket, err = a.listenSocket(ctx, lc)
	return err
}

// listenSocket opens the admin socket. A stale file of a killed process is
// replaced; one that answers belongs to a server on PostgreSQL that shares the
// directory, which has no lock on it.
func (a *App) listenSocket(ctx context.Context, lc net.ListenConfig) (net.Listener, error) {
	path := a.Flags.Socket()
	if answers(ctx, path) {
		return nil, fmt.Errorf("admin socket: another server answers at %s; give each server its own --data", path)
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("admin socket: %w", err)
	}
	ln, err := listenPrivate(ctx, lc, path)
	if err != nil {
		return nil, fmt.Errorf("admin socket: %w", err)
	}
	a.onClose(closeQuietly(ln))
	return ln, nil
}

// answers reports whether a process listens at a socket.
func answers(ctx context.Context, path string) bool {
	var d net.Dialer
	conn, err := d.DialContext(ctx, "unix", path)
	if err != nil {
		return false
	}
	conn.Close()
	return true
}

// closeQuietly closes a listener that the server may have closed already.
func closeQuietly(ln net.Listener) func() error {
	return func() error {
		if err := ln.Close(); err != nil && !errors.Is(err, net.ErrClosed) {
			return err
		}
		return nil
	}
}

func (a *App) openServer(context.Context) (err error) {
	budgets, err := a.Flags.Policy()
	if err != nil {
		return err
	}
	domain, uri := a.Flags.Domain, "" // every server of a domain renders the same sign-in text
	if domain == "" {
		domain, uri = a.public.Addr().String(), a.PublicURL+"/login"
	}
	a.Server, err = server.New(server.Config{
		DB: a.DB, Claims: a.Claims, Settlements: a.Settlements, Corrections: a.Corrections, Distributions: a.Distributions, Oracles: a.Oracles, Incidents: a.Incidents, Chain: a.Chain, Jobs: a.Jobs, Metrics: a.Metrics,
		Outbox: &outbox.Operator{DB: a.DB, Node: a.Chain, Policy: budgets},
		Domain: domain, URI: uri, ChainID: int64(a.Flags.ChainID), TrustedProxies: a.Flags.TrustProxy, Origins: a.Flags.Origin,
		Owner: a.owner(), Version: Version(), Now: a.Now, Log: a.Log,
	})
	return err
}

// Start serves and, when jobs is set, runs the schedule.
func (a *App) Start(ctx context.Context, schedule bool) error {
	ctx, a.stop = context.WithCancel(context.WithoutCancel(ctx))
	a.served = make(chan error, 1)
	go func() { a.served <- a.Server.Serve(ctx, a.public, a.admin, a.socket) }()
	if schedule {
		return a.Jobs.Start(ctx)
	}
	return nil
}

// Wait returns when the context ends, or when the server ended by itself, with
// its error. The program is still to be closed.
func (a *App) Wait(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return nil
	case err := <-a.served:
		a.served = nil
		return err
	}
}

// RunJob runs jobs by hand, one after the other.
func (a *App) RunJob(ctx context.Context, names ...string) error {
	for _, name := range names {
		if _, err := a.Jobs.Run(ctx, name); err != nil {
			return fmt.Errorf("job %s: %w", name, err)
		}
	}
	return nil
}

// Rescan reads a range of blocks again and stores events that are missing.
func (a *App) Rescan(ctx context.Context, from, to uint64) (indexing.Again, error) {
	return a.indexer().Rescan(ctx, from, to)
}

// Close stops in the order cron, running jobs, HTTP, chain, store.
func (a *App) Close() error {
	var errs []error
	if a.Jobs != nil {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		errs = append(errs, a.Jobs.Stop(ctx))
		cancel()
	}
	if a.served != nil {
		a.stop()
		errs = append(errs, <-a.served)
	}
	for i := len(a.closers) - 1; i >= 0; i-- {
		errs = append(errs, a.closers[i]())
	}
	a.closers = nil
	return errors.Join(errs...)
}

func (a *App) onClose(fn func() error) { a.closers = append(a.closers, fn) }
