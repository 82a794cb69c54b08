package contracts_test

import (
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
)

// Moves that either side may make in the search, with what becomes known by them.

// day in seconds.
const day = 86400

// speaks is a usable committee of which a side has a quorum.
func (t *trial) speaks(s side) *committee {
	for _, c := range slices.Backward(t.committees) {
		if t.usable(c) && c.has(s) {
			return c
		}
	}
	return nil
}

// used says that a side has used a quorum of a committee.
func (c *committee) used(s side) { c.shown = c.shown || s == thief }

// report registers a loss, as a revision of the last one.
func (t *trial) register(s side) bool {
	c := t.speaks(s)
	if c == nil {
		return false
	}
	t.config = c.config
	sn := t.snapshot()
	sn.Revision, sn.TotalLoss = t.loss.revision+1, amt(lossTotal)
	sn.EvidenceHash[31] = byte(s)
	if t.loss.head != nil {
		sn.PrevSnapshot = t.loss.head.digest
	}
	digest := sn.Digest(c.config.Domain())
	if !t.try(t.anyone.addr, t.oracle, contracts.PackSubmit(sn, t.quorumOf(c, s, digest))) {
		return false
	}
	if old := t.loss.head; old != nil && !t.sealedIn(old) {
		old.rejected = true // superseded
	}
	t.loss.revision++
	t.loss.head = t.found(&finding{digest: digest, bad: s == thief, finalAt: t.now + window})
	c.used(s)
	return t.note(s, "registers a loss", window-1, window)
}

func (t *trial) found(f *finding) *finding {
	t.loss.all = append(t.loss.all, f)
	return f
}

func (t *trial) sealedIn(f *finding) bool {
	return t.loss.sealed != nil && (f == t.loss.sealed || slices.Contains(t.loss.sealed.members, f))
}

// registerSet registers a set of the newest loss and of what is sealed.
func (t *trial) registerSet(s side) bool {
	c, head := t.speaks(s), t.loss.head
	if c == nil || head == nil || head.rejected {
		return false
	}
	var members []*finding
	if t.loss.sealed != nil {
		members = slices.Clone(t.loss.sealed.members)
	}
	if !slices.Contains(members, head) {
		members = append(members, head)
	}
	slices.SortFunc(members, func(a, b *finding) int { return a.digest.Cmp(b.digest) })
	var digests []common.Hash
	f := &finding{isSet: true, bad: head.bad, members: members, finalAt: t.now + window}
	for _, m := range members {
		digests = append(digests, m.digest)
		f.finalAt = max(f.finalAt, m.finalAt)
	}
	t.config = c.config
	set := t.set(t.loss.sets+1, digests...)
	f.digest = set.Digest(c.config.Domain())
	if !t.try(t.anyone.addr, t.oracle, contracts.PackSubmitSet(set, digests, t.quorumOf(c, s, f.digest))) {
		return false
	}
	t.loss.sets++
	t.loss.set = t.found(f)
	c.used(s)
	return t.note(s, "registers a set", window-1, window)
}

// stands: nothing was decided against it, or it is sealed.
func (t *trial) stands(f *finding) bool {
	if f == nil || f.rejected && !t.sealedIn(f) {
		return false
	}
	return t.sealedIn(f) || !slices.ContainsFunc(f.members, func(m *finding) bool { return m.rejected })
}

// final: it stands, its window is over and no objection is open.
func (t *trial) final(f *finding) bool {
	if !t.stands(f) {
		return false
	}
	if t.sealedIn(f) {
		return true
	}
	if t.now < f.finalAt || f.contested(t.now) {
		return false
	}
	return !slices.ContainsFunc(f.members, func(m *finding) bool { return m.contested(t.now) })
}

func (f *finding) contested(now uint64) bool { return f.objection != nil && now < f.objection.until }

