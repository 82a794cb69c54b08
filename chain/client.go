package chain

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"net/url"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/ethereum/go-ethereum/rpc"
)

// Config says which chain to talk to and how.
type Config struct {
	URLs          []string      // http(s) or ws(s); the first that works answers, all get transactions
	ChainID       uint64        // EIP-155 id; another id is refused
	GenesisHash   common.Hash   // zero: the first endpoint's genesis binds the others
	FinalityDepth uint64        // blocks below the head that count as final; 0 = the finalized tag
	Timeout       time.Duration // of one call; 0 = 10 s
	Now           func() time.Time
}

// defaultTimeout bounds one call (P4).
const defaultTimeout = 10 * time.Second

// unfinalizedMax is the height by which a chain with the finalized tag has a
// final block; one that has none by then never will (G9).
const unfinalizedMax = 1024

// Client reads one chain through one or more endpoints. It is safe for
// concurrent use.
type Client struct {
	want      *identity
	depth     uint64
	timeout   time.Duration
	now       func() time.Time
	endpoints []*endpoint
}

// Dial connects to a chain by URL. It refuses a wrong chain id or genesis, and
// a chain without finality when no depth is configured. One endpoint that
// answers is enough; the others are verified when they are first needed.
func Dial(ctx context.Context, c Config) (*Client, error) {
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
	return cl, cl.checkFinality(ctx)
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
	return cl, cl.checkFinality(ctx)
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
	want := &identity{chainID: c.ChainID, genesis: c.GenesisHash}
	return &Client{want: want, depth: c.FinalityDepth, timeout: c.Timeout, now: c.Now}, nil
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

// checkFinality refuses to start on a chain where nothing would ever be final.
func (c *Client) checkFinality(ctx context.Context) error {
	head, err := c.HeaderByNumber(ctx, nil)
	if err != nil {
		return fmt.Errorf("read head: %w", err)
	}
	if c.depth > 0 || head.Number.Uint64() < unfinalizedMax {
		return nil
	}
	f, err := c.Finalized(ctx)
	if err == nil && f.Number.Sign() == 0 {
		err = ErrNoFinality
	}
	return err
}

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
	if unavailable(err) {
		e.failed(c.now())
	} else {
		e.worked()
	}
	return err
}

func (c *Client) order() []*endpoint {
	now := c.now()
	var awake, resting []*endpoint
	for _, e := range c.endpoints {
		if e.resting(now) {
			resting = append(resting, e)
		} else {
			awake = append(awake, e)
		}
	}
	return append(awake, resting...)
}

// Finalized is the newest final header: the finalized tag, or the block at the
// configured depth. On a young chain that is the genesis block.
func (c *Client) Finalized(ctx context.Context) (*types.Header, error) {
	if c.depth == 0 {
		return c.finalizedTag(ctx)
	}
	head, err := c.HeaderByNumber(ctx, nil)
	if err != nil {
		return nil, err
	}
	n := head.Number.Uint64()
	return c.HeaderByNumber(ctx, new(big.Int).SetUint64(n-min(n, c.depth)))
}

func (c *Client) finalizedTag(ctx context.Context) (*types.Header, error) {
	h, err := c.HeaderByNumber(ctx, big.NewInt(rpc.FinalizedBlockNumber.Int64()))
	var answer rpc.Error
	switch {
	case err == nil:
		return h, nil
	case isNotFound(err):
		return c.HeaderByNumber(ctx, new(big.Int))
	case errors.As(err, &answer):
		return nil, fmt.Errorf("%w: %w", ErrNoFinality, err)
	}
	return nil, err
}

// isNotFound covers the spellings of "no such block" in use.
func isNotFound(err error) bool {
	s := strings.ToLower(err.Error())
	return strings.Contains(s, "not found") || strings.Contains(s, "unknown block")
}
