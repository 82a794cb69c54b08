package settlements

import (
	"errors"
	"fmt"
	"time"

	"makewhole/contracts"
	"makewhole/models"
	"makewhole/money"
	"makewhole/settlements/ledger"
	"makewhole/states"
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
func ofIncident(handle func(*applier, *models.Pool, *models.Incident, EventPayload) error) func(*applier, *models.Pool, EventPayload) error {
	return func(a *applier, pool *models.Pool, p EventPayload) error {
		inc, err := a.tx.IncidentByRef(p.IncidentID)
		if errors.Is(err, models.ErrNotFound) {
			return &alarmError{"pool " + pool.PublicID + " has an earmark for an unknown incident " + p.IncidentID.Hex()}
		}
		if err != nil {
			return err
		}
		return handle(a, pool, &inc, p)
	}
}

func (a *applier) post(kind string, pool *models.Pool, from, to string, amount money.Amount) error {
	return a.tx.Post(kind, a.ref(), ledger.Move(pool.AssetID, from, to, amount)...)
}

func (a *applier) deposited(pool *models.Pool, p EventPayload) error {
	return a.post("deposit", pool, ledger.Providers(pool), ledger.Free(pool), p.Assets)
}

func (a *applier) withdrawn(pool *models.Pool, p EventPayload) error {
	return a.post("withdraw", pool, ledger.Free(pool), ledger.Providers(pool), p.Assets)
}

func (a *applier) earmarked(pool *models.Pool, inc *models.Incident, p EventPayload) error {
	return a.post("earmark", pool, ledger.Free(pool), ledger.Earmark(pool, inc), p.Amount)
}

func (a *applier) unearmarked(pool *models.Pool, inc *models.Incident, p EventPayload) error {
	return a.post("unearmark", pool, ledger.Earmark(pool, inc), ledger.Free(pool), p.Amount)
}

// releaseBegun sees to it that the release is ended when its delay is over.
func (a *applier) releaseBegun(pool *models.Pool, inc *models.Incident, p EventPayload) error {
	return a.s.endRelease(a.tx, inc, pool, p.ReleasableFrom.time())
}

// endRelease enqueues the call that ends a release which somebody has begun,
// for when the pool allows it.
func (s *Service) endRelease(tx *models.Tx, inc *models.Incident, pool *models.Pool, from time.Time) error {
	_, err := tx.Enqueue(models.TxIntent{
		IdemKey: fmt.Sprintf("end_release:%s:%s:%d", inc.PublicID, pool.PublicID, from.Unix()), Kind: "end_release", RefMachine: states.Incident.Name,
		RefID: inc.ID, ChainID: s.ChainID, Sender: models.Addr(s.Operator), To: pool.Contract,
		Data: contracts.NewCapitalPool().PackEndRelease(inc.ChainRef.Hash), State: models.TxApproved, NotBefore: &from,
	})
	return err
}
