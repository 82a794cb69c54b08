package contracts_test

import (
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/holiman/uint256"
	"pgregory.net/rapid"

	"makewhole/contracts"
	"makewhole/money"
)

// book is what a pool says about itself, base units of its asset.
type book struct{ free, reserved, paid, deposited, withdrawn uint64 }

func (w *world) book(at common.Address) book {
	w.t.Helper()
	read := func(data []byte) uint64 { return new(uint256.Int).SetBytes(w.view(at, data)).Uint64() }
	b := book{
		free: read(poolABI.PackFree()), reserved: read(poolABI.PackReserved()), paid: read(poolABI.PackPaid()),
		deposited: read(poolABI.PackDeposited()), withdrawn: read(poolABI.PackWithdrawn()),
	}
	if b.free+b.reserved+b.paid != b.deposited-b.withdrawn {
		w.t.Fatalf("the pool's accounts do not add up: %+v", b)
	}
	return b
}

func (w *world) frozen() bool {
	w.t.Helper()
	f, err := poolABI.UnpackExitsFrozen(w.view(w.pool, poolABI.PackExitsFrozen()))
	if err != nil {
		w.t.Fatal(err)
	}
	return f
}

// depositsFrom is when money of an incident can come back no more.
func (w *world) openFrom() uint64 {
	w.t.Helper()
	return new(uint256.Int).SetBytes(w.view(w.pool, poolABI.PackOpenFrom())).Uint64()
}

func (w *world) shares(a common.Address) uint64 {
	w.t.Helper()
	return new(uint256.Int).SetBytes(w.view(w.pool, poolABI.PackSharesOf(a))).Uint64()
}

// join lets a new underwriter deposit.
func (w *world) join(p person, amount uint64) {
	w.t.Helper()
	w.ok(w.admin.addr, w.token, tokenABI.PackMint(p.addr, num(amount)))
	w.ok(p.addr, w.token, tokenABI.PackApprove(w.pool, num(amount)))
	w.ok(p.addr, w.pool, poolABI.PackDeposit(num(amount), num(0)))
}

func TestPoolPaysAndConserves(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.deposit(num(1000))
	w.ok(w.operator.addr, w.pool, poolABI.PackEarmark(incident, num(900), num(600)))
	if got := w.book(w.pool); got != (book{free: 400, reserved: 600, deposited: 1000}) {
		t.Fatalf("after the earmark %+v", got)
	}
	set := w.finalSet()
	items := []contracts.Item{{Receiver: w.fund.addr, Amount: amt(500)}}
	p := w.plan(set, poolID, w.token, 1, items)
	w.publish(p)
	if got := w.book(w.pool); got != (book{free: 400, reserved: 100, paid: 500, deposited: 1000}) {
		t.Fatalf("after publishing %+v", got)
	}
	over := w.plan(set, poolID, w.token, 2, []contracts.Item{{Receiver: w.fund.addr, Amount: amt(101)}})
	w.refused("OverEarmark", w.operator.addr, w.dist, w.publishData(over.order))
	w.refused("NotHolder", w.guardian.addr, w.pool, poolABI.PackBeginRelease(incident))
	w.release(w.pool, incident)
	w.refused("EarmarkState", w.operator.addr, w.pool, poolABI.PackBeginRelease(incident))
	w.refused("EarmarkState", w.operator.addr, w.dist, w.publishData(over.order))
	// A cancelled settlement comes back to free money when the earmark is gone.
	w.ok(w.guardian.addr, w.dist, contracts.PackCancel(p.order.Key(), reasonOne))
	if got := w.book(w.pool); got != (book{free: 1000, deposited: 1000}) {
		t.Fatalf("after cancelling %+v", got)
	}
	for _, data := range [][]byte{
		poolABI.PackPull(reasonOne, poolID, incident, w.token, num(1)),
		poolABI.PackGiveBack(reasonOne, poolID, incident, w.token, num(1)),
	} {
		w.refused("NotDistributor", w.operator.addr, w.pool, data)
	}
}

