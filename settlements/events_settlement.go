package settlements

import (
	"errors"

	"makewhole/contracts"
	"makewhole/models"
	"makewhole/money"
	"makewhole/settlements/ledger"
)

// ofSettlement finds the settlement that an event of a distributor is about.
func ofSettlement(handle func(*applier, *Settled, EventPayload) error) func(*applier, EventPayload) error {
	return func(a *applier, p EventPayload) error {
		st, err := a.tx.SettlementByRef(p.SettlementID)
		if errors.Is(err, models.ErrNotFound) {
			return &alarmError{"an unknown settlement is on chain: " + p.SettlementID.Hex()}
		}
		if err != nil {
			return err
		}
		d, err := WithRows(a.tx, st)
		if err != nil {
			return err
		}
		if d.Pool.Distributor != a.ev.Contract {
			return &alarmError{"settlement " + st.PublicID + " moved at another distributor"}
		}
		return handle(a, d, p)
	}
}

// unlessEnded passes over a settlement that is over: a deadline moves nothing
// there.
func unlessEnded(handle func(*applier, *Settled, EventPayload) error) func(*applier, *Settled, EventPayload) error {
	return func(a *applier, d *Settled, p EventPayload) error {
		if d.Settlement.State == models.SettlementClosed || d.Settlement.State == models.SettlementCancelled {
			return nil
		}
		return handle(a, d, p)
	}
}

// held moves the beginning and, by as much, the deadline: a hold costs nobody
// time to collect.
func (a *applier) held(d *Settled, p EventPayload) error {
	if d.Settlement.ActiveAt == nil || d.Settlement.Deadline == nil {
		return &alarmError{"settlement " + d.Settlement.PublicID + " was held on chain before it was published"}
	}
	at := p.ActiveAt.time()
	deadline := d.Settlement.Deadline.Add(at.Sub(*d.Settlement.ActiveAt))
	d.Settlement.ActiveAt, d.Settlement.Deadline = &at, &deadline
	return errors.Join(models.Update(a.tx, &d.Settlement, "active_at", "deadline"),
		a.tx.Audit(chainActor, "settlement.hold", d.Settlement.PublicID, map[string]any{"active_at": at, "reason_hash": p.ReasonHash}))
}

func (a *applier) extended(d *Settled, p EventPayload) error {
	at := p.Deadline.time()
	d.Settlement.Deadline = &at
	return models.Update(a.tx, &d.Settlement, "deadline")
}

func (a *applier) redeemed(d *Settled, p EventPayload) error {
	return a.collected(d, "redeem", []int64{int64(p.Index)}, &p)
}

func (a *applier) pushed(d *Settled, p EventPayload) error {
	return a.collected(d, "push", MaskIndices(p), nil)
}

func (a *applier) pushFailed(d *Settled, p EventPayload) error {
	details := map[string]any{"index": uint64(p.Index), "tx": a.ev.TxHash.Hash}
	return a.tx.Audit(chainActor, "settlement.push_failed", d.Settlement.PublicID, details)
}

// MaskIndices are the leaves that a Pushed event paid.
func MaskIndices(p EventPayload) []int64 {
	var out []int64
	for i := range contracts.MaskFromBig(p.Paid.Big()).Items() {
		out = append(out, int64(p.FirstIndex)+int64(i))
	}
	return out
}

func (a *applier) published(d *Settled, p EventPayload) error {
	if p.OrderDigest != d.Settlement.OrderDigest.Hash || p.Total != d.Settlement.Paid.Amount || p.Root != d.Settlement.PayoutRoot.Hash {
		return &alarmError{"settlement " + d.Settlement.PublicID + " is on chain with another content"}
	}
	if _, err := SettlementMachine.Next(d.Settlement.State, "publish"); err != nil {
		return &alarmError{"settlement " + d.Settlement.PublicID + " is on chain while it is " + d.Settlement.State}
	}
	at, active, deadline := a.ev.BlockTime, p.ActiveAt.time(), p.Deadline.time()
	d.Settlement.PublishedAt, d.Settlement.ActiveAt, d.Settlement.Deadline = &at, &active, &deadline
	if err := models.Move(a.tx, SettlementMachine, &d.Settlement, "publish", chainActor, a.ref(), "published_at", "active_at", "deadline"); err != nil {
		return err
	}
	if _, err := a.tx.MoveLines(d.Settlement.ID, models.AllocationAllocated, models.AllocationClaimable, true); err != nil {
		return err
	}
	return d.book().Publish(a.tx)
}

