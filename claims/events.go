package claims

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
	"makewhole/models"
	"makewhole/money"
)

// chainActor is who moves what the chain has decided.
var chainActor = models.ChainActor("events")

// eventNames are the final events that this package consumes. Those without a
// handler say the same as another event of their transaction.
var eventNames = []string{
	"Published", "Cancelled", "Held", "Extended", "Redeemed", "Pushed", "PushFailed", "Swept",
	"Deposited", "Withdrawn", "Earmarked", "Released", "RecoveryDeposited",
	"Announced", "Pulled", "GivenBack", "ExitRequested", "ExitEnded", "EpochBegun", "ReleaseBegun", "Escheated",
}

// EventReport counts what one run of ApplyEvents applied.
type EventReport struct{ Applied, Alarms int }

// ApplyEvents consumes final events of distributors, pools and vaults in chain
// order, a batch per transaction, each with its ledger postings, and marks them
// applied there. An event that contradicts the books freezes settlement: money
// moved in a way nobody here decided.
func (s *Service) ApplyEvents(ctx context.Context) (EventReport, error) {
	var total EventReport
	for {
		r, err := write(ctx, s, func(tx *models.Tx) (EventReport, error) { return s.applyBatch(tx) })
		total.Applied += r.Applied
		total.Alarms += r.Alarms
		if err != nil || r.Applied < s.EventBatch {
			return total, err
		}
	}
}

func (s *Service) applyBatch(tx *models.Tx) (r EventReport, err error) {
	events, err := tx.PendingEvents(s.EventBatch, eventNames...)
	if err != nil {
		return r, err
	}
	touched := map[int64]bool{} // entitlements whose payments changed
	for i := range events {
		a := &applier{s: s, tx: tx, ev: &events[i], touched: touched}
		err := a.apply()
		var alarm *alarmError
		if errors.As(err, &alarm) {
			r.Alarms++
			err = tx.Freeze(alarm.Error(), chainActor)
		}
		if err == nil {
			err = tx.MarkApplied(a.ev)
		}
		if err != nil {
			return r, fmt.Errorf("apply %s of %s: %w", a.ev.Name, a.ev.TxHash.Hex(), err)
		}
		r.Applied++
	}
	return r, deriveClaims(tx, touched)
}

// alarmError is a final event that contradicts the books.
type alarmError struct{ what string }

func (e *alarmError) Error() string { return e.what }

// applier is one event in its transaction.
type applier struct {
	s       *Service
	tx      *models.Tx
	ev      *models.ChainEvent
	touched map[int64]bool
}

// number is a uint64 in its decimal text form.
type number uint64

func (n *number) UnmarshalText(b []byte) error {
	v, err := strconv.ParseUint(string(b), 10, 64)
	*n = number(v)
	return err
}

func (n number) time() time.Time { return time.Unix(int64(n), 0).UTC() }

// payload is every field that the handled events carry.
type payload struct {
	SettlementID common.Hash    `json:"settlement_id"`
	IncidentID   common.Hash    `json:"incident_id"`
	OrderDigest  common.Hash    `json:"order_digest"`
	Root         common.Hash    `json:"root"`
	Total        money.Amount   `json:"total"`
	ActiveAt     number         `json:"active_at"`
	Deadline     number         `json:"deadline"`
	ReasonHash   common.Hash    `json:"reason_hash"`
	By           common.Address `json:"by"`
	Index        number         `json:"index"`
	FirstIndex   number         `json:"first_index"`
	Paid         money.Amount   `json:"paid"` // mask
	Amount       money.Amount   `json:"amount"`
	PaidTo       common.Address `json:"paid_to"`
	Account      common.Address `json:"account"`
	Assets       money.Amount   `json:"assets"`
	Asset        common.Address `json:"asset"`
	From         common.Address `json:"from"`
	Registered   bool           `json:"registered"`
	// ReleasableFrom is Unix seconds.
	ReleasableFrom number `json:"releasable_from"`
}

func (a *applier) apply() error {
	var p payload
	if err := json.Unmarshal([]byte(a.ev.Payload), &p); err != nil {
		return fmt.Errorf("read payload: %w", err)
	}
	switch a.ev.Name {
	case "Published", "Cancelled", "Held", "Extended", "Redeemed", "Pushed", "PushFailed", "Swept":
		return a.settlement(p)
	case "Deposited", "Withdrawn", "Earmarked", "Released", "ReleaseBegun":
		return a.pool(p)
	case "RecoveryDeposited":
		return a.recovery(p)
	}
	return nil
}

