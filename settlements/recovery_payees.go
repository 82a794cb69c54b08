package settlements

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims/covers"
	"makewhole/claims/entitlements"
	"makewhole/models"
	"makewhole/money"
	"makewhole/payouts"
	"makewhole/service"
	"makewhole/states"
)

// payeeStates are the states of an incident in which somebody may be registered to get
// recovered money without a loss: it was confirmed, and also after its end, when the
// surplus of the protocol may still wait for its receiver.
var payeeStates = []string{
	models.IncidentConfirmed, models.IncidentSnapshotting, models.IncidentClaimsOpen, models.IncidentClaimsClosed, models.IncidentSettling,
	models.IncidentSettled, models.IncidentRecovering, models.IncidentClosed, models.IncidentReopened,
}

// PayeeInput is who gets recovered money of an incident without a loss, and why.
type PayeeInput struct {
	IncidentID string
	Receiver   common.Address
	Bounty     *BountyTerms // nil for the protocol
	Evidence   ReceiptEvidence
	Reason     string
}

// BountyTerms are what was agreed with somebody who brings money back: ShareBps
// ten-thousandths of what Payer brings back of a token, at most Cap base units over the
// whole incident. A fixed amount is the whole, 10000, with the amount as its cap.
type BountyTerms struct {
	Asset    covers.AssetInput
	Payer    common.Address
	ShareBps int64
	Cap      money.Amount
}

func (in *PayeeInput) check() error {
	var bad service.FieldErrors
	bad.Check(in.Reason != "" && len(in.Reason) <= service.StatementMax, "/reason", "must have 1 to 10000 bytes")
	in.Evidence.Check(&bad)
	if b := in.Bounty; b != nil {
		b.Asset.Check(&bad, "/asset")
		bad.Check(b.Payer != common.Address{}, "/payer", "must not be zero")
		bad.Check(b.ShareBps >= 1 && b.ShareBps <= payouts.BpsFull, "/share_bps", "must be from 1 to 10000")
		bad.Check(!b.Cap.IsZero(), "/cap", "must be above 0")
	}
	return bad.Err()
}

// ProposePayee enters who receives the protocol's part of an incident, or a bounty. It
// changes nothing until ConfirmPayee. ErrState: the incident was not confirmed.
// ErrConflict: the bounties of the payer would take more than the whole.
func (s *Service) ProposePayee(ctx context.Context, by models.Actor, in PayeeInput) (models.RecoveryPayee, error) {
	if err := errors.Join(personOnly(by), in.check()); err != nil {
		return models.RecoveryPayee{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.RecoveryPayee, error) {
		inc, err := models.ByPublicID[models.Incident](tx, in.IncidentID)
		if err != nil {
			return models.RecoveryPayee{}, err
		}
		row := models.RecoveryPayee{
			PublicID: models.NewID("rpy"), IncidentID: inc.ID, Kind: models.PayeeProtocol, Receiver: models.Addr(in.Receiver), Reason: in.Reason, EnteredBy: by.StaffID,
		}
		if row.Evidence, err = in.Evidence.Text(tx, inc.ID); err != nil {
			return row, err
		}
		if in.Bounty != nil {
			if err := in.Bounty.enter(tx, &inc, &row); err != nil {
				return row, err
			}
		}
		if err := s.mayRegister(tx, by, &inc, &row, 0); err != nil {
			return row, err
		}
		err = models.Start(tx, states.RecoveryPayee, &row, "propose", by, in.Reason)
		return row, err
	})
}

// enter writes terms into a row. A token that the snapshot set of the incident cannot
// value is refused: no round could share it.
func (b *BountyTerms) enter(tx *models.Tx, inc *models.Incident, row *models.RecoveryPayee) error {
	asset, err := covers.EnsureAsset(tx, b.Asset)
	if err != nil {
		return err
	}
	payer, most := models.Addr(b.Payer), models.Amt(b.Cap)
	row.Kind, row.AssetID, row.Payer, row.ShareBps, row.Cap = models.PayeeBounty, &asset.ID, &payer, &b.ShareBps, &most
	return priced(tx, inc, asset)
}

// mayRegister refuses a receiver that nobody can hold or that never receives, an
// incident that was not confirmed, bounties that take more than the whole together, and
// a person with an interest. First is the login that proposed it, 0 for the proposal.
func (s *Service) mayRegister(tx *models.Tx, by models.Actor, inc *models.Incident, row *models.RecoveryPayee, first int64) error {
	if !slices.Contains(payeeStates, inc.State) {
		return fmt.Errorf("the incident is %s: %w", inc.State, models.ErrState)
	}
	receiver := row.Receiver.Address
	if s.Compromised[receiver] {
		return service.Invalid("/receiver", "is known to be compromised")
	}
	if err := covers.RefusePayee(tx, inc.ProtocolID, receiver, "/receiver"); err != nil {
		return err
	}
	if err := wholeShared(tx, row); err != nil {
		return err
	}
	named := []common.Address{receiver}
	if row.Payer != nil {
		named = append(named, row.Payer.Address)
	}
	return tx.MayDecide(by, "payee.confirm", models.Facts{Incident: inc, First: first, Named: named})
}

