package devnet

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"time"
)

// DefaultChainID is the chain id wallets and test tools use for local chains.
const DefaultChainID uint64 = 31337

// DefaultFinalityDepth is how many blocks the finalized tag stays behind the head.
const DefaultFinalityDepth = 2

var (
	// ErrLeftOut is returned by Start in binaries built with the tag nodevnet.
	ErrLeftOut = errors.New("devnet: the embedded chain is left out of this build (tag nodevnet)")
	// ErrNotLoopback refuses to serve published keys to a network.
	ErrNotLoopback = errors.New("devnet: HTTP address is not on loopback")
	// ErrFinal refuses a reorganisation below the finalized block.
	ErrFinal = errors.New("devnet: the block is final")
	// ErrOtherChain says that the directory holds a chain with another id.
	ErrOtherChain = errors.New("devnet: the directory holds another chain")
	// ErrTime refuses a time at or before the head, a negative or an absurd one.
	ErrTime = errors.New("devnet: time out of range")
)

// Config of one chain. The zero value is a chain in memory with id 31337,
// reachable in this process only, that seals when transactions arrive.
type Config struct {
	// Dir keeps the chain; empty means memory. One process per directory.
	Dir     string
	ChainID uint64 // default DefaultChainID
	// HTTPAddr is a loopback host:port for JSON-RPC over HTTP and WebSocket
	// (port 0 chooses one). Empty opens no port.
	HTTPAddr string
	// BlockTime > 0 seals a block at this interval, empty or not. At 0 a block
	// is sealed for every batch of transactions and the idle chain stands still.
	BlockTime time.Duration
	// Manual seals nothing by itself: blocks come from Mine, Flush and evm_mine.
	Manual bool
	// IdleBlocks lets calls against the head see time pass while nobody sends
	// anything: an empty block follows 1 s after the last work, then 2, 4, 8 s and
	// so on after the one before. The idle chain grows with the logarithm of time.
	IdleBlocks bool
	// FinalityDepth is the distance of the finalized block from the head:
	// 0 means DefaultFinalityDepth, negative means that the head is final.
	FinalityDepth int
	// Accounts is how many of the MaxAccounts dev accounts Accounts lists
	// (default 10). All of them are funded, so the genesis does not depend on it.
	Accounts int
	// Logger takes go-ethereum's log, for the whole process, once. Nil is silent.
	Logger *slog.Logger
}

func (c Config) withDefaults() (Config, error) {
	if c.ChainID == 0 {
		c.ChainID = DefaultChainID
	}
	if c.Accounts == 0 {
		c.Accounts = 10
	}
	switch {
	case c.FinalityDepth == 0:
		c.FinalityDepth = DefaultFinalityDepth
	case c.FinalityDepth < 0:
		c.FinalityDepth = 0
	}
	if c.Accounts < 0 || c.Accounts > MaxAccounts {
		return c, fmt.Errorf("devnet: %d accounts asked, there are %d", c.Accounts, MaxAccounts)
	}
	if c.BlockTime < 0 {
		return c, fmt.Errorf("devnet: negative block time %s", c.BlockTime)
	}
	return c, checkLoopback(c.HTTPAddr)
}

func checkLoopback(addr string) error {
	if addr == "" {
		return nil
	}
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("devnet: HTTP address: %w", err)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return fmt.Errorf("%w: %q", ErrNotLoopback, addr)
	}
	return nil
}
