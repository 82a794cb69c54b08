package contracts_test

import (
	"math/big"
	"slices"
	"strings"

	"makewhole/contracts"
)

func (s side) String() string { return [...]string{"the honest", "the thief", "nobody"}[s] }

// act is something that a key lets a thief do; nobody's are open to everybody.
type act struct {
	name string
	keys []key
	do   func(t *trial) bool
}

// phase is a moment of the story from which on an act is tried.
type phase struct {
	name string
	now  func(t *trial) bool
}

// entry is an act from a moment on: once, or again whenever it can be done.
type entry struct {
	act, phase int
	again      bool
}

func (e entry) String() string {
	how := "once "
	if e.again {
		how = "always "
	}
	if phases[e.phase].name == "" {
		return how + acts[e.act].name
	}
	return how + acts[e.act].name + " " + phases[e.phase].name
}

func described(plan []entry) string {
	if len(plan) == 0 {
		return "nothing"
	}
	var out []string
	for _, e := range plan {
		out = append(out, e.String())
	}
	return strings.Join(out, "; ")
}

var phases = []phase{
	{"", func(*trial) bool { return true }},
	{"after the earmark", func(t *trial) bool { return t.earmarkOf(incident).open }},
	{"after a snapshot", func(t *trial) bool { return t.loss.head != nil }},
	{"after a set", func(t *trial) bool { return t.loss.set != nil }},
	{"in the last second of a window", func(t *trial) bool {
		return slices.ContainsFunc(t.loss.all, func(f *finding) bool { return t.now == f.finalAt-1 })
	}},
	{"after an objection", func(t *trial) bool {
		return slices.ContainsFunc(t.loss.all, func(f *finding) bool { return f.objection != nil })
	}},
	{"after the set is final", func(t *trial) bool { return t.final(t.loss.set) }},
	{"after an announcement", func(t *trial) bool { return len(t.payments) > 0 }},
	{"after publishing", func(t *trial) bool {
		return slices.ContainsFunc(t.payments, func(p *payment) bool { return p.activeAt != 0 })
	}},
	{"in the last second before active", func(t *trial) bool {
		return slices.ContainsFunc(t.payments, func(p *payment) bool { return p.live() && t.now == p.activeAt-1 })
	}},
	{"after active", func(t *trial) bool {
		return slices.ContainsFunc(t.payments, func(p *payment) bool { return p.live() && t.now >= p.activeAt })
	}},
	{"after a retirement", func(t *trial) bool { return t.active.dead }},
	{"after a recovery began", func(t *trial) bool { return len(t.recoveries) > 0 }},
	{"three days later", func(t *trial) bool { return t.now >= t.start+exitLag }},
	{"when B leaves", func(t *trial) bool { return t.now >= t.start+stay }},
}

func honestPayment(t *trial) *payment {
	for _, p := range slices.Backward(t.payments) {
		if !p.bad && !p.cancelled {
			return p
		}
	}
	return nil
}

func falsePayment(t *trial) *payment {
	for _, p := range slices.Backward(t.payments) {
		if p.bad && !p.cancelled && p.activeAt == 0 {
			return p
		}
	}
	return nil
}

// target is the newest honest finding that stands.
func target(t *trial, sets bool) *finding {
	for _, f := range slices.Backward(t.loss.all) {
		if f.isSet == sets && !f.bad && !f.rejected {
			return f
		}
	}
	return nil
}

// onJunk does something with money that is set aside for nothing.
func onJunk(do func(t *trial, to [32]byte) bool) func(t *trial) bool {
	return func(t *trial) bool {
		id := t.falseIncident()
		if !do(t, id) {
			return false
		}
		if t.earmarkOf(id).open {
			t.junk = append(t.junk, id)
		}
		return true
	}
}

