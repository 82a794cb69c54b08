package oracles

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

// wireUint is at most 2^63−1, because rows store it as int64.
type wireUint uint64

func (u wireUint) MarshalText() ([]byte, error) { return strconv.AppendUint(nil, uint64(u), 10), nil }

func (u *wireUint) UnmarshalText(b []byte) error {
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
	*u = wireUint(n)
	return nil
}

// wireAmount differs from money.Amount only in its error.
type wireAmount struct{ money.Amount }

func (a *wireAmount) UnmarshalJSON(b []byte) error {
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

type wireHash common.Hash

func (h wireHash) MarshalText() ([]byte, error) { return []byte("0x" + hex.EncodeToString(h[:])), nil }

func (h *wireHash) UnmarshalText(b []byte) error {
	if !readHex(h[:], b) {
		return errHash
	}
	return nil
}

// wireAddress accepts one case, or mixed case with the right EIP-55 checksum.
type wireAddress common.Address

func (a wireAddress) MarshalText() ([]byte, error) {
	return []byte("0x" + hex.EncodeToString(a[:])), nil
}

func (a *wireAddress) UnmarshalText(b []byte) error {
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

// wireSnapshot is a LossSnapshot in a report: the EIP-712 fields in snake case.
type wireSnapshot struct {
	ConfigDigest     wireHash    `json:"config_digest"`
	IncidentID       wireHash    `json:"incident_id"`
	SpecHash         wireHash    `json:"spec_hash"`
	Revision         wireUint    `json:"revision"`
	Attempt          wireUint    `json:"attempt"`
	PrevSnapshot     wireHash    `json:"prev_snapshot"`
	MethodHash       wireHash    `json:"method_hash"`
	SourceChainID    wireUint    `json:"source_chain_id"`
	FromBlock        wireUint    `json:"from_block"`
	FromBlockHash    wireHash    `json:"from_block_hash"`
	ToBlock          wireUint    `json:"to_block"`
	ToBlockHash      wireHash    `json:"to_block_hash"`
	OccurredFrom     wireUint    `json:"occurred_from"`
	OccurredTo       wireUint    `json:"occurred_to"`
	Asset            wireAddress `json:"asset"`
	TotalLoss        wireAmount  `json:"total_loss"`
	UnattributedLoss wireAmount  `json:"unattributed_loss"`
	LeafCount        wireUint    `json:"leaf_count"`
	LossRoot         wireHash    `json:"loss_root"`
	EvidenceHash     wireHash    `json:"evidence_hash"`
}

func (w wireSnapshot) message() (contracts.LossSnapshot, error) {
	m := contracts.LossSnapshot{
		ConfigDigest: common.Hash(w.ConfigDigest), IncidentID: common.Hash(w.IncidentID), SpecHash: common.Hash(w.SpecHash),
		Revision: uint64(w.Revision), Attempt: uint64(w.Attempt), PrevSnapshot: common.Hash(w.PrevSnapshot),
		MethodHash: common.Hash(w.MethodHash), SourceChainID: uint64(w.SourceChainID),
		FromBlock: uint64(w.FromBlock), FromBlockHash: common.Hash(w.FromBlockHash),
		ToBlock: uint64(w.ToBlock), ToBlockHash: common.Hash(w.ToBlockHash),
		OccurredFrom: uint64(w.OccurredFrom), OccurredTo: uint64(w.OccurredTo), Asset: common.Address(w.Asset),
		TotalLoss: w.TotalLoss.Amount, UnattributedLoss: w.UnattributedLoss.Amount,
		LeafCount: uint32(w.LeafCount), LossRoot: common.Hash(w.LossRoot), EvidenceHash: common.Hash(w.EvidenceHash),
	}
	if w.LeafCount > math.MaxUint32 {
		return m, badForm("/message/leaf_count", errInteger)
	}
	return m, nil
}

func wireOfSnapshot(m contracts.LossSnapshot) wireSnapshot {
	return wireSnapshot{
		ConfigDigest: wireHash(m.ConfigDigest), IncidentID: wireHash(m.IncidentID), SpecHash: wireHash(m.SpecHash),
		Revision: wireUint(m.Revision), Attempt: wireUint(m.Attempt), PrevSnapshot: wireHash(m.PrevSnapshot),
		MethodHash: wireHash(m.MethodHash), SourceChainID: wireUint(m.SourceChainID),
		FromBlock: wireUint(m.FromBlock), FromBlockHash: wireHash(m.FromBlockHash),
		ToBlock: wireUint(m.ToBlock), ToBlockHash: wireHash(m.ToBlockHash),
		OccurredFrom: wireUint(m.OccurredFrom), OccurredTo: wireUint(m.OccurredTo), Asset: wireAddress(m.Asset),
		TotalLoss: wireAmount{m.TotalLoss}, UnattributedLoss: wireAmount{m.UnattributedLoss},
		LeafCount: wireUint(m.LeafCount), LossRoot: wireHash(m.LossRoot), EvidenceHash: wireHash(m.EvidenceHash),
	}
}

// wireSet is a SnapshotSet in a report.
type wireSet struct {
	ConfigDigest  wireHash    `json:"config_digest"`
	IncidentID    wireHash    `json:"incident_id"`
	SpecHash      wireHash    `json:"spec_hash"`
	Revision      wireUint    `json:"revision"`
	SnapshotsHash wireHash    `json:"snapshots_hash"`
	Numeraire     wireAddress `json:"numeraire"`
	PricesHash    wireHash    `json:"prices_hash"`
}

func (w wireSet) message() contracts.SnapshotSet {
	return contracts.SnapshotSet{
		ConfigDigest: common.Hash(w.ConfigDigest), IncidentID: common.Hash(w.IncidentID), SpecHash: common.Hash(w.SpecHash),
		Revision: uint64(w.Revision), SnapshotsHash: common.Hash(w.SnapshotsHash),
		Numeraire: common.Address(w.Numeraire), PricesHash: common.Hash(w.PricesHash),
	}
}

func wireOfSet(m contracts.SnapshotSet) wireSet {
	return wireSet{
		ConfigDigest: wireHash(m.ConfigDigest), IncidentID: wireHash(m.IncidentID), SpecHash: wireHash(m.SpecHash),
		Revision: wireUint(m.Revision), SnapshotsHash: wireHash(m.SnapshotsHash),
		Numeraire: wireAddress(m.Numeraire), PricesHash: wireHash(m.PricesHash),
	}
}

// wireOrder is a PayoutOrder in a report.
type wireOrder struct {
	ConfigDigest      wireHash    `json:"config_digest"`
	SettlementID      wireHash    `json:"settlement_id"`
	IncidentID        wireHash    `json:"incident_id"`
	PoolID            wireHash    `json:"pool_id"`
	PayoutToken       wireAddress `json:"payout_token"`
	Sequence          wireUint    `json:"sequence"`
	SnapshotSetDigest wireHash    `json:"snapshot_set_digest"`
	InputHash         wireHash    `json:"input_hash"`
	PayoutRoot        wireHash    `json:"payout_root"`
	LeafCount         wireUint    `json:"leaf_count"`
	Total             wireAmount  `json:"total"`
	CumulativeTotal   wireAmount  `json:"cumulative_total"`
}

func (w wireOrder) message() (contracts.PayoutOrder, error) {
	m := contracts.PayoutOrder{
		ConfigDigest: common.Hash(w.ConfigDigest), SettlementID: common.Hash(w.SettlementID), IncidentID: common.Hash(w.IncidentID),
		PoolID: common.Hash(w.PoolID), PayoutToken: common.Address(w.PayoutToken), Sequence: uint64(w.Sequence),
		SnapshotSetDigest: common.Hash(w.SnapshotSetDigest), InputHash: common.Hash(w.InputHash),
		PayoutRoot: common.Hash(w.PayoutRoot), LeafCount: uint32(w.LeafCount),
		Total: w.Total.Amount, CumulativeTotal: w.CumulativeTotal.Amount,
	}
	if w.LeafCount > math.MaxUint32 {
		return m, badForm("/message/leaf_count", errInteger)
	}
	return m, nil
}

func wireOfOrder(m contracts.PayoutOrder) wireOrder {
	return wireOrder{
		ConfigDigest: wireHash(m.ConfigDigest), SettlementID: wireHash(m.SettlementID), IncidentID: wireHash(m.IncidentID),
		PoolID: wireHash(m.PoolID), PayoutToken: wireAddress(m.PayoutToken), Sequence: wireUint(m.Sequence),
		SnapshotSetDigest: wireHash(m.SnapshotSetDigest), InputHash: wireHash(m.InputHash),
		PayoutRoot: wireHash(m.PayoutRoot), LeafCount: wireUint(m.LeafCount),
		Total: wireAmount{m.Total}, CumulativeTotal: wireAmount{m.CumulativeTotal},
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
