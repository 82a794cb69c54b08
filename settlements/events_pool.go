package settlements

import (
	"errors"

	"makewhole/models"
	"makewhole/money"
)

// ofPool finds the capital pool that an event is about. Contracts that are no
// pool of ours are somebody else's business.
func ofPool(handle func(*applier, *models.Pool, EventPayload) error) func(*applier, EventPayload) error {
	return func(a *applier, p EventPayload) error {
		pools, err := a.tx.PoolsBehind(a.ev.Contract.Address)
		if err != nil || len(pools) == 0 {
			return err
		}
		return handle(a, &pools[0], p)
	}
}

// ofIncident finds the incident that a pool's earmark is for.
func ofIncident(handle func(*applier, *models.Pool, *models.Incident, money.Amount) error) func(*applier, *models.Pool, EventPayload) error {
	return func(a *applier, pool *models.Pool, p EventPayload) error {
		inc, err := a.tx.IncidentByRef(p.IncidentID)
		if errors.Is(err, models.ErrNotFound) {
			return &alarmError{"pool " + pool.PublicID + " has an earmark for an unknown incident " + p.IncidentID.Hex()}
		}
		if err != nil {
			return err
		}
		return handle(a, pool, &inc, p.Amount)
	}
}

func (a *applier) post(kind string, pool *models.Pool, from, to string, amount money.Amount) error {
	return a.tx.Post(kind, a.ref(), move(pool.AssetID, from, to, amount)...)
}

func (a *applier) deposited(pool *models.Pool, p EventPayload) error {
	return a.post("deposit", pool, accountProviders(pool), accountFree(pool), p.Assets)
}

func (a *applier) withdrawn(pool *models.Pool, p EventPayload) error {
	return a.post("withdraw", pool, accountFree(pool), accountProviders(pool), p.Assets)
}

func (a *applier) earmarked(pool *models.Pool, inc *models.Incident, amount money.Amount) error {
	return a.post("earmark", pool, accountFree(pool), accountEarmark(pool, inc), amount)
}

func (a *applier) unearmarked(pool *models.Pool, inc *models.Incident, amount money.Amount) error {
	return a.post("unearmark", pool, accountEarmark(pool, inc), accountFree(pool), amount)
}
