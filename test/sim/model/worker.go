package model

import (
	"fmt"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/models"
	"makewhole/outbox/lifecycle"
)

// emit takes a successor; fault marks events that need not happen.
type emit func(act string, fault bool, next state)

// round gives every next act of worker i.
func (m *machine) round(s state, i int, out emit) {
	w := &s.w[i]
	switch w.pc {
	case idle:
		m.begin(s, i, out)
	case asking:
		m.ask(s, i, out)
	case judging:
		m.judge(s, i, out)
	case recording:
		m.commit(s, i, "records the receipt", out, m.record)
	case raising:
		m.commit(s, i, "stores the replacement", out, m.raise)
	case storing:
		m.commit(s, i, "stores nonce and bytes", out, m.store)
	case sending:
		m.send(s, i, w.view.newest().slot, noting, out)
	case leaking:
		next := uint8(storing)
		if w.view.open() {
			next = raising
		}
		m.send(s, i, w.held, next, out)
	case noting:
		m.commit(s, i, "records the broadcast", out, m.note)
	}
}

// wall is when everything happens; a lease lasts until somebody ends it.
var wall = time.Unix(1_700_000_000, 0).UTC()

// key is the key's row as the production rules take it.
func (s *state) key(r *row) models.KeyState {
	k := models.KeyState{NextNonce: int64(r.next), Epoch: int64(s.epoch)}
	if s.leased {
		until := wall.Add(time.Second)
		k.LeaseOwner, k.LeaseUntil = fmt.Sprint(s.owner), &until
	}
	return k
}

// begin reads the final height, takes the lease, reads the row, and goes on
// where there is something to do.
func (m *machine) begin(s state, i int, out emit) {
	w := &s.w[i]
	if s.db.state == stateIndex(models.TxFinal) {
		return // a round would find nothing to do
	}
	k, err := s.key(&s.db).Lease(fmt.Sprint(i+1), int64(w.epoch), wall, time.Second)
	if err != nil {
		return // somebody else has it
	}
	s.owner, s.leased, s.epoch = uint8(i+1), true, uint8(k.Epoch)
	w.epoch, w.final, w.view = s.epoch, s.final, s.db
	switch {
	case w.view.open():
		w.pc = asking
		out("takes the lease and reads the row", false, s)
	case w.view.state == stateIndex(models.TxApproved):
		m.prepare(s, i, out)
	}
}

// rest ends a round; only the epoch and the doubt live on.
func (w *worker) rest() {
	*w = worker{epoch: w.epoch, doubt: w.doubt, about: w.about, held: none, seen: none}
}

// ask reads the receipts of the attempts. A node that lags knows none.
func (m *machine) ask(s state, i int, out emit) {
	w := &s.w[i]
	w.pc, w.seen = judging, none
	if m.ByNumber && intentStates[w.view.state] == models.TxMined { // protection off
		w.seen, w.where = w.view.newest().slot, block{w.view.nonce, w.view.branch}
		out("remembers the block", false, s)
		return
	}
	for n := range s.head {
		if w.view.has(s.mined[n].slot) {
			w.seen, w.where = s.mined[n].slot, block{n, s.mined[n].branch}
		}
	}
	out("reads receipts", false, s)
	if w.seen != none && s.lies < m.Lies {
		s.lies++
		w.seen, w.where = none, block{}
		out("asks a node that lags", true, s)
	}
}

// judge is the production judgement on what was read.
func (m *machine) judge(s state, i int, out emit) {
	w := &s.w[i]
	v := lifecycle.View{
		State: intentStates[w.view.state], Nonce: uint64(w.view.nonce),
		Observation: lifecycle.Observation{Final: uint64(w.final), FinalNonce: uint64(w.final), Suspicion: w.suspicion()},
	}
	var in *lifecycle.Inclusion
	if w.seen != none {
		in = m.believe(&s, w)
		v.Observation.Included = in
	}
	verdict := m.step(lifecycle.Confirm, v).Verdict
	w.doubt, w.about = uint8(verdict.Suspicion), 0
	if w.doubt > 0 {
		w.about = w.view.nonce
	}
	moved := len(verdict.Events) > 0 || verdict.Record && v.State == models.TxMined && w.view.branch != w.where.branch
	w.seen, w.final = none, 0
	if moved {
		w.todo, w.pc, w.where.slot = m.intern(verdict), recording, 0
		out("judges", false, s)
		return
	}
	m.bid(s, i, "judges", out)
}

