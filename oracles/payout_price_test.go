package oracles_test

import (
	"errors"
	"path/filepath"
	"slices"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/money"
	"makewhole/oracles"
	"makewhole/oracles/reports"
	"makewhole/oracles/signing"
	"makewhole/outbox/keys"
)

// payout puts a pool of a new token under a product of the protocol, and a vault
// of another one beside it.
func (d *desk) payout() (pool, vault models.SpecAsset) {
	d.t.Helper()
	pool, vault = models.SpecAsset{ChainID: devChain, Address: common.HexToAddress("0x10")}, models.SpecAsset{ChainID: devChain, Address: common.HexToAddress("0x20")}
	d.must(d.db.Tx(ctx, func(tx *models.Tx) error {
		product := models.Product{PublicID: models.NewID("prd"), ProtocolID: d.inc.ProtocolID, Name: "Cover", LimitAssetID: d.inc.NumeraireID}
		if err := models.Insert(tx, &product); err != nil {
			return err
		}
		for kind, a := range map[string]models.SpecAsset{"capital": pool, "vault": vault} {
			asset, err := tx.EnsureAsset(models.Asset{ChainID: devChain, Address: models.Addr(a.Address), Symbol: kind, Decimals: 18})
			if err != nil {
				return err
			}
			row := models.Pool{
				PublicID: models.NewID("pol"), Kind: kind, Name: kind, AssetID: asset.ID, Contract: models.Addr(a.Address),
				Distributor: models.Addr(common.HexToAddress("0x40")), Oracle: models.Addr(oracleAt),
			}
			if err := models.Insert(tx, &row); err != nil {
				return err
			}
			if kind == "vault" {
				continue
			}
			if err := models.Insert(tx, &models.Layer{ProductID: product.ID, PoolID: row.ID, Position: 1}); err != nil {
				return err
			}
		}
		return nil
	}))
	return pool, vault
}

func (d *desk) price(a models.SpecAsset, den uint64) {
	d.t.Helper()
	row, err := d.svc.EnterPrice(ctx, d.actor(0), d.inc.PublicID, oracles.PriceInput{Asset: a, Num: money.FromUint64(1), Den: money.FromUint64(den), Reason: "one for one"})
	d.must(err)
	_, err = d.svc.ConfirmPrice(ctx, d.actor(1), row.PublicID)
	d.must(err)
}

// TestPayoutTokensArePriced: a set waits for the price of every token a pool
// pays in, carries prices of vault tokens too, and a member signs both.
func TestPayoutTokensArePriced(t *testing.T) {
	t.Parallel()
	d := sqliteDesk(t)
	pool, vaultToken := d.payout()
	leaves := leavesOf(100)
	head := d.accept(d.snapshot(leaves), leaves).Digest
	if _, err := d.svc.PrepareSet(ctx, d.inc.PublicID); !errors.Is(err, oracles.ErrNotReady) {
		t.Fatalf("a set without the price of the payout token: %v", err)
	}
	d.price(vaultToken, 7)
	d.price(pool, 1_000_000_000_000)
	set, err := d.svc.PrepareSet(ctx, d.inc.PublicID)
	d.must(err)
	want := []reports.Price{
		{ChainID: devChain, Asset: pool.Address, Num: money.FromUint64(1), Den: money.FromUint64(1_000_000_000_000)},
		{ChainID: devChain, Asset: vaultToken.Address, Num: money.FromUint64(1), Den: money.FromUint64(7)},
	}
	if !slices.Equal(set.Prices, want) {
		t.Fatalf("prices %+v, want %+v", set.Prices, want)
	}
	store, err := signing.OpenSignStore(filepath.Join(t.TempDir(), "signed"))
	d.must(err)
	defer store.Close()
	signer, err := keys.NewKeySigner(d.members[0].key, devChain)
	d.must(err)
	m := signing.Member{Signer: signer, Store: store, Now: d.clock.Now}
	task, err := d.svc.Task(ctx, d.inc.PublicID)
	d.must(err)
	if _, err := m.SignSet(task, head); err != nil {
		t.Errorf("a member refuses further prices: %v", err)
	}
	for name, prices := range map[string][]reports.Price{
		"two prices": {want[0], want[0]}, "of the numéraire": {{ChainID: devChain, Asset: usd, Num: want[0].Num, Den: want[0].Den}},
		"zero": {{ChainID: devChain, Asset: pool.Address, Den: want[0].Den}},
	} {
		bad := *task.Set
		bad.Prices, bad.Message.PricesHash = prices, reports.PricesHash(prices)
		spoiled := task
		spoiled.Set = &bad
		if _, err := m.SignSet(spoiled, head); !errors.Is(err, signing.ErrRefused) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestLimitAssetsArePriced: a set waits for the price of the token in which the limits of
// a product are stated, which was lost nowhere and is in no pool.
func TestLimitAssetsArePriced(t *testing.T) {
	t.Parallel()
	d := sqliteDesk(t)
	limit := models.SpecAsset{ChainID: devChain, Address: common.HexToAddress("0x30")}
	d.must(d.db.Tx(ctx, func(tx *models.Tx) error {
		asset, err := tx.EnsureAsset(models.Asset{ChainID: devChain, Address: models.Addr(limit.Address), Symbol: "LIM", Decimals: 18})
		if err != nil {
			return err
		}
		return models.Insert(tx, &models.Product{PublicID: models.NewID("prd"), ProtocolID: d.inc.ProtocolID, Name: "Cover", LimitAssetID: asset.ID})
	}))
	leaves := leavesOf(100)
	d.accept(d.snapshot(leaves), leaves)
	if _, err := d.svc.PrepareSet(ctx, d.inc.PublicID); !errors.Is(err, oracles.ErrNotReady) {
		t.Fatalf("a set without the price of the limits: %v", err)
	}
	d.price(limit, 3)
	set, err := d.svc.PrepareSet(ctx, d.inc.PublicID)
	d.must(err)
	if len(set.Prices) != 1 || set.Prices[0].Asset != limit.Address || set.Prices[0].Den != money.FromUint64(3) {
		t.Fatalf("prices %+v", set.Prices)
	}
}
