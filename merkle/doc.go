// Package merkle hashes payouts and losses into leaves and builds the one tree
// layout of Makewhole: layers in index order, an odd last node promoted
// unchanged, pairs sorted before hashing.
//
// Every OpenZeppelin MerkleProof.verify accepts its proofs, and every aligned
// group of 2^k leaves is a node (Tree.Node), also at the ragged right edge.
// That is what lets the distributor pay a whole group against one proof.
//
// It knows Keccak-256, the ABI encoding of the ids and leaves, and nothing
// else: no settlement rules, no database, no node. Public hashes are plain
// [32]byte so that pure packages need no Ethereum import.
//
// The invariant it protects: the same entries in the same order always give
// the same root, whatever kernel or number of cores computes it; and leaves
// are hashed twice, so an inner node can never be shown as a leaf.
//
// Start reading at leaf.go (what is hashed), then tree.go (the layers), then
// kernel.go (how four hashes are computed at once).
package merkle
