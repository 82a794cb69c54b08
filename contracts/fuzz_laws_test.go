package contracts_test

import (
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/contracts"
)

// witness knows nothing of the model. It keeps what was signed, what the events
// say and what the contracts show, and holds the laws of the money against them.
type witness struct {
	*life
	settled map[common.Hash]*record
	order   []*record
	supply  map[common.Address]amount
	start   map[holding]amount
	got     map[holding]amount
	days    map[common.Address]dayUse
	vouched map[common.Hash]bool // announced with a quorum
	revoked map[common.Hash]bool // by a quorum, before anybody published it
}

type holding struct{ asset, who common.Address }

type dayUse struct {
	day uint64
	sum amount
}

// record is one settlement as the events tell it.
type record struct {
	plan  *draft
	total amount
	day   uint64
	paid  map[uint64]amount
	sum   amount
	state uint8
	seen  *probe
}

func newWitness(l *life) *witness {
	w := &witness{
		life: l, settled: map[common.Hash]*record{}, supply: map[common.Address]amount{},
		start: map[holding]amount{}, got: map[holding]amount{}, days: map[common.Address]dayUse{},
		vouched: map[common.Hash]bool{}, revoked: map[common.Hash]bool{},
	}
	for at := range l.model.assets {
		w.supply[at] = w.everything(at)
		for _, h := range l.holders() {
			w.start[holding{at, h}] = w.balance(at, h)
		}
	}
	return w
}

// balance is what the chain says somebody has.
func (w *witness) balance(at, who common.Address) amount {
	if at == coin {
		return *w.m.db.GetBalance(who)
	}
	return w.word(probeName{"balance", at, who})
}

// word is the first word of a probe's answer.
func (w *witness) word(name probeName) amount {
	return *new(amount).SetBytes(w.named[name].read(w.t, w.m)[:32])
}

func (w *witness) shown(what string, about common.Address) amount {
	return w.word(probeName{what: what, about: about})
}

func (w *witness) everything(at common.Address) (sum amount) {
	for _, h := range w.holders() {
		sum = plus(sum, w.balance(at, h))
	}
	return sum
}

// after reads the events of a call and checks every law.
func (w *witness) after(kind string, logs []*types.Log) {
	w.t.Helper()
	for _, l := range logs {
		if l.Address != w.dist {
			continue
		}
		e, err := contracts.ParseDistributorLog(*l)
		if errors.Is(err, contracts.ErrUnknownEvent) {
			continue // of the administration
		}
		if err != nil {
			w.t.Fatalf("%s: %v", kind, err)
		}
		if broken := w.hear(e); broken != "" {
			w.t.Fatalf("after %s: %s", kind, broken)
		}
	}
	for _, law := range []func() string{w.conserves, w.pays, w.commits, w.covers} {
		if broken := law(); broken != "" {
			w.t.Fatalf("after %s: %s", kind, broken)
		}
	}
}

func (w *witness) hear(e any) string {
	switch e := e.(type) {
	case contracts.Published:
		return w.heardPublished(e)
	case contracts.Announced:
		if w.voices(e.OrderDigest) < 3 {
			return "announced without a quorum"
		}
		w.vouched[e.OrderDigest] = true
	case contracts.Cancelled:
		r := w.settled[e.SettlementID]
		if use := w.days[r.plan.order.PayoutToken]; use.day == r.day {
			w.days[r.plan.order.PayoutToken] = dayUse{use.day, minus(use.sum, r.total)}
		}
	case contracts.Revoked:
		if w.settled[e.SettlementID] != nil {
			return "revoked what was published"
		}
		w.revoked[e.SettlementID] = true
	case contracts.Redeemed:
		return w.heardPaid(e.SettlementID, e.Index, contracts.Item{Receiver: e.Receiver, Amount: e.Amount}, e.PaidTo)
	case contracts.Pushed:
		return w.heardPushed(e)
	}
	return ""
}

