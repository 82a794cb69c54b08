package contracts_test

import (
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/holiman/uint256"

	"makewhole/contracts"
)

func (w *world) snapshotState(d common.Hash) uint8 {
	w.t.Helper()
	s, err := oracleABI.UnpackStateOf(w.view(w.oracle, oracleABI.PackStateOf(d)))
	if err != nil {
		w.t.Fatal(err)
	}
	return s
}

func (w *world) oracleEvents(logs []*types.Log) []any {
	w.t.Helper()
	var out []any
	for _, l := range logs {
		e, err := contracts.ParseOracleLog(*l)
		if err != nil {
			w.t.Fatal(err)
		}
		out = append(out, e)
	}
	return out
}

// coinsPerUnit prices one base unit of the loss asset at one coin.
var coinsPerUnit = new(big.Int).Exp(big.NewInt(10), big.NewInt(36), nil)

func (w *world) submitData(s contracts.LossSnapshot, signers int) []byte {
	return contracts.PackSubmit(s, w.signed(s.Digest(w.config.Domain()), signers))
}

func TestSnapshotRegistration(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.snapshot()
	w.refused("NoQuorum", w.anyone.addr, w.oracle, w.submitData(s, 2))
	for name, c := range map[string]struct {
		want   string
		change func(s *contracts.LossSnapshot)
	}{
		"from the future":        {"BadTimes", func(s *contracts.LossSnapshot) { s.OccurredTo = w.now + 61 }},
		"too old":                {"BadTimes", func(s *contracts.LossSnapshot) { s.OccurredFrom, s.OccurredTo = 1, w.now-31*86400 }},
		"ends before it starts":  {"BadTimes", func(s *contracts.LossSnapshot) { s.OccurredFrom = s.OccurredTo + 1 }},
		"blocks the wrong way":   {"BadTimes", func(s *contracts.LossSnapshot) { s.FromBlock = 13 }},
		"more unattributed":      {"BadAmounts", func(s *contracts.LossSnapshot) { s.UnattributedLoss = amt(1001) }},
		"leaves without root":    {"BadAmounts", func(s *contracts.LossSnapshot) { s.LossRoot = common.Hash{} }},
		"root without leaves":    {"BadAmounts", func(s *contracts.LossSnapshot) { s.LeafCount = 0 }},
		"leaves without amounts": {"BadAmounts", func(s *contracts.LossSnapshot) { s.UnattributedLoss = s.TotalLoss }},
		"revision gap":           {"RevisionGap", func(s *contracts.LossSnapshot) { s.Revision = 2 }},
		"revision 0":             {"RevisionGap", func(s *contracts.LossSnapshot) { s.Revision = 0 }},
		"claims a predecessor":   {"Fork", func(s *contracts.LossSnapshot) { s.PrevSnapshot[0]++ }},
	} {
		t.Run(name, func(t *testing.T) {
			bad := s
			c.change(&bad)
			w.refused(c.want, w.anyone.addr, w.oracle, w.submitData(bad, 3))
		})
	}
	d := s.Digest(w.config.Domain())
	events := w.oracleEvents(w.ok(w.anyone.addr, w.oracle, w.submitData(s, 3)).logs)
	want := contracts.SnapshotRegistered{
		Digest: d, IncidentID: incident, Asset: w.token, SourceChainID: amt(chainID), Revision: 1,
		TotalLoss: amt(1000), LossRoot: s.LossRoot, FinalAt: w.now + window,
	}
	if len(events) != 1 || events[0] != want {
		t.Fatalf("registered %+v, want %+v", events, want)
	}
	if o := w.ok(w.anyone.addr, w.oracle, w.submitData(s, 4)); len(o.logs) != 0 {
		t.Error("a known digest was registered again")
	}
	other := s
	other.LossRoot[5]++ // a second quorum for the same revision comes too late
	w.refused("RevisionGap", w.anyone.addr, w.oracle, w.submitData(other, 3))
	w.wait(window - 1)
	if got := w.snapshotState(d); got != contracts.SnapshotStateChallengeable {
		t.Errorf("state %d before the window ends", got)
	}
	w.wait(1)
	if got := w.snapshotState(d); got != contracts.SnapshotStateFinal {
		t.Errorf("state %d after the window", got)
	}
	none := w.snapshot()
	none.Asset, none.TotalLoss, none.UnattributedLoss = common.Address{}, amt(0), amt(0)
	none.LeafCount, none.LossRoot = 0, common.Hash{}
	w.submit(none) // "no loss" is a valid statement
}

