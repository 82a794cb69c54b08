package respond

import (
	"context"
	"fmt"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/states"
)

// intentKind is the kind of intents that responses become.
const intentKind = "pause"

// over are the states of an intent that will have no further effect.
var over = map[string]bool{
	models.TxFinal: true, models.TxUnproven: true, models.TxRecovered: true, models.TxDropped: true, models.TxReverted: true, models.TxAbandoned: true, models.TxReplaced: true,
}

// withdrawn resumes a response when what called it is found again.
func (t *turn) withdrawn(ctx context.Context) error {
	resumed := false
	err := t.tx(ctx, func(tx *models.Tx) error {
		resumed = false
		found, err := t.standing(tx)
		if err != nil || len(found) == 0 {
			return err
		}
		resumed = true
		return anew(tx, t.row, "resume", byJob(), "finding "+found[0].PublicID+" stands again")
	})
	if err != nil || !resumed {
		return err
	}
	return t.waiting(ctx)
}

// anew takes a response back to waiting, without the words that were given. It
// refuses while the intent before could still pause: ErrState.
func anew(tx *models.Tx, r *models.Response, event string, by models.Actor, reason string) error {
	if r.IntentID != nil {
		before, err := models.ByID[models.TxIntent](tx, *r.IntentID)
		if err != nil {
			return err
		}
		if !over[before.State] {
			return fmt.Errorf("its intent %s is still %s: %w", before.PublicID, before.State, models.ErrState)
		}
	}
	r.FirstBy, r.AgreedBy, r.IntentID, r.Blocked, r.Unfounded = nil, nil, nil, "", ""
	r.LiftAskedBy, r.LiftBy, r.TakenAt, r.QueuedAt, r.ContainedAt, r.ContainedNumber, r.ContainedHash = nil, nil, nil, nil, nil, nil, nil
	return models.Move(tx, states.Response, r, event, by, reason, "first_by", "agreed_by", "intent_id", "blocked", "unfounded",
		"lift_asked_by", "lift_by", "taken_at", "queued_at", "contained_at", "contained_number", "contained_hash")
}

// waiting sends a response that may go, when its call would work on the head.
func (t *turn) waiting(ctx context.Context) error {
	ready, gone, err := t.ask(ctx)
	if err != nil || gone {
		return err
	}
	head := t.head.Hash()
	paused, err := t.shows(ctx, head)
	if err != nil {
		return err
	}
	if paused {
		return t.contain(ctx, t.head.Number.Int64(), head, "somebody else has paused it")
	}
	if !ready {
		return nil
	}
	why, err := t.simulate(ctx, t.row.Target.Address, t.row.Call, head)
	if err != nil {
		return err
	}
	if why != "" {
		return t.block(ctx, why)
	}
	return t.send(ctx)
}

// ask judges who must agree, and writes it down. ready: nobody is missing. gone:
// nothing stands behind the response, and it is withdrawn.
func (t *turn) ask(ctx context.Context) (ready, gone bool, err error) {
	err = t.tx(ctx, func(tx *models.Tx) error {
		found, err := t.standing(tx)
		if err != nil {
			return err
		}
		if gone = len(found) == 0; gone {
			return models.Move(tx, states.Response, t.row, "withdraw", byJob(), t.whyGone())
		}
		got, why, err := t.judge(tx, found)
		if err != nil {
			return err
		}
		ready = agreed(t.row, got)
		if t.row.Authority == string(got) && t.row.Why == why {
			return nil
		}
		t.row.Authority, t.row.Why = string(got), why
		return models.Update(tx, t.row, "authority", "why")
	})
	if err == nil && gone {
		t.Withdrawn++
	}
	return ready, gone, err
}

func (t *turn) whyGone() string {
	if t.plan.State != states.PlanOfAccepted {
		return "plan " + t.plan.PublicID + " is " + t.plan.State
	}
	return "no finding stands behind it any more"
}

// agreed reports whether everybody has agreed who must.
func agreed(r *models.Response, a Authority) bool {
	switch a {
	case Automatic:
		return true
	case OnePerson:
		return r.AgreedBy != nil
	case TwoPersons:
		return r.AgreedBy != nil && r.FirstBy != nil
	case Never:
	}
	return false
}

// block writes down why the call cannot go out now.
func (t *turn) block(ctx context.Context, why string) error {
	if t.row.Blocked == why {
		return nil
	}
	return t.tx(ctx, func(tx *models.Tx) error {
		t.row.Blocked = why
		return models.Update(tx, t.row, "blocked")
	})
}

