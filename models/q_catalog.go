package models

import (
	"errors"
	"strings"

	"github.com/ethereum/go-ethereum/common"
)

// Protocols lists covered systems.
func (tx *Tx) Protocols(p Page) ([]Protocol, error) { return page[Protocol](tx, p, "") }

// ModulesOf lists the contracts of a protocol.
func (tx *Tx) ModulesOf(protocolID int64) ([]Module, error) {
	return list[Module](tx, query{cond: "protocol_id = ?", args: []any{protocolID}})
}

// ModuleAt reads the module with an address on a chain.
func (tx *Tx) ModuleAt(chainID int64, addr common.Address) (Module, error) {
	return one[Module](tx, "chain_id = ? AND address = ?", chainID, Addr(addr))
}

// Products lists what is sold.
func (tx *Tx) Products(p Page) ([]Product, error) { return page[Product](tx, p, "") }

// ProductsOf lists the products of one protocol.
func (tx *Tx) ProductsOf(protocolID int64) ([]Product, error) {
	return list[Product](tx, query{cond: "protocol_id = ?", args: []any{protocolID}})
}

// Wordings lists the versions of a product's terms, oldest first.
func (tx *Tx) Wordings(productID int64) ([]Wording, error) {
	return list[Wording](tx, query{cond: "product_id = ?", args: []any{productID}, order: "number"})
}

// NewestWording is what a cover sold now is bound to, or ErrNotFound.
func (tx *Tx) NewestWording(productID int64) (Wording, error) {
	rows, err := list[Wording](tx, query{cond: "product_id = ?", args: []any{productID}, order: "number DESC", limit: 1})
	if err == nil && len(rows) == 0 {
		return Wording{}, wrap("read wordings", ErrNotFound)
	}
	if err != nil {
		return Wording{}, err
	}
	return rows[0], nil
}

// NextWordingNumber is 1 for a product without terms.
func (tx *Tx) NextWordingNumber(productID int64) (int64, error) {
	w, err := tx.NewestWording(productID)
	if errors.Is(err, ErrNotFound) {
		return 1, nil
	}
	return w.Number + 1, err
}

// LayersOf lists the layers of a product, the one that bears first first.
func (tx *Tx) LayersOf(productID int64) ([]Layer, error) {
	return list[Layer](tx, query{cond: "product_id = ?", args: []any{productID}, order: "position"})
}

// LayersOfPool lists the layers a pool bears, over all products.
func (tx *Tx) LayersOfPool(poolID int64) ([]Layer, error) {
	return list[Layer](tx, query{cond: "pool_id = ?", args: []any{poolID}})
}

// Pools lists pools and vaults.
func (tx *Tx) Pools(p Page) ([]Pool, error) { return page[Pool](tx, p, "") }

// PoolsIn lists the pools of one kind in one asset.
func (tx *Tx) PoolsIn(kind string, assetID int64) ([]Pool, error) {
	return list[Pool](tx, query{cond: "kind = ? AND asset_id = ?", args: []any{kind, assetID}})
}

// VaultsOf lists the vaults of a distributor.
func (tx *Tx) VaultsOf(distributor common.Address) ([]Pool, error) {
	return list[Pool](tx, query{cond: "kind = ? AND distributor = ?", args: []any{"vault", Addr(distributor)}, order: "id"})
}

// CoverFilter narrows a list of covers; zero fields do not.
type CoverFilter struct {
	ProductID int64
	Holder    *common.Address
	Account   *common.Address // insured now or ever
	State     string
}

// Covers lists covers.
func (tx *Tx) Covers(f CoverFilter, p Page) ([]Cover, error) {
	var conds []string
	var args []any
	add := func(cond string, arg any) { conds, args = append(conds, cond), append(args, arg) }
	if f.ProductID != 0 {
		add("product_id = ?", f.ProductID)
	}
	if f.Holder != nil {
		add("holder = ?", Addr(*f.Holder))
	}
	if f.Account != nil {
		add("id IN (SELECT cover_id FROM cover_accounts WHERE account = ?)", Addr(*f.Account))
	}
	if f.State != "" {
		add("state = ?", f.State)
	}
	return page[Cover](tx, p, strings.Join(conds, " AND "), args...)
}