func TestRevisions(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	first := w.snapshot()
	d1 := w.submit(first)
	set := w.submitSet(1, d1)
	next := first
	next.Revision, next.PrevSnapshot, next.TotalLoss = 2, d1, amt(1101)
	w.refused("NeedsAllSigners", w.anyone.addr, w.oracle, w.submitData(next, 3)) // more than 10 % away
	next.PrevSnapshot[0]++
	w.refused("Fork", w.anyone.addr, w.oracle, w.submitData(next, 4))
	next.PrevSnapshot = d1
	events := w.oracleEvents(w.ok(w.anyone.addr, w.oracle, w.submitData(next, 4)).logs)
	d2 := next.Digest(w.config.Domain())
	if events[0] != (contracts.SnapshotSuperseded{Digest: d1, By: d2}) {
		t.Fatalf("events %+v", events)
	}
	third := next
	third.Revision, third.PrevSnapshot, third.TotalLoss = 3, d2, amt(1211)        // 110 of 1101
	w.refused("NeedsAllSigners", w.anyone.addr, w.oracle, w.submitData(third, 3)) // 1101 is not final yet
	w.wait(window)
	d3 := w.submit(third)
	if w.snapshotState(d1) != contracts.SnapshotStateSuperseded || w.snapshotState(d2) != contracts.SnapshotStateSuperseded {
		t.Error("old revisions still stand")
	}
	w.wait(window)
	p := w.plan(set, poolID, w.token, 1, receivers(1))
	w.deposit(num(10_000))
	w.earmark(num(10_000))
	w.refused("NotFinal", w.operator.addr, w.dist, w.publishData(p.order)) // its only member is superseded
	w.submitSet(2, d3)
}

func TestSetRegistration(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.snapshot()
	d1 := w.submit(s)
	other := s
	other.Asset = common.Address{}
	d2 := w.submit(other)
	foreign := s
	foreign.IncidentID = reasonOne
	d3 := w.submit(foreign)
	send := func(s contracts.SnapshotSet, members ...common.Hash) []byte {
		return contracts.PackSubmitSet(s, members, w.signed(s.Digest(w.config.Domain()), 3))
	}
	refuse := func(want string, data []byte) {
		t.Helper()
		w.refused(want, w.anyone.addr, w.oracle, data)
	}
	refuse("BadSet", send(w.set(1)))
	refuse("BadSet", send(w.set(1, d1), d1, d2))
	refuse("BadSet", send(w.set(1, d1, d1), d1, d1))
	refuse("NotUsable", send(w.set(1, common.Hash{9}), common.Hash{9}))
	refuse("WrongIncident", send(w.set(1, d1, d3), d1, d3))
	refuse("RevisionGap", send(w.set(2, d1), d1))
	wrongSpec := w.set(1, d1)
	wrongSpec.SpecHash[0]++
	refuse("WrongIncident", send(wrongSpec, d1))
	set := w.submitSet(1, d1, d2)
	refuse("NotUsable", send(w.set(2, set), set))
	if o := w.ok(w.anyone.addr, w.oracle, send(w.set(1, d1, d2), d1, d2)); len(o.logs) != 0 {
		t.Error("a known set was registered again")
	}
	refuse("RevisionGap", send(w.set(1, d1), d1)) // the first quorum for a revision wins
}

