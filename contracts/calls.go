package contracts

import (
	"math/big"
	"slices"
	"sync"

	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"

	"makewhole/money"
)

// The bindings parse their ABI once, when first used.
var (
	distributor = sync.OnceValue(NewPayoutDistributor)
	limits      = sync.OnceValue(NewPayoutLimits)
	challenges  = sync.OnceValue(NewChallenges)
	lastResort  = sync.OnceValue(NewLastResort)
	oracle      = sync.OnceValue(NewLossOracle)
	pool        = sync.OnceValue(NewCapitalPool)
	reports     = sync.OnceValue(NewReports)
	vault       = sync.OnceValue(NewRecoveryVault)
)

// Roles as Roles.sol numbers them; pass them to PackHolderOf, PackOfferRole and
// PackAcceptRole.
const (
	RoleOperator uint8 = iota
	RoleGuardian
	RoleOracleAdmin
	RoleTreasurer
	RoleArbiter
)

// RoleNames are the roles in words, by their numbers.
var RoleNames = [...]string{
	RoleOperator: "operator", RoleGuardian: "guardian", RoleOracleAdmin: "oracle admin", RoleTreasurer: "treasurer", RoleArbiter: "arbiter",
}

// Settlement states as SettlementBook.sol numbers them (PackStateOf). Active
// follows from Published and the clock of the chain.
const (
	SettlementStateNone uint8 = iota
	SettlementStatePublished
	SettlementStateCancelled
	SettlementStateActive
	SettlementStateClosed
)

// States of a snapshot or set as LossOracle.sol numbers them (PackStateOf).
const (
	SnapshotStateNone uint8 = iota
	SnapshotStateChallengeable
	SnapshotStateChallenged
	SnapshotStateFinal
	SnapshotStateSealed
	SnapshotStateRejected
	SnapshotStateSuperseded
	SnapshotStateStruck
)

// SettlementKey is what a settlement id is made of; cancelling and sweeping
// name a settlement by it, so that the contract need not store it.
type SettlementKey struct {
	IncidentID common.Hash
	PoolID     common.Hash
	Token      common.Address
	Sequence   uint64
}

// Key returns the key of the order's settlement.
func (o PayoutOrder) Key() SettlementKey {
	return SettlementKey{IncidentID: o.IncidentID, PoolID: o.PoolID, Token: o.PayoutToken, Sequence: o.Sequence}
}

// Redemption is one leaf with its proof.
type Redemption struct {
	SettlementID common.Hash
	Index        uint64
	Receiver     common.Address
	Amount       money.Amount
	Proof        [][32]byte
}

// PackSubmit packs LossOracle.submit; sigs come from JoinSignatures.
func PackSubmit(s LossSnapshot, sigs []byte) []byte {
	return oracle().PackSubmit(s.Binding(), sigs)
}

// PackSubmitSet packs LossOracle.submitSet. The digests are the snapshots of
// the set, in any order; they are packed ascending.
func PackSubmitSet(s SnapshotSet, snapshots []common.Hash, sigs []byte) []byte {
	return oracle().PackSubmitSet(s.Binding(), ascending(snapshots), sigs)
}

// PackActivateConfig packs LossOracle.activateConfig.
func PackActivateConfig(c OracleConfig) []byte {
	return oracle().PackActivateConfig(c.Signers, c.F, c.Threshold, c.Params())
}

// PackRecoverRole packs LossOracle.recoverRole; sigs are over r.Digest.
func PackRecoverRole(r RecoverRole, sigs []byte) []byte {
	return oracle().PackRecoverRole(r.Binding(), sigs)
}

// PackAnnounce packs PayoutDistributor.announce.
func PackAnnounce(o PayoutOrder, sigs []byte) []byte {
	return distributor().PackAnnounce(o.Binding(), sigs)
}

// PackPublish packs PayoutDistributor.publish. Empty sigs publish an order that
// was announced before.
func PackPublish(o PayoutOrder, sigs []byte) []byte {
	return distributor().PackPublish(o.Binding(), sigs)
}

