package contracts_test

import (
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum/common"
)

// Attacks on the price of objections.

// The admin's key alone makes objections neither free nor too dear from one
// moment to the next: a rate counts a week after it was announced, changes
// fourfold at most, and no bond leaves its bounds.
func TestAttackBondRateMovedAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	set := func(rate *big.Int) []byte { return challengesABI.PackSetBondRate(num(chainID), w.token, rate) }
	bond := func(loss int64) *big.Int {
		t.Helper()
		return new(big.Int).SetBytes(w.view(w.challenges, challengesABI.PackBondForLoss(num(chainID), w.token, big.NewInt(loss))))
	}
	is := func(want *big.Int, loss int64) {
		t.Helper()
		if got := bond(loss); got.Cmp(want) != 0 {
			t.Errorf("the bond for a loss of %d is %s wei, want %s", loss, got, want)
		}
	}
	times := func(n, d int64) *big.Int {
		return new(big.Int).Div(new(big.Int).Mul(coinsPerUnit, big.NewInt(n)), big.NewInt(d))
	}
	least, most, coin := big.NewInt(1e17), new(big.Int).Mul(big.NewInt(1e17), big.NewInt(1000)), big.NewInt(1e18)
	w.ok(w.admin.addr, w.challenges, set(coinsPerUnit))
	w.wait(7*86400 - 1)
	is(least, 1000) // not yet
	w.wait(1)
	is(coin, 1000)
	is(most, 1e9) // a thousandth of it would be a million coins
	for _, rate := range []*big.Int{new(big.Int).Add(times(4, 1), num(1)), new(big.Int).Sub(times(1, 4), num(1)), num(0)} {
		w.refused("RateStep", w.admin.addr, w.challenges, set(rate))
	}
	w.ok(w.admin.addr, w.challenges, set(times(4, 1)))
	w.refused("RateStep", w.admin.addr, w.challenges, set(times(16, 1))) // what does not count yet is no measure
	w.ok(w.admin.addr, w.challenges, set(times(4, 1)))
	is(coin, 1000)
	w.wait(7 * 86400)
	is(new(big.Int).Mul(coin, num(4)), 1000)
	w.ok(w.admin.addr, w.challenges, set(times(1, 1)))
	w.wait(7 * 86400)
	is(coin, 1000)
}

// A set of many dear snapshots cannot be made too dear to object to either.
func TestAttackSetTooDearToChallenge(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.rate(chainID, coinsPerUnit)
	var members []common.Hash
	for i := range 2 {
		s := w.snapshot()
		s.TotalLoss, s.UnattributedLoss = amt(1e9), amt(1e8)
		if i > 0 {
			s.SourceChainID = 1
			w.rate(1, coinsPerUnit)
			s.OccurredFrom, s.OccurredTo = w.now-100, w.now-10
		}
		members = append(members, w.submit(s))
	}
	set := w.submitSet(1, ordered(members[0], members[1])...)
	most := new(big.Int).Mul(big.NewInt(1e17), big.NewInt(1000))
	if got := new(big.Int).SetBytes(w.view(w.challenges, challengesABI.PackBondFor(set))); got.Cmp(most) != 0 {
		t.Errorf("an objection to the set takes %s wei, want %s", got, most)
	}
}
