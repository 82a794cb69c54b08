package indexing_test

import (
	"context"
	"encoding/json"
	"errors"
	"math/big"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/chain"
	"makewhole/chain/indexing"
	"makewhole/contracts"
	"makewhole/models"
	"makewhole/money"
	"makewhole/test/embedded"
)

// TestFromIntentToEventAndObservation takes coins from an intent into a pool
// and the vault, and back into rows: events, and what the pools hold.
func TestFromIntentToEventAndObservation(t *testing.T) {
	t.Parallel()
	e := embedded.New(t)
	coin, _ := e.Contracts.Pool("pol_coin")
	capital := e.Pool("pol_coin", "capital", coin.Address, common.Address{})
	amount := money.FromUint64(5e18)
	e.Enqueue("deposit", coin.Address, amount, contracts.NewCapitalPool().PackDeposit(amount.Big(), new(big.Int)))
	e.ByTreasurer(e.Contracts.RecoveryVault, contracts.NewRecoveryVault().PackOpenAccount(common.Hash{9}))
	e.Enqueue("return", e.Contracts.RecoveryVault, money.FromUint64(7), contracts.PackDepositRecovery(common.Hash{9}, common.Address{}, money.FromUint64(7)))
	e.Settle()

	ix := &indexing.Indexer{DB: e.DB, Node: e.Client, ChainID: 31337, Start: e.Contracts.Block}
	if _, err := ix.RunOnce(t.Context()); err != nil {
		t.Fatal(err)
	}
	if again, err := ix.RunOnce(t.Context()); err != nil || again != 0 {
		t.Errorf("second run: %d new, %v", again, err)
	}
	deposits := e.Events("Deposited")
	if len(deposits) != 1 || deposits[0].Contract.Address != coin.Address || deposits[0].BlockTime.IsZero() {
		t.Fatalf("deposits %+v", deposits)
	}
	var payload map[string]string
	if err := json.Unmarshal([]byte(deposits[0].Payload), &payload); err != nil {
		t.Fatal(err)
	}
	if payload["assets"] != amount.String() || payload["account"] != strings.ToLower(e.Key.Address().Hex()) || payload["total_shares"] == "" {
		t.Errorf("payload %v", payload)
	}
	if got := e.Events("RecoveryDeposited"); len(got) != 0 {
		t.Fatalf("the vault is not watched yet: %v", got)
	}

	vault := e.Pool("pol_vault", "vault", e.Contracts.RecoveryVault, common.Address{})
	if _, err := ix.RunOnce(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := e.Events("RecoveryDeposited"); len(got) != 1 {
		t.Errorf("a contract watched later is not read from its start: %v", got)
	}
	if got := e.Events("Deposited"); len(got) != 1 {
		t.Errorf("%d deposits after a second contract came", len(got))
	}

	ob := &indexing.Observer{DB: e.DB, Node: e.Client, ChainID: 31337}
	views, err := ob.RunOnce(t.Context())
	if err != nil || len(views) != 2 {
		t.Fatalf("views %+v, %v", views, err)
	}
	want := map[int64]money.Amount{capital.ID: amount, vault.ID: money.FromUint64(7)}
	for _, v := range views {
		var row models.Pool
		e.Tx(func(tx *models.Tx) (err error) {
			row, err = models.ByID[models.Pool](tx, v.PoolID)
			return err
		})
		if v.Free != want[v.PoolID] || row.ObservedFree.Amount != v.Free || row.ObservedAt == nil || row.ObservedBlock != int64(v.Block) {
			t.Errorf("pool %d: view %+v, row %+v", v.PoolID, v, row)
		}
	}
}

// narrow is a provider that refuses more than max blocks at once.
type narrow struct {
	indexing.LogNode
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
	e := embedded.New(t)
	if err := e.Node.Mine(60); err != nil {
		t.Fatal(err)
	}
	wide := &narrow{LogNode: e.Client, max: 5}
	ix := &indexing.Indexer{DB: e.DB, Node: wide, ChainID: 31337, Static: []indexing.Watch{{Address: e.Contracts.LossOracle, Kind: indexing.KindOracle}}}
	if n, err := ix.RunOnce(t.Context()); err != nil || n == 0 || wide.refused == 0 {
		t.Errorf("%d events, %d refusals, %v", n, wide.refused, err)
	}
	if len(e.Events("ConfigActivated")) != 1 {
		t.Error("the committee's activation is missing")
	}
}

// otherBranch has another parent for one block.
type otherBranch struct {
	indexing.LogNode
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
	e := embedded.New(t)
	ix := &indexing.Indexer{DB: e.DB, Node: e.Client, ChainID: 31337, Static: []indexing.Watch{{Address: e.Contracts.LossOracle, Kind: indexing.KindOracle}}}
	if _, err := ix.RunOnce(t.Context()); err != nil {
		t.Fatal(err)
	}
	final, err := e.Client.Finalized(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := e.Node.Mine(70); err != nil {
		t.Fatal(err)
	}
	ix.Node = otherBranch{e.Client, final.Number.Int64() + 1}
	if _, err := ix.RunOnce(t.Context()); !errors.Is(err, chain.ErrFinalityBroken) {
		t.Errorf("another branch: %v", err)
	}
	ix.Node = e.Client
	if _, err := ix.RunOnce(t.Context()); err != nil {
		t.Errorf("the right branch: %v", err)
	}
}
