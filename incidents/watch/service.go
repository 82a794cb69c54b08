package watch

import (
	"context"
	"errors"
	"fmt"

	"makewhole/incidents"
	"makewhole/incidents/monitor"
	"makewhole/models"
	"makewhole/service"
	"makewhole/states"
)

// Service is what people do about findings. Each exported method is one
// transaction.
type Service struct {
	DB    *models.DB
	Chain uint64 // the one that is watched
}

// Dismiss is a person's verdict that a finding is a false alarm.
func (s *Service) Dismiss(ctx context.Context, by models.Actor, id string, version int64, reason string) (models.Finding, error) {
	return s.decide(ctx, by, id, version, reason, func(tx *models.Tx, f *models.Finding) error {
		f.Verdict, f.VerdictBy = reason, &by.StaffID
		return models.Move(tx, states.Finding, f, "dismiss", by, reason, "verdict", "verdict_by")
	})
}

// Reopen takes the verdict back: it was no false alarm.
func (s *Service) Reopen(ctx context.Context, by models.Actor, id string, version int64, reason string) (models.Finding, error) {
	return s.decide(ctx, by, id, version, reason, func(tx *models.Tx, f *models.Finding) error {
		return models.Move(tx, states.Finding, f, "reopen", by, reason)
	})
}

// Attach says that a finding belongs to an incident that is on record.
func (s *Service) Attach(ctx context.Context, by models.Actor, id string, version int64, incidentID, reason string) (models.Finding, error) {
	return s.decide(ctx, by, id, version, reason, func(tx *models.Tx, f *models.Finding) error {
		inc, err := models.ByPublicID[models.Incident](tx, incidentID)
		if errors.Is(err, models.ErrNotFound) {
			return service.Invalid("/incident_id", "there is no such incident")
		}
		if err != nil {
			return err
		}
		return attach(tx, by, f, &inc, reason)
	})
}

// Promotion is what a finding does not say about the incident that it shows.
type Promotion struct {
	Title, Reason string
	DeployedBlock *uint64 // of the module, for the search for accounts; nil leaves the specification to people
}

// Promote records the incident that a finding shows as suspected, with the
// specification that follows from the finding and the catalog. Confirming it takes
// the two persons that every incident takes.
func (s *Service) Promote(ctx context.Context, by models.Actor, id string, version int64, p Promotion) (models.Finding, error) {
	return s.decide(ctx, by, id, version, p.Reason, func(tx *models.Tx, f *models.Finding) error {
		module, err := tx.ModuleAt(f.ChainID, f.Module.Address)
		if errors.Is(err, models.ErrNotFound) {
			return fmt.Errorf("%w: the module of the finding is not in the catalog", service.ErrNotReady)
		}
		if err != nil {
			return err
		}
		protocol, err := models.ByID[models.Protocol](tx, module.ProtocolID)
		if err != nil {
			return err
		}
		seen := f.SeenAt
		if f.BlockTime.After(seen) { // clocks differ by seconds
			seen = f.BlockTime
		}
		in := incidents.Input{ProtocolID: protocol.PublicID, Title: p.Title, ObservedAt: seen, Reason: p.Reason}
		if p.DeployedBlock != nil {
			if in.Spec, err = specOf(tx, f, &module, *p.DeployedBlock); err != nil {
				return err
			}
		}
		inc, err := incidents.SuspectIn(tx, by, in)
		if err != nil {
			return err
		}
		return attach(tx, by, f, &inc, p.Reason)
	})
}

// specOf measures the module from the first block in which the finding was seen,
// compared with its parent, to the last one.
func specOf(tx *models.Tx, f *models.Finding, module *models.Module, deployed uint64) (*models.IncidentSpec, error) {
	if module.MethodView == "" || module.ValueAssetID == 0 {
		return nil, fmt.Errorf("%w: the catalog names no view that values accounts of the module", service.ErrNotReady)
	}
	asset, err := models.ByID[models.Asset](tx, module.ValueAssetID)
	if err != nil {
		return nil, err
	}
	first, last, err := tx.SightingSpan(f.ID)
	if err != nil {
		return nil, err
	}
	chainID, at := uint64(f.ChainID), uint64(f.BlockTime.Unix())
	spec := models.IncidentSpec{
		Format: models.SpecFormat, Method: models.MethodViewFlows, Numeraire: models.SpecAsset{ChainID: uint64(asset.ChainID), Address: asset.Address.Address},
		OccurredFrom: at, OccurredTo: at,
		Modules: []models.SpecModule{{
			ChainID: chainID, Address: module.Address.Address, Asset: asset.Address.Address, DeployedBlock: deployed, View: module.MethodView,
			FromBlock: uint64(first.Number), FromHash: first.Hash.Hash, ToBlock: uint64(last.Number), ToHash: last.Hash.Hash, Flows: models.VaultFlows(),
		}},
	}
	if err := spec.Validate(); err != nil {
		return nil, service.Invalid("/deployed_block", err.Error())
	}
	return &spec, nil
}

func attach(tx *models.Tx, by models.Actor, f *models.Finding, inc *models.Incident, reason string) error {
	f.IncidentID = &inc.ID
	return models.Move(tx, states.Finding, f, "attach", by, reason, "incident_id")
}

