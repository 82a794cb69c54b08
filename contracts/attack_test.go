package contracts_test

import (
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"makewhole/contracts"
)

// The attacks that the core model names and that the contracts must stop. The
// table in docs/contracts.md also names those that are stopped elsewhere.

// The operator's key alone pays nobody: without a quorum over exactly this
// order there is nothing to publish, and nobody's money to move.
func TestAttackStolenOperatorKey(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(100_000))
	thief := newPerson("thief")
	good := w.plan(set, poolID, w.token, 1, receivers(3))
	sigs := w.signed(good.order.Digest(w.config.Domain()), 3)
	mine := w.plan(set, poolID, w.token, 1, []contracts.Item{{Receiver: thief.addr, Amount: amt(3003)}})
	if o := w.send(w.operator.addr, w.dist, contracts.PackPublish(mine.order, sigs)); o.err == nil {
		t.Error("a one-leaf tree was published under the signatures of another order")
	}
	w.refused("NotAnnounced", w.operator.addr, w.dist, contracts.PackPublish(mine.order, nil))
	w.refused("NoQuorum", w.operator.addr, w.dist, contracts.PackPublish(mine.order, sigs[:130]))
	w.refused("NoQuorum", w.operator.addr, w.dist, contracts.PackAnnounce(mine.order, sigs[:130]))
	for _, at := range []common.Address{w.pool, w.vault} {
		w.refused("NotDistributor", w.operator.addr, at,
			poolABI.PackPull(mine.order.SettlementID, poolID, incident, w.token, num(1)))
	}
	w.ok(w.operator.addr, w.dist, contracts.PackPublish(good.order, sigs))
	if got := w.balance(w.token, thief.addr); got != 0 || w.balance(w.token, w.dist) != 3003 {
		t.Errorf("thief has %d", got)
	}
}

// A vanished operator holds nobody hostage: anyone publishes what was signed,
// after the delay, and anyone pushes and redeems.
func TestAttackVanishedOperator(t *testing.T) {
	t.Parallel()
	t.Run("publishing", testAnnouncedOrderNeedsNoOperator)
	t.Run("earmarks end", testEarmarksEnd)
}

// A stolen operator key cannot hold the pool for ever by raising an earmark a
// little again and again, nor by releasing it and making it again: its term runs
// from the first time.
func TestAttackEarmarkRaisedForEver(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.deposit(num(1000))
	w.earmark(num(400))
	w.ok(w.operator.addr, w.pool, poolABI.PackBeginRelease(incident))
	w.wait(releaseDelay)
	w.ok(w.operator.addr, w.pool, poolABI.PackEndRelease(incident))
	w.earmark(num(400)) // in the same block
	w.wait(earmarkTerm - releaseDelay - 86400)
	w.earmark(num(401))
	w.refused("NotHolder", w.anyone.addr, w.pool, poolABI.PackBeginRelease(incident))
	w.wait(86400)
	w.refused("TermOver", w.operator.addr, w.pool, poolABI.PackEarmark(incident, num(500), num(500)))
	w.ok(w.anyone.addr, w.pool, poolABI.PackBeginRelease(incident))
	w.refused("ReleaseTooSoon", w.anyone.addr, w.pool, poolABI.PackEndRelease(incident))
	w.wait(releaseDelay)
	w.ok(w.anyone.addr, w.pool, poolABI.PackEndRelease(incident))
	if got := w.book(w.pool); got != (book{free: 1000, deposited: 1000}) {
		t.Errorf("after the release %+v", got)
	}
	w.refused("TermOver", w.operator.addr, w.pool, poolABI.PackEarmark(incident, num(500), num(500)))
}

// A has 100 shares at value 40, B deposits 400, 60 comes back: A gets the 60,
// not 5.45 of them, because returned money never enters the pool's value.
func TestAttackShareDilution(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a, b := newPerson("A"), newPerson("B")
	w.join(a, 100)
	w.earmark(num(60)) // a share is then worth 0.4 of what it was
	set := w.finalSet()
	p := w.plan(set, poolID, w.token, 1, []contracts.Item{{Receiver: w.fund.addr, Amount: amt(60)}})
	w.active(p)
	w.ok(w.anyone.addr, w.dist, contracts.PackRedeem(p.redemption(0)))
	w.release(w.pool, incident)
	w.wait(w.openFrom() - w.now)
	w.join(b, 400)
	w.ok(w.fund.addr, w.token, tokenABI.PackApprove(w.vault, num(60)))
	w.ok(w.fund.addr, w.vault, contracts.PackDepositRecovery(incident, w.token, amt(60)))
	back := w.plan(set, recovery, w.token, 1, []contracts.Item{{Receiver: a.addr, Amount: amt(60)}})
	w.active(back)
	w.ok(w.anyone.addr, w.dist, contracts.PackRedeem(back.redemption(0)))
	worth := func(p person) uint64 {
		shares := num(w.shares(p.addr))
		return new(uint256.Int).SetBytes(w.view(w.pool, poolABI.PackToAssets(shares))).Uint64()
	}
	if got := w.balance(w.token, a.addr); got != 60 || worth(a) != 40 || worth(b) < 398 || worth(b) > 400 {
		t.Errorf("A has %d and shares worth %d, B's are worth %d", got, worth(a), worth(b))
	}
}

