package contracts_test

import "github.com/ethereum/go-ethereum/common"

// reports mirrors Reports, the desk of one pool.
type reports struct {
	guard, outside report
	bonds          []bond // numbered from 1
	bondsHeld      amount
	setAside       []mark
}

// report is what the guardian or anybody else suspects.
type report struct {
	exposure       amount
	until, begunAt uint64
	incident       common.Hash
}

type bond struct {
	payer      common.Address
	amount     amount
	madeAt     uint64
	need, base amount
}

// mark is what had ever been set aside by a moment.
type mark struct {
	at    uint64
	total amount
}

const (
	reportGap  = 24 * 3600
	mostReport = 72 * 3600
	mostRun    = 144 * 3600
	bondTerm   = 30 * 86400
)

// minBond is what an outside report costs while the oracle knows no rate.
var minBond = units(1e17)

// asideBy is what had ever been set aside by a moment.
func (r *reports) asideBy(at uint64) (total amount) {
	for _, m := range r.setAside {
		if m.at <= at {
			total = m.total
		}
	}
	return total
}

func (m *model) countSetAside(p *pool, x amount) {
	all := p.setAside[:len(p.setAside):len(p.setAside)]
	set(m, &p.setAside, append(all, mark{m.now, plus(p.asideBy(m.now), x)}))
}

// reported is what fresh reports freeze beside the earmarks: of one incident the
// largest counts.
func (m *model) reported(p *pool) amount {
	worst := map[common.Hash]amount{}
	for _, r := range []report{p.guard, p.outside} {
		covered := p.covered(r.incident)
		if m.now < r.until && covered.Lt(&r.exposure) {
			if beyond := minus(r.exposure, covered); beyond.Gt(ptr(worst[r.incident])) {
				worst[r.incident] = beyond
			}
		}
	}
	var sum amount
	for _, x := range worst {
		sum = plus(sum, x)
	}
	return sum
}

func part(x amount, of uint64) amount { return *new(amount).Div(&x, ptr(units(of))) }

// place is what takes one of the two places: when it is free, what is there was
// dismissed, or it is by an eighth of the pool larger.
func (m *model) place(p *pool, at *report, id common.Hash, exposure amount, seconds uint64) (beyond amount, refusal string) {
	switch {
	case id == common.Hash{}:
		return beyond, "NoReport"
	case seconds == 0 || seconds > mostReport:
		return beyond, "ReportTooLong"
	}
	net, covered := p.net(), p.covered(id)
	if all := plus(net, covered); all.Lt(&exposure) {
		exposure = all
	}
	if covered.Lt(&exposure) {
		beyond = minus(exposure, covered)
	}
	if beyond.IsZero() || beyond.Lt(ptr(part(net, 100))) {
		return beyond, "ReportTooSmall"
	}
	next := report{exposure, m.now + seconds, m.now, id}
	if at.until != 0 && m.now < at.until+reportGap {
		enough := at.exposure.IsZero() || !exposure.Lt(ptr(plus(at.exposure, part(net, 8)))) || beyond.Eq(&net) && exposure.Gt(&at.exposure)
		if !enough || m.now >= at.begunAt+mostRun {
			return beyond, "ReportTooSoon"
		}
		next.begunAt = at.begunAt
		next.until = min(next.until, at.begunAt+mostRun)
	}
	set(m, at, next)
	return beyond, ""
}

func (m *model) freezeExits(p *pool, who common.Address, id common.Hash, seconds uint64, exposure amount) string {
	if who != m.guardian {
		return "NotHolder"
	}
	_, refusal := m.place(p, &p.guard, id, exposure, seconds)
	return refusal
}

func (m *model) report(p *pool, who common.Address, id common.Hash, exposure, value amount) string {
	need := minBond
	if who == m.operator {
		need = amount{}
	}
	beyond, refusal := m.place(p, &p.outside, id, exposure, mostReport)
	if refusal != "" {
		return refusal
	}
	if !value.Eq(&need) {
		return "WrongBond"
	}
	if !need.IsZero() {
		half := minus(beyond, part(beyond, 2))
		set(m, &p.bonds, append(p.bonds[:len(p.bonds):len(p.bonds)], bond{who, need, m.now, half, p.asideBy(m.now)}))
		set(m, &p.bondsHeld, plus(p.bondsHeld, need))
		m.move(m.assets[coin], who, p.desk, value)
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
	set(m, &p.outside, report{until: m.now, begunAt: p.outside.begunAt}) // its run goes on
	return ""
}

// settleBond gives a bond back when half of what its report added was set aside
// within its term.
func (m *model) settleBond(p *pool, id uint64) string {
	if id == 0 || id > uint64(len(p.bonds)) || p.bonds[id-1].payer == (common.Address{}) {
		return "NoBond"
	}
	b, to := p.bonds[id-1], m.fund
	aside := p.asideBy(min(m.now, b.madeAt+bondTerm))
	switch {
	case !aside.Lt(ptr(plus(b.base, b.need))):
		to = b.payer
	case m.now <= b.madeAt+bondTerm:
		return "BondOpen"
	}
	set(m, &p.bonds[id-1], bond{})
	set(m, &p.bondsHeld, minus(p.bondsHeld, b.amount))
	m.move(m.assets[coin], p.desk, to, b.amount)
	return ""
}