// heardPublished: only what a quorum has signed, once, within both caps.
func (w *witness) heardPublished(e contracts.Published) string {
	d := w.plans[e.SettlementID]
	if d == nil || w.settled[e.SettlementID] != nil || d.order.PayoutRoot != e.Root || d.order.Total != e.Total {
		return "published what nobody has signed, or twice"
	}
	if w.revoked[e.SettlementID] {
		return "published what a quorum has revoked"
	}
	if digest := d.order.Digest(w.model.domain); !w.vouched[digest] && w.voices(digest) < 3 {
		return "published without a quorum"
	}
	total := e.Total.Uint256()
	today := w.model.now / 86400
	r := &record{
		plan: d, total: total, day: today, paid: map[uint64]amount{}, state: contracts.SettlementStatePublished,
	}
	w.settled[e.SettlementID] = r
	w.order = append(w.order, r)
	use := w.days[e.Token]
	if use.day != today {
		use = dayUse{day: today}
	}
	use.sum = plus(use.sum, total)
	w.days[e.Token] = use
	caps := w.named[probeName{what: "caps", about: e.Token}].read(w.t, w.m)
	each, day := new(amount).SetBytes(caps[:32]), new(amount).SetBytes(caps[32:])
	if each.Lt(&total) || day.Lt(&use.sum) {
		return "published above a cap"
	}
	return ""
}

// voices counts the members whose signature over the digest the call carried.
func (w *witness) voices(digest common.Hash) int {
	by := map[common.Address]bool{}
	for sigs := w.carried; len(sigs) >= 65; sigs = sigs[65:] {
		if who, ok := w.model.signer(digest, sigs[:65]); ok && w.model.members[who] {
			by[who] = true
		}
	}
	return len(by)
}

// heardPaid: each leaf once, in an open settlement, to its receiver unless that
// has signed another.
func (w *witness) heardPaid(id common.Hash, index uint64, leaf contracts.Item, to common.Address) string {
	r := w.settled[id]
	if r == nil || r.state != contracts.SettlementStatePublished {
		return "paid from a settlement that is not open"
	}
	if _, twice := r.paid[index]; twice {
		return fmt.Sprintf("paid leaf %d twice", index)
	}
	if !w.mayGo(leaf.Receiver, to) {
		return fmt.Sprintf("paid leaf %d of %s to %s", index, leaf.Receiver, to)
	}
	for i, n := range r.plan.indices {
		if n == index && r.plan.items[i] == leaf {
			x := leaf.Amount.Uint256()
			r.paid[index] = x
			r.sum = plus(r.sum, x)
			k := holding{r.plan.order.PayoutToken, to}
			w.got[k] = plus(w.got[k], x)
			return ""
		}
	}
	return fmt.Sprintf("paid leaf %d, which nobody has signed, to %s", index, to)
}

// heardPushed: the leaves that the call carried, where the event says they stand. The place
// of a leaf in the tree tells nothing: a signed tree may have an index twice, and the
// order of a pair is not part of a proof.
func (w *witness) heardPushed(e contracts.Pushed) string {
	p := w.pushed
	if e.SettlementID != p.id || e.FirstIndex != p.node<<p.level {
		return "pushed something else than was asked for"
	}
	for i := range e.Paid.Items() {
		to, x := p.item(i)
		if broken := w.heardPaid(e.SettlementID, e.FirstIndex+uint64(i), contracts.Item{Receiver: to, Amount: x}, to); broken != "" {
			return broken
		}
	}
	return ""
}

// mayGo: the receiver itself, or where it has just signed that it should go.
func (w *witness) mayGo(receiver, to common.Address) bool {
	return receiver == to || w.allowed == (redirect{receiver, to})
}

// conserves: money moves and is never made; the odd token's fee alone burns.
func (w *witness) conserves() string {
	for at, supply := range w.supply {
		now := w.everything(at)
		if at == w.odd {
			now = plus(now, w.model.assets[at].burnt)
		}
		if !now.Eq(&supply) {
			return fmt.Sprintf("the sum of all balances of %s went from %s to %s", at, supply.Dec(), now.Dec())
		}
	}
	return ""
}