// Sealed is for ever: no strike, no challenge, no smaller set; a later revision is a supplement beside it.
func TestSealing(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(100_000))
	w.refused("NotDistributor", w.admin.addr, w.oracle, oracleABI.PackSealSet(set, incident))
	sealed := common.Hash(w.members(set)[0])
	w.publish(w.plan(set, poolID, w.token, 1, receivers(1)))
	if w.snapshotState(set) != contracts.SnapshotStateSealed || w.snapshotState(sealed) != contracts.SnapshotStateSealed {
		t.Fatal("not sealed")
	}
	w.refused("NotUsable", w.guardian.addr, w.oracle, oracleABI.PackStrike(sealed, reasonOne))
	w.refusedValue("NotUsable", w.anyone.addr, w.challenges, uint256.NewInt(1e18), challengesABI.PackChallenge(sealed, reasonOne))
	more := w.snapshot()
	more.Revision, more.PrevSnapshot, more.TotalLoss = 2, sealed, amt(101)
	w.refused("NeedsAllSigners", w.anyone.addr, w.oracle, w.submitData(more, 3)) // adds more than 10 %
	more.TotalLoss = amt(100)
	d := w.submit(more)
	if w.snapshotState(sealed) != contracts.SnapshotStateSealed {
		t.Error("a supplement superseded a sealed snapshot")
	}
	without := w.set(2, d)
	w.refused("DropsSealed", w.anyone.addr, w.oracle,
		contracts.PackSubmitSet(without, []common.Hash{d}, w.signed(without.Digest(w.config.Domain()), 3)))
	both := w.submitSet(2, sealed, d)
	w.wait(window)
	w.publish(w.plan(both, poolID, w.token, 2, receivers(1)))
	if w.snapshotState(set) != contracts.SnapshotStateSealed || w.snapshotState(sealed) != contracts.SnapshotStateSealed {
		t.Error("what was sealed went back when a later set was sealed")
	}
	p := w.plan(set, poolID, w.token, 3, receivers(1))
	w.refused("NotFinal", w.operator.addr, w.dist, w.publishData(p.order)) // the older set is history
}

// rate sets the rate of the test token on a chain and waits until it counts.
func (w *world) rate(chain uint64, rate *big.Int) {
	w.t.Helper()
	w.ok(w.admin.addr, w.challenges, challengesABI.PackSetBondRate(num(chain), w.token, rate))
	w.wait(7 * 86400)
}

func TestChallenges(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	bond := uint256.NewInt(1e17)
	unknown := challengesABI.PackChallenge(w.submit(w.snapshot()), reasonOne)
	w.refusedValue("BondTooSmall", w.anyone.addr, w.challenges, uint256.NewInt(1e17-1), unknown)
	w.rate(chainID, coinsPerUnit)
	s := w.snapshot()
	s.IncidentID = reasonOne
	d := w.submit(s)
	challenge := challengesABI.PackChallenge(d, reasonOne)
	w.refusedValue("BondTooSmall", w.anyone.addr, w.challenges, bond, challenge) // 10 bps of 1000 units at 1 coin each
	w.okValue(w.anyone.addr, w.challenges, uint256.NewInt(1e18), challenge)
	w.refusedValue("AlreadyChallenged", w.lp.addr, w.challenges, uint256.NewInt(1e18), challenge)
	w.wait(window)
	if w.snapshotState(d) != contracts.SnapshotStateChallenged {
		t.Fatal("not challenged")
	}
	dismiss := challengesABI.PackDecide(d, false, reasonOne)
	w.refused("NotYourTurn", w.arbiter.addr, w.challenges, dismiss)
	w.refused("NotYourTurn", w.anyone.addr, w.challenges, dismiss)
	w.ok(w.guardian.addr, w.challenges, dismiss)
	w.refused("NotChallenged", w.guardian.addr, w.challenges, dismiss)
	if w.snapshotState(d) != contracts.SnapshotStateFinal {
		t.Error("not final after the challenge was dismissed")
	}
	before := w.db.GetBalance(w.fund.addr).Clone()
	w.ok(w.anyone.addr, w.challenges, challengesABI.PackWithdrawBond(w.fund.addr))
	if got := new(uint256.Int).Sub(w.db.GetBalance(w.fund.addr), before); got.Uint64() != 1e18 {
		t.Errorf("the victims' fund got %s", got)
	}
	w.refused("NothingOwed", w.anyone.addr, w.challenges, challengesABI.PackWithdrawBond(w.fund.addr))
}

