package contracts_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"makewhole/contracts"
	"makewhole/merkle"
)

var (
	oddPool   = common.Hash(merkle.PoolID("pool_odd"))
	incidentB = common.Hash(merkle.IncidentID("inc_second"))
	// incidentLate has no snapshot set.
	incidentLate = common.Hash(merkle.IncidentID("inc_late"))
	coin         = common.Address{}
)

// universe is the deployment every life starts from: empty pools, two incidents
// whose snapshot sets become final at different times, rich underwriters, and
// receivers of every temper.
type universe struct {
	*world
	odd, oddAt           common.Address
	oddMock              mock
	lps                  []person
	stranger             person
	receivers, everybody []common.Address
	// keys signs for a receiver: its own key or the owner of its contract.
	keys    map[common.Address]person
	burner  common.Address // burns all gas of the odd token
	caller  common.Address // the receiver that calls back
	mood    mock
	tempers map[common.Address]uint8
	sets    map[common.Hash]*setOf
	// setsOf lists the digests an order may name, by incident.
	setsOf map[common.Hash][]common.Hash
}

func newUniverse(t testing.TB, replace ...map[string][]byte) *universe {
	t.Helper()
	u := &universe{
		world: newWorld(t, replace...), stranger: newPerson("stranger"), keys: map[common.Address]person{},
		tempers: map[common.Address]uint8{}, sets: map[common.Hash]*setOf{}, setsOf: map[common.Hash][]common.Hash{},
	}
	u.oddMock, u.mood = loadMock(t, "OddToken"), loadMock(t, "Receiver")
	u.odd = u.oddMock.deploy(u.evm, u.admin.addr)
	u.oddAt = u.newPool(u.odd, oddPool)
	u.ok(u.treasurer.addr, u.dist, distABI.PackRegisterSource(oddPool, u.oddAt))
	u.allow(u.odd)
	u.give(u.stranger.addr, 1_000_000)
	u.underwriters()
	u.everyReceiver()
	u.snapshots()
	return u
}

func (u *universe) underwriters() {
	rich, most := pow2(112), pow2(255)
	for i := range 3 {
		p := newPerson(fmt.Sprint("underwriter ", i))
		u.lps = append(u.lps, p)
		u.db.AddBalance(p.addr, &rich, 0)
		u.ok(u.admin.addr, u.token, tokenABI.PackMint(p.addr, rich.ToBig()))
		u.ok(u.admin.addr, u.odd, u.oddMock.pack(u.t, "mint", p.addr, rich.ToBig()))
		for _, spender := range []common.Address{u.pool, u.vault} {
			u.ok(p.addr, u.token, tokenABI.PackApprove(spender, most.ToBig()))
		}
		for _, spender := range []common.Address{u.oddAt, u.vault} {
			u.ok(p.addr, u.odd, u.oddMock.pack(u.t, "approve", spender, most.ToBig()))
		}
	}
}

func (u *universe) everyReceiver() {
	for i := range 6 {
		p := newPerson(fmt.Sprint("receiver ", i))
		u.keys[p.addr] = p
		u.receivers = append(u.receivers, p.addr)
	}
	for mood := uint8(0); mood <= receiverForcesBack; mood++ {
		owner := newPerson(fmt.Sprint("owner ", mood))
		at := u.mood.deploy(u.evm, u.admin.addr, owner.addr)
		u.keys[at], u.tempers[at] = owner, mood
		u.receivers = append(u.receivers, at)
		u.ok(u.admin.addr, at, u.mood.pack(u.t, "setMood", mood))
		if mood == receiverCallsBack {
			u.caller = at
			u.aim(nil)
			u.okValue(u.stranger.addr, at, uint256.NewInt(1), nil) // its counter is used before
		}
	}
	u.burner = newPerson("burner").addr
	u.ok(u.admin.addr, u.odd, u.oddMock.pack(u.t, "setMood", u.burner, uint8(tokenBurnsGas)))
	// Leaves that no committee should sign.
	u.receivers = append(u.receivers, coin, u.dist, u.pool)
}

// aim makes the receiver that calls back call the distributor with data.
func (u *universe) aim(data []byte) {
	u.ok(u.admin.addr, u.caller, u.mood.pack(u.t, "setCall", u.dist, data))
}

