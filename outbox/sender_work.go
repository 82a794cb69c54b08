package outbox

import (
	"context"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/intents"
	"makewhole/models"
)

// work is what the store says a key has to do.
type work struct {
	open       []*open           // with a nonce, not final, lowest first
	doubtful   []models.TxIntent // ended without proof
	ready      []models.TxIntent // approved and due, oldest first
	unverified map[int64]bool    // of ready: publications nobody has verified
	refused    []models.TxIntent // approved and due, but their kinds do not allow them
	frozen     bool              // settlement is stopped
	why        string            // it was stopped, the last time
}

// reload reads the work of the key again.
func (s *Sender) reload(ctx context.Context, k *keyRound) error {
	return s.DB.Read(ctx, func(tx *models.Tx) error { return s.readWork(tx, k) })
}

func (s *Sender) readWork(tx *models.Tx, k *keyRound) (err error) {
	chainID, addr := int64(s.ChainID), k.signer.Address()
	w := work{unverified: map[int64]bool{}}
	if w.open, err = loadOpen(tx, chainID, addr); err != nil {
		return err
	}
	w.doubtful, err = tx.DoubtfulIntents(chainID, addr, recheckMost)
	if err != nil {
		return err
	}
	if w.frozen, w.why, err = tx.Frozen(); err != nil {
		return err
	}
	if w.ready, err = s.readReady(tx, addr, w.frozen); err != nil {
		return err
	}
	if err := w.permit(tx, s.ChainID, s.Responder); err != nil {
		return err
	}
	for _, r := range w.ready {
		if !needsVerification(&r) {
			continue
		}
		verified, err := tx.PublicationVerified(r.RefID)
		if err != nil {
			return err
		}
		w.unverified[r.ID] = !verified
	}
	k.work = w
	return nil
}

// permit takes out of the ready intents what their kinds do not allow.
func (w *work) permit(tx *models.Tx, chainID uint64, responder common.Address) error {
	if len(w.ready) == 0 {
		return nil
	}
	known, err := tx.ContractsOn(int64(chainID))
	if err != nil {
		return err
	}
	w.ready = slices.DeleteFunc(w.ready, func(r models.TxIntent) bool {
		err := permitKey(&r, responder)
		if err == nil {
			err = permit(&r, known, chainID)
		}
		if err == nil {
			err = permitTerm(&r, tx.Now)
		}
		if err != nil {
			r.Blocked = brief(err.Error(), 300)
			w.refused = append(w.refused, r)
		}
		return err != nil
	})
	return nil
}

// readReady lists what may be signed now, oldest first: half a window more than fits, so
// that an intent that is blocked does not leave a gap. Kinds that go last come behind the
// others, and while settlement is frozen its intents, so that they do not stop them.
func (s *Sender) readReady(tx *models.Tx, addr common.Address, frozen bool) ([]models.TxIntent, error) {
	behind := intents.Behind(frozen)
	ready, err := s.readyOf(tx, addr, models.Which{Not: behind})
	if err != nil {
		return nil, err
	}
	last, err := s.readyOf(tx, addr, models.Which{Only: behind})
	return append(ready, last...), err
}

// readyOf puts half a window of what is new before half a window of what was blocked the
// last time, and then the rest of what is new: neither keeps the other from the chain.
func (s *Sender) readyOf(tx *models.Tx, addr common.Address, w models.Which) ([]models.TxIntent, error) {
	w.Fresh = true
	fresh, err := tx.ReadyIntents(int64(s.ChainID), addr, s.Window, w)
	if err != nil {
		return nil, err
	}
	w.Fresh, w.Blocked = false, true
	blocked, err := tx.ReadyIntents(int64(s.ChainID), addr, s.Window/2+1, w)
	return slices.Insert(fresh, min(len(fresh), s.Window/2), blocked...), err
}

func loadOpen(tx *models.Tx, chainID int64, sender common.Address) ([]*open, error) {
	rows, err := tx.OpenIntents(chainID, sender)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	ids := make([]int64, len(rows))
	for i := range rows {
		ids[i] = rows[i].ID
	}
	attempts, err := tx.Attempts(ids...)
	if err != nil {
		return nil, err
	}
	return opened(rows, attempts)
}

// strangers reports intents whose sender we cannot sign for.
func (s *Sender) strangers(ctx context.Context, r *round) error {
	return s.DB.Read(ctx, func(tx *models.Tx) error {
		addrs, err := tx.WaitingSenders(int64(s.ChainID))
		for _, a := range addrs {
			if s.signer(a) == nil {
				r.alarm(AlarmNoKey, a.Hex(), "%v", ErrNoKey)
			}
		}
		return err
	})
}
