package claims

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/money"
)

var recoverySource = map[string]bool{
	"attacker": true, "whitehat": true, "issuer": true, "court": true, "salvage": true, "protocol": true,
}

// contestedSource are the sources whose money may be asked back: it waits.
var contestedSource = map[string]bool{"issuer": true, "court": true}

// RecoveryInput announces money that is expected to come back.
type RecoveryInput struct {
	IncidentID string
	Asset      AssetInput
	Source     string
	Amount     money.Amount
	From       common.Address // who will deposit it; zero = not known
	Note       string
}

// ExpectRecovery records an announced recovery. The deposit on chain finds it
// by incident, asset and payer.
func (s *Service) ExpectRecovery(ctx context.Context, by models.Actor, in RecoveryInput) (models.Recovery, error) {
	var bad FieldErrors
	bad.check(recoverySource[in.Source], "/source", "is not a known source")
	bad.check(!in.Amount.IsZero(), "/amount", "must be above 0")
	bad.check(len(in.Note) <= statementMax, "/note", "must have at most 10000 bytes")
	in.Asset.check(&bad, "/asset")
	if err := errors.Join(staffOnly(by, byApprovers), bad.err()); err != nil {
		return models.Recovery{}, err
	}
	return write(ctx, s, func(tx *models.Tx) (models.Recovery, error) {
		inc, err := models.ByPublicID[models.Incident](tx, in.IncidentID)
		if err != nil {
			return models.Recovery{}, err
		}
		asset, err := ensureAsset(tx, in.Asset)
		if err != nil {
			return models.Recovery{}, err
		}
		r := models.Recovery{
			PublicID: models.NewID("rcv"), IncidentID: inc.ID, AssetID: asset.ID, Source: in.Source, Amount: models.Amt(in.Amount),
			From: models.Addr(in.From), Note: in.Note,
		}
		err = models.Start(tx, RecoveryMachine, &r, "expect", by, in.Note)
		return r, err
	})
}

// OutsideInput records what a victim received elsewhere on the same loss.
type OutsideInput struct {
	IncidentID string
	Affected   common.Address
	Asset      AssetInput
	Amount     money.Amount
	Reason     string
}

// RecordOutsideReceipt enters an offset: it lowers the account's residual in
// every later recovery tranche.
func (s *Service) RecordOutsideReceipt(ctx context.Context, by models.Actor, in OutsideInput) (models.OutsideReceipt, error) {
	var bad FieldErrors
	bad.check(in.Affected != common.Address{}, "/affected", "must not be zero")
	bad.check(!in.Amount.IsZero(), "/amount", "must be above 0")
	bad.check(in.Reason != "" && len(in.Reason) <= statementMax, "/reason", "must have 1 to 10000 bytes")
	in.Asset.check(&bad, "/asset")
	if err := errors.Join(staffOnly(by, byApprovers), bad.err()); err != nil {
		return models.OutsideReceipt{}, err
	}
	return write(ctx, s, func(tx *models.Tx) (models.OutsideReceipt, error) {
		inc, err := models.ByPublicID[models.Incident](tx, in.IncidentID)
		if err != nil {
			return models.OutsideReceipt{}, err
		}
		asset, err := ensureAsset(tx, in.Asset)
		if err != nil {
			return models.OutsideReceipt{}, err
		}
		r := models.OutsideReceipt{
			PublicID: models.NewID("out"), IncidentID: inc.ID, Affected: models.Addr(in.Affected), AssetID: asset.ID,
			Amount: models.Amt(in.Amount), Reason: in.Reason, EnteredBy: by.StaffID,
		}
		return created(tx, by, "recovery.outside", &r, r.PublicID)
	})
}

