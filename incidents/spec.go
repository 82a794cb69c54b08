package incidents

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/states"
)

// editable are the states in which the specification may still change. From
// "confirmed" on its hash is what the committee signs.
var editable = []string{
	models.IncidentSuspected, models.IncidentReported, models.IncidentUnderReview, models.IncidentReopened, models.IncidentDisputed,
}

// Reasons says why each excluded account is excluded; it is no part of the
// specification's hash because it is written for people.
type Reasons map[common.Address]string

// SetSpec replaces the specification of an incident. The occurred times, the
// module intervals and the exclusions follow from it. Overlap with a live
// incident on a module is ErrConflict.
func (s *Service) SetSpec(ctx context.Context, by models.Actor, publicID string, version int64, spec models.IncidentSpec, reasons Reasons) (models.Incident, error) {
	if !by.Has(states.ByDesk) {
		return models.Incident{}, fmt.Errorf("%w: needs %s", ErrForbidden, states.ByDesk)
	}
	return s.change(ctx, publicID, version, func(tx *models.Tx, inc *models.Incident) error {
		return setSpec(tx, inc, by, spec, reasons)
	})
}

func setSpec(tx *models.Tx, inc *models.Incident, by models.Actor, spec models.IncidentSpec, reasons Reasons) error {
	if err := tx.Authored(by, inc.PublicID); err != nil {
		return err
	}
	if !slices.Contains(editable, inc.State) {
		return fmt.Errorf("specification of %s: %w", inc.PublicID, models.ErrState)
	}
	if err := spec.Validate(); err != nil {
		return &FieldError{Pointer: "/spec", Detail: strings.TrimPrefix(err.Error(), models.ErrSpec.Error()+": ")}
	}
	if err := setSpecFacts(tx, inc, spec); err != nil {
		return err
	}
	if err := syncModules(tx, inc, spec.Modules); err != nil {
		return err
	}
	if err := syncExclusions(tx, inc.ID, spec.Exclusions, reasons); err != nil {
		return err
	}
	if err := models.Update(tx, inc, "spec", "spec_hash", "occurred_from", "occurred_to", "numeraire_id"); err != nil {
		return err
	}
	return tx.Audit(by, "incident.spec", inc.PublicID, map[string]any{"spec_hash": inc.SpecHash.Hex()})
}

// setSpecFacts copies what queries need out of the specification.
func setSpecFacts(tx *models.Tx, inc *models.Incident, spec models.IncidentSpec) error {
	raw, err := spec.Canonical()
	if err != nil {
		return err
	}
	hash, err := spec.Hash()
	if err != nil {
		return err
	}
	from, to := time.Unix(int64(spec.OccurredFrom), 0).UTC(), time.Unix(int64(spec.OccurredTo), 0).UTC()
	if from.After(tx.Now) || inc.ObservedAt != nil && from.After(*inc.ObservedAt) {
		return invalid("/spec/occurred_from", "must not be after the incident was observed")
	}
	numeraire, err := knownAsset(tx, spec.Numeraire, "/spec/numeraire")
	if err != nil {
		return err
	}
	for i, line := range spec.Lines() {
		if _, err := knownAsset(tx, line.Asset, fmt.Sprintf("/spec/lines/%d", i)); err != nil {
			return err
		}
	}
	inc.Spec, inc.SpecHash = string(raw), models.H(hash)
	inc.OccurredFrom, inc.OccurredTo, inc.NumeraireID = &from, &to, numeraire.ID
	return nil
}

func knownAsset(tx *models.Tx, a models.SpecAsset, pointer string) (models.Asset, error) {
	row, err := tx.AssetFor(int64(a.ChainID), a.Address)
	if errors.Is(err, models.ErrNotFound) {
		return row, invalid(pointer, "names an asset that is not recorded")
	}
	return row, err
}

// syncModules makes the live intervals of the incident those of the
// specification. Rows are never deleted: one that left is dead.
func syncModules(tx *models.Tx, inc *models.Incident, modules []models.SpecModule) error {
	rows, err := tx.IncidentModules(inc.ID)
	if err != nil {
		return err
	}
	for i := range rows {
		if rows[i].Live {
			rows[i].Live = false
			if err := models.Update(tx, &rows[i], "live"); err != nil {
				return err
			}
		}
	}
	for i, m := range modules {
		module, err := tx.ModuleAt(int64(m.ChainID), m.Address)
		if errors.Is(err, models.ErrNotFound) || err == nil && module.ProtocolID != inc.ProtocolID {
			return invalid(fmt.Sprintf("/spec/modules/%d", i), "is no module of this protocol")
		}
		if err != nil {
			return err
		}
		if err := putInterval(tx, rows, inc.ID, module.ID, m); err != nil {
			return err
		}
	}
	return nil
}