// decide loads a finding of a known version for a person of the desk.
func (s *Service) decide(ctx context.Context, by models.Actor, id string, version int64, reason string, act func(*models.Tx, *models.Finding) error) (models.Finding, error) {
	if err := service.StaffOnly(by, states.ByDesk); err != nil {
		return models.Finding{}, err
	}
	if err := checkReason(reason); err != nil {
		return models.Finding{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Finding, error) {
		f, err := models.ByPublicID[models.Finding](tx, id)
		if err == nil && f.Version != version {
			err = fmt.Errorf("finding %s: %w", id, models.ErrVersion)
		}
		if err == nil {
			err = act(tx, &f)
		}
		return f, err
	})
}

func checkReason(reason string) error {
	if reason == "" || len(reason) > service.StatementMax {
		return service.Invalid("/reason", "must have 1 to 10000 bytes")
	}
	return nil
}

// Write keeps a monitor that a person wrote, as a draft. Its version must be above
// those that there are.
func (s *Service) Write(ctx context.Context, by models.Actor, file []byte, reason string) (models.Monitor, error) {
	if err := service.StaffOnly(by, states.ByDesk); err != nil {
		return models.Monitor{}, err
	}
	if err := checkReason(reason); err != nil {
		return models.Monitor{}, err
	}
	m, err := monitor.ReadFile(file)
	if err == nil && m.File.Chain != s.Chain {
		err = fmt.Errorf("/chain: chain %d is watched here, and no other", s.Chain)
	}
	if err != nil {
		return models.Monitor{}, service.Invalid("/file", err.Error())
	}
	text, hash, err := content(m.File, m.File.Version)
	if err != nil {
		return models.Monitor{}, err
	}
	row := models.Monitor{
		PublicID: models.NewID("mon"), ChainID: int64(m.File.Chain), Module: m.File.Module, Name: m.File.ID, Number: int64(m.File.Version),
		Content: text, ContentHash: models.H(hash), WrittenBy: &by.StaffID,
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Monitor, error) {
		last, err := tx.NewestMonitor(row.ChainID, row.Name)
		switch {
		case err == nil && last.Number >= row.Number:
			return row, service.Invalid("/file", fmt.Sprintf("/version: must be above %d", last.Number))
		case err == nil && last.WrittenBy == nil:
			return row, fmt.Errorf("the file of watched modules names monitor %s: %w", row.Name, service.ErrConflict)
		case err != nil && !errors.Is(err, models.ErrNotFound):
			return row, err
		}
		r := row
		err = models.Start(tx, states.Monitor, &r, "write", by, reason)
		return r, err
	})
}

// Content is the file of a monitor as it is kept: the state in it is draft,
// whatever the row says.
func (s *Service) Content(ctx context.Context, id string) (name string, file []byte, err error) {
	m, err := service.Read(ctx, s.DB, func(tx *models.Tx) (models.Monitor, error) {
		return models.ByPublicID[models.Monitor](tx, id)
	})
	return fmt.Sprintf("%s-%d.json", m.Name, m.Number), m.Content, err
}

// SetMonitor takes a step of a monitor that needs one person: watch, disarm,
// retire.
func (s *Service) SetMonitor(ctx context.Context, by models.Actor, id string, version int64, event, reason string) (models.Monitor, error) {
	return s.change(ctx, by, id, version, reason, func(tx *models.Tx, m *models.Monitor) error {
		if event == "arm" {
			return service.Invalid("/event", "it takes two persons")
		}
		m.AskedBy, m.ArmedBy = nil, nil
		return models.Move(tx, states.Monitor, m, event, by, reason, "asked_by", "armed_by")
	})
}

// AskLive is the first person's word that a monitor should be live: nothing
// changes yet.
func (s *Service) AskLive(ctx context.Context, by models.Actor, id string, version int64, reason string) (models.Monitor, error) {
	return s.change(ctx, by, id, version, reason, func(tx *models.Tx, m *models.Monitor) error {
		if m.State != states.MonitorShadow {
			return fmt.Errorf("monitor %s is %s: %w", m.PublicID, m.State, models.ErrState)
		}
		m.AskedBy = &by.StaffID
		if err := models.Update(tx, m, "asked_by"); err != nil {
			return err
		}
		return tx.Audit(by, "monitor.ask_live", m.PublicID, map[string]any{"reason": reason})
	})
}

// Arm is the second person's word: the monitor is live.
func (s *Service) Arm(ctx context.Context, by models.Actor, id string, version int64, reason string) (models.Monitor, error) {
	return s.change(ctx, by, id, version, reason, func(tx *models.Tx, m *models.Monitor) error {
		if m.AskedBy == nil {
			return fmt.Errorf("monitor %s: nobody has asked yet: %w", m.PublicID, models.ErrState)
		}
		facts := models.Facts{First: *m.AskedBy, NoIncident: true}
		if m.WrittenBy != nil {
			facts.Wrote = []int64{*m.WrittenBy}
		}
		if err := tx.MayDecide(by, "monitor.arm", facts); err != nil {
			return err
		}
		m.ArmedBy = &by.StaffID
		return models.Move(tx, states.Monitor, m, "arm", by, reason, "armed_by")
	})
}

// change loads a monitor of a known version for a person of the desk.
func (s *Service) change(ctx context.Context, by models.Actor, id string, version int64, reason string, act func(*models.Tx, *models.Monitor) error) (models.Monitor, error) {
	if err := service.StaffOnly(by, states.ByDesk); err != nil {
		return models.Monitor{}, err
	}
	if err := checkReason(reason); err != nil {
		return models.Monitor{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Monitor, error) {
		m, err := models.ByPublicID[models.Monitor](tx, id)
		if err == nil && m.Version != version {
			err = fmt.Errorf("monitor %s: %w", id, models.ErrVersion)
		}
		if err == nil {
			err = act(tx, &m)
		}
		return m, err
	})
}
