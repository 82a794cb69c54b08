package settlements

import (
	"context"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims"
	"makewhole/models"
	"makewhole/money"
	"makewhole/service"
	"makewhole/valuation"
)

// recoveryContracts asks the node which affected accounts without an
// entitlement yet cannot receive by default.
func (s *Service) recoveryContracts(ctx context.Context, incidentID string) (map[common.Address]bool, error) {
	accounts, err := service.Read(ctx, s.DB, func(tx *models.Tx) ([]common.Address, error) {
		inc, err := models.ByPublicID[models.Incident](tx, incidentID)
		if err != nil {
			return nil, err
		}
		if known, err := tx.HasEntitlements(inc.ID, models.EntitlementRecovery); known || err != nil {
			return nil, err
		}
		v, err := valuation.Load(tx, &inc)
		if err != nil {
			return nil, err
		}
		l, err := v.AffectedLosses(tx)
		if err != nil {
			return nil, err
		}
		return sortedAccounts(l.ByAccount), nil
	})
	if err != nil {
		return nil, err
	}
	return claims.ContractAccounts(ctx, s.Chain, s.Compromised, accounts)
}

func sortedAccounts(m map[common.Address]money.Amount) []common.Address {
	out := make([]common.Address, 0, len(m))
	for a := range m {
		out = append(out, a)
	}
	slices.SortFunc(out, common.Address.Cmp)
	return out
}

// entitle makes the missing recovery entitlements: one per affected account, and
// one per shareholder of record of each pool that paid.
func (in *recoveryState) entitle(tx *models.Tx, by models.Actor, contract map[common.Address]bool) error {
	for i := range in.pools {
		if _, err := recordShareholders(tx, by, &in.incident, &in.pools[i]); err != nil {
			return err
		}
	}
	if err := in.loadShares(tx); err != nil {
		return err
	}
	fresh, err := in.missing(tx, contract)
	if err != nil || len(fresh) == 0 {
		return err
	}
	for part := range slices.Chunk(fresh, service.InsertChunk) {
		if err := models.InsertBatch(tx, part); err != nil {
			return err
		}
	}
	return in.loadRows(tx)
}

// missing are the entitlements that there should be and are not.
func (in *recoveryState) missing(tx *models.Tx, contract map[common.Address]bool) ([]models.Entitlement, error) {
	receivers, err := in.receivers(tx)
	if err != nil {
		return nil, err
	}
	var fresh []models.Entitlement
	for _, a := range sortedAccounts(in.affected.ByAccount) {
		if !in.known[holderKey{a, 0}] {
			fresh = append(fresh, in.entitlement(a, receivers[a], contract[a], 0, in.affected.ByAccount[a]))
		}
	}
	for i := range in.pools {
		p := &in.pools[i]
		err := tx.HoldersOf(in.incident.ID, p.ID, func(h *models.ShareHolding) error {
			if !in.known[holderKey{h.Holder.Address, p.ID}] {
				fresh = append(fresh, in.entitlement(h.Holder.Address, h.Holder.Address, false, p.ID, money.Zero))
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return fresh, nil
}

func (in *recoveryState) entitlement(affected, receiver common.Address, contract bool, class int64, amount money.Amount) models.Entitlement {
	e := models.Entitlement{
		PublicID: models.NewID("ent"), IncidentID: in.incident.ID, Kind: models.EntitlementRecovery, Affected: models.Addr(affected),
		AssetID: in.valuation.Numeraire.ID, Receiver: models.Addr(receiver), Amount: models.Amt(amount), Class: class, State: claims.EntitlementOpen,
	}
	if receiver == (common.Address{}) {
		e.Receiver = models.Addr(affected)
		if contract {
			e.Held, e.HeldReason = true, claims.HeldReceiver
		}
	}
	return e
}

// receivers are those that claims have proven and reviewers have accepted; a
// recovery goes the same way.
func (in *recoveryState) receivers(tx *models.Tx) (map[common.Address]common.Address, error) {
	out := map[common.Address]common.Address{}
	err := tx.EachEntitlement(in.incident.ID, models.EntitlementCover, func(e *models.Entitlement) error {
		if !e.Held && e.State == claims.EntitlementOpen {
			out[e.Affected.Address] = e.Receiver.Address
		}
		return nil
	})
	return out, err
}
