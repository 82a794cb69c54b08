package reports

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"math"
	"strconv"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
	"makewhole/internal/strictjson"
	"makewhole/money"
)

// Errors of the smallest parts of a report.
var (
	errInteger   = errors.New("want an integer as canonical decimal string")
	errHash      = errors.New("want 0x and 64 hex digits")
	errAddress   = errors.New("want 0x and 40 hex digits")
	errChecksum  = errors.New("mixed case does not match the EIP-55 checksum")
	errSignature = errors.New("want 0x and 130 hex digits")
)

// WireUint is at most 2^63−1, because rows store it as int64.
type WireUint uint64

func (u WireUint) MarshalText() ([]byte, error) { return strconv.AppendUint(nil, uint64(u), 10), nil }

func (u *WireUint) UnmarshalText(b []byte) error {
	if len(b) == 0 || len(b) > 19 || b[0] == '0' && len(b) > 1 {
		return errInteger
	}
	for _, c := range b {
		if c < '0' || c > '9' {
			return errInteger
		}
	}
	n, err := strconv.ParseUint(string(b), 10, 63)
	if err != nil {
		return errInteger
	}
	*u = WireUint(n)
	return nil
}

// WireAmount differs from money.Amount only in its error.
type WireAmount struct{ money.Amount }

func (a *WireAmount) UnmarshalJSON(b []byte) error {
	if len(b) < 3 || b[0] != '"' {
		return errInteger
	}
	v, err := money.Parse(string(b[1 : len(b)-1]))
	if err != nil {
		return errors.Join(errInteger, err)
	}
	a.Amount = v
	return nil
}

type WireHash common.Hash

func (h WireHash) MarshalText() ([]byte, error) { return []byte("0x" + hex.EncodeToString(h[:])), nil }

func (h *WireHash) UnmarshalText(b []byte) error {
	if !readHex(h[:], b) {
		return errHash
	}
	return nil
}

// WireAddress accepts one case, or mixed case with the right EIP-55 checksum.
type WireAddress common.Address

func (a WireAddress) MarshalText() ([]byte, error) {
	return []byte("0x" + hex.EncodeToString(a[:])), nil
}

func (a *WireAddress) UnmarshalText(b []byte) error {
	if !readHex(a[:], b) {
		return errAddress
	}
	lower, upper := false, false
	for _, c := range b[2:] {
		lower = lower || c >= 'a' && c <= 'f'
		upper = upper || c >= 'A' && c <= 'F'
	}
	if lower && upper && common.Address(*a).Hex() != string(b) {
		return errChecksum
	}
	return nil
}

type wireSignature [contracts.SignatureLength]byte

func (s wireSignature) MarshalText() ([]byte, error) {
	return []byte("0x" + hex.EncodeToString(s[:])), nil
}

func (s *wireSignature) UnmarshalText(b []byte) error {
	if !readHex(s[:], b) {
		return errSignature
	}
	return nil
}

func readHex(dst, src []byte) bool {
	if len(src) != 2+2*len(dst) || src[0] != '0' || src[1] != 'x' {
		return false
	}
	_, err := hex.Decode(dst, src[2:])
	return err == nil
}

// WireSnapshot is a LossSnapshot in a report: the EIP-712 fields in snake case.
type WireSnapshot struct {
	ConfigDigest     WireHash    `json:"config_digest"`
	IncidentID       WireHash    `json:"incident_id"`
	SpecHash         WireHash    `json:"spec_hash"`
	Revision         WireUint    `json:"revision"`
	Attempt          WireUint    `json:"attempt"`
	PrevSnapshot     WireHash    `json:"prev_snapshot"`
	MethodHash       WireHash    `json:"method_hash"`
	SourceChainID    WireUint    `json:"source_chain_id"`
	FromBlock        WireUint    `json:"from_block"`
	FromBlockHash    WireHash    `json:"from_block_hash"`
	ToBlock          WireUint    `json:"to_block"`
	ToBlockHash      WireHash    `json:"to_block_hash"`
	OccurredFrom     WireUint    `json:"occurred_from"`
	OccurredTo       WireUint    `json:"occurred_to"`
	Asset            WireAddress `json:"asset"`
	TotalLoss        WireAmount  `json:"total_loss"`
	UnattributedLoss WireAmount  `json:"unattributed_loss"`
	LeafCount        WireUint    `json:"leaf_count"`
	LossRoot         WireHash    `json:"loss_root"`
	EvidenceHash     WireHash    `json:"evidence_hash"`
	ValidUntil       WireUint    `json:"valid_until"`
}

