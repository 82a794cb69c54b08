package contracts

import (
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/money"
)

// SnapshotRegistered: a quorum over a loss snapshot is on chain.
type SnapshotRegistered struct {
	Digest, IncidentID common.Hash
	Asset              common.Address
	SourceChainID      money.Amount
	Revision           uint64
	TotalLoss          money.Amount
	LossRoot           common.Hash
	FinalAt            uint64
}

// SnapshotSetRegistered: a quorum over a snapshot set is on chain.
type SnapshotSetRegistered struct {
	Digest, IncidentID common.Hash
	Revision           uint64
	Snapshots          []common.Hash
	FinalAt            uint64
}

// SnapshotChallenged: somebody posted a bond (wei) against a digest.
type SnapshotChallenged struct {
	Digest     common.Hash
	Challenger common.Address
	Bond       money.Amount
	ReasonHash common.Hash
}

// ChallengeDecided: see Challenges.Verdict (1 upheld, 2 dismissed, 3 silent).
type ChallengeDecided struct {
	Digest     common.Hash
	Verdict    uint8
	By         common.Address
	ReasonHash common.Hash
}

// SnapshotSuperseded: a later revision took the place of Digest.
type SnapshotSuperseded struct{ Digest, By common.Hash }

// SnapshotStruck: the guardian took Digest away.
type SnapshotStruck struct{ Digest, ReasonHash common.Hash }

// SetSealed: a settlement rests on the set; it can never change again.
type SetSealed struct{ SetDigest, IncidentID common.Hash }

// ConfigActivated: a new committee.
type ConfigActivated struct{ Config OracleConfig }

// ConfigRetired: an old committee, without grace when compromised.
type ConfigRetired struct {
	ConfigDigest common.Hash
	Compromised  bool
}

// ParseOracleLog reads a log of LossOracle into one of the structs above. The
// config of ConfigActivated lacks the chain id, which a log does not have.
func ParseOracleLog(log types.Log) (any, error) {
	o := oracle()
	if e, err := o.UnpackSnapshotRegisteredEvent(&log); err == nil {
		return SnapshotRegistered{
			e.Digest, e.IncidentId, e.Asset, amount(e.SourceChainId), e.Revision, amount(e.TotalLoss), e.LossRoot,
			e.FinalAt,
		}, nil
	}
	if e, err := o.UnpackSnapshotSetRegisteredEvent(&log); err == nil {
		return SnapshotSetRegistered{e.Digest, e.IncidentId, e.Revision, hashes(e.Snapshots), e.FinalAt}, nil
	}
	if e, err := o.UnpackChallengedEvent(&log); err == nil {
		return SnapshotChallenged{e.Digest, e.Challenger, amount(e.Bond), e.ReasonHash}, nil
	}
	if e, err := o.UnpackDecidedEvent(&log); err == nil {
		return ChallengeDecided{e.Digest, e.Verdict, e.By, e.ReasonHash}, nil
	}
	if e, err := o.UnpackSupersededEvent(&log); err == nil {
		return SnapshotSuperseded{e.Digest, e.By}, nil
	}
	if e, err := o.UnpackStruckEvent(&log); err == nil {
		return SnapshotStruck{e.Digest, e.ReasonHash}, nil
	}
	if e, err := o.UnpackSealedEvent(&log); err == nil {
		return SetSealed{e.SetDigest, e.IncidentId}, nil
	}
	if e, err := o.UnpackConfigRetiredEvent(&log); err == nil {
		return ConfigRetired{e.ConfigDigest, e.Compromised}, nil
	}
	if e, err := o.UnpackConfigActivatedEvent(&log); err == nil {
		return ConfigActivated{OracleConfig{
			Oracle: log.Address, Count: e.Count, Signers: e.Signers, F: e.F, Threshold: e.Threshold,
			ChallengeWindow: e.Params.ChallengeWindow, MaxAge: e.Params.MaxAge,
			MaxClockSkew: e.Params.MaxClockSkew, MaxDeviationBps: e.Params.MaxDeviationBps,
		}}, nil
	}
	return nil, unknown(log)
}

// Deposited: an underwriter paid into a pool. Shares and TotalShares are share
// units; with Withdrawn and EpochBegun they give the holders of record at any block.
type Deposited struct {
	Account                     common.Address
	Assets, Shares, TotalShares money.Amount
}

// Withdrawn: a queued exit was settled at its value then.
type Withdrawn struct {
	Account                     common.Address
	Assets, Shares, TotalShares money.Amount
	ExitID                      uint64
}

// ExitRequested: shares wait until ReadyAt.
type ExitRequested struct {
	ExitID  uint64
	Account common.Address
	Shares  money.Amount
	ReadyAt uint64
}

// ExitEnded: an exit is over without payment, the shares are as before.
type ExitEnded struct {
	ExitID  uint64
	Account common.Address
	Shares  money.Amount
}

