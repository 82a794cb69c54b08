package settlements

import (
	"context"
	"errors"
	"fmt"
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

// recoveryStates are the incident states in which money that came back is paid.
var recoveryStates = []string{
	models.IncidentClaimsClosed, models.IncidentSettling, models.IncidentSettled, models.IncidentRecovering,
}

// DraftRecovery computes a tranche of money that came back: all affected
// accounts of the final snapshot, covered or not, then the pools' shareholders
// of record (core-model.md §4). It follows the same path as a cover settlement,
// with the vault as its source.
func (s *Service) DraftRecovery(ctx context.Context, by models.Actor, incidentID, vaultPoolID string) (models.Settlement, error) {
	if !by.Has(service.ByMover) {
		return models.Settlement{}, fmt.Errorf("%w: needs treasurer or senior", service.ErrForbidden)
	}
	contract, err := s.recoveryContracts(ctx, incidentID)
	if err != nil {
		return models.Settlement{}, err
	}
	out, err := s.writeDrafts(ctx, func(tx *models.Tx) ([]models.Settlement, error) {
		r, err := s.newRecovery(tx, by, incidentID, vaultPoolID)
		if err != nil {
			return nil, err
		}
		st, err := r.draft(contract)
		if err != nil {
			return nil, err
		}
		return []models.Settlement{st}, service.MoveIncident(tx, &r.inc, models.IncidentRecovering, by, "recovery "+st.PublicID)
	})
	if err != nil {
		return models.Settlement{}, err
	}
	return out[0], nil
}

func (r *recoveryDraft) draft(contract map[common.Address]bool) (models.Settlement, error) {
	if err := r.entitle(contract); err != nil {
		return models.Settlement{}, err
	}
	file, lines, err := r.file()
	if err != nil {
		return models.Settlement{}, err
	}
	p, err := compute(file, func(i int) (line, error) { return lines[file.IDOf(i)], nil })
	if err != nil {
		return models.Settlement{}, err
	}
	if err := r.covered(p.computed.Available); err != nil {
		return models.Settlement{}, err
	}
	return r.settle(p)
}

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

// recoveryDraft is one recovery tranche in the making.
type recoveryDraft struct {
	*tranche
	affected  *valuation.Losses
	rows      []models.Entitlement // open recovery entitlements; Class 0 = affected account, else a pool's holder
	poolPaid  map[common.Address]map[int64]money.Amount
	elsewhere map[common.Address]money.Amount
	units     map[common.Address]money.Amount
	allUnits  money.Amount
	pools     []models.Pool // that paid, by public id
	price     valuation.Price
}

func (s *Service) newRecovery(tx *models.Tx, by models.Actor, incidentID, vaultPoolID string) (*recoveryDraft, error) {
	d := &drafter{s: s, tx: tx, by: by, paid: map[paidKey]money.Amount{}, assets: map[int64]models.Asset{}}
	var err error
	if d.inc, err = models.ByPublicID[models.Incident](tx, incidentID); err != nil {
		return nil, err
	}
	if !slices.Contains(recoveryStates, d.inc.State) {
		return nil, fmt.Errorf("incident %s is %s: %w", d.inc.PublicID, d.inc.State, models.ErrState)
	}
	if err := service.RefuseFrozen(tx); err != nil {
		return nil, err
	}
	if d.valuation, err = valuation.Load(tx, &d.inc); err != nil {
		return nil, err
	}
	t := &tranche{drafter: d, kind: models.EntitlementRecovery}
	if t.pool, err = models.ByPublicID[models.Pool](tx, vaultPoolID); err != nil {
		return nil, err
	}
	if t.pool.Kind != claims.PoolVault {
		return nil, service.Invalid("/pool_id", "is no vault")
	}
	if t.asset, err = models.ByID[models.Asset](tx, t.pool.AssetID); err != nil {
		return nil, err
	}
	if err := d.loadPaid(models.EntitlementRecovery); err != nil {
		return nil, err
	}
	if err := t.load(); err != nil {
		return nil, err
	}
	if t.open != nil { // it is computed again
		if err := d.dropLines(t.open); err != nil {
			return nil, err
		}
	}
	r := &recoveryDraft{tranche: t}
	return r, r.load()
}

// load reads losses, payments of pools and offsets, all in the payout token.
func (r *recoveryDraft) load() (err error) {
	if r.price, err = r.valuation.PriceOf(r.asset); err != nil {
		return err
	}
	if r.affected, err = r.valuation.AffectedLosses(r.tx); err != nil {
		return err
	}
	return errors.Join(r.loadPoolPaid(), r.loadElsewhere(), r.loadUnits())
}

// loadPoolPaid adds up what every pool paid on every account.
func (r *recoveryDraft) loadPoolPaid() error {
	affected := map[int64]common.Address{}
	err := r.tx.EachEntitlement(r.inc.ID, models.EntitlementCover, func(e *models.Entitlement) error {
		affected[e.ID] = e.Affected.Address
		return nil
	})
	if err != nil {
		return err
	}
	source := map[int64]int64{}
	settlements, err := r.tx.SettlementsOf(r.inc.ID)
	if err != nil {
		return err
	}
	for _, st := range settlements {
		source[st.ID] = st.PoolID
	}
	r.poolPaid = map[common.Address]map[int64]money.Amount{}
	err = r.tx.PaidLines(r.inc.ID, models.EntitlementCover, func(settlement, entitlement int64, amount money.Amount) error {
		pool, account := source[settlement], affected[entitlement]
		if asset := r.assets[pool]; asset.ID != r.asset.ID {
			var err error
			if amount, err = r.convert(amount, asset, r.price); err != nil {
				return err
			}
		}
		m := r.poolPaid[account]
		if m == nil {
			m = map[int64]money.Amount{}
			r.poolPaid[account] = m
		}
		sum, err := m[pool].Add(amount)
		m[pool] = sum
		return err
	})
	if err != nil {
		return err
	}
	return r.loadPools()
}

func (r *recoveryDraft) loadPools() error {
	seen := map[int64]bool{}
	for _, m := range r.poolPaid {
		for id := range m {
			seen[id] = true
		}
	}
	for id := range seen {
		p, err := models.ByID[models.Pool](r.tx, id)
		if err != nil {
			return err
		}
		r.pools = append(r.pools, p)
	}
	slices.SortFunc(r.pools, func(a, b models.Pool) int { return strings.Compare(a.PublicID, b.PublicID) })
	return nil
}

func (r *recoveryDraft) loadElsewhere() error {
	r.elsewhere = map[common.Address]money.Amount{}
	assets := map[int64]models.Asset{}
	return r.tx.ReceiptsOf(r.inc.ID, func(o *models.OutsideReceipt) error {
		asset, ok := assets[o.AssetID]
		if !ok {
			var err error
			if asset, err = models.ByID[models.Asset](r.tx, o.AssetID); err != nil {
				return err
			}
			assets[o.AssetID] = asset
		}
		amount := o.Amount.Amount
		if asset.ID != r.asset.ID {
			var err error
			if amount, err = r.convert(amount, asset, r.price); err != nil {
				return err
			}
		}
		sum, err := r.elsewhere[o.Affected.Address].Add(amount)
		r.elsewhere[o.Affected.Address] = sum
		return err
	})
}

// loadUnits reads what every account lost of the recovered asset itself: it
// goes to those losers first, in kind.
func (r *recoveryDraft) loadUnits() error {
	r.units = map[common.Address]money.Amount{}
	for _, snap := range r.valuation.Members {
		if snap.AssetID != r.asset.ID {
			continue
		}
		var err error
		if r.allUnits, err = r.allUnits.Add(snap.TotalLoss.Amount); err != nil {
			return err
		}
		err = r.tx.LossesOf(snap.ID, func(l *models.SnapshotLeaf) error {
			sum, err := r.units[l.Account.Address].Add(l.Loss.Amount)
			r.units[l.Account.Address] = sum
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// entitle makes the missing recovery entitlements: one per affected account,
// and one per shareholder of record of each pool that paid.
func (r *recoveryDraft) entitle(contract map[common.Address]bool) error {
	type key struct {
		account common.Address
		class   int64
	}
	known := map[key]bool{}
	collect := func(e *models.Entitlement) error {
		known[key{e.Affected.Address, e.Class}] = true
		if e.State == claims.EntitlementOpen {
			r.rows = append(r.rows, *e)
		}
		return nil
	}
	if err := r.tx.EachEntitlement(r.inc.ID, models.EntitlementRecovery, collect); err != nil {
		return err
	}
	receivers, err := r.receivers()
	if err != nil {
		return err
	}
	var fresh []models.Entitlement
	for _, a := range sortedAccounts(r.affected.ByAccount) {
		if !known[key{a, 0}] {
			fresh = append(fresh, r.entitlement(a, receivers[a], contract[a], 0, r.affected.ByAccount[a]))
		}
	}
	for i := range r.pools {
		p := &r.pools[i]
		if _, err := recordShareholders(r.tx, r.by, &r.inc, p); err != nil {
			return err
		}
		err := r.tx.HoldersOf(r.inc.ID, p.ID, func(h *models.ShareHolding) error {
			if !known[key{h.Holder.Address, p.ID}] {
				fresh = append(fresh, r.entitlement(h.Holder.Address, h.Holder.Address, false, p.ID, money.Zero))
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return r.insert(fresh, collect)
}

// insert writes new entitlements and reads all of them back with their ids.
func (r *recoveryDraft) insert(fresh []models.Entitlement, collect func(*models.Entitlement) error) error {
	if len(fresh) == 0 {
		return nil
	}
	for part := range slices.Chunk(fresh, service.InsertChunk) {
		if err := models.InsertBatch(r.tx, part); err != nil {
			return err
		}
	}
	r.rows = nil
	return r.tx.EachEntitlement(r.inc.ID, models.EntitlementRecovery, collect)
}

func (r *recoveryDraft) entitlement(affected, receiver common.Address, contract bool, class int64, amount money.Amount) models.Entitlement {
	e := models.Entitlement{
		PublicID: models.NewID("ent"), IncidentID: r.inc.ID, Kind: models.EntitlementRecovery, Affected: models.Addr(affected),
		AssetID: r.valuation.Numeraire.ID, Receiver: models.Addr(receiver), Amount: models.Amt(amount), Class: class, State: claims.EntitlementOpen,
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
func (r *recoveryDraft) receivers() (map[common.Address]common.Address, error) {
	out := map[common.Address]common.Address{}
	err := r.tx.EachEntitlement(r.inc.ID, models.EntitlementCover, func(e *models.Entitlement) error {
		if !e.Held && e.State == claims.EntitlementOpen {
			out[e.Affected.Address] = e.Receiver.Address
		}
		return nil
	})
	return out, err
}

// file writes the recovery/1 entitlement list.
func (r *recoveryDraft) file() (payouts.File, map[string]line, error) {
	f := r.header(payouts.RuleRecovery)
	lines := make(map[string]line, len(r.rows))
	var err error
	if f.Collected, err = r.collected(); err != nil {
		return f, nil, err
	}
	if f.Collected.IsZero() {
		return f, nil, ErrNothingToSettle
	}
	if f.TotalAffected, err = toToken(r.affected.Total, r.price, money.Up); err != nil {
		return f, nil, err
	}
	f.TotalUnits = r.allUnits
	for i := range r.pools {
		f.Pools = append(f.Pools, r.pools[i].PublicID)
	}
	shares, err := r.shares()
	if err != nil {
		return f, nil, err
	}
	for i := range r.rows {
		e := &r.rows[i]
		already := r.paid[paidKey{e.ID, r.pool.ID}]
		if e.Class != 0 {
			row := shares[shareKey{e.Class, e.Affected.Address}]
			row.ID, row.Already, row.Held, row.Receiver = e.PublicID, already, e.Held, e.Receiver.Address
			f.Shares, lines[e.PublicID] = append(f.Shares, row), line{entitlement: e.ID, part: "pool", already: already}
			continue
		}
		row, err := r.account(e, already)
		if err != nil {
			return f, nil, err
		}
		f.Rows, lines[e.PublicID] = append(f.Rows, row), line{entitlement: e.ID, part: "residual", entitled: row.Amount, already: already}
	}
	f.Sort()
	return f, lines, nil
}

// collected is all money of this asset that came back for good, before this
// tranche and since.
func (r *recoveryDraft) collected() (total money.Amount, err error) {
	rows, err := r.tx.RecoveriesIn(r.inc.ID, r.asset.ID, RecoveryFinal, RecoveryReleased)
	if err != nil {
		return total, err
	}
	for _, row := range rows {
		if total, err = total.Add(row.Amount.Amount); err != nil {
			return total, err
		}
	}
	return total, nil
}

func (r *recoveryDraft) account(e *models.Entitlement, already money.Amount) (payouts.Row, error) {
	a := e.Affected.Address
	loss, err := toToken(r.affected.ByAccount[a], r.price, money.Down)
	row := payouts.Row{
		ID: e.PublicID, Part: payouts.PartRecovery, Held: e.Held, Receiver: e.Receiver.Address, Amount: loss, Already: already,
		Recovery: &payouts.RecoveryRow{Units: r.units[a], Elsewhere: r.elsewhere[a], PoolPaid: make([]money.Amount, len(r.pools))},
	}
	for i := range r.pools {
		row.Recovery.PoolPaid[i] = r.poolPaid[a][r.pools[i].ID]
	}
	return row, err
}

type shareKey struct {
	pool   int64
	holder common.Address
}

func (r *recoveryDraft) shares() (map[shareKey]payouts.ShareRow, error) {
	out := map[shareKey]payouts.ShareRow{}
	for i := range r.pools {
		p := &r.pools[i]
		err := r.tx.HoldersOf(r.inc.ID, p.ID, func(h *models.ShareHolding) error {
			out[shareKey{p.ID, h.Holder.Address}] = payouts.ShareRow{Pool: p.PublicID, Shares: h.Shares.Amount}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// covered checks that the vault really has what the tranche spends: the
// recoveries and the ledger are two accounts of the same money.
func (r *recoveryDraft) covered(available money.Amount) error {
	m, err := r.available()
	if err != nil {
		return err
	}
	if m.Less(available) {
		return fmt.Errorf("%w: the vault holds less than its recoveries say", service.ErrInvariant)
	}
	return nil
}
