package contracts

import (
	"github.com/ethereum/go-ethereum/common"

	"makewhole/money"
)

// LossSnapshot states what one incident took on one source chain in one asset,
// one leaf per affected account. Amounts are base units of Asset. As in every
// message of a committee, ValidUntil is the last second in which it counts; see
// CheckTerm.
type LossSnapshot struct {
	ConfigDigest     common.Hash
	IncidentID       common.Hash
	SpecHash         common.Hash
	Revision         uint64
	Attempt          uint64
	PrevSnapshot     common.Hash
	MethodHash       common.Hash
	SourceChainID    uint64
	FromBlock        uint64
	FromBlockHash    common.Hash
	ToBlock          uint64
	ToBlockHash      common.Hash
	OccurredFrom     uint64
	OccurredTo       uint64
	Asset            common.Address
	TotalLoss        money.Amount
	UnattributedLoss money.Amount
	LeafCount        uint32
	LossRoot         common.Hash
	EvidenceHash     common.Hash
	ValidUntil       uint64
}

// SnapshotSet states all snapshots of one incident and the prices that make
// their assets comparable.
type SnapshotSet struct {
	ConfigDigest  common.Hash
	IncidentID    common.Hash
	SpecHash      common.Hash
	Revision      uint64
	SnapshotsHash common.Hash
	Numeraire     common.Address
	PricesHash    common.Hash
	ValidUntil    uint64
}

// PayoutOrder allows one settlement: a tree of payouts in one token out of one
// source. Amounts are base units of PayoutToken. Follows is the state of the
// incident's payouts in the token that it was computed for; see FollowsState.
type PayoutOrder struct {
	ConfigDigest      common.Hash
	SettlementID      common.Hash
	IncidentID        common.Hash
	PoolID            common.Hash
	PayoutToken       common.Address
	Sequence          uint64
	SnapshotSetDigest common.Hash
	InputHash         common.Hash
	PayoutRoot        common.Hash
	LeafCount         uint32
	Total             money.Amount
	CumulativeTotal   money.Amount
	Follows           common.Hash
	ValidUntil        uint64
}

// CancelOrder takes a settlement back before it is active, or before anybody has
// published it.
type CancelOrder struct {
	ConfigDigest common.Hash
	SettlementID common.Hash
	ReasonHash   common.Hash
	ValidUntil   uint64
}

// PoolOrder sets so much of a pool aside for an incident in all, in base units of
// its asset, or releases what is left of it at once (Earmark 0). Count is the
// pool's orderCount.
type PoolOrder struct {
	ConfigDigest common.Hash
	Pool         common.Address
	IncidentID   common.Hash
	Earmark      money.Amount
	Count        uint64
	ValidUntil   uint64
}

// RecoverRole begins to replace the holder of a role (RoleOperator …) of Target
// whose key is lost. Count is the oracle's recoveryCount.
type RecoverRole struct {
	ConfigDigest common.Hash
	Target       common.Address
	Role         uint8
	NewHolder    common.Address
	Count        uint64
	ValidUntil   uint64
}

// ProofOfLoss shows control of the affected address and names the claimant, so
// that it can neither be front-run nor be stolen.
type ProofOfLoss struct {
	IncidentID common.Hash
	Affected   common.Address
	Claimant   common.Address
	Receiver   common.Address
	Nonce      common.Hash
	IssuedAt   uint64
	ExpiresAt  uint64
}

// RedeemTo lets a receiver send one leaf to another address.
type RedeemTo struct {
	SettlementID common.Hash
	Index        uint64
	NewReceiver  common.Address
	Deadline     uint64
}

