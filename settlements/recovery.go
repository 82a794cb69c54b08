package settlements

import (
	"context"
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims/covers"
	"makewhole/models"
	"makewhole/money"
	"makewhole/service"
	"makewhole/settlements/ledger"
	"makewhole/states"
)

var recoverySource = map[string]bool{
	"attacker": true, "whitehat": true, "issuer": true, "court": true, "salvage": true, "protocol": true,
}

// contestedSource are the sources whose money may be asked back: it waits.
var contestedSource = map[string]bool{"issuer": true, "court": true}

// RecoveryInput announces money that is expected to come back.
type RecoveryInput struct {
	IncidentID string
	Asset      covers.AssetInput
	Source     string
	Amount     money.Amount   // the least that one deposit must bring, in base units of the asset
	From       common.Address // who will deposit it
	Note       string
}

// ExpectRecovery records an announced recovery. The deposit on chain finds it
// by incident, asset and payer, and brings at least what was announced: an
// announcement lets money through that would wait else, so it names who brings it.
func (s *Service) ExpectRecovery(ctx context.Context, by models.Actor, in RecoveryInput) (models.Recovery, error) {
	var bad service.FieldErrors
	bad.Check(recoverySource[in.Source], "/source", "is not a known source")
	bad.Check(!in.Amount.IsZero(), "/amount", "must be above 0")
	bad.Check(in.From != (common.Address{}), "/from", "must name who will deposit it")
	bad.Check(len(in.Note) <= service.StatementMax, "/note", "must have at most 10000 bytes")
	in.Asset.Check(&bad, "/asset")
	if err := errors.Join(service.StaffOnly(by, service.ByApprovers), bad.Err()); err != nil {
		return models.Recovery{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Recovery, error) {
		inc, err := models.ByPublicID[models.Incident](tx, in.IncidentID)
		if err != nil {
			return models.Recovery{}, err
		}
		if err := refuseMerged(tx, &inc); err != nil {
			return models.Recovery{}, err
		}
		asset, err := covers.EnsureAsset(tx, in.Asset)
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

// WithdrawRecovery ends an announcement that no deposit has met. What its payer brings
// later is judged by who the payer is, like any other deposit.
func (s *Service) WithdrawRecovery(ctx context.Context, by models.Actor, recoveryID string, version int64, reason string) (models.Recovery, error) {
	if err := errors.Join(service.StaffOnly(by, service.ByApprovers), checkReason(reason)); err != nil {
		return models.Recovery{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Recovery, error) {
		r, err := models.ByPublicID[models.Recovery](tx, recoveryID)
		if err != nil {
			return r, err
		}
		if r.Version != version {
			return r, fmt.Errorf("recovery %s: %w", r.PublicID, models.ErrVersion)
		}
		return r, models.Move(tx, RecoveryMachine, &r, "withdraw", by, reason)
	})
}

// recovery turns a final deposit into the vault into a recovery. Money from issuers
// and courts waits as contested, for they may ask it back, and so does what nobody
// announced from a payer whom nobody knows; everything else is final at once.
func (a *applier) recovery(p EventPayload) error {
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
	if err := a.tx.Post("recover", a.ref(), ledger.Move(pool.AssetID, ledger.Returned(&inc), ledger.Vault(&pool, &inc), p.Amount)...); err != nil {
		return err
	}
	if contestedSource[r.Source] || r.Note == unregisteredNote {
		until := a.tx.Now.Add(a.s.RecoveryHold)
		r.HoldUntil = &until
		return models.Move(a.tx, RecoveryMachine, &r, "contest", chainActor, whyHeld(&r), "hold_until")
	}
	return errors.Join(models.Move(a.tx, RecoveryMachine, &r, "finalize", chainActor, ""), cameBack(a.tx, &r, chainActor))
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
	if len(rows) == 0 || rows[0].Kind != covers.PoolVault {
		return models.Pool{}, &alarmError{"money came back to an unknown vault " + a.ev.Contract.Hex()}
	}
	row := models.Pool{
		PublicID: models.NewID("pol"), Kind: covers.PoolVault, Name: rows[0].Name, AssetID: asset.ID, Contract: rows[0].Contract,
		Distributor: rows[0].Distributor, Oracle: rows[0].Oracle,
	}
	return service.Created(a.tx, chainActor, "pool.create", &row, row.PublicID)
}

// whyHeld is the reason in the history of a recovery that waits out its hold.
func whyHeld(r *models.Recovery) string {
	if contestedSource[r.Source] {
		return r.Source
	}
	return r.Note
}

// received finds the announced recovery that a deposit meets, or records a new one.
func (a *applier) received(inc *models.Incident, assetID int64, p EventPayload) (models.Recovery, error) {
	expected, err := a.tx.RecoveriesIn(inc.ID, assetID, RecoveryExpected)
	if err != nil {
		return models.Recovery{}, err
	}
	at := func(r *models.Recovery) {
		r.Amount, r.From = models.Amt(p.Amount), models.Addr(p.From)
		r.TxHash, r.BlockHash, r.BlockNumber, r.LogIndex = &a.ev.TxHash, &a.ev.BlockHash, &a.ev.BlockNumber, &a.ev.LogIndex
	}
	if r := announced(expected, p); r != nil {
		at(r)
		cols := []string{"amount", "from", "tx_hash", "block_number", "block_hash", "log_index"}
		return *r, models.Move(a.tx, RecoveryMachine, r, "deposit", chainActor, a.ref(), cols...)
	}
	r := models.Recovery{PublicID: models.NewID("rcv"), IncidentID: inc.ID, AssetID: assetID, Source: "attacker", Note: unregisteredNote}
	source, known := a.s.RecoverySources[p.From]
	if known {
		r.Source = source
	}
	if known || p.Registered {
		r.Note = registeredNote
	}
	at(&r)
	return r, models.Start(a.tx, RecoveryMachine, &r, "deposit", chainActor, a.ref())
}

// announced is the announcement that a deposit meets: of the same payer, and the
// largest of those of which it brings all; nil where there is none. A deposit of
// somebody else, or of less, leaves an announcement standing.
func announced(expected []models.Recovery, p EventPayload) (met *models.Recovery) {
	for i := range expected {
		r := &expected[i]
		if r.From.Address == p.From && !p.Amount.Less(r.Amount.Amount) && (met == nil || met.Amount.Less(r.Amount.Amount)) {
			met = r
		}
	}
	return met
}

// Notes of deposits that nobody announced. A payer is registered at the vault, or named
// by Config.RecoverySources.
const (
	registeredNote   = "registered payer"
	unregisteredNote = "unregistered payer"
)

// ReleaseRecovery opens money that waits out its hold to settlements: by the job when its
// hold is over, by a senior before that with a reason.
func (s *Service) ReleaseRecovery(ctx context.Context, by models.Actor, recoveryID string, version int64, reason string) (models.Recovery, error) {
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Recovery, error) {
		r, err := models.ByPublicID[models.Recovery](tx, recoveryID)
		if err != nil {
			return r, err
		}
		if r.Version != version {
			return r, fmt.Errorf("recovery %s: %w", r.PublicID, models.ErrVersion)
		}
		over := service.Passed(r.HoldUntil, tx.Now)
		if !over && (by.Kind != models.ActorStaff || !by.Has(states.BySenior) || reason == "") {
			return r, fmt.Errorf("%w: the hold is not over; a senior may lift it with a reason", service.ErrForbidden)
		}
		inc, err := models.ByID[models.Incident](tx, r.IncidentID)
		if err != nil {
			return r, err
		}
		if err := tx.MayDecide(by, "recovery.release", models.Facts{Incident: &inc}); err != nil {
			return r, err
		}
		if err := models.Move(tx, RecoveryMachine, &r, "release", by, reason); err != nil {
			return r, err
		}
		return r, cameBack(tx, &r, by)
	})
}

// releaseRecoveries frees money whose hold is over.
func (s *Service) releaseRecoveries(ctx context.Context, n *int) error {
	rows, err := service.Read(ctx, s.DB, func(tx *models.Tx) ([]models.Recovery, error) { return tx.RecoveriesByState(RecoveryContested) })
	if err != nil {
		return err
	}
	var errs []error
	for _, r := range rows {
		if !service.Passed(r.HoldUntil, s.Now()) {
			continue
		}
		if _, err := s.ReleaseRecovery(ctx, stepJob, r.PublicID, r.Version, "hold over"); err != nil {
			errs = append(errs, err)
			continue
		}
		*n++
	}
	return errors.Join(errs...)
}
