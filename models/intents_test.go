package models_test

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/intents"
	"makewhole/models"
	"makewhole/test/dbtest"
)

// TestOnlyKindsOfTheTableAreEnqueued: a kind that nobody knows, or that serves
// another machine, leaves no row, and the error names what is allowed.
func TestOnlyKindsOfTheTableAreEnqueued(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *models.DB) {
		for want, in := range map[string]models.TxIntent{
			"publish":      {IdemKey: "a", Kind: "publsh", RefMachine: "settlement", ChainID: 1},
			"earmark":      {IdemKey: "b", RefMachine: "settlement", ChainID: 1},
			"a settlement": {IdemKey: "c", Kind: "push", RefMachine: "incident", ChainID: 1},
		} {
			err := db.Tx(t.Context(), func(tx *models.Tx) error {
				_, err := tx.Enqueue(in)
				return err
			})
			if !errors.Is(err, intents.ErrUnknown) || !strings.Contains(err.Error(), want) {
				t.Errorf("%q of %q: %v, want a refusal that names %s", in.Kind, in.RefMachine, err, want)
			}
		}
		for _, k := range intents.Kinds {
			in := models.TxIntent{IdemKey: k.Name, Kind: k.Name, RefMachine: cmp.Or(k.Machine, "pool"), ChainID: 1, State: models.TxApproved}
			if k.Name == "release" {
				in.Blocked = "reverts: PoolFrozen()"
			}
			if err := db.Tx(t.Context(), func(tx *models.Tx) error { _, err := tx.Enqueue(in); return err }); err != nil {
				t.Errorf("%s: %v", k.Name, err)
			}
		}
		// The sender reads those that wait in a freeze apart from the others.
		err := db.Read(t.Context(), func(tx *models.Tx) error {
			held, err := tx.ReadyIntents(1, common.Address{}, 100, models.Which{Only: intents.Behind(true)})
			if err != nil {
				return err
			}
			free, err := tx.ReadyIntents(1, common.Address{}, 100, models.Which{Not: intents.Behind(true)})
			if len(held) != len(intents.Behind(true)) || len(held)+len(free) != len(intents.Kinds) || len(free) == 0 {
				t.Errorf("%d held, %d free", len(held), len(free))
			}
			if err != nil {
				return err
			}
			fresh, err := tx.ReadyIntents(1, common.Address{}, 100, models.Which{Not: intents.Behind(true), Fresh: true})
			if err != nil {
				return err
			}
			blocked, err := tx.ReadyIntents(1, common.Address{}, 100, models.Which{Not: intents.Behind(true), Blocked: true})
			if len(fresh) != len(free)-1 || len(blocked) != 1 || blocked[0].Kind != "release" {
				t.Errorf("%d fresh of %d, %d blocked", len(fresh), len(free), len(blocked))
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}

// TestContractsOn finds the contracts that pools and committees of one chain
// name, each once.
func TestContractsOn(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *models.DB) {
		at := func(n byte) models.Address { return models.Addr(common.Address{n}) }
		err := db.Tx(t.Context(), func(tx *models.Tx) error {
			for i, p := range []models.Pool{
				{Kind: "capital", Contract: at(1), Distributor: at(3), Oracle: at(4)},
				{Kind: "capital", Contract: at(2), Distributor: at(3), Oracle: at(4)},
				{Kind: "vault", Contract: at(5), Distributor: at(3)},
				{Kind: "capital", Contract: at(9), Distributor: at(9), Oracle: at(9)},
			} {
				a, err := tx.EnsureAsset(models.Asset{ChainID: 7 + int64(i/3), Address: models.Addr(common.Address{byte(i + 1)}), Symbol: "A", Decimals: 18})
				if err != nil {
					return err
				}
				p.PublicID, p.Name, p.AssetID = models.NewID("pol"), "pool", a.ID
				if err := models.Insert(tx, &p); err != nil {
					return err
				}
			}
			config := models.OracleConfig{ChainID: 7, Oracle: at(6), Digest: models.H(common.Hash{1}), Count: 1, Signers: "[]", Threshold: 1, State: "active"}
			return models.Insert(tx, &config)
		})
		if err != nil {
			t.Fatal(err)
		}
		err = db.Read(t.Context(), func(tx *models.Tx) error {
			got, err := tx.ContractsOn(7)
			want := []models.ContractAt{
				{Address: common.Address{1}, Contract: intents.CapitalPool}, {Address: common.Address{3}, Contract: intents.PayoutDistributor},
				{Address: common.Address{4}, Contract: intents.LossOracle}, {Address: common.Address{2}, Contract: intents.CapitalPool},
				{Address: common.Address{6}, Contract: intents.LossOracle},
			}
			if !slices.Equal(got, want) {
				t.Errorf("contracts %v, want %v", got, want)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}
