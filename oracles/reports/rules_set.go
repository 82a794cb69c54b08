package reports

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/internal/strictjson"
	"makewhole/models"
)

// SetState is what a snapshot set must say now: every line of the spec with its
// last accepted snapshot, and the prices two people agreed on.
type SetState struct {
	Heads    []common.Hash // ascending
	Complete bool          // every line of the spec has a head
	Prices   []Price       // ascending, without the numéraire itself
	Priced   bool          // every asset has its price
}

// check holds a set against what it must say.
func (want SetState) check(s CommitteeState, r Report) error {
	m := *r.Set
	switch {
	case m.SpecHash != s.SpecHash:
		return refuse("R13", "spec_mismatch", 422, "spec_hash differs from the incident's spec")
	case m.Numeraire != s.Spec.Numeraire.Address:
		return refuse("R13", "numeraire", 422, "numeraire differs from the incident's spec")
	case SnapshotsHash(r.Snapshots) != m.SnapshotsHash:
		return refuse("R13", "snapshots_hash", 422, "snapshots_hash is of other digests")
	case PricesHash(r.Prices) != m.PricesHash:
		return refuse("R13", "prices_hash", 422, "prices_hash is of other prices")
	case !want.Complete:
		return refuse("R13", "snapshots_incomplete", 409, "an asset has no accepted snapshot yet")
	case !slices.Equal(r.Snapshots, want.Heads):
		return refuse("R13", "snapshots_stale", 409, "snapshots are not the last accepted ones, ascending")
	case !want.Priced:
		return refuse("R13", "prices_missing", 409, "an asset has no price confirmed by two people")
	case !slices.Equal(r.Prices, want.Prices):
		return refuse("R13", "prices_mismatch", 422, "prices are not the confirmed ones, ascending")
	}
	return nil
}

// EncodePrices is the canonical JSON of a price list, ascending by chain and
// address: what pricesHash covers and rows store.
func EncodePrices(prices []Price) []byte {
	sorted := slices.Clone(prices)
	slices.SortFunc(sorted, func(a, b Price) int {
		return cmp.Or(cmp.Compare(a.ChainID, b.ChainID), a.Asset.Cmp(b.Asset))
	})
	out, err := json.Marshal(wirePrices(sorted))
	if err != nil {
		panic(err) // only text marshalers that cannot fail
	}
	return out
}

// DecodePrices reads what EncodePrices wrote.
func DecodePrices(data []byte) ([]Price, error) {
	var w []wirePrice
	if err := strictjson.Decode(data, &w, strictjson.Options{NoNumbers: true, MaxString: 256}); err != nil {
		return nil, fmt.Errorf("read price list: %w", err)
	}
	out := make([]Price, len(w))
	for i, p := range w {
		out[i] = Price{uint64(p.ChainID), common.Address(p.Address), p.Num.Amount, p.Den.Amount}
	}
	return out, nil
}

// PricesHash is keccak256 of the canonical price list.
func PricesHash(prices []Price) common.Hash { return crypto.Keccak256Hash(EncodePrices(prices)) }

// OrderState is the settlement behind a payout order.
type OrderState struct {
	State  string // empty = no such settlement
	Digest common.Hash
}

// check holds the digest of an order against the one two people approved.
func (want OrderState) check(digest common.Hash) error {
	switch {
	case want.State == "":
		return refuse("R8", "unknown_settlement", 422, "no settlement has this id")
	case want.Digest != digest:
		return refuse("R13", "order_mismatch", 409, "order differs from the approved settlement")
	case want.State != models.SettlementApproved:
		return refuse("R8", "settlement_state", 409, "settlement is %s", want.State)
	}
	return nil
}