// wholeShared refuses a bounty that would take, with the others on what the payer brings
// back of the token, more than the whole.
func wholeShared(tx *models.Tx, row *models.RecoveryPayee) error {
	if row.Kind != models.PayeeBounty {
		return nil
	}
	others, err := tx.RegisteredPayees(row.IncidentID)
	if err != nil {
		return err
	}
	share := *row.ShareBps
	for i := range others {
		o := &others[i]
		if o.Kind == models.PayeeBounty && !o.SameTerms(row) && *o.AssetID == *row.AssetID && *o.Payer == *row.Payer {
			share += *o.ShareBps
		}
	}
	if share > payouts.BpsFull {
		return fmt.Errorf("%w: with the bounties that are registered on this payer and token, %d ten-thousandths are promised", service.ErrConflict, share)
	}
	return nil
}

// ConfirmPayee is the second person's word: what is drafted from now on pays the
// receiver. The one before, or the terms before of the same bounty, are replaced; what
// they were given counts.
func (s *Service) ConfirmPayee(ctx context.Context, by models.Actor, payeeID string, version int64) (models.RecoveryPayee, error) {
	if err := personOnly(by); err != nil {
		return models.RecoveryPayee{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.RecoveryPayee, error) {
		row, inc, err := proposedPayee(tx, payeeID, version)
		if err != nil {
			return row, err
		}
		if err := s.mayRegister(tx, by, &inc, &row, row.EnteredBy); err != nil {
			return row, err
		}
		right, err := rightOf(tx, by, &inc, &row)
		if err != nil {
			return row, err
		}
		row.EntitlementID, row.ConfirmedBy, row.ConfirmedAt = &right, &by.StaffID, &tx.Now
		err = models.Move(tx, states.RecoveryPayee, &row, "confirm", by, row.Reason, "entitlement_id", "confirmed_by", "confirmed_at")
		return row, err
	})
}

func proposedPayee(tx *models.Tx, payeeID string, version int64) (row models.RecoveryPayee, inc models.Incident, err error) {
	if row, err = models.ByPublicID[models.RecoveryPayee](tx, payeeID); err != nil {
		return row, inc, err
	}
	switch {
	case row.Version != version:
		return row, inc, fmt.Errorf("payee %s: %w", row.PublicID, models.ErrVersion)
	case row.State != states.RecoveryPayeeProposed:
		return row, inc, fmt.Errorf("payee %s is %s: %w", row.PublicID, row.State, models.ErrState)
	}
	inc, err = models.ByID[models.Incident](tx, row.IncidentID)
	return row, inc, err
}

// rightOf is the entitlement of a payee: that of the row which it replaces, with its
// receiver from now on, or a new one.
func rightOf(tx *models.Tx, by models.Actor, inc *models.Incident, row *models.RecoveryPayee) (int64, error) {
	registered, err := tx.RegisteredPayees(inc.ID)
	if err != nil {
		return 0, err
	}
	for i := range registered {
		old := &registered[i]
		if !old.SameTerms(row) {
			continue
		}
		if err := models.Move(tx, states.RecoveryPayee, old, "replace", by, row.PublicID); err != nil {
			return 0, err
		}
		e, err := models.ByID[models.Entitlement](tx, *old.EntitlementID)
		if err != nil {
			return 0, err
		}
		e.Receiver = row.Receiver
		if err := models.Update(tx, &e, "receiver"); err != nil {
			return 0, err
		}
		return e.ID, tx.Audit(by, "entitlement.receiver", e.PublicID, map[string]any{"receiver": row.Receiver.Address})
	}
	asset := inc.NumeraireID
	if row.AssetID != nil {
		asset = *row.AssetID
	}
	if asset == 0 {
		return 0, fmt.Errorf("%w: the incident has no specification", service.ErrNotReady)
	}
	e := models.Entitlement{
		PublicID: models.NewID("ent"), IncidentID: inc.ID, Kind: models.EntitlementRecovery, Affected: models.Addr(common.Address{}), AssetID: asset,
		Receiver: row.Receiver, Class: models.ClassPayee, State: entitlements.Open,
	}
	err = models.Insert(tx, &e)
	return e.ID, err
}

// RefusePayee ends a proposed payee without effect.
func (s *Service) RefusePayee(ctx context.Context, by models.Actor, payeeID string, version int64, reason string) (models.RecoveryPayee, error) {
	if err := errors.Join(personOnly(by), checkReason(reason)); err != nil {
		return models.RecoveryPayee{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.RecoveryPayee, error) {
		row, _, err := proposedPayee(tx, payeeID, version)
		if err == nil {
			err = models.Move(tx, states.RecoveryPayee, &row, "refuse", by, reason)
		}
		return row, err
	})
}
