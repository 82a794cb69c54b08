package outbox

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/chain"
	"makewhole/models"
	"makewhole/outbox/lifecycle"
)

// resendAfter is when the same bytes are sent again though no block came.
const resendAfter = 10 * time.Second

// resendGap is how long the same bytes are not sent again though a block came.
const resendGap = time.Second

// recordTime bounds the record of what was sent, which is written even when the
// round is being stopped.
const recordTime = 5 * time.Second

// sending is the outcome of one broadcast.
type sending struct {
	o     *open
	reply lifecycle.Reply
	err   error
}

// complaint is what the endpoints had against it, as it is stored.
func (x *sending) complaint() string {
	if x.err == nil {
		return ""
	}
	return brief(x.err.Error(), 300)
}

// flight is what one key sent in a round and is not on record yet. A crash
// forgets it, which is as if the node had not been heard: what is signed may be
// out at any time.
type flight struct {
	k    *keyRound
	sent map[common.Hash]sending
}

// lastSent remembers when bytes went out last; a restart only sends more.
type lastSent struct {
	head uint64
	at   time.Time
}

// broadcast sends the newest attempt of every nonce that waits, lowest first.
// The node's answers are for the record and change nothing but "a node may have
// it": land writes them down, or the next round together with what it learns.
func (s *Sender) broadcast(ctx context.Context, k *keyRound) error {
	sent := map[common.Hash]sending{}
	for _, o := range k.open {
		if ctx.Err() != nil {
			break
		}
		if !lifecycle.Step(lifecycle.Broadcast, lifecycle.View{State: o.row.State, Due: s.due(k, o)}).Send {
			continue
		}
		if err := s.at("before send"); err != nil {
			return err
		}
		hash := o.newest().row.Hash.Hash
		err := s.Node.SendRaw(ctx, o.newest().row.Raw)
		s.sent[hash] = lastSent{k.head, s.Now()}
		if hookErr := s.at("after send"); hookErr != nil {
			return hookErr
		}
		sent[hash] = sending{o, lifecycle.JudgeReply(err), err}
		s.alarmReply(k, sent[hash])
		if errors.Is(err, chain.ErrNoNode) {
			break // no endpoint: the others would only wait for their timeouts
		}
	}
	if len(sent) > 0 {
		k.Sent += len(sent)
		s.flights[k.signer.Address()] = flight{k, sent}
	}
	return nil
}

// due limits rebroadcasts to one per block, not too often where blocks are
// quick, or ten seconds.
func (s *Sender) due(k *keyRound, o *open) bool {
	last, known := s.sent[o.newest().row.Hash.Hash]
	since := s.Now().Sub(last.at)
	return !known || o.newest().row.FirstSentAt == nil || last.head != k.head && since >= resendGap || since >= resendAfter
}

// land records what was sent and is not on record, even while the round is being
// stopped.
func (s *Sender) land(ctx context.Context) error {
	if len(s.flights) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), recordTime)
	defer cancel()
	var errs []error
	for addr, f := range s.flights {
		delete(s.flights, addr)
		var all []news
		for _, o := range f.k.open {
			if n := newsOf(o, f); n.sent != nil {
				all = append(all, n)
			}
		}
		err := s.fencedTx(ctx, f.k, func(tx *models.Tx, _ *models.KeyState) error {
			_, err := s.apply(tx, all)
			return err
		})
		if err != nil {
			errs = append(errs, fmt.Errorf("key %s: record broadcasts: %w", addr, err))
		}
	}
	return errors.Join(append(errs, s.at("recorded"))...)
}

// alarmReply tells every endpoint's complaint in its own words, unless another
// endpoint has the transaction.
func (s *Sender) alarmReply(k *keyRound, x sending) {
	if x.reply == lifecycle.ReplyOut {
		return
	}
	for _, err := range lifecycle.Outcomes(x.err) {
		switch lifecycle.JudgeAnswer(err) {
		case lifecycle.ReplyRefused:
			k.alarm(AlarmRefused, x.o.row.PublicID, "%v", err)
		case lifecycle.ReplyNoFunds:
			k.alarm(AlarmFunds, k.signer.Address().Hex(), "%s: %v", x.o.row.PublicID, err)
		case lifecycle.ReplyUnknown:
			k.alarm(AlarmUnclear, x.o.row.PublicID, "nobody knows whether the node has it: %v", err)
		case lifecycle.ReplyUnheard, lifecycle.ReplyOut:
		}
	}
}