func testExitsWaitAndBearLosses(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	bob := newPerson("bob")
	w.deposit(num(600))
	w.join(bob, 400)
	w.refused("NotEnoughShares", bob.addr, w.pool, poolABI.PackRequestExit(num(401*perUnit)))
	w.refused("NothingToDo", bob.addr, w.pool, poolABI.PackRequestExit(num(0*perUnit)))
	w.ok(bob.addr, w.pool, poolABI.PackRequestExit(num(400*perUnit)))
	w.refused("NotEnoughShares", bob.addr, w.pool, poolABI.PackRequestExit(num(1))) // no share twice
	w.refused("ExitNotReady", bob.addr, w.pool, poolABI.PackSettleExit(num(1)))
	w.refused("NotYourExit", w.lp.addr, w.pool, poolABI.PackCancelExit(num(1)))
	w.wait(exitLag)
	w.ok(w.operator.addr, w.pool, poolABI.PackEarmark(incident, num(500), num(500)))
	w.refused("PoolFrozen", bob.addr, w.pool, poolABI.PackSettleExit(num(1)))
	w.refused("PoolFrozen", w.lp.addr, w.pool, poolABI.PackDeposit(num(1), num(0)))
	p := w.plan(w.finalSet(), poolID, w.token, 1, []contracts.Item{{Receiver: w.fund.addr, Amount: amt(500)}})
	w.publish(p)
	w.release(w.pool, incident)
	w.refused("PoolFrozen", w.anyone.addr, w.pool, poolABI.PackSettleExit(num(1))) // the money may come back
	w.wait(w.openFrom() - w.now)
	o := w.ok(w.anyone.addr, w.pool, poolABI.PackSettleExit(num(1)))
	var last any
	for _, l := range o.logs {
		if l.Address == w.pool {
			last, _ = contracts.ParsePoolLog(*l)
		}
	}
	if last != (contracts.Withdrawn{bob.addr, amt(200), amt(400 * perUnit), amt(600 * perUnit), 1}) {
		t.Fatalf("withdrawn %+v", last)
	}
	if got := w.balance(w.token, bob.addr); got != 200 {
		t.Errorf("bob has %d: half of the pool was paid out while he waited", got)
	}
	w.refused("NotYourExit", bob.addr, w.pool, poolABI.PackSettleExit(num(1)))
}

func testReportsFreezeAndLapse(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.deposit(num(600))
	w.ok(w.lp.addr, w.pool, poolABI.PackRequestExit(num(100*perUnit)))
	w.wait(exitLag)
	w.refused("NotHolder", w.operator.addr, w.desk(w.pool), reportABI.PackFreezeExits(num(60), num(600), incident))
	w.refused("ReportTooLong", w.guardian.addr, w.desk(w.pool), reportABI.PackFreezeExits(num(72*3600+1), num(600), incident))
	w.ok(w.guardian.addr, w.desk(w.pool), reportABI.PackFreezeExits(num(72*3600), num(600), incident))
	w.refused("PoolFrozen", w.lp.addr, w.pool, poolABI.PackSettleExit(num(1)))
	w.wait(72 * 3600)
	w.refused("ReportTooSoon", w.guardian.addr, w.desk(w.pool), reportABI.PackFreezeExits(num(60), num(600), incident))
	w.ok(w.lp.addr, w.pool, poolABI.PackSettleExit(num(1)))
}

// Money that is sent without a deposit changes nobody's share (no inflation attack).
func testDonationsCountForNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	mallory, alice := newPerson("mallory"), newPerson("alice")
	w.join(mallory, 1)
	w.ok(w.admin.addr, w.token, tokenABI.PackMint(w.pool, num(1_000_000)))
	w.join(alice, 1000)
	if w.shares(alice.addr) != 1000*perUnit || w.shares(mallory.addr) != perUnit {
		t.Errorf("alice %d, mallory %d shares", w.shares(alice.addr), w.shares(mallory.addr))
	}
}

// What arrives is measured: a token with a fee cannot be deposited.
func testDepositsAreMeasured(t *testing.T) {
	t.Parallel()
	w, odd, m, pool, _ := oddWorld(t)
	w.release(w.source(pool), incident)
	w.ok(w.lp.addr, odd, m.pack(t, "approve", w.vault, num(1000)))
	deposit, recover := poolABI.PackDeposit(num(10), num(1)), contracts.PackDepositRecovery(incident, odd, amt(10))
	w.ok(w.admin.addr, odd, m.pack(t, "setFee", num(1)))
	w.refused("WrongMoneyIn", w.lp.addr, w.source(pool), deposit)
	w.refused("WrongMoneyIn", w.lp.addr, w.vault, recover)
	w.ok(w.admin.addr, odd, m.pack(t, "setFee", num(0)))
	w.ok(w.lp.addr, w.source(pool), deposit)
	w.ok(w.lp.addr, w.vault, recover)
}

func (w *world) source(pool common.Hash) common.Address {
	w.t.Helper()
	at, err := distABI.UnpackSourceOf(w.view(w.dist, distABI.PackSourceOf(pool)))
	if err != nil {
		w.t.Fatal(err)
	}
	return at
}

