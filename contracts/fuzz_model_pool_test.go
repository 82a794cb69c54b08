package contracts_test

import "github.com/ethereum/go-ethereum/common"

// pool mirrors CapitalPool.
type pool struct {
	at                                              common.Address
	id                                              common.Hash
	asset                                           *asset
	shares, deposited, withdrawn, reserved, paidOut amount
	open                                            uint64
	sharesOf, queuedOf                              map[common.Address]amount
	earmarks                                        map[common.Hash]earmark
	exits                                           []exit
	guarded                                         pause
	guardedExposure                                 amount
	outside                                         report
	bonds                                           map[common.Hash]bond
	bondsHeld                                       amount
	depositsFrom                                    uint64
}

type earmark struct {
	left, paid amount
	open       bool
	at         uint64
}

// report is what anybody but the guardian suspects.
type report struct {
	exposure amount
	until    uint64
	incident common.Hash
}

type bond struct {
	payer  common.Address
	amount amount
	madeAt uint64
}

// minBond is what an outside report costs while the oracle knows no rate.
var minBond = units(1e17)

type exit struct {
	account common.Address
	readyAt uint64
	shares  amount
}

func (p *pool) net() amount  { return minus(p.deposited, plus(p.withdrawn, p.paidOut)) }
func (p *pool) free() amount { return minus(p.net(), p.reserved) }

// reported is what fresh reports freeze together.
func (m *model) reported(p *pool) (sum amount) {
	if m.now < p.guarded.until {
		sum = p.guardedExposure
	}
	if m.now < p.outside.until {
		sum = plus(sum, p.outside.exposure)
	}
	return sum
}

func (m *model) frozen(p *pool) bool {
	reported := m.reported(p)
	return p.open != 0 || !reported.IsZero()
}

// takeIn mirrors what pools and the vault do with incoming money.
func (m *model) takeIn(a *asset, from, to common.Address, x, value amount) string {
	if a.coin() {
		if !value.Eq(&x) {
			return "WrongMoneyIn"
		}
		m.move(a, from, to, x)
		return ""
	}
	if !value.IsZero() {
		return "WrongMoneyIn"
	}
	if have := a.balances[from]; have.Lt(&x) {
		return "ERC20InsufficientBalance"
	}
	m.move(a, from, to, x)
	if a.fee != 0 {
		return "WrongMoneyIn"
	}
	return ""
}

func (m *model) deposit(p *pool, who common.Address, assets, min, value amount) string {
	if m.frozen(p) || m.now < p.depositsFrom {
		return "PoolFrozen"
	}
	if room := minus(minus(pow2(120), units(1)), p.deposited); room.Lt(&assets) {
		return "AmountTooBig"
	}
	shares := mulDiv(assets, plus(p.shares, units(1)), plus(p.net(), units(1)))
	if shares.IsZero() {
		return "NothingToDo"
	}
	set(m, &p.deposited, plus(p.deposited, assets))
	set(m, &p.shares, plus(p.shares, shares))
	put(m, p.sharesOf, who, plus(p.sharesOf[who], shares))
	if shares.Lt(&min) {
		return "TooFewShares"
	}
	return m.takeIn(p.asset, who, p.at, assets, value)
}

func (m *model) requestExit(p *pool, who common.Address, shares amount) string {
	unqueued := minus(p.sharesOf[who], p.queuedOf[who])
	if shares.IsZero() {
		return "NothingToDo"
	}
	if unqueued.Lt(&shares) {
		return "NotEnoughShares"
	}
	put(m, p.queuedOf, who, plus(p.queuedOf[who], shares))
	set(m, &p.exits, append(p.exits[:len(p.exits):len(p.exits)], exit{who, m.now + exitLag, shares}))
	return ""
}

// exitOf is exit n of the contract, which counts from 1.
func (p *pool) exitOf(n uint64) (exit, bool) {
	if n == 0 || n > uint64(len(p.exits)) {
		return exit{}, false
	}
	e := p.exits[n-1]
	return e, e.account != common.Address{}
}

func (m *model) closeExit(p *pool, n uint64, e exit) {
	set(m, &p.exits[n-1], exit{})
	put(m, p.queuedOf, e.account, minus(p.queuedOf[e.account], e.shares))
}

