package oracles

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"makewhole/models"
	"makewhole/money"
	"makewhole/oracles/reports"
	"makewhole/states"
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
const priceRoles = states.ByApprovers

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

// pricedAsset is an asset a set of the incident may price: one it must price, or
// one in which a vault receives money that comes back.
func pricedAsset(tx *models.Tx, inc models.Incident, a models.SpecAsset) (models.Asset, error) {
	spec, err := models.ParseIncidentSpec([]byte(inc.Spec))
	if err != nil {
		return models.Asset{}, err
	}
	if a == spec.Numeraire {
		return models.Asset{}, fmt.Errorf("%w: the numéraire is worth itself", ErrPrice)
	}
	unknown := fmt.Errorf("%w: the incident has no snapshot, pool or vault in this asset", ErrPrice)
	asset, err := tx.AssetFor(int64(a.ChainID), a.Address)
	if errors.Is(err, models.ErrNotFound) {
		return asset, unknown
	}
	if err != nil {
		return asset, err
	}
	need, err := assetsToPrice(tx, inc.ProtocolID, spec)
	if err != nil || slices.Contains(need, a) {
		return asset, err
	}
	vaults, err := tx.PoolsIn("vault", asset.ID)
	if err == nil && len(vaults) == 0 {
		err = unknown
	}
	return asset, err
}

// assetsToPrice lists what every set of the incident must price: the assets that were
// lost, those in which limits and deductibles of the protocol's products are stated, and
// the tokens of the pools that bear the loss, without the numéraire.
func assetsToPrice(tx *models.Tx, protocolID int64, spec models.IncidentSpec) ([]models.SpecAsset, error) {
	var need []models.SpecAsset
	for _, line := range spec.Lines() {
		need = append(need, line.Asset)
	}
	products, err := tx.ProductsOf(protocolID)
	if err != nil {
		return nil, err
	}
	for _, p := range products {
		limit, err := models.ByID[models.Asset](tx, p.LimitAssetID)
		if err != nil {
			return nil, err
		}
		need = append(need, specAsset(limit))
		layers, err := tx.LayersOf(p.ID)
		if err != nil {
			return nil, err
		}
		for _, l := range layers {
			pool, err := models.ByID[models.Pool](tx, l.PoolID)
			if err != nil {
				return nil, err
			}
			asset, err := models.ByID[models.Asset](tx, pool.AssetID)
			if err != nil {
				return nil, err
			}
			need = append(need, specAsset(asset))
		}
	}
	return slices.DeleteFunc(need, func(a models.SpecAsset) bool { return a == spec.Numeraire }), nil
}

func specAsset(a models.Asset) models.SpecAsset {
	return models.SpecAsset{ChainID: uint64(a.ChainID), Address: a.Address.Address}
}

func priceDetails(row models.PriceEntry, a models.SpecAsset) map[string]any {
	return map[string]any{
		"chain_id": fmt.Sprint(a.ChainID), "asset": reports.AddressText(a.Address), "num": row.Num.String(), "den": row.Den.String(), "reason": row.Reason,
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
		inc, err := models.ByID[models.Incident](tx, row.IncidentID)
		if err != nil {
			return err
		}
		if err := tx.MayDecide(by, "price.confirm", models.Facts{Incident: &inc, First: row.EnteredBy}); err != nil {
			return fmt.Errorf("%w: %w", ErrForbidden, err)
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

// confirmedPrices is the price list of a set, ascending by chain and address, and
// whether it names every asset that must have a price.
func confirmedPrices(tx *models.Tx, inc models.Incident, spec models.IncidentSpec) (prices []reports.Price, complete bool, err error) {
	rows, err := tx.PriceEntriesOf(inc.ID)
	if err != nil {
		return nil, false, err
	}
	for _, r := range rows {
		if r.ConfirmedBy == nil {
			continue
		}
		asset, err := models.ByID[models.Asset](tx, r.AssetID)
		if err != nil {
			return nil, false, err
		}
		a := specAsset(asset)
		prices = append(prices, reports.Price{ChainID: a.ChainID, Asset: a.Address, Num: r.Num.Amount, Den: r.Den.Amount})
	}
	slices.SortFunc(prices, func(a, b reports.Price) int {
		return cmp.Or(cmp.Compare(a.ChainID, b.ChainID), a.Asset.Cmp(b.Asset))
	})
	need, err := assetsToPrice(tx, inc.ProtocolID, spec)
	missing := slices.ContainsFunc(need, func(a models.SpecAsset) bool {
		return !slices.ContainsFunc(prices, func(p reports.Price) bool { return p.ChainID == a.ChainID && p.Asset == a.Address })
	})
	return prices, !missing, err
}
