// Package embedded is a world for tests on the embedded chain: a node, our
// contracts with a pool of a token and one of the coin, a store and a sender.
//
// It knows how to start and fill them, and fails the test that it belongs to when
// that does not work. It must not know what a test is about: what is asked of the
// chain, and what has to come out, is said there.
//
// Start reading at New.
package embedded

import (
	"context"
	"errors"
	"math/big"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/chain"
	"makewhole/chain/devnet"
	"makewhole/deployment"
	"makewhole/merkle"
	"makewhole/models"
	"makewhole/money"
	"makewhole/outbox"
	"makewhole/outbox/keys"
	"makewhole/test/dbtest"
)

// World is an embedded chain with our contracts, a store and a sender whose
// key is free development account 0.
type World struct {
	t         *testing.T
	Node      *devnet.Node
	Client    *chain.Client
	Contracts deployment.Deployment
	DB        *models.DB
	Clock     *dbtest.Clock
	Key       outbox.Signer
	Sender    *outbox.Sender
}

// Node starts an embedded chain for one test.
func Node(t *testing.T, cfg devnet.Config) *devnet.Node {
	t.Helper()
	n, err := devnet.Start(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := n.Close(); err != nil {
			t.Error(err)
		}
	})
	return n
}

// TwoPools deploys a pool of a token and one of the coin.
func TwoPools(t *testing.T) deployment.Options {
	t.Helper()
	o, err := deployment.DevOptions(31337)
	if err != nil {
		t.Fatal(err)
	}
	o.Tokens = []deployment.Token{{Name: "Test dollar", Symbol: "tUSD", Decimals: 6}, {PerDay: money.FromUint64(5)}}
	o.Pools = []deployment.Pool{
		{PublicID: "pol_dollar", ID: merkle.PoolID("pol_dollar"), Token: "tUSD"},
		{PublicID: "pol_coin", ID: merkle.PoolID("pol_coin")},
	}
	return o
}

// New starts the chain, deploys the contracts of TwoPools on it and opens an empty
// store.
func New(t *testing.T) *World {
	t.Helper()
	e := &World{t: t, Node: Node(t, devnet.Config{}), Clock: dbtest.NewClock()}
	var err error
	if e.Contracts, err = deployment.Deploy(t.Context(), e.Node.Client(), TwoPools(t)); err != nil {
		t.Fatal(err)
	}
	if e.Client, err = chain.NewClient(t.Context(), chain.Config{ChainID: 31337, Now: e.Clock.Now}, e.Node.RPC()); err != nil {
		t.Fatal(err)
	}
	e.DB = dbtest.Open(t, e.Clock.Now)
	if e.Key, err = keys.NewDevSigner(deployment.DevFree, 31337); err != nil {
		t.Fatal(err)
	}
	e.Sender, err = outbox.NewSender(outbox.SenderConfig{
		DB: e.DB, Node: e.Client, ChainID: 31337, Signers: []outbox.Signer{e.Key}, Owner: "test", Now: e.Clock.Now,
	})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// Tx writes to the store.
func (e *World) Tx(fn func(tx *models.Tx) error) {
	e.t.Helper()
	if err := e.DB.Tx(context.Background(), fn); err != nil {
		e.t.Fatal(err)
	}
}

// ByTreasurer sends a transaction of the development treasurer, past the outbox.
func (e *World) ByTreasurer(to common.Address, data []byte) {
	e.t.Helper()
	c := e.Node.Client()
	nonce, err := c.PendingNonceAt(e.t.Context(), devnet.Address(deployment.DevTreasurer))
	if err != nil {
		e.t.Fatal(err)
	}
	tx, err := types.SignNewTx(devnet.Key(deployment.DevTreasurer), types.LatestSignerForChainID(big.NewInt(31337)), &types.DynamicFeeTx{
		ChainID: big.NewInt(31337), Nonce: nonce, To: &to, Data: data, Gas: 200_000, GasTipCap: big.NewInt(1e9), GasFeeCap: big.NewInt(100e9),
	})
	if err != nil {
		e.t.Fatal(err)
	}
	if err := errors.Join(c.SendTransaction(e.t.Context(), tx), e.Node.Flush(e.t.Context())); err != nil {
		e.t.Fatal(err)
	}
}

// Enqueue writes an approved intent of the key.
func (e *World) Enqueue(key string, to common.Address, value money.Amount, data []byte) {
	e.t.Helper()
	e.Tx(func(tx *models.Tx) error {
		_, err := tx.Enqueue(models.TxIntent{
			IdemKey: key, Kind: "trial", RefMachine: "pool", RefID: 1, ChainID: 31337, Sender: models.Addr(e.Key.Address()),
			To: models.Addr(to), Value: models.Amt(value), Data: data, State: models.TxApproved,
		})
		return err
	})
}

// Settle sends everything and waits for finality, which the chain seals.
func (e *World) Settle() {
	e.t.Helper()
	for range 20 {
		r, err := e.Sender.RunOnce(e.t.Context())
		if err != nil {
			e.t.Fatal(err)
		}
		if r.Idle() {
			return
		}
		if err := e.Node.Flush(e.t.Context()); err != nil {
			e.t.Fatal(err)
		}
		e.Clock.Advance(time.Second)
	}
	e.t.Fatal("outbox is not idle")
}

// Pool writes the row of a pool on the chain.
func (e *World) Pool(publicID, kind string, contract, asset common.Address) models.Pool {
	e.t.Helper()
	var row models.Pool
	e.Tx(func(tx *models.Tx) error {
		a, err := tx.EnsureAsset(models.Asset{ChainID: 31337, Address: models.Addr(asset), Symbol: "ETH", Decimals: 18})
		if err != nil {
			return err
		}
		row = models.Pool{
			PublicID: publicID, Kind: kind, Name: publicID, AssetID: a.ID, Contract: models.Addr(contract),
			Distributor: models.Addr(e.Contracts.Distributor), Oracle: models.Addr(e.Contracts.LossOracle),
		}
		return models.Insert(tx, &row)
	})
	return row
}

// Events are the stored events of these names that nobody has handled yet.
func (e *World) Events(names ...string) []models.ChainEvent {
	e.t.Helper()
	var out []models.ChainEvent
	err := e.DB.Read(context.Background(), func(tx *models.Tx) (err error) {
		out, err = tx.PendingEvents(100, names...)
		return err
	})
	if err != nil {
		e.t.Fatal(err)
	}
	return out
}
