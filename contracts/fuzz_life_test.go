package contracts_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/vm"
	"github.com/ethereum/go-ethereum/crypto"
)

// life is one history of calls, on the chain and in the model side by side.
type life struct {
	*universe
	t      failer
	m      *machine
	model  *model
	tally  tally
	rnd    mixer
	root   common.Hash
	probes []*probe
	plans  map[common.Hash]*draft // signed settlements by id
	drafts []*draft
	laws   *witness
	// named finds a probe again: by its name and by what it is about.
	named map[probeName]*probe
	// allowed is where the receiver of the leaf at hand has signed that it should go.
	allowed redirect
	// carried are the signatures of the call at hand, pushed the leaves of a push.
	carried []byte
	pushed  subtree
}

type probeName struct {
	what       string
	about, who common.Address
}

type redirect struct{ receiver, to common.Address }

// tally counts what really happened: operations that were tried, calls that
// went through by kind, and refusals.
type tally struct{ tried, done, refused map[string]int }

func newTally() tally { return tally{map[string]int{}, map[string]int{}, map[string]int{}} }

// mixer spreads one drawn number over the choices of an operation (splitmix64),
// so that a single number describes it and 0 means that nothing is done.
type mixer uint64

func (r *mixer) next() uint64 {
	*r += 0x9e3779b97f4a7c15
	z := uint64(*r)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// below is a number in [0, n).
func (r *mixer) below(n int) int { return int(r.next() % uint64(n)) }

// chance is true p times in a hundred.
func (r *mixer) chance(p int) bool { return r.below(100) < p }

func pick[T any](r *mixer, of ...T) T { return of[r.below(len(of))] }

func newLife(t failer, u *universe, counts tally) *life {
	l := &life{
		universe: u, t: t, m: newMachine(u.evm), model: u.newModel(), tally: counts,
		plans: map[common.Hash]*draft{}, named: map[probeName]*probe{},
	}
	l.root = l.m.root()
	l.watchAll()
	l.laws = newWitness(l)
	l.fund()
	return l
}

// sending is a call from outside.
type sending struct {
	from, to common.Address
	value    amount
	data     []byte
	gas      uint64
	// a starved one may also run out of gas.
	starved bool
}

const callGas = 600_000

// do runs one call on both sides. They must agree on the refusal, a refused call
// must leave the state root alone, and afterwards every value that a contract
// shows must be the model's, and every law must hold.
func (l *life) do(kind string, msg sending, predict func() string) bool {
	l.t.Helper()
	l.model.now += 12
	l.m.at(l.model.now)
	if msg.gas == 0 {
		msg.gas = callGas
	}
	want := l.model.play(predict)
	o := l.m.call(msg.from, msg.to, &msg.value, msg.data, msg.gas)
	got := refusal(o)
	if msg.starved && slices.Contains([]string{"GasTooLow", "out of gas", "reverted without a reason"}, got) {
		l.model.revertTo(0)
		want = got
	}
	if !agree(l.t, l.m, &l.root, &l.tally, kind, got, want) {
		return false
	}
	l.compare(kind)
	l.laws.after(kind, o.logs)
	return true
}

// agree holds what a call came to against the model's word, and counts it. A refused
// call, which it reports as false, has left the state root alone.
func agree(t failer, m *machine, last *common.Hash, count *tally, kind, got, want string) bool {
	t.Helper()
	if got != want {
		t.Fatalf("%s: the contract says %q, the model %q", kind, got, want)
	}
	root := m.root()
	if got != "" {
		count.refused[got]++
		if root != *last {
			t.Fatalf("%s was refused with %s and changed the state", kind, got)
		}
		return false
	}
	*last = root
	count.done[kind]++
	return true
}

// outside changes what is not ours, such as a receiver's temper.
func (l *life) outside(to common.Address, data []byte, change func()) {
	l.t.Helper()
	if o := l.m.call(l.admin.addr, to, nil, data, callGas); o.err != nil {
		l.t.Fatalf("the mock refuses: %v", o.err)
	}
	change()
	l.root = l.m.root()
}

var refusalNames sync.Map // by selector

// refusal names why a call failed: the custom error, or what the EVM says.
func refusal(o outcome) string {
	if o.err == nil {
		return ""
	}
	if !errors.Is(o.err, vm.ErrExecutionReverted) {
		name, _, _ := strings.Cut(o.err.Error(), ":")
		return name
	}
	if len(o.ret) < 4 {
		return "reverted without a reason"
	}
	selector := string(o.ret[:4])
	if name, known := refusalNames.Load(selector); known {
		return name.(string)
	}
	name := reason(o.ret)
	if e, err := tokenABI.UnpackError(o.ret); err == nil {
		name = fmt.Sprintf("%T", e)[len("*contracts.TestToken"):]
	}
	if text, err := abi.UnpackRevert(o.ret); err == nil {
		name = text
	}
	refusalNames.Store(selector, name)
	return name
}

// probe is one thing that a contract shows and what the model says it is.
type probe struct {
	view
	name string
	want func() []byte
}

func (l *life) watch(name string, to common.Address, data []byte, want func() []byte) *probe {
	p := &probe{view: view{to: to, data: data}, name: name, want: want}
	l.probes = append(l.probes, p)
	return p
}

// show is watch for a probe that the laws read too.
func (l *life) show(name probeName, to common.Address, data []byte, want func() []byte) {
	l.named[name] = l.watch(name.what+" "+name.who.Hex(), to, data, want)
}

func (l *life) compare(kind string) {
	l.t.Helper()
	if complaint := l.difference(); complaint != "" {
		l.t.Fatalf("after %s: %s", kind, complaint)
	}
}

// difference is the first disagreement between the contracts and the model.
func (l *life) difference() string {
	for _, p := range l.probes {
		if got, want := p.read(l.t, l.m), p.want(); !bytes.Equal(got, want) {
			return fmt.Sprintf("%s is %x, the model says %x", p.name, got, want)
		}
	}
	for _, h := range l.holders() {
		if got, want := *l.m.db.GetBalance(h), l.model.assets[coin].balances[h]; !got.Eq(&want) {
			return fmt.Sprintf("%s has %s wei, the model says %s", h, got.Dec(), want.Dec())
		}
	}
	return ""
}

// words encodes values as the ABI does.
func words(xs ...any) []byte {
	out := make([]byte, 32*len(xs))
	for i, x := range xs {
		at := out[32*i : 32*i+32]
		switch x := x.(type) {
		case amount:
			x.WriteToArray32((*[32]byte)(at))
		case uint64:
			n := units(x)
			n.WriteToArray32((*[32]byte)(at))
		case bool:
			if x {
				at[31] = 1
			}
		case common.Address:
			copy(at[12:], x[:])
		case common.Hash:
			copy(at, x[:])
		default:
			panic(fmt.Sprintf("%T is no word", x))
		}
	}
	return out
}

func (l *life) watchAll() {
	m := l.model
	for at, a := range m.assets {
		l.watchAsset(at, a)
	}
	for _, p := range m.pools {
		l.watchPool(p)
	}
	l.watch("opened account", l.vault, vaultABI.PackIsOpened(incidentLate), func() []byte { return words(m.opened[incidentLate]) })
	for _, kind := range []common.Hash{recovery, escheat} {
		for _, id := range []common.Hash{incident, incidentB, incidentLate} {
			for at := range m.assets {
				k := account{kind, id, at}
				l.watch("vault account", l.vault, vaultABI.PackBalanceOf(kind, id, at),
					func() []byte { return words(m.accounts[k]) })
			}
		}
	}
	for _, id := range []common.Hash{incident, incidentB} {
		l.watch("sealed set", l.oracle, oracleABI.PackSealedSetOf(id), func() []byte { return words(m.sealedSet(id)) })
	}
	for id, source := range m.sources {
		for at := range m.assets {
			d := debt{source, at}
			if id != escheat { // the vault has one address
				l.show(probeName{"owed", source, at}, l.dist, distABI.PackOwedTo(source, at), func() []byte { return words(m.owed[d]) })
			}
			for _, inc := range []common.Hash{incident, incidentB} {
				once := line{inc, id, at}
				l.watch("line", l.limits, limitsABI.PackCancelUsed(once.digest()), func() []byte { return words(m.cancelled[once]) })
			}
		}
	}
	l.watch("publishing pause", l.dist, distABI.PackPausedUntil(), func() []byte { return words(m.publishing.until) })
	one := units(1)
	l.watch("calls back that came through", l.caller, l.mood.pack(l.universe.t, "successes"),
		func() []byte { return words(minus(one, one)) })
}

// digest is keccak256(abi.encode(incident, pool, asset)).
func (k line) digest() common.Hash {
	return crypto.Keccak256Hash(words(k.incident, k.pool, k.asset))
}

// sealedSet is the digest of the set with the sealed revision.
func (m *model) sealedSet(id common.Hash) common.Hash {
	for digest, s := range m.sets {
		if s.isSet && s.incident == id && s.revision == m.sealed[id] {
			return digest
		}
	}
	return common.Hash{}
}

func (l *life) watchAsset(at common.Address, a *asset) {
	m := l.model
	l.watch("token list", l.limits, limitsABI.PackAllowedOf(at), func() []byte {
		return words(uint64(a.index), a.enabled, a.day, a.used)
	})
	l.show(probeName{what: "caps", about: at}, l.limits, limitsABI.PackCapsOf(at), func() []byte { return words(a.perSettlement, a.perDay) })
	l.watch("pending caps", l.limits, limitsABI.PackPendingCapsOf(at), func() []byte {
		return words(a.pendingEach, a.pendingDay, a.pendingAt)
	})
	l.show(probeName{what: "held by the vault", about: at}, l.vault, vaultABI.PackHeldOf(at), func() []byte { return words(m.held[at]) })
	for _, id := range []common.Hash{incident, incidentB} {
		k := commitment{id, at}
		l.show(probeName{"committed", at, common.BytesToAddress(id[:20])}, l.dist, distABI.PackCommitted(id, at), func() []byte { return words(m.committed[k]) })
		l.watch("follows", l.dist, distABI.PackFollowsOf(id, at), func() []byte { return words(m.follows(id, at)) })
	}
	if a.coin() {
		return
	}
	for _, h := range l.holders() {
		l.show(probeName{"balance", at, h}, at, tokenABI.PackBalanceOf(h), func() []byte { return words(a.balances[h]) })
	}
}

func (l *life) watchPool(p *pool) {
	for _, v := range []struct {
		name string
		data []byte
		want func() []byte
	}{
		{"shares", poolABI.PackTotalShares(), func() []byte { return words(p.shares) }},
		{"deposited", poolABI.PackDeposited(), func() []byte { return words(p.deposited) }},
		{"withdrawn", poolABI.PackWithdrawn(), func() []byte { return words(p.withdrawn) }},
		{"reserved", poolABI.PackReserved(), func() []byte { return words(p.reserved) }},
		{"paid", poolABI.PackPaid(), func() []byte { return words(p.paidOut) }},
		{"free", poolABI.PackFree(), func() []byte { return words(p.free()) }},
		{"open earmarks", poolABI.PackOpenEarmarks(), func() []byte { return words(p.open) }},
		{"exit count", poolABI.PackExitCount(), func() []byte { return words(uint64(len(p.exits))) }},
		{"open from", poolABI.PackOpenFrom(), func() []byte { return words(p.openFrom) }},
		{"epoch", poolABI.PackEpoch(), func() []byte { return words(p.epoch) }},
		{"orders", poolABI.PackOrderCount(), func() []byte { return words(p.orders) }},
	} {
		l.show(probeName{what: "pool: " + v.name, about: p.at}, p.at, v.data, v.want)
	}
	l.watchDesk(p)
	for _, lp := range l.lps {
		l.watch("pool: shares of one", p.at, poolABI.PackSharesOf(lp.addr),
			func() []byte { return words(p.sharesOf(lp.addr)) })
		l.watch("pool: queued of one", p.at, poolABI.PackQueuedOf(lp.addr),
			func() []byte { return words(p.queuedOf(lp.addr)) })
	}
	for _, id := range []common.Hash{incident, incidentB} {
		l.watch("pool: earmark", p.at, poolABI.PackEarmarkOf(id), func() []byte {
			e := p.earmarks[id]
			return words(e.left, e.paid, e.since, e.open)
		})
		l.watch("pool: releasable from", p.at, poolABI.PackReleasableFrom(id),
			func() []byte { return words(p.releasable[id]) })
	}
}

func (l *life) watchDesk(p *pool) {
	one := func(r *report) func() []byte {
		return func() []byte { return words(r.exposure, r.until, r.begunAt, r.incident) }
	}
	l.watch("guardian's report", p.desk, reportABI.PackGuardReport(), one(&p.guard))
	l.watch("outside report", p.desk, reportABI.PackOutsideReport(), one(&p.outside))
	l.show(probeName{what: "pool: bonds", about: p.at}, p.desk, reportABI.PackBondsHeld(),
		func() []byte { return words(p.bondsHeld) })
	for i := range uint64(8) {
		l.watch("bond", p.desk, reportABI.PackBondOf(num(i+1)), func() []byte {
			if i >= uint64(len(p.bonds)) {
				return make([]byte, 5*32)
			}
			b := p.bonds[i]
			return words(b.payer, b.amount, b.madeAt, b.need, b.base)
		})
	}
}

// watchExit begins to compare an exit of the queue.
func (l *life) watchExit(p *pool, n int) {
	l.watch("pool: exit", p.at, poolABI.PackExitOf(num(uint64(n+1))), func() []byte {
		e := p.exits[n]
		return words(e.account, e.readyAt, e.epoch, e.shares)
	})
}

// watchSettlement begins to compare a settlement and its bitmap words.
func (l *life) watchSettlement(s *settlement, indices []uint64) *probe {
	id := s.order.SettlementID
	seen := map[uint64]bool{}
	for _, i := range indices {
		if w := i >> 8; !seen[w] {
			seen[w] = true
			l.watch("bitmap", l.dist, distABI.PackTakenBits(id, num(w)), func() []byte { return words(s.bits(w)) })
		}
	}
	return l.watch("settlement", l.dist, distABI.PackSettlementOf(id), func() []byte {
		return words(s.order.PayoutRoot, s.remaining, s.activeAt, s.deadline, uint64(s.token.index), uint64(s.state), s.held,
			s.day)
	})
}

func (s *settlement) bits(word uint64) amount {
	var out amount
	for i := range s.taken {
		if i>>8 == word && s.taken[i] {
			bit := pow2(uint(i & 255))
			out.Or(&out, &bit)
		}
	}
	return out
}
