package outbox

import (
	"context"
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/chain"
	"makewhole/models"
)

// begin takes the key's lease and reads what the key has to do. A key without
// work and without a row is left alone: its first nonce is read when there is
// something to send. A lease of this process is renewed once half of it is over.
func (s *Sender) begin(ctx context.Context, k *keyRound) error {
	addr, held := k.signer.Address(), false
	err := s.DB.Read(ctx, func(tx *models.Tx) (err error) {
		if k.key, err = tx.KeyFor(int64(s.ChainID), addr); err != nil {
			return err
		}
		wall, err := tx.WallTime()
		if held = k.key.Holds(s.Owner, s.epochs[addr], wall.Add(s.LeaseTTL/2)); err != nil || !held {
			return err
		}
		return s.readWork(tx, k)
	})
	if errors.Is(err, models.ErrNotFound) {
		if ok, err := s.introduce(ctx, k.round, addr); err != nil || !ok {
			return err
		}
	} else if err != nil {
		return err
	}
	if !held {
		if err := s.lease(ctx, k); err != nil {
			return err
		}
	}
	if err := s.at("leased"); err != nil || held {
		return err
	}
	return s.reload(ctx, k)
}

// lease takes or renews the lease.
func (s *Sender) lease(ctx context.Context, k *keyRound) error {
	addr := k.signer.Address()
	err := s.DB.Tx(ctx, func(tx *models.Tx) (err error) {
		k.key, err = tx.LeaseKey(int64(s.ChainID), addr, s.Owner, s.epochs[addr], s.LeaseTTL)
		return err
	})
	if err == nil {
		s.epochs[addr] = k.key.Epoch
	}
	return err
}

// introduce records a new key with the chain's nonce. This is the only time the
// chain is asked for it. What the key sent before, perhaps under a store that
// was lost, is held against the intents that wait.
func (s *Sender) introduce(ctx context.Context, r *round, addr common.Address) (bool, error) {
	var work []models.TxIntent
	err := s.DB.Read(ctx, func(tx *models.Tx) (err error) {
		work, err = tx.ReadyIntents(int64(s.ChainID), addr, 1, models.Which{})
		return err
	})
	if err != nil || len(work) == 0 {
		return false, err
	}
	mined, err := s.Node.NonceAt(ctx, addr, nil)
	if err != nil {
		return false, fmt.Errorf("read first nonce: %w", err)
	}
	pending, err := s.Node.PendingNonceAt(ctx, addr)
	if err != nil {
		return false, fmt.Errorf("read first nonce: %w", err)
	}
	if pending != mined {
		return false, fmt.Errorf("read first nonce: %d transactions from elsewhere are pending, try later", pending-mined)
	}
	past, err := s.past(ctx, r, addr, mined)
	if err != nil {
		return false, err
	}
	return true, s.DB.Tx(ctx, func(tx *models.Tx) error {
		if _, err := tx.EnsureKey(int64(s.ChainID), addr, mined); err != nil {
			return err
		}
		for _, x := range past {
			if _, _, err := s.attribute(tx, addr, x); err != nil {
				return err
			}
		}
		return nil
	})
}

// pastMost is how many old transactions of a new key are looked at.
const pastMost = 256

// past reads the newest transactions of a key we have no record of.
func (s *Sender) past(ctx context.Context, r *round, addr common.Address, mined uint64) ([]chain.Sent, error) {
	if mined == 0 {
		return nil, nil
	}
	final, err := s.Node.NonceAt(ctx, addr, r.final.Number)
	if err != nil {
		return nil, fmt.Errorf("read first nonce: %w", err)
	}
	if final < mined {
		return nil, fmt.Errorf("read first nonce: %d transactions from elsewhere are not final, try later", mined-final)
	}
	sent, err := s.history(ctx, r, addr, final-min(final, pastMost), final)
	if err != nil && ctx.Err() == nil {
		r.alarm(AlarmForeign, addr.Hex(), "the key was used before it was ours, and what for cannot be read: %v", err)
		return nil, nil
	}
	return sent, err
}

// fencedTx writes under the lease: somebody who took over makes it fail. The
// first one of a round also records the finalized block it draws conclusions
// from.
func (s *Sender) fencedTx(ctx context.Context, k *keyRound, fn func(tx *models.Tx, key *models.KeyState) error) error {
	err := s.DB.Tx(ctx, func(tx *models.Tx) error {
		key, err := tx.FencedKey(k.key.ID, k.key.Epoch)
		if err == nil && k.mark != nil {
			err = tx.AdvanceCursor(*k.mark)
		}
		if err != nil {
			return err
		}
		return fn(tx, &key)
	})
	if err == nil {
		k.mark = nil
	}
	return err
}

// keepMark records the finalized block when no other write of the round did.
func (s *Sender) keepMark(ctx context.Context, r *round) error {
	if r.mark == nil {
		return nil
	}
	return s.DB.Tx(ctx, func(tx *models.Tx) error { return tx.AdvanceCursor(*r.mark) })
}

// Release gives the leases back, so that another instance goes on at once. Call
// it after the last run returned (SIGTERM).
func (s *Sender) Release(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var errs []error
	for addr, epoch := range s.epochs {
		err := s.DB.Tx(ctx, func(tx *models.Tx) error {
			k, err := tx.KeyFor(int64(s.ChainID), addr)
			if err != nil {
				return err
			}
			return tx.ReleaseKey(k.ID, epoch)
		})
		if !errors.Is(err, models.ErrFenced) {
			errs = append(errs, err)
		}
		delete(s.epochs, addr)
	}
	return errors.Join(errs...)
}
