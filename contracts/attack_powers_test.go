package contracts_test

import (
	"fmt"
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"makewhole/contracts"
)

// Attacks by those who have a power: measures walked past, powers without a
// count, recoveries that wait for one another, orders and money without an end.

// revise registers a revision of the test snapshot with n signatures.
func (w *world) revise(s *contracts.LossSnapshot, total uint64, n int) (common.Hash, []byte) {
	w.t.Helper()
	next := *s
	if s.Revision != 0 {
		next.PrevSnapshot = s.Digest(w.config.Domain())
	}
	next.Revision++
	next.TotalLoss, next.UnattributedLoss = amt(total), amt(total/10)
	data := w.submitData(next, n)
	return next.Digest(w.config.Domain()), data
}

// Ten basis points are not saved by challenging the set instead of its
// snapshots: its bond covers what it contains.
func TestAttackChallengeTheSetInstead(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.rate(chainID, coinsPerUnit)
	s := w.snapshot()
	d := w.submit(s)
	other := s
	other.SourceChainID = 1 // nothing is known of its price
	set := w.submitSet(1, ordered(d, w.submit(other))...)
	objection := challengesABI.PackChallenge(set, reasonOne)
	w.refusedValue("BondTooSmall", w.anyone.addr, w.challenges, uint256.NewInt(1e17), objection)
	w.refusedValue("BondTooSmall", w.anyone.addr, w.challenges, uint256.NewInt(1e18-1), objection)
	w.okValue(w.anyone.addr, w.challenges, uint256.NewInt(1e18), objection)
	w.rate(1, coinsPerUnit)
	if got := new(uint256.Int).SetBytes(w.view(w.challenges, challengesABI.PackBondFor(set))); got.Uint64() != 2e18 {
		t.Errorf("a set of two snapshots needs %s wei, they need 1e18 each", got.Dec())
	}
}

// ordered sorts digests as sets have them.
func ordered(a, b common.Hash) []common.Hash {
	if a.Cmp(b) < 0 {
		return []common.Hash{a, b}
	}
	return []common.Hash{b, a}
}

// Many small revisions in one block are one step: a total is measured against
// the last one that was final.
func TestAttackManySmallRevisions(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.snapshot()
	w.submit(s)
	step := func(total uint64, n int) {
		t.Helper()
		_, data := w.revise(&s, total, n)
		w.ok(w.anyone.addr, w.oracle, data)
		s.PrevSnapshot, s.Revision = s.Digest(w.config.Domain()), s.Revision+1
		s.TotalLoss, s.UnattributedLoss = amt(total), amt(total/10)
	}
	refuse := func(total uint64) {
		t.Helper()
		_, data := w.revise(&s, total, 3)
		w.refused("NeedsAllSigners", w.anyone.addr, w.oracle, data)
	}
	step(1100, 3)
	refuse(1210)
	refuse(899)
	step(900, 3)
	step(1050, 3)
	w.wait(window - 1)
	refuse(1155)
	w.wait(1)
	step(1155, 3) // a window later there is another step
	refuse(1270)
	step(5000, 4) // all of them may say what they like
	refuse(5000)
}

// A struck supplement does not lift the measure: what was final before it still
// counts, and supplements add up to one.
func TestAttackStruckSupplement(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(100_000))
	first := common.Hash(w.members(set)[0])
	w.publish(w.plan(set, poolID, w.token, 1, receivers(1)))
	s := w.snapshot()
	s.Revision, s.PrevSnapshot, s.TotalLoss = 2, first, amt(60)
	supplement := w.submit(s)
	w.ok(w.guardian.addr, w.oracle, oracleABI.PackStrike(supplement, reasonOne))
	s.Revision, s.PrevSnapshot, s.TotalLoss = 3, supplement, amt(5000)
	w.refused("NeedsAllSigners", w.anyone.addr, w.oracle, w.submitData(s, 3))
	s.TotalLoss = amt(100)
	d := w.submit(s)
	both := w.submitSet(2, ordered(first, d)...)
	w.wait(window)
	w.publish(w.plan(both, poolID, w.token, 2, receivers(1)))
	s.Revision, s.PrevSnapshot, s.TotalLoss = 4, d, amt(111) // of 1100
	w.refused("NeedsAllSigners", w.anyone.addr, w.oracle, w.submitData(s, 3))
	s.TotalLoss = amt(110)
	w.submit(s)
}

