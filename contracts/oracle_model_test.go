package contracts_test

import (
	"bytes"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
)

// oracleModel is what LossOracle and Challenges should be after every call,
// written from docs/contracts.md. Each method mirrors one call and answers the
// name of the refusal, or "" and has then changed the model.
type oracleModel struct {
	now                                    uint64
	guardian, arbiter, admin, sealer, fund common.Address
	domain                                 contracts.Domain
	configs                                map[common.Hash]*configured
	active                                 common.Hash
	count, vetoed, guardianRetired         uint64
	scheduled                              map[common.Hash]uint64
	records                                map[common.Hash]*registered
	lines                                  map[common.Hash]*lossLine
	incidents                              map[common.Hash]*incidentSets
	struck                                 map[lossKey]bool
	upheld                                 map[common.Hash]bool
	owed                                   map[common.Address]uint64
}

// configured is a committee; state as in OracleConfigs.
type configured struct {
	config    contracts.OracleConfig
	state     int
	retiredAt uint64
}

const (
	configActive = iota + 1
	configRetired
	configCompromised
)

type lossKey struct {
	incident common.Hash
	asset    common.Address
}

// lossLine is one chain of revisions, by how far they jump.
type lossLine struct {
	head           common.Hash
	revision       uint64
	measured, firm bool
	measure, all   uint64 // all: what is sealed
}

type incidentSets struct {
	revision uint64
	sealed   common.Hash
	byNumber map[uint64]common.Hash
}

// registered is a snapshot or a set; mark 1 as long as nothing was decided.
type registered struct {
	isSet    bool
	sealed   bool // a set, for good
	mark     uint8
	finalAt  uint64
	revision uint64
	key      lossKey
	spec     common.Hash
	total    uint64
	members  []common.Hash
	by       common.Address
	guardian uint64
	arbiter  uint64
	open     bool
	bond     uint64
}

// marks beside the states that follow from the clock.
const standing = 1

func (r *registered) contested(now uint64) bool { return r.open && now < r.arbiter }

func (m *oracleModel) incident(id common.Hash) *incidentSets {
	if m.incidents[id] == nil {
		m.incidents[id] = &incidentSets{byNumber: map[uint64]common.Hash{}}
	}
	return m.incidents[id]
}

func (m *oracleModel) line(k lossKey) *lossLine {
	id := common.BytesToHash(append(k.incident.Bytes()[:12], k.asset[:]...))
	if m.lines[id] == nil {
		m.lines[id] = &lossLine{}
	}
	return m.lines[id]
}

// stateOf is what the oracle says of a digest.
func (m *oracleModel) stateOf(d common.Hash) uint8 {
	r := m.records[d]
	switch {
	case r == nil:
		return contracts.SnapshotStateNone
	case m.isSealed(d):
		return contracts.SnapshotStateSealed
	case r.mark != standing:
		return r.mark
	case r.contested(m.now):
		return contracts.SnapshotStateChallenged
	case m.now < r.finalAt:
		return contracts.SnapshotStateChallengeable
	}
	return contracts.SnapshotStateFinal
}

func (m *oracleModel) isSealed(d common.Hash) bool {
	sealed := m.incident(m.records[d].key.incident).sealed
	return m.records[d].sealed || sealed != common.Hash{} && slices.Contains(m.records[sealed].members, d)
}

func (m *oracleModel) final(d common.Hash) bool {
	r := m.records[d]
	return r.mark == standing && m.now >= r.finalAt && !r.contested(m.now)
}

// quorum answers how many members have signed; the signatures are good ones.
func (m *oracleModel) quorum(config common.Hash, until uint64, n int) string {
	c := m.configs[config]
	if c == nil || c.state != configActive && (c.state != configRetired || m.now >= c.retiredAt+86400) {
		return "ConfigUnusable"
	}
	if until < m.now || until > m.now+90*86400 {
		return "OutOfTerm"
	}
	if n < int(c.config.Threshold) {
		return "NoQuorum"
	}
	return ""
}

