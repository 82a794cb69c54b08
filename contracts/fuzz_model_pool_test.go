package contracts_test

import (
	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
)

// pool mirrors CapitalPool and its PoolBook.
type pool struct {
	at, desk                                        common.Address
	id                                              common.Hash
	asset                                           *asset
	shares, deposited, withdrawn, reserved, paidOut amount
	open, epoch                                     uint64
	sharesIn, queuedIn                              map[holder]amount
	earmarks                                        map[common.Hash]earmark
	releasable                                      map[common.Hash]uint64
	exits                                           []exit
	openFrom, orders                                uint64
	reports
}

// holder is an account in one epoch of shares.
type holder struct {
	epoch uint64
	who   common.Address
}

type earmark struct {
	left, paid amount
	open       bool
	since      uint64
}

type exit struct {
	account        common.Address
	readyAt, epoch uint64
	shares         amount
}

const (
	exitWindow   = 7 * 86400
	earmarkTerm  = 365 * 86400
	releaseDelay = livenessDelay + 96*3600
	backWindow   = activationDelay + 72*3600
)

var (
	virtualShares = units(perUnit)
	mostMoney     = minus(pow2(104), units(1))
)

func (p *pool) net() amount  { return minus(p.deposited, plus(p.withdrawn, p.paidOut)) }
func (p *pool) free() amount { return minus(p.net(), p.reserved) }

func (p *pool) sharesOf(who common.Address) amount { return p.sharesIn[holder{p.epoch, who}] }
func (p *pool) queuedOf(who common.Address) amount { return p.queuedIn[holder{p.epoch, who}] }

// covered is what earmarks of an incident have set aside or paid.
func (p *pool) covered(id common.Hash) amount { return plus(p.earmarks[id].left, p.earmarks[id].paid) }

func (m *model) frozen(p *pool) bool {
	reported := m.reported(p)
	missing := m.missing(p)
	return p.open != 0 || !reported.IsZero() || m.now < p.openFrom || !missing.IsZero()
}

// missing is what the distributor owes a pool after a cancellation.
func (m *model) missing(p *pool) amount { return m.owed[debt{p.at, p.asset.at}] }

// worthless: a share has lost all but 2^-24 of what the first one cost.
func (p *pool) worthless() bool {
	net, supply := p.net(), plus(p.shares, virtualShares)
	limit := new(amount).Lsh(new(amount).Mul(ptr(plus(net, units(1))), &virtualShares), 24)
	return !p.shares.IsZero() && (net.IsZero() || supply.Gt(limit))
}

func ptr[T any](v T) *T { return &v }

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
	if m.frozen(p) {
		return "PoolFrozen"
	}
	if room := minus(mostMoney, p.deposited); room.Lt(&assets) {
		return "AmountTooBig"
	}
	supply := p.shares
	if p.worthless() {
		supply = amount{}
	}
	shares := mulDiv(assets, plus(supply, virtualShares), plus(p.net(), units(1)))
	if shares.IsZero() {
		return "NothingToDo"
	}
	if p.worthless() {
		set(m, &p.epoch, p.epoch+1)
	}
	set(m, &p.deposited, plus(p.deposited, assets))
	set(m, &p.shares, plus(supply, shares))
	put(m, p.sharesIn, holder{p.epoch, who}, plus(p.sharesOf(who), shares))
	if shares.Lt(&min) {
		return "TooFewShares"
	}
	return m.takeIn(p.asset, who, p.at, assets, value)
}

func (m *model) requestExit(p *pool, who common.Address, shares amount) string {
	unqueued := minus(p.sharesOf(who), p.queuedOf(who))
	if shares.IsZero() {
		return "NothingToDo"
	}
	if unqueued.Lt(&shares) {
		return "NotEnoughShares"
	}
	put(m, p.queuedIn, holder{p.epoch, who}, plus(p.queuedOf(who), shares))
	set(m, &p.exits, append(p.exits[:len(p.exits):len(p.exits)], exit{who, m.now + exitLag, p.epoch, shares}))
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
	k := holder{e.epoch, e.account}
	put(m, p.queuedIn, k, minus(p.queuedIn[k], e.shares))
}

