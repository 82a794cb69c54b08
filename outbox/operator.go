package outbox

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/chain"
	"makewhole/intents"
	"makewhole/models"
	"makewhole/money"
	"makewhole/outbox/lifecycle"
	"makewhole/service"
	"makewhole/states"
)

// ErrReason means an act of an operator came without a reason, or with an essay.
var ErrReason = errors.New("a reason of 1 to 500 characters is needed")

// Operator is what people may do to the outbox. It writes rows only: the sender,
// who owns the nonces, acts on them in its next round. So it works beside a
// running server (through /v1/admin/outbox) and on the database when the server
// is stopped. Every act is recorded with actor and reason. The server declares
// the interface it needs of it:
//
//	List(ctx, models.IntentFilter, models.Page) ([]models.TxIntent, error)
//	Inspect(ctx, publicID string) (models.TxDetail, error)
//	Approve, Bump, Cancel, Requeue(ctx, by models.Actor, publicID, reason string) (models.TxIntent, error)
//	Keys(ctx) ([]models.KeyState, error)
//	Pause, Resume(ctx, by models.Actor, chainID int64, key common.Address, reason string) (models.KeyState, error)
//	AdoptNonce(ctx, by models.Actor, chainID int64, key common.Address, reason string) (models.KeyState, error)
//	Budget(ctx, chainID int64, subject string) (models.Budget, error)
//	SetBudget(ctx, by models.Actor, chainID int64, subject string, limit money.Amount, reason string) (models.Budget, error)
//
// Node is needed by AdoptNonce only; Policy is the configured fee budgets.
type Operator struct {
	DB     *models.DB
	Node   Node
	Policy BudgetPolicy
}

// List shows the outbox by id.
func (o *Operator) List(ctx context.Context, f models.IntentFilter, p models.Page) (rows []models.TxIntent, err error) {
	err = o.DB.Read(ctx, func(tx *models.Tx) error {
		rows, err = tx.Intents(f, p)
		return err
	})
	return rows, err
}

// Inspect shows one intent with its attempts and history.
func (o *Operator) Inspect(ctx context.Context, publicID string) (d models.TxDetail, err error) {
	err = o.DB.Read(ctx, func(tx *models.Tx) error {
		d, err = tx.TxDetailOf(publicID)
		return err
	})
	return d, err
}

// Approve lets a proposed intent go out. One that its kind does not allow is
// ErrKind: approving it would only block it.
func (o *Operator) Approve(ctx context.Context, by models.Actor, publicID, reason string) (models.TxIntent, error) {
	return o.act(ctx, by, publicID, reason, func(tx *models.Tx, row *models.TxIntent) error {
		if _, err := approverOf(tx, row, by); err != nil {
			return err
		}
		known, err := tx.ContractsOn(row.ChainID)
		if err != nil {
			return err
		}
		if err := permit(row, known, uint64(row.ChainID)); err != nil {
			return fmt.Errorf("approve %s: %w: %w", row.PublicID, models.ErrState, err)
		}
		return models.Move(tx, transaction, row, states.EventApprove, by, reason)
	})
}

// Bump asks the sender to raise the bid of a waiting transaction now.
func (o *Operator) Bump(ctx context.Context, by models.Actor, publicID, reason string) (models.TxIntent, error) {
	return o.act(ctx, by, publicID, reason, func(tx *models.Tx, row *models.TxIntent) error {
		return o.request(tx, row, by, lifecycle.RequestBump, reason)
	})
}

// Cancel drops an intent that has no nonce yet. For one that has, it asks the
// sender to spend the nonce on a transfer to itself; whichever of the two is
// mined counts. A mined transaction is too late: ErrState.
func (o *Operator) Cancel(ctx context.Context, by models.Actor, publicID, reason string) (models.TxIntent, error) {
	return o.act(ctx, by, publicID, reason, func(tx *models.Tx, row *models.TxIntent) error {
		if row.Nonce == nil {
			return models.Move(tx, transaction, row, states.EventDrop, by, reason)
		}
		return o.request(tx, row, by, lifecycle.RequestCancel, reason)
	})
}

// Requeue gives an intent that ended without effect (replaced, reverted,
// abandoned) back to the sender, to be simulated and sent with a new nonce. The
// old nonce is used up for ever, so the old attempts can never be mined. One that
// was dropped comes back only when nothing goes on without it; the others have
// their ending, named in the error.
func (o *Operator) Requeue(ctx context.Context, by models.Actor, publicID, reason string) (models.TxIntent, error) {
	return o.act(ctx, by, publicID, reason, func(tx *models.Tx, row *models.TxIntent) error {
		kind, err := approverOf(tx, row, by)
		if err != nil {
			return err
		}
		if kind.Once {
			return fmt.Errorf("requeue a %s: %w: %s", kind.Name, models.ErrState, kind.Ending)
		}
		if row.State == models.TxDropped && kind.Ending != "" {
			return fmt.Errorf("requeue a dropped %s: %w: %s", kind.Name, models.ErrState, kind.Ending)
		}
		row.Nonce, row.TxHash, row.BlockNumber, row.BlockHash, row.GasUsed = nil, nil, nil, nil, nil
		row.Blocked, row.Request, row.NotBefore = "", "", nil
		return models.Move(tx, transaction, row, states.EventRequeue, by, reason,
			"nonce", "tx_hash", "block_number", "block_hash", "gas_used", "blocked", "request", "not_before")
	})
}

