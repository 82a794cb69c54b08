package contracts_test

import (
	"bytes"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
)

func (l *life) deposit(p *pool, who common.Address, x, min amount, rightValue bool) {
	var value amount
	if p.asset.coin() == rightValue && !l.poorer(who, x) {
		value = x
	}
	l.do("deposit", sending{from: who, to: p.at, value: value, data: poolABI.PackDeposit(x.ToBig(), min.ToBig())},
		func() string { return l.model.deposit(p, who, x, min, value) })
}

// poorer tells that somebody has not that much coin: no node would take the call.
func (l *life) poorer(who common.Address, x amount) bool {
	have := l.model.assets[coin].balances[who]
	return have.Lt(&x)
}

func (l *life) doDeposit() {
	r := &l.rnd
	who := pick(r, l.lps...).addr
	x := pick(r, units(uint64(r.below(2000))), pow2(uint(60+r.below(40))))
	if r.chance(8) {
		x = pow2(121)
	}
	if r.chance(3) {
		x = pow2(119) // more than anybody has
	}
	min := amount{}
	if r.chance(15) {
		min = pow2(122)
	}
	p := l.anyPool()
	for _, id := range []common.Hash{poolID, coinPool, oddPool} {
		if open := l.model.pools[id]; !l.model.frozen(open) && r.chance(60) {
			p = open
		}
	}
	l.deposit(p, who, x, min, r.chance(95) || x.GtUint64(1<<62))
}

func (l *life) doRequestExit() {
	p, who := l.anyPool(), pick(&l.rnd, l.lps...).addr
	have := p.sharesOf(who)
	x := pick(&l.rnd, *new(amount).Rsh(&have, uint(1+l.rnd.below(8))), units(uint64(l.rnd.below(50))), have)
	if l.do("request exit", sending{from: who, to: p.at, data: poolABI.PackRequestExit(x.ToBig())},
		func() string { return l.model.requestExit(p, who, x) }) {
		l.watchExit(p, len(p.exits)-1)
	}
}

func (l *life) anyExit(p *pool) uint64 {
	open := 0
	for i := range p.exits {
		if _, ok := p.exitOf(uint64(i + 1)); ok && l.rnd.chance(50) {
			open = i + 1
		}
	}
	if open != 0 && l.rnd.chance(85) {
		return uint64(open)
	}
	return uint64(l.rnd.below(len(p.exits) + 2))
}

func (l *life) doCancelExit() {
	p := l.anyPool()
	n := l.anyExit(p)
	who := pick(&l.rnd, l.lps...).addr
	if e, ok := p.exitOf(n); ok && l.rnd.chance(70) {
		who = e.account
	}
	l.do("cancel exit", sending{from: who, to: p.at, data: poolABI.PackCancelExit(num(n))},
		func() string { return l.model.cancelExit(p, who, n) })
}

func (l *life) doSettleExit() {
	p := l.anyPool()
	n := l.anyExit(p)
	l.do("settle exit", sending{from: l.anybody(), to: p.at, data: poolABI.PackSettleExit(num(n))},
		func() string { return l.model.settleExit(p, n) })
}

// doSettleExitAbove is the holder that does not wait for what is frozen.
func (l *life) doSettleExitAbove() {
	p := l.anyPool()
	n := l.anyExit(p)
	who := pick(&l.rnd, l.lps...).addr
	if e, ok := p.exitOf(n); ok && l.rnd.chance(85) {
		who = e.account
	}
	min := pick(&l.rnd, amount{}, amount{}, units(1), pow2(110))
	l.do("settle exit above", sending{from: who, to: p.at, data: poolABI.PackSettleExitAbove(num(n), min.ToBig())},
		func() string { return l.model.settleExitAbove(p, who, n, min) })
}

// exposure is what a report suspects: nothing, a part, or more than there is.
func (l *life) exposure(p *pool, id common.Hash) amount {
	net, covered := p.net(), p.covered(id)
	return pick(&l.rnd, amount{}, units(1000), pow2(127), plus(covered, part(net, 7)), plus(covered, part(net, 3)),
		plus(covered, part(net, 2)), plus(net, covered))
}

func (l *life) doFreezeExits() {
	p, who, id := l.anyPool(), l.by(l.guardian), pick(&l.rnd, l.anyIncident(), l.anyIncident(), reasonOne)
	exposure := l.exposure(p, id)
	seconds := pick(&l.rnd, 0, 3600, 3600, uint64(mostReport), mostReport, mostReport+1)
	data := reportABI.PackFreezeExits(num(seconds), exposure.ToBig(), id)
	l.do("freeze exits", sending{from: who, to: p.desk, data: data},
		func() string { return l.model.freezeExits(p, who, id, seconds, exposure) })
	l.compareReported(p)
}

