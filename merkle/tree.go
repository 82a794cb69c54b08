package merkle

import (
	"github.com/cloudflare/circl/simd/keccakf1600"
	"github.com/ethereum/go-ethereum/crypto"
)

// Tree holds all layers of one tree, the leaves first, in one slab. It does not
// change after it was built and may be read from several goroutines.
type Tree struct {
	levels [][]Hash // levels[0] are the leaves, the last level is the root alone
}

// Build makes the tree over the leaves, which it copies. No leaves give a tree
// whose root is zero.
func Build(leaves []Hash) *Tree {
	t := newTree(len(leaves))
	if len(leaves) == 0 {
		return t
	}
	t.grow(func(_ *hasher, lo, hi int) { copy(t.levels[0][lo:hi], leaves[lo:hi]) })
	return t
}

// BuildPayouts is Build(PayoutLeaves(settlementID, entries)) without the second
// copy of the leaves.
func BuildPayouts(settlementID Hash, entries []Entry) *Tree { return build(settlementID, entries) }

// BuildLosses is BuildPayouts for losses, whose leaves have the same shape.
func BuildLosses(incidentID Hash, entries []Entry) *Tree { return build(incidentID, entries) }

func build(id Hash, entries []Entry) *Tree {
	t := newTree(len(entries))
	if len(entries) == 0 {
		return t
	}
	t.grow(func(h *hasher, lo, hi int) { h.leaves(t.levels[0][lo:hi], id, lo, entries[lo:hi]) })
	return t
}

// BuildFunc is BuildPayouts for n entries that are not in memory: entries fills
// dst with those from index first on. It is called from several goroutines.
func BuildFunc(id Hash, n int, entries func(first int, dst []Entry)) *Tree {
	t := newTree(n)
	if n == 0 {
		return t
	}
	t.grow(func(h *hasher, lo, hi int) {
		if h.scratch == nil {
			h.scratch = make([]Entry, 1<<chunkLevel)
		}
		entries(lo, h.scratch[:hi-lo])
		h.leaves(t.levels[0][lo:hi], id, lo, h.scratch[:hi-lo])
	})
	return t
}

// newTree lays out the levels of a tree with n leaves in one slab.
func newTree(n int) *Tree {
	total := 0
	for size := n; size > 0; size = above(size) {
		total += size
	}
	slab := make([]Hash, total)
	t := &Tree{}
	for size := n; size > 0; size = above(size) {
		t.levels = append(t.levels, slab[:size:size])
		slab = slab[size:]
	}
	return t
}

// above is the size of the level over one with n nodes, 0 over the root.
func above(n int) int {
	if n <= 1 {
		return 0
	}
	return (n + 1) / 2
}

// grow fills the tree: each worker takes an aligned chunk of leaves, has it
// filled and builds its subtree while it is in cache; the few levels above the
// chunks are built at the end.
func (t *Tree) grow(fill func(h *hasher, lo, hi int)) {
	top := min(chunkLevel, t.Depth())
	eachChunk(t.Len(), func(h *hasher, lo, hi int) {
		fill(h, lo, hi)
		for level := range top {
			src := t.levels[level][lo:hi]
			lo, hi = lo/2, (hi+1)/2
			h.nodes(t.levels[level+1][lo:hi], src)
		}
	})
	h := newHasher(keccakf1600.IsEnabledX4())
	for level := top; level < t.Depth(); level++ {
		h.nodes(t.levels[level+1], t.levels[level])
	}
}

// Len returns the number of leaves.
func (t *Tree) Len() int {
	if len(t.levels) == 0 {
		return 0
	}
	return len(t.levels[0])
}

// Depth returns the number of levels above the leaves: ceil(log2(Len)), 0 for
// one leaf or none.
func (t *Tree) Depth() int { return max(0, len(t.levels)-1) }

// Root returns the top node, zero for a tree without leaves.
func (t *Tree) Root() Hash {
	if len(t.levels) == 0 {
		return Hash{}
	}
	return t.levels[len(t.levels)-1][0]
}

// Leaf returns the leaf with index i. It panics out of range, like a slice.
func (t *Tree) Leaf(i int) Hash { return t.levels[0][i] }

// Node returns node index of a level, level 0 being the leaves. It is the root
// of the tree over the leaves index·2^level … (index+1)·2^level−1 alone, cut at
// Len. It panics out of range, like a slice.
func (t *Tree) Node(level, index int) Hash { return t.levels[level][index] }

// Proof returns the siblings from leaf i to the root. A promoted node has no
// sibling, so proofs at the right edge may be shorter than Depth.
func (t *Tree) Proof(i int) []Hash { return t.NodeProof(0, i) }

// NodeProof returns the siblings from a node to the root.
func (t *Tree) NodeProof(level, index int) []Hash {
	return t.AppendNodeProof(make([]Hash, 0, t.Depth()-level), level, index)
}

// AppendNodeProof appends the siblings from a node to the root to dst.
func (t *Tree) AppendNodeProof(dst []Hash, level, index int) []Hash {
	_ = t.levels[level][index]
	for ; level < t.Depth(); level++ {
		if sibling := index ^ 1; sibling < len(t.levels[level]) {
			dst = append(dst, t.levels[level][sibling])
		}
		index >>= 1
	}
	return dst
}

// Verify reports whether the proof leads from the leaf (or node) to the root,
// exactly as OpenZeppelin's MerkleProof.verify does.
func Verify(root, leaf Hash, proof []Hash) bool {
	for i := range proof {
		lo, hi := sorted(&leaf, &proof[i])
		leaf = crypto.Keccak256Hash(lo[:], hi[:])
	}
	return leaf == root
}
