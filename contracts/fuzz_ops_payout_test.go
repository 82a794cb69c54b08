package contracts_test

import (
	"bytes"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
	"makewhole/money"
)

func (l *life) publish(kind string, who common.Address, d *draft, sigs []byte) {
	id := d.order.SettlementID
	before := l.plans[id]
	l.carried = sigs
	if l.model.settlements[id] == nil {
		l.plans[id] = d
	}
	done := l.do(kind, sending{from: who, to: l.dist, data: contracts.PackPublish(d.order, sigs)},
		func() string { return l.model.publish(who, d.order, sigs) })
	switch {
	case done:
		l.laws.settled[id].seen = l.watchSettlement(l.model.settlements[id], d.indices)
	case before == nil:
		delete(l.plans, id)
	default:
		l.plans[id] = before
	}
}

func (l *life) doPublish() {
	d := l.newDraft()
	l.remember(d)
	sigs := l.signatures(d)
	if l.rnd.chance(10) {
		sigs = l.forge(sigs)
	}
	l.publish("publish", l.by(l.operator), d, sigs)
}

func (l *life) announce(who common.Address, d *draft, sigs []byte) bool {
	l.carried = sigs
	return l.do("announce", sending{from: who, to: l.dist, data: contracts.PackAnnounce(d.order, sigs)},
		func() string { return l.model.announce(d.order, sigs) })
}

func (l *life) doAnnounce() {
	d := l.newDraft()
	if len(l.drafts) > 0 && l.rnd.chance(30) {
		d = pick(&l.rnd, l.drafts...)
	} else {
		l.remember(d)
	}
	sigs := l.signatures(d)
	if l.rnd.chance(10) {
		sigs = l.forge(sigs)
	}
	digest := d.order.Digest(l.model.domain)
	known := l.model.announced[digest] != 0
	if l.announce(l.anybody(), d, sigs) && !known {
		l.watch("announced at", l.dist, distABI.PackAnnouncedAt(digest),
			func() []byte { return words(l.model.announced[digest]) })
	}
}

// doPublishAnnounced is mostly a stranger who publishes an order without the
// operator: a new one that fits what is committed by now, or whatever is left.
func (l *life) doPublishAnnounced() {
	who := pick(&l.rnd, l.stranger, l.stranger, l.operator).addr
	if len(l.drafts) > 0 && l.rnd.chance(40) {
		d := pick(&l.rnd, l.drafts...)
		l.publish("publish announced", who, d, nil)
		return
	}
	d := l.newDraft()
	l.announce(who, d, l.signatures(d))
	l.model.now += pick(&l.rnd, livenessDelay, livenessDelay, uint64(3600))
	l.publish("publish announced", who, d, nil)
}

func (l *life) doCancel() {
	if l.rnd.chance(20) {
		l.publishAfterACancel()
	}
	d, who := l.cancellable(), l.by(l.guardian)
	l.refuseReturns(d)
	k, reason := d.order.Key(), l.reason()
	l.do("cancel", sending{from: who, to: l.dist, data: contracts.PackCancel(k, reason)},
		func() string { return l.model.cancel(who, k, reason) })
}

// publishAfterACancel publishes where the guardian has cancelled once: the next
// cancellation takes a quorum.
func (l *life) publishAfterACancel() {
	for _, s := range slices.Backward(l.model.published) {
		k := s.order.Key()
		if !l.model.cancelled[line{k.IncidentID, k.PoolID, k.Token}] {
			continue
		}
		d := l.newDraft()
		k.Sequence = d.order.Sequence
		d.order.SnapshotSetDigest = l.setFor(k.IncidentID)
		d.rekey(l, k)
		l.publish("publish", l.operator.addr, d, l.signatures(d))
		return
	}
}

// refuseReturns sets the odd token against whom a cancellation gives back to.
func (l *life) refuseReturns(d *draft) {
	source, odd := l.model.sources[d.order.PoolID], l.model.assets[l.odd]
	if d.order.PayoutToken != l.odd || source == (common.Address{}) || !l.rnd.chance(40) {
		return
	}
	mood := pick[uint8](&l.rnd, tokenReverts, tokenReturnsFalse, tokenPaysNothing)
	l.outside(l.odd, l.oddMock.pack(l.universe.t, "setMood", source, mood), func() { odd.moods[source] = mood })
}

