package contracts

import (
	"fmt"
	"math/big"
	"sync"

	"github.com/ethereum/go-ethereum/common"
)

// erc20 packs calls of any ERC-20.
var erc20 = sync.OnceValue(NewTestToken)

// PackBalanceOf asks an ERC-20 for the balance of an account.
func PackBalanceOf(account common.Address) []byte { return erc20().PackBalanceOf(account) }

// PackTakenBits asks a distributor which leaves of one word are paid: bit i of
// word w is leaf 256·w + i.
func PackTakenBits(settlement common.Hash, word uint64) []byte {
	return distributor().PackTakenBits(settlement, new(big.Int).SetUint64(word))
}

// UnpackTakenBits reads the answer.
func UnpackTakenBits(data []byte) (Mask, error) {
	bits, err := distributor().UnpackTakenBits(data)
	if err != nil {
		return Mask{}, fmt.Errorf("taken bits: %w", err)
	}
	return MaskFromBig(bits), nil
}