// A friend's objections and the guardian's verdicts do not reject every
// revision: the guardian upholds one of an incident, the next takes the arbiter.
func TestAttackGuardianUpholdsItsFriends(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.snapshot()
	d := w.submit(s)
	bond := uint256.NewInt(1e17)
	uphold := func(d common.Hash) []byte { return challengesABI.PackDecide(d, true, reasonOne) }
	w.okValue(w.anyone.addr, w.challenges, bond, challengesABI.PackChallenge(d, reasonOne))
	w.ok(w.guardian.addr, w.challenges, uphold(d))
	next, data := w.revise(&s, 1000, 3)
	w.ok(w.anyone.addr, w.oracle, data)
	w.okValue(w.anyone.addr, w.challenges, bond, challengesABI.PackChallenge(next, reasonOne))
	w.refused("UpheldUsed", w.guardian.addr, w.challenges, uphold(next))
	again := w.db.Copy()
	w.wait(guardianTime)
	w.ok(w.arbiter.addr, w.challenges, uphold(next))
	w.db = again
	w.now -= guardianTime
	w.ok(w.guardian.addr, w.challenges, challengesABI.PackDecide(next, false, reasonOne))
	foreign := s
	foreign.IncidentID = reasonOne
	other := w.submit(foreign)
	w.okValue(w.anyone.addr, w.challenges, bond, challengesABI.PackChallenge(other, reasonOne))
	w.ok(w.guardian.addr, w.challenges, uphold(other)) // another incident, another verdict
}

// A friendly objection does not take the only place: when it is dismissed,
// somebody else may object within the window.
func TestAttackFriendlyObjectionTakesThePlace(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	d := w.submit(w.snapshot())
	bond, objection := uint256.NewInt(1e17), challengesABI.PackChallenge(d, reasonOne)
	w.okValue(w.anyone.addr, w.challenges, bond, objection)
	w.refusedValue("AlreadyChallenged", w.lp.addr, w.challenges, bond, objection)
	w.ok(w.guardian.addr, w.challenges, challengesABI.PackDecide(d, false, reasonOne))
	w.okValue(w.lp.addr, w.challenges, bond, objection)
	w.ok(w.guardian.addr, w.challenges, challengesABI.PackDecide(d, true, reasonOne))
	if got := w.snapshotState(d); got != contracts.SnapshotStateRejected {
		t.Errorf("state %d", got)
	}
	for who, want := range map[common.Address]uint64{w.fund.addr: 1e17, w.lp.addr: 1e17, w.anyone.addr: 0} {
		if got := w.word(w.challenges, challengesABI.PackBondOwed(who)); got != want {
			t.Errorf("%s is owed %d wei, want %d", who, got, want)
		}
	}
}

// The guardian's key alone does not retire one committee after the other.
func TestAttackGuardianRetiresEveryCommittee(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	first := w.config.Digest()
	next := w.afterTheft()
	w.refused("ConfigUnusable", w.admin.addr, w.oracle, oracleABI.PackRetireCompromised(first))
	w.wait(86400)
	w.ok(w.admin.addr, w.oracle, contracts.PackActivateConfig(next))
	retire := oracleABI.PackRetireCompromised(next.Digest())
	w.refused("RetireUsed", w.guardian.addr, w.oracle, retire)
	w.wait(180*86400 - 86401)
	w.refused("RetireUsed", w.guardian.addr, w.oracle, retire)
	inTime := w.db.Copy()
	w.ok(w.admin.addr, w.oracle, retire) // the admin may at any time
	w.db = inTime
	w.wait(1)
	w.ok(w.guardian.addr, w.oracle, retire)
}

