package sim

import (
	"fmt"
	"strings"

	"makewhole/models"
)

// shadow is what the last look at the store and the chain saw.
type shadow struct {
	states []string
	nonces []int64
	salt   uint64
	writes int
}

// check holds the world against the invariants, after every step that changed
// it.
func (w *world) check() {
	if w.last.salt != w.fork.salt {
		w.last.salt = w.fork.salt
		w.checkChain()
	}
	w.checkStore()
}

// checkChain: conservation (I2), nobody paid twice (I4), no transaction of our
// keys that the store cannot explain (I9).
func (w *world) checkChain() {
	l := w.fork.now()
	sum := l.burned
	for i, v := range l.got {
		sum += v
		if v != 0 && v != amountOf(i) {
			w.fail("I4: receiver %d got %d, the transfer is %d", i, v, amountOf(i))
		}
	}
	for _, v := range l.coins {
		sum += v
	}
	if want := int64(len(l.coins)) * 10_000_000; sum != want {
		w.fail("I2: %d coins, %d were made", sum, want)
	}
	w.checkBook(&l.book)
	for n := w.fork.final; n <= w.fork.head(); n++ {
		for _, t := range w.fork.blocks[n].txs {
			if t.key >= 0 && !w.foreign[t.hash] && !stored(w.db.disk, t.hash) {
				w.fail("I9: block %d has %s, which is not in the store", n, t)
			}
		}
	}
}

func (w *world) checkBook(k *book) {
	total, received := int64(0), int64(0)
	for i, v := range k.received {
		if v != 0 && v != w.fork.amounts[i] {
			w.fail("I4: line %d received %d of %d", i, v, w.fork.amounts[i])
		}
		total, received = total+w.fork.amounts[i], received+v
	}
	if k.free < 0 || k.reserved < 0 || k.free+k.reserved+k.paid != total || k.paid != received {
		w.fail("I2: free %d + reserved %d + paid %d of %d, received %d", k.free, k.reserved, k.paid, total, received)
	}
}

// checkStore looks at what moved since the last step.
func (w *world) checkStore() {
	b := w.db.disk
	for i, row := range b.intents {
		if i == len(w.last.states) {
			w.last.states = append(w.last.states, "")
		}
		if was := w.last.states[i]; was != row.State {
			w.last.states[i] = row.State
			w.checkMove(was, row)
		}
	}
	for k, key := range b.keys {
		if k == len(w.last.nonces) {
			w.last.nonces = append(w.last.nonces, 0)
		}
		if key.NextNonce < w.last.nonces[k] {
			w.fail("I9: the next nonce of key %d went back from %d to %d", k, w.last.nonces[k], key.NextNonce)
		}
		w.last.nonces[k] = key.NextNonce
	}
	if len(b.byKey) != len(b.intents) {
		w.fail("I17: %d intents for %d keys", len(b.intents), len(b.byKey))
	}
	if w.last.writes != w.db.writes {
		w.last.writes = w.db.writes
		w.checkNonces(b)
		w.checkPosted(b)
	}
}

// checkMove: an end is for ever (I8), final is true (I11), a nonce is given up
// only when it is used for something else for ever (I10).
func (w *world) checkMove(was string, row *intent) {
	if was == models.TxFinal || was == models.TxDropped {
		w.fail("I8: intent %d went from %s to %s", row.ID, was, row.State)
	}
	key := keyOf(row)
	switch row.State {
	case models.TxFinal:
		n := uint64(*row.BlockNumber)
		if n > w.fork.final || w.fork.blocks[n].hash != row.BlockHash.Hash || !w.fork.mined(row.TxHash.Hash) {
			w.fail("I11: intent %d is final in block %d, which is not final", row.ID, n)
		}
	case models.TxReplaced, models.TxAbandoned, models.TxReverted:
		if uint64(*row.Nonce) >= w.fork.atFinal().nonces[key] {
			w.fail("I10: nonce %d of intent %d was given up and can still be used", *row.Nonce, row.ID)
		}
		if t := w.finalAt(key, uint64(*row.Nonce)); row.State == models.TxReplaced && !w.foreign[t.hash] {
			w.fail("I10: nonce %d of intent %d was given up, it was used by %s", *row.Nonce, row.ID, t)
		}
	}
}

// finalAt finds the final transaction with a nonce.
func (w *world) finalAt(key int, nonce uint64) *transaction {
	for n := range w.fork.final + 1 {
		for _, t := range w.fork.blocks[n].txs {
			if t.key == key && t.nonce == nonce {
				return t
			}
		}
	}
	return nil
}

// checkNonces: one intent a nonce, all below the key's next one (I9).
func (w *world) checkNonces(b *books) {
	used := map[[2]int64]int64{}
	for _, row := range b.intents {
		if row.Nonce == nil {
			continue
		}
		at := [2]int64{int64(keyOf(row)), *row.Nonce}
		if other, ok := used[at]; ok {
			w.fail("I9: intents %d and %d have nonce %d of key %d", other, row.ID, at[1], at[0])
		}
		used[at] = row.ID
		if at[1] >= b.keys[at[0]].NextNonce {
			w.fail("I9: intent %d has nonce %d, the key's next is %d", row.ID, at[1], b.keys[at[0]].NextNonce)
		}
	}
}

// checkPosted: what is booked as paid is final on chain, what is final is booked
// (I1, I5), and a settlement that was struck paid nobody.
func (w *world) checkPosted(b *books) {
	final := w.fork.atFinal()
	count := 0
	for i, l := range b.lines {
		v, posted := b.postings[fmt.Sprint("line:", i)]
		done := l.state == models.AllocationFinal
		if done != posted || done && (v != l.value || final.book.received[i] != l.value) {
			w.fail("I1: line %d is %s, booked %d, received %d of %d", i, l.state, v, final.book.received[i], l.value)
		}
		if l.state == models.AllocationVoid && w.fork.now().book.received[i] != 0 {
			w.fail("I4: line %d is void and was paid", i)
		}
		if done {
			count++
		}
	}
	for i := range transfers {
		row := b.intents[i]
		v, posted := b.postings[fmt.Sprint("transfer:", i)]
		done := row.State == models.TxFinal
		if done != posted || done && (v != row.act.value || final.got[i] != row.act.value) {
			w.fail("I1: transfer %d is %s, booked %d, received %d of %d", i, row.State, v, final.got[i], row.act.value)
		}
		if done {
			count++
		}
	}
	if count != len(b.postings) {
		w.fail("I5: %d postings for %d payments", len(b.postings), count)
	}
}

// settled reports the good end: every transfer is final, the settlement closed
// with every line paid, or cancelled with none.
func (w *world) settled() bool {
	b := w.db.disk
	for _, row := range b.intents {
		over := ended(row.State) || b.batch == models.SettlementCancelled && row.act.kind != "transfer" && !open(row)
		if !over {
			return false
		}
	}
	return b.batch == models.SettlementClosed || b.batch == models.SettlementCancelled
}

func open(row *intent) bool {
	return row.State == models.TxSigned || row.State == models.TxBroadcast || row.State == models.TxMined || row.State == models.TxApproved
}

func (w *world) describe() string {
	var out []string
	b := w.db.disk
	for _, row := range b.intents {
		out = append(out, fmt.Sprintf("%s %s", row.act.kind, row.State))
	}
	for i, l := range b.lines {
		out = append(out, fmt.Sprintf("line %d %s", i, l.state))
	}
	return fmt.Sprintf("settlement %s, next nonces %v of %v; %s", b.batch, w.last.nonces, w.fork.now().nonces, strings.Join(out, ", "))
}
