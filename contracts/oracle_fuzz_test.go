package contracts_test

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"makewhole/contracts"
)

// oracleLives and oracleSteps are the everyday size of TestOracleFollowsTheModel.
const (
	oracleLives = 40
	oracleSteps = 250
)

// oracleRefusals must all occur.
var oracleRefusals = []string{
	"AlreadyChallenged", "BadAmounts", "BadSet", "BadTimes", "BondTooSmall", "ConfigNotReady", "ConfigUnusable", "DropsSealed", "Fork",
	"NeedsAllSigners", "NoQuorum", "NoReason", "NotChallenged", "NotDistributor", "NotFinal", "NotHolder", "NotUsable", "NotYourTurn",
	"NothingOwed", "OutOfTerm", "RetireUsed", "RevisionGap", "StillOpen", "StrikeUsed", "UpheldUsed", "VetoUsed", "WrongIncident",
}

// oracleWorld is an oracle of its own, whose distributor is a person, so that
// sets are sealed without orders.
type oracleWorld struct {
	*world
	sealer     person
	friends    []person
	arbitrated bool
	// first and begun are the committee and the second that every life begins with.
	first contracts.OracleConfig
	begun uint64
}

func newOracleWorld(t testing.TB, arbitrated bool) *oracleWorld {
	t.Helper()
	w := &oracleWorld{world: newWorld(t), sealer: newPerson("sealer"), arbitrated: arbitrated}
	if !arbitrated {
		w.arbiter.addr = common.Address{}
	}
	w.oracle = w.deploy(w.admin.addr, &contracts.LossOracleMetaData, oracleABI.PackConstructor(
		contracts.LossOracleDeployment{
			OracleAdmin: w.admin.addr, Guardian: w.guardian.addr, Arbiter: w.arbiter.addr, VictimsFund: w.fund.addr,
			MinBond: num(1e17), GuardianTime: num(guardianTime), ArbiterTime: num(arbiterTime), ConfigDelay: num(86400),
		}))
	w.challenges = w.challengesOf(w.oracle)
	w.config.Oracle = w.oracle
	w.ok(w.admin.addr, w.oracle, oracleABI.PackSetDistributor(w.sealer.addr))
	w.ok(w.admin.addr, w.oracle, contracts.PackActivateConfig(w.config))
	for i := range 3 {
		p := newPerson(fmt.Sprint("friend ", i))
		w.give(p.addr, 1_000_000)
		w.friends = append(w.friends, p)
	}
	w.first, w.begun = w.config, w.now
	return w
}

// oracleLife is one history of calls on the oracle and on its model.
type oracleLife struct {
	*oracleWorld
	t       failer
	m       *machine
	model   *oracleModel
	rnd     mixer
	root    common.Hash
	tally   tally
	digests []common.Hash // everything registered, in order
	said    []func() (sending, func() string)
	law     *oracleLaws
}

func (w *oracleWorld) newLife(t failer, seed uint64, counts tally) *oracleLife {
	w.config, w.now = w.first, w.begun
	m := &oracleModel{
		now: w.now, guardian: w.guardian.addr, arbiter: w.arbiter.addr, admin: w.admin.addr, sealer: w.sealer.addr, fund: w.fund.addr,
		domain: w.config.Domain(), count: 1, active: w.config.Digest(), configs: map[common.Hash]*configured{},
		scheduled: map[common.Hash]uint64{}, records: map[common.Hash]*registered{}, lines: map[common.Hash]*lossLine{},
		incidents: map[common.Hash]*incidentSets{}, struck: map[lossKey]bool{}, upheld: map[common.Hash]bool{},
		owed: map[common.Address]uint64{},
	}
	m.configs[m.active] = &configured{config: w.config, state: configActive}
	l := &oracleLife{oracleWorld: w, t: t, m: newMachine(w.evm), model: m, rnd: mixer(seed), tally: counts}
	l.root = l.m.root()
	l.law = newOracleLaws(l)
	return l
}

// TestOracleFollowsTheModel plays random histories on the deployed oracle and on
// a model of it: snapshots, sets, objections and their bonds, strikes, committees,
// sealing and the passing of time, with an arbiter and without. After every call
// the state of every digest and every bond must be the model's, refusals must be
// those that the model names and change nothing, and the laws of oracleLaws hold.
func TestOracleFollowsTheModel(t *testing.T) {
	t.Parallel()
	lives := oracleLives
	if s := os.Getenv("MAKEWHOLE_FUZZ_CALLS"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatal(err)
		}
		lives = max(n/oracleSteps/2, oracleLives)
	}
	if underRace {
		lives = 4
	}
	worlds := []*oracleWorld{newOracleWorld(t, true), newOracleWorld(t, false)}
	counts := newTally()
	calls := uint64(0)
	for seed := range lives {
		l := worlds[seed%2].newLife(t, uint64(seed), counts)
		for range oracleSteps {
			l.step()
		}
		calls += l.m.calls
	}
	t.Logf("%d calls; done: %s", calls, listed(counts.done))
	t.Logf("refused: %s", listed(counts.refused))
	if underRace {
		return
	}
	for _, o := range oracleOperations {
		if counts.done[o.name] == 0 {
			t.Errorf("never done: %s", o.name)
		}
	}
	for _, name := range oracleRefusals {
		if counts.refused[name] == 0 {
			t.Errorf("never refused with %s", name)
		}
	}
	for name := range counts.refused {
		if !slices.Contains(oracleRefusals, name) {
			t.Errorf("%s is not in the list of refusals", name)
		}
	}
}