// object challenges a finding.
func (t *trial) object(by person, f *finding, unfounded bool) bool {
	if f == nil || f.objection != nil || t.now >= f.finalAt || f.rejected {
		return false
	}
	if !t.tryValue(by.addr, t.challenges, 1e17, challengesABI.PackChallenge(f.digest, reasonOne)) {
		return false
	}
	f.objection = &objection{by, t.now + guardianTime, t.now + guardianTime + arbiterTime, unfounded}
	return t.note(thiefIf(unfounded), "objects", guardianTime, guardianTime+arbiterTime)
}

func thiefIf(yes bool) side {
	if yes {
		return thief
	}
	return honest
}

// decide by whoever of the side has the time now.
func (t *trial) decide(s side, f *finding, upheld bool) bool {
	if f == nil || f.objection == nil {
		return false
	}
	role := contracts.RoleGuardian
	if t.now >= f.objection.guardian {
		role = contracts.RoleArbiter
	}
	if !t.as(s, role, t.challenges, challengesABI.PackDecide(f.digest, upheld, reasonOne)) {
		return false
	}
	f.objection = nil
	f.rejected = f.rejected || upheld
	if upheld {
		return t.note(s, "upholds an objection")
	}
	return t.note(s, "dismisses an objection")
}

func (t *trial) strike(s side, f *finding) bool {
	if f == nil || f.isSet || f.rejected ||
		!t.as(s, contracts.RoleGuardian, t.oracle, oracleABI.PackStrike(f.digest, reasonOne)) {
		return false
	}
	f.rejected = true
	return t.note(s, "strikes a snapshot")
}

// retire ends the active committee, as its admin or as guardian.
func (t *trial) retire(s side, role uint8) bool {
	c := t.active
	if c.dead || !t.as(s, role, t.oracle, oracleABI.PackRetireCompromised(c.digest)) {
		return false
	}
	c.dead = true
	t.retiredAt = t.now
	return t.note(s, "retires the committee", 90*day, 180*day)
}

// schedule announces the next committee of a side.
func (t *trial) schedule(s side) bool {
	if slices.ContainsFunc(t.scheduled, func(p planned) bool { return p.members[0].side == s }) {
		return false
	}
	c := t.newCommittee(s)
	if !t.as(s, contracts.RoleOracleAdmin, t.oracle, oracleABI.PackScheduleConfig(c.digest)) {
		return false
	}
	t.scheduled = append(t.scheduled, planned{c, t.now + day})
	return t.note(s, "schedules a committee", day)
}

func (t *trial) veto(s side, of side) bool {
	for i, p := range t.scheduled {
		if p.members[0].side == of && t.as(s, contracts.RoleGuardian, t.oracle, oracleABI.PackVetoConfig(p.digest)) {
			t.scheduled = slices.Delete(t.scheduled, i, i+1)
			return t.note(s, "vetoes a committee")
		}
	}
	return false
}

func (t *trial) activate(s side) bool {
	for _, p := range t.scheduled {
		if p.members[0].side != s || t.now < p.ready ||
			!t.as(s, contracts.RoleOracleAdmin, t.oracle, contracts.PackActivateConfig(p.config)) {
			continue
		}
		if !t.active.dead {
			t.active.until = t.now + day
			t.wake(day)
		}
		t.active, t.scheduled = p.committee, nil // of this number
		t.active.shown = s == thief
		t.committees = append(t.committees, t.active)
		return t.note(s, "activates a committee")
	}
	return false
}

// recover begins to give a role to somebody of the side.
func (t *trial) recover(s side, at roleAt) bool {
	c := t.speaks(s)
	if c == nil || t.recoveries[at].to.side == s && t.recoveries[at].readyAt != 0 || t.now < t.nextTry[attempt{at, s}] {
		return false
	}
	t.nextTry[attempt{at, s}] = t.now + 14*day // a thief who stops it would do so again
	t.config = c.config
	to := t.named("taker of role " + string('0'+at.role) + " of side " + string('0'+byte(s)))
	count := t.number(t.oracle, oracleABI.PackRecoveryCount())
	r := contracts.RecoverRole{ConfigDigest: c.digest, Target: at.at, Role: at.role, NewHolder: to.addr, Count: count, ValidUntil: t.end()}
	if !t.try(t.anyone.addr, t.oracle, contracts.PackRecoverRole(r, t.quorumOf(c, s, r.Digest(c.config.Domain())))) {
		return false
	}
	t.recoveries[at] = recovering{seat{to, s}, t.now + 14*day}
	c.used(s)
	return t.note(s, "begins a recovery of the "+keyNames[keyOf(at.role)], 14*day)
}

