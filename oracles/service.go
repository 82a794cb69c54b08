package oracles

import (
	"context"
	"errors"
	"math/big"
	"net/http"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/models"
	"makewhole/oracles/reports"
)

// Provider is one node of a chain, as far as R12 and the clock need it.
// *chain.Client satisfies it.
type Provider interface {
	Finalized(ctx context.Context) (*types.Header, error)
	HeaderByNumber(ctx context.Context, number *big.Int) (*types.Header, error)
	CallContractAtHash(ctx context.Context, msg ethereum.CallMsg, block common.Hash) ([]byte, error)
}

// Source is a chain losses are measured on: m providers, Agree (k) of which must
// say the same. 1 of 1 is for development.
type Source struct {
	Providers []Provider
	Agree     int
}

// Config is what New needs.
type Config struct {
	DB  *models.DB
	Now func() time.Time // local clock, only compared with chain time
	// ChainID is the settlement chain; its source is also the clock.
	ChainID  uint64
	Sources  map[uint64]Source
	Operator common.Address // sends submit and submitSet
	Limits   reports.Limits
	// MaxClockDrift is how far the local clock may be from the head before
	// reports are refused; 0 switches the rule off (development chains, whose
	// time can be advanced).
	MaxClockDrift time.Duration
	Pull          []PullSource
	// HTTP replaces the guarded client of Pull; nil in production.
	HTTP *http.Client
}

// Service is the server's side of the committee over one store. Every exported
// method is one transaction, after the network reads it needs.
type Service struct{ Config }

// New checks the configuration.
func New(c Config) (*Service, error) {
	if c.HTTP == nil {
		c.HTTP = guardedClient(c.Pull)
	}
	return &Service{c}, c.validate()
}

func (c Config) validate() error {
	switch {
	case c.DB == nil:
		return errors.New("oracles: Config.DB is missing")
	case c.Now == nil:
		return errors.New("oracles: Config.Now is missing")
	case c.ChainID == 0:
		return errors.New("oracles: Config.ChainID is missing")
	case c.Operator == common.Address{}:
		return errors.New("oracles: Config.Operator is missing")
	}
	if _, ok := c.Sources[c.ChainID]; !ok {
		return errors.New("oracles: Config.Sources lacks the settlement chain")
	}
	for _, s := range c.Sources {
		if s.Agree < 1 || s.Agree > len(s.Providers) || 2*s.Agree <= len(s.Providers) {
			return errors.New("oracles: Source.Agree must be a majority of its providers")
		}
	}
	for _, p := range c.Pull {
		if err := p.validate(); err != nil {
			return err
		}
	}
	return nil
}

// Receipt is the answer to a report that was not refused.
type Receipt struct {
	ID     string      `json:"id"` // public id of the snapshot, set or settlement
	Kind   string      `json:"kind"`
	Digest common.Hash `json:"digest"`
	State  string      `json:"state"`            // collecting, pending, quorum, or the later state of a known digest
	Reason string      `json:"reason,omitempty"` // what it waits for
	Have   int         `json:"have"`
	Need   int         `json:"need"`
	Known  bool        `json:"known"` // nothing changed
}

// Status is the HTTP status of the answer: 200 when nothing changed because the
// digest is accepted already, 202 otherwise.
func (r Receipt) Status() int {
	if r.Known {
		return http.StatusOK
	}
	return http.StatusAccepted
}