// EpochBegun: the shares before it had lost all; those of the next Deposited
// are others. Who held OldShares stays of record.
type EpochBegun struct {
	Epoch     uint64
	OldShares money.Amount
}

// ReleaseBegun: from ReleasableFrom (Unix seconds) anyone may release the rest
// of the incident's earmark.
type ReleaseBegun struct {
	IncidentID     common.Hash
	By             common.Address
	ReleasableFrom uint64
}

// Earmarked: Amount more was set aside for an incident, Left in all.
type Earmarked struct {
	IncidentID   common.Hash
	Amount, Left money.Amount
}

// Released: the rest of an earmark is free again.
type Released struct {
	IncidentID common.Hash
	Amount     money.Amount
}

// Pulled: money left a pool or the vault for a settlement. Asset is zero for
// pools, which have one asset.
type Pulled struct {
	SettlementID, IncidentID common.Hash
	Asset                    common.Address
	Amount                   money.Amount
}

// GivenBack: money of a cancelled settlement is back in its source.
type GivenBack struct {
	SettlementID, IncidentID common.Hash
	Asset                    common.Address
	Amount                   money.Amount
}

// ParsePoolLog reads a log of CapitalPool.
func ParsePoolLog(log types.Log) (any, error) {
	p := pool()
	if e, err := p.UnpackDepositedEvent(&log); err == nil {
		return Deposited{e.Account, amount(e.Assets), amount(e.Shares), amount(e.TotalShares)}, nil
	}
	if e, err := p.UnpackWithdrawnEvent(&log); err == nil {
		return Withdrawn{
			e.Account, amount(e.Assets), amount(e.Shares), amount(e.TotalShares), e.ExitId.Uint64(),
		}, nil
	}
	if e, err := p.UnpackExitRequestedEvent(&log); err == nil {
		return ExitRequested{e.ExitId.Uint64(), e.Account, amount(e.Shares), e.ReadyAt.Uint64()}, nil
	}
	if e, err := p.UnpackExitEndedEvent(&log); err == nil {
		return ExitEnded{e.ExitId.Uint64(), e.Account, amount(e.Shares)}, nil
	}
	if e, err := p.UnpackEpochBegunEvent(&log); err == nil {
		return EpochBegun{uint64(e.Epoch), amount(e.OldShares)}, nil
	}
	if e, err := p.UnpackReleaseBegunEvent(&log); err == nil {
		return ReleaseBegun{e.IncidentId, e.By, e.ReleasableFrom.Uint64()}, nil
	}
	if e, err := p.UnpackEarmarkedEvent(&log); err == nil {
		return Earmarked{e.IncidentId, amount(e.Amount), amount(e.Left)}, nil
	}
	if e, err := p.UnpackReleasedEvent(&log); err == nil {
		return Released{e.IncidentId, amount(e.Amount)}, nil
	}
	if e, err := p.UnpackPulledEvent(&log); err == nil {
		return Pulled{SettlementID: e.SettlementId, IncidentID: e.IncidentId, Amount: amount(e.Amount)}, nil
	}
	if e, err := p.UnpackGivenBackEvent(&log); err == nil {
		return GivenBack{SettlementID: e.SettlementId, IncidentID: e.IncidentId, Amount: amount(e.Amount)}, nil
	}
	return nil, unknown(log)
}

// RecoveryDeposited: money came back for an incident. Registered tells whether
// the payer was on the vault's list then.
type RecoveryDeposited struct {
	IncidentID common.Hash
	Asset      common.Address
	From       common.Address
	Amount     money.Amount
	Registered bool
}

// Escheated: swept money is in the incident's escheat account.
type Escheated struct {
	SettlementID, IncidentID common.Hash
	Asset                    common.Address
	Amount                   money.Amount
}

// ParseVaultLog reads a log of RecoveryVault.
func ParseVaultLog(log types.Log) (any, error) {
	v := vault()
	if e, err := v.UnpackRecoveryDepositedEvent(&log); err == nil {
		return RecoveryDeposited{e.IncidentId, e.Asset, e.From, amount(e.Amount), e.Registered}, nil
	}
	if e, err := v.UnpackEscheatedEvent(&log); err == nil {
		return Escheated{e.SettlementId, e.IncidentId, e.Asset, amount(e.Amount)}, nil
	}
	if e, err := v.UnpackPulledEvent(&log); err == nil {
		return Pulled{e.SettlementId, e.IncidentId, e.Asset, amount(e.Amount)}, nil
	}
	if e, err := v.UnpackGivenBackEvent(&log); err == nil {
		return GivenBack{e.SettlementId, e.IncidentId, e.Asset, amount(e.Amount)}, nil
	}
	return nil, unknown(log)
}

func hashes(hs [][32]byte) []common.Hash {
	out := make([]common.Hash, len(hs))
	for i, h := range hs {
		out[i] = h
	}
	return out
}