// An operator that vanished cannot hold the underwriters' money for ever: a year
// after the last order anyone begins to release it.
func testEarmarksEnd(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.deposit(num(1000))
	w.earmark(num(400))
	w.wait(100 * 86400)
	p := w.plan(w.finalSet(), poolID, w.token, 1, []contracts.Item{{Receiver: w.fund.addr, Amount: amt(100)}})
	w.publish(p) // its term begins again
	w.wait(earmarkTerm - 1)
	w.refused("NotHolder", w.anyone.addr, w.pool, poolABI.PackBeginRelease(incident))
	w.wait(1)
	w.ok(w.anyone.addr, w.pool, poolABI.PackBeginRelease(incident))
	w.wait(releaseDelay - 1)
	w.refused("ReleaseTooSoon", w.anyone.addr, w.pool, poolABI.PackEndRelease(incident))
	w.wait(1)
	w.ok(w.anyone.addr, w.pool, poolABI.PackEndRelease(incident))
	if got := w.book(w.pool); got != (book{free: 900, paid: 100, deposited: 1000}) {
		t.Errorf("after the release %+v", got)
	}
	w.refused("EarmarkState", w.anyone.addr, w.pool, poolABI.PackBeginRelease(reasonOne))
}

func testPoolRefuses(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.refused("TooFewShares", w.lp.addr, w.pool, poolABI.PackDeposit(num(10), num(10*perUnit+1)))
	w.refused("NothingToDo", w.lp.addr, w.pool, poolABI.PackDeposit(num(0), num(0)))
	w.refusedValue("WrongMoneyIn", w.lp.addr, w.pool, uint256.NewInt(1), poolABI.PackDeposit(num(1), num(0)))
	w.refusedValue("WrongMoneyIn", w.lp.addr, w.coins, uint256.NewInt(1), poolABI.PackDeposit(num(2), num(0)))
	w.refused("NotHolder", w.guardian.addr, w.pool, poolABI.PackEarmark(incident, num(1), num(1)))
	w.refused("NothingToDo", w.operator.addr, w.pool, poolABI.PackEarmark(incident, num(1), num(0)))
	lag := poolABI.PackConstructor(contracts.CapitalPoolDeployment{
		Asset: w.token, PoolId: poolID, Distributor: w.dist, Operator: w.operator.addr, Guardian: w.guardian.addr,
		ExitLag: num(10), MaxObservationLag: num(6), TimeToFreeze: num(5),
	})
	if o := w.run(w.admin.addr, nil, nil, contracts.InitCode(&contracts.CapitalPoolMetaData, lag), plenty); o.err == nil {
		t.Error("an exit lag below observation and freezing was accepted")
	}
}

// Random lives of a pool keep its accounts whole and the shares worth no more than the money.
func TestPoolConserves(t *testing.T) {
	t.Parallel()
	base, set := funded(t, num(0).SetUint64(1_000_000))
	people := []person{newPerson("p0"), newPerson("p1"), newPerson("p2")}
	fresh := base.db
	rapid.Check(t, func(rt *rapid.T) {
		w := *base
		e := *base.evm
		w.evm, e.db = &e, fresh.Copy()
		seq, exits := uint64(0), uint64(0)
		for range rapid.IntRange(1, 25).Draw(rt, "steps") {
			who := people[rapid.IntRange(0, 2).Draw(rt, "who")]
			amount := rapid.Uint64Range(1, 50_000).Draw(rt, "amount")
			switch rapid.IntRange(0, 4).Draw(rt, "step") {
			case 0:
				if !w.frozen() {
					w.wait(max(w.now, w.openFrom()) - w.now)
					w.join(who, amount)
				}
			case 1:
				if w.send(who.addr, w.pool, poolABI.PackRequestExit(num(amount*perUnit))).err == nil {
					exits++
				}
			case 2:
				w.send(who.addr, w.pool, poolABI.PackSettleExit(num(rapid.Uint64Range(0, exits).Draw(rt, "exit"))))
				w.wait(exitLag)
			case 3:
				p := w.plan(set, poolID, w.token, seq+1, []contracts.Item{{Receiver: w.fund.addr, Amount: amt(amount)}})
				if w.send(w.operator.addr, w.dist, w.publishData(p.order)).err == nil {
					seq++
					if amount%2 == 0 {
						w.quorumCancels(p)
					}
				}
			case 4:
				w.send(w.anyone.addr, w.pool, w.poolOrder(w.pool, incident, 0, 3))
				if amount%2 == 0 {
					w.send(w.operator.addr, w.pool, poolABI.PackEarmark(incident, num(2_000_000), num(amount*40)))
				}
			}
			b := w.book(w.pool)
			if got := w.balance(w.token, w.pool); got != b.free+b.reserved {
				rt.Fatalf("pool holds %d, its accounts say %+v", got, b)
			}
		}
	})
}

