package settlements

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims/covers"
	"makewhole/models"
	"makewhole/money"
	"makewhole/service"
	"makewhole/valuation"
)

// evidenceHash begins evidence that names a stored file.
const evidenceHash = "sha256:"

// referenceMax is how many bytes a reference to evidence in words may have.
const referenceMax = 1000

// ReceiptEvidence is what a fact about the past rests on: a file that a claim of
// the incident has stored, by its sha256, or a reference in words, for example
// a transaction or the number of a court file. Exactly one of them is given.
type ReceiptEvidence struct {
	SHA256    *common.Hash
	Reference string
}

// Check records what is wrong with the form of evidence under /evidence.
func (e ReceiptEvidence) Check(bad *service.FieldErrors) {
	bad.Check((e.SHA256 != nil) != (e.Reference != ""), "/evidence", "must have sha256 or reference, and not both")
	bad.Check(len(e.Reference) <= referenceMax, "/evidence/reference", "must have at most 1000 bytes")
	bad.Check(!strings.HasPrefix(e.Reference, evidenceHash), "/evidence/reference", "must not name a hash: that is sha256")
}

// Text is how evidence is stored. A hash must be that of a file which a claim of
// the incident has stored.
func (e ReceiptEvidence) Text(tx *models.Tx, incidentID int64) (string, error) {
	if e.SHA256 == nil {
		return e.Reference, nil
	}
	ok, err := tx.EvidenceStored(incidentID, models.H(*e.SHA256))
	if err == nil && !ok {
		err = service.Invalid("/evidence/sha256", "is no stored evidence file of this incident")
	}
	return evidenceHash + hex.EncodeToString(e.SHA256[:]), err
}

// OutsideInput is what a victim received elsewhere on the same loss.
type OutsideInput struct {
	IncidentID string
	Affected   common.Address
	Asset      covers.AssetInput
	Amount     money.Amount // base units of Asset
	Evidence   ReceiptEvidence
	Reason     string
}

// ProposeReceipt enters an offset. It counts nothing until ConfirmReceipt.
func (s *Service) ProposeReceipt(ctx context.Context, by models.Actor, in OutsideInput) (models.OutsideReceipt, error) {
	var bad service.FieldErrors
	bad.Check(in.Affected != common.Address{}, "/affected", "must not be zero")
	bad.Check(!in.Amount.IsZero(), "/amount", "must be above 0")
	bad.Check(in.Reason != "" && len(in.Reason) <= service.StatementMax, "/reason", "must have 1 to 10000 bytes")
	in.Evidence.Check(&bad)
	in.Asset.Check(&bad, "/asset")
	if err := errors.Join(personOnly(by), bad.Err()); err != nil {
		return models.OutsideReceipt{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.OutsideReceipt, error) {
		inc, err := models.ByPublicID[models.Incident](tx, in.IncidentID)
		if err != nil {
			return models.OutsideReceipt{}, err
		}
		if err := refuseMerged(tx, &inc); err != nil {
			return models.OutsideReceipt{}, err
		}
		evidence, err := in.Evidence.Text(tx, inc.ID)
		if err != nil {
			return models.OutsideReceipt{}, err
		}
		asset, err := covers.EnsureAsset(tx, in.Asset)
		if err != nil {
			return models.OutsideReceipt{}, err
		}
		r := models.OutsideReceipt{
			PublicID: models.NewID("out"), IncidentID: inc.ID, Affected: models.Addr(in.Affected), AssetID: asset.ID,
			Amount: models.Amt(in.Amount), Reason: in.Reason, EnteredBy: by.StaffID, Evidence: &evidence,
		}
		if err := errors.Join(priced(tx, &inc, asset), models.Insert(tx, &r)); err != nil {
			return r, err
		}
		return r, tx.Audit(by, "receipt.propose", r.PublicID, map[string]any{
			"incident": inc.PublicID, "affected": r.Affected.Hex(), "asset": asset.Address.Hex(), "amount": r.Amount.String(),
			"evidence": evidence, "reason": in.Reason,
		})
	})
}

// priced refuses a token that the final snapshot set cannot value: no draft
// could count it. Before there is a set, every token may come.
func priced(tx *models.Tx, inc *models.Incident, asset models.Asset) error {
	v, err := valuation.Load(tx, inc)
	if errors.Is(err, service.ErrNotReady) {
		return nil
	}
	if err != nil {
		return err
	}
	if _, err := v.PriceOf(asset); err != nil {
		return service.Invalid("/asset", "has no price in the snapshot set of the incident")
	}
	return nil
}

// personOnly admits a person of the staff who may speak about money received.
func personOnly(by models.Actor) error {
	if err := service.StaffOnly(by, service.ByApprovers); err != nil {
		return err
	}
	if by.Person == "" || by.StaffID == 0 {
		return fmt.Errorf("%w: needs a person", service.ErrForbidden)
	}
	return nil
}

// mayConfirm refuses who entered what is to be confirmed, whatever login they
// use, and who gains by it.
func mayConfirm(tx *models.Tx, by models.Actor, act string, r *models.OutsideReceipt, enteredBy int64) error {
	inc, err := models.ByID[models.Incident](tx, r.IncidentID)
	if err != nil {
		return err
	}
	return tx.MayDecide(by, act, models.Facts{Incident: &inc, First: enteredBy, Named: []common.Address{r.Affected.Address}})
}