func (m *oracleModel) submit(s contracts.LossSnapshot, n int) string {
	digest := s.Digest(m.domain)
	if m.records[digest] != nil {
		return ""
	}
	if refusal := m.quorum(s.ConfigDigest, s.ValidUntil, n); refusal != "" {
		return refusal
	}
	c := m.configs[s.ConfigDigest].config
	total, unattributed := s.TotalLoss.Uint256(), s.UnattributedLoss.Uint256()
	empty := s.LeafCount == 0
	switch {
	case s.OccurredFrom > s.OccurredTo, s.FromBlock > s.ToBlock, s.OccurredTo > m.now+c.MaxClockSkew, s.OccurredTo+c.MaxAge < m.now:
		return "BadTimes"
	case unattributed.Gt(&total), empty != (s.LossRoot == common.Hash{}), empty != unattributed.Eq(&total):
		return "BadAmounts"
	}
	k := lossKey{s.IncidentID, s.Asset}
	l := m.line(k)
	if s.Revision != l.revision+1 {
		return "RevisionGap"
	}
	if s.PrevSnapshot != l.head {
		return "Fork"
	}
	after, superseded := m.settled(*l)
	with := after.all + total.Uint64()
	if !after.measured {
		after.measured, after.measure = true, with
	}
	gap := max(with, after.measure) - min(with, after.measure)
	if gap > after.measure*uint64(c.MaxDeviationBps)/10_000 && n != len(c.Signers) {
		return "NeedsAllSigners"
	}
	if superseded {
		m.records[l.head].mark = contracts.SnapshotStateSuperseded
	}
	after.head, after.revision = digest, s.Revision
	*l = after
	m.records[digest] = &registered{
		mark: standing, finalAt: m.now + c.ChallengeWindow, revision: s.Revision, key: k, spec: s.SpecHash, total: total.Uint64(),
	}
	return ""
}

// settled is a line after what became of its last revision; and whether that is
// superseded by the next one.
func (m *oracleModel) settled(l lossLine) (lossLine, bool) {
	if l.revision == 0 {
		return l, false
	}
	r := m.records[l.head]
	stands := r.mark == standing
	if m.final(l.head) {
		l.firm, l.measure = true, l.all+r.total
	}
	isSealed := stands && m.isSealed(l.head)
	if isSealed {
		l.all += r.total
	}
	if !stands && !l.firm {
		l.measured = false
	}
	return l, stands && !isSealed
}

func (m *oracleModel) submitSet(s contracts.SnapshotSet, members []common.Hash, n int) string {
	digest := s.Digest(m.domain)
	if m.records[digest] != nil {
		return ""
	}
	if refusal := m.quorum(s.ConfigDigest, s.ValidUntil, n); refusal != "" {
		return refusal
	}
	finalAt := m.now + m.configs[s.ConfigDigest].config.ChallengeWindow
	if len(members) == 0 || contracts.SnapshotsHash(members) != s.SnapshotsHash {
		return "BadSet"
	}
	last := common.Hash{}
	for _, d := range members {
		r := m.records[d]
		switch {
		case bytes.Compare(d[:], last[:]) <= 0:
			return "BadSet"
		case r == nil || r.isSet || r.mark != standing || r.contested(m.now):
			return "NotUsable"
		case r.key.incident != s.IncidentID || r.spec != s.SpecHash:
			return "WrongIncident"
		}
		last, finalAt = d, max(finalAt, r.finalAt)
	}
	in := m.incident(s.IncidentID)
	if s.Revision != in.revision+1 {
		return "RevisionGap"
	}
	if m.drops(in, members) {
		return "DropsSealed"
	}
	in.revision = s.Revision
	in.byNumber[s.Revision] = digest
	m.records[digest] = &registered{
		isSet: true, mark: standing, finalAt: finalAt, revision: s.Revision, key: lossKey{incident: s.IncidentID}, spec: s.SpecHash,
		members: slices.Clone(members),
	}
	return ""
}

// drops tells whether a set leaves out what is sealed.
func (m *oracleModel) drops(in *incidentSets, members []common.Hash) bool {
	if in.sealed == (common.Hash{}) {
		return false
	}
	return slices.ContainsFunc(m.records[in.sealed].members, func(d common.Hash) bool { return !slices.Contains(members, d) })
}

func (m *oracleModel) seal(by common.Address, d, id common.Hash) string {
	if by != m.sealer {
		return "NotDistributor"
	}
	r, in := m.records[d], m.incident(id)
	if r == nil || r.key.incident != id {
		return "WrongIncident"
	}
	if r.isSet && d == in.sealed {
		return ""
	}
	old := m.records[in.sealed]
	if !r.isSet || old != nil && r.revision < old.revision || !m.final(d) {
		return "NotFinal"
	}
	for _, member := range r.members { // what is sealed already stays, whatever was decided later
		if kept := old != nil && slices.Contains(old.members, member); !kept && !m.final(member) {
			return "NotFinal"
		}
	}
	if m.drops(in, r.members) {
		return "DropsSealed"
	}
	in.sealed, r.sealed = d, true
	return ""
}

