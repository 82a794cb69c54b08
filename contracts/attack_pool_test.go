package contracts_test

import (
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/tracing"
	"github.com/holiman/uint256"

	"makewhole/contracts"
	"makewhole/money"
)

// Attacks on a pool: who may leave, and who may undo.

func (w *world) word(at common.Address, data []byte) uint64 {
	w.t.Helper()
	return new(uint256.Int).SetBytes(w.view(at, data)).Uint64()
}

// worth is what the shares of somebody get now.
func (w *world) worth(p person) uint64 {
	w.t.Helper()
	shares := new(uint256.Int).SetBytes(w.view(w.pool, poolABI.PackSharesOf(p.addr)))
	return w.word(w.pool, poolABI.PackToAssets(shares.ToBig()))
}

// queue asks for the exit of what amount units cost.
func (w *world) queue(p person, amount uint64) {
	w.t.Helper()
	w.ok(p.addr, w.pool, poolABI.PackRequestExit(num(amount*perUnit)))
}

// An exit that was asked for long ago is no option on the block before a loss:
// it is good for a window, in which anyone may settle it, and then it is over.
func TestAttackExitKeptAsAnOption(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a, b := newPerson("A"), newPerson("B")
	w.join(a, 500)
	w.join(b, 500)
	w.queue(a, 500)
	w.wait(exitLag + exitWindow - 1)
	kept := w.db.Copy()
	w.ok(w.anyone.addr, w.pool, poolABI.PackSettleExit(num(1))) // it is anyone's job, to the last second
	if got := w.balance(w.token, a.addr); got != 500 {
		t.Errorf("A has %d", got)
	}
	w.db = kept
	w.wait(1)
	w.refused("ExitOver", a.addr, w.pool, poolABI.PackSettleExitAbove(num(1), num(0)))
	w.ok(a.addr, w.pool, poolABI.PackSettleExit(num(1)))
	if got := w.balance(w.token, a.addr); got != 0 || w.shares(a.addr) != 500*perUnit {
		t.Errorf("A left with %d long after its window", got)
	}
	w.earmark(num(800))
	if got := w.book(w.pool).reserved; got != 800 {
		t.Errorf("the earmark got %d of 800", got)
	}
	w.queue(a, 500) // its shares are free to be queued again
}

// A holder of coin with code that refuses when others settle its exit does not
// keep the exit for a better moment.
func TestAttackHolderRefusesToBeSettled(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := newPerson("A")
	w.give(a.addr, 1)
	w.okValue(a.addr, w.coins, uint256.NewInt(1000), poolABI.PackDeposit(num(1000), num(1)))
	w.ok(a.addr, w.coins, poolABI.PackRequestExit(num(1000*perUnit)))
	w.wait(exitLag)
	w.db.SetCode(a.addr, []byte{0x5f, 0x5f, 0xfd}, tracing.CodeChangeUnspecified) // reverts on receiving
	scarce := w.run(w.anyone.addr, &w.coins, nil, poolABI.PackSettleExit(num(1)), 150_000)
	if scarce.err == nil {
		t.Error("with little gas a receiver was made to refuse")
	}
	w.ok(w.anyone.addr, w.coins, poolABI.PackSettleExit(num(1)))
	w.db.SetCode(a.addr, nil, tracing.CodeChangeUnspecified)
	w.refused("NotYourExit", a.addr, w.coins, poolABI.PackSettleExit(num(1)))
	if got := w.book(w.coins); got != (book{free: 1000, deposited: 1000}) {
		t.Errorf("the pool says %+v", got)
	}
	w.ok(a.addr, w.coins, poolABI.PackRequestExit(num(1000*perUnit)))
}

