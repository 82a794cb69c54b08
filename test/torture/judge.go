package main

import (
	"context"
	"fmt"

	"makewhole/models"
	"makewhole/money"
)

// verdict is what the balances of the chain say.
type verdict struct {
	paid, doubles, losses int
}

// balanceVerdict compares the coins of n receivers with what they are due.
func balanceVerdict(got []money.Amount, due func(int) money.Amount) (v verdict) {
	for i, have := range got {
		switch want := due(i); {
		case want.Less(have):
			v.doubles++
		case have.Less(want):
			v.losses++
		default:
			v.paid++
		}
	}
	return v
}

// outboxFaults must all have happened in a run of the outbox.
var outboxFaults = []string{
	"crash", "lease stolen", "block inside a round", "rounds", "runs of several rounds", "fenced", "mempool drop", "fee spike", "replaced", "operator bump", "receipts lost to reorg",
	"reorg depth 1", "reorg depth 2", "reorg depth 3", "reorg same tx returns", "reorg other tx returns", "reorg no tx returns",
	lostRequest, lostReply, duplicated, delayed, lagging, refused, swallowed,
}

// judge reads the balances of the chain and then holds the books against them.
func (o *outboxRun) judge(ctx context.Context) (row, error) {
	r := row{operations: o.n, counts: o.stats}
	accounts, amounts := payees(o.n)
	got, err := balances(ctx, o.node.RPC(), accounts)
	if err != nil {
		return r, err
	}
	r.verdict = balanceVerdict(got, amounts)
	final, err := o.final(ctx)
	if err != nil {
		return r, err
	}
	if final != o.n {
		r.violation("%d of %d intents are final in the books", final, o.n)
	}
	nonce, err := o.client.NonceAt(ctx, o.key.Address(), nil)
	if err != nil {
		return r, err
	}
	if nonce != uint64(o.n) {
		r.violation("the chain counts %d transactions of the key for %d intents", nonce, o.n)
	}
	for text, n := range o.odd {
		r.violation("%d times: unexpected error: %s", n, text)
	}
	if o.n >= demanding {
		for _, kind := range o.stats.never(outboxFaults...) {
			r.violation("%s never happened", kind)
		}
	}
	return r, nil
}

// final counts the intents that the books call final.
func (o *outboxRun) final(ctx context.Context) (n int, err error) {
	err = o.peers[0].db.Read(ctx, func(tx *models.Tx) error {
		for p := (models.Page{Limit: 200}); ; {
			rows, err := tx.Intents(models.IntentFilter{State: models.TxFinal}, p)
			if err != nil || len(rows) == 0 {
				return err
			}
			n += len(rows)
			p.After = rows[len(rows)-1].ID
		}
	})
	return n, err
}

// row is one line of the table.
type row struct {
	verdict
	leg        string
	seed       uint64
	operations int
	seconds    float64
	counts     *stats
	note       string
	control    bool // a sender that is broken on purpose: its doubles are wanted
	broken     []string
}

func (r *row) violation(format string, args ...any) {
	r.broken = append(r.broken, fmt.Sprintf(format, args...))
}
