package contracts

import (
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/money"
)

// ErrTooLarge means an amount does not fit into 96 bits: such a leaf can only
// be redeemed.
var ErrTooLarge = errors.New("contracts: amount does not fit a pushed item")

// MaxPushItems is the largest aligned subtree that one push covers: 2^MaxPushLevel.
const (
	MaxPushLevel = 8
	MaxPushItems = 1 << MaxPushLevel
)

// Item is one leaf of a pushed subtree.
type Item struct {
	Receiver common.Address
	// Amount in base units of the settlement's token.
	Amount money.Amount
}

// Pushable reports whether an amount fits a pushed item (96 bits).
func Pushable(a money.Amount) bool {
	w := a.Bytes32()
	return [20]byte(w[:20]) == [20]byte{}
}

// PackItems encodes the leaves of one aligned subtree in index order, 32 bytes
// each: receiver (20), amount (12). It returns ErrTooLarge for an amount of
// 2^96 or more and refuses more than MaxPushItems.
func PackItems(items []Item) ([]byte, error) {
	if len(items) == 0 || len(items) > MaxPushItems {
		return nil, fmt.Errorf("pack items: %d items, want 1 to %d", len(items), MaxPushItems)
	}
	out := make([]byte, 0, 32*len(items))
	for i, it := range items {
		if !Pushable(it.Amount) {
			return nil, fmt.Errorf("pack item %d: %w", i, ErrTooLarge)
		}
		w := it.Amount.Bytes32()
		out = append(out, it.Receiver[:]...)
		out = append(out, w[20:]...)
	}
	return out, nil
}