// Keys shows the sending keys.
func (o *Operator) Keys(ctx context.Context) (keys []models.KeyState, err error) {
	err = o.DB.Read(ctx, func(tx *models.Tx) error {
		keys, err = tx.Keys()
		return err
	})
	return keys, err
}

// Pause stops new transactions of a key. Those with a nonce go on: a gap would
// stop everything behind it.
func (o *Operator) Pause(ctx context.Context, by models.Actor, chainID int64, key common.Address, reason string) (models.KeyState, error) {
	return o.setPause(ctx, by, chainID, key, reason, stopRole, "key.pause", reason)
}

// Resume lets a paused key sign again.
func (o *Operator) Resume(ctx context.Context, by models.Actor, chainID int64, key common.Address, reason string) (models.KeyState, error) {
	return o.setPause(ctx, by, chainID, key, reason, operatorRole, "key.resume", "")
}

func (o *Operator) setPause(ctx context.Context, by models.Actor, chainID int64, key common.Address, reason, role, action, paused string) (k models.KeyState, err error) {
	if err := checkAct(by, role, reason); err != nil {
		return k, err
	}
	err = o.DB.Tx(ctx, func(tx *models.Tx) error {
		if k, err = tx.KeyFor(chainID, key); err != nil {
			return err
		}
		if k, err = models.LockByID[models.KeyState](tx, k.ID); err != nil {
			return err
		}
		k.Paused = paused
		if err := models.Update(tx, &k, "paused"); err != nil {
			return err
		}
		tx.Result(k)
		return tx.Audit(by, action, key.Hex(), map[string]any{"chain_id": fmt.Sprint(chainID), "reason": reason})
	})
	return k, err
}

// AdoptNonce makes the chain's transaction count the key's next nonce, after a
// person has found out who used the key. It refuses while anything of the key
// is open here or unsettled on the chain.
func (o *Operator) AdoptNonce(ctx context.Context, by models.Actor, chainID int64, key common.Address, reason string) (k models.KeyState, err error) {
	if err := checkAct(by, operatorRole, reason); err != nil {
		return k, err
	}
	if o.Node == nil {
		return k, fmt.Errorf("adopt nonce: %w: %w: the chain is not configured", service.ErrNode, chain.ErrNoNode)
	}
	nonce, err := settledNonce(ctx, o.Node, key)
	if errors.Is(err, models.ErrState) {
		return k, err
	}
	if err != nil {
		return k, fmt.Errorf("adopt nonce: %w: %w", service.ErrNode, err)
	}
	err = o.DB.Tx(ctx, func(tx *models.Tx) error {
		open, err := tx.OpenIntents(chainID, key)
		if err != nil {
			return err
		}
		if k, err = tx.KeyFor(chainID, key); err != nil {
			return err
		}
		if len(open) > 0 || nonce < uint64(k.NextNonce) {
			return fmt.Errorf("adopt nonce %d: %w: %d transactions are open, next nonce is %d", nonce, models.ErrState, len(open), k.NextNonce)
		}
		old := k.NextNonce
		k.NextNonce = int64(nonce)
		if err := models.Update(tx, &k, "next_nonce"); err != nil {
			return err
		}
		tx.Result(k)
		return tx.Audit(by, "key.adopt_nonce", key.Hex(), map[string]any{
			"chain_id": fmt.Sprint(chainID), "from": fmt.Sprint(old), "to": fmt.Sprint(nonce), "reason": reason,
		})
	})
	return k, err
}

// SetBudget decides how much may be spent on the fees of one settlement, or of
// what one key signs today (UTC), in wei. The decision replaces the configured
// budget and every earlier one, in both directions.
func (o *Operator) SetBudget(ctx context.Context, by models.Actor, chainID int64, subject string, limit money.Amount, reason string) (out models.Budget, err error) {
	if err := checkAct(by, approveRole, reason); err != nil {
		return out, err
	}
	err = o.DB.Tx(ctx, func(tx *models.Tx) error {
		machine, id, day, err := budgetSubject(tx, chainID, subject)
		if err != nil {
			return err
		}
		row := models.FeeBudget{
			ChainID: chainID, RefMachine: machine, RefID: id, Day: day, Amount: models.Amt(limit), Reason: reason, SetBy: by.String(),
		}
		if err := models.Insert(tx, &row); err != nil {
			return err
		}
		if out, err = o.budget(tx, chainID, subject); err != nil {
			return err
		}
		tx.Result(out)
		return tx.Audit(by, "budget.set", subject, map[string]any{
			"chain_id": fmt.Sprint(chainID), "day": fmt.Sprint(day), "limit": limit.String(), "reason": reason,
		})
	})
	return out, err
}

