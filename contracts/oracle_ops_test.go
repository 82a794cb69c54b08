package contracts_test

import (
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
)

// What anybody may do with an oracle in TestOracleFollowsTheModel.

func (l *oracleLife) by(right person) common.Address {
	if l.rnd.chance(92) {
		return right.addr
	}
	return pick(&l.rnd, l.admin, l.guardian, l.operator, l.friends[0]).addr
}

// signed by the first n members of the committee, whatever the configuration.
func (l *oracleLife) signatures(digest common.Hash, n int) (sigs []byte) {
	for _, m := range l.committee[:n] {
		sigs = append(sigs, m.sign(l.world.t, digest)...)
	}
	return sigs
}

func (l *oracleLife) anyConfig() contracts.OracleConfig {
	if l.rnd.chance(95) {
		return l.model.configs[l.model.active].config
	}
	var all []contracts.OracleConfig
	for _, c := range l.model.configs {
		all = append(all, c.config)
	}
	slices.SortFunc(all, func(a, b contracts.OracleConfig) int { return int(a.Count) - int(b.Count) })
	return pick(&l.rnd, all...)
}

func (l *oracleLife) doSubmit() {
	r := &l.rnd
	c := l.anyConfig()
	l.now = l.model.now
	l.config = c
	s := l.snapshot()
	s.IncidentID = pick(r, incident, incident, incidentB)
	s.Asset = pick(r, l.token, l.token, coin)
	line := *l.model.line(lossKey{s.IncidentID, s.Asset})
	s.Revision, s.PrevSnapshot = line.revision+1, line.head
	after, _ := l.model.settled(line)
	base := uint64(1000)
	if after.measured {
		base = after.measure
	}
	step := base * uint64(c.MaxDeviationBps) / 10_000
	total := pick(r, base, base+step, base+step, base-step, base+step+1, base-min(step+1, base), base+5000)
	if total > after.all && r.chance(70) {
		total -= after.all
	}
	s.TotalLoss, s.UnattributedLoss = amt(total), amt(total/10)
	s.EvidenceHash = common.Hash{byte(r.next()), byte(r.next())}
	if total == 0 {
		s.LeafCount, s.LossRoot = 0, common.Hash{}
	}
	l.spoil(&s, c)
	n := pick(r, 3, 3, 3, 3, 4, 4, 2)
	digest := s.Digest(l.model.domain)
	call := func() (sending, func() string) {
		return sending{from: l.anyone.addr, to: l.oracle, data: contracts.PackSubmit(s, l.signatures(digest, n))},
			func() string { return l.model.submit(s, n) }
	}
	l.say("submit", digest, call)
}

// say makes a call that registers a digest, and remembers it to say it again.
func (l *oracleLife) say(kind string, digest common.Hash, call func() (sending, func() string)) {
	known := l.model.records[digest] != nil
	if l.said = append(l.said, call); len(l.said) > 20 {
		l.said = l.said[1:]
	}
	msg, predict := call()
	l.do(kind, msg, func() string {
		refusal := predict()
		if refusal == "" && !known {
			l.digests = append(l.digests, digest)
		}
		return refusal
	})
}

func (l *oracleLife) doAgain() {
	if len(l.said) == 0 {
		return
	}
	msg, predict := pick(&l.rnd, l.said...)()
	before := len(l.model.records)
	l.do("say again", msg, predict)
	if len(l.model.records) != before { // it was refused then and fits now
		for d := range l.model.records {
			if !slices.Contains(l.digests, d) {
				l.digests = append(l.digests, d)
			}
		}
	}
}

func (l *oracleLife) spoil(s *contracts.LossSnapshot, c contracts.OracleConfig) {
	if !l.rnd.chance(18) {
		return
	}
	now := l.model.now + 12 // of the call
	switch l.rnd.below(11) {
	case 0:
		s.Revision++
	case 1:
		s.PrevSnapshot[4]++
	case 2:
		s.OccurredFrom = s.OccurredTo + 1
	case 3:
		s.OccurredTo = now + c.MaxClockSkew + uint64(l.rnd.below(2))
	case 4:
		s.OccurredTo = now - c.MaxAge - uint64(l.rnd.below(2))
		s.OccurredFrom = s.OccurredTo
	case 5:
		s.UnattributedLoss = s.TotalLoss
	case 6:
		s.LossRoot = common.Hash{}
	case 7:
		s.FromBlock = s.ToBlock + 1
	case 8:
		s.SpecHash[0]++
	case 9:
		s.ConfigDigest[5]++
	case 10:
		s.ValidUntil = pick(&l.rnd, now, now-1, now+90*86400, now+90*86400+1)
	}
}

func (l *oracleLife) doSubmitSet() {
	r := &l.rnd
	l.config, l.now = l.anyConfig(), l.model.now
	id := pick(r, incident, incident, incidentB)
	in := l.model.incident(id)
	var members []common.Hash
	if in.sealed != (common.Hash{}) && r.chance(90) {
		members = slices.Clone(l.model.records[in.sealed].members)
	}
	for _, asset := range []common.Address{l.token, coin} {
		if head := l.model.line(lossKey{id, asset}).head; head != (common.Hash{}) && r.chance(85) && !slices.Contains(members, head) {
			members = append(members, head)
		}
	}
	if len(l.digests) > 0 && r.chance(6) {
		members = append(members, pick(r, l.digests...))
	}
	slices.SortFunc(members, common.Hash.Cmp)
	s := l.set(in.revision+1, members...)
	s.IncidentID = id
	s.PricesHash = common.Hash{byte(r.next()), byte(r.next())}
	if r.chance(4) {
		s.Revision++
	}
	if r.chance(2) {
		s.SnapshotsHash[0]++
	}
	if r.chance(2) {
		s.ValidUntil = pick(r, l.now+11, l.now+12, l.now+90*86400+13)
	}
	n := pick(r, 3, 3, 3, 3, 4, 2)
	digest := s.Digest(l.model.domain)
	l.say("submit set", digest, func() (sending, func() string) {
		return sending{from: l.anyone.addr, to: l.oracle, data: contracts.PackSubmitSet(s, members, l.signatures(digest, n))},
			func() string { return l.model.submitSet(s, members, n) }
	})
}