func putInterval(tx *models.Tx, rows []models.IncidentModule, incidentID, moduleID int64, m models.SpecModule) error {
	next := models.IncidentModule{
		IncidentID: incidentID, ModuleID: moduleID, Live: true,
		FromBlock: int64(m.FromBlock), FromHash: models.H(m.FromHash),
		ToBlock: int64(m.ToBlock), ToHash: models.H(m.ToHash),
	}
	for _, r := range rows {
		if r.ModuleID == moduleID && r.FromBlock == next.FromBlock {
			next.ID = r.ID
			return models.Update(tx, &next, "from_hash", "to_block", "to_hash", "live")
		}
	}
	return models.Insert(tx, &next)
}

// syncExclusions makes the exclusions those of the specification; each needs a
// reason, given now or before.
func syncExclusions(tx *models.Tx, incidentID int64, want []models.SpecExclusion, reasons Reasons) error {
	rows, err := tx.ExclusionsOf(incidentID)
	if err != nil {
		return err
	}
	had := map[models.SpecExclusion]models.Exclusion{}
	for _, r := range rows {
		had[models.SpecExclusion{Account: r.Account.Address, Kind: r.Kind}] = r
	}
	for i, e := range want {
		old, kept := had[e]
		delete(had, e)
		reason := reasons[e.Account]
		if kept && (reason == "" || reason == old.Reason) {
			continue
		}
		if reason == "" || len(reason) > reasonMax {
			return invalid(fmt.Sprintf("/spec/exclusions/%d", i), "needs a reason of 1 to 2000 bytes")
		}
		if kept {
			if err := tx.DropExclusion(old); err != nil {
				return err
			}
		}
		row := models.Exclusion{IncidentID: incidentID, Account: models.Addr(e.Account), Kind: e.Kind, Reason: reason}
		if err := models.Insert(tx, &row); err != nil {
			return err
		}
	}
	for _, gone := range had {
		if err := tx.DropExclusion(gone); err != nil {
			return err
		}
	}
	return nil
}

// Exclude adds one account to the exclusions of the specification, with its
// reason. The specification's hash changes.
func (s *Service) Exclude(ctx context.Context, by models.Actor, publicID string, version int64, e models.SpecExclusion, reason string) (models.Incident, error) {
	return s.editSpec(ctx, by, "incident.exclude", publicID, version, e.Account, func(spec *models.IncidentSpec) (Reasons, error) {
		for _, have := range spec.Exclusions {
			if have.Account == e.Account {
				return nil, fmt.Errorf("%w: the account is excluded already", ErrConflict)
			}
		}
		spec.Exclusions = append(spec.Exclusions, e)
		return Reasons{e.Account: reason}, nil
	})
}

// Include takes an account off the exclusions, for example after its appeal.
func (s *Service) Include(ctx context.Context, by models.Actor, publicID string, version int64, account common.Address) (models.Incident, error) {
	return s.editSpec(ctx, by, "incident.include", publicID, version, account, func(spec *models.IncidentSpec) (Reasons, error) {
		before := len(spec.Exclusions)
		spec.Exclusions = slices.DeleteFunc(spec.Exclusions, func(e models.SpecExclusion) bool { return e.Account == account })
		if len(spec.Exclusions) == before {
			return nil, fmt.Errorf("exclusion: %w", models.ErrNotFound)
		}
		return nil, nil
	})
}

func (s *Service) editSpec(
	ctx context.Context, by models.Actor, act, publicID string, version int64, account common.Address, edit func(*models.IncidentSpec) (Reasons, error),
) (models.Incident, error) {
	if !by.Has(states.ByReviewer) {
		return models.Incident{}, fmt.Errorf("%w: needs %s", ErrForbidden, states.ByReviewer)
	}
	return s.change(ctx, publicID, version, func(tx *models.Tx, inc *models.Incident) error {
		if err := tx.MayDecide(by, act, models.Facts{Incident: inc, Named: []common.Address{account}}); err != nil {
			return err
		}
		if inc.Spec == "" {
			return incomplete("the incident has no specification")
		}
		spec, err := models.ParseIncidentSpec([]byte(inc.Spec))
		if err != nil {
			return err
		}
		reasons, err := edit(&spec)
		if err != nil {
			return err
		}
		return setSpec(tx, inc, by, spec, reasons)
	})
}