// A recovery that nobody finished lapses, and one that could never be finished
// does not begin.
func TestAttackRecoveryKeptForLater(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	next := newPerson("next guardian")
	finish := distABI.PackFinishRecovery(contracts.RoleGuardian)
	w.recoverRole(w.dist, contracts.RoleGuardian, next.addr)
	w.wait(44*86400 - 1)
	inTime := w.db.Copy()
	w.ok(next.addr, w.dist, finish)
	w.db = inTime
	w.wait(1)
	w.refused("NotRecovered", next.addr, w.dist, finish)
	w.refused("HoldsOtherRole", w.anyone.addr, w.oracle, w.recoverData(w.dist, contracts.RoleGuardian, w.operator.addr, 3))
	w.refused("ZeroAddress", w.anyone.addr, w.oracle, w.recoverData(w.dist, contracts.RoleGuardian, common.Address{}, 3))
	w.recoverRole(w.dist, contracts.RoleGuardian, next.addr)
	w.wait(14 * 86400)
	w.ok(next.addr, w.dist, finish)
}

// An order that was signed and that nobody has published is taken back by a
// quorum, also when it was announced: nobody publishes it any more.
func TestAttackOrderNobodyCanRevoke(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(100_000))
	p := w.plan(set, poolID, w.token, 1, receivers(3))
	w.ok(w.anyone.addr, w.dist, contracts.PackAnnounce(p.order, w.signed(p.order.Digest(w.config.Domain()), 3)))
	c := contracts.CancelOrder{ConfigDigest: w.config.Digest(), SettlementID: p.order.SettlementID, ReasonHash: reasonOne, ValidUntil: w.end()}
	d := c.Digest(w.config.Domain())
	w.refused("NoQuorum", w.anyone.addr, w.dist, contracts.PackCancelByQuorum(p.order.Key(), c, w.signed(d, 2)))
	w.refused("WrongState", w.guardian.addr, w.dist, contracts.PackCancel(p.order.Key(), reasonOne)) // not alone
	revoke := contracts.PackCancelByQuorum(p.order.Key(), c, w.signed(d, 3))
	events := w.distributorEvents(w.ok(w.anyone.addr, w.dist, revoke).logs)
	want := contracts.Revoked{SettlementID: p.order.SettlementID, IncidentID: incident, By: w.anyone.addr, ReasonHash: reasonOne}
	if len(events) != 1 || events[0] != want {
		t.Errorf("events %+v, want %+v", events, want)
	}
	w.refused("WrongState", w.anyone.addr, w.dist, revoke)
	w.refused("WrongState", w.operator.addr, w.dist, w.publishData(p.order))
	w.wait(livenessDelay)
	w.refused("WrongState", w.anyone.addr, w.dist, contracts.PackPublish(p.order, nil))
	w.active(w.plan(set, poolID, w.token, 2, receivers(3))) // another sequence is free
}

// A tranche that was signed to follow one that was cancelled does not follow
// another of equal total in its place.
func TestAttackStaleTranche(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(100_000))
	alice, bob := newPerson("alice"), newPerson("bob")
	pay := func(p person, n uint64) []contracts.Item { return []contracts.Item{{Receiver: p.addr, Amount: amt(n)}} }
	first := w.plan(set, poolID, w.token, 1, pay(alice, 80))
	w.publish(first)
	stale := w.plan(set, poolID, w.token, 2, pay(bob, 40)) // follows alice's 80
	w.ok(w.guardian.addr, w.dist, contracts.PackCancel(first.order.Key(), reasonOne))
	again := w.plan(set, poolID, w.token, 3, pay(bob, 80)) // the 80 were bob's
	w.publish(again)
	w.refused("FollowsOther", w.operator.addr, w.dist, w.publishData(stale.order))
	w.wait(activationDelay)
	w.ok(w.anyone.addr, w.dist, contracts.PackRedeem(again.redemption(0)))
	if got := w.balance(w.token, bob.addr); got != 80 {
		t.Errorf("bob has %d, want 80", got)
	}
	w.active(w.plan(set, poolID, w.token, 4, pay(alice, 20)))
}

