package sim

import (
	"errors"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/chain"
	"makewhole/models"
	"makewhole/outbox/lifecycle"
)

// window is how many nonces wait at a time.
const window = 4

// turn is one round of a process for one key.
type turn struct {
	*proc
	key    int
	final  uint64
	behind bool // the node's final height is lower than one seen before
	head   uint64
	market chain.Fees
	open   []*view
}

// round is the shell of the sender: the same reads and writes in the same order
// as package chain, every decision taken there.
func (p *proc) round(key int) (err error) {
	r := &turn{proc: p, key: key}
	if r.final, err = p.finalized(); err != nil {
		return err
	}
	if err := r.watch(); err != nil {
		return err
	}
	if r.head, r.market, err = p.look(); err != nil {
		return err
	}
	if err := r.lease(); err != nil {
		return err
	}
	r.open = p.w.db.read(p).open(key)
	phases := map[lifecycle.Phase]func() error{
		lifecycle.Confirm: r.confirm, lifecycle.Replace: r.replace, lifecycle.Prepare: r.prepare, lifecycle.Broadcast: r.broadcast,
	}
	for _, phase := range lifecycle.Round() {
		if err := phases[phase](); err != nil {
			return err
		}
	}
	return nil
}

// watch keeps the highest final height.
func (r *turn) watch() error {
	seen := r.w.db.read(r.proc).seen
	r.behind = r.final < seen
	if r.final <= seen {
		return nil
	}
	return r.w.db.write(r.proc, func(t *txn) error {
		t.stage(func(b *books) { b.seen = max(b.seen, r.final) })
		return nil
	})
}

func (r *turn) lease() error {
	var epoch int64
	err := r.w.db.write(r.proc, func(t *txn) error {
		k, err := t.keys[r.key].Lease(fmt.Sprint("process ", r.id), r.epochs[r.key], t.now, leaseTTL)
		if err != nil {
			r.w.did("lease refused")
			return err
		}
		epoch = k.Epoch
		t.saveKey(r.key, k)
		return nil
	})
	if err != nil {
		return err
	}
	r.w.did("lease")
	r.epochs[r.key] = epoch
	return nil
}

// fenced writes under the lease and reads the open intents again.
func (r *turn) fenced(fn func(t *txn) error) error {
	epoch := r.epochs[r.key]
	err := r.w.db.write(r.proc, func(t *txn) error {
		if err := t.keys[r.key].Fence(epoch); err != nil && !r.w.o.Break.NoFence {
			r.w.did("fenced")
			return err
		}
		t.stage(func(b *books) {
			if epoch < b.fence[r.key] {
				r.w.fail("I13: epoch %d writes after epoch %d", epoch, b.fence[r.key])
			}
			b.fence[r.key] = epoch
		})
		return fn(t)
	})
	if err != nil {
		return err
	}
	r.open = r.w.db.read(r.proc).open(r.key)
	return nil
}

func (r *turn) confirm() error {
	if len(r.open) == 0 {
		return nil
	}
	sights, err := r.sights()
	if err != nil {
		return err
	}
	verdicts, moved := make([]lifecycle.Verdict, len(r.open)), false
	for i, v := range r.open {
		verdicts[i] = lifecycle.Step(lifecycle.Confirm, lifecycle.View{State: v.State, Nonce: v.nonce(), Observation: sights[i]}).Verdict
		moved = moved || len(verdicts[i].Events) > 0 || lifecycle.Changes(&v.TxIntent, verdicts[i], sights[i].Included)
		r.suspects[suspect{v.ID, v.nonce()}] = verdicts[i].Suspicion
	}
	if !moved {
		return nil
	}
	open := r.open
	return r.fenced(func(t *txn) error {
		for i, v := range open {
			if err := r.apply(t, v.intent, verdicts[i], sights[i].Included); err != nil {
				return err
			}
		}
		return nil
	})
}

// apply writes one verdict; what is final is booked in the same transaction.
func (r *turn) apply(t *txn, row intent, v lifecycle.Verdict, in *lifecycle.Inclusion) error {
	blind := r.w.o.Break.NoFence
	changed := lifecycle.Changes(&row.TxIntent, v, in)
	lifecycle.Record(&row.TxIntent, v, in)
	if len(v.Events) == 0 && changed {
		return t.update(&row, blind)
	}
	for _, e := range v.Events {
		if err := t.move(&row, e, blind); err != nil {
			return err
		}
		r.w.did("transaction " + e)
		r.w.note("process %d: intent %d %s nonce %d: %s", r.id, row.ID, row.act.kind, *row.Nonce, v.Reason)
	}
	if row.State == models.TxFinal && row.act.kind == "transfer" {
		return t.post(fmt.Sprint("transfer:", row.act.to), row.act.value)
	}
	return nil
}