// PackCancel packs PayoutDistributor.cancel (guardian, before ACTIVE).
func PackCancel(k SettlementKey, reason common.Hash) []byte {
	return distributor().PackCancel(k.Binding(), reason)
}

// PackCancelByQuorum packs PayoutDistributor.cancelByQuorum; c names the
// settlement of k, sigs are over its digest.
func PackCancelByQuorum(k SettlementKey, c CancelOrder, sigs []byte) []byte {
	return distributor().PackCancelByQuorum(k.Binding(), c.Binding(), sigs)
}

// PackSweep packs PayoutDistributor.sweep (anyone, after the deadline).
func PackSweep(k SettlementKey) []byte { return distributor().PackSweep(k.Binding()) }

// PackRedeem packs PayoutDistributor.redeem.
func PackRedeem(r Redemption) []byte {
	return distributor().PackRedeem(r.SettlementID, new(big.Int).SetUint64(r.Index), r.Receiver, r.Amount.Big(), r.Proof)
}

// PackRedeemTo packs PayoutDistributor.redeemTo with the receiver's signature
// over to.Digest.
func PackRedeemTo(r Redemption, to RedeemTo, sig []byte) []byte {
	return distributor().PackRedeemTo(r.SettlementID, new(big.Int).SetUint64(r.Index), r.Receiver, r.Amount.Big(),
		r.Proof, to.NewReceiver, to.Deadline, sig)
}

// PackRedeemMany packs PayoutDistributor.redeemMany.
func PackRedeemMany(rs []Redemption) []byte {
	items := make([]PayoutDistributorRedemption, len(rs))
	for i, r := range rs {
		items[i] = PayoutDistributorRedemption{
			Id: r.SettlementID, Index: new(big.Int).SetUint64(r.Index), Receiver: r.Receiver,
			Amount: r.Amount.Big(), Proof: r.Proof,
		}
	}
	return distributor().PackRedeemMany(items)
}

// PackPush packs PayoutDistributor.push of the aligned subtree `node` of layer
// `level`; packed comes from PackItems, proof from the tree's NodeProof.
func PackPush(id common.Hash, level int, node uint64, packed []byte, mask Mask, proof [][32]byte) []byte {
	return distributor().PackPush(id, uint8(level), new(big.Int).SetUint64(node), packed, mask.Big(), proof)
}

// PackOrderEarmark packs CapitalPool.orderEarmark with a quorum over o.Digest.
func PackOrderEarmark(o PoolOrder, sigs []byte) []byte {
	return pool().PackOrderEarmark(o.Binding(), sigs)
}

// PackDepositRecovery packs RecoveryVault.depositRecovery. For the native coin
// (asset 0) the amount goes as value, for tokens it needs an allowance.
func PackDepositRecovery(incident common.Hash, asset common.Address, amount money.Amount) []byte {
	return vault().PackDepositRecovery(incident, asset, amount.Big())
}

// InitCode is what a deployment transaction carries: code and packed
// constructor arguments, e.g. InitCode(&LossOracleMetaData, NewLossOracle().PackConstructor(d)).
func InitCode(m *bind.MetaData, args []byte) []byte {
	return append(common.FromHex(m.Bin), args...)
}

// RevertReason names a custom error of these contracts from revert data.
func RevertReason(data []byte) (any, bool) {
	unpackers := []func([]byte) (any, error){
		distributor().UnpackError, limits().UnpackError, oracle().UnpackError, challenges().UnpackError, lastResort().UnpackError, pool().UnpackError, reports().UnpackError, vault().UnpackError,
	}
	if len(data) < 4 {
		return nil, false
	}
	for _, unpack := range unpackers {
		if e, err := unpack(data); err == nil {
			return e, true
		}
	}
	return nil, false
}

func ascending(hs []common.Hash) [][32]byte {
	sorted := slices.Clone(hs)
	slices.SortFunc(sorted, common.Hash.Cmp)
	out := make([][32]byte, len(sorted))
	for i, h := range sorted {
		out[i] = h
	}
	return out
}