// Nobody buys into money of a settlement that may still be cancelled, not even
// when the operator releases the earmark at once.
func TestAttackDepositBeforeACancel(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a, b := newPerson("A"), newPerson("B")
	w.join(a, 1000)
	w.ok(w.admin.addr, w.token, tokenABI.PackMint(b.addr, num(1000)))
	w.ok(b.addr, w.token, tokenABI.PackApprove(w.pool, num(1000)))
	buy := poolABI.PackDeposit(num(1000), num(1))
	w.earmark(num(900))
	p := w.plan(w.finalSet(), poolID, w.token, 1, []contracts.Item{{Receiver: w.fund.addr, Amount: amt(900)}})
	w.publish(p)
	w.refused("PoolFrozen", b.addr, w.pool, buy)
	w.release(w.pool, incident)
	w.ok(w.guardian.addr, w.dist, distABI.PackHold(p.order.SettlementID, num(72*3600), reasonOne))
	w.wait(activationDelay + 72*3600 - 1)
	w.refused("PoolFrozen", b.addr, w.pool, buy)
	w.ok(w.guardian.addr, w.dist, contracts.PackCancel(p.order.Key(), reasonOne)) // the last second
	w.wait(1)
	w.ok(b.addr, w.pool, buy)
	if w.shares(b.addr) != 1000*perUnit {
		t.Errorf("B has %d shares: it bought below value", w.shares(b.addr))
	}
}

// Money that may be lost cannot leave ahead of the loss: who leaves while an
// exposure is frozen leaves its share of it behind.
func TestAttackExitAheadOfTheLoss(t *testing.T) {
	t.Parallel()
	t.Run("waiting shares bear losses", testExitsWaitAndBearLosses)
	w := newWorld(t)
	a, b := newPerson("A"), newPerson("B")
	w.join(a, 500)
	w.join(b, 500)
	w.ok(a.addr, w.pool, poolABI.PackRequestExit(num(500*perUnit)))
	w.refused("ExitNotReady", a.addr, w.pool, poolABI.PackSettleExitAbove(num(1), num(0)))
	w.wait(exitLag)
	w.ok(w.guardian.addr, w.desk(w.pool), reportABI.PackFreezeExits(num(3600), num(300), incident))
	w.ok(w.operator.addr, w.pool, poolABI.PackEarmark(reasonOne, num(200), num(200)))
	w.refused("PoolFrozen", a.addr, w.pool, poolABI.PackSettleExit(num(1)))
	w.refused("NotYourExit", b.addr, w.pool, poolABI.PackSettleExitAbove(num(1), num(0)))
	w.refused("TooLittle", a.addr, w.pool, poolABI.PackSettleExitAbove(num(1), num(251)))
	w.ok(a.addr, w.pool, poolABI.PackSettleExitAbove(num(1), num(250))) // half of 1000 − 300 − 200
	if got := w.balance(w.token, a.addr); got != 250 {
		t.Errorf("A has %d", got)
	}
	if got := w.book(w.pool); got != (book{free: 550, reserved: 200, deposited: 1000, withdrawn: 250}) {
		t.Errorf("pool says %+v", got)
	}
	w.refused("NotYourExit", a.addr, w.pool, poolABI.PackSettleExitAbove(num(1), num(0)))
}

// A stranger's report costs a bond, freezes only what it names, for 72 hours,
// and cannot be made again at once; the guardian may end it.
func TestAttackFalseReports(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.deposit(num(1000))
	w.ok(w.lp.addr, w.pool, poolABI.PackRequestExit(num(1000*perUnit)))
	w.wait(exitLag)
	desk := w.desk(w.pool)
	bond, report := uint256.NewInt(1e17), reportABI.PackReport(incident, num(100))
	w.refused("WrongBond", w.anyone.addr, desk, report)
	w.refusedValue("WrongBond", w.anyone.addr, desk, uint256.NewInt(1e17-1), report)
	w.okValue(w.anyone.addr, desk, bond, report)
	if !w.frozen() {
		t.Error("a bonded report freezes nothing")
	}
	w.refusedValue("ReportTooSoon", w.anyone.addr, desk, bond, reportABI.PackReport(reasonOne, num(224)))
	w.refused("NotHolder", w.anyone.addr, desk, reportABI.PackDismissReport())
	w.ok(w.guardian.addr, desk, reportABI.PackDismissReport())
	w.refused("NoReport", w.guardian.addr, desk, reportABI.PackDismissReport())
	w.ok(w.lp.addr, w.pool, poolABI.PackSettleExit(num(1)))
	w.refused("BondOpen", w.anyone.addr, desk, reportABI.PackSettleBond(num(1)))
	w.wait(30*86400 + 1)
	before := w.db.GetBalance(w.fund.addr).Clone()
	w.ok(w.anyone.addr, desk, reportABI.PackSettleBond(num(1)))
	if got := new(uint256.Int).Sub(w.db.GetBalance(w.fund.addr), before); !got.Eq(bond) {
		t.Errorf("the victims' fund got %s", got)
	}
	w.refused("NoBond", w.anyone.addr, desk, reportABI.PackSettleBond(num(1)))
}

