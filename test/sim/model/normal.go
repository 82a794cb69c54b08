package model

import (
	"hash/maphash"

	"makewhole/models"
)

// settle brings a state into its normal form: what can have no consequence any
// more is forgotten, so that states that differ in nothing else are one. It
// reports whether the workers changed places.
func (m *machine) settle(s *state) (swapped bool) {
	if intentStates[s.db.state] != models.TxMined {
		s.db.branch = 0
	}
	for i := range s.w {
		if w := &s.w[i]; m.doomed(s, w) {
			w.fade()
		}
	}
	// Between two rounds a lease may run out at any time, and nothing is
	// possible before that which is not possible after it.
	if s.leased && s.w[s.owner-1].pc == idle {
		s.leased, s.owner = false, 0
	}
	for i := range s.w {
		if s.w[i].pc == idle {
			s.w[i].epoch = 0
		}
	}
	s.sweep()
	s.rank()
	swapped = s.order()
	s.relabel()
	return swapped
}

// order sorts the workers: their names mean nothing.
func (s *state) order() bool {
	if !s.w[1].less(&s.w[0]) {
		return false
	}
	s.w[0], s.w[1] = s.w[1], s.w[0]
	if s.owner != 0 {
		s.owner = 3 - s.owner
	}
	return true
}

func (w *worker) less(o *worker) bool {
	for _, x := range [...][2]uint8{{w.pc, o.pc}, {w.epoch, o.epoch}, {w.doubt, o.doubt}, {w.final, o.final}, {w.view.state, o.view.state}} {
		if x[0] != x[1] {
			return x[0] < x[1]
		}
	}
	return false
}

// relabel numbers the slots in the order in which they are met.
func (s *state) relabel() {
	var to [slotMax]uint8
	var txs [slotMax]transaction
	n := uint8(0)
	meet := func(slot *uint8) {
		if *slot == none {
			return
		}
		if to[*slot] == 0 {
			txs[n] = s.txs[*slot]
			n++
			to[*slot] = n
		}
		*slot = to[*slot] - 1
	}
	for i := range s.head {
		meet(&s.mined[i].slot)
	}
	s.db.meet(meet)
	for i := range s.w {
		if w := &s.w[i]; w.pc != idle {
			meet(&w.held)
			meet(&w.seen)
			w.view.meet(meet)
		}
	}
	for kind := uint8(pay); kind <= foreign; kind++ {
		for nonce := uint8(0); nonce < nonceMax; nonce++ {
			for i := range s.txs {
				if t := &s.txs[i]; to[i] == 0 && t.kind == kind && t.nonce == nonce {
					slot := uint8(i)
					meet(&slot)
				}
			}
		}
	}
	s.txs = txs
}

func (r *row) meet(meet func(*uint8)) {
	for i := range r.n {
		meet(&r.tries[i].slot)
	}
}

// doomed reports that no write of a worker will ever be taken again in this
// round. It can still send.
func (m *machine) doomed(s *state, w *worker) bool {
	return w.pc != idle && (!m.NoEpoch && w.epoch != s.epoch || !m.NoVersion && w.stale)
}

// fade keeps of a doomed worker what it can still do.
func (w *worker) fade() {
	switch w.pc {
	case recording, raising, storing, noting:
		w.rest()
	case sending:
		slot := w.view.newest().slot
		w.view = row{state: w.view.state, n: 1}
		w.view.tries[0].slot = slot
		w.stale = true
	}
}

// sweep empties slots of transactions that exist nowhere any more or can never
// be mined again.
func (s *state) sweep() {
	for i := range s.txs {
		t := &s.txs[i]
		t.pool = t.pool && t.nonce >= s.head || t.pool && s.mined[t.nonce].slot != uint8(i) && t.nonce >= s.final
		if t.kind != free && !t.pool && !s.holds(uint8(i)) {
			*t = transaction{}
		}
	}
}

// rank renumbers epochs: they are only compared, with each other and with "no
// lease yet".
func (s *state) rank() {
	all := [3]*uint8{&s.epoch, &s.w[0].epoch, &s.w[1].epoch}
	var to [3]uint8
	for i, e := range all {
		for j, other := range all {
			if *e != 0 && *other != 0 && *other <= *e && !seenBefore(all, j) {
				to[i]++
			}
		}
	}
	for i, e := range all {
		*e = to[i]
	}
}

// seenBefore reports that an earlier epoch of the list is the same.
func seenBefore(all [3]*uint8, j int) bool {
	for _, e := range all[:j] {
		if *e == *all[j] {
			return true
		}
	}
	return false
}

// over reports that nothing can change any more: paid for ever, recorded, and
// no other transaction of the intent is alive.
func (m *machine) over(s *state) bool {
	if m.NoEpoch || m.NoVersion || !s.done(m.Guard) {
		return false
	}
	for _, t := range s.txs {
		if t.kind == pay && t.nonce >= s.final {
			return false
		}
	}
	return true
}

// fingerprint identifies a state: 128 bits of two hash functions.
type fingerprint [2]uint64

func (m *machine) print(s *state) fingerprint {
	return fingerprint{maphash.Comparable(m.seeds[0], *s), maphash.Comparable(m.seeds[1], *s)}
}
