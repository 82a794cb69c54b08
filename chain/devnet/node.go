//go:build !nodevnet

package devnet

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"net/http"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core"
	"github.com/ethereum/go-ethereum/core/rawdb"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/eth"
	"github.com/ethereum/go-ethereum/eth/ethconfig"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/ethereum/go-ethereum/log"
	"github.com/ethereum/go-ethereum/node"
	"github.com/ethereum/go-ethereum/p2p"
	"github.com/ethereum/go-ethereum/params"
	"github.com/ethereum/go-ethereum/rpc"
)

// Of every block.
const (
	gasLimit  = 60_000_000
	extraData = "makewhole devnet"
)

// Node is a running chain. Its methods may be called from any goroutine.
type Node struct {
	cfg   Config
	stack *node.Node
	eth   *eth.Ethereum
	clock *clock

	rpcServer *rpc.Server
	rpc       *rpc.Client
	client    *ethclient.Client
	http      *http.Server
	url       string

	sealing  sync.Mutex // held while the head moves
	lastWork uint64     // newest block with transactions; guarded by sealing

	kick   chan struct{}
	quit   chan struct{}
	loops  sync.WaitGroup
	closed sync.Once
	result error // of Close
}

var logOnce sync.Once

// Start opens or creates the chain of cfg and returns when it answers. ctx
// bounds the start only; the caller owns the node and must Close it.
func Start(ctx context.Context, cfg Config) (*Node, error) {
	cfg, err := cfg.withDefaults()
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("start devnet: %w", err)
	}
	if cfg.Logger != nil {
		logOnce.Do(func() { setLog(cfg.Logger) })
	}
	n := &Node{cfg: cfg, kick: make(chan struct{}, 1), quit: make(chan struct{})}
	if err := n.open(); err != nil {
		return nil, errors.Join(fmt.Errorf("start devnet: %w", err), n.Close())
	}
	return n, nil
}

func (n *Node) open() error {
	if err := n.openChain(); err != nil {
		return err
	}
	if err := n.resumeHead(); err != nil {
		return err
	}
	head := n.eth.BlockChain().CurrentBlock()
	var err error
	if n.clock, err = openClock(n.eth.ChainDb(), time.Now(), head.Time); err != nil {
		return err
	}
	n.resumeFinality(head)
	if err := n.serve(); err != nil {
		return err
	}
	n.run()
	return nil
}

func (n *Node) openChain() error {
	stack, err := node.New(nodeConfig(n.cfg))
	if err != nil {
		return fmt.Errorf("open %q: %w", n.cfg.Dir, err)
	}
	n.stack = stack
	n.eth, err = eth.New(stack, chainConfig(n.cfg))
	if mismatch := new(core.GenesisMismatchError); errors.As(err, &mismatch) {
		return fmt.Errorf("%w: %w", ErrOtherChain, err)
	}
	if err != nil {
		return fmt.Errorf("open chain: %w", err)
	}
	if err := stack.Start(); err != nil {
		return fmt.Errorf("start node: %w", err)
	}
	n.eth.SetSynced()
	return nil
}

// Client speaks to the chain in this process. It is shared; do not close it.
func (n *Node) Client() *ethclient.Client { return n.client }

// RPC is Client's connection, for methods it has no name for.
func (n *Node) RPC() *rpc.Client { return n.rpc }

// URL is the address of JSON-RPC over HTTP; empty when no port was asked for.
// WebSocket answers on the same port with the scheme ws.
func (n *Node) URL() string { return n.url }

// ChainID of the chain.
func (n *Node) ChainID() *big.Int { return new(big.Int).SetUint64(n.cfg.ChainID) }

// Accounts are the addresses of the dev accounts asked for in the Config.
func (n *Node) Accounts() []common.Address { return Addresses(n.cfg.Accounts) }

// Now is the chain's time: the wall clock plus every advance so far. It never
// goes back, also across restarts, and is never before the head. UTC, microseconds.
func (n *Node) Now() time.Time { return n.clock.now() }

// Close stops sealing, the listener and the chain. Calling it again does nothing.
func (n *Node) Close() error {
	n.closed.Do(func() { n.result = n.close() })
	return n.result
}

func (n *Node) close() error {
	var errs []error
	close(n.quit)
	if n.http != nil {
		errs = append(errs, n.http.Close())
	}
	n.loops.Wait()
	if n.client != nil {
		n.client.Close()
	}
	if n.rpcServer != nil {
		n.rpcServer.Stop()
	}
	n.sealing.Lock() // a seal asked for by a caller may still be under way
	defer n.sealing.Unlock()
	if n.stack != nil {
		errs = append(errs, n.stack.Close())
	}
	return errors.Join(errs...)
}

func nodeConfig(cfg Config) *node.Config {
	nc := node.DefaultConfig
	nc.Name, nc.DataDir, nc.IPCPath = "devnet", cfg.Dir, ""
	nc.P2P = p2p.Config{NoDiscovery: true} // opens no port, knows no peer
	return &nc
}

func chainConfig(cfg Config) *ethconfig.Config {
	ec := ethconfig.Defaults
	ec.NetworkId, ec.SyncMode, ec.Genesis = cfg.ChainID, ethconfig.FullSync, genesis(cfg.ChainID)
	ec.StateScheme, ec.NoPruning, ec.SnapshotCache = rawdb.HashScheme, true, 0 // survives kill -9
	ec.DatabaseCache, ec.DatabaseHandles = 32, 64
	ec.TrieCleanCache, ec.TrieDirtyCache = 16, 0
	ec.TransactionHistory, ec.LogNoHistory = 0, true // all transactions by hash; logs by header blooms
	ec.Miner.GasCeil, ec.Miner.GasPrice = gasLimit, big.NewInt(1)
	ec.Miner.ExtraData = []byte(extraData)
	ec.RPCGasCap, ec.RPCTxFeeCap = gasLimit, 0
	ec.TxPool.PriceLimit, ec.TxPool.NoLocals = 1, true
	ec.TxPool.AccountSlots, ec.TxPool.GlobalSlots = 4096, 1<<16
	ec.TxPool.AccountQueue, ec.TxPool.GlobalQueue = 4096, 1<<14
	return &ec
}

// genesis has the time 0, so that every real time lies after some block, and
// names the chain id, which otherwise is no part of its hash: a directory is
// then refused when it is opened under another one.
func genesis(chainID uint64) *core.Genesis {
	rules := *params.AllDevChainProtocolChanges
	rules.ChainID = new(big.Int).SetUint64(chainID)
	rules.BogotaTime = nil // mainnet's gas prices
	alloc := core.SystemContractAllocs()
	for _, address := range Addresses(MaxAccounts) {
		alloc[address] = types.Account{Balance: Balance()}
	}
	return &core.Genesis{
		Config:     &rules,
		ExtraData:  binary.BigEndian.AppendUint64([]byte(extraData), chainID),
		GasLimit:   gasLimit,
		BaseFee:    big.NewInt(params.InitialBaseFee),
		Difficulty: new(big.Int),
		Alloc:      alloc,
	}
}

// chainLog is go-ethereum's logger under a type of our own: given its own type,
// SetDefault would also replace the default logger of log/slog.
type chainLog struct{ log.Logger }

func setLog(to *slog.Logger) { log.SetDefault(chainLog{log.NewLogger(to.Handler())}) }
