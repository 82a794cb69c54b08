package payouts

import (
	"iter"
	"math/bits"

	"makewhole/money"
)

// Limits of one push: what the distributor takes, and one transaction may be.
const (
	wordLeaves   = 256       // leaves of one word of the bitmap, and of the largest chunk
	maxPushLevel = 8         // 2^8 = wordLeaves
	maxTxGas     = 1 << 24   // EIP-7825
	maxTxBytes   = 128 << 10 // transaction pools refuse more
)

// GasModel says what whole transactions cost, in gas, and how many bytes they
// have. The constants bound from above what the distributor really takes at
// mainnet (Osaka) prices; contracts.TestPlannedGas measures it again on the
// deployed code and fails when a bill would be too low, or more than three per
// cent too high for a chunk that a plan would make.
type GasModel struct {
	Chunk uint64 // a push, before its parts: 21,000, call, book, balance checks, event
	Opens uint64 // more for the first bit of a word of 256 leaves
	Node  uint64 // each hash of the proof
	Leaf  uint64 // each leaf that is packed, paid or not: its bytes and its hash
	Skip  uint64 // more for each packed leaf when not all of them are paid
	Fresh uint64 // each item paid to a fresh receiver
	Known uint64 // each item paid to an existing one
	Code  uint64 // each item paid to a contract, at most

	// Bytes have a price of their own that a transaction pays at least
	// (EIP-7623): 10 gas a zero byte, 40 any other.
	FloorChunk, FloorNode, FloorLeaf uint64

	Redeem uint64 // fetching one line, before its proof and the item

	ChunkBytes, NodeBytes, LeafBytes uint64 // signed and encoded
	RedeemBytes                      uint64

	Reserve  uint64 // that the distributor wants left before each item
	MaxGas   uint64
	MaxBytes uint64
}

// TokenGas is the model for an OpenZeppelin ERC-20.
func TokenGas() GasModel {
	g := common()
	g.Fresh, g.Known, g.Code = 25_200, 8_100, 25_200
	return g
}

// CoinGas is the model for the native coin; a contract may use all of the
// 40,000 gas that it is given.
func CoinGas() GasModel {
	g := common()
	g.Chunk, g.Redeem = 43_000, 43_100
	g.Fresh, g.Known, g.Code = 34_800, 9_800, 49_800
	return g
}

// Dearer adds gas to every item, for tokens that cost more than the model's.
func (g GasModel) Dearer(item uint64) GasModel {
	g.Fresh, g.Known, g.Code = g.Fresh+item, g.Known+item, g.Code+item
	return g
}

func common() GasModel {
	return GasModel{
		Chunk: 51_400, Opens: 17_100, Node: 665, Leaf: 815, Skip: 190,
		FloorChunk: 30_000, FloorNode: 1_280, FloorLeaf: 1_280,
		Redeem:     52_300,
		ChunkBytes: 420, NodeBytes: 32, LeafBytes: 32, RedeemBytes: 400,
		Reserve: 120_000, MaxGas: maxTxGas, MaxBytes: maxTxBytes,
	}
}

// item is what paying one receiver costs.
func (g *GasModel) item(h Holder) uint64 {
	switch h {
	case HolderExisting:
		return g.Known
	case HolderContract:
		return g.Code
	default:
		return g.Fresh
	}
}

// push is what a transaction costs that packs leaves, proves them by siblings
// and pays some of them, which cost itemGas together, apart from Opens.
func (g *GasModel) push(leaves, siblings, paid int, itemGas uint64) (gas, bytes uint64) {
	n, d := uint64(leaves), uint64(siblings)
	run := g.Chunk + g.Node*d + g.Leaf*n + itemGas
	if paid < leaves {
		run += g.Skip * n
	}
	floor := g.FloorChunk + g.FloorNode*d + g.FloorLeaf*n
	return max(run, floor), g.ChunkBytes + g.NodeBytes*d + g.LeafBytes*n
}

// OfChunk is what a chunk of a tree of n leaves costs.
func (g *GasModel) OfChunk(n int, c *PushChunk) (gas, bytes uint64) {
	items, paid := uint64(0), 0
	for i := range c.Mask.Items() {
		items, paid = items+g.item(c.Holder(i)), paid+1
	}
	span := min((c.Node+1)<<c.Level, n) - c.First()
	gas, bytes = g.push(span, siblings(n, c.Level, c.Node), paid, items)
	if c.Opens {
		gas += g.Opens
	}
	return gas, bytes
}

// fits reports whether a transaction keeps the limits.
func (g *GasModel) fits(gas, bytes uint64) bool {
	return gas+g.Opens+g.Reserve <= g.MaxGas && bytes <= g.MaxBytes
}

// Limit is the gas limit for a transaction that is planned to take gas: a quarter
// more, because receivers may change between the plan and the block, and what
// the distributor wants left before the last item.
func (g *GasModel) Limit(gas uint64) uint64 { return min(g.MaxGas, gas+gas/4+g.Opens+g.Reserve) }

// OfRedeem is what a receiver pays to fetch one line by itself.
func (g *GasModel) OfRedeem(h Holder, siblings int) (gas, bytes uint64) {
	d := uint64(siblings)
	return g.Redeem + g.Node*d + g.item(h), g.RedeemBytes + g.NodeBytes*d
}

// Packable reports whether an amount fits a pushed item (96 bits).
func Packable(a money.Amount) bool {
	v := a.Uint256()
	return v.BitLen() <= 96
}

// depthOf is the level of the root of a layered tree of n leaves.
func depthOf(n int) int { return bits.Len(uint(max(n, 1) - 1)) }

// siblings is the length of the proof of a node: an odd last node has none in
// its layer and is promoted.
func siblings(leaves, level, node int) (n int) {
	size := (leaves + 1<<level - 1) >> level
	for ; size > 1; size = (size + 1) / 2 {
		if node^1 < size {
			n++
		}
		node /= 2
	}
	return n
}

// Bits chooses leaves of one subtree of up to 256: bit i is its i-th leaf.
type Bits [4]uint64

// Set chooses leaf i.
func (b *Bits) Set(i int) { b[i/64] |= 1 << (i % 64) }

// Has reports whether leaf i is chosen.
func (b *Bits) Has(i int) bool { return b[i/64]>>(i%64)&1 != 0 }

// Items yields the chosen leaves in ascending order.
func (b *Bits) Items() iter.Seq[int] {
	return func(yield func(int) bool) {
		for w, word := range b {
			for ; word != 0; word &= word - 1 {
				if !yield(64*w + bits.TrailingZeros64(word)) {
					return
				}
			}
		}
	}
}

// Word is the mask as the call carries it: a big-endian 256-bit number.
func (b *Bits) Word() (w [32]byte) {
	for i := range b.Items() {
		w[31-i/8] |= 1 << (i % 8)
	}
	return w
}

// BitsOf reads a mask back.
func BitsOf(w [32]byte) (b Bits) {
	for i := range 256 {
		if w[31-i/8]>>(i%8)&1 != 0 {
			b.Set(i)
		}
	}
	return b
}
