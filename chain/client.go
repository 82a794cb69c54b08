package chain

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/ethereum/go-ethereum/rpc"
)

// Config says which chain to talk to and how.
type Config struct {
	URLs          []string      // http(s) or ws(s); all get transactions
	Quorum        int           // how many of them must say the same before money moves; 0 = more than half
	ChainID       uint64        // EIP-155 id; another id is refused
	GenesisHash   common.Hash   // zero: the first endpoint's genesis binds the others
	FinalityDepth uint64        // blocks below the head that count as final; 0 = the finalized tag
	Timeout       time.Duration // of one call; 0 = 10 s
	Now           func() time.Time
	Log           *slog.Logger // of disagreements; nil = nowhere
}

// defaultTimeout bounds one call (P4).
const defaultTimeout = 10 * time.Second

// unfinalizedMax is the height by which a chain with the finalized tag has a
// final block; one that has none by then never will (G9).
const unfinalizedMax = 1024

// Client reads one chain through one or more endpoints. It is safe for
// concurrent use.
//
// Reads that name a block (its number, its hash, the finalized one), receipts
// and logs are what money moves on: k endpoints must give the same answer
// (quorum.go). Reads of the head (estimates, prices, balances) are hints; the
// first endpoint that works answers them.
type Client struct {
	want      *identity
	depth     uint64
	timeout   time.Duration
	now       func() time.Time
	log       *slog.Logger
	endpoints []*endpoint
	quorum    int
	settled   atomic.Uint64 // highest height that k endpoints called final

	disagreed atomic.Uint64
	findMu    sync.Mutex
	findings  []Finding
	believed  *believed // the highest final block so far; nil before the first
}

// Dial connects to a chain by URL. It refuses a wrong chain id or genesis, and
// a chain without finality when no depth is configured. One endpoint that
// answers is enough; the others are verified when they are first needed.
func Dial(ctx context.Context, c Config) (*Client, error) {
	cl, err := Open(c)
	if err != nil {
		return nil, err
	}
	return cl, cl.CheckFinality(ctx)
}

// Open is Dial for a process that begins while no endpoint answers: nothing is
// asked yet. Whoever opens a client calls CheckFinality before it acts on the chain.
func Open(c Config) (*Client, error) {
	cl, err := newClient(c)
	if err != nil {
		return nil, err
	}
	if len(c.URLs) == 0 {
		return nil, errors.New("dial chain: no URL")
	}
	for _, raw := range c.URLs {
		u, err := url.Parse(raw)
		if err != nil || u.Host == "" {
			return nil, errors.New("dial chain: not a URL of a node")
		}
		cl.endpoints = append(cl.endpoints, &endpoint{name: u.Host, dial: dialer(raw, cl.timeout)})
	}
	return cl, cl.setQuorum(c.Quorum)
}

// NewClient uses connections that exist, for example an in-process node. URLs
// of the configuration are not used. Clients are closed with the Client.
func NewClient(ctx context.Context, c Config, conns ...*rpc.Client) (*Client, error) {
	cl, err := newClient(c)
	if err != nil {
		return nil, err
	}
	for i, conn := range conns {
		cl.endpoints = append(cl.endpoints, &endpoint{
			name:   fmt.Sprintf("connection %d", i+1),
			client: ethclient.NewClient(conn),
		})
	}
	if err := cl.setQuorum(c.Quorum); err != nil {
		return nil, err
	}
	return cl, cl.CheckFinality(ctx)
}

func (c *Client) setQuorum(quorum int) (err error) {
	if c.quorum, err = quorumOf(quorum, len(c.endpoints)); err != nil {
		return fmt.Errorf("dial chain: %w", err)
	}
	return nil
}