func (m *model) cancelExit(p *pool, who common.Address, n uint64) string {
	e, ok := p.exitOf(n)
	if !ok || e.account != who {
		return "NotYourExit"
	}
	m.closeExit(p, n, e)
	return ""
}

func (m *model) settleExit(p *pool, n uint64) string {
	if m.frozen(p) {
		return "PoolFrozen"
	}
	_, refusal := m.payExit(p, n, amount{})
	return refusal
}

// settleExitAbove lets the holder go without its share of what is frozen.
func (m *model) settleExitAbove(p *pool, who common.Address, n uint64, min amount) string {
	if e, ok := p.exitOf(n); !ok || e.account != who {
		return "NotYourExit"
	}
	assets, refusal := m.payExit(p, n, plus(p.reserved, m.reported(p)))
	if refusal == "" && assets.Lt(&min) {
		return "TooLittle"
	}
	return refusal
}

func (m *model) payExit(p *pool, n uint64, frozen amount) (assets amount, refusal string) {
	e, ok := p.exitOf(n)
	if !ok {
		return assets, "NotYourExit"
	}
	if m.now < e.readyAt {
		return assets, "ExitNotReady"
	}
	m.closeExit(p, n, e)
	worth := amount{}
	if net := p.net(); frozen.Lt(&net) {
		worth = minus(net, frozen)
	}
	assets = mulDiv(e.shares, plus(worth, units(1)), plus(p.shares, units(1)))
	set(m, &p.withdrawn, plus(p.withdrawn, assets))
	set(m, &p.shares, minus(p.shares, e.shares))
	put(m, p.sharesOf, e.account, minus(p.sharesOf[e.account], e.shares))
	before := p.asset.balances[p.at]
	if !m.transfer(p.asset, p.at, e.account, assets, false) {
		return assets, "TransferFailed"
	}
	if left := minus(before, p.asset.balances[p.at]); !left.Eq(&assets) {
		return assets, "WrongMoneyOut"
	}
	return assets, ""
}

func (m *model) freezeExits(p *pool, who common.Address, seconds uint64, exposure amount) string {
	if who != m.guardian {
		return "NotHolder"
	}
	refusal := m.pauseFor(&p.guarded, seconds)
	set(m, &p.guardedExposure, exposure)
	return refusal
}

// report mirrors Reports for everybody but the guardian.
func (m *model) report(p *pool, who common.Address, id common.Hash, exposure, value amount) string {
	need := minBond
	if who == m.operator {
		need = amount{}
	}
	switch {
	case id == common.Hash{} || exposure.IsZero():
		return "NoReport"
	case p.outside.until != 0 && m.now < p.outside.until+24*3600:
		return "PauseTooSoon"
	case !value.Eq(&need):
		return "WrongBond"
	case !need.IsZero() && p.bonds[id].payer != common.Address{}:
		return "BondExists"
	}
	set(m, &p.outside, report{exposure, m.now + 72*3600, id})
	if !need.IsZero() {
		put(m, p.bonds, id, bond{who, need, m.now})
		set(m, &p.bondsHeld, plus(p.bondsHeld, need))
		m.move(m.assets[coin], who, p.at, value)
	}
	return ""
}

func (m *model) dismissReport(p *pool, who common.Address) string {
	if who != m.guardian {
		return "NotHolder"
	}
	if m.now >= p.outside.until {
		return "NoReport"
	}
	set(m, &p.outside.until, m.now)
	return ""
}

// settleBond gives a bond back when an earmark has confirmed its report.
func (m *model) settleBond(p *pool, id common.Hash) string {
	b := p.bonds[id]
	confirmed := p.earmarks[id].at != 0 && p.earmarks[id].at >= b.madeAt
	if b.payer == (common.Address{}) {
		return "NoReport"
	}
	to := b.payer
	if !confirmed {
		if m.now < b.madeAt+30*86400 {
			return "BondOpen"
		}
		to = m.fund
	}
	drop(m, p.bonds, id)
	set(m, &p.bondsHeld, minus(p.bondsHeld, b.amount))
	m.move(m.assets[coin], p.at, to, b.amount)
	return ""
}