// recovery turns a final deposit into the vault into a recovery. Money from
// issuers and courts waits as contested; everything else is final at once.
func (a *applier) recovery(p payload) error {
	inc, err := a.tx.IncidentByRef(p.IncidentID)
	if errors.Is(err, models.ErrNotFound) {
		return &alarmError{"the vault has money for an unknown incident " + p.IncidentID.Hex()}
	}
	if err != nil {
		return err
	}
	pool, err := a.vault(p.Asset)
	if err != nil {
		return err
	}
	r, err := a.received(&inc, pool.AssetID, p)
	if err != nil {
		return err
	}
	if err := a.tx.Post("recover", a.ref(), move(pool.AssetID, accountReturned(&inc), accountVault(&pool, &inc), p.Amount)...); err != nil {
		return err
	}
	if contestedSource[r.Source] {
		until := a.tx.Now.Add(a.s.RecoveryHold)
		r.HoldUntil = &until
		return models.Move(a.tx, RecoveryMachine, &r, "contest", chainActor, r.Source, "hold_until")
	}
	return models.Move(a.tx, RecoveryMachine, &r, "finalize", chainActor, "")
}

// vault is the row of a vault contract for one asset; an asset that comes back
// for the first time gets its row here.
func (a *applier) vault(token common.Address) (models.Pool, error) {
	asset, err := a.tx.EnsureAsset(models.Asset{ChainID: a.ev.ChainID, Address: models.Addr(token)})
	if err != nil {
		return models.Pool{}, err
	}
	rows, err := a.tx.PoolsBehind(a.ev.Contract.Address)
	if err != nil {
		return models.Pool{}, err
	}
	for _, r := range rows {
		if r.AssetID == asset.ID {
			return r, nil
		}
	}
	if len(rows) == 0 || rows[0].Kind != PoolVault {
		return models.Pool{}, &alarmError{"money came back to an unknown vault " + a.ev.Contract.Hex()}
	}
	row := models.Pool{
		PublicID: models.NewID("pol"), Kind: PoolVault, Name: rows[0].Name, AssetID: asset.ID, Contract: rows[0].Contract,
		Distributor: rows[0].Distributor, Oracle: rows[0].Oracle,
	}
	return created(a.tx, chainActor, "pool.create", &row, row.PublicID)
}

// received finds the announced recovery behind a deposit, or records a new one.
func (a *applier) received(inc *models.Incident, assetID int64, p payload) (models.Recovery, error) {
	expected, err := a.tx.RecoveriesIn(inc.ID, assetID, RecoveryExpected)
	if err != nil {
		return models.Recovery{}, err
	}
	at := func(r *models.Recovery) {
		r.Amount, r.From = models.Amt(p.Amount), models.Addr(p.From)
		r.TxHash, r.BlockHash, r.BlockNumber, r.LogIndex = &a.ev.TxHash, &a.ev.BlockHash, &a.ev.BlockNumber, &a.ev.LogIndex
	}
	for i := range expected {
		r := &expected[i]
		if r.From.Address == p.From || r.From.Address == (common.Address{}) {
			at(r)
			cols := []string{"amount", "from", "tx_hash", "block_number", "block_hash", "log_index"}
			return *r, models.Move(a.tx, RecoveryMachine, r, "deposit", chainActor, a.ref(), cols...)
		}
	}
	r := models.Recovery{PublicID: models.NewID("rcv"), IncidentID: inc.ID, AssetID: assetID, Source: "attacker", Note: unregisteredNote}
	if source, ok := a.s.RecoverySources[p.From]; ok {
		r.Source = source
	}
	if p.Registered {
		r.Note = registeredNote
	}
	at(&r)
	return r, models.Start(a.tx, RecoveryMachine, &r, "deposit", chainActor, a.ref())
}

// Notes of deposits that nobody announced.
const (
	registeredNote   = "registered payer"
	unregisteredNote = "unregistered payer"
)

// ReleaseRecovery opens contested money to settlements: by the job when its
// hold is over, by a senior before that with a reason.
func (s *Service) ReleaseRecovery(ctx context.Context, by models.Actor, recoveryID string, version int64, reason string) (models.Recovery, error) {
	return write(ctx, s, func(tx *models.Tx) (models.Recovery, error) {
		r, err := models.ByPublicID[models.Recovery](tx, recoveryID)
		if err != nil {
			return r, err
		}
		if r.Version != version {
			return r, fmt.Errorf("recovery %s: %w", r.PublicID, models.ErrVersion)
		}
		over := passed(r.HoldUntil, tx.Now)
		if !over && (by.Kind != models.ActorStaff || !by.Has("senior") || reason == "") {
			return r, fmt.Errorf("%w: the hold is not over; a senior may lift it with a reason", ErrForbidden)
		}
		err = models.Move(tx, RecoveryMachine, &r, "release", by, reason)
		return r, err
	})
}