func (m *oracleModel) challenge(by common.Address, d common.Hash, bond uint64, reason common.Hash) string {
	r := m.records[d]
	switch {
	case r != nil && r.open:
		return "AlreadyChallenged"
	case bond < 1e17:
		return "BondTooSmall"
	case reason == common.Hash{}:
		return "NoReason"
	case m.stateOf(d) != contracts.SnapshotStateChallengeable:
		return "NotUsable"
	}
	r.open, r.by, r.bond, r.guardian = true, by, bond, m.now+guardianTime
	r.arbiter = r.guardian
	if m.arbiter != (common.Address{}) {
		r.arbiter += arbiterTime
	}
	return ""
}

func (m *oracleModel) decide(by common.Address, d common.Hash, upheld bool) string {
	r := m.records[d]
	if r == nil || !r.open {
		return "NotChallenged"
	}
	mine := m.now < r.guardian && by == m.guardian
	if !mine && (m.now < r.guardian || m.now >= r.arbiter || by != m.arbiter) || by == r.by {
		return "NotYourTurn"
	}
	if upheld && mine {
		if m.upheld[r.key.incident] {
			return "UpheldUsed"
		}
		m.upheld[r.key.incident] = true
	}
	to := m.fund
	if upheld {
		to = r.by
	}
	m.close(r, to)
	if upheld && r.mark == standing {
		r.mark = contracts.SnapshotStateRejected
	}
	return ""
}

func (m *oracleModel) close(r *registered, to common.Address) {
	r.open = false
	m.owed[to] += r.bond
}

func (m *oracleModel) closeSilent(d common.Hash) string {
	r := m.records[d]
	if r == nil || !r.open {
		return "NotChallenged"
	}
	if m.now < r.arbiter {
		return "StillOpen"
	}
	m.close(r, r.by)
	return ""
}

func (m *oracleModel) withdraw(of common.Address) string {
	if m.owed[of] == 0 {
		return "NothingOwed"
	}
	m.owed[of] = 0
	return ""
}

func (m *oracleModel) strike(by common.Address, d common.Hash) string {
	r := m.records[d]
	switch {
	case by != m.guardian:
		return "NotHolder"
	case r == nil || r.mark != standing || r.isSet || m.isSealed(d):
		return "NotUsable"
	case m.struck[r.key]:
		return "StrikeUsed"
	}
	m.struck[r.key] = true
	r.mark = contracts.SnapshotStateStruck
	return ""
}

func (m *oracleModel) schedule(by common.Address, d common.Hash) string {
	if by != m.admin {
		return "NotHolder"
	}
	m.scheduled[d] = m.now + 86400
	return ""
}

func (m *oracleModel) veto(by common.Address, d common.Hash) string {
	if by != m.guardian {
		return "NotHolder"
	}
	if m.vetoed > m.count {
		return "VetoUsed"
	}
	m.vetoed = m.count + 1
	delete(m.scheduled, d)
	return ""
}

func (m *oracleModel) activate(by common.Address, c contracts.OracleConfig) string {
	if by != m.admin {
		return "NotHolder"
	}
	c.Count = m.count + 1 // the contract counts
	digest := c.Digest()
	if ready := m.scheduled[digest]; ready == 0 || m.now < ready {
		return "ConfigNotReady"
	}
	if old := m.configs[m.active]; old.state == configActive {
		old.state, old.retiredAt = configRetired, m.now
	}
	m.count++
	m.active = digest
	m.configs[digest] = &configured{config: c, state: configActive}
	return ""
}

func (m *oracleModel) retire(by common.Address, d common.Hash) string {
	c := m.configs[d]
	switch {
	case by == m.guardian && m.guardianRetired != 0 && m.now < m.guardianRetired+180*86400:
		return "RetireUsed"
	case by != m.guardian && by != m.admin:
		return "NotHolder"
	case c == nil || c.state == configCompromised:
		return "ConfigUnusable"
	}
	if by == m.guardian {
		m.guardianRetired = m.now
	}
	c.state, c.retiredAt = configCompromised, m.now
	return ""
}