func (s LossSnapshot) typed() (string, []member) {
	return "LossSnapshot", []member{
		hashOf("configDigest", s.ConfigDigest),
		hashOf("incidentId", s.IncidentID),
		hashOf("specHash", s.SpecHash),
		uintOf("revision", "uint64", s.Revision),
		uintOf("attempt", "uint64", s.Attempt),
		hashOf("prevSnapshot", s.PrevSnapshot),
		hashOf("methodHash", s.MethodHash),
		uintOf("sourceChainId", "uint256", s.SourceChainID),
		uintOf("fromBlock", "uint64", s.FromBlock),
		hashOf("fromBlockHash", s.FromBlockHash),
		uintOf("toBlock", "uint64", s.ToBlock),
		hashOf("toBlockHash", s.ToBlockHash),
		uintOf("occurredFrom", "uint64", s.OccurredFrom),
		uintOf("occurredTo", "uint64", s.OccurredTo),
		addressOf("asset", s.Asset),
		amountOf("totalLoss", s.TotalLoss),
		amountOf("unattributedLoss", s.UnattributedLoss),
		uintOf("leafCount", "uint32", uint64(s.LeafCount)),
		hashOf("lossRoot", s.LossRoot),
		hashOf("evidenceHash", s.EvidenceHash),
		uintOf("validUntil", "uint64", s.ValidUntil),
	}
}

func (s SnapshotSet) typed() (string, []member) {
	return "SnapshotSet", []member{
		hashOf("configDigest", s.ConfigDigest),
		hashOf("incidentId", s.IncidentID),
		hashOf("specHash", s.SpecHash),
		uintOf("revision", "uint64", s.Revision),
		hashOf("snapshotsHash", s.SnapshotsHash),
		addressOf("numeraire", s.Numeraire),
		hashOf("pricesHash", s.PricesHash),
		uintOf("validUntil", "uint64", s.ValidUntil),
	}
}

func (o PayoutOrder) typed() (string, []member) {
	return "PayoutOrder", []member{
		hashOf("configDigest", o.ConfigDigest),
		hashOf("settlementId", o.SettlementID),
		hashOf("incidentId", o.IncidentID),
		hashOf("poolId", o.PoolID),
		addressOf("payoutToken", o.PayoutToken),
		uintOf("sequence", "uint64", o.Sequence),
		hashOf("snapshotSetDigest", o.SnapshotSetDigest),
		hashOf("inputHash", o.InputHash),
		hashOf("payoutRoot", o.PayoutRoot),
		uintOf("leafCount", "uint32", uint64(o.LeafCount)),
		amountOf("total", o.Total),
		amountOf("cumulativeTotal", o.CumulativeTotal),
		hashOf("follows", o.Follows),
		uintOf("validUntil", "uint64", o.ValidUntil),
	}
}

func (c CancelOrder) typed() (string, []member) {
	return "CancelOrder", []member{
		hashOf("configDigest", c.ConfigDigest),
		hashOf("settlementId", c.SettlementID),
		hashOf("reasonHash", c.ReasonHash),
		uintOf("validUntil", "uint64", c.ValidUntil),
	}
}

func (o PoolOrder) typed() (string, []member) {
	return "PoolOrder", []member{
		hashOf("configDigest", o.ConfigDigest),
		addressOf("pool", o.Pool),
		hashOf("incidentId", o.IncidentID),
		amountOf("earmark", o.Earmark),
		uintOf("count", "uint64", o.Count),
		uintOf("validUntil", "uint64", o.ValidUntil),
	}
}

func (r RecoverRole) typed() (string, []member) {
	return "RecoverRole", []member{
		hashOf("configDigest", r.ConfigDigest),
		addressOf("target", r.Target),
		uintOf("role", "uint8", uint64(r.Role)),
		addressOf("newHolder", r.NewHolder),
		uintOf("count", "uint64", r.Count),
		uintOf("validUntil", "uint64", r.ValidUntil),
	}
}

func (p ProofOfLoss) typed() (string, []member) {
	return "ProofOfLoss", []member{
		hashOf("incidentId", p.IncidentID),
		addressOf("affected", p.Affected),
		addressOf("claimant", p.Claimant),
		addressOf("receiver", p.Receiver),
		hashOf("nonce", p.Nonce),
		uintOf("issuedAt", "uint64", p.IssuedAt),
		uintOf("expiresAt", "uint64", p.ExpiresAt),
	}
}