var oracleOperations = []struct {
	name   string
	weight int
	step   func(l *oracleLife)
}{
	{"time", 22, (*oracleLife).pass},
	{"submit", 22, (*oracleLife).doSubmit},
	{"submit set", 16, (*oracleLife).doSubmitSet},
	{"seal", 12, (*oracleLife).doSeal},
	{"challenge", 10, (*oracleLife).doChallenge},
	{"decide", 8, (*oracleLife).doDecide},
	{"close silent", 4, (*oracleLife).doCloseSilent},
	{"withdraw bond", 4, (*oracleLife).doWithdraw},
	{"strike", 3, (*oracleLife).doStrike},
	{"schedule", 2, (*oracleLife).doSchedule},
	{"veto", 1, (*oracleLife).doVeto},
	{"activate", 5, (*oracleLife).doActivate},
	{"retire", 1, (*oracleLife).doRetire},
	{"say again", 2, (*oracleLife).doAgain},
}

func (l *oracleLife) step() {
	n := 0
	for _, o := range oracleOperations {
		n += o.weight
	}
	n = l.rnd.below(n)
	for _, o := range oracleOperations {
		if n -= o.weight; n < 0 {
			o.step(l)
			return
		}
	}
}

func (l *oracleLife) pass() {
	l.model.now += pick(&l.rnd, 60, window-12, window, window, window+12, guardianTime-12, guardianTime, guardianTime, arbiterTime, uint64(2*86400), 12)
	if l.rnd.chance(2) {
		l.model.now += 60 * 86400
	}
	l.tally.done["time"]++
}

// do is one call on both sides.
func (l *oracleLife) do(kind string, msg sending, predict func() string) {
	l.model.now += 12
	l.m.at(l.model.now)
	l.m.see.Context.Time = l.model.now
	l.law.before(kind == "seal")
	o := l.m.call(msg.from, msg.to, &msg.value, msg.data, 6_000_000)
	want := predict()
	if !agree(l.t, l.m, &l.root, &l.tally, kind, refusal(o), want) {
		return
	}
	l.compare(kind)
	l.law.after(kind, o.logs)
}

func (l *oracleLife) ask(to common.Address, data []byte) []byte {
	ret, err := l.m.static(to, data)
	if err != nil {
		l.t.Fatalf("view %x: %v", data[:4], err)
	}
	return ret
}

func (l *oracleLife) stateOf(d common.Hash) uint8 {
	return l.ask(l.oracle, oracleABI.PackStateOf(d))[31]
}

// compare looks at the last digests and at every bond.
func (l *oracleLife) compare(kind string) {
	for _, d := range l.digests[max(0, len(l.digests)-10):] {
		if got, want := l.stateOf(d), l.model.stateOf(d); got != want {
			l.t.Fatalf("after %s: state of %s is %d, the model says %d", kind, d, got, want)
		}
	}
	for _, who := range l.bondholders() {
		got := new(uint256.Int).SetBytes(l.ask(l.challenges, challengesABI.PackBondOwed(who)))
		if got.Uint64() != l.model.owed[who] {
			l.t.Fatalf("after %s: %s is owed %s wei, the model says %d", kind, who, got.Dec(), l.model.owed[who])
		}
	}
	for _, id := range []common.Hash{incident, incidentB} {
		if got := common.Hash(l.ask(l.oracle, oracleABI.PackSealedSetOf(id))); got != l.model.incident(id).sealed {
			l.t.Fatalf("after %s: the sealed set is %s, the model says %s", kind, got, l.model.incident(id).sealed)
		}
	}
	if got := common.Hash(l.ask(l.oracle, oracleABI.PackActiveConfig())); got != l.model.active {
		l.t.Fatalf("after %s: the active committee is %s, the model says %s", kind, got, l.model.active)
	}
}

func (l *oracleLife) bondholders() []common.Address {
	out := []common.Address{l.fund.addr, l.guardian.addr}
	for _, p := range l.friends {
		out = append(out, p.addr)
	}
	return out
}