// cancellable is a settlement that is not active yet, if there is one.
func (l *life) cancellable() *draft {
	for _, s := range slices.Backward(l.model.published) {
		if l.model.stateOf(s) == contracts.SettlementStatePublished && l.rnd.chance(80) {
			return l.plans[s.order.SettlementID]
		}
	}
	return l.anySettlement()
}

func (l *life) doCancelByQuorum() {
	d := l.cancellable()
	if len(l.drafts) > 0 && l.rnd.chance(15) {
		d = pick(&l.rnd, l.drafts...) // mostly one that nobody has published yet
	}
	l.refuseReturns(d)
	k := d.order.Key()
	c := contracts.CancelOrder{ConfigDigest: l.model.config, SettlementID: d.order.SettlementID, ReasonHash: l.reason(), ValidUntil: l.end()}
	sigs := l.quorum(c.Digest(l.model.domain), 3)
	if l.rnd.chance(15) {
		sigs = l.forge(sigs)
	}
	id, known := c.SettlementID, l.model.revoked[c.SettlementID]
	l.do("cancel by quorum", sending{from: l.anybody(), to: l.dist, data: contracts.PackCancelByQuorum(k, c, sigs)},
		func() string { return l.model.cancelByQuorum(k, c, sigs) })
	if l.model.revoked[l.model.idOf(k)] && !known && id == l.model.idOf(k) {
		l.watch("state of a revoked order", l.dist, distABI.PackStateOf(id),
			func() []byte { return words(uint64(contracts.SettlementStateCancelled)) })
	}
}

// doReturnMoney moves what is owed to a source, or tries where nothing is.
func (l *life) doReturnMoney() {
	source, token := l.anyPool().at, l.anyAsset().at
	for _, id := range []common.Hash{poolID, coinPool, oddPool, recovery} {
		for _, at := range []common.Address{l.token, coin, l.odd} {
			owed := l.model.owed[debt{l.model.sources[id], at}]
			if !owed.IsZero() && l.rnd.chance(85) {
				source, token = l.model.sources[id], at
			}
		}
	}
	for _, id := range []common.Hash{poolID, coinPool, oddPool} {
		if p := l.model.pools[id]; p.at == source && p.asset.at == token && l.rnd.chance(40) {
			l.waitForReturn(p)
		}
	}
	if a := l.model.assets[l.odd]; token == l.odd && l.rnd.chance(50) { // the token relents
		l.outside(l.odd, l.oddMock.pack(l.universe.t, "setMood", source, uint8(0)), func() { a.moods[source] = 0 })
		l.outside(l.odd, l.oddMock.pack(l.universe.t, "setFee", num(0)), func() { a.fee = 0 })
	}
	l.do("return money", sending{from: l.anybody(), to: l.dist, data: distABI.PackReturnMoney(source, token)},
		func() string { return l.model.returnMoney(source, token) })
}

// waitForReturn lets everything else that freezes a pool end, so that only what
// it has not got back keeps people out.
func (l *life) waitForReturn(p *pool) {
	if missing := l.model.missing(p); missing.IsZero() {
		return
	}
	l.endIncidents(p)
	l.model.now = max(l.model.now, p.openFrom) + uint64(mostReport)
	l.deposit(p, pick(&l.rnd, l.lps...).addr, units(1000), amount{}, true)
}

func (l *life) doHold() {
	d, who := l.cancellable(), l.by(l.guardian)
	for range 1 + l.rnd.below(3) { // the second time is once too often
		l.hold(d, who, l.reason())
	}
}

func (l *life) hold(d *draft, who common.Address, reason common.Hash) {
	seconds := pick(&l.rnd, 60, 3600, uint64(72*3600), 72*3600+1, 0)
	l.do("hold", sending{from: who, to: l.dist, data: distABI.PackHold(d.order.SettlementID, num(seconds), reason)},
		func() string { return l.model.hold(who, d.order.SettlementID, seconds, reason) })
}

