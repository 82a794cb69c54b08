package contracts_test

import (
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"makewhole/contracts"
)

// Attacks with what was signed long ago, and with what was signed to follow
// something else.

// signedMessage is a call that carries something a quorum has signed, with the
// end that it is given.
type signedMessage struct {
	name string
	to   common.Address
	data func(until uint64) []byte
}

// signedMessages has one of each kind; each would be taken now.
func (w *world) signedMessages(set common.Hash) []signedMessage {
	domain := w.config.Domain()
	another := w.snapshot()
	another.IncidentID = reasonOne
	order := w.plan(set, poolID, w.token, 1, receivers(3)).order
	member := common.Hash(w.members(set)[0])
	return []signedMessage{
		{"snapshot", w.oracle, func(until uint64) []byte {
			another.ValidUntil = until
			return contracts.PackSubmit(another, w.signed(another.Digest(domain), 3))
		}},
		{"set", w.oracle, func(until uint64) []byte {
			s := w.set(2, member)
			s.ValidUntil = until
			return contracts.PackSubmitSet(s, []common.Hash{member}, w.signed(s.Digest(domain), 3))
		}},
		{"announcement", w.dist, func(until uint64) []byte {
			o := order
			o.ValidUntil = until
			return contracts.PackAnnounce(o, w.signed(o.Digest(domain), 3))
		}},
		{"order", w.dist, func(until uint64) []byte {
			o := order
			o.ValidUntil = until
			return contracts.PackPublish(o, w.signed(o.Digest(domain), 3))
		}},
		{"cancellation", w.dist, func(until uint64) []byte {
			c := contracts.CancelOrder{ConfigDigest: w.config.Digest(), SettlementID: order.SettlementID, ReasonHash: reasonOne, ValidUntil: until}
			return contracts.PackCancelByQuorum(order.Key(), c, w.signed(c.Digest(domain), 3))
		}},
		{"earmark", w.pool, func(until uint64) []byte {
			o := contracts.PoolOrder{ConfigDigest: w.config.Digest(), Pool: w.pool, IncidentID: incident, Earmark: amt(1), ValidUntil: until}
			return contracts.PackOrderEarmark(o, w.signed(o.Digest(domain), 3))
		}},
		{"recovery", w.oracle, func(until uint64) []byte {
			r := contracts.RecoverRole{ConfigDigest: w.config.Digest(), Target: w.dist, Role: contracts.RoleGuardian, NewHolder: w.lp.addr, ValidUntil: until}
			return contracts.PackRecoverRole(r, w.signed(r.Digest(domain), 3))
		}},
	}
}

// What was signed counts until its last second and no longer, whatever it is;
// and nothing counts that is good for more than ninety days.
func TestAttackSignedLongAgo(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(100_000))
	now, db := w.now, w.db
	for _, m := range w.signedMessages(set) {
		for until, want := range map[uint64]string{now: "", now + 90*86400: "", now - 1: "OutOfTerm", 0: "OutOfTerm", now + 90*86400 + 1: "OutOfTerm"} {
			w.db = db.Copy()
			if want == "" {
				w.ok(w.operator.addr, m.to, m.data(until))
			} else {
				w.refused(want, w.operator.addr, m.to, m.data(until))
			}
		}
	}
}

// An order that a committee announced does not wait for a better day: nobody
// publishes it after its end, though the committee is in office all the time.
func TestAttackAnnouncedForEver(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(100_000))
	p := w.plan(set, poolID, w.token, 1, receivers(3))
	w.ok(w.anyone.addr, w.dist, contracts.PackAnnounce(p.order, w.signed(p.order.Digest(w.config.Domain()), 3)))
	w.wait(90 * 86400)
	inTime := w.db.Copy()
	w.ok(w.anyone.addr, w.dist, contracts.PackPublish(p.order, nil))
	w.db = inTime
	w.wait(1)
	w.refused("OutOfTerm", w.anyone.addr, w.dist, contracts.PackPublish(p.order, nil))
	w.refused("OutOfTerm", w.operator.addr, w.dist, contracts.PackPublish(p.order, nil))
	w.refused("OutOfTerm", w.operator.addr, w.dist, w.publishData(p.order))
	w.publish(w.plan(set, poolID, w.token, 2, receivers(3))) // signed again
}

