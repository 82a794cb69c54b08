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
	err = s.fencedTx(ctx, k, func(tx *models.Tx, _ *models.KeyState) error {
		return s.apply(tx, k.open, verdicts, sights)
	})
	if err != nil {
		return fmt.Errorf("record receipts: %w", err)
	}
	s.announce(k, verdicts)
	if err := s.at("confirmed"); err != nil {
		return err
	}
	return s.reload(ctx, k)
}

// sights reads nonces and receipts.
func (s *Sender) sights(ctx context.Context, k *keyRound) ([]Sight, error) {
	finalNonce, err := s.finalNonce(ctx, k)
	if err != nil {
		return nil, err
	}
	var hashes []common.Hash
	for _, o := range k.open {
		for _, a := range o.attempts {
			hashes = append(hashes, a.row.Hash.Hash)
		}
	}
	receipts, err := s.Node.Receipts(ctx, hashes)
	if err != nil {
		return nil, fmt.Errorf("read receipts: %w", err)
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

// apply writes the verdicts in one transaction. Rows are copied, because the
// transaction may run again.
func (s *Sender) apply(tx *models.Tx, opens []*open, verdicts []Verdict, sights []Sight) error {
	rows := make([]models.TxIntent, len(opens))
	cols := make([][]string, len(opens))
	most := 0
	for i, o := range opens {
		v, in := verdicts[i], sights[i].seen()
		rows[i], most = o.row, max(most, len(v.Events))
		cols[i] = Record(&rows[i], v, in)
		if len(v.Events) == 0 && Changes(&o.row, v, in) {
			if err := models.Update(tx, &rows[i], cols[i]...); err != nil {
				return err
			}
		}
	}
	for n := range most { // the n-th step of every row that has one
		var steps []models.Step[models.TxIntent]
		for i, v := range verdicts {
			if n < len(v.Events) {
				steps = append(steps, models.Step[models.TxIntent]{Row: &rows[i], Event: v.Events[n], Reason: v.Reason, Cols: cols[i]})
			}
		}
		if err := models.MoveAll(tx, transaction, steps, s.actor()); err != nil {
			return err
		}
	}
	return nil
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