func TestVault(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(1000))
	thief := newPerson("thief")
	w.give(thief.addr, 10)
	w.ok(w.admin.addr, w.token, tokenABI.PackMint(thief.addr, num(1000)))
	w.ok(thief.addr, w.token, tokenABI.PackApprove(w.vault, num(1000)))
	w.refused("NotHolder", thief.addr, w.vault, vaultABI.PackRegisterPayer(thief.addr, true))
	o := w.ok(thief.addr, w.vault, contracts.PackDepositRecovery(incident, w.token, amt(700)))
	assertDeposit(t, w, o.logs, contracts.RecoveryDeposited{incident, w.token, thief.addr, amt(700), false})
	w.ok(w.treasurer.addr, w.vault, vaultABI.PackRegisterPayer(thief.addr, true))
	coin := common.Address{}
	o = w.okValue(thief.addr, w.vault, uint256.NewInt(50), contracts.PackDepositRecovery(incident, coin, amt(50)))
	assertDeposit(t, w, o.logs, contracts.RecoveryDeposited{incident, coin, thief.addr, amt(50), true})
	wrong := contracts.PackDepositRecovery(incident, coin, amt(51))
	w.refusedValue("WrongMoneyIn", thief.addr, w.vault, uint256.NewInt(50), wrong)
	w.refusedValue("WrongMoneyIn", thief.addr, w.vault, uint256.NewInt(1),
		contracts.PackDepositRecovery(incident, w.token, amt(1)))
	w.refused("WrongParameter", thief.addr, w.vault, contracts.PackDepositRecovery(incident, coin, money.Zero))
	w.refused("NotDistributor", w.operator.addr, w.vault, vaultABI.PackPull(reasonOne, recovery, incident, coin, num(1)))
	w.refused("NotDistributor", w.operator.addr, w.vault, vaultABI.PackEscheat(reasonOne, incident, coin, num(1)))

	p := w.plan(set, recovery, w.token, 1, []contracts.Item{{Receiver: w.fund.addr, Amount: amt(600)}})
	w.active(p)
	if got := w.held(recovery, w.token); got != 100 {
		t.Errorf("account has %d, want 100", got)
	}
	w.ok(w.anyone.addr, w.dist, contracts.PackRedeem(p.redemption(0)))
	coins := w.plan(set, recovery, coin, 1, []contracts.Item{{Receiver: w.fund.addr, Amount: amt(50)}})
	w.publish(coins)
	w.ok(w.guardian.addr, w.dist, contracts.PackCancel(coins.order.Key(), reasonOne))
	if got := w.held(recovery, coin); got != 50 {
		t.Errorf("coin account has %d after cancelling, want 50", got)
	}
	over := w.plan(set, recovery, coin, 2, []contracts.Item{{Receiver: w.fund.addr, Amount: amt(51)}})
	w.refused("NotEnough", w.operator.addr, w.dist, w.publishData(over.order))
}

func assertDeposit(t *testing.T, w *world, logs []*types.Log, want contracts.RecoveryDeposited) {
	t.Helper()
	for _, l := range logs {
		if l.Address != w.vault {
			continue
		}
		if got, err := contracts.ParseVaultLog(*l); err != nil || got != want {
			t.Fatalf("got %+v %v, want %+v", got, err, want)
		}
		return
	}
	t.Fatal("no event of the vault")
}

func TestCoinsCancelAndSweep(t *testing.T) {
	t.Parallel()
	w, set := coinWorld(t, 1e9)
	coin := common.Address{}
	p := w.plan(set, coinPool, coin, 1, receivers(2))
	w.publish(p)
	w.ok(w.guardian.addr, w.dist, contracts.PackCancel(p.order.Key(), reasonOne))
	if got := w.balance(coin, w.coins); got != 1e9 {
		t.Errorf("pool holds %d", got)
	}
	p = w.plan(set, coinPool, coin, 2, receivers(2))
	w.active(p)
	w.wait(claimPeriod + 1)
	w.ok(w.anyone.addr, w.dist, contracts.PackSweep(p.order.Key()))
	if got := w.held(escheat, coin); got != 2001 {
		t.Errorf("escheat account has %d", got)
	}
}