func TestChallengeUpheldAndSilence(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.snapshot()
	d := w.submit(s)
	other := s
	other.Asset = common.Address{}
	silent := w.submit(other)
	bond := uint256.NewInt(1e17)
	w.okValue(w.anyone.addr, w.challenges, bond, challengesABI.PackChallenge(d, reasonOne))
	w.okValue(w.lp.addr, w.challenges, bond, challengesABI.PackChallenge(silent, reasonOne))
	w.wait(guardianTime)
	w.refused("NotYourTurn", w.guardian.addr, w.challenges, challengesABI.PackDecide(d, true, reasonOne))
	w.ok(w.arbiter.addr, w.challenges, challengesABI.PackDecide(d, true, reasonOne)) // the guardian's silence goes to the arbiter
	if w.snapshotState(d) != contracts.SnapshotStateRejected {
		t.Errorf("state %d", w.snapshotState(d))
	}
	w.ok(w.anyone.addr, w.challenges, challengesABI.PackWithdrawBond(w.anyone.addr))
	w.refused("StillOpen", w.anyone.addr, w.challenges, challengesABI.PackCloseSilent(silent))
	w.wait(arbiterTime)
	w.refused("NotYourTurn", w.arbiter.addr, w.challenges, challengesABI.PackDecide(silent, true, reasonOne))
	if w.snapshotState(silent) != contracts.SnapshotStateFinal {
		t.Error("without a decision the quorum must stand")
	}
	w.ok(w.anyone.addr, w.challenges, challengesABI.PackCloseSilent(silent))
	w.ok(w.anyone.addr, w.challenges, challengesABI.PackWithdrawBond(w.lp.addr))
	again := s
	again.Revision, again.PrevSnapshot = 2, d // a rejected snapshot needs a new revision
	again.TotalLoss = amt(100)                // and is no measure for it
	w.submit(again)
}

func TestStrike(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(100_000))
	d := common.Hash(w.members(set)[0])
	w.refused("NotHolder", w.admin.addr, w.oracle, oracleABI.PackStrike(d, reasonOne))
	w.refused("NotUsable", w.guardian.addr, w.oracle, oracleABI.PackStrike(set, reasonOne))
	w.ok(w.guardian.addr, w.oracle, oracleABI.PackStrike(d, reasonOne))
	w.refused("NotFinal", w.operator.addr, w.dist, w.publishData(w.plan(set, poolID, w.token, 1, receivers(1)).order))
	s := w.snapshot()
	s.Revision, s.PrevSnapshot = 2, d
	d2 := w.submit(s)
	w.refused("StrikeUsed", w.guardian.addr, w.oracle, oracleABI.PackStrike(d2, reasonOne))
	set2 := w.submitSet(2, d2)
	w.wait(window)
	w.publish(w.plan(set2, poolID, w.token, 1, receivers(1)))
}

func TestChallengedMemberHoldsItsSetBack(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(100_000))
	s := w.snapshot()
	s.Asset = common.Address{}
	d := w.submit(s)
	two := w.submitSet(2, common.Hash(w.members(set)[0]), d)
	w.wait(window - 1)
	w.okValue(w.anyone.addr, w.challenges, uint256.NewInt(1e17), challengesABI.PackChallenge(d, reasonOne))
	w.wait(1)
	p := w.plan(two, poolID, w.token, 1, receivers(1))
	w.refused("NotFinal", w.operator.addr, w.dist, w.publishData(p.order))
	w.ok(w.guardian.addr, w.challenges, challengesABI.PackDecide(d, false, reasonOne))
	w.publish(p)
}