func (m *model) cancelExit(p *pool, who common.Address, n uint64) string {
	e, ok := p.exitOf(n)
	if !ok || e.account != who {
		return "NotYourExit"
	}
	m.closeExit(p, n, e)
	return ""
}

// over: an exit that nobody settled in time, or of shares that are worth nothing.
func (m *model) over(p *pool, e exit) bool {
	return m.now >= e.readyAt+exitWindow || e.epoch != p.epoch
}

func (m *model) settleExit(p *pool, n uint64) string {
	e, ok := p.exitOf(n)
	switch {
	case !ok:
		return "NotYourExit"
	case m.over(p, e):
		m.closeExit(p, n, e)
		return ""
	case m.frozen(p):
		return "PoolFrozen"
	}
	_, refusal := m.payExit(p, n, amount{})
	return refusal
}

// settleExitAbove lets the holder go without its share of what is frozen.
func (m *model) settleExitAbove(p *pool, who common.Address, n uint64, min amount) string {
	e, ok := p.exitOf(n)
	if !ok || e.account != who {
		return "NotYourExit"
	}
	frozen, rest, least := plus(plus(p.reserved, m.reported(p)), m.missing(p)), minus(p.shares, e.shares), units(perUnit*100)
	switch {
	case m.over(p, e):
		return "ExitOver"
	case m.frozen(p) && rest.Lt(&least):
		return "LeavesTooFew"
	}
	assets, refusal := m.payExit(p, n, frozen)
	if refusal == "" && assets.Lt(&min) {
		return "TooLittle"
	}
	return refusal
}

// worth is what shares get; the last ones get all.
func (p *pool) worth(shares, frozen amount) amount {
	net := p.net()
	if frozen.IsZero() && shares.Eq(&p.shares) {
		return net
	}
	rest := amount{}
	if frozen.Lt(&net) {
		rest = minus(net, frozen)
	}
	return mulDiv(shares, plus(rest, units(1)), plus(p.shares, virtualShares))
}

func (m *model) payExit(p *pool, n uint64, frozen amount) (assets amount, refusal string) {
	e, _ := p.exitOf(n)
	if m.now < e.readyAt {
		return assets, "ExitNotReady"
	}
	assets = p.worth(e.shares, frozen)
	before := p.asset.balances[p.at]
	if !m.transfer(p.asset, p.at, e.account, assets, false) {
		return assets, "TransferFailed"
	}
	if left := minus(before, p.asset.balances[p.at]); !left.Eq(&assets) {
		return assets, "WrongMoneyOut"
	}
	m.closeExit(p, n, e)
	set(m, &p.withdrawn, plus(p.withdrawn, assets))
	set(m, &p.shares, minus(p.shares, e.shares))
	put(m, p.sharesIn, holder{p.epoch, e.account}, minus(p.sharesOf(e.account), e.shares))
	return assets, ""
}

func (p *pool) termOver(id common.Hash, now uint64) bool {
	since := p.earmarks[id].since
	return since != 0 && now >= since+earmarkTerm
}

func (m *model) earmark(p *pool, who common.Address, incident common.Hash, exposure, limit amount) string {
	if who != m.operator {
		return "NotHolder"
	}
	if p.termOver(incident, m.now) {
		return "TermOver"
	}
	want := exposure
	if limit.Lt(&want) {
		want = limit
	}
	return m.setAside(p, incident, want)
}

func (m *model) setAside(p *pool, incident common.Hash, want amount) string {
	if mostMoney.Lt(&want) {
		want = mostMoney
	}
	e, before := p.earmarks[incident], p.covered(incident)
	if !before.Lt(&want) {
		return "NothingToDo"
	}
	more := minus(want, before)
	if free := p.free(); free.Lt(&more) {
		more = free
	}
	if !e.open {
		set(m, &p.open, p.open+1)
	}
	if e.since == 0 {
		e.since = m.now
	}
	set(m, &p.reserved, plus(p.reserved, more))
	put(m, p.earmarks, incident, earmark{plus(e.left, more), e.paid, true, e.since})
	m.countSetAside(p, more)
	return ""
}