// send gives the call to the outbox, once: the key of the intent is of the response
// and its generation, and anew begins a generation only when the one before is over.
func (t *turn) send(ctx context.Context) error {
	err := t.tx(ctx, func(tx *models.Tx) error {
		found, err := t.standing(tx)
		if err != nil || len(found) == 0 {
			return err // the next round withdraws it
		}
		t.row.Generation++
		t.row.Sender = models.Addr(t.Sender)
		in, err := tx.Enqueue(models.TxIntent{
			IdemKey: fmt.Sprintf("response:%s:%d", t.row.PublicID, t.row.Generation), Kind: intentKind, RefMachine: states.Response.Name, RefID: t.row.ID,
			ChainID: t.row.ChainID, Sender: t.row.Sender, To: t.row.Target, Data: t.row.Call, State: models.TxApproved,
		})
		if err != nil {
			return err
		}
		t.row.IntentID, t.row.QueuedAt, t.row.Blocked = &in.ID, &tx.Now, ""
		if err := models.Move(tx, states.Response, t.row, "send", byJob(), t.row.Authority+": "+t.row.Why,
			"generation", "sender", "intent_id", "queued_at", "blocked"); err != nil {
			return err
		}
		return t.module(tx, "request_containment", "response "+t.row.PublicID)
	})
	if err == nil && t.row.State == states.ResponseQueued {
		t.Queued++
	}
	return err
}

// module takes a step of the containment of the module, where its table has it.
func (t *turn) module(tx *models.Tx, event, reason string) error {
	m, err := models.ByID[models.Module](tx, t.row.ModuleID)
	if err != nil {
		return err
	}
	if _, err := states.Module.Next(m.Containment, event); err != nil {
		return nil // it is there already
	}
	cols := []string{}
	if event == "contain" {
		m.ContainedAt = &tx.Now
		cols = append(cols, "contained_at")
	}
	return models.Move(tx, states.Module, &m, event, byJob(), reason, cols...)
}

// queued follows the intent of a response.
func (t *turn) queued(ctx context.Context) error {
	var in models.TxIntent
	withdrawn := false
	err := t.tx(ctx, func(tx *models.Tx) (err error) {
		withdrawn = false
		if in, err = models.ByID[models.TxIntent](tx, *t.row.IntentID); err != nil {
			return err
		}
		found, err := t.standing(tx)
		if err != nil {
			return err
		}
		if len(found) == 0 && in.Nonce == nil && in.State == models.TxApproved {
			withdrawn = true
			return t.withdraw(tx, &in)
		}
		if err := t.taken(tx, &in); err != nil {
			return err
		}
		return t.founded(tx, len(found) > 0)
	})
	if err != nil || withdrawn {
		if err == nil {
			t.Withdrawn++
		}
		return err
	}
	return t.outcome(ctx, &in)
}

// withdraw takes an intent back that has no nonce yet.
func (t *turn) withdraw(tx *models.Tx, in *models.TxIntent) error {
	why := t.whyGone()
	if err := models.Move(tx, states.Transaction, in, states.EventWithdraw, byJob(), why); err != nil {
		return err
	}
	if err := models.Move(tx, states.Response, t.row, "withdraw", byJob(), why); err != nil {
		return err
	}
	return t.module(tx, "withdraw_request", why)
}

// taken notes when a node took the transaction.
func (t *turn) taken(tx *models.Tx, in *models.TxIntent) error {
	if t.row.TakenAt != nil || in.Nonce == nil {
		return nil
	}
	first, err := tx.FirstSent(in.ID)
	if err != nil || first == nil {
		return err
	}
	t.row.TakenAt = first.FirstSentAt
	return models.Update(tx, t.row, "taken_at")
}

// founded notes that nothing stands behind a pause that could not be called back,
// or that something does again, here and with the incident.
func (t *turn) founded(tx *models.Tx, stands bool) error {
	why := ""
	if !stands {
		why = t.whyGone()
	}
	if t.row.Unfounded == why {
		return nil
	}
	t.row.Unfounded = why
	if err := models.Update(tx, t.row, "unfounded"); err != nil {
		return err
	}
	inc, err := models.ByID[models.Incident](tx, t.row.IncidentID)
	if err != nil {
		return err
	}
	return tx.Audit(byJob(), "response.unfounded", inc.PublicID, map[string]any{"response": t.row.PublicID, "state": t.row.State, "reason": why})
}

