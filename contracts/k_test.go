package contracts_test

import (
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"makewhole/contracts"
	"makewhole/merkle"
)

// The faults K1 to K20 that auditors report on distributors, one test each, on
// the deployed bytecode. docs/contracts.md has the table, and
// TestEveryFaultHasItsTest keeps it true.

// Neither a leaf nor a settlement is paid twice, whatever door or sender.
func TestK01DoubleClaim(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(100_000))
	p := w.plan(set, poolID, w.token, 1, receivers(3))
	w.active(p)
	again := p.order
	again.CumulativeTotal = amt(6006)
	w.refused("WrongState", w.operator.addr, w.dist, w.publishData(again))
	for range 2 {
		w.ok(w.anyone.addr, w.dist, p.push(t, 2, 0, contracts.Mask{0b011}))
	}
	w.refused("AlreadyTaken", w.anyone.addr, w.dist, contracts.PackRedeem(p.redemption(1)))
	w.ok(w.anyone.addr, w.dist, contracts.PackRedeem(p.redemption(2)))
	w.refused("AlreadyTaken", p.items[2].Receiver, w.dist, contracts.PackRedeem(p.redemption(2)))
	w.ok(w.anyone.addr, w.dist, contracts.PackRedeemMany([]contracts.Redemption{p.redemption(2), p.redemption(2)}))
	for i, it := range p.items {
		if got := w.balance(w.token, it.Receiver); got != uint64(1000+i) {
			t.Errorf("receiver %d has %d", i, got)
		}
	}
	if got := w.balance(w.token, w.pool); got != 100_000-3003 {
		t.Errorf("pool holds %d", got)
	}
}

// An inner node never passes for a leaf, neither through a shorter proof nor as
// the two items of a pushed subtree.
func TestK02SecondPreimage(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(100_000))
	p := w.plan(set, poolID, w.token, 1, receivers(4))
	w.active(p)
	left, right := p.tree.Node(1, 0), p.tree.Node(1, 1)
	children := append(append([]byte{}, left[:]...), right[:]...)
	for level := range 2 {
		w.refused("BadProof", w.anyone.addr, w.dist, contracts.PackPush(
			p.order.SettlementID, 1, uint64(level), children, contracts.Mask{1}, nil))
	}
	for cut := range 3 {
		r := p.redemption(0)
		r.Proof = r.Proof[min(cut, len(r.Proof)):]
		if cut > 0 {
			w.refused("BadProof", w.anyone.addr, w.dist, contracts.PackRedeem(r))
		}
	}
	// Bytes of the inner node read as receiver and amount of a leaf.
	inner := contracts.Redemption{
		SettlementID: left, Index: 0, Receiver: common.BytesToAddress(right[12:]), Amount: amt(1),
	}
	w.refused("BadProof", w.anyone.addr, w.dist, contracts.PackRedeem(inner))
	if got := w.balance(w.token, w.dist); got != 4006 {
		t.Errorf("distributor holds %d", got)
	}
	t.Run("every other change of a proof", testDoorsRefuse)
}

// Chain and contract are in the settlement's id, in the domain of every
// signature and so in every leaf.
func TestK03Replay(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(100_000))
	p := w.plan(set, poolID, w.token, 1, receivers(3))
	first := w.dist
	sigs := w.signed(p.order.Digest(w.config.Domain()), 3)
	w.dist = w.deploy(w.admin.addr, &contracts.PayoutDistributorMetaData, distABI.PackConstructor(
		contracts.PayoutDistributorDeployment{
			Oracle: w.oracle, Operator: w.operator.addr, Guardian: w.guardian.addr, Treasurer: w.treasurer.addr,
			ActivationDelay: num(1), LivenessDelay: num(1), ClaimPeriod: num(claimPeriod), CapDelay: num(0),
		}))
	w.refused("WrongSettlementId", w.operator.addr, w.dist, contracts.PackPublish(p.order, sigs))
	w.dist = first
	forked := p.order
	forked.SettlementID = merkle.SettlementID(chainID+1, w.dist, incident, poolID, w.token, 1)
	w.refused("WrongSettlementId", w.operator.addr, w.dist, w.publishData(forked))
	elsewhere := w.config.Domain()
	elsewhere.ChainID++
	for _, n := range []uint64{chainID, chainID + 1} {
		w.cfg.ChainID.SetUint64(n)
		data := contracts.PackPublish(p.order, w.signed(p.order.Digest(elsewhere), 3))
		if o := w.send(w.operator.addr, w.dist, data); o.err == nil {
			t.Errorf("an order for chain %d was published on %d", chainID, n)
		}
	}
	w.cfg.ChainID.SetUint64(chainID)
	w.active(p)
	second := w.plan(set, poolID, w.token, 2, receivers(3))
	w.active(second)
	r := p.redemption(0)
	r.SettlementID = second.order.SettlementID
	w.refused("BadProof", w.anyone.addr, w.dist, contracts.PackRedeem(r))
	t.Run("tranches", testTranches)
}