func (r *turn) sights() ([]lifecycle.Observation, error) {
	finalNonce := uint64(0)
	if !r.behind {
		n, err := r.nonceAt(r.key, r.final)
		if err != nil {
			return nil, err
		}
		finalNonce = n
	}
	var txs []*transaction
	for _, v := range r.open {
		for _, a := range v.tries {
			txs = append(txs, a.tx)
		}
	}
	receipts, err := r.receipts(txs)
	if err != nil {
		return nil, err
	}
	canonical := map[uint64]common.Hash{}
	out := make([]lifecycle.Observation, len(r.open))
	for i, v := range r.open {
		out[i] = lifecycle.Observation{Final: r.final, FinalNonce: finalNonce, Suspicion: r.suspects[suspect{v.ID, v.nonce()}]}
		for j, a := range v.tries {
			in, err := r.inclusion(a.tx, receipts[j], canonical)
			if err != nil {
				return nil, err
			}
			if in != nil {
				out[i].Included = in
			}
		}
		receipts = receipts[len(v.tries):]
	}
	return out, nil
}

func (r *turn) inclusion(t *transaction, got *receipt, canonical map[uint64]common.Hash) (*lifecycle.Inclusion, error) {
	if got == nil {
		return nil, nil
	}
	hash, known := canonical[got.block]
	if !known {
		h, err := r.header(got.block)
		if err != nil {
			return nil, err
		}
		hash, canonical[got.block] = h, h
	}
	status := types.ReceiptStatusFailed
	if got.ok {
		status = types.ReceiptStatusSuccessful
	}
	return lifecycle.Believe(&types.Receipt{
		TxHash: t.hash, BlockNumber: new(big.Int).SetUint64(got.block), BlockHash: got.hash, Status: status, GasUsed: gas,
	}, t.hash, hash, cancels(t)), nil
}

func (r *turn) replace() error {
	type raise struct {
		row  intent
		next try
	}
	var made []raise
	lowest, spare := true, uint64(r.w.db.disk.keys[r.key].NextNonce)
	for _, v := range r.open {
		if v.State == models.TxMined {
			continue
		}
		if next := r.rebid(v, lowest, spare); next != nil {
			made = append(made, raise{v.intent, *next})
			spare++
		}
		lowest = false
	}
	if len(made) == 0 {
		return nil
	}
	r.pause()
	return r.fenced(func(t *txn) error {
		for _, m := range made {
			row := m.row
			row.Request = ""
			if r.w.o.Break.NewNonce {
				n := int64(m.next.tx.nonce)
				row.Nonce = &n
				k := t.keys[r.key]
				k.NextNonce = n + 1
				t.saveKey(r.key, k)
			}
			if err := t.update(&row, r.w.o.Break.NoFence); err != nil {
				return err
			}
			t.insertTry(row.ID, m.next)
			r.w.did("replace")
		}
		return nil
	})
}

// rebid signs a replacement, if the production rule wants one.
func (r *turn) rebid(v *view, lowest bool, spare uint64) *try {
	newest := v.newest()
	push := lifecycle.Step(lifecycle.Replace, lifecycle.View{State: v.State, Pressure: lifecycle.Pressure{
		Lowest: lowest, Underpaid: newest.tx.fees().Cap.Less(r.market.Base),
		Overdue: newest.FirstSentAt != nil && r.w.now.Sub(*newest.FirstSentAt) >= bumpAfter,
		Unsent:  newest.FirstSentAt == nil, Cancelling: cancels(newest.tx), Request: v.Request,
	}}).Bid
	if push == lifecycle.KeepBid {
		return nil
	}
	fees, err := r.w.fees.Replace(newest.tx.fees(), r.market)
	if err != nil {
		return nil // the cap; it waits
	}
	a := v.act
	if push == lifecycle.CancelBid || cancels(newest.tx) {
		a = act{kind: "cancel"}
	}
	nonce := v.nonce()
	if r.w.o.Break.NewNonce {
		nonce = spare
	}
	return r.newTry(v.ID, newest.N+1, r.w.sign(r.key, nonce, fees, a))
}

