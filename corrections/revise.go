package corrections

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims/entitlements"
	"makewhole/models"
	"makewhole/money"
	"makewhole/service"
	"makewhole/states"
	"makewhole/valuation"
)

// revisable are the states of an incident whose losses were measured and whose money
// is not all spent.
var revisable = []string{
	models.IncidentClaimsOpen, models.IncidentClaimsClosed, models.IncidentSettling, models.IncidentSettled, models.IncidentRecovering,
}

// Revision is by how much the loss of an account was more or less than members
// measured.
type Revision struct {
	ChainID   int64 // of the asset, as the snapshot set names it
	Asset     common.Address
	Direction string       // raise or lower
	Amount    money.Amount // base units of the asset
}

// revisionMax bounds what a revision may say, so that no sum of a round overflows.
var revisionMax = money.MustParse("100000000000000000000000000000000000000")

func (r Revision) check(bad *service.FieldErrors) {
	bad.Check(r.Direction == models.RevisionRaise || r.Direction == models.RevisionLower, "/direction", "must be one of raise, lower")
	bad.Check(!r.Amount.IsZero(), "/amount", "must be above 0")
	bad.Check(r.Amount.Cmp(revisionMax) <= 0, "/amount", "must be at most 10^38")
}

// ProposeRevision enters that an account lost more or less of an asset than members
// measured. ErrState: the incident is not at that point, or members can still revise
// the snapshot set themselves, because no settlement has sealed it. ErrConflict: a
// revision of the account is proposed.
func (s *Service) ProposeRevision(ctx context.Context, by models.Actor, incidentID string, account common.Address, r Revision, f Fact) (models.Correction, error) {
	var bad service.FieldErrors
	f.check(&bad, models.CorrectionRevision)
	r.check(&bad)
	bad.Check(account != common.Address{}, "/account", "must not be zero")
	if err := errors.Join(reviewerOnly(by), bad.Err()); err != nil {
		return models.Correction{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Correction, error) {
		inc, err := models.ByPublicID[models.Incident](tx, incidentID)
		if err != nil {
			return models.Correction{}, err
		}
		asset, err := tx.AssetFor(r.ChainID, r.Asset)
		if errors.Is(err, models.ErrNotFound) {
			err = errNotMeasured
		}
		if err != nil {
			return models.Correction{}, err
		}
		amount := models.Amt(r.Amount)
		row := models.Correction{
			IncidentID: inc.ID, Kind: models.CorrectionRevision, Account: models.Addr(account), AssetID: &asset.ID, Amount: &amount, Direction: r.Direction,
		}
		if err := mayRevise(tx, by, &inc, &row, 0); err != nil {
			return models.Correction{}, err
		}
		return propose(tx, by, row, f)
	})
}

var errNotMeasured = service.Invalid("/asset", "is none of which the snapshot set of the incident measures losses")

// mayRevise refuses a revision at the wrong time, of an asset that was not measured,
// one that leaves a loss below zero, and a person with an interest. First is the login
// that proposed it, 0 for the proposal itself.
func mayRevise(tx *models.Tx, by models.Actor, inc *models.Incident, row *models.Correction, first int64) error {
	if !slices.Contains(revisable, inc.State) {
		return fmt.Errorf("the incident is %s: %w", inc.State, models.ErrState)
	}
	v, err := valuation.Load(tx, inc)
	if err != nil {
		return err
	}
	if v.Set.State != models.SnapshotSealed {
		return fmt.Errorf("no settlement has sealed the snapshot set, members can revise it: %w", models.ErrState)
	}
	verified, err := v.Verified(tx, *row.AssetID, row.Account.Address)
	if errors.Is(err, models.ErrNotFound) {
		return errNotMeasured
	}
	if err != nil {
		return err
	}
	if row.Direction == models.RevisionLower && verified.Less(row.Amount.Amount) {
		return service.Invalid("/amount", "must not be above the loss of the account")
	}
	kind, err := tx.ExcludedAs(inc.ID, row.Account.Address)
	if err != nil {
		return err
	}
	if kind != "" {
		return fmt.Errorf("%w: the account is excluded as %s", service.ErrConflict, kind)
	}
	return tx.MayDecide(by, "loss.revise", models.Facts{First: first, Incident: inc, Named: []common.Address{row.Account.Address}})
}

// revise is the second person's word: the loss counts as it was from now on, in what
// covers owe and in every round that is drafted. What is signed goes on; what an
// account was paid above its loss is set off against its later lines.
func (s *Service) revise(tx *models.Tx, by models.Actor, row *models.Correction, contract bool, columns ...string) error {
	inc, err := models.ByID[models.Incident](tx, row.IncidentID)
	if err != nil {
		return err
	}
	if err := mayRevise(tx, by, &inc, row, row.EnteredBy); err != nil {
		return err
	}
	if err := models.Move(tx, states.Correction, row, "confirm", by, row.ReasonCode, columns...); err != nil {
		return err
	}
	return entitlements.Revise(tx, by, &inc, row.Account.Address, contract)
}

// withoutReceiver asks the nodes, outside of any transaction, which accounts of a
// proposed revision or merge cannot receive by default.
func (s *Service) withoutReceiver(ctx context.Context, correctionID string) (map[common.Address]bool, error) {
	row, err := service.Read(ctx, s.DB, func(tx *models.Tx) (models.Correction, error) {
		return models.ByPublicID[models.Correction](tx, correctionID)
	})
	if err != nil || row.State != states.CorrectionProposed {
		return nil, err
	}
	switch row.Kind {
	case models.CorrectionMerge:
		return s.contractsOf(ctx, &row)
	case models.CorrectionRevision:
		contract, err := s.cannotReceive(ctx, correctionID)
		return map[common.Address]bool{row.Account.Address: contract}, err
	}
	return nil, nil
}