var acts = []act{
	{"earmark all for the incident", []key{operatorKey}, func(t *trial) bool { return t.earmark(thief, incident, poolMoney) }},
	{"earmark 1 for the incident", []key{operatorKey}, func(t *trial) bool { return t.earmark(thief, incident, 1) }},
	{"earmark all for nothing", []key{operatorKey}, onJunk(func(t *trial, id [32]byte) bool { return t.earmark(thief, id, poolMoney) })},
	{"begin a release", []key{operatorKey}, func(t *trial) bool { return t.beginRelease(thief, incident) }},
	{"end a release", nil, func(t *trial) bool { return t.endRelease(thief, incident) }},
	{"report all as operator", []key{operatorKey}, onJunk(func(t *trial, id [32]byte) bool { return t.reportLoss(thief, true, id, poolMoney) })},
	{"report an eighth as operator", []key{operatorKey}, onJunk(func(t *trial, id [32]byte) bool { return t.reportLoss(thief, true, id, poolMoney/8) })},
	{"publish a false order", []key{operatorKey, quorumKey, adminKey}, func(t *trial) bool { return t.publish(thief, t.draft(thief, t.mask.addr, t.earmarkOf(incident).left)) }},

	{"retire the committee", []key{guardianKey}, func(t *trial) bool { return t.retire(thief, contracts.RoleGuardian) }},
	{"veto the next committee", []key{guardianKey}, func(t *trial) bool { return t.veto(thief, honest) }},
	{"strike the snapshot", []key{guardianKey}, func(t *trial) bool { return t.strike(thief, target(t, false)) }},
	{"object and uphold", []key{guardianKey, arbiterKey}, func(t *trial) bool {
		f := target(t, true)
		return t.object(t.mask, f, true) || t.decide(thief, f, true)
	}},
	{"object to the snapshot and uphold", []key{guardianKey, arbiterKey}, func(t *trial) bool {
		f := target(t, false)
		return t.object(t.mask, f, true) || t.decide(thief, f, true)
	}},
	{"dismiss objections", []key{guardianKey, arbiterKey}, func(t *trial) bool {
		for _, f := range t.loss.all {
			if f.bad && t.decide(thief, f, false) {
				return true
			}
		}
		return false
	}},
	{"pause publishing", []key{guardianKey}, func(t *trial) bool { return t.pause(thief) }},
	{"cancel as guardian", []key{guardianKey}, func(t *trial) bool { p := honestPayment(t); return p != nil && t.cancel(thief, p) }},
	{"hold", []key{guardianKey}, func(t *trial) bool { p := honestPayment(t); return p != nil && t.hold(thief, p) }},
	{"freeze all", []key{guardianKey}, onJunk(func(t *trial, id [32]byte) bool { return t.freeze(thief, id, poolMoney) })},
	{"freeze an eighth", []key{guardianKey}, onJunk(func(t *trial, id [32]byte) bool { return t.freeze(thief, id, poolMoney/8) })},
	{"dismiss reports", []key{guardianKey}, func(t *trial) bool { return t.dismiss(thief) }},
	{"name another admin", []key{guardianKey, arbiterKey, treasurerKey}, func(t *trial) bool { return t.lastResort(thief) }},

	{"retire the committee as admin", []key{adminKey}, func(t *trial) bool { return !t.active.has(thief) && t.retire(thief, contracts.RoleOracleAdmin) }},
	{"schedule a committee of thieves", []key{adminKey}, func(t *trial) bool { return t.schedule(thief) }},
	{"activate it", []key{adminKey}, func(t *trial) bool { return t.activate(thief) }},
	{"make objections dear", []key{adminKey}, func(t *trial) bool {
		rate := new(big.Int).Lsh(big.NewInt(1), 120)
		have := t.word(t.challenges, challengesABI.PackBondRate(num(chainID), t.token), 0)
		return have.IsZero() &&
			t.as(thief, contracts.RoleOracleAdmin, t.challenges, challengesABI.PackSetBondRate(num(chainID), t.token, rate))
	}},

	{"disable the token", []key{treasurerKey}, func(t *trial) bool { return t.enable(thief, false) }},
	{"lower caps to 0", []key{treasurerKey}, func(t *trial) bool { return t.setCaps(thief, new(big.Int)) }},

	{"register a false loss", []key{quorumKey, adminKey}, func(t *trial) bool { return t.register(thief) }},
	{"register a false set", []key{quorumKey, adminKey}, func(t *trial) bool { return t.registerSet(thief) }},
	{"order an earmark of all", []key{quorumKey, adminKey}, func(t *trial) bool {
		return t.earmarkOf(incident).left+t.earmarkOf(incident).paid < poolMoney && t.orderPool(thief, incident, poolMoney)
	}},
	{"order an earmark of all for nothing", []key{quorumKey, adminKey}, onJunk(func(t *trial, id [32]byte) bool {
		return t.orderPool(thief, id, poolMoney)
	})},
	{"order a release", []key{quorumKey, adminKey}, func(t *trial) bool { return t.orderPool(thief, incident, 0) }},
	{"announce a false order", []key{quorumKey, adminKey}, func(t *trial) bool {
		return falsePayment(t) == nil && t.announce(t.draft(thief, t.mask.addr, t.earmarkOf(incident).left))
	}},
	{"publish what was announced", []key{quorumKey, adminKey}, func(t *trial) bool { return t.publish(thief, falsePayment(t)) }},
	{"cancel by a quorum", []key{quorumKey, adminKey}, func(t *trial) bool { p := honestPayment(t); return p != nil && t.revoke(thief, p) }},
	{"recover roles for thieves", []key{quorumKey, adminKey}, func(t *trial) (did bool) {
		for _, at := range t.rolePlaces() {
			if t.seats[at].side != thief {
				did = t.recover(thief, at) || did
			}
		}
		return did
	}},
	{"take recovered roles", nil, func(t *trial) (did bool) {
		for _, at := range t.rolePlaces() {
			did = t.finish(thief, at) || did
		}
		return did
	}},

	{"object to the set", nil, func(t *trial) bool { return t.object(t.mask, target(t, true), true) }},
	{"object to the snapshot", nil, func(t *trial) bool { return t.object(t.mask, target(t, false), true) }},
	{"report all", nil, onJunk(func(t *trial, id [32]byte) bool { return t.reportLoss(thief, false, id, poolMoney) })},
	{"report an eighth", nil, onJunk(func(t *trial, id [32]byte) bool { return t.reportLoss(thief, false, id, poolMoney/8) })},
}

