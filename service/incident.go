package service

import (
	"context"
	"errors"
	"fmt"

	"makewhole/models"
	"makewhole/states"
)

// MoveIncident takes the edge of the incident table from its state to the
// given one; a state without such an edge is left alone.
func MoveIncident(tx *models.Tx, inc *models.Incident, to string, by models.Actor, reason string, cols ...string) error {
	for _, e := range states.Incident.Edges {
		if e.From == inc.State && e.To == to {
			return models.Move(tx, states.Incident, inc, e.Event, by, reason, cols...)
		}
	}
	return nil
}

// ErrUnchanged means a step found its subject unchanged.
var ErrUnchanged = errors.New("nothing to do")

// EachIncident runs step for every incident in one of the states. A failing
// incident does not stop the others.
func EachIncident(ctx context.Context, db *models.DB, step func(context.Context, *models.Incident) error, n *int, states ...string) error {
	list, err := Read(ctx, db, func(tx *models.Tx) ([]models.Incident, error) { return tx.IncidentsIn(states...) })
	if err != nil {
		return err
	}
	var errs []error
	for i := range list {
		switch err := step(ctx, &list[i]); {
		case err == nil:
			*n++
		case errors.Is(err, ErrUnchanged), errors.Is(err, ErrNotReady), errors.Is(err, ErrFrozen):
		default:
			errs = append(errs, fmt.Errorf("incident %s: %w", list[i].PublicID, err))
		}
	}
	return errors.Join(errs...)
}

// Or is the error, or the refusal where there is none: a fault of ours is never told
// as one of the caller's, whose error would stand beside it where both are joined.
func Or(err, refusal error) error {
	if err != nil {
		return err
	}
	return refusal
}

// OrUnchanged is the error, or ErrUnchanged where there is none: a fault is never
// taken for nothing to do.
func OrUnchanged(err error) error { return Or(err, ErrUnchanged) }
