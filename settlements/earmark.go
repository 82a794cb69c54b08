package settlements

import (
	"cmp"
	"context"
	"slices"

	"makewhole/claims/covers"
	"makewhole/models"
	"makewhole/money"
	"makewhole/service"
)

// earmark asks each pool of the incident's products to set aside what its layer
// could have to bear; the contract takes min(exposure, cap, free). It is sent
// once for each confirmation with the limits in force, so that capital cannot
// leave between the event and the settlement.
func (s *Service) earmark(ctx context.Context, inc *models.Incident) error {
	_, err := service.Write(ctx, s.DB, func(tx *models.Tx) (int, error) {
		layers, err := incidentLayers(tx, inc)
		if err != nil {
			return 0, err
		}
		sent := 0
		for _, l := range layers {
			fresh, err := s.sendEarmark(tx, inc, l)
			if err != nil {
				return 0, err
			}
			if fresh {
				sent++
			}
		}
		if sent == 0 {
			return 0, service.ErrUnchanged
		}
		return sent, nil
	})
	return err
}

// poolLayer is a pool with the most it bears of one incident.
type poolLayer struct {
	pool     models.Pool
	position int64
	cap      money.Amount // base units of the pool's asset; Max = none
}

// incidentLayers lists the capital pools of the products of an incident's
// protocol, first bearer first. A pool under several products takes the sum of
// their caps.
func incidentLayers(tx *models.Tx, inc *models.Incident) ([]poolLayer, error) {
	products, err := tx.ProductsOf(inc.ProtocolID)
	if err != nil {
		return nil, err
	}
	var out []poolLayer
	at := map[int64]int{}
	for _, p := range products {
		rows, err := tx.LayersOf(p.ID)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			if err := addLayer(tx, &out, at, r); err != nil {
				return nil, err
			}
		}
	}
	sortLayers(out)
	return out, nil
}

func addLayer(tx *models.Tx, out *[]poolLayer, at map[int64]int, r models.Layer) error {
	limit := r.IncidentCap.Amount
	if limit.IsZero() {
		limit = money.Max
	}
	if i, ok := at[r.PoolID]; ok {
		l := &(*out)[i]
		sum, err := l.cap.Add(limit)
		if err != nil {
			sum = money.Max
		}
		l.cap, l.position = sum, min(l.position, r.Position)
		return nil
	}
	pool, err := models.ByID[models.Pool](tx, r.PoolID)
	if err != nil {
		return err
	}
	at[r.PoolID] = len(*out)
	*out = append(*out, poolLayer{pool, r.Position, limit})
	return nil
}

// exposureOf is the most the covers in force at occurred_from could take from a
// pool: the sum of the limits that counted then, and everything where the pool's
// asset is not the one the limits are in.
func exposureOf(tx *models.Tx, inc *models.Incident, pool models.Pool) (money.Amount, error) {
	if inc.OccurredFrom == nil {
		return money.Zero, nil
	}
	rows, err := tx.LayersOfPool(pool.ID)
	if err != nil {
		return money.Zero, err
	}
	same := map[int64]bool{} // product under this pool → limits are in the pool's asset
	for _, r := range rows {
		p, err := models.ByID[models.Product](tx, r.ProductID)
		if err != nil {
			return money.Zero, err
		}
		same[p.ID] = p.LimitAssetID == pool.AssetID
	}
	limits, err := tx.LimitsOfProtocol(inc.ProtocolID)
	if err != nil {
		return money.Zero, err
	}
	total := money.Zero
	err = tx.CoversAt(inc.ProtocolID, *inc.OccurredFrom, func(c *models.Cover) error {
		inAsset, under := same[c.ProductID]
		if !under {
			return nil
		}
		sum, err := total.Add(covers.LimitInForce(limits[c.ID], *inc.OccurredFrom, c.Limit.Amount))
		if err != nil || !inAsset {
			sum = money.Max
		}
		total = money.MaxOf(total, sum)
		return nil
	})
	return total, err
}

func sortLayers(ls []poolLayer) {
	slices.SortFunc(ls, func(a, b poolLayer) int {
		return service.FirstDifference(cmp.Compare(a.position, b.position), cmp.Compare(a.pool.ID, b.pool.ID))
	})
}