// ConfirmReceipt makes an entered receipt count in everything that is drafted
// from now on. It must be another person than the one who entered it.
func (s *Service) ConfirmReceipt(ctx context.Context, by models.Actor, receiptID string) (models.OutsideReceipt, error) {
	if err := personOnly(by); err != nil {
		return models.OutsideReceipt{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.OutsideReceipt, error) {
		r, err := models.ByPublicID[models.OutsideReceipt](tx, receiptID)
		if err != nil {
			return r, err
		}
		now, err := tx.StandingOf(&r)
		if err != nil {
			return r, err
		}
		if now.Confirmation != nil {
			return r, fmt.Errorf("outside receipt %s is confirmed already: %w", r.PublicID, models.ErrState)
		}
		if err := mayConfirm(tx, by, "receipt.confirm", &r, r.EnteredBy); err != nil {
			return r, err
		}
		inc, err := models.ByID[models.Incident](tx, r.IncidentID)
		if err != nil {
			return r, err
		}
		asset, err := models.ByID[models.Asset](tx, r.AssetID)
		if err != nil {
			return r, err
		}
		row := models.ReceiptConfirmation{ReceiptID: r.ID, ConfirmedBy: &by.StaffID}
		if err := errors.Join(priced(tx, &inc, asset), models.Insert(tx, &row)); err != nil {
			return r, err
		}
		return r, tx.Audit(by, "receipt.confirm", r.PublicID, nil)
	})
}

// ReversalInput takes an outside receipt back, in part or whole.
type ReversalInput struct {
	ReceiptID string
	Amount    money.Amount // base units of the receipt's asset
	Evidence  ReceiptEvidence
	Reason    string
}

// ProposeReversal enters a reversal of a receipt that counts. It takes nothing
// off until ConfirmReversal; more than what is left of the receipt is refused.
func (s *Service) ProposeReversal(ctx context.Context, by models.Actor, in ReversalInput) (models.OutsideReceipt, error) {
	var bad service.FieldErrors
	bad.Check(!in.Amount.IsZero(), "/amount", "must be above 0")
	bad.Check(in.Reason != "" && len(in.Reason) <= service.StatementMax, "/reason", "must have 1 to 10000 bytes")
	in.Evidence.Check(&bad)
	if err := errors.Join(personOnly(by), bad.Err()); err != nil {
		return models.OutsideReceipt{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.OutsideReceipt, error) {
		r, err := models.ByPublicID[models.OutsideReceipt](tx, in.ReceiptID)
		if err != nil {
			return r, err
		}
		if err := reversible(tx, &r, in.Amount); err != nil {
			return r, err
		}
		evidence, err := in.Evidence.Text(tx, r.IncidentID)
		if err != nil {
			return r, err
		}
		row := models.ReceiptReversal{
			PublicID: models.NewID("rev"), ReceiptID: r.ID, Amount: models.Amt(in.Amount), Evidence: evidence, Reason: in.Reason, EnteredBy: by.StaffID,
		}
		if err := models.Insert(tx, &row); err != nil {
			return r, err
		}
		return r, tx.Audit(by, "receipt.reverse", row.PublicID, map[string]any{
			"receipt": r.PublicID, "amount": row.Amount.String(), "evidence": evidence, "reason": in.Reason,
		})
	})
}

// reversible refuses to take back what does not count.
func reversible(tx *models.Tx, r *models.OutsideReceipt, amount money.Amount) error {
	now, err := tx.StandingOf(r)
	switch {
	case err != nil:
		return err
	case now.State == models.ReceiptProposed || now.State == models.ReceiptReversed:
		return fmt.Errorf("outside receipt %s is %s: %w", r.PublicID, now.State, models.ErrState)
	case now.Counted.Less(amount):
		return service.Invalid("/amount", "must be at most what is left of the receipt, "+now.Counted.String())
	}
	return nil
}

// ConfirmReversal makes a reversal count. It must be another person than the one
// who entered it; a reversal that other reversals have left no room for is
// refused.
func (s *Service) ConfirmReversal(ctx context.Context, by models.Actor, reversalID string) (models.OutsideReceipt, error) {
	if err := personOnly(by); err != nil {
		return models.OutsideReceipt{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.OutsideReceipt, error) {
		row, err := models.ByPublicID[models.ReceiptReversal](tx, reversalID)
		if err != nil {
			return models.OutsideReceipt{}, err
		}
		r, err := models.ByID[models.OutsideReceipt](tx, row.ReceiptID)
		if err != nil {
			return r, err
		}
		now, err := tx.StandingOf(&r)
		if err != nil {
			return r, err
		}
		for _, b := range now.Reversals {
			if b.ID == row.ID && b.Confirmation != nil {
				return r, fmt.Errorf("reversal %s is confirmed already: %w", row.PublicID, models.ErrState)
			}
		}
		if now.Counted.Less(row.Amount.Amount) {
			return r, fmt.Errorf("%w: other reversals left less of the receipt than this one takes back", service.ErrConflict)
		}
		if err := mayConfirm(tx, by, "reversal.confirm", &r, row.EnteredBy); err != nil {
			return r, err
		}
		if err := models.Insert(tx, &models.ReversalConfirmation{ReversalID: row.ID, ConfirmedBy: by.StaffID}); err != nil {
			return r, err
		}
		return r, tx.Audit(by, "receipt.reversal_confirm", row.PublicID, map[string]any{"receipt": r.PublicID})
	})
}
