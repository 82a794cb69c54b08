//go:build !nodevnet

package devnet

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/eth/filters"
	"github.com/ethereum/go-ethereum/eth/tracers"
	_ "github.com/ethereum/go-ethereum/eth/tracers/native" // callTracer and its like
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/ethereum/go-ethereum/params"
	"github.com/ethereum/go-ethereum/rpc"
)

// Limits of one JSON-RPC request.
const (
	batchItemsMax    = 1000
	batchResponseMax = 25 << 20
	blocksPerCallMax = 1000
)

// A tracer that go-ethereum does not know by name is taken for a program in
// JavaScript, which is not run here; without this the node falls over it.
func init() {
	tracers.DefaultDirectory.RegisterJSEval(func(name string, _ *tracers.Context, _ json.RawMessage, _ *params.ChainConfig) (*tracers.Tracer, error) {
		return nil, fmt.Errorf("devnet: there is no tracer %.40q", name)
	})
}

// serve registers the services once, for this process and for the port alike.
// Of go-ethereum's services only those that read or send are taken: debug is
// tracing only, because the rest of it writes files and rewinds chains.
func (n *Node) serve() error {
	n.rpcServer = rpc.NewServer()
	n.rpcServer.SetBatchLimits(batchItemsMax, batchResponseMax)
	logs := filters.NewFilterAPI(filters.NewFilterSystem(n.eth.APIBackend, filters.Config{}))
	apis := []rpc.API{
		{Namespace: "eth", Service: logs},
		{Namespace: "web3", Service: web3API{}},
		{Namespace: "evm", Service: &evmAPI{n}},
	}
	apis = append(apis, tracers.APIs(n.eth.APIBackend)...)
	for _, api := range n.eth.APIs() {
		if slices.Contains([]string{"eth", "net", "txpool"}, api.Namespace) {
			apis = append(apis, api)
		}
	}
	for _, api := range apis {
		if err := n.rpcServer.RegisterName(api.Namespace, api.Service); err != nil {
			return fmt.Errorf("register %s: %w", api.Namespace, err)
		}
	}
	n.rpc = rpc.DialInProc(n.rpcServer)
	n.client = ethclient.NewClient(n.rpc)
	if n.cfg.HTTPAddr == "" {
		return nil
	}
	return n.listenHTTP()
}

type web3API struct{}

// ClientVersion answers web3_clientVersion.
func (web3API) ClientVersion() string { return "makewhole-devnet/go-ethereum" }

// Sha3 answers web3_sha3.
func (web3API) Sha3(input hexutil.Bytes) hexutil.Bytes { return crypto.Keccak256(input) }

// evmAPI has the methods test tools use to move time and blocks.
type evmAPI struct{ n *Node }

// IncreaseTime answers evm_increaseTime: the clock moves for good, no block is
// sealed. Returns the whole offset from the wall clock in seconds.
func (a *evmAPI) IncreaseTime(seconds quantity) (int64, error) {
	if seconds > quantity(farthest/time.Second) {
		return 0, fmt.Errorf("%w: %d seconds", ErrTime, seconds)
	}
	offset, err := a.n.clock.advance(time.Duration(seconds) * time.Second)
	return int64(offset / time.Second), err
}

// SetNextBlockTimestamp answers evm_setNextBlockTimestamp (unix seconds, after
// the head). Later blocks follow the clock, which never goes back.
func (a *evmAPI) SetNextBlockTimestamp(at quantity) (uint64, error) {
	a.n.sealing.Lock()
	defer a.n.sealing.Unlock()
	return uint64(at), a.n.clock.setNext(uint64(at), a.n.eth.BlockChain().CurrentBlock().Time)
}

// Mine answers evm_mine: one block, or {"blocks": n}, with the given timestamp
// of the first block, if any.
func (a *evmAPI) Mine(args *mineArgs) (string, error) {
	blocks := quantity(1)
	if args != nil && args.Blocks != nil {
		blocks = *args.Blocks
	}
	if blocks > blocksPerCallMax {
		return "", fmt.Errorf("devnet: %d blocks in one call, at most %d", blocks, blocksPerCallMax)
	}
	if args != nil && args.Timestamp != nil {
		if _, err := a.SetNextBlockTimestamp(*args.Timestamp); err != nil {
			return "", err
		}
	}
	return "0x0", a.n.Mine(int(blocks))
}

type mineArgs struct {
	Timestamp *quantity `json:"timestamp"`
	Blocks    *quantity `json:"blocks"`
}

// UnmarshalJSON takes the object or, as older tools send it, the bare timestamp.
func (m *mineArgs) UnmarshalJSON(raw []byte) error {
	if bytes.HasPrefix(bytes.TrimSpace(raw), []byte("{")) {
		type plain mineArgs
		return json.Unmarshal(raw, (*plain)(m))
	}
	m.Timestamp = new(quantity)
	return json.Unmarshal(raw, m.Timestamp)
}

// quantity is an unsigned number as tools write it: 12, "12" or "0xc".
type quantity uint64

// UnmarshalJSON refuses signs, fractions and exponents.
func (q *quantity) UnmarshalJSON(raw []byte) error {
	text := string(bytes.Trim(raw, `"`))
	value, err := strconv.ParseUint(text, 0, 64)
	if err != nil {
		return fmt.Errorf("devnet: not a quantity: %.40q", text)
	}
	*q = quantity(value)
	return nil
}
