package contracts_test

import (
	"reflect"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
)

// The whole life of one settlement: signed, published, paid through both doors.
func TestLifeOfASettlement(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(100_000))
	items := receivers(7)
	p := w.plan(set, poolID, w.token, 1, items)
	id := p.order.SettlementID

	published := w.distributorEvents(w.publish(p).logs)
	want := contracts.Published{
		SettlementID: id, IncidentID: incident, PoolID: poolID, Token: w.token, Sequence: 1, Root: p.order.PayoutRoot,
		LeafCount: 7, Total: p.order.Total, ActiveAt: w.now + activationDelay,
		Deadline: w.now + activationDelay + claimPeriod, OrderDigest: p.order.Digest(w.config.Domain()),
	}
	if len(published) != 1 || published[0] != want {
		t.Fatalf("published %+v, want %+v", published, want)
	}
	if got := w.balance(w.token, w.dist); got != 7021 {
		t.Fatalf("distributor holds %d, want 7021", got)
	}
	w.refused("WrongState", w.anyone.addr, w.dist, contracts.PackRedeem(p.redemption(0)))
	w.refused("WrongState", w.anyone.addr, w.dist, p.push(t, 3, 0, contracts.FirstItems(7)))
	w.wait(activationDelay)

	mask := contracts.FirstItems(5)
	pushed := w.distributorEvents(w.ok(w.anyone.addr, w.dist, p.push(t, 3, 0, mask)).logs)
	if !reflect.DeepEqual(pushed, []any{contracts.Pushed{SettlementID: id, FirstIndex: 0, Paid: mask}}) {
		t.Fatalf("pushed %+v", pushed)
	}
	redeemed := w.distributorEvents(w.ok(w.anyone.addr, w.dist, contracts.PackRedeem(p.redemption(5))).logs)
	to := items[5].Receiver
	if len(redeemed) != 1 || redeemed[0] != (contracts.Redeemed{id, 5, to, items[5].Amount, to}) {
		t.Fatalf("redeemed %+v", redeemed)
	}
	w.refused("AlreadyTaken", w.anyone.addr, w.dist, contracts.PackRedeem(p.redemption(5)))
	w.refused("AlreadyTaken", w.anyone.addr, w.dist, contracts.PackRedeem(p.redemption(0)))
	// A push sent twice pays what is left and nothing again.
	again := w.distributorEvents(w.ok(w.anyone.addr, w.dist, p.push(t, 3, 0, contracts.FirstItems(7))).logs)
	if len(again) != 1 || again[0].(contracts.Pushed).Paid != (contracts.Mask{1 << 6}) {
		t.Fatalf("second push %+v", again)
	}
	if logs := w.ok(w.anyone.addr, w.dist, p.push(t, 3, 0, contracts.FirstItems(7))).logs; len(logs) != 0 {
		t.Fatalf("third push has %d logs", len(logs))
	}
	for i, it := range items {
		if got := w.balance(w.token, it.Receiver); got != uint64(1000+i) {
			t.Errorf("receiver %d has %d", i, got)
		}
	}
	if w.remaining(id) != 0 || w.balance(w.token, w.dist) != 0 {
		t.Errorf("%d remain, distributor holds %d", w.remaining(id), w.balance(w.token, w.dist))
	}
}

// Settlements of one incident follow each other by the cumulative total and the
// order before; each has its own bitmap.
func testTranches(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(100_000))
	first := w.plan(set, poolID, w.token, 1, receivers(3))
	second := w.plan(set, poolID, w.token, 2, receivers(3))
	w.active(first)
	w.refused("FollowsOther", w.operator.addr, w.dist, w.publishData(second.order))
	second.order.Follows = w.follows(incident, w.token)
	w.refused("WrongCumulative", w.operator.addr, w.dist, w.publishData(second.order))
	second = w.plan(set, poolID, w.token, 2, receivers(3))
	w.active(second)
	for _, p := range []plan{first, second} {
		w.ok(w.anyone.addr, w.dist, contracts.PackRedeem(p.redemption(1)))
	}
	w.refused("BadProof", w.anyone.addr, w.dist, contracts.PackRedeem(func() contracts.Redemption {
		r := first.redemption(2)
		r.SettlementID = second.order.SettlementID
		return r
	}()))
	if got := w.balance(w.token, first.items[1].Receiver); got != 2002 {
		t.Errorf("receiver has %d, want 2002", got)
	}
}

