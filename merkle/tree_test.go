package merkle

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"testing"

	"github.com/ethereum/go-ethereum/crypto"
	"pgregory.net/rapid"

	"makewhole/money"
)

// naiveRoot is the layout said recursively: the left subtree is the largest
// power of two below n, a single leaf is itself.
func naiveRoot(leaves []Hash) Hash {
	if len(leaves) == 0 {
		return Hash{}
	}
	if len(leaves) == 1 {
		return leaves[0]
	}
	half := 1
	for half*2 < len(leaves) {
		half *= 2
	}
	a, b := naiveRoot(leaves[:half]), naiveRoot(leaves[half:])
	if bytes.Compare(a[:], b[:]) > 0 {
		a, b = b, a
	}
	return Hash(crypto.Keccak256(a[:], b[:]))
}

func randomEntries(n int, seed uint64) []Entry {
	rng := rand.New(rand.NewPCG(seed, 1))
	entries := make([]Entry, n)
	for i := range entries {
		binary.LittleEndian.PutUint64(entries[i].Account[:], rng.Uint64())
		binary.LittleEndian.PutUint64(entries[i].Account[12:], rng.Uint64())
		var word [32]byte
		binary.LittleEndian.PutUint64(word[rng.IntN(25):], rng.Uint64())
		entries[i].Amount = money.FromBytes32(word)
	}
	return entries
}

func TestTreeAgainstNaive(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 300).Draw(t, "n")
		checkTree(t, PayoutLeaves(Hash{1}, randomEntries(n, rapid.Uint64().Draw(t, "seed"))))
	})
}

// checkTree compares every node of the tree over the leaves with the naive
// root of the leaves below it, and verifies every node's proof.
func checkTree(t *rapid.T, leaves []Hash) {
	tree := Build(leaves)
	if tree.Len() != len(leaves) || tree.Root() != naiveRoot(leaves) {
		t.Fatalf("root of %d leaves differs", len(leaves))
	}
	for level := range tree.Depth() + 1 {
		size := 1 << level
		for i := 0; i*size < len(leaves); i++ {
			node := tree.Node(level, i)
			if want := naiveRoot(leaves[i*size : min((i+1)*size, len(leaves))]); node != want {
				t.Fatalf("node %d/%d of %d leaves differs", level, i, len(leaves))
			}
			if !Verify(tree.Root(), node, tree.NodeProof(level, i)) {
				t.Fatalf("proof of node %d/%d of %d leaves fails", level, i, len(leaves))
			}
		}
	}
}

func TestSizesAroundChunks(t *testing.T) {
	t.Parallel()
	const chunk = 1 << chunkLevel
	for _, n := range []int{1, 2, 3, 4, 5, chunk - 1, chunk, chunk + 1, 2*chunk + 1, 3*chunk + 7, 5 * chunk} {
		entries := randomEntries(n, uint64(n))
		leaves := PayoutLeaves(Hash{2}, entries)
		tree := Build(leaves)
		if tree.Root() != naiveRoot(leaves) {
			t.Errorf("root of %d leaves differs", n)
		}
		if BuildPayouts(Hash{2}, entries).Root() != tree.Root() || BuildLosses(Hash{2}, entries).Root() != tree.Root() {
			t.Errorf("root of %d entries differs from the root of their leaves", n)
		}
		made := BuildFunc(Hash{2}, n, func(first int, dst []Entry) { copy(dst, entries[first:]) })
		if made.Root() != tree.Root() || made.Len() != n {
			t.Errorf("root of %d entries made on the way differs", n)
		}
		for _, i := range []int{0, n / 2, n - 1} {
			if !Verify(tree.Root(), tree.Leaf(i), tree.Proof(i)) {
				t.Errorf("proof of leaf %d of %d fails", i, n)
			}
		}
	}
}

func TestKernelsAgree(t *testing.T) {
	t.Parallel()
	entries := randomEntries(1003, 9)
	narrow, wide := newHasher(false), newHasher(true)
	for n := range 13 {
		checkKernels(t, narrow, wide, entries[:n])
	}
	checkKernels(t, narrow, wide, entries)
}

