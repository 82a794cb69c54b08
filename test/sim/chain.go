package sim

import (
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/ethereum/go-ethereum/common"
)

// act is what a transaction does.
type act struct {
	kind  string // transfer, publish, push, cancel (our self-transfer), foreign, redeem, strike
	to    int    // receiver of a transfer
	value int64
	lines []int // of a push or a redemption
}

// transaction is signed and immutable.
type transaction struct {
	hash     common.Hash
	key      int // -1: somebody else's account
	nonce    uint64
	tip, cap uint64
	act      act
}

const gas = 3 // units of gas of every transaction

// ledger is the state of the chain after a block.
type ledger struct {
	nonces []uint64
	coins  []int64 // of the keys
	burned int64
	got    []int64 // of the receivers of transfers
	book   book
}

// book is the distributor: what is free, reserved and paid, and one bit a line.
type book struct {
	free, reserved, paid int64
	published, struck    bool
	since                uint64 // block of the publication
	bits                 []bool
	received             []int64
}

func (l *ledger) clone() ledger {
	c := *l
	c.nonces, c.coins, c.got = slices.Clone(l.nonces), slices.Clone(l.coins), slices.Clone(l.got)
	c.book.bits, c.book.received = slices.Clone(l.book.bits), slices.Clone(l.book.received)
	return c
}

// event is a log of the distributor.
type event struct {
	name  string // Published, Cancelled, Paid
	line  int
	value int64
}

// block is canonical while it is in the list.
type block struct {
	hash   common.Hash
	txs    []*transaction
	ok     []bool // receipts' status
	events []event
	after  ledger
}

// fork is the chain with its pool.
type fork struct {
	amounts []int64 // of the lines
	delay   uint64  // blocks between publication and activity
	depth   uint64  // of finality
	blocks  []block
	final   uint64
	salt    uint64
	base    uint64 // price
	room    int
	pool    map[int]map[uint64]*transaction
	public  []*transaction // of others
	at      map[common.Hash]uint64
	refuses map[int]bool // receivers of lines that fail now
	guard   bool
}

func hashOf(kind byte, n uint64) common.Hash {
	h := common.Hash{kind}
	binary.BigEndian.PutUint64(h[24:], n)
	return h
}

func newFork(keys, transfers int, amounts []int64, depth uint64) *fork {
	l := ledger{nonces: make([]uint64, keys), coins: make([]int64, keys), got: make([]int64, transfers)}
	for i := range l.coins {
		l.coins[i] = 10_000_000
	}
	l.book.bits, l.book.received = make([]bool, len(amounts)), make([]int64, len(amounts))
	for _, a := range amounts {
		l.book.free += a
	}
	return &fork{
		amounts: amounts, delay: 3, depth: depth, base: 10, room: 8, guard: true,
		blocks: []block{{hash: hashOf(1, 0), after: l}}, pool: map[int]map[uint64]*transaction{},
		at: map[common.Hash]uint64{}, refuses: map[int]bool{},
	}
}

func (f *fork) head() uint64     { return uint64(len(f.blocks) - 1) }
func (f *fork) now() *ledger     { return &f.blocks[len(f.blocks)-1].after }
func (f *fork) atFinal() *ledger { return &f.blocks[f.final].after }
func (f *fork) mined(h common.Hash) bool {
	_, ok := f.at[h]
	return ok
}

// rpcError is an answer object of a node.
type rpcError string

func (e rpcError) Error() string { return string(e) }
func (rpcError) ErrorCode() int  { return -32000 }

// admit takes a transaction into the pool by go-ethereum's rules.
func (f *fork) admit(t *transaction) error {
	old := f.pool[t.key][t.nonce]
	switch {
	case old == t:
		return rpcError("already known")
	case t.nonce < f.now().nonces[t.key]:
		return rpcError("nonce too low")
	case old != nil && (t.cap*10 < old.cap*11 || t.tip*10 < old.tip*11):
		return rpcError("replacement transaction underpriced")
	}
	if f.pool[t.key] == nil {
		f.pool[t.key] = map[uint64]*transaction{}
	}
	f.pool[t.key][t.nonce] = t
	return nil
}

