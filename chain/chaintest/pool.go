package chaintest

import (
	"fmt"
	"math/big"
	"sort"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
)

// answer is an error object of JSON-RPC, with the texts of go-ethereum.
type answer struct {
	code int
	text string
}

func (e answer) Error() string  { return e.text }
func (e answer) ErrorCode() int { return e.code }

func refuse(format string, args ...any) error { return answer{-32000, fmt.Sprintf(format, args...)} }

// admit puts a transaction into the pool by go-ethereum's rules.
func (c *Chain) admit(tx *types.Transaction) error {
	from, err := types.Sender(types.LatestSignerForChainID(big.NewInt(ID)), tx)
	if err != nil {
		return refuse("invalid sender")
	}
	a := c.state[from]
	old := c.pool[from][tx.Nonce()]
	switch {
	case old != nil && old.Hash() == tx.Hash():
		return refuse("already known")
	case tx.Nonce() < a.nonce:
		return refuse("nonce too low: next nonce %d, tx nonce %d", a.nonce, tx.Nonce())
	case tx.Size() > 128<<10:
		return refuse("oversized data")
	case tx.Gas() > 1<<24:
		return refuse("transaction gas limit too high (cap: %d, tx: %d)", 1<<24, tx.Gas())
	case tx.Gas() < gasOf(tx.Data()):
		return refuse("intrinsic gas too low")
	case a.balance.Big().Cmp(c.owed(from, tx)) < 0:
		return refuse("insufficient funds for gas * price + value")
	case old != nil && !outbids(tx, old):
		return refuse("replacement transaction underpriced")
	}
	if c.pool[from] == nil {
		c.pool[from] = map[uint64]*types.Transaction{}
	}
	c.pool[from][tx.Nonce()] = tx
	return nil
}

// owed is what the account's pooled transactions and tx may cost together.
func (c *Chain) owed(from common.Address, tx *types.Transaction) *big.Int {
	sum := tx.Cost()
	for nonce, other := range c.pool[from] {
		if nonce != tx.Nonce() {
			sum = new(big.Int).Add(sum, other.Cost())
		}
	}
	return sum
}

// outbids asks for 10 % more in both prices.
func outbids(tx, old *types.Transaction) bool {
	enough := func(now, before *big.Int) bool {
		return new(big.Int).Mul(now, big.NewInt(10)).Cmp(new(big.Int).Mul(before, big.NewInt(11))) >= 0
	}
	return enough(tx.GasTipCap(), old.GasTipCap()) && enough(tx.GasFeeCap(), old.GasFeeCap())
}

// executable takes the transactions of the next block: gapless nonces that pay
// the base fee, in the order of accounts.
func (c *Chain) executable() []*types.Transaction {
	accounts := make([]common.Address, 0, len(c.pool))
	for a := range c.pool {
		accounts = append(accounts, a)
	}
	sort.Slice(accounts, func(i, j int) bool { return accounts[i].Cmp(accounts[j]) < 0 })
	base := new(big.Int)
	if !c.Legacy {
		base.SetUint64(c.baseFee)
	}
	var out []*types.Transaction
	for _, a := range accounts {
		for n := c.state[a].nonce; len(out) < c.room; n++ {
			tx := c.pool[a][n]
			if tx == nil || tx.GasFeeCap().Cmp(base) < 0 {
				break
			}
			out = append(out, tx)
		}
		for n := range c.pool[a] {
			if n < c.state[a].nonce {
				delete(c.pool[a], n)
			}
		}
	}
	return out
}