// twoSources is a world whose pool and whose recovery account can pay in one
// token, with a final set.
func twoSources(t *testing.T) (*world, common.Hash) {
	t.Helper()
	w, set := funded(t, num(100_000))
	w.ok(w.admin.addr, w.token, tokenABI.PackMint(w.fund.addr, num(1000)))
	w.ok(w.fund.addr, w.token, tokenABI.PackApprove(w.vault, num(1000)))
	w.ok(w.fund.addr, w.vault, contracts.PackDepositRecovery(incident, w.token, amt(1000)))
	return w, set
}

func pays(p person, n uint64) []contracts.Item {
	return []contracts.Item{{Receiver: p.addr, Amount: amt(n)}}
}

// A tranche of another pool that counted on a cancelled one does not follow a
// re-published one of equal total: bob would get 120 of his 80.
func TestAttackStaleTrancheOfAnotherPool(t *testing.T) {
	t.Parallel()
	w, set := twoSources(t)
	alice, bob := newPerson("alice"), newPerson("bob")
	first := w.plan(set, poolID, w.token, 1, pays(alice, 80))
	w.publish(first)
	stale := w.plan(set, recovery, w.token, 1, pays(bob, 40)) // follows alice's 80
	w.ok(w.guardian.addr, w.dist, contracts.PackCancel(first.order.Key(), reasonOne))
	again := w.plan(set, poolID, w.token, 2, pays(bob, 80)) // the 80 were bob's
	w.publish(again)
	w.refused("FollowsOther", w.operator.addr, w.dist, w.publishData(stale.order))
	w.wait(activationDelay)
	w.ok(w.anyone.addr, w.dist, contracts.PackRedeem(again.redemption(0)))
	if got := w.balance(w.token, bob.addr); got != 80 {
		t.Errorf("bob has %d, want 80", got)
	}
	w.active(w.plan(set, recovery, w.token, 2, pays(alice, 20))) // signed again
}

// Nor does one that was signed to follow an order that was never published, since
// its end came or a quorum revoked it, and that another took the place of.
func TestAttackFollowsWhatNeverWas(t *testing.T) {
	t.Parallel()
	for _, revoked := range []bool{false, true} {
		w, set := twoSources(t)
		alice, bob := newPerson("alice"), newPerson("bob")
		first := w.plan(set, poolID, w.token, 1, pays(alice, 80))
		digest := first.order.Digest(w.config.Domain())
		stale := w.plan(set, recovery, w.token, 1, pays(bob, 40))
		stale.order.CumulativeTotal, stale.order.Follows = amt(120), contracts.FollowsState(digest, 0)
		before := w.db.Copy()
		w.publish(first)
		w.publish(stale) // it does follow what it was signed to follow
		w.db = before
		if revoked {
			w.quorumCancels(first)
		}
		w.publish(w.plan(set, poolID, w.token, 2, pays(bob, 80)))
		w.refused("FollowsOther", w.operator.addr, w.dist, w.publishData(stale.order))
	}
}

// An order in another token that counted on the cancelled one is signed again,
// too: what is undone of an incident is counted for all of its tokens.
func TestAttackStaleTrancheInAnotherToken(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(100_000))
	coin := common.Address{}
	w.okValue(w.fund.addr, w.vault, uint256.NewInt(1000), contracts.PackDepositRecovery(incident, coin, amt(1000)))
	alice, bob := newPerson("alice"), newPerson("bob")
	first := w.plan(set, poolID, w.token, 1, pays(alice, 80))
	w.publish(first)
	stale := w.plan(set, recovery, coin, 1, pays(bob, 40))
	w.ok(w.guardian.addr, w.dist, contracts.PackCancel(first.order.Key(), reasonOne))
	w.publish(w.plan(set, poolID, w.token, 2, pays(bob, 80)))
	w.refused("FollowsOther", w.operator.addr, w.dist, w.publishData(stale.order))
	w.publish(w.plan(set, recovery, coin, 2, pays(alice, 20)))
}
