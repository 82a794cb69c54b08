package contracts_test

import (
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
)

func testRolesAreHandedOverInTwoSteps(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	next := newPerson("next operator")
	offer := func(to common.Address) []byte { return distABI.PackOfferRole(contracts.RoleOperator, to) }
	accept := distABI.PackAcceptRole(contracts.RoleOperator)
	w.refused("NotHolder", w.guardian.addr, w.dist, offer(next.addr))
	w.refused("NotOffered", next.addr, w.dist, accept)
	w.ok(w.operator.addr, w.dist, offer(next.addr))
	w.ok(w.operator.addr, w.dist, offer(common.Address{})) // withdrawn
	w.refused("NotOffered", next.addr, w.dist, accept)
	w.ok(w.operator.addr, w.dist, offer(w.guardian.addr))
	w.refused("HoldsOtherRole", w.guardian.addr, w.dist, accept) // nobody holds two
	w.ok(w.operator.addr, w.dist, offer(next.addr))
	w.ok(next.addr, w.dist, accept)
	w.refused("NotOffered", next.addr, w.dist, accept)
	w.refused("NotHolder", w.operator.addr, w.dist, offer(next.addr))
	holder, err := distABI.UnpackHolderOf(w.view(w.dist, distABI.PackHolderOf(contracts.RoleOperator)))
	if err != nil || holder != next.addr {
		t.Errorf("operator is %s, %v", holder, err)
	}
}

func testOnlyHoldersAdminister(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.deposit(num(1))
	w.earmark(num(1))
	k := contracts.SettlementKey{IncidentID: incident, PoolID: poolID, Token: w.token, Sequence: 1}
	caps := contracts.TokenCapsCaps{PerSettlement: num(1), PerDay: num(1)}
	for name, c := range map[string]struct {
		to   common.Address
		data []byte
	}{
		"source":      {w.dist, distABI.PackRegisterSource(reasonOne, w.pool)},
		"token":       {w.limits, limitsABI.PackAllowToken(w.pool)},
		"enable":      {w.limits, limitsABI.PackEnableToken(w.token, false)},
		"caps":        {w.limits, limitsABI.PackProposeCaps(w.token, caps)},
		"deadline":    {w.dist, distABI.PackExtendDeadline(reasonOne, num(1))},
		"pause":       {w.dist, distABI.PackPausePublishing(num(1), reasonOne)},
		"unpause":     {w.dist, distABI.PackUnpausePublishing()},
		"hold":        {w.dist, distABI.PackHold(reasonOne, num(1), reasonOne)},
		"cancel":      {w.dist, contracts.PackCancel(k, reasonOne)},
		"distributor": {w.oracle, oracleABI.PackSetDistributor(w.dist)},
		"schedule":    {w.oracle, oracleABI.PackScheduleConfig(reasonOne)},
		"veto":        {w.oracle, oracleABI.PackVetoConfig(reasonOne)},
		"activate":    {w.oracle, contracts.PackActivateConfig(w.config)},
		"compromised": {w.oracle, oracleABI.PackRetireCompromised(w.config.Digest())},
		"bond":        {w.challenges, challengesABI.PackSetBondRate(num(1), w.token, num(1))},
		"strike":      {w.oracle, oracleABI.PackStrike(reasonOne, reasonOne)},
		"earmark":     {w.pool, poolABI.PackEarmark(incident, num(1), num(1))},
		"release":     {w.pool, poolABI.PackBeginRelease(incident)},
		"freeze":      {w.desk(w.pool), reportABI.PackFreezeExits(num(1), num(1), incident)},
		"payer":       {w.vault, vaultABI.PackRegisterPayer(w.anyone.addr, true)},
	} {
		t.Run(name, func(t *testing.T) { w.refused("NotHolder", w.anyone.addr, c.to, c.data) })
	}
	w.refused("DistributorAlreadySet", w.admin.addr, w.oracle, oracleABI.PackSetDistributor(w.pool))
	w.refused("SourceKnown", w.treasurer.addr, w.dist, distABI.PackRegisterSource(poolID, w.coins))
	w.refused("TokenKnown", w.treasurer.addr, w.limits, limitsABI.PackAllowToken(w.token))
	w.refused("NotAContract", w.treasurer.addr, w.limits, limitsABI.PackAllowToken(w.anyone.addr))
	w.refused("UnknownSource", w.treasurer.addr, w.dist, distABI.PackRegisterSource(reasonOne, w.anyone.addr))
}

func testConstructorsCheckTheirParameters(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	good := contracts.PayoutDistributorDeployment{
		Oracle: w.oracle, Operator: w.operator.addr, Guardian: w.guardian.addr, Treasurer: w.treasurer.addr,
		ActivationDelay: num(1), LivenessDelay: num(1), ClaimPeriod: num(claimPeriod), CapDelay: num(0),
	}
	for name, c := range map[string]struct {
		want   string
		change func(d *contracts.PayoutDistributorDeployment)
	}{
		"as it should be":   {"", func(*contracts.PayoutDistributorDeployment) {}},
		"no oracle":         {"WrongParameter", func(d *contracts.PayoutDistributorDeployment) { d.Oracle = w.anyone.addr }},
		"less than a year":  {"WrongParameter", func(d *contracts.PayoutDistributorDeployment) { d.ClaimPeriod = num(claimPeriod - 1) }},
		"two roles for one": {"HoldsOtherRole", func(d *contracts.PayoutDistributorDeployment) { d.Guardian = d.Operator }},
		"no treasurer":      {"ZeroAddress", func(d *contracts.PayoutDistributorDeployment) { d.Treasurer = common.Address{} }},
	} {
		t.Run(name, func(t *testing.T) {
			d := good
			c.change(&d)
			code := contracts.InitCode(&contracts.PayoutDistributorMetaData, distABI.PackConstructor(d))
			o := w.run(w.admin.addr, nil, nil, code, plenty)
			if c.want == "" && o.err != nil || c.want != "" && reason(o.ret) != c.want {
				t.Errorf("got %v %s, want %q", o.err, reason(o.ret), c.want)
			}
		})
	}
}
