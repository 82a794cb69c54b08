package merkle_test

import (
	"math/big"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"pgregory.net/rapid"

	"makewhole/merkle"
	"makewhole/money"
)

// encode is go-ethereum's own ABI encoder, the reference for every id and leaf.
func encode(t *rapid.T, types []string, values ...any) []byte {
	var args abi.Arguments
	for _, name := range types {
		typ, err := abi.NewType(name, "", nil)
		if err != nil {
			t.Fatal(err)
		}
		args = append(args, abi.Argument{Type: typ})
	}
	packed, err := args.Pack(values...)
	if err != nil {
		t.Fatal(err)
	}
	return packed
}

func drawHash(t *rapid.T, label string) (h merkle.Hash) {
	copy(h[:], rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, label))
	return h
}

func drawEntry(t *rapid.T) (e merkle.Entry) {
	copy(e.Account[:], rapid.SliceOfN(rapid.Byte(), 20, 20).Draw(t, "account"))
	word := drawHash(t, "amount")
	clear(word[:rapid.IntRange(0, 32).Draw(t, "zeros")])
	e.Amount = money.FromBytes32(word)
	return e
}

func TestLeafIsSolidityABI(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		id, e, index := drawHash(t, "id"), drawEntry(t), rapid.Uint64().Draw(t, "index")
		inner := crypto.Keccak256(encode(t, []string{"bytes32", "uint256", "address", "uint256"},
			id, new(big.Int).SetUint64(index), common.Address(e.Account), e.Amount.Big()))
		want := merkle.Hash(crypto.Keccak256(inner))
		if got := merkle.PayoutLeaf(id, index, e.Account, e.Amount); got != want {
			t.Fatalf("leaf %x, want %x", got, want)
		}
	})
}

func TestBulkLeavesEqualSingleLeaves(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		id := drawHash(t, "id")
		entries := rapid.SliceOfN(rapid.Custom(drawEntry), 0, 40).Draw(t, "entries")
		leaves := merkle.PayoutLeaves(id, entries)
		if len(leaves) != len(entries) {
			t.Fatal("wrong number of leaves")
		}
		for i, e := range entries {
			if leaves[i] != merkle.PayoutLeaf(id, uint64(i), e.Account, e.Amount) {
				t.Fatalf("leaf %d of %d differs", i, len(entries))
			}
		}
	})
}

func TestIDsAreSolidityABI(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		chainID, sequence := rapid.Uint64().Draw(t, "chain"), rapid.Uint64().Draw(t, "sequence")
		distributor, token := drawEntry(t).Account, drawEntry(t).Account
		incident, pool := drawHash(t, "incident"), drawHash(t, "pool")
		want := crypto.Keccak256(encode(t, []string{"string", "uint256", "address", "bytes32", "bytes32", "address", "uint64"},
			"SETTLEMENT_V1", new(big.Int).SetUint64(chainID), common.Address(distributor), incident, pool, common.Address(token), sequence))
		if got := merkle.SettlementID(chainID, distributor, incident, pool, token, sequence); got != merkle.Hash(want) {
			t.Fatalf("settlement id %x, want %x", got, want)
		}
		publicID := strings.Repeat("x", rapid.IntRange(0, 70).Draw(t, "length"))
		two := []string{"string", "string"}
		if got := merkle.IncidentID(publicID); got != merkle.Hash(crypto.Keccak256(encode(t, two, "INCIDENT_V1", publicID))) {
			t.Fatalf("incident id of %q", publicID)
		}
		if got := merkle.PoolID(publicID); got != merkle.Hash(crypto.Keccak256(encode(t, two, "POOL_V1", publicID))) {
			t.Fatalf("pool id of %q", publicID)
		}
		offline := crypto.Keccak256(encode(t, []string{"string", "bytes32", "string"}, "OFFLINE_SETTLEMENT_V1", incident, publicID))
		if got := merkle.OfflineSettlementID(incident, publicID); got != merkle.Hash(offline) {
			t.Fatalf("offline id of %q", publicID)
		}
	})
}

func TestKeccakOfNothing(t *testing.T) {
	t.Parallel()
	want := common.HexToHash("0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470")
	if merkle.Keccak() != merkle.Hash(want) || merkle.Keccak([]byte("a"), []byte("b")) != merkle.Hash(crypto.Keccak256Hash([]byte("ab"))) {
		t.Error("not Keccak-256")
	}
}