func (r RedeemTo) typed() (string, []member) {
	return "RedeemTo", []member{
		hashOf("settlementId", r.SettlementID),
		uintOf("index", "uint256", r.Index),
		addressOf("newReceiver", r.NewReceiver),
		uintOf("deadline", "uint64", r.Deadline),
	}
}

// StructHash returns hashStruct of EIP-712, without a domain.
func (s LossSnapshot) StructHash() common.Hash { return structHash(s) }

// StructHash returns hashStruct of EIP-712, without a domain.
func (s SnapshotSet) StructHash() common.Hash { return structHash(s) }

// StructHash returns hashStruct of EIP-712, without a domain.
func (o PayoutOrder) StructHash() common.Hash { return structHash(o) }

// StructHash returns hashStruct of EIP-712, without a domain.
func (c CancelOrder) StructHash() common.Hash { return structHash(c) }

// StructHash returns hashStruct of EIP-712, without a domain.
func (o PoolOrder) StructHash() common.Hash { return structHash(o) }

// StructHash returns hashStruct of EIP-712, without a domain.
func (r RecoverRole) StructHash() common.Hash { return structHash(r) }

// StructHash returns hashStruct of EIP-712, without a domain.
func (p ProofOfLoss) StructHash() common.Hash { return structHash(p) }

// StructHash returns hashStruct of EIP-712, without a domain.
func (r RedeemTo) StructHash() common.Hash { return structHash(r) }

// Digest is what members sign and what the oracle calls the snapshot.
func (s LossSnapshot) Digest(d Domain) common.Hash { return digest(d.eip712(), s) }

// Digest is what members sign and what the oracle calls the set.
func (s SnapshotSet) Digest(d Domain) common.Hash { return digest(d.eip712(), s) }

// Digest is what members sign.
func (o PayoutOrder) Digest(d Domain) common.Hash { return digest(d.eip712(), o) }

// Digest is what members sign.
func (c CancelOrder) Digest(d Domain) common.Hash { return digest(d.eip712(), c) }

// Digest is what members sign.
func (o PoolOrder) Digest(d Domain) common.Hash { return digest(d.eip712(), o) }

// Digest is what members sign.
func (r RecoverRole) Digest(d Domain) common.Hash { return digest(d.eip712(), r) }

// Digest is what the affected account signs.
func (p ProofOfLoss) Digest(d Domain) common.Hash { return digest(d.eip712(), p) }

// Digest is what the receiver of the leaf signs.
func (r RedeemTo) Digest(d DistributorDomain) common.Hash { return digest(d.eip712(), r) }

// TypedData is the request for a wallet.
func (s LossSnapshot) TypedData(d Domain) TypedData { return typedData(d.eip712(), s) }

// TypedData is the request for a wallet.
func (s SnapshotSet) TypedData(d Domain) TypedData { return typedData(d.eip712(), s) }

// TypedData is the request for a wallet.
func (o PayoutOrder) TypedData(d Domain) TypedData { return typedData(d.eip712(), o) }

// TypedData is the request for a wallet.
func (c CancelOrder) TypedData(d Domain) TypedData { return typedData(d.eip712(), c) }

// TypedData is the request for a wallet.
func (o PoolOrder) TypedData(d Domain) TypedData { return typedData(d.eip712(), o) }

// TypedData is the request for a wallet.
func (r RecoverRole) TypedData(d Domain) TypedData { return typedData(d.eip712(), r) }

// TypedData is the request for a wallet.
func (p ProofOfLoss) TypedData(d Domain) TypedData { return typedData(d.eip712(), p) }

// TypedData is the request for a wallet.
func (r RedeemTo) TypedData(d DistributorDomain) TypedData { return typedData(d.eip712(), r) }