func (w WireSnapshot) Message() (contracts.LossSnapshot, error) {
	m := contracts.LossSnapshot{
		ConfigDigest: common.Hash(w.ConfigDigest), IncidentID: common.Hash(w.IncidentID), SpecHash: common.Hash(w.SpecHash),
		Revision: uint64(w.Revision), Attempt: uint64(w.Attempt), PrevSnapshot: common.Hash(w.PrevSnapshot),
		MethodHash: common.Hash(w.MethodHash), SourceChainID: uint64(w.SourceChainID),
		FromBlock: uint64(w.FromBlock), FromBlockHash: common.Hash(w.FromBlockHash),
		ToBlock: uint64(w.ToBlock), ToBlockHash: common.Hash(w.ToBlockHash),
		OccurredFrom: uint64(w.OccurredFrom), OccurredTo: uint64(w.OccurredTo), Asset: common.Address(w.Asset),
		TotalLoss: w.TotalLoss.Amount, UnattributedLoss: w.UnattributedLoss.Amount,
		LeafCount: uint32(w.LeafCount), LossRoot: common.Hash(w.LossRoot), EvidenceHash: common.Hash(w.EvidenceHash),
		ValidUntil: uint64(w.ValidUntil),
	}
	if w.LeafCount > math.MaxUint32 {
		return m, badForm("/message/leaf_count", errInteger)
	}
	return m, nil
}

func wireOfSnapshot(m contracts.LossSnapshot) WireSnapshot {
	return WireSnapshot{
		ConfigDigest: WireHash(m.ConfigDigest), IncidentID: WireHash(m.IncidentID), SpecHash: WireHash(m.SpecHash),
		Revision: WireUint(m.Revision), Attempt: WireUint(m.Attempt), PrevSnapshot: WireHash(m.PrevSnapshot),
		MethodHash: WireHash(m.MethodHash), SourceChainID: WireUint(m.SourceChainID),
		FromBlock: WireUint(m.FromBlock), FromBlockHash: WireHash(m.FromBlockHash),
		ToBlock: WireUint(m.ToBlock), ToBlockHash: WireHash(m.ToBlockHash),
		OccurredFrom: WireUint(m.OccurredFrom), OccurredTo: WireUint(m.OccurredTo), Asset: WireAddress(m.Asset),
		TotalLoss: WireAmount{m.TotalLoss}, UnattributedLoss: WireAmount{m.UnattributedLoss},
		LeafCount: WireUint(m.LeafCount), LossRoot: WireHash(m.LossRoot), EvidenceHash: WireHash(m.EvidenceHash),
		ValidUntil: WireUint(m.ValidUntil),
	}
}

// WireSet is a SnapshotSet in a report.
type WireSet struct {
	ConfigDigest  WireHash    `json:"config_digest"`
	IncidentID    WireHash    `json:"incident_id"`
	SpecHash      WireHash    `json:"spec_hash"`
	Revision      WireUint    `json:"revision"`
	SnapshotsHash WireHash    `json:"snapshots_hash"`
	Numeraire     WireAddress `json:"numeraire"`
	PricesHash    WireHash    `json:"prices_hash"`
	ValidUntil    WireUint    `json:"valid_until"`
}

func (w WireSet) Message() contracts.SnapshotSet {
	return contracts.SnapshotSet{
		ConfigDigest: common.Hash(w.ConfigDigest), IncidentID: common.Hash(w.IncidentID), SpecHash: common.Hash(w.SpecHash),
		Revision: uint64(w.Revision), SnapshotsHash: common.Hash(w.SnapshotsHash),
		Numeraire: common.Address(w.Numeraire), PricesHash: common.Hash(w.PricesHash),
		ValidUntil: uint64(w.ValidUntil),
	}
}

