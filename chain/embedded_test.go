package chain_test

import (
	"context"
	"encoding/json"
	"errors"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/chain"
	"makewhole/chain/devnet"
	"makewhole/contracts"
	"makewhole/deployment"
	"makewhole/merkle"
	"makewhole/models"
	"makewhole/money"
	"makewhole/outbox"
	"makewhole/test/dbtest"
)

// embedded is an embedded chain with our contracts, a store and a sender whose
// key is free development account 0.
type embedded struct {
	t      *testing.T
	node   *devnet.Node
	client *chain.Client
	d      deployment.Deployment
	db     *models.DB
	clock  *dbtest.Clock
	key    outbox.Signer
	sender *outbox.Sender
}

// startNode starts an embedded chain for one test.
func startNode(t *testing.T, cfg devnet.Config) *devnet.Node {
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

// twoPools deploys a pool of a token and one of the coin.
func twoPools(t *testing.T) deployment.Options {
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

func newEmbedded(t *testing.T) *embedded {
	t.Helper()
	e := &embedded{t: t, node: startNode(t, devnet.Config{}), clock: dbtest.NewClock()}
	var err error
	if e.d, err = deployment.Deploy(t.Context(), e.node.Client(), twoPools(t)); err != nil {
		t.Fatal(err)
	}
	if e.client, err = chain.NewClient(t.Context(), chain.Config{ChainID: 31337, Now: e.clock.Now}, e.node.RPC()); err != nil {
		t.Fatal(err)
	}
	e.db = dbtest.Open(t, e.clock.Now)
	if e.key, err = outbox.NewDevSigner(deployment.DevFree, 31337); err != nil {
		t.Fatal(err)
	}
	e.sender, err = outbox.NewSender(outbox.SenderConfig{
		DB: e.db, Node: e.client, ChainID: 31337, Signers: []outbox.Signer{e.key}, Owner: "test", Now: e.clock.Now,
	})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func (e *embedded) tx(fn func(tx *models.Tx) error) {
	e.t.Helper()
	if err := e.db.Tx(context.Background(), fn); err != nil {
		e.t.Fatal(err)
	}
}

// byTreasurer sends a transaction of the development treasurer, past the outbox.
func (e *embedded) byTreasurer(to common.Address, data []byte) {
	e.t.Helper()
	c := e.node.Client()
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
	if err := errors.Join(c.SendTransaction(e.t.Context(), tx), e.node.Flush(e.t.Context())); err != nil {
		e.t.Fatal(err)
	}
}

func (e *embedded) enqueue(key string, to common.Address, value money.Amount, data []byte) {
	e.t.Helper()
	e.tx(func(tx *models.Tx) error {
		_, err := tx.Enqueue(models.TxIntent{
			IdemKey: key, Kind: "trial", RefMachine: "pool", RefID: 1, ChainID: 31337, Sender: models.Addr(e.key.Address()),
			To: models.Addr(to), Value: models.Amt(value), Data: data, State: models.TxApproved,
		})
		return err
	})
}

// settle sends everything and waits for finality, which the chain seals.
func (e *embedded) settle() {
	e.t.Helper()
	for range 20 {
		r, err := e.sender.RunOnce(e.t.Context())
		if err != nil {
			e.t.Fatal(err)
		}
		if r.Idle() {
			return
		}
		if err := e.node.Flush(e.t.Context()); err != nil {
			e.t.Fatal(err)
		}
		e.clock.Advance(time.Second)
	}
	e.t.Fatal("outbox is not idle")
}

func (e *embedded) pool(publicID, kind string, contract, asset common.Address) models.Pool {
	e.t.Helper()
	var row models.Pool
	e.tx(func(tx *models.Tx) error {
		a, err := tx.EnsureAsset(models.Asset{ChainID: 31337, Address: models.Addr(asset), Symbol: "ETH", Decimals: 18})
		if err != nil {
			return err
		}
		row = models.Pool{
			PublicID: publicID, Kind: kind, Name: publicID, AssetID: a.ID, Contract: models.Addr(contract),
			Distributor: models.Addr(e.d.Distributor), Oracle: models.Addr(e.d.LossOracle),
		}
		return models.Insert(tx, &row)
	})
	return row
}

func (e *embedded) events(names ...string) []models.ChainEvent {
	e.t.Helper()
	var out []models.ChainEvent
	err := e.db.Read(context.Background(), func(tx *models.Tx) (err error) {
		out, err = tx.PendingEvents(100, names...)
		return err
	})
	if err != nil {
		e.t.Fatal(err)
	}
	return out
}

// TestFromIntentToEventAndObservation takes coins from an intent into a pool
// and the vault, and back into rows: events, and what the pools hold.
func TestFromIntentToEventAndObservation(t *testing.T) {
	t.Parallel()
	e := newEmbedded(t)
	coin, _ := e.d.Pool("pol_coin")
	capital := e.pool("pol_coin", "capital", coin.Address, common.Address{})
	amount := money.FromUint64(5e18)
	e.enqueue("deposit", coin.Address, amount, contracts.NewCapitalPool().PackDeposit(amount.Big(), new(big.Int)))
	e.byTreasurer(e.d.RecoveryVault, contracts.NewRecoveryVault().PackOpenAccount(common.Hash{9}))
	e.enqueue("return", e.d.RecoveryVault, money.FromUint64(7), contracts.PackDepositRecovery(common.Hash{9}, common.Address{}, money.FromUint64(7)))
	e.settle()

	ix := &chain.Indexer{DB: e.db, Node: e.client, ChainID: 31337, Start: e.d.Block}
	if _, err := ix.RunOnce(t.Context()); err != nil {
		t.Fatal(err)
	}
	if again, err := ix.RunOnce(t.Context()); err != nil || again != 0 {
		t.Errorf("second run: %d new, %v", again, err)
	}
	deposits := e.events("Deposited")
	if len(deposits) != 1 || deposits[0].Contract.Address != coin.Address || deposits[0].BlockTime.IsZero() {
		t.Fatalf("deposits %+v", deposits)
	}
	var payload map[string]string
	if err := json.Unmarshal([]byte(deposits[0].Payload), &payload); err != nil {
		t.Fatal(err)
	}
	if payload["assets"] != amount.String() || payload["account"] != strings.ToLower(e.key.Address().Hex()) || payload["total_shares"] == "" {
		t.Errorf("payload %v", payload)
	}
	if got := e.events("RecoveryDeposited"); len(got) != 0 {
		t.Fatalf("the vault is not watched yet: %v", got)
	}

	vault := e.pool("pol_vault", "vault", e.d.RecoveryVault, common.Address{})
	if _, err := ix.RunOnce(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := e.events("RecoveryDeposited"); len(got) != 1 {
		t.Errorf("a contract watched later is not read from its start: %v", got)
	}
	if got := e.events("Deposited"); len(got) != 1 {
		t.Errorf("%d deposits after a second contract came", len(got))
	}

	ob := &chain.Observer{DB: e.db, Node: e.client, ChainID: 31337}
	views, err := ob.RunOnce(t.Context())
	if err != nil || len(views) != 2 {
		t.Fatalf("views %+v, %v", views, err)
	}
	want := map[int64]money.Amount{capital.ID: amount, vault.ID: money.FromUint64(7)}
	for _, v := range views {
		var row models.Pool
		e.tx(func(tx *models.Tx) (err error) {
			row, err = models.ByID[models.Pool](tx, v.PoolID)
			return err
		})
		if v.Free != want[v.PoolID] || row.ObservedFree.Amount != v.Free || row.ObservedAt == nil || row.ObservedBlock != int64(v.Block) {
			t.Errorf("pool %d: view %+v, row %+v", v.PoolID, v, row)
		}
	}
}

func TestCustomErrorIsTheReason(t *testing.T) {
	t.Parallel()
	e := newEmbedded(t)
	coin, _ := e.d.Pool("pol_coin")
	e.enqueue("wrong value", coin.Address, money.FromUint64(1), contracts.NewCapitalPool().PackDeposit(big.NewInt(2), new(big.Int)))
	r, err := e.sender.RunOnce(t.Context())
	if err != nil || !slices.ContainsFunc(r.Alarms, func(a outbox.Alarm) bool { return a.Code == outbox.AlarmBlocked }) || r.Signed != 0 {
		t.Fatalf("report %+v, %v", r, err)
	}
	var row models.TxIntent
	e.tx(func(tx *models.Tx) (err error) {
		row, err = tx.IntentByKey("wrong value")
		return err
	})
	if !strings.HasPrefix(row.Blocked, "reverts: ") || !strings.Contains(row.Blocked, "(") || strings.Contains(row.Blocked, "execution reverted") {
		t.Errorf("reason %q does not name the custom error", row.Blocked)
	}
}

// TestCallAtHashIsBoundToItsBlock: after a reorg the old hash is no answer.
func TestCallAtHashIsBoundToItsBlock(t *testing.T) {
	t.Parallel()
	e := newEmbedded(t)
	if err := e.node.Mine(2); err != nil {
		t.Fatal(err)
	}
	head, err := e.client.HeaderByNumber(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	msg := ethereum.CallMsg{To: &e.d.Distributor, Data: contracts.NewPayoutDistributor().PackHolderOf(contracts.RoleTreasurer)}
	out, err := e.client.CallAtHash(t.Context(), msg, head.Hash())
	if err != nil || common.BytesToAddress(out) != devnet.Address(deployment.DevTreasurer) {
		t.Errorf("answer %x, %v", out, err)
	}
	if err := e.node.Reorg(1, true); err != nil {
		t.Fatal(err)
	}
	if _, err := e.client.CallAtHash(t.Context(), msg, head.Hash()); err == nil {
		t.Error("a block that is no longer canonical answered")
	}
}

// narrow is a provider that refuses more than max blocks at once.
type narrow struct {
	chain.LogNode
	max     uint64
	refused int
}

func (n *narrow) ProvenLogs(ctx context.Context, q ethereum.FilterQuery) ([]types.Log, error) {
	if q.ToBlock.Uint64()-q.FromBlock.Uint64() >= n.max {
		n.refused++
		return nil, tooWide{}
	}
	return n.LogNode.ProvenLogs(ctx, q)
}

type tooWide struct{}

func (tooWide) Error() string  { return "query returned more than 10000 results" }
func (tooWide) ErrorCode() int { return -32005 }

func TestIndexerAdaptsItsPages(t *testing.T) {
	t.Parallel()
	e := newEmbedded(t)
	if err := e.node.Mine(60); err != nil {
		t.Fatal(err)
	}
	wide := &narrow{LogNode: e.client, max: 5}
	ix := &chain.Indexer{DB: e.db, Node: wide, ChainID: 31337, Static: []chain.Watch{{Address: e.d.LossOracle, Kind: chain.KindOracle}}}
	if n, err := ix.RunOnce(t.Context()); err != nil || n == 0 || wide.refused == 0 {
		t.Errorf("%d events, %d refusals, %v", n, wide.refused, err)
	}
	if len(e.events("ConfigActivated")) != 1 {
		t.Error("the committee's activation is missing")
	}
}

// otherBranch has another parent for one block.
type otherBranch struct {
	chain.LogNode
	at int64
}

func (n otherBranch) HeaderByNumber(ctx context.Context, number *big.Int) (*types.Header, error) {
	h, err := n.LogNode.HeaderByNumber(ctx, number)
	if err != nil || number == nil || number.Int64() != n.at {
		return h, err
	}
	c := types.CopyHeader(h)
	c.ParentHash[0]++
	return c, nil
}

// TestIndexerFollowsOneBranch: a page must go on where the last one ended.
func TestIndexerFollowsOneBranch(t *testing.T) {
	t.Parallel()
	e := newEmbedded(t)
	ix := &chain.Indexer{DB: e.db, Node: e.client, ChainID: 31337, Static: []chain.Watch{{Address: e.d.LossOracle, Kind: chain.KindOracle}}}
	if _, err := ix.RunOnce(t.Context()); err != nil {
		t.Fatal(err)
	}
	final, err := e.client.Finalized(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := e.node.Mine(70); err != nil {
		t.Fatal(err)
	}
	ix.Node = otherBranch{e.client, final.Number.Int64() + 1}
	if _, err := ix.RunOnce(t.Context()); !errors.Is(err, chain.ErrFinalityBroken) {
		t.Errorf("another branch: %v", err)
	}
	ix.Node = e.client
	if _, err := ix.RunOnce(t.Context()); err != nil {
		t.Errorf("the right branch: %v", err)
	}
}
