package incidents

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"makewhole/models"
)

// Events that a person takes here. The other events of the table follow from
// claims and settlements and are taken by their service.
var byHand = []string{"report", "retract", "review", "confirm", "reject", "start_snapshot", "dispute", "reopen"}

// Advance takes one step of an incident by hand, with a reason. "report" pins
// the report time and the oracle configuration, "confirm" needs a complete
// specification and another person than the reporter, "reject" and "retract"
// free the module intervals, "reopen" takes them again (ErrConflict when
// another incident has them by now).
func (s *Service) Advance(ctx context.Context, by models.Actor, publicID string, version int64, event, reason string) (models.Incident, error) {
	if !slices.Contains(byHand, event) {
		return models.Incident{}, invalid("/event", "must be one of "+strings.Join(byHand, ", "))
	}
	if err := checkReason(reason); err != nil {
		return models.Incident{}, err
	}
	return s.change(ctx, publicID, version, func(tx *models.Tx, inc *models.Incident) error {
		if _, err := Machine.Next(inc.State, event); err != nil {
			return err
		}
		cols, err := prepare(tx, inc, by, event)
		if err != nil {
			return err
		}
		return models.Move(tx, Machine, inc, event, by, reason, cols...)
	})
}

// interested are the decisions about an incident that nobody takes who gains or
// loses by it, and for which its facts are all there is to know.
var interested = []string{"incident.reject", "incident.dispute", "incident.reopen"}

// prepare does what an event means beyond its edge and returns the columns it
// changed.
func prepare(tx *models.Tx, inc *models.Incident, by models.Actor, event string) ([]string, error) {
	if act := "incident." + event; slices.Contains(interested, act) {
		if err := tx.MayDecide(by, act, models.Facts{Incident: inc}); err != nil {
			return nil, err
		}
	}
	switch event {
	case "report":
		return []string{"reported_at", "config_digest"}, pin(tx, inc)
	case "confirm":
		if err := mayConfirm(tx, inc, by); err != nil {
			return nil, err
		}
		inc.ConfirmedAt = &tx.Now
		return []string{"confirmed_at"}, nil
	case "reject", "retract":
		return nil, setLive(tx, inc.ID, nil)
	case "reopen":
		return nil, reopen(tx, inc)
	}
	return nil, nil
}

// mayConfirm holds the two rules of confirmation: all facts are there, and who
// confirms them neither reported the incident nor wrote any of its specification.
func mayConfirm(tx *models.Tx, inc *models.Incident, by models.Actor) error {
	switch {
	case inc.Spec == "":
		return incomplete("the incident has no specification")
	case inc.ReportedAt == nil || inc.ObservedAt == nil || inc.OccurredFrom == nil || inc.OccurredTo == nil:
		return incomplete("a time of the incident is not known")
	}
	reporter, err := reporterOf(tx, inc)
	if err != nil {
		return err
	}
	if by.Person == "" {
		return fmt.Errorf("%w: needs a person", ErrForbidden)
	}
	wrote, err := tx.AuthorsOf(inc.PublicID)
	if err != nil {
		return err
	}
	if err := holdsMerged(tx, inc); err != nil {
		return err
	}
	return tx.MayDecide(by, "incident.confirm", models.Facts{Incident: inc, First: reporter.ID, Wrote: wrote})
}

// holdsMerged refuses a specification without the modules of a record that was merged
// into this one before anybody measured its losses: nobody would measure them.
func holdsMerged(tx *models.Tx, inc *models.Incident) error {
	records, err := tx.Records(inc.ID)
	if err != nil || len(records) == 1 {
		return err
	}
	spec, err := models.ParseIncidentSpec([]byte(inc.Spec))
	if err != nil {
		return err
	}
	for _, id := range records[1:] {
		merged, err := models.ByID[models.Incident](tx, id)
		if err != nil {
			return err
		}
		if merged.Spec == "" || merged.ClaimsOpenAt != nil {
			continue
		}
		theirs, err := models.ParseIncidentSpec([]byte(merged.Spec))
		if err != nil {
			return err
		}
		for _, m := range theirs.Modules {
			if !slices.ContainsFunc(spec.Modules, func(o models.SpecModule) bool {
				return o.ChainID == m.ChainID && o.Address == m.Address && o.FromBlock <= m.FromBlock && m.ToBlock <= o.ToBlock
			}) {
				return incomplete(fmt.Sprintf("the specification has no module %s from block %d to %d, of the merged record %s",
					m.Address.Hex(), m.FromBlock, m.ToBlock, merged.PublicID))
			}
		}
	}
	return nil
}

// reporterOf is the person of the last report.
func reporterOf(tx *models.Tx, inc *models.Incident) (models.Staff, error) {
	steps, err := tx.History(Machine.Name, inc.ID)
	if err != nil {
		return models.Staff{}, err
	}
	for _, step := range slices.Backward(steps) {
		if step.Event == "report" {
			id, _ := strings.CutPrefix(step.Actor, models.ActorStaff+":")
			return models.ByPublicID[models.Staff](tx, id)
		}
	}
	return models.Staff{}, incomplete("nobody reported the incident")
}

// reopen takes the intervals of the specification again.
func reopen(tx *models.Tx, inc *models.Incident) error {
	if inc.Spec == "" {
		return nil
	}
	spec, err := models.ParseIncidentSpec([]byte(inc.Spec))
	if err != nil {
		return err
	}
	return setLive(tx, inc.ID, spec.Modules)
}

// setLive makes exactly the given intervals live.
func setLive(tx *models.Tx, incidentID int64, modules []models.SpecModule) error {
	inc, err := models.ByID[models.Incident](tx, incidentID)
	if err != nil {
		return err
	}
	return syncModules(tx, &inc, modules)
}
