package outbox

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/chain"
	"makewhole/models"
	"makewhole/outbox/lifecycle"
	"makewhole/outbox/witness"
	"makewhole/states"
)

// historian finds what a key has sent; *Client is one.
type historian interface {
	SentBy(ctx context.Context, from common.Address, lo, hi, final uint64) ([]chain.Sent, error)
}

// errNoHistory means that the node cannot look for old transactions.
var errNoHistory = errors.New("this node does not find transactions by sender")

// finalNonce is how many transactions of the key are final; 0, which concludes
// nothing, while the node is behind.
func (s *Sender) finalNonce(ctx context.Context, k *keyRound) (uint64, error) {
	if k.behind {
		return 0, nil
	}
	if k.finalNonce == nil {
		n, err := s.Node.NonceAt(ctx, k.signer.Address(), k.final.Number)
		if err != nil {
			return 0, fmt.Errorf("read final nonce: %w", err)
		}
		k.finalNonce = &n
	}
	return *k.finalNonce, nil
}

// reconcile compares what the chain knows of the key with what we know, before
// anything new is signed: after a restored backup, or when somebody else uses
// the key, the chain knows more (S16).
func (s *Sender) reconcile(ctx context.Context, k *keyRound) error {
	if k.unsure || k.behind {
		return nil
	}
	final, err := s.finalNonce(ctx, k)
	if err != nil {
		return err
	}
	if final > uint64(k.key.NextNonce) {
		if err := s.explain(ctx, k, final); err != nil {
			return err
		}
	}
	return s.recheck(ctx, k)
}

// explain finds the transactions with nonces that we never gave out. When each
// of them does what one of our intents says, or nothing, they are booked and
// sending goes on; otherwise everything of the key waits for a person.
func (s *Sender) explain(ctx context.Context, k *keyRound, final uint64) error {
	addr := k.signer.Address()
	from := uint64(k.key.NextNonce)
	sent, err := s.history(ctx, k.round, addr, from, final)
	if err != nil {
		k.halted = true
		k.alarm(AlarmForeign, addr.Hex(), "the chain knows %d final transactions of the key, we know %d, and what they are cannot be read: %v", final, from, err)
		return ctx.Err()
	}
	var strange []chain.Sent
	var found []models.TxIntent
	err = s.fencedTx(ctx, k, func(tx *models.Tx, key *models.KeyState) error {
		strange, found = nil, nil
		for _, x := range sent {
			row, known, err := s.attribute(tx, addr, x)
			if err != nil {
				return err
			}
			if row != nil {
				found = append(found, *row)
			}
			if !known {
				strange = append(strange, x)
			}
		}
		if len(strange) > 0 {
			return nil
		}
		key.NextNonce = int64(final)
		if err := models.Update(tx, key, "next_nonce"); err != nil {
			return err
		}
		return tx.Audit(s.actor(), "key.recover", addr.Hex(), map[string]any{
			"chain_id": fmt.Sprint(s.ChainID), "from": fmt.Sprint(from), "to": fmt.Sprint(final), "intents": len(found),
		})
	})
	if err != nil {
		return fmt.Errorf("book transactions of the key: %w", err)
	}
	k.Recovered += len(found)
	for _, row := range found {
		k.alarm(AlarmRecovered, row.PublicID, "%s is on the chain: %s", row.Kind, row.TxHash)
	}
	if len(strange) > 0 {
		k.halted = true
		k.alarm(AlarmForeign, addr.Hex(), "%s: nothing is sent until a person adopts the nonce", listSent(strange))
	} else {
		k.key.NextNonce = int64(final)
	}
	if err := s.at("reconciled"); err != nil {
		return err
	}
	return s.reload(ctx, k)
}

func (s *Sender) history(ctx context.Context, r *round, key common.Address, lo, hi uint64) ([]chain.Sent, error) {
	h, ok := s.Node.(historian)
	if !ok {
		return nil, errNoHistory
	}
	return h.SentBy(ctx, key, lo, hi, r.final.Number.Uint64())
}