// suspicion is about one nonce; a new one begins without.
func (w *worker) suspicion() int {
	if w.about != w.view.nonce {
		return 0
	}
	return int(w.doubt)
}

// believe holds a receipt against the canonical block at its height now.
func (m *machine) believe(s *state, w *worker) *lifecycle.Inclusion {
	hash := common.Hash{1, w.seen}
	status := types.ReceiptStatusFailed
	if s.txs[w.seen].kind != pay || m.statusOf(s, w) {
		status = types.ReceiptStatusSuccessful
	}
	receipt := &types.Receipt{
		TxHash: hash, BlockNumber: big.NewInt(int64(w.where.slot) + 1), Status: status,
		BlockHash: common.Hash{2, w.where.slot, w.where.branch, w.seen},
	}
	canonical := common.Hash{}
	if n := w.where.slot; n < s.head {
		canonical = common.Hash{2, n, s.mined[n].branch, s.mined[n].slot}
	}
	if m.ByNumber { // protection off
		canonical = receipt.BlockHash
	}
	return lifecycle.Believe(receipt, hash, canonical, s.txs[w.seen].kind == cancel)
}

// statusOf is the status the receipt named. The transactions below it cannot
// have changed while its block is canonical.
func (m *machine) statusOf(s *state, w *worker) bool {
	return w.where.slot >= s.head || s.succeeds(w.where.slot, m.Guard)
}

// record applies a verdict through the production table.
func (m *machine) record(s *state, i int, r *row) bool {
	w := &s.w[i]
	v := m.verdicts[w.todo]
	for _, e := range v.Events {
		r.state = m.move(r.state, e)
	}
	r.branch = 0
	if v.Record {
		r.branch = w.where.branch
	}
	w.where, w.todo = block{}, 0
	return true
}

// bid decides about a replacement. Waiting too long is a matter of time, so
// both answers are possible.
func (m *machine) bid(s state, i int, act string, out emit) {
	s.w[i].where = block{}
	m.bidAt(s, i, false, act, out)
	if s.w[i].view.newest().sent {
		m.bidAt(s, i, true, act, out)
	}
}

func (m *machine) bidAt(s state, i int, overdue bool, act string, out emit) {
	w := &s.w[i]
	newest := w.view.newest()
	p := lifecycle.Pressure{
		Lowest: true, Overdue: overdue, Unsent: !newest.sent, Cancelling: s.txs[newest.slot].kind == cancel,
	}
	if w.view.request == 1 {
		p.Request = "cancel"
	}
	push := m.step(lifecycle.Replace, lifecycle.View{State: intentStates[w.view.state], Pressure: p}).Bid
	if push == lifecycle.KeepBid || int(w.view.n) == attemptMax || push == lifecycle.RaiseBid && s.raises >= m.Raises {
		m.goSend(w)
		out(act, false, s)
		return
	}
	kind, nonce := uint8(pay), w.view.nonce
	if push == lifecycle.CancelBid || p.Cancelling {
		kind = cancel
	}
	if m.NewNonce { // protection off
		nonce = w.view.next
	}
	m.sign(s, i, transaction{kind: kind, nonce: nonce}, raising, act+" and signs a replacement", out)
}

// goSend continues with the last phase, if it has something to do.
func (m *machine) goSend(w *worker) {
	v := lifecycle.View{State: intentStates[w.view.state], Due: true}
	if m.step(lifecycle.Broadcast, v).Send {
		w.pc = sending
		return
	}
	w.rest()
}