// outcome reads at the intent's own block whether it paused the module.
func (t *turn) outcome(ctx context.Context, in *models.TxIntent) error {
	switch in.State {
	case models.TxMined, models.TxFinal, models.TxUnproven:
		if in.BlockHash == nil || in.BlockNumber == nil {
			return fmt.Errorf("intent %s is %s without a block", in.PublicID, in.State)
		}
		paused, err := t.shows(ctx, in.BlockHash.Hash)
		if err != nil {
			return err
		}
		if paused {
			return t.contain(ctx, *in.BlockNumber, in.BlockHash.Hash, "intent "+in.PublicID)
		}
		if in.State == models.TxMined {
			return nil
		}
		return t.fail(ctx, fmt.Sprintf("intent %s is %s and block %d does not show the pause", in.PublicID, in.State, *in.BlockNumber))
	case models.TxRecovered:
		head := t.head.Hash()
		paused, err := t.shows(ctx, head)
		if err != nil {
			return err
		}
		if paused {
			return t.contain(ctx, t.head.Number.Int64(), head, "intent "+in.PublicID)
		}
		return t.fail(ctx, "intent "+in.PublicID+" is recovered and the head does not show the pause")
	case models.TxDropped, models.TxReverted, models.TxAbandoned, models.TxReplaced:
		return t.fail(ctx, "intent "+in.PublicID+" is "+in.State)
	}
	return nil
}

func (t *turn) fail(ctx context.Context, reason string) error {
	err := t.tx(ctx, func(tx *models.Tx) error {
		if err := models.Move(tx, states.Response, t.row, "fail", byJob(), reason); err != nil {
			return err
		}
		return t.module(tx, "withdraw_request", reason)
	})
	if err == nil {
		t.Failed++
	}
	return err
}

// contain writes down the block that shows the pause.
func (t *turn) contain(ctx context.Context, number int64, hash common.Hash, how string) error {
	err := t.tx(ctx, func(tx *models.Tx) error {
		at := models.H(hash)
		t.row.ContainedAt, t.row.ContainedNumber, t.row.ContainedHash = &tx.Now, &number, &at
		return models.Move(tx, states.Response, t.row, "contain", byJob(), fmt.Sprintf("%s; read at block %d %s", how, number, hash.Hex()),
			"contained_at", "contained_number", "contained_hash")
	})
	if err == nil {
		t.Contained++
	}
	return err
}

// contained follows a pause: its block may be replaced, it may end, and what called
// it may turn out to be nothing.
func (t *turn) contained(ctx context.Context) error {
	err := t.tx(ctx, func(tx *models.Tx) error {
		found, err := t.standing(tx)
		if err != nil {
			return err
		}
		return t.founded(tx, len(found) > 0)
	})
	if err != nil {
		return err
	}
	if *t.row.ContainedNumber > t.at.Final {
		return t.onChain(ctx)
	}
	final, err := t.Node.HeaderAt(ctx, uint64(t.at.Final))
	if err != nil {
		return fmt.Errorf("read block %d: %w", t.at.Final, err)
	}
	paused, err := t.shows(ctx, final.Hash())
	if err != nil {
		return err
	}
	text := fmt.Sprintf("response %s, read at block %d %s", t.row.PublicID, t.at.Final, final.Hash().Hex())
	if paused {
		return t.tx(ctx, func(tx *models.Tx) error { return t.module(tx, "contain", text) })
	}
	return t.end(ctx, text)
}

// onChain takes a containment back whose block was replaced.
func (t *turn) onChain(ctx context.Context) error {
	h, err := t.Node.HeaderAt(ctx, uint64(*t.row.ContainedNumber))
	if err != nil {
		return fmt.Errorf("read block %d: %w", *t.row.ContainedNumber, err)
	}
	if h.Hash() == t.row.ContainedHash.Hash || t.row.State != states.ResponseContained {
		return nil
	}
	reason := fmt.Sprintf("block %d (%s) was replaced", *t.row.ContainedNumber, t.row.ContainedHash.Hex())
	return t.tx(ctx, func(tx *models.Tx) error {
		if t.row.IntentID == nil {
			return anew(tx, t.row, "resume", byJob(), reason)
		}
		t.row.ContainedAt, t.row.ContainedNumber, t.row.ContainedHash = nil, nil, nil
		return models.Move(tx, states.Response, t.row, "lapse", byJob(), reason, "contained_at", "contained_number", "contained_hash")
	})
}

// end writes down that the pause is over.
func (t *turn) end(ctx context.Context, how string) error {
	err := t.tx(ctx, func(tx *models.Tx) error {
		reason := "it ended or was lifted without the word of two persons here; " + how
		if t.row.State == states.ResponseLifting {
			reason = "it was lifted; " + how
		}
		if err := models.Move(tx, states.Response, t.row, "end", byJob(), reason); err != nil {
			return err
		}
		besides, err := tx.ContainedBesides(t.row)
		if err != nil || besides {
			return err
		}
		return t.module(tx, "release", reason)
	})
	if err == nil {
		t.Ended++
	}
	return err
}