// anyDigest is mostly a late one.
func (l *oracleLife) anyDigest() common.Hash {
	if len(l.digests) == 0 || l.rnd.chance(1) {
		return reasonOne
	}
	return pick(&l.rnd, l.digests[max(0, len(l.digests)-pick(&l.rnd, 2, 4, 8, 100)):]...)
}

func (l *oracleLife) doSeal() {
	id := pick(&l.rnd, incident, incident, incidentB)
	d := l.anyDigest()
	if in := l.model.incident(id); l.rnd.chance(75) {
		d = in.byNumber[in.revision-min(in.revision, uint64(l.rnd.below(3))/2)]
	}
	by := l.by(l.sealer)
	l.do("seal", sending{from: by, to: l.oracle, data: oracleABI.PackSealSet(d, id)}, func() string { return l.model.seal(by, d, id) })
}

func (l *oracleLife) doChallenge() {
	d := l.anyDigest()
	for _, late := range slices.Backward(l.digests) {
		if l.model.stateOf(late) == contracts.SnapshotStateChallengeable && l.rnd.chance(60) {
			d = late
			break
		}
	}
	by := pick(&l.rnd, l.friends[0], l.friends[1], l.friends[2], l.guardian).addr
	bond, reason := pick(&l.rnd, uint64(1e17), 1e17, 1e17, 2e17, 1e17-1), reasonOne
	if l.rnd.chance(4) {
		reason = common.Hash{}
	}
	l.do("challenge", sending{
		from: by, to: l.challenges, value: units(bond), data: challengesABI.PackChallenge(d, reason),
	}, func() string { return l.model.challenge(by, d, bond, reason) })
	if l.rnd.chance(35) {
		l.doDecide()
	}
}

// contested is a digest with an open objection, if there is one.
func (l *oracleLife) contested() common.Hash {
	for _, d := range slices.Backward(l.digests) {
		if l.model.records[d].open && l.rnd.chance(70) {
			return d
		}
	}
	return l.anyDigest()
}

func (l *oracleLife) doDecide() {
	d, upheld := l.contested(), l.rnd.chance(60)
	by := l.by(l.guardian)
	if r := l.model.records[d]; r != nil && l.model.now+12 >= r.guardian && l.rnd.chance(80) {
		by = l.by(l.arbiter)
	}
	l.do("decide", sending{from: by, to: l.challenges, data: challengesABI.PackDecide(d, upheld, reasonOne)},
		func() string { return l.model.decide(by, d, upheld) })
}

func (l *oracleLife) doCloseSilent() {
	d := l.contested()
	l.do("close silent", sending{from: l.anyone.addr, to: l.challenges, data: challengesABI.PackCloseSilent(d)},
		func() string { return l.model.closeSilent(d) })
}

func (l *oracleLife) doWithdraw() {
	of := pick(&l.rnd, l.bondholders()...)
	l.do("withdraw bond", sending{from: l.anyone.addr, to: l.challenges, data: challengesABI.PackWithdrawBond(of)},
		func() string { return l.model.withdraw(of) })
}

func (l *oracleLife) doStrike() {
	d, by := l.anyDigest(), l.by(l.guardian)
	l.do("strike", sending{from: by, to: l.oracle, data: oracleABI.PackStrike(d, reasonOne)},
		func() string { return l.model.strike(by, d) })
}

// nextConfig is the next committee: the same people, another number.
func (l *oracleLife) nextConfig() contracts.OracleConfig {
	c := l.config
	c.Signers = nil
	for _, m := range l.committee {
		c.Signers = append(c.Signers, m.addr)
	}
	c.Count = l.model.count + 1
	c.ChallengeWindow = window
	c.MaxDeviationBps = uint16(1000 * (1 + c.Count%3))
	return c
}

func (l *oracleLife) doSchedule() {
	d, by := l.nextConfig().Digest(), l.by(l.admin)
	l.do("schedule", sending{from: by, to: l.oracle, data: oracleABI.PackScheduleConfig(d)},
		func() string { return l.model.schedule(by, d) })
}

func (l *oracleLife) doVeto() {
	d, by := l.nextConfig().Digest(), l.by(l.guardian)
	l.do("veto", sending{from: by, to: l.oracle, data: oracleABI.PackVetoConfig(d)}, func() string { return l.model.veto(by, d) })
}

func (l *oracleLife) doActivate() {
	if l.model.configs[l.model.active].state != configActive && l.rnd.chance(90) {
		l.doSchedule()
	}
	c, by := l.nextConfig(), l.by(l.admin)
	if ready := l.model.scheduled[c.Digest()]; ready != 0 && l.rnd.chance(60) {
		l.model.now = max(l.model.now, ready-12-uint64(l.rnd.below(2)))
	}
	l.do("activate", sending{from: by, to: l.oracle, data: contracts.PackActivateConfig(c)},
		func() string { return l.model.activate(by, c) })
}

func (l *oracleLife) doRetire() {
	if l.rnd.chance(60) {
		return
	}
	d, by := l.anyConfig().Digest(), pick(&l.rnd, l.by(l.guardian), l.by(l.admin))
	l.do("retire", sending{from: by, to: l.oracle, data: oracleABI.PackRetireCompromised(d)},
		func() string { return l.model.retire(by, d) })
}
