//go:build nodevnet

package devnet

import (
	"context"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/ethereum/go-ethereum/rpc"
)

// Node is the chain that this build leaves out: Start never returns one.
type Node struct{}

// Start returns ErrLeftOut.
func Start(context.Context, Config) (*Node, error) { return nil, ErrLeftOut }

// Client is nil in this build.
func (*Node) Client() *ethclient.Client { return nil }

// RPC is nil in this build.
func (*Node) RPC() *rpc.Client { return nil }

// URL is empty in this build.
func (*Node) URL() string { return "" }

// ChainID is zero in this build.
func (*Node) ChainID() *big.Int { return new(big.Int) }

// Accounts is empty in this build.
func (*Node) Accounts() []common.Address { return nil }

// Now is the zero time in this build.
func (*Node) Now() time.Time { return time.Time{} }

// AdvanceTime returns ErrLeftOut.
func (*Node) AdvanceTime(time.Duration) error { return ErrLeftOut }

// Mine returns ErrLeftOut.
func (*Node) Mine(int) error { return ErrLeftOut }

// MineAt returns ErrLeftOut.
func (*Node) MineAt(uint64, []*types.Transaction) error { return ErrLeftOut }

// Flush returns ErrLeftOut.
func (*Node) Flush(context.Context) error { return ErrLeftOut }

// Reorg returns ErrLeftOut.
func (*Node) Reorg(int, bool) error { return ErrLeftOut }

// Rewind returns ErrLeftOut.
func (*Node) Rewind(int, bool) error { return ErrLeftOut }

// DropPool does nothing.
func (*Node) DropPool() {}

// Close does nothing.
func (*Node) Close() error { return nil }
