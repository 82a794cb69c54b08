package contracts_test

import (
	"testing"

	"makewhole/contracts"
)

// Attacks with what was used before: an offer, a recovery, an earmark, a cap.

// An offer of a role ends when the role goes elsewhere: who was offered it by
// the holder before does not take it from the next.
func TestAttackStaleOfferOfARole(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	thief, next := newPerson("thief"), newPerson("next operator")
	w.ok(w.operator.addr, w.dist, distABI.PackOfferRole(contracts.RoleOperator, thief.addr))
	w.recoverRole(w.dist, contracts.RoleOperator, next.addr)
	w.wait(14 * 86400)
	w.ok(next.addr, w.dist, distABI.PackFinishRecovery(contracts.RoleOperator))
	w.refused("NotOffered", thief.addr, w.dist, distABI.PackAcceptRole(contracts.RoleOperator))
}

// A recovery is good for once: who took a role and handed it on does not take it
// again within the term.
func TestAttackRecoveryUsedTwice(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	first, second := newPerson("first"), newPerson("second")
	w.recoverRole(w.dist, contracts.RoleOperator, first.addr)
	w.wait(14 * 86400)
	finish := distABI.PackFinishRecovery(contracts.RoleOperator)
	w.ok(first.addr, w.dist, finish)
	w.ok(first.addr, w.dist, distABI.PackOfferRole(contracts.RoleOperator, second.addr))
	w.ok(second.addr, w.dist, distABI.PackAcceptRole(contracts.RoleOperator))
	w.refused("NotRecovered", first.addr, w.dist, finish)
}

// Raising an earmark sets the difference aside, after a payment too.
func TestAttackEarmarkRaisedTwice(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(1000))
	w.release(w.pool, incident)
	w.earmark(num(300))
	w.earmark(num(400))
	if got := w.book(w.pool); got != (book{free: 600, reserved: 400, deposited: 1000}) {
		t.Fatalf("the pool says %+v", got)
	}
	w.publish(w.plan(set, poolID, w.token, 1, []contracts.Item{{Receiver: w.fund.addr, Amount: amt(250)}}))
	w.earmark(num(500))
	if got := w.book(w.pool); got != (book{free: 500, reserved: 250, paid: 250, deposited: 1000}) {
		t.Errorf("the pool says %+v", got)
	}
}

// The cap of one settlement holds by itself, also when its day has room.
func TestAttackCapOfOneSettlement(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(100_000))
	caps := contracts.TokenCapsCaps{PerSettlement: num(3002), PerDay: num(50_000)}
	w.ok(w.treasurer.addr, w.limits, limitsABI.PackProposeCaps(w.token, caps))
	p := w.plan(set, poolID, w.token, 1, receivers(3)) // 3003
	w.refused("OverSettlementCap", w.operator.addr, w.dist, w.publishData(p.order))
	w.publish(w.plan(set, poolID, w.token, 2, receivers(2)))
}
