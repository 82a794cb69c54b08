package contracts_test

import (
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
)

// Attacks on undoing: by a token that refuses, and by a guardian that undoes for
// ever.

// undoWorld has a pool of the odd token with 100,000 in it, all set aside.
func undoWorld(t *testing.T) (w *world, m mock, odd, pool common.Address, set common.Hash) {
	t.Helper()
	w = newWorld(t)
	m = loadMock(t, "OddToken")
	odd = m.deploy(w.evm, w.admin.addr)
	pool = w.newPool(odd, oddPool)
	w.ok(w.treasurer.addr, w.dist, distABI.PackRegisterSource(oddPool, pool))
	w.allow(odd)
	w.ok(w.admin.addr, odd, m.pack(t, "mint", w.lp.addr, num(200_000)))
	w.ok(w.lp.addr, odd, tokenABI.PackApprove(pool, num(200_000)))
	w.ok(w.lp.addr, pool, poolABI.PackDeposit(num(100_000), num(1)))
	w.ok(w.operator.addr, pool, poolABI.PackEarmark(incident, num(100_000), num(100_000)))
	return w, m, odd, pool, w.finalSet()
}

// A token that is paused, that has blacklisted the pool or that takes a fee
// stops no cancellation: the books change at once, the bad receiver gets
// nothing, and the money follows when the token lets it, whole.
func TestAttackUndoNeedsTheToken(t *testing.T) {
	t.Parallel()
	for name, trouble := range map[string]struct {
		method string
		args   func(pool common.Address) []any
		repair []any
		want   string
	}{
		"paused or blacklisted": {"setMood", func(p common.Address) []any { return []any{p, uint8(tokenReverts)} }, []any{uint8(0)}, "TransferFailed"},
		"says no":               {"setMood", func(p common.Address) []any { return []any{p, uint8(tokenReturnsFalse)} }, []any{uint8(0)}, "TransferFailed"},
		"only says yes":         {"setMood", func(p common.Address) []any { return []any{p, uint8(tokenPaysNothing)} }, []any{uint8(0)}, "WrongMoneyOut"},
		"takes a fee":           {"setFee", func(common.Address) []any { return []any{num(1)} }, nil, "WrongMoneyOut"},
	} {
		for _, byQuorum := range []bool{false, true} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				w, mock, odd, pool, set := undoWorld(t)
				p := w.plan(set, oddPool, odd, 1, receivers(3))
				w.publish(p)
				w.ok(w.admin.addr, odd, mock.pack(t, "mint", w.dist, num(10))) // a fee has something to take
				w.ok(w.admin.addr, odd, mock.pack(t, trouble.method, trouble.args(pool)...))
				if byQuorum {
					w.quorumCancels(p)
				} else {
					w.ok(w.guardian.addr, w.dist, contracts.PackCancel(p.order.Key(), reasonOne))
				}
				w.wait(activationDelay)
				w.refused("WrongState", w.anyone.addr, w.dist, contracts.PackRedeem(p.redemption(0)))
				if owed := w.owedTo(pool, odd); owed != 3003 {
					t.Fatalf("the distributor owes %d, want 3003", owed)
				}
				back := distABI.PackReturnMoney(pool, odd)
				w.refused(trouble.want, w.anyone.addr, w.dist, back)
				w.frozenUntilBack(pool)
				repair := []any{num(0)}
				if trouble.repair != nil {
					repair = append([]any{pool}, trouble.repair...)
				}
				w.ok(w.admin.addr, odd, mock.pack(t, trouble.method, repair...))
				w.ok(w.anyone.addr, w.dist, back)
				w.refused("NothingOwed", w.anyone.addr, w.dist, back)
				if got := w.balance(odd, pool); got != 100_000 {
					t.Errorf("the pool has %d, want 100000", got)
				}
			})
		}
	}
}

// frozenUntilBack: while money is missing nobody enters or leaves at a price
// that counts it.
func (w *world) frozenUntilBack(pool common.Address) {
	w.t.Helper()
	w.release(pool, incident)
	w.wait(activationDelay + 72*3600)
	w.refused("PoolFrozen", w.lp.addr, pool, poolABI.PackDeposit(num(1000), num(1)))
}

func (w *world) owedTo(source, token common.Address) uint64 {
	w.t.Helper()
	owed, err := distABI.UnpackOwedTo(w.view(w.dist, distABI.PackOwedTo(source, token)))
	if err != nil {
		w.t.Fatal(err)
	}
	return owed.Uint64()
}

