package books

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
)

// keyName is what an idempotency key belongs to.
type keyName struct{ actor, route, key string }

// idempotency checks that one key has one fingerprint and one whole answer
// (I17). Keys are forgotten after a month, so what it remembers is bounded.
func (r *run) idempotency() error {
	seen := map[keyName]common.Hash{}
	return models.EachRow(r.Tx, func(k *models.IdempotencyKey) error {
		r.Checked()
		name := fmt.Sprintf("idempotency key %d", k.ID)
		at := keyName{k.Actor, k.Route, k.Key}
		if other, twice := seen[at]; twice {
			r.Violation(name, "%s used it for %s before, with the fingerprint %s", k.Actor, k.Route, other)
		}
		seen[at] = k.Fingerprint.Hash
		if k.Fingerprint.Hash == (common.Hash{}) {
			r.Violation(name, "has no fingerprint")
		}
		r.answer(name, k)
		return nil
	})
}

// answer checks that a key is either started or done with an answer.
func (r *run) answer(name string, k *models.IdempotencyKey) {
	switch k.Status {
	case "started":
		if k.Code != 0 || len(k.Body) != 0 || k.DoneAt != nil {
			r.Violation(name, "is started and has an answer")
		}
	case "done":
		switch {
		case k.Code < 200 || k.Code > 599:
			r.Violation(name, "answers with the code %d", k.Code)
		case k.DoneAt == nil || k.DoneAt.Before(k.CreatedAt):
			r.Violation(name, "was done before it was started")
		case len(k.Body) > 0 && !json.Valid(k.Body):
			r.Violation(name, "its stored answer is no JSON")
		}
	default:
		r.Violation(name, "is %q", k.Status)
	}
}

// overdue lists what is open for longer than its limit (I18, I19): late is not
// wrong, so it is reported and does not freeze settlement.
func (r *run) overdue() error {
	for _, look := range []func() error{r.overdueIntents, r.overdueClaims, r.overdueSettlements, r.overdueEvents} {
		r.Checked()
		if err := look(); err != nil {
			return err
		}
	}
	return nil
}

// older says so when something has waited for longer than a limit.
func (r *run) older(subject string, since time.Time, limit time.Duration, format string, args ...any) {
	r.Checked()
	if age := r.Tx.Now.Sub(since); age > limit {
		r.Violation(subject, "%s for %s, the limit is %s", fmt.Sprintf(format, args...), age.Round(time.Second), limit)
	}
}

// overdueIntents looks at transactions whose fate nobody knows, and at those
// that cannot go out.
func (r *run) overdueIntents() error {
	return r.Tx.EachIntentIn([]string{models.TxProposed, models.TxApproved, models.TxSigned, models.TxBroadcast, models.TxReplaced, models.TxUnproven}, func(in *models.TxIntent) error {
		switch in.State {
		case models.TxSigned, models.TxBroadcast:
			tried, err := r.Tx.Attempts(in.ID)
			if err != nil || len(tried[in.ID]) == 0 {
				return err
			}
			r.older(in.PublicID, tried[in.ID][0].CreatedAt, r.Limits.Unknown, "is %s with nonce %d and not mined", in.State, nonceOf(in))
		default:
			why := in.State
			if in.Blocked != "" {
				why = "blocked (" + in.Blocked + ")"
			}
			since := in.CreatedAt
			if in.NotBefore != nil && in.Blocked == "" {
				since = *in.NotBefore
			}
			r.older(in.PublicID, since, r.Limits.Blocked, "is %s", why)
		}
		return nil
	})
}

func nonceOf(in *models.TxIntent) int64 {
	if in.Nonce == nil {
		return -1
	}
	return *in.Nonce
}

// overdueClaims looks at claims that a reviewer should have decided.
func (r *run) overdueClaims() error {
	return r.Tx.UndecidedClaims(func(claim, state string, since time.Time) error {
		r.older(claim, since, r.Limits.Escalated, "is %s and undecided", state)
		return nil
	})
}

// overdueSettlements looks at settlements that do not get on chain.
func (r *run) overdueSettlements() error {
	for _, state := range []string{models.SettlementDraft, models.SettlementObjections, models.SettlementApproved, models.SettlementSigned, models.SettlementPublishing} {
		rows, err := r.Tx.SettlementsIn(state)
		if err != nil {
			return err
		}
		for _, s := range rows {
			since := s.CreatedAt
			if s.ObjectionsUntil != nil {
				since = *s.ObjectionsUntil
			}
			r.older(s.PublicID, since, r.Limits.Settlement, "is %s", s.State)
		}
	}
	return nil
}

// overdueEvents looks at final events that the books do not apply.
func (r *run) overdueEvents() error {
	return r.Tx.EachPendingEvent(func(e *models.ChainEvent) error {
		r.older(fmt.Sprintf("event %d", e.ID), e.BlockTime, r.Limits.Event, "%s in %s is not applied", e.Name, e.TxHash)
		return nil
	})
}
