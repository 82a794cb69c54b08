package chain

import (
	"context"
	"errors"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/models"
)

// confirm asks the chain about every open intent and records what it says.
func (s *Sender) confirm(ctx context.Context, k *keyRound) error {
	if len(k.open) == 0 {
		return nil
	}
	sights, err := s.sights(ctx, k)
	if errors.Is(err, ErrIndexing) {
		k.unsure = true
		return nil
	}
	if err != nil {
		return err
	}
	verdicts, err := s.judge(ctx, k, sights)
	if err != nil {
		return err
	}
	moved := false
	for i, o := range k.open {
		moved = moved || len(verdicts[i].Events) > 0 || Changes(&o.row, verdicts[i], sights[i].Included)
		s.suspect(o, verdicts[i].Suspicion)
	}
	if err := s.at("judged"); err != nil || !moved {
		return err
	}
	var rows []models.TxIntent
	err = s.fencedTx(ctx, k, func(tx *models.Tx, _ *models.KeyState) (err error) {
		rows, err = s.apply(tx, k.open, verdicts, sights)
		return err
	})
	if err != nil {
		return fmt.Errorf("record receipts: %w", err)
	}
	s.announce(k, verdicts)
	k.sort(rows)
	return s.at("confirmed")
}

// sort puts the open intents where their new states belong. rows are theirs.
func (w *work) sort(rows []models.TxIntent) {
	var left []*open
	for i, row := range rows {
		switch row.State {
		case models.TxSigned, models.TxBroadcast, models.TxMined:
			left = append(left, &open{row: row, attempts: w.open[i].attempts})
		case models.TxUnproven, models.TxReplaced:
			w.doubtful = append(w.doubtful, row)
		}
	}
	w.open = left
}

// sights reads nonces and receipts.
func (s *Sender) sights(ctx context.Context, k *keyRound) ([]Sight, error) {
	var hashes []common.Hash
	for _, o := range k.open {
		for _, a := range o.attempts {
			hashes = append(hashes, a.row.Hash.Hash)
		}
	}
	var finalNonce uint64
	var receipts []*types.Receipt
	err := s.together(ctx, func(ctx context.Context) (err error) {
		finalNonce, err = s.finalNonce(ctx, k)
		return err
	}, func(ctx context.Context) (err error) {
		if receipts, err = s.Node.Receipts(ctx, hashes); err != nil {
			err = fmt.Errorf("read receipts: %w", err)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	canonical := map[uint64]common.Hash{}
	out := make([]Sight, len(k.open))
	for i, o := range k.open {
		out[i] = Sight{Final: k.final.Number.Uint64(), FinalNonce: finalNonce, Suspicion: s.suspects[suspect{o.row.ID, o.nonce()}]}
		for j, a := range o.attempts {
			in, err := s.inclusion(ctx, a, receipts[j], canonical)
			if err != nil {
				return nil, err
			}
			if in != nil {
				out[i].Included, o.logs = in, receipts[j].Logs
			}
		}
		receipts = receipts[len(o.attempts):]
	}
	return out, nil
}

// inclusion believes a receipt only if its block is the canonical one at its
// height.
func (s *Sender) inclusion(ctx context.Context, a signed, r *types.Receipt, canonical map[uint64]common.Hash) (*Inclusion, error) {
	if r == nil || r.TxHash != a.row.Hash.Hash || r.BlockNumber == nil {
		return nil, nil
	}
	n := r.BlockNumber.Uint64()
	hash, known := canonical[n]
	if !known {
		h, err := s.Node.HeaderByNumber(ctx, new(big.Int).SetUint64(n))
		if err != nil && !isNotFound(err) {
			return nil, fmt.Errorf("read block %d: %w", n, err)
		}
		if err == nil {
			hash = h.Hash()
		}
		canonical[n] = hash
	}
	return Believe(r, a.row.Hash.Hash, hash, !a.same), nil
}

// apply writes the verdicts in one transaction and returns the rows as they are
// then. The open intents keep theirs, because the transaction may run again.
func (s *Sender) apply(tx *models.Tx, opens []*open, verdicts []Verdict, sights []Sight) ([]models.TxIntent, error) {
	rows := make([]models.TxIntent, len(opens))
	var steps []models.Step[models.TxIntent]
	for i, o := range opens {
		v, in := verdicts[i], sights[i].seen()
		rows[i] = o.row
		if len(v.Events) == 0 && !Changes(&o.row, v, in) {
			continue
		}
		cols := Record(&rows[i], v, in)
		if len(v.Events) > 0 {
			steps = append(steps, models.Step[models.TxIntent]{Was: &o.row, Row: &rows[i], Events: v.Events, Reason: v.Reason, Cols: cols})
		} else if err := models.Update(tx, &rows[i], cols...); err != nil {
			return nil, err
		}
	}
	return rows, models.MoveAll(tx, transaction, steps, s.actor())
}

// announce counts, logs and alarms after the commit.
func (s *Sender) announce(k *keyRound, verdicts []Verdict) {
	for i, v := range verdicts {
		row := &k.open[i].row
		k.count(v.Events)
		for _, e := range v.Events {
			s.Log.Info("transaction", "id", row.PublicID, "kind", row.Kind, "event", e, "reason", v.Reason)
			switch e {
			case evForeign:
				k.alarm(AlarmForeign, row.PublicID, "%s", v.Reason)
			case evRevert:
				k.alarm(AlarmReverted, row.PublicID, "%s", v.Reason)
			case evRecover:
				k.alarm(AlarmRecovered, row.PublicID, "%s", v.Reason)
			}
		}
	}
}

// suspect is one nonce of one intent: what was suspected of the nonce before it
// says nothing about the next.
type suspect struct {
	id    int64
	nonce uint64
}

func (s *Sender) suspect(o *open, rounds int) {
	k := suspect{o.row.ID, o.nonce()}
	if rounds == 0 {
		delete(s.suspects, k)
		return
	}
	s.suspects[k] = rounds
}