// compareReported compares what reports freeze now, which no storage says alone.
func (l *life) compareReported(p *pool) {
	l.t.Helper()
	v := view{to: p.desk, data: reportABI.PackReportedExposure()}
	l.m.see.Context.Time = l.model.now
	want := l.model.reported(p)
	if got := v.read(l.t, l.m); !bytes.Equal(got, words(want)) {
		l.t.Fatalf("reports freeze %x, the model says %s", got, want.Dec())
	}
}

func (l *life) doReport() {
	p, who, id := l.anyPool(), l.anybody(), pick(&l.rnd, l.anyIncident(), l.anyIncident(), common.Hash{}, reasonOne)
	exposure, value := l.exposure(p, id), minBond
	if who == l.operator.addr {
		value = amount{}
	}
	if l.rnd.chance(15) {
		value = units(1)
	}
	l.do("report", sending{from: who, to: p.desk, value: value, data: reportABI.PackReport(id, exposure.ToBig())},
		func() string { return l.model.report(p, who, id, exposure, value) })
	l.compareReported(p)
}

func (l *life) doDismissReport() {
	p, who := l.anyPool(), l.by(l.guardian)
	for _, id := range []common.Hash{poolID, coinPool, oddPool} {
		if fresh := l.model.pools[id]; l.model.now < fresh.outside.until {
			p = fresh
		}
	}
	l.do("dismiss report", sending{from: who, to: p.desk, data: reportABI.PackDismissReport()},
		func() string { return l.model.dismissReport(p, who) })
}

func (l *life) doSettleBond() {
	p := l.anyPool()
	for _, q := range []common.Hash{poolID, coinPool, oddPool} {
		if q := l.model.pools[q]; !q.bondsHeld.IsZero() && l.rnd.chance(50) {
			p = q
		}
	}
	id := uint64(l.rnd.below(len(p.bonds) + 2))
	for i, b := range p.bonds {
		if b.payer != (common.Address{}) && l.rnd.chance(50) {
			id = uint64(i + 1)
		}
	}
	l.do("settle bond", sending{from: l.anybody(), to: p.desk, data: reportABI.PackSettleBond(num(id))},
		func() string { return l.model.settleBond(p, id) })
}

func (l *life) earmark(p *pool, who common.Address, id common.Hash, exposure, limit amount) {
	l.do("earmark", sending{from: who, to: p.at, data: poolABI.PackEarmark(id, exposure.ToBig(), limit.ToBig())},
		func() string { return l.model.earmark(p, who, id, exposure, limit) })
}

func (l *life) doEarmark() {
	p, id := l.anyPool(), l.anyIncident()
	e := p.earmarks[id]
	before := plus(e.left, e.paid)
	more := pick(&l.rnd, units(uint64(l.rnd.below(5000))), pow2(97), pow2(98), pow2(101))
	l.earmark(p, l.by(l.operator), id, plus(before, more), pick(&l.rnd, pow2(110), plus(before, units(7)), pow2(98)))
}

func (l *life) doBeginRelease() {
	p, id := l.anyPool(), l.anyIncident()
	if l.rnd.chance(60) {
		l.endIncidents(p)
		return
	}
	who := pick(&l.rnd, l.by(l.operator), l.anybody())
	l.do("begin release", sending{from: who, to: p.at, data: poolABI.PackBeginRelease(id)},
		func() string { return l.model.beginRelease(p, who, id) })
}

func (l *life) doEndRelease() {
	p := l.anyPool()
	id := l.anyIncident()
	for _, begun := range []common.Hash{incident, incidentB} {
		if p.releasable[begun] != 0 {
			id = begun
		}
	}
	l.do("end release", sending{from: l.anybody(), to: p.at, data: poolABI.PackEndRelease(id)},
		func() string { return l.model.endRelease(p, id) })
}

// endIncidents ends everything, so that money comes and goes again for a while.
func (l *life) endIncidents(p *pool) {
	for _, id := range []common.Hash{incident, incidentB} {
		if p.earmarks[id].open {
			l.orderEarmark(p, id, amount{})
		}
	}
	l.model.now += pick(&l.rnd, 3600, uint64(4*86400), uint64(4*86400))
}

