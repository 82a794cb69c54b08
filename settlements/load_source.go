package settlements

import (
	"fmt"

	"makewhole/claims/covers"
	"makewhole/models"
	"makewhole/money"
	"makewhole/service"
	"makewhole/settlements/ledger"
)

// source is one place that a settlement's money comes from: a pool or a vault,
// with what lies in it for the incident and the settlements it has paid.
type source struct {
	kind  string // of the entitlements it pays
	pool  models.Pool
	asset models.Asset // payout token
	cap   money.Amount // most it bears of the incident; Max = none
	// escheat says that the money is what was swept, in the vault that pool names.
	escheat bool

	last     int64               // newest sequence number of the pool or vault
	all      []models.Settlement // of this source, oldest first, cancelled ones included
	open     *models.Settlement  // draft or in objections: replaced if anything changed
	previous *models.Settlement  // newest one whose money left: its held part is taken over
	agreed   bool                // people or the committee have agreed to one that is not paid yet: none follows

	lies   money.Amount // what is final in the source for this incident
	spoken money.Amount // commitments against it
	borne  money.Amount // lines it already pays, without the open draft's
	held   money.Amount // what is still held for the previous tranche
}

// replaceable reports whether a draft may be computed again by somebody. The job
// leaves public previews alone: only a person replaces what others are reading.
func replaceable(by models.Actor, st *models.Settlement) bool {
	return st.State == models.SettlementDraft || st.State == models.SettlementObjections && by.Kind != models.ActorJob
}

// loadSource reads one source. Where people have already agreed to a tranche it
// reads no further.
func loadSource(tx *models.Tx, by models.Actor, in *state, src source) (source, error) {
	var err error
	if src.asset, err = models.ByID[models.Asset](tx, src.pool.AssetID); err != nil {
		return src, err
	}
	src.sort(by, in)
	if src.agreed {
		return src, nil
	}
	if src.lies, src.spoken, err = src.lying(tx, &in.incident); err != nil {
		return src, err
	}
	if err := src.bound(tx, &in.incident, in.foresee); err != nil {
		return src, err
	}
	if src.cap != money.Max {
		if src.borne, err = tx.PaidByPool(in.incident.ID, src.pool.ID, src.openID()); err != nil {
			return src, err
		}
	}
	if src.previous != nil {
		src.held, err = ledger.Balance(tx, ledger.Held(src.previous), src.previous.AssetID)
	}
	return src, err
}

// sort finds the open draft and the previous tranche among the settlements.
func (src *source) sort(by models.Actor, in *state) {
	for i := range in.settlements {
		st := &in.settlements[i]
		if st.PoolID != src.pool.ID {
			continue
		}
		src.last = max(src.last, st.Sequence)
		if in.escheat[st.ID] != src.escheat { // one of them at a time: the other waits
			src.agreed = src.agreed || !irrevocable(st.State)
			continue
		}
		src.all = append(src.all, *st)
		switch st.State {
		case models.SettlementDraft, models.SettlementObjections:
			src.agreed = src.agreed || !replaceable(by, st)
			src.open = st
		case models.SettlementActive, models.SettlementClosed:
			src.previous = st
		case models.SettlementCancelled:
		default:
			src.agreed = true
		}
	}
}

func (src *source) openID() int64 {
	if src.open == nil {
		return 0
	}
	return src.open.ID
}

// lying is lying of the source's own account: escheat has one beside the vault's.
func (src *source) lying(tx *models.Tx, inc *models.Incident) (lies, spoken money.Amount, err error) {
	if !src.escheat {
		return lying(tx, inc, &src.pool)
	}
	if lies, err = ledger.Balance(tx, ledger.Escheat(inc), src.asset.ID); err != nil {
		return lies, spoken, err
	}
	spoken, err = ledger.CommitmentsOf(tx, ledger.EscheatCommitments(inc), src.asset.ID)
	return lies, spoken, err
}

// lying is what lies in a source for an incident, and the commitments against
// it. An earmark or vault account is this incident's alone; before the earmark is
// final the pool's observed free capital stands for it, and every incident
// without one shares it.
func lying(tx *models.Tx, inc *models.Incident, pool *models.Pool) (lies, spoken money.Amount, err error) {
	debit, credit, err := tx.Balance(ledger.Source(pool, inc), pool.AssetID)
	if err != nil {
		return money.Zero, money.Zero, err
	}
	if !debit.IsZero() || pool.Kind == covers.PoolVault {
		if lies, err = debit.Sub(credit); err != nil {
			return lies, spoken, fmt.Errorf("%w: source of %s is overdrawn", service.ErrInvariant, pool.PublicID)
		}
		spoken, err = ledger.Committed(tx, pool, inc)
		return lies, spoken, err
	}
	spoken, err = sharedCommitments(tx, pool)
	return pool.ObservedFree.Amount, spoken, err
}

// sharedCommitments adds the commitments of every incident that draws on the
// free capital of the pool without an earmark.
func sharedCommitments(tx *models.Tx, pool *models.Pool) (total money.Amount, err error) {
	rows, err := tx.SettlementsOfPool(pool.ID)
	if err != nil {
		return total, err
	}
	seen := map[int64]bool{}
	for _, st := range rows {
		if seen[st.IncidentID] {
			continue
		}
		seen[st.IncidentID] = true
		sum, err := unmarked(tx, pool, st.IncidentID)
		if err != nil {
			return total, err
		}
		if total, err = total.Add(sum); err != nil {
			return total, err
		}
	}
	return total, nil
}

// unmarked is what one incident has spoken for without an earmark.
func unmarked(tx *models.Tx, pool *models.Pool, incidentID int64) (money.Amount, error) {
	inc, err := models.ByID[models.Incident](tx, incidentID)
	if err != nil {
		return money.Zero, err
	}
	debit, _, err := tx.Balance(ledger.Earmark(pool, &inc), pool.AssetID)
	if err != nil || !debit.IsZero() {
		return money.Zero, err
	}
	return ledger.Committed(tx, pool, &inc)
}

// available is M: what is final in the source for this incident, less what other
// settlements have spoken for, plus what this tranche takes over, within the
// layer's cap.
func (src *source) available() (money.Amount, error) {
	m, err := src.lies.Add(src.takeOver())
	if err != nil {
		return money.Zero, err
	}
	m = m.SubFloor(src.spoken)
	if src.cap == money.Max {
		return m, nil
	}
	return money.Min(m, src.cap.SubFloor(src.borne)), nil
}

// takeOver is what commitments of this source end with this tranche: the open
// draft's, and what the previous tranche held.
func (src *source) takeOver() money.Amount {
	sum := money.Zero
	if src.open != nil {
		sum = src.open.Available.Amount
	}
	if src.previous != nil && !src.released() {
		sum, _ = sum.Add(ledger.HeldTotal(src.previous)) // both are parts of one source: no overflow
	}
	return sum
}

// released reports whether the open draft already took over what the previous
// tranche held: then it is inside the draft's own available.
func (src *source) released() bool {
	return src.open != nil && src.previous != nil && src.held.IsZero()
}

// setAside is what the first tranche by a fixed denominator gave to nobody: its
// unattributed part and dust. Later tranches fill up what is left of the
// entitlements with new or released money, never with that.
func (src *source) setAside() money.Amount {
	for i := range src.all {
		st := &src.all[i]
		if st.State != models.SettlementCancelled {
			sum, _ := st.Unattributed.Add(st.Dust.Amount) // both are parts of one available amount
			return sum
		}
	}
	return money.Zero
}
