package merkle

import (
	"encoding/hex"
	"fmt"
	"testing"
	"time"
)

func hexOf(h Hash) string { return hex.EncodeToString(h[:]) }

// BenchmarkTree builds a tree and runs the same number of bare permutations
// (three a leaf) in turn, so that both see the same load of the machine.
//
//	go test -run xxx -bench Tree ./merkle/
func BenchmarkTree(b *testing.B) {
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		entries := randomEntries(n, 7)
		b.Run(fmt.Sprintf("leaves=%d", n), func(b *testing.B) {
			var tree, floor time.Duration
			for b.Loop() {
				start := time.Now()
				BuildPayouts(Hash{1}, entries)
				built := time.Now()
				Permutations(3 * n)
				tree += built.Sub(start)
				floor += time.Since(built)
			}
			per := float64(b.N) * float64(n)
			b.ReportMetric(float64(tree.Nanoseconds())/per, "tree-ns/leaf")
			b.ReportMetric(float64(floor.Nanoseconds())/per, "floor-ns/leaf")
			b.ReportMetric(float64(tree)/float64(floor), "x-floor")
			b.ReportMetric(0, "ns/op")
		})
	}
}

func BenchmarkLeavesAndNodes(b *testing.B) {
	entries := randomEntries(1<<chunkLevel, 7)
	h := newHasher(true)
	leaves := make([]Hash, len(entries))
	up := make([]Hash, len(entries)/2)
	b.Run("leaf", func(b *testing.B) {
		for b.Loop() {
			h.leaves(leaves, Hash{1}, 0, entries)
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(entries)), "ns/leaf")
	})
	b.Run("node", func(b *testing.B) {
		for b.Loop() {
			h.nodes(up, leaves)
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(up)), "ns/node")
	})
	b.Run("permutation", func(b *testing.B) {
		for b.Loop() {
			h.state.Permute()
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*lanes), "ns/permutation")
	})
}

func BenchmarkProof(b *testing.B) {
	tree := BuildPayouts(Hash{1}, randomEntries(1_000_000, 7))
	proof := make([]Hash, 0, 20)
	i := 0
	for b.Loop() {
		proof = tree.AppendNodeProof(proof[:0], 0, i)
		i = (i + 7919) % tree.Len()
	}
}