// ref makes a ledger movement idempotent by the event behind it.
func (a *applier) ref() string {
	return a.ev.TxHash.Hex() + ":" + strconv.FormatInt(a.ev.LogIndex, 10)
}

func (a *applier) settlement(p payload) error {
	st, err := a.tx.SettlementByRef(p.SettlementID)
	if errors.Is(err, models.ErrNotFound) {
		return &alarmError{"an unknown settlement is on chain: " + p.SettlementID.Hex()}
	}
	if err != nil {
		return err
	}
	d, err := withRows(a.tx, st)
	if err != nil {
		return err
	}
	if d.pool.Distributor != a.ev.Contract {
		return &alarmError{"settlement " + st.PublicID + " moved at another distributor"}
	}
	ended := st.State == models.SettlementClosed || st.State == models.SettlementCancelled
	if ended && (a.ev.Name == "Held" || a.ev.Name == "Extended") {
		return nil // a deadline of what is over moves nothing
	}
	switch a.ev.Name {
	case "Published":
		return a.published(d, p)
	case "Cancelled":
		return a.cancelled(d, p)
	case "Held":
		at := p.ActiveAt.time()
		d.st.ActiveAt = &at
		return errors.Join(models.Update(a.tx, &d.st, "active_at"),
			a.tx.Audit(chainActor, "settlement.hold", st.PublicID, map[string]any{"active_at": at, "reason_hash": p.ReasonHash}))
	case "Extended":
		at := p.Deadline.time()
		d.st.Deadline = &at
		return models.Update(a.tx, &d.st, "deadline")
	case "Redeemed":
		return a.collected(d, "redeem", []int64{int64(p.Index)}, &p)
	case "Pushed":
		return a.collected(d, "push", maskIndices(p), nil)
	case "PushFailed":
		return a.tx.Audit(chainActor, "settlement.push_failed", st.PublicID, map[string]any{"index": uint64(p.Index), "tx": a.ev.TxHash.Hash})
	}
	return a.swept(d, p)
}

func maskIndices(p payload) []int64 {
	var out []int64
	for i := range contracts.MaskFromBig(p.Paid.Big()).Items() {
		out = append(out, int64(p.FirstIndex)+int64(i))
	}
	return out
}

func (a *applier) published(d *settled, p payload) error {
	if p.OrderDigest != d.st.OrderDigest.Hash || p.Total != d.st.Paid.Amount || p.Root != d.st.PayoutRoot.Hash {
		return &alarmError{"settlement " + d.st.PublicID + " is on chain with another content"}
	}
	if _, err := SettlementMachine.Next(d.st.State, "publish"); err != nil {
		return &alarmError{"settlement " + d.st.PublicID + " is on chain while it is " + d.st.State}
	}
	at, active, deadline := a.ev.BlockTime, p.ActiveAt.time(), p.Deadline.time()
	d.st.PublishedAt, d.st.ActiveAt, d.st.Deadline = &at, &active, &deadline
	if err := models.Move(a.tx, SettlementMachine, &d.st, "publish", chainActor, a.ref(), "published_at", "active_at", "deadline"); err != nil {
		return err
	}
	if _, err := a.tx.MoveLines(d.st.ID, models.AllocationAllocated, models.AllocationClaimable, true); err != nil {
		return err
	}
	return d.book().publish(a.tx)
}

func (a *applier) cancelled(d *settled, p payload) error {
	if _, err := SettlementMachine.Next(d.st.State, "cancel"); err != nil || d.st.PublishedAt == nil {
		return &alarmError{"settlement " + d.st.PublicID + " was cancelled on chain while it is " + d.st.State}
	}
	unpaid, err := a.tx.UnpaidLeaves(d.st.ID)
	if err != nil {
		return err
	}
	if unpaid != d.st.LeafCount {
		return &alarmError{"settlement " + d.st.PublicID + " was cancelled on chain after it had paid"}
	}
	for _, from := range []string{models.AllocationClaimable, models.AllocationAllocated} {
		if _, err := a.tx.MoveLines(d.st.ID, from, models.AllocationVoid, false); err != nil {
			return err
		}
	}
	if err := d.book().giveBack(a.tx); err != nil {
		return err
	}
	d.st.CancelReason = "on chain by " + p.By.Hex() + ", reason " + p.ReasonHash.Hex()
	return models.Move(a.tx, SettlementMachine, &d.st, "cancel", chainActor, a.ref(), "cancel_reason")
}

