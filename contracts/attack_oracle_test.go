package contracts_test

import (
	"bytes"
	"math/big"
	"slices"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"makewhole/contracts"
)

// Attacks on the oracle: whose word counts, for how long, and what it costs
// others.

// A challenger is not the judge of the challenge, and gives a reason.
func TestAttackChallengerJudgesItself(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	d := w.submit(w.snapshot())
	bond := uint256.NewInt(1e17)
	w.refusedValue("NoReason", w.guardian.addr, w.challenges, bond, challengesABI.PackChallenge(d, common.Hash{}))
	w.okValue(w.guardian.addr, w.challenges, bond, challengesABI.PackChallenge(d, reasonOne))
	for _, upheld := range []bool{true, false} {
		w.refused("NotYourTurn", w.guardian.addr, w.challenges, challengesABI.PackDecide(d, upheld, reasonOne))
	}
	w.wait(guardianTime)
	w.ok(w.arbiter.addr, w.challenges, challengesABI.PackDecide(d, false, reasonOne))
	w.refused("NothingOwed", w.anyone.addr, w.challenges, challengesABI.PackWithdrawBond(w.guardian.addr))
	if got := w.snapshotState(d); got != contracts.SnapshotStateFinal {
		t.Errorf("state %d", got)
	}
}

// The guardian's key alone does not keep every committee out: it stops one for
// each number.
func TestAttackGuardianVetoesEveryCommittee(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	next := w.afterTheft()
	w.ok(w.guardian.addr, w.oracle, oracleABI.PackVetoConfig(next.Digest()))
	w.wait(86400)
	w.refused("ConfigNotReady", w.admin.addr, w.oracle, contracts.PackActivateConfig(next))
	w.ok(w.admin.addr, w.oracle, oracleABI.PackScheduleConfig(next.Digest()))
	w.refused("VetoUsed", w.guardian.addr, w.oracle, oracleABI.PackVetoConfig(next.Digest()))
	w.wait(86400)
	w.ok(w.admin.addr, w.oracle, contracts.PackActivateConfig(next))
	third := next
	third.Count = 3
	w.ok(w.admin.addr, w.oracle, oracleABI.PackScheduleConfig(third.Digest()))
	w.ok(w.guardian.addr, w.oracle, oracleABI.PackVetoConfig(third.Digest())) // another number, another veto
}

// An order of a committee that was retired long ago is published no more, even
// when it was announced in time.
func TestAttackOrderOfARetiredCommittee(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(100_000))
	stale := w.plan(set, poolID, w.token, 1, receivers(3))
	w.ok(w.anyone.addr, w.dist, contracts.PackAnnounce(stale.order, w.signed(stale.order.Digest(w.config.Domain()), 3)))
	next := w.config
	next.Count = 2
	w.ok(w.admin.addr, w.oracle, oracleABI.PackScheduleConfig(next.Digest()))
	w.wait(86400)
	w.ok(w.admin.addr, w.oracle, contracts.PackActivateConfig(next))
	w.wait(30*86400 - 1)
	inTime := w.db.Copy()
	w.ok(w.anyone.addr, w.dist, contracts.PackPublish(stale.order, nil))
	w.db = inTime
	w.wait(1)
	w.refused("ConfigUnusable", w.anyone.addr, w.dist, contracts.PackPublish(stale.order, nil))
	w.refused("ConfigUnusable", w.operator.addr, w.dist, contracts.PackPublish(stale.order, nil))
}

// Sealing is one pass over the members, whatever was objected to: a stranger's
// dismissed challenge does not make it dear.
func TestAttackDearSealing(t *testing.T) {
	t.Parallel()
	const n = 270
	cost := map[bool]uint64{}
	for _, challenged := range []bool{false, true} {
		w := newWorld(t)
		w.deposit(num(100_000))
		w.earmark(num(100_000))
		var members []common.Hash
		add := func(i int) common.Hash {
			s := w.snapshot()
			s.Asset = common.BigToAddress(big.NewInt(int64(1000 + i)))
			d := w.submit(s)
			members = append(members, d)
			slices.SortFunc(members, func(a, b common.Hash) int { return bytes.Compare(a[:], b[:]) })
			return d
		}
		for i := range n {
			add(i)
		}
		first := w.submitSet(1, members...)
		w.wait(window)
		w.publish(w.plan(first, poolID, w.token, 1, receivers(1)))
		last := add(n)
		second := w.submitSet(2, members...)
		if challenged {
			w.okValue(w.anyone.addr, w.challenges, uint256.NewInt(1e17), challengesABI.PackChallenge(last, reasonOne))
			w.ok(w.guardian.addr, w.challenges, challengesABI.PackDecide(last, false, reasonOne))
		}
		w.wait(window)
		cost[challenged] = w.publish(w.plan(second, poolID, w.token, 2, receivers(1))).gas
	}
	t.Logf("a set of %d: publish %d gas, after a challenge %d", n+1, cost[false], cost[true])
	if cost[true] > cost[false]+100_000 {
		t.Errorf("a challenge makes sealing %d gas dearer", cost[true]-cost[false])
	}
	if cost[true] > 16_777_216/4 {
		t.Errorf("sealing %d members costs %d gas", n+1, cost[true])
	}
}