// A true report gets its bond back as soon as an earmark confirms it, and the
// staff's own reports need none.
func TestReportsThatAreConfirmed(t *testing.T) {
	t.Parallel()
	w, _ := coinWorld(t, 1e9)
	other, desk := common.Hash{9}, w.desk(w.coins)
	before := w.db.GetBalance(w.anyone.addr).Clone()
	w.okValue(w.anyone.addr, desk, uint256.NewInt(1e17), reportABI.PackReport(other, num(1e8)))
	w.refused("BondOpen", w.anyone.addr, desk, reportABI.PackSettleBond(num(1)))
	if got := w.book(w.coins); got != (book{reserved: 1e9, deposited: 1e9}) {
		t.Errorf("the bond became money of the pool: %+v", got)
	}
	w.release(w.coins, incident)
	w.ok(w.operator.addr, w.coins, poolABI.PackEarmark(other, num(1e8), num(5e7-1)))
	w.refused("BondOpen", w.anyone.addr, desk, reportABI.PackSettleBond(num(1))) // less than half of it
	w.ok(w.operator.addr, w.coins, poolABI.PackEarmark(other, num(1e8), num(5e7)))
	w.ok(w.anyone.addr, desk, reportABI.PackSettleBond(num(1)))
	if got := w.db.GetBalance(w.anyone.addr); !got.Eq(before) {
		t.Errorf("the reporter has %s, had %s", got, before)
	}
	w.wait(96 * 3600)
	w.ok(w.operator.addr, desk, reportABI.PackReport(reasonOne, num(1e8)))
	w.refused("NoBond", w.anyone.addr, desk, reportABI.PackSettleBond(num(2)))
}

// A quorum cannot take a role whose holder is there, and no message twice.
func TestAttackQuorumTakesARole(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	next := newPerson("accomplice")
	w.refused("NoQuorum", w.anyone.addr, w.oracle, w.recoverData(w.dist, contracts.RoleGuardian, next.addr, 2))
	w.refused("NotRecovered", w.anyone.addr, w.dist, distABI.PackBeginRecovery(contracts.RoleGuardian, next.addr))
	data := w.recoverData(w.dist, contracts.RoleGuardian, next.addr, 3)
	w.ok(w.anyone.addr, w.oracle, data)
	w.wait(13 * 86400)
	w.refused("NotHolder", next.addr, w.dist, distABI.PackStopRecovery(contracts.RoleGuardian))
	w.ok(w.guardian.addr, w.dist, distABI.PackStopRecovery(contracts.RoleGuardian))
	w.wait(30 * 86400)
	w.refused("NotRecovered", next.addr, w.dist, distABI.PackFinishRecovery(contracts.RoleGuardian))
	w.refused("WrongCount", w.anyone.addr, w.oracle, data)
	// Nobody gets a role that the contract does not have, nor a second one.
	w.refused("NotRecovered", w.anyone.addr, w.oracle, w.recoverData(w.dist, contracts.RoleArbiter, next.addr, 3))
	w.refused("HoldsOtherRole", w.anyone.addr, w.oracle, w.recoverData(w.dist, contracts.RoleGuardian, w.operator.addr, 3))
	// An offer that is open when a recovery ends ends with it.
	w.ok(w.guardian.addr, w.dist, distABI.PackOfferRole(contracts.RoleGuardian, w.anyone.addr))
	w.recoverRole(w.dist, contracts.RoleGuardian, next.addr)
	w.wait(14 * 86400)
	w.ok(next.addr, w.dist, distABI.PackFinishRecovery(contracts.RoleGuardian))
	w.refused("NotOffered", w.anyone.addr, w.dist, distABI.PackAcceptRole(contracts.RoleGuardian))
}