// orderEarmark is an order of the committee: it begins a new term, or ends it.
func (m *model) orderEarmark(p *pool, o contracts.PoolOrder, sigs []byte) string {
	if o.Pool != p.at || o.Count != p.orders {
		return "WrongOrder"
	}
	if refusal := m.quorum(o.ConfigDigest, o.ValidUntil, o.Digest(m.domain), sigs); refusal != "" {
		return refusal
	}
	set(m, &p.orders, p.orders+1)
	want := o.Earmark.Uint256()
	if want.IsZero() {
		return m.free(p, o.IncidentID)
	}
	drop(m, p.releasable, o.IncidentID)
	e := p.earmarks[o.IncidentID]
	e.since = m.now
	put(m, p.earmarks, o.IncidentID, e)
	if before := p.covered(o.IncidentID); before.Lt(&want) {
		return m.setAside(p, o.IncidentID, want)
	}
	return ""
}

// beginRelease is for the operator, and for anybody after the term.
func (m *model) beginRelease(p *pool, who common.Address, incident common.Hash) string {
	if !p.earmarks[incident].open || p.releasable[incident] != 0 {
		return "EarmarkState"
	}
	if who != m.operator && !p.termOver(incident, m.now) {
		return "NotHolder"
	}
	put(m, p.releasable, incident, m.now+releaseDelay)
	return ""
}

// endRelease ends a release that was begun long enough ago.
func (m *model) endRelease(p *pool, incident common.Hash) string {
	if from := p.releasable[incident]; from == 0 || m.now < from {
		return "ReleaseTooSoon"
	}
	return m.free(p, incident)
}

func (m *model) free(p *pool, incident common.Hash) string {
	e := p.earmarks[incident]
	if !e.open {
		return "EarmarkState"
	}
	drop(m, p.releasable, incident)
	if !e.paid.IsZero() {
		set(m, &p.openFrom, max(p.openFrom, e.since+backWindow)) // nothing comes back later
	}
	set(m, &p.open, p.open-1)
	set(m, &p.reserved, minus(p.reserved, e.left))
	put(m, p.earmarks, incident, earmark{paid: e.paid, since: e.since})
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
		put(m, p.earmarks, incident, earmark{minus(e.left, x), plus(e.paid, x), true, m.now})
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

// giveBack books money of a cancelled settlement, which is owed from then on.
func (m *model) giveBack(id, incident common.Hash, a *asset, x amount) {
	p := m.pools[id]
	if p == nil {
		m.book(account{id, incident, a.at}, x)
		return
	}
	e := p.earmarks[incident]
	put(m, p.earmarks, incident, earmark{e.left, minus(e.paid, x), e.open, e.since})
	set(m, &p.paidOut, minus(p.paidOut, x))
	if e.open {
		put(m, p.earmarks, incident, earmark{plus(e.left, x), minus(e.paid, x), true, e.since})
		set(m, &p.reserved, plus(p.reserved, x))
	}
}

func (m *model) book(k account, x amount) {
	put(m, m.accounts, k, plus(m.accounts[k], x))
	put(m, m.held, k.asset, plus(m.held[k.asset], x))
}

// knows tells whether the committee has registered losses of an incident.
func (m *model) knows(incident common.Hash) bool {
	for _, s := range m.sets {
		if s.isSet && s.incident == incident {
			return true
		}
	}
	return false
}

// openAccount lets money in for an incident before its losses are registered.
func (m *model) openAccount(who common.Address, incident common.Hash) string {
	if who != m.treasurer {
		return "NotHolder"
	}
	put(m, m.opened, incident, true)
	return ""
}

func (m *model) depositRecovery(who common.Address, incident common.Hash, a *asset, x, value amount) string {
	if x.IsZero() {
		return "WrongParameter"
	}
	if !m.knows(incident) && !m.opened[incident] {
		return "UnknownIncident"
	}
	if refusal := m.takeIn(a, who, m.vault, x, value); refusal != "" {
		return refusal
	}
	k := account{recovery, incident, a.at}
	m.book(k, x)
	return ""
}