func newClient(c Config) (*Client, error) {
	switch {
	case c.ChainID == 0:
		return nil, errors.New("chain client: chain id is missing")
	case c.Now == nil:
		return nil, errors.New("chain client: Config.Now is missing")
	case c.Timeout <= 0:
		c.Timeout = defaultTimeout
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	want := &identity{chainID: c.ChainID, genesis: c.GenesisHash}
	return &Client{want: want, depth: c.FinalityDepth, timeout: c.Timeout, now: c.Now, log: c.Log}, nil
}

func dialer(raw string, timeout time.Duration) func(context.Context) (*rpc.Client, error) {
	return func(ctx context.Context) (*rpc.Client, error) {
		if strings.HasPrefix(raw, "ws") {
			return rpc.DialOptions(ctx, raw, rpc.WithWebsocketMessageSizeLimit(maxAnswer))
		}
		return rpc.DialOptions(ctx, raw, rpc.WithHTTPClient(newHTTPClient(timeout)),
			rpc.WithBatchResponseSizeLimit(maxAnswer))
	}
}

// CheckFinality refuses a chain where nothing would ever be final (ErrNoFinality).
// ErrNoNode and ErrNoQuorum mean that it is not known yet.
func (c *Client) CheckFinality(ctx context.Context) error {
	head, err := c.HeaderByNumber(ctx, nil)
	if err != nil {
		return fmt.Errorf("read head: %w", err)
	}
	if c.depth > 0 || head.Number.Uint64() < unfinalizedMax {
		return nil
	}
	f, err := read(ctx, c, c.finalOf)
	if err == nil && f.Number.Sign() == 0 {
		err = ErrNoFinality
	}
	return err
}

// Quorum is how many endpoints must say the same.
func (c *Client) Quorum() int { return c.quorum }

// ChainID is the configured and verified EIP-155 id.
func (c *Client) ChainID() uint64 { return c.want.chainID }

// Genesis is the verified hash of block 0.
func (c *Client) Genesis() common.Hash {
	c.want.mu.Lock()
	defer c.want.mu.Unlock()
	return c.want.genesis
}

// Close ends all connections.
func (c *Client) Close() {
	for _, e := range c.endpoints {
		e.mu.Lock()
		if e.client != nil {
			e.client.Close()
		}
		e.mu.Unlock()
	}
}

// do asks the endpoints in order until one answers. Endpoints that failed
// lately are asked last.
func (c *Client) do(ctx context.Context, call func(context.Context, *ethclient.Client) error) error {
	err := fmt.Errorf("%w: none is configured", ErrNoNode)
	for _, e := range c.order() {
		err = c.ask(ctx, e, call)
		if err == nil || !unavailable(err) || ctx.Err() != nil {
			return err
		}
		err = fmt.Errorf("%w: %s: %w", ErrNoNode, e.name, hideURL(err))
	}
	return err
}

// ask makes one call on one endpoint, with the time limit of the client.
func (c *Client) ask(ctx context.Context, e *endpoint, call func(context.Context, *ethclient.Client) error) error {
	short, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	node, err := e.ready(short, c.want)
	if err == nil {
		err = call(short, node)
	}
	switch {
	case errors.Is(err, context.Canceled): // our caller's doing
	case unavailable(err):
		e.failed(c.now())
	default:
		e.worked()
	}
	if errors.Is(err, ErrWrongChain) {
		c.find(Finding{"chain", []Answer{{e.name, err.Error()}}})
	}
	return err
}

// order puts endpoints that failed lately last.
func (c *Client) order() []*endpoint {
	awake, resting := c.split()
	return append(awake, resting...)
}

// split tells the endpoints that work from those that failed lately.
func (c *Client) split() (awake, resting []*endpoint) {
	now := c.now()
	for _, e := range c.endpoints {
		if e.resting(now) {
			resting = append(resting, e)
		} else {
			awake = append(awake, e)
		}
	}
	return awake, resting
}

// IsNotFound covers the spellings of "no such block" in use.
func IsNotFound(err error) bool {
	s := strings.ToLower(err.Error())
	return strings.Contains(s, "not found") || strings.Contains(s, "unknown block")
}
