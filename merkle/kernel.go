package merkle

import (
	"encoding/binary"
	"math/bits"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/cloudflare/circl/simd/keccakf1600"
	"github.com/ethereum/go-ethereum/crypto"
)

// lanes is the number of Keccak states the wide kernel permutes at once. The
// words of the states are interleaved: word w of lane l stands at w*lanes + l.
const lanes = 4

// stateWords is the number of 64-bit words of one Keccak-f[1600] state.
const stateWords = 25

// Keccak-256 has a rate of 17 words; one block is padded by a first bit after
// the message and a last bit at the end of the rate.
const (
	padFirst = uint64(0x01)
	padLast  = uint64(0x80) << 56
	rateLast = 16
)

// chunkLevel is the height of the subtrees that workers build on their own:
// 2^chunkLevel entries, leaves and inner nodes stay in a core's cache.
const chunkLevel = 11

// hasher computes leaves and nodes, four at a time where the processor has
// 256-bit vectors, one at a time elsewhere. It belongs to one goroutine.
type hasher struct {
	wide    bool
	state   keccakf1600.StateX4
	a       []uint64 // the interleaved words inside state
	one     crypto.KeccakState
	scratch []Entry // for entries made on the way
}

func newHasher(wide bool) *hasher {
	h := &hasher{wide: wide, one: crypto.NewKeccakState()}
	h.a = h.state.Initialize(false)
	return h
}

// Kernel names the permutation in use, for benchmark reports.
func Kernel() string {
	if keccakf1600.IsEnabledX4() {
		return "circl keccakf1600 x4 (AVX2)"
	}
	return "go-ethereum keccak"
}

// leaves hashes entries into dst; the index of the first one is first.
func (h *hasher) leaves(dst []Hash, id Hash, first int, entries []Entry) {
	if !h.wide {
		for i := range entries {
			dst[i] = h.leafOne(id, uint64(first+i), &entries[i])
		}
		return
	}
	for i := 0; i < len(entries); i += lanes {
		n := min(lanes, len(entries)-i)
		h.leafWide(dst[i:i+n], &id, uint64(first+i), entries[i:i+n])
	}
}

// leafOne is leafWide for one entry on the portable path.
func (h *hasher) leafOne(id Hash, index uint64, e *Entry) (out Hash) {
	var buf [128]byte
	copy(buf[:32], id[:])
	binary.BigEndian.PutUint64(buf[56:64], index)
	copy(buf[76:96], e.Account[:])
	word := e.Amount.Bytes32()
	copy(buf[96:], word[:])
	h.sum(&out, buf[:])
	h.sum(&out, out[:])
	return out
}

func (h *hasher) sum(out *Hash, data []byte) {
	h.one.Reset()
	_, _ = h.one.Write(data) // a Keccak state never fails
	_, _ = h.one.Read(out[:])
}

// leafWide hashes up to four entries twice. The digests of the first hash
// already lie in the words where the second one wants its message.
func (h *hasher) leafWide(dst []Hash, id *Hash, index uint64, entries []Entry) {
	a := (*[stateWords * lanes]uint64)(h.a)
	for l := range entries {
		e := &entries[l]
		for w := range 4 {
			a[w*lanes+l] = binary.LittleEndian.Uint64(id[w*8:])
			a[(4+w)*lanes+l] = 0
		}
		a[7*lanes+l] = bits.ReverseBytes64(index + uint64(l))
		a[8*lanes+l] = 0
		a[9*lanes+l] = uint64(binary.LittleEndian.Uint32(e.Account[:])) << 32
		a[10*lanes+l] = binary.LittleEndian.Uint64(e.Account[4:])
		a[11*lanes+l] = binary.LittleEndian.Uint64(e.Account[12:])
		v := e.Amount.Uint256()
		for w := range 4 {
			a[(12+w)*lanes+l] = bits.ReverseBytes64(v[3-w])
		}
	}
	for l := range lanes {
		a[16*lanes+l] = padFirst | padLast
	}
	clear(a[17*lanes:])
	h.state.Permute()
	padAfter(a, 4)
	h.state.Permute()
	store(dst, a)
}