// actsOf lists what somebody with these keys may do. Who can take roles over may
// do what they let do.
func actsOf(stolen, lost []key) (out []int) {
	mine := slices.Clone(stolen)
	if slices.Contains(stolen, quorumKey) || slices.Contains(stolen, adminKey) {
		mine = append(mine, lost...)
	}
	for i, a := range acts {
		if len(a.keys) == 0 || slices.ContainsFunc(a.keys, func(k key) bool { return slices.Contains(mine, k) }) {
			out = append(out, i)
		}
	}
	return out
}

// play is what the thief does at one moment.
func (t *trial) play() (did bool) {
	for i, e := range t.plan {
		if t.fired[i] != 0 && (!e.again || t.now < t.fired[i]+pace) {
			continue
		}
		moment := strings.HasPrefix(phases[e.phase].name, "in the last second")
		if t.began[i] = t.began[i] && !moment || phases[e.phase].now(t); t.began[i] && acts[e.act].do(t) {
			t.fired[i], did = t.now, true
			t.wake(pace)
		}
	}
	return did
}

// result of a trial: base units that thieves have, base units in wrong hands in
// all, and when each aim was reached, in seconds; never when it was not.
type result struct {
	taken, wrong uint64
	at           map[string]uint64
}

// pace is how long a thief waits before it does the same again, in seconds.
const pace = day

// tired is after how many looks a thief with many plans does nothing any more;
// with a few it goes on to the end.
const tired = 900

const never = ^uint64(0)

// run plays the story to its end, and takes it back.
func (t *trial) run() result {
	before := t.m.db.Snapshot()
	defer t.m.db.RevertToSnapshot(before)
	began := t.now
	for ; len(t.wakes) > 0 && t.wakes[0] <= began+horizon && len(t.reached) < t.aims() && !t.stuck(began); t.looks++ {
		t.now, t.wakes = t.wakes[0], t.wakes[1:]
		if t.looks > 10*tired {
			t.t.Fatalf("no end: %s", described(t.plan))
		}
		if len(t.plan) > 4 && t.looks > tired || !t.play() {
			t.respond()
		}
		t.reach()
		if t.now < began+stay && t.nextWake() > began+stay {
			t.wake(began + stay - t.now)
		}
	}
	out := result{taken: t.has(t.mask.addr), wrong: t.inWrongHands(), at: map[string]uint64{}}
	for _, aim := range []string{"pay", "A", "B"} {
		at, ok := t.reached[aim]
		switch {
		case aim == "pay" && !t.incident:
		case !ok:
			out.at[aim] = never
		default:
			out.at[aim] = at - began
		}
	}
	return out
}

// stuck: an underwriter has waited for ever.
func (t *trial) stuck(began uint64) bool {
	return t.reached["A"] == 0 && t.now > began+t.usual[t.incident]["A"]+forEver
}

func (t *trial) nextWake() uint64 {
	if len(t.wakes) == 0 {
		return never
	}
	return t.wakes[0]
}

func (t *trial) aims() int {
	if t.incident {
		return 3
	}
	return 2
}

// reach notes which aims are reached: the victim paid, A and B out of the pool.
func (t *trial) reach() {
	done := func(aim string, yes bool) {
		if _, known := t.reached[aim]; yes && !known {
			t.reached[aim] = t.now
			t.wake(60)
		}
	}
	done("pay", t.incident && t.has(t.victim.addr) != 0)
	for aim, p := range map[string]person{"A": t.a, "B": t.b} {
		shares := t.word(t.pool, poolABI.PackSharesOf(p.addr), 0)
		done(aim, shares.IsZero())
	}
}

// inWrongHands is what somebody has beyond what is due to him, shares that are
// rounded up apart.
func (t *trial) inWrongHands() (sum uint64) {
	loss := uint64(0)
	if t.incident {
		loss = lossTotal
	}
	due := map[person]uint64{
		t.victim: loss, t.mask: 0, t.a: shareA - shareA*loss/poolMoney, t.b: (poolMoney - shareA) - (poolMoney-shareA)*loss/poolMoney,
	}
	for p, d := range due {
		if have := t.has(p.addr); have > d+rounding {
			sum += have - d
		}
	}
	return sum
}

// rounding is what shares of the pool lose or gain by being rounded.
const rounding = 2