func testRedeemMany(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(100_000))
	p := w.plan(set, poolID, w.token, 1, receivers(5))
	w.active(p)
	w.ok(w.anyone.addr, w.dist, contracts.PackRedeem(p.redemption(1)))
	all := []contracts.Redemption{p.redemption(0), p.redemption(1), p.redemption(4)}
	if events := w.distributorEvents(w.ok(w.anyone.addr, w.dist, contracts.PackRedeemMany(all)).logs); len(events) != 2 {
		t.Fatalf("%d events, want 2: the paid leaf is skipped", len(events))
	}
	bad := []contracts.Redemption{p.redemption(2), p.redemption(3)}
	bad[1].Amount = amt(1)
	w.refused("BadProof", w.anyone.addr, w.dist, contracts.PackRedeemMany(bad))
	if got := w.balance(w.token, p.items[2].Receiver); got != 0 {
		t.Errorf("a refused call paid %d", got)
	}
}

func testRedeemToAnotherAddress(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(100_000))
	victim, thief := newPerson("victim"), newPerson("thief")
	wallet := loadMock(t, "Receiver").deploy(w.evm, w.admin.addr, victim.addr)
	items := []contracts.Item{
		{Receiver: victim.addr, Amount: amt(500)}, {Receiver: wallet, Amount: amt(600)}, {Receiver: w.fund.addr, Amount: amt(1)},
	}
	p := w.plan(set, poolID, w.token, 1, items)
	w.active(p)
	domain := contracts.DistributorDomain{ChainID: chainID, Distributor: w.dist}
	to := contracts.RedeemTo{
		SettlementID: p.order.SettlementID, Index: 0, NewReceiver: common.Address{0xaa}, Deadline: w.now + 1000,
	}
	send := func(i int, to contracts.RedeemTo, by person) []byte {
		return contracts.PackRedeemTo(p.redemption(i), to, by.sign(t, to.Digest(domain)))
	}
	refuse := func(want string, data []byte) {
		t.Helper()
		w.refused(want, w.anyone.addr, w.dist, data)
	}
	refuse("BadSignature", send(0, to, thief))
	stolen := to
	stolen.NewReceiver = thief.addr
	refuse("BadSignature", contracts.PackRedeemTo(p.redemption(0), stolen, victim.sign(t, to.Digest(domain))))
	refuse("BadSignature", contracts.PackRedeemTo(p.redemption(2), to, victim.sign(t, to.Digest(domain))))
	elsewhere := contracts.DistributorDomain{ChainID: chainID + 1, Distributor: w.dist}
	refuse("BadSignature", contracts.PackRedeemTo(p.redemption(0), to, victim.sign(t, to.Digest(elsewhere))))
	late := to
	late.Deadline = w.now - 1
	refuse("SignatureExpired", send(0, late, victim))
	nowhere := to
	nowhere.NewReceiver = common.Address{}
	refuse("BadReceiver", send(0, nowhere, victim))
	nowhere.NewReceiver = w.dist
	refuse("BadReceiver", send(0, nowhere, victim))

	events := w.distributorEvents(w.ok(w.anyone.addr, w.dist, send(0, to, victim)).logs)
	if events[0] != (contracts.Redeemed{to.SettlementID, 0, victim.addr, amt(500), to.NewReceiver}) {
		t.Fatalf("redeemed %+v", events)
	}
	refuse("AlreadyTaken", send(0, to, victim))
	to.Index = 1
	refuse("BadSignature", send(1, to, thief)) // EIP-1271 says no
	w.ok(w.anyone.addr, w.dist, send(1, to, victim))
	if got := w.balance(w.token, to.NewReceiver); got != 1100 {
		t.Errorf("new receiver has %d, want 1100", got)
	}
}

func testCancelGivesMoneyAndCommitmentBack(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(100_000))
	p := w.plan(set, poolID, w.token, 1, receivers(3))
	w.publish(p)
	w.refused("NotHolder", w.operator.addr, w.dist, contracts.PackCancel(p.order.Key(), reasonOne))
	events := w.distributorEvents(w.ok(w.guardian.addr, w.dist, contracts.PackCancel(p.order.Key(), reasonOne)).logs)
	if events[0] != (contracts.Cancelled{p.order.SettlementID, w.guardian.addr, p.order.Total, reasonOne}) {
		t.Fatalf("cancelled %+v", events)
	}
	if got := w.balance(w.token, w.pool); got != 100_000 {
		t.Errorf("pool holds %d, want 100000", got)
	}
	w.wait(activationDelay)
	w.refused("WrongState", w.anyone.addr, w.dist, contracts.PackRedeem(p.redemption(0)))
	w.refused("WrongState", w.operator.addr, w.dist, w.publishData(p.order)) // the id is used
	next := w.plan(set, poolID, w.token, 2, receivers(3))
	if next.order.CumulativeTotal != p.order.Total {
		t.Fatalf("commitment was not given back")
	}
	w.publish(next)
	c := contracts.CancelOrder{
		ConfigDigest: w.config.Digest(), SettlementID: next.order.SettlementID, ReasonHash: reasonOne, ValidUntil: w.end(),
	}
	d := c.Digest(w.config.Domain())
	w.refused("NoQuorum", w.anyone.addr, w.dist, contracts.PackCancelByQuorum(next.order.Key(), c, w.signed(d, 2)))
	w.ok(w.anyone.addr, w.dist, contracts.PackCancelByQuorum(next.order.Key(), c, w.signed(d, 3)))
	last := w.plan(set, poolID, w.token, 3, receivers(3))
	w.publish(last)
	w.refused("CancelUsed", w.guardian.addr, w.dist, contracts.PackCancel(last.order.Key(), reasonOne))
	w.wait(activationDelay)
	w.refused("WrongState", w.guardian.addr, w.dist, contracts.PackCancel(last.order.Key(), reasonOne))
}

