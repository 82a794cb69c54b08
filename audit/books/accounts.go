package books

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"math/big"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/audit"
	"makewhole/models"
	"makewhole/money"
	"makewhole/valuation"
)

// indemnity holds every loss account against law L1: what covers and recoveries
// gave on an account, over all pools, vaults and tokens, is worth at most its
// verified loss. It is read from the lines themselves, without those that were swept, and
// looks at every incident that has a settlement, in full runs only. Accounts whose
// losses were revised are looked at draft by draft.
func (r *run) indemnity() error {
	if r.Incremental {
		return nil
	}
	byIncident := map[int64][]models.Settlement{}
	err := r.EachSettlement(func(s *models.Settlement) error {
		if s.State != models.SettlementCancelled {
			byIncident[s.IncidentID] = append(byIncident[s.IncidentID], *s)
		}
		return nil
	})
	if err != nil {
		return err
	}
	var unchecked error // the first; the others are looked at all the same
	for _, id := range slices.Sorted(maps.Keys(byIncident)) {
		inc, err := models.ByID[models.Incident](r.Tx, id)
		if err != nil {
			return err
		}
		err = r.accounts(&inc, byIncident[id])
		if errors.Is(err, valuation.ErrInvariant) {
			r.Violation(inc.PublicID, "%v", err)
			continue
		}
		if errors.As(err, new(audit.Unchecked)) {
			unchecked = cmp.Or(unchecked, err)
			continue
		}
		if err != nil {
			return fmt.Errorf("loss accounts of incident %s: %w", inc.PublicID, err)
		}
	}
	return unchecked
}

// accounts compares loss and receipts of each account of one incident, in exact
// fractions of the numéraire.
func (r *run) accounts(inc *models.Incident, settlements []models.Settlement) error {
	v, err := valuation.Load(r.Tx, inc)
	if errors.Is(err, valuation.ErrNotReady) {
		return audit.Unchecked("incident " + inc.PublicID + " has settlements and no final snapshot set with prices: " + err.Error())
	}
	if err != nil {
		return err
	}
	affected, err := r.affected(inc)
	if err != nil {
		return err
	}
	received := map[common.Address]*big.Rat{}
	for i := range settlements {
		if err := r.receipts(v, &settlements[i], affected, received); err != nil {
			return err
		}
	}
	losses, err := r.lossesOf(v)
	if err != nil {
		return err
	}
	for account, got := range received {
		if v.Revised(account) {
			continue
		}
		r.Checked()
		lost := losses[account]
		if lost == nil {
			lost = new(big.Rat)
		}
		if got.Cmp(lost) > 0 {
			r.Violation(inc.PublicID, "account %s lost %s and its lines are worth %s of the numéraire", account, lost.FloatString(6), got.FloatString(6))
		}
	}
	return r.revisedAccounts(v, inc, settlements, affected)
}

// affected is whose loss an entitlement is for; holders of record have none.
func (r *run) affected(inc *models.Incident) (map[int64]common.Address, error) {
	out := map[int64]common.Address{}
	for _, kind := range []string{models.EntitlementCover, models.EntitlementRecovery} {
		err := r.Tx.EachEntitlement(inc.ID, kind, func(e *models.Entitlement) error {
			if kind == models.EntitlementCover || e.Class == 0 {
				out[e.ID] = e.Affected.Address
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// receipts adds the lines of one settlement that are a leaf.
func (r *run) receipts(v *valuation.Valuation, s *models.Settlement, affected map[int64]common.Address, received map[common.Address]*big.Rat) error {
	asset, err := models.ByID[models.Asset](r.Tx, s.AssetID)
	if err != nil {
		return err
	}
	price, err := v.PriceOf(asset)
	if err != nil {
		return err
	}
	return r.Tx.EachAllocationOf(s.ID, func(a *models.Allocation) error {
		account, ok := affected[a.EntitlementID]
		if !ok || a.LeafIndex == nil || a.State == models.AllocationVoid || a.State == models.AllocationSwept {
			return nil
		}
		if received[account] == nil {
			received[account] = new(big.Rat)
		}
		received[account].Add(received[account], worth(a.Amount.Amount, price))
		return nil
	})
}

// lossesOf is each account's verified loss.
func (r *run) lossesOf(v *valuation.Valuation) (map[common.Address]*big.Rat, error) {
	out := map[common.Address]*big.Rat{}
	return out, v.EachLoss(r.Tx, func(account common.Address, loss money.Amount, price valuation.Price) error {
		if out[account] == nil {
			out[account] = new(big.Rat)
		}
		out[account].Add(out[account], worth(loss, price))
		return nil
	})
}

func worth(amount money.Amount, p valuation.Price) *big.Rat {
	out := new(big.Rat).SetFrac(p.Num.Big(), p.Den.Big())
	return out.Mul(out, new(big.Rat).SetInt(amount.Big()))
}