// The index is the key, not the leaf: equal leaves are paid each once, and an
// index 256 further is another bit of another word.
func TestK04IndexCollision(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(1_000_000))
	items := receivers(258)
	same := items[0]
	items[1], items[256], items[257] = same, same, same
	p := w.plan(set, poolID, w.token, 1, items)
	w.active(p)
	for i, n := range []int{0, 256, 1, 257} {
		w.ok(w.anyone.addr, w.dist, contracts.PackRedeem(p.redemption(n)))
		if got := w.balance(w.token, same.Receiver); got != uint64(1000*(i+1)) {
			t.Errorf("receiver of four equal leaves has %d after %d", got, i+1)
		}
		w.refused("AlreadyTaken", w.anyone.addr, w.dist, contracts.PackRedeem(p.redemption(n)))
	}
	alias := p.redemption(2)
	alias.Index += 256
	w.refused("BadProof", w.anyone.addr, w.dist, contracts.PackRedeem(alias))
	o := w.ok(w.anyone.addr, w.dist, p.push(t, 8, 1, contracts.FirstItems(2)))
	if len(o.logs) != 0 {
		t.Errorf("a push of what was redeemed has %d logs", len(o.logs))
	}
}

// Whoever sends a redemption first, the money goes where the leaf or its
// receiver's signature says.
func TestK05Frontrunning(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(100_000))
	victim, thief := newPerson("victim"), newPerson("thief")
	p := w.plan(set, poolID, w.token, 1, []contracts.Item{
		{Receiver: victim.addr, Amount: amt(500)}, {Receiver: victim.addr, Amount: amt(600)},
	})
	w.active(p)
	to := contracts.RedeemTo{
		SettlementID: p.order.SettlementID, Index: 0, NewReceiver: common.Address{0xaa}, Deadline: w.now + 1000,
	}
	sig := victim.sign(t, to.Digest(contracts.DistributorDomain{ChainID: chainID, Distributor: w.dist}))
	stolen := to
	stolen.NewReceiver = thief.addr
	w.refused("BadSignature", thief.addr, w.dist, contracts.PackRedeemTo(p.redemption(0), stolen, sig))
	w.refused("BadSignature", thief.addr, w.dist, contracts.PackRedeemTo(p.redemption(1), to, sig))
	w.ok(thief.addr, w.dist, contracts.PackRedeemTo(p.redemption(0), to, sig)) // copied from the mempool
	w.ok(thief.addr, w.dist, contracts.PackRedeem(p.redemption(1)))
	w.refused("AlreadyTaken", victim.addr, w.dist, contracts.PackRedeemTo(p.redemption(0), to, sig))
	if a, b, c := w.balance(w.token, to.NewReceiver), w.balance(w.token, victim.addr), w.balance(w.token, thief.addr); a != 500 || b != 600 || c != 0 {
		t.Errorf("new receiver %d, victim %d, thief %d", a, b, c)
	}
	t.Run("every signature that is not the receiver's", testRedeemToAnotherAddress)
	t.Run("many at once", testRedeemMany)
}

// One bad receiver is skipped, reported and stays redeemable.
func TestK06BadReceiver(t *testing.T) {
	t.Parallel()
	t.Run("coin", testPushSkipsFailingCoinReceivers)
	t.Run("coin that comes back", testPushSurvivesCoinThatComesBack)
	t.Run("block list", testPushSkipsReceiversOnABlockList)
}

