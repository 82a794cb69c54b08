package contracts_test

import (
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
)

// Everything that publishing refuses, each from one change of a good order.
func testPublishRefuses(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(100_000))
	other := w.deploy(w.admin.addr, &contracts.TestTokenMetaData, tokenABI.PackConstructor("x", "x", 18))
	good := w.plan(set, poolID, w.token, 1, receivers(3)).order
	cases := map[string]struct {
		want   string
		change func(o *contracts.PayoutOrder)
	}{
		"another chain or contract in the id": {"WrongSettlementId", func(o *contracts.PayoutOrder) { o.SettlementID[0]++ }},
		"no leaves":                           {"EmptyOrder", func(o *contracts.PayoutOrder) { o.LeafCount = 0 }},
		"no root":                             {"EmptyOrder", func(o *contracts.PayoutOrder) { o.PayoutRoot = common.Hash{} }},
		"no money":                            {"EmptyOrder", func(o *contracts.PayoutOrder) { o.Total = amt(0) }},
		"cumulative total too high":           {"WrongCumulative", func(o *contracts.PayoutOrder) { o.CumulativeTotal = amt(3004) }},
		"cumulative total too low":            {"WrongCumulative", func(o *contracts.PayoutOrder) { o.CumulativeTotal = amt(3002) }},
		"unknown snapshot set":                {"WrongIncident", func(o *contracts.PayoutOrder) { o.SnapshotSetDigest[0]++ }},
		"another state":                       {"FollowsOther", func(o *contracts.PayoutOrder) { o.Follows[31]++ }},
		"over":                                {"OutOfTerm", func(o *contracts.PayoutOrder) { o.ValidUntil = w.now - 1 }},
		"good for too long":                   {"OutOfTerm", func(o *contracts.PayoutOrder) { o.ValidUntil = w.end() + 1 }},
		"unknown committee":                   {"ConfigUnusable", func(o *contracts.PayoutOrder) { o.ConfigDigest[5]++ }},
		"more than the earmark": {"OverEarmark", func(o *contracts.PayoutOrder) {
			o.Total, o.CumulativeTotal = amt(100_001), amt(100_001)
		}},
		"a snapshot instead of a set": {"NotFinal", func(o *contracts.PayoutOrder) {
			o.SnapshotSetDigest = w.members(set)[0]
		}},
	}
	for name, c := range cases {
		o := good
		c.change(&o)
		t.Run(name, func(t *testing.T) { w.refused(c.want, w.operator.addr, w.dist, w.publishData(o)) })
	}
	for name, c := range map[string]struct {
		want string
		key  contracts.SettlementKey
	}{
		"unknown source":          {"UnknownSource", contracts.SettlementKey{IncidentID: incident, PoolID: reasonOne, Token: w.token, Sequence: 1}},
		"token off the list":      {"TokenNotAllowed", contracts.SettlementKey{IncidentID: incident, PoolID: poolID, Token: other, Sequence: 1}},
		"token of another pool":   {"WrongPool", contracts.SettlementKey{IncidentID: incident, PoolID: poolID, Sequence: 1}},
		"another incident's set":  {"WrongIncident", contracts.SettlementKey{IncidentID: reasonOne, PoolID: poolID, Token: w.token, Sequence: 1}},
		"nothing came back there": {"NotEnough", contracts.SettlementKey{IncidentID: incident, PoolID: recovery, Token: w.token, Sequence: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			o := w.plan(set, c.key.PoolID, c.key.Token, 1, receivers(3)).order
			o.IncidentID = c.key.IncidentID
			o.SettlementID = w.settlementID(c.key)
			w.refused(c.want, w.operator.addr, w.dist, w.publishData(o))
		})
	}
	w.ok(w.operator.addr, w.dist, w.publishData(good))
	again := good
	again.CumulativeTotal = amt(6006)
	w.refused("WrongState", w.operator.addr, w.dist, w.publishData(again))
}

func (w *world) members(set common.Hash) [][32]byte {
	w.t.Helper()
	m, err := oracleABI.UnpackSetSnapshots(w.view(w.oracle, oracleABI.PackSetSnapshots(set)))
	if err != nil {
		w.t.Fatal(err)
	}
	return m
}