// padAfter ends a message of the given number of words in all four lanes.
func padAfter(a *[stateWords * lanes]uint64, words int) {
	clear(a[words*lanes:])
	for l := range lanes {
		a[words*lanes+l] = padFirst
		a[rateLast*lanes+l] = padLast
	}
}

// store writes the digests of the first len(dst) lanes.
func store(dst []Hash, a *[stateWords * lanes]uint64) {
	for l := range dst {
		d := &dst[l]
		binary.LittleEndian.PutUint64(d[0:], a[0*lanes+l])
		binary.LittleEndian.PutUint64(d[8:], a[1*lanes+l])
		binary.LittleEndian.PutUint64(d[16:], a[2*lanes+l])
		binary.LittleEndian.PutUint64(d[24:], a[3*lanes+l])
	}
}

// nodes writes the parents of src into dst, len(dst) = ceil(len(src)/2); an odd
// last node is promoted.
func (h *hasher) nodes(dst, src []Hash) {
	pairs := len(src) / 2
	if len(src)%2 == 1 {
		dst[pairs] = src[len(src)-1]
	}
	if !h.wide || pairs == 1 {
		for i := range pairs {
			dst[i] = h.pair(&src[2*i], &src[2*i+1])
		}
		return
	}
	for i := 0; i < pairs; i += lanes {
		n := min(lanes, pairs-i)
		h.nodeWide(dst[i:i+n], src[2*i:2*(i+n)])
	}
}

// nodeWide hashes up to four sorted pairs.
func (h *hasher) nodeWide(dst, src []Hash) {
	a := (*[stateWords * lanes]uint64)(h.a)
	for l := range dst {
		lo, hi := sorted(&src[2*l], &src[2*l+1])
		for w := range 4 {
			a[w*lanes+l] = binary.LittleEndian.Uint64(lo[w*8:])
			a[(4+w)*lanes+l] = binary.LittleEndian.Uint64(hi[w*8:])
		}
	}
	padAfter(a, 8)
	h.state.Permute()
	store(dst, a)
}

// pair hashes one sorted pair on the portable path.
func (h *hasher) pair(x, y *Hash) (out Hash) {
	lo, hi := sorted(x, y)
	var buf [64]byte
	copy(buf[:32], lo[:])
	copy(buf[32:], hi[:])
	h.sum(&out, buf[:])
	return out
}

// sorted orders two hashes as big-endian numbers, the smaller one first.
func sorted(x, y *Hash) (lo, hi *Hash) {
	for w := 0; w < 32; w += 8 {
		a, b := binary.BigEndian.Uint64(x[w:]), binary.BigEndian.Uint64(y[w:])
		if a < b {
			return x, y
		}
		if a > b {
			return y, x
		}
	}
	return x, y
}

// eachChunk calls work for every aligned chunk of [0, n), on all cores. Each
// goroutine has its own hasher.
func eachChunk(n int, work func(h *hasher, lo, hi int)) {
	const size = 1 << chunkLevel
	chunks := (n + size - 1) / size
	wide := keccakf1600.IsEnabledX4()
	var next atomic.Int64
	run := func() {
		h := newHasher(wide)
		for c := int(next.Add(1)) - 1; c < chunks; c = int(next.Add(1)) - 1 {
			work(h, c*size, min((c+1)*size, n))
		}
	}
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), chunks) - 1 {
		wg.Go(run)
	}
	run()
	wg.Wait()
}

// Permutations runs at least n Keccak-f[1600] permutations of the kernel in use
// on all cores, without moving any data: the floor that trees are measured
// against, three permutations a leaf.
func Permutations(n int) {
	eachChunk(n, func(h *hasher, lo, hi int) {
		if !h.wide {
			var out Hash
			for range hi - lo {
				h.sum(&out, out[:])
			}
			return
		}
		for i := lo; i < hi; i += lanes {
			h.state.Permute()
		}
	})
}