// releaseRecoveries frees contested money whose hold is over.
func (s *Service) releaseRecoveries(ctx context.Context, n *int) error {
	rows, err := read(ctx, s, func(tx *models.Tx) ([]models.Recovery, error) { return tx.RecoveriesByState(RecoveryContested) })
	if err != nil {
		return err
	}
	var errs []error
	for _, r := range rows {
		if !passed(r.HoldUntil, s.Now()) {
			continue
		}
		if _, err := s.ReleaseRecovery(ctx, windowJob, r.PublicID, r.Version, "hold over"); err != nil {
			errs = append(errs, err)
			continue
		}
		*n++
	}
	return errors.Join(errs...)
}

// RecordShareholders writes down who held shares of a pool when an incident
// occurred, from the pool's final deposits and withdrawals before that moment.
// What returns to the pool belongs to them (core-model.md §4.4). Recording
// twice changes nothing.
func (s *Service) RecordShareholders(ctx context.Context, by models.Actor, incidentID, poolID string) (int, error) {
	if !by.Has(byMover) {
		return 0, fmt.Errorf("%w: needs treasurer or senior", ErrForbidden)
	}
	return write(ctx, s, func(tx *models.Tx) (int, error) {
		inc, err := models.ByPublicID[models.Incident](tx, incidentID)
		if err != nil {
			return 0, err
		}
		pool, err := models.ByPublicID[models.Pool](tx, poolID)
		if err != nil {
			return 0, err
		}
		return recordShareholders(tx, by, &inc, &pool)
	})
}

func recordShareholders(tx *models.Tx, by models.Actor, inc *models.Incident, pool *models.Pool) (int, error) {
	if known, err := tx.HasHolders(inc.ID, pool.ID); known || err != nil {
		return 0, err
	}
	if inc.OccurredFrom == nil {
		return 0, fmt.Errorf("%w: the incident has no occurred_from", ErrNotReady)
	}
	asset, err := models.ByID[models.Asset](tx, pool.AssetID)
	if err != nil {
		return 0, err
	}
	rows, err := holdersAt(tx, asset.ChainID, pool, *inc.OccurredFrom)
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	for i := range rows {
		rows[i].IncidentID = inc.ID
	}
	if err := models.InsertBatch(tx, rows); err != nil {
		return 0, err
	}
	return len(rows), tx.Audit(by, "pool.shareholders", pool.PublicID, map[string]any{"incident": inc.PublicID, "holders": len(rows)})
}

// holdersAt replays the shares of a pool up to a moment.
func holdersAt(tx *models.Tx, chainID int64, pool *models.Pool, at time.Time) ([]models.ShareHolding, error) {
	events, err := tx.ShareEvents(chainID, pool.Contract.Address, at)
	if err != nil {
		return nil, err
	}
	shares := map[common.Address]money.Amount{}
	var order []common.Address
	block := int64(0)
	for _, ev := range events {
		if ev.Name == "EpochBegun" { // what the shares had was lost: who holds them from now on begins at nothing
			clear(shares)
			order = nil
			continue
		}
		who, next, err := replayShares(shares, &ev)
		if err != nil {
			return nil, fmt.Errorf("shares of pool %s at block %d: %w", pool.PublicID, ev.BlockNumber, err)
		}
		if _, known := shares[who]; !known {
			order = append(order, who)
		}
		shares[who], block = next, ev.BlockNumber
	}
	var out []models.ShareHolding
	for _, who := range order {
		if !shares[who].IsZero() {
			out = append(out, models.ShareHolding{PoolID: pool.ID, Holder: models.Addr(who), Shares: models.Amt(shares[who]), AtBlock: block})
		}
	}
	return out, nil
}