func (w *world) settlementID(k contracts.SettlementKey) common.Hash {
	w.t.Helper()
	id, err := distABI.UnpackSettlementId(w.view(w.dist, distABI.PackSettlementId(k.Binding())))
	if err != nil {
		w.t.Fatal(err)
	}
	return id
}

func testQuorumRefuses(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(100_000))
	o := w.plan(set, poolID, w.token, 1, receivers(3)).order
	d := o.Digest(w.config.Domain())
	good := w.signed(d, 3)
	stranger := newPerson("stranger")
	twice := append(append([]byte{}, good[:130]...), good[65:130]...)
	swapped := append(append(append([]byte{}, good[65:130]...), good[:65]...), good[130:]...)
	foreign := append(append([]byte{}, good[:130]...), stranger.sign(t, d)...)
	badV := append([]byte{}, good...)
	badV[64] -= 27
	elsewhere := w.config.Domain()
	elsewhere.ChainID++
	cases := map[string]struct {
		want string
		sigs []byte
	}{
		"one short":          {"NoQuorum", good[:130]},
		"a byte short":       {"BadSignatureLength", good[:194]},
		"one signer twice":   {"SignersNotAscending", twice},
		"high-s twin":        {"ECDSAInvalidSignatureS", append(append([]byte{}, good[:130]...), highS(good[65:130])...)},
		"out of order":       {"SignersNotAscending", swapped},
		"v of 0 or 1":        {"ECDSAInvalidSignature", badV},
		"zeros":              {"ECDSAInvalidSignature", make([]byte, 195)},
		"of another chain":   {"", w.signed(o.Digest(elsewhere), 3)},
		"somebody else":      {"", foreign},
		"nothing, unsettled": {"NotAnnounced", nil},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			data := contracts.PackPublish(o, c.sigs)
			if c.want != "" {
				w.refused(c.want, w.operator.addr, w.dist, data)
				return
			}
			// A recovered stranger is out of order or no member, by chance of its address.
			res := w.send(w.operator.addr, w.dist, data)
			if got := reason(res.ret); res.err == nil || got != "NotASigner" && got != "SignersNotAscending" {
				t.Fatalf("got %v %s", res.err, got)
			}
		})
	}
	w.ok(w.operator.addr, w.dist, contracts.PackPublish(o, good))
}

// highS is the other signature of the same key over the same digest.
func highS(sig []byte) []byte {
	n, _ := new(big.Int).SetString("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16)
	out := append([]byte{}, sig...)
	new(big.Int).Sub(n, new(big.Int).SetBytes(sig[32:64])).FillBytes(out[32:64])
	out[64] = 27 + 28 - sig[64]
	return out
}

func testAnnouncedOrderNeedsNoOperator(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(100_000))
	p := w.plan(set, poolID, w.token, 1, receivers(3))
	sigs := w.signed(p.order.Digest(w.config.Domain()), 3)
	w.refused("NotAnnounced", w.anyone.addr, w.dist, contracts.PackPublish(p.order, sigs))
	w.refused("NoQuorum", w.anyone.addr, w.dist, contracts.PackAnnounce(p.order, sigs[:130]))
	events := w.distributorEvents(w.ok(w.anyone.addr, w.dist, contracts.PackAnnounce(p.order, sigs)).logs)
	if events[0].(contracts.Announced).PublicFrom != w.now+livenessDelay {
		t.Fatalf("announced %+v", events)
	}
	w.wait(livenessDelay - 1)
	w.ok(w.anyone.addr, w.dist, contracts.PackAnnounce(p.order, sigs)) // announcing again does not restart the clock
	w.refused("TooEarly", w.anyone.addr, w.dist, contracts.PackPublish(p.order, nil))
	w.wait(1)
	before := w.db.Copy()
	w.ok(w.guardian.addr, w.oracle, oracleABI.PackRetireCompromised(w.config.Digest()))
	w.refused("ConfigUnusable", w.anyone.addr, w.dist, contracts.PackPublish(p.order, nil))
	w.db = before
	w.ok(w.anyone.addr, w.dist, contracts.PackPublish(p.order, nil))
}