func (m *model) earmark(p *pool, who common.Address, incident common.Hash, exposure, limit amount) string {
	if who != m.operator {
		return "NotHolder"
	}
	e := p.earmarks[incident]
	want := exposure
	if limit.Lt(&want) {
		want = limit
	}
	before := plus(e.left, e.paid)
	if !before.Lt(&want) {
		return "NothingToDo"
	}
	more := minus(want, before)
	if free := p.free(); free.Lt(&more) {
		more = free
	}
	if !e.open {
		set(m, &p.open, p.open+1)
		e.at = m.now
	}
	set(m, &p.reserved, plus(p.reserved, more))
	put(m, p.earmarks, incident, earmark{plus(e.left, more), e.paid, true, e.at})
	return ""
}

func (m *model) release(p *pool, who common.Address, incident common.Hash) string {
	e := p.earmarks[incident]
	if m.now < e.at+365*86400 && who != m.operator {
		return "NotHolder"
	}
	if !e.open {
		return "EarmarkState"
	}
	if !e.paid.IsZero() {
		set(m, &p.depositsFrom, m.now+activationDelay+72*3600)
	}
	set(m, &p.open, p.open-1)
	set(m, &p.reserved, minus(p.reserved, e.left))
	put(m, p.earmarks, incident, earmark{paid: e.paid, at: e.at})
	return ""
}

// pull is what publishing asks of a source, for a pool or the vault.
func (m *model) pull(id, incident common.Hash, a *asset, x amount) string {
	if p := m.pools[id]; p != nil {
		if p.asset != a {
			return "WrongPool"
		}
		e := p.earmarks[incident]
		if !e.open {
			return "EarmarkState"
		}
		if e.left.Lt(&x) {
			return "OverEarmark"
		}
		put(m, p.earmarks, incident, earmark{minus(e.left, x), plus(e.paid, x), true, e.at})
		set(m, &p.reserved, minus(p.reserved, x))
		set(m, &p.paidOut, plus(p.paidOut, x))
		return ""
	}
	k := account{id, incident, a.at}
	have := m.accounts[k]
	if have.Lt(&x) {
		return "NotEnough"
	}
	put(m, m.accounts, k, minus(have, x))
	put(m, m.held, a.at, minus(m.held[a.at], x))
	return ""
}

// giveBack books money of a cancelled settlement that is there already.
func (m *model) giveBack(id, incident common.Hash, a *asset, x amount) string {
	p := m.pools[id]
	if p == nil {
		return m.book(account{id, incident, a.at}, x)
	}
	e := p.earmarks[incident]
	put(m, p.earmarks, incident, earmark{e.left, minus(e.paid, x), e.open, e.at})
	set(m, &p.paidOut, minus(p.paidOut, x))
	if e.open {
		put(m, p.earmarks, incident, earmark{plus(e.left, x), minus(e.paid, x), true, e.at})
		set(m, &p.reserved, plus(p.reserved, x))
	}
	holds, owed := a.balances[p.at], p.net()
	if a.coin() {
		owed = plus(owed, p.bondsHeld)
	}
	if holds.Lt(&owed) {
		return "WrongMoneyIn"
	}
	return ""
}

func (m *model) book(k account, x amount) string {
	put(m, m.accounts, k, plus(m.accounts[k], x))
	put(m, m.held, k.asset, plus(m.held[k.asset], x))
	holds, owed := m.assets[k.asset].balances[m.vault], m.held[k.asset]
	if holds.Lt(&owed) {
		return "WrongMoneyIn"
	}
	return ""
}

func (m *model) depositRecovery(who common.Address, incident common.Hash, a *asset, x, value amount) string {
	if x.IsZero() || incident == (common.Hash{}) {
		return "WrongParameter"
	}
	if refusal := m.takeIn(a, who, m.vault, x, value); refusal != "" {
		return refusal
	}
	k := account{recovery, incident, a.at}
	put(m, m.accounts, k, plus(m.accounts[k], x))
	put(m, m.held, a.at, plus(m.held[a.at], x))
	return ""
}
