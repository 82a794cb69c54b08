package contracts_test

import (
	"fmt"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/contracts"
	"makewhole/money"
	"makewhole/payouts"
)

// chosen are leaves of a subtree of n, in the ways in which cost differs.
func chosen(n int) map[string]contracts.Mask {
	var first, last, every3 contracts.Mask
	first.Set(0)
	last.Set(n - 1)
	for i := 0; i < n; i += 3 {
		every3.Set(i)
	}
	return map[string]contracts.Mask{"all": contracts.FirstItems(n), "first": first, "last": last, "third": every3}
}

// strangers are n receivers nobody has paid yet, with amounts of that many
// bytes, none of them zero.
func strangers(salt string, n, width int) []contracts.Item {
	items := make([]contracts.Item, n)
	for i := range items {
		h := crypto.Keccak256([]byte(fmt.Sprint(salt, i)))
		var word [32]byte
		for j := range width {
			word[31-j] = h[31-j] | 1
		}
		items[i] = contracts.Item{Receiver: common.BytesToAddress(h[:20]), Amount: money.FromBytes32(word)}
	}
	return items
}

// The planner's gas model is never below what a push really costs, and not far
// above: a bill that is shown is a bill that holds.
func TestPlannedGas(t *testing.T) {
	t.Parallel()
	for _, coin := range []bool{false, true} {
		for _, n := range []int{100, 1024} {
			t.Run(fmt.Sprintf("coin %v, %d leaves", coin, n), func(t *testing.T) {
				t.Parallel()
				m := &measured{T: t, n: n, coin: coin, gas: payouts.TokenGas(), width: 9}
				if coin {
					m.gas, m.width = payouts.CoinGas(), 5
				}
				m.deploy()
				for _, level := range []int{0, 1, 3, 5, 6, 7, 8} {
					if 1<<level < 2*n {
						m.level(level)
					}
				}
				m.redeemed()
				t.Logf("planned above measured by %d to %d per mille", m.low, m.high)
			})
		}
	}
}

// measured compares plans of one tree with transactions.
type measured struct {
	*testing.T
	w         *world
	set, pool common.Hash
	token     common.Address
	coin      bool
	n, width  int
	seq       uint64
	gas       payouts.GasModel
	low, high int
}

func (m *measured) deploy() {
	m.low = 1 << 30
	if m.coin {
		m.w, m.set = coinWorld(m.T, 1e18)
		m.pool = coinPool
	} else {
		m.w, m.set = funded(m.T, wealth)
		m.pool, m.token = poolID, m.w.token
	}
	m.next(strangers("rest", 1, m.width)) // what stays, so that no balance goes to zero
}

func (m *measured) next(items []contracts.Item) plan {
	m.seq++
	p := m.w.plan(m.set, m.pool, m.token, m.seq, items)
	m.w.active(p)
	return p
}

func (m *measured) level(level int) {
	span := min(1<<level, m.n)
	for kind, mask := range chosen(span) {
		items := strangers(fmt.Sprint(kind, level), m.n, m.width)
		for _, holder := range []payouts.Holder{payouts.HolderFresh, payouts.HolderExisting} {
			p := m.next(items)
			m.compare(p, level, 0, mask, holder, true)
			if m.n >= 2<<level && level < 8 { // a second chunk of the same word
				m.compare(p, level, 1, mask, holder, false)
			}
		}
	}
}

func (m *measured) compare(p plan, level, node int, mask contracts.Mask, holder payouts.Holder, opens bool) {
	m.Helper()
	real := m.w.ok(m.w.anyone.addr, m.w.dist, p.push(m.T, level, node, mask)).gas
	c := payouts.PushChunk{Level: level, Node: node, Mask: payouts.Bits(mask), Opens: opens}
	if holder == payouts.HolderFresh {
		c.Fresh = c.Mask
	}
	planned, _ := m.gas.OfChunk(m.n, &c)
	above := int(1000 * (int64(planned) - int64(real)) / int64(real))
	limit := 30
	if 3*mask.Len() < min(1<<level, m.n) { // one of many: a plan takes a smaller subtree
		limit = 300
	}
	if above < 0 || above > limit {
		m.Errorf("level %d, node %d, %d chosen, holder %d, opens %v: planned %d, real %d (%d per mille)", level, node, mask.Len(), holder, opens, planned, real, above)
	}
	if limit == 30 {
		m.low, m.high = min(m.low, above), max(m.high, above)
	}
}

// redeemed compares what a receiver would pay, without the first bit of a word.
func (m *measured) redeemed() {
	items := strangers("redeem", m.n, m.width)
	p := m.next(items)
	for i := range 4 {
		real := m.w.ok(m.w.anyone.addr, m.w.dist, contracts.PackRedeem(p.redemption(i))).gas
		planned, _ := m.gas.OfRedeem(payouts.HolderFresh, len(p.tree.Proof(i)))
		if i > 0 && (planned < real || planned > real*103/100) {
			m.Errorf("redeem: planned %d, real %d", planned, real)
		}
	}
}