// quorumCancels takes a settlement back by an order of the committee.
func (w *world) quorumCancels(p plan) {
	w.t.Helper()
	c := contracts.CancelOrder{ConfigDigest: w.config.Digest(), SettlementID: p.order.SettlementID, ReasonHash: reasonOne, ValidUntil: w.end()}
	sigs := w.signed(c.Digest(w.config.Domain()), 3)
	w.ok(w.anyone.addr, w.dist, contracts.PackCancelByQuorum(p.order.Key(), c, sigs))
}

func testHoldAndDeadlines(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(100_000))
	p := w.plan(set, poolID, w.token, 1, receivers(3))
	id := p.order.SettlementID
	w.publish(p)
	hold := func(seconds uint64) []byte { return distABI.PackHold(id, num(seconds), reasonOne) }
	w.refused("NotHolder", w.operator.addr, w.dist, hold(60))
	w.refused("HoldTooLong", w.guardian.addr, w.dist, hold(72*3600+1))
	w.ok(w.guardian.addr, w.dist, hold(72*3600))
	w.refused("HoldUsed", w.guardian.addr, w.dist, hold(60))
	w.wait(activationDelay)
	w.refused("WrongState", w.anyone.addr, w.dist, contracts.PackRedeem(p.redemption(0)))
	w.wait(72 * 3600)
	w.ok(w.anyone.addr, w.dist, contracts.PackRedeem(p.redemption(0)))
	w.refused("WrongState", w.guardian.addr, w.dist, hold(60))

	deadline := genesisAt + 10*uint64(claimPeriod)
	w.refused("DeadlineNotExtended", w.treasurer.addr, w.dist, distABI.PackExtendDeadline(id, num(w.now)))
	w.ok(w.treasurer.addr, w.dist, distABI.PackExtendDeadline(id, num(deadline)))
	w.wait(2 * claimPeriod)
	w.refused("BeforeDeadline", w.anyone.addr, w.dist, contracts.PackSweep(p.order.Key()))
	w.ok(w.anyone.addr, w.dist, contracts.PackRedeem(p.redemption(1)))
}

func testSweepClosesBothDoorsAndEscheats(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(100_000))
	p := w.plan(set, poolID, w.token, 1, receivers(3))
	w.active(p)
	w.ok(w.anyone.addr, w.dist, contracts.PackRedeem(p.redemption(0)))
	w.refused("BeforeDeadline", w.anyone.addr, w.dist, contracts.PackSweep(p.order.Key()))
	w.wait(claimPeriod + 1)
	o := w.ok(w.anyone.addr, w.dist, contracts.PackSweep(p.order.Key()))
	if e := w.distributorEvents(o.logs); e[0] != (contracts.Swept{p.order.SettlementID, incident, w.token, amt(2003)}) {
		t.Fatalf("swept %+v", e)
	}
	if got := w.held(escheat, w.token); got != 2003 {
		t.Fatalf("escheat account has %d, want 2003", got)
	}
	if w.state(p.order.SettlementID) != contracts.SettlementStateClosed {
		t.Errorf("state is %d", w.state(p.order.SettlementID))
	}
	w.refused("WrongState", w.anyone.addr, w.dist, contracts.PackRedeem(p.redemption(1)))
	w.refused("WrongState", w.anyone.addr, w.dist, p.push(t, 2, 0, contracts.FirstItems(3)))
	w.refused("WrongState", w.anyone.addr, w.dist, contracts.PackSweep(p.order.Key()))
	// Swept money leaves again only through an order of the committee on the escheat account.
	late := w.plan(set, escheat, w.token, 1, []contracts.Item{{Receiver: p.items[1].Receiver, Amount: amt(1001)}})
	w.active(late)
	w.ok(w.anyone.addr, w.dist, contracts.PackRedeem(late.redemption(0)))
	if got := w.held(escheat, w.token); got != 1002 {
		t.Errorf("escheat account has %d, want 1002", got)
	}
}

// held is an account of the vault for the incident.
func (w *world) held(account common.Hash, asset common.Address) uint64 {
	w.t.Helper()
	b, err := vaultABI.UnpackBalanceOf(w.view(w.vault, vaultABI.PackBalanceOf(account, incident, asset)))
	if err != nil {
		w.t.Fatal(err)
	}
	return b.Uint64()
}