// A settlement that was cancelled on its day does not use up the day's cap, and
// one of an earlier day gives nothing to a later one.
func TestAttackCapUsedUpByCancelled(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(100_000))
	w.wait(86400 - w.now%86400) // midnight
	caps := contracts.TokenCapsCaps{PerSettlement: num(5000), PerDay: num(5000)}
	w.ok(w.treasurer.addr, w.limits, limitsABI.PackProposeCaps(w.token, caps))
	first := w.plan(set, poolID, w.token, 1, receivers(3))
	w.publish(first)
	second := w.plan(set, poolID, w.token, 2, receivers(3))
	w.refused("OverDayCap", w.operator.addr, w.dist, w.publishData(second.order))
	w.refused("NoReason", w.guardian.addr, w.dist, contracts.PackCancel(first.order.Key(), common.Hash{}))
	w.ok(w.guardian.addr, w.dist, contracts.PackCancel(first.order.Key(), reasonOne))
	second = w.plan(set, poolID, w.token, 2, receivers(3))
	w.publish(second)
	w.refused("NoReason", w.guardian.addr, w.dist, distABI.PackHold(second.order.SettlementID, num(60), common.Hash{}))
	w.ok(w.guardian.addr, w.dist, distABI.PackHold(second.order.SettlementID, num(72*3600), reasonOne))
	w.wait(86400)
	third := w.plan(set, poolID, w.token, 3, receivers(3))
	w.publish(third)
	w.quorumCancels(second) // of yesterday
	fourth := w.plan(set, poolID, w.token, 4, receivers(2))
	w.refused("OverDayCap", w.operator.addr, w.dist, w.publishData(fourth.order))
	if got := w.balance(w.token, w.dist); got != 3003 {
		t.Errorf("distributor holds %d", got)
	}
}

// Nobody makes an item fail by giving little gas.
func TestAttackGasGriefing(t *testing.T) {
	t.Parallel()
	t.Run("before each item", testGasIsCheckedBeforeEachItem)
}

// The guardian delays a settlement once, by 72 hours, and cancels it only
// before it is active; a quorum may cancel it too.
func TestAttackGuardianHoldsForEver(t *testing.T) {
	t.Parallel()
	t.Run("one cancel", testCancelGivesMoneyAndCommitmentBack)
	w, set := funded(t, num(100_000))
	p := w.plan(set, poolID, w.token, 1, receivers(3))
	w.publish(p)
	hold := distABI.PackHold(p.order.SettlementID, num(1), reasonOne)
	w.ok(w.guardian.addr, w.dist, hold)
	w.refused("HoldUsed", w.guardian.addr, w.dist, hold) // one second was all of it
	w.wait(activationDelay)
	w.refused("WrongState", w.anyone.addr, w.dist, contracts.PackRedeem(p.redemption(0)))
	w.wait(1)
	w.refused("WrongState", w.guardian.addr, w.dist, hold)
	w.refused("WrongState", w.guardian.addr, w.dist, contracts.PackCancel(p.order.Key(), reasonOne))
	w.ok(w.anyone.addr, w.dist, contracts.PackRedeem(p.redemption(0)))
}

// After the sweep nothing leaves by either door; a late owner is paid from the
// escheat account by a new signed settlement, and nobody else can touch it.
func TestAttackSweptMoney(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(100_000))
	p := w.plan(set, poolID, w.token, 1, receivers(3))
	w.active(p)
	w.wait(claimPeriod + 1)
	w.ok(w.anyone.addr, w.dist, contracts.PackSweep(p.order.Key()))
	for i := range 3 {
		w.refused("WrongState", w.anyone.addr, w.dist, contracts.PackRedeem(p.redemption(i)))
	}
	w.refused("WrongState", w.anyone.addr, w.dist, p.push(t, 2, 0, contracts.FirstItems(3)))
	for _, who := range []common.Address{w.treasurer.addr, w.operator.addr, w.guardian.addr} {
		w.refused("NotDistributor", who, w.vault, vaultABI.PackPull(reasonOne, escheat, incident, w.token, num(1)))
	}
	late := w.plan(set, escheat, w.token, 1, []contracts.Item{{Receiver: p.items[2].Receiver, Amount: amt(1002)}})
	w.refused("NoQuorum", w.operator.addr, w.dist,
		contracts.PackPublish(late.order, w.signed(late.order.Digest(w.config.Domain()), 2)))
	w.active(late)
	w.ok(w.anyone.addr, w.dist, contracts.PackRedeem(late.redemption(0)))
	if got := w.balance(w.token, p.items[2].Receiver); got != 1002 || w.held(escheat, w.token) != 2001 {
		t.Errorf("late owner has %d, escheat account %d", got, w.held(escheat, w.token))
	}
}

// Any mask, any subtree, any order: what is chosen is paid once.
func TestAttackOverlappingPushes(t *testing.T) {
	t.Parallel()
	t.Run("random masks", testPushPaysWhatIsChosenOnce)
}
