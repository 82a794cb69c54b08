package contracts_test

import (
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/tracing"
	"github.com/holiman/uint256"

	"makewhole/contracts"
)

// afterTheft retires the committee as stolen and schedules the next one.
func (w *world) afterTheft() contracts.OracleConfig {
	w.t.Helper()
	w.ok(w.guardian.addr, w.oracle, oracleABI.PackRetireCompromised(w.config.Digest()))
	next := w.config
	next.Count = 2
	w.ok(w.admin.addr, w.oracle, oracleABI.PackScheduleConfig(next.Digest()))
	return next
}

// A committee whose keys were stolen gets no grace from the one that follows it:
// only who is retired in peace has a day left.
func TestAttackStolenCommitteeGetsGrace(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	next := w.afterTheft()
	w.wait(86400)
	w.ok(w.admin.addr, w.oracle, contracts.PackActivateConfig(next))
	w.refused("ConfigUnusable", w.anyone.addr, w.oracle, w.submitData(w.snapshot(), 3))
	w.config = next
	w.submit(w.snapshot())
}

// Without an arbiter nobody's time is waited for: the quorum stands when the
// guardian's is over, to the second.
func TestAttackTimeOfNoArbiter(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.arbiter.addr = common.Address{}
	w.deployAll()
	w.configure()
	d := w.submit(w.snapshot())
	w.okValue(w.anyone.addr, w.challenges, uint256.NewInt(1e17), challengesABI.PackChallenge(d, reasonOne))
	w.wait(guardianTime - 1)
	w.refused("StillOpen", w.anyone.addr, w.challenges, challengesABI.PackCloseSilent(d))
	if got := w.snapshotState(d); got != contracts.SnapshotStateChallenged {
		t.Errorf("while the guardian has time the state is %d", got)
	}
	w.wait(1)
	if got := w.snapshotState(d); got != contracts.SnapshotStateFinal {
		t.Errorf("when the guardian's time is over the state is %d", got)
	}
	w.ok(w.anyone.addr, w.challenges, challengesABI.PackCloseSilent(d))
}

// A source gives coin to the distributor while something is published from it,
// and at no other time: what came otherwise would belong to no settlement.
func TestAttackCoinOutsideAPublication(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	source := newPerson("an account that had code when it was registered")
	w.give(source.addr, 1_000_000)
	w.db.SetCode(source.addr, []byte{0xfe}, tracing.CodeChangeUnspecified)
	w.ok(w.treasurer.addr, w.dist, distABI.PackRegisterSource(reasonOne, source.addr))
	w.db.SetCode(source.addr, nil, tracing.CodeChangeUnspecified)
	w.refusedValue("WrongMoneyIn", source.addr, w.dist, uint256.NewInt(1), nil)
}

// Who is sent elsewhere by the receiver's signature is paid in its last second
// too, and not in the next.
func TestAttackLastSecondOfASignature(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(100_000))
	victim := newPerson("victim")
	p := w.plan(set, poolID, w.token, 1, []contracts.Item{{Receiver: victim.addr, Amount: amt(500)}})
	w.active(p)
	to := contracts.RedeemTo{
		SettlementID: p.order.SettlementID, NewReceiver: common.Address{0xaa}, Deadline: w.now + 1000,
	}
	domain := contracts.DistributorDomain{ChainID: chainID, Distributor: w.dist}
	data := contracts.PackRedeemTo(p.redemption(0), to, victim.sign(t, to.Digest(domain)))
	w.wait(1000)
	before := w.db.Copy()
	w.ok(w.anyone.addr, w.dist, data)
	w.db = before
	w.wait(1)
	w.refused("SignatureExpired", w.anyone.addr, w.dist, data)
}
