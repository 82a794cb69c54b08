package contracts

import (
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
)

// Binding returns the struct of the generated bindings.
func (s LossSnapshot) Binding() MessagesLossSnapshot {
	return MessagesLossSnapshot{
		ConfigDigest:     s.ConfigDigest,
		IncidentId:       s.IncidentID,
		SpecHash:         s.SpecHash,
		Revision:         s.Revision,
		Attempt:          s.Attempt,
		PrevSnapshot:     s.PrevSnapshot,
		MethodHash:       s.MethodHash,
		SourceChainId:    new(big.Int).SetUint64(s.SourceChainID),
		FromBlock:        s.FromBlock,
		FromBlockHash:    s.FromBlockHash,
		ToBlock:          s.ToBlock,
		ToBlockHash:      s.ToBlockHash,
		OccurredFrom:     s.OccurredFrom,
		OccurredTo:       s.OccurredTo,
		Asset:            s.Asset,
		TotalLoss:        s.TotalLoss.Big(),
		UnattributedLoss: s.UnattributedLoss.Big(),
		LeafCount:        s.LeafCount,
		LossRoot:         s.LossRoot,
		EvidenceHash:     s.EvidenceHash,
		ValidUntil:       s.ValidUntil,
	}
}

// Binding returns the struct of the generated bindings.
func (s SnapshotSet) Binding() MessagesSnapshotSet {
	return MessagesSnapshotSet{
		ConfigDigest:  s.ConfigDigest,
		IncidentId:    s.IncidentID,
		SpecHash:      s.SpecHash,
		Revision:      s.Revision,
		SnapshotsHash: s.SnapshotsHash,
		Numeraire:     s.Numeraire,
		PricesHash:    s.PricesHash,
		ValidUntil:    s.ValidUntil,
	}
}

// Binding returns the struct of the generated bindings.
func (o PayoutOrder) Binding() MessagesPayoutOrder {
	return MessagesPayoutOrder{
		ConfigDigest:      o.ConfigDigest,
		SettlementId:      o.SettlementID,
		IncidentId:        o.IncidentID,
		PoolId:            o.PoolID,
		PayoutToken:       o.PayoutToken,
		Sequence:          o.Sequence,
		SnapshotSetDigest: o.SnapshotSetDigest,
		InputHash:         o.InputHash,
		PayoutRoot:        o.PayoutRoot,
		LeafCount:         o.LeafCount,
		Total:             o.Total.Big(),
		CumulativeTotal:   o.CumulativeTotal.Big(),
		Follows:           o.Follows,
		ValidUntil:        o.ValidUntil,
	}
}

// Binding returns the struct of the generated bindings.
func (r RecoverRole) Binding() MessagesRecoverRole {
	return MessagesRecoverRole{
		ConfigDigest: r.ConfigDigest, Target: r.Target, Role: r.Role, NewHolder: r.NewHolder, Count: r.Count,
		ValidUntil: r.ValidUntil,
	}
}

// Binding returns the struct of the generated bindings.
func (c CancelOrder) Binding() MessagesCancelOrder {
	return MessagesCancelOrder{
		ConfigDigest: c.ConfigDigest, SettlementId: c.SettlementID, ReasonHash: c.ReasonHash, ValidUntil: c.ValidUntil,
	}
}

// Binding returns the struct of the generated bindings.
func (o PoolOrder) Binding() PoolOrdersPoolOrder {
	return PoolOrdersPoolOrder{
		ConfigDigest: o.ConfigDigest, Pool: o.Pool, IncidentId: o.IncidentID, Earmark: o.Earmark.Big(), Count: o.Count,
		ValidUntil: o.ValidUntil,
	}
}

// Binding returns the struct of the generated bindings.
func (k SettlementKey) Binding() PayoutDistributorKey {
	return PayoutDistributorKey{IncidentId: k.IncidentID, PoolId: k.PoolID, Token: k.Token, Sequence: k.Sequence}
}

// SnapshotsHash is keccak256 of the digests of a set, ascending and
// concatenated; the argument may be in any order.
func SnapshotsHash(snapshots []common.Hash) common.Hash {
	var b []byte
	for _, h := range ascending(snapshots) {
		b = append(b, h[:]...)
	}
	return crypto.Keccak256Hash(b)
}
