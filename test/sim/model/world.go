package model

import (
	"fmt"

	"makewhole/models"
)

// world gives every act of the chain, of people and of bad luck.
func (m *machine) world(s state, out emit) {
	m.mine(s, out)
	m.people(s, out)
	for i := range s.w {
		w := &s.w[i]
		if s.crashes < m.Crashes && w.pc != idle {
			next := s
			next.crashes++
			next.w[i].forget()
			out(fmt.Sprintf("worker %d crashes", i+1), true, next)
		}
	}
	if s.leased {
		m.expire(s, out)
	}
}

// expire ends a lease. While its owner is at work this is bad luck and counted.
func (m *machine) expire(s state, out emit) {
	running := s.w[s.owner-1].pc != idle
	if running && s.expiries >= m.Expiries {
		return
	}
	if running {
		s.expiries++
	}
	s.leased, s.owner = false, 0
	out("the lease runs out", running, s)
}

func (m *machine) mine(s state, out emit) {
	for slot := range s.txs {
		if t := s.txs[slot]; t.kind != free && t.pool && t.nonce == s.head && s.head < nonceMax {
			next := s
			next.mined[s.head] = block{uint8(slot), s.branch}
			next.head++
			out(fmt.Sprintf("%s with nonce %d is mined", kinds[t.kind], t.nonce), false, next)
		}
	}
	if s.final < s.head {
		next := s
		next.final++
		out("a block becomes final", false, next)
	}
	if s.branch < m.Reorgs {
		for height := s.final; height < s.head; height++ {
			m.reorg(s, height, true, out)
			m.reorg(s, height, false, out)
		}
	}
	if s.strangers < m.Strangers && s.head < nonceMax {
		next := s
		next.strangers++
		if _, ok := next.slotFor(transaction{kind: foreign, nonce: s.head, pool: true}); !ok {
			m.cut++
			return
		}
		out("a stranger uses the key", true, next)
	}
}

var kinds = [...]string{pay: "a payment", cancel: "a cancellation", foreign: "a stranger's transaction"}

// reorg takes blocks back. Their transactions return to the pool or are lost.
func (m *machine) reorg(s state, height uint8, keep bool, out emit) {
	for n := height; n < s.head; n++ {
		s.txs[s.mined[n].slot].pool = keep
		s.mined[n] = block{}
	}
	s.head = height
	s.branch++
	out(fmt.Sprintf("a reorg back to height %d, transactions kept: %v", height, keep), true, s)
}

// people do what the production table lets them, trusting what the store says.
func (m *machine) people(s state, out emit) {
	if edge, err := m.table.Next(intentStates[s.db.state], "requeue"); err == nil && !m.NoRequeue {
		next := s
		next.db = row{state: stateIndex(edge.To), nonce: none, next: s.db.next}
		next.touch(-1)
		out("a person queues it again", false, next)
	}
	waits := intentStates[s.db.state] == models.TxSigned || intentStates[s.db.state] == models.TxBroadcast
	if s.cancels < m.Cancels && waits && s.db.request == 0 {
		next := s
		next.cancels++
		next.db.request = 1
		next.touch(-1)
		out("a person asks to give up", true, next)
	}
	if !s.db.open() && s.final == s.head && s.head > s.db.next && !s.pending() {
		next := s
		next.db.next = s.head
		next.touch(-1)
		out("a person adopts the chain's nonce", false, next)
	}
}

// pending reports that a pooled transaction continues the chain's nonces.
func (s *state) pending() bool {
	for _, t := range s.txs {
		if t.kind != free && t.pool && t.nonce == s.head {
			return true
		}
	}
	return false
}

// check returns what is wrong with a state, empty for nothing.
func (m *machine) check(s *state) string {
	switch intentStates[s.db.state] {
	case models.TxFinal:
		if s.effects(s.final, m.Guard) != 1 {
			return "recorded as final without a final effect"
		}
	case models.TxReplaced, models.TxAbandoned:
		if m.Patient {
			break
		}
		if s.db.nonce >= s.final {
			return "a nonce was given up that the chain may still use for us"
		}
		if s.txs[s.mined[s.db.nonce].slot].kind == pay {
			return "a nonce was given up that paid"
		}
	}
	if s.effects(s.head, m.Guard) > 1 {
		return "two effects on chain for one intent"
	}
	return ""
}
