package roomtest

import (
	"context"
	"math/big"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims"
)

// code is a chain of which only its contracts are known.
type code map[common.Address]bool

func (c code) CodeAt(_ context.Context, a common.Address, _ *big.Int) ([]byte, error) {
	if c[a] {
		return []byte{0xfe}, nil
	}
	return nil, nil
}

// OtherChain lets the rooms read a chain on which these accounts are contracts.
func (w *World) OtherChain(id int64, contracts ...string) {
	c := code{}
	for _, name := range contracts {
		c[Addr(name)] = true
	}
	w.Rooms.claimsRoom.Sources = map[int64]claims.Code{id: c}
	w.Rooms.settlementsRoom.Sources = w.Rooms.claimsRoom.Sources
}
