package model

import (
	"slices"

	"makewhole/models"
	"makewhole/states"
)

// Bounds of the arrays; Limits stays below them.
const (
	slotMax    = 8 // transactions that exist at a time
	attemptMax = 3
	nonceMax   = 4
	none       = 0xff
)

// Intent states by index, as the store names them.
var intentStates = []string{
	models.TxApproved, models.TxSigned, models.TxBroadcast, models.TxMined,
	models.TxFinal, models.TxReverted, models.TxReplaced, models.TxAbandoned,
}

func stateIndex(name string) uint8 { return uint8(slices.Index(intentStates, name)) }

// Kinds of transactions.
const (
	free    = iota // the slot is empty
	pay            // does what the intent says
	cancel         // gives the nonce up
	foreign        // somebody else's, with our key
)

// transaction is one signed transaction that exists somewhere.
type transaction struct {
	kind, nonce uint8
	pool        bool // some node has it and may include it
}

// attempt is a stored attempt.
type attempt struct {
	slot uint8
	sent bool
}

// row is what the store has about the intent and its key, and what a worker
// remembers of it.
type row struct {
	state   uint8
	nonce   uint8 // none before it is signed
	n       uint8 // attempts
	tries   [attemptMax]attempt
	next    uint8 // nonce of the key
	branch  uint8 // of the recorded block, while mined
	request uint8 // 1: an operator asked to give up
}

func (r *row) open() bool {
	s := intentStates[r.state]
	return s == models.TxSigned || s == models.TxBroadcast || s == models.TxMined
}

func (r *row) newest() *attempt { return &r.tries[r.n-1] }

// block is the transaction at one nonce of the canonical chain. The height of a
// block is the nonce + 1; a reorg starts a new branch.
type block struct{ slot, branch uint8 }

// What a worker does next in its round. Acts that nobody else can see, and reads
// that nobody can tell from later ones, belong to the act before them.
const (
	idle      = iota
	asking    // reads receipts
	judging   // holds them against the canonical chain and decides
	recording // stores the decision
	raising   // stores a replacement
	storing   // stores nonce and bytes
	sending   // sends the newest stored attempt
	noting    // records that a node may have it
	leaking   // protection off: sends what is not stored
)

// worker is one process: its place in the round and its memory.
type worker struct {
	pc    uint8
	epoch uint8 // of the lease it took last
	final uint8 // nonces below the final height, read at the start of the round
	doubt uint8 // rounds in a row with a stranger's nonce
	about uint8 // the nonce of the doubt
	seen  uint8 // slot of the receipt
	where block // block of the receipt
	todo  uint8 // verdict to store
	held  uint8 // slot of the signed transaction that is not stored
	stale bool  // somebody wrote the row since it was read
	view  row
}

func (w *worker) forget() { *w = worker{held: none, seen: none} }

// state is everything. It is comparable and small.
type state struct {
	db     row
	owner  uint8 // of the lease: worker + 1
	leased bool
	epoch  uint8
	w      [2]worker

	txs   [slotMax]transaction
	mined [nonceMax]block
	head  uint8 // nonces mined
	final uint8 // nonces final

	branch, crashes, expiries, strangers, lies, raises, cancels uint8
}

func initial() state {
	s := state{db: row{nonce: none}}
	for i := range s.w {
		s.w[i].forget()
	}
	return s
}

// slotFor takes the lowest empty slot, or reports that there is none.
func (s *state) slotFor(t transaction) (uint8, bool) {
	for i := range s.txs {
		if s.txs[i].kind == free {
			s.txs[i] = t
			return uint8(i), true
		}
	}
	return none, false
}

func (s *state) holds(slot uint8) bool {
	for i := range s.head {
		if s.mined[i].slot == slot {
			return true
		}
	}
	if s.db.has(slot) {
		return true
	}
	for i := range s.w {
		w := &s.w[i]
		if w.pc != idle && (w.held == slot || w.seen == slot || w.view.has(slot)) {
			return true
		}
	}
	return false
}

func (r *row) has(slot uint8) bool {
	for _, a := range r.tries[:r.n] {
		if a.slot == slot {
			return true
		}
	}
	return false
}

// effects counts how often the chain carried the intent out, up to a height in
// nonces. With the guard the contract does it once.
func (s *state) effects(height uint8, guard bool) int {
	n := 0
	for i := range height {
		if s.txs[s.mined[i].slot].kind == pay {
			n++
		}
	}
	if guard {
		return min(n, 1)
	}
	return n
}

// succeeds reports the receipt's status of the transaction at a nonce.
func (s *state) succeeds(nonce uint8, guard bool) bool {
	switch s.txs[s.mined[nonce].slot].kind {
	case pay:
		return !guard || s.effects(nonce, true) == 0
	default:
		return true
	}
}

// done is the good end: recorded as final, and paid for ever.
func (s *state) done(guard bool) bool {
	return intentStates[s.db.state] == models.TxFinal && s.effects(s.final, guard) == 1
}

// production is the state table that the product uses.
func production() models.Machine { return states.Transaction }
