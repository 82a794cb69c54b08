package settlements

import (
	"errors"
	"slices"
	"strings"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims"
	"makewhole/models"
	"makewhole/money"
	"makewhole/payouts"
	"makewhole/service"
	"makewhole/valuation"
)

// recoveryState is what a tranche of money that came back follows from. Amounts
// are in the payout token.
type recoveryState struct {
	state
	price     valuation.Price // of the payout token
	collected money.Amount    // all that came back of this asset for good, before and since
	affected  *valuation.Losses
	allUnits  money.Amount // lost of the recovered asset itself
	units     map[common.Address]money.Amount
	elsewhere map[common.Address]money.Amount           // received outside and in other tokens on the same loss
	poolPaid  map[common.Address]map[int64]money.Amount // by pool
	pools     []models.Pool                             // that paid, by public id
	shares    map[shareKey]payouts.ShareRow
	rows      []models.Entitlement // open ones; Class 0 = affected account, else a pool's holder
	known     map[holderKey]bool   // closed ones too
}

type shareKey struct {
	pool   int64
	holder common.Address
}

// holderKey is whom a recovery entitlement belongs to: an affected account, or a
// shareholder of record of the pool that class names.
type holderKey struct {
	account common.Address
	class   int64
}

// loadRecovery reads an incident and one of its vaults. Nothing is read beyond
// that where people have agreed to a tranche: ErrNothingToSettle.
func loadRecovery(tx *models.Tx, by models.Actor, incidentID, vaultPoolID string) (*recoveryState, *source, error) {
	base, err := loadState(tx, incidentID)
	if err != nil {
		return nil, nil, err
	}
	in := &recoveryState{state: base}
	pool, err := models.ByPublicID[models.Pool](tx, vaultPoolID)
	if err != nil {
		return nil, nil, err
	}
	if pool.Kind != claims.PoolVault {
		return nil, nil, service.Invalid("/pool_id", "is no vault")
	}
	if err := in.loadPaid(tx, models.EntitlementRecovery); err != nil {
		return nil, nil, err
	}
	src, err := loadSource(tx, by, &in.state, source{kind: models.EntitlementRecovery, pool: pool, cap: money.Max})
	if err != nil {
		return nil, nil, err
	}
	if src.agreed {
		return nil, nil, ErrNothingToSettle
	}
	if src.open != nil { // it is computed again
		if err := in.dropLines(tx, src.open); err != nil {
			return nil, nil, err
		}
	}
	return in, &src, in.load(tx, &src)
}

// load reads losses, what came back, payments of pools and offsets.
func (in *recoveryState) load(tx *models.Tx, src *source) (err error) {
	if in.price, err = in.valuation.PriceOf(src.asset); err != nil {
		return err
	}
	if in.affected, err = in.valuation.AffectedLosses(tx); err != nil {
		return err
	}
	return errors.Join(in.loadCollected(tx, src), in.loadPoolPaid(tx, src), in.loadElsewhere(tx, src), in.loadUnits(tx, src),
		in.loadRows(tx))
}

func (in *recoveryState) loadCollected(tx *models.Tx, src *source) error {
	rows, err := tx.RecoveriesIn(in.incident.ID, src.asset.ID, RecoveryFinal, RecoveryReleased)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if in.collected, err = in.collected.Add(row.Amount.Amount); err != nil {
			return err
		}
	}
	return nil
}

// loadPoolPaid adds up what every pool paid on every account.
func (in *recoveryState) loadPoolPaid(tx *models.Tx, src *source) error {
	affected := map[int64]common.Address{}
	err := tx.EachEntitlement(in.incident.ID, models.EntitlementCover, func(e *models.Entitlement) error {
		affected[e.ID] = e.Affected.Address
		return nil
	})
	if err != nil {
		return err
	}
	payer := map[int64]int64{}
	for _, st := range in.settlements {
		payer[st.ID] = st.PoolID
	}
	in.poolPaid = map[common.Address]map[int64]money.Amount{}
	err = tx.PaidLines(in.incident.ID, models.EntitlementCover, func(settlement, entitlement int64, amount money.Amount) error {
		pool, account := payer[settlement], affected[entitlement]
		if asset := in.assets[pool]; asset.ID != src.asset.ID {
			var err error
			if amount, err = in.convert(amount, asset, in.price); err != nil {
				return err
			}
		}
		m := in.poolPaid[account]
		if m == nil {
			m = map[int64]money.Amount{}
			in.poolPaid[account] = m
		}
		sum, err := m[pool].Add(amount)
		m[pool] = sum
		return err
	})
	if err != nil {
		return err
	}
	return in.loadPools(tx)
}

func (in *recoveryState) loadPools(tx *models.Tx) error {
	seen := map[int64]bool{}
	for _, m := range in.poolPaid {
		for id := range m {
			seen[id] = true
		}
	}
	for id := range seen {
		p, err := models.ByID[models.Pool](tx, id)
		if err != nil {
			return err
		}
		in.pools = append(in.pools, p)
	}
	slices.SortFunc(in.pools, func(a, b models.Pool) int { return strings.Compare(a.PublicID, b.PublicID) })
	return nil
}

// loadElsewhere reads what accounts received on their loss outside and from money
// that came back in other tokens, in units of the payout token, rounded up.
func (in *recoveryState) loadElsewhere(tx *models.Tx, src *source) error {
	got, err := loadReceived(tx, &in.state, src.pool.ID)
	if err != nil {
		return err
	}
	in.elsewhere = map[common.Address]money.Amount{}
	for account, value := range got {
		if in.elsewhere[account], err = toToken(value, in.price, money.Up); err != nil {
			return err
		}
	}
	return nil
}

// loadUnits reads what every account lost of the recovered asset itself: it goes
// to those losers first, in kind.
func (in *recoveryState) loadUnits(tx *models.Tx, src *source) error {
	in.units = map[common.Address]money.Amount{}
	for _, snap := range in.valuation.Members {
		if snap.AssetID != src.asset.ID {
			continue
		}
		var err error
		if in.allUnits, err = in.allUnits.Add(snap.TotalLoss.Amount); err != nil {
			return err
		}
		err = tx.LossesOf(snap.ID, func(l *models.SnapshotLeaf) error {
			sum, err := in.units[l.Account.Address].Add(l.Loss.Amount)
			in.units[l.Account.Address] = sum
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// loadRows reads the recovery entitlements that there are.
func (in *recoveryState) loadRows(tx *models.Tx) error {
	in.rows, in.known = nil, map[holderKey]bool{}
	return tx.EachEntitlement(in.incident.ID, models.EntitlementRecovery, func(e *models.Entitlement) error {
		in.known[holderKey{e.Affected.Address, e.Class}] = true
		if e.State == claims.EntitlementOpen {
			in.rows = append(in.rows, *e)
		}
		return nil
	})
}

// loadShares reads the shareholders of record of the pools that paid.
func (in *recoveryState) loadShares(tx *models.Tx) error {
	in.shares = map[shareKey]payouts.ShareRow{}
	for i := range in.pools {
		p := &in.pools[i]
		err := tx.HoldersOf(in.incident.ID, p.ID, func(h *models.ShareHolding) error {
			in.shares[shareKey{p.ID, h.Holder.Address}] = payouts.ShareRow{Pool: p.PublicID, Shares: h.Shares.Amount}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