// A root belongs to its settlement for ever and comes only from a quorum.
func TestK07RootReplaced(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(100_000))
	p := w.plan(set, poolID, w.token, 1, receivers(3))
	other := w.plan(set, poolID, w.token, 1, receivers(2))
	w.refused("NotAnnounced", w.anyone.addr, w.dist, w.publishData(p.order)) // nobody registers a root in advance
	w.publish(p)
	for range 2 {
		w.refused("WrongState", w.operator.addr, w.dist, w.publishData(other.order))
		w.wait(activationDelay)
	}
	other.order.CumulativeTotal = amt(3003 + 2001)
	w.refused("WrongState", w.operator.addr, w.dist, w.publishData(other.order))
	w.refused("BadProof", w.anyone.addr, w.dist, contracts.PackRedeem(other.redemption(0)))
	w.ok(w.anyone.addr, w.dist, contracts.PackRedeem(p.redemption(0)))
	w.ok(w.guardian.addr, w.dist, distABI.PackPausePublishing(num(60), reasonOne))
	s, err := distABI.UnpackSettlementOf(w.view(w.dist, distABI.PackSettlementOf(p.order.SettlementID)))
	if err != nil || s.Root != [32]byte(p.order.PayoutRoot) {
		t.Errorf("root is %x, %v", s.Root, err)
	}
}

// Unclaimed money leaves only after the deadline, and only to the incident's
// escheat account.
func TestK08EarlySweep(t *testing.T) {
	t.Parallel()
	t.Run("to escheat, once", testSweepClosesBothDoorsAndEscheats)
	t.Run("deadlines only grow", testHoldAndDeadlines)
	w, set := funded(t, num(100_000))
	p := w.plan(set, poolID, w.token, 1, receivers(3))
	w.active(p)
	w.wait(claimPeriod)
	for _, who := range []common.Address{w.operator.addr, w.treasurer.addr, w.guardian.addr, w.anyone.addr} {
		w.refused("BeforeDeadline", who, w.dist, contracts.PackSweep(p.order.Key()))
	}
	w.wait(1)
	w.ok(w.anyone.addr, w.dist, contracts.PackSweep(p.order.Key()))
	for _, a := range []common.Address{w.operator.addr, w.treasurer.addr, w.guardian.addr, w.anyone.addr} {
		if got := w.balance(w.token, a); got != 0 {
			t.Errorf("%s got %d", a, got)
		}
	}
	if got := w.balance(w.token, w.vault); got != 3003 {
		t.Errorf("vault holds %d", got)
	}
}

// More than was signed, earmarked or returned never leaves.
func TestK09LeavesAboveTotal(t *testing.T) {
	t.Parallel()
	t.Run("leaves above the signed total", testNeverMoreThanSigned)
	t.Run("orders above what there is", testPublishRefuses)
	w, set := funded(t, num(5000))
	w.publish(w.plan(set, poolID, w.token, 1, receivers(3)))
	over := w.plan(set, poolID, w.token, 2, receivers(2))
	w.refused("OverEarmark", w.operator.addr, w.dist, w.publishData(over.order))
	if got := w.book(w.pool); got != (book{reserved: 1997, paid: 3003, deposited: 5000}) {
		t.Errorf("pool says %+v", got)
	}
}

// No contract here ever approves a spender: no code has the selectors, and
// after a whole life nobody has an allowance.
func TestK10LeftOverAllowance(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(100_000))
	p := w.plan(set, poolID, w.token, 1, receivers(3))
	w.active(p)
	w.ok(w.anyone.addr, w.dist, p.push(t, 2, 0, contracts.FirstItems(3)))
	all := map[string]common.Address{"distributor": w.dist, "pool": w.pool, "vault": w.vault, "oracle": w.oracle}
	for name, at := range all {
		for _, selector := range []string{"095ea7b3", "39509351", "d505accf", "8fcbaf0c"} {
			if hasPush(w.db.GetCode(at), common.FromHex(selector)) {
				t.Errorf("%s knows the selector %s", name, selector)
			}
		}
		for _, spender := range []common.Address{w.dist, w.pool, w.vault, w.operator.addr, w.anyone.addr} {
			if got := w.view(w.token, tokenABI.PackAllowance(at, spender)); new(uint256.Int).SetBytes(got).Sign() != 0 {
				t.Errorf("%s allows %s to spend", name, spender)
			}
		}
	}
	if !hasPush(w.db.GetCode(w.token), common.FromHex("095ea7b3")) {
		t.Error("not even the token knows approve: the test shows nothing")
	}
}
