package settlements

import (
	"errors"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
	"makewhole/models"
	"makewhole/service"
)

// OrderTerm is how long an order can be signed and published after its objections
// are over: within contracts.MaxTerm, and as long as an announced order outlives its
// committee (LossOracle.ORDER_TERM).
const OrderTerm = 30 * 24 * time.Hour

// draftTerm is how long before its end a draft that would come out the same is
// written again.
const draftTerm = OrderTerm / 2

// endOf is the last second of a settlement's order: OrderTerm after its objections
// end, of a draft as if they began when it was written.
func endOf(st *models.Settlement, objections time.Duration) time.Time {
	from := st.CreatedAt.Add(objections)
	if st.ObjectionsUntil != nil {
		from = *st.ObjectionsUntil
	}
	return from.Add(OrderTerm).UTC().Truncate(time.Second)
}

// overSoon reports a draft that nobody has published while its term ran.
func overSoon(st *models.Settlement, now time.Time) bool {
	return st.State == models.SettlementDraft && (st.ValidUntil == nil || now.Add(draftTerm).After(*st.ValidUntil))
}

// checkEnd refuses an order whose end has passed: nobody signs it, and the
// distributor takes it no more (service.ErrWindow).
func (d *Settled) checkEnd(now time.Time) error {
	end := d.Settlement.ValidUntil
	if end == nil || now.After(*end) {
		return fmt.Errorf("%w: the order of settlement %s has passed its end; it is cancelled or given up, and drafted again", service.ErrWindow, d.Settlement.PublicID)
	}
	return nil
}

// followsOf is the state that the distributor will have when the order's turn comes:
// the last order of the incident in the token that was published, also when it was
// cancelled since, or that is written before this one and not cancelled; and how many
// of the incident were cancelled or revoked on chain.
func followsOf(tx *models.Tx, st *models.Settlement, inc *models.Incident, pool *models.Pool, chainID int64) (common.Hash, error) {
	rows, err := oneTotal(tx, st, pool)
	if err != nil {
		return common.Hash{}, err
	}
	var last common.Hash
	for i := range rows {
		r := &rows[i]
		if (st.ID == 0 || r.ID < st.ID) && (r.PublishedAt != nil || r.State != models.SettlementCancelled) {
			last = r.OrderDigest.Hash
		}
	}
	undone, err := undoneOf(tx, inc, pool, chainID)
	return contracts.FollowsState(last, undone), err
}

// undoneOf counts the settlements of an incident that were cancelled at the pool's
// distributor, or revoked there before anybody published them.
func undoneOf(tx *models.Tx, inc *models.Incident, pool *models.Pool, chainID int64) (n uint64, err error) {
	rows, err := tx.SettlementsOf(inc.ID)
	if err != nil {
		return 0, err
	}
	for i := range rows {
		if rows[i].State != models.SettlementCancelled || rows[i].PublishedAt == nil {
			continue
		}
		of, err := models.ByID[models.Pool](tx, rows[i].PoolID)
		if err != nil {
			return 0, err
		}
		if of.Distributor == pool.Distributor {
			n++
		}
	}
	events, err := tx.AppliedEvents(chainID, pool.Distributor.Address, "Revoked")
	for i := range events {
		p, err := payloadOf(&events[i])
		if err != nil {
			return 0, err
		}
		if p.IncidentID == inc.ChainRef.Hash {
			n++
		}
	}
	return n, err
}

// restsOn says why what the order follows never comes about: something else was
// published after it, or it was cancelled before anybody published it. Empty when it
// may come about.
func (d *Settled) restsOn(tx *models.Tx) (string, error) {
	follows := d.order().Follows
	if [16]byte(follows[:16]) == ([16]byte{}) {
		return "another order of the token was published first", nil
	}
	rows, err := oneTotal(tx, &d.Settlement, &d.Pool)
	for i := range rows {
		r := &rows[i]
		switch {
		case [16]byte(r.OrderDigest.Hash[:16]) != [16]byte(follows[:16]):
		case r.PublishedAt != nil:
			return "another order was published after the one that it follows", err
		case r.State == models.SettlementCancelled:
			return "the order that it follows was cancelled before anybody published it", err
		}
	}
	return "", err
}

// revoked is a quorum's word that nobody may publish an order. No money moved, and
// two persons void the settlement, for which Void asks the chain itself; what was
// written to follow the present state follows another one now.
func (a *applier) revoked(p EventPayload) error {
	inc, err := a.tx.IncidentByRef(p.IncidentID)
	if errors.Is(err, models.ErrNotFound) {
		return nil // of nothing that anybody here knows
	}
	if err != nil {
		return err
	}
	if err := a.tx.MarkApplied(a.ev); err != nil { // it counts in the state
		return err
	}
	return restate(a.tx, chainActor, &inc, a.ref())
}