func (r *turn) newTry(id, n int64, t *transaction) *try {
	return &try{TxAttempt: models.TxAttempt{IntentID: id, N: n, Hash: models.H(t.hash)}, tx: t}
}

func (r *turn) prepare() error {
	b := r.w.db.read(r.proc)
	key := b.keys[r.key]
	if key.Paused != "" {
		return nil
	}
	mined, err := r.nonceAt(r.key, latest)
	if err != nil || mined > uint64(key.NextNonce) {
		return err // a stranger: a person decides
	}
	bid, err := r.w.fees.First(r.market)
	if err != nil {
		return err
	}
	states := make([]string, len(r.open))
	for i, v := range r.open {
		states[i] = v.State
	}
	made, err := r.signReady(b.intents, lifecycle.Slots(window, states), uint64(key.NextNonce), bid)
	if err != nil || len(made) == 0 {
		return err
	}
	r.pause()
	return r.fenced(func(t *txn) error {
		k := t.keys[r.key]
		for _, m := range made {
			if err := r.storeFirst(t, &k, m); err != nil {
				return err
			}
		}
		t.saveKey(r.key, k)
		return nil
	})
}

// fresh is signed and not stored.
type fresh struct {
	row  intent
	next try
}

func (r *turn) signReady(rows []*intent, slots int, nonce uint64, bid chain.Fees) ([]fresh, error) {
	var made []fresh
	for _, row := range rows {
		if keyOf(row) != r.key || !lifecycle.Step(lifecycle.Prepare, lifecycle.View{State: row.State, Slots: slots - len(made)}).Sign {
			continue
		}
		if ok, err := r.would(row.act); err != nil {
			return nil, err
		} else if !ok {
			r.w.did("blocked")
			continue
		}
		if row.State != r.w.db.disk.intents[row.ID-1].State {
			continue // it was dropped meanwhile; the store would refuse it
		}
		tries := r.w.db.disk.tries[row.ID]
		t := r.w.sign(r.key, nonce, bid, row.act)
		if r.w.o.Break.SendFirst {
			_ = r.submit(t)
		}
		made = append(made, fresh{*row, *r.newTry(row.ID, int64(len(tries)+1), t)})
		nonce++
	}
	return made, nil
}

func (r *turn) storeFirst(t *txn, k *models.KeyState, m fresh) error {
	if err := k.TakeNonce(m.next.tx.nonce); err != nil {
		return err
	}
	row, nonce := m.row, int64(m.next.tx.nonce)
	row.Nonce = &nonce
	if err := t.move(&row, "sign", r.w.o.Break.NoFence); err != nil {
		return err
	}
	t.insertTry(row.ID, m.next)
	r.w.did("sign")
	r.w.note("process %d signs %s", r.id, m.next.tx)
	return nil
}

func (r *turn) broadcast() error {
	type sending struct {
		v     *view
		reply lifecycle.Reply
	}
	var sent []sending
	for _, v := range r.open {
		newest := v.newest()
		if !lifecycle.Step(lifecycle.Broadcast, lifecycle.View{State: v.State, Due: r.due(newest)}).Send {
			continue
		}
		err := r.submit(newest.tx)
		r.sent[newest.tx.hash] = lastSent{r.head, r.w.now}
		sent = append(sent, sending{v, lifecycle.JudgeReply(err)})
		if errors.Is(err, errLine) && r.w.rnd.IntN(3) == 0 {
			break // no endpoint answers
		}
	}
	if len(sent) == 0 {
		return nil
	}
	return r.fenced(func(t *txn) error {
		for _, x := range sent {
			row, a := x.v.intent, *x.v.newest()
			if a.FirstSentAt == nil {
				a.FirstSentAt = &t.now
			}
			a.SentCount++
			t.stage(func(b *books) { b.saveTry(a) })
			if e := lifecycle.AfterSend(row.State, x.reply); e != "" {
				if err := t.move(&row, e, r.w.o.Break.NoFence); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func (b *books) saveTry(a try) {
	for i, old := range b.tries[a.IntentID] {
		if old.tx == a.tx {
			b.tries[a.IntentID][i] = a
		}
	}
}

// due limits rebroadcasts as the sender does.
func (r *turn) due(a *try) bool {
	last, known := r.sent[a.tx.hash]
	return !known || a.FirstSentAt == nil || last.head != r.head || r.w.now.Sub(last.at).Seconds() >= 10
}