// The operator's key alone does not undo what a quorum has decided: its release
// waits until announced orders are published, and draws nothing from them.
func TestAttackOperatorUndoesAnOrder(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := newPerson("A")
	w.join(a, 100_000)
	w.queue(a, 100_000)
	w.earmark(num(100_000))
	p := w.plan(w.finalSet(), poolID, w.token, 1, receivers(3))
	w.ok(w.anyone.addr, w.dist, contracts.PackAnnounce(p.order, w.signed(p.order.Digest(w.config.Domain()), 3)))
	w.ok(w.operator.addr, w.pool, poolABI.PackBeginRelease(incident))
	w.wait(livenessDelay)
	w.refused("PoolFrozen", a.addr, w.pool, poolABI.PackSettleExit(num(1)))
	w.refused("ReleaseTooSoon", w.operator.addr, w.pool, poolABI.PackEndRelease(incident))
	w.ok(w.anyone.addr, w.dist, contracts.PackPublish(p.order, nil))
	if got := w.book(w.pool).paid; got != 3003 {
		t.Errorf("the order drew %d", got)
	}
	// A quorum that wants it otherwise ends the release that the operator began.
	w.ok(w.anyone.addr, w.pool, w.poolOrder(w.pool, incident, 50_000, 3))
	w.wait(releaseDelay)
	w.refused("ReleaseTooSoon", w.operator.addr, w.pool, poolABI.PackEndRelease(incident))
	w.refused("NotHolder", w.anyone.addr, w.pool, poolABI.PackBeginRelease(incident))
}

// A year after the last order anyone may begin a release, and an order that was
// announced before is still published.
func TestAttackAnybodyUndoesAnOrder(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := newPerson("A")
	w.join(a, 100_000)
	w.earmark(num(100_000))
	w.wait(earmarkTerm)
	p := w.plan(w.finalSet(), poolID, w.token, 1, receivers(3))
	w.ok(w.anyone.addr, w.dist, contracts.PackAnnounce(p.order, w.signed(p.order.Digest(w.config.Domain()), 3)))
	w.ok(a.addr, w.pool, poolABI.PackBeginRelease(incident))
	w.wait(livenessDelay)
	w.ok(w.anyone.addr, w.dist, contracts.PackPublish(p.order, nil))
}

// With the operator's key lost a quorum sets money aside, and releases it.
func TestAttackLostOperatorBeforeTheEarmark(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.deposit(num(100_000))
	w.ok(w.lp.addr, w.pool, poolABI.PackRequestExit(num(100_000*perUnit)))
	w.wait(exitLag)
	w.ok(w.guardian.addr, w.desk(w.pool), reportABI.PackFreezeExits(num(72*3600), num(100_000), incident))
	w.refused("NoQuorum", w.anyone.addr, w.pool, w.poolOrder(w.pool, incident, 90_000, 2))
	w.refused("WrongOrder", w.anyone.addr, w.pool, w.poolOrder(w.coins, incident, 90_000, 3))
	order := w.poolOrder(w.pool, incident, 90_000, 3)
	w.ok(w.anyone.addr, w.pool, order)
	w.refused("WrongOrder", w.anyone.addr, w.pool, order)
	w.wait(96 * 3600)
	w.refused("PoolFrozen", w.lp.addr, w.pool, poolABI.PackSettleExit(num(1)))
	p := w.plan(w.finalSet(), poolID, w.token, 1, receivers(3))
	w.ok(w.anyone.addr, w.dist, contracts.PackAnnounce(p.order, w.signed(p.order.Digest(w.config.Domain()), 3)))
	w.wait(livenessDelay)
	w.ok(w.anyone.addr, w.dist, contracts.PackPublish(p.order, nil))
	w.ok(w.anyone.addr, w.pool, w.poolOrder(w.pool, incident, 0, 3))
	if got := w.book(w.pool); got != (book{free: 100_000 - 3003, paid: 3003, deposited: 100_000}) {
		t.Errorf("the pool says %+v", got)
	}
}

// Nobody is thrown out at a price that a cancelled settlement would raise again:
// exits wait for it as deposits do.
func TestAttackForcedExitBeforeACancel(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a, thief := newPerson("A"), newPerson("thief")
	w.join(a, 500)
	w.join(thief, 500)
	w.queue(a, 500)
	w.wait(exitLag)
	w.earmark(num(1000))
	p := w.plan(w.finalSet(), poolID, w.token, 1, []contracts.Item{{Receiver: w.fund.addr, Amount: amt(1000)}})
	w.publish(p)
	w.release(w.pool, incident)
	w.refused("PoolFrozen", thief.addr, w.pool, poolABI.PackSettleExit(num(1)))
	w.refused("NotYourExit", thief.addr, w.pool, poolABI.PackSettleExitAbove(num(1), num(0)))
	w.ok(w.guardian.addr, w.dist, contracts.PackCancel(p.order.Key(), reasonOne))
	if got := w.worth(a); got != 500 {
		t.Errorf("A's shares are worth %d", got)
	}
	w.wait(w.openFrom() - w.now)
	w.ok(thief.addr, w.pool, poolABI.PackSettleExit(num(1)))
	if got := w.balance(w.token, a.addr); got != 500 {
		t.Errorf("A has %d", got)
	}
}

