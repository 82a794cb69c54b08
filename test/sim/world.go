package sim

import (
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/money"
	"makewhole/outbox/lifecycle"
)

// violation stops a run.
type violation struct{ text string }

// world is everything of one run.
type world struct {
	o     Options
	seed  uint64
	rnd   *rand.Rand
	now   time.Time
	fork  *fork
	db    *store
	procs []*proc
	fees  lifecycle.FeePolicy

	tally    *Tally
	calm     bool // faults have stopped
	nextMine time.Time
	nextHelp time.Time
	made     uint64 // transactions signed so far
	foreign  map[common.Hash]bool
	known    map[common.Hash]bool // our transactions that any node has seen
	log      []string
	last     shadow
	step     int
}

const (
	transfers = 6
	blockTime = 12 * time.Second
	leaseTTL  = 30 * time.Second
	bumpAfter = time.Minute
)

// amountOf is what receiver i of a transfer gets; every sum of them is told
// from every other.
func amountOf(i int) int64 { return 1 << i }

func newWorld(o Options, seed uint64, t *Tally) *world {
	w := &world{
		o: o, seed: seed, tally: t,
		rnd: rand.New(rand.NewPCG(seed, 0x6d616b65)), //nolint:gosec // a run must be repeatable from its seed
		now: time.Unix(1_800_000_000, 0).UTC(), foreign: map[common.Hash]bool{}, known: map[common.Hash]bool{},
	}
	lines := make([]int64, 3+w.rnd.IntN(4))
	for i := range lines {
		lines[i] = int64(1 + w.rnd.IntN(1000))
	}
	keys := 1 + w.rnd.IntN(2)
	w.fork = newFork(keys, transfers, lines, uint64(2+w.rnd.IntN(5)))
	w.fees = lifecycle.FeePolicy{MaxCap: money.FromUint64(100_000), MaxTip: money.FromUint64(10_000)}
	w.db = &store{w: w, disk: w.books(keys, lines)}
	for i := range 2 + w.rnd.IntN(2) {
		w.procs = append(w.procs, w.newProc(i))
	}
	w.nextMine, w.nextHelp = w.now.Add(blockTime), w.now.Add(time.Minute)
	return w
}

// books are the tables after people have decided: transfers are approved, the
// settlement is approved and its order signed by the committee.
func (w *world) books(keys int, lines []int64) *books {
	b := &books{
		byKey: map[string]int64{}, tries: map[int64][]try{}, postings: map[string]int64{}, adopted: map[uint64]bool{},
		batch: models.SettlementApproved, keys: make([]models.KeyState, keys), fence: make([]int64, keys),
	}
	for i := range b.keys {
		b.keys[i].ID = int64(i + 1)
	}
	for _, v := range lines {
		b.lines = append(b.lines, line{models.AllocationAllocated, v})
	}
	t := &txn{books: b, base: map[int64]int64{}}
	for i := range transfers {
		t.enqueue(fmt.Sprint("transfer:", i), act{kind: "transfer", to: i, value: amountOf(i)})
	}
	for _, write := range t.writes {
		write(b)
	}
	for i, row := range b.intents {
		row.GasLimit = int64(i % keys) // which key sends it
	}
	return b
}

// chance is true once in n, while there are faults.
func (w *world) chance(n int) bool { return !w.calm && w.rnd.IntN(n) == 0 }

// odds of each kind of fault, once in so many occasions.
var odds = map[string]int{
	"crash": 400, "stand still": 1500, "commit lost": 150, "commit unknown": 150,
	"request lost": 40, "reply lost": 40, "sent twice": 40, "node lags": 30, "slow call": 60, "final goes back": 60,
	"reorg, transactions kept": 20, "reorg, transactions lost": 20, "pool forgets": 25, "price rises": 30,
	"stranger on the key": 60, "receiver refuses": 15,
}

// luck decides about one occasion of a fault and counts it.
func (w *world) luck(kind string) bool {
	if !w.chance(odds[kind]) {
		return false
	}
	w.tally.Faults[kind]++
	w.note("fault: %s", kind)
	return true
}

func (w *world) did(op string) { w.tally.Ops[op]++ }

func (w *world) note(format string, args ...any) {
	if !w.o.Trace {
		return
	}
	w.log = append(w.log, fmt.Sprintf("%6d %s ", w.step, w.now.Format("15:04:05.000"))+fmt.Sprintf(format, args...))
}

