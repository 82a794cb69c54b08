package contracts_test

import (
	"math/big"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
)

// What everybody else answers, as docs/powers.md says who may undo what. They
// look at every deadline and a minute after anything has happened; a lost key is
// known from the beginning, a stolen one when it has been used.

// respond is one look of everybody who is honest.
func (t *trial) respond() (did bool) {
	for _, step := range []func() bool{
		t.keepRoles, t.endStolenCommittee, t.nextCommittee, t.stopThieves, t.guardTokens, t.judge,
		t.provide, t.registerLoss, t.pay, t.redeem, t.tidyPool, t.recoverLost, t.goHome,
	} {
		if step() {
			did = true
		}
	}
	return did
}

// keepRoles: who is there stops recoveries of its role; a thief does so too.
func (t *trial) keepRoles() (did bool) {
	did = t.keepAdmin(honest) || t.keepAdmin(thief)
	for _, at := range t.rolePlaces() {
		if t.recoveries[at].readyAt == 0 {
			continue
		}
		did = t.stopRecovery(honest, at) || t.stopRecovery(thief, at) || t.finish(honest, at) || did
	}
	return did
}

// rolePlaces lists every role of every contract, in one order.
func (t *trial) rolePlaces() (out []roleAt) {
	for role := contracts.RoleOperator; role <= contracts.RoleArbiter; role++ {
		for _, at := range t.contractsOf(role) {
			out = append(out, roleAt{at, role})
		}
	}
	return out
}

// endStolenCommittee retires one whose quorum a thief has used, and one that is
// lost when nobody can make another.
func (t *trial) endStolenCommittee() bool {
	if t.active.dead {
		return false
	}
	if t.active.shown && t.active.has(thief) {
		return t.retire(honest, contracts.RoleOracleAdmin) || t.retire(honest, contracts.RoleGuardian)
	}
	_, admin := t.holds(honest, t.oracle, contracts.RoleOracleAdmin)
	if !admin && !t.active.has(honest) && !t.active.has(thief) {
		return t.retire(honest, contracts.RoleGuardian)
	}
	return false
}

// nextCommittee is made when the present one can sign nothing that is honest.
func (t *trial) nextCommittee() bool {
	if t.activate(honest) {
		return true
	}
	_, admin := t.holds(honest, t.oracle, contracts.RoleOracleAdmin)
	if !admin && (t.active.dead || !t.active.has(honest)) && t.lastResort(honest) {
		return true
	}
	return (t.active.dead || !t.active.has(honest)) && t.schedule(honest)
}

// stopThieves vetoes a committee of thieves, and takes back what they publish.
func (t *trial) stopThieves() bool {
	did := t.veto(honest, thief)
	for _, p := range t.payments {
		if !p.bad || p.cancelled {
			continue
		}
		if p.activeAt != 0 {
			did = t.cancel(honest, p) || t.revoke(honest, p) || t.hold(honest, p) || did
		} else if t.usable(p.by) {
			did = t.now >= t.pausedUntil+day && t.pause(honest) || did
		}
	}
	return did
}

// guardTokens lets nothing be published while thieves have a committee, and
// repairs what was switched off.
func (t *trial) guardTokens() bool {
	if c := t.speaks(thief); c != nil && c.shown {
		return t.enable(honest, false)
	}
	return t.enable(honest, true) || t.setCaps(honest, mostCap)
}

var mostCap = new(big.Int).Lsh(big.NewInt(1), 100)

// judge objects to false findings and dismisses objections to true ones.
func (t *trial) judge() (did bool) {
	for _, f := range t.loss.all {
		if f.objection != nil {
			did = t.decide(honest, f, !f.objection.unfounded) || did
		} else if f.bad && t.stands(f) && !t.sealedIn(f) {
			did = t.strike(honest, f) || t.object(t.b, f, false) || did
		}
		if f.objection != nil && t.now >= f.objection.until &&
			t.try(t.anyone.addr, t.challenges, challengesABI.PackCloseSilent(f.digest)) {
			f.objection = nil
		}
	}
	return did
}

