package deployment

import (
	"math/big"

	"makewhole/contracts"
	"makewhole/money"
)

// What each creation carries as data: code of this release and the packed
// arguments of its constructor. Everything that they name must be in d already.

// OracleCode creates the LossOracle.
func (d Deployment) OracleCode() []byte {
	l, roles := d.Limits, d.Roles
	return contracts.InitCode(&contracts.LossOracleMetaData, contracts.NewLossOracle().PackConstructor(contracts.LossOracleDeployment{
		OracleAdmin: roles.OracleAdmin, Guardian: roles.Guardian, Arbiter: roles.Arbiter, VictimsFund: roles.VictimsFund,
		MinBond: l.MinBond.Big(), GuardianTime: whole(l.GuardianSeconds), ArbiterTime: whole(l.ArbiterSeconds),
		ConfigDelay: whole(l.ConfigDelaySeconds),
	}))
}

// DistributorCode creates the PayoutDistributor.
func (d Deployment) DistributorCode() []byte {
	l, roles := d.Limits, d.Roles
	return contracts.InitCode(&contracts.PayoutDistributorMetaData, contracts.NewPayoutDistributor().PackConstructor(contracts.PayoutDistributorDeployment{
		Oracle: d.LossOracle, Operator: roles.Operator, Guardian: roles.Guardian, Treasurer: roles.Treasurer,
		ActivationDelay: whole(l.ActivationDelaySeconds), LivenessDelay: whole(l.LivenessDelaySeconds),
		ClaimPeriod: whole(l.ClaimPeriodSeconds), CapDelay: whole(l.CapDelaySeconds),
	}))
}

// VaultCode creates the RecoveryVault.
func (d Deployment) VaultCode() []byte {
	return contracts.InitCode(&contracts.RecoveryVaultMetaData, contracts.NewRecoveryVault().PackConstructor(d.Distributor, d.Roles.Treasurer))
}

// PoolCode creates a CapitalPool.
func (d Deployment) PoolCode(p Pool) []byte {
	l := d.Limits
	return contracts.InitCode(&contracts.CapitalPoolMetaData, contracts.NewCapitalPool().PackConstructor(contracts.CapitalPoolDeployment{
		Asset: p.Asset, PoolId: p.ID, Distributor: d.Distributor,
		Operator: d.Roles.Operator, Guardian: d.Roles.Guardian, ExitLag: whole(l.ExitLagSeconds),
		MaxObservationLag: whole(l.MaxObservationLagSeconds), TimeToFreeze: whole(l.TimeToFreezeSeconds),
	}))
}

// Code creates the test token.
func (t Token) Code() []byte {
	return contracts.InitCode(&contracts.TestTokenMetaData, contracts.NewTestToken().PackConstructor(t.Name, t.Symbol, t.Decimals))
}

// Caps are those of the token in the contract's 128 bits; zero in the token means
// as high as it goes.
func (t Token) Caps() contracts.TokenCapsCaps {
	return contracts.TokenCapsCaps{PerSettlement: capOf(t.PerSettlement), PerDay: capOf(t.PerDay)}
}

func whole(seconds uint64) *big.Int { return new(big.Int).SetUint64(seconds) }

func capOf(a money.Amount) *big.Int {
	if a.IsZero() {
		return new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 128), big.NewInt(1))
	}
	return a.Big()
}