func TestCommittees(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for name, c := range map[string]struct {
		want   string
		change func(c *contracts.OracleConfig)
	}{
		"nobody":             {"BadSigners", func(c *contracts.OracleConfig) { c.Signers = nil }},
		"too few for f":      {"BadSigners", func(c *contracts.OracleConfig) { c.F = 2 }},
		"threshold too low":  {"BadThreshold", func(c *contracts.OracleConfig) { c.Threshold = 2 }},
		"threshold too high": {"BadThreshold", func(c *contracts.OracleConfig) { c.Threshold = 4 }},
		"window too long":    {"BadParams", func(c *contracts.OracleConfig) { c.ChallengeWindow = 1 << 40 }},
		"not announced":      {"ConfigNotReady", func(c *contracts.OracleConfig) {}},
	} {
		t.Run(name, func(t *testing.T) {
			bad := w.config
			bad.Count = 2
			c.change(&bad)
			if err := bad.Validate(); (err == nil) != (c.want == "ConfigNotReady") {
				t.Errorf("Go says %v", err)
			}
			w.refused(c.want, w.admin.addr, w.oracle, contracts.PackActivateConfig(bad))
		})
	}
	next := w.config
	next.Count, next.MaxDeviationBps = 2, 500
	w.refused("NotHolder", w.operator.addr, w.oracle, oracleABI.PackScheduleConfig(next.Digest()))
	w.ok(w.admin.addr, w.oracle, oracleABI.PackScheduleConfig(next.Digest()))
	w.wait(86400 - 1)
	w.refused("ConfigNotReady", w.admin.addr, w.oracle, contracts.PackActivateConfig(next))
	w.ok(w.guardian.addr, w.oracle, oracleABI.PackVetoConfig(next.Digest()))
	w.wait(1)
	w.refused("ConfigNotReady", w.admin.addr, w.oracle, contracts.PackActivateConfig(next))
	w.ok(w.admin.addr, w.oracle, oracleABI.PackScheduleConfig(next.Digest()))
	w.wait(86400)
	w.ok(w.admin.addr, w.oracle, contracts.PackActivateConfig(next))

	w.wait(86400 - 1)
	w.submit(w.snapshot()) // the old committee has a day of grace
	w.wait(1)
	late := w.snapshot()
	late.Asset = common.Address{}
	w.refused("ConfigUnusable", w.anyone.addr, w.oracle, w.submitData(late, 3))
	late.ConfigDigest = next.Digest()
	before := w.db.Copy()
	w.ok(w.anyone.addr, w.oracle, w.submitData(late, 3))
	w.db = before
	w.ok(w.guardian.addr, w.oracle, oracleABI.PackRetireCompromised(next.Digest()))
	w.refused("ConfigUnusable", w.anyone.addr, w.oracle, w.submitData(late, 3)) // stolen keys have none
}

// A set waits for its own window and for those of its members, whichever ends later.
func TestSettlementsWaitForTheWindow(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.deposit(num(100_000))
	w.earmark(num(100_000))
	d := w.submit(w.snapshot())
	w.wait(100)
	p := w.plan(w.submitSet(1, d), poolID, w.token, 1, receivers(1))
	w.wait(window - 1)
	if w.snapshotState(d) != contracts.SnapshotStateFinal {
		t.Fatal("the member is not final yet")
	}
	w.refused("NotFinal", w.operator.addr, w.dist, w.publishData(p.order))
	w.wait(1)
	w.publish(p)

	slow := w.config
	slow.Count, slow.ChallengeWindow = 2, 10*window
	w.ok(w.admin.addr, w.oracle, oracleABI.PackScheduleConfig(slow.Digest()))
	w.wait(86400)
	late := w.snapshot()
	late.Asset = common.Address{}
	quick := w.config
	w.ok(w.admin.addr, w.oracle, contracts.PackActivateConfig(slow))
	w.config = slow
	late.ConfigDigest = slow.Digest()
	member := w.submit(late)
	w.config = quick // its grace is not over: a set under the quick committee, a member under the slow one
	set := w.submitSet(2, d, member)
	w.wait(10*window - 1)
	p = w.plan(set, poolID, w.token, 2, receivers(1))
	w.refused("NotFinal", w.operator.addr, w.dist, w.publishData(p.order))
	w.wait(1)
	w.publish(p)
}