func keyOf(role uint8) key {
	return map[uint8]key{
		contracts.RoleOperator: operatorKey, contracts.RoleGuardian: guardianKey, contracts.RoleOracleAdmin: adminKey,
		contracts.RoleTreasurer: treasurerKey, contracts.RoleArbiter: arbiterKey,
	}[role]
}

func (t *trial) finish(s side, at roleAt) bool {
	r := t.recoveries[at]
	if r.readyAt == 0 || r.to.side != s || t.now < r.readyAt ||
		!t.try(r.to.addr, at.at, oracleABI.PackFinishRecovery(at.role)) {
		return false
	}
	delete(t.recoveries, at)
	t.seats[at] = r.to
	return t.note(s, "takes over as "+keyNames[keyOf(at.role)])
}

func (t *trial) stopRecovery(s side, at roleAt) bool {
	r := t.recoveries[at]
	from, ok := t.holds(s, at.at, at.role)
	if r.readyAt == 0 || !ok || r.to.side == s || !t.try(from, at.at, oracleABI.PackStopRecovery(at.role)) {
		return false
	}
	delete(t.recoveries, at)
	return t.note(s, "stops a recovery of the "+keyNames[keyOf(at.role)])
}

// lastResort names another admin: by the guardian when no committee has counted
// for long, by the arbiter or the treasurer at any time with a longer delay.
func (t *trial) lastResort(s side) bool {
	if t.resorting.readyAt != 0 && (t.resorting.to.side == s || t.now < t.resorting.readyAt+30*day) || t.now < t.nextResort[s] {
		return false
	}
	to := t.named("last resort of side " + string('0'+byte(s)))
	delay := uint64(14 * day)
	begin := resortABI.PackBegin(to.addr)
	if !t.active.dead || t.now < t.retiredAt+90*day || !t.at(s, t.oracle, contracts.RoleGuardian, t.resortAt, begin) {
		delay = 90 * day
		if !t.at(s, t.oracle, contracts.RoleArbiter, t.resortAt, begin) && !t.at(s, t.dist, contracts.RoleTreasurer, t.resortAt, begin) {
			return false
		}
	}
	t.nextResort[s] = t.now + 30*day
	t.resorting = recovering{seat{to, s}, t.now + delay}
	return t.note(s, "names another admin", delay)
}

// at calls another contract with the key of a role.
func (t *trial) at(s side, where common.Address, role uint8, to common.Address, data []byte) bool {
	from, ok := t.holds(s, where, role)
	return ok && t.try(from, to, data)
}

// keepAdmin: who is there stops a last resort of the other side, or ends its own.
func (t *trial) keepAdmin(s side) bool {
	r := t.resorting
	switch {
	case r.readyAt == 0:
		return false
	case r.to.side != s:
		stop := resortABI.PackStop()
		if t.at(s, t.oracle, contracts.RoleOracleAdmin, t.resortAt, stop) || t.at(s, t.oracle, contracts.RoleGuardian, t.resortAt, stop) {
			t.resorting = recovering{}
			return t.note(s, "stops a last resort")
		}
	case t.now >= r.readyAt && t.try(r.to.addr, t.resortAt, resortABI.PackFinish()):
		t.resorting = recovering{}
		t.seats[roleAt{t.oracle, contracts.RoleOracleAdmin}] = r.to
		return t.note(s, "is oracle admin by a last resort")
	}
	return false
}
