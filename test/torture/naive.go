package main

import (
	"context"
	"errors"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/money"
)

// naive is the sender that everybody writes first: ask the node for the next
// nonce, sign, send, and write down that it was sent. Its book survives crashes;
// what it does wrong is the order, the fresh nonce of a retry, and the trust in
// one receipt. It runs in the same world under the same faults.
type naive struct {
	*world
	line *line
	book []naiveEntry
}

type naiveEntry struct {
	tx   *types.Transaction
	done bool
}

// naiveLeg is the proof that the harness can fail: it must find double payments.
func naiveLeg(ctx context.Context, seed uint64, n int) (row, error) {
	w, err := newWorld(ctx, seeded(seed, 1))
	if err != nil {
		return row{}, err
	}
	defer w.close()
	s := &naive{world: w, book: make([]naiveEntry, n)}
	s.line = &line{Node: w.client, w: w, rnd: seeded(seed, 2), perMille: faultChance}
	if err := s.suffer(ctx); err != nil {
		return row{}, err
	}
	s.line.perMille = 0
	for range 2*reorgMax + finality {
		w.seal()
	}
	accounts, amounts := payees(n)
	got, err := balances(ctx, w.node.RPC(), accounts)
	if err != nil {
		return row{}, err
	}
	r := row{operations: n, counts: w.stats, verdict: balanceVerdict(got, amounts), control: true}
	if r.doubles == 0 {
		r.violation("the harness does not see that the naive sender pays twice")
	}
	r.note = fmt.Sprintf("naive sender: %.1f %% paid twice", 100*float64(r.doubles)/float64(n))
	return r, nil
}

func (s *naive) suffer(ctx context.Context) error {
	for round := 0; ; round++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		if s.rnd.IntN(1000) < reorgChance {
			if err := s.reorg(ctx); err != nil {
				return err
			}
		}
		if s.rnd.IntN(1000) < dropChance {
			s.drop()
		}
		if s.round(ctx) {
			return nil
		}
		s.line.deliver(ctx)
		s.seal()
		if round > 100*len(s.book)+1000 {
			return errors.New("the naive sender does not get done")
		}
	}
}

// round pays up to a window of entries and reports that all are done.
func (s *naive) round(ctx context.Context) bool {
	const window = 16
	open := 0
	for i := range s.book {
		if s.book[i].done || open == window {
			continue
		}
		open++
		if err := s.pay(ctx, i); errors.Is(err, errCrash) {
			s.stats.one("crash")
			return false
		}
	}
	return open == 0
}

// pay sends an entry, or believes the receipt of what it sent. A transaction
// without a receipt counts as lost and is sent again.
func (s *naive) pay(ctx context.Context, i int) error {
	e := &s.book[i]
	if e.tx != nil {
		got, err := s.line.NonceAt(ctx, s.key.Address(), nil)
		if err != nil || got <= e.tx.Nonce() {
			return err // still pending, it thinks
		}
		r, err := s.client.Receipts(ctx, []hash{e.tx.Hash()})
		if err != nil {
			return err
		}
		if e.done = r[0] != nil; !e.done {
			e.tx = nil
		}
		return s.crash()
	}
	nonce, err := s.client.PendingNonceAt(ctx, s.key.Address())
	if err != nil {
		return err
	}
	to := receiver(i)
	tx, err := s.key.SignTx(ctx, types.NewTx(&types.DynamicFeeTx{
		ChainID: big.NewInt(chainID), Nonce: nonce, GasTipCap: big.NewInt(1e9), GasFeeCap: big.NewInt(100e9), Gas: 21_000,
		To: &to, Value: due(i).Big(),
	}), chainID)
	if err != nil {
		return err
	}
	raw, err := tx.MarshalBinary()
	if err != nil {
		return err
	}
	if err := s.line.SendRaw(ctx, raw); err != nil {
		return err // it failed, so it thinks, and will be tried again
	}
	if err := s.crash(); err != nil {
		return err // before the hash was written down
	}
	e.tx = tx
	return nil
}

// crash forgets what is not in the book.
func (s *naive) crash() error {
	if s.rnd.IntN(1000) < crashChance {
		return errCrash
	}
	return nil
}

// payees are the receivers of n payments and what each is due.
func payees(n int) ([]address, func(int) money.Amount) {
	out := make([]address, n)
	for i := range out {
		out[i] = receiver(i)
	}
	return out, due
}