func (l *life) reason() common.Hash {
	if l.rnd.chance(5) {
		return common.Hash{}
	}
	return reasonOne
}

func (l *life) doExtend() {
	d, who := l.anySettlement(), l.by(l.treasurer)
	id := d.order.SettlementID
	deadline := l.model.now + 400*86400
	if s := l.model.settlements[id]; s != nil {
		deadline = s.deadline + pick(&l.rnd, 0, 1, uint64(30*86400), 10*365*86400, 1<<40-1-s.deadline)
	}
	l.do("extend", sending{from: who, to: l.dist, data: distABI.PackExtendDeadline(id, num(deadline))},
		func() string { return l.model.extend(who, id, deadline) })
}

func (l *life) doSweep() {
	d := l.anySettlement()
	for _, s := range l.model.published {
		if l.model.stateOf(s) == contracts.SettlementStateActive && l.model.now > s.deadline && l.rnd.chance(60) {
			d = l.plans[s.order.SettlementID]
			break
		}
	}
	k := d.order.Key()
	l.do("sweep", sending{from: l.anybody(), to: l.dist, data: contracts.PackSweep(k)},
		func() string { return l.model.sweep(k) })
}

// redemption is mostly right; otherwise one thing in it is not.
func (l *life) redemption(d *draft) contracts.Redemption {
	i := l.leaf(d)
	r := d.redemption(i)
	if !l.rnd.chance(15) {
		return r
	}
	switch l.rnd.below(9) {
	case 0:
		r.Amount = amountOf(plus(r.Amount.Uint256(), units(1)))
	case 1:
		r.Receiver = l.stranger.addr
	case 2:
		r.Index++
	case 3:
		r.Index += 256 // the same bit of another word
	case 4:
		r.Index |= 1 << 63
	case 5:
		r.SettlementID[5]++
	case 6:
		r.Proof = nil
	case 7:
		r.Proof = append(slices.Clone(r.Proof), [32]byte{})
	case 8:
		if len(r.Proof) > 0 {
			r.Proof = r.Proof[1:] // an inner node as a leaf
		}
	}
	return r
}

func (l *life) doRedeem() {
	r := l.redemption(l.opened())
	l.do("redeem", sending{from: l.anybody(), to: l.dist, data: contracts.PackRedeem(r)},
		func() string { return l.model.redeem(r, r.Receiver) })
}

func (l *life) doRedeemMany() {
	var rs []contracts.Redemption
	for range 1 + l.rnd.below(4) {
		rs = append(rs, l.redemption(l.opened()))
	}
	l.do("redeem many", sending{from: l.anybody(), to: l.dist, data: contracts.PackRedeemMany(rs), gas: 4 * callGas},
		func() string { return l.model.redeemMany(rs) })
}

func (l *life) doRedeemTo() {
	r := l.redemption(l.opened())
	to := contracts.RedeemTo{SettlementID: r.SettlementID, Index: r.Index, Deadline: l.model.now + 3600}
	to.NewReceiver = pick(&l.rnd, l.receivers[:10]...)
	switch l.rnd.below(20) {
	case 0:
		to.Deadline = l.model.now // calls are 12 seconds apart
	case 1:
		to.NewReceiver = coin
	case 2:
		to.NewReceiver = l.dist
	}
	key, good := l.keys[r.Receiver]
	if !good || l.rnd.chance(10) {
		key, good = l.stranger, r.Receiver == l.stranger.addr
	}
	signed := to
	if l.rnd.chance(5) {
		signed.NewReceiver, good = l.stranger.addr, false
	}
	if l.rnd.chance(3) {
		signed.Index, good = signed.Index+1, false
	}
	domain := contracts.DistributorDomain{ChainID: chainID, Distributor: l.dist}
	sig := key.sign(l.universe.t, signed.Digest(domain))
	if good {
		l.allowed = redirect{r.Receiver, to.NewReceiver}
		defer func() { l.allowed = redirect{} }()
	}
	l.do("redeem to", sending{from: l.anybody(), to: l.dist, data: contracts.PackRedeemTo(r, to, sig)},
		func() string { return l.model.redeemTo(r, to, good) })
}