// play takes steps until everything is settled. Faults stop after o.Steps; what
// is not settled o.Bound of virtual time later is a violation of liveness.
func (w *world) play() (steps int, err error) {
	defer func() {
		for _, p := range w.procs {
			p.kill()
		}
		switch v := recover().(type) {
		case nil:
		case violation:
			steps, err = w.step, fmt.Errorf("seed %d, step %d: %s", w.seed, w.step, v.text)
		default:
			panic(v)
		}
	}()
	deadline := time.Time{}
	for ; ; w.step++ {
		if w.step == w.o.Steps {
			w.calm, deadline = true, w.now.Add(w.o.Bound)
			w.fork.base, w.fork.refuses = 10, map[int]bool{}
		}
		if w.calm && w.settled() {
			break
		}
		if w.calm && w.now.After(deadline) {
			w.fail("I18: not settled within %s after the last fault: %s", w.o.Bound, w.describe())
		}
		w.advance()
		w.check()
	}
	return w.step, nil
}

// advance lets the earliest thing happen.
func (w *world) advance() {
	var next *proc
	for _, p := range w.procs {
		if next == nil || p.wake.Before(next.wake) {
			next = p
		}
	}
	switch {
	case w.nextMine.Before(next.wake):
		w.now = w.nextMine
		w.nextMine = w.now.Add(blockTime)
		w.blockComes()
	case w.nextHelp.Before(next.wake):
		w.now = w.nextHelp
		w.nextHelp = w.now.Add(time.Minute)
		w.people()
	default:
		if next.wake.After(w.now) {
			w.now = next.wake
		}
		w.run(next)
	}
}

// run lets a process take one step, or lets something happen to it.
func (w *world) run(p *proc) {
	switch {
	case w.luck("crash"):
		p.kill()
		w.db.lose()
		w.procs[p.id] = w.newProc(p.id)
		w.procs[p.id].wake = w.now.Add(time.Duration(w.rnd.IntN(20)) * time.Second)
	case w.luck("stand still"):
		p.wake = w.now.Add(leaseTTL + time.Duration(w.rnd.IntN(120))*time.Second)
	default:
		p.wake = w.now.Add(time.Duration(1+w.rnd.IntN(200)) * time.Millisecond)
		p.step()
	}
}

// blockComes mines, after what the chain may suffer.
func (w *world) blockComes() {
	f := w.fork
	if deep := f.head() - f.final; deep > 0 {
		depth := 1 + w.rnd.Uint64N(deep)
		if w.luck("reorg, transactions kept") {
			w.must(f.reorg(depth, true))
		} else if w.luck("reorg, transactions lost") {
			w.must(f.reorg(depth, false))
		}
	}
	if w.luck("pool forgets") {
		clear(f.pool)
	}
	if w.luck("price rises") {
		f.base = 5 + w.rnd.Uint64N(400)
	}
	if w.luck("receiver refuses") {
		i := w.rnd.IntN(len(f.amounts))
		f.refuses[i] = !f.refuses[i]
	}
	if w.luck("stranger on the key") {
		w.stranger()
	}
	w.publicActs()
	f.room = 1 + w.rnd.IntN(8)
	final := f.final
	f.mine()
	w.did("block")
	if f.final > final {
		w.did("final block")
	}
}

// stranger spends the key's next nonce elsewhere.
func (w *world) stranger() {
	k := w.rnd.IntN(len(w.db.disk.keys))
	w.made++
	t := &transaction{hash: hashOf(3, w.made), key: k, nonce: w.fork.now().nonces[k], tip: 1_000, cap: 100_000, act: act{kind: "foreign"}}
	w.foreign[t.hash] = true
	delete(w.fork.pool[k], t.nonce)
	if w.fork.pool[k] == nil {
		w.fork.pool[k] = map[uint64]*transaction{}
	}
	w.fork.pool[k][t.nonce] = t
}

// publicActs are what receivers and the guardian do on their own.
func (w *world) publicActs() {
	book := &w.fork.now().book
	if !book.published || book.struck {
		return
	}
	if w.fork.head()+1 < book.since+w.fork.delay {
		if w.o.Strikes && w.chance(40) {
			w.did("guardian cancels")
			w.made++
			w.fork.public = append(w.fork.public, &transaction{hash: hashOf(4, w.made), key: -1, act: act{kind: "strike"}})
		}
		return
	}
	if i := w.rnd.IntN(len(w.fork.amounts)); w.chance(6) && !book.bits[i] {
		w.did("redemption")
		w.made++
		w.fork.public = append(w.fork.public, &transaction{hash: hashOf(4, w.made), key: -1, act: act{kind: "redeem", lines: []int{i}}})
	}
}

func (w *world) must(err error) {
	if err != nil {
		panic(err) // a mistake of the simulator
	}
}

func (w *world) fail(format string, args ...any) { panic(violation{fmt.Sprintf(format, args...)}) }
