package chain

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/ethereum/go-ethereum/rpc"
)

// endpoint is one node. It is verified (chain id, genesis) before its first
// answer is believed and again after every failure of the connection.
type endpoint struct {
	name string // host only: URLs carry credentials
	dial func(context.Context) (*rpc.Client, error)

	mu       sync.Mutex
	client   *ethclient.Client
	verified bool
	failures int
	idle     time.Time // not asked before this time
}

// coolDown is how long an endpoint rests after n failures in a row.
func coolDown(n int) time.Duration {
	return min(250*time.Millisecond<<min(n, 8), 30*time.Second)
}

// ready connects and verifies if needed.
func (e *endpoint) ready(ctx context.Context, want *identity) (*ethclient.Client, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.client == nil {
		c, err := e.dial(ctx)
		if err != nil {
			return nil, fmt.Errorf("connect to %s: %w", e.name, hideURL(err))
		}
		e.client = ethclient.NewClient(c)
	}
	if !e.verified {
		if err := want.check(ctx, e.client); err != nil {
			return nil, fmt.Errorf("verify %s: %w", e.name, hideURL(err))
		}
		e.verified = true
	}
	return e.client, nil
}

// failed rests the endpoint and makes it prove itself again.
func (e *endpoint) failed(now time.Time) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.verified = false
	e.idle = now.Add(coolDown(e.failures))
	e.failures++
}

func (e *endpoint) worked() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.failures, e.idle = 0, time.Time{}
}

func (e *endpoint) resting(now time.Time) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return now.Before(e.idle)
}

// identity is what makes a chain this chain.
type identity struct {
	chainID uint64
	mu      sync.Mutex
	genesis common.Hash // zero until the first verified node told it
}

func (id *identity) check(ctx context.Context, c *ethclient.Client) error {
	got, err := c.ChainID(ctx)
	if err != nil {
		return err
	}
	if !got.IsUint64() || got.Uint64() != id.chainID {
		return fmt.Errorf("%w: chain id %s, want %d", ErrWrongChain, got, id.chainID)
	}
	h, err := c.HeaderByNumber(ctx, new(big.Int))
	if err != nil {
		return fmt.Errorf("read genesis: %w", err)
	}
	id.mu.Lock()
	defer id.mu.Unlock()
	if id.genesis == (common.Hash{}) {
		id.genesis = h.Hash()
	}
	if h.Hash() != id.genesis {
		return fmt.Errorf("%w: genesis %s, want %s", ErrWrongChain, h.Hash(), id.genesis)
	}
	return nil
}

// unavailable tells trouble of the endpoint, where another may do better, from
// an answer: an error object of JSON-RPC is an answer.
func unavailable(err error) bool {
	var http429 rpc.HTTPError
	var answer rpc.Error
	switch {
	case err == nil, errors.Is(err, ethereum.NotFound), errors.Is(err, context.Canceled):
		return false
	case errors.As(err, &http429):
		return true
	case errors.As(err, &answer):
		return answer.ErrorCode() == -32005 || answer.ErrorCode() == http.StatusTooManyRequests
	}
	return true
}

// hideURL drops request addresses from transport errors: they carry API keys.
func hideURL(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}
