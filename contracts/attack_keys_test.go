package contracts_test

import (
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
)

// Keys that are lost: each has a way back that needs nothing of what is to be
// recovered, and no single stolen key takes that way alone.

func (w *world) resort() common.Address {
	w.t.Helper()
	at, err := oracleABI.UnpackRESORT(w.view(w.oracle, oracleABI.PackRESORT()))
	if err != nil {
		w.t.Fatal(err)
	}
	return at
}

// committeeBy lets an admin appoint the members of the world again under the next
// number.
func (w *world) committeeBy(admin person) {
	w.t.Helper()
	config := w.config
	config.Count++
	w.ok(admin.addr, w.oracle, oracleABI.PackScheduleConfig(config.Digest()))
	w.wait(86400)
	w.ok(admin.addr, w.oracle, contracts.PackActivateConfig(config))
	w.config = config
	w.submit(w.snapshot())
}

// With the admin's key lost and the committee retired neither recovery waits for
// the other: after a time without a committee the guardian names another admin,
// unless the admin is there.
func TestAttackAdminLostAndCommitteeRetired(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	at, next := w.resort(), newPerson("next admin")
	begin, finish := resortABI.PackBegin(next.addr), resortABI.PackFinish()
	w.refused("NoLastResort", w.guardian.addr, at, begin)
	w.ok(w.guardian.addr, w.oracle, oracleABI.PackRetireCompromised(w.config.Digest()))
	w.refused("ConfigUnusable", w.anyone.addr, w.oracle, w.recoverData(w.oracle, contracts.RoleOracleAdmin, next.addr, 4))
	w.wait(90*86400 - 1)
	w.refused("NoLastResort", w.guardian.addr, at, begin)
	w.wait(1)
	w.refused("NotHolder", w.anyone.addr, at, begin)
	for _, other := range []common.Address{w.guardian.addr, w.admin.addr, {}} {
		w.refused("HoldsRole", w.guardian.addr, at, resortABI.PackBegin(other))
	}
	w.ok(w.guardian.addr, at, begin)
	w.wait(14*86400 - 1)
	w.refused("NotResorted", next.addr, at, finish)
	there := w.db.Copy()
	w.ok(w.admin.addr, at, resortABI.PackStop())
	w.wait(1)
	w.refused("NotResorted", next.addr, at, finish)
	w.db = there
	w.refused("NotResorted", w.guardian.addr, at, finish)
	w.ok(next.addr, at, finish)
	w.refused("NotResorted", next.addr, at, finish)
	w.committeeBy(next)
}

// The keys of admin and guardian are both lost, and so is the committee, whether
// anybody has retired it or not: the treasurer or the arbiter names an admin, who
// appoints a committee, which replaces the guardian.
func TestAttackAdminAndGuardianLost(t *testing.T) {
	t.Parallel()
	for _, retired := range []bool{false, true} {
		for _, role := range []uint8{contracts.RoleTreasurer, contracts.RoleArbiter} {
			w := newWorld(t)
			if retired {
				w.ok(w.guardian.addr, w.oracle, oracleABI.PackRetireCompromised(w.config.Digest()))
			}
			by := map[uint8]person{contracts.RoleTreasurer: w.treasurer, contracts.RoleArbiter: w.arbiter}[role]
			at, admin, guard := w.resort(), newPerson("next admin"), newPerson("next guardian")
			w.ok(by.addr, at, resortABI.PackBegin(admin.addr))
			w.wait(90*86400 - 1)
			w.refused("NotResorted", admin.addr, at, resortABI.PackFinish())
			w.wait(1)
			w.ok(admin.addr, at, resortABI.PackFinish())
			w.committeeBy(admin)
			for _, target := range []common.Address{w.oracle, w.dist} {
				w.recoverRole(target, contracts.RoleGuardian, guard.addr)
			}
			w.wait(14 * 86400)
			for _, target := range []common.Address{w.oracle, w.dist} {
				w.ok(guard.addr, target, oracleABI.PackFinishRecovery(contracts.RoleGuardian))
			}
		}
	}
}

// With a committee that counts nothing waits ninety days: a quorum recovers both
// at once.
func TestAdminAndGuardianLostWithACommittee(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	admin, guard := newPerson("next admin"), newPerson("next guardian")
	w.recoverRole(w.oracle, contracts.RoleOracleAdmin, admin.addr)
	w.recoverRole(w.oracle, contracts.RoleGuardian, guard.addr)
	w.wait(14 * 86400)
	w.ok(guard.addr, w.oracle, oracleABI.PackFinishRecovery(contracts.RoleGuardian))
	w.ok(admin.addr, w.oracle, oracleABI.PackFinishRecovery(contracts.RoleOracleAdmin))
	w.committeeBy(admin)
}

// A stolen key of the treasurer appoints nobody while admin or guardian is there,
// not by asking again either, and keeps no place from others for ever.
func TestAttackTreasurerAppointsAnAdmin(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	at, thief, honest := w.resort(), newPerson("thief"), newPerson("honest")
	begin := func(p person) []byte { return resortABI.PackBegin(p.addr) }
	for _, answers := range []person{w.admin, w.guardian} {
		w.ok(w.treasurer.addr, at, begin(thief))
		w.refused("NoLastResort", w.treasurer.addr, at, begin(thief))
		w.refused("NoLastResort", w.arbiter.addr, at, begin(honest)) // does not displace it
		w.wait(90*86400 - 1)
		w.refused("NotHolder", w.anyone.addr, at, resortABI.PackStop())
		w.ok(answers.addr, at, resortABI.PackStop())
		w.wait(1)
		w.refused("NotResorted", thief.addr, at, resortABI.PackFinish())
	}
	w.ok(w.treasurer.addr, at, begin(thief))
	handed := w.db.Copy()
	next := newPerson("next admin")
	w.ok(w.admin.addr, w.oracle, oracleABI.PackOfferRole(contracts.RoleOracleAdmin, next.addr))
	w.ok(next.addr, w.oracle, oracleABI.PackAcceptRole(contracts.RoleOracleAdmin))
	w.wait(90 * 86400)
	w.refused("NotResorted", thief.addr, at, resortABI.PackFinish()) // an admin who is there ends it
	w.db = handed
	w.wait(30 * 86400)
	w.refused("NotResorted", thief.addr, at, resortABI.PackFinish()) // its term is over
	w.ok(w.arbiter.addr, at, begin(honest))
	w.refused("NotResort", thief.addr, w.oracle, oracleABI.PackAppointAdmin(thief.addr))
}

// Nobody holds two roles by a last resort, also who got the other one meanwhile.
func TestAttackResortToAnotherRole(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	at, next := w.resort(), newPerson("next admin")
	w.refused("HoldsRole", w.treasurer.addr, at, resortABI.PackBegin(w.arbiter.addr))
	w.ok(w.treasurer.addr, at, resortABI.PackBegin(next.addr))
	w.ok(w.arbiter.addr, w.oracle, oracleABI.PackOfferRole(contracts.RoleArbiter, next.addr))
	w.ok(next.addr, w.oracle, oracleABI.PackAcceptRole(contracts.RoleArbiter))
	w.wait(90 * 86400)
	w.refused("HoldsOtherRole", next.addr, at, resortABI.PackFinish())
}
