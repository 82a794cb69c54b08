package oracles

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"makewhole/models"
	"makewhole/money"
)

// Errors of prices entered by hand.
var (
	ErrPrice     = errors.New("bad price")
	ErrForbidden = errors.New("not allowed")
)

// PriceInput is a price entered by hand until the price oracle exists:
// value in numéraire = amount · Num / Den, both in base units.
type PriceInput struct {
	Asset  models.SpecAsset
	Num    money.Amount
	Den    money.Amount
	Reason string
}

// priceRoles may enter and confirm prices; the two people must differ.
const priceRoles = "senior|treasurer"

// EnterPrice records one person's price for an asset of the incident.
func (s *Service) EnterPrice(ctx context.Context, by models.Actor, incidentID string, in PriceInput) (models.PriceEntry, error) {
	var row models.PriceEntry
	if by.Kind != models.ActorStaff || !by.Has(priceRoles) {
		return row, fmt.Errorf("%w: prices are entered by a senior or a treasurer", ErrForbidden)
	}
	if in.Num.IsZero() || in.Den.IsZero() || in.Reason == "" || len(in.Reason) > 2000 {
		return row, fmt.Errorf("%w: want num, den above zero and a reason of at most 2000 bytes", ErrPrice)
	}
	err := s.DB.Tx(ctx, func(tx *models.Tx) error {
		inc, err := models.ByPublicID[models.Incident](tx, incidentID)
		if err != nil {
			return err
		}
		asset, err := pricedAsset(tx, inc, in.Asset)
		if err != nil {
			return err
		}
		row = models.PriceEntry{
			PublicID: models.NewID("prc"), IncidentID: inc.ID, AssetID: asset.ID, Num: models.Amt(in.Num), Den: models.Amt(in.Den),
			Reason: in.Reason, EnteredBy: by.StaffID,
		}
		if err := models.Insert(tx, &row); err != nil {
			return err
		}
		tx.Result(row)
		return tx.Audit(by, "price.enter", row.PublicID, priceDetails(row, in.Asset))
	})
	return row, err
}

// pricedAsset is an asset of the incident's spec other than the numéraire.
func pricedAsset(tx *models.Tx, inc models.Incident, a models.SpecAsset) (models.Asset, error) {
	spec, err := models.ParseIncidentSpec([]byte(inc.Spec))
	if err != nil {
		return models.Asset{}, err
	}
	if a == spec.Numeraire {
		return models.Asset{}, fmt.Errorf("%w: the numéraire is worth itself", ErrPrice)
	}
	if !slices.ContainsFunc(spec.Lines(), func(l models.SpecLine) bool { return l.Asset == a }) {
		return models.Asset{}, fmt.Errorf("%w: no snapshot of the incident is in this asset", ErrPrice)
	}
	asset, err := tx.AssetFor(int64(a.ChainID), a.Address) //nolint:gosec // bounded by Validate
	return asset, err
}

func priceDetails(row models.PriceEntry, a models.SpecAsset) map[string]any {
	return map[string]any{
		"chain_id": fmt.Sprint(a.ChainID), "asset": addressText(a.Address), "num": row.Num.String(), "den": row.Den.String(), "reason": row.Reason,
	}
}

// ConfirmPrice makes an entered price count. It must be another person than the
// one who entered it; one asset of an incident has one confirmed price.
func (s *Service) ConfirmPrice(ctx context.Context, by models.Actor, priceID string) (models.PriceEntry, error) {
	var row models.PriceEntry
	if by.Kind != models.ActorStaff || !by.Has(priceRoles) {
		return row, fmt.Errorf("%w: prices are confirmed by a senior or a treasurer", ErrForbidden)
	}
	err := s.DB.Tx(ctx, func(tx *models.Tx) error {
		var err error
		if row, err = models.ByPublicID[models.PriceEntry](tx, priceID); err != nil {
			return err
		}
		if row.ConfirmedBy != nil {
			return fmt.Errorf("price is confirmed already: %w", models.ErrState)
		}
		first, err := models.ByID[models.Staff](tx, row.EnteredBy)
		if err != nil {
			return err
		}
		if first.Person == by.Person {
			return fmt.Errorf("%w: a second person must confirm", ErrForbidden)
		}
		if err := onePrice(tx, row); err != nil {
			return err
		}
		row.ConfirmedBy = &by.StaffID
		if err := models.Update(tx, &row, "confirmed_by"); err != nil {
			return err
		}
		tx.Result(row)
		return tx.Audit(by, "price.confirm", row.PublicID, nil)
	})
	return row, err
}

func onePrice(tx *models.Tx, row models.PriceEntry) error {
	rows, err := tx.PriceEntriesOf(row.IncidentID)
	for _, r := range rows {
		if r.AssetID == row.AssetID && r.ConfirmedBy != nil {
			return fmt.Errorf("the asset has a confirmed price: %w", models.ErrState)
		}
	}
	return err
}

// Prices lists what was entered for an incident, oldest first.
func (s *Service) Prices(ctx context.Context, incidentID string) ([]models.PriceEntry, error) {
	var rows []models.PriceEntry
	err := s.DB.Read(ctx, func(tx *models.Tx) error {
		inc, err := models.ByPublicID[models.Incident](tx, incidentID)
		if err != nil {
			return err
		}
		rows, err = tx.PriceEntriesOf(inc.ID)
		return err
	})
	return rows, err
}

// confirmedPrices is the price list of a set, ascending by chain and address:
// one row for each asset that is not the numéraire itself.
func confirmedPrices(tx *models.Tx, incidentID int64, spec models.IncidentSpec) (prices []Price, complete bool, err error) {
	rows, err := tx.PriceEntriesOf(incidentID)
	if err != nil {
		return nil, false, err
	}
	complete = true
	var assets []models.SpecAsset
	for _, line := range spec.Lines() {
		if line.Asset != spec.Numeraire && !slices.Contains(assets, line.Asset) {
			assets = append(assets, line.Asset)
		}
	}
	slices.SortFunc(assets, func(a, b models.SpecAsset) int {
		return cmp.Or(cmp.Compare(a.ChainID, b.ChainID), a.Address.Cmp(b.Address))
	})
	for _, a := range assets {
		asset, err := tx.AssetFor(int64(a.ChainID), a.Address) //nolint:gosec // bounded by Validate
		if err != nil {
			return nil, false, err
		}
		i := slices.IndexFunc(rows, func(r models.PriceEntry) bool { return r.AssetID == asset.ID && r.ConfirmedBy != nil })
		if i < 0 {
			complete = false
			continue
		}
		prices = append(prices, Price{a.ChainID, a.Address, rows[i].Num.Amount, rows[i].Den.Amount})
	}
	return prices, complete, nil
}
