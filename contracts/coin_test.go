package contracts_test

import (
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"
)

// coinWorld is a world whose coin pool has the amount (wei), all earmarked.
func coinWorld(t testing.TB, amount uint64) (*world, common.Hash) {
	t.Helper()
	w := newWorld(t)
	w.okValue(w.lp.addr, w.coins, uint256.NewInt(amount), poolABI.PackDeposit(num(amount), num(1)))
	w.ok(w.operator.addr, w.coins, poolABI.PackEarmark(incident, num(amount), num(amount)))
	return w, w.finalSet()
}
