package contracts_test

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/vm"
	"github.com/holiman/uint256"

	"makewhole/contracts"
)

// The search of TestWhatKeysCost plays one story on the deployed bytecode again
// and again: a pool, two underwriters, an incident and a victim, or none. Some
// keys are stolen or lost; a thief acts as a plan says, and everybody else
// answers as search_honest_test.go says.

// key is what can be stolen or lost.
type key int

const (
	operatorKey key = iota
	guardianKey
	adminKey
	treasurerKey
	arbiterKey
	memberKey
	quorumKey
)

var keyNames = []string{"operator", "guardian", "oracle admin", "treasurer", "arbiter", "one member", "a quorum"}

// who has a role, or a committee key.
type side int

const (
	honest side = iota
	thief
	nobody
)

type seat struct {
	person
	side side
}

// committee is a configuration and whose keys its members are.
type committee struct {
	config  contracts.OracleConfig
	digest  common.Hash
	members []seat
	// usable until this second; ever when it is active.
	until uint64
	dead  bool
	// shown: a thief has used its quorum, everybody knows.
	shown bool
}

// roleAt is a role of one contract.
type roleAt struct {
	at   common.Address
	role uint8
}

// attempt is of a side to take a role.
type attempt struct {
	roleAt
	side side
}

type recovering struct {
	to      seat
	readyAt uint64
}

// The story in base units: what the pool has, whose it is, and what is lost.
const (
	poolMoney = 1_000_000
	shareA    = 400_000
	lossTotal = 300_000
)

// trial is one playing of the story.
type trial struct {
	*world
	*searcher
	m        *machine
	incident bool // the story with one
	start    uint64
	plan     []entry
	fired    []uint64
	looks    int
	began    []bool
	wakes    []uint64

	seats       map[roleAt]seat
	recoveries  map[roleAt]recovering
	nextTry     map[attempt]uint64
	resorting   recovering
	nextResort  map[side]uint64
	active      *committee
	committees  []*committee
	scheduled   []planned
	retiredAt   uint64 // when the active committee was retired
	loss        losses
	payments    []*payment
	sequence    uint64
	junk        []common.Hash
	names       int  // of false incidents
	dismissable bool // there is a false report of an outsider
	pausedUntil uint64
	exits       map[common.Address]leaving
	reached     map[string]uint64
}

type planned struct {
	*committee
	ready uint64
}

// losses is what the oracle knows of the incident.
type losses struct {
	head, set, sealed *finding
	revision, sets    uint64
	all               []*finding
}

// finding is a snapshot or a set.
type finding struct {
	digest    common.Hash
	bad       bool
	isSet     bool
	members   []*finding
	finalAt   uint64
	rejected  bool
	objection *objection
}

type objection struct {
	by              person
	guardian, until uint64
	unfounded       bool
}

// payment is an order of one leaf.
type payment struct {
	plan
	set       *finding
	bad       bool
	by        *committee
	announced uint64
	activeAt  uint64
	held      bool
	cancelled bool
	redeemed  bool
}

type leaving struct {
	id      uint64
	readyAt uint64
}

type signing struct {
	digest common.Hash
	by     common.Hash
	side   side
}

// fork is a trial that can be played and taken back.
func (s *searcher) fork(stolen, lost []key, incidentToo bool, plan []entry) *trial {
	w, e := *s.world, *s.evm
	e.db = s.m.db
	w.evm = &e
	t := &trial{
		searcher: s, world: &w, m: s.m, incident: incidentToo, start: e.now, plan: plan,
		fired: make([]uint64, len(plan)), began: make([]bool, len(plan)), seats: map[roleAt]seat{},
		recoveries: map[roleAt]recovering{}, nextTry: map[attempt]uint64{}, exits: map[common.Address]leaving{}, reached: map[string]uint64{}, nextResort: map[side]uint64{},
	}
	t.sit(stolen, thief)
	t.sit(lost, nobody)
	t.active = &committee{config: w.config, digest: w.config.Digest(), until: ^uint64(0)}
	for _, p := range w.committee {
		t.active.members = append(t.active.members, seat{p, honest})
	}
	t.take(stolen, thief)
	t.take(lost, nobody)
	t.committees = []*committee{t.active}
	t.wake(0)
	return t
}

// sit gives the roles of keys to a side.
func (t *trial) sit(keys []key, to side) {
	if len(t.seats) == 0 {
		for role, p := range []person{t.operator, t.guardian, t.admin, t.treasurer, t.arbiter} {
			for _, at := range t.contractsOf(uint8(role)) {
				t.seats[roleAt{at, uint8(role)}] = seat{p, honest}
			}
		}
	}
	for _, k := range keys {
		if k > arbiterKey {
			continue
		}
		for _, at := range t.contractsOf(uint8(k)) {
			s := t.seats[roleAt{at, uint8(k)}]
			s.side = to
			t.seats[roleAt{at, uint8(k)}] = s
		}
	}
}