// attribute books one final transaction of the key to the intent it served.
// known is false for a transaction that does something no intent asks for.
func (s *Sender) attribute(tx *models.Tx, key common.Address, x chain.Sent) (row *models.TxIntent, known bool, err error) {
	_, err = tx.IntentByTx(int64(s.ChainID), x.Tx.Hash())
	if !errors.Is(err, models.ErrNotFound) {
		return nil, err == nil, err
	}
	if givesUp(x, key) {
		return nil, true, nil
	}
	rows, err := tx.IntentsIn(int64(s.ChainID), key, 0, models.TxApproved, models.TxReplaced, models.TxSigned, models.TxBroadcast)
	if err != nil {
		return nil, false, err
	}
	i := slices.IndexFunc(rows, func(r models.TxIntent) bool { return serves(x, &r) })
	switch {
	case i < 0:
		return nil, false, nil
	case !x.Success:
		return nil, true, nil // it failed; the intent is still to be done
	}
	found := rows[i]
	cols := fillFrom(&found, x)
	if found.Nonce == nil {
		nonce := int64(x.Tx.Nonce())
		found.Nonce, cols = &nonce, append(cols, "nonce")
	}
	reason := fmt.Sprintf("nonce %d, %s, final in block %d: not on record, same payload", x.Tx.Nonce(), x.Tx.Hash(), x.Block)
	return &found, true, models.Move(tx, transaction, &found, states.EventRecover, s.actor(), reason, cols...)
}

func fillFrom(row *models.TxIntent, x chain.Sent) []string {
	return lifecycle.Record(row, lifecycle.Verdict{Events: []string{states.EventRecover}, Record: true}, inclusionOf(x))
}

func inclusionOf(x chain.Sent) *lifecycle.Inclusion {
	return &lifecycle.Inclusion{Hash: x.Tx.Hash(), Block: x.Block, BlockHash: x.BlockHash, GasUsed: x.GasUsed, Success: x.Success}
}

// givesUp reports a transfer of nothing to oneself: our way to use up a nonce.
func givesUp(x chain.Sent, self common.Address) bool {
	return x.Tx.To() != nil && *x.Tx.To() == self && x.Tx.Value().Sign() == 0 && len(x.Tx.Data()) == 0
}

// serves reports whether a transaction does what an intent says.
func serves(x chain.Sent, row *models.TxIntent) bool {
	return x.Tx.To() != nil && *x.Tx.To() == row.To.Address && x.Tx.Value().Cmp(row.Value.Big()) == 0 && bytes.Equal(x.Tx.Data(), row.Data)
}

// listSent names transactions in few words.
func listSent(xs []chain.Sent) string {
	const most = 5
	var out []string
	for i, x := range xs {
		if i == most {
			out = append(out, fmt.Sprintf("and %d more", len(xs)-most))
			break
		}
		to := "a new contract"
		if x.Tx.To() != nil {
			to = x.Tx.To().Hex()
		}
		out = append(out, fmt.Sprintf("nonce %d went to %s (%s)", x.Tx.Nonce(), to, x.Tx.Hash()))
	}
	return strings.Join(out, ", ")
}

// judge asks the pure judgement, and before an end is written down the chain's
// state: a final success whose effect is missing is no success, and a nonce
// that somebody else used may have served the intent all the same.
func (s *Sender) judge(ctx context.Context, k *keyRound, observations []lifecycle.Observation) ([]lifecycle.Verdict, error) {
	out := make([]lifecycle.Verdict, len(k.open))
	var ends []int
	var questions []witness.Question
	for i, o := range k.open {
		out[i] = s.verdict(o, observations[i])
		if slices.Contains(out[i].Events, states.EventFinalize) || slices.Contains(out[i].Events, states.EventForeign) {
			ends, questions = append(ends, i), append(questions, witness.Question{Intent: o.row, Logs: logsOf(o, observations[i])})
		}
	}
	if len(ends) == 0 {
		return out, nil
	}
	shown, err := s.outcomes(ctx, k, questions)
	if err != nil {
		return nil, err
	}
	for j, i := range ends {
		o := k.open[i]
		observations[i].Shown = shown[j]
		if slices.Contains(out[i].Events, states.EventForeign) {
			observations[i].Twin = s.twin(ctx, k, o)
		}
		out[i] = s.verdict(o, observations[i])
	}
	return out, nil
}