// sign puts a signed transaction into the worker's memory. Signing twice never
// gives the same transaction: fees differ, and so do signatures of some devices.
func (m *machine) sign(s state, i int, t transaction, next uint8, act string, out emit) {
	if t.nonce >= nonceMax {
		m.cut++ // beyond the bounds of the model
		return
	}
	slot, ok := s.slotFor(t)
	if !ok {
		m.cut++
		return
	}
	w := &s.w[i]
	w.held, w.pc = slot, next
	if m.SendFirst { // protection off
		w.pc = leaking
	}
	out(act, false, s)
}

// prepare signs with the key's next nonce, unless the chain counts more
// transactions than the store knows of.
func (m *machine) prepare(s state, i int, out emit) {
	w := &s.w[i]
	v := lifecycle.View{State: intentStates[w.view.state], Slots: 1}
	if !m.step(lifecycle.Prepare, v).Sign || s.head > w.view.next {
		w.rest()
		out("sees a stranger on the key", false, s)
		return
	}
	m.sign(s, i, transaction{kind: pay, nonce: w.view.next}, storing, "takes the lease and signs", out)
}

// store is the one transaction before the first broadcast.
func (m *machine) store(s *state, i int, r *row) bool {
	w := &s.w[i]
	k := s.key(r)
	if err := k.TakeNonce(uint64(s.txs[w.held].nonce)); err != nil {
		return false
	}
	r.next, r.nonce = uint8(k.NextNonce), s.txs[w.held].nonce
	r.state = m.move(r.state, "sign")
	r.n, r.tries = 1, [attemptMax]attempt{{slot: w.held}}
	w.held = none
	return true
}

// raise stores a replacement.
func (m *machine) raise(s *state, i int, r *row) bool {
	w := &s.w[i]
	t := s.txs[w.held]
	if t.kind == pay {
		s.raises++
	}
	if m.NewNonce {
		r.nonce, r.next = t.nonce, t.nonce+1
	}
	r.tries[r.n], r.request = attempt{slot: w.held}, 0
	r.n++
	w.held = none
	return true
}

// note records a broadcast; the answer of the node was good or unclear.
func (m *machine) note(_ *state, _ int, r *row) bool {
	r.newest().sent = true
	if e := lifecycle.AfterSend(intentStates[r.state], lifecycle.ReplyOut); e != "" {
		r.state = m.move(r.state, e)
	}
	return true
}

// commit is one fenced transaction on the intent's row and the key's.
func (m *machine) commit(s state, i int, act string, out emit, do func(*state, int, *row) bool) {
	w := &s.w[i]
	r := w.view // what a blind write would write back
	switch {
	case !m.NoEpoch && s.key(&s.db).Fence(int64(w.epoch)) != nil:
		w.rest()
		out("is fenced", false, s)
		return
	case !m.NoVersion && w.stale:
		w.rest()
		out("finds the row changed", false, s)
		return
	case !do(&s, i, &r):
		w.rest()
		out("finds the nonce taken", false, s)
		return
	}
	s.db, w.view, w.stale = r, r, false
	s.touch(i)
	switch {
	case w.pc == noting || !r.open():
		w.rest()
	case w.pc == recording:
		m.bid(s, i, act, out)
		return
	default:
		m.goSend(w)
	}
	out(act, false, s)
}

// touch tells everybody but one that the row changed.
func (s *state) touch(by int) {
	for i := range s.w {
		s.w[i].stale = s.w[i].stale || i != by && s.w[i].pc != idle
	}
}

// send hands a transaction to a node. The answer says nothing.
func (m *machine) send(s state, i int, slot, next uint8, out emit) {
	t := &s.txs[slot]
	lost := s
	s.w[i].pc, lost.w[i].pc = next, next
	if t.nonce < s.head || t.pool {
		out("sends what the node knows", false, s)
		return
	}
	t.pool = true
	out("sends", false, s)
	out("sends into a broken line", true, lost)
}
