package outboxtest_test

import (
	"context"
	"errors"
	"math/big"
	"reflect"
	"runtime"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/ethereum/go-ethereum/ethclient/simulated"

	"makewhole/chain"
	"makewhole/money"
	"makewhole/outbox"
	"makewhole/outbox/keys"
	"makewhole/outbox/outboxtest"
	"makewhole/test/dbtest"
)

func newStore(t *testing.T) outboxtest.Store {
	clock := dbtest.NewClock()
	return outboxtest.Store{DB: dbtest.Open(t, clock.Now), Now: clock.Now, Advance: clock.Advance}
}

func TestFakeConforms(t *testing.T) {
	t.Parallel()
	outboxtest.Conform(t, func(*testing.T) outboxtest.Backend { return outboxtest.NewFake() }, newStore)
}

func TestGoEthereumConforms(t *testing.T) {
	t.Parallel()
	outboxtest.Conform(t, newGeth, newStore)
}

// gethID is the chain id of every simulated backend.
const gethID = 1337

// geth is an in-process go-ethereum as a Backend.
type geth struct {
	sim    *simulated.Backend
	client *chain.Client
}

func newGeth(t *testing.T) outboxtest.Backend {
	key, err := keys.NewDevSigner(1, gethID)
	if err != nil {
		t.Fatal(err)
	}
	coins, _ := new(big.Int).SetString("1000000000000000000000", 10)
	sim := simulated.NewBackend(types.GenesisAlloc{key.Address(): {Balance: coins}})
	// The backend hides its RPC client behind a field named like the method.
	inner := reflect.ValueOf(sim.Client()).FieldByName("Client").Interface().(*ethclient.Client)
	client, err := chain.NewClient(t.Context(), chain.Config{ChainID: gethID, Now: dbtest.NewClock().Now}, inner.Client())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := sim.Close(); err != nil {
			t.Error(err)
		}
	})
	awaitIndex(t, client, sim)
	return &geth{sim, client}
}

// awaitIndex seals blocks until the node can tell that it does not know a
// transaction. Its index starts with the first block it hears of, and on a busy
// machine it may not listen yet when that block comes.
func awaitIndex(t *testing.T, c *chain.Client, sim *simulated.Backend) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	for next := time.Now(); ; {
		if !time.Now().Before(next) {
			sim.Commit()
			next = time.Now().Add(200 * time.Millisecond)
		}
		_, err := c.Receipts(ctx, []common.Hash{{1}})
		if err == nil {
			return
		}
		if !errors.Is(err, chain.ErrIndexing) {
			t.Fatal(err)
		}
		runtime.Gosched()
	}
}

func (g *geth) Node() outbox.Node { return g.client }
func (g *geth) ChainID() uint64   { return gethID }
func (g *geth) Drop()             { g.sim.Rollback() }

func (g *geth) Mine(n int) {
	for range n {
		g.sim.Commit()
	}
}

func (g *geth) Reorg(t *testing.T, depth int, keep bool) {
	t.Helper()
	head, err := g.client.HeaderByNumber(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	parent, err := g.client.HeaderByNumber(t.Context(), new(big.Int).Sub(head.Number, big.NewInt(int64(depth))))
	if err != nil {
		t.Fatal(err)
	}
	if err := g.sim.Fork(parent.Hash()); err != nil {
		t.Fatal(err)
	}
	if !keep {
		g.sim.Rollback()
		g.Mine(depth)
	}
}

func (g *geth) Balance(t *testing.T, a common.Address) money.Amount {
	t.Helper()
	b, err := g.client.NativeBalance(context.Background(), a, nil)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