func (s *Sender) verdict(o *open, observation lifecycle.Observation) lifecycle.Verdict {
	return lifecycle.Step(lifecycle.Confirm, lifecycle.View{State: o.row.State, Nonce: o.nonce(), Observation: observation}).Verdict
}

// logsOf is never nil for an intent with a receipt.
func logsOf(o *open, observation lifecycle.Observation) []*types.Log {
	if observation.Included == nil {
		return nil
	}
	return append([]*types.Log{}, o.logs...)
}

// twin looks for a transaction that is not on record but used the intent's
// nonce for the intent's payload: a replacement that a restored backup forgot.
// A node that cannot look leaves the judgement to the contracts.
func (s *Sender) twin(ctx context.Context, k *keyRound, o *open) *lifecycle.Inclusion {
	sent, err := s.history(ctx, k.round, k.signer.Address(), o.nonce(), o.nonce()+1)
	if err != nil || len(sent) != 1 || !sent[0].Success || !serves(sent[0], &o.row) {
		return nil
	}
	return inclusionOf(sent[0])
}

// outcomes asks the witness at the finalized block.
func (s *Sender) outcomes(ctx context.Context, k *keyRound, questions []witness.Question) ([]witness.Shown, error) {
	if s.Witness == nil || len(questions) == 0 {
		return make([]witness.Shown, len(questions)), nil
	}
	out, err := s.Witness.Outcomes(ctx, questions, k.final.Hash())
	if err == nil && len(out) != len(questions) {
		err = fmt.Errorf("%d answers to %d questions", len(out), len(questions))
	}
	if err != nil {
		return nil, fmt.Errorf("ask the contracts: %w", err)
	}
	return out, nil
}

// recheckMost is how many intents without proof are looked at in one round.
const recheckMost = 64

// recheck asks again about intents that ended without proof.
func (s *Sender) recheck(ctx context.Context, k *keyRound) error {
	if len(k.doubtful) == 0 {
		return nil
	}
	rest, err := s.settleDone(ctx, k, k.doubtful)
	for _, row := range rest {
		if row.State == models.TxUnproven {
			k.alarm(AlarmUnproven, row.PublicID, "%s", row.Blocked)
		}
	}
	return err
}

// settleDone books intents whose effect is on the chain and returns the others.
func (s *Sender) settleDone(ctx context.Context, k *keyRound, rows []models.TxIntent) ([]models.TxIntent, error) {
	if k.behind {
		return rows, nil
	}
	questions := make([]witness.Question, len(rows))
	for i, r := range rows {
		questions[i].Intent = r
	}
	shown, err := s.outcomes(ctx, k, questions)
	if err != nil {
		return nil, err
	}
	var rest, done []models.TxIntent
	var proofs []string
	for i, r := range rows {
		if shown[i].Outcome == witness.OutcomeDone {
			done, proofs = append(done, r), append(proofs, shown[i].Proof)
			continue
		}
		rest = append(rest, r)
	}
	if len(done) == 0 {
		return rest, nil
	}
	err = s.fencedTx(ctx, k, func(tx *models.Tx, _ *models.KeyState) error {
		for i, row := range done {
			event := states.EventRecover
			if row.State == models.TxUnproven {
				event = states.EventFinalize
			}
			row.Blocked, row.Request = "", ""
			if err := models.Move(tx, transaction, &row, event, s.actor(), proofs[i], "blocked", "request"); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("book what is done: %w", err)
	}
	for i, row := range done {
		s.Log.Info("transaction", "id", row.PublicID, "kind", row.Kind, "event", states.EventRecover, "reason", proofs[i])
		if row.State != models.TxUnproven {
			k.Recovered++
			if !anyone(&row) {
				k.alarm(AlarmRecovered, row.PublicID, "%s", proofs[i])
			}
		}
	}
	return rest, s.at("settled")
}