// provide sets the money of the loss aside until it is paid, by whoever can.
func (t *trial) provide() bool {
	if !t.incident || t.reached["pay"] != 0 {
		return false
	}
	e := t.earmarkOf(incident)
	if t.releasable(incident) != 0 && t.speaks(honest) != nil {
		return t.orderPool(honest, incident, lossTotal)
	}
	if e.left+e.paid >= lossTotal && e.open {
		return false
	}
	if t.earmark(honest, incident, lossTotal) || t.orderPool(honest, incident, lossTotal) {
		return true
	}
	return e.left+e.paid < lossTotal &&
		(t.freeze(honest, incident, lossTotal) || t.reportLoss(honest, false, incident, lossTotal))
}

// registerLoss makes what a settlement rests on, again when it was taken away.
func (t *trial) registerLoss() bool {
	if !t.incident || t.reached["pay"] != 0 {
		return false
	}
	if l := &t.loss; l.set != nil && !l.set.bad && t.stands(l.set) {
		return false
	}
	head := t.loss.head
	if head == nil || head.bad || head.rejected {
		if !t.register(honest) {
			return false
		}
	}
	return t.registerSet(honest)
}

// pay publishes the victim's settlement, or announces it when the operator is
// not there.
func (t *trial) pay() bool {
	if !t.incident || t.reached["pay"] != 0 || !t.canPublish() {
		return false
	}
	var announced *payment
	for _, p := range t.payments {
		if p.bad || p.cancelled {
			continue
		}
		if p.activeAt != 0 {
			return false // it is under way
		}
		announced = p
	}
	if announced != nil {
		if t.now < announced.announced+livenessDelay || t.publish(honest, announced) {
			return false
		}
		announced.cancelled = true // it fits no more: sign another
	}
	p := t.draft(honest, t.victim.addr, lossTotal)
	if _, operator := t.holds(honest, t.dist, contracts.RoleOperator); operator {
		return t.publish(honest, p)
	}
	return t.announce(p)
}

func (t *trial) canPublish() bool {
	on := t.word(t.limits, limitsABI.PackAllowedOf(t.token), 1)
	return t.now >= t.pausedUntil && !on.IsZero() && t.cap().Sign() != 0 && t.final(t.loss.set) && !t.loss.set.bad &&
		t.earmarkOf(incident).left >= lossTotal
}

// tidyPool releases what nobody needs set aside, and dismisses false reports.
func (t *trial) tidyPool() (did bool) {
	if t.dismissable {
		did = t.dismiss(honest)
	}
	if t.reached["pay"] != 0 || !t.incident {
		did = t.let(incident) || did
	} else if e := t.earmarkOf(incident); e.open && t.now >= e.since+earmarkTerm {
		did = t.let(incident) || did // a year without an order
	}
	for _, id := range t.junk {
		did = t.let(id) || did
	}
	t.junk = slices.DeleteFunc(t.junk, func(id common.Hash) bool { return !t.earmarkOf(id).open })
	return did
}

func (t *trial) let(id common.Hash) bool {
	if !t.earmarkOf(id).open {
		return false
	}
	return t.orderPool(honest, id, 0) || t.beginRelease(honest, id) || t.endRelease(honest, id)
}

// recoverLost: a quorum gives lost roles to somebody else.
func (t *trial) recoverLost() (did bool) {
	for _, at := range t.rolePlaces() {
		if t.seats[at].side == nobody {
			did = t.recover(honest, at) || did
		}
	}
	return did
}

// goHome lets underwriters leave: A from the beginning, B after a while.
func (t *trial) goHome() bool {
	did := t.leave(t.a)
	if t.now >= t.start+stay {
		did = t.leave(t.b) || did
	}
	return did
}
