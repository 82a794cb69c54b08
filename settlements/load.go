package settlements

import (
	"fmt"
	"slices"
	"time"

	"makewhole/models"
	"makewhole/money"
	"makewhole/service"
	"makewhole/valuation"
)

// state is what every draft of an incident follows from, read in one
// transaction: its final snapshot set, its settlements and what they pay.
type state struct {
	now         time.Time
	incident    models.Incident
	valuation   *valuation.Valuation
	settlements []models.Settlement      // of every source, oldest first, cancelled ones included
	assets      map[int64]models.Asset   // payout tokens by pool
	paid        map[paidKey]money.Amount // a_i in the token of its source
	escheat     map[int64]bool           // settlements that pay swept money
	parked      map[int64]bool           // entitlements that are settled without a receiver
	foresee     bool                     // count what pools may yet come to have for the incident; nothing is drafted by it
}

// paidKey is what one source allocated on one entitlement.
type paidKey struct{ entitlement, pool int64 }

// settlingStates are the incident states in which settlements are drafted, of
// covers and of money that came back.
var settlingStates = []string{
	models.IncidentClaimsClosed, models.IncidentSettling, models.IncidentSettled, models.IncidentRecovering,
}

func loadState(tx *models.Tx, incidentID string) (state, error) {
	in := state{now: tx.Now, assets: map[int64]models.Asset{}, paid: map[paidKey]money.Amount{}}
	var err error
	if in.incident, err = models.ByPublicID[models.Incident](tx, incidentID); err != nil {
		return in, err
	}
	if !slices.Contains(settlingStates, in.incident.State) {
		return in, fmt.Errorf("incident %s is %s: %w", in.incident.PublicID, in.incident.State, models.ErrState)
	}
	if err := service.RefuseFrozen(tx); err != nil {
		return in, err
	}
	if in.valuation, err = valuation.Load(tx, &in.incident); err != nil {
		return in, err
	}
	if in.settlements, err = tx.SettlementsOf(in.incident.ID); err != nil {
		return in, err
	}
	if in.escheat, err = tx.EscheatSettlementsOf(in.incident.ID); err != nil {
		return in, err
	}
	if in.parked, err = tx.ParkedLines(in.incident.ID); err != nil {
		return in, err
	}
	for _, st := range in.settlements {
		if in.assets[st.PoolID], err = models.ByID[models.Asset](tx, st.AssetID); err != nil {
			return in, err
		}
	}
	return in, nil
}

// loadPaid adds up a_i of covers: every line with a leaf in a settlement that
// was not cancelled, minus what was swept. Held and carried lines are not in it,
// so their money comes back with the next tranche.
func (in *state) loadPaid(tx *models.Tx) error {
	pools := map[int64]int64{}
	for _, st := range in.settlements {
		pools[st.ID] = st.PoolID
	}
	return tx.PaidLines(in.incident.ID, models.EntitlementCover, func(settlement, entitlement int64, amount money.Amount) error {
		return addAt(in.paid, paidKey{entitlement, pools[settlement]}, amount)
	})
}

// dropLines takes the lines of an open draft out of a_i: it is computed again.
func (in *state) dropLines(tx *models.Tx, open *models.Settlement) error {
	return tx.LeavesOf(open.ID, func(entitlement int64, amount money.Amount) error {
		k := paidKey{entitlement, open.PoolID}
		left, err := in.paid[k].Sub(amount)
		in.paid[k] = left
		return err
	})
}

// count adds the lines of a written tranche to a_i, so that the sources after it
// see it as they will see it in every later run.
func (in *state) count(src *source, p *plan) error {
	in.assets[src.pool.ID] = src.asset
	for i := range p.computed.Lines {
		l := &p.computed.Lines[i]
		if l.Index < 0 {
			continue
		}
		from, err := p.lineOf(l.Row)
		if err != nil {
			return err
		}
		k := paidKey{from.entitlement, src.pool.ID}
		if in.paid[k], err = in.paid[k].Add(l.Amount); err != nil {
			return err
		}
	}
	return nil
}

// convert counts money of another token by its price, rounded up, so that
// conversion never overpays.
func (in *state) convert(amount money.Amount, from models.Asset, to valuation.Price) (money.Amount, error) {
	p, err := in.valuation.PriceOf(from)
	if err != nil {
		return money.Zero, err
	}
	worth, err := amount.MulDiv(p.Num, p.Den, money.Up)
	if err != nil {
		return money.Zero, err
	}
	return toToken(worth, to, money.Up)
}

// toToken converts an amount of the numéraire into units of a token with a price.
func toToken(amount money.Amount, p valuation.Price, r money.Rounding) (money.Amount, error) {
	if p == valuation.Parity {
		return amount, nil
	}
	return amount.MulDiv(p.Den, p.Num, r)
}