func checkKernels(t *testing.T, narrow, wide *hasher, entries []Entry) {
	t.Helper()
	a, b := make([]Hash, len(entries)), make([]Hash, len(entries))
	narrow.leaves(a, Hash{3}, 1<<40, entries)
	wide.leaves(b, Hash{3}, 1<<40, entries)
	for i, e := range entries {
		if want := PayoutLeaf(Hash{3}, 1<<40+uint64(i), e.Account, e.Amount); a[i] != want || b[i] != want {
			t.Fatalf("leaf %d of %d differs between kernels", i, len(entries))
		}
	}
	up, wideUp := make([]Hash, (len(a)+1)/2), make([]Hash, (len(a)+1)/2)
	narrow.nodes(up, a)
	wide.nodes(wideUp, a)
	for i := range up {
		if up[i] != wideUp[i] || up[i] != naiveRoot(a[2*i:min(2*i+2, len(a))]) {
			t.Fatalf("node %d over %d leaves differs between kernels", i, len(entries))
		}
	}
}

func TestSortedIsBigEndianOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var x, y Hash
		copy(x[:], rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "x"))
		copy(y[:], rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "y"))
		copy(y[:rapid.IntRange(0, 32).Draw(t, "same")], x[:])
		lo, hi := sorted(&x, &y)
		both := *lo == x && *hi == y || *lo == y && *hi == x
		if bytes.Compare(lo[:], hi[:]) > 0 || !both {
			t.Fatalf("%x and %x come as %x and %x", x, y, lo, hi)
		}
	})
}

func TestEmptyAndSingle(t *testing.T) {
	t.Parallel()
	empty := Build(nil)
	if empty.Root() != (Hash{}) || empty.Len() != 0 || empty.Depth() != 0 || BuildPayouts(Hash{}, nil).Root() != (Hash{}) {
		t.Error("a tree without leaves has a root")
	}
	leaf := Hash{7}
	single := Build([]Hash{leaf})
	if single.Root() != leaf || single.Depth() != 0 || len(single.Proof(0)) != 0 || !Verify(leaf, leaf, nil) {
		t.Error("a single leaf is not its own root")
	}
}

func TestBuildCopiesTheLeaves(t *testing.T) {
	t.Parallel()
	leaves := []Hash{{1}, {2}, {3}}
	tree := Build(leaves)
	leaves[0] = Hash{9}
	if tree.Leaf(0) != (Hash{1}) || !Verify(tree.Root(), Hash{1}, tree.Proof(0)) {
		t.Error("the tree changed with the caller's slice")
	}
}

func TestVerifyRefusesWrongProofs(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 70).Draw(t, "n")
		tree := BuildPayouts(Hash{4}, randomEntries(n, 5))
		i := rapid.IntRange(0, n-1).Draw(t, "leaf")
		leaf, proof := tree.Leaf(i), tree.Proof(i)
		bit := byte(1) << rapid.IntRange(0, 7).Draw(t, "bit")
		at := rapid.IntRange(0, 31).Draw(t, "byte")
		bad := leaf
		bad[at] ^= bit
		if Verify(tree.Root(), bad, proof) {
			t.Fatal("a changed leaf verifies")
		}
		broken := append([]Hash(nil), proof...)
		broken[rapid.IntRange(0, len(proof)-1).Draw(t, "sibling")][at] ^= bit
		if Verify(tree.Root(), leaf, broken) || Verify(tree.Root(), leaf, proof[1:]) || Verify(tree.Root(), leaf, append(proof, Hash{})) {
			t.Fatal("a changed proof verifies")
		}
	})
}

// TestRootVector fixes one root for ever; the JavaScript verifier asserts the
// same one.
func TestRootVector(t *testing.T) {
	t.Parallel()
	entries := make([]Entry, 5)
	for i := range entries {
		entries[i].Account[19] = byte(i + 1)
		entries[i].Amount = money.FromUint64(uint64(i+1) * 1000)
	}
	id := SettlementID(31337, [20]byte{0xd1}, IncidentID("inc_vector"), PoolID("pol_vector"), [20]byte{0x70}, 1)
	const want = "23664da6032718bef28e0b12a96bcf40efd6799f37139e4038e84ff21a3c27fe"
	if got := BuildPayouts(id, entries).Root(); hexOf(got) != want {
		t.Errorf("root %s, want %s", hexOf(got), want)
	}
}