// Budget shows the fee budget of a settlement, or of a key today.
func (o *Operator) Budget(ctx context.Context, chainID int64, subject string) (out models.Budget, err error) {
	err = o.DB.Read(ctx, func(tx *models.Tx) error {
		out, err = o.budget(tx, chainID, subject)
		return err
	})
	return out, err
}

func (o *Operator) budget(tx *models.Tx, chainID int64, subject string) (models.Budget, error) {
	machine, id, day, err := budgetSubject(tx, chainID, subject)
	if err != nil {
		return models.Budget{}, err
	}
	policy, counts := o.Policy.Settlement, func(nonceFees) bool { return true }
	var spends []models.Spend
	if machine == models.BudgetKey {
		policy, counts = o.Policy.KeyDay, func(f nonceFees) bool { return dayOf(f.signed) == day }
		from := time.Unix(day*86400, 0).UTC()
		spends, err = tx.SpendOn(chainID, common.HexToAddress(subject), from, from.AddDate(0, 0, 1))
	} else {
		spends, err = tx.SpendOf(id)
	}
	if err != nil {
		return models.Budget{}, err
	}
	out := models.Budget{Subject: subject, ChainID: chainID, Day: day}
	if out.Spent, err = sumFees(spends, counts); err != nil {
		return out, err
	}
	if out.Limit, out.Limited, err = limitOf(tx, chainID, machine, id, day, policy); err != nil {
		return out, err
	}
	if row, err := tx.BudgetOf(chainID, machine, id, day); err == nil {
		out.Reason, out.SetBy = row.Reason, row.SetBy
	}
	return out, nil
}

// budgetSubject reads a settlement's public id or a key's address.
func budgetSubject(tx *models.Tx, chainID int64, subject string) (machine string, id, day int64, err error) {
	if common.IsHexAddress(subject) {
		k, err := tx.KeyFor(chainID, common.HexToAddress(subject))
		return models.BudgetKey, k.ID, dayOf(tx.Now), err
	}
	st, err := models.ByPublicID[models.Settlement](tx, subject)
	return models.BudgetSettlement, st.ID, 0, err
}

// settledNonce is the transaction count when final, head and pool agree.
func settledNonce(ctx context.Context, node Node, key common.Address) (uint64, error) {
	final, err := node.Finalized(ctx)
	if err != nil {
		return 0, err
	}
	settled, err := node.NonceAt(ctx, key, final.Number)
	if err != nil {
		return 0, err
	}
	pending, err := node.PendingNonceAt(ctx, key)
	if err != nil {
		return 0, err
	}
	if settled != pending {
		return 0, fmt.Errorf("adopt nonce: %w: %d transactions are not final yet", models.ErrState, pending-settled)
	}
	return settled, nil
}

// request stores what the sender shall do with an open nonce.
func (o *Operator) request(tx *models.Tx, row *models.TxIntent, by models.Actor, what, reason string) error {
	if row.State != models.TxSigned && row.State != models.TxBroadcast {
		return fmt.Errorf("%s: %w: transaction is %s", what, models.ErrState, row.State)
	}
	row.Request = what
	if err := models.Update(tx, row, "request"); err != nil {
		return err
	}
	return tx.Audit(by, "transaction.request_"+what, row.PublicID, map[string]any{"reason": reason})
}

func (o *Operator) act(ctx context.Context, by models.Actor, publicID, reason string, do func(*models.Tx, *models.TxIntent) error) (row models.TxIntent, err error) {
	if err := checkAct(by, operatorRole, reason); err != nil {
		return row, err
	}
	err = o.DB.Tx(ctx, func(tx *models.Tx) error {
		if row, err = models.ByPublicID[models.TxIntent](tx, publicID); err != nil {
			return err
		}
		if err := do(tx, &row); err != nil {
			return err
		}
		tx.Result(row)
		return nil
	})
	return row, err
}

// approverOf is the kind of an intent, if by may let it go.
func approverOf(tx *models.Tx, row *models.TxIntent, by models.Actor) (intents.Kind, error) {
	kind, err := intents.Of(row.Kind)
	if err != nil {
		return kind, err
	}
	if !by.Has(kind.Approver) {
		return kind, fmt.Errorf("outbox: %w: a %s needs %s", models.ErrForbidden, kind.Name, kind.Approver)
	}
	inc, known, err := tx.IncidentOfIntent(row)
	if err != nil {
		return kind, err
	}
	return kind, tx.MayDecide(by, "intent.approve", models.Facts{Incident: &inc, NoIncident: !known})
}

func checkAct(by models.Actor, role, reason string) error {
	if !by.Has(role) {
		return fmt.Errorf("outbox: %w: needs %s", models.ErrForbidden, role)
	}
	if reason == "" || len(reason) > 500 {
		return ErrReason
	}
	return nil
}