// group is an aligned subtree of a settlement with a mask of its items.
func (l *life) group(d *draft) subtree {
	r := &l.rnd
	level := r.below(min(d.tree.Depth(), 8) + 1)
	p := d.subtree(level, l.leaf(d)>>level)
	switch r.below(4) {
	case 0:
		for i := range p.mask.Items() {
			if r.chance(50) {
				p.mask[i/64] &^= 1 << (i % 64)
			}
		}
	case 1:
		p.mask = contracts.Mask{}
		p.mask.Set(r.below(len(p.packed) / 32))
	}
	for i := range p.mask.Items() { // forty items a call keep it short
		if p.mask.Len() <= 40 {
			break
		}
		p.mask[i/64] &^= 1 << (i % 64)
	}
	return p
}

func (l *life) doPush() {
	p := l.group(l.opened())
	if l.rnd.chance(15) {
		l.spoilPush(&p)
	}
	l.push("push", p, sending{gas: l.pushGas(p)})
}

// push sends a push from anybody, with the gas of s.
func (l *life) push(kind string, p subtree, s sending) {
	s.from, s.to, s.data = l.anybody(), l.dist, p.pack()
	l.pushed = p
	l.do(kind, s, func() string { return l.model.push(p) })
}

// pushGas is enough for forty items, and for what follows a token that burns
// 63/64 of it.
func (l *life) pushGas(p subtree) uint64 {
	if bytes.Contains(p.packed, l.burner[:]) {
		return 8_000_000
	}
	return 3_000_000
}

func (l *life) spoilPush(p *subtree) {
	switch l.rnd.below(9) {
	case 0:
		p.node++
	case 1:
		p.node += 1 << 32
	case 2:
		p.level = 9
	case 3:
		p.level = max(0, p.level-1)
	case 4:
		p.packed = p.packed[:len(p.packed)-32]
	case 5:
		p.packed = p.packed[:len(p.packed)-1]
		p.mask = contracts.Mask{}
	case 6:
		p.packed = slices.Clone(p.packed)
		p.packed[31]++
	case 7:
		p.mask[3] |= 1 << 63
	case 8:
		p.proof = append(slices.Clone(p.proof), [32]byte{1})
	}
}

// doPushStarved gives too little gas, or just enough: what is paid then is what
// would have been paid anyway.
func (l *life) doPushStarved() {
	p := l.group(l.opened())
	gas := uint64(20_000 + l.rnd.below(pick(&l.rnd, 40_000, 100_000, 400_000)))
	l.push("push with little gas", p, sending{gas: gas, starved: true})
}

// doReenter pays coin to a receiver that asks for somebody else's leaf while it
// is being paid, through either door.
func (l *life) doReenter() {
	d := l.newDraft()
	d.items = []contracts.Item{
		{Receiver: l.caller, Amount: money.FromUint64(7)}, {Receiver: l.receivers[0], Amount: money.FromUint64(5)},
	}
	d.indices, d.sigs = []uint64{0, 1}, nil
	k := contracts.SettlementKey{IncidentID: d.order.IncidentID, PoolID: coinPool, Sequence: l.rnd.next() >> 1}
	d.order.LeafCount, d.order.Total = 2, money.FromUint64(12)
	d.rekey(l, k)
	l.publish("publish", l.operator.addr, d, l.signatures(d))
	l.model.now += activationDelay
	other := contracts.PackRedeem(d.redemption(1))
	l.outside(l.caller, l.mood.pack(l.universe.t, "setCall", l.dist, other), func() {})
	if r := d.redemption(0); l.rnd.chance(50) {
		l.do("redeem", sending{from: l.anybody(), to: l.dist, data: contracts.PackRedeem(r)},
			func() string { return l.model.redeem(r, r.Receiver) })
		return
	}
	p := d.subtree(1, 0)
	p.mask = contracts.Mask{1 + l.rnd.next()%3}
	l.push("push", p, sending{gas: l.pushGas(p)})
}

