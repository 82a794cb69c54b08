package sim

import (
	"errors"
	"fmt"
	"iter"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/chain"
	"makewhole/money"
)

// proc is one instance of the program. What it holds dies with it. It is a
// coroutine: every pause hands control back to the world, which may never
// return it.
type proc struct {
	id    int
	w     *world
	wake  time.Time
	next  func() (struct{}, bool)
	stop  func()
	yield func(struct{}) bool

	epochs   map[int]int64
	suspects map[suspect]int
	sent     map[common.Hash]lastSent
}

// suspect and lastSent are what the sender remembers between rounds.
type suspect struct {
	id    int64
	nonce uint64
}

type lastSent struct {
	head uint64
	at   time.Time
}

// killed unwinds a process that dies.
type killed struct{}

func (w *world) newProc(id int) *proc {
	p := &proc{
		id: id, w: w, wake: w.now.Add(time.Duration(w.rnd.IntN(3000)) * time.Millisecond),
		epochs: map[int]int64{}, suspects: map[suspect]int{}, sent: map[common.Hash]lastSent{},
	}
	p.next, p.stop = iter.Pull(p.live)
	return p
}

// live is the program: rounds for ever.
func (p *proc) live(yield func(struct{}) bool) {
	defer func() {
		if v := recover(); v != nil {
			if _, ok := v.(killed); !ok {
				panic(v)
			}
		}
	}()
	p.yield = yield
	for {
		for k := range p.w.db.disk.keys {
			p.report("round", p.round(k))
		}
		p.report("clerk", p.clerk())
		p.sleep(time.Duration(4000+p.w.rnd.IntN(4000)) * time.Millisecond)
	}
}

func (p *proc) report(what string, err error) {
	if err != nil {
		p.w.note("process %d: %s: %v", p.id, what, err)
	}
}

func (p *proc) step() { p.next() }
func (p *proc) kill() { p.stop() }

// pause is a point at which anything may happen to the process or the world.
func (p *proc) pause() {
	if !p.yield(struct{}{}) {
		panic(killed{})
	}
}

func (p *proc) sleep(d time.Duration) {
	p.wake = p.w.now.Add(d)
	p.pause()
}

var errLine = errors.New("sim: connection reset")

// call is one request to a node. lag is how many blocks the node is behind.
func (p *proc) call(do func(f *fork, lag uint64) error) error {
	w := p.w
	p.pause()
	if w.luck("request lost") {
		return errLine
	}
	lag := uint64(0)
	if behind := w.fork.head() - w.fork.final; behind > 0 && w.luck("node lags") {
		lag = 1 + w.rnd.Uint64N(behind)
	}
	err := do(w.fork, lag)
	if w.luck("slow call") {
		p.sleep(time.Duration(w.rnd.IntN(40)) * time.Second)
	}
	if w.luck("reply lost") {
		return errLine
	}
	return err
}

// finalized is the final height.
func (p *proc) finalized() (n uint64, err error) {
	return n, p.call(func(f *fork, _ uint64) error {
		if n = f.final; n > 0 && p.w.luck("final goes back") {
			n -= 1 + p.w.rnd.Uint64N(n)
		}
		return nil
	})
}

// look reads head and market.
func (p *proc) look() (head uint64, market chain.Fees, err error) {
	return head, market, p.call(func(f *fork, lag uint64) error {
		head = f.head() - lag
		m, err := chain.MarketFees(money.FromUint64(f.base), money.FromUint64(1+p.w.rnd.Uint64N(5)))
		market = m
		return err
	})
}

// nonceAt counts a key's transactions up to a height; latest for the head.
func (p *proc) nonceAt(key int, height uint64) (n uint64, err error) {
	return n, p.call(func(f *fork, lag uint64) error {
		n = f.blocks[min(height, f.head()-lag)].after.nonces[key]
		return nil
	})
}

const latest = ^uint64(0)

// receipt is what a node says about one attempt.
type receipt struct {
	block uint64
	hash  common.Hash
	ok    bool
}

func (p *proc) receipts(txs []*transaction) (out []*receipt, err error) {
	return out, p.call(func(f *fork, lag uint64) error {
		out = make([]*receipt, len(txs))
		for i, t := range txs {
			n, ok := f.at[t.hash]
			if !ok || n > f.head()-lag {
				continue
			}
			for j, other := range f.blocks[n].txs {
				if other == t {
					out[i] = &receipt{n, f.blocks[n].hash, f.blocks[n].ok[j]}
				}
			}
		}
		return nil
	})
}

// header is the hash of the canonical block at a height; zero above the head.
func (p *proc) header(n uint64) (h common.Hash, err error) {
	return h, p.call(func(f *fork, lag uint64) error {
		if n <= f.head()-lag {
			h = f.blocks[n].hash
		}
		return nil
	})
}

// logs are the distributor's events in a range of blocks.
func (p *proc) logs(from, to uint64) (out []event, err error) {
	return out, p.call(func(f *fork, _ uint64) error {
		for n := from; n <= to && n <= f.head(); n++ {
			out = append(out, f.blocks[n].events...)
		}
		return nil
	})
}

// would reports whether an act works on the head.
func (p *proc) would(a act) (ok bool, err error) {
	return ok, p.call(func(f *fork, _ uint64) error {
		b := block{after: f.now().clone()}
		ok = f.execute(&b, &transaction{key: -1, act: act{kind: simulated[a.kind], lines: a.lines}}, f.head()+1)
		return nil
	})
}

// simulated acts call the distributor; transfers always work.
var simulated = map[string]string{"publish": "publish", "push": "push"}

// submit hands bytes to a node, perhaps twice.
func (p *proc) submit(t *transaction) error {
	w := p.w
	return p.call(func(f *fork, _ uint64) error {
		if !w.known[t.hash] && !stored(w.db.disk, t.hash) {
			w.fail("persist first: a node has a transaction that is not stored: key %d nonce %d %s", t.key, t.nonce, t.act.kind)
		}
		w.known[t.hash] = true
		err := f.admit(t)
		if w.luck("sent twice") {
			err = f.admit(t)
		}
		w.did("send")
		w.note("process %d sends %s nonce %d: %v", p.id, t.act.kind, t.nonce, err)
		return err
	})
}

// sign makes a transaction. No two are the same.
func (w *world) sign(key int, nonce uint64, f chain.Fees, a act) *transaction {
	w.made++
	return &transaction{
		hash: hashOf(2, w.made), key: key, nonce: nonce, act: a,
		tip: f.Tip.Big().Uint64(), cap: f.Cap.Big().Uint64(),
	}
}

func (t *transaction) fees() chain.Fees {
	return chain.Fees{Tip: money.FromUint64(t.tip), Cap: money.FromUint64(t.cap)}
}

func (t *transaction) String() string {
	return fmt.Sprintf("%s %x key %d nonce %d", t.act.kind, t.hash[24:], t.key, t.nonce)
}