// Of one incident the largest of earmark and reports is frozen, once.
func TestAttackIncidentFrozenTwice(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a, b, desk := newPerson("A"), newPerson("B"), w.desk(w.pool)
	w.join(a, 500)
	w.join(b, 500)
	w.queue(a, 500)
	w.wait(exitLag)
	w.ok(w.guardian.addr, desk, reportABI.PackFreezeExits(num(72*3600), num(300), incident))
	w.okValue(w.anyone.addr, desk, uint256.NewInt(1e17), reportABI.PackReport(incident, num(320)))
	if got := w.word(desk, reportABI.PackReportedExposure()); got != 320 {
		t.Errorf("frozen %d, the larger report says 320", got)
	}
	w.earmark(num(300)) // confirmed: what the report says beyond it is 20
	w.refused("TooLittle", a.addr, w.pool, poolABI.PackSettleExitAbove(num(1), num(341)))
	w.ok(a.addr, w.pool, poolABI.PackSettleExitAbove(num(1), num(340)))
	if got := w.balance(w.token, a.addr); got != 340 {
		t.Errorf("A has %d: half of 1000 - 320 is 340", got)
	}
	other := w.word(desk, reportABI.PackReportedExposure())
	w.ok(w.operator.addr, w.pool, poolABI.PackEarmark(reasonOne, num(50), num(50)))
	if got := w.word(desk, reportABI.PackReportedExposure()); got != other {
		t.Errorf("another incident's earmark changed what is reported from %d to %d", other, got)
	}
}

// A report of next to nothing keeps no real one out, neither while it is fresh
// nor in the gap after it, and a run of larger ones ends.
func TestAttackSmallReportKeepsOthersOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.deposit(num(1000))
	w.ok(w.lp.addr, w.pool, poolABI.PackRequestExit(num(500*perUnit)))
	w.wait(exitLag)
	desk, bond := w.desk(w.pool), uint256.NewInt(1e17)
	w.refusedValue("ReportTooSmall", w.anyone.addr, desk, bond, reportABI.PackReport(reasonOne, num(9)))
	w.okValue(w.anyone.addr, desk, bond, reportABI.PackReport(reasonOne, num(10)))
	w.ok(w.guardian.addr, desk, reportABI.PackFreezeExits(num(72*3600), num(10), reasonOne))
	w.wait(71 * 3600)
	fresh := w.db.Copy()
	w.okValue(w.fund.addr, desk, bond, reportABI.PackReport(incident, num(900)))
	w.ok(w.guardian.addr, desk, reportABI.PackFreezeExits(num(72*3600), num(900), incident))
	w.refused("TooLittle", w.lp.addr, w.pool, poolABI.PackSettleExitAbove(num(1), num(51)))
	w.wait(71 * 3600)
	if !w.frozen() {
		t.Error("the larger report had less than its time")
	}
	w.wait(2 * 3600) // the run is over, and the gap begins
	if w.frozen() {
		t.Error("a run of reports lasts longer than twice 72 hours")
	}
	w.refused("ReportTooSoon", w.guardian.addr, desk, reportABI.PackFreezeExits(num(3600), num(1000), incident))
	w.ok(w.anyone.addr, w.pool, poolABI.PackSettleExit(num(1))) // still within its window
	w.db = fresh
	w.now -= 73 * 3600
	w.ok(w.guardian.addr, desk, reportABI.PackDismissReport())
	w.okValue(w.fund.addr, desk, bond, reportABI.PackReport(incident, num(20))) // a dismissed one frees its place
}

