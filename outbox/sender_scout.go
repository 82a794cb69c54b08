package outbox

import (
	"context"
	"errors"
	"fmt"
	"maps"

	"makewhole/chain"
	"makewhole/models"
	"makewhole/money"
)

// scouting is what the node says before new transactions are signed: hints about
// the head, asked while the verdicts of the round are written down.
type scouting struct {
	mined, pending uint64       // transactions of the key at the head, and with the pool's
	balance        money.Amount // wei of the key
	sims           map[int64]simulation

	err    error
	done   chan struct{}
	cancel context.CancelFunc
}

// scout begins to ask, for as many ready intents as there will be slots. With
// Parallel 1 nothing happens beside anything else.
func (s *Sender) scout(ctx context.Context, k *keyRound, slots int) {
	rows := k.released()
	if rows = rows[:min(len(rows), slots)]; len(rows) == 0 || k.key.Paused != "" || s.Parallel == 1 {
		return
	}
	ctx, cancel := context.WithCancel(ctx)
	x := &scouting{done: make(chan struct{}), cancel: cancel}
	k.scouting = x
	go func() {
		defer close(x.done)
		x.err = s.ask(ctx, k.signer, x, rows)
	}()
}

// recall ends what scout began. Nothing of a round outlives it.
func (k *keyRound) recall() {
	if k.scouting != nil {
		k.scouting.cancel()
		<-k.scouting.done
	}
}

// scouted waits for the answers, or asks now.
func (s *Sender) scouted(ctx context.Context, k *keyRound) (*scouting, error) {
	if k.scouting == nil {
		k.scouting = &scouting{done: make(chan struct{}), cancel: func() {}}
		close(k.scouting.done)
		k.scouting.err = s.ask(ctx, k.signer, k.scouting, nil)
	}
	<-k.scouting.done
	return k.scouting, k.scouting.err
}

func (s *Sender) ask(ctx context.Context, signer Signer, x *scouting, rows []models.TxIntent) error {
	addr := signer.Address()
	return s.together(ctx, func(ctx context.Context) (err error) {
		if x.mined, err = s.Node.NonceAt(ctx, addr, nil); err != nil {
			err = fmt.Errorf("read nonce: %w", err)
		}
		return err
	}, func(ctx context.Context) (err error) {
		if x.pending, err = s.Node.PendingNonceAt(ctx, addr); err != nil {
			err = fmt.Errorf("read pending nonce: %w", err)
		}
		return err
	}, func(ctx context.Context) (err error) {
		if x.balance, err = s.Node.NativeBalance(ctx, addr, nil); err != nil {
			err = fmt.Errorf("read balance: %w", err)
		}
		return err
	}, func(ctx context.Context) (err error) {
		x.sims, err = s.simulateAll(ctx, rows)
		return err
	})
}

// simulation is what the node says about one intent.
type simulation struct {
	payload
	err error // the call would fail, or no block takes it
}

// simulations are those of some intents: asked before, or now.
func (s *Sender) simulations(ctx context.Context, k *keyRound, rows []models.TxIntent) (map[int64]simulation, error) {
	var missing []models.TxIntent
	for _, r := range rows {
		if _, ok := k.scouting.sims[r.ID]; !ok {
			missing = append(missing, r)
		}
	}
	if len(missing) == 0 {
		return k.scouting.sims, nil
	}
	more, err := s.simulateAll(ctx, missing)
	maps.Copy(more, k.scouting.sims)
	return more, err
}

// simulateAll runs the calls on the head, each by itself.
func (s *Sender) simulateAll(ctx context.Context, rows []models.TxIntent) (map[int64]simulation, error) {
	sims := make([]simulation, len(rows))
	calls := make([]func(context.Context) error, len(rows))
	for i := range rows {
		calls[i] = func(ctx context.Context) (err error) {
			sims[i].payload, err = s.simulate(ctx, &rows[i])
			if errors.Is(err, chain.ErrReverted) || errors.Is(err, ErrTooLarge) {
				sims[i].err, err = err, nil
			}
			return err
		}
	}
	err := s.together(ctx, calls...)
	out := make(map[int64]simulation, len(rows))
	for i, r := range rows {
		out[r.ID] = sims[i]
	}
	return out, err
}
