package contracts_test

import (
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
)

// operation is one kind of step and how often it is chosen.
type operation struct {
	name   string
	weight int
	step   func(l *life)
}

// operations lists everything that anybody may do, and the passing of time.
var operations = []operation{
	{"time", 14, (*life).pass},
	{"publish", 14, (*life).doPublish},
	{"announce", 4, (*life).doAnnounce},
	{"publish announced", 5, (*life).doPublishAnnounced},
	{"cancel", 3, (*life).doCancel},
	{"cancel by quorum", 4, (*life).doCancelByQuorum},
	{"return money", 3, (*life).doReturnMoney},
	{"hold", 3, (*life).doHold},
	{"extend", 1, (*life).doExtend},
	{"redeem", 14, (*life).doRedeem},
	{"redeem to", 6, (*life).doRedeemTo},
	{"redeem many", 4, (*life).doRedeemMany},
	{"push", 16, (*life).doPush},
	{"push with little gas", 3, (*life).doPushStarved},
	{"re-enter", 2, (*life).doReenter},
	{"sweep", 3, (*life).doSweep},
	{"deposit", 6, (*life).doDeposit},
	{"request exit", 3, (*life).doRequestExit},
	{"cancel exit", 1, (*life).doCancelExit},
	{"settle exit", 4, (*life).doSettleExit},
	{"settle exit above", 3, (*life).doSettleExitAbove},
	{"freeze exits", 2, (*life).doFreezeExits},
	{"report", 3, (*life).doReport},
	{"dismiss report", 2, (*life).doDismissReport},
	{"settle bond", 2, (*life).doSettleBond},
	{"earmark", 4, (*life).doEarmark},
	{"begin release", 4, (*life).doBeginRelease},
	{"end release", 2, (*life).doEndRelease},
	{"order earmark", 3, (*life).doOrderEarmark},
	{"deposit recovery", 4, (*life).doDepositRecovery},
	{"open account", 1, (*life).doOpenAccount},
	{"propose caps", 2, (*life).doProposeCaps},
	{"apply caps", 2, (*life).doApplyCaps},
	{"enable token", 1, (*life).doEnableToken},
	{"pause publishing", 3, (*life).doPausePublishing},
	{"administer", 1, (*life).doAdminister},
	{"send money without a call", 1, (*life).doDonate},
	{"temper", 3, (*life).doTemper},
}

var totalWeight = func() (n int) {
	for _, o := range operations {
		n += o.weight
	}
	return n
}()

// step does what one drawn number says.
func (l *life) step(at int, drawn uint64) {
	if drawn == 0 {
		return
	}
	l.rnd = mixer(drawn ^ uint64(at)<<40)
	n := l.rnd.below(totalWeight)
	for _, o := range operations {
		if n -= o.weight; n < 0 {
			o.step(l)
			l.tally.tried[o.name]++
			return
		}
	}
}

func (l *life) pass() {
	l.model.now += pick(&l.rnd, 60, activationDelay, activationDelay, activationDelay, activationDelay, activationDelay, 3600, 6*3600, 86400,
		86400, exitLag, livenessDelay, livenessDelay, uint64(30*86400), claimPeriod)
	l.tally.done["time"]++
}

// by is mostly the right person.
func (l *life) by(right person) common.Address {
	if l.rnd.chance(92) {
		return right.addr
	}
	return pick(&l.rnd, l.stranger, l.operator, l.guardian, l.treasurer, l.lps[0]).addr
}

func (l *life) anybody() common.Address {
	return pick(&l.rnd, l.stranger, l.stranger, l.operator, l.anyone).addr
}

// fund gives the pools their first money and sets most of it aside.
func (l *life) fund() {
	for _, id := range []common.Hash{poolID, coinPool, oddPool} {
		p := l.model.pools[id]
		for i, lp := range l.lps {
			l.deposit(p, lp.addr, pow2(uint(100-i)), units(1), true)
		}
		for i, inc := range []common.Hash{incident, incidentB} {
			l.earmark(p, l.operator.addr, inc, pow2(uint(99-i)), pow2(110))
		}
	}
	for _, a := range l.model.assets {
		each, day := pow2(98), plus(pow2(98), pow2(97))
		l.do("propose caps", sending{
			from: l.treasurer.addr, to: l.limits,
			data: limitsABI.PackProposeCaps(a.at, contracts.TokenCapsCaps{PerSettlement: each.ToBig(), PerDay: day.ToBig()}),
		}, func() string { return l.model.proposeCaps(l.treasurer.addr, a.at, each, day) })
	}
}

// anyPool visits the pools in a fixed order, so that a seed means one history.
func (l *life) anyPool() *pool { return l.model.pools[pick(&l.rnd, poolID, coinPool, oddPool)] }

func (l *life) anyAsset() *asset { return l.model.assets[pick(&l.rnd, l.token, coin, l.odd)] }

func (l *life) anyIncident() common.Hash { return pick(&l.rnd, incident, incidentB) }

// anySettlement is a published one, mostly of the latest, or one nobody published.
func (l *life) anySettlement() *draft {
	all := l.model.published
	if len(all) == 0 || l.rnd.chance(3) {
		return l.newDraft()
	}
	if len(all) > 12 && l.rnd.chance(80) {
		all = all[len(all)-12:]
	}
	return l.plans[pick(&l.rnd, all...).order.SettlementID]
}

// opened is a settlement whose doors are open, if there is one.
func (l *life) opened() *draft {
	if l.rnd.chance(15) {
		return l.anySettlement()
	}
	all := l.model.published
	from := l.rnd.below(len(all) + 1)
	for i := range all {
		s := all[(from+i)%len(all)]
		if l.model.stateOf(s) == contracts.SettlementStateActive && !s.remaining.IsZero() {
			return l.plans[s.order.SettlementID]
		}
	}
	return l.anySettlement()
}

// leaf chooses one of a draft, mostly one that is unpaid.
func (l *life) leaf(d *draft) int {
	n := len(d.items)
	from := l.rnd.below(n)
	s := l.model.settlements[d.order.SettlementID]
	if s == nil || l.rnd.chance(20) {
		return from
	}
	for i := range n {
		if at := (from + i) % n; !s.taken[d.indices[at]] {
			return at
		}
	}
	return from
}

func (l *life) remember(d *draft) {
	if l.drafts = append(l.drafts, d); len(l.drafts) > 12 {
		l.drafts = slices.Delete(l.drafts, 0, 1)
	}
}