// Whoever was right gets the bond back however the operator books it; whoever
// was not, or only long after, does not.
func TestAttackBondOfARightReport(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.deposit(num(1000))
	desk, bond := w.desk(w.pool), uint256.NewInt(1e17)
	w.earmark(num(100))
	w.wait(60)
	w.refusedValue("ReportTooSmall", w.anyone.addr, desk, bond, reportABI.PackReport(incident, num(100)))
	w.okValue(w.anyone.addr, desk, bond, reportABI.PackReport(incident, num(500)))
	w.wait(60)
	returned := func(id uint64, to common.Address) {
		t.Helper()
		before := w.db.GetBalance(to).Clone()
		w.ok(w.lp.addr, desk, reportABI.PackSettleBond(num(id)))
		if got := new(uint256.Int).Sub(w.db.GetBalance(to), before); !got.Eq(bond) {
			t.Errorf("bond %d: %s got %s", id, to, got)
		}
	}
	w.ok(w.operator.addr, w.pool, poolABI.PackEarmark(reasonOne, num(400), num(400))) // under another name
	late := w.db.Copy()
	returned(1, w.anyone.addr)
	w.db = late
	w.wait(300 * 86400)
	returned(1, w.anyone.addr) // nor does it lapse when nobody fetches it
	w.okValue(w.anyone.addr, desk, bond, reportABI.PackReport(common.Hash{9}, num(400)))
	w.wait(30*86400 + 1)
	w.ok(w.operator.addr, w.pool, poolABI.PackEarmark(common.Hash{9}, num(400), num(400))) // a month too late
	returned(2, w.fund.addr)
}

// Total losses do not multiply shares without end: the next deposit begins an
// epoch, and the pool goes on for ever.
func TestAttackTotalLossesLockThePool(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	much := new(big.Int).Exp(big.NewInt(10), big.NewInt(24), nil) // a million of a token with 18 decimals
	a, set := newPerson("A"), w.finalSet()
	total, err := money.FromBig(much)
	if err != nil {
		t.Fatal(err)
	}
	join := func() {
		w.ok(w.admin.addr, w.token, tokenABI.PackMint(a.addr, much))
		w.ok(a.addr, w.token, tokenABI.PackApprove(w.pool, much))
		w.ok(a.addr, w.pool, poolABI.PackDeposit(much, num(1)))
	}
	fresh := uint256.MustFromBig(new(big.Int).Mul(much, num(perUnit)))
	for i := range uint64(50) {
		join()
		shares := new(uint256.Int).SetBytes(w.view(w.pool, poolABI.PackSharesOf(a.addr)))
		if epoch := w.word(w.pool, poolABI.PackEpoch()); !shares.Eq(fresh) || epoch != i {
			t.Fatalf("after %d total losses A has %s shares of epoch %d", i, shares.Dec(), epoch)
		}
		all := new(big.Int).Mul(much, num(i+1))
		w.ok(w.operator.addr, w.pool, poolABI.PackEarmark(incident, all, all))
		w.publish(w.plan(set, poolID, w.token, i+1, []contracts.Item{{Receiver: w.fund.addr, Amount: total}}))
		w.release(w.pool, incident)
		w.wait(w.openFrom() - w.now)
	}
	// Shares of an epoch that has lost all stay of record and are in nobody's way.
	old := new(uint256.Int).SetBytes(w.view(w.pool, poolABI.PackSharesIn(48, a.addr)))
	if !old.Eq(fresh) {
		t.Errorf("A has %s shares of epoch 48", old.Dec())
	}
	w.ok(a.addr, w.pool, poolABI.PackRequestExit(num(77)))
	join()
	w.refused("ExitOver", a.addr, w.pool, poolABI.PackSettleExitAbove(num(1), num(0)))
	w.ok(w.anyone.addr, w.pool, poolABI.PackSettleExit(num(1)))
	w.ok(a.addr, w.pool, poolABI.PackRequestExit(fresh.ToBig()))
	w.wait(exitLag)
	before := new(uint256.Int).SetBytes(w.view(w.token, tokenABI.PackBalanceOf(a.addr)))
	w.ok(a.addr, w.pool, poolABI.PackSettleExit(num(2)))
	after := new(uint256.Int).SetBytes(w.view(w.token, tokenABI.PackBalanceOf(a.addr)))
	if got := new(uint256.Int).Sub(after, before); got.ToBig().Cmp(much) != 0 {
		t.Errorf("A left with %s", got.Dec())
	}
}