// contractsOf lists where a role is held.
func (t *trial) contractsOf(role uint8) []common.Address {
	switch role {
	case contracts.RoleOperator:
		return []common.Address{t.dist, t.pool}
	case contracts.RoleGuardian:
		return []common.Address{t.oracle, t.dist, t.pool}
	case contracts.RoleTreasurer:
		return []common.Address{t.dist, t.limits}
	}
	return []common.Address{t.oracle}
}

// take gives members of the first committee away: one, or three that are a quorum.
func (t *trial) take(keys []key, to side) {
	for _, k := range keys {
		n := map[key]int{memberKey: 1, quorumKey: int(t.active.config.Threshold)}[k]
		for i := range t.active.members {
			if n > 0 && t.active.members[i].side == honest {
				t.active.members[i].side = to
				n--
			}
		}
	}
}

// quorumOf joins signatures of a side's members, or nil when they are too few.
func (t *trial) quorumOf(c *committee, of side, digest common.Hash) []byte {
	if !c.has(of) {
		return nil
	}
	k := signing{digest, c.digest, of}
	if sigs := t.signatures[k]; sigs != nil {
		return sigs
	}
	var sigs []byte
	n := 0
	for _, m := range c.members { // they ascend
		if m.side == of && n < int(c.config.Threshold) {
			sigs = append(sigs, m.sign(t.t, digest)...)
			n++
		}
	}
	t.signatures[k] = sigs
	return sigs
}

// has tells whether a side has a quorum of the committee.
func (c *committee) has(s side) bool {
	n := 0
	for _, m := range c.members {
		if m.side == s {
			n++
		}
	}
	return n >= int(c.config.Threshold)
}

func (t *trial) usable(c *committee) bool { return c != nil && !c.dead && t.now < c.until }

// newCommittee of one side, with the number that the next one will have.
func (t *trial) newCommittee(s side) *committee {
	config := t.active.config
	config.Count = t.active.config.Count + 1
	config.Signers = nil
	var members []seat
	for i := range 4 {
		members = append(members, seat{t.named(fmt.Sprint("successor ", s, i)), s})
	}
	slices.SortFunc(members, func(a, b seat) int { return bytes.Compare(a.addr[:], b.addr[:]) })
	for _, m := range members {
		config.Signers = append(config.Signers, m.addr)
	}
	return &committee{config: config, digest: config.Digest(), members: members, until: ^uint64(0)}
}

// named is newPerson, made once.
func (s *searcher) named(name string) person {
	p, known := s.persons[name]
	if !known {
		p = newPerson(name)
		s.persons[name] = p
	}
	return p
}

// try is one call from outside; true when it went through.
func (t *trial) try(from, to common.Address, data []byte) bool { return t.tryValue(from, to, 0, data) }

func (t *trial) tryValue(from, to common.Address, wei uint64, data []byte) bool {
	t.m.calls++
	t.m.run.Context.Time = t.now
	t.m.run.Origin = from
	ret, _, err := t.m.run.Call(from, to, data, vm.NewGasBudget(plenty, 0), uint256.NewInt(wei))
	t.tellRefusal(ret, err)
	return err == nil
}

func (t *trial) tellRefusal(ret []byte, err error) {
	if t.trace != nil && err != nil {
		t.trace("    refused: %s", refusal(outcome{ret: ret, err: err}))
	}
}

// holds is who of a side has a role of a contract.
func (t *trial) holds(s side, at common.Address, role uint8) (common.Address, bool) {
	have := t.seats[roleAt{at, role}]
	return have.addr, have.side == s
}

// as calls with the key of a role, when the side has it.
func (t *trial) as(s side, role uint8, to common.Address, data []byte) bool {
	at := to
	switch to {
	case t.challenges:
		at = t.oracle
	case t.reports:
		at = t.pool
	}
	from, ok := t.holds(s, at, role)
	return ok && t.try(from, to, data)
}

// wake asks for another look at later seconds.
func (t *trial) wake(after ...uint64) {
	for _, d := range after {
		at := t.now + d
		if i, known := slices.BinarySearch(t.wakes, at); !known {
			t.wakes = slices.Insert(t.wakes, i, at)
		}
	}
}

// note says in a trace what has happened, and looks again in a minute.
func (t *trial) note(by side, what string, after ...uint64) bool {
	if t.trace != nil {
		t.trace("%6.2f d  %s: %s", float64(t.now-t.start)/86400, by, what)
	}
	t.wake(60)
	t.wake(after...)
	return true
}
