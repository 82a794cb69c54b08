package server

import (
	"context"
	"errors"
	"log/slog"
	"net/url"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims"
	"makewhole/contracts"
	"makewhole/corrections"
	"makewhole/distributions"
	"makewhole/incidents"
	"makewhole/models"
	"makewhole/money"
	"makewhole/oracles"
	"makewhole/settlements"
)

// Chain is the one question sign-in asks a node: whose signature is it (EIP-1271,
// EIP-6492, EIP-7702)?
type Chain interface {
	VerifySignature(ctx context.Context, addr common.Address, digest common.Hash, sig []byte, atBlock *uint64) (contracts.Verdict, error)
}

// Jobs runs and shows background jobs; *jobs.Scheduler satisfies it.
type Jobs interface {
	Names() []string
	List(ctx context.Context) ([]models.Work, error)
	Run(ctx context.Context, name string) (summary string, err error)
}

// Outbox is what people may do to transactions and sending keys;
// *outbox.Operator satisfies it.
type Outbox interface {
	Approve(ctx context.Context, by models.Actor, publicID, reason string) (models.TxIntent, error)
	Bump(ctx context.Context, by models.Actor, publicID, reason string) (models.TxIntent, error)
	Cancel(ctx context.Context, by models.Actor, publicID, reason string) (models.TxIntent, error)
	Requeue(ctx context.Context, by models.Actor, publicID, reason string) (models.TxIntent, error)
	Pause(ctx context.Context, by models.Actor, chainID int64, key common.Address, reason string) (models.KeyState, error)
	Resume(ctx context.Context, by models.Actor, chainID int64, key common.Address, reason string) (models.KeyState, error)
	AdoptNonce(ctx context.Context, by models.Actor, chainID int64, key common.Address, reason string) (models.KeyState, error)
	Budget(ctx context.Context, chainID int64, subject string) (models.Budget, error)
	SetBudget(ctx context.Context, by models.Actor, chainID int64, subject string, limit money.Amount, reason string) (models.Budget, error)
}

// Config is everything the server needs. Chain, Jobs, Outbox and Metrics may be
// nil: sign-in is then for accounts with a key only, and the routes of jobs, of
// the outbox and of metrics answer 503.
type Config struct {
	DB            *models.DB
	Claims        *claims.Service
	Settlements   *settlements.Service
	Corrections   *corrections.Service
	Distributions *distributions.Service
	Oracles       *oracles.Service
	Incidents     *incidents.Service
	Chain         Chain
	Jobs          Jobs
	Outbox        Outbox
	Metrics       Metrics

	Owner          string // names this process beside requests that it works on; empty = nobody can tell that it is gone
	Domain         string // host[:port] that sign-in texts name, from configuration, never from a header
	URI            string // sign-in URI; default https://Domain/login
	ChainID        int64  // settlement chain
	TrustedProxies []string
	Origins        []string // of pages elsewhere that may call the public listener from a browser
	LimitScale     float64  // multiplies every rate limit; 0 = 1
	Version        string
	Now            func() time.Time
	Log            *slog.Logger
}

func (c *Config) validate() error {
	switch {
	case c.DB == nil, c.Claims == nil, c.Settlements == nil, c.Corrections == nil, c.Distributions == nil, c.Oracles == nil, c.Incidents == nil:
		return errors.New("config: DB, Claims, Settlements, Corrections, Distributions, Oracles and Incidents must be set")
	case c.Now == nil:
		return errors.New("config: Now must be set")
	case c.Domain == "" || c.ChainID <= 0:
		return errors.New("config: Domain and ChainID must be set")
	}
	if u, err := url.Parse("https://" + c.Domain); err != nil || u.Host != c.Domain {
		return errors.New("config: Domain must be a host, with a port if it is not the default one")
	}
	for _, origin := range c.Origins {
		if err := checkOrigin(origin); err != nil {
			return err
		}
	}
	if c.URI == "" {
		c.URI = "https://" + c.Domain + "/login"
	}
	if c.LimitScale == 0 {
		c.LimitScale = 1
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return nil
}
