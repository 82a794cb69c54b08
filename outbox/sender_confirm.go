package outbox

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"makewhole/chain"
	"makewhole/models"
	"makewhole/outbox/lifecycle"
	"makewhole/states"
)

// news is what a round learned about one open intent.
type news struct {
	o           *open
	observation lifecycle.Observation
	verdict     lifecycle.Verdict
	sent        *sending // of the round before, not on record yet
}

func newsOf(o *open, f flight) news {
	x, ok := f.sent[o.newest().row.Hash.Hash]
	if !ok {
		return news{o: o}
	}
	return news{o: o, sent: &x}
}

// events are the transitions in their order.
func (n *news) events() []models.Event {
	var out []models.Event
	if n.sent != nil {
		if e := lifecycle.AfterSend(n.o.row.State, n.sent.reply); e != "" {
			out = append(out, models.Event{Name: e, Reason: n.o.newest().row.Hash.Hex()})
		}
	}
	for _, e := range n.verdict.Events {
		out = append(out, models.Event{Name: e, Reason: n.verdict.Reason})
	}
	return out
}

// changes reports that the same state now stands in another block.
func (n *news) changes() bool { return lifecycle.Changes(&n.o.row, n.verdict, n.observation.Seen()) }

// is reports whether there is anything to write down.
func (n *news) is() bool { return n.sent != nil || len(n.verdict.Events) > 0 || n.changes() }

// confirm asks the chain about every open intent and records what it says, with
// what the round before sent.
func (s *Sender) confirm(ctx context.Context, k *keyRound) error {
	if len(k.open) == 0 {
		return nil
	}
	all, err := s.news(ctx, k)
	if err != nil {
		return err
	}
	waiting := 0
	for _, n := range all {
		s.suspect(n.o, n.verdict.Suspicion)
		if n.observation.Included == nil {
			waiting++
		}
	}
	moved := slices.ContainsFunc(all, func(n news) bool { return n.is() })
	if err := s.at("judged"); err != nil || !moved {
		return err
	}
	s.scout(ctx, k, max(0, s.Window-waiting))
	var rows []models.TxIntent
	err = s.fencedTx(ctx, k, func(tx *models.Tx, _ *models.KeyState) (err error) {
		rows, err = s.apply(tx, all)
		return err
	})
	if err != nil {
		return fmt.Errorf("record receipts: %w", err)
	}
	k.landed += len(s.flights[k.signer.Address()].sent)
	delete(s.flights, k.signer.Address())
	s.announce(k, all)
	k.sort(rows, all, s.Now())
	for _, row := range rows {
		if row.TxHash != nil && !isOpen(row.State) {
			delete(s.believed, row.TxHash.Hash)
		}
	}
	return s.at("confirmed")
}

// news asks about every open intent and judges. A node that cannot tell yet
// leaves only what was sent.
func (s *Sender) news(ctx context.Context, k *keyRound) ([]news, error) {
	f := s.flights[k.signer.Address()]
	all := make([]news, len(k.open))
	for i, o := range k.open {
		all[i] = newsOf(o, f)
	}
	observations, err := s.observations(ctx, k)
	if errors.Is(err, chain.ErrIndexing) {
		k.unsure = true
		return all, nil
	}
	if err != nil {
		return nil, err
	}
	verdicts, err := s.judge(ctx, k, observations)
	if err != nil {
		return nil, err
	}
	for i := range all {
		all[i].observation, all[i].verdict = observations[i], verdicts[i]
	}
	return all, nil
}

func isOpen(state string) bool {
	return state == models.TxSigned || state == models.TxBroadcast || state == models.TxMined
}

// sort puts the open intents where their new states belong. rows are theirs.
func (w *work) sort(rows []models.TxIntent, all []news, now time.Time) {
	var left []*open
	for i, row := range rows {
		if n := all[i]; n.sent != nil {
			newest := &n.o.attempts[len(n.o.attempts)-1].row
			if newest.LastError = n.sent.complaint(); newest.FirstSentAt == nil {
				newest.FirstSentAt = &now
			}
		}
		switch {
		case isOpen(row.State):
			left = append(left, &open{row: row, attempts: all[i].o.attempts})
		case row.State == models.TxUnproven || row.State == models.TxReplaced:
			w.doubtful = append(w.doubtful, row)
		}
	}
	w.open = left
}

// apply writes news in one transaction and returns the rows as they are then. The
// open intents keep theirs, because the transaction may run again.
func (s *Sender) apply(tx *models.Tx, all []news) ([]models.TxIntent, error) {
	rows := make([]models.TxIntent, len(all))
	var steps []models.Step[models.TxIntent]
	for i, n := range all {
		rows[i] = n.o.row
		var cols []string
		if len(n.verdict.Events) > 0 || n.changes() {
			cols = lifecycle.Record(&rows[i], n.verdict, n.observation.Seen())
		}
		if events := n.events(); len(events) > 0 {
			steps = append(steps, models.Step[models.TxIntent]{Was: &n.o.row, Row: &rows[i], Events: events, Cols: cols})
		} else if len(cols) > 0 {
			if err := models.Update(tx, &rows[i], cols...); err != nil {
				return nil, err
			}
		}
	}
	if err := markSent(tx, all); err != nil {
		return nil, err
	}
	return rows, models.MoveAll(tx, transaction, steps, s.actor())
}

// markSent counts broadcasts, with what the node had against them.
func markSent(tx *models.Tx, all []news) error {
	var clean []models.Hash
	for _, n := range all {
		switch {
		case n.sent == nil:
		case n.sent.err == nil:
			clean = append(clean, n.o.newest().row.Hash)
		default:
			if err := tx.MarkSent(n.sent.complaint(), n.o.newest().row.Hash); err != nil {
				return err
			}
		}
	}
	return tx.MarkSent("", clean...)
}

// announce counts, logs and alarms after the commit.
func (s *Sender) announce(k *keyRound, all []news) {
	for _, n := range all {
		v, row := n.verdict, &n.o.row
		k.count(v.Events)
		for _, e := range v.Events {
			s.Log.Info("transaction", "id", row.PublicID, "kind", row.Kind, "event", e, "reason", v.Reason)
			switch e {
			case states.EventReorg:
				delete(s.sent, n.o.newest().row.Hash.Hash) // at once
			case states.EventForeign:
				k.alarm(AlarmForeign, row.PublicID, "%s", v.Reason)
			case states.EventRevert:
				k.alarm(AlarmReverted, row.PublicID, "%s", v.Reason)
			case states.EventRecover:
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
