package corrections

import (
	"errors"
	"fmt"

	"makewhole/claims"
	"makewhole/models"
	"makewhole/service"
	"makewhole/states"
)

// Config is what New needs.
type Config struct {
	DB     *models.DB
	Claims *claims.Service // knows who can receive
}

// Service writes corrections over one store.
type Service struct{ Config }

// New checks the configuration.
func New(c Config) (*Service, error) {
	if c.DB == nil {
		return nil, errors.New("corrections: Config.DB is missing")
	}
	if c.Claims == nil {
		return nil, errors.New("corrections: Config.Claims is missing")
	}
	return &Service{c}, nil
}

// reviewerOnly admits a person of the staff who may decide claims.
func reviewerOnly(by models.Actor) error {
	if err := service.StaffOnly(by, states.ByReviewer); err != nil {
		return err
	}
	if by.Person == "" || by.StaffID == 0 {
		return fmt.Errorf("%w: needs a person", service.ErrForbidden)
	}
	return nil
}