// mine adds a block with what the pool holds.
func (f *fork) mine() {
	var txs []*transaction
	keys := slices.Sorted(maps.Keys(f.pool))
	for _, k := range keys {
		n := f.now().nonces[k]
		for ; len(txs) < f.room && f.pool[k][n] != nil && f.pool[k][n].cap >= f.base; n++ {
			txs = append(txs, f.pool[k][n])
		}
	}
	txs = append(txs, f.public...)
	f.public = nil
	f.seal(txs)
}

func (f *fork) seal(txs []*transaction) {
	f.salt++
	b := block{hash: hashOf(1, f.salt), txs: txs, after: f.now().clone()}
	n := f.head() + 1
	for _, t := range txs {
		b.ok = append(b.ok, f.execute(&b, t, n))
		f.at[t.hash] = n
		if t.key >= 0 {
			delete(f.pool[t.key], t.nonce)
		}
	}
	f.blocks = append(f.blocks, b)
	if n > f.depth {
		f.final = max(f.final, n-f.depth)
	}
}

func (f *fork) execute(b *block, t *transaction, number uint64) bool {
	l := &b.after
	if t.key >= 0 {
		fee := int64(min(t.cap, f.base+t.tip)) * gas
		l.nonces[t.key]++
		l.coins[t.key] -= fee
		l.burned += fee
	}
	switch t.act.kind {
	case "transfer":
		l.coins[t.key] -= t.act.value
		l.got[t.act.to] += t.act.value
	case "publish":
		return l.book.publish(b, f.amounts, number, f.guard)
	case "push", "redeem":
		return l.book.collect(b, t.act, f, number)
	case "strike":
		return l.book.strike(b, f.delay, number)
	}
	return true
}

func (k *book) publish(b *block, amounts []int64, number uint64, guard bool) bool {
	if guard && (k.published || k.struck) {
		return false
	}
	for _, a := range amounts {
		k.free, k.reserved = k.free-a, k.reserved+a
	}
	k.published, k.since = true, number
	b.events = append(b.events, event{name: "Published"})
	return true
}

// collect pays the lines whose bit is not set; receivers that fail are left for
// later when we push, and revert when they redeem.
func (k *book) collect(b *block, a act, f *fork, number uint64) bool {
	if !k.published || k.struck || number < k.since+f.delay {
		return false
	}
	for _, i := range a.lines {
		switch {
		case k.bits[i] && f.guard:
			if a.kind == "redeem" {
				return false
			}
		case f.refuses[i]:
			if a.kind == "redeem" {
				return false
			}
		default:
			v := f.amounts[i]
			k.bits[i] = true
			k.reserved, k.paid, k.received[i] = k.reserved-v, k.paid+v, k.received[i]+v
			b.events = append(b.events, event{name: "Paid", line: i, value: v})
		}
	}
	return true
}

// strike cancels a publication during its delay.
func (k *book) strike(b *block, delay, number uint64) bool {
	if !k.published || k.struck || number >= k.since+delay {
		return false
	}
	k.struck = true
	k.free, k.reserved = k.free+k.reserved, 0
	b.events = append(b.events, event{name: "Cancelled"})
	return true
}

var errFinal = errors.New("sim: block is final")

// reorg replaces the last blocks by as many empty ones. Their transactions go
// back to the pool or are forgotten.
func (f *fork) reorg(depth uint64, keep bool) error {
	if depth == 0 || depth > f.head()-f.final {
		return fmt.Errorf("%w: depth %d", errFinal, depth)
	}
	lost := slices.Clone(f.blocks[uint64(len(f.blocks))-depth:])
	f.blocks = f.blocks[:uint64(len(f.blocks))-depth]
	for _, b := range lost {
		for _, t := range b.txs {
			delete(f.at, t.hash)
		}
	}
	for _, b := range lost {
		for _, t := range b.txs {
			switch {
			case !keep:
			case t.key < 0:
				f.public = append(f.public, t)
			default:
				_ = f.admit(t) // a competitor may hold the nonce
			}
		}
	}
	for range depth {
		f.seal(nil)
	}
	return nil
}