// The last holder does not leave while money may still come back: it would come
// back to nobody, and the next depositor would take it.
func TestAttackLastHolderLeavesMoneyToNobody(t *testing.T) {
	t.Parallel()
	for _, released := range []bool{false, true} {
		t.Run(fmt.Sprint("released ", released), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			a, newcomer := newPerson("A"), newPerson("newcomer")
			w.join(a, 1000)
			w.queue(a, 1000)
			w.wait(exitLag)
			w.earmark(num(900))
			p := w.plan(w.finalSet(), poolID, w.token, 1, []contracts.Item{{Receiver: w.fund.addr, Amount: amt(900)}})
			w.publish(p) // all of the earmark: nothing is set aside any more
			if released {
				w.release(w.pool, incident)
			}
			w.refused("LeavesTooFew", a.addr, w.pool, poolABI.PackSettleExitAbove(num(1), num(0)))
			w.ok(w.guardian.addr, w.dist, contracts.PackCancel(p.order.Key(), reasonOne))
			if !released {
				w.release(w.pool, incident)
			}
			w.wait(max(w.openFrom(), w.now) - w.now)
			w.join(newcomer, 1000)
			if got := w.worth(newcomer); got > 1000 {
				t.Errorf("the newcomer's 1000 are worth %d: what came back is A's", got)
			}
			if got := w.worth(a); got < 999 {
				t.Errorf("A's shares are worth %d", got)
			}
		})
	}
}

// Money does not come in under an incident that nobody knows, from whose account
// nobody could ever pay; the treasurer may expect one that is not measured yet.
func TestAttackMoneyUnderAMistypedIncident(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	coin, typo := common.Address{}, common.Hash{0x7e}
	give := func(id common.Hash) []byte { return contracts.PackDepositRecovery(id, coin, amt(50)) }
	fifty := uint256.NewInt(50)
	w.refusedValue("UnknownIncident", w.fund.addr, w.vault, fifty, give(typo))
	w.refusedValue("UnknownIncident", w.fund.addr, w.vault, fifty, give(incident))
	w.ok(w.treasurer.addr, w.vault, vaultABI.PackOpenAccount(incident))
	w.okValue(w.fund.addr, w.vault, fifty, give(incident))
	s := w.snapshot()
	s.IncidentID = reasonOne
	set := w.set(1, w.submit(s))
	set.IncidentID = reasonOne
	d := set.Digest(w.config.Domain())
	w.ok(w.anyone.addr, w.oracle, contracts.PackSubmitSet(set, []common.Hash{s.Digest(w.config.Domain())}, w.signed(d, 3)))
	w.okValue(w.fund.addr, w.vault, fifty, give(reasonOne))
	if got := w.balance(coin, w.vault); got != 100 {
		t.Errorf("the vault has %d wei", got)
	}
}

// An upheld objection speaks against the sets of its snapshot too, not only
// against the snapshot.
func TestAttackSetOfARejectedMember(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(100_000))
	spoils := func() *big.Int {
		in, err := oracleABI.UnpackIncidentOf(w.view(w.oracle, oracleABI.PackIncidentOf(incident)))
		if err != nil {
			t.Fatal(err)
		}
		return new(big.Int).SetUint64(uint64(in.Spoils))
	}
	s := w.snapshot()
	s.Asset = common.Address{}
	d := w.submit(s)
	two := w.submitSet(2, ordered(common.Hash(w.members(set)[0]), d)...)
	before := spoils()
	w.okValue(w.anyone.addr, w.challenges, uint256.NewInt(1e17), challengesABI.PackChallenge(d, reasonOne))
	w.ok(w.guardian.addr, w.challenges, challengesABI.PackDecide(d, true, reasonOne))
	w.wait(window)
	w.refused("NotFinal", w.operator.addr, w.dist, w.publishData(w.plan(two, poolID, w.token, 1, receivers(1)).order))
	if got := new(big.Int).Sub(spoils(), before); got.Cmp(num(2)) != 0 {
		t.Errorf("objection and verdict counted %s times", got)
	}
}
