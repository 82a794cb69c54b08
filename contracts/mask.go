package contracts

import (
	"iter"
	"math/big"
	"math/bits"
)

// Mask chooses items of one aligned subtree of up to 256 leaves: bit i is item
// i, i.e. index firstIndex + i.
type Mask [4]uint64

// FirstItems returns the mask of items 0 … n−1.
func FirstItems(n int) Mask {
	var m Mask
	for i := range min(n, MaxPushItems) {
		m.Set(i)
	}
	return m
}

// MaskFromBig reads the uint256 of the ABI.
func MaskFromBig(b *big.Int) Mask {
	var word [32]byte
	b.FillBytes(word[:])
	var m Mask
	for i := range MaxPushItems {
		if word[31-i/8]>>(i%8)&1 != 0 {
			m.Set(i)
		}
	}
	return m
}

// Set chooses item i, 0 ≤ i < 256.
func (m *Mask) Set(i int) { m[i/64] |= 1 << (i % 64) }

// Has reports whether item i is chosen.
func (m Mask) Has(i int) bool { return m[i/64]>>(i%64)&1 != 0 }

// Len is the number of chosen items.
func (m Mask) Len() int {
	n := 0
	for _, w := range m {
		n += bits.OnesCount64(w)
	}
	return n
}

// Items yields the chosen items in ascending order.
func (m Mask) Items() iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range MaxPushItems {
			if m.Has(i) && !yield(i) {
				return
			}
		}
	}
}

// Big returns the uint256 of the ABI.
func (m Mask) Big() *big.Int {
	b := new(big.Int)
	for i := range m.Items() {
		b.SetBit(b, i, 1)
	}
	return b
}
