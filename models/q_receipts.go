package models

import (
	"errors"
	"time"

	"makewhole/money"
)

// States of an outside receipt. No column holds them: they follow from its
// confirmation, its reversals and their confirmations.
const (
	ReceiptProposed         = "proposed"          // nobody confirmed it, it counts nothing
	ReceiptCounted          = "counted"           // what is left of it counts
	ReceiptReversalProposed = "reversal_proposed" // it counts until a reversal is confirmed
	ReceiptReversed         = "reversed"          // nothing is left of it
)

// Reversal is one reversal with its confirmation, NULL while nobody gave it.
type Reversal struct {
	ReceiptReversal
	Confirmation *ReversalConfirmation
}

// Standing is what an outside receipt counts for now and why. Counted is in base
// units of the receipt's asset.
type Standing struct {
	State        string
	Counted      money.Amount
	Confirmation *ReceiptConfirmation
	Reversals    []Reversal // oldest first
}

// ReceiptsOf streams what victims of an incident, and of records merged into it, got
// elsewhere and counts: the confirmed receipts, Amount less their confirmed reversals. Those of which
// nothing is left are not among them.
func (tx *Tx) ReceiptsOf(incidentID int64, fn func(*OutsideReceipt) error) error {
	records, err := tx.Records(incidentID)
	if err != nil {
		return err
	}
	back, err := tx.reversedOf(records)
	if err != nil {
		return err
	}
	cond := "incident_id IN ? AND id IN (SELECT receipt_id FROM receipt_confirmations)"
	return each(tx, "id", query{cond: cond, args: []any{records}}, func(o *OutsideReceipt) error {
		left, err := o.Amount.Sub(back[o.ID])
		if err != nil {
			return wrap("reversals of "+o.PublicID, err)
		}
		if left.IsZero() {
			return nil
		}
		o.Amount = Amt(left)
		return fn(o)
	})
}

// reversedOf adds the confirmed reversals of each receipt of some records.
func (tx *Tx) reversedOf(records []int64) (map[int64]money.Amount, error) {
	out := map[int64]money.Amount{}
	cond := `id IN (SELECT reversal_id FROM reversal_confirmations) AND
		receipt_id IN (SELECT id FROM outside_receipts WHERE incident_id IN ?)`
	err := each(tx, "id", query{cond: cond, args: []any{records}}, func(r *ReceiptReversal) error {
		sum, err := out[r.ReceiptID].Add(r.Amount.Amount)
		out[r.ReceiptID] = sum
		return err
	})
	return out, err
}

// ReceiptPage lists what was entered as received elsewhere, counted or not.
func (tx *Tx) ReceiptPage(incidentID int64, p Page) ([]OutsideReceipt, error) {
	return page[OutsideReceipt](tx, p, "incident_id = ?", incidentID)
}

// StandingOf reads what an outside receipt counts for now.
func (tx *Tx) StandingOf(r *OutsideReceipt) (Standing, error) {
	out := Standing{State: ReceiptProposed}
	var err error
	if out.Reversals, err = tx.reversalsOf(r.ID); err != nil {
		return out, err
	}
	c, err := one[ReceiptConfirmation](tx, "receipt_id = ?", r.ID)
	if errors.Is(err, ErrNotFound) {
		return out, nil
	}
	if err != nil {
		return out, err
	}
	out.Confirmation = &c
	return out, out.count(r)
}

// count takes the confirmed reversals off and names the state.
func (s *Standing) count(r *OutsideReceipt) (err error) {
	s.State, s.Counted = ReceiptCounted, r.Amount.Amount
	for _, b := range s.Reversals {
		if b.Confirmation == nil {
			s.State = ReceiptReversalProposed
			continue
		}
		if s.Counted, err = s.Counted.Sub(b.Amount.Amount); err != nil {
			return wrap("reversals of "+r.PublicID, err)
		}
	}
	if s.Counted.IsZero() {
		s.State = ReceiptReversed
	}
	return nil
}

func (tx *Tx) reversalsOf(receiptID int64) ([]Reversal, error) {
	rows, err := list[ReceiptReversal](tx, query{cond: "receipt_id = ?", args: []any{receiptID}, order: "id"})
	if err != nil {
		return nil, err
	}
	given, err := list[ReversalConfirmation](tx, query{
		cond: "reversal_id IN (SELECT id FROM receipt_reversals WHERE receipt_id = ?)", args: []any{receiptID}, order: "id",
	})
	byReversal := map[int64]*ReversalConfirmation{}
	for i := range given {
		byReversal[given[i].ReversalID] = &given[i]
	}
	out := make([]Reversal, len(rows))
	for i, r := range rows {
		out[i] = Reversal{r, byReversal[r.ID]}
	}
	return out, err
}

// EvidenceStored reports whether a claim of an incident has an evidence file
// with this sha256.
func (tx *Tx) EvidenceStored(incidentID int64, sum Hash) (bool, error) {
	n, err := count[EvidenceFile](tx, "sha256 = ? AND claim_id IN (SELECT id FROM claims WHERE incident_id = ?)", sum, incidentID)
	return n > 0, err
}

// AnyReceiptSince reports whether a receipt of an incident, or of a record merged into
// it, began to count since a moment, or a reversal of one did.
func (tx *Tx) AnyReceiptSince(incidentID int64, since time.Time) (bool, error) {
	records, err := tx.Records(incidentID)
	if err != nil {
		return false, err
	}
	n, err := count[OutsideReceipt](tx, "incident_id IN ? AND id IN (SELECT receipt_id FROM receipt_confirmations WHERE created_at >= ?)", records, since)
	if err != nil || n > 0 {
		return n > 0, err
	}
	n, err = count[ReceiptReversal](tx, "receipt_id IN (SELECT id FROM outside_receipts WHERE incident_id IN ?) AND id IN (SELECT reversal_id FROM reversal_confirmations WHERE created_at >= ?)", records, since)
	return n > 0, err
}
