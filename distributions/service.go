package distributions

import (
	"errors"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
)

// Config is what New needs.
type Config struct {
	DB       *models.DB
	ChainID  int64          // settlement chain
	Operator common.Address // key that pushes where no pushers are named
	// Node is what plans and payout checks read; nil where there is none.
	Node Node
	// Distribution is how active settlements are pushed.
	Distribution Distribution
}

// Service plans, bills, checks and reports how settlements reach their receivers.
type Service struct {
	Config
	trees treeCache
}

// New checks the configuration.
func New(c Config) (*Service, error) {
	return &Service{Config: c}, c.validate()
}

func (c Config) validate() error {
	switch {
	case c.DB == nil:
		return errors.New("distributions: Config.DB is missing")
	case c.ChainID <= 0:
		return errors.New("distributions: Config.ChainID is missing")
	case c.Operator == common.Address{}:
		return errors.New("distributions: Config.Operator is missing")
	}
	return nil
}