// What one holder renounces is no weapon against those who come later, and no
// money is left to nobody: the last holder cannot renounce all.
func TestAttackRenouncedMoney(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	thief := newPerson("thief")
	const d = 1_000_000
	w.join(thief, d)
	w.ok(thief.addr, w.pool, poolABI.PackRequestExit(num(d*perUnit-9))) // keeps nine shares
	w.ok(thief.addr, w.pool, poolABI.PackCancelExit(num(1)))
	w.ok(thief.addr, w.pool, poolABI.PackRequestExit(num((d-100)*perUnit)))
	w.wait(exitLag)
	w.okValue(w.anyone.addr, w.desk(w.pool), uint256.NewInt(1e17), reportABI.PackReport(incident, num(d)))
	w.refused("NotYourExit", thief.addr, w.pool, poolABI.PackSettleExitAbove(num(1), num(0)))
	w.ok(thief.addr, w.pool, poolABI.PackSettleExitAbove(num(2), num(0)))
	w.wait(73 * 3600)
	lost := uint64(0)
	for i := range 4 {
		v := newPerson("victim" + string(rune('0'+i)))
		price := w.word(w.pool, poolABI.PackToAssets(num(1)))
		in := 2*price + 999_998
		w.join(v, in)
		lost += in - w.worth(v)
	}
	if lost > 4*10+40 {
		t.Errorf("four victims lost %d of about four million", lost)
	}

	w = newWorld(t)
	w.deposit(num(d))
	w.ok(w.lp.addr, w.pool, poolABI.PackRequestExit(num(d*perUnit)))
	w.ok(w.lp.addr, w.pool, poolABI.PackCancelExit(num(1)))
	w.ok(w.lp.addr, w.pool, poolABI.PackRequestExit(num((d-100)*perUnit)))
	w.ok(w.lp.addr, w.pool, poolABI.PackRequestExit(num(100*perUnit)))
	w.wait(exitLag)
	w.earmark(num(900_000))
	w.ok(w.lp.addr, w.pool, poolABI.PackSettleExitAbove(num(2), num(0)))
	w.refused("LeavesTooFew", w.lp.addr, w.pool, poolABI.PackSettleExitAbove(num(3), num(0)))
	w.release(w.pool, incident) // the incident was rejected
	newcomer := newPerson("newcomer")
	w.join(newcomer, 1_790_000)
	if got := w.worth(newcomer); got < 1_789_000 {
		t.Errorf("the newcomer's 1790000 are worth %d", got)
	}
	if got := w.worth(w.lp); got < 890_000 {
		t.Errorf("what was renounced belongs to nobody: the last holder has %d of 900010", got)
	}
}

// A guardian who dismisses what a friend reports, so that the next one follows at
// once, gains nothing: the run goes on, ends after 144 hours, and a day passes.
func TestAttackReportsDismissedInARow(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.deposit(num(1000))
	w.ok(w.lp.addr, w.pool, poolABI.PackRequestExit(num(500*perUnit)))
	w.wait(exitLag)
	desk, bond := w.desk(w.pool), uint256.NewInt(1e17)
	report := reportABI.PackReport(incident, num(900))
	for range 2 {
		w.okValue(w.fund.addr, desk, bond, report)
		w.wait(71 * 3600)
		w.ok(w.guardian.addr, desk, reportABI.PackDismissReport())
	}
	w.okValue(w.fund.addr, desk, bond, report)
	w.wait(2 * 3600)
	if w.frozen() {
		t.Error("a run of dismissed reports lasts longer than twice 72 hours")
	}
	w.refusedValue("ReportTooSoon", w.fund.addr, desk, bond, report)
	w.ok(w.anyone.addr, w.pool, poolABI.PackSettleExit(num(1))) // still within its window
	w.wait(24*3600 - 1)
	w.refusedValue("ReportTooSoon", w.fund.addr, desk, bond, report)
	w.wait(1)
	w.okValue(w.fund.addr, desk, bond, reportABI.PackReport(incident, num(100)))
}

// Money may come back for a while after the last order, not after each release: who
// sets money aside again and again keeps exits closed no longer for it.
func TestAttackReleasedAgainAndAgain(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(1000))
	w.publish(w.plan(set, poolID, w.token, 1, []contracts.Item{{Receiver: w.fund.addr, Amount: amt(250)}}))
	until := w.now + activationDelay + 72*3600
	w.wait(3600)
	w.release(w.pool, incident)
	if got := w.openFrom(); got != until || !w.frozen() {
		t.Errorf("the pool is open from %d, want %d", got, until)
	}
	w.wait(until - w.now)
	if w.frozen() {
		t.Error("the pool is closed although nothing can come back")
	}
	w.earmark(num(300))
	w.release(w.pool, incident)
	if w.frozen() {
		t.Error("a release long after the last order closes the pool again")
	}
}