func testCapsAndPauses(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(100_000))
	caps := func(each, day uint64) []byte {
		return limitsABI.PackProposeCaps(w.token, contracts.TokenCapsCaps{PerSettlement: num(each), PerDay: num(day)})
	}
	w.refused("NotHolder", w.operator.addr, w.limits, caps(1, 1))
	w.ok(w.treasurer.addr, w.limits, caps(3002, 5000)) // lowering works at once
	p := w.plan(set, poolID, w.token, 1, receivers(3))
	w.refused("OverSettlementCap", w.operator.addr, w.dist, w.publishData(p.order))
	w.ok(w.treasurer.addr, w.limits, caps(3003, 5000))
	w.refused("CapsNotReady", w.anyone.addr, w.limits, limitsABI.PackApplyCaps(w.token))
	w.wait(capDelay)
	w.ok(w.anyone.addr, w.limits, limitsABI.PackApplyCaps(w.token))
	w.publish(p)
	next := w.plan(set, poolID, w.token, 2, receivers(2))
	w.refused("OverDayCap", w.operator.addr, w.dist, w.publishData(next.order))

	pause := func(seconds uint64) []byte { return distABI.PackPausePublishing(num(seconds), reasonOne) }
	w.refused("PauseTooLong", w.guardian.addr, w.dist, pause(72*3600+1))
	w.refused("NotHolder", w.operator.addr, w.dist, pause(60))
	w.ok(w.guardian.addr, w.dist, pause(72*3600))
	w.wait(86400)
	w.refused("IsPaused", w.operator.addr, w.dist, w.publishData(next.order))
	w.ok(w.anyone.addr, w.dist, contracts.PackRedeem(p.redemption(0))) // doors stay open
	w.wait(2 * 86400)
	w.ok(w.operator.addr, w.dist, w.publishData(next.order)) // the pause is over by itself
	w.refused("PauseTooSoon", w.guardian.addr, w.dist, pause(60))
	w.wait(86400)
	w.ok(w.guardian.addr, w.dist, pause(60))

	w.ok(w.treasurer.addr, w.limits, limitsABI.PackEnableToken(w.token, false))
	w.wait(86400)
	third := w.plan(set, poolID, w.token, 3, receivers(1))
	w.refused("TokenNotAllowed", w.operator.addr, w.dist, w.publishData(third.order))
	w.ok(w.anyone.addr, w.dist, contracts.PackRedeem(p.redemption(1)))
}

// A tree that promises more than was signed pays up to the signed total, whichever door is used, and never
// touches the money of another settlement.
func testNeverMoreThanSigned(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(100_000))
	w.active(w.plan(set, poolID, w.token, 1, receivers(3)))
	p := w.plan(set, poolID, w.token, 2, receivers(4))
	p.order.Total, p.order.CumulativeTotal = amt(2500), amt(3003+2500)
	w.active(p)
	all := p.push(t, 2, 0, contracts.FirstItems(4))
	w.refused("MoreThanSigned", w.anyone.addr, w.dist, all)
	w.ok(w.anyone.addr, w.dist, p.push(t, 2, 0, contracts.Mask{0b101}))
	w.refused("MoreThanSigned", w.anyone.addr, w.dist, contracts.PackRedeem(p.redemption(1)))
	if got := w.balance(w.token, w.dist); got != 3003+2500-1000-1002 {
		t.Errorf("distributor holds %d", got)
	}
}

// An order rests on the older ones of its token. When one of them is cancelled it
// cannot be published, nor when the sum has come about anew by another of its
// pool. One with open doors cannot be cancelled.
func TestOrderEndsWithTheOneItRestsOn(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(100_000))
	open := w.plan(set, poolID, w.token, 1, receivers(3))
	w.active(open)
	w.refused("WrongState", w.guardian.addr, w.dist, contracts.PackCancel(open.order.Key(), reasonOne))
	first := w.plan(set, poolID, w.token, 2, receivers(3))
	w.publish(first)
	signed := w.publishData(w.plan(set, poolID, w.token, 3, receivers(3)).order)
	w.ok(w.guardian.addr, w.dist, contracts.PackCancel(first.order.Key(), reasonOne))
	w.refused("FollowsOther", w.operator.addr, w.dist, signed)
	again := w.plan(set, poolID, w.token, 4, receivers(3)) // as much as the first
	w.active(again)
	w.refused("FollowsOther", w.operator.addr, w.dist, signed)
}