func (a *applier) cancelled(d *Settled, p EventPayload) error {
	if _, err := SettlementMachine.Next(d.Settlement.State, "cancel"); err != nil || d.Settlement.PublishedAt == nil {
		return &alarmError{"settlement " + d.Settlement.PublicID + " was cancelled on chain while it is " + d.Settlement.State}
	}
	unpaid, err := a.tx.UnpaidLeaves(d.Settlement.ID)
	if err != nil {
		return err
	}
	if unpaid != d.Settlement.LeafCount {
		return &alarmError{"settlement " + d.Settlement.PublicID + " was cancelled on chain after it had paid"}
	}
	for _, from := range []string{models.AllocationClaimable, models.AllocationAllocated} {
		if _, err := a.tx.MoveLines(d.Settlement.ID, from, models.AllocationVoid, false); err != nil {
			return err
		}
	}
	if err := errors.Join(d.book().GiveBack(a.tx), a.returnMoney(d)); err != nil {
		return err
	}
	d.Settlement.CancelReason = "on chain by " + p.By.Hex() + ", reason " + p.ReasonHash.Hex()
	if err := models.Move(a.tx, SettlementMachine, &d.Settlement, "cancel", chainActor, a.ref(), "cancel_reason"); err != nil {
		return err
	}
	return restate(a.tx, chainActor, &d.Incident, d.Settlement.PublicID)
}

// collected books payments of leaves through one door.
func (a *applier) collected(d *Settled, door string, indices []int64, redeemed *EventPayload) error {
	lines, err := a.tx.LeavesAt(d.Settlement.ID, indices)
	if err != nil {
		return err
	}
	if len(lines) != len(indices) {
		return &alarmError{"settlement " + d.Settlement.PublicID + " paid a leaf it does not have"}
	}
	if err := a.activateBy(d); err != nil {
		return err
	}
	total := money.Zero
	for i := range lines {
		l := &lines[i]
		if l.State != models.AllocationClaimable || (redeemed != nil && redeemed.Amount != l.Amount.Amount) {
			return &alarmError{"line " + l.PublicID + " was paid twice or in another amount"}
		}
		to := l.Receiver
		if redeemed != nil {
			to = models.Addr(redeemed.PaidTo)
		}
		if err := a.finalize(l, door, to); err != nil {
			return err
		}
		a.touched[l.EntitlementID] = true
		if total, err = total.Add(l.Amount.Amount); err != nil {
			return err
		}
	}
	if err := a.tx.Post("pay", a.ref(), ledger.Move(d.Settlement.AssetID, ledger.Distributor(&d.Settlement), ledger.Paid(&d.Incident), total)...); err != nil {
		return err
	}
	return a.closeIfPaid(d)
}

// activateBy moves a settlement whose doors are evidently open.
func (a *applier) activateBy(d *Settled) error {
	if d.Settlement.State != models.SettlementPublished {
		return nil
	}
	return activate(a.tx, d, chainActor)
}

func (a *applier) finalize(l *models.Allocation, door string, to models.Address) error {
	at := a.ev.BlockTime
	l.State, l.Door, l.PaidTo, l.CollectedAt = models.AllocationFinal, door, &to, &at
	l.TxHash, l.BlockHash, l.BlockNumber, l.LogIndex = &a.ev.TxHash, &a.ev.BlockHash, &a.ev.BlockNumber, &a.ev.LogIndex
	return models.Update(a.tx, l, "state", "door", "paid_to", "tx_hash", "block_number", "block_hash", "log_index", "collected_at")
}

func (a *applier) closeIfPaid(d *Settled) error {
	left, err := a.tx.UnpaidLeaves(d.Settlement.ID)
	if err != nil || left > 0 || d.Settlement.State != models.SettlementActive {
		return err
	}
	return models.Move(a.tx, SettlementMachine, &d.Settlement, "close", chainActor, "fully paid")
}

func (a *applier) swept(d *Settled, p EventPayload) error {
	if _, err := a.tx.MoveLines(d.Settlement.ID, models.AllocationClaimable, models.AllocationSwept, true); err != nil {
		return err
	}
	if err := a.tx.Post("sweep", a.ref(), ledger.Move(d.Settlement.AssetID, ledger.Distributor(&d.Settlement), ledger.Escheat(&d.Incident), p.Amount)...); err != nil {
		return err
	}
	if err := a.activateBy(d); err != nil || d.Settlement.State != models.SettlementActive {
		return err
	}
	return models.Move(a.tx, SettlementMachine, &d.Settlement, "close", chainActor, a.ref())
}