func (l *life) doProposeCaps() {
	who, a := l.by(l.treasurer), l.anyAsset()
	at := a.at
	if l.rnd.chance(5) {
		at = l.stranger.addr
	}
	each := pick(&l.rnd, pow2(98), pow2(98), pow2(97), units(1500), pow2(100))
	day := pick(&l.rnd, plus(pow2(98), pow2(97)), pow2(98), units(4000), pow2(101))
	caps := contracts.TokenCapsCaps{PerSettlement: each.ToBig(), PerDay: day.ToBig()}
	l.do("propose caps", sending{from: who, to: l.limits, data: limitsABI.PackProposeCaps(at, caps)},
		func() string { return l.model.proposeCaps(who, at, each, day) })
}

func (l *life) doApplyCaps() {
	a := l.anyAsset()
	l.do("apply caps", sending{from: l.anybody(), to: l.limits, data: limitsABI.PackApplyCaps(a.at)},
		func() string { return l.model.applyCaps(a.at) })
}

func (l *life) doEnableToken() {
	who, at, on := l.by(l.treasurer), l.anyAsset().at, l.rnd.chance(80)
	if l.rnd.chance(10) {
		at = l.stranger.addr
	}
	l.do("enable token", sending{from: who, to: l.limits, data: limitsABI.PackEnableToken(at, on)},
		func() string { return l.model.enableToken(who, at, on) })
}

func (l *life) doPausePublishing() {
	who, m := l.by(l.guardian), l.model
	if l.rnd.chance(50) {
		l.do("unpause publishing", sending{from: who, to: l.dist, data: distABI.PackUnpausePublishing()}, func() string {
			if who != m.guardian {
				return "NotHolder"
			}
			if m.now < m.publishing.until {
				set(m, &m.publishing.until, m.now)
			}
			return ""
		})
		return
	}
	seconds := pick(&l.rnd, 60, 3600, uint64(72*3600), 72*3600+1, 0)
	l.do("pause publishing", sending{
		from: who, to: l.dist, data: distABI.PackPausePublishing(num(seconds), reasonOne),
	}, func() string {
		if who != m.guardian {
			return "NotHolder"
		}
		return m.pauseFor(&m.publishing, seconds)
	})
}

// doAdminister tries what was settled when the contracts were set up, and now
// and then ends a committee whose keys were stolen.
func (l *life) doAdminister() {
	m, who := l.model, l.by(l.treasurer)
	refuse := func(name string) func() string {
		return func() string {
			if who != m.treasurer {
				return "NotHolder"
			}
			return name
		}
	}
	switch l.rnd.below(8) {
	case 0:
		l.do("register source", sending{from: who, to: l.dist, data: distABI.PackRegisterSource(poolID, l.coins)},
			refuse("SourceKnown"))
	case 1:
		l.do("register source", sending{from: who, to: l.dist, data: distABI.PackRegisterSource(reasonOne, l.stranger.addr)},
			refuse("UnknownSource"))
	case 2:
		l.do("allow token", sending{from: who, to: l.limits, data: limitsABI.PackAllowToken(l.token)}, refuse("TokenKnown"))
	case 3:
		l.do("allow token", sending{from: who, to: l.limits, data: limitsABI.PackAllowToken(l.stranger.addr)},
			refuse("NotAContract"))
	case 4:
		one := money.FromUint64(1)
		l.do("pull", sending{from: who, to: l.vault, data: vaultABI.PackPull(reasonOne, recovery, incident, coin, one.Big())},
			func() string { return "NotDistributor" })
	case 5:
		l.retire()
	case 6:
		l.do("number token", sending{from: who, to: l.dist, data: distABI.PackNumberToken(1, l.odd)},
			func() string { return "NotLimits" })
	case 7:
		l.do("use caps", sending{from: who, to: l.limits, data: limitsABI.PackUse(l.token, num(1), 1)},
			func() string { return "NotDistributor" })
	}
}

func (l *life) retire() {
	m := l.model
	if !l.rnd.chance(10) {
		return
	}
	l.do("retire committee", sending{
		from: l.guardian.addr, to: l.oracle, data: oracleABI.PackRetireCompromised(m.config),
	}, func() string {
		if !m.usable {
			return "RetireUsed"
		}
		set(m, &m.usable, false)
		return ""
	})
}
