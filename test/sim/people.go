package sim

import (
	"slices"

	"makewhole/models"
)

// people look after the outbox once a minute: they queue again what ended
// without effect, drop what has become pointless, adopt a nonce that a stranger
// used, and now and then ask for something.
func (w *world) people() {
	b := w.db.disk
	t := &txn{books: b, now: w.now, base: map[int64]int64{}}
	for _, old := range b.intents {
		row := *old
		w.help(t, &row)
	}
	for k := range b.keys {
		w.adopt(t, k)
	}
	for _, write := range t.writes {
		write(b)
	}
}

func (w *world) help(t *txn, row *intent) {
	pointless := t.batch == models.SettlementCancelled && row.act.kind != "transfer"
	switch {
	case row.State == models.TxApproved && pointless:
		w.must(t.move(row, "drop", false))
		w.did("drop")
	case slices.Contains(endedStates, row.State) && !pointless:
		row.Nonce, row.TxHash, row.BlockNumber, row.BlockHash, row.GasUsed = nil, nil, nil, nil, nil
		row.Blocked, row.Request = "", ""
		w.must(t.move(row, "requeue", false))
		w.did("requeue")
	case (row.State == models.TxSigned || row.State == models.TxBroadcast) && w.chance(8):
		row.Request = []string{"bump", "cancel"}[w.rnd.IntN(2)]
		w.must(t.update(row, false))
		w.did("request " + row.Request)
	}
}

// adopt takes the chain's count over when nothing of the key is open and head
// and final height agree.
func (w *world) adopt(t *txn, k int) {
	key := t.keys[k]
	final, head := w.fork.atFinal().nonces[k], w.fork.now().nonces[k]
	if final != head || w.fork.pool[k][head] != nil || int64(final) <= key.NextNonce || len(t.open(k)) > 0 {
		return
	}
	key.NextNonce = int64(final)
	t.saveKey(k, key)
	w.did("adopt nonce")
}
