package models_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/test/dbtest"
)

// coverOf inserts a cover of an existing product with a period in days around
// dbtest.Start.
func coverOf(t *testing.T, tx *models.Tx, base models.Cover, kind string, fromDay, toDay int) models.Cover {
	t.Helper()
	c := base
	c.ID, c.PublicID, c.Kind, c.State = 0, models.NewID("cov"), kind, "active"
	c.ActiveFrom, c.ActiveTo = day(fromDay), day(toDay)
	if err := models.Insert(tx, &c); err != nil {
		t.Fatal(err)
	}
	return c
}

func day(n int) time.Time { return dbtest.Start.AddDate(0, 0, n) }

func TestWordingsAndLayersInOrder(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *models.DB) {
		must(t, db, func(tx *models.Tx) error {
			c := newCover(t, tx)
			if n, err := tx.NextWordingNumber(c.ProductID); n != 2 || err != nil {
				t.Errorf("next wording %d, %v", n, err)
			}
			if n, err := tx.NextWordingNumber(c.ProductID + 100); n != 1 || err != nil {
				t.Errorf("first wording %d, %v", n, err)
			}
			w := models.Wording{PublicID: models.NewID("wrd"), ProductID: c.ProductID, Number: 2, Terms: "{}"}
			if err := models.Insert(tx, &w); err != nil {
				return err
			}
			newest, err := tx.NewestWording(c.ProductID)
			if newest.ID != w.ID || err != nil {
				t.Errorf("newest wording %+v, %v", newest, err)
			}
			asset, err := tx.EnsureAsset(newAsset(1))
			for i, position := range []int64{3, 1, 2} {
				p := models.Pool{PublicID: models.NewID("pol"), Kind: "capital", AssetID: asset.ID, Contract: models.Addr(common.Address{byte(i + 1)})}
				if err := models.Insert(tx, &p); err != nil {
					return err
				}
				if err := models.Insert(tx, &models.Layer{ProductID: c.ProductID, PoolID: p.ID, Position: position}); err != nil {
					return err
				}
			}
			layers, err2 := tx.LayersOf(c.ProductID)
			for i, l := range layers {
				if l.Position != int64(i+1) {
					t.Errorf("layer %d has position %d", i, l.Position)
				}
			}
			pools, err3 := tx.Pools(models.Page{Limit: 10})
			at := slices.IndexFunc(pools, func(p models.Pool) bool { return p.Contract.Address == common.Address{2} })
			same, err4 := tx.LayersOfPool(pools[at].ID)
			if len(same) != 1 || same[0].Position != 1 {
				t.Errorf("layers of pool %+v", same)
			}
			return errors.Join(err, err2, err3, err4)
		})
	})
}

func TestPagesFollowACursor(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *models.DB) {
		const total = 205
		must(t, db, func(tx *models.Tx) error {
			c := newCover(t, tx)
			for range total {
				coverOf(t, tx, c, "individual", 0, 1)
			}
			return nil
		})
		must(t, db, func(tx *models.Tx) error {
			seen, after := 0, int64(0)
			for {
				rows, err := tx.Covers(models.CoverFilter{State: "active"}, models.Page{After: after, Limit: 1000})
				if err != nil || len(rows) > models.MaxPage {
					t.Fatalf("%d rows, %v", len(rows), err)
				}
				if len(rows) == 0 {
					break
				}
				seen, after = seen+len(rows), rows[len(rows)-1].ID
			}
			if seen != total {
				t.Errorf("pages hold %d of %d rows", seen, total)
			}
			other := common.Address{0xee}
			none, err := tx.Covers(models.CoverFilter{Holder: &other, Account: &other, ProductID: 1}, models.Page{})
			if len(none) != 0 {
				t.Errorf("filter let %d rows through", len(none))
			}
			return err
		})
	})
}

func TestEnsureAssetKeepsTheFirst(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *models.DB) {
		must(t, db, func(tx *models.Tx) error {
			a := newAsset(9)
			first, err := tx.EnsureAsset(a)
			a.Symbol, a.Decimals = "OTHER", 18
			second, err2 := tx.EnsureAsset(a)
			if first.ID == 0 || first != second || second.Decimals != 6 {
				t.Errorf("first %+v, second %+v", first, second)
			}
			found, err3 := tx.AssetFor(31337, a.Address.Address)
			if found != first {
				t.Errorf("found %+v", found)
			}
			return errors.Join(err, err2, err3)
		})
	})
}

func TestCatalogLists(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *models.DB) {
		must(t, db, func(tx *models.Tx) error {
			c := newCover(t, tx)
			product, err := models.ByID[models.Product](tx, c.ProductID)
			if err != nil {
				return err
			}
			m := models.Module{
				PublicID: models.NewID("mod"), ProtocolID: product.ProtocolID, ChainID: 1, Address: models.Addr(common.Address{5}),
				PauseKind: "none", Containment: "none", ValueAssetID: product.LimitAssetID,
			}
			pool := models.Pool{PublicID: models.NewID("pol"), Kind: "vault", AssetID: product.LimitAssetID}
			if err := errors.Join(models.Insert(tx, &m), models.Insert(tx, &pool)); err != nil {
				return err
			}
			at, err := tx.ModuleAt(1, common.Address{5})
			of, err2 := tx.ModulesOf(product.ProtocolID)
			if at != m || len(of) != 1 || of[0] != m {
				t.Errorf("modules %+v and %+v, want %+v", at, of, m)
			}
			all, err3 := tx.Products(models.Page{})
			own, err4 := tx.ProductsOf(product.ProtocolID)
			if len(all) != 1 || len(own) != 1 || own[0] != product {
				t.Errorf("products %+v and %+v", all, own)
			}
			vaults, err5 := tx.PoolsIn("vault", product.LimitAssetID)
			pools, err6 := tx.Pools(models.Page{After: pool.ID})
			if len(vaults) != 1 || vaults[0] != pool || len(pools) != 0 {
				t.Errorf("pools %+v and %+v", vaults, pools)
			}
			wordings, err7 := tx.Wordings(c.ProductID)
			if len(wordings) != 1 || wordings[0].ID != c.WordingID {
				t.Errorf("wordings %+v", wordings)
			}
			assets, err8 := tx.Assets(models.Page{Limit: 1})
			if len(assets) != 1 {
				t.Errorf("assets %+v", assets)
			}
			return errors.Join(err, err2, err3, err4, err5, err6, err7, err8)
		})
	})
}
