package chain

import (
	"context"
	"errors"
	"fmt"
	"time"

	"makewhole/models"
)

// resendAfter is when the same bytes are sent again though no block came.
const resendAfter = 10 * time.Second

// recordTime bounds the record of what was sent, which is written even when the
// round is being stopped.
const recordTime = 5 * time.Second

// sending is the outcome of one broadcast.
type sending struct {
	o     *open
	reply Reply
	err   error
}

// lastSent remembers when bytes went out last; a restart only sends more.
type lastSent struct {
	head uint64
	at   time.Time
}

// broadcast sends the newest attempt of every nonce that waits, lowest first.
// The node's answers are written down and change nothing but "a node may have
// it".
func (s *Sender) broadcast(ctx context.Context, k *keyRound) error {
	var sent []sending
	for _, o := range k.open {
		if ctx.Err() != nil {
			break
		}
		if !Step(Broadcast, View{State: o.row.State, Due: s.due(k, o)}).Send {
			continue
		}
		if err := s.at("before send"); err != nil {
			return err
		}
		err := s.Node.SendRaw(ctx, o.newest().row.Raw)
		s.sent[o.newest().row.Hash.Hash] = lastSent{k.head, s.Now()}
		if hookErr := s.at("after send"); hookErr != nil {
			return hookErr
		}
		sent = append(sent, sending{o, JudgeReply(err), err})
		if errors.Is(err, ErrNoNode) {
			break // no endpoint: the others would only wait for their timeouts
		}
	}
	if len(sent) == 0 {
		return nil
	}
	k.Sent += len(sent)
	long, cancel := context.WithTimeout(context.WithoutCancel(ctx), recordTime)
	defer cancel()
	if err := s.recordSent(long, k, sent); err != nil {
		return fmt.Errorf("record broadcasts: %w", err)
	}
	s.alarmReplies(k, sent)
	return s.at("recorded")
}

// due limits rebroadcasts to one per block or ten seconds.
func (s *Sender) due(k *keyRound, o *open) bool {
	last, known := s.sent[o.newest().row.Hash.Hash]
	return !known || o.newest().row.FirstSentAt == nil || last.head != k.head || s.Now().Sub(last.at) >= resendAfter
}

func (s *Sender) recordSent(ctx context.Context, k *keyRound, sent []sending) error {
	return s.fencedTx(ctx, k, func(tx *models.Tx, _ *models.KeyState) error {
		var clean []models.Hash
		var steps []models.Step[models.TxIntent]
		for _, x := range sent {
			row, a := x.o.row, x.o.newest().row
			if event := AfterSend(row.State, x.reply); event != "" {
				steps = append(steps, models.Step[models.TxIntent]{Was: &x.o.row, Row: &row, Events: []string{event}, Reason: a.Hash.Hex()})
			}
			if x.err == nil {
				clean = append(clean, a.Hash)
				continue
			}
			if err := tx.MarkSent(cut(x.err.Error(), 300), a.Hash); err != nil {
				return err
			}
		}
		if err := tx.MarkSent("", clean...); err != nil {
			return err
		}
		return models.MoveAll(tx, transaction, steps, s.actor())
	})
}

func (s *Sender) alarmReplies(k *keyRound, sent []sending) {
	for _, x := range sent {
		switch x.reply {
		case ReplyOut:
		case ReplyRefused:
			k.alarm(AlarmRefused, x.o.row.PublicID, "%v", x.err)
		case ReplyNoFunds:
			k.alarm(AlarmFunds, k.signer.Address().Hex(), "%s: %v", x.o.row.PublicID, x.err)
		}
	}
}