func (l *life) doOrderEarmark() {
	p, id := l.anyPool(), l.anyIncident()
	l.orderEarmark(p, id, plus(p.covered(id), pick(&l.rnd, amount{}, pow2(97), pow2(127))))
}

func (l *life) orderEarmark(p *pool, id common.Hash, want amount) {
	o := contracts.PoolOrder{
		ConfigDigest: l.model.config, Pool: p.at, IncidentID: id, Earmark: amountOf(want), Count: p.orders, ValidUntil: l.end(),
	}
	switch l.rnd.below(20) {
	case 0:
		o.Count++
	case 1:
		o.Pool = l.vault
	}
	sigs := l.quorum(o.Digest(l.model.domain), 3)
	if l.rnd.chance(5) {
		sigs = l.forge(sigs)
	}
	l.do("order earmark", sending{from: l.anybody(), to: p.at, data: contracts.PackOrderEarmark(o, sigs)},
		func() string { return l.model.orderEarmark(p, o, sigs) })
}

func (l *life) doDepositRecovery() {
	r := &l.rnd
	who, a, id := pick(r, l.lps...).addr, l.anyAsset(), l.anyIncident()
	x := pick(r, units(uint64(r.below(100_000))), units(uint64(r.below(100_000))), pow2(uint(40+r.below(75))))
	if r.chance(8) {
		x = pow2(113) // more than anybody has
	}
	if r.chance(10) {
		id = incidentLate
	}
	if r.chance(4) {
		x = amount{}
	}
	var value amount
	if a.coin() == r.chance(95) && !l.poorer(who, x) {
		value = x
	}
	l.do("deposit recovery", sending{
		from: who, to: l.vault, value: value, data: contracts.PackDepositRecovery(id, a.at, amountOf(x)),
	}, func() string { return l.model.depositRecovery(who, id, a, x, value) })
}

// doOpenAccount lets the treasurer expect money of an incident that nobody has
// measured yet.
func (l *life) doOpenAccount() {
	who := l.by(l.treasurer)
	l.do("open account", sending{from: who, to: l.vault, data: vaultABI.PackOpenAccount(incidentLate)},
		func() string { return l.model.openAccount(who, incidentLate) })
}

// doDonate sends money past the accounts: it must count for nothing.
func (l *life) doDonate() {
	m, x := l.model, units(uint64(1+l.rnd.below(1000)))
	from, to := l.lps[0].addr, pick(&l.rnd, l.dist, l.pool, l.coins, l.vault)
	token := l.rnd.chance(50)
	if have := m.assets[l.token].balances[from]; token && have.Lt(&x) || !token && l.poorer(from, x) {
		return // it cannot even be sent
	}
	if token {
		data := tokenABI.PackTransfer(to, x.ToBig())
		l.do("send money without a call", sending{from: from, to: l.token, data: data}, func() string {
			m.move(m.assets[l.token], from, to, x)
			return ""
		})
		return
	}
	l.do("send money without a call", sending{from: from, to: to, value: x}, func() string {
		if to == l.dist {
			return "WrongMoneyIn"
		}
		return "reverted without a reason"
	})
}

// doTemper changes what the odd token and the difficult receiver do next.
func (l *life) doTemper() {
	r, odd := &l.rnd, l.model.assets[l.odd]
	switch r.below(4) {
	case 0:
		fee := uint64(r.below(2))
		if fee == 1 && !r.chance(40) {
			fee = 0
		}
		l.outside(l.odd, l.oddMock.pack(l.universe.t, "setFee", num(fee)), func() { odd.fee = fee })
	case 1, 2:
		to := pick(r, l.receivers[:8]...)
		mood := pick[uint8](r, 0, 0, 0, tokenReverts, tokenReturnsFalse, tokenPaysNothing)
		l.outside(l.odd, l.oddMock.pack(l.universe.t, "setMood", to, mood), func() { odd.moods[to] = mood })
	case 3:
		to := l.receivers[6] // a contract that is good-natured at first
		mood := pick[uint8](r, 0, 0, receiverReverts, receiverBombs)
		l.outside(to, l.mood.pack(l.universe.t, "setMood", mood), func() { l.model.moods[to] = mood })
	}
	if l.tally.done["temper"]++; r.chance(30) { // the token and those whom money goes back to
		to := pick(r, l.oddAt, l.vault)
		mood := pick[uint8](r, 0, tokenReverts, tokenReturnsFalse, tokenPaysNothing)
		l.outside(l.odd, l.oddMock.pack(l.universe.t, "setMood", to, mood), func() { odd.moods[to] = mood })
	}
}
