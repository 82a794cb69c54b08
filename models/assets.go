package models

import "github.com/ethereum/go-ethereum/common"

// MaxPage is the most rows one page of a list holds.
const MaxPage = 200

// Page is a cursor: rows with an id above After, at most Limit of them.
type Page struct {
	After int64
	Limit int
}

// limit clamps to 1 … MaxPage; zero means a full page.
func (p Page) limit() int {
	if p.Limit <= 0 || p.Limit > MaxPage {
		return MaxPage
	}
	return p.Limit
}

// page lists the rows of one page that match.
func page[T any](tx *Tx, p Page, cond string, args ...any) ([]T, error) {
	where := "id > ?"
	if cond != "" {
		where = "(" + cond + ") AND " + where
	}
	return list[T](tx, query{cond: where, args: append(args[:len(args):len(args)], p.After), order: "id", limit: p.limit()})
}

// AssetFor reads the asset with a token address on a chain.
func (tx *Tx) AssetFor(chainID int64, addr common.Address) (Asset, error) {
	return one[Asset](tx, "chain_id = ? AND address = ?", chainID, Addr(addr))
}

// EnsureAsset returns the asset of (chain, address), recording it if new. An
// asset on record keeps its symbol and decimals.
func (tx *Tx) EnsureAsset(a Asset) (Asset, error) {
	return upsert(tx, a, []string{"chain_id", "address"}, "chain_id = ? AND address = ?", a.ChainID, a.Address)
}

// Assets lists assets.
func (tx *Tx) Assets(p Page) ([]Asset, error) { return page[Asset](tx, p, "") }