// Little gas is like a token that refuses: the books change, the money stays
// owed and follows later. Coin too.
func TestAttackUndoWithLittleGas(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.okValue(w.lp.addr, w.coins, ptr(units(100_000)), poolABI.PackDeposit(num(100_000), num(1)))
	w.ok(w.operator.addr, w.coins, poolABI.PackEarmark(incident, num(100_000), num(100_000)))
	p := w.plan(w.finalSet(), coinPool, common.Address{}, 1, receivers(3))
	w.publish(p)
	data := contracts.PackCancel(p.order.Key(), reasonOne)
	short := false
	for gas := uint64(60_000); gas < 400_000 && !short; gas += 1000 {
		before := w.db.Copy()
		o := w.run(w.guardian.addr, &w.dist, nil, data, gas)
		if o.err == nil && w.owedTo(w.coins, common.Address{}) == 3003 {
			short = true
			break
		}
		w.db = before
	}
	if !short {
		t.Fatal("no gas is enough to cancel and too little to return the money")
	}
	w.ok(w.anyone.addr, w.dist, distABI.PackReturnMoney(w.coins, common.Address{}))
	if got := w.balance(common.Address{}, w.coins); got != 100_000 {
		t.Errorf("the pool has %d wei, want 100000", got)
	}
}

// The guardian cancels once for an incident, pool and token; the next takes a
// quorum, so that its key alone does not keep an incident unpaid.
func TestAttackGuardianCancelsForEver(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(100_000))
	first := w.plan(set, poolID, w.token, 1, receivers(3))
	w.publish(first)
	w.ok(w.guardian.addr, w.dist, contracts.PackCancel(first.order.Key(), reasonOne))
	second := w.plan(set, poolID, w.token, 2, receivers(3))
	w.publish(second)
	w.refused("CancelUsed", w.guardian.addr, w.dist, contracts.PackCancel(second.order.Key(), reasonOne))
	w.quorumCancels(second)
	third := w.plan(set, poolID, w.token, 3, receivers(3))
	w.active(third)
	w.ok(w.anyone.addr, w.dist, contracts.PackRedeem(third.redemption(0)))
}

// A leaf that names the distributor itself costs nobody else a push: it is
// passed over like a receiver that refuses.
func TestAttackLeafOfTheDistributor(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(100_000))
	items := receivers(3)
	items[1].Receiver = w.dist
	p := w.plan(set, poolID, w.token, 1, items)
	w.active(p)
	events := w.distributorEvents(w.ok(w.anyone.addr, w.dist, p.push(t, 2, 0, contracts.FirstItems(3))).logs)
	if len(events) != 2 || events[0] != (contracts.PushFailed{SettlementID: p.order.SettlementID, Index: 1}) {
		t.Fatalf("events %+v", events)
	}
	if got := w.remaining(p.order.SettlementID); got != 1001 {
		t.Errorf("%d remains, want 1001", got)
	}
}

// Swept money arrives whole or stays where it is: a fee on the way would be paid
// by other settlements.
func TestAttackSweepWithAFee(t *testing.T) {
	t.Parallel()
	w, mock, odd, _, set := undoWorld(t)
	p := w.plan(set, oddPool, odd, 1, receivers(3))
	w.active(p)
	w.wait(claimPeriod + 1)
	w.ok(w.admin.addr, odd, mock.pack(t, "setFee", num(1)))
	w.ok(w.admin.addr, odd, mock.pack(t, "mint", w.dist, num(10))) // somebody else's money, from which the fee would be taken
	w.refused("WrongMoneyOut", w.anyone.addr, w.dist, contracts.PackSweep(p.order.Key()))
	w.ok(w.admin.addr, odd, mock.pack(t, "setFee", num(0)))
	w.ok(w.anyone.addr, w.dist, contracts.PackSweep(p.order.Key()))
	if got := w.balance(odd, w.vault); got != 3003 {
		t.Errorf("the vault has %d, want 3003", got)
	}
}

// The treasurer's list is kept by a contract of its own: nobody else counts
// against caps, gives use back or numbers tokens.
func TestLimitsAreTheDistributors(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, who := range []common.Address{w.anyone.addr, w.treasurer.addr, w.operator.addr} {
		w.refused("NotDistributor", who, w.limits, limitsABI.PackUse(w.token, num(1), 1))
		w.refused("NotDistributor", who, w.limits, limitsABI.PackRestore(incident, poolID, w.token, num(1), 1, true))
	}
	for _, who := range []common.Address{w.anyone.addr, w.treasurer.addr, w.operator.addr} {
		w.refused("NotLimits", who, w.dist, distABI.PackNumberToken(1, w.anyone.addr))
		w.refused("NotDistributor", who, w.pool, poolABI.PackGiveBack(common.Hash{1}, poolID, incident, w.token, num(1)))
	}
}
