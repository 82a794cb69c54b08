package incidents

import (
	"context"
	"errors"
	"fmt"

	"makewhole/models"
)

// Config is what New needs.
type Config struct{ DB *models.DB }

// Service records incidents. Each exported method is one transaction.
type Service struct{ Config }

// New checks the configuration.
func New(c Config) (*Service, error) {
	if c.DB == nil {
		return nil, errors.New("incidents: Config.DB is missing")
	}
	return &Service{c}, nil
}

// change runs fn over one incident of a known version in one transaction and
// reports the incident to the commit hook.
func (s *Service) change(ctx context.Context, publicID string, version int64, fn func(*models.Tx, *models.Incident) error) (models.Incident, error) {
	return write(ctx, s, func(tx *models.Tx) (models.Incident, error) {
		inc, err := models.ByPublicID[models.Incident](tx, publicID)
		if err != nil {
			return inc, err
		}
		if inc.Version != version {
			return inc, fmt.Errorf("incident %s: %w", publicID, models.ErrVersion)
		}
		err = fn(tx, &inc)
		return inc, err
	})
}

func write[T any](ctx context.Context, s *Service, fn func(tx *models.Tx) (T, error)) (T, error) {
	var out T
	err := s.DB.Tx(ctx, func(tx *models.Tx) (err error) {
		if out, err = fn(tx); err != nil {
			return err
		}
		tx.Result(out)
		return nil
	})
	if err != nil {
		var zero T
		return zero, translate(err)
	}
	return out, nil
}