func wireOfSet(m contracts.SnapshotSet) WireSet {
	return WireSet{
		ConfigDigest: WireHash(m.ConfigDigest), IncidentID: WireHash(m.IncidentID), SpecHash: WireHash(m.SpecHash),
		Revision: WireUint(m.Revision), SnapshotsHash: WireHash(m.SnapshotsHash),
		Numeraire: WireAddress(m.Numeraire), PricesHash: WireHash(m.PricesHash),
		ValidUntil: WireUint(m.ValidUntil),
	}
}

// wireOrder is a PayoutOrder in a report.
type wireOrder struct {
	ConfigDigest      WireHash    `json:"config_digest"`
	SettlementID      WireHash    `json:"settlement_id"`
	IncidentID        WireHash    `json:"incident_id"`
	PoolID            WireHash    `json:"pool_id"`
	PayoutToken       WireAddress `json:"payout_token"`
	Sequence          WireUint    `json:"sequence"`
	SnapshotSetDigest WireHash    `json:"snapshot_set_digest"`
	InputHash         WireHash    `json:"input_hash"`
	PayoutRoot        WireHash    `json:"payout_root"`
	LeafCount         WireUint    `json:"leaf_count"`
	Total             WireAmount  `json:"total"`
	CumulativeTotal   WireAmount  `json:"cumulative_total"`
	Follows           WireHash    `json:"follows"`
	ValidUntil        WireUint    `json:"valid_until"`
}

func (w wireOrder) message() (contracts.PayoutOrder, error) {
	m := contracts.PayoutOrder{
		ConfigDigest: common.Hash(w.ConfigDigest), SettlementID: common.Hash(w.SettlementID), IncidentID: common.Hash(w.IncidentID),
		PoolID: common.Hash(w.PoolID), PayoutToken: common.Address(w.PayoutToken), Sequence: uint64(w.Sequence),
		SnapshotSetDigest: common.Hash(w.SnapshotSetDigest), InputHash: common.Hash(w.InputHash),
		PayoutRoot: common.Hash(w.PayoutRoot), LeafCount: uint32(w.LeafCount),
		Total: w.Total.Amount, CumulativeTotal: w.CumulativeTotal.Amount,
		Follows: common.Hash(w.Follows), ValidUntil: uint64(w.ValidUntil),
	}
	if w.LeafCount > math.MaxUint32 {
		return m, badForm("/message/leaf_count", errInteger)
	}
	return m, nil
}

func wireOfOrder(m contracts.PayoutOrder) wireOrder {
	return wireOrder{
		ConfigDigest: WireHash(m.ConfigDigest), SettlementID: WireHash(m.SettlementID), IncidentID: WireHash(m.IncidentID),
		PoolID: WireHash(m.PoolID), PayoutToken: WireAddress(m.PayoutToken), Sequence: WireUint(m.Sequence),
		SnapshotSetDigest: WireHash(m.SnapshotSetDigest), InputHash: WireHash(m.InputHash),
		PayoutRoot: WireHash(m.PayoutRoot), LeafCount: WireUint(m.LeafCount),
		Total: WireAmount{m.Total}, CumulativeTotal: WireAmount{m.CumulativeTotal},
		Follows: WireHash(m.Follows), ValidUntil: WireUint(m.ValidUntil),
	}
}

// EncodeMessage is the canonical JSON of a message: snake-case fields in the
// order of the EIP-712 type, integers as decimal strings, lower-case hex. It is
// what rows store and reports carry. Other types are a programming error.
func EncodeMessage(message any) []byte {
	var w any
	switch m := message.(type) {
	case contracts.LossSnapshot:
		w = wireOfSnapshot(m)
	case contracts.SnapshotSet:
		w = wireOfSet(m)
	case contracts.PayoutOrder:
		w = wireOfOrder(m)
	}
	out, err := json.Marshal(w)
	if err != nil || w == nil {
		panic("oracles: message of an unknown type")
	}
	return out
}

// DecodeOrder reads a payout order as EncodeMessage wrote it.
func DecodeOrder(raw []byte) (contracts.PayoutOrder, error) {
	var w wireOrder
	if err := decodeAll(raw, &w, strictjson.Options{NoNumbers: true, MaxString: 256}); err != nil {
		return contracts.PayoutOrder{}, err
	}
	return w.message()
}