// collected books payments of leaves through one door.
func (a *applier) collected(d *settled, door string, indices []int64, redeemed *payload) error {
	lines, err := a.tx.LeavesAt(d.st.ID, indices)
	if err != nil {
		return err
	}
	if len(lines) != len(indices) {
		return &alarmError{"settlement " + d.st.PublicID + " paid a leaf it does not have"}
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
	if err := a.tx.Post("pay", a.ref(), move(d.st.AssetID, accountDistributor(&d.st), accountPaid(&d.inc), total)...); err != nil {
		return err
	}
	return a.closeIfPaid(d)
}

// activateBy moves a settlement whose doors are evidently open.
func (a *applier) activateBy(d *settled) error {
	if d.st.State != models.SettlementPublished {
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

func (a *applier) closeIfPaid(d *settled) error {
	left, err := a.tx.UnpaidLeaves(d.st.ID)
	if err != nil || left > 0 || d.st.State != models.SettlementActive {
		return err
	}
	return models.Move(a.tx, SettlementMachine, &d.st, "close", chainActor, "fully paid")
}

func (a *applier) swept(d *settled, p payload) error {
	if _, err := a.tx.MoveLines(d.st.ID, models.AllocationClaimable, models.AllocationSwept, true); err != nil {
		return err
	}
	if err := a.tx.Post("sweep", a.ref(), move(d.st.AssetID, accountDistributor(&d.st), accountEscheat(&d.inc), p.Amount)...); err != nil {
		return err
	}
	if err := a.activateBy(d); err != nil || d.st.State != models.SettlementActive {
		return err
	}
	return models.Move(a.tx, SettlementMachine, &d.st, "close", chainActor, a.ref())
}

// pool books what moves in a capital pool. Contracts that are no pool of ours
// are somebody else's business.
func (a *applier) pool(p payload) error {
	pools, err := a.tx.PoolsBehind(a.ev.Contract.Address)
	if err != nil || len(pools) == 0 {
		return err
	}
	pool := &pools[0]
	post := func(kind, from, to string, amount money.Amount) error {
		return a.tx.Post(kind, a.ref(), move(pool.AssetID, from, to, amount)...)
	}
	switch a.ev.Name {
	case "Deposited":
		return post("deposit", accountProviders(pool), accountFree(pool), p.Assets)
	case "Withdrawn":
		return post("withdraw", accountFree(pool), accountProviders(pool), p.Assets)
	}
	inc, err := a.tx.IncidentByRef(p.IncidentID)
	if errors.Is(err, models.ErrNotFound) {
		return &alarmError{"pool " + pool.PublicID + " has an earmark for an unknown incident " + p.IncidentID.Hex()}
	}
	if err != nil {
		return err
	}
	switch a.ev.Name {
	case "ReleaseBegun":
		return a.s.endRelease(a.tx, &inc, pool, p.ReleasableFrom.time())
	case "Earmarked":
		return post("earmark", accountFree(pool), accountEarmark(pool, &inc), p.Amount)
	}
	return post("unearmark", accountEarmark(pool, &inc), accountFree(pool), p.Amount)
}

// deriveClaims moves the claims whose lines were paid: partially paid, and paid
// when everything that was approved is allocated and collected.
func deriveClaims(tx *models.Tx, touched map[int64]bool) error {
	for id := range touched {
		e, err := models.ByID[models.Entitlement](tx, id)
		if err != nil {
			return err
		}
		if e.ClaimID == nil {
			continue
		}
		if err := deriveClaim(tx, &e); err != nil {
			return fmt.Errorf("entitlement %s: %w", e.PublicID, err)
		}
	}
	return nil
}

func deriveClaim(tx *models.Tx, e *models.Entitlement) error {
	c, err := models.ByID[models.Claim](tx, *e.ClaimID)
	if err != nil {
		return err
	}
	lines, err := tx.LinesOfEntitlement(e.ID)
	if err != nil {
		return err
	}
	full, collected := false, true
	for _, l := range lines {
		if l.LeafIndex == nil || l.State == models.AllocationVoid || l.State == models.AllocationSwept {
			continue
		}
		sum, err := l.Already.Add(l.Amount.Amount)
		if err != nil {
			return err
		}
		full = !sum.Less(l.Entitled.Amount)
		collected = collected && l.State == models.AllocationFinal
	}
	event := "pay_part"
	if full && collected {
		event = "pay"
	}
	if _, err := ClaimMachine.Next(c.State, event); err != nil {
		return nil // already there, or the claim ended otherwise
	}
	return models.Move(tx, ClaimMachine, &c, event, chainActor, "")
}
