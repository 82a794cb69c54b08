package settlements

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims"
	"makewhole/claims/entitlements"
	"makewhole/models"
	"makewhole/money"
	"makewhole/rounds"
	"makewhole/service"
	"makewhole/valuation"
)

// payees says who can receive by default.
type payees struct {
	contract    map[common.Address]bool // affected accounts; those not named were not asked for
	compromised map[common.Address]bool
}

// affected reports whether an affected account can. One that the nodes were not
// asked for waits, too: that it has no code is not known.
func (p *payees) affected(a common.Address) bool {
	contract, asked := p.contract[a]
	return asked && !contract
}

// holder reports whether a shareholder can: the pool has it from the settlement
// chain, with or without code.
func (p *payees) holder(a common.Address) bool { return !p.compromised[a] }

// payees asks the nodes who, of those who have no entitlement of recovered money
// yet, cannot receive by default.
func (s *Service) payees(ctx context.Context, incidentID string) (payees, error) {
	out := payees{compromised: s.Compromised}
	var chains map[int64]int64
	accounts, err := service.Read(ctx, s.DB, func(tx *models.Tx) ([]common.Address, error) {
		inc, err := models.ByPublicID[models.Incident](tx, incidentID)
		if err != nil {
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
		if chains, err = claims.LossChains(tx, inc.ID, v); err != nil {
			return nil, err
		}
		err = tx.EntitlementRefs(inc.ID, func(e *models.EntitlementRef) error {
			if e.Kind == models.EntitlementRecovery && e.Class == 0 {
				delete(l.ByAccount, e.Affected.Address)
			}
			return nil
		})
		return slices.SortedFunc(maps.Keys(l.ByAccount), common.Address.Cmp), err
	})
	if err != nil {
		return out, err
	}
	code := claims.CodeReader{ChainID: s.ChainID, Here: s.Chain, Sources: s.Sources, Compromised: s.Compromised}
	found, err := code.Contracts(ctx, accounts, chains)
	out.contract = make(map[common.Address]bool, len(accounts))
	for _, a := range accounts {
		out.contract[a] = found[a]
	}
	return out, err
}

// entitle makes the missing recovery entitlements: one per account that lost, and
// one per shareholder of record of each pool that paid.
func (in *roundState) entitle(tx *models.Tx, by models.Actor, can *payees) error {
	paid := in.poolsThatPaid()
	for _, p := range paid {
		if _, err := recordShareholders(tx, by, &in.incident, p); err != nil {
			return err
		}
	}
	receivers, err := in.receivers(tx)
	if err != nil {
		return err
	}
	fresh, err := in.missing(tx, paid, receivers, can)
	if err != nil {
		return err
	}
	for part := range slices.Chunk(fresh, service.InsertChunk) {
		if err := models.InsertBatch(tx, part); err != nil {
			return err
		}
	}
	shown, err := in.showReceivers(tx, by, receivers)
	if err != nil {
		return err
	}
	if len(fresh) > 0 || shown {
		in.holders = map[int64][]holder{}
		if err := in.loadRefs(tx); err != nil {
			return err
		}
		in.holdReceivers()
	}
	return in.loadShares(tx, paid)
}

// poolsThatPaid are those with a line on an account, by public id.
func (in *roundState) poolsThatPaid() []*models.Pool {
	seen := make([]bool, len(in.pools))
	for i := range in.in.Accounts {
		for _, e := range in.in.Accounts[i].Entries {
			if e.Kind == rounds.CoverLine {
				seen[e.Pool] = true
			}
		}
	}
	var out []*models.Pool
	for i := range in.pools {
		if seen[i] {
			out = append(out, &in.pools[i].pool)
		}
	}
	return out
}

// loadShares reads what the shareholders of record hold.
func (in *roundState) loadShares(tx *models.Tx, pools []*models.Pool) error {
	for _, p := range pools {
		shares := map[common.Address]money.Amount{}
		err := tx.HoldersOf(in.incident.ID, p.ID, func(h *models.ShareHolding) error {
			shares[h.Holder.Address] = h.Shares.Amount
			return nil
		})
		if err != nil {
			return err
		}
		hs := in.holders[p.ID]
		for i := range hs {
			hs[i].shares = shares[hs[i].account]
		}
	}
	return nil
}

// missing are the entitlements that there should be and are not.
func (in *roundState) missing(
	tx *models.Tx, paid []*models.Pool, receivers map[common.Address]common.Address, can *payees,
) ([]models.Entitlement, error) {
	known := map[holderKey]bool{}
	for _, r := range in.of {
		if r.recovery {
			known[holderKey{r.affected, r.class}] = true
		}
	}
	var fresh []models.Entitlement
	for i := range in.in.Accounts {
		a := common.HexToAddress(in.in.Accounts[i].ID)
		if len(in.in.Accounts[i].Losses) == 0 || known[holderKey{a, 0}] {
			continue
		}
		loss, err := in.lossOf(i)
		if err != nil {
			return nil, err
		}
		if loss, err = in.values.InNumeraire(loss, money.Down); err != nil {
			return nil, err
		}
		fresh = append(fresh, in.entitlement(a, receivers[a], can.affected(a), 0, loss))
	}
	for _, p := range paid {
		err := tx.HoldersOf(in.incident.ID, p.ID, func(h *models.ShareHolding) error {
			if !known[holderKey{h.Holder.Address, p.ID}] {
				fresh = append(fresh, in.entitlement(h.Holder.Address, common.Address{}, can.holder(h.Holder.Address), p.ID, money.Zero))
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return fresh, nil
}

// showReceivers gives entitlements that wait for a receiver the one that a claim
// of the account has proven since.
func (in *roundState) showReceivers(tx *models.Tx, by models.Actor, receivers map[common.Address]common.Address) (shown bool, err error) {
	for i := range in.people {
		e := in.people[i].recovery
		to, known := receivers[common.HexToAddress(in.in.Accounts[i].ID)]
		if !e.held || !known {
			continue
		}
		row, err := models.ByID[models.Entitlement](tx, e.id)
		if err != nil {
			return false, err
		}
		if row.HeldReason != entitlements.HeldReceiver {
			continue
		}
		row.Receiver, row.Held, row.HeldReason = models.Addr(to), false, ""
		if err := models.Update(tx, &row, "receiver", "held", "held_reason"); err != nil {
			return false, err
		}
		if err := tx.Audit(by, "entitlement.receiver", row.PublicID, map[string]any{"receiver": to}); err != nil {
			return false, err
		}
		shown = true
	}
	return shown, nil
}

// holderKey is whom a recovery entitlement belongs to: an affected account, or a
// shareholder of record of the pool that class names.
type holderKey struct {
	account common.Address
	class   int64
}

// entitlement is a new one of recovered money. Without a proven receiver its
// account receives by default, or it waits for one.
func (in *roundState) entitlement(affected, receiver common.Address, byDefault bool, class int64, amount money.Amount) models.Entitlement {
	e := models.Entitlement{
		PublicID: models.NewID("ent"), IncidentID: in.incident.ID, Kind: models.EntitlementRecovery, Affected: models.Addr(affected),
		AssetID: in.valuation.Numeraire.ID, Receiver: models.Addr(receiver), Amount: models.Amt(amount), Class: class, State: entitlements.Open,
	}
	if receiver == (common.Address{}) {
		e.Receiver = models.Addr(affected)
		if !byDefault {
			e.Held, e.HeldReason = true, entitlements.HeldReceiver
		}
	}
	return e
}

// receivers are those that claims have proven and reviewers have accepted, and
// those of accounts whose keys are lost; a recovery goes the same way.
func (in *roundState) receivers(tx *models.Tx) (map[common.Address]common.Address, error) {
	out := map[common.Address]common.Address{}
	err := tx.EachEntitlement(in.incident.ID, models.EntitlementCover, func(e *models.Entitlement) error {
		if !e.Held && e.State == entitlements.Open && !in.parked[e.ID] {
			out[e.Affected.Address] = e.Receiver.Address
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	lost, err := tx.CorrectedReceivers(in.incident.ID, time.Time{})
	maps.Copy(out, lost)
	return out, err
}