// pays: what is left is the total less what was paid, closed stays closed, and
// every receiver has what the events say.
func (w *witness) pays() string {
	for _, r := range w.order {
		if r.seen == nil {
			continue
		}
		ret := r.seen.read(w.t, w.m)
		remaining, state := *new(amount).SetBytes(ret[32:64]), ret[5*32+31]
		if state != r.state {
			if r.state != contracts.SettlementStatePublished {
				return fmt.Sprintf("a settlement went from state %d to %d", r.state, state)
			}
			r.state = state
		}
		left := minus(r.total, r.sum)
		if state != contracts.SettlementStatePublished {
			left = amount{}
		}
		if !remaining.Eq(&left) {
			return fmt.Sprintf("remaining is %s, total less paid is %s", remaining.Dec(), left.Dec())
		}
	}
	for _, h := range w.receivers[:len(w.receivers)-3] {
		for at := range w.supply {
			k := holding{at, h}
			if at == coin && (h == w.caller || w.tempers[h] == receiverForcesBack) {
				continue // they have coin from before, or give it away
			}
			if have, want := w.balance(at, h), plus(w.start[k], w.got[k]); !have.Eq(&want) {
				return fmt.Sprintf("%s has %s of %s, the events say %s", h, have.Dec(), at, want.Dec())
			}
		}
	}
	return ""
}

// commits: committed is the sum of what was published and not cancelled, which
// is never more than what was signed.
func (w *witness) commits() string {
	sums := map[commitment]amount{}
	for _, r := range w.order {
		if r.state != contracts.SettlementStateCancelled {
			k := commitment{r.plan.order.IncidentID, r.plan.order.PayoutToken}
			sums[k] = plus(sums[k], r.total)
		}
	}
	for at := range w.supply {
		for _, id := range []common.Hash{incident, incidentB} {
			sum := sums[commitment{id, at}]
			if said := w.word(probeName{"committed", at, common.BytesToAddress(id[:20])}); !said.Eq(&sum) {
				return fmt.Sprintf("committed is %s, the published totals are %s", said.Dec(), sum.Dec())
			}
		}
	}
	return ""
}

// covers: whoever owes money has it, or the distributor has it for them after a
// cancellation. The odd token may have burnt some.
func (w *witness) covers() string {
	owed := map[holding]amount{}
	for _, r := range w.order {
		if r.seen == nil {
			continue
		}
		k := holding{r.plan.order.PayoutToken, w.dist}
		owed[k] = plus(owed[k], *new(amount).SetBytes(r.seen.read(w.t, w.m)[32:64]))
	}
	late := func(at, source common.Address) amount {
		x, k := w.word(probeName{"owed", source, at}), holding{at, w.dist}
		owed[k] = plus(owed[k], x)
		return x
	}
	for at := range w.supply {
		owed[holding{at, w.vault}] = minus(w.shown("held by the vault", at), late(at, w.vault))
	}
	for _, id := range []common.Hash{poolID, coinPool, oddPool} {
		p := w.model.pools[id]
		books := plus(w.shown("pool: free", p.at), w.shown("pool: reserved", p.at))
		owed[holding{p.asset.at, p.at}] = minus(books, late(p.asset.at, p.at))
	}
	for _, id := range []common.Hash{poolID, coinPool, oddPool} {
		p := w.model.pools[id]
		owed[holding{coin, p.desk}] = w.shown("pool: bonds", p.at)
	}
	for k, x := range owed {
		have := w.balance(k.asset, k.who)
		if k.asset == w.odd {
			have = plus(have, w.model.assets[w.odd].burnt)
		}
		if have.Lt(&x) {
			return fmt.Sprintf("%s owes %s of %s and has %s", k.who, x.Dec(), k.asset, have.Dec())
		}
	}
	return ""
}
