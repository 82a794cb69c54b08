package contracts_test

import (
	"fmt"
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
	"makewhole/money"
)

// ceiling fails when a cost exceeds what was promised, and logs it otherwise.
func ceiling(t *testing.T, what string, gas, limit uint64) {
	t.Helper()
	t.Logf("%-44s %8d of %8d gas", what, gas, limit)
	if gas > limit {
		t.Errorf("%s costs %d gas, above %d", what, gas, limit)
	}
}

var wealth = new(big.Int).Lsh(big.NewInt(1), 90)

// richItems have amounts of nine non-zero bytes, the dear case for calldata.
func richItems(n int) []contracts.Item {
	items := receivers(n)
	for i := range items {
		items[i].Amount = money.MustParse(fmt.Sprint("2000111222333444555", 100+i))
	}
	return items
}

func TestGasOfPublishing(t *testing.T) {
	t.Parallel()
	w, set := funded(t, wealth)
	p := w.plan(set, poolID, w.token, 1, richItems(300))
	ceiling(t, "publish, first of the incident and the day", w.publish(p).gas, 225_000)
	p = w.plan(set, poolID, w.token, 2, richItems(3))
	ceiling(t, "publish, later of the incident", w.publish(p).gas, 225_000)
}

func TestGasOfPushing(t *testing.T) {
	t.Parallel()
	for _, n := range []int{100, 128, 256} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			w, set := funded(t, wealth)
			w.active(w.plan(set, poolID, w.token, 1, richItems(1)))
			for i, limit := range []uint64{26_700, 9_600} {
				p := w.plan(set, poolID, w.token, uint64(2+i), richItems(n))
				w.active(p)
				o := w.ok(w.anyone.addr, w.dist, p.push(t, p.tree.Depth(), 0, contracts.FirstItems(n)))
				what := fmt.Sprintf("push of %d, %s, each", n, []string{"fresh holders", "existing holders"}[i])
				ceiling(t, what, o.gas/uint64(n), limit)
			}
		})
	}
}

// The coin needs 25,000 gas for a new account and 9,000 for a value in the EVM
// itself; what is ours is the rest.
func TestGasOfPushingCoins(t *testing.T) {
	t.Parallel()
	w, set := coinWorld(t, 1e18)
	for i, limit := range []uint64{36_500, 11_500} {
		p := w.plan(set, coinPool, common.Address{}, uint64(1+i), receivers(100))
		w.active(p)
		o := w.ok(w.anyone.addr, w.dist, p.push(t, 7, 0, contracts.FirstItems(100)))
		ceiling(t, "push of 100 coins, each", o.gas/100, limit)
	}
}

func TestGasOfRedeeming(t *testing.T) {
	t.Parallel()
	w, set := funded(t, wealth)
	items := receivers(1 << 20)
	for i := range items {
		items[i].Amount = money.MustParse("1000111222333444555")
	}
	p := w.plan(set, poolID, w.token, 1, items)
	w.active(p)
	// The leaves of one bitmap word, as in a real settlement: the first one pays for the slot.
	const n, first = 256, 3000 * 256
	var cost [2]uint64
	for i := range n {
		to, existing := items[first+i].Receiver, i%2
		if existing == 1 {
			w.ok(w.admin.addr, w.token, tokenABI.PackMint(to, num(1)))
		}
		cost[existing] += w.ok(to, w.dist, contracts.PackRedeem(p.redemption(first+i))).gas
	}
	ceiling(t, "redeem in a million-leaf tree, fresh", cost[0]/(n/2), 90_000)
	ceiling(t, "redeem in a million-leaf tree, existing", cost[1]/(n/2), 73_000)
}
