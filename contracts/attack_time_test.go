package contracts_test

import (
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
)

// Attacks by time: windows that leave nobody any, deadlines that take it away or
// never come.

// constructed deploys on a chain that is none for development.
func (w *world) constructed(m *bind.MetaData, args []byte) outcome {
	w.t.Helper()
	w.cfg.ChainID.SetUint64(1)
	defer w.cfg.ChainID.SetUint64(chainID)
	return w.run(w.admin.addr, nil, nil, contracts.InitCode(m, args), plenty)
}

// Nobody deploys windows in which nobody can look: each delay has a least value.
func TestAttackDelaysOfZero(t *testing.T) {
	t.Parallel()
	const hour, day = 3600, 86400
	w := newWorld(t)
	oracle := func(guardian, arbiter, config int64) outcome {
		return w.constructed(&contracts.LossOracleMetaData, oracleABI.PackConstructor(contracts.LossOracleDeployment{
			OracleAdmin: w.admin.addr, Guardian: w.guardian.addr, Arbiter: w.arbiter.addr, VictimsFund: w.fund.addr,
			MinBond: num(1), GuardianTime: big.NewInt(guardian), ArbiterTime: big.NewInt(arbiter), ConfigDelay: big.NewInt(config),
		}))
	}
	distributor := func(activation, liveness, caps int64) outcome {
		return w.constructed(&contracts.PayoutDistributorMetaData, distABI.PackConstructor(contracts.PayoutDistributorDeployment{
			Oracle: w.oracle, Operator: w.operator.addr, Guardian: w.guardian.addr, Treasurer: w.treasurer.addr,
			ActivationDelay: big.NewInt(activation), LivenessDelay: big.NewInt(liveness), ClaimPeriod: num(claimPeriod),
			CapDelay: big.NewInt(caps),
		}))
	}
	pool := func(lag int64) outcome {
		return w.constructed(&contracts.CapitalPoolMetaData, poolABI.PackConstructor(contracts.CapitalPoolDeployment{
			Asset: w.token, PoolId: poolID, Distributor: w.dist, Operator: w.operator.addr, Guardian: w.guardian.addr,
			ExitLag: big.NewInt(lag), MaxObservationLag: num(0), TimeToFreeze: num(0),
		}))
	}
	for name, o := range map[string]outcome{"oracle": oracle(day, day, day), "distributor": distributor(hour, day, day), "pool": pool(day)} {
		if o.err != nil {
			t.Errorf("%s: the least delays are refused: %s", name, reason(o.ret))
		}
	}
	for name, o := range map[string]outcome{
		"guardian's time": oracle(day-1, day, day), "arbiter's time": oracle(day, 0, day), "committee": oracle(day, day, 0),
		"activation": distributor(hour-1, day, day), "liveness": distributor(hour, 0, day), "caps": distributor(hour, day, 0),
		"exit": pool(day - 1),
	} {
		if o.err == nil || reason(o.ret) != "DelayTooShort" {
			t.Errorf("%s: want DelayTooShort, got %v %s", name, o.err, reason(o.ret))
		}
	}
}

// A committee whose snapshots are final at once cannot be challenged: its window
// has a least value too.
func TestAttackWindowOfZero(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.cfg.ChainID.SetUint64(1)
	at := w.deploy(w.admin.addr, &contracts.LossOracleMetaData, oracleABI.PackConstructor(contracts.LossOracleDeployment{
		OracleAdmin: w.admin.addr, Guardian: w.guardian.addr, Arbiter: w.arbiter.addr, VictimsFund: w.fund.addr,
		MinBond: num(1), GuardianTime: num(86400), ArbiterTime: num(86400), ConfigDelay: num(86400),
	}))
	c := w.config
	c.ChainID, c.Oracle, c.ChallengeWindow = 1, at, 3599
	w.refused("BadParams", w.admin.addr, at, contracts.PackActivateConfig(c))
	c.ChallengeWindow = 3600
	w.ok(w.admin.addr, at, contracts.PackActivateConfig(c))
}

// read is a settlement as the distributor has it.
func (w *world) read(id common.Hash) contracts.SettlementBookSettlement {
	w.t.Helper()
	s, err := distABI.UnpackSettlementOf(w.view(w.dist, distABI.PackSettlementOf(id)))
	if err != nil {
		w.t.Fatal(err)
	}
	return s
}

// A hold takes nobody time to collect: the deadline moves with the beginning.
func TestAttackHoldEatsTheClaimPeriod(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(100_000))
	p := w.plan(set, poolID, w.token, 1, receivers(3))
	w.publish(p)
	before := w.read(p.order.SettlementID)
	w.ok(w.guardian.addr, w.dist, distABI.PackHold(p.order.SettlementID, num(72*3600), reasonOne))
	after := w.read(p.order.SettlementID)
	if got := new(big.Int).Sub(after.Deadline, after.ActiveAt); got.Cmp(num(claimPeriod)) != 0 || after.ActiveAt.Cmp(before.ActiveAt) <= 0 {
		t.Errorf("a hold leaves %s seconds of %d", got, claimPeriod)
	}
}

// The treasurer's key alone does not keep unclaimed money for ever.
func TestAttackDeadlineForEver(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(100_000))
	p := w.plan(set, poolID, w.token, 1, receivers(3))
	w.publish(p)
	id := p.order.SettlementID
	last := new(big.Int).Add(w.read(id).ActiveAt, num(10*365*86400))
	for _, deadline := range []*big.Int{num(1<<40 - 1), new(big.Int).Add(last, num(1))} {
		w.refused("DeadlineNotExtended", w.treasurer.addr, w.dist, distABI.PackExtendDeadline(id, deadline))
	}
	w.ok(w.treasurer.addr, w.dist, distABI.PackExtendDeadline(id, last))
}