func (u *universe) snapshots() {
	register := func(s contracts.LossSnapshot) common.Hash {
		d := u.submit(s)
		u.sets[d] = &setOf{incident: s.IncidentID}
		return d
	}
	set := func(id common.Hash, revision uint64, member common.Hash) {
		s := u.set(revision, member)
		s.IncidentID = id
		d := s.Digest(u.config.Domain())
		data := contracts.PackSubmitSet(s, []common.Hash{member}, u.signed(d, 3))
		u.ok(u.anyone.addr, u.oracle, data)
		u.sets[d] = &setOf{id, true, revision, u.now + window}
		u.setsOf[id] = append(u.setsOf[id], d)
	}
	a := register(u.snapshot())
	set(incident, 1, a)
	u.wait(window)
	s := u.snapshot()
	s.IncidentID = incidentB
	set(incident, 2, a)
	set(incidentB, 1, register(s))
	for _, id := range []common.Hash{incident, incidentB} {
		u.setsOf[id] = append(u.setsOf[id], a) // a snapshot where a set is wanted
	}
}

// holders is everybody who may ever have money.
func (u *universe) holders() []common.Address {
	if u.everybody != nil {
		return u.everybody
	}
	all := []common.Address{u.dist, u.pool, u.coins, u.oddAt, u.vault, u.stranger.addr, u.burner}
	for _, p := range []common.Address{u.pool, u.coins, u.oddAt} {
		all = append(all, u.desk(p))
	}
	all = append(all, u.receivers...)
	for _, p := range u.lps {
		all = append(all, p.addr)
	}
	for _, p := range []person{u.operator, u.guardian, u.treasurer, u.admin, u.anyone, u.fund} {
		all = append(all, p.addr)
	}
	slices.SortFunc(all, common.Address.Cmp)
	u.everybody = slices.Compact(all)
	return u.everybody
}

// newModel is the model of the universe.
func (u *universe) newModel() *model {
	m := &model{
		now: u.now, dist: u.dist, vault: u.vault, operator: u.operator.addr, guardian: u.guardian.addr,
		treasurer: u.treasurer.addr, fund: u.fund.addr, domain: u.config.Domain(), config: u.config.Digest(),
		threshold: 3, usable: true, sets: u.sets, recovered: map[[97]byte]common.Address{},
		members: map[common.Address]bool{}, sealed: map[common.Hash]uint64{}, assets: map[common.Address]*asset{},
		moods: maps.Clone(u.tempers), warmed: map[common.Address]bool{}, pools: map[common.Hash]*pool{},
		accounts: map[account]amount{}, held: map[common.Address]amount{}, committed: map[commitment]amount{},
		announced: map[common.Hash]uint64{}, owed: map[debt]amount{}, cancelled: map[line]bool{}, last: map[commitment]common.Hash{}, undone: map[common.Hash]uint64{}, revoked: map[common.Hash]bool{},
		opened: map[common.Hash]bool{}, settlements: map[common.Hash]*settlement{},
		sources: map[common.Hash]common.Address{
			poolID: u.pool, coinPool: u.coins, oddPool: u.oddAt, recovery: u.vault, escheat: u.vault,
		},
	}
	for _, s := range u.config.Signers {
		m.members[s] = true
	}
	for i, at := range []common.Address{u.token, coin, u.odd} {
		a := &asset{
			at: at, index: uint16(i + 1), enabled: true, perSettlement: pow2(100), perDay: pow2(100), day: 1,
			balances: map[common.Address]amount{}, moods: map[common.Address]uint8{},
		}
		m.assets[at] = a
		for _, h := range u.holders() {
			if at == coin {
				a.balances[h] = *u.db.GetBalance(h)
			} else {
				a.balances[h] = *new(amount).SetBytes(u.view(at, tokenABI.PackBalanceOf(h)))
			}
		}
	}
	m.assets[u.odd].moods[u.burner] = tokenBurnsGas
	for id, asset := range map[common.Hash]common.Address{poolID: u.token, coinPool: coin, oddPool: u.odd} {
		m.pools[id] = &pool{
			at: m.sources[id], desk: u.desk(m.sources[id]), id: id, asset: m.assets[asset],
			sharesIn: map[holder]amount{}, queuedIn: map[holder]amount{}, earmarks: map[common.Hash]earmark{},
			releasable: map[common.Hash]uint64{},
		}
	}
	return m
}
