package merkle

import (
	"encoding/binary"
	"hash"

	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/money"
)

// Hash is a Keccak-256 digest.
type Hash = [32]byte

// Entry is what one leaf says beside the id and its index: an account and an
// amount in base units. Payout entries name the receiver, loss entries the
// affected account.
type Entry struct {
	Account [20]byte
	Amount  money.Amount
}

// PayoutLeaf returns the leaf of one payout (docs/entitlement-file.md), in Solidity
// keccak256(bytes.concat(keccak256(abi.encode(bytes32 settlementId,
// uint256 index, address receiver, uint256 amount)))). The leaf of a loss has the same
// shape with (bytes32 incidentId, uint256 index, address account, uint256 loss); the two
// cannot be confused because the ids are hashes of different tags.
func PayoutLeaf(settlementID Hash, index uint64, receiver [20]byte, amount money.Amount) Hash {
	var buf [128]byte
	copy(buf[:32], settlementID[:])
	binary.BigEndian.PutUint64(buf[56:64], index)
	copy(buf[76:96], receiver[:])
	word := amount.Bytes32()
	copy(buf[96:], word[:])
	inner := crypto.Keccak256Hash(buf[:])
	return crypto.Keccak256Hash(inner[:])
}

// PayoutLeaves returns the leaves of all entries; the index of an entry is its
// position. It uses every core.
func PayoutLeaves(settlementID Hash, entries []Entry) []Hash {
	out := make([]Hash, len(entries))
	eachChunk(len(entries), func(h *hasher, lo, hi int) { h.leaves(out[lo:hi], settlementID, lo, entries[lo:hi]) })
	return out
}

// SettlementID returns keccak256(abi.encode("SETTLEMENT_V1", uint256 chainId,
// address distributor, bytes32 incidentId, bytes32 poolId, address payoutToken,
// uint64 sequence)): one id per (distributor, incident, pool, token, sequence).
func SettlementID(chainID uint64, distributor [20]byte, incidentID, poolID Hash, payoutToken [20]byte, sequence uint64) Hash {
	words := make([]byte, 0, 9*32)
	words = appendUint(words, 7*32)
	words = appendUint(words, chainID)
	words = appendAddress(words, distributor)
	words = append(words, incidentID[:]...)
	words = append(words, poolID[:]...)
	words = appendAddress(words, payoutToken)
	words = appendUint(words, sequence)
	words = appendString(words, "SETTLEMENT_V1")
	return crypto.Keccak256Hash(words)
}

// OfflineSettlementID is the settlement id of an allocation made outside any
// deployment: keccak256(abi.encode("OFFLINE_SETTLEMENT_V1", bytes32 inputHash,
// string fund)). It can never equal an id of a chain.
func OfflineSettlementID(inputHash Hash, fund string) Hash {
	words := appendUint(nil, 96)
	words = append(words, inputHash[:]...)
	words = appendUint(words, 160)
	words = appendString(words, "OFFLINE_SETTLEMENT_V1")
	words = appendString(words, fund)
	return crypto.Keccak256Hash(words)
}

// IncidentID returns keccak256(abi.encode("INCIDENT_V1", publicId)), both
// arguments of type string.
func IncidentID(publicID string) Hash { return taggedID("INCIDENT_V1", publicID) }

// PoolID returns keccak256(abi.encode("POOL_V1", publicId)), both arguments of
// type string.
func PoolID(publicID string) Hash { return taggedID("POOL_V1", publicID) }

func taggedID(tag, publicID string) Hash {
	words := appendUint(nil, 64)
	words = appendUint(words, 128) // every tag fits one word, so its tail is two words
	words = appendString(words, tag)
	words = appendString(words, publicID)
	return crypto.Keccak256Hash(words)
}

// NewKeccak returns a streaming Keccak-256.
func NewKeccak() hash.Hash { return crypto.NewKeccakState() }

// Keccak returns keccak256 of the bytes.
func Keccak(data ...[]byte) Hash { return crypto.Keccak256Hash(data...) }

func appendUint(b []byte, n uint64) []byte {
	var word [32]byte
	binary.BigEndian.PutUint64(word[24:], n)
	return append(b, word[:]...)
}

func appendAddress(b []byte, a [20]byte) []byte {
	var word [32]byte
	copy(word[12:], a[:])
	return append(b, word[:]...)
}

// appendString writes the ABI tail of a string: its length and its bytes padded
// with zeros to whole words.
func appendString(b []byte, s string) []byte {
	b = appendUint(b, uint64(len(s)))
	b = append(b, s...)
	return append(b, make([]byte, (32-len(s)%32)%32)...)
}
