package settlements

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims"
	"makewhole/models"
	"makewhole/money"
	"makewhole/service"
	"makewhole/states"
)

// chainActor is who moves what the chain has decided.
var chainActor = models.ChainActor(states.ChainEvents)

// EventReport counts what one run of ApplyEvents applied.
type EventReport struct{ Applied, Alarms int }

// ApplyEvents consumes final events of distributors, pools and vaults in chain
// order, a batch per transaction, each with its ledger postings, and marks them
// applied there. An event that contradicts the books freezes settlement: money
// moved in a way nobody here decided.
func (s *Service) ApplyEvents(ctx context.Context) (EventReport, error) {
	var total EventReport
	for {
		r, err := service.Write(ctx, s.DB, func(tx *models.Tx) (EventReport, error) { return s.applyBatch(tx) })
		total.Applied += r.Applied
		total.Alarms += r.Alarms
		if err != nil || r.Applied < s.EventBatch {
			return total, err
		}
	}
}

func (s *Service) applyBatch(tx *models.Tx) (r EventReport, err error) {
	pending, err := tx.PendingEvents(s.EventBatch, EventNames...)
	if err != nil {
		return r, err
	}
	touched := map[int64]bool{} // entitlements whose payments changed
	for i := range pending {
		a := &applier{s: s, tx: tx, ev: &pending[i], touched: touched}
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

// events is what each final event does to the books, by name. An event that is
// consumed and has no entry is an error.
var events = map[string]func(*applier, EventPayload) error{
	"Published":  ofSettlement((*applier).published),
	"Cancelled":  ofSettlement((*applier).cancelled),
	"Held":       ofSettlement(unlessEnded((*applier).held)),
	"Extended":   ofSettlement(unlessEnded((*applier).extended)),
	"Redeemed":   ofSettlement((*applier).redeemed),
	"Pushed":     ofSettlement((*applier).pushed),
	"PushFailed": ofSettlement((*applier).pushFailed),
	"Swept":      ofSettlement((*applier).swept),

	"Deposited": ofPool((*applier).deposited),
	"Withdrawn": ofPool((*applier).withdrawn),
	"Earmarked": ofPool(ofIncident((*applier).earmarked)),
	"Released":  ofPool(ofIncident((*applier).unearmarked)),

	"ReleaseBegun": ofPool(ofIncident((*applier).releaseBegun)),

	"RecoveryDeposited": (*applier).recovery,

	// These say the same as another event of their transaction.
	"Announced": saidElsewhere, "Pulled": saidElsewhere, "GivenBack": saidElsewhere, "Escheated": saidElsewhere,
	// The books have it back since the cancellation, which asked for it where it did not
	// come along; V8 compares what is still on its way.
	"Returned":      saidElsewhere,
	"Revoked":       (*applier).revoked,
	"ExitRequested": ofPool((*applier).exitRequested),
	// These move no money.
	"ExitEnded": saidElsewhere, "EpochBegun": saidElsewhere,
}

func saidElsewhere(*applier, EventPayload) error { return nil }

// EventNames are the final events that this package consumes, in order of name.
var EventNames = slices.Sorted(maps.Keys(events))

func (a *applier) apply() error {
	handle, known := events[a.ev.Name]
	if !known {
		return fmt.Errorf("%w: no entry for the event %s", service.ErrInvariant, a.ev.Name)
	}
	p, err := payloadOf(a.ev)
	if err != nil {
		return err
	}
	return handle(a, p)
}

func payloadOf(ev *models.ChainEvent) (p EventPayload, err error) {
	if err = json.Unmarshal([]byte(ev.Payload), &p); err != nil {
		err = fmt.Errorf("read payload of %s in %s: %w", ev.Name, ev.TxHash.Hex(), err)
	}
	return p, err
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

// EventNumber is a uint64 in its decimal text form.
type EventNumber uint64

// UnmarshalText reads the decimal form.
func (n *EventNumber) UnmarshalText(b []byte) error {
	v, err := strconv.ParseUint(string(b), 10, 64)
	*n = EventNumber(v)
	return err
}

func (n EventNumber) time() time.Time { return time.Unix(int64(n), 0).UTC() }

// EventPayload is every field that the handled events carry.
type EventPayload struct {
	SettlementID common.Hash    `json:"settlement_id"`
	IncidentID   common.Hash    `json:"incident_id"`
	OrderDigest  common.Hash    `json:"order_digest"`
	Root         common.Hash    `json:"root"`
	Total        money.Amount   `json:"total"`
	ActiveAt     EventNumber    `json:"active_at"`
	Deadline     EventNumber    `json:"deadline"`
	ReasonHash   common.Hash    `json:"reason_hash"`
	By           common.Address `json:"by"`
	Index        EventNumber    `json:"index"`
	FirstIndex   EventNumber    `json:"first_index"`
	Paid         money.Amount   `json:"paid"` // mask
	Amount       money.Amount   `json:"amount"`
	PaidTo       common.Address `json:"paid_to"`
	Account      common.Address `json:"account"`
	Assets       money.Amount   `json:"assets"`
	Asset        common.Address `json:"asset"`
	From         common.Address `json:"from"`
	Registered   bool           `json:"registered"`
	Source       common.Address `json:"source"`
	Token        common.Address `json:"token"`
	ExitID       money.Amount   `json:"exit_id"`
	Shares       money.Amount   `json:"shares"`
	TotalShares  money.Amount   `json:"total_shares"`
	// ReleasableFrom and ReadyAt are Unix seconds.
	ReleasableFrom EventNumber `json:"releasable_from"`
	ReadyAt        EventNumber `json:"ready_at"`
}

// ref makes a ledger movement idempotent by the event behind it.
func (a *applier) ref() string {
	return a.ev.TxHash.Hex() + ":" + strconv.FormatInt(a.ev.LogIndex, 10)
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
	if _, err := claims.ClaimMachine.Next(c.State, event); err != nil {
		return nil // already there, or the claim ended otherwise
	}
	return models.Move(tx, claims.ClaimMachine, &c, event, chainActor, "")
}
